//! The one writer: takes what waits, judges it in order, writes it as one group, publishes, answers.

use std::io;
use std::sync::atomic::Ordering;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};

use hanhtrinh_log::{
    Admitted, AppendError, Head, Prepared, Receipt, Verdict, admit, later, receipt_of, says_another,
};
use hanhtrinh_record::tree::{Hash, leaf_hash};
use jiff::Timestamp;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::blocks::Filler;
use crate::frame::{Command, Kind};
use crate::journal::Journal;
use crate::options::Clock;
use crate::queues::{Many, Message, One, Queues};
use crate::shared::Shared;
use crate::tail::{Done, Group};

/// Most commands in one group, and the bytes at which it is closed.
const GROUP: (usize, usize) = (512, 1 << 20);
/// The same for a group with commands of a bulk load: nobody waits for each of them, and syncs are what costs.
const BULK_GROUP: (usize, usize) = (4096, 4 << 20);

/// An answer to one command.
pub type Answer = Result<Receipt, AppendError>;

/// Where an answer goes.
enum Reply {
    One(oneshot::Sender<Answer>),
    Many(Arc<Batch>, usize),
}

/// Answers of a bulk message, sent when the last is there.
struct Batch {
    answers: Mutex<(Vec<Option<Answer>>, usize)>,
    sender: Mutex<Option<oneshot::Sender<Vec<Answer>>>>,
}

/// The writing end of an open log; lives in a thread of its own.
pub struct Writer {
    shared: Arc<Shared>,
    journal: Journal,
    clock: Clock,
    at: Timestamp,
    filler: SyncSender<Arc<Group>>,
    done: Vec<Done>,
    hashes: Vec<Hash>,
    /// The persons about whom something is sealed in the group.
    subjects: Vec<Uuid>,
    replies: Vec<(Reply, Answer)>,
    commands: usize,
    /// Whether the group holds commands of a bulk load.
    bulk: bool,
    /// Whether somebody waits for the group.
    awaited: bool,
}

impl Writer {
    /// Ready to write behind what is durable.
    pub fn new(shared: Arc<Shared>, journal: Journal, clock: Clock, filler: SyncSender<Arc<Group>>) -> Self {
        let at = shared.head.borrow().at;
        Self {
            shared,
            journal,
            clock,
            at,
            filler,
            done: Vec::new(),
            hashes: Vec::new(),
            subjects: Vec::new(),
            replies: Vec::new(),
            commands: 0,
            bulk: false,
            awaited: false,
        }
    }

    /// Serves until nobody can send any more and all that was sent is answered.
    pub fn run(mut self, mut queues: Queues) {
        while let Some(message) = queues.wait() {
            match message {
                Message::One(one) => self.take_one(one),
                Message::Many(many) => self.take_many(many),
            }
            while !self.full() {
                if let Some(one) = queues.try_one() {
                    self.take_one(one);
                    continue;
                }
                // One message of a bulk load a group keeps it moving; more of them would keep people waiting.
                if self.awaited && self.bulk {
                    break;
                }
                let Some(many) = queues.try_many() else { break };
                self.take_many(many);
            }
            self.finish();
        }
        // Where groups were only written, nothing counts before this.
        if self.shared.stopped.get().is_none()
            && let Err(error) = self.settle_keys().and_then(|()| self.journal.settle())
        {
            self.stop(&error);
        }
    }

    fn full(&self) -> bool {
        let (commands, bytes) = if self.bulk { BULK_GROUP } else { GROUP };
        self.commands >= commands || self.journal.waiting() >= bytes
    }

    fn take_one(&mut self, (prepared, reply): One) {
        self.awaited = true;
        self.command(prepared, Reply::One(reply));
    }

    fn take_many(&mut self, (list, reply): Many) {
        let batch = Arc::new(Batch {
            answers: Mutex::new((list.iter().map(|_| None).collect(), list.len())),
            sender: Mutex::new(Some(reply)),
        });
        for (at, prepared) in list.into_iter().enumerate() {
            self.bulk = true;
            if self.full() {
                self.finish();
            }
            self.command(prepared, Reply::Many(Arc::clone(&batch), at));
        }
    }

    fn command(&mut self, prepared: Prepared, reply: Reply) {
        self.commands += 1;
        let answer = match self.shared.stopped.get() {
            Some(reason) => Err(AppendError::ReadOnly(reason)),
            None => self.judge(prepared),
        };
        self.replies.push((reply, answer));
    }

    fn judge(&mut self, mut prepared: Prepared) -> Answer {
        let subjects = std::mem::take(&mut prepared.subjects);
        let fingerprint = prepared.commit.fingerprint;
        let at = later((self.clock)(), self.at);
        let verdict = {
            let index = self.shared.index.read().unwrap_or_else(PoisonError::into_inner);
            admit(&index, prepared, at)?
        };
        match verdict {
            Verdict::Repeated(sequence) => self.repeated(sequence, &fingerprint),
            Verdict::New(admitted) => {
                self.subjects.extend(subjects);
                self.write(*admitted, at)
            }
        }
    }

    /// The first receipt of a command that comes again, perhaps while the first is still being written.
    fn repeated(&self, sequence: u64, fingerprint: &[u8; 32]) -> Answer {
        let durable = self.shared.durable_commands();
        let lost = |error| AppendError::OutcomeUnknown(io::Error::other(error));
        if let Some(done) = sequence
            .checked_sub(durable)
            .and_then(|at| self.done.get(at as usize))
        {
            return match !says_another(&done.row.fingerprint, fingerprint) {
                true => receipt_of(&done.row, &done.entries).map_err(AppendError::Record),
                false => Err(AppendError::CommandReused),
            };
        }
        let row = self.shared.row(sequence).map_err(lost)?;
        if says_another(&row.fingerprint, fingerprint) {
            return Err(AppendError::CommandReused);
        }
        let entries = self
            .shared
            .entries(row.first, row.first + row.streams.len() as u64)
            .map_err(lost)?;
        receipt_of(&row, &entries).map_err(AppendError::Record)
    }

    fn write(&mut self, admitted: Admitted, at: Timestamp) -> Answer {
        let Admitted {
            row,
            receipt,
            entries,
            commit,
        } = admitted;
        let command = Command {
            actor: commit.actor,
            command: commit.command,
            fingerprint: commit.fingerprint,
            reserve: commit.reserve,
            release: commit.release,
            entries,
        };
        // Changing to a new segment syncs the commands that wait, hence their keys before.
        let keys = if self.journal.fits(&command) {
            Ok(())
        } else {
            self.settle_keys()
        };
        let pushed = keys.and_then(|()| self.journal.push(Kind::Appended, &command));
        let place = match pushed {
            Ok(place) => place,
            Err(error) => {
                self.stop(&error);
                return Err(AppendError::OutcomeUnknown(error));
            }
        };
        self.hashes
            .extend(command.entries.iter().map(|entry| leaf_hash(&entry.line)));
        self.shared
            .index
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .apply(&row);
        if !command.entries.is_empty() {
            self.at = at;
        }
        self.done.push(Done {
            entries: command.entries,
            row,
            place,
        });
        Ok(receipt)
    }

    fn flush_keys(&self) -> io::Result<()> {
        self.shared.keys.as_ref().map_or(Ok(()), crate::keys::Keys::flush)
    }

    fn settle_keys(&self) -> io::Result<()> {
        self.shared
            .keys
            .as_ref()
            .map_or(Ok(()), crate::keys::Keys::settle)
    }

    /// Makes the group durable, publishes it and answers.
    fn finish(&mut self) {
        self.commands = 0;
        self.bulk = false;
        self.awaited = false;
        if !self.done.is_empty() && self.shared.stopped.get().is_none() {
            match self.flush_keys().and_then(|()| self.journal.sync()) {
                Ok(()) => self.publish(),
                Err(error) => self.stop(&error),
            }
        }
        let failed = self.shared.stopped.get().is_some() && !self.done.is_empty();
        self.done.clear();
        self.hashes.clear();
        self.subjects.clear();
        for (reply, answer) in self.replies.drain(..) {
            // After a failure nobody knows what reached the disk, so that not even a refusal is certain.
            let answer = match answer {
                Err(AppendError::ReadOnly(reason)) => Err(AppendError::ReadOnly(reason)),
                _ if failed => Err(AppendError::OutcomeUnknown(io::Error::other(
                    "the journal could not be written",
                ))),
                answer => answer,
            };
            reply.send(answer);
        }
    }

    fn publish(&mut self) {
        let mut tiles = Vec::new();
        {
            let mut tree = self.shared.tiles.write().unwrap_or_else(PoisonError::into_inner);
            self.hashes.drain(..).for_each(|hash| tree.push(hash, &mut tiles));
        }
        let group = Arc::new(Group {
            done: std::mem::take(&mut self.done),
            tiles,
            sequence: self.shared.durable_commands(),
        });
        let (size, commands) = {
            let mut tail = self.shared.tail.write().unwrap_or_else(PoisonError::into_inner);
            tail.push(Arc::clone(&group));
            (tail.size, tail.commands)
        };
        self.shared.commands.store(commands, Ordering::Release);
        if let Some(keys) = &self.shared.keys {
            keys.confirm(&self.subjects, size);
        }
        self.shared.head.send_replace(Head { size, at: self.at });
        if self.filler.send(group).is_err() {
            // What was acknowledged is safe in the journal; a restart makes sled anew.
            let _ = self
                .shared
                .stopped
                .set("the working store failed; restart the server");
        }
    }

    fn stop(&self, error: &io::Error) {
        tracing::error!(%error, "the journal could not be written; the log is read-only until a restart");
        let _ = self.shared.stopped.set("the disk failed; restart the server");
    }
}

impl Reply {
    fn send(self, answer: Answer) {
        match self {
            // Somebody who went away asks again with the same command id.
            Self::One(sender) => drop(sender.send(answer)),
            Self::Many(batch, at) => batch.put(at, answer),
        }
    }
}

impl Batch {
    fn put(&self, at: usize, answer: Answer) {
        let mut guard = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let (answers, left) = &mut *guard;
        answers[at] = Some(answer);
        *left -= 1;
        if *left == 0
            && let Some(sender) = self.sender.lock().unwrap_or_else(PoisonError::into_inner).take()
        {
            let _ = sender.send(answers.drain(..).flatten().collect());
        }
    }
}

/// Fills sled behind the writer, in a thread of its own, until the writer ends. Returns whether sled kept up.
pub fn fill(shared: &Shared, mut filler: Filler, groups: &std::sync::mpsc::Receiver<Arc<Group>>) -> bool {
    let apply = |filler: &mut Filler| match filler.apply(&shared.store) {
        Ok((position, sequence)) => {
            let mut tail = shared.tail.write().unwrap_or_else(PoisonError::into_inner);
            let stored = tail.prune(position, sequence);
            // Freeing them takes longer than taking them out.
            drop(tail);
            drop(stored);
            true
        }
        Err(error) => {
            tracing::error!(%error, "the working store failed; the journal is whole");
            false
        }
    };
    for group in groups {
        group
            .done
            .iter()
            .for_each(|done| filler.add(&done.entries, &done.row, done.place));
        group.tiles.iter().for_each(|tile| filler.add_tile(tile));
        drop(group);
        if filler.is_due() && !apply(&mut filler) {
            return false;
        }
    }
    apply(&mut filler)
}
