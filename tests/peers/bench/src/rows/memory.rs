//! What the server holds in memory while it answers what the interface asks.

use anyhow::Result;

use super::Bench;
use crate::client::Client;
use crate::line::{Line, Target};
use crate::server::Server;

/// What an officer looks at, again and again.
const PAGES: [&str; 8] = [
    "/session",
    "/work",
    "/people?q=nguyen&limit=50",
    "/people?q=le%20thi&limit=50",
    "/people?q=0381&limit=50",
    "/reports/departures?unit=38@2025&period=2025&by=market",
    "/reports/departures?unit=38@2025&period=2025&by=commune",
    "/reports/stock?unit=38@2025&on=2025-07-16&by=market",
];
/// How often.
const ROUNDS: usize = 5;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let province = bench.province()?;
    let (mut held, mut most) = (Vec::new(), Vec::new());
    let mut unanswered = Vec::new();
    for _ in 0..bench.args.runs() {
        let (server, _) = Server::start(&bench.args.server, &province.data, &bench.runtime)?;
        let (user, password) = province.account("province_officer")?;
        unanswered = bench.runtime.block_on(async {
            let mut client = Client::signed_in(&server.address, &user, &password).await?;
            let mut unanswered = Vec::new();
            for page in std::iter::repeat_n(PAGES, ROUNDS).flatten() {
                let reply = client.get_whole(&format!("/api/v1{page}")).await?;
                if reply.status != 200 && !unanswered.contains(&page) {
                    unanswered.push(page);
                }
            }
            anyhow::Ok(unanswered)
        })?;
        let (now, peak) = server.memory()?;
        held.push(now as f64 / 1e9);
        most.push(peak as f64 / 1e9);
        server.stop()?;
    }
    let mut line = Line::new("memory", "GB", held, province.events)
        .target(Target::AtMost(1.5))
        .also("peak_gb", crate::line::median(&most), "GB", Target::AtMost(1.5))
        .note("people", province.people);
    if !unanswered.is_empty() {
        line = line.note("not_answered", unanswered);
    }
    bench.print(&line);
    Ok(())
}
