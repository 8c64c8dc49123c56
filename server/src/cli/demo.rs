//! `hanhtrinh demo`: the demo province in an empty folder.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::{Data, print_json, progress};
use crate::demo::{self, SEED, SignIn, Wanted};

/// What demo to make.
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    data: Data,
    /// Last day of its history
    #[arg(long, value_name = "DATE", default_value_t = demo::figures::UNTIL)]
    until: Date,
    /// Seed of everything invented
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
    /// About how many people; the published figures come out at full size only
    #[arg(long, value_name = "N")]
    workers: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Made<'a> {
    data: String,
    size: u64,
    root: &'a str,
    accounts: &'a [SignIn],
}

/// Makes it.
pub fn run(args: &Demo) -> anyhow::Result<()> {
    let wanted = Wanted {
        until: args.until,
        seed: args.seed,
        workers: args.workers,
    };
    let bar = progress::bar("days");
    let made = demo::run(&args.data.data, &wanted, &|day, days, events| {
        bar.set_length(days);
        bar.set_position(day);
        bar.set_message(format!("{events} events"));
    })?;
    bar.finish();
    let data = args.data.data.display().to_string();
    if args.json {
        return print_json(&Made {
            data,
            size: made.size,
            root: &made.root,
            accounts: &made.sign_ins,
        });
    }
    say!(
        "Demo province in {data}: {} records, root {}",
        made.size,
        made.root
    );
    let row = |sign_in: &SignIn| {
        [
            sign_in.role.as_str().to_owned(),
            sign_in.user.clone(),
            sign_in.password.clone(),
        ]
    };
    let rows: Vec<_> = made.sign_ins.iter().map(row).collect();
    super::table::print(&["role", "user", "password"], &rows);
    say!("Kept in {data}/{}", demo::ACCOUNTS_FILE);
    Ok(())
}
