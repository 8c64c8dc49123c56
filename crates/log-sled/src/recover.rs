//! Opening: sled as far as it is right, then the journal; or the journal alone.

use std::path::Path;
use std::sync::Arc;

use hanhtrinh_log::{Entry, Index, stream_key};
use hanhtrinh_record::Genesis;
use hanhtrinh_record::tree::leaf_hash;
use jiff::Timestamp;
use uuid::Uuid;

use crate::blocks::{Filler, decode_entries, decode_rows};
use crate::frame::{Command, Header};
use crate::options::{OpenError, Options};
use crate::rebuild::{is_asked_for, is_done};
use crate::scan::{End, JournalError, Mark, Place, scan};
use crate::segment::{SegmentHeader, segment_path};
use crate::slim::{Slim, row_of};
use crate::store::{Kind, Store, StoreError, set_aside};
use crate::tail::{Done, Group, Tail};
use crate::tiles::{TILE, Tiles, hashes, subtree};

/// Everything an open log knows in memory.
pub struct Recovered {
    /// Sled, filled up.
    pub store: Store,
    /// The past.
    pub index: Index,
    /// The tree.
    pub tiles: Tiles,
    /// What sled does not hold.
    pub tail: Tail,
    /// Goes on filling sled.
    pub filler: Filler,
    /// End of the journal.
    pub end: End,
    /// `at` of the last leaf.
    pub at: Timestamp,
    /// The first event.
    pub genesis: Genesis,
}

/// The log a journal belongs to.
pub fn log_id(journal: &Path) -> Result<Uuid, JournalError> {
    match std::fs::read(segment_path(journal, 0)) {
        Ok(bytes) => SegmentHeader::decode(&bytes)
            .map(|header| header.log)
            .ok_or(JournalError::SegmentHeader { segment: 0 }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(JournalError::Missing { segment: 0 })
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens sled and the journal.
pub fn recover(data: &Path, log: Uuid, options: &Options) -> Result<Recovered, OpenError> {
    let (journal, folder) = (data.join("journal"), data.join("sled"));
    let mut known = 0;
    let rewrite = is_asked_for(data);
    let tried = Store::open(&folder, options.cache_bytes)
        .map_err(Why::Store)
        .and_then(|store| {
            let state = State::load(store, log, &mut known)?;
            if rewrite {
                return Err(Why::Differs("it is to be rewritten"));
            }
            state.replay(&journal, log, options)
        });
    match tried {
        Ok(recovered) => return Ok(recovered),
        Err(Why::Final(error)) => return Err(error),
        Err(Why::Store(error)) => {
            tracing::warn!(%error, "the working store is set aside and made anew from the journal");
        }
        Err(Why::Differs(what)) => {
            tracing::warn!(
                what,
                "the working store is set aside and made anew from the journal"
            );
        }
    }
    // Before sled is given up: the journal has to reach at least as far as sled did.
    let end = scan(&journal, Some(log), Mark::start(), |_, _, _| {
        Ok::<(), JournalError>(())
    })?;
    if end.mark.position < known {
        return Err(OpenError::Shorter {
            found: end.mark.position,
            known,
            witness: "the working store",
        });
    }
    set_aside(&folder)?;
    let store = Store::open(&folder, options.cache_bytes)?;
    store.set_log(log)?;
    match State::empty(store).replay(&journal, log, options) {
        Ok(recovered) => {
            if rewrite {
                recovered.store.sync()?;
                is_done(data, &folder)?;
            }
            Ok(recovered)
        }
        Err(Why::Final(error)) => Err(error),
        Err(Why::Store(error)) => Err(error.into()),
        Err(Why::Differs(what)) => Err(OpenError::Record { position: 0, what }),
    }
}

/// Why an attempt failed.
enum Why {
    /// Nothing helps.
    Final(OpenError),
    /// Sled fails.
    Store(StoreError),
    /// Sled is not made from this journal, or the journal is damaged where they meet.
    Differs(&'static str),
}

impl From<JournalError> for Why {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Io(error) => Self::Final(OpenError::Io(error)),
            // The second attempt reads all of the journal and names the damage, if it is the journal's.
            _ => Self::Differs("it does not meet the journal"),
        }
    }
}

impl From<StoreError> for Why {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

struct State {
    store: Store,
    index: Index,
    tiles: Tiles,
    tail: Tail,
    filler: Filler,
    from: Mark,
    /// Checksum of the frame at `from`, if sled knows that frame already.
    meets: Option<u32>,
    at: Timestamp,
    genesis: Option<Genesis>,
}

impl State {
    fn empty(store: Store) -> Self {
        Self {
            store,
            index: Index::default(),
            tiles: Tiles::default(),
            tail: Tail::default(),
            filler: Filler::new(0, 0),
            from: Mark::start(),
            meets: None,
            at: Timestamp::UNIX_EPOCH,
            genesis: None,
        }
    }

    /// Reads rows and hashes out of sled.
    fn load(store: Store, log: Uuid, known: &mut u64) -> Result<Self, Why> {
        let mut state = Self::empty(store);
        match state.store.log()? {
            None => {
                state.store.set_log(log)?;
                return Ok(state);
            }
            Some(other) if other != log => return Err(Why::Differs("it belongs to another log")),
            Some(_) => {}
        }
        let mut last = None;
        while let Some(body) = state.store.get(Kind::Rows, state.index.commands())? {
            let rows = decode_rows(&body).ok_or(Why::Differs("its rows cannot be read"))?;
            for row in &rows.rows {
                if row.first != state.index.size() {
                    return Err(Why::Differs("its rows have a gap"));
                }
                state.index.apply(row);
            }
            last = rows.rows.last().map(|row| (row.first, rows.last));
        }
        let (size, commands) = (state.index.size(), state.index.commands());
        if state.store.after(Kind::Rows, commands)?.is_some() {
            return Err(Why::Differs("its rows have a gap"));
        }
        *known = size;
        state.tail.size = size;
        state.tail.commands = commands;
        let Some((first, place)) = last else {
            return Ok(state);
        };
        state.from = Mark {
            segment: place.segment,
            offset: place.offset,
            sequence: commands - 1,
            position: first,
            previous: None,
        };
        state.meets = Some(place.crc);
        let stored = state.stored_entries()?;
        if stored < size {
            return Err(Why::Differs("its records end before its rows"));
        }
        state.filler = Filler::new(stored, commands);
        state.load_tiles(size)?;
        let first = state.entries(0, 1)?;
        state.see(first.first().ok_or(Why::Differs("the first record is missing"))?)?;
        if let Some(entry) = state.entries(size - 1, size)?.first() {
            state.at = Self::slim(entry)?.at;
        }
        Ok(state)
    }

    fn stored_entries(&self) -> Result<u64, Why> {
        let Some(number) = self.store.floor(Kind::Entries, u64::MAX)? else {
            return Ok(0);
        };
        let body = self.store.get(Kind::Entries, number)?.unwrap_or_default();
        let entries = decode_entries(number, &body).ok_or(Why::Differs("its last records cannot be read"))?;
        Ok(number + entries.len() as u64)
    }

    /// Builds the tree up to `size`: from tiles of tiles, from tiles, from records.
    fn load_tiles(&mut self, size: u64) -> Result<(), Why> {
        let mut full = Vec::new();
        let mut high = 0;
        while (high + 1) * TILE * TILE <= size {
            let Some(bytes) = self.store.get(Kind::HighTile, high)? else {
                break;
            };
            hashes(&bytes)
                .into_iter()
                .for_each(|root| self.tiles.push_root(root, &mut full));
            high += 1;
        }
        full.clear();
        while (self.tiles.full() + 1) * TILE <= size {
            let Some(bytes) = self.store.get(Kind::Tile, self.tiles.full())? else {
                break;
            };
            self.tiles.push_root(subtree(&hashes(&bytes)), &mut full);
        }
        while self.tiles.size() < size {
            let from = self.tiles.size();
            for entry in self.entries(from, size.min(from + 4096))? {
                self.tiles.push(leaf_hash(&entry.line), &mut full);
            }
        }
        full.iter().for_each(|tile| self.filler.add_tile(tile));
        Ok(())
    }

    fn entries(&self, from: u64, to: u64) -> Result<Vec<Entry>, Why> {
        let mut out = Vec::new();
        let mut next = from;
        while next < to {
            let missing = || Why::Differs("records are missing");
            let number = self.store.floor(Kind::Entries, next)?.ok_or_else(missing)?;
            let body = self.store.get(Kind::Entries, number)?.ok_or_else(missing)?;
            let block = decode_entries(number, &body).ok_or_else(missing)?;
            let before = out.len();
            out.extend(
                block
                    .into_iter()
                    .filter(|entry| (next..to).contains(&entry.position)),
            );
            if out.len() == before {
                return Err(missing());
            }
            next += (out.len() - before) as u64;
        }
        Ok(out)
    }

    /// Takes in what the journal holds beyond sled.
    fn replay(mut self, journal: &Path, log: Uuid, options: &Options) -> Result<Recovered, Why> {
        let end = scan(journal, Some(log), self.from, |header, command, place| {
            if let Some(done) = options.progress.as_ref().filter(|_| header.sequence % 1024 == 0) {
                done(header.sequence, 0);
            }
            match self.meets.take() {
                Some(crc) if crc == header.crc => Ok(()),
                Some(_) => Err(Why::Differs("its last command is another than the journal's")),
                None => self.take(header, command, place),
            }
        })?;
        if self.meets.is_some() {
            return Err(Why::Differs("its last command is not in the journal"));
        }
        let (position, sequence) = self.filler.apply(&self.store)?;
        drop(self.tail.prune(position, sequence));
        let genesis = self.genesis.ok_or(Why::Final(OpenError::Record {
            position: 0,
            what: "the log is empty",
        }))?;
        if genesis.log != log {
            return Err(Why::Final(JournalError::OtherLog { segment: 0 }.into()));
        }
        let Self {
            store,
            index,
            tiles,
            tail,
            filler,
            at,
            ..
        } = self;
        Ok(Recovered {
            store,
            index,
            tiles,
            tail,
            filler,
            end,
            at,
            genesis,
        })
    }

    fn take(&mut self, header: &Header, command: Command, place: Place) -> Result<(), Why> {
        let mut streams = Vec::with_capacity(command.entries.len());
        for entry in &command.entries {
            if entry.position == 0 {
                self.see(entry)?;
            }
            let slim = Self::slim(entry)?;
            self.at = slim.at;
            streams.push(stream_key(&slim.stream));
            let mut full = Vec::new();
            self.tiles.push(leaf_hash(&entry.line), &mut full);
            full.iter().for_each(|tile| self.filler.add_tile(tile));
        }
        let row = row_of(header, &command, streams);
        self.index.apply(&row);
        self.filler.add(&command.entries, &row, place);
        self.tail.push(Arc::new(Group {
            done: vec![Done {
                entries: command.entries,
                row,
                place,
            }],
            tiles: Vec::new(),
            sequence: header.sequence,
        }));
        if self.filler.is_due() {
            let (position, sequence) = self.filler.apply(&self.store)?;
            drop(self.tail.prune(position, sequence));
        }
        Ok(())
    }

    fn slim(entry: &Entry) -> Result<Slim, Why> {
        Slim::of(entry).ok_or(Why::Final(OpenError::Record {
            position: entry.position,
            what: "it is not a leaf",
        }))
    }

    fn see(&mut self, entry: &Entry) -> Result<(), Why> {
        let what = "it is not log_created of a known format";
        let leaf = entry
            .leaf()
            .map_err(|_| Why::Final(OpenError::Record { position: 0, what }))?;
        self.genesis =
            Some(Genesis::of(&leaf).map_err(|_| Why::Final(OpenError::Record { position: 0, what }))?);
        Ok(())
    }
}
