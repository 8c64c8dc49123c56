//! The leaf read in place: everything a verifier needs, borrowed from the line.
//!
//! It accepts what [`Leaf::decode`](crate::Leaf::decode) accepts, and of the ways to write a moment only the one that is
//! written: UTC with a `Z`. Verifying millions of leaves in a browser is what it is for.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::leaf::{Amends, Channel, ENVELOPE, External, MAX_LEAF_BYTES, Source};

/// A leaf as its line says it; the fields are those of [`Leaf`](crate::Leaf).
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "described once, at the leaf")]
pub struct LeafView<'a> {
    pub v: u8,
    pub id: Uuid,
    #[serde(borrow)]
    pub stream: Text<'a>,
    pub n: u64,
    #[serde(borrow, rename = "type")]
    pub kind: Text<'a>,
    pub schema: u16,
    #[serde(borrow)]
    pub on: Text<'a>,
    #[serde(borrow)]
    pub at: Text<'a>,
    #[serde(borrow)]
    pub by: Text<'a>,
    #[serde(borrow)]
    pub role: Text<'a>,
    #[serde(borrow, default)]
    pub org: Option<Text<'a>>,
    pub channel: Channel,
    #[serde(borrow, default)]
    pub acting: Option<Text<'a>>,
    pub cmd: Uuid,
    #[serde(default)]
    pub cause: Option<Uuid>,
    #[serde(default)]
    pub source: Option<Source>,
    #[serde(default)]
    pub basis: Option<String>,
    #[serde(default)]
    pub external: Option<External>,
    #[serde(default)]
    pub amends: Option<Amends>,
    #[serde(borrow)]
    pub facts: &'a RawValue,
    #[serde(borrow, default)]
    pub sealed: Vec<SealedView<'a>>,
}

/// What a leaf says about one ciphertext; the fields are those of [`SealedRef`](crate::SealedRef).
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "described once, at the leaf")]
pub struct SealedView<'a> {
    pub subject: Uuid,
    #[serde(borrow)]
    pub key: Text<'a>,
    #[serde(borrow)]
    pub sha256: Text<'a>,
    pub bytes: u32,
}

/// A text of the line: borrowed from it, unless it is written with escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a>(Cow<'a, str>);

impl std::ops::Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Texts)
    }
}

impl<'a> LeafView<'a> {
    /// Reads a line without its line end; `None` for what is not a leaf of a known envelope.
    pub fn of(line: &'a [u8]) -> Option<Self> {
        if line.len() > MAX_LEAF_BYTES {
            return None;
        }
        // Looking at the text once is faster than at every string of it.
        let text = std::str::from_utf8(line).ok()?;
        serde_json::from_str(text)
            .ok()
            .filter(|leaf: &Self| leaf.v == ENVELOPE)
    }

    /// When it was recorded, for comparing.
    pub fn moment(&self) -> Option<Moment> {
        Moment::parse(&self.at)
    }
}

/// A moment in UTC that can be compared with another, to the nanosecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment {
    seconds: u64,
    nanos: u32,
}

impl Moment {
    /// Reads `2024-05-17T08:30:00.123Z`, with up to nine digits of a fraction or none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.strip_suffix('Z')?.as_bytes();
        let (whole, fraction) = bytes.split_at_checked(19)?;
        let number = |from: usize, to: usize| {
            whole[from..to].iter().try_fold(0_u64, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + u64::from(digit - b'0'))
            })
        };
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        if marks.iter().any(|(at, mark)| whole[*at] != *mark) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        // Not a count of seconds, but in the same order.
        let seconds = ((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute) * 60 + second;
        Some(Self {
            seconds,
            nanos: nanos(fraction)?,
        })
    }
}

fn nanos(fraction: &[u8]) -> Option<u32> {
    let Some((point, digits)) = fraction.split_first() else {
        return Some(0);
    };
    if *point != b'.' || !(1..=9).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some(padded.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::Leaf;
    use jiff::Timestamp;
    use proptest::prelude::*;

    const LINE: &str = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000001","stream":"case/a","n":3,"type":"t","schema":1,"on":"2024","at":"2024-05-17T08:30:00.5Z","by":"b\u00e9","role":"r","org":"o","channel":"web","cmd":"019a0000-0000-7000-8000-000000000002","source":{"kind":"k"},"amends":{"event":"019a0000-0000-7000-8000-000000000003","kind":"annul"},"facts":{"a":[1, 2]},"sealed":[{"subject":"019a0000-0000-7000-8000-000000000004","key":"k","sha256":"s","bytes":9}]}"#;

    #[test]
    fn reads_what_the_leaf_reads() {
        let (view, leaf) = (
            LeafView::of(LINE.as_bytes()).unwrap(),
            Leaf::decode(LINE.as_bytes()).unwrap(),
        );
        assert_eq!(
            (view.id, view.n, &*view.stream),
            (leaf.id, leaf.n, leaf.stream.as_str())
        );
        assert_eq!(
            (&*view.by, view.facts.get()),
            (leaf.by.as_str(), leaf.facts.get())
        );
        assert_eq!((view.sealed[0].bytes, view.sealed.len()), (9, 1));
        assert!(LeafView::of(LINE.replace("\"v\":1", "\"v\":2").as_bytes()).is_none());
    }

    proptest! {
        #[test]
        fn is_as_strict_as_the_leaf(at in 0..LINE.len(), byte: u8, cut in 0..LINE.len()) {
            let mut line = LINE.as_bytes().to_vec();
            line[at] = byte;
            let leaf = Leaf::decode(&line).ok();
            let view = LeafView::of(&line);
            prop_assert_eq!(leaf.is_some(), view.as_ref().is_some_and(|view| {
                view.moment().is_some() || view.at.parse::<Timestamp>().is_ok()
            }));
            prop_assert!(LeafView::of(&LINE.as_bytes()[..cut]).is_none());
        }

        #[test]
        fn moments_are_in_the_order_of_time(a in 0_i64..4_102_444_800_000, b in 0_i64..4_102_444_800_000) {
            let read = |milli: i64| Moment::parse(&Timestamp::from_millisecond(milli).unwrap().to_string()).unwrap();
            prop_assert_eq!(read(a).cmp(&read(b)), a.cmp(&b));
        }
    }

    #[test]
    fn other_ways_to_write_a_moment_are_none() {
        for text in [
            "",
            "2024-05-17",
            "2024-05-17T08:30:00",
            "2024-05-17T08:30:00+00:00",
            "2024-02-30T00:00:00Z",
            "2024-05-17T24:00:00Z",
            "2024-05-17T08:30:00.Z",
            "2024-05-17T08:30:00.1234567890Z",
            "2023-02-29T00:00:00Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
