//! Finding people: every word must match, in any order, with or without accents.

use std::cmp::Ordering;

use hanhtrinh_domain::case::State;
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::text::{fold, fold_keep_accents};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Place;
use jiff::civil::Date;
use uuid::Uuid;

use crate::home::Home;
use crate::identity::short;
use crate::names::{KEY_SIGNS, Name, dialled, same_birth};
use crate::views::Views;

/// A question about people.
#[derive(Clone)]
pub struct PeopleQuery {
    /// Words of a name, a number, or the id of a person or case; empty for everybody.
    pub text: String,
    /// Only people whose residence today lies in this unit.
    pub commune: Option<UnitRef>,
    /// Only people with a case in this state today.
    pub state: Option<State>,
    /// Only people with a case to this market; together with `state`, the same case.
    pub market: Option<Market>,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to return.
    pub limit: usize,
    /// Whether names and numbers may match; ids always do.
    pub names: bool,
    /// Today in Vietnam.
    pub today: Date,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleHits {
    /// Ids of workers: exact words first, then beginnings of words, then words without accents; each by given name,
    /// then family name.
    pub ids: Vec<Uuid>,
    /// How many fit in all.
    pub total: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
}

/// One hit, ready to be compared.
#[derive(Clone, Copy)]
struct Hit {
    rank: u8,
    head: u128,
    worker: u32,
}

/// What was typed.
enum Wanted {
    Everybody,
    One(Option<u32>),
    Matching { words: Vec<Word>, numbers: Vec<String> },
}

struct Word {
    accented: String,
    plain: String,
}

impl Views {
    /// A page of the people who fit and whom the reader sees.
    #[must_use]
    pub fn search(&self, query: &PeopleQuery, sees: &dyn Fn(&Views, Uuid) -> bool) -> PeopleHits {
        let mut hits = self.matching(&query.text, query.names);
        self.stand_for(&mut hits);
        hits.retain(|hit| {
            let row = &self.workers[hit.worker as usize];
            self.fits(hit.worker, query) && sees(self, row.id)
        });
        let total = hits.len();
        let end = query.offset.saturating_add(query.limit).min(total);
        if query.offset >= end {
            return PeopleHits {
                ids: Vec::new(),
                total: total as u64,
                next: None,
            };
        }
        // Only what stands on the page has to be in order.
        if end < total {
            hits.select_nth_unstable_by(end - 1, |one, other| self.order(one, other));
            hits.truncate(end);
        }
        hits.sort_unstable_by(|one, other| self.order(one, other));
        let ids = hits[query.offset..]
            .iter()
            .map(|hit| self.workers[hit.worker as usize].id)
            .collect();
        PeopleHits {
            ids,
            total: total as u64,
            next: (end < total).then_some(end),
        }
    }

    /// Everybody with this name, accents aside, whose birth date may be this one.
    #[must_use]
    pub fn by_name_and_birth(&self, name: &str, birth: PartialDate) -> Vec<Uuid> {
        let rows = self
            .names
            .with_name(name)
            .map(|index| &self.workers[index as usize]);
        let same = rows.filter(|row| {
            row.identity
                .as_ref()
                .is_some_and(|identity| same_birth(identity.birth_date, birth))
        });
        same.map(|row| row.id).collect()
    }

    /// Puts the record that stands for a person in the place of those merged into it.
    fn stand_for(&self, hits: &mut Vec<Hit>) {
        if self.merges.rows().is_empty() {
            return;
        }
        let mut seen = std::collections::HashSet::new();
        hits.sort_unstable_by_key(|hit| hit.rank);
        for hit in hits.iter_mut() {
            let survivor = self.merges.survivor(hit.worker, short(self.size));
            if survivor != hit.worker {
                *hit = self.hit(survivor, hit.rank);
            }
        }
        hits.retain(|hit| seen.insert(hit.worker));
    }

    fn matching(&self, text: &str, names: bool) -> Vec<Hit> {
        match self.read(text, names) {
            Wanted::Everybody => {
                let known = self
                    .workers
                    .iter()
                    .enumerate()
                    .filter(|(_, row)| row.version() > 0);
                known.map(|(index, _)| self.hit(index as u32, 0)).collect()
            }
            Wanted::One(found) => found.into_iter().map(|index| self.hit(index, 0)).collect(),
            Wanted::Matching { words, numbers } if numbers.is_empty() => self.with_words(&words),
            Wanted::Matching { words, numbers } => {
                let found = self.with_numbers(&numbers).into_iter();
                let ranked = found.filter_map(|worker| {
                    let rank = match self.names.get(worker) {
                        Some(name) => rank(name, &words)?,
                        None if words.is_empty() => 0,
                        None => return None,
                    };
                    Some(self.hit(worker, rank))
                });
                ranked.collect()
            }
        }
    }

    /// Everybody whose name has all the words. Names are looked at once, however many people share them.
    fn with_words(&self, words: &[Word]) -> Vec<Hit> {
        let rarest = words.iter().min_by_key(|word| self.names.count_word(&word.plain));
        let names = rarest.map(|word| self.names.with_word(&word.plain));
        let mut hits = Vec::new();
        for name in names.into_iter().flatten() {
            let Some(rank) = rank(name, words) else { continue };
            hits.extend(name.people().iter().map(|worker| Hit {
                rank,
                head: name.head,
                worker: *worker,
            }));
        }
        hits
    }

    /// Everybody who has all the numbers, or numbers that begin so.
    fn with_numbers(&self, numbers: &[String]) -> Vec<u32> {
        let mut lists = numbers.iter().map(|number| self.with_number(number));
        let mut found = lists.next().unwrap_or_default();
        for list in lists {
            found.retain(|worker| list.binary_search(worker).is_ok());
        }
        found
    }

    fn with_number(&self, number: &str) -> Vec<u32> {
        let mut found = self.names.with_number(number);
        if number.len() > KEY_SIGNS {
            found.retain(|worker| {
                let row = &self.workers[*worker as usize];
                let searched = row.searched(&row.facts_at(u64::MAX));
                searched.iter().any(|of| of.starts_with(number))
            });
        }
        found
    }

    fn read(&self, text: &str, names: bool) -> Wanted {
        let text = text.trim();
        if text.is_empty() {
            return Wanted::Everybody;
        }
        if let Ok(id) = Uuid::try_parse(text) {
            let worker = self.case(id).map_or(id, |case| case.worker);
            return Wanted::One(self.worker_index.get(&worker).copied());
        }
        if !names {
            return Wanted::One(None);
        }
        let mut words = Vec::new();
        let mut numbers: Vec<String> = Vec::new();
        let mut before_was_number = false;
        for token in text.split_whitespace() {
            let number = token.contains(|c: char| c.is_ascii_digit());
            match numbers.last_mut() {
                // People type numbers in groups: 0912 345 678.
                Some(last) if number && before_was_number => last.push_str(token),
                _ if number => numbers.push(token.to_owned()),
                _ => words.push(Word {
                    accented: fold_keep_accents(token),
                    plain: fold(token),
                }),
            }
            before_was_number = number;
        }
        words.retain(|word| !word.plain.is_empty());
        let numbers = numbers.iter().map(|number| comparable(number)).collect();
        Wanted::Matching { words, numbers }
    }

    fn hit(&self, worker: u32, rank: u8) -> Hit {
        // Those without a name here stand last.
        let head = self.names.get(worker).map_or(u128::MAX, |entry| entry.head);
        Hit { rank, head, worker }
    }

    fn order(&self, one: &Hit, other: &Hit) -> Ordering {
        let key = |hit: &Hit| self.names.get(hit.worker).map(|entry| &*entry.key);
        (one.rank, one.head)
            .cmp(&(other.rank, other.head))
            .then_with(|| key(one).cmp(&key(other)))
            .then_with(|| one.worker.cmp(&other.worker))
    }

    fn fits(&self, worker: u32, query: &PeopleQuery) -> bool {
        let row = &self.workers[worker as usize];
        if let Some(asked) = query.commune {
            let home = row.worker.residence_on(query.today).map(Home::from);
            if home.is_none_or(|home| home.place(self.units(), asked) != Place::Inside) {
                return false;
            }
        }
        if query.state.is_none() && query.market.is_none() {
            return true;
        }
        let open = row.links.iter().filter(|link| link.is_open());
        open.filter_map(|link| self.brief_of(link.case, query.today))
            .any(|brief| {
                query.state.is_none_or(|state| brief.state == state)
                    && query.market.is_none_or(|market| brief.market == Some(market))
            })
    }
}

/// How well a person fits: 0 when every word stands in the name as typed, 1 when every word begins one, 2 when that is so
/// without accents only; `None` when a word does not match at all.
fn rank(entry: &Name, words: &[Word]) -> Option<u8> {
    let mut worst = 0;
    for word in words {
        let rank = if entry.accented_words().any(|of| of == word.accented) {
            0
        } else if entry.accented_words().any(|of| of.starts_with(&word.accented)) {
            1
        } else if entry.words().any(|of| of.starts_with(&word.plain)) {
            2
        } else {
            return None;
        };
        worst = worst.max(rank);
    }
    Some(worst)
}

/// A number as the index has it: no separators, letters in upper case, phones as dialled in the country.
fn comparable(number: &str) -> String {
    if number.starts_with('+') {
        return dialled(number);
    }
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    plain.to_ascii_uppercase()
}
