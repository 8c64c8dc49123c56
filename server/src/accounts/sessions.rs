//! Sessions: an opaque 256-bit token in a cookie; only its SHA-256 is kept, so the file opens no session.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store;

/// A session ends when nothing came for this long.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// A session ends after this long in any case.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(24);
/// Most sessions of one account; the one longest unused gives way.
pub const MAX_PER_ACCOUNT: usize = 20;
/// Use is written down this often at most, so that reading pages does not write files.
const TOUCH: SignedDuration = SignedDuration::from_mins(10);

const FILE: &str = "sessions.json";

/// Why sessions cannot be opened or begun.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The file cannot be read or written.
    #[error("the file of sessions cannot be read or written")]
    File(#[from] std::io::Error),
    /// No random bytes are to be had.
    #[error("the system gives no random bytes")]
    Random,
    /// The sessions cannot be written as JSON.
    #[error("the sessions cannot be written")]
    Content(#[from] serde_json::Error),
}

/// The secret of a session, as it stands in the cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes what a cookie says.
    pub fn from_cookie(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text for the cookie: 43 characters of URL-safe base64.
    pub fn secret(&self) -> &str {
        &self.0
    }

    fn key(&self) -> Option<String> {
        // 256 bits are 43 characters; anything else cannot be ours.
        (self.0.len() == 43).then(|| URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes())))
    }
}

impl std::fmt::Debug for Token {
    /// Keeps the secret out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(withheld)")
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Session {
    account: Uuid,
    began: Timestamp,
    used: Timestamp,
}

impl Session {
    fn is_over(&self, now: Timestamp) -> bool {
        now.duration_since(self.began) >= ABSOLUTE || now.duration_since(self.used) >= IDLE
    }
}

type ByHash = HashMap<String, Session>;

/// The sessions of a registry.
pub struct Sessions {
    path: PathBuf,
    open: Mutex<ByHash>,
}

impl Sessions {
    /// Opens the sessions of a data folder. A file that is not understood ends all sessions: people sign in again.
    pub fn open(dir: &Path) -> Result<Self, SessionError> {
        let path = dir.join(FILE);
        let open = match store::read(&path)? {
            Some(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
            None => HashMap::new(),
        };
        Ok(Self {
            path,
            open: Mutex::new(open),
        })
    }

    /// Begins a session. The caller ends the one the browser had before: a session never survives a sign-in.
    pub fn begin(&self, account: Uuid, now: Timestamp) -> Result<Token, SessionError> {
        let token = Token(URL_SAFE_NO_PAD.encode(store::random::<32>().map_err(|()| SessionError::Random)?));
        let key = token.key().ok_or(SessionError::Random)?;
        let mut open = self.lock();
        open.retain(|_, session| !session.is_over(now));
        while open.values().filter(|session| session.account == account).count() >= MAX_PER_ACCOUNT {
            let oldest = open
                .iter()
                .filter(|(_, session)| session.account == account)
                .min_by_key(|(_, session)| session.used)
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => open.remove(&key),
                None => break,
            };
        }
        open.insert(
            key,
            Session {
                account,
                began: now,
                used: now,
            },
        );
        self.save(&open)?;
        Ok(token)
    }

    /// The account of a session that is not over, and that it is used now.
    pub fn find(&self, token: &Token, now: Timestamp) -> Option<Uuid> {
        let key = token.key()?;
        let mut open = self.lock();
        let session = open.get_mut(&key)?;
        if session.is_over(now) {
            open.remove(&key);
            return None;
        }
        let account = session.account;
        if now.duration_since(session.used) >= TOUCH {
            session.used = now;
            if let Err(error) = self.save(&open) {
                // The session goes on; at worst it ends earlier after a restart.
                tracing::warn!(%error, "the use of a session could not be written down");
            }
        }
        Some(account)
    }

    /// Whether a session is not over; looking does not count as use.
    pub fn is_open(&self, token: &Token, now: Timestamp) -> bool {
        token
            .key()
            .is_some_and(|key| self.lock().get(&key).is_some_and(|session| !session.is_over(now)))
    }

    /// Ends a session.
    pub fn end(&self, token: &Token) -> Result<(), SessionError> {
        let mut open = self.lock();
        match token.key().and_then(|key| open.remove(&key)) {
            Some(_) => self.save(&open),
            None => Ok(()),
        }
    }

    /// Ends every session of an account.
    pub fn end_all(&self, account: Uuid) -> Result<(), SessionError> {
        let mut open = self.lock();
        let before = open.len();
        open.retain(|_, session| session.account != account);
        if open.len() == before {
            Ok(())
        } else {
            self.save(&open)
        }
    }

    fn lock(&self) -> MutexGuard<'_, ByHash> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn save(&self, open: &ByHash) -> Result<(), SessionError> {
        store::write(&self.path, &serde_json::to_vec(open)?)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    #[test]
    fn a_session_ends_idle_and_ends_at_last() {
        let dir = tempfile::tempdir().unwrap();
        let sessions = Sessions::open(dir.path()).unwrap();
        let account = Uuid::from_u128(1);
        let idle = sessions.begin(account, at(0)).unwrap();
        assert_eq!(sessions.find(&idle, at(7)), Some(account));
        assert_eq!(sessions.find(&idle, at(15)), None);

        let busy = sessions.begin(account, at(0)).unwrap();
        for hour in 1..24 {
            assert_eq!(sessions.find(&busy, at(hour)), Some(account), "{hour}");
        }
        assert_eq!(sessions.find(&busy, at(24)), None);
    }

    #[test]
    fn sessions_survive_a_restart_and_the_file_opens_none() {
        let dir = tempfile::tempdir().unwrap();
        let account = Uuid::from_u128(1);
        let token = Sessions::open(dir.path()).unwrap().begin(account, at(0)).unwrap();
        let file = std::fs::read_to_string(dir.path().join(FILE)).unwrap();
        assert!(!file.contains(token.secret()));
        let again = Sessions::open(dir.path()).unwrap();
        assert_eq!(again.find(&token, at(1)), Some(account));
        again.end(&token).unwrap();
        assert_eq!(Sessions::open(dir.path()).unwrap().find(&token, at(1)), None);
        for forged in ["", "x", &"A".repeat(43)] {
            assert_eq!(again.find(&Token::from_cookie(forged), at(1)), None);
        }
    }

    #[test]
    fn an_account_has_few_sessions_and_all_can_be_ended() {
        let dir = tempfile::tempdir().unwrap();
        let sessions = Sessions::open(dir.path()).unwrap();
        let account = Uuid::from_u128(1);
        let first = sessions.begin(account, at(0)).unwrap();
        let rest: Vec<_> = (0..MAX_PER_ACCOUNT)
            .map(|_| sessions.begin(account, at(1)).unwrap())
            .collect();
        assert_eq!(sessions.find(&first, at(1)), None);
        assert!(rest.iter().all(|token| sessions.find(token, at(1)).is_some()));
        sessions.end_all(account).unwrap();
        assert!(rest.iter().all(|token| sessions.find(token, at(1)).is_none()));
    }
}
