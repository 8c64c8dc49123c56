//! Households: who belongs to one, and under which policy its members are supported.

use jiff::civil::Date;
use uuid::Uuid;

use crate::case::codes::codes;
use crate::event::{Effective, events};
use crate::unit::UnitRef;

codes! {
    /// Groups under which support or priority is decided. The code alone stands in the clear; certificates are sealed.
    PolicyGroup {
        /// Poor household (hộ nghèo).
        Poor = "poor",
        /// Near-poor household (hộ cận nghèo).
        NearPoor = "near_poor",
        /// Household just out of poverty (hộ mới thoát nghèo).
        OutOfPoverty = "out_of_poverty",
        /// Ethnic minority (dân tộc thiểu số).
        EthnicMinority = "ethnic_minority",
        /// Relative of a person of merit (thân nhân người có công).
        MeritRelative = "merit_relative",
        /// Land was recovered by the State (bị thu hồi đất).
        LandRecovered = "land_recovered",
        /// Lives in an especially difficult area (vùng đặc biệt khó khăn).
        DifficultArea = "difficult_area",
    }
}

impl PolicyGroup {
    /// Whether the code itself is sensitive personal data: ethnic origin is. It is shown only to offices that decide on
    /// support, and in figures.
    #[must_use]
    pub fn is_sensitive(self) -> bool {
        matches!(self, Self::EthnicMinority)
    }
}

codes! {
    /// What a member is to the head of the household.
    Relation {
        /// The head.
        Head = "head",
        /// Wife or husband.
        Spouse = "spouse",
        /// Child.
        Child = "child",
        /// Father or mother.
        Parent = "parent",
        /// Brother or sister.
        Sibling = "sibling",
        /// Anybody else.
        Other = "other",
    }
}

events! {
    /// What happens to a household.
    pub enum HouseholdEvent in "household" {
        /// It became known. Sealed: number of its book, address.
        HouseholdOpened = "household_opened", Fact, 1 {
            /// The commune where it lives.
            unit: UnitRef,
            /// How many people it has.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            people: Option<u8>,
        }
        /// A worker belongs to it, from `on`.
        HouseholdMemberLinked = "household_member_linked", Fact, 2 {
            /// Who.
            worker: Uuid,
            /// What the member is to the head.
            relation: Relation,
        }
        /// The household as a whole belongs to a group. Sealed: number of the certificate.
        HouseholdPolicyDetermined = "household_policy_determined", Fact, 3 {
            /// Which.
            group: PolicyGroup,
            /// From which day.
            valid_from: Date,
            /// Until which day; open where none is named.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            valid_to: Option<Date>,
        }
    }
}

/// A group that holds for a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The event that says so.
    pub event: Uuid,
    /// Which.
    pub group: PolicyGroup,
    /// From which day.
    pub from: Date,
    /// Until which day.
    pub to: Option<Date>,
}

impl Held {
    /// Whether it holds on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// A household as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    /// The commune where it lives.
    pub unit: Option<UnitRef>,
    /// How many people it has.
    pub people: Option<u8>,
    /// Members who are workers, each with the last relation said.
    pub members: Vec<(Uuid, Relation)>,
    /// Groups of the whole household.
    pub groups: Vec<Held>,
}

impl Household {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<HouseholdEvent>]) -> Self {
        let mut household = Self::default();
        for fact in facts {
            match &fact.event {
                HouseholdEvent::HouseholdOpened(event) => {
                    household.unit = Some(event.unit);
                    household.people = event.people.or(household.people);
                }
                HouseholdEvent::HouseholdMemberLinked(event) => {
                    household.members.retain(|(worker, _)| *worker != event.worker);
                    household.members.push((event.worker, event.relation));
                }
                HouseholdEvent::HouseholdPolicyDetermined(event) => household.groups.push(Held {
                    event: fact.id,
                    group: event.group,
                    from: event.valid_from,
                    to: event.valid_to,
                }),
            }
        }
        household
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::{day, facts};

    #[test]
    fn members_are_named_once_and_groups_hold_for_their_days() {
        let worker = Uuid::from_u128(7);
        let linked = |relation| -> HouseholdEvent { HouseholdMemberLinked { worker, relation }.into() };
        let household = Household::fold(&facts([
            (
                "2025-01-02",
                HouseholdOpened {
                    unit: UnitRef::parse("16249@2024").unwrap(),
                    people: Some(4),
                }
                .into(),
            ),
            ("2025-01-02", linked(Relation::Other)),
            ("2025-02-02", linked(Relation::Child)),
            (
                "2025-01-10",
                HouseholdPolicyDetermined {
                    group: PolicyGroup::Poor,
                    valid_from: day("2025-01-01"),
                    valid_to: Some(day("2025-12-31")),
                }
                .into(),
            ),
        ]));
        assert_eq!(household.members, [(worker, Relation::Child)]);
        assert_eq!(household.people, Some(4));
        let held = household.groups[0];
        assert!(held.on(day("2025-01-01")) && held.on(day("2025-12-31")));
        assert!(!held.on(day("2024-12-31")) && !held.on(day("2026-01-01")));
        let open = Held { to: None, ..held };
        assert!(open.on(day("2040-01-01")));
    }

    #[test]
    fn ethnic_origin_alone_is_sensitive() {
        let sensitive: Vec<_> = PolicyGroup::ALL
            .iter()
            .filter(|group| group.is_sensitive())
            .collect();
        assert_eq!(sensitive, [&PolicyGroup::EthnicMinority]);
    }
}
