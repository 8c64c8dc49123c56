//! A server of one's own: the built binary on a free port, gone when the test ends.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{cargo, root};

/// The server binary: the one that `HANHTRINH_BIN` names, else one built here, once for all tests of a process.
pub fn binary() -> Result<&'static Path> {
    static BINARY: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let found = BINARY.get_or_init(|| find_binary().map_err(|error| format!("{error:#}")));
    found.as_deref().map_err(|error| anyhow::anyhow!(error.clone()))
}

fn find_binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("HANHTRINH_BIN").filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    cargo(&["build", "--package", "hanhtrinh-server", "--bin", "hanhtrinh"])?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir));
    Ok(target
        .join("debug")
        .join(format!("hanhtrinh{}", std::env::consts::EXE_SUFFIX)))
}

/// A command of the server binary, ready for arguments.
pub fn command() -> Result<Command> {
    Ok(Command::new(binary()?))
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    child: Child,
    url: String,
    /// Its settings file: only warnings are said, so that a failing test can be read.
    _settings: tempfile::NamedTempFile,
}

impl Server {
    /// Starts a server over a data folder and waits until it listens.
    pub fn start(data: &Path) -> Result<Self> {
        let mut settings = tempfile::NamedTempFile::new().context("no temporary file")?;
        settings
            .write_all(b"[log]\nfilter = \"warn\"\n")
            .context("the settings cannot be written")?;
        let mut child = command()?
            .arg("serve")
            .arg("--data")
            .arg(data)
            .arg("--config")
            .arg(settings.path())
            .args(["--listen", "127.0.0.1:0", "--json"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("the server cannot be started")?;
        let stdout = child.stdout.take().context("the server has no standard output")?;
        let mut lines = BufReader::new(stdout);
        let mut first = String::new();
        lines.read_line(&mut first).context("the server said nothing")?;
        let said: Value =
            serde_json::from_str(&first).with_context(|| format!("not a line of JSON: {first:?}"))?;
        let Some(url) = said.get("listening").and_then(Value::as_str) else {
            bail!("the server does not say where it listens: {first}");
        };
        let url = url.to_owned();
        // What follows is read away, or the server would wait on a full pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Ok(Self {
            child,
            url,
            _settings: settings,
        })
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The port it listens on.
    pub fn port(&self) -> Result<u16> {
        let port = self.url.rsplit(':').next().unwrap_or_default();
        port.trim_end_matches('/')
            .parse()
            .with_context(|| format!("no port in {}", self.url))
    }

    /// Kills it as a power cut would (`kill -9`) and waits until it is gone.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill().context("the server cannot be killed")?;
        self.child.wait().context("the server cannot be waited for")?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone is as good as killed here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
