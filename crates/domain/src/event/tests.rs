//! Every type ever written is read by every build: `samples/` holds one sample of each, with every field filled, as it
//! stands in the log. A new type needs a new sample; a sample is never edited, since what it shows has been signed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{DecodeError, StreamEvent};
use crate::case::CaseEvent;
use crate::enterprise::EnterpriseEvent;
use crate::plan::PlanEvent;
use crate::registry::RegistryEvent;
use crate::worker::WorkerEvent;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Decodes and encodes the sample of each type of a stream; answers with the names of the types.
fn check<E: StreamEvent>() -> Vec<&'static str> {
    for info in E::TYPES {
        let file = folder().join(format!("{}.json", info.name));
        let sample = std::fs::read_to_string(&file)
            .unwrap_or_else(|_| panic!("{} has no sample in samples/", info.name));
        let event = E::decode(info.name, &sample)
            .unwrap_or_else(|error| panic!("the sample of {} is not read: {error}", info.name));
        assert_eq!(event.info().name, info.name);
        assert_eq!(event.info().rank, info.rank);
        assert_eq!(
            event.facts(),
            sample.trim_end(),
            "{} is not written as it was read",
            info.name
        );
    }
    E::TYPES.iter().map(|info| info.name).collect()
}

fn all() -> Vec<&'static str> {
    [
        check::<CaseEvent>(),
        check::<WorkerEvent>(),
        check::<EnterpriseEvent>(),
        check::<PlanEvent>(),
        check::<RegistryEvent>(),
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
    let distinct: BTreeSet<String> = names.iter().map(ToString::to_string).collect();
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
