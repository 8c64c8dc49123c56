//! The committed JSON Schemas, one file per stream under `docs/schemas/`: generated from the types, compared with what is
//! committed. Versions that are written no more stay in the file as they were.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::compatible::breaks;
use crate::advice::AdviceEvent;
use crate::breach::BreachEvent;
use crate::case::CaseEvent;
use crate::claim::ClaimEvent;
use crate::code::{Code, LegalName, Market};
use crate::comparator::ComparatorEvent;
use crate::date::PartialDate;
use crate::enterprise::EnterpriseEvent;
use crate::event::{Nature, StreamEvent};
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
use crate::rules::{RuleEvent, RuleId};
use crate::supply::SupplyEvent;
use crate::support::SupportEvent;
use crate::unit::UnitRef;
use crate::units::UnitEvent;
use crate::worker::WorkerEvent;

const UPDATE: &str = "run `UPDATE_SCHEMAS=1 cargo test -p hanhtrinh-domain schemas` and commit docs/schemas/";

/// The types of a stream with the shape of their facts; made by the `events!` macro.
pub(crate) trait Shapes: StreamEvent {
    /// Name and JSON Schema of each type.
    fn shapes() -> Vec<(&'static str, Value)>;
}

/// The JSON Schema of facts, with nothing by reference.
pub(crate) fn shape<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Types whose only outward shape is their text.
macro_rules! text {
    ($($type:ty, $name:literal, $pattern:literal, $what:literal;)+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> { $name.into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $what })
            }
        }
    )+};
}

text! {
    Code, "Code", "^[A-Za-z0-9._/-]{1,24}$", "A code of a list or register.";
    Market, "Market", "^[A-Z]{2}$", "A country, ISO 3166-1 alpha-2.";
    LegalName, "LegalName", "^.{1,200}$", "The registered name of an organisation.";
    PartialDate, "PartialDate", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "A year, a month or a day.";
    RuleId, "RuleId", "^[a-z0-9_.]{1,40}$", "The name of a dated rule.";
    UnitRef, "UnitRef", "^[0-9]{2,5}@[0-9]{4}(-[0-9]{2}-[0-9]{2})?$", "An administrative unit in an edition.";
}

fn file(stream: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas");
    root.join(format!("{stream}.json"))
}

fn committed(stream: &str) -> Value {
    let text = std::fs::read_to_string(file(stream)).unwrap_or_else(|_| "{}".to_owned());
    serde_json::from_str(&text).unwrap()
}

/// The versions of all types: those written today as generated, older ones as committed.
fn versions<E: Shapes>(committed: &Value) -> BTreeMap<String, Value> {
    let shapes: BTreeMap<_, _> = E::shapes().into_iter().collect();
    let mut all = BTreeMap::new();
    for info in E::TYPES {
        for schema in 1..info.schema {
            let name = format!("{}@{schema}", info.name);
            let kept = committed["$defs"].get(&name);
            all.insert(
                name.clone(),
                kept.unwrap_or_else(|| panic!("{name} is gone from docs/schemas"))
                    .clone(),
            );
        }
        all.insert(
            format!("{}@{}", info.name, info.schema),
            shapes[info.name].clone(),
        );
    }
    all
}

/// The file of a stream.
fn document<E: Shapes>(committed: &Value) -> Value {
    let versions = versions::<E>(committed);
    let mut choices = Vec::new();
    for info in E::TYPES {
        for schema in 1..=info.schema {
            let written = schema == info.schema;
            choices.push(json!({
                "properties": {
                    "type": { "const": info.name },
                    "schema": { "const": schema },
                    "facts": { "$ref": format!("#/$defs/{}@{schema}", info.name) },
                },
                "description": match (info.nature, written) {
                    (_, false) => "Written in the past, brought forward when it is read.",
                    (Nature::Fact, _) => "A fact: recorded as observed.",
                    (Nature::Decision, _) => "A decision: recorded by who may decide.",
                },
            }));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Events of a stream {}/…", E::STREAM),
        "description": "What a leaf of such a stream holds in type, schema and facts. Generated from the types.",
        "type": "object",
        "required": ["type", "schema", "facts"],
        "oneOf": choices,
        "$defs": versions.into_iter().collect::<Map<_, _>>(),
    })
}

/// Compares a stream with its committed file; refuses what would make old leaves unreadable, also when asked to update.
fn check<E: Shapes>() {
    let old = committed(E::STREAM);
    let new = document::<E>(&old);
    let broken = breaks(&old["$defs"], &new["$defs"]);
    assert!(
        broken.is_empty(),
        "what was written to {} could not be read any more: {}; add a schema version and an upcaster",
        E::STREAM,
        broken.join("; ")
    );
    let text = serde_json::to_string_pretty(&new).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a test that is asked to")]
        std::fs::write(file(E::STREAM), &text).unwrap();
        return;
    }
    let on_disk = std::fs::read_to_string(file(E::STREAM)).unwrap_or_default();
    assert!(
        on_disk == text,
        "docs/schemas/{}.json differs from the types; {UPDATE}",
        E::STREAM
    );
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    check::<CaseEvent>();
    check::<WorkerEvent>();
    check::<EnterpriseEvent>();
    check::<PlanEvent>();
    check::<RegistryEvent>();
    check::<HouseholdEvent>();
    check::<SupportEvent>();
    check::<LoanEvent>();
    check::<ClaimEvent>();
    check::<ReintegrationEvent>();
    check::<FairEvent>();
    check::<AdviceEvent>();
    check::<InterviewEvent>();
    check::<ReviewClassEvent>();
    check::<BreachEvent>();
    check::<SupplyEvent>();
    check::<OrderEvent>();
    check::<ProgrammeEvent>();
    check::<ComparatorEvent>();
    check::<RuleEvent>();
    check::<UnitEvent>();
    check::<ReportEvent>();
}

/// A shape that says less than the type would let a change through unseen.
#[test]
fn every_field_has_a_shape() {
    fn look<E: Shapes>() {
        for (name, shape) in E::shapes() {
            for (field, shape) in shape["properties"].as_object().into_iter().flatten() {
                let said = ["type", "enum", "anyOf", "oneOf", "const"]
                    .iter()
                    .any(|key| shape.get(key).is_some());
                assert!(said, "{name}.{field}: {shape}");
            }
        }
    }
    look::<CaseEvent>();
    look::<WorkerEvent>();
    look::<EnterpriseEvent>();
    look::<PlanEvent>();
    look::<RegistryEvent>();
    look::<HouseholdEvent>();
    look::<SupportEvent>();
    look::<LoanEvent>();
    look::<ClaimEvent>();
    look::<ReintegrationEvent>();
    look::<FairEvent>();
    look::<AdviceEvent>();
    look::<InterviewEvent>();
    look::<ReviewClassEvent>();
    look::<BreachEvent>();
    look::<SupplyEvent>();
    look::<OrderEvent>();
    look::<ProgrammeEvent>();
    look::<ComparatorEvent>();
    look::<RuleEvent>();
    look::<UnitEvent>();
    look::<ReportEvent>();
}
