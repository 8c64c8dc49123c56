//! The verifier of the product over a stream of leaves, as an auditor's browser runs it: each line decodes, stream versions are
//! without gaps, times never go back, sealed parts are the ones named, and the root over all leaf hashes.
//!
//! The stream: for each leaf its length (4 bytes, little-endian) and bytes, the number of its sealed parts (4 bytes), and for each
//! of them length and bytes. The module speaks no JavaScript: the caller asks for room with `input`, fills it, calls `take`, and reads `root` in the end.
#![expect(
    unsafe_code,
    reason = "names of exported functions are not mangled, which counts as unsafe"
)]

use std::cell::RefCell;

use hanhtrinh_record::LogVerifier;
use hanhtrinh_record::seal::hex;

/// The state of checking.
#[derive(Debug, Default)]
pub struct Checks {
    verifier: LogVerifier,
}

impl Checks {
    /// Checks whole leaves; the error is the position of the first that is wrong.
    pub fn take(&mut self, mut stream: &[u8]) -> Result<(), u64> {
        let mut parts: Vec<Option<&[u8]>> = Vec::new();
        while !stream.is_empty() {
            let entry = entry(&mut stream, &mut parts);
            let checked = entry.is_some_and(|line| self.verifier.leaf(line, &parts).is_ok());
            if !checked {
                return Err(self.verifier.size());
            }
        }
        Ok(())
    }

    /// The root so far, hex.
    pub fn root_hex(&self) -> String {
        hex(&self.verifier.root())
    }
}

/// The next leaf, and its sealed parts.
fn entry<'a>(stream: &mut &'a [u8], parts: &mut Vec<Option<&'a [u8]>>) -> Option<&'a [u8]> {
    let line = part(stream)?;
    let (count, rest) = stream.split_first_chunk::<4>()?;
    *stream = rest;
    parts.clear();
    for _ in 0..u32::from_le_bytes(*count) {
        parts.push(Some(part(stream)?));
    }
    Some(line)
}

fn part<'a>(stream: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = stream.split_first_chunk::<4>()?;
    let (bytes, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *stream = rest;
    Some(bytes)
}

#[derive(Default)]
struct State {
    checks: Checks,
    input: Vec<u8>,
    root: String,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Room for so many bytes of the stream.
#[unsafe(no_mangle)]
pub extern "C" fn input(bytes: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input.resize(bytes, 0);
        state.input.as_mut_ptr()
    })
}

/// Checks what was put there; -1 if it is right, else the position of the first leaf that is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn take() -> i64 {
    STATE.with_borrow_mut(|state| {
        let State { checks, input, .. } = state;
        match checks.take(input) {
            Ok(()) => -1,
            Err(position) => position as i64,
        }
    })
}

/// Leaves that are right.
#[unsafe(no_mangle)]
pub extern "C" fn leaves() -> u64 {
    STATE.with_borrow(|state| state.checks.verifier.size())
}

/// The root in hex: 64 bytes from here.
#[unsafe(no_mangle)]
pub extern "C" fn root() -> *const u8 {
    STATE.with_borrow_mut(|state| {
        state.root = state.checks.root_hex();
        state.root.as_ptr()
    })
}
