//! Who holds which number, since when: personal numbers and passports are attributes, so several people may hold one, and
//! then every one of them is in conflict.

use std::collections::HashMap;

/// Kind of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// Personal identity number, or that of an old card.
    PersonalId,
    /// Passport.
    Passport,
}

/// Letters and digits, and one that stands for none.
const SIGNS: u128 = 37;
/// Most letters and digits that fit.
const FITS: usize = 24;

/// A number in its comparable form (letters and digits only, upper case) as one integer, with its kind in the lowest bits.
/// What is too long for that, and so is no number of any paper, is known by 126 bits of a hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OwnNumber(u128);

/// A size of the log that never comes: the claim holds.
const OPEN: u32 = u32::MAX;

/// A number is held by a worker for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Claim {
    worker: u32,
    from: u32,
    to: u32,
}

/// Every number with those who hold or held it. Nearly all have one holder for ever.
#[derive(Default)]
pub(crate) struct Numbers {
    known: HashMap<OwnNumber, Holding>,
}

enum Holding {
    One(Claim),
    // The box keeps the map small: a number with a history is rare.
    #[expect(
        clippy::box_collection,
        reason = "every number would pay for the few that have several claims"
    )]
    Many(Box<Vec<Claim>>),
}

impl OwnNumber {
    /// The comparable form; `None` when nothing is left of the text.
    pub fn new(kind: NumberKind, text: &str) -> Option<Self> {
        let signs = text.bytes().filter(u8::is_ascii_alphanumeric);
        let count = signs.clone().count();
        if count == 0 {
            return None;
        }
        let kind = match kind {
            NumberKind::PersonalId => 0,
            NumberKind::Passport => 1,
        };
        let value = if count <= FITS {
            signs.fold(0, |value, sign| value * SIGNS + u128::from(sign_of(sign))) << 2
        } else {
            signs.fold(FNV_START, |hash, sign| {
                (hash ^ u128::from(sign_of(sign))).wrapping_mul(FNV_PRIME)
            }) << 2
                | 2
        };
        Some(Self(value | kind))
    }

    /// For the checksum, which never leaves the process.
    pub fn value(self) -> u128 {
        self.0
    }
}

const FNV_START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// A letter or digit as a number from 1 to 36, letter case aside.
pub(crate) fn sign_of(sign: u8) -> u8 {
    match sign.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => digit - b'0' + 1,
        letter => letter.saturating_sub(b'A') + 11,
    }
}

impl std::fmt::Debug for OwnNumber {
    /// A debug print must not reveal a number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnNumber(withheld)")
    }
}

impl Holding {
    fn claims(&self) -> &[Claim] {
        match self {
            Self::One(claim) => std::slice::from_ref(claim),
            Self::Many(claims) => claims,
        }
    }

    fn claims_mut(&mut self) -> &mut [Claim] {
        match self {
            Self::One(claim) => std::slice::from_mut(claim),
            Self::Many(claims) => claims,
        }
    }

    /// Claims that hold now, in the order in which they began.
    fn open(&self) -> impl Iterator<Item = &Claim> {
        self.claims().iter().filter(|claim| claim.to == OPEN)
    }
}

impl Numbers {
    /// From `size` on the worker holds the number.
    pub fn claim(&mut self, number: OwnNumber, worker: u32, size: u64) {
        let claim = Claim {
            worker,
            from: short(size),
            to: OPEN,
        };
        let Some(holding) = self.known.get_mut(&number) else {
            self.known.insert(number, Holding::One(claim));
            return;
        };
        let mut claims = holding.claims().to_vec();
        // Claims may come in person by person; they lie in the order in which they began.
        let at = claims.partition_point(|known| (known.from, known.worker) <= (claim.from, worker));
        claims.insert(at, claim);
        *holding = Holding::Many(Box::new(claims));
    }

    /// From `size` on the worker holds it no more.
    pub fn release(&mut self, number: OwnNumber, worker: u32, size: u64) {
        let claims = self.known.get_mut(&number).map(Holding::claims_mut);
        for claim in claims.into_iter().flatten() {
            if claim.worker == worker && claim.to == OPEN {
                claim.to = short(size);
            }
        }
    }

    /// As if the worker had never held any number.
    pub fn forget(&mut self, worker: u32) {
        self.known.retain(|_, holding| {
            if holding.claims().iter().all(|claim| claim.worker != worker) {
                return true;
            }
            let mut claims = holding.claims().to_vec();
            claims.retain(|claim| claim.worker != worker);
            let any = !claims.is_empty();
            *holding = Holding::Many(Box::new(claims));
            any
        });
    }

    /// Who holds the number now, in the order in which they came to it.
    pub fn holders(&self, number: OwnNumber) -> impl Iterator<Item = u32> {
        let open = self.known.get(&number).into_iter().flat_map(Holding::open);
        open.map(|claim| claim.worker)
    }

    /// Whether several people hold it now.
    pub fn is_shared(&self, number: OwnNumber) -> bool {
        self.holders(number).nth(1).is_some()
    }

    /// Who held it at a size of the log.
    pub fn holders_at(&self, number: OwnNumber, size: u32) -> impl Iterator<Item = u32> {
        let claims = self.known.get(&number).into_iter().flat_map(Holding::claims);
        let held = claims.filter(move |claim| claim.from <= size && size < claim.to);
        held.map(|claim| claim.worker)
    }

    /// The size of the log at which a number came to be held by several people, if it is.
    pub fn shared_since(&self, number: OwnNumber) -> Option<u64> {
        let second = self.known.get(&number)?.open().nth(1)?;
        Some(second.from.into())
    }

    /// Every claim, for the checksum: number, worker, from, to.
    pub fn each(&self) -> impl Iterator<Item = (OwnNumber, u32, u32, u32)> {
        self.known.iter().flat_map(|(number, holding)| {
            let claims = holding.claims().iter();
            claims.map(move |claim| (*number, claim.worker, claim.from, claim.to))
        })
    }
}

/// Sizes of a log fit 32 bits: its index holds no more leaves than that.
pub(crate) fn short(size: u64) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX - 1)
}

/// A size that may never come.
pub(crate) fn long(size: u32) -> u64 {
    if size == u32::MAX { u64::MAX } else { size.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_one_exactly_when_their_signs_are(a in "[0-9A-Za-z .-]{0,30}", b in "[0-9A-Za-z .-]{0,30}") {
            let plain = |text: &str| {
                let kept: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
                kept.to_ascii_uppercase()
            };
            let number = |text: &str| OwnNumber::new(NumberKind::PersonalId, text);
            prop_assert_eq!(number(&a) == number(&b), plain(&a) == plain(&b));
            prop_assert_eq!(number(&a).is_none(), plain(&a).is_empty());
            prop_assert_eq!(number(&a), number(&plain(&a)));
            if let Some(number) = number(&a) {
                prop_assert_ne!(Some(number), OwnNumber::new(NumberKind::Passport, &a));
            }
        }
    }

    #[test]
    fn leading_zeros_count() {
        let number = |text: &str| OwnNumber::new(NumberKind::PersonalId, text);
        assert_ne!(number("038"), number("38"));
        assert_ne!(number(&"0".repeat(24)), number(&"0".repeat(23)));
    }
}
