//! Where the shape of a refused text first stops making sense: brackets, commas, colons, quotation marks.
//!
//! The `ron` crate has refused the text before this is asked; what is found here says better what was forgotten, and
//! where. Who is to blame for it is the business of [`super::blame`].

use super::lex::{Kind, Lexer, Token, closing_of};

/// A token and the line that it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) token: Token,
    /// Counted from zero.
    pub(super) line: usize,
    /// Where its line begins (in bytes).
    pub(super) line_start: usize,
    /// How far its line is indented (in bytes).
    pub(super) indent: usize,
}

impl Spot {
    /// Whether nothing but blanks stands before it on its line.
    pub(super) fn is_first(&self) -> bool {
        self.token.start == self.line_start + self.indent
    }

    /// How far from the beginning of its line it stands (in bytes).
    pub(super) fn column(&self) -> usize {
        self.token.start - self.line_start
    }
}

/// What a bracket holds, as far as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Nothing,
    Fields,
    Values,
    Entries,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) open: Spot,
    pub(super) bracket: u8,
    pub(super) holds: Holds,
    /// Whether it follows directly on another bracket of its kind: `((`.
    pub(super) is_doubled: bool,
    /// The first thing in it.
    pub(super) first: Option<Spot>,
    /// Where the last value begins.
    pub(super) value: Option<Spot>,
    /// The end of what stands before it (in bytes).
    pub(super) before_value: usize,
    expects: Expects,
}

impl Frame {
    /// Where a field stands that begins a line and goes on with what is in this bracket.
    pub(super) fn goes_on_with(&self, field: &Spot) -> bool {
        self.holds == Holds::Fields && self.first.is_some_and(|first| first.column() == field.column())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expects {
    Item,
    Colon,
    Value,
    Comma,
}

/// A bracket that was opened and closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) frame: Frame,
    pub(super) close: Spot,
}

impl Pair {
    /// A closing bracket that begins its line stands under the line that it was opened on. Where it does not, one
    /// between the two is missing or too many.
    fn is_crooked(&self) -> bool {
        let (open, close) = (&self.frame.open, &self.close);
        open.line != close.line && close.is_first() && open.indent != close.indent
    }
}

/// What does not make sense.
#[derive(Clone, Copy, Debug)]
pub(super) enum Symptom {
    /// `name:` among values.
    FieldAmongValues(Spot),
    /// A value without a name among fields.
    ValueAmongFields(Spot),
    /// A value after a value.
    NoComma(Spot),
    /// A name and then a value.
    NoColon(Spot),
    /// `name: name:`
    NoValue(Spot),
    /// The text begins with `name:`.
    NoBracket(Spot),
    /// A bracket is closed by one of another kind.
    Mismatch(Spot),
    /// A bracket is closed that was never opened.
    NeverOpened(Spot),
    /// A text or a comment has no end.
    Unclosed(Spot),
    /// The text ends within a bracket.
    End(usize),
}

/// What was found, and what stood around it.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) symptom: Symptom,
    /// The brackets that are open there, the outermost first.
    pub(super) open: Vec<Frame>,
    /// The token before.
    pub(super) before: Option<Spot>,
    /// The bracket that was closed last.
    pub(super) closed: Option<Pair>,
    /// The first bracket that was not closed under its opening.
    pub(super) crooked: Option<Pair>,
    /// The first field that stands under those of a bracket further out, and the bracket that it is in.
    pub(super) astray: Option<(Frame, Spot)>,
    /// The token after.
    pub(super) after: Option<Token>,
}

impl Symptom {
    /// Where it shows (in bytes).
    pub(super) fn at(&self) -> usize {
        match self {
            Self::End(at) => *at,
            Self::FieldAmongValues(spot)
            | Self::ValueAmongFields(spot)
            | Self::NoComma(spot)
            | Self::NoColon(spot)
            | Self::NoValue(spot)
            | Self::NoBracket(spot)
            | Self::Mismatch(spot)
            | Self::NeverOpened(spot)
            | Self::Unclosed(spot) => spot.token.start,
        }
    }
}

/// The first symptom; `None` where the shape is as it should be, or is wrong in a way that `ron` tells well.
pub(super) fn examine(text: &str) -> Option<Finding> {
    let mut walk = Walk {
        text,
        tokens: Lexer::new(text).peekable(),
        line: (0, 0, indent(text, 0)),
        seen: 0,
        open: Vec::new(),
        before: None,
        closed: None,
        crooked: None,
        astray: None,
    };
    let symptom = walk.run()?;
    let after = walk.tokens.next();
    let Walk { open, before, closed, crooked, astray, .. } = walk;
    Some(Finding { symptom, open, before, closed, crooked, astray, after })
}

/// How far a line is indented (in bytes).
pub(super) fn indent(text: &str, line_start: usize) -> usize {
    let rest = text.as_bytes().get(line_start..).unwrap_or_default();
    rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

struct Walk<'a> {
    text: &'a str,
    tokens: std::iter::Peekable<Lexer<'a>>,
    /// Number, beginning and indentation of the line of the last token.
    line: (usize, usize, usize),
    /// Up to here lines are counted (in bytes).
    seen: usize,
    open: Vec<Frame>,
    before: Option<Spot>,
    closed: Option<Pair>,
    crooked: Option<Pair>,
    astray: Option<(Frame, Spot)>,
}

/// `Err(None)` ends the walk: `ron` tells better what is wrong here.
type Step = Result<(), Option<Symptom>>;

impl Walk<'_> {
    fn run(&mut self) -> Option<Symptom> {
        while let Some(token) = self.tokens.next() {
            let spot = self.locate(token);
            if let Err(symptom) = self.step(spot) {
                return symptom;
            }
            self.before = Some(spot);
        }
        (!self.open.is_empty()).then_some(Symptom::End(self.text.len()))
    }

    fn locate(&mut self, token: Token) -> Spot {
        for (at, byte) in self.text.as_bytes()[self.seen..token.start].iter().enumerate() {
            if *byte == b'\n' {
                self.line = (self.line.0 + 1, self.seen + at + 1, 0);
            }
        }
        if self.line.1 >= self.seen {
            self.line.2 = indent(self.text, self.line.1);
        }
        self.seen = token.start;
        let (line, line_start, indent) = self.line;
        Spot { token, line, line_start, indent }
    }

    fn next_is(&mut self, kinds: &[Kind]) -> bool {
        self.tokens.peek().is_some_and(|token| kinds.contains(&token.kind))
    }

    fn step(&mut self, spot: Spot) -> Step {
        let kind = spot.token.kind;
        if matches!(kind, Kind::UnclosedText | Kind::UnclosedComment) {
            return Err(Some(Symptom::Unclosed(spot)));
        }
        let Some(frame) = self.open.last_mut() else {
            return match kind {
                Kind::Open(bracket) if self.closed.is_none() => {
                    self.push(spot, bracket);
                    Ok(())
                }
                Kind::Close(_) => Err(Some(Symptom::NeverOpened(spot))),
                _ if self.closed.is_some() => Err(None),
                Kind::Word if self.next_is(&[Kind::Colon]) => Err(Some(Symptom::NoBracket(spot))),
                // a header, or the name of the scenario
                _ => Ok(()),
            };
        };
        frame.first.get_or_insert(spot);
        match (frame.expects, kind) {
            (Expects::Item | Expects::Comma, Kind::Close(bracket)) => self.close(spot, bracket),
            (Expects::Comma, Kind::Comma) => {
                frame.expects = Expects::Item;
                Ok(())
            }
            (Expects::Comma, Kind::Colon) if frame.holds == Holds::Entries => {
                frame.expects = Expects::Value;
                Ok(())
            }
            (Expects::Comma, Kind::Colon) => match (self.before, frame.holds) {
                (Some(word), Holds::Fields) if word.token.kind == Kind::Word => {
                    Err(Some(Symptom::NoValue(word)))
                }
                _ => Err(None),
            },
            (Expects::Comma, _) => Err(Some(Symptom::NoComma(spot))),
            (Expects::Colon, Kind::Colon) => {
                frame.expects = Expects::Value;
                Ok(())
            }
            (Expects::Colon, Kind::Comma | Kind::Close(_) | Kind::Other) => Err(None),
            (Expects::Colon, _) => Err(Some(Symptom::NoColon(spot))),
            (Expects::Item, Kind::Word) => self.item(spot),
            (Expects::Item, _) if frame.holds == Holds::Fields && is_value(kind) => {
                Err(Some(Symptom::ValueAmongFields(spot)))
            }
            (Expects::Item | Expects::Value, _) => self.value(spot),
        }
    }

    /// A word where a field or a value begins.
    fn item(&mut self, spot: Spot) -> Step {
        let is_field = self.next_is(&[Kind::Colon]);
        let before_value = self.next_is(&[Kind::Text, Kind::Word]);
        let Some(frame) = self.open.last_mut() else { return Ok(()) };
        match frame.holds {
            Holds::Fields => {
                frame.expects = Expects::Colon;
                self.stray(spot);
                Ok(())
            }
            Holds::Nothing if frame.bracket == b'(' && (is_field || before_value) => {
                frame.holds = Holds::Fields;
                frame.expects = Expects::Colon;
                Ok(())
            }
            Holds::Values | Holds::Nothing if is_field && frame.bracket != b'{' => {
                Err(Some(Symptom::FieldAmongValues(spot)))
            }
            _ => self.value(spot),
        }
    }

    /// Remembers the first field that begins a line under the fields of a bracket further out.
    fn stray(&mut self, field: Spot) {
        if self.astray.is_some() || !field.is_first() {
            return;
        }
        let Some((inner, outer)) = self.open.split_last() else { return };
        let elsewhere = !inner.goes_on_with(&field) && inner.open.line != field.line;
        if elsewhere && outer.iter().any(|frame| frame.goes_on_with(&field)) {
            self.astray = Some((*inner, field));
        }
    }

    fn value(&mut self, spot: Spot) -> Step {
        let has_body = spot.token.kind == Kind::Word && self.next_is(&[Kind::Open(b'(')]);
        let Some(frame) = self.open.last_mut() else { return Ok(()) };
        if frame.holds == Holds::Nothing {
            frame.holds = if frame.bracket == b'{' { Holds::Entries } else { Holds::Values };
        }
        frame.value = Some(spot);
        frame.before_value = self.before.map_or(0, |before| before.token.end);
        match spot.token.kind {
            Kind::Open(bracket) => {
                frame.expects = Expects::Comma;
                self.push(spot, bracket);
            }
            // the bracket comes next, and is pushed then
            Kind::Word if has_body => frame.expects = Expects::Value,
            Kind::Comma | Kind::Close(_) | Kind::Colon | Kind::Other => return Err(None),
            _ => frame.expects = Expects::Comma,
        }
        Ok(())
    }

    fn push(&mut self, open: Spot, bracket: u8) {
        let is_doubled = self.before.is_some_and(|before| {
            before.token.kind == open.token.kind && before.token.end == open.token.start
        });
        let (holds, expects) = (Holds::Nothing, Expects::Item);
        if is_doubled && let Some(outer) = self.open.last_mut() {
            outer.is_doubled = true;
        }
        let (first, value, before_value) = (None, None, 0);
        self.open.push(Frame { open, bracket, holds, is_doubled, first, value, before_value, expects });
    }

    fn close(&mut self, close: Spot, bracket: u8) -> Step {
        let Some(frame) = self.open.last().copied() else { return Ok(()) };
        if closing_of(frame.bracket) != bracket {
            return Err(Some(Symptom::Mismatch(close)));
        }
        self.open.pop();
        let pair = Pair { frame, close };
        if pair.is_crooked() {
            self.crooked.get_or_insert(pair);
        }
        self.closed = Some(pair);
        Ok(())
    }
}

fn is_value(kind: Kind) -> bool {
    matches!(kind, Kind::Open(_) | Kind::Text | Kind::RawText | Kind::Char)
}
