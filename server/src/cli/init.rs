//! `hanhtrinh init`: an empty registry with its first administrator.

use anyhow::{Context, bail};
use clap::Args;
use hanhtrinh_api::Lang;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::unit::{EDITION_2025, UnitCode, UnitRef};
use hanhtrinh_log::Log;
use serde::Serialize;

use super::open::explain;
use super::{Data, print_json};
use crate::accounts::{Accounts, NewAccount};
use crate::app::{Host, NewRegistry, Registry};

/// What to start.
#[derive(Debug, Args)]
pub struct Init {
    #[command(flatten)]
    data: Data,
    /// Code of the province, such as 25 for Phú Thọ
    #[arg(long, value_name = "CODE")]
    province: String,
    /// User name of the first administrator
    #[arg(long, value_name = "USER", default_value = "admin")]
    admin: String,
    /// Host name under which the registry signs its checkpoints
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Started<'a> {
    data: String,
    province: String,
    user: &'a str,
    password: &'a str,
}

/// Starts the registry and prints the administrator's password, once.
pub fn run(args: &Init) -> anyhow::Result<()> {
    let dir = &args.data.data;
    if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!(
            "{} is not empty; a registry starts in an empty folder, so choose another",
            dir.display()
        );
    }
    let province =
        UnitCode::parse(&args.province).context("--province takes a code of two digits, such as 25")?;
    let name = args
        .name
        .clone()
        .unwrap_or_else(|| format!("registry-{province}.hanhtrinh.local"));
    let new = NewRegistry {
        province,
        demo: false,
        name,
    };
    let password = crate::admin::password()?;
    let mut account = NewAccount {
        user: args.admin.clone(),
        display_name: args.admin.clone(),
        role: Role::Administrator,
        unit: UnitRef {
            code: province,
            edition: EDITION_2025,
        },
        enterprise: None,
        password: password.clone(),
    };
    // Before anything is written: a registry without its administrator is of no use.
    if let Some(fault) = account.faults().first() {
        bail!("--admin {}: {}", args.admin, fault.code.detail(Lang::En));
    }
    let registry = Registry::create(dir, &new, Host::system()).map_err(|error| explain(error, dir))?;
    account.unit = registry.info().province;
    Accounts::open(dir)?
        .create(account)
        .context("the registry was made, but not its administrator; make one with `hanhtrinh user add`")?;
    let unit = registry.packs().units.get(registry.info().province);
    let label = unit.map_or_else(
        || province.to_string(),
        |unit| format!("{} ({province})", unit.name),
    );
    registry.log().close()?;
    if args.json {
        let user = &args.admin;
        return print_json(&Started {
            data: dir.display().to_string(),
            province: province.to_string(),
            user,
            password: &password,
        });
    }
    say!(
        "Registry of {label} in {}; keys in {}",
        dir.display(),
        crate::app::keys_dir(dir).display()
    );
    say!("Administrator: {}", args.admin);
    say!("Password:      {password}   (shown this once)");
    say!("Next:          hanhtrinh serve --data {}", dir.display());
    debug_assert!(registry.log().head().size > 0);
    Ok(())
}
