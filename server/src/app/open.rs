//! Making a registry and opening one.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, RwLock};

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::{PartialDate, day_in_vietnam};
use hanhtrinh_domain::event::StreamEvent;
use hanhtrinh_domain::registry::{PackAdopted, PackKind, RegistryEvent};
use hanhtrinh_domain::unit::{Level, UnitCode, UnitRef};
use hanhtrinh_log::{Commit, Log, ReadError};
use hanhtrinh_log_sled::{NewLog, Options, SledLog};
use hanhtrinh_record::{Channel, Genesis, GenesisError, LeafError, StreamId};
use hanhtrinh_views::{Packs, Views};
use jiff::Timestamp;
use uuid::Uuid;

use super::commit::NewEvent;
use super::packs::{self, PackError};
use super::start::Start;
use super::{Caller, Clock, Ids, Info, Registry, snapshot};

/// What the registry takes from its surroundings.
#[derive(Clone)]
pub struct Host {
    /// The time.
    pub clock: Clock,
    /// New ids.
    pub ids: Ids,
}

impl Host {
    /// The system's time and random ids.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            ids: Arc::new(Uuid::now_v7),
        }
    }
}

/// What a new registry is.
#[derive(Debug, Clone)]
pub struct NewRegistry {
    /// Province code.
    pub province: UnitCode,
    /// Whether its content is invented.
    pub demo: bool,
    /// Host name that names the registry in its checkpoints.
    pub name: String,
}

/// Why a registry is not made or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The log.
    #[error(transparent)]
    Log(#[from] hanhtrinh_log_sled::OpenError),
    /// The packs.
    #[error(transparent)]
    Packs(#[from] PackError),
    /// The code names no province of today.
    #[error("{0} is not the code of a province of today, such as 25 for Phú Thọ or 38 for Thanh Hoá")]
    NotProvince(UnitCode),
    /// The log begins otherwise than a registry's.
    #[error("the log does not begin as that of a registry")]
    Genesis(#[from] GenesisError),
    /// Position 0 is not a leaf.
    #[error("the first record cannot be read")]
    Leaf(#[from] LeafError),
    /// The log cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The first records could not be written.
    #[error("the first records could not be written")]
    Begin(#[source] Box<super::AppError>),
    /// The log has no beginning.
    #[error("the log is empty")]
    Empty,
}

/// Where the keys of a data folder lie: beside it, never inside.
pub fn keys_dir(data: &Path) -> PathBuf {
    let mut name = data
        .file_name()
        .map(std::ffi::OsStr::to_os_string)
        .unwrap_or_default();
    name.push(".keys");
    data.with_file_name(name)
}

impl Registry {
    /// Makes a registry in an empty folder and adopts the packs this build brings.
    pub fn create(dir: &Path, new: &NewRegistry, host: Host) -> Result<Self, OpenError> {
        Self::create_from(dir, new, host, None)
    }

    /// Makes the registry of a demo whose keys follow from a seed, so that the same records give the same root.
    pub fn create_seeded(
        dir: &Path,
        new: &NewRegistry,
        host: Host,
        seed: &[u8; 32],
    ) -> Result<Self, OpenError> {
        Self::create_from(dir, new, host, Some(seed))
    }

    fn create_from(
        dir: &Path,
        new: &NewRegistry,
        host: Host,
        seed: Option<&[u8; 32]>,
    ) -> Result<Self, OpenError> {
        let clock = host.clock.clone();
        // A demo is made in one go: it counts when it is finished.
        let options = Options {
            as_a_whole: seed.is_some(),
            ..Options::default().with_clock(move || clock())
        };
        let begin = NewLog {
            registry: new.name.clone(),
            province: new.province.to_string(),
            demo: new.demo,
        };
        // The province is checked before anything is written.
        let shipped = packs::shipped();
        let adopted: Vec<(PackKind, Code)> = shipped
            .iter()
            .map(|(kind, bytes)| (*kind, packs::hash(bytes)))
            .collect();
        province_of(
            &packs::load(dir, &adopted)?,
            new.province,
            day_in_vietnam((host.clock)()),
        )?;
        let log = match seed {
            Some(seed) => SledLog::create_seeded(dir, &keys_dir(dir), &begin, &options, seed)?,
            None => SledLog::create(dir, &keys_dir(dir), &begin, &options)?,
        };
        adopt(dir, &log, &host, new.province, &shipped).map_err(|error| OpenError::Begin(Box::new(error)))?;
        let registry = Self::assemble(dir, log, host)?;
        registry.open_people()?;
        Ok(registry)
    }

    /// Opens the registry of a folder. Its facts are folded and its people are known.
    pub fn open(dir: &Path, host: Host) -> Result<Self, OpenError> {
        let registry = Self::open_facts(dir, host)?;
        registry.open_people()?;
        Ok(registry)
    }

    /// Opens the registry of a folder and folds facts alone: counts can be served. The rest is done by
    /// [`Registry::look_after`].
    pub fn open_facts(dir: &Path, host: Host) -> Result<Self, OpenError> {
        let clock = host.clock.clone();
        let log = SledLog::open(
            dir,
            &keys_dir(dir),
            &Options::default().with_clock(move || clock()),
        )?;
        Self::assemble(dir, log, host)
    }

    fn assemble(dir: &Path, log: SledLog, host: Host) -> Result<Self, OpenError> {
        let first = log.read(0, 1)?.into_iter().next().ok_or(OpenError::Empty)?;
        let genesis = Genesis::of(&first.leaf()?)?;
        let adopted = adopted(&log)?;
        let packs = Arc::new(packs::load(dir, &adopted)?);
        let code = UnitCode::parse(&genesis.province).map_err(|_| OpenError::Empty)?;
        let province = province_of(&packs, code, day_in_vietnam((host.clock)()))?;
        let info = Info {
            log_id: genesis.log,
            province,
            demo: genesis.demo,
            origin: genesis.origin,
        };
        let (views, start) = begin(&log, &packs, province);
        let registry = Self {
            log,
            views: RwLock::new(views),
            following: Mutex::new(()),
            followers: AtomicUsize::new(0),
            packs,
            info,
            host,
            start,
        };
        drop(registry.views());
        Ok(registry)
    }
}

/// The views of the snapshot, or of an empty log.
fn begin(log: &SledLog, packs: &Arc<Packs>, province: UnitRef) -> (Views, Start) {
    match snapshot::load(log, packs, province) {
        Ok(Some(views)) => {
            let size = views.size();
            return (views, Start::new(Some(size)));
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the snapshot of the views is not used: the log is folded from its beginning"
        ),
    }
    (Views::facts_only(packs.clone(), province), Start::new(None))
}

fn province_of(packs: &Packs, code: UnitCode, today: jiff::civil::Date) -> Result<UnitRef, OpenError> {
    let unit = UnitRef {
        code,
        edition: packs.units.edition_on(today),
    };
    match packs.units.get(unit) {
        Some(found) if found.unit.level() == Level::Province => Ok(unit),
        _ => Err(OpenError::NotProvince(code)),
    }
}

/// The stream in which the registry records what it has adopted.
fn packs_stream() -> StreamId {
    StreamId::new("registry", "packs")
}

fn adopt(
    dir: &Path,
    log: &SledLog,
    host: &Host,
    province: UnitCode,
    shipped: &[(PackKind, String)],
) -> Result<(), super::AppError> {
    let today = day_in_vietnam((host.clock)());
    let system = Caller {
        account: "system".to_owned(),
        user: "system".to_owned(),
        role: hanhtrinh_domain::actor::Role::Administrator,
        unit: UnitRef {
            code: province,
            edition: hanhtrinh_domain::unit::EDITION_2025,
        },
        enterprise: None,
        channel: Channel::Interface,
    };
    let mut records = Vec::new();
    for (kind, bytes) in shipped {
        let hash = packs::keep(dir, bytes).map_err(|error| match error {
            PackError::Io(io) => super::AppError::Read(ReadError::Io(io)),
            other => super::AppError::Read(ReadError::Io(std::io::Error::other(other))),
        })?;
        let event = PackAdopted {
            kind: *kind,
            hash,
            effective_on: today,
        };
        let new =
            NewEvent::<RegistryEvent>::new((host.ids)(), packs_stream(), PartialDate::Day(today), event);
        records.push(new.draft(&system)?);
    }
    let command = (host.ids)();
    let commit = Commit {
        actor: system.account.clone(),
        command,
        fingerprint: log.fingerprint(command.as_bytes()),
        reads: vec![(packs_stream(), 0)],
        reserve: Vec::new(),
        release: Vec::new(),
        records,
    };
    for result in block_on(log.append_many(vec![commit])) {
        result?;
    }
    Ok(())
}

/// Every pack adopted, in order.
fn adopted(log: &SledLog) -> Result<Vec<(PackKind, Code)>, OpenError> {
    let mut adopted = Vec::new();
    for position in log.stream(&packs_stream())? {
        for entry in log.read(position, 1)? {
            let leaf = entry.leaf()?;
            if let Ok(RegistryEvent::PackAdopted(event)) =
                RegistryEvent::decode_as(&leaf.kind, leaf.schema, leaf.facts.get())
            {
                adopted.push((event.kind, event.hash));
            }
        }
    }
    Ok(adopted)
}

/// Waits for the log in a thread that may block: its answers come over channels and need no reactor.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = std::task::Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => return value,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

/// Wakes the thread that waits.
struct Unpark(std::thread::Thread);

impl std::task::Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
