//! Random bytes of the operating system, fetched in blocks because keys and nonces are needed by the hundred thousand.

use std::io;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

const BLOCK: usize = 4096;

/// A block of random bytes; each byte is given out once.
pub struct Random(Mutex<Block>);

struct Block {
    bytes: Zeroizing<Vec<u8>>,
    used: usize,
}

impl Random {
    /// An empty block, filled at the first use.
    pub fn new() -> Self {
        Self(Mutex::new(Block {
            bytes: Zeroizing::new(vec![0; BLOCK]),
            used: BLOCK,
        }))
    }

    /// The next `N` random bytes; `N` is at most 4096.
    pub fn bytes<const N: usize>(&self) -> io::Result<[u8; N]> {
        let mut block = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if block.used + N > BLOCK {
            getrandom::fill(&mut block.bytes).map_err(|error| io::Error::other(error.to_string()))?;
            block.used = 0;
        }
        let start = block.used;
        let mut out = [0; N];
        out.copy_from_slice(&block.bytes[start..start + N]);
        block.bytes[start..start + N].zeroize();
        block.used += N;
        Ok(out)
    }

    /// An event id (UUIDv7) of a moment.
    pub fn event_id(&self, at: Timestamp) -> io::Result<Uuid> {
        let millis = at.as_millisecond().max(0) as u64;
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()?).into_uuid())
    }
}
