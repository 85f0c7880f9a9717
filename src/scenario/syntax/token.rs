//! The text as tokens, comments among them: what a formatter lays out anew.

use std::ops::Range;

use super::scan;

/// A part of the text that is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Token<'a> {
    /// What sort of part.
    pub(in crate::scenario) kind: TokenKind,
    /// As it is written.
    pub(in crate::scenario) text: &'a str,
    /// Line breaks between it and what is before it.
    pub(in crate::scenario) breaks: usize,
    /// Where there are none: the blanks between the two.
    pub(in crate::scenario) blanks: usize,
}

/// What sort of part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum TokenKind {
    /// `(`, `[`, `{`.
    Open,
    /// `)`, `]`, `}`.
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A name, a number, a text.
    Word,
    /// `#![…]`
    Header,
    /// `// …`
    LineComment,
    /// `/* … */`
    BlockComment,
}

/// The tokens of a text that is well formed.
pub(in crate::scenario) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<(TokenKind, Range<usize>)> = Vec::new();
    for piece in scan::pieces(text) {
        let part = &text.as_bytes()[piece.clone()];
        if part.iter().all(u8::is_ascii_whitespace) || part == [0x0b] {
            continue;
        }
        let kind = kind(part);
        match found.last_mut() {
            // What a header holds stays together, up to its bracket.
            Some((TokenKind::Header, range)) if open_header(&text[range.clone()]) => range.end = piece.end,
            // `-2.5e3` comes in several pieces, and so does `r#"…"#`.
            Some((TokenKind::Word, range)) if kind == TokenKind::Word && range.end == piece.start => {
                if text[range.clone()] == *"#" && part == b"!" {
                    found.pop();
                    found.push((TokenKind::Header, piece.start - 1..piece.end));
                } else {
                    range.end = piece.end;
                }
            }
            _ => found.push((kind, piece)),
        }
    }
    let mut end = 0;
    let token = |(kind, range): (TokenKind, Range<usize>)| {
        let gap = &text[end..range.start];
        end = range.end;
        Token { kind, text: &text[range], breaks: gap.matches('\n').count(), blanks: gap.chars().count() }
    };
    found.into_iter().map(token).collect()
}

fn kind(part: &[u8]) -> TokenKind {
    match part {
        [b'(' | b'[' | b'{'] => TokenKind::Open,
        [b')' | b']' | b'}'] => TokenKind::Close,
        [b','] => TokenKind::Comma,
        [b':'] => TokenKind::Colon,
        [b'/', b'/', ..] => TokenKind::LineComment,
        [b'/', b'*', ..] => TokenKind::BlockComment,
        _ => TokenKind::Word,
    }
}

fn open_header(header: &str) -> bool {
    let count = |bracket| header.matches(bracket).count();
    count('[') == 0 || count('[') > count(']')
}
