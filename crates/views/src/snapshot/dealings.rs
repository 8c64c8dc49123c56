//! The streams of the office in a snapshot. Places in orders are made anew on reading.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{Out, count, list, stream, value};
use crate::dealings::{Folds, Shelf, Tallies};
use crate::pack::{PackError, Reader};
use crate::views::Views;

impl Views {
    pub(super) fn write_dealings(&self, out: &mut Out) {
        let dealings = &self.dealings;
        write(&dealings.supplies, out);
        write(&dealings.orders, out);
        write(&dealings.programmes, out);
        write(&dealings.comparators, out);
        write(&dealings.published, out);
        out.list(dealings.tallies.rows().iter());
    }

    /// Comes after the cases: those who take places are among them.
    pub(super) fn read_dealings(&mut self, input: &mut Reader<'_>) -> Result<(), PackError> {
        self.dealings.supplies = read(input)?;
        self.dealings.orders = read(input)?;
        self.dealings.programmes = read(input)?;
        self.dealings.comparators = read(input)?;
        self.dealings.published = read(input)?;
        let tallies = list(input)?;
        self.dealings.tallies = Tallies::of(tallies, self.cases.len()).ok_or(PackError)?;
        if self.dealings.published.rows().len() > 0 {
            self.relay_rules();
        }
        for index in 0..self.cases.len() {
            if self.cases[index].deals {
                self.retake(index as u32);
            }
        }
        Ok(())
    }
}

fn write<F: Folds>(shelf: &Shelf<F>, out: &mut Out)
where
    F::Event: Serialize,
{
    out.count(shelf.rows().len());
    for row in shelf.rows() {
        out.value(&row.key);
        out.events(&row.events);
    }
}

fn read<F: Folds>(input: &mut Reader<'_>) -> Result<Shelf<F>, PackError>
where
    F::Event: DeserializeOwned,
{
    let mut shelf = Shelf::default();
    for _ in 0..count(input)? {
        let key: String = value(input)?;
        shelf.fill(key, stream::<F::Event>(input)?.all());
    }
    Ok(shelf)
}
