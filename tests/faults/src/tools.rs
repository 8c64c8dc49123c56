//! What every round needs: the shim, built once, and the program that works under it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use anyhow::{Context, Result, bail, ensure};

use crate::product::Product;

/// Where things lie.
#[derive(Debug, Clone)]
pub struct Tools {
    program: PathBuf,
    shim: PathBuf,
    product: Arc<OnceLock<Product>>,
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
    /// By itself, with an error; what it said.
    Refused(String),
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
            product: Arc::default(),
            shim: built.join("release/libhanhtrinh_fault_shim.so").canonicalize()?,
            temporary: temporary.canonicalize()?,
            kept: target.join("faults"),
        })
    }

    /// The product and a registry for it, made at the first call.
    pub fn product(&self) -> Result<&Product> {
        static MAKING: Mutex<()> = Mutex::new(());
        let _one = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(product) = self.product.get() {
            return Ok(product);
        }
        let made = Product::make(self)?;
        Ok(self.product.get_or_init(|| made))
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
        match self.watched(&mut command, root, trace, trouble)? {
            Ended::Refused(said) => bail!("the process failed: {said}"),
            ended => Ok(ended),
        }
    }

    /// Lets any program run with its changes to `root` watched.
    pub fn watched(&self, command: &mut Command, root: &Path, trace: &Path, trouble: &str) -> Result<Ended> {
        self.preload(command, root, trace, trouble);
        let child = spawn(command.stdout(Stdio::null()).stderr(Stdio::piped()))?;
        let output = child.wait_with_output().context("the process is lost")?;
        if output.status.success() {
            return Ok(Ended::Well);
        }
        if std::os::unix::process::ExitStatusExt::signal(&output.status) == Some(9) {
            return Ok(Ended::Killed);
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        ensure!(
            matches!(output.status.code(), Some(1 | 2)),
            "the process ended with {}: {said}",
            output.status
        );
        Ok(Ended::Refused(said))
    }

    /// Puts the shim between a program and its disk.
    pub fn preload(&self, command: &mut Command, root: &Path, trace: &Path, trouble: &str) {
        command
            .env("LD_PRELOAD", &self.shim)
            .env("FAULT_ROOT", root)
            .env("FAULT_TRACE", trace)
            .env("FAULT_TROUBLE", trouble)
            .stdin(Stdio::null());
    }
}

/// A process that is just being started holds every lock that this one holds, until it has become another program. Whoever opens
/// a log keeps others from starting, so that what was closed a moment ago is free.
static STARTS: RwLock<()> = RwLock::new(());

/// Nobody starts a process while the answer lives.
pub fn no_starts() -> RwLockReadGuard<'static, ()> {
    STARTS.read().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a process, while nobody opens a log.
pub fn spawn(command: &mut Command) -> Result<Child> {
    let _alone = STARTS.write().unwrap_or_else(PoisonError::into_inner);
    // It returns when the other program has begun.
    command.spawn().context("the process cannot be started")
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for file in std::fs::read_dir(from)? {
        let file = file?;
        let target = to.join(file.file_name());
        if file.file_type()?.is_dir() {
            copy_folder(&file.path(), &target)?;
        } else {
            std::fs::copy(file.path(), target)?;
        }
    }
    Ok(())
}
