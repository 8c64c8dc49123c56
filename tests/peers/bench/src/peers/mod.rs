//! Other stores, doing the same durable work for the same bytes.

pub mod raw;
pub mod redb;
pub mod sqlite;
pub mod umadb;

use std::path::Path;

use anyhow::Result;

use crate::leaves::Item;

/// A store that makes one group durable at a time.
pub trait Peer: Send {
    /// Stores the group as one durable transaction.
    fn append(&mut self, group: &[Item]) -> Result<()>;
    /// Reads every event back in order.
    fn scan(&mut self, see: &mut dyn FnMut(&[u8])) -> Result<u64>;
}

/// A peer by its name, new in an empty folder.
pub struct Kind {
    /// Name in the output.
    pub name: &'static str,
    /// Makes it.
    pub make: fn(&Path) -> Result<Box<dyn Peer>>,
}

/// SQLite, WAL, `synchronous=FULL`.
pub const SQLITE: Kind = Kind {
    name: "sqlite-wal-full",
    make: |dir| Ok(Box::new(sqlite::Sqlite::new(dir)?)),
};
/// redb with immediate durability.
pub const REDB: Kind = Kind {
    name: "redb",
    make: |dir| Ok(Box::new(redb::Redb::new(dir)?)),
};
/// The event store UmaDB.
pub const UMADB: Kind = Kind {
    name: "umadb-core",
    make: |dir| Ok(Box::new(umadb::Uma::new(dir)?)),
};
/// The limit: a file that was filled with zeros before, one write and one `fdatasync` per group.
pub const RAW: Kind = Kind {
    name: "raw-file",
    make: |dir| Ok(Box::new(raw::Raw::new(dir)?)),
};
/// Everybody.
pub const ALL: [Kind; 4] = [SQLITE, REDB, UMADB, RAW];

/// Versions of the peers, as the lock file holds them.
pub fn versions() -> serde_json::Value {
    serde_json::json!({
        "sqlite": rusqlite::version(),
        "rusqlite": locked("rusqlite"),
        "redb": locked("redb"),
        "umadb-core": locked("umadb-core"),
        "sled": locked("sled"),
    })
}

fn locked(package: &str) -> Option<&'static str> {
    let lock = include_str!("../../../Cargo.lock");
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split('"').next()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::*;

    #[test]
    fn every_peer_gives_back_what_it_was_given() {
        let dir = std::env::temp_dir().join(format!("hanhtrinh-peers-{}", std::process::id()));
        let items: Vec<Item> = (0..700u32)
            .map(|number| Item {
                stream: [(number % 7) as u8; 16],
                kind: "thing_noted".into(),
                leaf: 4,
                bytes: [number.to_be_bytes().to_vec(), vec![7; 600]].concat(),
            })
            .collect();
        for kind in ALL {
            let folder = dir.join(kind.name);
            crate::disk::fresh(&folder).unwrap();
            let mut peer = (kind.make)(&folder).unwrap();
            peer.append(&items[..1]).unwrap();
            peer.append(&items[1..300]).unwrap();
            peer.append(&items[300..]).unwrap();
            let mut next = 0;
            let seen = peer.scan(&mut |bytes| {
                assert_eq!(bytes, items[next].bytes, "{}", kind.name);
                next += 1;
            });
            assert_eq!((seen.unwrap(), next), (700, 700), "{}", kind.name);
        }
        crate::disk::remove(&dir).unwrap();
    }

    #[test]
    fn versions_are_those_of_the_lock_file() {
        assert_eq!(versions()["umadb-core"], "0.7.8");
        assert!(versions()["sled"].as_str().unwrap().starts_with("0.34"));
    }
}
