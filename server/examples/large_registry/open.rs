//! Opening it as a server does, with times and memory.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use hanhtrinh_server::app::{Host, Registry};
use hanhtrinh_views::{PeopleQuery, ReportQuery, StockQuery};

/// Opens as a server does and asks the usual questions.
pub fn open(dir: &Path) -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let began = Instant::now();
    let registry = Arc::new(Registry::open_facts(dir, Host::system())?);
    println!(
        "facts {:.2} s, {:.2} s of compute, {} MB",
        began.elapsed().as_secs_f64(),
        cpu()?,
        megabytes()?
    );
    let today = registry.today();
    {
        let (views, unit) = (registry.views(), registry.info().province);
        let asked = Instant::now();
        let query = ReportQuery {
            unit_text: "38".to_owned(),
            unit,
            period: hanhtrinh_domain::period::Period::parse("2024")?,
            as_of: today,
            position: views.size(),
            by: None,
            scope_enterprise: None,
        };
        let value = views.departures(&query)?.value;
        println!("departures of 2024: {value} in {:?}", asked.elapsed());
        let asked = Instant::now();
        let query = StockQuery {
            unit_text: "38".to_owned(),
            unit,
            on: today,
            as_of: today,
            position: views.size(),
            by: None,
            scope_enterprise: None,
        };
        println!(
            "abroad today: {} in {:?}",
            views.stock(&query)?.value,
            asked.elapsed()
        );
    }
    let facts = Instant::now();
    registry.look_after()?;
    while !registry.knows_people() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    println!(
        "search {:.2} s more, {:.2} s of compute in all, {} MB",
        facts.elapsed().as_secs_f64(),
        cpu()?,
        megabytes()?
    );
    for text in ["nguyen", "le thi an", "0380", "C0000012"] {
        let asked = Instant::now();
        let hits = registry.views().search(&people(text, today), &|_, _| true);
        println!("search {text:?}: {} in {:?}", hits.total, asked.elapsed());
    }
    for _ in 0..2 {
        let asked = Instant::now();
        let tasks = registry.views().work(today, &|_, _| true).len();
        println!("work: {tasks} in {:?}, {} MB", asked.elapsed(), megabytes()?);
    }
    let mut most = 0;
    while !registry.readiness().checked {
        most = most.max(megabytes()?);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    println!(
        "checked after {:.1} s, at most {most} MB, then {} MB",
        began.elapsed().as_secs_f64(),
        megabytes()?
    );
    let closing = Instant::now();
    registry.close()?;
    println!(
        "closed in {:.2} s, {} MB at most in all",
        closing.elapsed().as_secs_f64(),
        status("VmHWM:")?
    );
    Ok(())
}

fn people(text: &str, today: jiff::civil::Date) -> PeopleQuery {
    PeopleQuery {
        text: text.to_owned(),
        commune: None,
        state: None,
        market: None,
        offset: 0,
        limit: 50,
        names: true,
        today,
    }
}

/// Folds all facts from zero, without a snapshot.
pub fn rebuild(dir: &Path) -> anyhow::Result<()> {
    let path = hanhtrinh_server::app::snapshot::path(dir);
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    let began = Instant::now();
    let registry = Registry::open_facts(dir, Host::system())?;
    let opened = began.elapsed().as_secs_f64();
    let size = registry.views().size();
    let (again, before) = (Instant::now(), cpu()?);
    let equal = registry.rebuild()?;
    let (folded, compute) = (again.elapsed().as_secs_f64(), cpu()? - before);
    println!(
        "opened and folded {size} events in {opened:.1} s, {before:.1} s of compute; again in {folded:.1} s ({:.0} a \
         second), {compute:.1} s of compute; equal: {equal}",
        size as f64 / folded
    );
    registry.close()?;
    Ok(())
}

/// Seconds of compute that the process has used so far: on a busy machine the clock on the wall says little.
fn cpu() -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok());
    // User and system time, in hundredths of a second on Linux.
    Ok((ticks(13).context("no user time")? + ticks(14).context("no system time")?) / 100.0)
}

fn megabytes() -> anyhow::Result<u64> {
    status("VmRSS:")
}

fn status(key: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with(key))
        .context("no such line")?;
    let kilobytes: u64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
    Ok(kilobytes / 1024)
}
