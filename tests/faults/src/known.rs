//! What others were told, read from the acknowledgements in a trace: after any fault all of it still has to be true.

use std::collections::{BTreeMap, BTreeSet};

/// Everything that was said to somebody.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Whether the log was made.
    pub created: bool,
    /// Commands sent and not answered, or answered with an unknown outcome.
    pub open: BTreeSet<u128>,
    /// Acknowledged commands with the position of their receipt.
    pub done: BTreeMap<u128, u64>,
    /// Commands that were refused for what they are.
    pub refused: BTreeSet<u128>,
    /// Roots that were shown or signed, by size.
    pub roots: BTreeMap<u64, String>,
    /// Persons who are forgotten: positions below the number are closed.
    pub forgotten: BTreeMap<u128, u64>,
    /// Persons whose forgetting began and was not acknowledged: positions below the number may be closed.
    pub perhaps: BTreeMap<u128, u64>,
    /// Size of the log that the last finished backup has at least, unless another one is under way.
    pub backup: Option<u64>,
}

impl Known {
    /// Reads all lines of all acknowledgements.
    pub fn of<'a>(acks: impl IntoIterator<Item = &'a String>) -> Self {
        let mut known = Self::default();
        for line in acks.into_iter().flat_map(|text| text.lines()) {
            known.hear(line);
        }
        known
    }

    fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| {
            words
                .get(at)
                .and_then(|word| word.parse::<u128>().ok())
                .unwrap_or_default()
        };
        match words[0] {
            "created" => self.created = true,
            "sent" => self
                .open
                .extend((number(1)..number(2)).filter(|id| !self.done.contains_key(id))),
            "ok" => {
                self.open.remove(&number(1));
                self.done.insert(number(1), number(2) as u64);
            }
            "refused" => {
                self.open.remove(&number(1));
                self.refused.insert(number(1));
            }
            "root" => drop(
                self.roots
                    .insert(number(1) as u64, words.get(2).unwrap_or(&"").to_string()),
            ),
            "forgetting" => drop(self.perhaps.insert(number(1), number(2) as u64)),
            "forgot" => {
                self.perhaps.remove(&number(1));
                self.forgotten.insert(number(1), number(2) as u64);
            }
            "backing-up" => self.backup = None,
            "backed-up" => self.backup = Some(number(1) as u64),
            _ => {}
        }
    }
}
