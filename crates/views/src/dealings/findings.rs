//! What is found against cases and against the dealings of the office.

use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::guard::{Finding, World, deal, findings};
use hanhtrinh_domain::identity::age_on;
use hanhtrinh_domain::rules::MissingRule;
use jiff::civil::Date;
use uuid::Uuid;

use crate::codec::Held;
use crate::home::Home;
use crate::views::Views;

/// Something found against a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFinding {
    /// Which case.
    pub case: Uuid,
    /// What.
    pub finding: Finding,
}

/// Something found against the dealings of an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeFinding {
    /// Which enterprise.
    pub enterprise: Code,
    /// The order or dossier.
    pub subject: Option<Code>,
    /// What.
    pub kind: OfficeFindingKind,
}

/// Kinds of findings against an enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeFindingKind {
    /// More people are asked for in orders than the preparation was approved for.
    PreparationExceeded {
        /// Approved.
        ceiling: u32,
        /// Asked for in orders.
        asked: u64,
    },
    /// An order has more people than it may.
    OrderExceeded {
        /// The most it may have.
        ceiling: u32,
        /// Places taken.
        taken: u32,
    },
    /// An order was opened while the licence was not valid.
    NoLicence {
        /// When.
        on: Date,
    },
    /// The deposit is less than the rules ask for.
    DepositShort {
        /// What is due, in VND.
        due: u64,
        /// What is there.
        held: u64,
    },
    /// It cannot be judged: a rule is missing.
    NotJudged(MissingRule),
}

impl Views {
    /// What is found against a case, from what is known at a size of the log.
    #[must_use]
    pub fn findings(&self, case: Uuid, position: u64, day: Date) -> Vec<Finding> {
        let Some(index) = self.case_index.get(&case).copied() else {
            return Vec::new();
        };
        let facts = self.cases[index as usize].facts_at(position);
        self.found(index, &facts, position, day)
    }

    pub(crate) fn found(
        &self,
        index: u32,
        facts: &[Effective<CaseEvent>],
        position: u64,
        day: Date,
    ) -> Vec<Finding> {
        let deal = deal(facts, day);
        let enterprise = deal
            .enterprise
            .and_then(|code| self.enterprise_known(&code, position));
        let programme = deal
            .programme
            .and_then(|code| self.programme(&code)?.at(position));
        // Most cases deal with nobody: what follows would find nothing.
        if deal.signed.is_none() && programme.is_none() && deal.order.is_none() {
            return Vec::new();
        }
        let order = deal
            .order
            .and_then(|(code, _)| self.recruitment_order(&code)?.at(position));
        let order = deal.order.zip(order.as_deref());
        let on = deal.day(day);
        let world = World {
            enterprise: enterprise.as_deref(),
            programme: programme.as_deref(),
            order: order.map(|((code, _), order)| self.place_of(index, &code, order, position, day)),
            other_order: deal.order.and_then(|_| self.other_order(index, position, day)),
            residence: self
                .home_of(index, position, on)
                .map(|home| home.former.unwrap_or(home.unit)),
            age: self.age_of(index, position, on),
            rules: &self.rules_at(position),
            units: &self.packs.units,
        };
        findings(&deal, &world, day)
    }

    fn home_of(&self, index: u32, position: u64, on: Date) -> Option<Home> {
        let whose = self.cases[index as usize].worker_at(position);
        let home = if position >= self.size {
            self.worker(whose)?.worker.residence_on(on)
        } else {
            self.worker_at(whose, position)?.residence_on(on)
        };
        home.map(Home::from)
    }

    fn age_of(&self, index: u32, position: u64, on: Date) -> Option<u8> {
        let row = self.worker(self.cases[index as usize].worker_at(position))?;
        let birth = if position >= self.size {
            row.identity.as_ref()?.birth_date
        } else {
            match row.identity_at(position) {
                Held::Open(identity) => identity.birth_date,
                Held::Erased | Held::Missing => return None,
            }
        };
        age_on(birth, on)
    }

    /// Everything found against cases today, in the order in which the cases became known; `sees` says whose.
    #[must_use]
    pub fn case_findings(&self, today: Date, sees: &dyn Fn(&Self, Uuid) -> bool) -> Vec<CaseFinding> {
        let mut found = Vec::new();
        for (row, index) in self.cases.iter().zip(0..) {
            let brief = self.brief_of(index, today);
            if !brief.is_some_and(|brief| brief.deals()) || !sees(self, row.id) {
                continue;
            }
            let facts = row.facts_at(self.size);
            let of_case = self.found(index, &facts, self.size, today);
            found.extend(of_case.into_iter().map(|finding| CaseFinding {
                case: row.id,
                finding,
            }));
        }
        found
    }

    /// What is found against enterprises today.
    #[must_use]
    pub fn office_findings(&self, today: Date) -> Vec<OfficeFinding> {
        let mut found = Vec::new();
        self.find_in_orders(today, &mut found);
        self.find_in_preparations(today, &mut found);
        for row in self.enterprises() {
            let finding = |kind| OfficeFinding {
                enterprise: row.code,
                subject: None,
                kind,
            };
            // Without a licence nothing has to be deposited.
            if !row.enterprise.licence_valid_on(today) {
                continue;
            }
            let held = row
                .enterprise
                .deposit
                .as_ref()
                .map_or(0, |deposit| deposit.amount);
            match row.enterprise.deposit_due(today, self.rules()) {
                Ok(due) if held < due => found.push(finding(OfficeFindingKind::DepositShort { due, held })),
                Ok(_) => {}
                Err(missing) => found.push(finding(OfficeFindingKind::NotJudged(missing))),
            }
        }
        found
    }

    fn find_in_orders(&self, today: Date, found: &mut Vec<OfficeFinding>) {
        for row in self.orders() {
            let (Ok(code), Some(opened)) = (Code::parse(&row.key), &row.now.opened) else {
                continue;
            };
            let finding = |kind| OfficeFinding {
                enterprise: opened.enterprise,
                subject: Some(code),
                kind,
            };
            let used = self.order_use(&code, self.size, today);
            if let Some(ceiling) = used.ceiling.filter(|ceiling| used.selected > *ceiling) {
                let taken = used.selected;
                found.push(finding(OfficeFindingKind::OrderExceeded { ceiling, taken }));
            }
            let Some(on) = row.now.opened_on.filter(|_| !row.now.is_domestic()) else {
                continue;
            };
            let enterprise = self.enterprise(&opened.enterprise).map(|row| &row.enterprise);
            if !enterprise.is_some_and(|enterprise| enterprise.licence_valid_on(on)) {
                found.push(finding(OfficeFindingKind::NoLicence { on }));
            }
        }
    }

    fn find_in_preparations(&self, today: Date, found: &mut Vec<OfficeFinding>) {
        for row in self.supplies() {
            let (Ok(code), Some(preparation)) = (Code::parse(&row.key), &row.now.preparation) else {
                continue;
            };
            let orders = self
                .orders()
                .filter_map(|order| order.now.opened.as_ref().map(|opened| (order, opened)));
            let asked: u64 = orders
                .filter(|(_, opened)| opened.preparation == Some(code))
                .filter_map(|(order, _)| order.now.capacity_on(today))
                .map(|headcount| u64::from(headcount.total()))
                .sum();
            let Some(hanhtrinh_domain::supply::Answer::Approved { ceiling, .. }) =
                preparation.answer.map(|(_, answer)| answer)
            else {
                continue;
            };
            if asked > u64::from(ceiling) {
                found.push(OfficeFinding {
                    enterprise: preparation.enterprise,
                    subject: Some(code),
                    kind: OfficeFindingKind::PreparationExceeded { ceiling, asked },
                });
            }
        }
    }
}
