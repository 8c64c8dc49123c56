//! A number over everything derived: equal histories give equal numbers, whatever the order of hash maps.

use std::fmt::Write;

use crate::views::Views;

/// FNV-1a, 64 bits. It compares two foldings of one log; it proves nothing to anybody else.
struct Fnv(u64);

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

impl Views {
    /// The checksum of all rows, indexes and open parts.
    #[must_use]
    pub fn checksum(&self) -> u64 {
        let mut sum = Fnv(0xcbf2_9ce4_8422_2325);
        // Writing into a number cannot fail.
        let _ = self.write_rows(&mut sum);
        let _ = self.write_numbers(&mut sum);
        sum.0
    }

    fn write_rows(&self, sum: &mut Fnv) -> std::fmt::Result {
        write!(sum, "{} {}", self.size(), self.province())?;
        for row in &self.workers {
            write!(sum, "{:?}{:?}{:?}{:?}", row.id, row.first, row.events, row.worker)?;
            write!(sum, "{:?}{:?}{}", row.cases, row.links, row.erased)?;
            for part in &row.private {
                write!(
                    sum,
                    "{}{}{}",
                    part.position,
                    part.subject,
                    standing(&part.content)
                )?;
            }
            if let Some(identity) = &row.identity {
                // Debug output of names is withheld, so the texts themselves go in.
                write!(sum, "{}{}", identity.full_name.as_str(), identity.birth_date)?;
            }
        }
        for row in &self.cases {
            write!(sum, "{:?}{:?}{:?}{:?}", row.id, row.first, row.worker, row.events)?;
            for part in &row.private {
                write!(
                    sum,
                    "{}{}{}",
                    part.position,
                    part.subject,
                    standing(&part.content)
                )?;
            }
        }
        write!(sum, "{:?}{:?}", self.departures, self.stays)?;
        for row in self.enterprises() {
            write!(sum, "{:?}{:?}", row.code, row.events)?;
        }
        write!(sum, "{:?}{:?}{:?}", self.plans(), self.registry(), self.unknown())
    }

    fn write_numbers(&self, sum: &mut Fnv) -> std::fmt::Result {
        let mut claims: Vec<_> = self.numbers.each().collect();
        claims.sort_unstable();
        for (number, worker, from, to) in claims {
            write!(sum, "{:?}{}{worker}{from}{to}", number.kind, number.text)?;
        }
        Ok(())
    }
}

fn standing<T>(held: &crate::codec::Held<T>) -> u8 {
    match held {
        crate::codec::Held::Open(_) => 1,
        crate::codec::Held::Erased => 2,
        crate::codec::Held::Missing => 3,
    }
}
