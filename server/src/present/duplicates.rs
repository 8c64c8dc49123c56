//! Pairs of records that may be of one person, as far as the reader sees both.

use hanhtrinh_api::duplicates::{DuplicatePair, Duplicates};

use super::Eyes;

/// The first pairs, and how many there are.
pub fn duplicates(eyes: &Eyes<'_>, limit: usize) -> Duplicates {
    let sight = eyes.reader.sight(eyes.views);
    let position = eyes.views.size();
    let mut found = eyes.views.suspicions();
    found.retain(|pair| sight.covers_worker(pair.one) && sight.covers_worker(pair.other));
    let pairs = found.iter().take(limit).map(|pair| DuplicatePair {
        one: eyes.person_ref(pair.one, position),
        other: eyes.person_ref(pair.other, position),
        rule: pair.rule,
    });
    Duplicates {
        pairs: pairs.collect(),
        total: found.len() as u64,
        position,
    }
}
