//! Every type and version ever written is read by every build: `samples/` holds one sample of each, with every field filled,
//! as it stands in the log (`<type>.json` for version 1, `<type>@<version>.json` after). A new type or version needs a new
//! sample; a sample is never edited, since what it shows has been signed.

mod compatible;
pub(crate) mod schemas;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{DecodeError, StreamEvent};
use crate::advice::AdviceEvent;
use crate::breach::BreachEvent;
use crate::case::CaseEvent;
use crate::claim::ClaimEvent;
use crate::comparator::ComparatorEvent;
use crate::enterprise::EnterpriseEvent;
use crate::fair::FairEvent;
use crate::household::HouseholdEvent;
use crate::interview::InterviewEvent;
use crate::loan::LoanEvent;
use crate::order::OrderEvent;
use crate::plan::PlanEvent;
use crate::programme::ProgrammeEvent;
use crate::published::ReportEvent;
use crate::registry::RegistryEvent;
use crate::reintegration::ReintegrationEvent;
use crate::review_class::ReviewClassEvent;
use crate::rules::RuleEvent;
use crate::supply::SupplyEvent;
use crate::support::SupportEvent;
use crate::units::UnitEvent;
use crate::worker::WorkerEvent;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Name of a sample.
fn sample_name(name: &str, schema: u16) -> String {
    match schema {
        1 => name.to_owned(),
        later => format!("{name}@{later}"),
    }
}

/// Decodes the sample of each version of each type of a stream, and encodes what is written today; answers with the names of
/// the samples.
fn check<E: StreamEvent>() -> Vec<String> {
    let mut names = Vec::new();
    for info in E::TYPES {
        for schema in 1..=info.schema {
            let name = sample_name(info.name, schema);
            let sample = std::fs::read_to_string(folder().join(format!("{name}.json")))
                .unwrap_or_else(|_| panic!("{name} has no sample in samples/"));
            let event = E::decode_as(info.name, schema, &sample)
                .unwrap_or_else(|error| panic!("the sample {name} is not read: {error}"));
            assert_eq!(event.info(), info);
            if schema == info.schema {
                let written = event.facts();
                assert_eq!(written, sample.trim_end(), "{name} is not written as it was read");
            }
            names.push(name);
        }
        let later = E::decode_as(info.name, info.schema + 1, "{}");
        assert!(matches!(later, Err(DecodeError::UnknownSchema { .. })));
    }
    names
}

fn all() -> Vec<String> {
    [
        check::<CaseEvent>(),
        check::<WorkerEvent>(),
        check::<EnterpriseEvent>(),
        check::<PlanEvent>(),
        check::<RegistryEvent>(),
        check::<HouseholdEvent>(),
        check::<SupportEvent>(),
        check::<LoanEvent>(),
        check::<ClaimEvent>(),
        check::<ReintegrationEvent>(),
        check::<FairEvent>(),
        check::<AdviceEvent>(),
        check::<InterviewEvent>(),
        check::<ReviewClassEvent>(),
        check::<BreachEvent>(),
        check::<SupplyEvent>(),
        check::<OrderEvent>(),
        check::<ProgrammeEvent>(),
        check::<ComparatorEvent>(),
        check::<RuleEvent>(),
        check::<UnitEvent>(),
        check::<ReportEvent>(),
    ]
    .concat()
}

#[test]
fn every_type_has_a_sample_that_reads_and_writes_alike() {
    assert!(all().len() > 1);
}

#[test]
fn every_sample_is_of_a_type_and_names_are_used_once() {
    let names = all();
    let distinct: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(distinct.len(), names.len(), "two streams share a type name");
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(files, distinct);
}

#[test]
fn ranks_rise_with_the_order_of_the_catalogue() {
    let ranks: Vec<u8> = CaseEvent::TYPES.iter().map(|info| info.rank).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
}

#[test]
fn what_is_not_known_is_said_and_nothing_is_guessed() {
    let unknown = CaseEvent::decode("case_teleported", "{}");
    assert!(matches!(unknown, Err(DecodeError::UnknownType(name)) if name == "case_teleported"));
    for facts in ["", "{}", r#"{"by":"neighbour"}"#, "[]"] {
        assert!(
            matches!(
                CaseEvent::decode("departure_verified", facts),
                Err(DecodeError::Facts(_))
            ),
            "{facts}"
        );
    }
}
