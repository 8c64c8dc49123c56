//! The trace that the shim writes: every call that changed the watched folder, in order.

use std::path::Path;

use anyhow::{Context, Result, bail};

/// One line. Paths are relative to the watched folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A file or folder was opened.
    Open {
        /// Inode.
        inode: u64,
        /// Whether it is new.
        created: bool,
        /// Whether what was in it is gone.
        emptied: bool,
        /// Where.
        path: String,
    },
    /// Bytes were written.
    Write {
        /// Inode.
        inode: u64,
        /// Where in the file.
        offset: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// The length was set.
    Length {
        /// Inode.
        inode: u64,
        /// In bytes.
        length: u64,
    },
    /// Renamed.
    Rename {
        /// Old path.
        from: String,
        /// New path.
        to: String,
    },
    /// A file or empty folder lost its name.
    Remove {
        /// Its path.
        path: String,
    },
    /// A folder was made.
    MakeFolder {
        /// Its path.
        path: String,
    },
    /// Waiting for the disk began.
    SyncBegins {
        /// Inode.
        inode: u64,
        /// Number of the wait within its process.
        token: u64,
    },
    /// The disk answered.
    SyncEnds {
        /// Number of the wait.
        token: u64,
    },
    /// The disk answered with an error.
    SyncFails {
        /// Inode.
        inode: u64,
    },
    /// What the process told others.
    Ack(String),
    /// An answer over HTTP that says that something was done: head and body.
    Answer(String),
}

/// Reads a trace; a last line that was cut by a kill is left out.
pub fn read(path: &Path) -> Result<Vec<Line>> {
    let bytes = std::fs::read(path).with_context(|| format!("no trace in {}", path.display()))?;
    let mut rest = &bytes[..];
    let mut lines = Vec::new();
    while let Some((head, tail)) = rest.split_at_checked(25) {
        let number = |at: usize, bytes: usize| {
            let mut word = [0; 8];
            word[..bytes].copy_from_slice(&head[at..at + bytes]);
            u64::from_le_bytes(word)
        };
        let (inode, more) = (number(1, 8), number(9, 8));
        let (one, two) = (number(17, 4) as usize, number(21, 4) as usize);
        let Some((body, after)) = tail.split_at_checked(one + two) else {
            break;
        };
        let (one, two) = body.split_at(one);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        lines.push(match head[0] {
            1 => Line::Open {
                inode,
                created: more & 1 != 0,
                emptied: more & 2 != 0,
                path: text(one),
            },
            2 => Line::Write {
                inode,
                offset: more,
                bytes: one.to_vec(),
            },
            3 => Line::Length { inode, length: more },
            4 => Line::Rename {
                from: text(one),
                to: text(two),
            },
            5 | 7 => Line::Remove { path: text(one) },
            6 => Line::MakeFolder { path: text(one) },
            8 => Line::SyncBegins { inode, token: more },
            9 => Line::SyncEnds { token: more },
            10 => Line::SyncFails { inode },
            11 => Line::Ack(text(one)),
            12 => Line::Answer(text(one)),
            other => bail!("line {} of the trace has the unknown kind {other}", lines.len()),
        });
        rest = after;
    }
    Ok(lines)
}
