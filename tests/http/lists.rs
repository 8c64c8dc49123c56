//! Departures from a list over HTTP.

use hanhtrinh_api::imports::ImportReport;
use hanhtrinh_api::people::PeoplePage;
use hanhtrinh_api::work::WorkQueue;
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, House};

const HEADINGS: &str = "so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,xa,ngay_xuat_canh,thi_truong,nganh,hinh_thuc,\
                        ma_doanh_nghiep,so_hop_dong,bat_dau,ket_thuc";

#[tokio::test(flavor = "multi_thread")]
async fn a_recruiters_list_is_looked_at_and_then_recorded_once() {
    let house = House::new();
    let (recruiter, rival) = house.recruiters().await;
    let commune = &house
        .registry
        .packs()
        .units
        .get(house.commune)
        .unwrap()
        .name
        .clone();
    let row = |number: &str, name: &str, day: &str| {
        format!(
            "{number},{name},12/05/1995,Nam,{commune},{day},JP,manufacturing,service_enterprise,{ENTERPRISE},HD1,01/02/2026,31/01/2029"
        )
    };
    let file = [
        HEADINGS.to_owned(),
        row("025095001234", "Nguyễn Văn An", "01/02/2026"),
        row("025095001235", "Nguyễn Văn Bình", "31/02/2026"),
    ]
    .join("\r\n");
    let dry: ImportReport = recruiter
        .upload("/imports/departures?dry_run=true", file.clone())
        .await
        .ok();
    assert_eq!(
        (dry.rows, dry.recorded, dry.rejected, dry.dry_run),
        (2, 1, 1, true),
        "{:?}",
        dry.problems
    );
    let page: PeoplePage = recruiter.get("/people").await.ok();
    assert_eq!(page.total, 0);

    let done: ImportReport = recruiter.upload("/imports/departures", file.clone()).await.ok();
    assert_eq!((done.recorded, done.new_people, done.rejected), (1, 1, 1));
    assert_eq!(done.problems[0].column.as_deref(), Some("ngay_xuat_canh"));
    let page: PeoplePage = recruiter.get("/people").await.ok();
    assert_eq!(page.total, 1);
    let page: PeoplePage = rival.get("/people").await.ok();
    assert_eq!(page.total, 0);
    let again: ImportReport = recruiter.upload("/imports/departures", file.clone()).await.ok();
    assert_eq!(
        (again.recorded, again.unchanged, again.position),
        (0, 1, done.position)
    );

    let rejects = recruiter.upload("/imports/departures/rejects", file).await;
    assert!(rejects.header("content-type").starts_with("text/csv"));
    assert!(rejects.text().contains("Nguyễn Văn Bình") && !rejects.text().contains("Nguyễn Văn An"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_list_is_refused() {
    let house = House::new();
    let officer = house.province_officer().await;
    for file in ["", "xin chào", "PK\u{3}\u{4}broken"] {
        let reply = officer.upload("/imports/departures", file).await;
        assert!(reply.problem(422, "bad_file").detail.is_some(), "{file}");
    }
    let no_id = officer
        .send(
            axum::http::Method::POST,
            "/imports/departures",
            &[],
            None::<&Value>,
        )
        .await;
    no_id.problem(400, "malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_skips_nothing_when_work_is_done_between_two_pages() {
    let house = House::new();
    let (officer, leader) = (house.commune_officer().await, house.leader().await);
    let mut cases = Vec::new();
    for number in 0..5 {
        let person = officer
            .register("Trần Văn Tư", &format!("02509500777{number}"), house.commune)
            .await;
        let case = officer.open(person, "direct_contract", "").await;
        let contract = json!({"sector": "manufacturing", "start": "2026-04-01", "end": "2028-03-31"});
        let filed = json!({"commune": house.commune.to_string(), "missing": []});
        for (kind, facts) in [
            ("employment_contract_recorded", contract),
            ("direct_contract_filed", filed),
        ] {
            officer.record(case, kind, "2026-03-02", facts).await.created();
        }
        cases.push(case);
    }
    let first: WorkQueue = leader.get("/work?kind=direct_contract&limit=2").await.ok();
    let done = first.items[0].case.unwrap();
    let decision = json!({"decision": "certify", "number": "12/XN-UBND", "note": ""});
    leader
        .command(&format!("/cases/{done}/decisions"), &decision)
        .await
        .created();
    let mut seen: Vec<_> = first.items.iter().filter_map(|item| item.case).collect();
    let mut next = first.next;
    while let Some(cursor) = next {
        let page: WorkQueue = leader
            .get(&format!("/work?kind=direct_contract&limit=2&cursor={cursor}"))
            .await
            .ok();
        seen.extend(page.items.iter().filter_map(|item| item.case));
        next = page.next;
    }
    seen.sort_unstable();
    cases.sort_unstable();
    assert_eq!(seen, cases);
    let wrong = leader.get("/work?cursor=bjE").await;
    wrong.problem(422, "invalid");
}
