//! What the tests of the embedded log share.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    reason = "each test uses some of it"
)]

use std::path::{Path, PathBuf};

use hanhtrinh_log::suite::{commit, draft};
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_log_sled::{NewLog, OpenError, Options, SledLog};
use hanhtrinh_record::StreamId;

/// A log in a temporary folder.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
    pub fn keys(&self) -> PathBuf {
        self.folder.path().join("data.keys")
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
    pub fn create(&self) -> SledLog {
        SledLog::create(&self.data(), &self.keys(), &new_log(), &options()).unwrap()
    }
    pub fn open(&self) -> Result<SledLog, OpenError> {
        SledLog::open(&self.data(), &self.keys(), &options())
    }
    /// What the disk held at this moment: as if the process had been killed now.
    pub fn killed(&self) -> Place {
        let copy = Place::new();
        copy_folder(&self.data(), &copy.data());
        copy_folder(&self.keys(), &copy.keys());
        copy
    }
    pub fn segments(&self) -> Vec<PathBuf> {
        let mut list: Vec<PathBuf> = std::fs::read_dir(self.data().join("journal"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        list.retain(|path| path.extension().is_some_and(|end| end == "seg"));
        list.sort();
        list
    }
}

pub fn new_log() -> NewLog {
    NewLog {
        registry: "test.invalid".into(),
        province: "40".into(),
        demo: true,
    }
}

pub fn options() -> Options {
    Options {
        segment_bytes: 64 << 10,
        ..Options::default()
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copy_folder(&file.path(), &target);
        } else if file.file_name() != "next.tmp" {
            // The segment that is being prepared may vanish while we look, and no frame is in it.
            std::fs::copy(file.path(), target).unwrap();
        }
    }
}

/// Command number `id`: one record with one sealed part of about 100 bytes, in one of ten streams.
pub fn command(log: &impl Log, id: u128) -> Commit {
    let secret = format!("{{\"name\":\"Người Số {id}\",\"phone\":\"09{id:08}\"}}");
    commit(
        log,
        id,
        vec![draft(id, &StreamId::new("case", id % 10), &[(id % 25, &secret)])],
    )
}

/// Appends commands `from..to` one after the other.
pub async fn append(log: &SledLog, from: u128, to: u128) {
    for id in from..to {
        let commit = command(log, id);
        log.append(commit).await.unwrap();
    }
}

/// Offsets of the frames in a segment.
pub fn frames(segment: &[u8]) -> Vec<usize> {
    (64..segment.len())
        .step_by(8)
        .filter(|at| segment[*at..].starts_with(b"HTF1"))
        .collect()
}
