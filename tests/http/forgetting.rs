//! Forgetting over HTTP: who may, what it closes, and what stays.

use axum::http::StatusCode;
use hanhtrinh_api::Shown;
use hanhtrinh_api::people::{Forgettable, PeoplePage, PersonView};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{House, fields};

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_person_is_shown_as_erased_and_found_no_more() {
    let house = House::new();
    let officer = house.province_officer().await;
    let person = officer
        .register("Nguyễn Thị Quên", "025195001234", house.commune)
        .await;
    let other = officer
        .register("Nguyễn Thị Nhớ", "025195001235", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let path = format!("/people/{person}/forgetting");
    let stock: Value = officer.get("/reports/stock").await.ok();

    let before: Forgettable = officer.get(&path).await.ok();
    assert!(
        before.parts >= 1 && !before.forgotten && before.erased == 0,
        "{before:?}"
    );
    let wrong = officer
        .command(&path, &json!({"basis": "", "reason": "why"}))
        .await;
    assert_eq!(fields(&wrong.problem(422, "invalid")), ["reason"]);
    let wrong = officer
        .command(&path, &json!({"basis": "Điều 14", "reason": "request"}))
        .await;
    assert_eq!(fields(&wrong.problem(422, "invalid")), ["basis"]);
    let nobody = format!("/people/{}/forgetting", Uuid::now_v7());
    let wish = json!({"basis": "91/2025/QH15", "reason": "request"});
    officer.command(&nobody, &wish).await.problem(404, "not_found");
    // A decision has its own way in.
    let fact =
        json!({"type": "person_forgotten", "on": "2026-03-02", "facts": {"basis": "x", "reason": "request"}});
    officer
        .command(&format!("/people/{person}/facts"), &fact)
        .await
        .problem(422, "not_recorded");

    let id = Uuid::now_v7();
    let done = officer.command_as(id, &path, &wish).await.created();
    let again = officer.command_as(id, &path, &wish).await;
    again.expect(StatusCode::OK);
    assert_eq!(again.ok::<hanhtrinh_api::Receipt>().position, done.position);
    officer.command(&path, &wish).await.problem(422, "refused");
    let after: Forgettable = officer.get(&path).await.ok();
    assert_eq!(
        (after.parts, after.erased, after.forgotten),
        (0, before.parts, true)
    );

    for moment in ["", "?position=12"] {
        let view: PersonView = officer.get(&format!("/people/{person}{moment}")).await.ok();
        assert_eq!(view.person.name, Shown::Erased);
        assert_eq!(view.personal_id, Shown::Erased);
        let sealed = view.history.iter().flat_map(|entry| &entry.private);
        assert!(sealed.into_iter().all(|private| *private == Shown::Erased));
    }
    let view: PersonView = officer.get(&format!("/people/{person}")).await.ok();
    assert_eq!(view.history[0].kind, "person_forgotten");
    assert_eq!(view.cases.len(), 1, "what happened stays");
    officer
        .get(&format!("/cases/{case}"))
        .await
        .expect(StatusCode::OK);
    for question in ["quen", "Qu%C3%AAn", "025195001234"] {
        let page: PeoplePage = officer.get(&format!("/people?q={question}")).await.ok();
        assert_eq!(page.total, 0, "{question}");
    }
    let page: PeoplePage = officer.get("/people?q=nguyen").await.ok();
    assert_eq!(
        page.rows.iter().map(|row| row.person.id).collect::<Vec<_>>(),
        [other]
    );
    let mut now: Value = officer.get("/reports/stock").await.ok();
    now["position"] = stock["position"].clone();
    assert_eq!(now, stock, "figures stay");
    assert!(
        officer
            .get(&format!("/people/{person}"))
            .await
            .text()
            .contains("erased")
    );
}
