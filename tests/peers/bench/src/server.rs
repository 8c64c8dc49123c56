//! The server as a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::client::Client;

/// Longest wait for a server to be ready.
const PATIENCE: Duration = Duration::from_secs(1200);
/// Between two questions whether it is ready.
const ASK: Duration = Duration::from_millis(2);

/// A running server.
pub struct Server {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub address: String,
}

/// Seconds from the start of the process.
#[derive(Debug, Clone, Copy)]
pub struct Ready {
    /// Until facts could be asked for.
    pub facts: f64,
    /// Until names could be searched too.
    pub search: f64,
}

impl Server {
    /// Starts the binary over a data folder and waits until facts and search are ready.
    pub fn start(binary: &Path, data: &Path, runtime: &Runtime) -> Result<(Self, Ready)> {
        let settings = data.with_extension("bench.toml");
        std::fs::write(&settings, "[log]\nfilter = \"warn\"\n")?;
        let begun = Instant::now();
        let mut child = Command::new(binary)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .arg("--config")
            .arg(&settings)
            .args(["--listen", "127.0.0.1:0", "--json"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started", binary.display()))?;
        let stdout = child.stdout.take().context("the server has no standard output")?;
        let mut server = Self {
            child,
            address: String::new(),
        };
        let mut lines = BufReader::new(stdout);
        let mut first = String::new();
        lines.read_line(&mut first)?;
        let said: Value =
            serde_json::from_str(&first).with_context(|| format!("the server said {first:?}"))?;
        let url = said["listening"]
            .as_str()
            .context("the server does not say where it listens")?;
        server.address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        // What follows is read away, or the server would wait on a full pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        let ready = runtime.block_on(wait_until_ready(&server.address, begun))?;
        Ok((server, ready))
    }

    /// Tells it to stop and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()?;
        ensure!(told.success(), "the server cannot be told to stop");
        let status = self.child.wait()?;
        ensure!(status.success(), "the server stopped with {status}");
        Ok(())
    }

    /// Kills it as a power cut would.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Bytes of memory it holds now, and held at most.
    pub fn memory(&self) -> Result<(u64, u64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = |name: &str| -> Result<u64> {
            let rest = status
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .with_context(|| format!("the system does not say {name}"))?;
            let kilobytes: u64 = rest.trim().trim_end_matches(" kB").parse()?;
            Ok(kilobytes * 1024)
        };
        Ok((line("VmRSS:")?, line("VmHWM:")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone is as good as killed here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks `/readyz` until it says that facts and search are there.
async fn wait_until_ready(address: &str, begun: Instant) -> Result<Ready> {
    let mut client = Client::connect(address).await?;
    let mut facts = None;
    loop {
        let reply = client.get_whole("/readyz").await?;
        let now = begun.elapsed().as_secs_f64();
        let said: Value = serde_json::from_slice(&reply.body).context("/readyz is no JSON")?;
        if said["facts"] == true {
            facts.get_or_insert(now);
        }
        // Search is said to be ready, or how far it is in percent.
        let search = said["search"] == true || said["search"] == 100;
        if let (Some(facts), true, 200) = (facts, search, reply.status) {
            return Ok(Ready { facts, search: now });
        }
        if begun.elapsed() > PATIENCE {
            bail!("the server does not become ready: {said}");
        }
        tokio::time::sleep(ASK).await;
    }
}
