//! The key store: a folder beside the data folder, never inside it. Holds the master key of the epoch, the wrapped person
//! keys, the signing key, the secret of the fingerprints and the last signed checkpoint.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use hanhtrinh_log::{SECRET_NAME, Sealer};
use hanhtrinh_record::seal::NONCE_BYTES;
use hanhtrinh_record::{PersonKey, SigningKey};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::frame::Cursor;
use crate::key_files::{
    CHECKPOINT, HANDOVERS, LOG_ID, PERSONS, SECRET, SIGNING, load, master_name, private_folder, store,
};
use crate::key_proof::{Made, proven_records};
use crate::person_keys::{Found, PersonKeys};
use crate::random::Random;
use crate::segment::{sync_folder, sync_names};

/// The keys of one log.
pub struct Keys {
    pub(crate) folder: PathBuf,
    pub(crate) log: Uuid,
    pub(crate) signing: RwLock<SigningKey>,
    pub(crate) secret: RwLock<Secret>,
    inner: Mutex<Inner>,
    pub(crate) random: Random,
}

pub(crate) struct Inner {
    pub master: PersonKey,
    pub persons: PersonKeys,
    /// Keys that no durable leaf uses yet.
    pub fresh: HashMap<Uuid, Made>,
    /// Size of the durable log as last heard.
    pub head: u64,
}

/// The secret of the fingerprints in this epoch.
pub(crate) struct Secret {
    pub bytes: Zeroizing<[u8; 32]>,
    /// The number of durable commands when it was made. Which fingerprints are its own they say themselves.
    pub since: u64,
}

impl Secret {
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(self.bytes.to_vec());
        bytes.extend_from_slice(&self.since.to_le_bytes());
        let crc = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&crc.to_le_bytes());
        bytes
    }

    fn load(folder: &Path) -> Result<Self, KeyError> {
        let bytes = Zeroizing::new(fs::read(folder.join(SECRET))?);
        // A wrong secret would call every repeated command another one, so its bytes are checked.
        let read = || {
            let mut cursor = Cursor { bytes: &bytes };
            let (secret, since, crc) = (cursor.array()?, cursor.u64()?, cursor.u32()?);
            let right = cursor.bytes.is_empty() && crc == crc32fast::hash(&bytes[..40]);
            right.then_some(Self {
                bytes: Zeroizing::new(secret),
                since,
            })
        };
        read().ok_or(KeyError::Spoilt {
            name: SECRET.to_owned(),
        })
    }
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
        let secret = Secret {
            bytes: Zeroizing::new(random.bytes()?),
            since: 0,
        };
        store(folder, SECRET, &secret.encode())?;
        PersonKeys::create(&folder.join(PERSONS), log, 1)?;
        // The id comes last: a folder without it was never finished.
        store(folder, LOG_ID, log.to_string().as_bytes())?;
        Self::open(folder, log)
    }

    /// Opens the keys of a log, and clears away what a crash left beside them.
    pub fn open(folder: &Path, log: Uuid) -> Result<Self, KeyError> {
        if folder.is_dir() {
            // A process that was stopped may have left names in the cache of the system only, that of the checkpoint too.
            sync_folder(folder)?;
            sync_names(folder)?;
        }
        let keys = Self::read(folder, log, PersonKeys::open)?;
        // A master key that is not the one says so here, not when somebody asks for a name.
        let first = keys.inner().persons.living().next();
        first.map(|(subject, _)| keys.key_of(subject)).transpose()?;
        keys.clear_other_epochs()?;
        Ok(keys)
    }

    /// Reads the keys of a log and changes nothing: for a backup that is looked at.
    pub fn look(folder: &Path, log: Uuid) -> Result<Self, KeyError> {
        Self::read(folder, log, PersonKeys::look)
    }

    fn read(
        folder: &Path,
        log: Uuid,
        persons: impl Fn(&Path, Uuid, u64) -> Result<PersonKeys, KeyError>,
    ) -> Result<Self, KeyError> {
        let id = match fs::read_to_string(folder.join(LOG_ID)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing(folder.to_owned()));
            }
            other => other?,
        };
        if id.trim() != log.to_string() {
            return Err(KeyError::OtherLog);
        }
        let persons = persons(&folder.join(PERSONS), log, proven_records(folder)?)?;
        let master = PersonKey::from_bytes(*load(folder, &master_name(persons.epoch()))?);
        Ok(Self {
            folder: folder.to_owned(),
            log,
            signing: RwLock::new(SigningKey::from_bytes(&*load(folder, SIGNING)?)),
            secret: RwLock::new(Secret::load(folder)?),
            inner: Mutex::new(Inner {
                master,
                persons,
                fresh: HashMap::new(),
                head: 0,
            }),
            random: Random::new(),
        })
    }

    /// Takes keys and nonces from there from now on.
    pub fn draw_from(&mut self, random: Random) {
        self.random = random;
    }

    /// The key that signs checkpoints.
    pub fn signing(&self) -> SigningKey {
        self.signing
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The epoch of the master key.
    pub fn epoch(&self) -> u32 {
        self.inner().persons.epoch()
    }

    /// The living key of a person, if there is one.
    pub fn key_of(&self, subject: Uuid) -> Result<Option<PersonKey>, KeyError> {
        let inner = self.inner();
        match inner.persons.find(subject) {
            Found::Key(wrapped) => inner
                .master
                .unwrap_key(&wrapped, subject, inner.persons.epoch())
                .map(Some)
                .map_err(|_| KeyError::DoesNotOpen),
            Found::Forgotten | Found::Never => Ok(None),
        }
    }

    /// The key of a person by its id, as a leaf names it.
    pub fn find(&self, subject: Uuid, id: &str) -> Result<KeyOf, KeyError> {
        if let Some(key) = self.key_of(subject)?
            && key.id() == id
        {
            return Ok(KeyOf::Key(key));
        }
        Ok(if self.inner().persons.is_destroyed(subject, id) {
            KeyOf::Forgotten
        } else {
            KeyOf::Unknown
        })
    }

    /// Makes new keys durable: called before the journal that uses them is written.
    pub fn flush(&self) -> io::Result<()> {
        self.inner().persons.flush()
    }

    /// The same, and waits for the disk even where the log counts only as a whole.
    pub fn settle(&self) -> io::Result<()> {
        let mut inner = self.inner();
        inner.persons.flush()?;
        inner.persons.settle()
    }

    /// Destroys the key of a person. Returns its id, if there was one.
    pub fn forget(&self, subject: Uuid) -> Result<Option<String>, KeyError> {
        let id = self.key_of(subject)?.map(|key| key.id());
        let mut inner = self.inner();
        inner.persons.forget(subject, id.as_deref())?;
        inner.fresh.remove(&subject);
        Ok(id)
    }

    /// Takes the tombstone of another store over: the key it names is destroyed here too. Returns whether it was living.
    pub fn bury(&self, subject: Uuid, id: Option<&str>) -> Result<bool, KeyError> {
        let living = self.key_of(subject)?.map(|key| key.id());
        let mut inner = self.inner();
        if living.is_some() && living.as_deref() == id {
            inner.persons.forget(subject, living.as_deref())?;
            return Ok(true);
        }
        inner.persons.entomb(subject, id)?;
        Ok(false)
    }

    /// The persons who were forgotten.
    pub fn forgotten(&self) -> Vec<Uuid> {
        self.inner().persons.forgotten()
    }

    /// Number of living keys and of forgotten persons.
    pub fn counts(&self) -> (u64, u64) {
        self.inner().persons.counts()
    }

    /// Fingerprint of a body: HMAC-SHA-256 under the secret of this epoch, whose name takes the place of the last bytes.
    pub fn fingerprint(&self, body: &[u8]) -> [u8; 32] {
        let secret = self.secret.read().unwrap_or_else(PoisonError::into_inner);
        let pad = |with: u8| {
            let mut block = Zeroizing::new([with; 64]);
            block
                .iter_mut()
                .zip(secret.bytes.iter())
                .for_each(|(byte, secret)| *byte ^= secret);
            block
        };
        let inner = Sha256::new()
            .chain_update(&pad(0x36)[..])
            .chain_update(body)
            .finalize();
        let mut fingerprint: [u8; 32] = Sha256::new()
            .chain_update(&pad(0x5c)[..])
            .chain_update(inner)
            .finalize()
            .into();
        let name = Sha256::new()
            .chain_update(b"hanhtrinh fingerprint secret v1\n")
            .chain_update(&secret.bytes[..])
            .finalize();
        fingerprint[SECRET_NAME].copy_from_slice(&name[..SECRET_NAME.len()]);
        fingerprint
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

    /// The files of the store but the checkpoint; they do not change while the value lives.
    pub fn hold_still(&self) -> io::Result<Still<'_>> {
        let mut inner = self.inner();
        inner.persons.flush()?;
        // The id comes last, as when the store was made.
        let names = [
            &master_name(inner.persons.epoch()),
            PERSONS,
            SIGNING,
            HANDOVERS,
            SECRET,
            LOG_ID,
        ];
        let files = names
            .iter()
            .map(|name| self.folder.join(name))
            .filter(|path| path.exists())
            .collect();
        Ok(Still { files, _inner: inner })
    }

    pub(crate) fn inner(&self) -> MutexGuard<'_, Inner> {
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
        let living = inner.persons.open_key(subject, &inner.master);
        if let Some(key) = living.map_err(io::Error::other)? {
            return Ok(key);
        }
        // What is written about a forgotten person afterwards gets a new key; the old parts stay closed.
        let key = PersonKey::from_bytes(self.random.bytes()?);
        let record = inner
            .persons
            .add(subject, &inner.master, &key, self.random.bytes()?);
        let size = inner.head;
        inner.fresh.insert(subject, Made { record, size });
        Ok(key)
    }

    fn nonce(&self) -> io::Result<[u8; NONCE_BYTES]> {
        self.random.bytes()
    }
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
    /// The first event names no key for checkpoints.
    #[error("the first record names no key of checkpoints")]
    Verifier(#[from] hanhtrinh_record::CheckpointError),
    /// They belong to another log.
    #[error("the keys belong to another log")]
    OtherLog,
    /// A key file has the wrong length.
    #[error("the key file {name} has the wrong length")]
    Length {
        /// Its name.
        name: String,
    },
    /// A key file is damaged.
    #[error("the key file {name} is damaged; bring it back from its backup")]
    Spoilt {
        /// Its name.
        name: String,
    },
    /// A record is damaged.
    #[error("record {record} of the person keys is damaged")]
    Damaged {
        /// Its number.
        record: u64,
    },
    /// No next signing key was prepared.
    #[error("there is no next signing key")]
    NoNext,
    /// The master key does not open a person's key.
    #[error("a person's key does not open with the master key")]
    DoesNotOpen,
}
