//! Departures from a list over HTTP.

use hanhtrinh_api::imports::ImportReport;
use hanhtrinh_api::people::PeoplePage;
use serde_json::Value;

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
