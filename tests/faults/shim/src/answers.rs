//! What a server says over HTTP, and gathered writes.

use core::ffi::c_int;

use crate::real::{self, IoVec};
use crate::state::{Line, inode, state};
use crate::write;

/// Most bytes of an answer that are kept.
const MOST: usize = 4096;

/// Answers over HTTP that say that something was done go to the trace, before anybody can have heard them.
fn answered<'a>(parts: impl Iterator<Item = &'a [u8]>) {
    let Some(state) = state() else { return };
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    if parts.peek().is_some_and(|part| part.starts_with(b"HTTP/1.1 2")) {
        let text: Vec<u8> = parts.flatten().copied().take(MOST).collect();
        state.hold().note(Line::Answer, 0, 0, &text, b"");
    }
}

/// Sends to somebody.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn send(fd: c_int, bytes: *const u8, count: usize, flags: c_int) -> isize {
    // SAFETY: the caller says that so many bytes are there.
    answered(std::iter::once(unsafe {
        core::slice::from_raw_parts(bytes, count)
    }));
    unsafe { real::send(fd, bytes, count, flags) }
}

/// Writes the first part that is not empty, where the file is watched; callers go on with the rest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn writev(fd: c_int, parts: *const IoVec, count: c_int) -> isize {
    if inode(fd) == 0 {
        // SAFETY: the caller says that so many parts are there, and how long each is.
        answered((0..usize::try_from(count).unwrap_or(0)).map(|at| unsafe {
            let part = &*parts.add(at);
            core::slice::from_raw_parts(part.base, part.len)
        }));
        return unsafe { real::writev(fd, parts, count) };
    }
    for at in 0..usize::try_from(count).unwrap_or(0) {
        // SAFETY: the caller says that so many parts are there.
        let part = unsafe { &*parts.add(at) };
        if part.len > 0 {
            return unsafe { write(fd, part.base, part.len) };
        }
    }
    0
}
