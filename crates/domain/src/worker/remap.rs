//! Deciding in which part of a divided commune a person lives. Until somebody does, the person counts as unresolved
//! beside the communes.

use super::{RemapBasis, ResidenceKind, ResidenceRemapped, Worker};
use crate::actor::{Official, Role};
use crate::unit::{Level, UnitRef, edition_start};
use crate::units::{Place, Succession, Units};
use crate::words::Words;

/// Why a residence is not remapped so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemapRefusal {
    /// The role does not decide this.
    #[error("this role may not decide this")]
    Role,
    /// Signed in the future, or before the units it speaks of were there.
    #[error("the day of signing lies in the future or before the unit existed")]
    SigningDay,
    /// The person has no permanent residence in the unit.
    #[error("no permanent residence in {0} is recorded")]
    NoResidence(UnitRef),
    /// The unit went whole into one: that needs no decision.
    #[error("the residence lies in {0}: nothing is to be decided")]
    NotNeeded(UnitRef),
    /// The unit was divided, so it did not go whole.
    #[error("{0} was divided: its whole did not go into one unit")]
    NotWhole(UnitRef),
    /// The unit named is none of the parts.
    #[error("{to} holds no part of {from}")]
    NotSuccessor {
        /// The unit that was divided.
        from: UnitRef,
        /// The unit named.
        to: UnitRef,
        /// The units that hold a part.
        parts: Vec<UnitRef>,
    },
    /// The official's unit holds no part of it.
    #[error("{0} does not decide about residents of that unit")]
    NotCompetent(UnitRef),
    /// It was decided so before.
    #[error("it was decided so before")]
    Already,
}

/// Decides that residences stated in `from` lie in `to`.
pub fn remap(
    worker: &Worker,
    wish: ResidenceRemapped,
    official: &Official,
    units: &Units,
) -> Result<ResidenceRemapped, RemapRefusal> {
    let ResidenceRemapped { from, to, basis } = wish;
    if !matches!(
        official.role,
        Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer
    ) {
        return Err(RemapRefusal::Role);
    }
    let existed = edition_start(to.edition).is_none_or(|start| start <= official.signed_on);
    if official.signed_on > official.recorded_on || !existed {
        return Err(RemapRefusal::SigningDay);
    }
    let mut residences = worker.residences.iter().filter(|residence| {
        residence.kind == ResidenceKind::Permanent
            && residence.unit == from
            && residence.from.first() <= official.signed_on
    });
    let residence = residences.next_back().ok_or(RemapRefusal::NoResidence(from))?;
    match units.in_edition(from, to.edition) {
        Succession::Whole(only) if only != to || basis != RemapBasis::Whole => {
            return Err(RemapRefusal::NotNeeded(only));
        }
        Succession::Whole(_) => {}
        Succession::Split(parts) if !parts.contains(&to) => {
            return Err(RemapRefusal::NotSuccessor { from, to, parts });
        }
        Succession::Split(_) if basis == RemapBasis::Whole => return Err(RemapRefusal::NotWhole(from)),
        Succession::Split(_) => {}
    }
    let competent = match official.unit.level() {
        Level::Province => units.place(to, official.unit) == Place::Inside,
        _ => units.place(from, official.unit) != Place::Outside,
    };
    if !competent {
        return Err(RemapRefusal::NotCompetent(official.unit));
    }
    if residence.remapped == Some(to) {
        return Err(RemapRefusal::Already);
    }
    Ok(wish)
}

impl RemapRefusal {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        let list = |units: &[UnitRef]| {
            units
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            Self::Role => Words::new(
                "Vai trò này không quyết định việc này.",
                "This role does not decide this.",
            ),
            Self::SigningDay => Words::new(
                "Ngày ký nằm trong tương lai hoặc trước khi có đơn vị đó: hãy kiểm tra ngày.",
                "The day of signing lies in the future or before that unit existed: check the day.",
            ),
            Self::NoResidence(unit) => Words::new(
                format!("Người này không có nơi thường trú ghi ở {unit} vào ngày ký."),
                format!("No permanent residence in {unit} is recorded for the day of signing."),
            ),
            Self::NotNeeded(unit) => Words::new(
                format!("Không cần quyết định: cả đơn vị đã nhập vào {unit}."),
                format!("Nothing is to be decided: the whole unit lies in {unit}."),
            ),
            Self::NotWhole(unit) => Words::new(
                format!("{unit} đã chia nhiều phần: căn cứ là danh sách thôn xóm hoặc xác minh."),
                format!("{unit} was divided: the basis is the list of hamlets or a check by hand."),
            ),
            Self::NotSuccessor { from, to, parts } => Words::new(
                format!(
                    "{to} không nhận phần nào của {from}; các đơn vị nhận: {}.",
                    list(parts)
                ),
                format!("{to} holds no part of {from}; these do: {}.", list(parts)),
            ),
            Self::NotCompetent(unit) => Words::new(
                format!("{unit} không quyết định cho người ở đơn vị này."),
                format!("{unit} does not decide about residents of that unit."),
            ),
            Self::Already => Words::new("Đã quyết định như vậy.", "It was decided so before."),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jiff::civil::{Date, date};

    use super::*;
    use crate::date::PartialDate;
    use crate::worker::Residence;

    static UNITS: LazyLock<Units> = LazyLock::new(|| {
        Units::from_csv(
            include_str!("../../../../data/admin-units/units-until-2025-06-30.csv"),
            include_str!("../../../../data/admin-units/units-from-2025-07-01.csv"),
            include_str!("../../../../data/admin-units/successions-2025-07-01.csv"),
        )
        .unwrap()
    });

    fn unit(text: &str) -> UnitRef {
        UnitRef::parse(text).unwrap()
    }

    fn lives(at: &str) -> Worker {
        Worker {
            residences: vec![Residence {
                from: PartialDate::parse("2020-01-01").unwrap(),
                kind: ResidenceKind::Permanent,
                unit: unit(at),
                former: None,
                remapped: None,
            }],
            ..Worker::default()
        }
    }

    fn wish(from: &str, to: &str, basis: RemapBasis) -> ResidenceRemapped {
        ResidenceRemapped {
            from: unit(from),
            to: unit(to),
            basis,
        }
    }

    fn by(role: Role, of: &str, signed_on: Date) -> Official {
        Official {
            role,
            unit: unit(of),
            signed_on,
            recorded_on: date(2026, 1, 15),
        }
    }

    #[test]
    fn a_divided_commune_is_decided_by_those_who_hold_a_part_of_it() {
        let day = date(2026, 1, 10);
        let worker = lives("14758@2024");
        let wanted = wish("14758@2024", "14797@2025", RemapBasis::HamletList);
        for (role, of) in [
            (Role::ProvinceOfficer, "38@2025"),
            (Role::CommuneOfficer, "14797@2025"),
            (Role::UnitLeader, "14758@2025"),
        ] {
            let done = remap(&worker, wanted.clone(), &by(role, of, day), &UNITS);
            assert_eq!(done, Ok(wanted.clone()), "{of}");
        }
        let refused = |role, of, day, worker: &Worker, wish: &ResidenceRemapped| {
            remap(worker, wish.clone(), &by(role, of, day), &UNITS).unwrap_err()
        };
        let officer = Role::ProvinceOfficer;
        assert_eq!(
            refused(Role::Recruiter, "38@2025", day, &worker, &wanted),
            RemapRefusal::Role
        );
        assert_eq!(
            refused(Role::CommuneOfficer, "14812@2025", day, &worker, &wanted),
            RemapRefusal::NotCompetent(unit("14812@2025"))
        );
        assert_eq!(
            refused(officer, "25@2025", day, &worker, &wanted),
            RemapRefusal::NotCompetent(unit("25@2025"))
        );
        for day in [date(2025, 6, 30), date(2026, 1, 16)] {
            assert_eq!(
                refused(officer, "38@2025", day, &worker, &wanted),
                RemapRefusal::SigningDay
            );
        }
        assert_eq!(
            refused(officer, "38@2025", day, &lives("14764@2024"), &wanted),
            RemapRefusal::NoResidence(unit("14758@2024"))
        );
        let decided = Worker {
            residences: vec![Residence {
                remapped: Some(unit("14797@2025")),
                ..worker.residences[0]
            }],
            ..Worker::default()
        };
        assert_eq!(
            refused(officer, "38@2025", day, &decided, &wanted),
            RemapRefusal::Already
        );
    }

    #[test]
    fn the_basis_and_the_part_must_fit_the_table() {
        let by = by(Role::ProvinceOfficer, "38@2025", date(2026, 1, 10));
        let decide = |from: &str, to: &str, basis| remap(&lives(from), wish(from, to, basis), &by, &UNITS);
        assert_eq!(
            decide("14764@2024", "14797@2025", RemapBasis::Manual),
            Err(RemapRefusal::NotNeeded(unit("14797@2025")))
        );
        assert!(decide("14764@2024", "14797@2025", RemapBasis::Whole).is_ok());
        assert_eq!(
            decide("14758@2024", "14797@2025", RemapBasis::Whole),
            Err(RemapRefusal::NotWhole(unit("14758@2024")))
        );
        let other = decide("14758@2024", "04795@2025", RemapBasis::Manual).unwrap_err();
        assert!(matches!(&other, RemapRefusal::NotSuccessor { parts, .. } if parts.len() > 1));
        assert!(other.words().vi.contains("14797@2025") && other.words().en.contains("14797@2025"));
        // The other way: which former commune a person of a new one lived in.
        assert!(decide("14797@2025", "14764@2024", RemapBasis::Manual).is_ok());
    }
}
