//! `hanhtrinh user`: accounts of a registry.

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;

use super::{Data, open, print_json, table};
use crate::accounts::{Account, AccountError, Accounts, NewAccount};

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Create an account; its password is made up and shown once
    Add(Add),
    /// List the accounts
    List(List),
    /// Keep an account from signing in
    Disable(Named),
    /// Let an account sign in again
    Enable(Named),
    /// Give an account a new password, shown once
    Password(Named),
}

/// A new account.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// User name: 3 to 32 lower-case letters, digits, `.`, `-`, `_`
    #[arg(long)]
    user: String,
    /// commune_officer, unit_leader, province_officer, recruiter, auditor or administrator
    #[arg(long)]
    role: String,
    /// Name to show; the user name unless said
    #[arg(long)]
    name: Option<String>,
    /// Unit, such as 38 or 16249@2025; the province unless said
    #[arg(long)]
    unit: Option<String>,
    /// Enterprise code of a recruiter
    #[arg(long)]
    enterprise: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// All accounts.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One account.
#[derive(Debug, Args)]
pub struct Named {
    #[command(flatten)]
    data: Data,
    /// User name
    user: String,
}

/// Does it.
pub fn run(args: &User) -> anyhow::Result<()> {
    match args {
        User::Add(args) => add(args),
        User::List(args) => list(args),
        User::Disable(args) => set_active(args, false),
        User::Enable(args) => set_active(args, true),
        User::Password(args) => new_password(args),
    }
}

fn add(args: &Add) -> anyhow::Result<()> {
    let dir = &args.data.data;
    let registry = open::registry(dir)?;
    let role = Role::parse(&args.role).with_context(|| {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("--role takes one of {}", roles.join(", "))
    })?;
    let unit = match &args.unit {
        Some(text) => registry
            .packs()
            .units
            .query(text, registry.today())
            .context("--unit")?,
        None => registry.info().province,
    };
    let enterprise = args
        .enterprise
        .as_deref()
        .map(Code::parse)
        .transpose()
        .context("--enterprise")?;
    if let Some(code) = enterprise
        && registry.views().enterprise(&code).is_none()
    {
        bail!("--enterprise: {code} is not on record; record it as administrator first");
    }
    let password = password()?;
    let new = NewAccount {
        user: args.user.clone(),
        display_name: args.name.clone().unwrap_or_else(|| args.user.clone()),
        role,
        unit,
        enterprise,
        password: password.clone(),
    };
    let account = Accounts::open(dir)?.create(new).map_err(explain)?;
    if args.json {
        return print_json(
            &serde_json::json!({"user": account.user, "role": account.role, "unit": account.unit, "password": password}),
        );
    }
    println!("Account {} ({}) for {unit}", account.user, role.as_str());
    println!("Password: {password}   (shown this once)");
    Ok(())
}

fn list(args: &List) -> anyhow::Result<()> {
    let mut accounts = alone(&args.data)?.list();
    accounts.sort_by(|one, other| one.user.cmp(&other.user));
    if args.json {
        return print_json(&accounts);
    }
    let row = |account: &Account| {
        [
            account.user.clone(),
            account.display_name.clone(),
            account.role.as_str().to_owned(),
            account.unit.to_string(),
            account
                .enterprise
                .map(|code| code.to_string())
                .unwrap_or_default(),
            if account.active { "active" } else { "disabled" }.to_owned(),
        ]
    };
    let rows: Vec<_> = accounts.iter().map(row).collect();
    table::print(&["user", "name", "role", "unit", "enterprise", ""], &rows);
    Ok(())
}

fn set_active(args: &Named, active: bool) -> anyhow::Result<()> {
    let account = alone(&args.data)?
        .set_active(&args.user, active)
        .map_err(explain)?;
    println!(
        "{} is {}",
        account.user,
        if active { "active" } else { "disabled" }
    );
    Ok(())
}

fn new_password(args: &Named) -> anyhow::Result<()> {
    let password = password()?;
    alone(&args.data)?
        .set_password(&args.user, &password)
        .map_err(explain)?;
    println!("Password of {}: {password}   (shown this once)", args.user);
    Ok(())
}

/// The accounts, once it is certain that no server holds the folder.
fn alone(data: &Data) -> anyhow::Result<Accounts> {
    drop(open::registry(&data.data)?);
    Ok(Accounts::open(&data.data)?)
}

fn explain(error: AccountError) -> anyhow::Error {
    match error {
        AccountError::Invalid(faults) => {
            let faults: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
            anyhow!("the account cannot be made: {}", faults.join("; "))
        }
        AccountError::Unknown => anyhow!("there is no such account; `hanhtrinh user list` shows all"),
        other => anyhow!(other),
    }
}

/// A random password of 80 bits that can be read aloud: four groups of four letters and digits, without look-alikes.
pub fn password() -> anyhow::Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random bytes: {error}"))?;
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    Ok(letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-"))
}
