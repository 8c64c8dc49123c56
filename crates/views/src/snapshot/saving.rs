//! Writing a snapshot in pieces while the views go on: what it holds is as of the size at which it began.
//!
//! Rows of the countable lists say themselves since when they hold. Of workers and cases a row is packed before it changes,
//! if it was not written yet; hence [`Views::keep_worker`] and [`Views::keep_case`] come before every change of what a
//! snapshot holds of a row.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::body::Out;
use super::{BUILD, MAGIC, Mark};
use crate::pack::put;
use crate::views::Views;

/// Rows in a piece: reading them takes one or two milliseconds. Tests have few rows.
const ROWS: usize = if cfg!(test) { 2 } else { 2048 };

/// The lists that grow with the log, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LongList {
    Workers,
    Cases,
    Departures,
    Stays,
    Homes,
    Ends,
}

const LISTS: [LongList; 6] = [
    LongList::Workers,
    LongList::Cases,
    LongList::Departures,
    LongList::Stays,
    LongList::Homes,
    LongList::Ends,
];

/// What the views keep while a snapshot is being written.
#[derive(Default)]
pub(crate) struct Saving {
    workers: Kept,
    cases: Kept,
}

/// Rows of one list that changed before they were written, packed as they were.
#[derive(Default)]
struct Kept {
    /// Rows in the snapshot.
    rows: usize,
    /// Rows that are written.
    written: AtomicUsize,
    packed: HashMap<usize, Vec<u8>>,
}

impl Kept {
    fn of(rows: usize) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    fn keep(&mut self, index: usize, pack: impl FnOnce(&mut Out)) {
        if index >= self.rows || index < *self.written.get_mut() {
            return;
        }
        self.packed.entry(index).or_insert_with(|| {
            let mut out = Out::default();
            pack(&mut out);
            out.bytes
        });
    }
}

/// Writes a snapshot piece by piece. Between two pieces the views may go on, if they were told that it began.
pub struct SnapshotWriter {
    size: u64,
    lengths: [usize; LISTS.len()],
    list: usize,
    row: usize,
    head: Vec<u8>,
    rest: Vec<u8>,
    sum: Sha256,
}

impl SnapshotWriter {
    /// Size of the log that the snapshot is of.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Writes the next piece behind what is in `out`. Returns whether more follow.
    pub fn piece(&mut self, views: &Views, out: &mut Vec<u8>) -> bool {
        if !self.head.is_empty() {
            out.append(&mut self.head);
        }
        let Some(list) = LISTS.get(self.list).copied() else {
            out.append(&mut self.rest);
            return false;
        };
        let length = self.lengths[self.list];
        let to = (self.row + ROWS).min(length);
        let mut packed = Out {
            bytes: std::mem::take(out),
        };
        views.write_rows(list, self.row..to, length, self.size, &mut packed);
        views.written(list, to);
        *out = packed.bytes;
        (self.list, self.row) = if to < length {
            (self.list, to)
        } else {
            (self.list + 1, 0)
        };
        true
    }

    /// Counts bytes that were written to the checksum. It takes longer than packing them, and needs no views.
    pub fn add(&mut self, bytes: &[u8]) {
        self.sum.update(bytes);
    }

    /// The checksum of all that was counted: how a snapshot ends.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.sum.finalize().into()
    }
}

impl Views {
    /// Begins to write a snapshot of what is known now. Until [`Views::end_snapshot`] rows are kept as they are now before
    /// they change.
    pub fn begin_snapshot(&mut self) -> SnapshotWriter {
        self.saving = Some(Box::new(Saving {
            workers: Kept::of(self.workers.len()),
            cases: Kept::of(self.cases.len()),
        }));
        self.snapshot_writer()
    }

    /// The snapshot is written, or given up. Returns what was kept for it, to be dropped where nobody waits.
    pub fn end_snapshot(&mut self) -> impl Sized + use<> {
        self.saving.take()
    }

    /// A writer for views that do not change while it writes.
    fn snapshot_writer(&self) -> SnapshotWriter {
        let (mut head, mut rest) = (Out::default(), Out::default());
        self.write_head(&mut head);
        self.write_rest(&mut rest);
        let length = |list| match list {
            LongList::Workers => self.workers.len(),
            LongList::Cases => self.cases.len(),
            LongList::Departures => self.departures.len(),
            LongList::Stays => self.stays.rows.len(),
            LongList::Homes => self.stays.homes.len(),
            LongList::Ends => self.stays.ends.len(),
        };
        SnapshotWriter {
            size: self.size,
            lengths: LISTS.map(length),
            list: 0,
            row: 0,
            head: head.bytes,
            rest: rest.bytes,
            sum: Sha256::new(),
        }
    }

    /// The mark and all before it: how a file begins whose content is as of a size with this root.
    #[must_use]
    pub fn snapshot_begin(&self, log: Uuid, size: u64, root: [u8; 32]) -> Vec<u8> {
        let mark = Mark {
            build: BUILD.to_owned(),
            log,
            size,
            root,
            province: self.province,
            packs: self.packs.hashes.clone(),
        };
        let mut head = Vec::new();
        // A mark has nothing in it that cannot be packed.
        let _ = put(&mark, &mut head);
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
        [&MAGIC[..], &length.to_le_bytes(), &head].concat()
    }

    /// Writes a snapshot of views that do not change meanwhile piece by piece into `sink`. `root` is that of the log's tree at
    /// [`Views::size`].
    pub fn write_snapshot<E>(
        &self,
        log: Uuid,
        root: [u8; 32],
        mut sink: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut writer = self.snapshot_writer();
        let mut piece = self.snapshot_begin(log, self.size, root);
        let mut more = true;
        while more {
            more = writer.piece(self, &mut piece);
            writer.add(&piece);
            sink(&piece)?;
            piece.clear();
        }
        sink(&writer.finish())
    }

    /// Writes everything that is folded from facts.
    pub(crate) fn write_facts<E>(&self, sink: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let (mut writer, mut piece) = (self.snapshot_writer(), Vec::new());
        while writer.piece(self, &mut piece) {
            sink(&piece)?;
            piece.clear();
        }
        sink(&piece)
    }

    /// Comes before a change of a worker's events or links.
    pub(crate) fn keep_worker(&mut self, index: u32) {
        let index = index as usize;
        if let (Some(saving), Some(row)) = (&mut self.saving, self.workers.get(index)) {
            saving.workers.keep(index, |out| out.worker(row));
        }
    }

    /// Comes before a change of a case's events, owners or rows.
    pub(crate) fn keep_case(&mut self, index: u32) {
        let index = index as usize;
        if let (Some(saving), Some(row)) = (&mut self.saving, self.cases.get(index)) {
            saving.cases.keep(index, |out| out.case(row));
        }
    }

    pub(super) fn write_worker(&self, index: usize, out: &mut Out) {
        let kept = self.saving.as_ref().map(|saving| &saving.workers);
        match kept.and_then(|kept| kept.packed.get(&index)) {
            Some(packed) => out.bytes.extend_from_slice(packed),
            None => out.worker(&self.workers[index]),
        }
    }

    pub(super) fn write_case(&self, index: usize, out: &mut Out) {
        let kept = self.saving.as_ref().map(|saving| &saving.cases);
        match kept.and_then(|kept| kept.packed.get(&index)) {
            Some(packed) => out.bytes.extend_from_slice(packed),
            None => out.case(&self.cases[index]),
        }
    }

    /// Rows up to there need not be kept any more.
    fn written(&self, list: LongList, to: usize) {
        let Some(saving) = &self.saving else { return };
        match list {
            LongList::Workers => saving.workers.written.store(to, Ordering::Relaxed),
            LongList::Cases => saving.cases.written.store(to, Ordering::Relaxed),
            _ => {}
        }
    }
}
