//! What the operator asks of a registry from the command line: carried out here, whether a server holds the folder (then it
//! comes over its socket) or the command line has it for itself.

mod ask;
mod forget;
mod keys;
mod listen;
mod moving;
mod reports;
mod users;
mod wire;

pub use ask::{Asked, ask, holder};
pub use forget::ForgetDone;
pub use keys::{Check, KeysDone, KeysWish};
pub use listen::{Socket, listen};
pub use moving::{BackupDone, Bad, COMMANDS, ExportDone, SEALED, VerifyDone, beside};
pub use reports::{ReportKind, ReportWish};
pub use users::{UserMade, UsersWish, password};

use std::path::PathBuf;

use hanhtrinh_api::people::Forget;
use hanhtrinh_log_sled::Progress;
use hanhtrinh_record::{Author, Channel};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::accounts::{Accounts, Sessions};
use crate::app::Registry;

/// One thing to do. Paths are absolute: whoever does it may stand in another folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Copies log and keys to two places.
    Backup {
        /// Where the log goes.
        to: PathBuf,
        /// Where the keys go.
        keys_to: PathBuf,
    },
    /// Forgets a person, or only looks how much that would close.
    Forget {
        /// The person.
        person: Uuid,
        /// Basis and reason.
        wish: Forget,
        /// User name of the official who decides it.
        by: String,
        /// Only look.
        dry_run: bool,
        /// Say the name of the person while looking.
        name: bool,
    },
    /// Keys: state, new ones, a check.
    Keys(KeysWish),
    /// Checks everything that is recorded now.
    Verify {
        /// A signed checkpoint that the log has to continue.
        checkpoint: Option<String>,
    },
    /// Writes the log as lines.
    Export {
        /// File for the lines.
        out: PathBuf,
        /// Sealed parts and commands too.
        sealed: bool,
        /// As a bundle: one file with a signed checkpoint, without the commands.
        #[serde(default)]
        bundle: bool,
    },
    /// A figure.
    Report(ReportWish),
    /// Published figures, computed again.
    Published,
    /// Accounts.
    Users(UsersWish),
}

impl Request {
    /// Its name, for the server's log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Backup { .. } => "backup",
            Self::Forget { .. } => "forget",
            Self::Keys(_) => "keys",
            Self::Verify { .. } => "verify",
            Self::Export { .. } => "export",
            Self::Report(_) | Self::Published => "report",
            Self::Users(_) => "user",
        }
    }

    /// Whether it needs to know who people are; facts alone are open much sooner.
    fn needs_people(&self) -> bool {
        matches!(self, Self::Forget { .. })
    }

    /// Whether it needs the log; accounts alone do not.
    fn needs_log(&self) -> bool {
        !matches!(self, Self::Users(wish) if !wish.needs_log())
    }
}

/// What a request is carried out on.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The registry.
    pub registry: &'a Registry,
    /// Its accounts.
    pub accounts: &'a Accounts,
    /// Who is signed in, where a server runs.
    pub sessions: Option<&'a Sessions>,
}

impl Place<'_> {
    /// Carries a request out. The answer is JSON, and what it says when it fails names the remedy.
    pub fn run(&self, request: &Request, progress: &Progress) -> anyhow::Result<Value> {
        Ok(match request {
            Request::Backup { to, keys_to } => {
                serde_json::to_value(moving::backup(self, to, keys_to, progress)?)?
            }
            Request::Forget {
                person,
                wish,
                by,
                dry_run,
                name,
            } => serde_json::to_value(forget::forget(self, *person, wish, by, *dry_run, *name)?)?,
            Request::Keys(wish) => serde_json::to_value(keys::keys(self, *wish, progress)?)?,
            Request::Verify { checkpoint } => {
                serde_json::to_value(moving::verify(self, checkpoint.as_deref(), progress)?)?
            }
            Request::Export { out, sealed, bundle } => {
                let write = if *bundle { moving::bundle } else { moving::export };
                serde_json::to_value(write(self, out, *sealed, progress)?)?
            }
            Request::Published => serde_json::to_value(crate::present::publications(&self.registry.views()))?,
            Request::Report(wish) => reports::report(self, wish)?,
            Request::Users(wish) => users::users(Some(self.registry), self.accounts, self.sessions, wish)?,
        })
    }
}

/// The command line as it stands in the log.
pub fn author() -> Author {
    Author {
        account: "cli".to_owned(),
        role: "administrator".to_owned(),
        org: None,
        channel: Channel::Interface,
    }
}
