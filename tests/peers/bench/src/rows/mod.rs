//! The rows: each measures one thing and prints it.

mod demo;
mod disk;
mod http;
mod import;
mod many;
mod memory;
mod one;
mod open;
mod rebuild;
mod scan;
mod wasm;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use hanhtrinh_log_sled::{Options, SledLog};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::args::Args;
use crate::disk as on_disk;
use crate::leaves::new_log;
use crate::line::Line;
use crate::peers;
use crate::province::Province;

/// One row.
pub struct Row {
    /// The name for `--row`.
    pub name: &'static str,
    /// What it measures.
    pub title: &'static str,
    /// Measures and prints it.
    pub run: fn(&mut Bench) -> Result<()>,
}

/// All rows in their order: those that make a province of their own first.
pub const ALL: &[Row] = &[
    Row {
        name: "one-client",
        title: "one client, one event per command",
        run: one::run,
    },
    Row {
        name: "clients-64",
        title: "64 clients in process, one commit per command",
        run: many::run,
    },
    Row {
        name: "http",
        title: "64 clients over HTTP, generator on the same cores",
        run: http::run,
    },
    Row {
        name: "import",
        title: "bulk import with sealing and hashing",
        run: import::run,
    },
    Row {
        name: "demo",
        title: "the demo province from nothing",
        run: demo::run,
    },
    Row {
        name: "scan",
        title: "scan and decode the whole log",
        run: scan::run,
    },
    Row {
        name: "rebuild",
        title: "all views from zero, facts only",
        run: rebuild::run,
    },
    Row {
        name: "open",
        title: "the server from its start until facts and search are ready",
        run: open::run,
    },
    Row {
        name: "memory",
        title: "memory of the server while it serves",
        run: memory::run,
    },
    Row {
        name: "disk",
        title: "journal and sled on the disk",
        run: disk::run,
    },
    Row {
        name: "wasm-verify",
        title: "verify in Wasm under Node",
        run: wasm::run,
    },
];

/// What the rows share.
pub struct Bench {
    /// What was asked for.
    pub args: Args,
    /// Runs what is asynchronous, on as many threads as there are cores.
    pub runtime: Runtime,
    machine: Value,
    province: Option<Arc<Province>>,
}

impl Bench {
    /// Ready to measure on a disk with this file system.
    pub fn new(mut args: Args, file_system: String) -> Result<Self> {
        args.dir = args.dir.canonicalize()?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(cores)
            .enable_all()
            .build()?;
        Ok(Self {
            machine: machine(cores, &file_system),
            args,
            runtime,
            province: None,
        })
    }

    /// Whether a row was asked for.
    pub fn is_wanted(&self, row: &Row) -> bool {
        self.args.rows.is_empty() || self.args.rows.iter().any(|name| name == row.name)
    }

    /// Prints a row.
    pub fn print(&self, line: &Line) {
        println!("{}", line.json(self.args.seed, &self.machine));
    }

    /// An empty folder of the bench.
    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.args.dir.join(name);
        on_disk::fresh(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
        Ok(folder)
    }

    /// Removes a folder of the bench.
    pub fn remove(&self, name: &str) -> Result<()> {
        Ok(on_disk::remove(&self.args.dir.join(name))?)
    }

    /// A new log in an empty folder of the bench.
    pub fn log(&self, name: &str) -> Result<SledLog> {
        let folder = self.folder(name)?;
        Ok(SledLog::create(
            &folder.join("data"),
            &folder.join("keys"),
            &new_log(),
            &Options::default(),
        )?)
    }

    /// The demo province with about as many events as asked for; made once.
    pub fn province(&mut self) -> Result<Arc<Province>> {
        if let Some(province) = &self.province {
            return Ok(Arc::clone(province));
        }
        let folder = self.folder("province")?;
        eprintln!("    making the province of about {} events", self.args.events);
        let made = Province::make(&self.args, &folder, self.args.events)?;
        Ok(self.keep(made))
    }

    /// Makes a province the one for the rows that follow.
    pub fn keep(&mut self, province: Province) -> Arc<Province> {
        let province = Arc::new(province);
        self.province = Some(Arc::clone(&province));
        province
    }

    /// Clears away what was written.
    pub fn finish(self) -> Result<()> {
        for name in ["province", "ours", "peer", "http", "leaves"] {
            self.remove(name)?;
        }
        Ok(())
    }

    /// Measures a peer in an empty folder, and clears it away.
    pub fn with_peer<T>(&self, measure: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
        let folder = self.folder("peer")?;
        let measured = measure(&folder)?;
        self.remove("peer")?;
        Ok(measured)
    }
}

fn machine(cores: usize, file_system: &str) -> Value {
    let word = |path: &str, name: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.lines()
            .find_map(|line| line.strip_prefix(name))
            .map(|rest| rest.trim_start_matches([':', '\t', ' ']).trim().to_owned())
    };
    json!({
        "cores": cores,
        "cpu": word("/proc/cpuinfo", "model name"),
        "memory": word("/proc/meminfo", "MemTotal"),
        "kernel": std::fs::read_to_string("/proc/sys/kernel/osrelease").ok().map(|text| text.trim().to_owned()),
        "load_before": std::fs::read_to_string("/proc/loadavg").ok().and_then(|text| text.split(' ').next()?.parse::<f64>().ok()),
        "file_system": file_system,
        "versions": peers::versions(),
    })
}
