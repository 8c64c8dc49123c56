//! Opening a folder from the command line: alone, or not at all.

use std::path::Path;

use anyhow::anyhow;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_record::Channel;

use crate::app::{Caller, Host, OpenError, Recorder, Registry};

/// Opens a registry. One process at a time holds a folder.
pub fn registry(dir: &Path) -> anyhow::Result<Registry> {
    Registry::open(dir, Host::system()).map_err(|error| explain(error, dir))
}

/// Opens a registry with its facts alone, to be served while the rest is opened.
pub fn serving(dir: &Path) -> anyhow::Result<Registry> {
    Registry::open_facts(dir, Host::system()).map_err(|error| explain(error, dir))
}

/// For what only a folder without a server can do: says so before anything else is read.
pub fn alone(dir: &Path) -> anyhow::Result<()> {
    if crate::admin::holder(dir) {
        return Err(locked(dir));
    }
    Ok(())
}

/// What to do where a folder does not open.
pub fn explain(error: OpenError, dir: &Path) -> anyhow::Error {
    match error {
        OpenError::Log(hanhtrinh_log_sled::OpenError::Locked(_)) => locked(dir),
        other => anyhow!(other),
    }
}

/// The remedy where another process holds the folder.
pub fn locked(dir: &Path) -> anyhow::Error {
    anyhow!(
        "a server uses {}; stop it and run this again, or do it in the browser or over its HTTP API",
        dir.display()
    )
}

/// The command line as it records: a named local account with the whole province in its scope.
pub fn recorder(registry: &Registry, channel: Channel) -> anyhow::Result<Recorder> {
    let caller = Caller {
        account: "cli".to_owned(),
        user: "cli".to_owned(),
        role: Role::ProvinceOfficer,
        unit: registry.info().province,
        enterprise: None,
        channel,
    };
    Ok(caller.recorder()?)
}
