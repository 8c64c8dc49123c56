//! The order of Vietnamese person names: by given name, which stands last, then family name, then the middle.

use super::nfc;
use super::normal::decomposed;

/// Letters in the order of the Vietnamese alphabet; f, j, w, z stand where Latin readers expect them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Tones in dictionary order after the level tone: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A key whose plain order is the order of names in a Vietnamese list. Words compare by letters first, then by tone.
#[must_use]
pub fn person_sort_key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((given, rest)) = words.split_last() else {
        return String::new();
    };
    let mut key = String::new();
    for word in std::iter::once(given).chain(rest) {
        push_word(word, &mut key);
    }
    key
}

fn push_word(word: &str, key: &mut String) {
    let mut tones = String::new();
    // Taking the tones out of the decomposed word leaves the letters of the alphabet, ready to be composed again.
    let toneless: String = decomposed(word)
        .into_iter()
        .flat_map(char::to_lowercase)
        .filter(|c| match TONES.iter().position(|tone| tone == c) {
            Some(rank) => {
                tones.push(rank_char(rank + 1));
                false
            }
            None => true,
        })
        .collect();
    for letter in nfc(&toneless).chars() {
        match ALPHABET.chars().position(|known| known == letter) {
            Some(rank) => key.push(rank_char(rank + 0x20)),
            None => key.push(letter.max('\u{80}')),
        }
    }
    key.push('\u{1}');
    key.push_str(&tones);
    key.push('\u{0}');
}

/// Ranks as characters above the separators.
fn rank_char(rank: usize) -> char {
    u32::try_from(rank + 2)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or(char::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_name_first_then_family() {
        let mut names = vec![
            "Trần Văn Bình",
            "Nguyễn Thị Ánh",
            "Lê Văn Bình",
            "Đỗ Văn Ân",
            "Lê Thị Bình",
            "Đỗ Anh",
        ];
        names.sort_by_key(|name| person_sort_key(name));
        assert_eq!(
            names,
            [
                "Đỗ Anh",
                "Nguyễn Thị Ánh",
                "Đỗ Văn Ân",
                "Lê Thị Bình",
                "Lê Văn Bình",
                "Trần Văn Bình"
            ]
        );
    }

    #[test]
    fn letters_come_before_tones_and_tones_in_order() {
        let mut names = vec!["Mạ", "Má", "Mã", "Mả", "Mà", "Ma", "Mai", "Mă"];
        names.sort_by_key(|name| person_sort_key(name));
        assert_eq!(names, ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai", "Mă"]);
        assert_eq!(person_sort_key("Ho\u{61}\u{300}"), person_sort_key("Hoà"));
        assert_eq!(person_sort_key("  "), "");
    }

    #[test]
    fn d_with_stroke_is_its_own_letter() {
        assert!(person_sort_key("Dũng") < person_sort_key("Đào"));
        assert!(person_sort_key("Duy") < person_sort_key("Đào"));
    }
}
