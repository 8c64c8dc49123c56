//! Random bytes of the operating system, fetched in blocks because keys and nonces are needed by the hundred thousand. A demo
//! may draw them from a seed instead, so that the same seed gives the same root.

use std::io;
use std::sync::{Mutex, PoisonError};

use hanhtrinh_record::seal::sha256;
use jiff::Timestamp;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

const BLOCK: usize = 4096;

/// A block of random bytes; each byte is given out once.
pub struct Random(Mutex<Block>, Option<[u8; 32]>);

struct Block {
    bytes: Zeroizing<Vec<u8>>,
    used: usize,
    /// Blocks filled so far.
    blocks: u64,
}

impl Random {
    /// An empty block, filled at the first use.
    pub fn new() -> Self {
        Self::of(None)
    }

    /// Bytes that follow from a seed: for demos alone, whose people are invented.
    pub fn seeded(seed: &[u8; 32], purpose: &str) -> Self {
        Self::of(Some(sha256(&[&seed[..], purpose.as_bytes()].concat())))
    }

    fn of(seed: Option<[u8; 32]>) -> Self {
        let block = Block {
            bytes: Zeroizing::new(vec![0; BLOCK]),
            used: BLOCK,
            blocks: 0,
        };
        Self(Mutex::new(block), seed)
    }

    /// The next `N` random bytes; `N` is at most 4096.
    pub fn bytes<const N: usize>(&self) -> io::Result<[u8; N]> {
        let mut block = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if block.used + N > BLOCK {
            self.fill(&mut block)?;
        }
        let start = block.used;
        let mut out = [0; N];
        out.copy_from_slice(&block.bytes[start..start + N]);
        block.bytes[start..start + N].zeroize();
        block.used += N;
        Ok(out)
    }

    fn fill(&self, block: &mut Block) -> io::Result<()> {
        let number = block.blocks;
        match &self.1 {
            None => getrandom::fill(&mut block.bytes).map_err(|error| io::Error::other(error.to_string()))?,
            Some(seed) => {
                let (chunks, _) = block.bytes.as_chunks_mut::<32>();
                for (index, chunk) in chunks.iter_mut().enumerate() {
                    let place = [number.to_be_bytes(), (index as u64).to_be_bytes()].concat();
                    *chunk = sha256(&[&seed[..], &place].concat());
                }
            }
        }
        block.blocks += 1;
        block.used = 0;
        Ok(())
    }

    /// An event id (UUIDv7) of a moment.
    pub fn event_id(&self, at: Timestamp) -> io::Result<Uuid> {
        let millis = at.as_millisecond().max(0) as u64;
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()?).into_uuid())
    }
}
