//! Loading hundreds of thousands of commands: sealing runs here while the writer numbers and syncs what came before.

use std::collections::VecDeque;

use hanhtrinh_log::{AppendError, Commit};
use tokio::sync::oneshot;

use crate::sled_log::{SledLog, unknown};
use crate::writer::Answer;

/// Commands in one message of a bulk load.
const BULK_MESSAGE: usize = 256;
/// Messages of one bulk load in flight.
const BULK_AHEAD: usize = 24;

/// A message under way: which of its commands were refused before they were sent, and where the other answers come.
type Flight = (Vec<Option<AppendError>>, oneshot::Receiver<Vec<Answer>>);

impl SledLog {
    /// Appends many commands, each for itself, in order; made for loading hundreds of thousands. The answers come in the same
    /// order. It waits for room in the queue instead of giving up.
    pub async fn append_many(&self, commits: Vec<Commit>) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::with_capacity(commits.len());
        self.append_each(commits.into_iter(), |answer| answers.push(answer))
            .await;
        answers
    }

    /// The same for commands that are still being made: `each` hears the answers, in order, while more commands come. Taking
    /// the next command may block the thread.
    pub async fn append_each(&self, commits: impl Iterator<Item = Commit>, mut each: impl FnMut(Answer)) {
        let mut flight: VecDeque<Flight> = VecDeque::new();
        let mut commits = commits.fuse();
        loop {
            let (mut refused, mut message) = (Vec::new(), Vec::new());
            for commit in commits.by_ref().take(BULK_MESSAGE) {
                match self.prepare(commit) {
                    Ok(prepared) => {
                        message.push(prepared);
                        refused.push(None);
                    }
                    Err(error) => refused.push(Some(error)),
                }
            }
            if refused.is_empty() {
                break;
            }
            let (reply, answer) = oneshot::channel();
            if let Some(senders) = self.senders() {
                // If it fails the answer's channel closes, which says the same.
                let _ = senders.many.send((message, reply)).await;
            }
            flight.push_back((refused, answer));
            if flight.len() > BULK_AHEAD
                && let Some(first) = flight.pop_front()
            {
                collect(first, &mut each).await;
            }
            tokio::task::yield_now().await;
        }
        for rest in flight {
            collect(rest, &mut each).await;
        }
    }
}

/// Hands the answers of one bulk message on.
async fn collect((refused, answer): Flight, each: &mut impl FnMut(Answer)) {
    let mut written = answer.await.unwrap_or_default().into_iter();
    refused
        .into_iter()
        .map(|refused| match refused {
            Some(error) => Err(error),
            None => written.next().unwrap_or_else(|| Err(unknown())),
        })
        .for_each(each);
}
