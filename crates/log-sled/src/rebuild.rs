//! Making the working store anew from the journal, on demand.

use std::path::Path;

use crate::options::{OpenError, Options};
use crate::recover::ask_for_rewrite;
use crate::sled_log::{SledLog, lock};

/// Makes sled anew from the journal of a folder that no process holds, and leaves nothing of the old one.
pub fn rebuild(data: &Path, keys: &Path, options: &Options) -> Result<SledLog, OpenError> {
    if !data.join("journal").is_dir() {
        return Err(OpenError::NoLog(data.to_owned()));
    }
    // Held while the wish is written down: a log that runs would see it at its next start only.
    drop(lock(data)?);
    ask_for_rewrite(data)?;
    SledLog::open(data, keys, options)
}
