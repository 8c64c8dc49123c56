//! redb with its default durability, `Immediate`: a commit returns after its data is on the disk.

use std::path::Path;

use anyhow::Result;
use redb::{Database, Durability, ReadableDatabase, ReadableTable, TableDefinition};

use super::Peer;
use crate::leaves::Item;

const EVENTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("events");
const STREAMS: TableDefinition<'_, (u128, u64), ()> = TableDefinition::new("streams");

/// A table by position, another by stream and position.
pub struct Redb {
    database: Database,
    next: u64,
}

impl Redb {
    /// A new database in a folder.
    pub fn new(dir: &Path) -> Result<Self> {
        let database = Database::builder()
            .set_cache_size(64 << 20)
            .create(dir.join("events.redb"))?;
        Ok(Self { database, next: 0 })
    }
}

impl Peer for Redb {
    fn append(&mut self, group: &[Item]) -> Result<()> {
        let mut transaction = self.database.begin_write()?;
        transaction.set_durability(Durability::Immediate)?;
        {
            let mut events = transaction.open_table(EVENTS)?;
            let mut streams = transaction.open_table(STREAMS)?;
            for item in group {
                events.insert(self.next, item.bytes.as_slice())?;
                streams.insert((u128::from_be_bytes(item.stream), self.next), ())?;
                self.next += 1;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    fn scan(&mut self, see: &mut dyn FnMut(&[u8])) -> Result<u64> {
        let transaction = self.database.begin_read()?;
        let events = transaction.open_table(EVENTS)?;
        let mut count = 0;
        for event in events.iter()? {
            see(event?.1.value());
            count += 1;
        }
        Ok(count)
    }
}
