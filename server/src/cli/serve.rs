//! `hanhtrinh serve`: the registry in the browser and over HTTP.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use tracing_subscriber::EnvFilter;

use super::open;
use crate::accounts::Accounts;
use crate::http;
use crate::settings::{Options, Settings};

/// What to serve, and where.
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder of the registry; its keys lie beside it, in DIR.keys
    #[arg(long, value_name = "DIR", env = "HANHTRINH_DATA")]
    data: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// Say where it listens as JSON, and log as JSON
    #[arg(long)]
    json: bool,
}

/// Serves until the process is told to stop.
pub fn run(args: &Serve) -> anyhow::Result<()> {
    let settings = Settings::load(&args.options)?;
    let data = args.data.clone().or_else(|| settings.data.clone());
    let data =
        data.context("name the folder of the registry with --data DIR, or `data` in the settings file")?;
    log_to_stderr(&settings.log_filter, settings.log_json || args.json)?;
    let registry = Arc::new(open::serving(&data)?);
    let accounts = Accounts::open(&data)?;
    registry.look_after()?;
    let json = args.json;
    let opening = registry.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(http::serve(registry, accounts, &settings, move |address| {
        let line = if json {
            serde_json::json!({ "listening": format!("http://{address}") }).to_string()
        } else {
            format!("Hành Trình listens on http://{address}")
        };
        if json {
            // Who reads this is a program and goes on at once: it hears when everything is served.
            std::thread::spawn(move || {
                opening.wait_for_people();
                announce(&line);
            });
        } else {
            announce(&line);
        }
    }))
}

fn announce(line: &str) {
    // A reader who went away does not stop the server.
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn log_to_stderr(filter: &str, json: bool) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).with_context(|| format!("log filter {filter:?}"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let set = if json {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
    set.map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))
}
