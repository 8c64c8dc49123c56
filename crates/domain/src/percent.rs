//! Percentages as published figures need them: exact integers in, decimal text out, no floating point.

/// `part` as a percentage of `whole` with `decimals` places, rounded half up away from zero: `percent_of(13820, 6000, 1)`
/// is `230.3`, and −0.05 with one place is `-0.1`.
///
/// `None` when `whole` is zero, when `decimals` is over 9, or when the numbers are beyond exact arithmetic.
#[must_use]
pub fn percent_of(part: i128, whole: i128, decimals: u8) -> Option<String> {
    scaled_percent(part, whole, decimals).map(|value| decimal(value, decimals))
}

/// Growth from `before` to `now` in percent: `growth(13820, 15128, 2)` is `-8.65`. Limits as [`percent_of`].
#[must_use]
pub fn growth(now: i128, before: i128, decimals: u8) -> Option<String> {
    percent_of(now.checked_sub(before)?, before, decimals)
}

/// The percentage times `10^decimals` as an integer, for sorting and comparing exactly what is printed.
#[must_use]
pub fn scaled_percent(part: i128, whole: i128, decimals: u8) -> Option<i128> {
    if whole == 0 || decimals > 9 {
        return None;
    }
    let scale = 10_i128.checked_pow(u32::from(decimals) + 2)?;
    div_half_up(part.checked_mul(scale)?, whole)
}

/// `numerator / denominator` rounded to the nearest integer, halves away from zero.
#[must_use]
pub fn div_half_up(numerator: i128, denominator: i128) -> Option<i128> {
    let quotient = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?.unsigned_abs();
    // Doubling could overflow; comparing with what is missing to the denominator cannot.
    if rest == 0 || rest < denominator.unsigned_abs() - rest {
        return Some(quotient);
    }
    quotient.checked_add(if (numerator < 0) == (denominator < 0) {
        1
    } else {
        -1
    })
}

/// Writes an integer that stands for `value / 10^decimals`.
#[must_use]
pub fn decimal(value: i128, decimals: u8) -> String {
    let places = usize::from(decimals.min(38));
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if value < 0 { "-" } else { "" };
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_figures_come_out_exactly() {
        assert_eq!(percent_of(13820, 6000, 1).as_deref(), Some("230.3"));
        assert_eq!(percent_of(13820, 15128, 2).as_deref(), Some("91.35"));
        assert_eq!(growth(13820, 15128, 2).as_deref(), Some("-8.65"));
        assert_eq!(percent_of(1, 3, 0).as_deref(), Some("33"));
        assert_eq!(percent_of(0, 3, 2).as_deref(), Some("0.00"));
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(percent_of(1, 2000, 1).as_deref(), Some("0.1"));
        assert_eq!(percent_of(-1, 2000, 1).as_deref(), Some("-0.1"));
        assert_eq!(percent_of(1, -2000, 1).as_deref(), Some("-0.1"));
        assert_eq!(percent_of(1, 2001, 1).as_deref(), Some("0.0"));
        assert_eq!(percent_of(-1, 2001, 1).as_deref(), Some("0.0"));
    }

    #[test]
    fn what_has_no_answer_says_so() {
        assert_eq!(percent_of(1, 0, 1), None);
        assert_eq!(percent_of(i128::MAX, 1, 1), None);
        assert_eq!(percent_of(1, 2, 10), None);
        assert_eq!(growth(i128::MIN, 1, 0), None);
        assert_eq!(div_half_up(i128::MIN, -1), None);
    }

    proptest! {
        #[test]
        fn rounding_is_within_half(n in -1_000_000_000i128..1_000_000_000, d in 1i128..100_000) {
            let q = div_half_up(n, d).unwrap();
            prop_assert!((n - q * d).abs() * 2 <= d);
            prop_assert_eq!(div_half_up(-n, d).unwrap(), -q);
        }
    }
}
