//! The tree of a text that the `ron` crate accepts, in one pass over its tokens.
//!
//! Brackets and names are taken apart here; what stands within quotation marks is read by `ron`. A test compares the
//! tree with one that is built by `ron` alone.

use std::iter::Peekable;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId};

use super::lex::{Kind, Lexer, Token};
use super::{Field, Name, Node, NodeKind};

/// The tree of a text that `ron` accepts, nested at most [`super::DEEPEST`] deep; `None` where it uses something that no
/// scenario has, which is then reported.
pub(super) fn build(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    build_part(source, text, 0, diagnostics)
}

/// The same of a part of a text, which begins there at `start` (bytes).
pub(super) fn build_part(
    source: SourceId,
    text: &str,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let tokens = Lexer::new(text).peekable();
    let mut builder = Builder { source, text, base: start, tokens, diagnostics, refused: false, lost: false };
    builder.header();
    let node = builder.value();
    (!builder.refused).then_some(node)
}

struct Builder<'a, 'd> {
    source: SourceId,
    text: &'a str,
    /// Where the text begins in the whole one.
    base: usize,
    tokens: Peekable<Lexer<'a>>,
    diagnostics: &'d mut Diagnostics,
    refused: bool,
    /// Nothing that follows would be understood.
    lost: bool,
}

impl<'a> Builder<'a, '_> {
    fn place(&self, start: usize, end: usize) -> Place {
        Place::new(self.source, self.base + start..self.base + end)
    }

    fn peek(&mut self) -> Option<Kind> {
        self.tokens.peek().map(|token| token.kind)
    }

    fn next_if(&mut self, kind: Kind) -> bool {
        self.tokens.next_if(|token| token.kind == kind).is_some()
    }

    /// `#![enable(…)]`, as often as it stands there.
    fn header(&mut self) {
        while self.tokens.peek().is_some_and(|token| token.of(self.text) == "#") {
            while self.tokens.next().is_some_and(|token| token.kind != Kind::Close(b']')) {}
        }
    }

    fn value(&mut self) -> Node {
        let end = self.text.len();
        let Some(token) = self.tokens.next() else {
            return self.odd(Token { kind: Kind::Other, start: end, end });
        };
        let kind = match token.kind {
            Kind::Open(b'(') => return self.round(None, token.start),
            Kind::Open(b'[') => {
                let items = self.items();
                return self.closed(token.start, NodeKind::List(items));
            }
            Kind::Open(_) => {
                let entries = self.entries();
                return self.closed(token.start, NodeKind::Map(entries));
            }
            Kind::Word => return self.word(token),
            Kind::Text | Kind::RawText => match written(token.of(self.text)) {
                Some(text) => NodeKind::Text(text),
                None => return self.odd(token),
            },
            Kind::Char => match ron::from_str(token.of(self.text)) {
                Ok(value) => NodeKind::Char(value),
                Err(_) => return self.odd(token),
            },
            Kind::Bytes => return self.unused(token, "bytes"),
            _ => return self.odd(token),
        };
        Node { place: self.place(token.start, token.end), kind }
    }

    /// A number, a name, or what a name stands before.
    fn word(&mut self, token: Token) -> Node {
        let written = token.of(self.text);
        let range = |token: &Token| token.kind == Kind::Word && token.of(self.text).starts_with("..");
        if written.contains("..") {
            // `1 .. 4` may be written with blanks
            let last = self.tokens.next_if(|next| next.kind == Kind::Word).unwrap_or(token);
            return self.unused(Token { end: last.end, ..token }, "ranges");
        }
        if let Some(mut last) = self.tokens.next_if(range) {
            while let Some(more) = self.tokens.next_if(|next| next.kind == Kind::Word) {
                last = more;
            }
            return self.unused(Token { end: last.end, ..token }, "ranges");
        }
        let place = self.place(token.start, token.end);
        let kind = match written {
            "true" => NodeKind::Bool(true),
            "false" => NodeKind::Bool(false),
            "Some" if self.next_if(Kind::Open(b'(')) => {
                let inner = self.value();
                self.next_if(Kind::Comma);
                self.tokens.next();
                return inner;
            }
            _ if is_number(written) => NodeKind::Number(written.into()),
            _ => {
                let name = written.strip_prefix("r#").unwrap_or(written);
                let place = self.place(token.end - name.len(), token.end);
                let name = Name { text: name.into(), place };
                if self.next_if(Kind::Open(b'(')) {
                    return self.round(Some(name), token.start);
                }
                return Node { place, kind: NodeKind::Ident(name) };
            }
        };
        Node { place, kind }
    }

    /// After `(`, which `name` may stand before.
    fn round(&mut self, name: Option<Name>, start: usize) -> Node {
        let kind = match self.first_field() {
            Some(first) => NodeKind::Struct { name, fields: self.fields(first) },
            None => match self.items() {
                items if items.is_empty() && name.is_none() => NodeKind::Unit,
                items => NodeKind::Tuple { name, items },
            },
        };
        self.closed(start, kind)
    }

    /// The name of a field, where one stands next.
    fn first_field(&mut self) -> Option<Token> {
        let first = *self.tokens.peek().filter(|token| token.kind == Kind::Word)?;
        // A second look at what follows: the colon is the next token but one.
        let rest = self.text.get(first.end..)?;
        let follows = Lexer::new(rest).next()?;
        (follows.kind == Kind::Colon).then_some(first)
    }

    fn fields(&mut self, first: Token) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut name = Some(first);
        while let Some(token) = name {
            self.tokens.next();
            if !self.next_if(Kind::Colon) {
                self.odd(token);
                break;
            }
            let written = token.of(self.text);
            let plain = written.strip_prefix("r#").unwrap_or(written);
            let place = self.place(token.end - plain.len(), token.end);
            fields.push(Field { name: Name { text: plain.into(), place }, value: self.value() });
            self.next_if(Kind::Comma);
            name = self.tokens.peek().filter(|token| token.kind == Kind::Word).copied();
        }
        fields
    }

    fn is_at_end(&mut self) -> bool {
        matches!(self.peek(), None | Some(Kind::Close(_))) || self.lost
    }

    fn items(&mut self) -> Vec<Node> {
        let mut items = Vec::new();
        while !self.is_at_end() {
            items.push(self.value());
            self.next_if(Kind::Comma);
        }
        items
    }

    fn entries(&mut self) -> Vec<(Node, Node)> {
        let mut entries = Vec::new();
        while !self.is_at_end() {
            let key = self.value();
            self.next_if(Kind::Colon);
            entries.push((key, self.value()));
            self.next_if(Kind::Comma);
        }
        entries
    }

    /// The value whose closing bracket stands next.
    fn closed(&mut self, start: usize, kind: NodeKind) -> Node {
        let end = match self.tokens.next() {
            Some(token) if matches!(token.kind, Kind::Close(_)) => token.end,
            Some(token) => return self.odd(token),
            None => self.text.len(),
        };
        Node { place: self.place(start, end), kind }
    }

    fn unused(&mut self, token: Token, what: &str) -> Node {
        let diagnostic = Diagnostic::error(Code::UnusedSyntax, format!("{what} are not used here"));
        self.refuse(token, diagnostic.help("write a text or a number"), "")
    }

    /// `ron` reads this in another way than this file does.
    fn odd(&mut self, token: Token) -> Node {
        let place = self.place(token.start, token.end);
        if std::mem::replace(&mut self.lost, true) {
            return Node { place, kind: NodeKind::Unit };
        }
        let diagnostic = Diagnostic::error(Code::UnusedSyntax, "no scenario needs to write it like this");
        self.refuse(token, diagnostic, "this cannot be read")
    }

    fn refuse(&mut self, token: Token, diagnostic: Diagnostic, label: &str) -> Node {
        self.refused = true;
        let place = self.place(token.start, token.end);
        self.diagnostics.push(diagnostic.at(place, label));
        Node { place, kind: NodeKind::Unit }
    }
}

/// What stands between quotation marks, its escapes resolved.
fn written(quoted: &str) -> Option<Box<str>> {
    match quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Some(plain.into()),
        _ => ron::from_str::<String>(quoted).ok().map(String::into_boxed_str),
    }
}

/// A word that is none of a name: it begins like a number, or is one of those that have names.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        || matches!(word, "inf" | "inff32" | "inff64" | "NaN" | "NaNf32" | "NaNf64")
}
