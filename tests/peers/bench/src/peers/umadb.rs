//! The event store UmaDB: its core as its own server uses it, with a writer thread that takes what waits as one transaction.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use anyhow::{Result, anyhow};
use tokio::sync::{mpsc, oneshot, watch};
use umadb_core::db::UmaDb;
use umadb_core::mvcc::{Mvcc, StorageOptions};
use umadb_core::writer_thread_blocking::writer_thread_blocking;
use umadb_core::writer_thread_request::WriterThreadRequest;
use umadb_dcb::{DcbEvent, DcbEventStoreSync};
use uuid::Uuid;

use super::Peer;
use crate::leaves::Item;

/// Most events its writer puts in one transaction.
const BATCH: usize = 2000;
/// Events read at a time.
const PAGE: u32 = 1000;

/// A store, written by one caller.
pub struct Uma {
    database: UmaDb,
}

impl Uma {
    /// A new store in a folder.
    pub fn new(dir: &Path) -> Result<Self> {
        Ok(Self {
            database: UmaDb::from_arc(open(dir)?),
        })
    }
}

fn open(dir: &Path) -> Result<Arc<Mvcc>> {
    let options = StorageOptions::default().db_path(dir).page_cache_max_mb(64);
    let mvcc = Mvcc::new(false, options).map_err(|error| anyhow!("umadb: {error}"))?;
    Ok(Arc::new(mvcc))
}

/// The stream is a tag, which it indexes.
fn event(item: &Item) -> DcbEvent {
    DcbEvent::new()
        .event_type(item.kind.as_str())
        .tags([Uuid::from_bytes(item.stream).to_string()])
        .data(item.bytes.as_slice())
}

impl Peer for Uma {
    fn append(&mut self, group: &[Item]) -> Result<()> {
        let events = group.iter().map(event).collect();
        self.database
            .append(events, None, None)
            .map_err(|error| anyhow!("umadb: {error}"))?;
        Ok(())
    }

    fn scan(&mut self, see: &mut dyn FnMut(&[u8])) -> Result<u64> {
        let (mut next, mut count) = (1, 0);
        loop {
            let page = self
                .database
                .read(None, Some(next), false, Some(PAGE))
                .map_err(|error| anyhow!("umadb: {error}"))?;
            let before = count;
            for event in page {
                let event = event.map_err(|error| anyhow!("umadb: {error}"))?;
                see(&event.event.data);
                next = event.position + 1;
                count += 1;
            }
            if count == before {
                return Ok(count);
            }
        }
    }
}

/// A store with its writer thread, for many clients.
pub struct Writer {
    requests: mpsc::Sender<WriterThreadRequest>,
    thread: Option<JoinHandle<()>>,
    _heads: watch::Receiver<Option<u64>>,
}

impl Writer {
    /// A new store in a folder, with room for as many waiting requests.
    pub fn new(dir: &Path, waiting: usize) -> Result<Self> {
        let mvcc = open(dir)?;
        let (requests, queue) = mpsc::channel(waiting);
        let (head, heads) = watch::channel(None);
        let thread = std::thread::spawn(move || writer_thread_blocking(mvcc, queue, head, BATCH));
        Ok(Self {
            requests,
            thread: Some(thread),
            _heads: heads,
        })
    }

    /// Appends one event; the answer comes when it is durable.
    pub async fn append(&self, item: &Item) -> Result<()> {
        let (response_tx, answer) = oneshot::channel();
        let request = WriterThreadRequest::Append {
            events: vec![event(item)],
            condition: None,
            tracking_info: None,
            response_tx,
            cancel: None,
        };
        let gone = || anyhow!("umadb: its writer ended");
        self.requests.send(request).await.map_err(|_| gone())?;
        answer
            .await
            .map_err(|_| gone())?
            .map_err(|error| anyhow!("umadb: {error}"))?;
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.requests.try_send(WriterThreadRequest::Shutdown);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
