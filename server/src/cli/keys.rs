//! `hanhtrinh keys`: how they are, new ones, and whether they fit the log.

use anyhow::bail;
use clap::{Args, Subcommand};

use super::{Data, print_json, progress};
use crate::admin::{self, Check, KeysDone, KeysWish, Request};

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Say how they are
    Status(Wish),
    /// Begin a new epoch: every person's key is wrapped anew, the old master key is destroyed, an event says so
    Rotate(Wish),
    /// Sign checkpoints with a new key; an event signed by both says so
    RotateSigning(Wish),
    /// Compare the keys with every record
    Check(Wish),
}

/// Of which registry.
#[derive(Debug, Args)]
pub struct Wish {
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Does it.
pub fn run(args: &Keys) -> anyhow::Result<()> {
    let (args, wish) = match args {
        Keys::Status(args) => (args, KeysWish::Status),
        Keys::Rotate(args) => (args, KeysWish::Rotate),
        Keys::RotateSigning(args) => (args, KeysWish::RotateSigning),
        Keys::Check(args) => (args, KeysWish::Check),
    };
    let bar = progress::bar("records");
    let told = progress::told(&bar);
    let asked = admin::ask::<KeysDone>(&args.data.data, &Request::Keys(wish), &told);
    bar.finish_and_clear();
    let asked = asked?;
    if wish == KeysWish::Rotate && !asked.live {
        // The working store is rewritten at the next start, and nobody waits for a start here.
        let bar = progress::bar("commands");
        super::working_store::now(&args.data.data, &progress::told(&bar))?;
        bar.finish_and_clear();
    }
    if args.json {
        print_json(&asked.done)?;
    } else {
        print(&asked.done);
        if wish == KeysWish::Rotate && asked.live {
            say!("the working store is rewritten when the server starts the next time");
        }
        if wish == KeysWish::Rotate {
            say!("back the keys up now, and destroy older backups of them");
        }
    }
    match asked.done.check.and_then(|check| check.first_bad) {
        Some(position) => bail!(
            "the record at position {position} is sealed under a key that is not here, and no event says that the key was \
             destroyed; bring the keys back from their backup"
        ),
        None => Ok(()),
    }
}

fn print(keys: &KeysDone) {
    say!("epoch {} of the master key", keys.epoch);
    say!(
        "{} living keys, {} persons forgotten",
        keys.living,
        keys.forgotten
    );
    say!(
        "checkpoints are signed by {} (number {})",
        keys.verifier,
        keys.signers
    );
    say!("signed up to {} records", keys.signed);
    if let Some(check) = &keys.check {
        print_check(check);
    }
}

/// Says what a check found.
pub fn print_check(check: &Check) {
    say!(
        "keys: {} destroyed on record, {} missing, {} unused",
        check.destroyed,
        check.missing,
        check.unused
    );
    if check.unrecorded > 0 {
        say!(
            "{} destroyed keys have no event; `hanhtrinh restore` records them",
            check.unrecorded
        );
    }
    if check.returned > 0 {
        say!(
            "{} keys were destroyed on record and are here; the next start destroys them",
            check.returned
        );
    }
}
