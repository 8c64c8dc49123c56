//! Preloaded between a process and its disk.
//!
//! `FAULT_ROOT` names the folder that is watched (absolute, without links). Every call that changes something below it is
//! done and written to the file `FAULT_TRACE`, one line per call in the order in which they took effect. `FAULT_TROUBLE` says what
//! is to go wrong (see `trouble`). What is written to the file `ack` in the watched folder is what the process told others: it
//! goes to the trace as such, never to the disk.

mod answers;
mod real;
mod state;
mod trouble;

use core::ffi::{c_char, c_int, c_uint, c_void};

use real::fail;
use state::{ACK, Line, inode, look, remember, state};

const HERE: c_int = -100;
const O_ACCMODE: c_int = 3;
const O_CREAT: c_int = 0o100;
const O_TRUNC: c_int = 0o1000;
const EXDEV: c_int = 18;
const EINVAL: c_int = 22;
const EOPNOTSUPP: c_int = 95;

fn opened(folder: c_int, path: *const c_char, flags: c_int, call: impl FnOnce() -> c_int) -> c_int {
    let watched = state().and_then(|state| Some((state, state.path(folder, path)?)));
    let Some((state, path)) = watched else {
        let fd = call();
        remember(fd, 0);
        return fd;
    };
    if state.is_ack(&path) {
        let fd = call();
        remember(fd, ACK);
        return fd;
    }
    let mut inner = state.hold();
    let writes = flags & O_ACCMODE != 0;
    let is_new = flags & O_CREAT != 0 && path.symlink_metadata().is_err();
    let trouble = if is_new { inner.trouble.change() } else { None };
    if let Some(errno) = trouble.or_else(|| if writes { inner.trouble.open() } else { None }) {
        fail(errno);
        return -1;
    }
    let fd = call();
    if fd >= 0 {
        let (inode, ..) = look(fd);
        remember(fd, inode);
        let emptied = !is_new && writes && flags & O_TRUNC != 0;
        inner.note(
            Line::Open,
            inode,
            u64::from(is_new) | u64::from(emptied) << 1,
            state.name(&path),
            b"",
        );
    }
    fd
}

/// Opens by path.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    // SAFETY: what came is handed on, here and below.
    opened(HERE, path, flags, || unsafe { real::open64(path, flags, mode) })
}

/// Opens by path.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    opened(HERE, path, flags, || unsafe { real::open64(path, flags, mode) })
}

/// Opens within a folder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn openat64(folder: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    opened(folder, path, flags, || unsafe {
        real::openat64(folder, path, flags, mode)
    })
}

/// Opens within a folder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn openat(folder: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    opened(folder, path, flags, || unsafe {
        real::openat64(folder, path, flags, mode)
    })
}

/// Closes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn close(fd: c_int) -> c_int {
    remember(fd, 0);
    unsafe { real::close(fd) }
}

/// A folder that is read closes its descriptor unseen: it is forgotten before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdopendir(fd: c_int) -> *mut c_void {
    remember(fd, 0);
    unsafe { real::fdopendir(fd) }
}

/// Copies a descriptor, among other things.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fcntl(fd: c_int, command: c_int, argument: usize) -> c_int {
    let back = unsafe { real::fcntl(fd, command, argument) };
    if back >= 0 && (command == 0 || command == 1030) {
        remember(back, inode(fd));
    }
    back
}

/// Writes as far as it may, and says so.
fn written(
    fd: c_int,
    count: usize,
    at: Option<u64>,
    bytes: *const u8,
    call: impl FnOnce(usize) -> isize,
) -> isize {
    let known = inode(fd);
    let watched = if known == 0 {
        None
    } else {
        state().filter(|state| !state.is_trace(fd))
    };
    let Some(state) = watched else {
        return call(count);
    };
    let mut inner = state.hold();
    if known == ACK {
        // SAFETY: the caller says that so many bytes are there.
        inner.note(
            Line::Ack,
            0,
            0,
            unsafe { core::slice::from_raw_parts(bytes, count) },
            b"",
        );
        return count as isize;
    }
    let (_, length, place) = look(fd);
    let end = at.unwrap_or(place) + count as u64;
    let allowed = match inner
        .trouble
        .write(fd, count, end.saturating_sub(length).min(count as u64))
    {
        Ok(allowed) => allowed,
        Err(errno) => {
            fail(errno);
            return -1;
        }
    };
    let wrote = call(allowed);
    if wrote > 0 {
        let offset = at.unwrap_or_else(|| look(fd).2.saturating_sub(wrote as u64));
        // SAFETY: that many bytes were just read from there.
        let bytes = unsafe { core::slice::from_raw_parts(bytes, wrote as usize) };
        inner.note(Line::Write, known, offset, bytes, b"");
    }
    wrote
}

/// Writes at the place of the file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, bytes: *const u8, count: usize) -> isize {
    written(fd, count, None, bytes, |count| unsafe {
        real::write(fd, bytes, count)
    })
}

/// Writes at an offset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(fd: c_int, bytes: *const u8, count: usize, offset: i64) -> isize {
    written(fd, count, Some(offset as u64), bytes, |count| unsafe {
        real::pwrite64(fd, bytes, count, offset)
    })
}

/// Writes at an offset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite(fd: c_int, bytes: *const u8, count: usize, offset: i64) -> isize {
    unsafe { pwrite64(fd, bytes, count, offset) }
}

/// Sets the length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(fd: c_int, length: i64) -> c_int {
    let known = inode(fd);
    let Some(state) = state().filter(|_| known != 0) else {
        return unsafe { real::ftruncate64(fd, length) };
    };
    let mut inner = state.hold();
    if let Err(errno) = inner.trouble.write(fd, 1, 0) {
        fail(errno);
        return -1;
    }
    let back = unsafe { real::ftruncate64(fd, length) };
    if back == 0 {
        inner.note(Line::Length, known, length as u64, b"", b"");
    }
    back
}

/// Sets the length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate(fd: c_int, length: i64) -> c_int {
    unsafe { ftruncate64(fd, length) }
}

/// The disk is simulated: nobody waits for the real one.
fn synced(fd: c_int, call: impl FnOnce() -> c_int) -> c_int {
    let known = inode(fd);
    let Some(state) = state().filter(|_| known != 0) else {
        return call();
    };
    let token = {
        let mut inner = state.hold();
        if let Some(errno) = inner.trouble.sync(fd) {
            inner.note(Line::SyncFails, known, 0, b"", b"");
            fail(errno);
            return -1;
        }
        let token = inner.token();
        inner.note(Line::SyncBegins, known, token, b"", b"");
        token
    };
    let back = call();
    let line = if back == 0 {
        Line::SyncEnds
    } else {
        Line::SyncFails
    };
    state.hold().note(line, known, token, b"", b"");
    back
}

/// Waits for the disk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    synced(fd, || unsafe { real::fsync(fd) })
}

/// Waits for the disk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    synced(fd, || unsafe { real::fdatasync(fd) })
}

/// Starts writing back and makes nothing durable: not worth a line.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sync_file_range(_: c_int, _: i64, _: i64, _: c_uint) -> c_int {
    0
}

fn changed(
    line: Line,
    one: (c_int, *const c_char),
    two: Option<*const c_char>,
    call: impl FnOnce() -> c_int,
) -> c_int {
    let watched = state().and_then(|state| Some((state, state.path(one.0, one.1)?)));
    let Some((state, path)) = watched else {
        return call();
    };
    let other = two.and_then(|two| state.path(HERE, two)).unwrap_or_default();
    let mut inner = state.hold();
    let frees = matches!(line, Line::Unlink | Line::RemoveFolder);
    if let Some(errno) = inner
        .trouble
        .change()
        .filter(|errno| !frees || *errno != trouble::ENOSPC)
    {
        fail(errno);
        return -1;
    }
    let back = call();
    if back == 0 {
        inner.note(line, 0, 0, state.name(&path), state.name(&other));
    }
    back
}

/// Gives another name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    changed(Line::Rename, (HERE, from), Some(to), || unsafe {
        real::rename(from, to)
    })
}

/// Takes a name away.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    changed(Line::Unlink, (HERE, path), None, || unsafe { real::unlink(path) })
}

/// Takes a name away, of a file or a folder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlinkat(folder: c_int, path: *const c_char, flags: c_int) -> c_int {
    let line = if flags & 0x200 == 0 {
        Line::Unlink
    } else {
        Line::RemoveFolder
    };
    changed(line, (folder, path), None, || unsafe {
        real::unlinkat(folder, path, flags)
    })
}

/// Removes a folder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rmdir(path: *const c_char) -> c_int {
    changed(Line::RemoveFolder, (HERE, path), None, || unsafe {
        real::rmdir(path)
    })
}

/// Makes a folder.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mkdir(path: *const c_char, mode: c_uint) -> c_int {
    changed(Line::MakeFolder, (HERE, path), None, || unsafe {
        real::mkdir(path, mode)
    })
}

/// Copies within the kernel, where nothing could be watched: refused, so that the bytes are written by hand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn copy_file_range(
    from: c_int,
    at: *mut i64,
    to: c_int,
    there: *mut i64,
    count: usize,
    flags: c_uint,
) -> isize {
    if inode(to) == 0 {
        return unsafe { real::copy_file_range(from, at, to, there, count, flags) };
    }
    fail(EXDEV);
    -1
}

/// As above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sendfile64(to: c_int, from: c_int, at: *mut i64, count: usize) -> isize {
    if inode(to) == 0 {
        return unsafe { real::sendfile64(to, from, at, count) };
    }
    fail(EINVAL);
    -1
}

/// Reserves space: not offered on a watched disk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fallocate64(_: c_int, _: c_int, _: i64, _: i64) -> c_int {
    fail(EOPNOTSUPP);
    -1
}
