//! A look at the whole text in one pass before it is parsed: how deep, how many values, and which bracket,
//! quotation mark or comment was left open.
//!
//! The `ron` crate stays the judge of what is well formed. What is found here bounds its work, and tells better
//! than its end-of-file error which opening has no end.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place, SourceId};

use super::{DEEPEST, MOST_VALUES};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// For this, the text is not parsed at all.
    pub(super) limit: Option<Fault>,
    /// The first opening without its end, or the reverse.
    pub(super) shape: Option<Fault>,
}

/// A fault with its offsets [bytes].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Nul(usize),
    TooDeep(usize),
    TooMany(usize),
    Unclosed(usize, u8),
    NeverOpened(usize, u8),
    Mismatched { open: usize, opened: u8, close: usize, closed: u8 },
    UnclosedText(usize),
    UnclosedComment(usize),
}

pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner::new(text);
    scanner.run();
    scanner.found
}

/// The pieces of a text that [`scan`] finds no fault in, one after the other and without gaps [bytes].
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut scanner = Scanner::new(text);
    std::iter::from_fn(move || {
        let start = scanner.at;
        scanner.step().then(|| start..scanner.at.min(scanner.bytes.len()))
    })
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<(usize, u8)>,
    values: usize,
    found: Scan,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, open: Vec::new(), values: 0, found: Scan::default() }
    }

    fn run(&mut self) {
        if let Some(nul) = self.bytes.iter().position(|byte| *byte == 0) {
            self.found.limit = Some(Fault::Nul(nul));
        }
        while self.found.limit.is_none() && self.step() {}
        if let Some((at, bracket)) = self.open.pop() {
            self.shape(Fault::Unclosed(at, bracket));
        }
    }

    /// Steps over one piece of the text; false at its end.
    fn step(&mut self) -> bool {
        let Some(byte) = self.peek(0) else { return false };
        match byte {
            b'"' => self.text(),
            b'\'' => self.character(),
            b'/' if self.peek(1) == Some(b'/') => self.skip_to(b'\n'),
            b'/' if self.peek(1) == Some(b'*') => self.comment(),
            b'(' | b'[' | b'{' => self.opening(byte),
            b')' | b']' | b'}' => self.closing(byte),
            b',' | b':' => self.value(),
            _ if is_name(byte) => self.name(),
            _ => self.at += 1,
        }
        true
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn shape(&mut self, fault: Fault) {
        self.found.shape.get_or_insert(fault);
    }

    fn value(&mut self) {
        self.values += 1;
        if self.values > MOST_VALUES {
            self.found.limit = Some(Fault::TooMany(self.at));
        }
        self.at += 1;
    }

    fn opening(&mut self, bracket: u8) {
        if self.open.len() == DEEPEST {
            self.found.limit = Some(Fault::TooDeep(self.at));
        }
        self.open.push((self.at, bracket));
        self.value();
    }

    fn closing(&mut self, closed: u8) {
        match self.open.pop() {
            None => self.shape(Fault::NeverOpened(self.at, closed)),
            Some((open, opened)) if closing_of(opened) != closed => {
                self.shape(Fault::Mismatched { open, opened, close: self.at, closed });
            }
            Some(_) => {}
        }
        self.at += 1;
    }

    fn skip_to(&mut self, end: u8) {
        let found = self.bytes[self.at..].iter().position(|byte| *byte == end);
        self.at = found.map_or(self.bytes.len(), |ahead| self.at + ahead);
    }

    fn text(&mut self) {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek(0) {
                None => return self.shape(Fault::UnclosedText(start)),
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
    }

    /// A name, and the raw text that `r` or `br` may begin.
    fn name(&mut self) {
        let start = self.at;
        while self.peek(0).is_some_and(is_name) {
            self.at += 1;
        }
        if !matches!(&self.bytes[start..self.at], b"r" | b"br") {
            return;
        }
        let hashes = self.bytes[self.at..].iter().take_while(|byte| **byte == b'#').count();
        if self.peek(hashes) == Some(b'"') {
            self.at += hashes + 1;
            self.raw_text(start, hashes);
        }
    }

    fn raw_text(&mut self, start: usize, hashes: usize) {
        loop {
            self.skip_to(b'"');
            if self.peek(0).is_none() {
                return self.shape(Fault::UnclosedText(start));
            }
            self.at += 1;
            let closing = self.bytes[self.at..].iter().take(hashes).take_while(|byte| **byte == b'#');
            let closing = closing.count();
            self.at += closing;
            if closing == hashes {
                return;
            }
        }
    }

    /// `'x'` and `'\…'`; an apostrophe that begins neither is stepped over.
    fn character(&mut self) {
        let rest = &self.bytes[self.at + 1..];
        let body = match rest.first() {
            Some(b'\\') => 2 + rest.iter().skip(2).take(10).position(|byte| *byte == b'\'').unwrap_or(0),
            Some(byte) => byte.leading_ones().max(1) as usize,
            None => 0,
        };
        self.at += if rest.get(body) == Some(&b'\'') { body + 2 } else { 1 };
    }

    fn comment(&mut self) {
        let start = self.at;
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
                        return;
                    }
                }
                (Some(_), _) => self.at += 1,
                (None, _) => return self.shape(Fault::UnclosedComment(start)),
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn closing_of(bracket: u8) -> u8 {
    match bracket {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

impl Fault {
    pub(super) fn diagnostic(self, source: SourceId) -> Diagnostic {
        let at = |start: usize, length: usize| Place::new(source, start..start + length);
        match self {
            Self::Nul(nul) => Diagnostic::error(Code::NulCharacter, "the file holds a NUL character")
                .at(at(nul, 1), "not a character of a text")
                .help("save it again as plain text with the encoding UTF-8"),
            Self::TooDeep(open) => {
                Diagnostic::error(Code::TooDeep, format!("brackets are nested deeper than {DEEPEST}"))
                    .at(at(open, 1), "one too many")
                    .help("is a closing bracket missing further up?")
            }
            Self::TooMany(here) => {
                Diagnostic::error(Code::TooManyValues, format!("more than {MOST_VALUES} values"))
                    .at(at(here, 1), "reading ends here")
                    .help("write groups with a `count` in place of single elements")
            }
            Self::Unclosed(open, bracket) => Diagnostic::error(
                Code::UnclosedBracket,
                format!("the bracket `{}` is never closed", char::from(bracket)),
            )
            .at(at(open, 1), "opened here")
            .help(format!("write `{}` where it ends", char::from(closing_of(bracket)))),
            Self::NeverOpened(close, bracket) => Diagnostic::error(
                Code::MismatchedBracket,
                format!("the bracket `{}` was never opened", char::from(bracket)),
            )
            .at(at(close, 1), "closes nothing")
            .help("take it away, or open it further up"),
            Self::Mismatched { open, opened, close, closed } => Diagnostic::error(
                Code::MismatchedBracket,
                format!("`{}` is closed by `{}`", char::from(opened), char::from(closed)),
            )
            .at(at(close, 1), format!("expected `{}`", char::from(closing_of(opened))))
            .also(at(open, 1), "opened here"),
            Self::UnclosedText(open) => Diagnostic::error(Code::UnclosedText, "a text does not end")
                .at(at(open, 1), "it begins here")
                .help("write `\"` where it ends; inside a text a quotation mark is written `\\\"`"),
            Self::UnclosedComment(open) => Diagnostic::error(Code::UnclosedComment, "a comment does not end")
                .at(at(open, 2), "it begins here")
                .help("write `*/` where it ends; every `/*` inside it needs its own"),
        }
    }
}
