//! Running other programs: shown, checked, and with a remedy when they fail.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fmt, io};

use anyhow::{Context, Result, bail};

/// Prints what is being done now, in a form that stands out between the output of other programs.
pub fn heading(text: impl fmt::Display) {
    eprintln!("\n==> {text}");
}

/// Shows and runs a program with its output passed on to standard error, so that standard output holds what was asked for and
/// nothing else; `remedy` says what to do when it fails.
pub fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let line = shown(command);
    eprintln!("  $ {line}");
    let status = command
        .stdout(io::stderr())
        .status()
        .with_context(|| format!("`{line}` cannot be started\n  remedy: {remedy}"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})\n  remedy: {remedy}");
    }
    Ok(())
}

/// What a program prints on standard output, or nothing when it is absent or fails.
pub fn output(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first program of that name on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// PATH with these folders in front of it.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all)
        .context("PATH cannot be extended\n  remedy: use a cache folder without `:` in its name")
}

/// The cargo that runs this command, in the workspace.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program
        .file_stem()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_the_remedy() {
        let error = run(&mut Command::new("no-such-program-anywhere"), "install it").unwrap_err();
        let text = format!("{error:#}");
        assert!(
            text.contains("no-such-program-anywhere") && text.contains("remedy: install it"),
            "{text}"
        );
    }

    #[test]
    fn commands_are_shown_without_their_folder() {
        let mut command = Command::new("/somewhere/bin/trunk");
        command.args(["build", "--release"]);
        assert_eq!(shown(&command), "trunk build --release");
    }
}
