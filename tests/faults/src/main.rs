//! The program behind the fault tests: `work` is the process whose disk is watched, `judge` looks at a folder that a failed
//! round kept, `soak` runs rounds until its time is over.

use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hanhtrinh_faults::known::Known;
use hanhtrinh_faults::tools::Tools;
use hanhtrinh_faults::work::{Job, work};
use hanhtrinh_faults::{judge, soak};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hanhtrinh-faults: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("work") => work(Job {
            root: PathBuf::from(option(&words, "--root").context("--root is missing")?),
            seed: number(&words, "--seed")?.unwrap_or(0),
            phase: u128::from(number(&words, "--phase")?.unwrap_or(0)),
            again: option(&words, "--again")
                .unwrap_or_default()
                .split(',')
                .filter_map(|id| id.parse().ok())
                .collect(),
            trouble: words.iter().any(|word| word == "--trouble"),
        }),
        Some("judge") => {
            let folder = Path::new(words.get(1).context("which folder?")?);
            let told = std::fs::read_to_string(folder.join("acknowledged.txt"))?;
            judge::judge(folder, &Known::of([&told]))
        }
        Some("soak") => {
            let rounds = number(&words, "--rounds")?;
            let seconds =
                number(&words, "--seconds")?.or(number(&words, "--minutes")?.map(|minutes| minutes * 60));
            let random = RandomState::new().hash_one(std::process::id());
            let plan = soak::Plan {
                time: Duration::from_secs(seconds.unwrap_or(600)),
                seed: number(&words, "--seed")?.unwrap_or(random),
                only: option(&words, "--only").map(str::to_owned),
                rounds,
                lanes: if rounds.is_some() {
                    1
                } else {
                    number(&words, "--lanes")?.unwrap_or(2)
                },
            };
            eprintln!("seed {}", plan.seed);
            let tools = Tools::find(&std::env::current_exe()?)?;
            // What is built and made first is not of the time that was asked for.
            tools.product()?;
            let began = Instant::now();
            let totals = soak::soak(&tools, &plan)?;
            let mut line = serde_json::to_value(&totals)?;
            line["seconds"] = began.elapsed().as_secs().into();
            line["judged"] = soak::judged(&totals).into();
            println!("{line}");
            if let Some(report) = option(&words, "--report") {
                std::fs::write(report, format!("{line}\n"))?;
            }
            if let Some(failed) = totals.get(soak::FAILED) {
                bail!("{failed} rounds failed; each says above how to repeat it");
            }
            Ok(())
        }
        _ => bail!("one of: soak [--minutes N] [--seed S] [--only KIND] [--rounds N], judge FOLDER, work"),
    }
}

fn option<'a>(words: &'a [String], name: &str) -> Option<&'a str> {
    let at = words.iter().position(|word| word == name)?;
    words.get(at + 1).map(String::as_str)
}

fn number(words: &[String], name: &str) -> Result<Option<u64>> {
    option(words, name)
        .map(|text| {
            text.parse()
                .with_context(|| format!("{name} takes a number, not `{text}`"))
        })
        .transpose()
}
