//! The checks of an auditor's browser over a stream of leaves: each line decodes, stream versions are without gaps, times never
//! go back, sealed parts are the ones named, and the root over all leaf hashes.
//!
//! The stream: for each leaf its length (4 bytes, little-endian) and bytes, then the same for its sealed parts joined. The
//! module speaks no JavaScript: the caller asks for room with `input`, fills it, calls `take`, and reads `root` in the end.
#![expect(
    unsafe_code,
    reason = "names of exported functions are not mangled, which counts as unsafe"
)]

use std::cell::RefCell;
use std::collections::HashMap;

use hanhtrinh_record::seal::{hex, sha256};
use hanhtrinh_record::tree::{Frontier, leaf_hash};
use hanhtrinh_record::{Leaf, StreamId};

/// The state of checking.
#[derive(Debug, Default)]
pub struct Checks {
    frontier: Frontier,
    versions: HashMap<StreamId, u64>,
    at: i64,
}

impl Checks {
    /// Checks whole leaves; the error is the position of the first that is wrong.
    pub fn take(&mut self, mut stream: &[u8]) -> Result<(), u64> {
        while !stream.is_empty() {
            let position = self.frontier.size();
            let (line, sealed) = (part(&mut stream), part(&mut stream));
            let (Some(line), Some(sealed)) = (line, sealed) else {
                return Err(position);
            };
            self.leaf(line, sealed).ok_or(position)?;
        }
        Ok(())
    }

    fn leaf(&mut self, line: &[u8], mut sealed: &[u8]) -> Option<()> {
        let leaf = Leaf::decode(line).ok()?;
        let at = leaf.at.as_millisecond();
        for named in &leaf.sealed {
            let (cipher, rest) = sealed.split_at_checked(named.bytes as usize)?;
            sealed = rest;
            if hex(&sha256(cipher)) != named.sha256 {
                return None;
            }
        }
        let version = self.versions.entry(leaf.stream).or_default();
        *version += 1;
        if leaf.n != *version || at < self.at || !sealed.is_empty() {
            return None;
        }
        self.at = at;
        self.frontier.push(leaf_hash(line));
        Some(())
    }

    /// The root so far, hex.
    pub fn root_hex(&self) -> String {
        hex(&self.frontier.root())
    }
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
    STATE.with_borrow(|state| state.checks.frontier.size())
}

/// The root in hex: 64 bytes from here.
#[unsafe(no_mangle)]
pub extern "C" fn root() -> *const u8 {
    STATE.with_borrow_mut(|state| {
        state.root = state.checks.root_hex();
        state.root.as_ptr()
    })
}
