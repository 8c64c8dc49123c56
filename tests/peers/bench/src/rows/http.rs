//! The same over HTTP: the real server, a real session, facts recorded on placements of the demo province.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;

use super::Bench;
use crate::client::Client;
use crate::line::{Line, Target, median};
use crate::load::{self, Ask};
use crate::province::Province;
use crate::server::Server;

/// Connections at once.
const CLIENTS: usize = 64;
/// Events in the province at most: the row is about commands, not about size.
const EVENTS: u64 = 100_000;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let span = Duration::from_millis(if bench.args.quick { 2500 } else { 6000 });
    let folder = bench.folder("http")?;
    let province = Province::make(&bench.args, &folder, bench.args.events.min(EVENTS))?;
    // As many placements for each client, so that no two ever write to the same one.
    let mut cases = province.cases(usize::MAX)?;
    cases.truncate(cases.len() / CLIENTS * CLIENTS);
    ensure!(
        !cases.is_empty(),
        "the province has fewer placements than clients"
    );
    let paths = cases
        .iter()
        .map(|id| format!("/api/v1/cases/{id}/facts"))
        .collect();
    let fact = json!({
        "type": "health_check_recorded",
        "on": "2025-05-17",
        "facts": {"certificate": true},
        "private": {"paper": {"number": "GKSK-2025-004417", "note": "Bệnh viện đa khoa tỉnh"}},
    });
    let command = Ask::Command {
        paths: Arc::new(paths),
        body: Arc::from(fact.to_string().into_bytes()),
    };
    let (server, _) = Server::start(&bench.args.server, &province.data, &bench.runtime)?;
    let (user, password) = province.account("province_officer")?;
    let (mut rates, mut plain, mut p50, mut p99, mut refused) = (vec![], vec![], vec![], vec![], 0);
    let mut example = None;
    for run in 0..=bench.args.runs() {
        let (outcome, nothing) = bench.runtime.block_on(async {
            let client = Client::signed_in(&server.address, &user, &password).await?;
            let outcome = load::run(&client, CLIENTS, &command, span).await?;
            let nothing = load::run(&client, CLIENTS, &Ask::Nothing("/healthz"), span / 5).await?;
            anyhow::Ok((outcome, nothing))
        })?;
        refused += outcome.refused;
        p99.push(outcome.within(0.99));
        p50.push(outcome.within(0.5));
        rates.push(outcome.rate);
        plain.push(nothing.rate);
        example = example.or(outcome.example);
        if run == 0 {
            // The first run warms up what is made on first use.
            for list in [&mut rates, &mut plain, &mut p50, &mut p99] {
                list.clear();
            }
        }
    }
    let (held, _) = server.memory()?;
    server.stop()?;
    let size = hanhtrinh_log::Log::head(&province.open()?).size;
    let mut line = Line::new("http", "commands/s", rates, size)
        .target(Target::AtLeast(5000.0))
        .also("p99_ms", median(&p99), "ms", Target::AtMost(30.0))
        .peer("healthz-alone", &plain)
        .note("p50_ms", (median(&p50) * 100.0).round() / 100.0)
        .note("clients", CLIENTS)
        .note("not_acknowledged", refused)
        .note("server_mb", held / 1_000_000);
    if let Some(example) = example {
        line = line.note("for_example", example);
    }
    bench.print(&line);
    bench.remove("http")
}
