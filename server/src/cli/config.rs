//! `hanhtrinh config`: whether the settings are understood.

use clap::{Args, Subcommand};

use crate::settings::{Options, Settings};

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Read the settings as `serve` would, and print what holds
    Check(Check),
}

/// Settings to check.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    options: Options,
}

/// Checks.
pub fn run(args: &Config) -> anyhow::Result<()> {
    let Config::Check(args) = args;
    let settings = Settings::load(&args.options)?;
    say!(
        "data = {}",
        settings.data.as_ref().map_or_else(
            || "(given with --data)".to_owned(),
            |data| data.display().to_string()
        )
    );
    say!("listen = {}", settings.listen);
    say!(
        "ui = {}",
        settings.ui.as_ref().map_or_else(
            || "(inside the program)".to_owned(),
            |ui| ui.display().to_string()
        )
    );
    say!("secure_cookies = {}", settings.secure_cookies);
    say!("behind_proxy = {}", settings.behind_proxy);
    say!("trusted_origins = {:?}", settings.trusted_origins);
    say!("request_timeout_seconds = {}", settings.request_timeout_seconds);
    say!("max_event_streams = {}", settings.max_event_streams);
    say!("checkpoint_seconds = {}", settings.checkpoint_seconds);
    say!("log.filter = {:?}", settings.log_filter);
    say!("log.json = {}", settings.log_json);
    Ok(())
}
