//! Sentences that figures carry, in both languages of the product.

use serde::{Deserialize, Serialize};

/// One sentence in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Both texts.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }

    /// The same thing said in both languages: a code, a number, a name.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            vi: text.clone(),
            en: text,
        }
    }

    /// With something said after it.
    #[must_use]
    pub fn then(mut self, more: &Self) -> Self {
        self.vi.push_str(&more.vi);
        self.en.push_str(&more.en);
        self
    }
}
