//! New keys for old: a new master key for the persons' keys, a new key for the checkpoints.

use std::fs;
use std::io;
use std::sync::PoisonError;

use hanhtrinh_record::{PersonKey, SigningKey};
use zeroize::Zeroizing;

use crate::key_files::{
    PERSONS, PROVEN, SECRET, SIGNING, SIGNING_NEXT, destroy, load, master_name, move_over, replace, store,
};
use crate::keys::{KeyError, Keys, Secret};
use crate::person_keys::PersonKeys;
use crate::segment::sync_folder;

impl Keys {
    /// Opens a new epoch: a new master key, all keys wrapped anew, the old master key and the old secret of the fingerprints
    /// destroyed. `commands` is the number of durable commands: their fingerprints say nothing any more. Returns the epoch.
    pub fn rotate(&self, commands: u64) -> Result<u32, KeyError> {
        let mut inner = self.inner();
        inner.persons.flush()?;
        let old_epoch = inner.persons.epoch();
        let bytes = Zeroizing::new(self.random.bytes::<32>()?);
        store(&self.folder, &master_name(old_epoch + 1), &*bytes)?;
        let master = PersonKey::from_bytes(*bytes);
        let staged = self.folder.join("persons.tmp");
        let fresh: Vec<_> = inner.fresh.keys().copied().collect();
        inner
            .persons
            .rewrap(&staged, self.log, &inner.master, &master, &fresh, || self.random.bytes())?;
        // Its numbers of records are those of the old file.
        destroy(&self.folder.join(PROVEN))?;
        move_over(&self.folder, "persons.tmp", PERSONS)?;
        destroy(&self.folder.join(master_name(old_epoch)))?;
        sync_folder(&self.folder)?;
        let persons = PersonKeys::open(&self.folder.join(PERSONS), self.log)?;
        for (subject, made) in &mut inner.fresh {
            made.record = persons.record_of(*subject).unwrap_or(made.record);
        }
        inner.master = master;
        inner.persons = persons;
        let secret = Secret {
            bytes: Zeroizing::new(self.random.bytes()?),
            since: commands,
        };
        replace(&self.folder, SECRET, &secret.encode())?;
        *self.secret.write().unwrap_or_else(PoisonError::into_inner) = secret;
        Ok(old_epoch + 1)
    }

    /// Makes the next signing key and keeps it beside the one in use, until the log names it.
    pub fn prepare_signing(&self) -> Result<SigningKey, KeyError> {
        let bytes = Zeroizing::new(self.random.bytes::<32>()?);
        store(&self.folder, SIGNING_NEXT, &*bytes)?;
        Ok(SigningKey::from_bytes(&bytes))
    }

    /// The next signing key, if one was prepared.
    pub fn prepared_signing(&self) -> Result<Option<SigningKey>, KeyError> {
        match load(&self.folder, SIGNING_NEXT) {
            Ok(bytes) => Ok(Some(SigningKey::from_bytes(&bytes))),
            Err(KeyError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Signs with the prepared key from now on; the old one is destroyed.
    pub fn adopt_signing(&self) -> Result<(), KeyError> {
        // Nobody copies the files meanwhile.
        let _inner = self.inner();
        let Ok(bytes) = load(&self.folder, SIGNING_NEXT) else {
            return Err(KeyError::NoNext);
        };
        move_over(&self.folder, SIGNING_NEXT, SIGNING)?;
        *self.signing.write().unwrap_or_else(PoisonError::into_inner) = SigningKey::from_bytes(&bytes);
        Ok(())
    }

    /// Throws a prepared key away that the log never named.
    pub fn discard_signing(&self) -> io::Result<()> {
        destroy(&self.folder.join(SIGNING_NEXT))
    }

    /// What a change of epoch left behind when it was cut short: one side of it is already the only truth.
    pub(crate) fn clear_other_epochs(&self) -> io::Result<()> {
        let epoch = self.epoch();
        for file in fs::read_dir(&self.folder)? {
            let name = file?.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("master-") && name != master_name(epoch) {
                destroy(&self.folder.join(&*name))?;
            }
        }
        destroy(&self.folder.join("persons.tmp"))
    }
}
