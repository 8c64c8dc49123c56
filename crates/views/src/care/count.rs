//! From the facts of a stream to its rows.

use hanhtrinh_domain::advice::AdviceEvent;
use hanhtrinh_domain::care::CareEvent;
use hanhtrinh_domain::claim::ClaimEvent;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::{Effective, Recorded};
use hanhtrinh_domain::fair::{FairEvent, Headcount};
use hanhtrinh_domain::household::{Household, HouseholdEvent, PolicyGroup};
use hanhtrinh_domain::loan::LoanEvent;
use hanhtrinh_domain::reintegration::ReintegrationEvent;
use hanhtrinh_domain::support::SupportEvent;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::{Standing, WorkerEvent};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Source, Tally, TallyRow};
use crate::identity::short;
use crate::pack::{NONE, When};
use crate::versions::replace_all;
use crate::views::Views;

/// What holds for all rows of a stream: of a fair its day, place and kind; of a loan whose it is, and what for.
#[derive(Clone, Copy)]
struct Common {
    /// Whether the stream counts at all: a fair once it was held.
    counts: bool,
    on: When,
    unit: u32,
    worker: u32,
    case: u32,
    kind: u32,
    party: u32,
    group: u32,
}

impl Common {
    const NOTHING: Self = Self {
        counts: true,
        on: When::MISSING,
        unit: NONE,
        worker: NONE,
        case: NONE,
        kind: NONE,
        party: NONE,
        group: NONE,
    };

    fn on_row(&self, row: &mut TallyRow) {
        row.worker = self.worker;
        row.case = self.case;
        row.unit = self.unit;
        row.kind = self.kind;
        row.party = self.party;
        row.group = self.group;
    }
}

impl Views {
    /// Computes the rows of a stream anew; where they differ, versions end here and the next begin.
    pub(super) fn count_stream(&mut self, stream: u32) {
        let row = &self.care.streams[stream as usize];
        let (kind, facts) = (row.kind, row.facts_at(u64::MAX));
        let rows = match kind {
            hanhtrinh_domain::care::CareKind::Household => self.household_rows(stream, &facts),
            _ => self.rows(stream, &facts),
        };
        for tally in Tally::of(kind) {
            let own = rows.iter().filter(|(of, _)| of == tally).map(|(_, row)| *row);
            self.settle(Source::Stream(stream), *tally, own.collect());
        }
    }

    /// The groups of a person's own stream.
    pub(super) fn count_groups(&mut self, worker: u32, facts: &[Effective<WorkerEvent>]) {
        let mut rows = Vec::new();
        for held in Standing::fold(facts).groups {
            let Some(fact) = facts.iter().find(|fact| fact.id == held.event) else {
                continue;
            };
            let mut row = TallyRow::new(fact.id, short(fact.position), held.from.into());
            row.worker = worker;
            row.until = held.to.into();
            row.group = self.group(Some(held.group));
            rows.push(row);
        }
        self.settle(Source::Worker(worker), Tally::Policy, rows);
    }

    /// Adds the row of an event that says something more about a fair, without looking at all the others: a fair has
    /// thousands. Returns whether that was enough.
    pub(super) fn add_to_fair(&mut self, stream: u32, event: &Recorded<CareEvent>) -> bool {
        let CareEvent::Fair(of_fair) = &event.event else {
            return false;
        };
        if event.amends.is_some() || matches!(of_fair, FairEvent::FairPlanned(_) | FairEvent::FairHeld(_)) {
            return false;
        }
        let open = self.care.open.get(&(Source::Stream(stream), Tally::Fair));
        let held = open.and_then(|open| open.first());
        let Some(held) = held.map(|index| self.care.tallies[Tally::Fair as usize][*index as usize]) else {
            // It was not held: nothing counts.
            return true;
        };
        let common = Common {
            on: held.on,
            unit: held.unit,
            kind: held.kind,
            ..Common::NOTHING
        };
        let fact = (event.id, event.position);
        let Some((tally, row)) = self.fair_row(stream, fact, of_fair, &common) else {
            return true;
        };
        let rows = &mut self.care.tallies[tally as usize];
        let number = rows.len() as u32;
        rows.push(TallyRow {
            from: short(self.size),
            ..row
        });
        self.care
            .open
            .entry((Source::Stream(stream), tally))
            .or_default()
            .push(number);
        true
    }

    /// Makes the indexes that a snapshot does not hold.
    pub(crate) fn index_care(&mut self) {
        self.care.note_open();
    }

    fn settle(&mut self, source: Source, tally: Tally, rows: Vec<TallyRow>) {
        let size = short(self.size);
        let open = self.care.open.entry((source, tally)).or_default();
        let versions = &mut self.care.tallies[tally as usize];
        replace_all(versions, open, rows, TallyRow::key, size);
        if open.is_empty() {
            self.care.open.remove(&(source, tally));
        }
    }

    fn rows(&mut self, stream: u32, facts: &[Effective<CareEvent>]) -> Vec<(Tally, TallyRow)> {
        let common = self.common(facts);
        let mut rows = Vec::new();
        for fact in facts {
            let mut row = TallyRow::new(fact.id, short(fact.position), fact.on);
            row.stream = stream;
            common.on_row(&mut row);
            let tally = match &fact.event {
                CareEvent::Fair(event) => {
                    rows.extend(self.fair_row(stream, (fact.id, fact.position), event, &common));
                    continue;
                }
                CareEvent::Advice(AdviceEvent::AdviceDelivered(event)) => {
                    row.unit = self.units.number(Some(event.unit));
                    row.kind = self.code(event.topic.as_str());
                    row.amount = event.people.into();
                    row.precision = event.precision;
                    Tally::Advised
                }
                CareEvent::Support(SupportEvent::SupportPaid(event)) => {
                    row.party = self.code(event.budget.as_str());
                    row.amount = event.amount;
                    Tally::Support
                }
                CareEvent::Loan(LoanEvent::LoanDisbursed(event)) => {
                    row.amount = event.amount;
                    Tally::Loan
                }
                CareEvent::Claim(ClaimEvent::FundClaimPaid(event)) => {
                    row.amount = event.amount;
                    Tally::Claim
                }
                CareEvent::Reintegration(ReintegrationEvent::PlacementAfterReturn(event)) => {
                    row.kind = self.code(event.destination.as_str());
                    row.party = self.codes.number(event.sector);
                    row.case = self.case_number(Some(self.care.streams[stream as usize].id));
                    row.worker = self.worker_number(Some(event.worker));
                    Tally::Placement
                }
                _ => continue,
            };
            if row.worker != NONE {
                (row.unit, row.former) = self.lives(row.worker, fact.on.last());
            }
            rows.push((tally, row));
        }
        rows
    }

    /// What the facts say of the stream as a whole.
    fn common(&mut self, facts: &[Effective<CareEvent>]) -> Common {
        let mut common = Common::NOTHING;
        for fact in facts {
            match &fact.event {
                CareEvent::Fair(FairEvent::FairPlanned(_)) if common.on == When::MISSING => {
                    common.counts = false;
                }
                CareEvent::Fair(FairEvent::FairHeld(event)) => {
                    common.counts = true;
                    common.on = fact.on.into();
                    common.unit = self.units.number(Some(event.unit));
                    common.kind = self.code(event.kind.as_str());
                }
                CareEvent::Support(SupportEvent::SupportDecided(event)) => {
                    common.worker = self.worker_number(Some(event.worker));
                    common.case = self.case_number(event.case);
                    common.kind = self.code(event.item.as_str());
                    common.group = self.group(event.group);
                }
                CareEvent::Loan(LoanEvent::LoanForwarded(event)) => {
                    common.worker = self.worker_number(Some(event.worker));
                    common.case = self.case_number(event.case);
                    common.kind = self.code(event.purpose.as_str());
                    common.party = self.codes.number(event.branch);
                    common.group = self.group(event.group);
                }
                CareEvent::Claim(ClaimEvent::FundClaimFiled(event)) => {
                    common.worker = self.worker_number(Some(event.worker));
                    common.case = self.case_number(event.case);
                    common.kind = self.code(event.ground.as_str());
                }
                _ => {}
            }
        }
        common
    }

    /// The row of one event of a fair: it counts on the day on which the fair was held.
    fn fair_row(
        &mut self,
        stream: u32,
        (id, position): (Uuid, u64),
        event: &FairEvent,
        common: &Common,
    ) -> Option<(Tally, TallyRow)> {
        let on = common.on.get().filter(|_| common.counts)?;
        let mut row = TallyRow::new(id, short(position), on);
        row.stream = stream;
        row.unit = common.unit;
        row.kind = common.kind;
        let tally = match event {
            FairEvent::FairPlanned(_) => return None,
            FairEvent::FairHeld(_) => Tally::Fair,
            FairEvent::ExhibitorAttended(event) => {
                let key = event.key();
                row.party = match event.enterprise {
                    Some(code) => self.codes.number(Some(code)),
                    None => self.code(&name_code(&key)),
                };
                Tally::Exhibitor
            }
            FairEvent::SeekersAttended(event) => {
                row.worker = self.worker_number(event.worker);
                row.amount = event.people.into();
                row.precision = event.precision;
                Tally::Seekers
            }
            FairEvent::MatchRecorded(event) => {
                row.worker = self.worker_number(event.worker);
                row.kind = self.code(event.destination.as_str());
                row.party = self.codes.number(event.enterprise);
                row.amount = event.people.into();
                row.precision = event.precision;
                Tally::Match
            }
            FairEvent::HeadcountDeclared(event) => {
                row.declared = true;
                row.amount = event.value.into();
                row.precision = event.precision;
                match event.measure {
                    Headcount::Exhibitors => Tally::Exhibitor,
                    Headcount::Seekers => Tally::Seekers,
                    Headcount::Matches => {
                        row.kind = event.destination.map_or(NONE, |to| self.code(to.as_str()));
                        Tally::Match
                    }
                    Headcount::Advised => {
                        row.kind = NONE;
                        Tally::Advised
                    }
                }
            }
        };
        Some((tally, row))
    }

    /// A group of a household is one of each of its members.
    fn household_rows(&mut self, stream: u32, facts: &[Effective<CareEvent>]) -> Vec<(Tally, TallyRow)> {
        let id = self.care.streams[stream as usize].id;
        let household = Household::fold(&hanhtrinh_domain::care::of::<HouseholdEvent>(facts));
        let said: Vec<u32> = household
            .members
            .iter()
            .map(|(worker, _)| self.worker_number(Some(*worker)))
            .collect();
        let named = self.care.streams[stream as usize].workers.clone();
        let members = named.into_iter().filter(|worker| {
            said.contains(worker)
                || self.workers.get(*worker as usize).is_some_and(|row| {
                    let standing = Standing::fold(&row.facts_at(u64::MAX));
                    standing.household.is_some_and(|(own, _)| own == id)
                })
        });
        let members: Vec<u32> = members.collect();
        let mut rows = Vec::new();
        for held in &household.groups {
            let Some(fact) = facts.iter().find(|fact| fact.id == held.event) else {
                continue;
            };
            for worker in &members {
                let mut row = TallyRow::new(fact.id, short(fact.position), held.from.into());
                row.stream = stream;
                row.worker = *worker;
                row.until = held.to.into();
                row.group = self.group(Some(held.group));
                rows.push((Tally::Policy, row));
            }
        }
        rows
    }

    fn code(&mut self, text: &str) -> u32 {
        self.codes.number(Code::parse(text).ok())
    }

    fn group(&mut self, group: Option<PolicyGroup>) -> u32 {
        group.map_or(NONE, |group| self.code(group.as_str()))
    }

    fn worker_number(&self, worker: Option<Uuid>) -> u32 {
        worker
            .and_then(|worker| self.worker_index.get(&worker).copied())
            .unwrap_or(NONE)
    }

    fn case_number(&self, case: Option<Uuid>) -> u32 {
        case.and_then(|case| self.case_index.get(&case).copied())
            .unwrap_or(NONE)
    }

    /// Where a worker lives on a day, by number: the commune, and the one before the reorganisation.
    fn lives(&mut self, worker: u32, day: jiff::civil::Date) -> (u32, u32) {
        let row = self.workers.get(worker as usize);
        let home = row.and_then(|row| row.worker.residence_on(day));
        let unit: Option<UnitRef> = home.map(|home| home.unit);
        let former = home.and_then(|home| home.former);
        (self.units.number(unit), self.units.number(former))
    }
}

/// A code for an organisation that is known by its name alone.
fn name_code(folded: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(folded.as_bytes()).into();
    digest[..8].iter().fold("n-".to_owned(), |mut text, byte| {
        use std::fmt::Write;
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
