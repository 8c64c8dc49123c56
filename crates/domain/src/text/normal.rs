//! Canonical decomposition and composition (NFD, NFC) from the character functions of `unicode-normalization`.
//!
//! Its iterators serve the compatibility forms as well and link their tables, which nothing here uses and a browser would
//! have to load.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// Canonical decomposition (NFD).
pub fn decomposed(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            letters.push(c);
        } else {
            decompose_canonical(c, |part| letters.push(part));
        }
    }
    order(&mut letters);
    letters
}

/// Canonical composition of decomposed letters.
pub fn composed(letters: impl IntoIterator<Item = char>) -> String {
    let mut out: Vec<char> = Vec::new();
    let mut starter: Option<usize> = None;
    // The class of the last mark kept after the starter: a mark of the same class or a higher one shields what follows.
    let mut last: Option<u8> = None;
    for c in letters {
        let class = canonical_combining_class(c);
        if let Some(at) = starter
            && last.is_none_or(|last| last < class)
            && let Some(joined) = compose(out[at], c)
        {
            out[at] = joined;
            continue;
        }
        if class == 0 {
            starter = Some(out.len());
            last = None;
        } else {
            last = Some(class);
        }
        out.push(c);
    }
    out.into_iter().collect()
}

/// Marks in a row stand by their class, equal ones as they came.
fn order(letters: &mut [char]) {
    let mut start = 0;
    while start < letters.len() {
        let marks = letters[start..]
            .iter()
            .take_while(|c| canonical_combining_class(**c) != 0)
            .count();
        if marks > 1 {
            sort(&mut letters[start..start + marks]);
        }
        start += marks + 1;
    }
}

/// Insertion: marks in a row are few, and equal classes keep their order.
fn sort(marks: &mut [char]) {
    for end in 1..marks.len() {
        let mut at = end;
        while at > 0 && canonical_combining_class(marks[at - 1]) > canonical_combining_class(marks[at]) {
            marks.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn agrees(text: &str) {
        let letters = decomposed(text);
        assert_eq!(letters, text.nfd().collect::<Vec<_>>(), "{text:?}");
        assert_eq!(composed(letters), text.nfc().collect::<String>(), "{text:?}");
    }

    #[test]
    fn both_forms_are_those_of_the_standard() {
        for text in [
            "",
            "Đặng Thị Hoà",
            "a\u{323}\u{302}\u{301}",
            "a\u{301}\u{302}\u{323}",
            "\u{301}a",
            "o\u{31b}\u{323}",
            "\u{1e69}\u{307}",
            "각한글\u{1100}\u{1161}\u{11a8}",
            "\u{340}\u{341}\u{344}\u{958}\u{2126}\u{fb1d}\u{1d15e}",
        ] {
            agrees(text);
        }
    }

    proptest! {
        #[test]
        fn any_text_agrees(text in "\\PC{0,24}") {
            agrees(&text);
        }

        #[test]
        fn marks_in_any_order_agree(text in "[aeouyAEOUYđơư\u{300}-\u{345}\u{591}-\u{5a0}\u{1100}-\u{1115}\u{1161}-\u{1175}\u{11a8}-\u{11c2}]{0,16}") {
            agrees(&text);
        }
    }
}
