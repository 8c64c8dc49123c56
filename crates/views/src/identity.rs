//! Who holds which number, since when: personal numbers and passports are attributes, so several people may hold one, and
//! then every one of them is in conflict.

use std::collections::HashMap;

use uuid::Uuid;

/// Kind of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// Personal identity number, or that of an old card.
    PersonalId,
    /// Passport.
    Passport,
}

/// A number in its comparable form: letters and digits only, upper case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OwnNumber {
    pub kind: NumberKind,
    pub text: Box<str>,
}

/// A number is held by a worker for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, Copy)]
struct Claim {
    worker: Uuid,
    from: u64,
    to: u64,
}

/// Every number with those who hold or held it.
#[derive(Default)]
pub(crate) struct Numbers {
    known: HashMap<OwnNumber, Holding>,
}

/// Who held a number when, and who holds it now.
#[derive(Default)]
struct Holding {
    claims: Vec<Claim>,
    holders: Vec<Uuid>,
}

impl OwnNumber {
    pub fn new(kind: NumberKind, text: &str) -> Self {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        Self {
            kind,
            text: plain.to_ascii_uppercase().into_boxed_str(),
        }
    }
}

impl std::fmt::Debug for OwnNumber {
    /// A debug print must not reveal a number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnNumber({:?}, withheld)", self.kind)
    }
}

impl Numbers {
    /// From `size` on the worker holds the number.
    pub fn claim(&mut self, number: OwnNumber, worker: Uuid, size: u64) {
        let holding = self.known.entry(number).or_default();
        holding.claims.push(Claim {
            worker,
            from: size,
            to: u64::MAX,
        });
        if !holding.holders.contains(&worker) {
            holding.holders.push(worker);
        }
    }

    /// From `size` on the worker holds it no more.
    pub fn release(&mut self, number: &OwnNumber, worker: Uuid, size: u64) {
        let Some(holding) = self.known.get_mut(number) else {
            return;
        };
        for claim in holding
            .claims
            .iter_mut()
            .filter(|claim| claim.worker == worker && claim.to == u64::MAX)
        {
            claim.to = size;
        }
        holding.holders.retain(|holder| *holder != worker);
    }

    /// As if the worker had never held any number.
    pub fn forget(&mut self, worker: Uuid) {
        self.known.retain(|_, holding| {
            holding.claims.retain(|claim| claim.worker != worker);
            holding.holders.retain(|holder| *holder != worker);
            !holding.claims.is_empty()
        });
    }

    /// Who holds the number now, in the order in which they came to it.
    pub fn holders(&self, number: &OwnNumber) -> &[Uuid] {
        self.known
            .get(number)
            .map_or(&[], |holding| holding.holders.as_slice())
    }

    /// Whether somebody else than the worker held it at a size of the log.
    pub fn is_shared_at(&self, number: &OwnNumber, worker: Uuid, size: u64) -> bool {
        let others = |claim: &Claim| claim.worker != worker && claim.from <= size && size < claim.to;
        self.known
            .get(number)
            .is_some_and(|holding| holding.claims.iter().any(others))
    }

    /// The size of the log at which a number came to be held by several people, if it is.
    pub fn shared_since(&self, number: &OwnNumber) -> Option<u64> {
        let holding = self
            .known
            .get(number)
            .filter(|holding| holding.holders.len() > 1)?;
        let open = holding.claims.iter().filter(|claim| claim.to == u64::MAX);
        let mut starts: Vec<u64> = open.map(|claim| claim.from).collect();
        starts.sort_unstable();
        starts.get(1).copied()
    }

    /// Every claim, for the checksum: number, worker, from, to.
    pub fn each(&self) -> impl Iterator<Item = (&OwnNumber, Uuid, u64, u64)> {
        self.known.iter().flat_map(|(number, holding)| {
            holding
                .claims
                .iter()
                .map(move |claim| (number, claim.worker, claim.from, claim.to))
        })
    }
}
