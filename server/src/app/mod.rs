//! The application service: one registry, its log and its views, and the commands on them. HTTP, the command line, the
//! import of lists and the demo all go through here.
//!
//! The way of a command: known receipt? → read the views → `decide` or `record_fact` → drafts → `append` → receipt. A
//! stale read reloads and decides again, three times at most.

mod admin;
mod amend;
mod audit;
mod caller;
mod care;
mod cases;
pub mod commit;
mod dealings;
mod error;
pub mod fields;
mod folding;
mod follow;
mod forget;
mod merging;
mod open;
mod opening;
pub mod packs;
mod people;
mod publishing;
mod sight;
pub mod snapshot;
mod start;
mod territory;

pub use admin::plan_stream;
pub use caller::{
    Administration, Auditing, Caller, CareRecorder, Dealing, Decider, Forbidden, Forgetting, Planning,
    Provincial, Reader, Recorder, Scope,
};
pub use care::care_stream;
pub use error::{AppError, Ruled, problem};
pub(crate) use open::block_on;
pub use open::{Host, NewRegistry, OpenError, keys_dir};
pub use people::NewPerson;
pub use sight::Sight;
pub use start::Readiness;

use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, RwLock};

use hanhtrinh_api::{Lang, Receipt, StreamVersion};
use hanhtrinh_domain::date::day_in_vietnam;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_log::{AppendError, Commit, Log};
use hanhtrinh_log_sled::SledLog;
use hanhtrinh_views::{Packs, Views};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use commit::Plan;
use start::Start;

/// Tells the time. The demo has a simulated one.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Makes ids (UUIDv7). The demo has a reproducible source.
pub type Ids = Arc<dyn Fn() -> Uuid + Send + Sync>;

/// How often a decision is made again after a stale read.
const ATTEMPTS: usize = 3;

/// What a registry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Id of the log.
    pub log_id: Uuid,
    /// The province, in today's edition.
    pub province: UnitRef,
    /// Whether its content is invented.
    pub demo: bool,
    /// Origin line of its checkpoints.
    pub origin: String,
}

/// One command of a client.
#[derive(Debug, Clone)]
pub struct Command {
    /// Its id: the client's `Idempotency-Key`.
    pub id: Uuid,
    /// Its body, for the fingerprint.
    pub body: Vec<u8>,
    /// Language of the answer.
    pub lang: Lang,
}

/// A registry: its log, its views, its packs.
pub struct Registry {
    log: SledLog,
    views: RwLock<Views>,
    /// Held by who folds the log into the views.
    following: Mutex<()>,
    /// Pieces of long work that are followed.
    followers: AtomicUsize,
    packs: Arc<Packs>,
    info: Info,
    host: Host,
    start: Start,
}

impl Registry {
    /// The log.
    pub fn log(&self) -> &SledLog {
        &self.log
    }

    /// What this registry is.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// The dated data adopted.
    pub fn packs(&self) -> &Arc<Packs> {
        &self.packs
    }

    /// Now, by the registry's clock.
    pub fn now(&self) -> Timestamp {
        (self.host.clock)()
    }

    /// Today in Vietnam.
    pub fn today(&self) -> Date {
        day_in_vietnam(self.now())
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        (self.host.ids)()
    }

    /// Appends prepared commits in groups; for lists and the demo, whose rows are independent commands. Blocks: call it
    /// from a thread that may.
    pub fn commit_many(&self, commits: Vec<Commit>) -> Vec<Result<hanhtrinh_log::Receipt, AppendError>> {
        open::block_on(self.log.append_many(commits))
    }

    /// The same for commits that are still being made: `each` hears what became of them, in order, while more come.
    pub fn commit_each(
        &self,
        commits: impl Iterator<Item = Commit>,
        each: impl FnMut(Result<hanhtrinh_log::Receipt, AppendError>),
    ) {
        open::block_on(self.log.append_each(commits, each));
    }

    /// Carries out one command: answers a known one from its receipt, else plans and appends, again if the read was stale.
    pub(crate) async fn execute(
        &self,
        caller: &Caller,
        command: &Command,
        plan: impl Fn(&Views) -> Result<Plan, AppError>,
    ) -> Result<Receipt, AppError> {
        let fingerprint = self.log.fingerprint(&command.body);
        if let Some(stored) = self.log.receipt(&caller.account, command.id)? {
            if !stored.answers(&fingerprint) {
                return Err(AppendError::CommandReused.into());
            }
            return Ok(receipt(
                hanhtrinh_log::Receipt {
                    repeated: true,
                    ..stored.receipt
                },
                None,
                Vec::new(),
            ));
        }
        let mut attempt = 1;
        loop {
            let mut planned = plan(&self.views())?;
            let (subject, warnings) = (planned.subject, std::mem::take(&mut planned.warnings));
            match self
                .log
                .append(planned.commit(caller, command.id, fingerprint))
                .await
            {
                Ok(done) => return Ok(receipt(done, subject, warnings)),
                Err(AppendError::Conflict { .. }) if attempt < ATTEMPTS => attempt += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn receipt(done: hanhtrinh_log::Receipt, subject: Option<Uuid>, warnings: Vec<String>) -> Receipt {
    let first = done
        .streams
        .first()
        .and_then(|(stream, _)| Uuid::parse_str(stream.key()).ok());
    Receipt {
        position: done.position,
        streams: done
            .streams
            .into_iter()
            .map(|(stream, version)| StreamVersion {
                stream: stream.to_string(),
                version,
            })
            .collect(),
        // A repeated command answers with the thing the first one made, which its first stream names.
        id: if done.repeated { first } else { subject.or(first) },
        repeated: done.repeated,
        warnings,
    }
}
