//! Accounts from the command line.

use anyhow::{Context, anyhow, bail};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::accounts::{Account, AccountError, Accounts, NewAccount, Sessions};
use crate::app::Registry;

/// What to do with accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsersWish {
    /// All of them.
    List,
    /// A new one, with a password that is made up.
    Add {
        /// User name.
        user: String,
        /// Role, as a code.
        role: String,
        /// Name to show.
        name: Option<String>,
        /// Unit as written; the province where there is none.
        unit: Option<String>,
        /// Enterprise of a recruiter.
        enterprise: Option<String>,
    },
    /// Let sign in, or no longer.
    Active {
        /// User name.
        user: String,
        /// Whether it may.
        active: bool,
    },
    /// A new password, made up.
    Password {
        /// User name.
        user: String,
    },
}

impl UsersWish {
    /// Units and enterprises are known by the log.
    pub(super) fn needs_log(&self) -> bool {
        matches!(self, Self::Add { .. })
    }
}

/// An account that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UserMade {
    /// User name.
    pub user: String,
    /// Role.
    pub role: Role,
    /// Unit.
    pub unit: hanhtrinh_domain::unit::UnitRef,
    /// Its password, said this once.
    pub password: String,
}

/// Does it: a list of accounts, a [`UserMade`], an account, or a password.
pub fn users(
    registry: Option<&Registry>,
    accounts: &Accounts,
    sessions: Option<&Sessions>,
    wish: &UsersWish,
) -> anyhow::Result<Value> {
    Ok(match wish {
        UsersWish::List => serde_json::to_value(accounts.list())?,
        UsersWish::Add { .. } => {
            let registry = registry.context("this needs the log")?;
            serde_json::to_value(add(registry, accounts, wish)?)?
        }
        UsersWish::Active { user, active } => {
            let account = accounts.set_active(user, *active).map_err(explain)?;
            end_sessions(sessions, &account, !active)?;
            serde_json::to_value(account)?
        }
        UsersWish::Password { user } => {
            let password = password()?;
            accounts.set_password(user, &password).map_err(explain)?;
            let account = accounts.named(user).context("there is no such account")?;
            end_sessions(sessions, &account, true)?;
            serde_json::to_value(password)?
        }
    })
}

/// Whoever may not sign in any more, or not with that password, is not signed in either.
fn end_sessions(sessions: Option<&Sessions>, account: &Account, end: bool) -> anyhow::Result<()> {
    if let Some(sessions) = sessions.filter(|_| end) {
        sessions.end_all(account.id)?;
    }
    Ok(())
}

fn add(registry: &Registry, accounts: &Accounts, wish: &UsersWish) -> anyhow::Result<UserMade> {
    let UsersWish::Add {
        user,
        role,
        name,
        unit,
        enterprise,
    } = wish
    else {
        bail!("this makes no account");
    };
    let role = Role::parse(role).with_context(|| {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("--role takes one of {}", roles.join(", "))
    })?;
    let unit = match unit {
        Some(text) => registry.packs().units.query(text, registry.today()).context("--unit")?,
        None => registry.info().province,
    };
    let enterprise = enterprise
        .as_deref()
        .map(Code::parse)
        .transpose()
        .context("--enterprise")?;
    if let Some(code) = enterprise
        && registry.views().enterprise(&code).is_none()
    {
        bail!("--enterprise: {code} is not on record; record it as administrator first");
    }
    let password = password()?;
    let new = NewAccount {
        user: user.clone(),
        display_name: name.clone().unwrap_or_else(|| user.clone()),
        role,
        unit,
        enterprise,
        password: password.clone(),
    };
    let account = accounts.create(new).map_err(explain)?;
    Ok(UserMade {
        user: account.user,
        role,
        unit,
        password,
    })
}

fn explain(error: AccountError) -> anyhow::Error {
    match error {
        AccountError::Invalid(faults) => {
            let faults: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
            anyhow!("the account cannot be made: {}", faults.join("; "))
        }
        AccountError::Unknown => anyhow!("there is no such account; `hanhtrinh user list` shows all"),
        other => anyhow!(other),
    }
}

/// A random password of 80 bits that can be read aloud: four groups of four letters and digits, without look-alikes.
pub fn password() -> anyhow::Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random bytes: {error}"))?;
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    Ok(letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-"))
}
