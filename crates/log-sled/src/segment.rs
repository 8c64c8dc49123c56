//! Segment files of the journal: zero-filled and synced before use, then only overwritten within their size.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::frame::Cursor;

/// Length of a segment's header in bytes; frames follow.
pub const SEGMENT_HEADER: u64 = 64;
const MAGIC: [u8; 8] = *b"HTJRNL01";
const NEXT: &str = "next.tmp";

/// What a segment continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentHeader {
    /// Checksum of the last frame of the segment before.
    pub previous: u32,
    /// Number of the segment, dense from 0.
    pub segment: u64,
    /// Number of its first command.
    pub sequence: u64,
    /// Position of its first record.
    pub position: u64,
    /// The log it belongs to.
    pub log: Uuid,
}

impl SegmentHeader {
    /// The header as bytes.
    pub fn encode(&self) -> [u8; SEGMENT_HEADER as usize] {
        let mut out = [0; SEGMENT_HEADER as usize];
        out[..8].copy_from_slice(&MAGIC);
        out[12..16].copy_from_slice(&self.previous.to_le_bytes());
        out[16..24].copy_from_slice(&self.segment.to_le_bytes());
        out[24..32].copy_from_slice(&self.sequence.to_le_bytes());
        out[32..40].copy_from_slice(&self.position.to_le_bytes());
        out[40..56].copy_from_slice(self.log.as_bytes());
        let crc = crc32fast::hash(&out[12..]);
        out[8..12].copy_from_slice(&crc.to_le_bytes());
        out
    }

    /// Reads a header with a right checksum.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..SEGMENT_HEADER as usize)?;
        let mut cursor = Cursor { bytes };
        if cursor.array()? != MAGIC || cursor.u32()? != crc32fast::hash(&bytes[12..]) {
            return None;
        }
        let previous = cursor.u32()?;
        let (segment, sequence, position) = (cursor.u64()?, cursor.u64()?, cursor.u64()?);
        Some(Self {
            previous,
            segment,
            sequence,
            position,
            log: Uuid::from_bytes(cursor.array()?),
        })
    }
}

/// Path of a segment.
pub fn segment_path(folder: &Path, segment: u64) -> PathBuf {
    folder.join(format!("{segment:010}.seg"))
}

/// Numbers of the segments in a folder, in order.
pub fn segments(folder: &Path) -> io::Result<Vec<u64>> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder)? {
        let name = file?.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_suffix(".seg"))
            .and_then(|name| name.parse::<u64>().ok());
        found.extend(number);
    }
    found.sort_unstable();
    Ok(found)
}

/// Makes a zero-filled, synced file of `bytes`, ready to become a segment.
pub fn prepare(folder: &Path, bytes: u64) -> io::Result<File> {
    let path = folder.join(NEXT);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    let zeros = vec![0; 1 << 20];
    let mut left = bytes;
    while left > 0 {
        let part = left.min(zeros.len() as u64);
        file.write_all(&zeros[..part as usize])?;
        left -= part;
    }
    file.sync_all()?;
    sync_folder(folder)?;
    Ok(file)
}

/// Writes the header into a prepared file and gives it its name. After this every earlier segment counts as complete.
pub fn activate(folder: &Path, mut file: &File, header: &SegmentHeader) -> io::Result<()> {
    use std::io::{Seek, SeekFrom};
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header.encode())?;
    file.sync_all()?;
    fs::rename(folder.join(NEXT), segment_path(folder, header.segment))?;
    sync_folder(folder)
}

/// Removes a file that was being prepared when the process ended.
pub fn remove_leftover(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(NEXT)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the names in a folder durable.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a folder with all above it, so that it is there after a power cut too.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    sync_names(folder)
}

/// Makes the names on the way to a folder durable: whoever made them may have been stopped before they were.
pub fn sync_names(folder: &Path) -> io::Result<()> {
    let folder = std::path::absolute(folder)?;
    for above in folder.ancestors().skip(1) {
        match sync_folder(above) {
            // A folder that we may not read was not made by us, nor is anything above it.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => break,
            other => other?,
        }
    }
    Ok(())
}

/// Makes durable what a process that was stopped may have left in the cache of the system only: its last group, which is read
/// as part of the log from now on, and the names of its segments.
pub fn settle(folder: &Path) -> io::Result<()> {
    if let Some(last) = segments(folder)?.last() {
        File::open(segment_path(folder, *last))?.sync_all()?;
    }
    sync_folder(folder)?;
    sync_names(folder)
}
