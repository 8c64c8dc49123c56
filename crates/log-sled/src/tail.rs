//! What is durable and not yet in sled: groups as the writer wrote them, shared with the readers and with the thread that fills
//! sled, so that nothing of a command is copied on its way.

use std::collections::VecDeque;
use std::sync::Arc;

use hanhtrinh_log::{CommandRow, Entry};

use crate::blocks::FullTile;
use crate::scan::Place;

/// A durable command.
#[derive(Debug)]
pub struct Done {
    /// Its records.
    pub entries: Vec<Entry>,
    /// What the index keeps of it.
    pub row: CommandRow,
    /// Where its frame lies.
    pub place: Place,
}

/// Commands that became durable together; at least one.
#[derive(Debug)]
pub struct Group {
    /// The commands, in order.
    pub done: Vec<Done>,
    /// Tiles that became full by them.
    pub tiles: Vec<FullTile>,
    /// Sequence of the first command.
    pub sequence: u64,
}

impl Group {
    /// Position of the first record, or of the record that comes next when there is none.
    fn first(&self) -> u64 {
        self.done.first().map_or(0, |done| done.row.first)
    }

    /// Position behind the last record.
    fn end(&self) -> u64 {
        let behind = |done: &Done| done.row.first + done.row.streams.len() as u64;
        self.done.last().map_or(0, behind)
    }

    /// Sequence behind the last command.
    fn after(&self) -> u64 {
        self.sequence + self.done.len() as u64
    }
}

/// Durable groups that are not wholly in sled.
#[derive(Debug, Default)]
pub struct Tail {
    groups: VecDeque<Arc<Group>>,
    /// Position behind the last record.
    pub size: u64,
    /// Sequence behind the last command.
    pub commands: u64,
}

impl Tail {
    /// Adds a group.
    pub fn push(&mut self, group: Arc<Group>) {
        self.size = group.end();
        self.commands = group.after();
        self.groups.push_back(group);
    }

    /// Takes out the groups that sled holds wholly now. They are dropped by the caller, when it holds no lock any more.
    pub fn prune(&mut self, position: u64, sequence: u64) -> Vec<Arc<Group>> {
        let stored = |group: &Arc<Group>| group.end() <= position && group.after() <= sequence;
        let count = self.groups.iter().take_while(|group| stored(group)).count();
        self.groups.drain(..count).collect()
    }

    /// The first position that is here.
    pub fn first(&self) -> u64 {
        self.groups.front().map_or(self.size, |group| group.first())
    }

    /// Entries `from..to`, if they are here.
    pub fn entries(&self, from: u64, to: u64) -> Option<impl Iterator<Item = &Entry>> {
        if from < self.first() {
            return None;
        }
        let group = self.groups.partition_point(|group| group.first() <= from);
        let groups = self.groups.range(group.saturating_sub(1)..);
        let entries = groups.flat_map(|group| group.done.iter().flat_map(|done| &done.entries));
        Some(
            entries
                .skip_while(move |entry| entry.position < from)
                .take_while(move |entry| entry.position < to),
        )
    }

    /// The row of a command, if it is here.
    pub fn row(&self, sequence: u64) -> Option<&CommandRow> {
        let group = self.groups.partition_point(|group| group.sequence <= sequence);
        let group = self.groups.get(group.checked_sub(1)?)?;
        let done = group.done.get((sequence - group.sequence) as usize)?;
        Some(&done.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A group of commands with so many records each.
    fn group(sequence: u64, mut first: u64, counts: &[u64]) -> Arc<Group> {
        let place = Place {
            segment: 0,
            offset: 0,
            crc: 0,
        };
        let mut done = |count: u64| {
            let entry = |position| Entry {
                position,
                line: Arc::from(&b"{}"[..]),
                sealed: Vec::new(),
            };
            let row = CommandRow {
                key: 0,
                fingerprint: [0; 32],
                first,
                streams: vec![0; count as usize],
                reserve: Vec::new(),
                release: Vec::new(),
            };
            let entries = (first..first + count).map(entry).collect();
            first += count;
            Done { entries, row, place }
        };
        Arc::new(Group {
            done: counts.iter().map(|count| done(*count)).collect(),
            tiles: Vec::new(),
            sequence,
        })
    }

    #[test]
    fn finds_records_and_commands_across_groups() {
        let mut tail = Tail {
            size: 5,
            commands: 3,
            ..Tail::default()
        };
        assert!(tail.entries(4, 5).is_none() && tail.first() == 5);
        tail.push(group(3, 5, &[2, 1]));
        tail.push(group(5, 8, &[0]));
        tail.push(group(6, 8, &[0, 3]));
        assert_eq!((tail.size, tail.commands, tail.first()), (11, 8, 5));
        for from in 5..=11 {
            for to in from..=11 {
                let found: Vec<u64> = tail
                    .entries(from, to)
                    .unwrap()
                    .map(|entry| entry.position)
                    .collect();
                assert_eq!(found, (from..to).collect::<Vec<_>>());
            }
        }
        let firsts: Vec<_> = (2..9).map(|at| tail.row(at).map(|row| row.first)).collect();
        assert_eq!(firsts, [None, Some(5), Some(7), Some(8), Some(8), Some(8), None]);
        assert_eq!(tail.prune(8, 4).len(), 0);
        assert_eq!(tail.prune(8, 5).len(), 1);
        assert_eq!((tail.first(), tail.prune(11, 8).len(), tail.first()), (8, 2, 11));
        assert!(tail.entries(11, 11).is_some());
    }
}
