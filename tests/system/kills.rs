//! Kills, again and again: the server dies under load and while it starts, comes back, and has all it ever acknowledged, once.
//!
//! A few rounds as a test; `cargo xtask soak` asks for as many as fit into its time.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use hanhtrinh_tests::server::{Server, command};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::Client;
use super::support::{Folder, communes, signed_in, small_demo, verified};

/// Rounds when no time is given.
const ROUNDS: u64 = 3;
/// Who sends at the same time.
const CLIENTS: u64 = 4;

/// One registration: its number, its command id, and the person's id once that was told.
#[derive(Debug, Clone)]
struct Sent {
    number: u64,
    key: Uuid,
    told: Option<String>,
}

#[test]
fn killed_again_and_again() -> Result<()> {
    let variable = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let time = variable("HANHTRINH_SOAK_SECONDS").map(Duration::from_secs);
    let mut chance = variable("HANHTRINH_SOAK_SEED").unwrap_or(1) | 1;
    let folder = Folder::new();
    let data = folder.at("demo");
    small_demo(&data)?;
    let (began, mut round, mut next) = (Instant::now(), 0, 0);
    let (mut told, mut starts) = (0, 0);
    while time.map_or(round < ROUNDS, |time| began.elapsed() < time) {
        // Xorshift: any numbers will do, and the seed says which.
        for shift in [13i32, -7, 17] {
            chance ^= if shift > 0 {
                chance << shift
            } else {
                chance >> -shift
            };
        }
        let seed = chance;
        let sent =
            one_round(&data, seed, &mut next).with_context(|| format!("round {round}, seed {seed}"))?;
        told += sent.iter().filter(|sent| sent.told.is_some()).count();
        starts += 1 + seed % 3;
        round += 1;
    }
    let kills = round * 2 + starts;
    eprintln!("server: {round} rounds, {kills} kills, {told} registrations acknowledged");
    if let Some(report) = std::env::var_os("HANHTRINH_SOAK_REPORT") {
        let line =
            json!({ "servers killed": kills, "server rounds": round, "answers of the server checked": told });
        let mut file = std::fs::OpenOptions::new().append(true).open(report)?;
        writeln!(file, "{line}")?;
    }
    Ok(())
}

/// Killed under load, killed while starting, and started again.
fn one_round(data: &Path, seed: u64, next: &mut u64) -> Result<Vec<Sent>> {
    let server = Server::start(data)?;
    let officer = signed_in(server.url(), data, "province_officer")?;
    let communes = communes(&officer)?;
    let (acks, heard) = channel();
    let first = *next;
    let senders: Vec<_> = (0..CLIENTS)
        .map(|lane| {
            let (officer, commune, acks) = (officer.clone(), communes[lane as usize].clone(), acks.clone());
            std::thread::spawn(move || load(&officer, &commune, first + lane, &acks))
        })
        .collect();
    drop(acks);
    let wanted = 1 + seed % 60;
    wait_for(&heard, wanted)?;
    server.kill()?;
    let mut sent = Vec::new();
    for sender in senders {
        sent.extend(sender.join().map_err(|_| anyhow::anyhow!("a sender panicked"))?);
    }
    // Numbers of persons are never used twice, and each lane keeps its own.
    let last = sent.iter().map(|sent| sent.number).max().unwrap_or(first);
    *next = (last / CLIENTS + 1) * CLIENTS;
    for start in 0..=seed % 3 {
        kill_while_starting(data, seed.rotate_left(start as u32 * 9) % 40_000)?;
    }
    verified(data)?;
    let server = Server::start(data)?;
    let officer = signed_in(server.url(), data, "province_officer")?;
    for sent in &sent {
        match &sent.told {
            Some(id) => drop(officer.get(&format!("/people/{id}"))?),
            // Nobody knows what became of it: the same command id has one result, whatever that is.
            None => drop(register(
                &officer,
                &communes[(sent.number % CLIENTS) as usize],
                sent,
            )?),
        }
        let found = officer.get(&format!("/people?q={}&limit=2", personal_id(sent.number)))?;
        ensure!(
            found["total"] == 1,
            "registration {} is there {} times",
            sent.number,
            found["total"]
        );
    }
    server.kill()?;
    verified(data)?;
    Ok(sent)
}

/// Registers people until the server is gone.
fn load(officer: &Client, commune: &str, first: u64, acks: &Sender<u64>) -> Vec<Sent> {
    let mut all = Vec::new();
    for number in (first..).step_by(CLIENTS as usize) {
        let mut sent = Sent {
            number,
            key: Uuid::now_v7(),
            told: None,
        };
        let answer = register(officer, commune, &sent);
        sent.told = answer.ok();
        let gone = sent.told.is_none();
        all.push(sent);
        if gone || acks.send(number).is_err() {
            break;
        }
    }
    all
}

/// Sends a registration; answers the person's id.
fn register(officer: &Client, commune: &str, sent: &Sent) -> Result<String> {
    let body = json!({
        "full_name": "Trịnh Thị Chắc", "birth_date": "12/05/1993", "sex": "female",
        "personal_id": personal_id(sent.number), "commune": format!("{commune}@2025"),
    });
    let key = sent.key.to_string();
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", key.as_str()),
    ];
    let reply = officer.send("POST", "/people", &headers, body.to_string().as_bytes())?;
    if reply.status != 200 && reply.status != 201 {
        bail!("{} {}", reply.status, reply.text());
    }
    let receipt: Value = serde_json::from_slice(&reply.body)?;
    Ok(receipt["id"].as_str().context("no id")?.to_owned())
}

fn personal_id(number: u64) -> String {
    format!("038193{number:06}")
}

/// Waits until that many registrations were acknowledged.
fn wait_for(heard: &Receiver<u64>, count: u64) -> Result<()> {
    for _ in 0..count {
        heard
            .recv_timeout(Duration::from_secs(120))
            .context("the server acknowledges nothing")?;
    }
    Ok(())
}

/// Starts the server and kills it somewhere on the way.
fn kill_while_starting(data: &Path, turns: u64) -> Result<()> {
    let mut child = command()?
        .arg("serve")
        .arg("--data")
        .arg(data)
        .args(["--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    for _ in 0..turns {
        std::thread::yield_now();
    }
    ensure!(
        child.try_wait()?.is_none(),
        "the server ended by itself while it started"
    );
    child.kill()?;
    child.wait()?;
    Ok(())
}
