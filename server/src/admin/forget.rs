//! Forgetting from the command line, in the name of an official.

use anyhow::{anyhow, bail};
use hanhtrinh_api::Lang;
use hanhtrinh_api::people::{Forget, Forgettable};
use hanhtrinh_domain::worker::ForgetReason;
use hanhtrinh_record::Channel;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Place;
use crate::app::{AppError, Caller, Command, Forgetting, block_on, problem};

/// What was found, or done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ForgetDone {
    /// What could be opened before.
    pub before: Forgettable,
    /// The name, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the person is forgotten now; false after a dry run.
    pub done: bool,
    /// Position of the last event recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
}

/// Forgets, or looks.
pub fn forget(
    place: &Place<'_>,
    person: Uuid,
    wish: &Forget,
    by: &str,
    dry_run: bool,
    name: bool,
) -> anyhow::Result<ForgetDone> {
    let registry = place.registry;
    let by = official(place, by)?;
    let said = |error: AppError| -> anyhow::Error {
        let problem = problem(&error, Lang::En);
        let details: Vec<String> = problem.errors.iter().map(|field| format!("{}: {}", field.field, field.detail)).collect();
        match &error {
            AppError::Forget(_) | AppError::Invalid(_) if !details.is_empty() => anyhow!(details.join("; ")),
            _ => anyhow!(error),
        }
    };
    let before = registry.forgettable(&by, person).map_err(said)?;
    let shown = registry.views().worker(person).and_then(|row| row.identity.as_ref().map(|who| who.full_name.to_string()));
    let mut done = ForgetDone {
        before,
        name: shown.filter(|_| name),
        done: false,
        position: None,
    };
    if dry_run {
        return Ok(done);
    }
    if ForgetReason::parse(&wish.reason).is_none() {
        let all: Vec<&str> = ForgetReason::ALL.iter().map(|reason| reason.as_str()).collect();
        bail!("--reason takes one of {}", all.join(", "));
    }
    if let Some(why) = registry.log().read_only() {
        bail!("{why}: nothing can be recorded");
    }
    let id = registry.new_id();
    let command = Command {
        id,
        body: id.as_bytes().to_vec(),
        lang: Lang::En,
    };
    let receipt = block_on(registry.forget(&by, command, person, wish)).map_err(said)?;
    done.done = true;
    done.position = Some(receipt.position);
    Ok(done)
}

/// The account in whose name it is done.
fn official(place: &Place<'_>, user: &str) -> anyhow::Result<Forgetting> {
    let account = place
        .accounts
        .named(user)
        .filter(|account| account.active)
        .ok_or_else(|| anyhow!("--by: there is no active account {user}; `hanhtrinh user list` shows all"))?;
    let caller = Caller {
        account: account.id.to_string(),
        user: account.user,
        role: account.role,
        unit: account.unit,
        enterprise: account.enterprise,
        channel: Channel::Interface,
    };
    caller
        .forgetting()
        .map_err(|_| anyhow!("--by: only a province officer or an administrator may let a person be forgotten"))
}
