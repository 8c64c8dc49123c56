//! One process a folder, and nothing is ever written over.

use anyhow::Result;
use hanhtrinh_tests::server::Server;

use super::support::{Folder, run, said, small_demo, try_run, verified};

#[test]
fn a_second_process_is_refused_with_what_to_do() -> Result<()> {
    let folder = Folder::new();
    let data = folder.at("demo");
    small_demo(&data)?;
    let server = Server::start(&data)?;
    for args in [
        &["serve", "--listen", "127.0.0.1:0", "--json"][..],
        &["rebuild"],
        &["promote"],
    ] {
        let output = try_run(&data, args)?;
        assert!(!output.status.success(), "{args:?}");
        let said = said(&output);
        assert!(said.contains("stop it"), "{args:?}: {said}");
    }
    // What the server can do for the command line, it does.
    let out = folder.at("log.ndjson").to_string_lossy().into_owned();
    for args in [
        &["report", "departures", "--period", "2025"][..],
        &["export", "--out", &out],
        &["verify"],
        &["user", "list"],
    ] {
        let output = try_run(&data, args)?;
        assert!(output.status.success(), "{args:?}: {}", said(&output));
    }
    server.kill()?;
    // What a dead server leaves behind stops nobody.
    verified(&data).map(|_| ())
}

#[test]
fn a_folder_that_holds_something_is_left_alone() -> Result<()> {
    let folder = Folder::new();
    let data = folder.at("mine");
    std::fs::create_dir(&data)?;
    std::fs::write(data.join("notes.txt"), "mine")?;
    for args in [&["demo", "--workers", "50"][..], &["init", "--province", "25"]] {
        let output = try_run(&data, args)?;
        assert!(!output.status.success(), "{args:?}");
        assert!(said(&output).contains("empty"), "{args:?}: {}", said(&output));
        assert_eq!(std::fs::read_to_string(data.join("notes.txt"))?, "mine");
        assert_eq!(std::fs::read_dir(&data)?.count(), 1, "{args:?}");
    }

    // A registry is not made twice either.
    let own = folder.at("own");
    run(&own, &["init", "--province", "25", "--json"])?;
    let before = verified(&own)?;
    assert!(!try_run(&own, &["init", "--province", "25"])?.status.success());
    assert!(!try_run(&own, &["demo", "--workers", "50"])?.status.success());
    assert_eq!(verified(&own)?, before);

    // Where there is no registry, that is said, and none is begun.
    let nothing = folder.at("nothing");
    assert!(
        !try_run(&nothing, &["report", "departures", "--period", "2025"])?
            .status
            .success()
    );
    assert!(!nothing.exists());
    Ok(())
}

#[test]
fn the_same_seed_makes_the_same_demo() -> Result<()> {
    let folder = Folder::new();
    let made = |name: &str, seed: &str| -> Result<(u64, String)> {
        let data = folder.at(name);
        run(&data, &["demo", "--workers", "60", "--seed", seed])?;
        verified(&data)
    };
    // The keys, and with them the commitments, are drawn anew: the size is what the seed decides.
    assert_eq!(made("one", "7")?.0, made("two", "7")?.0);
    Ok(())
}
