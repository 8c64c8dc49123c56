//! Folding all views from nothing, without opening what is sealed.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use hanhtrinh_domain::unit::{EDITION_2025, UnitCode, UnitRef};
use hanhtrinh_log::Log;
use hanhtrinh_log_sled::SledLog;
use hanhtrinh_record::Leaf;
use hanhtrinh_views::{PackTexts, Packs, Views};

use super::Bench;
use crate::line::{Line, Target};

/// Entries read at a time.
const PAGE: usize = 4096;
/// Pages that may wait to be folded.
const WAITING: usize = 4;

/// Leaves with their positions.
type Page = Vec<(u64, Leaf)>;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let province = bench.province()?;
    let log = province.open()?;
    let size = log.head().size;
    let packs = Arc::new(packs()?);
    let here = UnitRef {
        code: UnitCode::parse("38").ok().context("38 is no unit")?,
        edition: EDITION_2025,
    };
    let (mut rates, mut decoding, mut people) = (Vec::new(), Vec::new(), 0);
    for _ in 0..bench.args.runs() {
        let start = Instant::now();
        read(&log, size, |leaves| {
            std::hint::black_box(leaves);
            true
        })?;
        decoding.push(size as f64 / start.elapsed().as_secs_f64());

        let mut views = Views::new(Arc::clone(&packs), here);
        let start = Instant::now();
        fold(&log, size, &mut views)?;
        rates.push(size as f64 / start.elapsed().as_secs_f64());
        ensure!(views.size() == size, "the views end before the log");
        people = views.worker_ids().count();
    }
    let line = Line::new("rebuild", "events/s", rates, size)
        .target(Target::AtLeast(250_000.0))
        .peer("reading-and-decoding-alone", &decoding)
        .note("people", people);
    bench.print(&line);
    Ok(())
}

/// Folds a log as the server does: one thread reads and decodes, another folds.
fn fold(log: &SledLog, size: u64, views: &mut Views) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, pages) = sync_channel::<Page>(WAITING);
        let reading = scope.spawn(move || read(log, size, |page| sender.send(page).is_ok()));
        for page in pages {
            for (position, leaf) in &page {
                // A part that is not handed over counts as withheld.
                views.apply(*position, leaf, &[]);
            }
        }
        reading.join().ok().context("reading the log failed")?
    })
}

/// Reads and decodes a log page by page, until `take` says that it is enough.
fn read(log: &SledLog, size: u64, mut take: impl FnMut(Page) -> bool) -> Result<()> {
    let mut next = 0;
    while next < size {
        let page = log.read(next, PAGE)?;
        ensure!(!page.is_empty(), "the log ends before its head");
        next += page.len() as u64;
        let leaves = page.iter().map(|entry| Ok((entry.position, entry.leaf()?)));
        if !take(leaves.collect::<Result<_>>()?) {
            break;
        }
    }
    Ok(())
}

/// The dated data of this source tree.
fn packs() -> Result<Packs> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    let text = |name: &str| {
        let path = data.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let texts = PackTexts {
        rules: &text("rules/vn-1.json")?,
        units_before: &text("admin-units/units-until-2025-06-30.csv")?,
        units_after: &text("admin-units/units-from-2025-07-01.csv")?,
        successions: &text("admin-units/successions-2025-07-01.csv")?,
        holidays: &text("holidays/public-holidays-2018-2027.csv")?,
        markets: &text("catalogue/markets.json")?,
        sectors: &text("catalogue/sectors.json")?,
        legal_forms: &text("catalogue/legal_forms.json")?,
    };
    Ok(Packs::read(&texts, Vec::new())?)
}
