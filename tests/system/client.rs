//! A small HTTP client: one request a connection, as much of HTTP/1.1 as the server's answers need.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use uuid::Uuid;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(300);

/// Somebody who speaks to a server.
#[derive(Debug, Clone)]
pub struct Client {
    address: String,
    cookie: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Client {
    /// Somebody who is not signed in.
    pub fn new(url: &str) -> Self {
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        Self {
            address: address.to_owned(),
            cookie: None,
        }
    }

    /// Signs in.
    pub fn signed_in(url: &str, user: &str, password: &str) -> Result<Self> {
        let mut client = Self::new(url);
        let body = serde_json::json!({"user": user, "password": password});
        let reply = client.send(
            "POST",
            "/session",
            &[("content-type", "application/json")],
            body.to_string().as_bytes(),
        )?;
        reply.expect(200)?;
        let cookie = reply.header("set-cookie").context("no cookie")?;
        client.cookie = cookie.split(';').next().map(str::to_owned);
        Ok(client)
    }

    /// Reads a JSON answer.
    pub fn get(&self, path: &str) -> Result<Value> {
        self.send("GET", path, &[], &[])?.json(200)
    }

    /// Sends a command under a new id; answers its receipt.
    pub fn command(&self, path: &str, body: &Value) -> Result<Value> {
        let id = Uuid::now_v7().to_string();
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", id.as_str()),
        ];
        let reply = self.send("POST", path, &headers, body.to_string().as_bytes())?;
        if reply.status != 200 && reply.status != 201 {
            bail!("{path}: {} {}", reply.status, reply.text());
        }
        Ok(serde_json::from_slice(&reply.body)?)
    }

    /// Sends a file.
    pub fn upload(&self, path: &str, file: &[u8]) -> Result<Reply> {
        let id = Uuid::now_v7().to_string();
        self.send(
            "POST",
            path,
            &[("content-type", "text/csv"), ("idempotency-key", &id)],
            file,
        )
    }

    /// How much the server's log holds.
    pub fn position(&self) -> Result<u64> {
        let reply = self.send("GET", "/session", &[], &[])?;
        reply
            .header("position")
            .context("no position")?
            .parse()
            .context("the position is no number")
    }

    /// Sends a request below `/api/v1`.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Reply> {
        let mut stream = TcpStream::connect(&self.address).context("nobody listens")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\naccept-language: en\r\ncontent-length: {}\r\n",
            self.address,
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(cookie) = &self.cookie {
            head.push_str(&format!("cookie: {cookie}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        Reply::parse(&bytes)
    }
}

impl Reply {
    fn parse(bytes: &[u8]) -> Result<Self> {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .context("the answer was cut off")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).context("no status")?.parse()?;
        let mut reply = Self {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        };
        if reply.header("transfer-encoding").is_some() {
            reply.body = unchunked(&reply.body)?;
        } else if let Some(length) = reply.header("content-length")
            && length.parse::<usize>()? != reply.body.len()
        {
            bail!("the answer was cut off");
        }
        Ok(reply)
    }

    /// A header by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON, if the status is this one.
    pub fn json(&self, status: u16) -> Result<Value> {
        self.expect(status)?;
        Ok(serde_json::from_slice(&self.body)?)
    }

    /// Fails unless the status is this one.
    pub fn expect(&self, status: u16) -> Result<()> {
        if self.status != status {
            bail!("{} instead of {status}: {}", self.status, self.text());
        }
        Ok(())
    }
}

fn unchunked(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest
            .windows(2)
            .position(|two| two == b"\r\n")
            .context("the answer was cut off")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line])?.trim(), 16)?;
        if size == 0 {
            return Ok(body);
        }
        let from = line + 2;
        body.extend_from_slice(rest.get(from..from + size).context("the answer was cut off")?);
        rest = rest.get(from + size + 2..).context("the answer was cut off")?;
    }
}
