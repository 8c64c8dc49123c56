//! The words of the command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::rows;

/// Events in the province, unless told otherwise: whole runs, and quick ones.
const EVENTS: (u64, u64) = (1_000_000, 40_000);

/// What is to be measured, and where.
#[derive(Debug)]
pub struct Args {
    /// Events in the province, and most events in one run of the other rows.
    pub events: u64,
    /// Seed of everything invented.
    pub seed: u64,
    /// Fewer runs, shorter ones.
    pub quick: bool,
    /// Rows chosen; all when empty.
    pub rows: Vec<String>,
    /// Folder for everything that is written.
    pub dir: PathBuf,
    /// The server's binary.
    pub server: PathBuf,
    /// The Wasm module that verifies.
    pub wasm: PathBuf,
    /// The script that runs it under Node.
    pub script: PathBuf,
}

impl Args {
    /// Reads the words; unknown ones are refused.
    pub fn parse(words: impl Iterator<Item = String>) -> Result<Self> {
        let mut words = words;
        let (mut events, mut seed, mut quick, mut rows) = (None, 38_2025, false, Vec::new());
        let (mut dir, mut server, mut wasm, mut script) = (None, None, None, None);
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--quick" => quick = true,
                "--events" => {
                    events = Some(
                        value()?
                            .replace('_', "")
                            .parse()
                            .context("--events needs a number")?,
                    )
                }
                "--seed" => seed = value()?.parse().context("--seed needs a number")?,
                "--row" => rows.extend(value()?.split(',').map(|name| name.trim().to_owned())),
                "--dir" => dir = Some(PathBuf::from(value()?)),
                "--server" => server = Some(PathBuf::from(value()?)),
                "--wasm" => wasm = Some(PathBuf::from(value()?)),
                "--script" => script = Some(PathBuf::from(value()?)),
                _ => bail!("{word} is not known here"),
            }
        }
        for name in &rows {
            if rows::ALL.iter().all(|row| row.name != name) {
                let names: Vec<_> = rows::ALL.iter().map(|row| row.name).collect();
                bail!("there is no row `{name}`; the rows are {}", names.join(", "));
            }
        }
        let events = events.unwrap_or(if quick { EVENTS.1 } else { EVENTS.0 });
        if events < 1000 {
            bail!("--events below 1000 measures nothing");
        }
        Ok(Self {
            events,
            seed,
            quick,
            rows,
            dir: dir.context("--dir is needed")?,
            server: server.context("--server is needed")?,
            wasm: wasm.context("--wasm is needed")?,
            script: script.context("--script is needed")?,
        })
    }

    /// Runs of each measurement; the median counts.
    pub fn runs(&self) -> usize {
        if self.quick { 3 } else { 5 }
    }
}
