//! Power cuts: the server dies in the middle of an import, and nothing that was acknowledged is lost.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use hanhtrinh_tests::server::Server;
use serde_json::{Value, json};

use super::client::Client;
use super::support::{Folder, communes, list, signed_in, small_demo, verified};

/// Rows of the list that is cut off.
const ROWS: usize = 80_000;
/// Leaves of it that must be there before the cut.
const SOME: u64 = 4_000;

#[test]
fn killed_in_the_middle_of_an_import() -> Result<()> {
    let folder = Folder::new();
    let data = folder.at("demo");
    small_demo(&data)?;
    let server = Server::start(&data)?;
    let officer = signed_in(server.url(), &data, "province_officer")?;
    let communes = communes(&officer)?;
    let small = list(&communes, 0, 200);
    assert_eq!(counts(&import(&officer, &small)?), [200, 200, 0, 0]);

    let large = list(&communes, 10_000, ROWS);
    let begin = officer.position()?;
    let cut = {
        let (officer, large) = (officer.clone(), large.clone());
        std::thread::spawn(move || import(&officer, &large))
    };
    // Meanwhile others record; what they were told is kept.
    let mut acknowledged: Vec<String> = Vec::new();
    let patience = Instant::now() + Duration::from_secs(240);
    loop {
        let number = 500_000 + acknowledged.len();
        let receipt = officer.command("/people", &person(&communes[0], number))?;
        acknowledged.push(receipt["id"].as_str().unwrap_or_default().to_owned());
        if officer.position()? >= begin + SOME || cut.is_finished() {
            break;
        }
        if Instant::now() > patience {
            bail!("the import does not move");
        }
    }
    assert!(
        !cut.is_finished(),
        "the list was recorded before it could be cut off"
    );
    server.kill()?;
    assert!(
        cut.join().expect("the sender").is_err(),
        "nobody was told that the list is recorded"
    );

    let (size, _) = verified(&data)?;
    assert!(size >= begin + SOME);
    let server = Server::start(&data)?;
    let officer = signed_in(server.url(), &data, "province_officer")?;
    for id in &acknowledged {
        officer.get(&format!("/people/{id}"))?;
    }
    assert_eq!(
        counts(&import(&officer, &small)?),
        [200, 0, 200, 0],
        "every acknowledged row is there"
    );

    let report = import(&officer, &large)?;
    let [rows, recorded, unchanged, rejected] = counts(&report);
    assert_eq!((rows, rejected), (ROWS as u64, 0), "{}", report["problems"]);
    assert_eq!(recorded + unchanged, ROWS as u64);
    assert!(recorded > 0 && unchanged > 0, "{recorded} new, {unchanged} known");
    let size = officer.position()?;
    assert_eq!(
        counts(&import(&officer, &large)?),
        [ROWS as u64, 0, ROWS as u64, 0]
    );
    assert_eq!(officer.position()?, size);
    let all = officer.get("/people?q=0380910&limit=1")?;
    assert!(all["total"].as_u64().is_some_and(|total| total > 0));
    server.kill()?;
    verified(&data).map(|_| ())
}

fn import(client: &Client, text: &str) -> Result<Value> {
    client
        .upload("/imports/departures?dry_run=false", text.as_bytes())?
        .json(200)
}

fn counts(report: &Value) -> [u64; 4] {
    ["rows", "recorded", "unchanged", "rejected"].map(|name| report[name].as_u64().unwrap_or(u64::MAX))
}

fn person(commune: &str, number: usize) -> Value {
    json!({
        "full_name": "Trịnh Thị Chắc", "birth_date": "12/05/1993", "sex": "female",
        "personal_id": format!("038193{number:06}"), "commune": format!("{commune}@2025"),
    })
}
