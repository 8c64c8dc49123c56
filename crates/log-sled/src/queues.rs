//! The two ways to the writer: single commands, for which somebody waits, and pieces of bulk loads.

use std::io;

use hanhtrinh_log::Prepared;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, oneshot};

use crate::writer::Answer;

/// One command for the writer, for which somebody waits.
pub type One = (Prepared, oneshot::Sender<Answer>);
/// Some commands of a bulk load, answered together.
pub type Many = (Vec<Prepared>, oneshot::Sender<Vec<Answer>>);

/// The ways to the writer. A bulk load has one of its own, so that nobody waits behind it.
#[derive(Clone)]
pub struct Senders {
    /// For single commands.
    pub one: mpsc::Sender<One>,
    /// For bulk loads.
    pub many: mpsc::Sender<Many>,
}

/// Where the writer takes from.
pub struct Queues {
    one: mpsc::Receiver<One>,
    many: mpsc::Receiver<Many>,
    /// Only waits; it has no timers and no sockets.
    waiting: Runtime,
}

/// What comes to the writer.
pub enum Message {
    /// A single command.
    One(One),
    /// A piece of a bulk load.
    Many(Many),
}

impl Queues {
    /// Queues in which so many messages wait.
    pub fn new(length: usize) -> io::Result<(Senders, Self)> {
        let (one_sender, one) = mpsc::channel(length);
        let (many_sender, many) = mpsc::channel(length);
        let waiting = Builder::new_current_thread().build()?;
        let senders = Senders {
            one: one_sender,
            many: many_sender,
        };
        Ok((senders, Self { one, many, waiting }))
    }

    /// Waits for the next message, single commands first. `None` when nobody can send any more.
    pub fn wait(&mut self) -> Option<Message> {
        let Self { one, many, waiting } = self;
        waiting.block_on(async {
            tokio::select! {
                biased;
                Some(message) = one.recv() => Some(Message::One(message)),
                Some(message) = many.recv() => Some(Message::Many(message)),
                else => None,
            }
        })
    }

    /// A single command, if one waits.
    pub fn try_one(&mut self) -> Option<One> {
        self.one.try_recv().ok()
    }

    /// A piece of a bulk load, if one waits.
    pub fn try_many(&mut self) -> Option<Many> {
        self.many.try_recv().ok()
    }
}
