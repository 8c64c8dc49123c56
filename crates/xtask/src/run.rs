//! `cargo xtask run`: the demo province in a browser, from nothing.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::command::{heading, run as run_command};
use crate::server;
use crate::workspace::Workspace;

/// The port taken when it is free and none is asked for.
const PORT: u16 = 8080;
/// The list of sign-ins that the demo leaves in its data folder.
const ACCOUNTS: &str = "demo-accounts.json";

/// Builds, loads the demo province unless the data folder is there, and serves it until stopped.
pub fn run(workspace: &Workspace, mut args: Args) -> Result<()> {
    let data = args
        .value("data")?
        .map_or_else(|| workspace.target().join("demo"), PathBuf::from);
    let port = args.value("port")?;
    let fresh = args.flag("fresh")?;
    args.finish()?;
    let data = std::path::absolute(&data)
        .with_context(|| format!("{} is no path\n  remedy: give --data a folder", data.display()))?;
    let port = choose_port(port.as_deref())?;

    let binary = server::build(workspace)?;
    if fresh {
        remove_demo(&data)?;
    }
    if is_absent(&data)? {
        load_demo(&binary, &data)?;
    }
    announce(&data, port)?;
    serve(
        Command::new(binary)
            .arg("serve")
            .arg("--data")
            .arg(&data)
            .args(["--listen", &format!("127.0.0.1:{port}")]),
    )
}

/// Loads the demo beside its place and moves it there when it is whole, so that a broken-off load is never served.
fn load_demo(binary: &Path, data: &Path) -> Result<()> {
    heading(format!(
        "Loading the demo province into {} (once)",
        data.display()
    ));
    let loading = beside(data, ".loading");
    for old in [&loading, &keys(&loading), &keys(data)] {
        remove(old)?;
    }
    if let Some(parent) = data.parent() {
        fs::create_dir_all(parent).with_context(|| unwritable(parent))?;
    }
    run_command(
        Command::new(binary).arg("demo").arg("--data").arg(&loading),
        "see the message above; a demo needs about 1 GB of free space",
    )?;
    // An empty folder may stand at the place.
    if data.is_dir() {
        fs::remove_dir(data).with_context(|| unwritable(data))?;
    }
    // The keys go first: a registry without them cannot be opened.
    fs::rename(keys(&loading), keys(data)).with_context(|| unwritable(&keys(data)))?;
    fs::rename(&loading, data).with_context(|| unwritable(data))
}

/// The folder with the keys of a registry.
fn keys(data: &Path) -> PathBuf {
    beside(data, ".keys")
}

/// A folder beside another, with one more ending.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    folder.with_file_name(name)
}

/// Deletes a data folder, but only one that the demo made.
fn remove_demo(data: &Path) -> Result<()> {
    if is_absent(data)? {
        return Ok(());
    }
    if !data.join(ACCOUNTS).is_file() {
        bail!(
            "{} was not made by the demo, so --fresh leaves it alone\n  remedy: name another folder with --data",
            data.display()
        );
    }
    heading(format!("Deleting the demo province in {}", data.display()));
    remove(data)?;
    remove(&keys(data))
}

fn is_absent(folder: &Path) -> Result<bool> {
    if !folder.exists() {
        return Ok(true);
    }
    let mut entries = fs::read_dir(folder).with_context(|| {
        format!(
            "{} is no folder to read\n  remedy: name another with --data",
            folder.display()
        )
    })?;
    Ok(entries.next().is_none())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| unwritable(folder))?;
    }
    Ok(())
}

/// The port asked for, or 8080, or any free one when 8080 is taken.
fn choose_port(asked: Option<&str>) -> Result<u16> {
    let bind =
        |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| listener.local_addr());
    match asked {
        Some(text) => {
            let port: u16 = text
                .parse()
                .with_context(|| format!("{text} is no port\n  remedy: give --port 0 to 65535"))?;
            let address = bind(port).with_context(|| {
                format!("port {port} cannot be used\n  remedy: give --port another number")
            })?;
            Ok(address.port())
        }
        None => {
            let address = bind(PORT)
                .or_else(|_| bind(0))
                .context("no port is free\n  remedy: give --port a number")?;
            Ok(address.port())
        }
    }
}

/// Prints the address and one sign-in per role.
fn announce(data: &Path, port: u16) -> Result<()> {
    println!("\nHành Trình serves {}", data.display());
    println!("\n  address   http://127.0.0.1:{port}/\n");
    let path = data.join(ACCOUNTS);
    if !path.is_file() {
        println!("  This folder has no demo accounts: sign in with the accounts of its registry.\n");
        return Ok(());
    }
    let text = fs::read_to_string(&path).with_context(|| unwritable(&path))?;
    print!("{}", sign_ins(&text)?);
    println!(
        "\n  These are kept in {}. Ctrl-C stops the server.\n",
        path.display()
    );
    Ok(())
}

fn sign_ins(text: &str) -> Result<String> {
    let accounts: Vec<serde_json::Value> = serde_json::from_str(text)
        .with_context(|| format!("{ACCOUNTS} cannot be read\n  remedy: load the demo again with --fresh"))?;
    let mut table = format!("  {:<20} {:<24} {}\n", "role", "user", "password");
    for account in &accounts {
        let word = |name: &str| {
            account
                .get(name)
                .and_then(serde_json::Value::as_str)
                .unwrap_or_default()
        };
        table.push_str(&format!(
            "  {:<20} {:<24} {}\n",
            word("role"),
            word("user"),
            word("password")
        ));
    }
    Ok(table)
}

/// Becomes the server, so that a signal for this command reaches it and stops it in order.
#[cfg(unix)]
fn serve(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).context(
        "the server cannot be started\n  remedy: run `cargo xtask run` again; it builds what is missing",
    )
}

#[cfg(not(unix))]
fn serve(command: &mut Command) -> Result<()> {
    run_command(command, "see the message above")
}

fn unwritable(path: &Path) -> String {
    format!(
        "{} cannot be used\n  remedy: check its rights and the free space",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_every_sign_in() {
        let table = sign_ins(r#"[{"role":"auditor","user":"a@x","password":"p q"}]"#).unwrap();
        assert!(table.contains("auditor") && table.contains("a@x") && table.contains("p q"));
        assert!(sign_ins("{").is_err());
    }

    #[test]
    fn a_fresh_start_spares_folders_that_are_not_demos() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("registry"), "real").unwrap();
        assert!(remove_demo(folder.path()).is_err());
        assert!(folder.path().join("registry").exists());
        fs::write(folder.path().join(ACCOUNTS), "[]").unwrap();
        fs::create_dir(keys(folder.path())).unwrap();
        remove_demo(folder.path()).unwrap();
        assert!(!folder.path().exists() && !keys(folder.path()).exists());
    }

    #[test]
    fn a_taken_port_is_refused_only_when_it_was_asked_for() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        assert!(choose_port(Some(&port)).is_err());
        assert!(choose_port(Some("seventy")).is_err());
        assert!(choose_port(None).is_ok());
    }
}
