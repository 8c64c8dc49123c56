//! Asking from the command line: over the socket where a server holds the folder, else on the folder itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use hanhtrinh_log_sled::{OpenError, Progress, hold};
use serde::de::DeserializeOwned;

use super::wire::{Asking, Line, MAX_ANSWER, SOCKET, VERSION};
use super::{Place, Request};
use crate::accounts::Accounts;
use crate::app::{Host, Registry};

/// How long the server may take to begin to answer, and to go on.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
const SENDING: Duration = Duration::from_secs(10);

/// An answer, and who gave it.
#[derive(Debug)]
pub struct Asked<T> {
    /// The answer.
    pub done: T,
    /// Whether a server that runs gave it.
    pub live: bool,
}

/// Has a request carried out.
pub fn ask<T: DeserializeOwned>(
    data: &Path,
    request: &Request,
    progress: &Progress,
) -> anyhow::Result<Asked<T>> {
    if let Some(stream) = connect(data)? {
        let done = over(stream, request, progress)?;
        return Ok(Asked { done, live: true });
    }
    let done = if request.needs_log() {
        let open = if request.needs_people() {
            Registry::open
        } else {
            Registry::open_facts
        };
        let registry = open(data, Host::system()).map_err(|error| explain(error, data))?;
        let accounts = Accounts::open(data)?;
        let place = Place {
            registry: &registry,
            accounts: &accounts,
            sessions: None,
        };
        let done = place.run(request, progress)?;
        if registry.log().read_only().is_none() {
            registry.log().close()?;
        }
        done
    } else {
        let _held = hold(data).map_err(|error| explain(error.into(), data))?;
        let accounts = Accounts::open(data)?;
        match request {
            Request::Users(wish) => super::users::users(None, &accounts, None, wish)?,
            _ => bail!("this needs the log"),
        }
    };
    let done = serde_json::from_value(done).context("the answer is not understood")?;
    Ok(Asked { done, live: false })
}

/// Whether a server that runs answers for the folder.
pub fn holder(data: &Path) -> bool {
    matches!(connect(data), Ok(Some(_)))
}

/// What to do where a folder does not open.
fn explain(error: crate::app::OpenError, data: &Path) -> anyhow::Error {
    match error {
        crate::app::OpenError::Log(OpenError::Locked(_)) => anyhow!(
            "another process holds {} and does not answer on its socket: it is starting, or is not a server; wait for it or stop it",
            data.display()
        ),
        other => anyhow!(other),
    }
}

#[cfg(unix)]
type Stream = std::os::unix::net::UnixStream;
#[cfg(not(unix))]
type Stream = std::net::TcpStream;

#[cfg(unix)]
fn connect(data: &Path) -> anyhow::Result<Option<Stream>> {
    use std::io::ErrorKind;
    match Stream::connect(data.join(SOCKET)) {
        Ok(stream) => Ok(Some(stream)),
        // Left by a server that was killed, or never there.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::NotFound
                    | ErrorKind::ConnectionRefused
                    | ErrorKind::InvalidInput
                    | ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| {
            format!(
                "a server uses {}, and its socket does not let this account of the machine in",
                data.display()
            )
        }),
    }
}

#[cfg(not(unix))]
fn connect(_: &Path) -> anyhow::Result<Option<Stream>> {
    Ok(None)
}

fn over<T: DeserializeOwned>(
    mut stream: Stream,
    request: &Request,
    progress: &Progress,
) -> anyhow::Result<T> {
    let gone =
        "the server went away; whether it did what was asked is not known, so look before asking again";
    stream.set_write_timeout(Some(SENDING))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let asking = Asking {
        v: VERSION,
        actor: "cli".to_owned(),
        request: request.clone(),
    };
    let mut line = serde_json::to_vec(&asking)?;
    line.push(b'\n');
    stream.write_all(&line).context(gone)?;
    let mut lines = BufReader::new(stream.take(MAX_ANSWER));
    loop {
        let mut text = String::new();
        if lines.read_line(&mut text).context(gone)? == 0 {
            bail!(gone);
        }
        match serde_json::from_str(&text)
            .context("the server answers in another way; is it of another version?")?
        {
            Line::Progress(done, all) => progress(done, all),
            Line::Done(value) => {
                return serde_json::from_value(value).context("the answer is not understood");
            }
            Line::Failed(why) => bail!(why),
        }
    }
}
