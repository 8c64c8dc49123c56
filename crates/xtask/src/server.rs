//! The server as it is deployed: optimised, with the interface inside.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::{cargo, heading, run};
use crate::interface;
use crate::workspace::Workspace;

/// Builds the interface, then the server around it; returns the binary.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    interface::build(workspace)?;
    heading("Building the server (about 4 minutes the first time)");
    run(
        cargo(workspace.root()).args([
            "build",
            "--release",
            "--locked",
            "-p",
            "hanhtrinh-server",
            "--features",
            "embed-ui",
        ]),
        "the messages above name the place; a C compiler is needed, and the crate registry the first time",
    )?;
    Ok(workspace
        .target()
        .join("release")
        .join(format!("hanhtrinh{}", std::env::consts::EXE_SUFFIX)))
}
