//! A client that keeps its connection: as much of HTTP/1.1 as the server's answers need, and little enough that the load it
//! makes costs the cores next to nothing.

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// One connection.
pub struct Client {
    stream: TcpStream,
    address: String,
    cookie: String,
    buffer: Vec<u8>,
    request: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Session cookie it set, if it did: `name=value`.
    pub cookie: Option<String>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Client {
    /// Connects.
    pub async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("nobody listens")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            address: address.to_owned(),
            cookie: String::new(),
            buffer: Vec::with_capacity(4096),
            request: Vec::with_capacity(2048),
        })
    }

    /// Connects and signs in.
    pub async fn signed_in(address: &str, user: &str, password: &str) -> Result<Self> {
        let mut client = Self::connect(address).await?;
        let body = serde_json::json!({"user": user, "password": password}).to_string();
        let reply = client
            .send("POST", "/api/v1/session", None, body.as_bytes())
            .await?;
        ensure!(
            reply.status == 200,
            "signing in was answered with {}",
            reply.status
        );
        client.cookie = reply.cookie.context("signing in brought no cookie")?;
        Ok(client)
    }

    /// Another connection of the same session.
    pub async fn another(&self) -> Result<Self> {
        let mut client = Self::connect(&self.address).await?;
        client.cookie = self.cookie.clone();
        Ok(client)
    }

    /// Reads a path as it is.
    pub async fn get_whole(&mut self, path: &str) -> Result<Reply> {
        self.send("GET", path, None, &[]).await
    }

    /// Sends a command under an id of its own.
    pub async fn command(&mut self, path: &str, id: Uuid, body: &[u8]) -> Result<Reply> {
        self.send("POST", path, Some(id), body).await
    }

    async fn send(&mut self, method: &str, path: &str, command: Option<Uuid>, body: &[u8]) -> Result<Reply> {
        use std::io::Write;
        self.request.clear();
        write!(
            self.request,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept-language: en\r\n",
            self.address
        )?;
        if !self.cookie.is_empty() {
            write!(self.request, "cookie: {}\r\n", self.cookie)?;
        }
        if let Some(id) = command {
            write!(self.request, "idempotency-key: {id}\r\n")?;
        }
        if method == "POST" {
            write!(
                self.request,
                "content-type: application/json\r\ncontent-length: {}\r\n",
                body.len()
            )?;
        }
        self.request.extend_from_slice(b"\r\n");
        self.request.extend_from_slice(body);
        self.stream.write_all(&self.request).await?;
        self.reply().await
    }

    async fn reply(&mut self) -> Result<Reply> {
        self.buffer.clear();
        let end = loop {
            self.more().await?;
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
        };
        let head = std::str::from_utf8(&self.buffer[..end])?;
        let status = head
            .split(' ')
            .nth(1)
            .context("an answer without a status")?
            .parse()?;
        let (mut length, mut chunked, mut cookie) = (0, false, None);
        for line in head.lines().skip(1) {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse::<usize>()?,
                "transfer-encoding" => chunked = true,
                "set-cookie" => cookie = value.trim().split(';').next().map(str::to_owned),
                _ => {}
            }
        }
        let from = end + 4;
        let body = if chunked {
            self.chunks(from).await?
        } else {
            while self.buffer.len() < from + length {
                self.more().await?;
            }
            self.buffer[from..from + length].to_vec()
        };
        Ok(Reply { status, cookie, body })
    }

    /// The body of an answer in chunks, which begin at `at`.
    async fn chunks(&mut self, mut at: usize) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(line) = self.buffer[at..].windows(2).position(|two| two == b"\r\n") {
                    break line;
                }
                self.more().await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.buffer[at..at + line])?.trim(), 16)?;
            let from = at + line + 2;
            while self.buffer.len() < from + size + 2 {
                self.more().await?;
            }
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&self.buffer[from..from + size]);
            at = from + size + 2;
        }
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}
