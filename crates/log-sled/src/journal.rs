//! Writing the journal: frames are collected into a group, and a group is one write and one `fdatasync`.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use uuid::Uuid;

use crate::frame::{Command, Header, Kind, encode_frame, framed, payload_bytes};
use crate::scan::{End, Mark, Place};
use crate::segment::{SEGMENT_HEADER, SegmentHeader, activate, prepare, remove_leftover, segment_path};

/// The writing end of the journal.
pub struct Journal {
    folder: PathBuf,
    log: Uuid,
    segment_bytes: u64,
    file: File,
    file_bytes: u64,
    /// Behind the last frame in the buffer.
    end: Mark,
    /// Frames not yet written, to go to `written`.
    buffer: Vec<u8>,
    written: u64,
    group: Option<u64>,
    /// Whether groups are only written, until [`Journal::settle`] or the end of the segment.
    pub late: bool,
    unsettled: bool,
    next: Option<JoinHandle<io::Result<File>>>,
}

impl Journal {
    /// Begins an empty journal in a folder that exists.
    pub fn create(folder: &Path, log: Uuid, segment_bytes: u64) -> io::Result<Self> {
        let file = prepare(folder, segment_bytes)?;
        activate(
            folder,
            &file,
            &SegmentHeader {
                previous: 0,
                segment: 0,
                sequence: 0,
                position: 0,
                log,
            },
        )?;
        Ok(Self::at(
            folder,
            log,
            segment_bytes,
            file,
            segment_bytes,
            Mark::start(),
        ))
    }

    /// Continues behind the last whole frame; what is torn is overwritten with zeros first.
    pub fn resume(folder: &Path, log: Uuid, segment_bytes: u64, end: &End) -> io::Result<Self> {
        remove_leftover(folder)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(segment_path(folder, end.mark.segment))?;
        if end.torn {
            file.seek(SeekFrom::Start(end.mark.offset))?;
            file.write_all(&vec![0; (end.file_bytes - end.mark.offset) as usize])?;
            file.sync_data()?;
        }
        Ok(Self::at(
            folder,
            log,
            segment_bytes,
            file,
            end.file_bytes,
            end.mark,
        ))
    }

    fn at(folder: &Path, log: Uuid, segment_bytes: u64, file: File, file_bytes: u64, end: Mark) -> Self {
        Self {
            folder: folder.to_owned(),
            log,
            segment_bytes,
            file,
            file_bytes,
            end,
            buffer: Vec::with_capacity(2 << 20),
            written: end.offset,
            group: None,
            late: false,
            unsettled: false,
            next: None,
        }
    }

    /// Bytes that wait for [`Journal::sync`].
    pub fn waiting(&self) -> usize {
        self.buffer.len()
    }

    /// Whether a command still fits in the segment, so that adding it writes nothing yet.
    pub fn fits(&self, command: &Command) -> bool {
        self.end.offset + framed(payload_bytes(command)) as u64 <= self.file_bytes
    }

    /// Adds a command to the group. It is durable after [`Journal::sync`].
    pub fn push(&mut self, kind: Kind, command: &Command) -> io::Result<Place> {
        let length = payload_bytes(command);
        let bytes = framed(length) as u64;
        if self.end.offset + bytes > self.file_bytes {
            self.roll(bytes)?;
        }
        let group = *self.group.get_or_insert(self.end.sequence);
        let header = Header {
            crc: 0,
            length: length as u32,
            previous: self.end.previous.unwrap_or_default(),
            segment: self.end.segment,
            sequence: self.end.sequence,
            position: self.end.position,
            group,
            kind,
        };
        let crc = encode_frame(&header, command, &mut self.buffer);
        let place = Place {
            segment: self.end.segment,
            offset: self.end.offset,
            crc,
        };
        self.end.offset += bytes;
        self.end.sequence += 1;
        self.end.position += command.entries.len() as u64;
        self.end.previous = Some(crc);
        Ok(place)
    }

    /// Writes the group and waits until it is on the disk. A failure is final: what was written is unknown.
    pub fn sync(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.written))?;
        self.file.write_all(&self.buffer)?;
        self.unsettled = true;
        if !self.late {
            self.settle()?;
        }
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        self.group = None;
        // The next segment is made while this one is filled, so that nobody waits for its zeros.
        if self.next.is_none() && self.written * 2 > self.file_bytes {
            let (folder, bytes) = (self.folder.clone(), self.segment_bytes);
            self.next = Some(std::thread::spawn(move || prepare(&folder, bytes)));
        }
        Ok(())
    }

    /// Waits until what was written is on the disk.
    pub fn settle(&mut self) -> io::Result<()> {
        if self.unsettled {
            self.file.sync_data()?;
            self.unsettled = false;
        }
        Ok(())
    }

    /// Goes on in a new segment with room for a frame of `bytes`.
    fn roll(&mut self, bytes: u64) -> io::Result<()> {
        self.sync()?;
        self.settle()?;
        let needed = SEGMENT_HEADER + bytes;
        let ready = self.take_next()?;
        let file_bytes = self.segment_bytes.max(needed);
        let file = match ready {
            Some(file) if needed <= self.segment_bytes => file,
            _ => prepare(&self.folder, file_bytes)?,
        };
        let header = SegmentHeader {
            previous: self.end.previous.unwrap_or_default(),
            segment: self.end.segment + 1,
            sequence: self.end.sequence,
            position: self.end.position,
            log: self.log,
        };
        activate(&self.folder, &file, &header)?;
        self.file = file;
        self.file_bytes = file_bytes;
        self.end.segment += 1;
        self.end.offset = SEGMENT_HEADER;
        self.written = SEGMENT_HEADER;
        Ok(())
    }

    fn take_next(&mut self) -> io::Result<Option<File>> {
        let Some(thread) = self.next.take() else {
            return Ok(None);
        };
        thread
            .join()
            .map_err(|_| io::Error::other("preparing a segment failed"))?
            .map(Some)
    }
}

impl Drop for Journal {
    /// Waits for the helper and removes what it prepared: the folder is left with segments only.
    fn drop(&mut self) {
        if let Ok(Some(_)) = self.take_next() {
            let _ = remove_leftover(&self.folder);
        }
    }
}
