//! Rounds of power cuts: processes work on a log, are killed or lose their power, start again on what is left, and so on.

use std::path::Path;

use anyhow::{Context, Result};

use crate::chance::Chance;
use crate::disk::Disk;
use crate::judge::judge;
use crate::known::Known;
use crate::tools::{Ended, Tools};
use crate::trace::{self, Line};

/// What a story came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Processes that were killed.
    pub kills: u64,
    /// Power cuts that were judged.
    pub cuts: u64,
    /// Commands that had been acknowledged, summed over all judgements.
    pub acknowledged: u64,
}

/// Runs one story of up to five processes, each with `cuts` power cuts judged.
pub fn story(tools: &Tools, seed: u64, cuts: usize) -> Result<Tally> {
    let mut chance = Chance::new(seed);
    let folder = tools.folder()?;
    let mut tally = Tally::default();
    let mut root = folder.path().join("0");
    std::fs::create_dir(&root)?;
    let mut disk = Disk::of(&root)?;
    let processes = 2 + chance.below(4);
    for phase in 0..processes {
        let before = Known::of(disk.acks());
        let trace = folder.path().join(format!("trace-{phase}"));
        let again: Vec<String> = before
            .open
            .iter()
            .rev()
            .take(20)
            .map(ToString::to_string)
            .collect();
        let arguments: Vec<String> = [
            ["--seed".to_owned(), chance.seed().to_string()],
            ["--phase".to_owned(), phase.to_string()],
            ["--again".to_owned(), again.join(",")],
        ]
        .concat();
        let most = chance.one_of(&[60, 200, 700, 2000]);
        let trouble = match chance.percent(85) {
            true => format!("kill@{}", 1 + chance.below(most)),
            false => String::new(),
        };
        let ended = tools.watch(&root, &trace, &trouble, &arguments)?;
        tally.kills += u64::from(ended == Ended::Killed);
        let lines = trace::read(&trace)?;
        let points = points(&lines, cuts, &mut chance);
        let goes_on_at = chance
            .percent(60)
            .then(|| chance.one_of(&points))
            .filter(|_| !points.is_empty());
        let mut next = None;
        for (at, line) in (1..).zip(&lines) {
            disk.apply(line)
                .with_context(|| format!("line {at} of process {phase}: {line:.60?}"))?;
            for _ in points.iter().filter(|point| **point == at) {
                let seed = chance.seed();
                let told = Known::of(disk.acks());
                tally.acknowledged += told.done.len() as u64;
                tally.cuts += 1;
                cut(&disk, &folder.path().join("image"), seed, &told)
                    .map_err(|error| keep(tools, &disk, seed, error))
                    .with_context(|| format!("power cut after line {at} of process {phase}"))?;
            }
            if goes_on_at == Some(at) {
                next = Some((disk.clone(), chance.seed()));
            }
        }
        match next {
            // The power goes, and what the disk holds is all there is.
            Some((then, seed)) if then.acks().iter().any(|ack| ack.starts_with("created")) => {
                root = folder.path().join((phase + 1).to_string());
                then.cut(&root, &mut Chance::new(seed))?;
                disk = Disk::of(&root)?.told(then.acks());
            }
            // Only the process is gone: the cache of the system lives on, and so do the changes nobody waited for.
            _ => {
                disk.next_process();
                if !Known::of(disk.acks()).created {
                    break;
                }
            }
        }
    }
    Ok(tally)
}

/// Lets the power go in a copy and judges it.
pub fn cut(disk: &Disk, image: &Path, seed: u64, told: &Known) -> Result<()> {
    if image.exists() {
        std::fs::remove_dir_all(image)?;
    }
    disk.cut(image, &mut Chance::new(seed))?;
    judge(image, told)
}

/// Keeps what a failed judgement saw, before it was opened.
pub fn keep(tools: &Tools, disk: &Disk, seed: u64, error: anyhow::Error) -> anyhow::Error {
    let kept = tools.kept.join(format!("cut-{seed}"));
    let saved = disk.cut(&kept, &mut Chance::new(seed)).and_then(|()| {
        Ok(std::fs::write(
            kept.join("acknowledged.txt"),
            disk.acks().concat(),
        )?)
    });
    match saved {
        Ok(()) => error.context(format!(
            "kept in {}; judge it again: hanhtrinh-faults judge {}",
            kept.display(),
            kept.display()
        )),
        Err(_) => error,
    }
}

/// Lines after which the power goes: right after acknowledgements, around syncs, and anywhere.
pub fn points(lines: &[Line], count: usize, chance: &mut Chance) -> Vec<usize> {
    let those = |wanted: fn(&Line) -> bool| -> Vec<usize> {
        (1..)
            .zip(lines)
            .filter(|(_, line)| wanted(line))
            .map(|(at, _)| at)
            .collect()
    };
    let acks = those(|line| matches!(line, Line::Ack(_) | Line::Answer(_)));
    // While somebody waits, most is at stake.
    let syncs = those(|line| matches!(line, Line::SyncBegins { .. }));
    let names = those(|line| {
        matches!(
            line,
            Line::Rename { .. } | Line::Remove { .. } | Line::MakeFolder { .. }
        )
    });
    let mut points: Vec<usize> = (0..count)
        .filter_map(|_| {
            let near = match chance.below(10) {
                0..=2 => &acks,
                3..=5 => return Some(*syncs.get(chance.below(syncs.len() as u64) as usize)?),
                6 => &names,
                _ => return (!lines.is_empty()).then(|| 1 + chance.below(lines.len() as u64) as usize),
            };
            let at = *near.get(chance.below(near.len() as u64) as usize)?;
            Some((at + chance.below(3) as usize).min(lines.len()))
        })
        .collect();
    points.sort_unstable();
    points
}
