//! The log is signed while it grows, and what is published has been kept before.

use futures_util::stream;
use hanhtrinh_api::Receipt;
use hanhtrinh_server::http::{beats, sign_as_it_grows};
use std::time::Duration;

use crate::support::House;

fn kept(house: &House) -> Option<String> {
    house.registry.log().last_checkpoint().unwrap()
}

fn size(note: &str) -> u64 {
    note.lines().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_signed_when_it_has_grown_and_only_then() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let (checkpoints, log) = (&house.app.checkpoints, house.registry.log());
    let first = checkpoints.sign_if_grown(log).unwrap().unwrap();
    assert_eq!(kept(&house).as_deref(), Some(first.as_str()));
    assert_eq!(checkpoints.sign_if_grown(log).unwrap(), None);

    officer.register("Nguyễn Văn An", "", house.commune).await;
    assert_eq!(
        kept(&house).as_deref(),
        Some(first.as_str()),
        "recording signs nothing"
    );
    let second = checkpoints.sign_if_grown(log).unwrap().unwrap();
    assert_eq!(size(&second), house.registry.views().size());
    assert!(size(&first) < size(&second));
    assert_eq!(kept(&house).as_deref(), Some(second.as_str()));
    assert_eq!(checkpoints.sign_if_grown(log).unwrap(), None);
    // What is published is what is kept.
    let published = house.nobody().get("/log/checkpoint").await.text();
    assert_eq!(published, second);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_beat_signs_what_came_and_the_end_of_the_server_ends_it() {
    let house = House::new();
    let officer = house.commune_officer().await;
    for _ in 0..2 {
        let body = serde_json::json!({
            "full_name": "Nguyễn Văn An", "birth_date": "1995", "sex": "male", "commune": house.commune.to_string(),
        });
        let receipt: Receipt = officer.command("/people", &body).await.created();
        sign_as_it_grows(house.app.clone(), stream::iter([()])).await;
        assert_eq!(size(&kept(&house).unwrap()), receipt.position + 1);
    }
    let running = tokio::spawn(sign_as_it_grows(
        house.app.clone(),
        beats(Duration::from_secs(3_600)),
    ));
    house.app.close();
    running.await.unwrap();
}
