//! What all handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hanhtrinh_api::{Lang, ProblemCode};
use jiff::Timestamp;
use tokio::sync::{Semaphore, watch};

use super::checkpoint::Checkpoints;
use super::failure::Failure;
use super::ui::Ui;
use crate::accounts::sessions::SessionError;
use crate::accounts::throttle::Throttle;
use crate::accounts::{Accounts, Sessions};
use crate::app::{Clock, Registry};
use crate::settings::Settings;

/// Reads that may run or wait at once; above that the server says it is busy.
const READS: usize = 256;
/// Passwords hashed at once: each takes 19 MiB and tens of milliseconds of a core.
const HASHES: usize = 2;
/// Files read in at once.
const IMPORTS: usize = 2;
/// How long a request may wait for its turn.
const TURN: Duration = Duration::from_secs(5);

/// The state behind every handler.
pub struct Shared {
    /// The registry.
    pub registry: Arc<Registry>,
    /// Who may sign in.
    pub accounts: Accounts,
    /// Who is signed in.
    pub sessions: Sessions,
    /// What was tried too often.
    pub throttle: Throttle,
    /// The settings.
    pub settings: Settings,
    /// The time of sessions and throttling; the registry has its own, which the demo may hold still.
    pub clock: Clock,
    /// What was signed of the log.
    pub checkpoints: Checkpoints,
    /// The interface.
    pub ui: Ui,
    /// Turns for open event streams.
    pub streams: Arc<Semaphore>,
    /// Turns for files.
    pub imports: Arc<Semaphore>,
    reads: Arc<Semaphore>,
    hashes: Arc<Semaphore>,
    closing: watch::Sender<bool>,
    open: AtomicBool,
}

/// How handlers hold it.
pub type App = Arc<Shared>;

impl Shared {
    /// Puts the state together.
    pub fn new(
        registry: Arc<Registry>,
        accounts: Accounts,
        settings: &Settings,
        clock: Clock,
    ) -> Result<App, SessionError> {
        let sessions = Sessions::open(accounts.dir())?;
        let streams = usize::try_from(settings.max_event_streams)
            .unwrap_or(usize::MAX)
            .min(Semaphore::MAX_PERMITS);
        Ok(Arc::new(Self {
            registry,
            accounts,
            sessions,
            throttle: Throttle::default(),
            ui: settings.ui.clone().map_or(Ui::Inside, Ui::Folder),
            settings: settings.clone(),
            clock,
            streams: Arc::new(Semaphore::new(streams)),
            imports: Arc::new(Semaphore::new(IMPORTS)),
            reads: Arc::new(Semaphore::new(READS)),
            hashes: Arc::new(Semaphore::new(HASHES)),
            checkpoints: Checkpoints::default(),
            closing: watch::Sender::new(false),
            open: AtomicBool::new(true),
        }))
    }

    /// Now, for sessions and throttling.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Reads from the registry on the blocking pool: folding and searching must not hold up other connections.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        lang: Lang,
        work: impl FnOnce(&Shared) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.on_the_side(&self.reads, lang, work).await?
    }

    /// Hashes a password on the blocking pool, few at a time.
    pub async fn hash<T: Send + 'static>(
        self: &Arc<Self>,
        lang: Lang,
        work: impl FnOnce(&Shared) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.on_the_side(&self.hashes, lang, work).await
    }

    async fn on_the_side<T: Send + 'static>(
        self: &Arc<Self>,
        turns: &Arc<Semaphore>,
        lang: Lang,
        work: impl FnOnce(&Shared) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let busy = || Failure::new(ProblemCode::Unavailable, lang);
        let turn = tokio::time::timeout(TURN, turns.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
        let shared = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&shared)
        });
        done.await.map_err(|_| Failure::new(ProblemCode::Internal, lang))
    }

    /// Tells event streams and readiness that the server stops.
    pub fn close(&self) {
        self.open.store(false, Ordering::Release);
        self.closing.send_replace(true);
    }

    /// Whether requests are welcome.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// Becomes true when the server stops.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }
}
