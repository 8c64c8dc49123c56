//! What every round needs: the shim, built once, and the program that works under it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Where things lie.
#[derive(Debug, Clone)]
pub struct Tools {
    program: PathBuf,
    shim: PathBuf,
    /// Folder for the folders of rounds.
    pub temporary: PathBuf,
    /// Folder in which failures are kept.
    pub kept: PathBuf,
}

/// How a process under the shim ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, well.
    Well,
    /// Killed by the shim.
    Killed,
}

impl Tools {
    /// Builds the shim with the cargo at hand; needs no download.
    pub fn find(program: &Path) -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
            || here.join("../../target"),
            |folder| here.join("../..").join(folder),
        );
        std::fs::create_dir_all(&target)?;
        let target = target.canonicalize()?;
        let built = target.join("fault-shim");
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "build",
                "--release",
                "--locked",
                "--offline",
                "--quiet",
                "--manifest-path",
            ])
            .arg(here.join("shim/Cargo.toml"))
            .arg("--target-dir")
            .arg(&built)
            .current_dir(here.join("shim"))
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .output()
            .context("cargo cannot be started")?;
        ensure!(
            output.status.success(),
            "the shim does not build: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        // In memory if the system offers it: the disk under test is simulated anyway.
        let memory = Path::new("/dev/shm");
        let temporary = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        Ok(Self {
            program: program.to_owned(),
            shim: built.join("release/libhanhtrinh_fault_shim.so").canonicalize()?,
            temporary: temporary.canonicalize()?,
            kept: target.join("faults"),
        })
    }

    /// A folder for one round.
    pub fn folder(&self) -> Result<tempfile::TempDir> {
        Ok(tempfile::Builder::new()
            .prefix("hanhtrinh-fault-")
            .tempdir_in(&self.temporary)?)
    }

    /// Lets this program work on `root` under the shim, which writes `trace`.
    pub fn watch(&self, root: &Path, trace: &Path, trouble: &str, arguments: &[String]) -> Result<Ended> {
        let mut command = Command::new(&self.program);
        command.arg("work").arg("--root").arg(root).args(arguments);
        self.watched(&mut command, root, trace, trouble)
    }

    /// Lets any program run with its changes to `root` watched.
    pub fn watched(&self, command: &mut Command, root: &Path, trace: &Path, trouble: &str) -> Result<Ended> {
        command
            .env("LD_PRELOAD", &self.shim)
            .env("FAULT_ROOT", root)
            .env("FAULT_TRACE", trace)
            .env("FAULT_TROUBLE", trouble)
            .stdin(Stdio::null());
        let output = command.output().context("the process cannot be started")?;
        if output.status.success() {
            return Ok(Ended::Well);
        }
        if std::os::unix::process::ExitStatusExt::signal(&output.status) == Some(9) {
            return Ok(Ended::Killed);
        }
        anyhow::bail!(
            "the process failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        )
    }
}
