//! What a log takes on the disk, against the bytes of its leaves and sealed parts.

use anyhow::Result;
use hanhtrinh_log::Log;

use super::Bench;
use crate::disk::used;
use crate::line::{Line, Target};

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let province = bench.province()?;
    let log = province.open()?;
    let size = log.head().size;
    let (mut next, mut content) = (0, 0_u64);
    while next < size {
        let page = log.read(next, 4096)?;
        anyhow::ensure!(!page.is_empty(), "the log ends before its head");
        next += page.len() as u64;
        for entry in &page {
            content += entry.line.len() as u64;
            content += entry
                .sealed
                .iter()
                .flatten()
                .map(|part| part.len() as u64)
                .sum::<u64>();
        }
    }
    log.close()?;
    drop(log);
    let (journal, sled) = (
        used(&province.data.join("journal"))?,
        used(&province.data.join("sled"))?,
    );
    let ratio = (journal + sled) as f64 / content as f64;
    let line = Line::new("disk", "x leaf and sealed bytes", vec![ratio], size)
        .target(Target::AtMost(4.0))
        .note("content_bytes", content)
        .note("journal_bytes", journal)
        .note("sled_bytes", sled)
        .note("keys_bytes", used(&province.keys())?);
    bench.print(&line);
    Ok(())
}
