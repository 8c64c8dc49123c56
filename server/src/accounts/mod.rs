//! Who may sign in: accounts with a role, a unit and, for recruiters, an enterprise; passwords; sessions; throttling.
//!
//! Accounts and sessions are the truth of their own small files in the data folder, apart from the log: an event names an
//! account by an opaque id only, so that an account can be removed without touching a single event.

mod check;
mod password;
pub mod sessions;
mod store;
pub mod throttle;

pub use check::{Fault, FaultCode};
pub use sessions::{Sessions, Token};

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::unit::UnitRef;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most accounts of one registry.
pub const MAX_ACCOUNTS: usize = 10_000;

/// Name of the file in the data folder.
const FILE: &str = "accounts.json";

/// Why something about accounts cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The fields of a new account are wrong; each is named.
    #[error("the account has wrong fields")]
    Invalid(Vec<Fault>),
    /// The name is taken.
    #[error("this user name is taken")]
    Taken,
    /// There is no such account.
    #[error("there is no such account")]
    Unknown,
    /// Name or password is wrong, or the account is not active. Deliberately one answer for the three.
    #[error("the user name or password is wrong")]
    Wrong,
    /// No more accounts fit.
    #[error("no more than {MAX_ACCOUNTS} accounts")]
    Full,
    /// The last active administrator cannot be switched off.
    #[error("the last active administrator stays active")]
    LastAdministrator,
    /// The file cannot be read or written.
    #[error("the file of accounts cannot be read or written")]
    File(#[from] std::io::Error),
    /// The file does not hold accounts.
    #[error("the file of accounts is not understood")]
    Content(#[from] serde_json::Error),
    /// A password cannot be hashed.
    #[error("the password cannot be hashed")]
    Hash,
}

/// An account, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Opaque id: what events name.
    pub id: Uuid,
    /// User name.
    pub user: String,
    /// Name to show.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// The unit it works for: a commune, or the province.
    pub unit: UnitRef,
    /// Enterprise of a recruiter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<Code>,
    /// Whether it may sign in.
    pub active: bool,
    /// When it was created.
    pub created_at: Timestamp,
}

/// What a new account needs.
#[derive(Clone)]
pub struct NewAccount {
    /// User name: 3 to 32 lower-case letters, digits, `.`, `-`, `_`; begins with a letter.
    pub user: String,
    /// Name to show, 1 to 100 characters.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// A commune for commune officers and unit leaders, else the province.
    pub unit: UnitRef,
    /// Of a recruiter, and only of a recruiter.
    pub enterprise: Option<Code>,
    /// First password: 12 to 200 characters, not the user name.
    pub password: String,
}

impl NewAccount {
    /// Everything that is wrong with it; nothing where it can be created.
    pub fn faults(&self) -> Vec<Fault> {
        check::faults(self)
    }
}

impl std::fmt::Debug for NewAccount {
    /// Leaves the password out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewAccount({}, {:?}, {})", self.user, self.role, self.unit)
    }
}

/// An account as stored: with the PHC string of its password.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    #[serde(flatten)]
    account: Account,
    password: String,
}

/// The file.
#[derive(Default, Serialize, Deserialize)]
struct File {
    v: u16,
    accounts: Vec<Stored>,
}

/// The accounts of a registry. One process per data folder.
pub struct Accounts {
    path: PathBuf,
    dir: PathBuf,
    stored: RwLock<Vec<Stored>>,
}

impl Accounts {
    /// Opens the accounts of a data folder; none are there at first.
    pub fn open(dir: &Path) -> Result<Self, AccountError> {
        let path = dir.join(FILE);
        let file: File = match store::read(&path)? {
            Some(bytes) => serde_json::from_slice(&bytes)?,
            None => File::default(),
        };
        Ok(Self {
            path,
            dir: dir.to_owned(),
            stored: RwLock::new(file.accounts),
        })
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Creates an account. Hashing takes tens of milliseconds: not for an async thread.
    pub fn create(&self, new: NewAccount) -> Result<Account, AccountError> {
        let id = Uuid::from_bytes(store::random().map_err(|()| AccountError::Hash)?);
        self.create_as(id, new)
    }

    /// Keeps an account that names who recorded in the past and never signs in: it has no password and is not active.
    pub fn keep_former(
        &self,
        id: Uuid,
        user: &str,
        display_name: &str,
        role: Role,
        unit: UnitRef,
    ) -> Result<(), AccountError> {
        let account = Account {
            id,
            user: user.to_owned(),
            display_name: display_name.to_owned(),
            role,
            unit,
            enterprise: None,
            active: false,
            created_at: Timestamp::now(),
        };
        self.change(|stored| {
            stored.push(Stored {
                account,
                password: String::new(),
            });
            Ok(())
        })
    }

    /// Creates an account under an id that events name already.
    pub fn create_as(&self, id: Uuid, new: NewAccount) -> Result<Account, AccountError> {
        let faults = new.faults();
        if !faults.is_empty() {
            return Err(AccountError::Invalid(faults));
        }
        if self.named(&new.user).is_some() {
            return Err(AccountError::Taken);
        }
        let password = password::hash(&new.password)?;
        let account = Account {
            id,
            user: new.user,
            display_name: new.display_name.trim().to_owned(),
            role: new.role,
            unit: new.unit,
            enterprise: new.enterprise,
            active: true,
            created_at: Timestamp::now(),
        };
        self.change(|stored| {
            // Looked at again under the lock: two requests may have passed the first look.
            if stored.iter().any(|known| known.account.user == account.user) {
                return Err(AccountError::Taken);
            }
            if stored.len() >= MAX_ACCOUNTS {
                return Err(AccountError::Full);
            }
            stored.push(Stored {
                account: account.clone(),
                password,
            });
            Ok(())
        })?;
        Ok(account)
    }

    /// The account of a name and password, if it is active. Takes as long for an unknown name as for a wrong password, and
    /// hashes anew where the cost has been raised since. Not for an async thread.
    pub fn verify(&self, user: &str, password: &str) -> Result<Account, AccountError> {
        let found = self
            .read()
            .iter()
            .find(|stored| stored.account.user == user)
            .cloned();
        let Some(found) = found else {
            password::waste(password);
            return Err(AccountError::Wrong);
        };
        if !password::matches(password, &found.password) || !found.account.active {
            return Err(AccountError::Wrong);
        }
        if password::is_stale(&found.password)
            && let Ok(fresh) = password::hash(password)
        {
            let id = found.account.id;
            // Signing in does not fail because a better hash could not be kept.
            let _ = self.change(|stored| {
                if let Some(entry) = stored.iter_mut().find(|entry| entry.account.id == id) {
                    entry.password = fresh;
                }
                Ok(())
            });
        }
        Ok(found.account)
    }

    /// Gives an account a new password. Not for an async thread.
    pub fn set_password(&self, user: &str, password: &str) -> Result<(), AccountError> {
        if let Some(fault) = check::password_fault(user, password) {
            return Err(AccountError::Invalid(vec![fault]));
        }
        let fresh = password::hash(password)?;
        self.change(|stored| {
            let entry = stored.iter_mut().find(|entry| entry.account.user == user);
            entry.ok_or(AccountError::Unknown)?.password = fresh;
            Ok(())
        })
    }

    /// Lets an account sign in, or no longer.
    pub fn set_active(&self, user: &str, active: bool) -> Result<Account, AccountError> {
        self.change(|stored| {
            let last = |stored: &[Stored]| {
                stored
                    .iter()
                    .filter(|s| {
                        s.account.active && s.account.role == Role::Administrator && s.account.user != user
                    })
                    .count()
                    == 0
            };
            let lonely = last(stored);
            let entry = stored
                .iter_mut()
                .find(|entry| entry.account.user == user)
                .ok_or(AccountError::Unknown)?;
            if !active && lonely && entry.account.role == Role::Administrator {
                return Err(AccountError::LastAdministrator);
            }
            entry.account.active = active;
            Ok(entry.account.clone())
        })
    }

    /// Every account, by user name.
    pub fn list(&self) -> Vec<Account> {
        let mut accounts: Vec<_> = self.read().iter().map(|stored| stored.account.clone()).collect();
        accounts.sort_by(|a, b| a.user.cmp(&b.user));
        accounts
    }

    /// The account of an id.
    pub fn get(&self, id: Uuid) -> Option<Account> {
        self.read()
            .iter()
            .find(|stored| stored.account.id == id)
            .map(|stored| stored.account.clone())
    }

    /// The account of a user name.
    pub fn named(&self, user: &str) -> Option<Account> {
        self.read()
            .iter()
            .find(|stored| stored.account.user == user)
            .map(|stored| stored.account.clone())
    }

    /// The name to show of an account that events name, if it is still there.
    pub fn name_of(&self, id: &str) -> Option<String> {
        let id = Uuid::parse_str(id).ok()?;
        self.get(id).map(|account| account.display_name)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Vec<Stored>> {
        self.stored.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes a copy, writes it, and only then lets it be seen.
    fn change<T>(
        &self,
        change: impl FnOnce(&mut Vec<Stored>) -> Result<T, AccountError>,
    ) -> Result<T, AccountError> {
        let mut stored = self.stored.write().unwrap_or_else(PoisonError::into_inner);
        let mut file = File {
            v: 1,
            accounts: stored.clone(),
        };
        let answer = change(&mut file.accounts)?;
        store::write(&self.path, &serde_json::to_vec_pretty(&file)?)?;
        *stored = file.accounts;
        Ok(answer)
    }
}

#[cfg(test)]
mod tests;
