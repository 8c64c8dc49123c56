//! `hanhtrinh user`: accounts of a registry.

use clap::{Args, Subcommand};
use serde::de::DeserializeOwned;

use super::{Data, print_json, progress, table};
use crate::accounts::Account;
use crate::admin::{self, Request, UserMade, UsersWish};

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

fn ask<T: DeserializeOwned>(data: &Data, wish: UsersWish) -> anyhow::Result<T> {
    let bar = progress::bar("records");
    let asked = admin::ask(&data.data, &Request::Users(wish), &progress::told(&bar));
    bar.finish_and_clear();
    Ok(asked?.done)
}

fn add(args: &Add) -> anyhow::Result<()> {
    let wish = UsersWish::Add {
        user: args.user.clone(),
        role: args.role.clone(),
        name: args.name.clone(),
        unit: args.unit.clone(),
        enterprise: args.enterprise.clone(),
    };
    let made: UserMade = ask(&args.data, wish)?;
    if args.json {
        return print_json(&made);
    }
    say!("Account {} ({}) for {}", made.user, made.role.as_str(), made.unit);
    say!("Password: {}   (shown this once)", made.password);
    Ok(())
}

fn list(args: &List) -> anyhow::Result<()> {
    let accounts: Vec<Account> = ask(&args.data, UsersWish::List)?;
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
    let user = args.user.clone();
    let account: Account = ask(&args.data, UsersWish::Active { user, active })?;
    say!(
        "{} is {}",
        account.user,
        if active { "active" } else { "disabled" }
    );
    Ok(())
}

fn new_password(args: &Named) -> anyhow::Result<()> {
    let user = args.user.clone();
    let password: String = ask(&args.data, UsersWish::Password { user })?;
    say!("Password of {}: {password}   (shown this once)", args.user);
    Ok(())
}
