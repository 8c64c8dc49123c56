//! Keeping a registry from the command line: backup, restore, keys, with a server and without.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

#[path = "support/program.rs"]
mod program;

use std::path::Path;

use program::{Server, bad, good, json};
use serde_json::{Value, json as value};

fn demo(dir: &Path) -> Value {
    json("demo --data d --workers 60", dir)
}

fn report(data: &str, dir: &Path) -> Value {
    json(
        &format!("report departures --data {data} --period 2024 --as-of 2026-11-15 --by market"),
        dir,
    )
}

#[test]
fn a_registry_comes_back_from_its_backups() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = demo(dir);
    let before = report("d", dir);
    let backed = json("backup --data d --to a --keys-to ak", dir);
    assert_eq!(backed["size"], made["size"]);
    let found = json("backup --verify a --keys ak", dir);
    assert_eq!(found["journal"]["root"], made["root"]);
    assert_eq!(
        (&found["keys"]["missing"], &found["changed"]),
        (&value!(0), &value!([]))
    );
    assert!(!dir.join("a/sessions.json").exists() && dir.join("a/accounts.json").exists());

    let restored = json("restore --from a --keys-from ak --data r", dir);
    assert_eq!(
        (&restored["root"], &restored["size"]),
        (&made["root"], &made["size"])
    );
    assert_eq!(report("r", dir), before);
    let users = json("user list --data r", dir);
    assert_eq!(users, json("user list --data d", dir));
    let verified = json("verify --data r", dir);
    assert_eq!(
        (&verified["first_bad"], &verified["keys"]["missing"]),
        (&Value::Null, &value!(0))
    );

    // What must not happen is refused by name.
    assert!(bad("restore --from a --keys-from ak --data r", dir).contains("not empty"));
    assert!(bad("restore --from ak --keys-from ak --data s", dir).contains("not a backup"));
    assert!(bad("restore --from a --keys-from a --data s", dir).contains("no keys in"));
    assert!(
        bad(
            "restore --from a --keys-from ak --data s --accept-loss --reason x",
            dir
        )
        .contains("nothing is lost")
    );
    assert!(
        !dir.join("s").exists() && !dir.join("s.keys").exists(),
        "nothing half-made stays"
    );
    assert!(bad("backup --data d --to d/b --keys-to bk", dir).contains("lies in"));
    assert!(bad("backup --data d --to b --keys-to b/k", dir).contains("lies in"));
    assert!(
        bad("backup --data d --to r --keys-to bk", dir).contains("something else"),
        "a folder in use"
    );
    assert!(
        bad("backup --data d --to b --keys-to r.keys", dir).contains("something else"),
        "keys in use"
    );
    json("init --province 25 --data p", dir);
    assert!(bad("backup --data p --to a --keys-to ak", dir).contains("something else"));
    let file = dir.join("a/accounts.json");
    std::fs::write(&file, "{}").unwrap();
    assert!(bad("backup --verify a", dir).contains("accounts.json"));
    assert!(bad("restore --from a --keys-from ak --data s", dir).contains("accounts.json"));
}

#[test]
fn an_older_backup_goes_on_only_where_the_loss_is_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    json("init --province 38 --data d", dir);
    json("backup --data d --to a --keys-to ak", dir);
    std::fs::write(
        dir.join("list.csv"),
        "ho_ten;ngay_sinh;gioi_tinh;xa;ngay_xuat_canh;thi_truong;hinh_thuc\nBùi Văn Đức;1990;Nam;Phường Hạc Thành;05/07/2025;Đức;Cá nhân\n",
    )
    .unwrap();
    let done = json("import departures list.csv --data d", dir);
    assert_eq!(done["recorded"], 1, "{done}");
    let full = json("verify --data d", dir);
    // The data are lost, the keys are not.
    std::fs::remove_dir_all(dir.join("d")).unwrap();
    std::fs::rename(dir.join("d.keys"), dir.join("kept.keys")).unwrap();
    let said = bad("restore --from a --keys-from kept.keys --data d", dir);
    assert!(
        said.contains("are lost") && said.contains("--accept-loss"),
        "{said}"
    );
    assert!(
        bad(
            "restore --from a --keys-from kept.keys --data d --accept-loss --reason a:b",
            dir
        )
        .contains("short code")
    );
    let restored = json(
        "restore --from a --keys-from kept.keys --data d --accept-loss --reason disk-failure",
        dir,
    );
    assert!(restored["origin"].as_str().unwrap().ends_with("/2"), "{restored}");
    json("export --data d --out l.ndjson", dir);
    let lines = std::fs::read_to_string(dir.join("l.ndjson")).unwrap();
    let last = lines.lines().last().unwrap();
    assert!(
        last.contains("origin_opened") && last.contains(full["root"].as_str().unwrap()),
        "{last}"
    );
    assert!(last.contains("disk-failure") && last.contains(&format!("\"lost_size\":{}", full["size"])));
    assert_eq!(json("verify --data d", dir)["first_bad"], Value::Null);
    assert_eq!(json("keys status --data d", dir)["signers"], 2);
}

#[test]
fn keys_change_and_the_log_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = demo(dir);
    let (status, before) = (json("keys status --data d", dir), report("d", dir));
    assert_eq!((&status["epoch"], &status["signers"]), (&value!(1), &value!(1)));
    json("backup --data d --to a --keys-to ak", dir);
    let first = std::fs::read_to_string(dir.join("ak/checkpoint")).unwrap();
    let signing = json("keys rotate-signing --data d", dir);
    assert_ne!(signing["verifier"], status["verifier"]);
    let epoch = json("keys rotate --data d", dir);
    assert_eq!(
        (&epoch["epoch"], &epoch["signers"], &epoch["living"]),
        (&value!(2), &value!(2), &status["living"])
    );
    assert!(!dir.join("d.keys/master-0001.key").exists() && !dir.join("d/sled.rewrite").exists());
    let check = json("keys check --data d", dir)["check"].clone();
    assert_eq!((&check["missing"], &check["unused"]), (&value!(0), &value!(0)));
    let verified = json("verify --data d", dir);
    assert_eq!(
        verified["size"],
        made["size"].as_u64().unwrap() + 2,
        "two events attest it"
    );
    assert_eq!(report("d", dir)["value"], before["value"]);
    // What was signed by the old key is still right, and what the new one signs too.
    std::fs::write(dir.join("first"), &first).unwrap();
    assert_eq!(
        json("verify --data d --checkpoint first", dir)["first_bad"],
        Value::Null
    );
    let last = std::fs::read_to_string(dir.join("d.keys/checkpoint")).unwrap();
    std::fs::write(dir.join("last"), &last).unwrap();
    assert_eq!(
        json("verify --data d --checkpoint last", dir)["first_bad"],
        Value::Null
    );
    // Another root under the same signature: the third line is the root.
    let mut lines: Vec<String> = last.lines().map(str::to_owned).collect();
    let other = if lines[2].starts_with('A') { "B" } else { "A" };
    lines[2].replace_range(..1, other);
    std::fs::write(dir.join("forged"), format!("{}\n", lines.join("\n"))).unwrap();
    assert!(bad("verify --data d --checkpoint forged", dir).contains("wrong"));
    // A key that is gone without an event is damage, and named.
    let file = dir.join("d.keys/persons.keys");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() - 128]).unwrap();
    for ask in ["verify --data d", "keys check --data d"] {
        let said = bad(ask, dir);
        assert!(said.contains("of the person keys is damaged"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_server_that_runs_is_asked_over_its_socket() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = demo(dir);
    let before = report("d", dir);
    let server = Server::start("d", dir);
    let socket = dir.join("d/admin.sock");
    assert_eq!(
        std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let verified = json("verify --data d", dir);
    assert_eq!(
        (&verified["live"], &verified["first_bad"]),
        (&value!(true), &Value::Null)
    );
    assert_eq!(
        verified["size"],
        made["size"].as_u64().unwrap() + 1,
        "the start is an event"
    );
    assert_eq!(report("d", dir)["value"], before["value"]);
    let backed = json("backup --data d --to a --keys-to ak", dir);
    assert_eq!(backed["size"], verified["size"]);
    let exported = json("export --data d --out l.ndjson", dir);
    assert_eq!(exported["root"], verified["root"]);
    json("user add --data d --user moi.vao --role province_officer", dir);
    assert!(good("user disable moi.vao --data d", dir).contains("disabled"));
    assert!(bad("user disable nobody --data d", dir).contains("user list"));
    assert_eq!(json("keys rotate --data d", dir)["epoch"], 2);
    assert_eq!(json("keys check --data d", dir)["check"]["missing"], 0);
    // What only a folder without a server can do says so.
    for line in [
        "rebuild --data d",
        "promote --data d",
        "import departures l.ndjson --data d",
        "serve --data d --listen 127.0.0.1:0",
    ] {
        assert!(bad(line, dir).contains("stop it"), "{line}");
    }
    // Nonsense is answered and does no harm.
    use std::io::{Read, Write};
    for nonsense in [
        "\n",
        "{}\n",
        "{\"v\":9,\"actor\":\"x\",\"request\":\"y\"}\n",
        &"x".repeat(70_000),
    ] {
        let mut stream = std::os::unix::net::UnixStream::connect(&socket).unwrap();
        let _ = stream.write_all(nonsense.as_bytes());
        let mut said = String::new();
        let _ = stream.read_to_string(&mut said);
        assert!(said.is_empty() || said.contains("failed"), "{said}");
    }
    assert_eq!(json("keys status --data d", dir)["epoch"], 2);
    drop(server);
    // The killed server left its socket behind; the folder is opened as if it were not there.
    assert!(socket.exists());
    let again = json("verify --data d", dir);
    assert_eq!(
        (&again["live"], &again["first_bad"]),
        (&value!(false), &Value::Null)
    );
    assert!(dir.join("d/sled.rewrite").exists());
    let rebuilt = json("rebuild --data d", dir);
    assert_eq!(
        (&rebuilt["root"], dir.join("d/sled.rewrite").exists()),
        (&again["root"], false)
    );
    let restored = json("restore --from a --keys-from ak --data r", dir);
    assert_eq!(restored["root"], verified["root"]);
}

#[test]
fn a_replica_is_promoted_with_the_keys_only() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    json("init --province 38 --data d", dir);
    json("export --data d --out l.ndjson --sealed", dir);
    let taken = json("import log l.ndjson --data e", dir);
    assert!(bad("promote --data e", dir).contains("no keys in"));
    assert!(bad("keys rotate --data e", dir).contains("replica"));
    json("init --province 25 --data other", dir);
    std::fs::create_dir(dir.join("e.keys")).unwrap();
    let copy = |from: &str| {
        for file in std::fs::read_dir(dir.join(from)).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), dir.join("e.keys").join(file.file_name())).unwrap();
        }
    };
    copy("other.keys");
    assert!(bad("promote --data e", dir).contains("another log"));
    copy("d.keys");
    json("promote --data e", dir);
    let rebuilt = json("rebuild --data e", dir);
    assert_eq!(
        (&rebuilt["root"], &rebuilt["size"]),
        (&taken["root"], &taken["size"])
    );
    assert_eq!(json("keys rotate --data e", dir)["epoch"], 2);
}
