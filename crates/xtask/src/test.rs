//! `cargo xtask test`: every check and every test, one after the other, cheap ones first.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::command::heading;
use crate::steps::{self, Outcome, Step};
use crate::workspace::Workspace;

/// Runs the steps asked for; stops at the first that fails.
pub fn test(workspace: &Workspace, mut args: Args) -> Result<()> {
    let only = args.list("only")?;
    let skip = args.list("skip")?;
    args.finish()?;
    let chosen = choose(&only, &skip)?;

    let started = Instant::now();
    let mut lines = Vec::new();
    for (number, step) in chosen.iter().enumerate() {
        heading(format!(
            "[{}/{}] {}: {}",
            number + 1,
            chosen.len(),
            step.name,
            step.title
        ));
        let began = Instant::now();
        match (step.run)(workspace) {
            Ok(outcome) => lines.push(line(step, &outcome, began.elapsed())),
            Err(error) => {
                summary(&lines);
                eprintln!("  {:<10} FAILED   {}", step.name, shown(began.elapsed()));
                return Err(error).with_context(|| {
                    format!(
                        "step {} failed\n  repeat it alone: cargo xtask test --only {}\n ",
                        step.name, step.name
                    )
                });
            }
        }
    }
    summary(&lines);
    eprintln!(
        "\n  all {} steps passed in {}",
        chosen.len(),
        shown(started.elapsed())
    );
    Ok(())
}

fn choose(only: &[String], skip: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .chain(skip)
        .find(|name| steps::ALL.iter().all(|step| step.name != **name))
    {
        let names: Vec<_> = steps::ALL.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`\n  remedy: the steps are {}",
            names.join(", ")
        );
    }
    let named = |names: &[String], step: &Step| names.iter().any(|name| name == step.name);
    let chosen: Vec<_> = steps::ALL
        .iter()
        .filter(|step| (only.is_empty() || named(only, step)) && !named(skip, step))
        .collect();
    if chosen.is_empty() {
        bail!("no step is left to run\n  remedy: name fewer steps in --skip");
    }
    Ok(chosen)
}

fn line(step: &Step, outcome: &Outcome, took: Duration) -> String {
    match outcome {
        Outcome::Passed => format!("  {:<10} passed   {}", step.name, shown(took)),
        Outcome::Partly(why) => format!("  {:<10} passed   {} ({why})", step.name, shown(took)),
    }
}

fn summary(lines: &[String]) {
    heading("Summary");
    for line in lines {
        eprintln!("{line}");
    }
}

fn shown(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{:>2}:{:02} min", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> Result<Vec<&'static str>> {
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        Ok(choose(&owned(only), &owned(skip))?
            .iter()
            .map(|step| step.name)
            .collect())
    }

    #[test]
    fn steps_are_chosen_in_their_own_order() {
        assert_eq!(names(&[], &[]).unwrap().len(), steps::ALL.len());
        assert_eq!(names(&["clippy", "fmt"], &[]).unwrap(), ["fmt", "clippy"]);
        assert!(!names(&[], &["browser"]).unwrap().contains(&"browser"));
        assert!(names(&["speed"], &[]).is_err());
        assert!(names(&["fmt"], &["fmt"]).is_err());
    }
}
