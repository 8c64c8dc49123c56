//! The demo province: real leaves of invented people, made by the server's own binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use hanhtrinh_log::Log;
use hanhtrinh_log_sled::{Options, SledLog};
use serde_json::Value;

use crate::args::Args;

/// Events recorded about one person, about.
const EVENTS_OF_A_PERSON: f64 = 7.4;

/// A province in a folder.
#[derive(Debug)]
pub struct Province {
    /// Its data folder.
    pub data: PathBuf,
    /// Events in its log.
    pub events: u64,
    /// People asked for.
    pub people: u64,
    /// How long it took to make.
    pub seconds: f64,
}

impl Province {
    /// Makes a province of about so many events in an empty folder.
    pub fn make(args: &Args, folder: &Path, events: u64) -> Result<Self> {
        let data = folder.join("data");
        let people = (events as f64 / EVENTS_OF_A_PERSON).ceil().max(1.0) as u64;
        let start = Instant::now();
        let output = Command::new(&args.server)
            .arg("demo")
            .arg("--data")
            .arg(&data)
            .args([
                "--workers",
                &people.to_string(),
                "--seed",
                &args.seed.to_string(),
                "--json",
            ])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .with_context(|| format!("{} cannot be started", args.server.display()))?;
        let seconds = start.elapsed().as_secs_f64();
        ensure!(output.status.success(), "the demo province was not made");
        let made: Value =
            serde_json::from_slice(&output.stdout).context("the demo said something else than JSON")?;
        Ok(Self {
            data,
            events: made["size"].as_u64().context("the demo did not say its size")?,
            people,
            seconds,
        })
    }

    /// The folder with its keys.
    pub fn keys(&self) -> PathBuf {
        self.data.with_extension("keys")
    }

    /// Opens its log; no server may hold it.
    pub fn open(&self) -> Result<SledLog> {
        Ok(SledLog::open(&self.data, &self.keys(), &Options::default())?)
    }

    /// Ids of its placements, up to `limit`.
    pub fn cases(&self, limit: usize) -> Result<Vec<String>> {
        let log = self.open()?;
        let (size, mut next, mut cases) = (log.head().size, 0, Vec::new());
        while next < size && cases.len() < limit {
            let page = log.read(next, 4096)?;
            ensure!(!page.is_empty(), "the log ends before its head");
            next += page.len() as u64;
            for entry in &page {
                let leaf = entry.leaf()?;
                if leaf.kind == "case_opened" && cases.len() < limit {
                    cases.push(leaf.stream.key().to_owned());
                }
            }
        }
        Ok(cases)
    }

    /// User name and password of a role.
    pub fn account(&self, role: &str) -> Result<(String, String)> {
        let text = std::fs::read_to_string(self.data.join("demo-accounts.json"))?;
        let accounts: Vec<Value> = serde_json::from_str(&text)?;
        let account = accounts
            .iter()
            .find(|account| account["role"] == role)
            .with_context(|| format!("the demo has no {role}"))?;
        let word = |name: &str| account[name].as_str().unwrap_or_default().to_owned();
        Ok((word("user"), word("password")))
    }
}
