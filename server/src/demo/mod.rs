//! The demo province: invented people in the real communes of one province, recorded through the same checks as anybody's
//! records, under a simulated clock that exists here alone. As known on 16 July 2025 it shows the figures published on
//! that day; what was recorded since makes today's figures differ.

mod after;
mod amend;
mod care;
mod desk;
mod fairs;
pub mod figures;
mod names;
mod places;
mod plan;
mod prepare;
mod prng;
mod province;
mod schedule;
mod staff;
mod welfare;
mod work;

pub use staff::{FILE as ACCOUNTS_FILE, SignIn, sign_ins};

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use hanhtrinh_domain::unit::UnitCode;
use hanhtrinh_log::{AppendError, Log};
use jiff::civil::{Date, date};

use crate::accounts::AccountError;
use crate::app::{AppError, Host, NewRegistry, OpenError, Registry};
use desk::{Desk, SimulatedTime};
use names::People;
use places::Places;
use prng::Prng;
use province::Province;
use schedule::Agenda;
use staff::Staff;

/// The day the demo's registry begins.
const BEGINS: Date = date(2022, 1, 4);
/// Seed unless told otherwise.
pub const SEED: u64 = 38_2025;

/// What demo is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The last day of its history.
    pub until: Date,
    /// Seed of everything invented.
    pub seed: u64,
    /// About how many people; the published figures come out at full size only, which is what `None` gives.
    pub workers: Option<u64>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            until: figures::UNTIL,
            seed: SEED,
            workers: None,
        }
    }
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Size of the log.
    pub size: u64,
    /// Root of its tree, hex.
    pub root: String,
    /// Sign-ins.
    pub sign_ins: Vec<SignIn>,
}

/// Why the demo is not made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder holds something.
    #[error("{0} is not empty; the demo is made in an empty folder only, so choose another or remove it")]
    NotEmpty(std::path::PathBuf),
    /// The end lies before the beginning.
    #[error("the demo's history goes from {BEGINS} on; choose a later day")]
    Until,
    /// The province has no communes.
    #[error("{0} has too few communes for a demo")]
    Province(UnitCode),
    /// The registry.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A record was refused by the same checks as anybody's.
    #[error("a record of the demo was refused: {0}")]
    App(#[from] AppError),
    /// The log.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// Accounts.
    #[error(transparent)]
    Accounts(#[from] AccountError),
    /// The disk.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The log cannot be read back.
    #[error(transparent)]
    Read(#[from] hanhtrinh_log::ReadError),
    /// Something invented is not well-formed.
    #[error("something invented is not well-formed: {0}")]
    Invented(String),
    /// A case that was made is not there.
    #[error("a case of the demo is not where it should be")]
    Lost,
}

impl DemoError {
    fn invented(error: impl std::fmt::Display) -> Self {
        Self::Invented(error.to_string())
    }

    fn calendar(error: impl std::fmt::Display) -> Self {
        Self::Invented(error.to_string())
    }
}

/// Makes the demo in an empty folder. `progress` hears how many days are done, of how many, and the events so far.
pub fn run(dir: &Path, wanted: &Wanted, progress: &dyn Fn(u64, u64, u64)) -> Result<Made, DemoError> {
    if wanted.until <= BEGINS {
        return Err(DemoError::Until);
    }
    if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(DemoError::NotEmpty(dir.to_owned()));
    }
    let code = UnitCode::parse("38").map_err(DemoError::invented)?;
    let time = SimulatedTime::new(BEGINS, 8, 0);
    let keys = hanhtrinh_record::seal::sha256(&wanted.seed.to_be_bytes());
    let registry = Registry::create_seeded(
        dir,
        &NewRegistry {
            province: code,
            demo: true,
            name: "demo.hanhtrinh.example".to_owned(),
        },
        host(&time, wanted.seed),
        &keys,
    )?;
    let mut rng = Prng::new(wanted.seed);
    let places = Places::new(&registry.packs().units, code, &mut rng)?;
    let staff = Staff::new(&places.desks, &mut rng);
    let life = rng.clone();
    // Hashing passwords takes its time, and nothing of the province waits for it.
    let sign_ins = std::thread::scope(|scope| {
        let accounts = scope.spawn(|| staff.create(dir, code, places.desks[0], &mut rng));
        make(&registry, &staff, &places, (time, life), wanted, progress)?;
        let join = accounts.join();
        join.unwrap_or_else(|_| Err(std::io::Error::other("the accounts could not be made").into()))
    })?;
    let size = registry.log().head().size;
    let root = hanhtrinh_record::seal::hex(&registry.log().root(size)?);
    registry.close().map_err(OpenError::from)?;
    Ok(Made { size, root, sign_ins })
}

/// Lives through the history of the province.
fn make(
    registry: &Registry,
    staff: &Staff,
    places: &Places,
    (time, rng): (SimulatedTime, Prng),
    wanted: &Wanted,
    progress: &dyn Fn(u64, u64, u64),
) -> Result<(), DemoError> {
    let mut province = Province {
        desk: Desk {
            registry,
            staff,
            province: registry.info().province.code,
        },
        time,
        rng,
        luck: Prng::new(wanted.seed ^ 0xca5e),
        people: People::new(),
        places,
        agenda: Agenda::new(wanted.until),
        gone: Vec::new(),
        back: Vec::new(),
        earlier: crate::import::Earlier::default(),
        events: 0,
    };
    let whole = schedule::full_size(wanted.until);
    let scale = (wanted.workers.unwrap_or(whole).max(1), whole.max(1));
    province.plan(scale, wanted.until)?;
    let days = days_between(BEGINS, wanted.until);
    province.live(&|day, events| progress(days_between(BEGINS, day), days, events))?;
    progress(days, days, province.events);
    Ok(())
}

/// The simulated clock, and ids that follow from the seed.
fn host(time: &SimulatedTime, seed: u64) -> Host {
    let (clock, id_time) = (time.clone(), time.clone());
    let rng = Mutex::new(Prng::new(seed ^ 0x1d5));
    Host {
        clock: Arc::new(move || clock.now()),
        ids: Arc::new(move || {
            let random = rng.lock().unwrap_or_else(PoisonError::into_inner).ten();
            let millis = u64::try_from(id_time.now().as_millisecond()).unwrap_or(0);
            uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
        }),
    }
}

fn days_between(from: Date, to: Date) -> u64 {
    (to - from).get_days().try_into().unwrap_or(0)
}
