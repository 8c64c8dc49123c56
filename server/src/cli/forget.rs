//! `hanhtrinh forget`: what was sealed about a person is closed for good.

use clap::Args;
use hanhtrinh_api::people::Forget as Wish;
use uuid::Uuid;

use super::{Data, print_json, progress};
use crate::admin::{self, ForgetDone, Request};

/// Whom to forget, and why.
#[derive(Debug, Args)]
pub struct Forget {
    #[command(flatten)]
    data: Data,
    /// Id of the person, as in the address of the person's page
    #[arg(long, value_name = "ID")]
    person: Uuid,
    /// Code of the legal basis, such as 91/2025/QH15
    #[arg(long, value_name = "CODE")]
    basis: String,
    /// request, retention, order or mistake
    #[arg(long, value_name = "REASON")]
    reason: String,
    /// User name of the official who decides it
    #[arg(long, value_name = "USER")]
    by: String,
    /// Only look: say what would become unreadable and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Say the name of the person too
    #[arg(long, requires = "dry_run")]
    show_name: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Forgets.
pub fn run(args: &Forget) -> anyhow::Result<()> {
    let request = Request::Forget {
        person: args.person,
        wish: Wish {
            basis: args.basis.clone(),
            reason: args.reason.clone(),
        },
        by: args.by.clone(),
        dry_run: args.dry_run,
        name: args.show_name,
    };
    let bar = progress::bar("records");
    let asked = admin::ask::<ForgetDone>(&args.data.data, &request, &progress::told(&bar));
    bar.finish_and_clear();
    let done = asked?.done;
    if args.json {
        return print_json(&done);
    }
    let before = &done.before;
    if let Some(name) = &done.name {
        say!("{name}");
    }
    let verb = if done.done {
        "can no longer be opened"
    } else {
        "would no longer open"
    };
    say!(
        "{} sealed parts beside {} records in {} streams {verb}; {} were closed before",
        before.parts,
        before.records,
        before.streams,
        before.erased
    );
    match done.position {
        Some(position) => {
            say!("recorded up to position {position}; figures and proofs are what they were");
            say!(
                "`hanhtrinh keys rotate` destroys the master key under which old copies of the key may still lie"
            );
        }
        None => say!("nothing was changed; without --dry-run this cannot be undone"),
    }
    Ok(())
}
