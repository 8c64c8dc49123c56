//! Password hashes: argon2id with written parameters, kept as PHC strings.

use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::AccountError;

/// Memory in KiB (19 MiB), passes and lanes: the minimum that OWASP's password storage cheat sheet names for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Longest password that is hashed at all, in bytes: a longer one is wrong without a hash.
const MAX_BYTES: usize = 1_024;

fn argon2() -> Result<Argon2<'static>, AccountError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| AccountError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password under a new salt.
pub(super) fn hash(password: &str) -> Result<String, AccountError> {
    let hash = argon2()?
        .hash_password(password.as_bytes())
        .map_err(|_| AccountError::Hash)?;
    Ok(hash.to_string())
}

/// Whether a password fits a PHC string.
pub(super) fn matches(password: &str, phc: &str) -> bool {
    if password.len() > MAX_BYTES {
        return false;
    }
    let (Ok(argon2), Ok(hash)) = (argon2(), PasswordHash::new(phc)) else {
        return false;
    };
    argon2.verify_password(password.as_bytes(), &hash).is_ok()
}

/// Whether a PHC string was made with other parameters than today's.
pub(super) fn is_stale(phc: &str) -> bool {
    let today = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$");
    !phc.starts_with(&today)
}

/// Takes as long as a comparison, so that unknown names cannot be told by the clock.
pub(super) fn waste(password: &str) {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| hash("nobody has this password").unwrap_or_default());
    let _ = matches(password, nobody);
}
