//! Vietnamese text: one composed form for keeping, folded forms for searching, an order for sorting. Input may come
//! composed or decomposed, with twin code points for the tones, and with the tone mark in the old or the new place.

pub(crate) mod csv;
mod normal;
mod sort;

pub use sort::person_sort_key;

use normal::{composed, decomposed};
use unicode_normalization::char::is_combining_mark;

/// Canonical composed form (NFC): how every text is kept.
#[must_use]
pub fn nfc(text: &str) -> String {
    composed(decomposed(text))
}

/// For search without accents: no combining marks, đ as d, lower case, single spaces, trimmed.
///
/// Ð (U+00D0, eth) looks like Đ and is often typed for it, so it folds to d too.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain = decomposed(text)
        .into_iter()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            other => other,
        });
    lower_and_collapse(plain)
}

/// For search with accents: composed, lower case, single spaces, and the tone mark in one place, so that
/// `Hòa` equals `Hoà` and `Thủy` equals `Thuỷ`.
///
/// The mark goes to the second vowel (`oà`, `oè`, `uỷ`), where it also stands once a consonant follows (`hoàn`): what a
/// person has typed so far stays a prefix of the whole word.
#[must_use]
pub fn fold_keep_accents(text: &str) -> String {
    let lower = lower_and_collapse(decomposed(text).into_iter().map(|c| match c {
        'ð' | 'Ð' => 'đ',
        other => other,
    }));
    let mut letters = decomposed(&lower);
    for start in 0..letters.len().saturating_sub(2) {
        let [first, mark, second] = [letters[start], letters[start + 1], letters[start + 2]];
        let pair = matches!((first, second), ('o', 'a' | 'e') | ('u', 'y'));
        // A second vowel with marks of its own is another vowel (ă, ê) and already carries the tone.
        let bare = letters
            .get(start + 3)
            .is_none_or(|next| !is_combining_mark(*next));
        if pair && is_tone(mark) && bare {
            letters.swap(start + 1, start + 2);
        }
    }
    nfc(&letters.into_iter().collect::<String>())
}

/// The five tone marks of Vietnamese in decomposed text; the deprecated twins U+0340 and U+0341 decompose to these.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn lower_and_collapse(chars: impl Iterator<Item = char>) -> String {
    let lower: String = chars.flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn folding_drops_accents_of_any_spelling() {
        for text in [
            "Đặng Thị Hoà",
            "ĐẶNG  thị hòa ",
            "\u{110}\u{103}\u{323}ng Thi\u{323} Ho\u{340}a",
            "Ðặng Thị Hoà",
        ] {
            assert_eq!(fold(text), "dang thi hoa", "{text}");
        }
        assert_eq!(fold("Nguyễn Ước Ỷ Ỗ"), "nguyen uoc y o");
        assert_eq!(fold("\u{301}"), "");
    }

    #[test]
    fn the_place_of_the_tone_mark_does_not_matter() {
        for (old, new) in [
            ("Hòa", "Hoà"),
            ("Thủy", "Thuỷ"),
            ("khỏe", "khoẻ"),
            ("QÚY", "quý"),
            ("tọa độ", "toạ độ"),
            ("Thanh Hóa", "Thanh Ho\u{61}\u{341}"),
        ] {
            assert_eq!(fold_keep_accents(old), fold_keep_accents(new), "{old}");
        }
        assert_eq!(fold_keep_accents("Hòa"), "hoà");
    }

    #[test]
    fn other_words_keep_their_tone() {
        for text in [
            "của", "múa", "hoàn", "thuyền", "nguyễn", "hoặc", "toán", "lúa", "huyện", "ngoài", "huế",
        ] {
            assert_eq!(fold_keep_accents(text), text);
        }
        assert_ne!(fold_keep_accents("Hòa"), fold_keep_accents("Hóa"));
    }

    #[test]
    fn a_prefix_with_accents_stays_a_prefix() {
        assert!(fold_keep_accents("Hoàn").starts_with(&fold_keep_accents("hòa")));
    }

    proptest! {
        #[test]
        fn folding_is_settled_after_once(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            let kept = fold_keep_accents(&text);
            prop_assert_eq!(fold_keep_accents(&kept), kept);
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&nfc(&text)));
        }
    }
}
