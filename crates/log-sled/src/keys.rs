//! The key store: a folder beside the data folder, never inside it. Holds the master key of the epoch, the wrapped person
//! keys, the signing key, the secret of the fingerprints and the last signed checkpoint.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hanhtrinh_log::Sealer;
use hanhtrinh_record::seal::NONCE_BYTES;
use hanhtrinh_record::{PersonKey, SigningKey};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::person_keys::{Found, PersonKeys};
use crate::random::Random;
use crate::segment::sync_folder;

const LOG_ID: &str = "log.id";
const PERSONS: &str = "persons.keys";
const SIGNING: &str = "signing.key";
const SECRET: &str = "fingerprint.secret";
const CHECKPOINT: &str = "checkpoint";

/// The keys of one log.
pub struct Keys {
    folder: PathBuf,
    log: Uuid,
    /// Signs checkpoints.
    pub signing: SigningKey,
    secret: Zeroizing<[u8; 32]>,
    inner: Mutex<Inner>,
    random: Random,
}

struct Inner {
    master: PersonKey,
    persons: PersonKeys,
}

/// The files of a key store at rest.
pub struct Still<'a> {
    /// Their paths.
    pub files: Vec<PathBuf>,
    _inner: MutexGuard<'a, Inner>,
}

/// A person's key, or why there is none.
pub enum KeyOf {
    /// The key.
    Key(PersonKey),
    /// The person is forgotten.
    Forgotten,
    /// No key is known.
    Unknown,
}

impl Keys {
    /// Makes the keys of a new log in a folder that is absent or empty.
    pub fn create(folder: &Path, log: Uuid, random: &Random) -> Result<Self, KeyError> {
        private_folder(folder)?;
        if fs::read_dir(folder)?.next().is_some() {
            return Err(KeyError::NotEmpty(folder.to_owned()));
        }
        store(folder, &master_name(1), &random.bytes::<32>()?)?;
        store(folder, SIGNING, &random.bytes::<32>()?)?;
        store(folder, SECRET, &random.bytes::<32>()?)?;
        PersonKeys::create(&folder.join(PERSONS), log, 1)?;
        // The id comes last: a folder without it was never finished.
        store(folder, LOG_ID, log.to_string().as_bytes())?;
        Self::open(folder, log)
    }

    /// Opens the keys of a log.
    pub fn open(folder: &Path, log: Uuid) -> Result<Self, KeyError> {
        let id = match fs::read_to_string(folder.join(LOG_ID)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing(folder.to_owned()));
            }
            other => other?,
        };
        if id.trim() != log.to_string() {
            return Err(KeyError::OtherLog);
        }
        let persons = PersonKeys::open(&folder.join(PERSONS), log)?;
        let epoch = persons.epoch();
        let master = PersonKey::from_bytes(*load(folder, &master_name(epoch))?);
        // Left over when a change of epoch was cut short: one side of it is already the only truth.
        for other in [epoch.wrapping_sub(1), epoch + 1] {
            remove(&folder.join(master_name(other)))?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            log,
            signing: SigningKey::from_bytes(&*load(folder, SIGNING)?),
            secret: load(folder, SECRET)?,
            inner: Mutex::new(Inner { master, persons }),
            random: Random::new(),
        })
    }

    /// Takes keys and nonces from there from now on.
    pub fn draw_from(&mut self, random: Random) {
        self.random = random;
    }

    /// The key of a person, if there is one.
    pub fn find(&self, subject: Uuid) -> Result<KeyOf, KeyError> {
        let inner = self.inner();
        match inner.persons.find(subject) {
            Found::Key(wrapped) => inner
                .master
                .unwrap_key(&wrapped, subject, inner.persons.epoch())
                .map(KeyOf::Key)
                .map_err(|_| KeyError::DoesNotOpen),
            Found::Forgotten => Ok(KeyOf::Forgotten),
            Found::Never => Ok(KeyOf::Unknown),
        }
    }

    /// Makes new keys durable: called before the journal that uses them is written.
    pub fn flush(&self) -> io::Result<()> {
        self.inner().persons.flush()
    }

    /// Destroys the key of a person. Returns whether there was one.
    pub fn forget(&self, subject: Uuid) -> io::Result<bool> {
        self.inner().persons.forget(subject)
    }

    /// The persons who were forgotten.
    pub fn forgotten(&self) -> Vec<Uuid> {
        self.inner().persons.forgotten()
    }

    /// Number of living keys and of forgotten persons.
    pub fn counts(&self) -> (u64, u64) {
        self.inner().persons.counts()
    }

    /// Opens a new epoch: a new master key, all keys wrapped anew, the old master key destroyed. Returns the epoch.
    pub fn rotate(&self) -> Result<u32, KeyError> {
        let mut inner = self.inner();
        inner.persons.flush()?;
        let old_epoch = inner.persons.epoch();
        let bytes = Zeroizing::new(self.random.bytes::<32>()?);
        store(&self.folder, &master_name(old_epoch + 1), &*bytes)?;
        let master = PersonKey::from_bytes(*bytes);
        let staged = self.folder.join("persons.tmp");
        inner
            .persons
            .rewrap(&staged, self.log, &inner.master, &master, || self.random.bytes())?;
        fs::rename(&staged, self.folder.join(PERSONS))?;
        sync_folder(&self.folder)?;
        let old = self.folder.join(master_name(old_epoch));
        // Overwritten before it is removed: on most disks that reaches the same sector.
        let mut file = OpenOptions::new().write(true).open(&old)?;
        file.write_all(&[0; 32])?;
        file.sync_all()?;
        remove(&old)?;
        sync_folder(&self.folder)?;
        *inner = Inner {
            master,
            persons: PersonKeys::open(&self.folder.join(PERSONS), self.log)?,
        };
        Ok(old_epoch + 1)
    }

    /// Fingerprint of a body: HMAC-SHA-256 under the secret of this log.
    pub fn fingerprint(&self, body: &[u8]) -> [u8; 32] {
        let pad = |with: u8| {
            let mut block = Zeroizing::new([with; 64]);
            block
                .iter_mut()
                .zip(self.secret.iter())
                .for_each(|(byte, secret)| *byte ^= secret);
            block
        };
        let inner = Sha256::new()
            .chain_update(&pad(0x36)[..])
            .chain_update(body)
            .finalize();
        Sha256::new()
            .chain_update(&pad(0x5c)[..])
            .chain_update(inner)
            .finalize()
            .into()
    }

    /// The last checkpoint that was signed, as a signed note.
    pub fn checkpoint(&self) -> io::Result<Option<String>> {
        match fs::read_to_string(self.folder.join(CHECKPOINT)) {
            Ok(note) => Ok(Some(note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps a checkpoint as the high-water mark, before anybody else sees it.
    pub fn store_checkpoint(&self, note: &str) -> io::Result<()> {
        store(&self.folder, CHECKPOINT, note.as_bytes())
    }

    /// Where the keys lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files of the store, which do not change while the value lives, but for the checkpoint.
    pub fn hold_still(&self) -> io::Result<Still<'_>> {
        let mut inner = self.inner();
        inner.persons.flush()?;
        // The id comes last, as when the store was made.
        let names = [
            &master_name(inner.persons.epoch()),
            PERSONS,
            SIGNING,
            SECRET,
            CHECKPOINT,
            LOG_ID,
        ];
        let files = names
            .iter()
            .map(|name| self.folder.join(name))
            .filter(|path| path.exists())
            .collect();
        Ok(Still { files, _inner: inner })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sealer for Keys {
    fn log(&self) -> Uuid {
        self.log
    }

    fn key(&self, subject: Uuid) -> io::Result<PersonKey> {
        let mut guard = self.inner();
        let inner = &mut *guard;
        if let Found::Key(wrapped) = inner.persons.find(subject) {
            let epoch = inner.persons.epoch();
            return inner
                .master
                .unwrap_key(&wrapped, subject, epoch)
                .map_err(io::Error::other);
        }
        // What is written about a forgotten person afterwards gets a new key; the old parts stay closed.
        let key = PersonKey::from_bytes(self.random.bytes()?);
        inner
            .persons
            .add(subject, &inner.master, &key, self.random.bytes()?);
        Ok(key)
    }

    fn nonce(&self) -> io::Result<[u8; NONCE_BYTES]> {
        self.random.bytes()
    }
}

/// Makes a file that only the owner may read. An old one of the same name is replaced.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder that only the owner may enter.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn store(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let staged = folder.join(format!("{name}.tmp"));
    let mut file = private_file(&staged)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&staged, folder.join(name))?;
    sync_folder(folder)
}

fn load(folder: &Path, name: &str) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let bytes = Zeroizing::new(fs::read(folder.join(name))?);
    Ok(Zeroizing::new(bytes.as_slice().try_into().map_err(|_| {
        KeyError::Length {
            name: name.to_owned(),
        }
    })?))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn master_name(epoch: u32) -> String {
    format!("master-{epoch:04}.key")
}

/// Why the key store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The disk failed.
    #[error("the key store cannot be read or written")]
    Io(#[from] io::Error),
    /// There are no keys.
    #[error("there are no keys in {0}; bring them back from their backup")]
    Missing(PathBuf),
    /// Something is there already.
    #[error("the key folder {0} is not empty; keys are never overwritten")]
    NotEmpty(PathBuf),
    /// They belong to another log.
    #[error("the keys belong to another log")]
    OtherLog,
    /// A key file has the wrong length.
    #[error("the key file {name} has the wrong length")]
    Length {
        /// Its name.
        name: String,
    },
    /// A record is damaged.
    #[error("record {record} of the person keys is damaged")]
    Damaged {
        /// Its number.
        record: u64,
    },
    /// The master key does not open a person's key.
    #[error("a person's key does not open with the master key")]
    DoesNotOpen,
}
