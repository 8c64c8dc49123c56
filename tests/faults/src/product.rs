//! The product itself: the server binary, and a registry with backups, an export and a replica for it to work on.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use hanhtrinh_log::Log;
use hanhtrinh_record::seal::hex;
use serde_json::Value;

use crate::judge::open;
use crate::tools::{Tools, copy_folder, spawn};

/// Headings of a list of departures.
const HEADINGS: &str = "so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,xa,ngay_xuat_canh,thi_truong,nganh,hinh_thuc,ma_doanh_nghiep,so_hop_dong,bat_dau,ket_thuc";

/// The binary and what it is to work on.
#[derive(Debug)]
pub struct Product {
    binary: PathBuf,
    base: tempfile::TempDir,
    /// Passwords of `admin` and `officer`.
    pub passwords: [String; 2],
    /// Records of the log.
    pub size: u64,
    /// Records of its older backup.
    pub older: u64,
    /// Root of the log.
    pub root: String,
}

impl Product {
    /// Makes the registry: `data`, an older backup `b`, a whole one `c`, an export `out.ndjson`, a replica `replica`.
    pub fn make(tools: &Tools) -> Result<Self> {
        let binary = std::path::absolute(hanhtrinh_tests::server::binary()?)?;
        let mut product = Self {
            binary,
            base: tools.folder()?,
            passwords: Default::default(),
            size: 0,
            older: 0,
            root: String::new(),
        };
        let at = product.base.path().to_owned();
        let told = product.run(&at, "init --data data --province 38")?;
        product.passwords[0] = text(&told, "password")?;
        let told = product.run(&at, "user add --data data --user officer --role province_officer")?;
        product.passwords[1] = text(&told, "password")?;
        product.import(&at, 0..16)?;
        let older = product.run(&at, "backup --data data --to b --keys-to b.keys")?;
        product.older = older["size"].as_u64().context("no size")?;
        product.import(&at, 16..32)?;
        product.run(&at, "user add --data data --user later --role auditor")?;
        product.run(&at, "backup --data data --to c --keys-to c.keys")?;
        product.run(&at, "export --data data --out out.ndjson --sealed")?;
        product.run(&at, "import log out.ndjson --data replica")?;
        let log = open(&at.join("data"), &at.join("data.keys"))?;
        product.size = log.head().size;
        product.root = hex(&log.root(product.size)?);
        drop(log);
        copy_folder(&at.join("data.keys"), &at.join("replica.keys"))?;
        Ok(product)
    }

    fn import(&self, at: &Path, numbers: std::ops::Range<u32>) -> Result<()> {
        let mut list = HEADINGS.to_owned();
        for number in numbers.clone() {
            list.push_str(&format!(
                "\n038090{number:06},Nguyễn Văn An,12/05/1990,Nam,14845,05/03/2024,Nhật Bản,Cơ khí,Hợp đồng cá nhân,,HD-1,01/01/2024,31/12/2026"
            ));
        }
        std::fs::write(at.join("list.csv"), list)?;
        let done = self.run(at, "import departures list.csv --data data")?;
        ensure!(
            done["recorded"] == numbers.len(),
            "the list was not recorded: {done}"
        );
        Ok(())
    }

    /// Copies parts of it into a folder.
    pub fn copy(&self, parts: &[&str], into: &Path) -> Result<()> {
        std::fs::create_dir_all(into)?;
        for part in parts {
            let (from, to) = (self.base.path().join(part), into.join(part));
            if from.is_dir() {
                copy_folder(&from, &to)?;
            } else {
                std::fs::copy(from, to)?;
            }
        }
        Ok(())
    }

    /// A file of the registry as it was made.
    pub fn original(&self, name: &str) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.base.path().join(name))?)
    }

    /// A command line in a folder, ready to run.
    pub fn command(&self, at: &Path, line: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(line.split(' ')).current_dir(at).stdin(Stdio::null());
        command
    }

    /// Runs a command line that has to succeed, and reads the JSON that it prints.
    pub fn run(&self, at: &Path, line: &str) -> Result<Value> {
        let said = self.try_run(at, line)?;
        let said = said.map_err(|error| anyhow::anyhow!("{line}: {error}"))?;
        serde_json::from_str(&said).with_context(|| format!("{line} printed no JSON"))
    }

    /// Runs a command line whatever comes of it: what it printed, or how it refused.
    pub fn try_run(&self, at: &Path, line: &str) -> Result<Result<String, String>> {
        let mut command = self.command(at, line);
        let command = command
            .arg("--json")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let output = spawn(command)?.wait_with_output()?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        Ok(if output.status.success() {
            Ok(said(&output.stdout))
        } else {
            ensure!(
                output.status.code() == Some(1) || output.status.code() == Some(2),
                "{line} ended with {}: {}",
                output.status,
                said(&output.stderr)
            );
            Err(said(&output.stderr))
        })
    }
}

fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value[name]
        .as_str()
        .with_context(|| format!("no {name}"))?
        .to_owned())
}
