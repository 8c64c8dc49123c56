//! SQLite as its documentation recommends it for durability: WAL and `synchronous=FULL`, prepared statements, one connection.

use std::path::Path;

use anyhow::{Result, ensure};
use rusqlite::{Connection, params};

use super::Peer;
use crate::leaves::Item;

/// A table by position, an index by stream and position.
pub struct Sqlite {
    connection: Connection,
    next: i64,
}

impl Sqlite {
    /// A new database in a folder.
    pub fn new(dir: &Path) -> Result<Self> {
        let connection = Connection::open(dir.join("events.sqlite"))?;
        let mode: String = connection.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
        ensure!(mode == "wal", "SQLite uses {mode} instead of WAL");
        connection.execute_batch(
            "PRAGMA synchronous=FULL;
             PRAGMA cache_size=-65536;
             CREATE TABLE event (position INTEGER PRIMARY KEY, stream BLOB NOT NULL, bytes BLOB NOT NULL);
             CREATE INDEX by_stream ON event (stream, position);",
        )?;
        Ok(Self { connection, next: 0 })
    }
}

impl Peer for Sqlite {
    fn append(&mut self, group: &[Item]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO event (position, stream, bytes) VALUES (?1, ?2, ?3)")?;
            for item in group {
                insert.execute(params![self.next, item.stream, item.bytes])?;
                self.next += 1;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    fn scan(&mut self, see: &mut dyn FnMut(&[u8])) -> Result<u64> {
        let mut select = self
            .connection
            .prepare("SELECT bytes FROM event ORDER BY position")?;
        let mut rows = select.query([])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            see(row.get_ref(0)?.as_blob()?);
            count += 1;
        }
        Ok(count)
    }
}
