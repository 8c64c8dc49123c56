//! Rounds in which the server itself works under the shim: its power goes near answers over HTTP, or its disk refuses.
//!
//! What it answered goes to the trace before anybody can have heard it. A disk that refuses has to give a clear problem, reads have
//! to go on, and nothing that was answered may be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail, ensure};
use hanhtrinh_log::suite::sound;
use hanhtrinh_log::{Log, Opened};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chance::Chance;
use crate::client::{Client, Reply};
use crate::disk::Disk;
use crate::judge::{guarded, open, verify};
use crate::power::points;
use crate::product::Product;
use crate::tools::{Tools, spawn};
use crate::trace;
use crate::trouble::trouble_of;

/// What a round came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Served {
    /// Power cuts that were judged.
    pub cuts: u64,
    /// Registrations that were answered.
    pub answered: u64,
    /// Commands that were refused because of the disk.
    pub refused: u64,
    /// Reads that went on after that.
    pub reads: u64,
}

/// One registration: what only its sealed part says, and the id of the command.
type Sent = BTreeMap<Uuid, String>;

/// What refuses under the server.
pub const TROUBLES: &[&str] = &[
    "",
    "full",
    "sync:journal",
    "sync:",
    "write:journal",
    "write:sled",
    "write:",
    "readonly",
];

/// One round: people register and an administrator makes accounts, until the server is killed or has refused enough; `cuts` power
/// cuts on the way are judged, and at last it starts again.
pub fn round(tools: &Tools, product: &Product, kind: &str, seed: u64, cuts: usize) -> Result<Served> {
    let mut chance = Chance::new(seed);
    let folder = tools.folder()?;
    let (root, image, trace) = (
        folder.path().join("root"),
        folder.path().join("image"),
        folder.path().join("trace"),
    );
    product.copy(&["data", "data.keys"], &root)?;
    let mut disk = Disk::of(&root)?;
    let trouble = match kind {
        "" if chance.percent(70) => format!("kill@{}", 40 + chance.below(400)),
        "" => String::new(),
        // It starts on a healthy disk; what it starts on a bad one is seen elsewhere.
        "full" => format!("full@{}", 2_000 + chance.below(60_000)),
        "readonly" => format!("readonly@{}", 60 + chance.below(300)),
        kind => trouble_of(kind, &mut chance),
    };
    let mut command = product.command(&root, "serve --data data --listen 127.0.0.1:0 --json");
    tools.preload(&mut command, &root, &trace, &trouble);
    let (mut sent, mut served) = (Sent::new(), Served::default());
    // A server whose disk refuses while it starts, or that was killed meanwhile, serves nobody.
    if let Some(running) = Running::start(&mut command)? {
        let work = Work {
            url: running.url.clone(),
            product,
            sick: !kind.is_empty(),
        };
        work.load(&mut chance, &mut sent, &mut served)
            .with_context(|| format!("trouble `{trouble}`"))?;
    }
    let lines = trace::read(&trace)?;
    let points = points(&lines, cuts, &mut chance);
    let mut look = |disk: &Disk, at: &str| {
        let seed = chance.seed();
        if image.exists() {
            std::fs::remove_dir_all(&image)?;
        }
        disk.cut(&image, &mut Chance::new(seed))?;
        served.cuts += 1;
        guarded(|| judge(&image, disk.acks(), &sent))
            .map_err(|error| {
                let kept = tools.kept.join(format!("server-{seed}"));
                match disk.cut(&kept, &mut Chance::new(seed)) {
                    Ok(()) => error.context(format!("kept in {}", kept.display())),
                    Err(_) => error,
                }
            })
            .with_context(|| format!("server, trouble `{trouble}`: power cut {at}"))
    };
    for (at, line) in (1..).zip(&lines) {
        disk.apply(line)
            .with_context(|| format!("line {at} of the server"))?;
        for _ in points.iter().filter(|point| **point == at) {
            look(&disk, &format!("after line {at} of {}", lines.len()))?;
        }
    }
    look(&disk, "at the end")?;
    served.answered = answers(disk.acks())
        .filter(|answer| answer["position"].is_u64())
        .count() as u64;
    again(product, &root, disk.acks()).context("the server that starts again")?;
    Ok(served)
}

/// A server, until it is dropped.
struct Running {
    child: Child,
    url: String,
}

impl Running {
    fn start(command: &mut std::process::Command) -> Result<Option<Self>> {
        let mut child = spawn(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let mut first = String::new();
        BufReader::new(child.stdout.take().context("no standard output")?).read_line(&mut first)?;
        let url = serde_json::from_str::<Value>(&first)
            .ok()
            .and_then(|said| said["listening"].as_str().map(str::to_owned));
        match url {
            Some(url) => Ok(Some(Self { child, url })),
            None => {
                child.wait()?;
                Ok(None)
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as good as killed here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Work<'a> {
    url: String,
    product: &'a Product,
    sick: bool,
}

impl Work<'_> {
    /// Two officers register people while the administrator makes accounts, and takes one away again.
    fn load(&self, chance: &mut Chance, sent: &mut Sent, served: &mut Served) -> Result<()> {
        let passwords = &self.product.passwords;
        let (Ok(officer), Ok(admin)) = (
            Client::signed_in(&self.url, "officer", &passwords[1]),
            Client::signed_in(&self.url, "admin", &passwords[0]),
        ) else {
            // A session cannot be written down, or the server is gone.
            return Ok(());
        };
        let (each, accounts) = (8 + chance.below(16), chance.below(3));
        let lanes: Vec<Result<(Sent, Served)>> = std::thread::scope(|scope| {
            let lanes: Vec<_> = (0..2)
                .map(|lane| {
                    let officer = officer.clone();
                    scope.spawn(move || self.register(&officer, lane, each))
                })
                .collect();
            for number in 0..accounts {
                let body = json!({"user": format!("user{number}"), "display_name": "Ai đó", "role": "auditor",
                    "unit": "38@2025", "enterprise": "", "password": "mật khẩu đủ dài"});
                let made = send(&admin, "POST", "/users", Uuid::nil(), &body);
                if made.is_ok_and(|reply| reply.status == 201) {
                    let _ = send(
                        &admin,
                        "PUT",
                        &format!("/users/user{number}/active"),
                        Uuid::nil(),
                        &json!({"active": false}),
                    );
                }
            }
            lanes
                .into_iter()
                .map(|lane| lane.join().unwrap_or_else(|_| bail!("a client panicked")))
                .collect()
        });
        for lane in lanes {
            let (more, did) = lane?;
            sent.extend(more);
            served.refused += did.refused;
            served.reads += did.reads;
        }
        Ok(())
    }

    fn register(&self, officer: &Client, lane: u64, each: u64) -> Result<(Sent, Served)> {
        let (mut sent, mut served, mut known) = (Sent::new(), Served::default(), None);
        for number in 0..each {
            let (key, personal) = (Uuid::now_v7(), format!("038193{:06}", lane * 1000 + number));
            let body = json!({"full_name": "Trịnh Thị Chắc", "birth_date": "12/05/1993", "sex": "female",
                "personal_id": personal, "commune": "14845@2025"});
            sent.insert(key, personal);
            // Whoever hears nothing knows nothing: the server was killed.
            let Ok(reply) = send(officer, "POST", "/people", key, &body) else {
                break;
            };
            if reply.status == 200 || reply.status == 201 {
                let receipt: Value = serde_json::from_slice(&reply.body)?;
                known = Some(receipt["id"].as_str().context("no id")?.to_owned());
                continue;
            }
            ensure!(self.sick, "{} on a healthy disk: {}", reply.status, reply.text());
            let problem: Value = serde_json::from_slice(&reply.body).context("a problem that is no JSON")?;
            let clear = reply.status == 503
                && (problem["code"] == "outcome_unknown"
                    || problem["detail"].as_str().is_some_and(|why| why.contains("disk")));
            ensure!(
                clear,
                "the disk refused, and the answer was {}: {problem}",
                reply.status
            );
            served.refused += 1;
            // What is known is read all the same.
            let path = known
                .as_ref()
                .map_or_else(|| "/people?limit=2".to_owned(), |id| format!("/people/{id}"));
            for path in [path.as_str(), "/log/checkpoint", "/people?q=038090000003&limit=2"] {
                let Ok(read) = officer.send("GET", path, &[], &[]) else {
                    break;
                };
                ensure!(
                    read.status == 200,
                    "reading {path} stopped with the disk: {} {}",
                    read.status,
                    read.text()
                );
                served.reads += 1;
            }
            if served.refused > 2 {
                break;
            }
        }
        Ok((sent, served))
    }
}

fn send(client: &Client, method: &str, path: &str, key: Uuid, body: &Value) -> Result<Reply> {
    let key = key.to_string();
    let mut headers = vec![("content-type", "application/json")];
    if path == "/people" {
        headers.push(("idempotency-key", key.as_str()));
    }
    client.send(method, path, &headers, body.to_string().as_bytes())
}

/// The bodies of what was answered.
fn answers(acks: &[String]) -> impl Iterator<Item = Value> {
    acks.iter()
        .filter_map(|text| serde_json::from_str(text.split_once("\r\n\r\n")?.1).ok())
}

/// Every registration that was answered is in its place, once, and opens; every account is there.
fn judge(folder: &Path, acks: &[String], sent: &Sent) -> Result<()> {
    let (data, keys) = (folder.join("data"), folder.join("data.keys"));
    let log = open(&data, &keys).context("it does not open")?;
    let leaves = sound(&log);
    let mut by_command: BTreeMap<Uuid, Vec<u64>> = BTreeMap::new();
    for (position, leaf) in (0..).zip(&leaves) {
        if sent.contains_key(&leaf.cmd) {
            by_command.entry(leaf.cmd).or_default().push(position);
        }
    }
    let lengths: BTreeSet<usize> = by_command.values().map(Vec::len).collect();
    ensure!(
        lengths.len() <= 1,
        "registrations are of different lengths: {lengths:?}"
    );
    for (command, positions) in &by_command {
        let (first, count) = (positions[0], positions.len() as u64);
        ensure!(
            positions.iter().copied().eq(first..first + count),
            "command {command} is there twice"
        );
        let leaf = &leaves[first as usize];
        let receipt = log
            .receipt(&leaf.by, *command)?
            .context("a command without a receipt")?
            .receipt;
        ensure!(
            receipt.position == first + count - 1,
            "the receipt of {command} names another place"
        );
        let mut opened = String::new();
        for entry in log.read(first, count as usize)? {
            for part in 0..entry.leaf()?.sealed.len() {
                let Opened::Open(plain) = log.open_sealed(&entry, part)? else {
                    bail!("a sealed part of command {command} does not open");
                };
                opened.push_str(&String::from_utf8_lossy(&plain));
            }
        }
        ensure!(
            opened.contains(&sent[command]),
            "command {command} says something else"
        );
    }
    let ends: BTreeSet<u64> = by_command
        .values()
        .filter_map(|positions| positions.last().copied())
        .collect();
    let bytes = std::fs::read(data.join("accounts.json")).context("no accounts")?;
    let accounts: Value = serde_json::from_slice(&bytes).context("the accounts are torn")?;
    for answer in answers(acks) {
        if let (Some(position), Some(_)) = (answer["position"].as_u64(), answer["streams"].as_array()) {
            ensure!(
                ends.contains(&position),
                "position {position} was answered; the log has {} records",
                leaves.len()
            );
        } else if let (Some(user), Some(active)) = (answer["user"].as_str(), answer["active"].as_bool()) {
            let list = accounts["accounts"].as_array().context("no list")?;
            let found = list.iter().find(|account| account["user"] == user);
            let found = found.with_context(|| format!("the account {user} was made and is gone"))?;
            // It was switched off once, and never on again.
            ensure!(
                active || found["active"] == false,
                "the account {user} was switched off and is not"
            );
        }
    }
    drop(log);
    let verified = verify(&data)?;
    ensure!(
        verified.first_bad.is_none() && verified.store_differs.is_none(),
        "verify: {verified:?}"
    );
    Ok(())
}

/// A server on a healthy disk goes on: everybody who was answered is found, by name of their record and by number.
fn again(product: &Product, root: &Path, acks: &[String]) -> Result<()> {
    let mut command = product.command(root, "serve --data data --listen 127.0.0.1:0 --json");
    let running = Running::start(&mut command)?.context("it does not start")?;
    let officer = Client::signed_in(&running.url, "officer", &product.passwords[1])?;
    for answer in answers(acks).filter(|answer| answer["streams"].is_array()) {
        let id = answer["id"].as_str().context("no id")?;
        officer.get(&format!("/people/{id}"))?;
    }
    let body = json!({"full_name": "Trịnh Thị Chắc", "birth_date": "12/05/1993", "sex": "female",
        "personal_id": "038193999999", "commune": "14845@2025"});
    let reply = send(&officer, "POST", "/people", Uuid::now_v7(), &body)?;
    ensure!(
        reply.status == 200 || reply.status == 201,
        "it takes no more: {}",
        reply.text()
    );
    Ok(())
}
