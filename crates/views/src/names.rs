//! The index for finding people: words of names with and without accents, and numbers.
//!
//! Many people share a name, so names are kept once and people hang on them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::text::{fold, fold_keep_accents, person_sort_key};

use crate::identity::sign_of;

/// No name.
const NONE: u32 = u32::MAX;
/// Signs of a number that fit its key.
pub(crate) const KEY_SIGNS: usize = 12;
const SIGNS: u64 = 37;

/// What is searched. People are known by the index of their row.
#[derive(Default)]
pub(crate) struct Names {
    people: Vec<Person>,
    names: Vec<Name>,
    /// Names by their form with accents.
    known: HashMap<Arc<str>, u32>,
    /// Names by their whole form without accents.
    whole: HashMap<Box<str>, Vec<u32>>,
    /// Names by their words without accents. There are few words, so a word's list is long and the dictionary short.
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// Personal numbers, passports with and without their letters, phones as dialled in the country.
    numbers: BTreeSet<(u64, u32)>,
}

/// What is searched of a person.
struct Person {
    name: u32,
    numbers: Box<[u64]>,
}

/// A name that people have or had.
pub(crate) struct Name {
    /// With accents, lower case, tone marks in one place.
    pub accented: Arc<str>,
    /// Without accents.
    pub plain: Box<str>,
    /// Key of the order of names.
    pub key: Box<str>,
    /// The first bytes of the key: most comparisons end within them.
    pub head: u128,
    /// Who has it.
    people: Vec<u32>,
}

/// What is to be searched of a person: made where there is time, noted where others wait.
pub(crate) struct Searched {
    name: String,
    accented: String,
    /// Sorted, without repetition.
    keys: Vec<u64>,
}

impl Searched {
    /// A name and numbers; both may be empty.
    pub fn new(name: &str, numbers: &[String]) -> Self {
        let mut keys: Vec<u64> = numbers.iter().filter_map(|number| key_of(number)).collect();
        keys.sort_unstable();
        keys.dedup();
        Self {
            name: name.to_owned(),
            accented: fold_keep_accents(name),
            keys,
        }
    }
}

impl Names {
    /// Brings the entry of a person to a name and numbers.
    pub fn note(&mut self, person: u32, searched: Searched) {
        let slot = person as usize;
        if self.people.len() <= slot {
            self.people.resize_with(slot + 1, || Person {
                name: NONE,
                numbers: Box::default(),
            });
        }
        let next = self.name_of(&searched.name, &searched.accented);
        let keys = searched.keys;
        let entry = &mut self.people[slot];
        if *entry.numbers != *keys {
            for number in &entry.numbers {
                self.numbers.remove(&(*number, person));
            }
            self.numbers.extend(keys.iter().map(|number| (*number, person)));
            entry.numbers = keys.into();
        }
        let before = std::mem::replace(&mut entry.name, next);
        if before == next {
            return;
        }
        if let Some(name) = self.names.get_mut(before as usize) {
            name.people.retain(|of| *of != person);
        }
        if let Some(name) = self.names.get_mut(next as usize) {
            name.people.push(person);
        }
        self.drop_if_nobodys(before);
    }

    /// The name of a person.
    pub fn get(&self, person: u32) -> Option<&Name> {
        self.names.get(self.people.get(person as usize)?.name as usize)
    }

    /// Every name with a word that begins so, without accents.
    pub fn with_word(&self, prefix: &str) -> Vec<&Name> {
        let mut names: Vec<u32> = range(&self.words, prefix).flatten().copied().collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(|name| &self.names[name as usize]).collect()
    }

    /// How many names that is at most.
    pub fn count_word(&self, prefix: &str) -> usize {
        range(&self.words, prefix).map(Vec::len).sum()
    }

    /// Everybody with a number that begins so, in order. Of a longer number only the first [`KEY_SIGNS`] signs are
    /// compared: the rest is for the caller to look at.
    pub fn with_number(&self, prefix: &str) -> Vec<u32> {
        let signs = prefix.len().min(KEY_SIGNS);
        let Some(from) = key_of(prefix) else {
            return Vec::new();
        };
        let width = SIGNS.pow((KEY_SIGNS - signs) as u32);
        let found = self.numbers.range((from, 0)..(from.saturating_add(width), 0));
        let mut people: Vec<u32> = found.map(|(_, person)| *person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Everybody with this whole name, without regard to accents.
    pub fn with_name(&self, name: &str) -> impl Iterator<Item = u32> {
        let names = self.whole.get(fold(name).as_str()).into_iter().flatten();
        names.flat_map(|name| self.names[*name as usize].people.iter().copied())
    }

    fn name_of(&mut self, name: &str, accented: &str) -> u32 {
        if name.is_empty() {
            return NONE;
        }
        if let Some(known) = self.known.get(accented) {
            return *known;
        }
        let accented: Arc<str> = accented.into();
        let index = self.names.len() as u32;
        let plain: Box<str> = fold(name).into();
        let key: Box<str> = person_sort_key(name).into();
        let mut first = [0; 16];
        let length = key.len().min(16);
        first[..length].copy_from_slice(&key.as_bytes()[..length]);
        for word in distinct_words(&plain) {
            match self.words.get_mut(word) {
                Some(list) => list.push(index),
                None => drop(self.words.insert(word.into(), vec![index])),
            }
        }
        self.whole.entry(plain.clone()).or_default().push(index);
        self.known.insert(Arc::clone(&accented), index);
        self.names.push(Name {
            accented,
            plain,
            key,
            head: u128::from_be_bytes(first),
            people: Vec::new(),
        });
        index
    }

    /// A name that nobody has any more is forgotten: it may have been the name of somebody who is. Its number is not used
    /// again.
    fn drop_if_nobodys(&mut self, index: u32) {
        let Some(name) = self
            .names
            .get_mut(index as usize)
            .filter(|name| name.people.is_empty())
        else {
            return;
        };
        let (accented, plain) = (
            std::mem::take(&mut name.accented),
            std::mem::take(&mut name.plain),
        );
        (name.key, name.head) = (Box::default(), 0);
        self.known.remove(&accented);
        for word in distinct_words(&plain) {
            if let Some(list) = self.words.get_mut(word) {
                list.retain(|of| *of != index);
                if list.is_empty() {
                    self.words.remove(word);
                }
            }
        }
        if let Some(list) = self.whole.get_mut(&plain) {
            list.retain(|of| *of != index);
            if list.is_empty() {
                self.whole.remove(&plain);
            }
        }
    }
}

impl Name {
    /// Who has it.
    pub fn people(&self) -> &[u32] {
        &self.people
    }

    /// Words of the name without accents.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.plain.split(' ')
    }

    /// Words of the name with accents.
    pub fn accented_words(&self) -> impl Iterator<Item = &str> {
        self.accented.split(' ')
    }
}

/// The first signs of a number as an integer, so that what begins alike lies together; `None` for what is no number.
fn key_of(number: &str) -> Option<u64> {
    if number.is_empty() || !number.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
        return None;
    }
    let mut signs = number.bytes().map(sign_of);
    let sign = |key: u64, sign: Option<u8>| key * SIGNS + sign.map_or(0, u64::from);
    Some((0..KEY_SIGNS).fold(0, |key, _| sign(key, signs.next())))
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

fn range<'a>(index: &'a BTreeMap<Box<str>, Vec<u32>>, prefix: &'a str) -> impl Iterator<Item = &'a Vec<u32>> {
    let from = index.range::<str, _>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded));
    from.take_while(move |(word, _)| word.starts_with(prefix))
        .map(|(_, list)| list)
}
