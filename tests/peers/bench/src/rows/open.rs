//! From the start of the server's process until its views answer, after a clean stop and after `kill -9`.

use anyhow::Result;
use serde_json::json;
use uuid::Uuid;

use super::Bench;
use crate::client::Client;
use crate::line::{Line, Target, median};
use crate::province::Province;
use crate::server::{Ready, Server};

/// Commands recorded before the server is killed.
const RECORDED: usize = 200;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let province = bench.province()?;
    let cases = province.cases(RECORDED)?;
    let start = |bench: &Bench| Server::start(&bench.args.server, &province.data, &bench.runtime);
    // The province was made by another program; the first start may leave something for the next.
    start(bench)?.0.stop()?;
    let (mut clean, mut killed): (Vec<Ready>, Vec<Ready>) = (Vec::new(), Vec::new());
    for _ in 0..bench.args.runs() {
        let (server, ready) = start(bench)?;
        clean.push(ready);
        bench.runtime.block_on(record(&server, &province, &cases))?;
        server.kill()?;
        let (server, ready) = start(bench)?;
        killed.push(ready);
        server.stop()?;
    }
    let size = hanhtrinh_log::Log::head(&province.open()?).size;
    let facts = |list: &[Ready]| list.iter().map(|ready| ready.facts).collect::<Vec<_>>();
    let after = |list: &[Ready]| {
        list.iter()
            .map(|ready| ready.search - ready.facts)
            .collect::<Vec<_>>()
    };
    let search = |list: &[Ready]| median(&after(list));
    bench.print(
        &Line::new("open-after-clean-stop", "s", facts(&clean), size)
            .target(Target::AtMost(3.0))
            .also("search_s_more", search(&clean), "s", Target::AtMost(10.0)),
    );
    bench.print(
        &Line::new("open-after-kill", "s", facts(&killed), size)
            .target(Target::AtMost(15.0))
            .also("search_s_more", search(&killed), "s", Target::AtMost(10.0)),
    );
    Ok(())
}

/// Records something, so that the server dies in the middle of its work.
async fn record(server: &Server, province: &Province, cases: &[String]) -> Result<()> {
    let (user, password) = province.account("province_officer")?;
    let mut client = Client::signed_in(&server.address, &user, &password).await?;
    let fact = json!({"type": "health_check_recorded", "on": "2025-05-17", "facts": {"certificate": true}})
        .to_string();
    for case in cases {
        let path = format!("/api/v1/cases/{case}/facts");
        let reply = client.command(&path, Uuid::new_v4(), fact.as_bytes()).await?;
        anyhow::ensure!(
            reply.status == 201,
            "a fact was answered with {} {}",
            reply.status,
            String::from_utf8_lossy(&reply.body)
        );
    }
    Ok(())
}
