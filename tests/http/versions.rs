//! What was written by an older or a later version of the software: an old version of a type is read as if it were written
//! today, an unknown type or version keeps its bytes, shows as unknown, and stops nobody from going on.

use axum::http::StatusCode;
use hanhtrinh_api::Shown;
use hanhtrinh_api::cases::CaseView;
use hanhtrinh_api::history::Standing;
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_record::{Channel, Draft, StreamId};
use serde_json::json;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::support::House;

const KIND: &str = "employment_contract_recorded";
/// Bytes of the first version, with white space that only a copy keeps.
const FIRST: &str = r#"{"employer":"Sakura Kaigo K.K.", "sector":"caregiving","start":"2026-03-01","end":"2029-02-28","wage":180000,"currency":"JPY"}"#;

/// Appends events to a case as another version of the software would have written them.
fn write(house: &House, case: Uuid, events: &[(&str, u16, &str)]) {
    let log = house.registry.log();
    let draft = |(kind, schema, facts): &(&str, u16, &str)| Draft {
        id: Uuid::now_v7(),
        stream: StreamId::new("case", case),
        kind: (*kind).to_owned(),
        schema: *schema,
        on: "2026-03-01".to_owned(),
        by: Uuid::now_v7().to_string(),
        role: "commune_officer".to_owned(),
        org: None,
        channel: Channel::Web,
        acting: None,
        cause: None,
        source: None,
        basis: None,
        external: None,
        amends: None,
        facts: RawValue::from_string((*facts).to_owned()).unwrap(),
        sealed: Vec::new(),
    };
    let commit = Commit {
        actor: "earlier".to_owned(),
        command: Uuid::now_v7(),
        fingerprint: log.fingerprint(b"earlier"),
        reads: Vec::new(),
        reserve: Vec::new(),
        release: Vec::new(),
        records: events.iter().map(draft).collect(),
    };
    for done in house.registry.commit_many(vec![commit]) {
        done.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_version_is_read_amended_and_kept() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let position = house.registry.log().head().size;
    tokio::task::block_in_place(|| write(&house, case, &[(KIND, 1, FIRST)]));
    let view: CaseView = officer.get(&format!("/cases/{case}")).await.ok();
    let contract = view.contract.unwrap();
    assert_eq!(
        (contract.wage, contract.currency.as_deref()),
        (Some(180_000), Some("JPY"))
    );
    let entry = view.history.iter().find(|entry| entry.kind == KIND).unwrap();
    assert_eq!(entry.standing, Standing::Holds);
    assert_eq!(entry.facts["wage"], json!({"amount": 180_000, "currency": "JPY"}));
    assert!(entry.facts.get("currency").is_none());

    // A correction begins with what the page shows, and is written in the version of today.
    let mut facts = entry.facts.clone();
    facts["wage"]["amount"] = json!(190_000);
    let correction = json!({
        "type": KIND, "on": "2026-03-01", "facts": facts,
        "amends": {"event": entry.event, "kind": "correct"},
    });
    officer
        .command(&format!("/cases/{case}/facts"), &correction)
        .await
        .created();
    let view: CaseView = officer.get(&format!("/cases/{case}")).await.ok();
    assert_eq!(view.contract.unwrap().wage, Some(190_000));
    let standing = |event: Uuid| {
        view.history
            .iter()
            .find(|entry| entry.event == event)
            .unwrap()
            .standing
    };
    assert_eq!(standing(entry.event), Standing::Corrected);

    // The log has the bytes of then and of now.
    let auditor = house.auditor().await;
    let lines = auditor.get(&format!("/log/entries?from={position}")).await.text();
    let lines: Vec<&str> = lines.lines().collect();
    assert!(
        lines[0].contains(FIRST) && lines[0].contains("\"schema\":1"),
        "{}",
        lines[0]
    );
    assert!(lines[1].contains("\"schema\":2"), "{}", lines[1]);

    // Half a wage is no wage any more.
    for wage in [json!(180_000), json!({"amount": 180_000})] {
        let mut facts = facts.clone();
        facts["wage"] = wage;
        let fact = json!({"type": KIND, "on": "2026-03-01", "facts": facts});
        let reply = officer.command(&format!("/cases/{case}/facts"), &fact).await;
        assert!(reply.status.is_client_error(), "{}", reply.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unknown_is_shown_as_unknown_and_stops_nobody() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let unknown = [
        ("case_teleported", 1, r#"{"to":"moon", "by":[1,2]}"#),
        (KIND, 3, r#"{"wage":{"amount":1,"currency":"JPY","per":"hour"}}"#),
        ("visa_issued", 0, r#"{"class":"E-9"}"#),
    ];
    let position = house.registry.log().head().size;
    tokio::task::block_in_place(|| write(&house, case, &unknown));
    let auditor = house.auditor().await;
    for user in [&officer, &auditor] {
        let view: CaseView = user.get(&format!("/cases/{case}")).await.ok();
        let shown: Vec<_> = view
            .history
            .iter()
            .filter(|entry| entry.standing == Standing::Unknown)
            .collect();
        assert_eq!(shown.len(), unknown.len());
        for (kind, _, facts) in unknown {
            let entry = shown.iter().find(|entry| entry.kind == kind).unwrap();
            assert_eq!(
                entry.facts,
                serde_json::from_str::<serde_json::Value>(facts).unwrap()
            );
        }
        assert!(view.contract.is_none());
        assert!(matches!(view.worker.name, Shown::Open(_) | Shown::Withheld));
    }
    let lines = auditor.get(&format!("/log/entries?from={position}")).await.text();
    for (line, (_, schema, facts)) in lines.lines().zip(unknown) {
        assert!(
            line.contains(facts) && line.contains(&format!("\"schema\":{schema}")),
            "{line}"
        );
    }
    // The stream goes on behind what is not known.
    let fact = json!({"class": "E-9"});
    let reply = officer.record(case, "visa_issued", "2026-03-01", fact).await;
    reply.expect(StatusCode::CREATED);
}
