//! The limit of the disk: a plain file, one write and one `fdatasync` per group. The file is filled with zeros and synced
//! before, as a careful journal does, so that a sync waits for data alone and not for the file's size.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use anyhow::Result;

use super::Peer;
use crate::leaves::Item;

/// Zeros written ahead at a time.
const AHEAD: usize = 64 << 20;

/// A file of length-prefixed events.
pub struct Raw {
    file: File,
    end: u64,
    filled: u64,
    buffer: Vec<u8>,
}

impl Raw {
    /// A new file in a folder.
    pub fn new(dir: &Path) -> Result<Self> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(dir.join("events.raw"))?;
        let mut raw = Self {
            file,
            end: 0,
            filled: 0,
            buffer: Vec::new(),
        };
        raw.fill(AHEAD as u64)?;
        Ok(raw)
    }

    /// Makes sure that so many bytes lie ready. Call it outside of what is measured.
    pub fn fill(&mut self, bytes: u64) -> Result<()> {
        let zeros = vec![0; 1 << 20];
        self.file.seek(SeekFrom::Start(self.filled))?;
        while self.filled < self.end + bytes {
            self.file.write_all(&zeros)?;
            self.filled += zeros.len() as u64;
        }
        self.file.sync_all()?;
        Ok(())
    }
}

impl Peer for Raw {
    fn append(&mut self, group: &[Item]) -> Result<()> {
        self.buffer.clear();
        for item in group {
            self.buffer
                .extend_from_slice(&(item.bytes.len() as u32).to_le_bytes());
            self.buffer.extend_from_slice(&item.bytes);
        }
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&self.buffer)?;
        self.file.sync_data()?;
        self.end += self.buffer.len() as u64;
        Ok(())
    }

    fn scan(&mut self, see: &mut dyn FnMut(&[u8])) -> Result<u64> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut reader = std::io::BufReader::with_capacity(1 << 20, &self.file).take(self.end);
        let (mut length, mut count) = ([0; 4], 0);
        while reader.limit() > 0 {
            reader.read_exact(&mut length)?;
            self.buffer.resize(u32::from_le_bytes(length) as usize, 0);
            reader.read_exact(&mut self.buffer)?;
            see(&self.buffer);
            count += 1;
        }
        Ok(count)
    }
}
