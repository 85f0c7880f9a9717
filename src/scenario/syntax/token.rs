//! The text as tokens, comments among them: what a formatter lays out anew.

use std::ops::Range;

use super::lex::Lexer;

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
    let mut from = 0;
    for token in Lexer::new(text) {
        found.extend(comments(text, from..token.start));
        from = token.end;
        let piece = token.start..token.end;
        let part = &text.as_bytes()[piece.clone()];
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
    found.extend(comments(text, from..text.len()));
    let mut end = 0;
    let token = |(kind, range): (TokenKind, Range<usize>)| {
        let gap = &text[end..range.start];
        end = range.end;
        Token { kind, text: &text[range], breaks: gap.matches('\n').count(), blanks: gap.chars().count() }
    };
    found.into_iter().map(token).collect()
}

/// The comments in a stretch that holds nothing else but blanks.
fn comments(text: &str, stretch: Range<usize>) -> Vec<(TokenKind, Range<usize>)> {
    let (bytes, mut found, mut at) = (text.as_bytes(), Vec::new(), stretch.start);
    while at < stretch.end {
        let start = at;
        match &bytes[at..stretch.end] {
            [b'/', b'/', rest @ ..] => {
                at = rest.iter().position(|byte| *byte == b'\n').map_or(stretch.end, |ahead| at + 2 + ahead);
                found.push((TokenKind::LineComment, start..at));
            }
            [b'/', b'*', ..] => {
                let mut level = 0_usize;
                loop {
                    match bytes[at..stretch.end] {
                        [b'/', b'*', ..] => (level, at) = (level + 1, at + 2),
                        [b'*', b'/', ..] => (level, at) = (level - 1, at + 2),
                        [_, ..] => at += 1,
                        [] => break,
                    }
                    if level == 0 {
                        break;
                    }
                }
                found.push((TokenKind::BlockComment, start..at));
            }
            _ => at += 1,
        }
    }
    found
}

fn kind(part: &[u8]) -> TokenKind {
    match part {
        [b'(' | b'[' | b'{'] => TokenKind::Open,
        [b')' | b']' | b'}'] => TokenKind::Close,
        [b','] => TokenKind::Comma,
        [b':'] => TokenKind::Colon,
        _ => TokenKind::Word,
    }
}

fn open_header(header: &str) -> bool {
    let count = |bracket| header.matches(bracket).count();
    count('[') == 0 || count('[') > count(']')
}
