//! The text as a row of tokens, each with its place. Blanks and comments are left out.
//!
//! The `ron` crate stays the judge of what is well formed: nothing here is refused. Its parser does not tell where
//! values stand, and this does, in one pass.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(`, `[`, `{`
    Open(u8),
    /// `)`, `]`, `}`
    Close(u8),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `"…"`
    Text,
    /// `r"…"`, `r#"…"#`
    RawText,
    /// `b"…"`, `br"…"`, `b'…'`
    Bytes,
    /// `'…'`
    Char,
    /// A name or a number: letters, digits, `_`, `.`, `+`, `-`.
    Word,
    /// A text that goes on to the end of the file.
    UnclosedText,
    /// A comment that goes on to the end of the file.
    UnclosedComment,
    /// Any other character.
    Other,
}

/// A token and its place (in bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The tokens of a text, in order.
pub(super) struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Steps over blanks and comments; the beginning of a comment that does not end.
    fn skip_blanks(&mut self) -> Option<usize> {
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'/' if self.peek(1) == Some(b'/') => self.skip_line(),
                b'/' if self.peek(1) == Some(b'*') => {
                    let start = self.at;
                    if !self.skip_comment() {
                        return Some(start);
                    }
                }
                0x80.. => match self.character() {
                    Some(c) if is_blank(c) => self.at += c.len_utf8(),
                    _ => return None,
                },
                _ => return None,
            }
        }
        None
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn skip_line(&mut self) {
        let rest = self.bytes[self.at..].iter().position(|byte| *byte == b'\n');
        self.at = rest.map_or(self.bytes.len(), |ahead| self.at + ahead);
    }

    /// Whether the comment has an end.
    fn skip_comment(&mut self) -> bool {
        let mut level = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(b'/'), Some(b'*')) => {
                    level += 1;
                    self.at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    level -= 1;
                    self.at += 2;
                    if level == 0 {
                        return true;
                    }
                }
                (Some(_), _) => self.at += 1,
                (None, _) => return false,
            }
        }
    }

    /// After the opening quotation mark, up to and with the closing one.
    fn text(&mut self) -> Kind {
        loop {
            match self.peek(0) {
                None => {
                    self.at = self.bytes.len();
                    return Kind::UnclosedText;
                }
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Kind::Text
    }

    fn raw_text(&mut self, hashes: usize) -> bool {
        while let Some(ahead) = self.bytes[self.at..].iter().position(|byte| *byte == b'"') {
            self.at += ahead + 1;
            let found = self.bytes[self.at..].iter().take(hashes).take_while(|byte| **byte == b'#').count();
            self.at += found;
            if found == hashes {
                return true;
            }
        }
        self.at = self.bytes.len();
        false
    }

    /// `'x'` and `'\…'`; an apostrophe that begins neither stands for itself.
    fn quoted_char(&mut self) -> Kind {
        let rest = &self.bytes[self.at + 1..];
        let body = match rest.first() {
            Some(b'\\') => 2 + rest.iter().skip(2).take(10).position(|byte| *byte == b'\'').unwrap_or(0),
            Some(byte) => byte.leading_ones().max(1) as usize,
            None => 0,
        };
        if rest.get(body) == Some(&b'\'') {
            self.at += body + 2;
            Kind::Char
        } else {
            self.at += 1;
            Kind::Other
        }
    }

    /// A name or a number, or the text or bytes that a name of one or two letters begins.
    fn word(&mut self) -> Kind {
        let start = self.at;
        while let Some(byte) = self.peek(0) {
            match byte {
                0x80.. => match self.character() {
                    Some(c) if !is_blank(c) => self.at += c.len_utf8(),
                    _ => break,
                },
                _ if is_word(byte) => self.at += 1,
                _ => break,
            }
        }
        match &self.bytes[start..self.at] {
            prefix @ (b"r" | b"br") => self.raw(prefix.len() == 2),
            b"b" if self.peek(0) == Some(b'"') => {
                self.at += 1;
                if self.text() == Kind::Text { Kind::Bytes } else { Kind::UnclosedText }
            }
            b"b" if self.peek(0) == Some(b'\'') && self.quoted_char() == Kind::Char => Kind::Bytes,
            _ => Kind::Word,
        }
    }

    /// After `r` or `br`.
    fn raw(&mut self, bytes: bool) -> Kind {
        let hashes = self.bytes[self.at..].iter().take_while(|byte| **byte == b'#').count();
        if self.peek(hashes) != Some(b'"') {
            // `r#name`
            if hashes == 1 && self.peek(1).is_some_and(is_word) && !bytes {
                self.at += 1;
                self.word();
            }
            return Kind::Word;
        }
        self.at += hashes + 1;
        match (self.raw_text(hashes), bytes) {
            (false, _) => Kind::UnclosedText,
            (true, true) => Kind::Bytes,
            (true, false) => Kind::RawText,
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(start) = self.skip_blanks() {
            return Some(Token { kind: Kind::UnclosedComment, start, end: self.bytes.len() });
        }
        let start = self.at;
        let one = |this: &mut Self, kind| {
            this.at += 1;
            kind
        };
        let kind = match self.peek(0)? {
            byte @ (b'(' | b'[' | b'{') => one(self, Kind::Open(byte)),
            byte @ (b')' | b']' | b'}') => one(self, Kind::Close(byte)),
            b',' => one(self, Kind::Comma),
            b':' => one(self, Kind::Colon),
            b'"' => {
                self.at += 1;
                self.text()
            }
            b'\'' => self.quoted_char(),
            byte if is_word(byte) || byte >= 0x80 => self.word(),
            _ => one(self, Kind::Other),
        };
        Some(Token { kind, start, end: self.at })
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-')
}

/// What `ron` steps over, beyond ASCII.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}

/// The bracket that closes.
pub(super) const fn closing_of(bracket: u8) -> u8 {
    match bracket {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}
