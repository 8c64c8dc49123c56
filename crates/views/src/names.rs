//! The index for finding people: words of names with and without accents, and numbers.

use std::collections::{BTreeMap, HashMap};

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::text::{fold, fold_keep_accents, person_sort_key};
use hanhtrinh_domain::worker::WorkerEvent;

use crate::codec::Held;
use crate::identity::NumberKind;
use crate::worker::WorkerRow;

/// What is searched, by index of the worker.
#[derive(Default)]
pub(crate) struct Names {
    entries: Vec<Option<Entry>>,
    /// Words without accents. There are few words and many people, so a word's list is long and the dictionary short.
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// Whole names without accents.
    whole: HashMap<Box<str>, Vec<u32>>,
    /// Personal numbers, passports with and without their letters, phones as dialled in the country.
    numbers: BTreeMap<Box<str>, Vec<u32>>,
}

/// A person as searched.
#[derive(PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name with accents, lower case, tone marks in one place.
    pub accented: Box<str>,
    /// The name without accents.
    pub plain: Box<str>,
    /// Key of the order of names.
    pub key: Box<str>,
    /// The first bytes of the key: most comparisons end within them.
    pub head: u128,
    /// Numbers, sorted.
    numbers: Vec<Box<str>>,
}

impl Names {
    /// Brings the entry of a worker to what the row says.
    pub fn note(&mut self, index: u32, row: &WorkerRow, facts: &[Effective<WorkerEvent>]) {
        let slot = index as usize;
        if self.entries.len() <= slot {
            self.entries.resize_with(slot + 1, || None);
        }
        let next = Entry::of(row, facts, self.entries[slot].as_ref());
        if next == self.entries[slot] {
            return;
        }
        if let Some(before) = self.entries[slot].take() {
            for word in distinct_words(&before.plain) {
                drop_from(&mut self.words, word, index);
            }
            for number in &before.numbers {
                drop_from(&mut self.numbers, number, index);
            }
            if let Some(list) = self.whole.get_mut(&before.plain) {
                list.retain(|of| *of != index);
            }
        }
        if let Some(entry) = &next {
            for word in distinct_words(&entry.plain) {
                push_to(&mut self.words, word, index);
            }
            for number in &entry.numbers {
                push_to(&mut self.numbers, number, index);
            }
            match self.whole.get_mut(&entry.plain) {
                Some(list) => list.push(index),
                None => drop(self.whole.insert(entry.plain.clone(), vec![index])),
            }
        }
        self.entries[slot] = next;
    }

    /// The entry of a worker, if a name or number is known.
    pub fn get(&self, index: u32) -> Option<&Entry> {
        self.entries.get(index as usize)?.as_ref()
    }

    /// Everybody with a word that begins so, without accents; may repeat.
    pub fn with_word(&self, prefix: &str) -> Vec<u32> {
        collect(&self.words, prefix)
    }

    /// How long that list is.
    pub fn count_word(&self, prefix: &str) -> usize {
        range(&self.words, prefix).map(Vec::len).sum()
    }

    /// Everybody with a number that begins so; may repeat.
    pub fn with_number(&self, prefix: &str) -> Vec<u32> {
        collect(&self.numbers, prefix)
    }

    /// Everybody with this whole name, without regard to accents.
    pub fn with_name(&self, name: &str) -> &[u32] {
        self.whole.get(fold(name).as_str()).map_or(&[], Vec::as_slice)
    }
}

impl Entry {
    fn of(row: &WorkerRow, facts: &[Effective<WorkerEvent>], before: Option<&Self>) -> Option<Self> {
        let mut numbers: Vec<Box<str>> = Vec::new();
        for number in &row.numbers {
            if number.kind == NumberKind::Passport {
                numbers.push(
                    number
                        .text
                        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                        .into(),
                );
            }
            numbers.push(number.text.clone());
        }
        if let Held::Open(contact) = row.contact_of(facts)
            && let Some(phone) = contact.phone
        {
            numbers.push(dialled(phone.as_str()).into());
        }
        numbers.retain(|number| !number.is_empty());
        numbers.sort_unstable();
        numbers.dedup();
        let name = row
            .identity
            .as_ref()
            .map_or("", |identity| identity.full_name.as_str());
        if name.is_empty() && numbers.is_empty() {
            return None;
        }
        let accented: Box<str> = fold_keep_accents(name).into();
        if let Some(before) = before.filter(|before| before.accented == accented) {
            // Most events leave the name alone, and folding it again costs more than all the rest.
            let (plain, key, head) = (before.plain.clone(), before.key.clone(), before.head);
            return Some(Self {
                accented,
                plain,
                key,
                head,
                numbers,
            });
        }
        let key: Box<str> = person_sort_key(name).into();
        let mut first = [0; 16];
        let length = key.len().min(16);
        first[..length].copy_from_slice(&key.as_bytes()[..length]);
        Some(Self {
            accented,
            plain: fold(name).into(),
            head: u128::from_be_bytes(first),
            key,
            numbers,
        })
    }

    /// Words of the name without accents.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.plain.split(' ')
    }

    /// Words of the name with accents.
    pub fn accented_words(&self) -> impl Iterator<Item = &str> {
        self.accented.split(' ')
    }

    /// Whether one of the numbers begins so.
    pub fn has_number(&self, prefix: &str) -> bool {
        self.numbers.iter().any(|number| number.starts_with(prefix))
    }
}

/// A phone in international form as it is dialled in Vietnam, digits only.
pub(crate) fn dialled(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("84") {
        Some(rest) if phone.trim_start().starts_with('+') => format!("0{rest}"),
        _ => digits,
    }
}

/// Whether two birth dates may be one: a year alone fits every day of it.
pub(crate) fn same_birth(one: PartialDate, other: PartialDate) -> bool {
    one.first() <= other.last() && other.first() <= one.last()
}

fn distinct_words(plain: &str) -> Vec<&str> {
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn push_to(index: &mut BTreeMap<Box<str>, Vec<u32>>, word: &str, worker: u32) {
    match index.get_mut(word) {
        Some(list) => list.push(worker),
        None => drop(index.insert(word.into(), vec![worker])),
    }
}

fn drop_from(index: &mut BTreeMap<Box<str>, Vec<u32>>, word: &str, worker: u32) {
    if let Some(list) = index.get_mut(word) {
        list.retain(|of| *of != worker);
        if list.is_empty() {
            index.remove(word);
        }
    }
}

fn range<'a>(index: &'a BTreeMap<Box<str>, Vec<u32>>, prefix: &'a str) -> impl Iterator<Item = &'a Vec<u32>> {
    let from = index.range::<str, _>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded));
    from.take_while(move |(word, _)| word.starts_with(prefix))
        .map(|(_, list)| list)
}

fn collect(index: &BTreeMap<Box<str>, Vec<u32>>, prefix: &str) -> Vec<u32> {
    range(index, prefix).flatten().copied().collect()
}
