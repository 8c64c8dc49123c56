//! Read models folded from events and queried as of a position. Pure: the same leaves give the same answers in the
//! browser, on the server and on an auditor's machine.
//!
//! Invariant: everything here is derived. Rebuilding from the log gives an equal [`Views::checksum`], and an answer as of a
//! position equals that of views which were fed up to that position only.

mod around;
mod care;
mod case;
mod checksum;
pub mod codec;
mod dealings;
mod departures;
mod fold;
mod home;
mod identity;
mod merges;
mod names;
mod office;
mod opening;
mod pack;
mod packs;
mod person;
mod published;
pub mod report;
mod search;
mod snapshot;
mod stays;
mod territory;
mod unpacked;
mod verify;
mod versions;
mod views;
mod work;
mod worker;

pub use care::{CareRow, CareVersion, Tally};
pub use case::{Brief, CaseRow};
pub use codec::{Held, Part, Sealed};
pub use dealings::{
    CaseFinding, Folds, OfficeFinding, OfficeFindingKind, OrderUse, PublishedRule, Row, TallyKind,
    TallyVersion,
};
pub use departures::DepartureVersion;
pub use hanhtrinh_domain::indicator::By;
pub use home::Home;
pub use identity::NumberKind;
pub use merges::Suspicion;
pub use office::{EnterpriseRow, PlanRow};
pub use opening::{Identified, SealedParts};
pub use packs::{Lists, PackError, PackTexts, Packs};
pub use person::{Address, Contact, Document, Identity};
pub use published::{PublishError, Publishable, Published, digest};
pub use report::{Compared, ReportError, ReportQuery, StockQuery, TallyQuery};
pub use search::{PeopleHits, PeopleQuery};
pub use snapshot::{Mark, Snapshot, SnapshotError, SnapshotWriter};
pub use stays::{EndStep, StayVersion};
pub use verify::Comparison;
pub use views::{UnknownEvent, Views};
pub use work::{Task, TaskKey, WorkKind};
pub use worker::WorkerRow;

#[cfg(test)]
mod tests;
