//! Load: clients that each wait for their answer before they ask again, for a while, and how long each answer took.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use uuid::Uuid;

use crate::client::Client;

/// What a run of load came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Answers a second that were what was wanted.
    pub rate: f64,
    /// How long these took, in milliseconds, sorted.
    pub millis: Vec<f64>,
    /// Other answers, which do not count.
    pub refused: u64,
    /// One of them.
    pub example: Option<String>,
}

impl Outcome {
    /// The time within which so much of all answers came; `share` is 0 to 1.
    pub fn within(&self, share: f64) -> f64 {
        let last = self.millis.len().saturating_sub(1);
        let at = (last as f64 * share).ceil() as usize;
        self.millis.get(at).copied().unwrap_or(f64::NAN)
    }
}

/// What the clients ask.
#[derive(Debug, Clone)]
pub enum Ask {
    /// A path that needs no session: the price of HTTP alone.
    Nothing(&'static str),
    /// Commands with this body, each client on paths of its own.
    Command {
        /// The paths, dealt out to the clients.
        paths: Arc<Vec<String>>,
        /// The body.
        body: Arc<[u8]>,
    },
}

/// Lets `clients` connections of one session ask for a while.
pub async fn run(first: &Client, clients: usize, ask: &Ask, span: Duration) -> Result<Outcome> {
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(first.another().await?);
    }
    let start = Instant::now();
    let running: Vec<_> = connections
        .into_iter()
        .enumerate()
        .map(|(number, client)| tokio::spawn(one(client, number, clients, ask.clone(), start + span)))
        .collect();
    let mut sum = Outcome::default();
    for client in running {
        let part = client.await??;
        sum.millis.extend(part.millis);
        sum.refused += part.refused;
        sum.example = sum.example.or(part.example);
    }
    sum.rate = sum.millis.len() as f64 / start.elapsed().as_secs_f64();
    sum.millis.sort_by(f64::total_cmp);
    Ok(sum)
}

async fn one(mut client: Client, number: usize, clients: usize, ask: Ask, until: Instant) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut turn = number;
    while Instant::now() < until {
        let begun = Instant::now();
        let (reply, wanted) = match &ask {
            Ask::Nothing(path) => (client.get_whole(path).await?, 200),
            Ask::Command { paths, body } => {
                let path = &paths[turn % paths.len()];
                turn += clients;
                (client.command(path, Uuid::new_v4(), body).await?, 201)
            }
        };
        if reply.status == wanted {
            outcome.millis.push(begun.elapsed().as_secs_f64() * 1000.0);
        } else {
            outcome.refused += 1;
            outcome
                .example
                .get_or_insert_with(|| format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body)));
        }
    }
    Ok(outcome)
}
