//! What happens to the log itself: which key signs, which keys are destroyed, from which origin on. It stands in the log as events.

use std::collections::HashMap;
use std::sync::PoisonError;

use hanhtrinh_log::{Commit, Log, ReadError, Receipt, later};
use hanhtrinh_record::own::{Author, KeyEpochBegun, LogStarted, OwnEvent, PersonKeyDestroyed};
use hanhtrinh_record::{Checkpoint, Draft, Genesis, Signers, Verifier};
use jiff::Timestamp;
use serde::Deserialize;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::create::day;
use crate::keys::{KeyError, Keys};
use crate::options::OpenError;
use crate::rebuild::ask_for_rewrite;
use crate::sled_log::{SledLog, unknown};
use crate::writer::Answer;

/// Records looked at together while keys are searched.
const PIECE: u64 = 4096;

impl SledLog {
    /// Which key signs checkpoints of which size.
    pub fn signers(&self) -> Signers {
        let signers = self.shared().signers.read();
        signers.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The epoch of the master key; 0 without keys.
    pub fn key_epoch(&self) -> u32 {
        self.shared().keys.as_ref().map_or(0, Keys::epoch)
    }

    /// Forgets a person: destroys the key, so that nothing sealed under it opens any more. Returns whether there was one.
    /// The caller has appended the event that says so ([`SledLog::destruction`]): a start makes good what a crash left between.
    pub fn forget(&self, subject: Uuid) -> Result<bool, OpenError> {
        Ok(self.keys()?.forget(subject)?.is_some())
    }

    /// The persons who were forgotten.
    pub fn forgotten(&self) -> Vec<Uuid> {
        self.shared()
            .keys
            .as_ref()
            .map(Keys::forgotten)
            .unwrap_or_default()
    }

    /// Number of living person keys and of forgotten persons.
    pub fn key_counts(&self) -> (u64, u64) {
        self.shared().keys.as_ref().map(Keys::counts).unwrap_or_default()
    }

    /// Opens a new key epoch: living keys are wrapped anew, the old master key and the old secret of the fingerprints are
    /// destroyed, and the working store is rewritten at the next start. Returns the epoch; [`SledLog::begin_epoch`] says so in
    /// the log too.
    pub fn rotate_master_key(&self) -> Result<u32, OpenError> {
        let epoch = self.keys()?.rotate(self.shared().durable_commands())?;
        ask_for_rewrite(self.folder())?;
        Ok(epoch)
    }

    /// Records that a server begins to serve the log.
    pub fn start(&self, software: &str) -> Result<Receipt, OpenError> {
        let event = OwnEvent::LogStarted(LogStarted {
            software: software.to_owned(),
            epoch: self.key_epoch(),
        });
        self.record_own(&event, &Author::system())
    }

    /// The event that says that a person's key is destroyed, to be recorded before [`SledLog::forget`].
    pub fn destruction(&self, subject: Uuid, author: &Author) -> Result<Draft, OpenError> {
        let key = self.keys()?.key_of(subject)?.map(|key| key.id());
        let event = OwnEvent::PersonKeyDestroyed(PersonKeyDestroyed {
            subject,
            key,
            again: false,
        });
        self.own_draft(&event, author)
    }

    /// Opens a new key epoch ([`SledLog::rotate_master_key`]) and lets an event attest it. Returns the epoch.
    pub fn begin_epoch(&self, author: &Author) -> Result<u32, OpenError> {
        let epoch = self.rotate_master_key()?;
        let (keys, forgotten) = self.key_counts();
        let event = OwnEvent::KeyEpochBegun(KeyEpochBegun {
            epoch,
            keys,
            forgotten,
        });
        self.record_own(&event, author)?;
        Ok(epoch)
    }

    /// Signs checkpoints with a new key from now on. Both keys sign the event that says so; the old one is destroyed.
    pub fn rotate_signing_key(&self, author: &Author) -> Result<Verifier, OpenError> {
        let _one = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = self.keys()?;
        self.checkpoint_alone()?;
        let next = keys.prepare_signing()?;
        let event = self.signers().rotate(&keys.signing(), &next);
        if let OwnEvent::SigningKeyRotated(event) = &event {
            keys.keep_handover(event)?;
        }
        // Where this fails, whether the event is in the log is seen at the next start, which finds both keys.
        let receipt = self.record_own(&event, author)?;
        keys.adopt_signing()?;
        self.follow_signer(receipt.position, &event)?;
        self.checkpoint_alone()?;
        Ok(self.signers().current().clone())
    }

    /// Opens the next origin after a loss.
    pub(crate) fn open_origin(&self, lost: &Checkpoint, reason: &str) -> Result<(), OpenError> {
        let _one = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let (keys, signers) = (self.keys()?, self.signers());
        let key = keys.signing();
        let handovers = signers.path(&keys.handovers()?, &key).ok_or(KeyError::OtherLog)?;
        let event = signers.open(&key, handovers, (lost.size, &lost.root), reason);
        let receipt = self.record_own(&event, &Author::system())?;
        self.follow_signer(receipt.position, &event)?;
        self.checkpoint_alone()?;
        Ok(())
    }

    /// Destroys every key that the log says is destroyed and that is still here. Returns how many there were.
    pub fn carry_out(&self) -> Result<u64, OpenError> {
        destroy(self.keys()?, &self.own_events()?)
    }

    /// Records that keys were destroyed of which the log knows nothing: their events were lost with its end. Returns how many.
    pub fn record_lost_destructions(&self) -> Result<u64, OpenError> {
        let keys = self.keys()?;
        let own = self.own_events()?;
        let known = |subject: Uuid, id: &Option<String>| {
            own.iter().any(|(_, event)| {
                matches!(event, OwnEvent::PersonKeyDestroyed(event) if event.subject == subject && event.key == *id)
            })
        };
        let mut recorded = 0;
        for (subject, key) in keys.tombstones() {
            if known(subject, &key) {
                continue;
            }
            let event = OwnEvent::PersonKeyDestroyed(PersonKeyDestroyed {
                subject,
                key,
                again: true,
            });
            self.record_own(&event, &Author::system())?;
            recorded += 1;
        }
        Ok(recorded)
    }

    /// The log's own events with their positions.
    pub fn own_events(&self) -> Result<Vec<(u64, OwnEvent)>, OpenError> {
        let mut events = Vec::new();
        for position in self.stream(&Genesis::stream()).map_err(unread)? {
            for entry in self.read(position, 1).map_err(unread)? {
                let bad = |what| OpenError::Record { position, what };
                let leaf = entry.leaf().map_err(|_| bad("it is not a leaf"))?;
                match OwnEvent::of(&leaf) {
                    Some(Ok(event)) => events.push((position, event)),
                    Some(Err(_)) => return Err(bad("the facts of an event of the log itself do not fit")),
                    None => {}
                }
            }
        }
        Ok(events)
    }

    /// Reads the own events at the start and follows the signing keys.
    pub(crate) fn read_own(&self) -> Result<Vec<(u64, OwnEvent)>, OpenError> {
        let events = self.own_events()?;
        for (position, event) in &events {
            self.follow_signer(*position, event)?;
        }
        Ok(events)
    }

    fn follow_signer(&self, position: u64, event: &OwnEvent) -> Result<(), OpenError> {
        let mut signers = self
            .shared()
            .signers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        signers
            .take(position, event)
            .map_err(|source| OpenError::Signers { position, source })
    }

    /// Makes good what a crash left between an event and a key: keys that are said to be destroyed are destroyed, and keys that
    /// no leaf uses are collected.
    pub(crate) fn settle_keys(&self, own: &[(u64, OwnEvent)]) -> Result<(), OpenError> {
        let Some(keys) = &self.shared().keys else {
            return Ok(());
        };
        let size = self.head().size;
        keys.confirm(&[], size);
        destroy(keys, own)?;
        let (mut unproven, from) = keys.unproven()?;
        // A log that is shorter than its keys were says nothing about the keys made since.
        if from > size {
            return Ok(());
        }
        let mut next = from;
        while next < size && !unproven.is_empty() {
            let to = size.min(next + PIECE);
            for entry in self.shared().entries(next, to).map_err(unread)? {
                strike(&mut unproven, &entry.line, entry.position)?;
            }
            next = to;
        }
        if !unproven.is_empty() {
            tracing::info!(keys = unproven.len(), "keys that no record uses are collected");
            keys.collect(unproven.into_values())?;
        }
        Ok(keys.store_proven()?)
    }

    pub(crate) fn own_draft(&self, event: &OwnEvent, author: &Author) -> Result<Draft, OpenError> {
        let now = later((self.clock)(), Timestamp::UNIX_EPOCH);
        let draft = event.draft(self.random.event_id(now)?, day(now), author);
        Ok(draft.map_err(std::io::Error::other)?)
    }

    /// Records one of the log's own events and waits for it.
    fn record_own(&self, event: &OwnEvent, author: &Author) -> Result<Receipt, OpenError> {
        let draft = self.own_draft(event, author)?;
        let command = draft.id;
        let commit = Commit {
            actor: author.account.clone(),
            command,
            fingerprint: self.fingerprint(command.as_bytes()),
            reads: Vec::new(),
            reserve: Vec::new(),
            release: Vec::new(),
            records: vec![draft],
        };
        self.append_waiting(commit)
            .map_err(|error| OpenError::Own(Box::new(error)))
    }

    /// Appends and waits in a thread of its own, so that it may be called from anywhere.
    fn append_waiting(&self, commit: Commit) -> Answer {
        let prepared = self.prepare(commit)?;
        let senders = self.senders().ok_or_else(unknown)?;
        let (reply, answer) = oneshot::channel();
        let waiting = std::thread::spawn(move || {
            // If it fails the answer's channel closes, which says the same.
            let _ = senders.one.blocking_send((prepared, reply));
            answer.blocking_recv().unwrap_or_else(|_| Err(unknown()))
        });
        waiting.join().unwrap_or_else(|_| Err(unknown()))
    }
}

/// Destroys the keys that events name; a later key of the same person is another one.
fn destroy(keys: &Keys, own: &[(u64, OwnEvent)]) -> Result<u64, OpenError> {
    let mut destroyed = 0;
    for (_, event) in own {
        let OwnEvent::PersonKeyDestroyed(event) = event else {
            continue;
        };
        match keys.key_of(event.subject)? {
            Some(key) if Some(key.id()) == event.key => {
                keys.forget(event.subject)?;
                destroyed += 1;
            }
            // A person of whom nothing was ever sealed is forgotten all the same.
            None => drop(keys.bury(event.subject, event.key.as_deref())?),
            Some(_) => {}
        }
    }
    Ok(destroyed)
}

/// Strikes the keys off that a leaf uses.
fn strike(unproven: &mut HashMap<String, Uuid>, line: &[u8], position: u64) -> Result<(), OpenError> {
    let slim: SealedOf = serde_json::from_slice(line).map_err(|_| OpenError::Record {
        position,
        what: "it is not a leaf",
    })?;
    for part in slim.sealed {
        unproven.remove(&part.key);
    }
    Ok(())
}

/// What the search for keys needs of a leaf.
#[derive(Deserialize)]
pub(crate) struct SealedOf {
    #[serde(default)]
    pub sealed: Vec<KeyUse>,
}

/// A key that a leaf uses.
#[derive(Deserialize)]
pub(crate) struct KeyUse {
    pub subject: Uuid,
    pub key: String,
}

fn unread(error: ReadError) -> OpenError {
    std::io::Error::other(error).into()
}
