//! The functions of the C library that stand behind ours.

use core::ffi::{c_char, c_int, c_uint, c_void};
use core::mem::transmute;
use core::sync::atomic::{AtomicUsize, Ordering};

/// A part of a gathered write.
#[repr(C)]
pub struct IoVec {
    /// Where it begins.
    pub base: *const u8,
    /// Its length in bytes.
    pub len: usize,
}

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    fn __errno_location() -> *mut c_int;
    fn kill(process: c_int, signal: c_int) -> c_int;
    fn getpid() -> c_int;
}

/// The next library in line, as `dlsym` calls it.
const NEXT: *mut c_void = -1isize as *mut c_void;

macro_rules! next {
    ($($name:ident($($arg:ident: $kind:ty),*) -> $back:ty;)*) => {$(
        /// The function of the same name in the C library.
        ///
        /// # Safety
        /// As that function asks.
        pub unsafe fn $name($($arg: $kind),*) -> $back {
            static AT: AtomicUsize = AtomicUsize::new(0);
            let mut at = AT.load(Ordering::Relaxed);
            if at == 0 {
                let name = concat!(stringify!($name), "\0");
                // SAFETY: the name ends with a zero.
                at = unsafe { dlsym(NEXT, name.as_ptr().cast()) } as usize;
                if at == 0 {
                    fail(38);
                    return -1;
                }
                AT.store(at, Ordering::Relaxed);
            }
            // SAFETY: the symbol is a function of this form; the third argument of `open` and `fcntl` travels as a plain one.
            unsafe { transmute::<usize, unsafe extern "C" fn($($kind),*) -> $back>(at)($($arg),*) }
        }
    )*};
}

next! {
    open64(path: *const c_char, flags: c_int, mode: c_uint) -> c_int;
    openat64(folder: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int;
    close(fd: c_int) -> c_int;
    fcntl(fd: c_int, command: c_int, argument: usize) -> c_int;
    write(fd: c_int, bytes: *const u8, count: usize) -> isize;
    pwrite64(fd: c_int, bytes: *const u8, count: usize, offset: i64) -> isize;
    writev(fd: c_int, parts: *const IoVec, count: c_int) -> isize;
    send(fd: c_int, bytes: *const u8, count: usize, flags: c_int) -> isize;
    ftruncate64(fd: c_int, length: i64) -> c_int;
    fsync(fd: c_int) -> c_int;
    fdatasync(fd: c_int) -> c_int;
    rename(from: *const c_char, to: *const c_char) -> c_int;
    unlink(path: *const c_char) -> c_int;
    unlinkat(folder: c_int, path: *const c_char, flags: c_int) -> c_int;
    rmdir(path: *const c_char) -> c_int;
    mkdir(path: *const c_char, mode: c_uint) -> c_int;
    copy_file_range(from: c_int, at: *mut i64, to: c_int, there: *mut i64, count: usize, flags: c_uint) -> isize;
    sendfile64(to: c_int, from: c_int, at: *mut i64, count: usize) -> isize;
}

/// Looks up a function that hands back a pointer.
///
/// # Safety
/// As `fdopendir` asks.
pub unsafe fn fdopendir(fd: c_int) -> *mut c_void {
    // SAFETY: the name ends with a zero, and the symbol is a function of this form.
    unsafe {
        let at = dlsym(NEXT, c"fdopendir".as_ptr());
        transmute::<*mut c_void, unsafe extern "C" fn(c_int) -> *mut c_void>(at)(fd)
    }
}

/// Says why a call failed.
pub fn fail(errno: c_int) {
    // SAFETY: the address belongs to this thread.
    unsafe { *__errno_location() = errno };
}

/// Ends this process as `kill -9` does: nothing is flushed, nobody is told.
pub fn die() -> ! {
    loop {
        // SAFETY: it ends this very process.
        unsafe { kill(getpid(), 9) };
    }
}
