//! Values that many rows share, kept once: a row holds the number of the value.

use std::collections::HashMap;
use std::hash::Hash;

/// The number of no value.
pub(crate) const NONE: u32 = u32::MAX;

/// Values in the order in which they were first met.
pub(crate) struct Table<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Copy + Eq + Hash> Table<T> {
    /// The number of a value, a new one if need be.
    pub fn number(&mut self, value: Option<T>) -> u32 {
        let Some(value) = value else { return NONE };
        *self.numbers.entry(value).or_insert_with(|| {
            self.values.push(value);
            (self.values.len() - 1) as u32
        })
    }

    /// The number of a value that a row may hold.
    pub fn known(&self, value: T) -> Option<u32> {
        self.numbers.get(&value).copied()
    }

    /// The value of a number.
    pub fn get(&self, number: u32) -> Option<T> {
        self.values.get(number as usize).copied()
    }

    /// Every value, for the snapshot.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The table with these values.
    pub fn of(values: Vec<T>) -> Self {
        let numbers = values
            .iter()
            .zip(0..)
            .map(|(value, number)| (*value, number))
            .collect();
        Self { values, numbers }
    }
}
