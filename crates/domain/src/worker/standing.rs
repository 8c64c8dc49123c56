//! What a person holds and agrees to beside the placement: groups, household, learning, languages, consents, requests.
//! Folded when somebody asks, since most people have none of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::request::Request;
use super::{LanguageResultRecorded, QualificationRecorded, WorkerEvent};
use crate::case::codes::codes;
use crate::code::Code;
use crate::date::PartialDate;
use crate::event::Effective;
use crate::household::{Held, Relation};

codes! {
    /// How much somebody has learnt.
    QualificationLevel {
        /// Nothing with a certificate.
        None = "none",
        /// Elementary vocational training.
        Elementary = "elementary",
        /// Intermediate.
        Intermediate = "intermediate",
        /// College.
        College = "college",
        /// University and above.
        University = "university",
    }
}

codes! {
    /// Language tests.
    LanguageExam {
        /// EPS-TOPIK, for Korea.
        EpsTopik = "eps_topik",
        /// TOPIK, for Korea.
        Topik = "topik",
        /// JLPT, for Japan.
        Jlpt = "jlpt",
        /// JFT-Basic, for Japan.
        Jft = "jft",
        /// TOCFL, for Taiwan.
        Tocfl = "tocfl",
        /// Goethe or telc, for Germany.
        German = "german",
        /// IELTS or another test of English.
        English = "english",
        /// Any other test.
        Other = "other",
    }
}

codes! {
    /// What personal data may be used for beyond what the law asks of the office.
    ConsentPurpose {
        /// To be told of jobs.
        JobOffers = "job_offers",
        /// To be shown to employers.
        Employers = "employers",
        /// For surveys and research.
        Research = "research",
        /// For pictures and stories.
        Publicity = "publicity",
    }
}

/// Something learnt, with the event that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualification {
    /// The event.
    pub event: Uuid,
    /// When.
    pub on: PartialDate,
    /// What.
    pub what: QualificationRecorded,
}

/// Result of a language test, with the event that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The event.
    pub event: Uuid,
    /// When.
    pub on: PartialDate,
    /// What.
    pub what: LanguageResultRecorded,
}

/// What a person holds and agrees to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The household last named.
    pub household: Option<(Uuid, Relation)>,
    /// Groups of the person alone.
    pub groups: Vec<Held>,
    /// What was learnt.
    pub qualifications: Vec<Qualification>,
    /// Language tests.
    pub languages: Vec<Language>,
    /// Consents that stand: version of the text and since when.
    pub consents: BTreeMap<ConsentPurpose, (Code, PartialDate)>,
    /// Requests about the own data, in order.
    pub requests: Vec<Request>,
}

impl Standing {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<WorkerEvent>]) -> Self {
        let mut standing = Self::default();
        for fact in facts {
            standing.take(fact);
        }
        standing
    }

    /// Groups that hold on a day, each once.
    #[must_use]
    pub fn groups_on(&self, day: Date) -> Vec<crate::household::PolicyGroup> {
        let mut groups: Vec<_> = self
            .groups
            .iter()
            .filter(|held| held.on(day))
            .map(|held| held.group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    fn take(&mut self, fact: &Effective<WorkerEvent>) {
        match &fact.event {
            WorkerEvent::HouseholdLinked(event) => self.household = Some((event.household, event.relation)),
            WorkerEvent::PolicyGroupDetermined(event) => self.groups.push(Held {
                event: fact.id,
                group: event.group,
                from: event.valid_from,
                to: event.valid_to,
            }),
            WorkerEvent::QualificationRecorded(event) => self.qualifications.push(Qualification {
                event: fact.id,
                on: fact.on,
                what: event.clone(),
            }),
            WorkerEvent::LanguageResultRecorded(event) => self.languages.push(Language {
                event: fact.id,
                on: fact.on,
                what: event.clone(),
            }),
            WorkerEvent::ConsentGiven(event) => {
                self.consents.insert(event.purpose, (event.text, fact.on));
            }
            WorkerEvent::ConsentWithdrawn(event) => {
                self.consents.remove(&event.purpose);
            }
            WorkerEvent::SubjectRequestLogged(event) => self.requests.push(Request {
                event: fact.id,
                kind: event.kind,
                on: fact.on,
                by: fact.by,
                outcome: None,
            }),
            WorkerEvent::SubjectRequestDecided(event) => {
                let request = self
                    .requests
                    .iter_mut()
                    .find(|request| request.event == event.request);
                if let Some(request) = request {
                    request.outcome.get_or_insert((event.outcome, fact.on));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::{day, facts};
    use crate::household::PolicyGroup;
    use crate::worker::{ConsentGiven, ConsentWithdrawn, HouseholdLinked, PolicyGroupDetermined};

    #[test]
    fn groups_hold_for_their_days_and_consent_ends_when_it_is_taken_back() {
        let group = |group, from: &str, to: Option<&str>| -> WorkerEvent {
            PolicyGroupDetermined {
                group,
                valid_from: day(from),
                valid_to: to.map(day),
            }
            .into()
        };
        let purpose = ConsentPurpose::Employers;
        let text = Code::parse("v1").unwrap();
        let household = Uuid::from_u128(8);
        let standing = Standing::fold(&facts([
            (
                "2024-01-05",
                group(PolicyGroup::Poor, "2024-01-01", Some("2024-12-31")),
            ),
            (
                "2025-01-05",
                group(PolicyGroup::NearPoor, "2025-01-01", Some("2025-12-31")),
            ),
            (
                "2024-01-05",
                group(PolicyGroup::EthnicMinority, "2000-01-01", None),
            ),
            (
                "2024-01-05",
                HouseholdLinked {
                    household,
                    relation: Relation::Child,
                }
                .into(),
            ),
            ("2024-02-01", ConsentGiven { purpose, text }.into()),
            (
                "2024-02-01",
                ConsentGiven {
                    purpose: ConsentPurpose::Research,
                    text,
                }
                .into(),
            ),
            ("2024-05-01", ConsentWithdrawn { purpose }.into()),
        ]));
        use PolicyGroup::{EthnicMinority, NearPoor, Poor};
        assert_eq!(standing.groups_on(day("2024-06-01")), [Poor, EthnicMinority]);
        assert_eq!(standing.groups_on(day("2025-06-01")), [NearPoor, EthnicMinority]);
        assert_eq!(standing.household, Some((household, Relation::Child)));
        assert_eq!(
            standing.consents.keys().collect::<Vec<_>>(),
            [&ConsentPurpose::Research]
        );
    }

    #[test]
    fn consent_given_and_withdrawn_on_one_day_is_withdrawn() {
        let purpose = ConsentPurpose::Publicity;
        let text = Code::parse("v1").unwrap();
        let standing = Standing::fold(&facts([
            ("2024-02-01", ConsentWithdrawn { purpose }.into()),
            ("2024-02-01", ConsentGiven { purpose, text }.into()),
        ]));
        assert!(standing.consents.is_empty(), "in doubt there is none");
    }
}
