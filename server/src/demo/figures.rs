//! How many people leave when and where to. The published figures come out exactly; what was not published is invented
//! in the same proportions.

use jiff::civil::{Date, date};

/// The last day on which the published figures were known.
pub const PUBLISHED_ON: Date = date(2025, 7, 16);
/// Day of the article's own figures: everything counted in them is recorded by then.
pub const RECORDED_BY: Date = date(2025, 7, 15);
/// Until when the demo's history goes unless told otherwise.
pub const UNTIL: Date = date(2026, 11, 15);

/// Destination markets in the order of the shares below.
pub const MARKETS: [&str; 14] = [
    "TW", "JP", "KR", "DE", "HU", "PL", "RO", "RU", "SA", "SG", "MY", "AE", "LA", "AU",
];

/// Departures of a span of months.
pub struct Span {
    /// Year.
    pub year: i16,
    /// First month.
    pub first: i8,
    /// Last month.
    pub last: i8,
    /// Departures by market, in the order of [`MARKETS`].
    pub by_market: [u32; 14],
}

/// 2023: 15,128; 2024: 13,820; first half of 2025: 5,075, of these Taiwan 2,150, Japan 1,913, South Korea 635, others 377.
/// The rest is invented. What lies beyond the end date shows as people in preparation.
pub const SPANS: [Span; 7] = [
    span(
        2022,
        1,
        12,
        [3020, 2640, 690, 70, 120, 80, 130, 60, 110, 60, 40, 20, 18, 12],
    ),
    span(
        2023,
        1,
        12,
        [6480, 5720, 1650, 160, 260, 170, 240, 70, 180, 80, 50, 30, 24, 14],
    ),
    span(
        2024,
        1,
        12,
        [5870, 5215, 1720, 150, 240, 150, 180, 40, 110, 60, 36, 21, 16, 12],
    ),
    span(
        2025,
        1,
        6,
        [2150, 1913, 635, 66, 88, 56, 60, 14, 40, 22, 12, 8, 6, 5],
    ),
    span(
        2025,
        7,
        12,
        [2010, 1820, 560, 70, 70, 44, 40, 12, 34, 20, 10, 6, 4, 6],
    ),
    span(
        2026,
        1,
        12,
        [4060, 3730, 1290, 190, 130, 90, 70, 24, 60, 46, 20, 14, 10, 18],
    ),
    span(2027, 1, 3, [900, 830, 290, 48, 30, 20, 16, 6, 14, 10, 4, 3, 2, 4]),
];

const fn span(year: i16, first: i8, last: i8, by_market: [u32; 14]) -> Span {
    Span {
        year,
        first,
        last,
        by_market,
    }
}

/// How the months of a year share its departures: few around Tết, many in autumn.
const MONTHS: [u32; 12] = [62, 48, 88, 90, 84, 80, 92, 98, 96, 100, 86, 76];

impl Span {
    /// Departures by month and market. The sums by market are exact.
    pub fn months(&self) -> Vec<(Date, [u32; 14])> {
        let months: Vec<i8> = (self.first..=self.last).collect();
        let mut rows: Vec<(Date, [u32; 14])> = months
            .iter()
            .map(|month| (date(self.year, *month, 1), [0; 14]))
            .collect();
        let weights: Vec<u32> = months
            .iter()
            .map(|month| MONTHS[usize::from(month.unsigned_abs()) - 1])
            .collect();
        let whole: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
        for (market, total) in self.by_market.iter().enumerate() {
            // Running totals keep the sum exact however the months round.
            let (mut weight, mut given) = (0, 0);
            for (row, share) in rows.iter_mut().zip(&weights) {
                weight += u64::from(*share);
                let until = (u64::from(*total) * weight / whole) as u32;
                row.1[market] = until - given;
                given = until;
            }
        }
        rows
    }
}

/// Plan targets by year.
pub const PLANS: [(i16, u32); 5] = [
    (2022, 5_000),
    (2023, 5_500),
    (2024, 6_000),
    (2025, 6_000),
    (2026, 8_000),
];

/// Fairs and advice of a span of days.
pub struct FairSpan {
    /// First day on which there may be one.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// How many fairs.
    pub fairs: u32,
    /// Organisations, summed over the fairs.
    pub exhibitors: u32,
    /// People who were looking.
    pub seekers: u32,
    /// People matched.
    pub matches: u32,
    /// People advised or informed, at twice as many occasions as there are fairs.
    pub advised: u32,
}

/// From January 2024 to the day of the published figures: 22 fairs, over 300 organisations, over 10,500 seekers, over 1,800
/// matches, over 60,000 advised. What lies before and after is invented.
pub const FAIRS: [FairSpan; 3] = [
    fairs(
        date(2022, 2, 18),
        date(2023, 12, 14),
        [14, 170, 6_200, 940, 31_000],
    ),
    fairs(
        date(2024, 1, 11),
        date(2025, 7, 10),
        [22, 300, 10_500, 1_800, 60_000],
    ),
    fairs(
        date(2025, 8, 14),
        date(2026, 11, 6),
        [18, 262, 9_100, 1_510, 52_000],
    ),
];

const fn fairs(first: Date, last: Date, counts: [u32; 5]) -> FairSpan {
    let [fairs, exhibitors, seekers, matches, advised] = counts;
    FairSpan {
        first,
        last,
        fairs,
        exhibitors,
        seekers,
        matches,
        advised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(year: i16, first: i8) -> u32 {
        let span = SPANS
            .iter()
            .find(|span| span.year == year && span.first == first)
            .unwrap();
        let sum: u32 = span.by_market.iter().sum();
        let months: u32 = span.months().iter().flat_map(|(_, markets)| markets).sum();
        assert_eq!(sum, months);
        sum
    }

    #[test]
    fn the_published_figures_are_exact() {
        assert_eq!(total(2023, 1), 15_128);
        assert_eq!(total(2024, 1), 13_820);
        assert_eq!(total(2025, 1), 5_075);
        let half = &SPANS[3];
        assert_eq!(half.by_market[..3], [2150, 1913, 635]);
        assert_eq!(half.by_market[3..].iter().sum::<u32>(), 377);
        assert!((6_900..7_200).contains(&total(2022, 1)));
        assert!((9_000..10_500).contains(&total(2026, 1)));
    }
}
