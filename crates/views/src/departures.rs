//! Departures as countable rows, each valid for a span of sizes of the log.

use hanhtrinh_domain::case::{CaseEvent, LegalForm, Lifecycle, Verifier, lifecycle};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::Worker;
use jiff::civil::Date;
use uuid::Uuid;

use crate::home::Home;
use crate::stays::StayVersion;
use crate::views::Views;

/// The departure of a case as it was known for sizes of the log in `[from, to)`. A case has at most one open version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepartureVersion {
    /// First size of the log at which it was known so.
    pub from: u64,
    /// First size at which it was no longer so; `u64::MAX` while it holds.
    pub to: u64,
    /// Which case.
    pub case: Uuid,
    /// Whose.
    pub worker: Uuid,
    /// The event that recorded it.
    pub event: Uuid,
    /// Position of that event.
    pub event_position: u64,
    /// When the person left.
    pub on: PartialDate,
    /// Where to.
    pub market: Market,
    /// Sector of the labour contract.
    pub sector: Option<Code>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Legal form.
    pub form: Option<LegalForm>,
    /// Service enterprise.
    pub enterprise: Option<Code>,
    /// Permanent residence on the day of departure.
    pub residence: Option<UnitRef>,
    /// The commune before the reorganisation, where it was named.
    pub former: Option<UnitRef>,
    /// Who confirmed it; a departure that nobody confirmed is known from a declaration only.
    pub verified: Option<Verifier>,
    /// Whole years of age on the day.
    pub age: Option<u8>,
}

impl DepartureVersion {
    /// Whether it held at a size of the log.
    #[must_use]
    pub fn held_at(&self, size: u64) -> bool {
        self.from <= size && size < self.to
    }

    /// The residence for counting.
    #[must_use]
    pub fn home(&self) -> Option<Home> {
        self.residence.map(|unit| Home {
            from: Date::MIN,
            unit,
            former: self.former,
        })
    }

    fn of(
        case: Uuid,
        owner: Uuid,
        folded: &Lifecycle,
        facts: &[Effective<CaseEvent>],
        worker: Option<&Worker>,
    ) -> Option<Self> {
        let departure = folded.departure.as_ref()?;
        let event = facts.iter().find(|fact| fact.id == departure.event)?;
        let residence = worker.and_then(|worker| worker.residence_on(departure.on.last()));
        Some(Self {
            from: 0,
            to: u64::MAX,
            case,
            worker: owner,
            event: departure.event,
            event_position: event.position,
            on: departure.on,
            market: departure.market,
            sector: folded.contract.as_ref().map(|contract| contract.sector),
            sex: worker.and_then(|worker| worker.sex),
            form: folded.form,
            enterprise: folded.enterprise,
            residence: residence.map(|residence| residence.unit),
            former: residence.and_then(|residence| residence.former),
            verified: departure.verified,
            age: departure.age,
        })
    }
}

impl Views {
    /// Every version of every departure, by the size of the log at which it begins: what changed between two moments is
    /// what begins or ends between them.
    #[must_use]
    pub fn departure_versions(&self) -> &[DepartureVersion] {
        &self.departures
    }

    /// Computes the rows of a case anew; if they differ, the open versions end here and the next begin.
    pub(crate) fn recount(&mut self, index: u32) {
        let size = self.size();
        let row = &self.cases[index as usize];
        let facts = row.facts_at(u64::MAX);
        // Rows hold for every day, so all facts are folded; what happens later is compared by date when counting.
        let folded = lifecycle(&facts, Date::MAX, &self.packs.rules, &Default::default());
        let owner = folded.worker.unwrap_or(row.worker);
        let worker = self
            .worker_index
            .get(&owner)
            .map(|worker| &self.workers[*worker as usize].worker);
        let departure = DepartureVersion::of(row.id, owner, &folded, &facts, worker);
        let stay = StayVersion::of(row.id, owner, &folded, &facts, worker, |end| {
            self.overdue_limit(end)
        });

        let row = &mut self.cases[index as usize];
        replace(&mut self.departures, &mut row.departure, departure, size);
        replace(&mut self.stays, &mut row.stay, stay, size);
    }
}

/// A row with the sizes of the log between which it holds.
pub(crate) trait Versioned: PartialEq {
    fn span(&mut self) -> (&mut u64, &mut u64);
}

impl Versioned for DepartureVersion {
    fn span(&mut self) -> (&mut u64, &mut u64) {
        (&mut self.from, &mut self.to)
    }
}

fn replace<V: Versioned>(versions: &mut Vec<V>, open: &mut Option<u32>, next: Option<V>, size: u64) {
    let mut next = next;
    if let Some(index) = *open {
        let current = &mut versions[index as usize];
        if let Some(next) = &mut next {
            *next.span().0 = *current.span().0;
            if *next == *current {
                return;
            }
        }
        *current.span().1 = size;
        *open = None;
    }
    if let Some(mut next) = next {
        *next.span().0 = size;
        *open = u32::try_from(versions.len()).ok();
        versions.push(next);
    }
}
