//! A start from the snapshot gives what a folding of the whole log gives, or the snapshot is not used; and a snapshot that
//! is wrong in itself is found out while the registry is served.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::unit::UnitCode;
use hanhtrinh_log::Log;
use hanhtrinh_server::app::{Host, NewRegistry, Registry, snapshot};
use hanhtrinh_views::{ReportQuery, Views};
use support::{good, list, row};

/// A folder with a registry of three people who left, closed well.
struct Folder {
    data: PathBuf,
    _dir: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let new = NewRegistry {
            province: UnitCode::parse("38").unwrap(),
            demo: false,
            name: "test.example".to_owned(),
        };
        let registry = Registry::create(&data, &new, Host::system()).unwrap();
        let second = row(
            "038190000002",
            "Lê Thị Bưởi",
            "1990-01-02",
            "Nữ",
            "14845",
            "2024-04-01",
        );
        import(&registry, &[&good(), &second]);
        registry.close().unwrap();
        Self { data, _dir: dir }
    }

    fn open(&self) -> Registry {
        Registry::open(&self.data, Host::system()).unwrap()
    }

    fn snapshot(&self) -> PathBuf {
        snapshot::path(&self.data)
    }
}

fn import(registry: &Registry, rows: &[&str]) {
    let by = support::caller(registry, hanhtrinh_domain::actor::Role::ProvinceOfficer, None);
    let report = hanhtrinh_server::import::run(
        registry,
        &by.recorder().unwrap(),
        uuid::Uuid::now_v7(),
        list(rows).as_bytes(),
        false,
        hanhtrinh_api::Lang::En,
        &|_, _| {},
    );
    assert_eq!(report.unwrap().recorded, rows.len() as u64);
}

fn departures(registry: &Registry, views: &Views) -> u64 {
    let query = ReportQuery {
        unit_text: "38".to_owned(),
        unit: registry.info().province,
        period: Period::parse("2024").unwrap(),
        as_of: registry.today(),
        position: views.size(),
        by: None,
        scope_enterprise: None,
    };
    views.departures(&query).unwrap().value
}

/// Views folded from the beginning, with everything that is sealed.
fn folded(registry: &Registry) -> Views {
    let mut views = Views::new(registry.packs().clone(), registry.info().province);
    let log = registry.log();
    for entry in log.read(0, usize::MAX).unwrap() {
        let leaf = entry.leaf().unwrap();
        let parts = (0..leaf.sealed.len()).map(|part| match log.open_sealed(&entry, part).unwrap() {
            hanhtrinh_log::Opened::Open(bytes) => {
                hanhtrinh_views::Held::Open(serde_json::from_slice(&bytes).unwrap())
            }
            _ => hanhtrinh_views::Held::Missing,
        });
        let parts: Vec<_> = parts.collect();
        views.apply(entry.position, &leaf, &parts);
    }
    views
}

#[test]
fn a_start_from_the_snapshot_equals_a_folding_of_the_log() {
    let folder = Folder::new();
    assert!(folder.snapshot().exists());
    let registry = folder.open();
    let expected = folded(&registry);
    assert_eq!(registry.views().checksum(), expected.checksum());
    assert_eq!(registry.views().by_personal_id("038190000002").len(), 1);
    assert!(!registry.readiness().checked);
    assert!(registry.check().unwrap());
    assert!(registry.readiness().checked);
}

#[test]
fn a_snapshot_that_is_behind_is_followed_by_the_tail() {
    let folder = Folder::new();
    let third = row(
        "038090000003",
        "Trần Văn Cam",
        "1991-01-02",
        "Nam",
        "14845",
        "2024-05-01",
    );
    let registry = folder.open();
    import(&registry, &[&third]);
    let (size, checksum) = (registry.views().size(), registry.views().checksum());
    // Not closed: as after a kill, the snapshot stays where it was.
    drop(registry);
    let registry = folder.open();
    assert_eq!(registry.views().size(), size);
    assert_eq!(registry.views().checksum(), checksum);
    assert_eq!(departures(&registry, &registry.views()), 3);
}

#[test]
fn counts_are_served_before_people_are_known() {
    let folder = Folder::new();
    let registry = Arc::new(Registry::open_facts(&folder.data, Host::system()).unwrap());
    assert!(!registry.knows_people());
    assert_eq!(departures(&registry, &registry.views()), 2);
    assert!(registry.views().by_personal_id("038190000002").is_empty());
    registry.look_after().unwrap();
    while !registry.readiness().checked {
        std::thread::yield_now();
    }
    assert!(registry.knows_people());
    assert_eq!(registry.views().by_personal_id("038190000002").len(), 1);
    assert_eq!(registry.views().checksum(), folded(&registry).checksum());
    registry.close().unwrap();
}

#[test]
fn what_is_recorded_while_people_are_opened_is_known_too() {
    let folder = Folder::new();
    let registry = Arc::new(Registry::open_facts(&folder.data, Host::system()).unwrap());
    let third = row(
        "038090000003",
        "Trần Văn Cam",
        "1991-01-02",
        "Nam",
        "14845",
        "2024-05-01",
    );
    import(&registry, &[&third]);
    assert_eq!(departures(&registry, &registry.views()), 3);
    registry.look_after().unwrap();
    let fourth = row(
        "038090000004",
        "Ngô Văn Dừa",
        "1992-01-02",
        "Nam",
        "14845",
        "2024-05-02",
    );
    import(&registry, &[&fourth]);
    while !registry.knows_people() {
        std::thread::yield_now();
    }
    assert_eq!(registry.views().checksum(), folded(&registry).checksum());
    registry.close().unwrap();
}

#[test]
fn a_damaged_snapshot_is_not_used() {
    let folder = Folder::new();
    let good = fs::read(folder.snapshot()).unwrap();
    for at in (0..good.len()).step_by(good.len() / 8) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(folder.snapshot(), &bytes).unwrap();
        let registry = folder.open();
        // It was folded from the log, and is known to be right.
        assert!(registry.readiness().checked, "a flip at {at} was not seen");
        assert_eq!(departures(&registry, &registry.views()), 2);
    }
    fs::write(folder.snapshot(), b"").unwrap();
    assert!(folder.open().readiness().checked);
    fs::remove_file(folder.snapshot()).unwrap();
    fs::create_dir(folder.snapshot()).unwrap();
    let registry = folder.open();
    assert_eq!(departures(&registry, &registry.views()), 2);
}

#[test]
fn a_snapshot_of_another_log_or_of_a_later_one_is_not_used() {
    let (one, other) = (Folder::new(), Folder::new());
    fs::copy(other.snapshot(), one.snapshot()).unwrap();
    assert!(one.open().readiness().checked);

    // The snapshot of a log that lost its end: the size is beyond it.
    let registry = one.open();
    let root = registry.log().root(registry.views().size()).unwrap();
    let mut ahead = folded(&registry);
    let last = registry.log().read(ahead.size() - 1, 1).unwrap();
    ahead.apply(ahead.size(), &last[0].leaf().unwrap(), &[]);
    write(&one.snapshot(), &registry, &ahead, root);
    drop(registry);
    assert!(one.open().readiness().checked);

    // The right size and another root.
    let registry = one.open();
    write(&one.snapshot(), &registry, &folded(&registry), [9; 32]);
    drop(registry);
    assert!(one.open().readiness().checked);
}

#[test]
fn a_snapshot_that_is_whole_but_wrong_is_found_out_and_replaced() {
    let folder = Folder::new();
    let registry = folder.open();
    let right = folded(&registry);
    // The departures are left out, as if they had been folded wrongly; everything else is in order.
    let mut wrong = Views::facts_only(registry.packs().clone(), registry.info().province);
    for entry in registry.log().read(0, usize::MAX).unwrap() {
        let mut leaf = entry.leaf().unwrap();
        if leaf.kind == "departure_recorded" {
            leaf.kind = "never_heard_of".to_owned();
        }
        wrong.apply(entry.position, &leaf, &[]);
    }
    let root = registry.log().root(wrong.size()).unwrap();
    write(&folder.snapshot(), &registry, &wrong, root);
    drop(registry);

    let registry = folder.open();
    assert_eq!(departures(&registry, &registry.views()), 0);
    assert!(!registry.check().unwrap());
    assert!(registry.readiness().checked && registry.rebuild().unwrap());
    assert_eq!(departures(&registry, &registry.views()), 2);
    assert_eq!(registry.views().checksum(), right.checksum());
    // The next snapshot is the right one.
    registry.close().unwrap();
    drop(registry);
    let registry = folder.open();
    assert!(!registry.readiness().checked);
    assert_eq!(departures(&registry, &registry.views()), 2);
}

#[test]
fn no_file_of_the_views_names_anybody() {
    let folder = Folder::new();
    let bytes = fs::read(folder.snapshot()).unwrap();
    for text in ["Nguyễn", "Bưởi", "An", "038190000002", "038090000001", "HD-1"] {
        let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!found, "{text} stands in the snapshot");
    }
}

fn write(path: &Path, registry: &Registry, views: &Views, root: [u8; 32]) {
    let mut bytes = Vec::new();
    let written: Result<(), std::convert::Infallible> =
        views.write_snapshot(registry.info().log_id, root, |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        });
    written.unwrap();
    fs::write(path, bytes).unwrap();
}
