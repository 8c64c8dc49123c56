//! A number over everything derived: equal histories give equal numbers, whatever the order of hash maps.

use sha2::{Digest, Sha256};

use crate::codec::Held;
use crate::views::Views;

impl Views {
    /// The checksum of all rows, indexes and opened parts. It compares two foldings of one log and never leaves the
    /// process: what it covers is personal.
    #[must_use]
    pub fn checksum(&self) -> u64 {
        let mut sum = Sha256::new();
        sum.update(self.facts_checksum());
        self.add_parts(&mut sum);
        self.add_numbers(&mut sum);
        let digest: [u8; 32] = sum.finalize().into();
        let [a, b, c, d, e, f, g, h, ..] = digest;
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }

    /// SHA-256 over what is folded from facts alone: what a snapshot holds.
    #[must_use]
    pub fn facts_checksum(&self) -> [u8; 32] {
        let mut sum = Sha256::new();
        let never: Result<(), std::convert::Infallible> = self.write_facts(&mut |bytes| {
            sum.update(bytes);
            Ok(())
        });
        match never {
            Ok(()) => sum.finalize().into(),
        }
    }

    fn add_parts(&self, sum: &mut Sha256) {
        for part in self.workers.iter().flat_map(|row| row.private.all(row.id)) {
            sum.update(part.position.to_le_bytes());
            sum.update(part.subject.as_bytes());
            match &part.content {
                Held::Open(private) => {
                    sum.update([1]);
                    sum.update(serde_json::to_vec(private).unwrap_or_default());
                }
                Held::Erased => sum.update([2]),
                Held::Missing => sum.update([3]),
            }
        }
        for (index, row) in self.workers.iter().enumerate() {
            sum.update([u8::from(row.erased)]);
            if let Some(identity) = &row.identity {
                sum.update(identity.full_name.as_str());
                sum.update(identity.birth_date.to_string());
            }
            let name = self.names.get(index as u32);
            sum.update(name.map_or("", |name| &*name.accented));
        }
    }

    fn add_numbers(&self, sum: &mut Sha256) {
        let mut claims: Vec<_> = self.numbers.each().collect();
        claims.sort_unstable();
        for (number, worker, from, to) in claims {
            sum.update(number.value().to_le_bytes());
            [worker, from, to]
                .into_iter()
                .for_each(|value| sum.update(value.to_le_bytes()));
        }
    }
}
