//! The lines that travel over the socket: one request, then any number of lines of progress, then one end.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Request;

/// Name of the socket in the data folder.
pub const SOCKET: &str = "admin.sock";
/// Version of these lines.
pub const VERSION: u16 = 1;
/// Longest request, in bytes.
pub const MAX_REQUEST: u64 = 64 * 1024;
/// Longest answer, in bytes: ten thousand accounts fit.
pub const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// A request as it travels.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asking {
    /// [`VERSION`].
    pub v: u16,
    /// Who asks: for the server's log, where the name of the account of the machine stands beside it.
    pub actor: String,
    /// What.
    pub request: Request,
}

/// A line of the answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// So much of so much is done; the second is 0 where it is not known.
    Progress(u64, u64),
    /// It is done.
    Done(Value),
    /// It is not done, and why.
    Failed(String),
}
