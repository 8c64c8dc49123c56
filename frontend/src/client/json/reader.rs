//! The signs of a JSON text, one after the other.

use std::borrow::Cow;

use super::NotThat;

/// The text, and how far it has been read.
pub struct Reader<'de> {
    /// The text.
    pub text: &'de str,
    /// How many bytes of it have been read.
    pub at: usize,
}

impl<'de> Reader<'de> {
    /// The next sign that is no white space; it is not taken.
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Takes a sign that must be the next.
    pub fn take(&mut self, sign: u8) -> Result<(), NotThat> {
        if self.peek() == Some(sign) {
            self.at += 1;
            Ok(())
        } else {
            Err(NotThat)
        }
    }

    /// Takes a word that must be the next.
    pub fn word(&mut self, word: &str) -> Result<(), NotThat> {
        self.peek();
        if self.text[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(())
        } else {
            Err(NotThat)
        }
    }

    /// The digits of a number.
    pub fn number(&mut self) -> &'de str {
        self.peek();
        let rest = &self.text[self.at..];
        let end = rest
            .find(|sign: char| !matches!(sign, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A text between quotes.
    pub fn string(&mut self) -> Result<Cow<'de, str>, NotThat> {
        self.take(b'"')?;
        let mut whole = Cow::Borrowed("");
        loop {
            let rest = &self.text[self.at..];
            let end = rest.find(['"', '\\']).ok_or(NotThat)?;
            self.at += end + 1;
            // Most strings have no sign in disguise and are taken as they stand.
            if whole.is_empty() {
                whole = Cow::Borrowed(&rest[..end]);
            } else {
                whole.to_mut().push_str(&rest[..end]);
            }
            if rest.as_bytes()[end] == b'"' {
                return Ok(whole);
            }
            let sign = self.escaped()?;
            whole.to_mut().push(sign);
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, NotThat> {
        let sign = *self.text.as_bytes().get(self.at).ok_or(NotThat)?;
        self.at += 1;
        Ok(match sign {
            b'"' | b'\\' | b'/' => char::from(sign),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let mut code = self.hex()?;
                // Signs beyond the first plane are written as two halves.
                if (0xd800..0xdc00).contains(&code) {
                    self.word("\\u")?;
                    let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400);
                    code = 0x1_0000 + ((code - 0xd800) << 10) + low.ok_or(NotThat)?;
                }
                char::from_u32(code).ok_or(NotThat)?
            }
            _ => return Err(NotThat),
        })
    }

    fn hex(&mut self) -> Result<u32, NotThat> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(NotThat)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| NotThat)
    }

    /// Passes over a value.
    pub fn skip(&mut self) -> Result<(), NotThat> {
        match self.peek().ok_or(NotThat)? {
            b'"' => self.string().map(|_| ()),
            open @ (b'{' | b'[') => {
                self.at += 1;
                let mut items = Items::new(self, open + 2);
                while items.more()? {
                    if open == b'{' {
                        items.reader.string()?;
                        items.reader.take(b':')?;
                    }
                    items.reader.skip()?;
                }
                Ok(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => match self.number() {
                "" => Err(NotThat),
                _ => Ok(()),
            },
        }
    }
}

/// What stands between two brackets.
pub struct Items<'a, 'de> {
    /// Where they stand.
    pub reader: &'a mut Reader<'de>,
    close: u8,
    first: bool,
}

impl<'a, 'de> Items<'a, 'de> {
    /// What stands until the closing bracket; the opening one is taken.
    pub fn new(reader: &'a mut Reader<'de>, close: u8) -> Self {
        Self {
            reader,
            close,
            first: true,
        }
    }

    /// Whether there is another one; the closing bracket is taken.
    pub fn more(&mut self) -> Result<bool, NotThat> {
        if self.reader.peek() == Some(self.close) {
            self.reader.at += 1;
            return Ok(false);
        }
        if !std::mem::take(&mut self.first) {
            self.reader.take(b',')?;
        }
        Ok(true)
    }
}
