//! A bundle: a whole log with the checkpoint over it in one text file, for an auditor without a connection.
//!
//! `hanhtrinh-bundle@v1`, the signed checkpoint as it is, an empty line, then the leaves up to the size of the checkpoint, one
//! per line. A line that begins with `=` holds the ciphertexts of the leaf above it, in base64, separated by spaces, `-` for
//! one that is not there; bundles without ciphertexts have no such lines.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::verify::{Flaw, LogVerifier, What};

/// First line of a bundle, without the line end.
pub const HEAD: &str = "hanhtrinh-bundle@v1";
/// A checkpoint is short, whatever witnesses have signed it.
const MAX_NOTE: usize = 64 * 1024;

/// Everything before the first leaf.
pub fn head(note: &str) -> String {
    format!("{HEAD}\n{note}\n")
}

/// The line of ciphertexts, with its line end; nothing for a leaf that names none.
pub fn parts_line<P: AsRef<[u8]>>(parts: &[Option<P>]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let parts = parts.iter().map(|part| match part {
        Some(cipher) => STANDARD.encode(cipher),
        None => "-".to_owned(),
    });
    format!("={}\n", parts.collect::<Vec<_>>().join(" "))
}

/// Takes a bundle line by line.
#[derive(Debug)]
pub struct BundleVerifier {
    head: Head,
    key: Option<String>,
    /// A leaf waits until the next line shows whether its ciphertexts are there.
    waiting: Option<Vec<u8>>,
    log: LogVerifier,
}

#[derive(Debug)]
enum Head {
    First,
    Note { text: String, gaps: u8 },
    Done,
}

impl BundleVerifier {
    /// Begins; `key` is the key of the log, in the text form of C2SP, where it is known from elsewhere.
    pub fn new(key: Option<&str>) -> Self {
        Self {
            head: Head::First,
            key: key.map(str::to_owned),
            waiting: None,
            log: LogVerifier::default(),
        }
    }

    /// What was found so far.
    pub fn log(&self) -> &LogVerifier {
        &self.log
    }

    /// Takes the next line, without its line end.
    pub fn line(&mut self, line: &[u8]) -> Result<(), BundleError> {
        match &mut self.head {
            Head::First if line == HEAD.as_bytes() => {
                self.head = Head::Note {
                    text: String::new(),
                    gaps: 0,
                };
                Ok(())
            }
            Head::First => Err(BundleError::Form),
            Head::Note { text, gaps } => {
                let line = std::str::from_utf8(line).map_err(|_| BundleError::Form)?;
                *gaps += u8::from(line.is_empty());
                if *gaps == 2 {
                    self.log = LogVerifier::new(Some(text)).trusting(self.key.as_deref());
                    self.head = Head::Done;
                    return Ok(());
                }
                text.push_str(line);
                text.push('\n');
                if text.len() > MAX_NOTE {
                    Err(BundleError::Form)
                } else {
                    Ok(())
                }
            }
            Head::Done => self.record(line),
        }
    }

    /// After the last line: whether all leaves came, and no more.
    pub fn finish(&mut self) -> Result<(), BundleError> {
        self.settle()?;
        match self.head {
            Head::Done => Ok(self.log.finish()?),
            _ => Err(BundleError::Form),
        }
    }

    fn record(&mut self, line: &[u8]) -> Result<(), BundleError> {
        let Some(text) = line.strip_prefix(b"=") else {
            self.settle()?;
            let signed = self.log.checkpoint().map(|checkpoint| checkpoint.size);
            if signed == Some(self.log.size()) {
                return Err(self.log.flaw(None, What::Long).into());
            }
            self.waiting = Some(line.to_vec());
            return Ok(());
        };
        let bad = self.log.flaw(None, What::Parts);
        let leaf = self.waiting.take().ok_or(bad)?;
        let part = |text: &[u8]| match text {
            b"-" => Some(None),
            text => STANDARD.decode(text).ok().map(Some),
        };
        let parts: Option<Vec<_>> = text.split(|byte| *byte == b' ').map(part).collect();
        Ok(self.log.leaf(&leaf, &parts.ok_or(bad)?)?)
    }

    fn settle(&mut self) -> Result<(), Flaw> {
        match self.waiting.take() {
            Some(leaf) => self.log.bare_leaf(&leaf),
            None => Ok(()),
        }
    }
}

/// Why a bundle is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// It does not begin as one.
    #[error("this is not a bundle")]
    Form,
    /// A leaf is wrong.
    #[error(transparent)]
    Flaw(#[from] Flaw),
}
