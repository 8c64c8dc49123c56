//! A case's stream, its state in one line, and the memory of that line.

use std::sync::OnceLock;

use hanhtrinh_domain::case::{CaseEvent, LegalForm, Lifecycle, State};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Effective, Recorded, collect};
use jiff::civil::Date;
use uuid::Uuid;

use crate::pack::Stream;

/// Everything about one case but its papers, which stay sealed in the log until somebody asks for them.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Id of the stream.
    pub id: Uuid,
    /// Position of the first event.
    pub first: u64,
    /// Whose case it is; nil until an event says so.
    pub worker: Uuid,
    /// Whose it was from which size of the log on.
    pub(crate) owners: Vec<(u64, Uuid)>,
    pub(crate) events: Stream<CaseEvent>,
    /// Whether the stream holds a departure or return of any standing: only then are there rows to count.
    pub(crate) countable: bool,
    /// Whether the stream holds a selection, a test or an order of any standing: only then has it rows and places there.
    pub(crate) deals: bool,
    /// The order in which it takes a place now.
    pub(crate) place: Option<Code>,
    /// Index of the open departure version.
    pub(crate) departure: Option<u32>,
    /// Index of the open stay version.
    pub(crate) stay: Option<u32>,
    /// Forgotten whenever a stream around the case grows; filled by the first reader.
    pub(crate) brief: OnceLock<Remembered>,
}

/// A case in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief {
    /// State on the day.
    pub state: State,
    /// Legal form.
    pub form: Option<LegalForm>,
    /// Where to.
    pub market: Option<Market>,
    /// With which enterprise.
    pub enterprise: Option<Code>,
    /// Programme.
    pub programme: Option<Code>,
    /// When it was opened.
    pub opened: Option<PartialDate>,
    /// When the person left.
    pub departed: Option<PartialDate>,
    /// When the person came back.
    pub returned: Option<PartialDate>,
    /// Last day of the contract.
    pub contract_end: Option<Date>,
}

impl Brief {
    /// Whether there is an enterprise or programme against which something may be found.
    pub(crate) fn deals(&self) -> bool {
        self.enterprise.is_some() || self.programme.is_some()
    }
}

/// A brief with the days on which it is right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Remembered {
    pub brief: Brief,
    pub first: Date,
    pub last: Date,
}

impl CaseRow {
    pub(crate) fn new(id: Uuid, first: u64) -> Self {
        Self {
            id,
            first,
            worker: Uuid::nil(),
            owners: Vec::new(),
            events: Stream::default(),
            countable: false,
            deals: false,
            place: None,
            departure: None,
            stay: None,
            brief: OnceLock::new(),
        }
    }

    /// Forgets the line, so that the next reader folds it anew.
    pub(crate) fn forget_brief(&mut self) {
        self.brief = OnceLock::new();
    }

    /// Whether the line that is remembered may change with what others say: only readiness does.
    pub(crate) fn may_be_ready(&self) -> bool {
        let state = self.brief.get().map(|remembered| remembered.brief.state);
        matches!(state, Some(State::Conf | State::Ready))
    }

    /// Number of events of the stream.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.events.len()
    }

    /// Every event of the stream, in the order of the log.
    #[must_use]
    pub fn events(&self) -> Vec<Recorded<CaseEvent>> {
        self.events.all()
    }

    /// The facts as known at a size of the log.
    #[must_use]
    pub fn facts_at(&self, position: u64) -> Vec<Effective<CaseEvent>> {
        collect(&self.events.known(position))
    }

    /// Whose case it was at a size of the log; nil before an event said so.
    #[must_use]
    pub fn worker_at(&self, position: u64) -> Uuid {
        let owner = self.owners.iter().rfind(|(from, _)| *from <= position);
        owner.map_or(Uuid::nil(), |(_, worker)| *worker)
    }
}

impl From<&Lifecycle> for Brief {
    fn from(case: &Lifecycle) -> Self {
        Self {
            state: case.state,
            form: case.form,
            market: case.market,
            enterprise: case.enterprise,
            programme: case.programme,
            opened: case.opened,
            departed: case.departure.as_ref().map(|departure| departure.on),
            returned: case.back.as_ref().map(|back| back.on),
            contract_end: case.contract_end(),
        }
    }
}

impl Remembered {
    /// Finds the days on which the state stays what it is on `day`. Between the days of facts only two things move it:
    /// the grace after the end of a contract, and the birthday that lets a person leave.
    pub(crate) fn new(
        case: &Lifecycle,
        facts: &[Effective<CaseEvent>],
        day: Date,
        overdue_from: Option<Date>,
    ) -> Self {
        let brief = Brief::from(case);
        let (mut first, mut last) = (Date::MIN, Date::MAX);
        if matches!(case.state, State::Conf | State::Ready) {
            (first, last) = (day, day);
        }
        let starts = facts.iter().map(|fact| fact.by);
        for start in starts.chain(overdue_from) {
            if start <= day {
                first = first.max(start);
            } else {
                last = last.min(start.yesterday().unwrap_or(start));
            }
        }
        Self { brief, first, last }
    }

    pub(crate) fn on(&self, day: Date) -> Option<Brief> {
        (self.first <= day && day <= self.last).then_some(self.brief)
    }
}
