//! What is sealed with an event stays with it through amendments that do not touch it.

use hanhtrinh_api::Shown;
use hanhtrinh_api::cases::{CaseView, HistoryEntry, RecordFact};
use hanhtrinh_api::people::PersonView;
use hanhtrinh_domain::event::{Amend, AmendKind, Private};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{ENTERPRISE, House, User};

fn visa(class: &str, private: Option<Private>, amends: Option<Amend>) -> RecordFact {
    RecordFact {
        kind: "visa_issued".to_owned(),
        on: "2026-03-01".to_owned(),
        facts: json!({"class": class}),
        private,
        source: None,
        amends,
    }
}

fn paper(number: &str) -> Option<Private> {
    Some(Private::Paper {
        number: Some(number.to_owned()),
        note: None,
    })
}

/// A placement with a visa whose number is sealed.
struct Placement {
    path: String,
    visa: Uuid,
}

impl Placement {
    async fn new(officer: &User<'_>) -> Self {
        let person = officer
            .register("Nguyễn Văn An", "025095001234", officer.house.commune)
            .await;
        let case = officer.open(person, "service_enterprise", ENTERPRISE).await;
        let path = format!("/cases/{case}");
        officer
            .command(&format!("{path}/facts"), &visa("E-9", paper("SECRET-77"), None))
            .await
            .created();
        let view: CaseView = officer.get(&path).await.ok();
        Self {
            path,
            visa: view.history[0].event,
        }
    }

    /// Amends the visa and answers its amendment as the officer sees it.
    async fn amend(
        &self,
        by: &User<'_>,
        officer: &User<'_>,
        kind: AmendKind,
        class: &str,
        private: Option<Private>,
    ) -> HistoryEntry {
        let amends = Amend {
            event: self.visa,
            kind,
        };
        let reply = by
            .command(
                &format!("{}/facts", self.path),
                &visa(class, private, Some(amends)),
            )
            .await;
        reply.created();
        assert!(!reply.text().contains("SECRET"), "a receipt shows nothing sealed");
        let view: CaseView = officer.get(&self.path).await.ok();
        view.history.into_iter().next().unwrap()
    }
}

fn numbers(entry: &HistoryEntry) -> Vec<Option<String>> {
    let parts = entry.private.iter().map(|part| match part {
        Shown::Open(Private::Paper { number, .. }) => number.clone(),
        other => panic!("{other:?}"),
    });
    parts.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_correction_leaves_out_stays_sealed_with_it() {
    let house = House::new();
    let (recruiter, _) = house.recruiters().await;
    let officer = house.province_officer().await;
    let placement = Placement::new(&officer).await;
    let secret = |text: &str| vec![Some(text.to_owned())];

    let entry = placement
        .amend(&officer, &officer, AmendKind::Correct, "E-8", None)
        .await;
    assert_eq!(entry.facts, json!({"class": "E-8"}));
    assert_eq!(numbers(&entry), secret("SECRET-77"));
    // A part given anew takes the place of the old one, once, and is what the next correction keeps.
    let entry = placement
        .amend(&officer, &officer, AmendKind::Correct, "E-8", paper("SECRET-78"))
        .await;
    assert_eq!(numbers(&entry), secret("SECRET-78"));
    let entry = placement
        .amend(&recruiter, &officer, AmendKind::Correct, "E-7", None)
        .await;
    assert_eq!(numbers(&entry), secret("SECRET-78"));
    // An annulment carries nothing; what comes back comes back whole.
    let entry = placement
        .amend(&officer, &officer, AmendKind::Annul, "E-7", None)
        .await;
    assert_eq!(entry.private, []);
    let entry = placement
        .amend(&officer, &officer, AmendKind::Reinstate, "E-7", None)
        .await;
    assert_eq!(numbers(&entry), secret("SECRET-78"));
    // Nothing is a content too.
    let nothing = Some(Private::Paper {
        number: None,
        note: None,
    });
    for private in [nothing, None] {
        let entry = placement
            .amend(&officer, &officer, AmendKind::Correct, "E-7", private)
            .await;
        assert_eq!(numbers(&entry), [None]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_forgotten_is_not_carried_and_does_not_stop_a_correction() {
    let house = House::new();
    house.recruiters().await;
    let officer = house.province_officer().await;
    let placement = Placement::new(&officer).await;
    let view: CaseView = officer.get(&placement.path).await.ok();
    assert!(house.registry.log().forget(view.worker.id).unwrap());
    let entry = placement
        .amend(&officer, &officer, AmendKind::Correct, "E-8", None)
        .await;
    assert_eq!(entry.private, []);
    let view: CaseView = officer.get(&placement.path).await.ok();
    assert_eq!(view.history[1].private, [Shown::Erased]);
}

async fn events(user: &User<'_>, person: Uuid, kind: &str) -> Vec<HistoryEntry> {
    let view: PersonView = user.get(&format!("/people/{person}")).await.ok();
    view.history
        .into_iter()
        .filter(|entry| entry.kind == kind)
        .collect()
}

async fn address(user: &User<'_>, person: Uuid) -> Shown<String> {
    let view: PersonView = user.get(&format!("/people/{person}")).await.ok();
    view.residences[0].address.clone()
}

fn residence(house: &House, event: Uuid, private: Option<Value>) -> Value {
    let mut fact = json!({
        "type": "residence_recorded", "on": "2026-01-01", "amends": {"event": event, "kind": "correct"},
        "facts": {"kind": "permanent", "unit": house.commune.to_string()},
    });
    if let Some(private) = private {
        fact["private"] = private;
    }
    fact
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_given_anew_outlives_the_next_correction() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let path = format!("/people/{person}/facts");
    let event = events(&officer, person, "residence_recorded").await[0].event;
    let given = json!({"address": {"text": "Thôn 9"}});
    for (private, expected) in [(None, "Thôn 3"), (Some(given), "Thôn 9"), (None, "Thôn 9")] {
        officer
            .command(&path, &residence(&house, event, private))
            .await
            .created();
        assert_eq!(address(&officer, person).await, Shown::Open(expected.to_owned()));
    }
    let emptied = json!({"address": {"text": ""}});
    officer
        .command(&path, &residence(&house, event, Some(emptied)))
        .await
        .created();
    assert_eq!(address(&officer, person).await, Shown::Missing);
}

/// The history of a person is the offices'. A recruiter amends what its own enterprise recorded of it and nothing else, even
/// where it has got hold of an id.
#[tokio::test(flavor = "multi_thread")]
async fn a_recruiter_amends_of_a_person_what_it_recorded_itself() {
    let house = House::new();
    let (recruiter, _) = house.recruiters().await;
    let officer = house.province_officer().await;
    let own = recruiter
        .register("Lê Thị Hoà", "038195004321", house.commune)
        .await;
    let foreign = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    officer.open(foreign, "service_enterprise", ENTERPRISE).await;
    for (person, may) in [(own, true), (foreign, false)] {
        let event = events(&officer, person, "residence_recorded").await[0].event;
        let reply = recruiter
            .command(
                &format!("/people/{person}/facts"),
                &residence(&house, event, None),
            )
            .await;
        if may {
            reply.created();
        } else {
            let problem = reply.problem(422, "not_recorded");
            assert_eq!(problem.errors[0].code, "fact.unknown_event");
        }
        assert_eq!(address(&officer, person).await, Shown::Open("Thôn 3".to_owned()));
    }
}
