//! The program as people run it, and a server of it.

#![allow(dead_code, clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// Runs a command line in a folder.
pub fn run(line: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hanhtrinh"))
        .args(line)
        .current_dir(dir)
        .output()
        .unwrap()
}

/// Runs one written with spaces that has to succeed, and reads its JSON.
pub fn json(line: &str, dir: &Path) -> Value {
    let words: Vec<&str> = line.split(' ').chain(["--json"]).collect();
    let output = run(&words, dir);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{line}: {text}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{line}: {error}: {text}"))
}

/// Runs one that has to succeed.
pub fn good(line: &str, dir: &Path) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let output = run(&words, dir);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{line}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// Runs one that has to fail, and returns what it says.
pub fn bad(line: &str, dir: &Path) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let output = run(&words, dir);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stdout));
    text
}

/// A server over a folder, killed when it goes.
pub struct Server(Child);

impl Server {
    /// Starts one and waits until it listens.
    pub fn start(data: &str, dir: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hanhtrinh"))
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0", "--json"])
            .current_dir(dir)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.contains("listening"), "{first}");
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
