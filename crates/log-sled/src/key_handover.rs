//! The rotations of the signing key, kept with the keys as the log has them.
//!
//! A log that is brought back from before a rotation names a key that was destroyed. With the signatures of both keys it can still
//! be shown that the key of today follows from the one that the log names.

use std::fs;
use std::io;

use hanhtrinh_record::own::SigningKeyRotated;

use crate::key_files::{HANDOVERS, store};
use crate::keys::{KeyError, Keys};

impl Keys {
    /// Keeps a rotation, before the log has it: one that is never recorded leads nowhere.
    pub fn keep_handover(&self, event: &SigningKeyRotated) -> Result<(), KeyError> {
        let mut list = self.handovers()?;
        list.push(event.clone());
        let text = serde_json::to_vec_pretty(&list).map_err(io::Error::from)?;
        Ok(store(&self.folder, HANDOVERS, &text)?)
    }

    /// Every rotation that was kept, in order.
    pub fn handovers(&self) -> Result<Vec<SigningKeyRotated>, KeyError> {
        match fs::read(self.folder.join(HANDOVERS)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            bytes => serde_json::from_slice(&bytes?).map_err(|_| KeyError::Spoilt {
                name: HANDOVERS.to_owned(),
            }),
        }
    }
}
