//! Sealing: what is personal is encrypted under the key of the one person it is about.
//!
//! XChaCha20-Poly1305 over the padded plain bytes. The associated data names the place (log, event, stream, subject, type
//! and schema), so that a ciphertext moved elsewhere does not open. The key id commits to the key.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::leaf::MAX_SEALED_BYTES;

/// Length of a nonce in bytes.
pub const NONCE_BYTES: usize = 24;
/// Plain bytes are padded to a multiple of this, so that the length says little about a name.
pub const PAD_TO: usize = 64;
/// Length of the authentication tag in bytes.
pub const TAG_BYTES: usize = 16;
/// Longest plain part that still fits [`MAX_SEALED_BYTES`] when sealed.
pub const MAX_PLAIN_BYTES: usize =
    (MAX_SEALED_BYTES - NONCE_BYTES - TAG_BYTES) / PAD_TO * PAD_TO - LENGTH_BYTES;

const LENGTH_BYTES: usize = 4;
const KEY_LABEL: &[u8] = b"hanhtrinh person key v1\n";
const PART_LABEL: &[u8] = b"hanhtrinh sealed part v1\n";
const WRAP_LABEL: &[u8] = b"hanhtrinh wrapped key v1\n";
/// Length of a wrapped key: nonce, 32 bytes, tag.
pub const WRAPPED_BYTES: usize = NONCE_BYTES + 32 + TAG_BYTES;

/// A symmetric key of 256 bits: a person's, or the master key that wraps them. Wiped from memory when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey([u8; 32]);

impl PersonKey {
    /// A key from random bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The id that commits to the key: hex of the first 16 bytes of SHA-256(label ‖ key).
    pub fn id(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(KEY_LABEL);
        hash.update(self.0);
        hex(&hash.finalize()[..16])
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.0))
    }

    /// Encrypts `key` under this one, bound to its owner.
    pub fn wrap(
        &self,
        key: &PersonKey,
        subject: Uuid,
        epoch: u32,
        nonce: [u8; NONCE_BYTES],
    ) -> [u8; WRAPPED_BYTES] {
        let mut out = [0; WRAPPED_BYTES];
        out[..NONCE_BYTES].copy_from_slice(&nonce);
        let body = &mut out[NONCE_BYTES..NONCE_BYTES + 32];
        body.copy_from_slice(&key.0);
        let aad = wrap_data(subject, epoch);
        let tag = self
            .cipher()
            .encrypt_inout_detached(&XNonce::from(nonce), &aad, body.into());
        // The cipher refuses only messages beyond 256 GiB.
        if let Ok(tag) = tag {
            out[NONCE_BYTES + 32..].copy_from_slice(&tag);
        }
        out
    }

    /// Undoes [`PersonKey::wrap`].
    pub fn unwrap_key(
        &self,
        wrapped: &[u8; WRAPPED_BYTES],
        subject: Uuid,
        epoch: u32,
    ) -> Result<PersonKey, SealError> {
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&wrapped[..NONCE_BYTES]);
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(&wrapped[NONCE_BYTES + 32..]);
        let mut body = Zeroizing::new([0; 32]);
        body.copy_from_slice(&wrapped[NONCE_BYTES..NONCE_BYTES + 32]);
        let aad = wrap_data(subject, epoch);
        self.cipher()
            .decrypt_inout_detached(
                &XNonce::from(nonce),
                &aad,
                body.as_mut_slice().into(),
                &tag.into(),
            )
            .map_err(|_| SealError::DoesNotOpen)?;
        Ok(PersonKey(*body))
    }
}

impl std::fmt::Debug for PersonKey {
    /// Shows the id only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonKey({})", self.id())
    }
}

/// The place a sealed part belongs to; part of what is authenticated.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Id of the log.
    pub log: Uuid,
    /// Id of the event.
    pub event: Uuid,
    /// The event's stream.
    pub stream: &'a str,
    /// The person it is about.
    pub subject: Uuid,
    /// The event's type.
    pub kind: &'a str,
    /// Version of the type.
    pub schema: u16,
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let mut data = Vec::with_capacity(160);
        data.extend_from_slice(PART_LABEL);
        let schema = self.schema.to_be_bytes();
        let fields: [&[u8]; 6] = [
            self.log.as_bytes(),
            self.event.as_bytes(),
            self.stream.as_bytes(),
            self.subject.as_bytes(),
            self.kind.as_bytes(),
            &schema,
        ];
        for field in fields {
            data.extend_from_slice(&(field.len() as u32).to_be_bytes());
            data.extend_from_slice(field);
        }
        data
    }
}

/// Seals `plain`: nonce ‖ ciphertext of (length ‖ plain ‖ zeros to a multiple of 64) ‖ tag. A nonce is random and never used twice.
pub fn seal(
    key: &PersonKey,
    place: &Place<'_>,
    nonce: [u8; NONCE_BYTES],
    plain: &[u8],
) -> Result<Vec<u8>, SealError> {
    if plain.len() > MAX_PLAIN_BYTES {
        return Err(SealError::TooLarge { bytes: plain.len() });
    }
    let padded = (LENGTH_BYTES + plain.len()).div_ceil(PAD_TO) * PAD_TO;
    let mut out = Vec::with_capacity(NONCE_BYTES + padded + TAG_BYTES);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&(plain.len() as u32).to_le_bytes());
    out.extend_from_slice(plain);
    out.resize(NONCE_BYTES + padded, 0);
    let tag = key
        .cipher()
        .encrypt_inout_detached(
            &XNonce::from(nonce),
            &place.associated_data(),
            (&mut out[NONCE_BYTES..]).into(),
        )
        .map_err(|_| SealError::TooLarge { bytes: plain.len() })?;
    out.extend_from_slice(&tag);
    Ok(out)
}

/// Opens what [`seal`] made.
pub fn unseal(key: &PersonKey, place: &Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    if sealed.len() < NONCE_BYTES + PAD_TO + TAG_BYTES || sealed.len() > MAX_SEALED_BYTES {
        return Err(SealError::DoesNotOpen);
    }
    let (nonce, rest) = sealed.split_at(NONCE_BYTES);
    let (body, tag) = rest.split_at(rest.len() - TAG_BYTES);
    let nonce = XNonce::try_from(nonce).map_err(|_| SealError::DoesNotOpen)?;
    let tag = tag.try_into().map_err(|_| SealError::DoesNotOpen)?;
    let mut plain = Zeroizing::new(body.to_vec());
    key.cipher()
        .decrypt_inout_detached(
            &nonce,
            &place.associated_data(),
            plain.as_mut_slice().into(),
            &tag,
        )
        .map_err(|_| SealError::DoesNotOpen)?;
    let length = plain
        .first_chunk::<LENGTH_BYTES>()
        .map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
    if LENGTH_BYTES + length > plain.len() {
        return Err(SealError::DoesNotOpen);
    }
    Ok(Zeroizing::new(
        plain[LENGTH_BYTES..LENGTH_BYTES + length].to_vec(),
    ))
}

fn wrap_data(subject: Uuid, epoch: u32) -> Vec<u8> {
    [WRAP_LABEL, subject.as_bytes(), &epoch.to_be_bytes()].concat()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// SHA-256 of anything, for example of a ciphertext.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Why a part was not sealed or does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Too long to seal.
    #[error("{bytes} bytes are over the limit of {MAX_PLAIN_BYTES} for a sealed part")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Another key, another place, or damaged bytes.
    #[error("the sealed part does not open with this key in this place")]
    DoesNotOpen,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place<'static> {
        let log = Uuid::from_u128(1);
        Place {
            log,
            event: Uuid::from_u128(2),
            stream: "case/a",
            subject: Uuid::from_u128(3),
            kind: "t",
            schema: 1,
        }
    }

    #[test]
    fn opens_only_with_its_key_in_its_place() {
        let key = PersonKey::from_bytes([7; 32]);
        let sealed = seal(&key, &place(), [9; 24], b"{\"name\":\"A\"}").unwrap();
        assert_eq!(sealed.len(), 24 + 64 + 16);
        assert_eq!(
            unseal(&key, &place(), &sealed).unwrap().as_slice(),
            b"{\"name\":\"A\"}"
        );
        assert!(unseal(&PersonKey::from_bytes([8; 32]), &place(), &sealed).is_err());
        assert!(
            unseal(
                &key,
                &Place {
                    event: Uuid::from_u128(4),
                    ..place()
                },
                &sealed
            )
            .is_err()
        );
        assert!(
            unseal(
                &key,
                &Place {
                    stream: "case/b",
                    ..place()
                },
                &sealed
            )
            .is_err()
        );
        assert!(unseal(&key, &Place { schema: 2, ..place() }, &sealed).is_err());
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(unseal(&key, &place(), &bad).is_err(), "bit {at}");
        }
    }

    #[test]
    fn pads_and_limits() {
        let key = PersonKey::from_bytes([7; 32]);
        for length in [0, 1, 59, 60, 61, 124, MAX_PLAIN_BYTES] {
            let plain = vec![b'x'; length];
            let sealed = seal(&key, &place(), [1; 24], &plain).unwrap();
            assert_eq!((sealed.len() - 40) % 64, 0);
            assert!(sealed.len() <= MAX_SEALED_BYTES);
            assert_eq!(unseal(&key, &place(), &sealed).unwrap().as_slice(), plain);
        }
        assert!(seal(&key, &place(), [1; 24], &vec![0; MAX_PLAIN_BYTES + 1]).is_err());
    }

    #[test]
    fn wraps_a_key_for_one_person_and_epoch() {
        let master = PersonKey::from_bytes([1; 32]);
        let key = PersonKey::from_bytes([2; 32]);
        let wrapped = master.wrap(&key, Uuid::from_u128(3), 1, [5; 24]);
        assert_eq!(
            master.unwrap_key(&wrapped, Uuid::from_u128(3), 1).unwrap().id(),
            key.id()
        );
        assert!(master.unwrap_key(&wrapped, Uuid::from_u128(4), 1).is_err());
        assert!(master.unwrap_key(&wrapped, Uuid::from_u128(3), 2).is_err());
        assert!(key.unwrap_key(&wrapped, Uuid::from_u128(3), 1).is_err());
    }
}
