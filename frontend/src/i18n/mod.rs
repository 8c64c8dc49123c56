//! Texts in Vietnamese and English. Every text has both, or it does not compile.
//!
//! The application is mounted anew when the language changes, so a text is a plain `&'static str` and nothing follows it.

pub mod care;
mod common;
pub mod domain;
pub mod events;
pub mod facts;
mod person;

pub use common::C;

use std::cell::Cell;

use hanhtrinh_api::Lang;
use hanhtrinh_domain::words::Words;

use crate::client::store;

/// A text in both languages.
pub trait Text: Copy {
    /// Vietnamese, English.
    fn pair(self) -> (&'static str, &'static str);
}

/// Defines texts: `texts! { pub enum T { Save => "Lưu", "Save"; } }`.
#[macro_export]
macro_rules! texts {
    ($(#[$meta:meta])* $vis:vis enum $Name:ident { $( $Text:ident => $vi:literal, $en:literal; )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        $vis enum $Name { $( #[doc = $en] $Text, )* }

        impl $crate::i18n::Text for $Name {
            fn pair(self) -> (&'static str, &'static str) {
                match self { $( Self::$Text => ($vi, $en), )* }
            }
        }
    };
}

const PREFERENCE: &str = "lang";

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Vi) };
}

/// The language in use.
pub fn lang() -> Lang {
    LANG.with(Cell::get)
}

/// A text in the language in use.
pub fn t(text: impl Text) -> &'static str {
    pick(text.pair())
}

/// One of two texts, by the language in use.
pub fn pick((vi, en): (&'static str, &'static str)) -> &'static str {
    match lang() {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// What a figure says of itself, in the language of the page.
pub fn said(words: Words) -> String {
    match lang() {
        Lang::Vi => words.vi,
        Lang::En => words.en,
    }
}

/// The tag of a language as HTTP and HTML write it.
pub fn lang_tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    }
}

/// Takes the language chosen before; Vietnamese otherwise.
pub fn restore() -> Lang {
    let lang = if store::preference(PREFERENCE).as_deref() == Some("en") {
        Lang::En
    } else {
        Lang::Vi
    };
    use_lang(lang);
    lang
}

/// Uses a language from now on and remembers it.
pub fn choose(lang: Lang) {
    store::keep_preference(PREFERENCE, lang_tag(lang));
    use_lang(lang);
}

fn use_lang(lang: Lang) {
    LANG.with(|slot| slot.set(lang));
    if let Some(root) = store::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", lang_tag(lang));
    }
}
