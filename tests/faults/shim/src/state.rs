//! What is watched, and writing it down.

use core::ffi::{CStr, c_char, c_int};
use std::fs::File;
use std::io::Seek;
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::real;
use crate::trouble::Trouble;

/// Descriptors that are told apart; more are never open in a test.
const FILES: usize = 8192;
/// Stands for the file of acknowledgements instead of an inode.
pub const ACK: u64 = u64::MAX;
/// Name of that file below the watched folder.
const ACK_NAME: &str = "ack";
const O_APPEND: c_int = 0o2000;

/// Inode behind a descriptor; 0 if it is not watched.
static INODES: [AtomicU64; FILES] = [const { AtomicU64::new(0) }; FILES];

/// What one line of the trace says. The numbers are the form of the file.
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Line {
    /// A file or folder was opened: inode, whether it is new, whether it was emptied, path.
    Open = 1,
    /// Bytes were written: inode, offset, bytes.
    Write = 2,
    /// A length was set: inode, length.
    Length = 3,
    /// Renamed: path, path.
    Rename = 4,
    /// A file lost its name: path.
    Unlink = 5,
    /// A folder was made: path.
    MakeFolder = 6,
    /// A folder was removed: path.
    RemoveFolder = 7,
    /// Waiting for the disk began: inode, token.
    SyncBegins = 8,
    /// The disk answered: inode, token.
    SyncEnds = 9,
    /// The disk answered with an error; what waited is lost: inode.
    SyncFails = 10,
    /// The process told somebody: text.
    Ack = 11,
    /// An answer over HTTP that says that something was done is about to be sent: head and body.
    Answer = 12,
}

/// The watched folder and the open trace.
pub struct State {
    root: PathBuf,
    trace: c_int,
    inner: Mutex<Inner>,
}

/// What only one thread at a time may touch.
pub struct Inner {
    /// What is to go wrong.
    pub trouble: Trouble,
    token: u64,
    trace: c_int,
}

/// The state, if this process is watched.
pub fn state() -> Option<&'static State> {
    static STATE: OnceLock<Option<State>> = OnceLock::new();
    STATE.get_or_init(begin).as_ref()
}

fn begin() -> Option<State> {
    let root = PathBuf::from(std::env::var_os("FAULT_ROOT")?);
    let mut path = std::env::var_os("FAULT_TRACE")?.as_bytes().to_vec();
    path.push(0);
    // Write only, created, appended to, closed on exec.
    let flags = 0o1 | 0o100 | O_APPEND | 0o2000000;
    // SAFETY: the path ends with a zero.
    let trace = unsafe { real::open64(path.as_ptr().cast(), flags, 0o600) };
    if trace < 0 {
        return None;
    }
    let trouble = Trouble::parse(&std::env::var("FAULT_TROUBLE").unwrap_or_default());
    let inner = Mutex::new(Inner {
        trouble,
        token: 0,
        trace,
    });
    Some(State { root, trace, inner })
}

impl State {
    /// The path below the watched folder, if it is one.
    pub fn path(&self, folder: c_int, path: *const c_char) -> Option<PathBuf> {
        const HERE: c_int = -100;
        if path.is_null() {
            return None;
        }
        // SAFETY: the caller handed a string of the C library.
        let path = Path::new(std::ffi::OsStr::from_bytes(
            unsafe { CStr::from_ptr(path) }.to_bytes(),
        ));
        let path = if path.is_absolute() {
            path.to_owned()
        } else if folder == HERE {
            std::env::current_dir().ok()?.join(path)
        } else {
            std::fs::read_link(format!("/proc/self/fd/{folder}"))
                .ok()?
                .join(path)
        };
        path.starts_with(&self.root).then_some(path)
    }

    /// Only one thread goes on.
    pub fn hold(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A path as the trace names it.
    pub fn name<'a>(&self, path: &'a Path) -> &'a [u8] {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .as_os_str()
            .as_bytes()
    }

    /// Whether a path is the file of acknowledgements.
    pub fn is_ack(&self, path: &Path) -> bool {
        self.name(path) == ACK_NAME.as_bytes()
    }

    /// Whether a descriptor is the trace's own.
    pub fn is_trace(&self, fd: c_int) -> bool {
        fd == self.trace
    }
}

impl Inner {
    /// Writes a line, and dies afterwards if this was to be the last.
    pub fn note(&mut self, line: Line, inode: u64, number: u64, one: &[u8], two: &[u8]) {
        let mut out = Vec::with_capacity(25 + one.len() + two.len());
        out.push(line as u8);
        out.extend_from_slice(&inode.to_le_bytes());
        out.extend_from_slice(&number.to_le_bytes());
        out.extend_from_slice(&(one.len() as u32).to_le_bytes());
        out.extend_from_slice(&(two.len() as u32).to_le_bytes());
        out.extend_from_slice(one);
        out.extend_from_slice(two);
        let mut rest = &out[..];
        while !rest.is_empty() {
            // SAFETY: the bytes are ours.
            let wrote = unsafe { real::write(self.trace, rest.as_ptr(), rest.len()) };
            if wrote <= 0 {
                real::die();
            }
            rest = &rest[wrote as usize..];
        }
        if self.trouble.was_last() {
            real::die();
        }
    }

    /// A number for one wait.
    pub fn token(&mut self) -> u64 {
        self.token += 1;
        self.token
    }
}

/// The inode behind a descriptor; 0 if it is not watched.
pub fn inode(fd: c_int) -> u64 {
    INODES
        .get(fd as usize)
        .map_or(0, |inode| inode.load(Ordering::Acquire))
}

/// Remembers what a descriptor stands for.
pub fn remember(fd: c_int, inode: u64) {
    if let Some(slot) = INODES.get(fd as usize) {
        slot.store(inode, Ordering::Release);
    }
}

/// Inode, length and place of an open file.
pub fn look(fd: c_int) -> (u64, u64, u64) {
    // SAFETY: the file is never dropped, hence not closed.
    let mut file = ManuallyDrop::new(unsafe { File::from_raw_fd(fd) });
    let (inode, length) = file.metadata().map_or((0, 0), |data| (data.ino(), data.len()));
    (inode, length, file.stream_position().unwrap_or(0))
}
