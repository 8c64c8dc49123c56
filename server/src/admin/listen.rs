//! The server's end of the socket: for accounts of the machine that own the folder, and for nobody else.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::http::App;

/// A socket that is answered; it is removed when this goes.
#[derive(Debug)]
pub struct Socket {
    path: Option<PathBuf>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // Left behind, it refuses connections, and the next server replaces it.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Answers on the socket of a data folder until the server closes. Where that cannot be, the server serves all the same.
pub fn listen(app: &App, data: &Path) -> Socket {
    match unix::bind(data) {
        Ok((listener, path)) => {
            tokio::spawn(unix::accept(Arc::clone(app), listener));
            Socket { path: Some(path) }
        }
        Err(error) => {
            tracing::warn!(%error, "no admin socket: the command line cannot ask this server");
            Socket { path: None }
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
    use std::path::{Path, PathBuf};
    use std::sync::Arc;
    use std::time::Duration;

    use hanhtrinh_log_sled::Progress;
    use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
    use tokio::net::unix::OwnedWriteHalf;
    use tokio::net::{UnixListener, UnixStream};
    use tokio::sync::{Semaphore, mpsc};

    use crate::admin::Place;
    use crate::admin::wire::{Asking, Line, MAX_REQUEST, SOCKET, VERSION};
    use crate::http::App;

    /// Requests carried out or waiting at once.
    const AT_ONCE: usize = 4;
    /// How long a request may take to arrive, and a line to be taken.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// Makes the socket with rights for the owner alone from the first moment on: in a folder that nobody else may enter.
    pub fn bind(data: &Path) -> io::Result<(UnixListener, PathBuf)> {
        let (private, path) = (data.join(".admin"), data.join(SOCKET));
        let _ = std::fs::remove_dir_all(&private);
        std::fs::DirBuilder::new().mode(0o700).create(&private)?;
        let staged = private.join("s");
        let made = UnixListener::bind(&staged).and_then(|listener| {
            std::fs::set_permissions(&staged, std::fs::Permissions::from_mode(0o600))?;
            std::fs::rename(&staged, &path)?;
            Ok(listener)
        });
        let _ = std::fs::remove_dir_all(&private);
        Ok((made?, path))
    }

    pub async fn accept(app: App, listener: UnixListener) {
        let socket = app.accounts.dir().join(SOCKET);
        let owner = std::fs::metadata(socket).map(|made| made.uid()).ok();
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let mut closing = app.closing();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = closing.wait_for(|closing| *closing) => return,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            let peer = stream.peer_cred().map(|peer| peer.uid()).ok();
            let Some(peer) = peer.filter(|peer| *peer == 0 || Some(*peer) == owner) else {
                tracing::warn!("somebody else of this machine asked on the admin socket and was not answered");
                continue;
            };
            let (app, turns) = (Arc::clone(&app), Arc::clone(&turns));
            tokio::spawn(async move {
                let Ok(_turn) = turns.try_acquire_owned() else {
                    let (_, mut out) = stream.into_split();
                    let busy = "the server is busy with other commands; try again in a moment";
                    return send(&mut out, &Line::Failed(busy.to_owned())).await;
                };
                answer(app, stream, peer).await;
            });
        }
    }

    async fn answer(app: App, stream: UnixStream, peer: u32) {
        let (reading, mut out) = stream.into_split();
        let mut text = String::new();
        let mut reading = BufReader::new(reading.take(MAX_REQUEST));
        let read = tokio::time::timeout(PATIENCE, reading.read_line(&mut text)).await;
        let asked = match read {
            Ok(Ok(_)) if text.ends_with('\n') => serde_json::from_str::<Asking>(&text).ok(),
            _ => None,
        };
        let Some(asking) = asked.filter(|asking| asking.v == VERSION) else {
            let why = "the request is not understood; the command line and the server are of different versions";
            return send(&mut out, &Line::Failed(why.to_owned())).await;
        };
        let name = asking.request.name();
        tracing::info!(uid = peer, command = name, "asked on the admin socket");
        // Progress that nobody takes in time is skipped; the end is not.
        let (told, mut lines) = mpsc::channel(16);
        let progress: Progress = {
            let told = told.clone();
            Arc::new(move |done, all| drop(told.try_send(Line::Progress(done, all))))
        };
        tokio::task::spawn_blocking(move || {
            let place = Place {
                registry: &app.registry,
                accounts: &app.accounts,
                sessions: Some(&app.sessions),
            };
            let line = match place.run(&asking.request, &progress) {
                Ok(value) => Line::Done(value),
                Err(error) => Line::Failed(format!("{error:#}")),
            };
            // Whoever asked may have gone; it is done all the same.
            let _ = told.blocking_send(line);
        });
        while let Some(line) = lines.recv().await {
            let end = !matches!(line, Line::Progress(..));
            send(&mut out, &line).await;
            if end {
                return;
            }
        }
    }

    async fn send(out: &mut OwnedWriteHalf, line: &Line) {
        let Ok(mut text) = serde_json::to_vec(line) else { return };
        text.push(b'\n');
        // Whoever went away is not waited for.
        let _ = tokio::time::timeout(PATIENCE, out.write_all(&text)).await;
    }
}

#[cfg(not(unix))]
mod unix {
    use std::io;
    use std::path::{Path, PathBuf};

    pub fn bind(_: &Path) -> io::Result<((), PathBuf)> {
        Err(io::Error::other("this system has no sockets in folders"))
    }

    pub async fn accept(_: crate::http::App, (): ()) {}
}
