//! Making the working store anew from the journal, on demand: nothing of the old one is left.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::options::{OpenError, Options};
use crate::segment::sync_folder;
use crate::sled_log::{SledLog, hold};
use crate::store::clear_aside;

/// A file of this name asks the next start to make the working store anew.
const REWRITE: &str = "sled.rewrite";

/// Makes sled anew from the journal of a folder that no process holds.
pub fn rebuild(data: &Path, keys: &Path, options: &Options) -> Result<SledLog, OpenError> {
    // A log that runs would see the wish at its next start only.
    drop(hold(data)?);
    ask_for_rewrite(data)?;
    SledLog::open(data, keys, options)
}

/// Asks the next start to make the working store anew.
pub fn ask_for_rewrite(data: &Path) -> io::Result<()> {
    File::create(data.join(REWRITE))?.sync_all()?;
    sync_folder(data)
}

/// Whether this start is to make it anew.
pub fn is_asked_for(data: &Path) -> bool {
    data.join(REWRITE).exists()
}

/// It was made anew: the old one goes, and the wish with it.
pub fn is_done(data: &Path, folder: &Path) -> io::Result<()> {
    clear_aside(folder)?;
    fs::remove_file(data.join(REWRITE))?;
    sync_folder(data)
}
