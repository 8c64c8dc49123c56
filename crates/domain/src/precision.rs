//! How exactly a figure is known. A published "over 300" is not 300, and a sum with it is not exact either.

use crate::case::codes::codes;

codes! {
    /// The word that stands before a figure.
    #[derive(Default)]
    Precision {
        /// Counted.
        #[default]
        Exact = "exact",
        /// More than the figure ("over", trên).
        Over = "over",
        /// Near the figure, above or below ("about", khoảng).
        About = "about",
        /// A little less than the figure ("nearly", gần).
        Nearly = "nearly",
    }
}

impl Precision {
    /// The word of a sum of two figures: the same word stays, exact figures change nothing, and what pulls both ways is
    /// only "about".
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exact, word) | (word, Self::Exact) => word,
            (one, two) if one == two => one,
            _ => Self::About,
        }
    }

    /// Whether nothing is to be written when it is absent: the figure is exact.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        *self == Self::Exact
    }
}

/// Figures added up with their word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The figure.
    pub value: u64,
    /// Its word.
    pub precision: Precision,
}

impl Sum {
    /// Adds a figure.
    pub fn add(&mut self, value: u64, precision: Precision) {
        self.value = self.value.saturating_add(value);
        self.precision = self.precision.and(precision);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_with_over_is_over_and_one_that_pulls_both_ways_is_about() {
        let sum = |figures: &[(u64, Precision)]| {
            let mut sum = Sum::default();
            figures.iter().for_each(|(value, word)| sum.add(*value, *word));
            (sum.value, sum.precision)
        };
        use Precision::{About, Exact, Nearly, Over};
        assert_eq!(sum(&[(3, Exact), (4, Exact)]), (7, Exact));
        assert_eq!(sum(&[(300, Over), (4, Exact)]), (304, Over));
        assert_eq!(sum(&[(300, Over), (200, Nearly)]), (500, About));
        assert_eq!(sum(&[(300, About), (200, Over), (1, Exact)]), (501, About));
        assert_eq!(sum(&[]), (0, Exact));
    }

    #[test]
    fn the_order_of_addition_does_not_matter() {
        for one in Precision::ALL {
            for two in Precision::ALL {
                assert_eq!(one.and(*two), two.and(*one));
                for three in Precision::ALL {
                    assert_eq!(one.and(*two).and(*three), one.and(two.and(*three)));
                }
            }
        }
    }
}
