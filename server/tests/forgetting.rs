//! Whoever holds every file and every key that is left, and knows the true name, number and phone, finds nothing of a person who
//! was forgotten: not in the folder, nor in a backup, a restored copy, an export, nor after a rebuild and a new key epoch.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

#[path = "support/attack.rs"]
mod attack;
#[path = "support/program.rs"]
mod program;

use std::path::{Path, PathBuf};

use attack::{Person, decrypts, traces};
use hanhtrinh_log::Log;
use hanhtrinh_server::app::{Host, Registry};
use program::{Server, bad, good, json};
use serde_json::{Value, json as value};
use uuid::Uuid;

const NUMBER: &str = "038190000617";
const NAME: &str = "Bùi Thị Én Nhỏ";
const ROW: &str = "038190000617;Bùi Thị Én Nhỏ;01/02/1990;Nữ;Phường Hạc Thành;05/07/2025;Đức;Cá nhân";

fn known(data: &Path) -> Vec<Person> {
    let registry = Registry::open(data, Host::system()).unwrap();
    let views = registry.views();
    let person = |id: Uuid| {
        let row = views.worker(id).unwrap();
        let identity = row.identity.as_ref().unwrap();
        let phone = row.contact().open().and_then(|contact| contact.phone.as_ref().map(ToString::to_string));
        Person {
            id,
            name: identity.full_name.to_string(),
            number: identity.personal_id.map(|number| number.as_str().to_owned()),
            phone,
        }
    };
    let imported = views.by_personal_id(NUMBER)[0];
    let lively = views
        .worker_ids()
        .filter(|id| views.worker(*id).unwrap().cases.len() == 1)
        .map(person)
        .find(|person| person.phone.is_some() && person.number.is_some())
        .unwrap();
    vec![person(imported), lively]
}

fn forget(person: &Person, data: &str) -> String {
    format!("forget --data {data} --person {} --basis 91/2025/QH15 --reason request --by quantri", person.id)
}

fn figures(data: &str, dir: &Path) -> Vec<Value> {
    let mut all = vec![
        json(&format!("report departures --data {data} --period 2024 --by commune"), dir),
        json(&format!("report departures --data {data} --period 2025 --by market"), dir),
        json(&format!("report stock --data {data} --on 2025-09-30 --by sex"), dir),
    ];
    for one in &mut all {
        // As of which record is another matter: forgetting is recorded.
        for field in ["position", "as_of"] {
            one[field] = Value::Null;
        }
    }
    all
}

#[test]
fn whoever_is_forgotten_is_found_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = json("demo --data d --workers 50", dir);
    let heading = "so_dinh_danh;ho_ten;ngay_sinh;gioi_tinh;xa;ngay_xuat_canh;thi_truong;hinh_thuc";
    std::fs::write(dir.join("list.csv"), format!("{heading}\n{ROW}\n")).unwrap();
    assert_eq!(json("import departures list.csv --data d", dir)["recorded"], 1);
    std::fs::remove_file(dir.join("list.csv")).unwrap();
    let people = known(&dir.join("d"));
    assert_eq!(people[0].name, NAME);
    let before = figures("d", dir);
    let size = json("export --data d --out before.ndjson --sealed", dir)["size"].as_u64().unwrap();
    let root = Registry::open(&dir.join("d"), Host::system()).unwrap().log().root(size).unwrap();
    json("backup --data d --to old --keys-to old.keys", dir);

    // Before, everything opens: the attack is a real one.
    let folders = |names: &[&str]| names.iter().map(|name| dir.join(name)).collect::<Vec<PathBuf>>();
    let (files, keys) = (folders(&["d", "before.ndjson"]), folders(&["d.keys"]));
    for person in &people {
        let opened = decrypts(person, &dir.join("before.ndjson"), &keys);
        assert!(opened.iter().any(|plain| plain.contains(&person.name)), "{opened:?}");
    }
    assert!(traces(&people[0], &attack::row_of(ROW), &files, &keys).contains("fingerprint"), "the dictionary has a way in");

    // Looking changes nothing and names nobody unless asked.
    let looked = json(&format!("{} --dry-run", forget(&people[0], "d")), dir);
    assert!(looked["before"]["parts"].as_u64().unwrap() >= 1 && looked["done"] == false && looked["name"] == Value::Null);
    assert!(good(&format!("{} --dry-run --show-name", forget(&people[0], "d")), dir).contains(NAME));
    assert_eq!(json("verify --data d", dir)["size"], size);
    let nobody = forget(&people[0], "d").replace(&people[0].id.to_string(), &Uuid::from_u128(7).to_string());
    assert!(bad(&nobody, dir).contains("nobody is known"));
    assert!(bad(&forget(&people[0], "d").replace("91/2025/QH15", "Điều-14"), dir).contains("basis"));
    assert!(bad(&forget(&people[0], "d").replace("request", "because"), dir).contains("retention"));
    assert!(bad(&forget(&people[0], "d").replace("quantri", "nobody"), dir).contains("--by"));

    // One is forgotten by the command line alone, the other by a server that runs.
    assert_eq!(json(&forget(&people[0], "d"), dir)["done"], true);
    let server = Server::start("d", dir);
    assert_eq!(json(&forget(&people[1], "d"), dir)["done"], true);
    assert!(bad(&forget(&people[1], "d"), dir).contains("forgotten already"));
    assert_eq!(json("keys check --data d", dir)["check"]["missing"], 0);
    drop(server);
    assert_eq!(json("keys rotate --data d", dir)["epoch"], 2);

    // Exports, backups and what is made of them.
    json("export --data d --out after.ndjson --sealed", dir);
    json("backup --data d --to b --keys-to b.keys", dir);
    json("restore --from b --keys-from b.keys --data r", dir);
    json("rebuild --data r", dir);
    // The old log, brought back with old keys and the tombstones of today.
    json("restore --from old --keys-from old.keys --keys-from b.keys --data o", dir);
    json("keys rotate --data o", dir);
    // Old copies of the keys are what a retention rule has to destroy.
    std::fs::remove_dir_all(dir.join("old.keys")).unwrap();

    let files = folders(&["d", "r", "o", "b", "old", "before.ndjson", "before.ndjson.sealed", "after.ndjson", "after.ndjson.sealed"]);
    let keys = folders(&["d.keys", "r.keys", "o.keys", "b.keys"]);
    for person in &people {
        for export in ["before.ndjson", "after.ndjson"] {
            let opened = decrypts(person, &dir.join(export), &keys);
            assert!(opened.is_empty(), "{opened:?}");
        }
        let row = if person.name == NAME { ROW } else { "" };
        assert_eq!(traces(person, &attack::row_of(row), &files, &keys), "", "{}", person.id);
    }
    // Others still open, and figures and proofs are what they were.
    for data in ["d", "r", "o"] {
        assert_eq!(figures(data, dir), before, "{data}");
        let registry = Registry::open(&dir.join(data), Host::system()).unwrap();
        assert_eq!(registry.log().root(size).unwrap(), root, "{data}");
        let views = registry.views();
        assert!(views.by_personal_id(NUMBER).is_empty());
        let erased = people.iter().all(|person| views.worker(person.id).is_some_and(|row| row.erased && row.identity.is_none()));
        assert!(erased, "{data}");
        let open = views.worker_ids().filter(|id| views.worker(*id).unwrap().identity.is_some()).count();
        assert_eq!(open + 2, views.worker_ids().count(), "{data}");
        drop(views);
        drop(registry);
        let verified = json(&format!("verify --data {data}"), dir);
        assert_eq!((&verified["first_bad"], &verified["keys"]["missing"]), (&Value::Null, &value!(0)), "{data}");
    }
    assert!(made["size"].as_u64().unwrap() < size);
}
