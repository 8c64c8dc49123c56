//! The tools of the build: found on PATH in the right version, else installed once into the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{cargo, find, heading, output, path_with, run};
use crate::node;
use crate::workspace::Workspace;

/// Trunk: 0.22 asks for a newer Rust than this workspace is built with.
const TRUNK: &str = "0.21.14";
/// cargo-deny, the checker of licences and sources.
const CARGO_DENY: &str = "0.20.2";
/// The npm package that brings wasm-opt; the versions of Linux distributions are too old for what rustc writes.
const BINARYEN: &str = "132.0.0";
const WASM: &str = "wasm32-unknown-unknown";

/// Folders that come first on PATH of the programs started with them.
#[derive(Debug)]
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// What building the interface takes: Wasm target, Trunk, the wasm-bindgen of `Cargo.lock`, wasm-opt.
    pub fn for_interface(workspace: &Workspace) -> Result<Self> {
        wasm_target(workspace)?;
        let wasm_bindgen = CargoTool {
            package: "wasm-bindgen-cli",
            binary: "wasm-bindgen",
            version: &workspace.locked_version("wasm-bindgen")?,
            // Its lock file names a crate version that is not in every registry.
            locked: false,
            optimise: true,
            minutes: 2,
        };
        let trunk = CargoTool {
            package: "trunk",
            binary: "trunk",
            version: TRUNK,
            locked: true,
            optimise: false,
            minutes: 5,
        };
        Ok(Self {
            folders: vec![
                wasm_opt(workspace)?,
                wasm_bindgen.folder(workspace)?,
                trunk.folder(workspace)?,
            ],
        })
    }

    /// What the check of licences and sources takes.
    pub fn for_deny(workspace: &Workspace) -> Result<Self> {
        let deny = CargoTool {
            package: "cargo-deny",
            binary: "cargo-deny",
            version: CARGO_DENY,
            locked: true,
            optimise: false,
            minutes: 2,
        };
        Ok(Self {
            folders: vec![deny.folder(workspace)?],
        })
    }

    /// A program that finds these tools.
    pub fn command(&self, program: &str) -> Result<Command> {
        let path = path_with(&self.folders)?;
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let own = self
            .folders
            .iter()
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file());
        let mut command = Command::new(own.unwrap_or_else(|| program.into()));
        command.env("PATH", path);
        Ok(command)
    }
}

/// Adds the Wasm target to the toolchain; the list in `rust-toolchain.toml` does not, where the toolchain is there already.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    let sysroot = output("rustc", &["--print", "sysroot"]).unwrap_or_default();
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    heading(format!("Adding the target {WASM} to the Rust toolchain"));
    run(
        Command::new("rustup")
            .current_dir(workspace.root())
            .args(["target", "add", WASM]),
        "install rustup (https://rustup.rs), or add the target to your Rust toolchain by hand",
    )
}

/// A tool that cargo installs.
struct CargoTool<'a> {
    package: &'a str,
    binary: &'a str,
    version: &'a str,
    locked: bool,
    optimise: bool,
    minutes: u32,
}

impl CargoTool<'_> {
    /// The folder with the tool in the right version, installing it when there is none.
    fn folder(&self, workspace: &Workspace) -> Result<PathBuf> {
        let root = workspace.tool(self.binary, self.version);
        let cached = root
            .join("bin")
            .join(format!("{}{}", self.binary, std::env::consts::EXE_SUFFIX));
        let mut candidates = vec![cached.clone()];
        candidates.extend(find(self.binary));
        for path in candidates {
            if self.is_right(&path) {
                return parent(&path);
            }
        }
        self.install(workspace, &root)?;
        if !self.is_right(&cached) {
            anyhow::bail!(
                "{} was installed but does not run\n  remedy: delete {} and try again",
                self.package,
                root.display()
            );
        }
        parent(&cached)
    }

    fn is_right(&self, path: &Path) -> bool {
        let said = output(path, &["--version"]).unwrap_or_default();
        said.split_whitespace().nth(1) == Some(self.version)
    }

    fn install(&self, workspace: &Workspace, root: &Path) -> Result<()> {
        let Self { package, version, .. } = self;
        if find("cargo-binstall").is_some() {
            heading(format!("Fetching {package} {version}"));
            let fetched = run(
                cargo(workspace.root())
                    .args([
                        "binstall",
                        "--no-confirm",
                        "--disable-strategies",
                        "compile",
                        "--root",
                    ])
                    .arg(root)
                    .arg(format!("{package}@{version}")),
                "building it instead",
            );
            match fetched {
                Ok(()) => return Ok(()),
                Err(error) => eprintln!("  {error:#}"),
            }
        }
        heading(format!(
            "Installing {package} {version} (once, about {} minutes on two cores)",
            self.minutes
        ));
        let mut command = cargo(workspace.root());
        command
            .args(["install", package, "--version", version, "--root"])
            .arg(root);
        if self.locked {
            command.arg("--locked");
        }
        if !self.optimise {
            // These tools wait for other programs most of the time; building them fully optimised takes twice as long.
            command
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        }
        // A target folder of the workspace would be filled with the tool's dependencies.
        command.env_remove("CARGO_TARGET_DIR");
        run(
            &mut command,
            &format!(
                "see the message above; the crate registry must be reachable, or put {package} {version} on PATH"
            ),
        )
    }
}

/// The folder with wasm-opt, from the npm package binaryen.
fn wasm_opt(workspace: &Workspace) -> Result<PathBuf> {
    let root = workspace.tool("binaryen", BINARYEN);
    let cached = root.join("node_modules/.bin/wasm-opt");
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    let is_right = |path: &Path| {
        let said = output(path, &["--version"]).unwrap_or_default();
        said.split_whitespace().nth(2) == Some(major)
    };
    let mut candidates = vec![cached.clone()];
    candidates.extend(find("wasm-opt"));
    if let Some(path) = candidates.iter().find(|path| is_right(path)) {
        return parent(path);
    }
    heading(format!("Installing wasm-opt (binaryen {BINARYEN}, once)"));
    let npm = node::npm()?;
    fs::create_dir_all(&root).with_context(|| {
        format!(
            "{} cannot be made\n  remedy: set HANHTRINH_CACHE to a folder you may write to",
            root.display()
        )
    })?;
    run(
        Command::new(npm)
            .current_dir(&root)
            .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
            .arg(&root)
            .arg(format!("binaryen@{BINARYEN}")),
        &format!("the npm registry must be reachable, or put wasm-opt {major} on PATH"),
    )?;
    if !is_right(&cached) {
        anyhow::bail!(
            "wasm-opt was installed but does not run\n  remedy: delete {} and try again",
            root.display()
        );
    }
    parent(&cached)
}

fn parent(path: &Path) -> Result<PathBuf> {
    path.parent()
        .map(Path::to_path_buf)
        .context("a tool lies in no folder\n  remedy: set PATH to absolute folders")
}
