//! A registry of one's own: the main job over HTTP, from nothing.

use anyhow::{Context, Result};
use hanhtrinh_tests::server::Server;
use serde_json::{Value, json};

use super::client::Client;
use super::support::{Folder, communes, list, run_json, try_run, verified};

#[test]
fn an_empty_registry_does_the_main_job() -> Result<()> {
    let folder = Folder::new();
    let data = folder.at("phu-tho");
    let started = run_json(
        &data,
        &["init", "--province", "25", "--admin", "quantri", "--json"],
    )?;
    let word = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        (word(&started, "province"), word(&started, "user")),
        ("25".to_owned(), "quantri".to_owned())
    );

    let server = Server::start(&data)?;
    let admin = Client::signed_in(server.url(), "quantri", &word(&started, "password"))?;
    let me = admin.get("/session")?;
    assert_eq!((&me["demo"], &me["province"]), (&json!(false), &json!("25@2025")));
    let enterprise = json!({"code": "9925000001", "name": "Công ty TNHH Đất Tổ", "licence": "GP-1", "licence_issued_on": "01/02/2024"});
    admin.command("/enterprises", &enterprise)?;
    let year = me["today"]
        .as_str()
        .and_then(|today| today.split('-').next())
        .context("no today")?
        .to_owned();
    let target = json!({"unit": "25@2025", "year": year.parse::<i16>()?, "low": 100, "high": 100, "denominator": "high"});
    admin.command("/plans", &target)?;

    let communes = communes(&admin)?;
    assert!(communes.len() > 100, "{}", communes.len());
    let commune = format!("{}@2025", communes[0]);
    let mut people = Vec::new();
    for (user, role, unit) in [
        ("canbo.xa", "commune_officer", commune.as_str()),
        ("canbo.tinh", "province_officer", "25@2025"),
        ("doanhnghiep", "recruiter", "25@2025"),
    ] {
        let enterprise = if role == "recruiter" { "9925000001" } else { "" };
        let password = format!("mat-khau-cua-{user}");
        let account = json!({
            "user": user, "display_name": user, "role": role, "unit": unit, "enterprise": enterprise, "password": password,
        });
        admin.command("/users", &account)?;
        people.push(Client::signed_in(server.url(), user, &password)?);
    }
    let [officer, province, recruiter] = &people[..] else {
        anyhow::bail!("three were made")
    };
    journey(officer, province, &commune, &year)?;

    let text = list(&communes, 0, 25).replace(",contractor,,", ",service_enterprise,9925000001,");
    let report = recruiter
        .upload("/imports/departures?dry_run=false", text.as_bytes())?
        .json(200)?;
    assert_eq!(
        (&report["recorded"], &report["rejected"]),
        (&json!(25), &json!(0)),
        "{report}"
    );
    assert_eq!(recruiter.get("/people")?["total"], 25);
    assert_eq!(province.get("/people")?["total"], 26);
    let path = format!("/reports/departures?period={year}&by=market");
    assert_eq!(province.get(&path)?["value"], 26);

    server.kill()?;
    verified(&data)?;
    let user = try_run(
        &data,
        &["user", "add", "--user", "moi", "--role", "auditor", "--json"],
    )?;
    assert!(user.status.success());
    Ok(())
}

/// Registered, opened, certified, departed, counted, returned.
fn journey(officer: &Client, province: &Client, commune: &str, year: &str) -> Result<()> {
    let today = officer.get("/session")?["today"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let id = |receipt: Value| receipt["id"].as_str().map(str::to_owned).context("no id");
    let person = id(officer.command("/people", &json!({
        "full_name": "Đinh Thị Hương", "birth_date": "12/05/1995", "sex": "female", "personal_id": "025195001234",
        "commune": commune, "phone": "0912345678",
    }))?)?;
    let opened = json!({"form": "direct_contract", "market": "JP"});
    let case = id(officer.command(&format!("/people/{person}/cases"), &opened)?)?;
    let record = |kind: &str, facts: Value| {
        officer.command(
            &format!("/cases/{case}/facts"),
            &json!({"type": kind, "on": today, "facts": facts}),
        )
    };
    let state = || -> Result<String> {
        let view = officer.get(&format!("/cases/{case}"))?;
        Ok(view["state"].as_str().unwrap_or_default().to_owned())
    };
    let figure = || -> Result<u64> {
        let report = province.get(&format!("/reports/departures?period={year}"))?;
        assert_eq!(report["plan"]["value"], 100);
        report["value"].as_u64().context("no figure")
    };
    record(
        "employment_contract_recorded",
        json!({"sector": "caregiving", "start": today, "end": "2099-12-31"}),
    )?;
    record(
        "direct_contract_filed",
        json!({"commune": commune, "missing": []}),
    )?;
    let queue = officer.get("/work?kind=direct_contract")?;
    assert_eq!(
        (&queue["total"], &queue["items"][0]["case"]),
        (&json!(1), &json!(case))
    );
    officer.command(
        &format!("/cases/{case}/decisions"),
        &json!({"decision": "certify", "number": "1/XN"}),
    )?;
    record("training_completed", json!({"kind": "orientation"}))?;
    record(
        "fund_contribution_paid",
        json!({"payer": "worker", "amount": 100_000}),
    )?;
    record("visa_issued", json!({"class": "SSW-1"}))?;
    assert_eq!((state()?.as_str(), figure()?), ("READY", 0));
    record("departure_recorded", json!({"market": "JP", "evidence": "stamp"}))?;
    assert_eq!((state()?.as_str(), figure()?), ("ABROAD", 1));
    record(
        "return_recorded",
        json!({"cause": "early_worker", "evidence": "family"}),
    )?;
    assert_eq!((state()?.as_str(), figure()?), ("RET", 1));
    let view = officer.get(&format!("/cases/{case}"))?;
    let history = view["history"].as_array().context("no history")?;
    assert_eq!(history.len(), 9);
    assert!(
        history.iter().all(|entry| entry["by"] == "canbo.xa"),
        "{history:?}"
    );
    Ok(())
}
