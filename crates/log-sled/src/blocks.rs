//! What the blocks in sled hold, and filling them.

use hanhtrinh_log::{CommandRow, Entry};
use sled::Batch;

use crate::frame::{Cursor, put_entry, take_entry};
use crate::scan::Place;
use crate::store::{BLOCK, Kind, Store, StoreError};

/// Blocks are put into sled when they are this many bytes together: each batch costs sled two writes for which it waits, however
/// small it is. What waits is read from memory, and after a stop from the journal.
const BATCH: usize = 256 * 1024;

/// Rows of some commands and where the last of their frames lies.
pub struct Rows {
    /// The rows.
    pub rows: Vec<CommandRow>,
    /// The last one's frame in the journal.
    pub last: Place,
}

/// Reads the entries of a block.
pub fn decode_entries(first: u64, body: &[u8]) -> Option<Vec<Entry>> {
    let mut cursor = Cursor { bytes: body };
    let count = u64::from(cursor.u32()?);
    (0..count).map(|i| take_entry(&mut cursor, first + i)).collect()
}

/// Reads the rows of a block.
pub fn decode_rows(body: &[u8]) -> Option<Rows> {
    let mut cursor = Cursor { bytes: body };
    let count = cursor.u32()?;
    let last = Place {
        segment: cursor.u64()?,
        offset: cursor.u64()?,
        crc: cursor.u32()?,
    };
    let rows = (0..count)
        .map(|_| take_row(&mut cursor))
        .collect::<Option<Vec<_>>>()?;
    Some(Rows { rows, last })
}

fn put_row(out: &mut Vec<u8>, row: &CommandRow) {
    out.extend_from_slice(&row.key.to_le_bytes());
    out.extend_from_slice(&row.fingerprint);
    out.extend_from_slice(&row.first.to_le_bytes());
    for list in [&row.streams, &row.reserve, &row.release] {
        out.extend_from_slice(&(list.len() as u16).to_le_bytes());
        list.iter()
            .for_each(|key| out.extend_from_slice(&key.to_le_bytes()));
    }
}

fn take_row(cursor: &mut Cursor<'_>) -> Option<CommandRow> {
    let (key, fingerprint, first) = (cursor.u128()?, cursor.array()?, cursor.u64()?);
    let mut list = || {
        let count = cursor.u16()?;
        (0..count).map(|_| cursor.u128()).collect::<Option<Vec<_>>>()
    };
    Some(CommandRow {
        key,
        fingerprint,
        first,
        streams: list()?,
        reserve: list()?,
        release: list()?,
    })
}

/// A full tile on its way to sled.
#[derive(Debug)]
pub struct FullTile {
    /// [`Kind::Tile`] or [`Kind::HighTile`].
    pub kind: Kind,
    /// Its index among its kind.
    pub index: u64,
    /// 256 hashes.
    pub bytes: Vec<u8>,
}

/// Collects entries and rows into blocks and puts full blocks into sled.
pub struct Filler {
    batch: Batch,
    /// Bytes in the batch.
    waiting: usize,
    entries: Open,
    rows: Open,
    last: Option<Place>,
}

/// A block that is not full yet.
struct Open {
    first: u64,
    count: u32,
    body: Vec<u8>,
}

impl Open {
    fn at(first: u64) -> Self {
        Self {
            first,
            count: 0,
            body: Vec::with_capacity(2 * BLOCK),
        }
    }
    fn next(&self) -> u64 {
        self.first + u64::from(self.count)
    }
    fn restart(&mut self) {
        self.first = self.next();
        self.count = 0;
        self.body.clear();
    }
}

impl Filler {
    /// Goes on at the first position and the first command that sled does not hold.
    pub fn new(position: u64, sequence: u64) -> Self {
        Self {
            batch: Batch::default(),
            waiting: 0,
            entries: Open::at(position),
            rows: Open::at(sequence),
            last: None,
        }
    }

    /// Takes one command in. Entries that sled holds already are skipped.
    pub fn add(&mut self, entries: &[Entry], row: &CommandRow, place: Place) {
        for entry in entries {
            if entry.position < self.entries.next() {
                continue;
            }
            put_entry(&mut self.entries.body, entry);
            self.entries.count += 1;
            if self.entries.body.len() >= BLOCK {
                self.close_entries();
            }
        }
        put_row(&mut self.rows.body, row);
        self.rows.count += 1;
        self.last = Some(place);
        if self.rows.body.len() >= BLOCK {
            self.close_rows();
        }
    }

    /// Adds a full tile.
    pub fn add_tile(&mut self, tile: &FullTile) {
        Store::put(&mut self.batch, tile.kind, tile.index, &tile.bytes);
        self.waiting += tile.bytes.len();
    }

    /// Whether enough full blocks wait.
    pub fn is_due(&self) -> bool {
        self.waiting >= BATCH
    }

    /// Puts full blocks into sled. Returns the position and the sequence up to which sled holds everything.
    pub fn apply(&mut self, store: &Store) -> Result<(u64, u64), StoreError> {
        if self.waiting > 0 {
            store.apply(std::mem::take(&mut self.batch))?;
            self.waiting = 0;
        }
        Ok((self.entries.first, self.rows.first))
    }

    fn close_entries(&mut self) {
        if self.entries.count == 0 {
            return;
        }
        let body = [&self.entries.count.to_le_bytes()[..], &self.entries.body].concat();
        Store::put(&mut self.batch, Kind::Entries, self.entries.first, &body);
        self.waiting += body.len();
        self.entries.restart();
    }

    /// Rows are never ahead of entries: opening goes on behind the last row and would miss what lies between.
    fn close_rows(&mut self) {
        let Some(last) = self.last else { return };
        self.close_entries();
        let mut body = Vec::with_capacity(self.rows.body.len() + 24);
        body.extend_from_slice(&self.rows.count.to_le_bytes());
        body.extend_from_slice(&last.segment.to_le_bytes());
        body.extend_from_slice(&last.offset.to_le_bytes());
        body.extend_from_slice(&last.crc.to_le_bytes());
        body.extend_from_slice(&self.rows.body);
        Store::put(&mut self.batch, Kind::Rows, self.rows.first, &body);
        self.waiting += body.len();
        self.rows.restart();
    }
}

/// Packs a run of entries into blocks, to mend a hole.
pub fn pack_entries(entries: &[Entry], batch: &mut Batch) {
    let Some(first) = entries.first() else { return };
    let mut open = Open::at(first.position);
    for (at, entry) in entries.iter().enumerate() {
        put_entry(&mut open.body, entry);
        open.count += 1;
        if open.body.len() >= BLOCK || at + 1 == entries.len() {
            let body = [&open.count.to_le_bytes()[..], &open.body].concat();
            Store::put(batch, Kind::Entries, open.first, &body);
            open.restart();
        }
    }
}
