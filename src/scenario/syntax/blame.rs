//! Who is to blame where the shape of a text stops making sense. People write brackets in lines that are indented,
//! and that tells which of them was forgotten.

mod quotes;

use crate::diagnostic::{Code, Diagnostic, Place, SourceId};

use super::lex::{Kind, Token, closing_of};
use super::shape::{Finding, Frame, Holds, Spot, Symptom, indent};

/// The fault behind what was found; `None` where `ron` tells it as well.
pub(super) fn blame(finding: &Finding, source: SourceId, text: &str) -> Option<Diagnostic> {
    let judge = Judge { finding, source, text };
    match finding.symptom {
        Symptom::FieldAmongValues(spot) => Some(judge.field_among_values(spot)),
        Symptom::ValueAmongFields(spot) => judge.value_among_fields(spot),
        Symptom::NoComma(spot) => judge.no_comma(spot),
        Symptom::NoColon(spot) => Some(judge.no_colon(spot)),
        Symptom::NoValue(spot) => judge.no_value(spot),
        Symptom::NoBracket(spot) => Some(judge.no_bracket(spot)),
        Symptom::Mismatch(spot) => Some(judge.mismatch(spot)),
        Symptom::NeverOpened(spot) => Some(judge.too_early(spot, "closes nothing")),
        Symptom::Unclosed(spot) if spot.token.kind == Kind::UnclosedComment => Some(judge.comment(spot)),
        Symptom::Unclosed(spot) => Some(judge.unclosed_text(spot.token)),
        Symptom::End(_) => judge.end(),
    }
}

struct Judge<'a> {
    finding: &'a Finding,
    source: SourceId,
    text: &'a str,
}

impl Judge<'_> {
    fn place(&self, start: usize, end: usize) -> Place {
        Place::new(self.source, start..end)
    }

    fn at(&self, token: Token) -> Place {
        self.place(token.start, token.end)
    }

    fn top(&self) -> Option<&Frame> {
        self.finding.open.last()
    }

    /// The end of what stands before an offset.
    fn end_before(&self) -> usize {
        self.finding.before.map_or(0, |before| before.token.end)
    }

    /// Where something is missing between two tokens: after the first; but a line of nothing but blanks is one that a
    /// bracket has stood on.
    fn gap(&self, from: usize, to: usize) -> Place {
        let between = self.text.get(from..to).unwrap_or_default();
        let mut start = from;
        for line in between.split_inclusive('\n') {
            let blank = line.trim_end_matches(['\n', '\r']);
            if start > from && line.ends_with('\n') && !blank.is_empty() && blank.trim().is_empty() {
                return self.place(start + blank.len(), start + blank.len());
            }
            start += line.len();
        }
        self.place(from, from)
    }

    /// A bracket without its end. The end belongs before the first line that is indented no further than the
    /// opening, at the latest before `limit`.
    fn unclosed(&self, frame: &Frame, limit: usize) -> Diagnostic {
        let open = frame.open;
        let (bracket, closing) = (char::from(frame.bracket), char::from(closing_of(frame.bracket)));
        if frame.is_doubled {
            let message = format!("the bracket `{bracket}` is never closed");
            return Diagnostic::error(Code::UnclosedBracket, message)
                .at(self.at(open.token), "opened here")
                .help(format!("write `{closing}` where it ends, or take it away: it stands there twice"));
        }
        self.missing_at(frame, self.outdented(open, limit))
    }

    /// A bracket without its end, which belongs at a place.
    fn missing_at(&self, frame: &Frame, place: Place) -> Diagnostic {
        let (bracket, closing) = (char::from(frame.bracket), char::from(closing_of(frame.bracket)));
        Diagnostic::error(Code::UnclosedBracket, format!("the bracket `{bracket}` is never closed"))
            .at(place, format!("`{closing}` is missing here"))
            .also(self.at(frame.open.token), "opened here")
            .help(format!("write `{closing}` where it ends"))
    }

    /// The end of the last line before `limit` that is indented further than the one with the opening.
    fn outdented(&self, open: Spot, limit: usize) -> Place {
        let mut last = open.token.end;
        let mut start = open.line_start;
        for line in self.text.get(open.line_start..limit).unwrap_or_default().split_inclusive('\n') {
            let content = line.trim_end();
            let words = content.trim_start();
            let is_blank = words.is_empty() || words.starts_with("//");
            if !is_blank && start > open.line_start {
                let indent = indent(self.text, start);
                // what was opened on the same line is closed on this one
                let closing = words.len() - words.trim_start_matches([')', ']', '}']).len();
                if indent == open.indent && closing > 0 {
                    let end = start + indent + closing;
                    return self.place(end, end);
                }
                if indent <= open.indent {
                    return self.gap(last, start);
                }
                last = start + content.len();
            } else if !is_blank {
                last = last.max(start + code_length(content));
            }
            start += line.len();
        }
        self.gap(last, limit)
    }

    /// A closing bracket too many, or too early.
    fn too_early(&self, close: Spot, label: &str) -> Diagnostic {
        let bracket = close.token.of(self.text);
        let message = if label == "closes nothing" {
            format!("the bracket `{bracket}` was never opened")
        } else {
            format!("the bracket `{bracket}` closes too early")
        };
        Diagnostic::error(Code::MismatchedBracket, message)
            .at(self.at(close.token), label)
            .help("take it away, or open it further up")
    }

    /// What indentation shows of brackets that were opened after `within`: one that is closed elsewhere than under its
    /// line, or a field that stands under those of a bracket further out.
    fn crooked(&self, within: usize) -> Option<Diagnostic> {
        let inside = |frame: &Frame| frame.open.token.start >= within;
        let astray = self.finding.astray.as_ref().filter(|(frame, _)| inside(frame));
        let pair = self.finding.crooked.as_ref().filter(|pair| inside(&pair.frame));
        match (astray, pair) {
            (Some((frame, field)), pair)
                if pair.is_none_or(|pair| field.token.start < pair.close.token.start) =>
            {
                Some(self.unclosed(frame, field.token.start))
            }
            (_, Some(pair)) if pair.frame.open.indent > pair.close.indent => {
                Some(self.unclosed(&pair.frame, pair.close.token.start))
            }
            (_, Some(pair)) => Some(
                self.too_early(pair.close, "this does not stand under the line that it closes")
                    .also(self.at(pair.frame.open.token), "opened here"),
            ),
            _ => None,
        }
    }

    fn field_among_values(&self, field: Spot) -> Diagnostic {
        if let Some(quote) = self.no_opening_quote(field.token) {
            return quote;
        }
        let Some(frame) = self.top() else { return self.no_colon(field) };
        let open = frame.open;
        if let Some(fault) = self.crooked(open.token.start) {
            return fault;
        }
        let elements = self.finding.closed.filter(|last| last.frame.open.token.start > open.token.start);
        if let Some(last) = elements
            && field.is_first()
            && last.frame.goes_on_with(&field)
            && !last.close.is_first()
        {
            return self
                .too_early(last.close, "this is one bracket too many")
                .also(self.at(field.token), "this field stands outside");
        }
        let outer = self.finding.open.iter().rev().skip(1);
        let is_next = field.is_first()
            && field.line > open.line
            && (field.indent <= open.indent || outer.into_iter().any(|outer| outer.goes_on_with(&field)));
        if frame.is_doubled || is_next {
            return self.unclosed(frame, field.token.start);
        }
        let bracket = char::from(frame.bracket);
        let gap = self.gap(self.end_before(), field.token.start);
        let fault =
            Diagnostic::error(Code::Syntax, format!("a field stands among the values of `{bracket}`"));
        let is_opening = frame.first == Some(field);
        let fault = if is_opening || gap.range().start > self.end_before() {
            fault.at(gap, "is `(` missing here?").also(self.at(field.token), "this is a field")
        } else {
            fault.at(self.at(field.token), "is `(` missing before this?")
        };
        fault.also(self.at(open.token), "opened here").help("an element is written in brackets: `(…)`")
    }

    fn value_among_fields(&self, value: Spot) -> Option<Diagnostic> {
        let frame = self.top()?;
        if let Some(fault) = self.crooked(frame.open.token.start) {
            return Some(fault);
        }
        let is_open = matches!(value.token.kind, Kind::Open(_));
        let is_next = value.is_first() && value.indent <= frame.open.indent;
        let before = frame.value?;
        let same_kind = before.token.kind == value.token.kind;
        if is_open && is_next && value.line > frame.open.line {
            return Some(self.unclosed(frame, value.token.start));
        }
        // `name: (…), (…)]`, `name: "…", "…"]`
        if same_kind && self.finding.after.is_some_and(|after| after.kind != Kind::Colon) {
            return Some(self.no_list(frame, value));
        }
        is_open.then(|| self.unclosed(frame, value.token.start))
    }

    /// Several values where a field has one; `another` is what follows on the first.
    fn no_list(&self, frame: &Frame, another: Spot) -> Diagnostic {
        let start = frame.value.map_or(another.token.start, |value| value.token.start);
        let gap = self.gap(frame.before_value, start);
        Diagnostic::error(Code::Syntax, "a field has several values that stand in no list")
            .at(gap, "is `[` missing here?")
            .also(self.at(another.token), "this does not belong to one value")
            .help("a list is written in square brackets: `[…, …]`")
    }

    /// `name: name:`, where a bracket is missing between the two, or the value of the first.
    fn no_value(&self, word: Spot) -> Option<Diagnostic> {
        let frame = self.top()?;
        let gap = self.gap(frame.before_value, word.token.start);
        let fault = Diagnostic::error(Code::Syntax, "a field follows where a value is expected")
            .at(gap, "is a value or `(` missing here?")
            .also(self.at(word.token), "this is a field")
            .help("a field is written `name: value`; what has fields itself stands in brackets: `name: (…)`");
        Some(fault)
    }

    /// The whole text has no bracket around it.
    fn no_bracket(&self, field: Spot) -> Diagnostic {
        let start = field.token.start;
        let above = self.text.get(..start).unwrap_or_default();
        // an empty line above is where it stood
        let lines: Vec<&str> = above.rsplitn(3, '\n').collect();
        let empty = matches!(lines.as_slice(), [_, line, ..] if line.trim().is_empty());
        let place = above.rfind('\n').filter(|_| empty).unwrap_or(start);
        Diagnostic::error(Code::Syntax, "the scenario does not begin with a bracket")
            .at(self.place(place, place), "write `(` here")
            .also(self.at(field.token), "this is a field")
            .help("write a scenario in round brackets: `(…)`")
    }

    fn no_comma(&self, next: Spot) -> Option<Diagnostic> {
        let before = self.finding.before?;
        if before.token.kind == Kind::Text && self.swallows(before.token) {
            return Some(self.unclosed_text(before.token));
        }
        if let Some(quote) = self.no_opening_quote(before.token) {
            return Some(quote);
        }
        if next.token.kind == Kind::Other {
            return None;
        }
        let fault = Diagnostic::error(Code::Syntax, "a comma is missing")
            .at(self.place(before.token.end, before.token.end), "write `,` here")
            .also(self.at(next.token), "something else begins here")
            .help("write `,` between two fields or two elements");
        Some(fault)
    }

    fn no_colon(&self, value: Spot) -> Diagnostic {
        let end = self.end_before();
        Diagnostic::error(Code::Syntax, "a colon is missing")
            .at(self.place(end, end), "write `:` here")
            .also(self.at(value.token), "the value begins here")
            .help("a field is written `name: value`")
    }

    fn mismatch(&self, close: Spot) -> Diagnostic {
        let bracket = self.text.as_bytes().get(close.token.start).copied().unwrap_or_default();
        let open = &self.finding.open;
        let Some(frame) = open.last() else { return self.too_early(close, "closes nothing") };
        let under = |frame: &Frame| {
            let same_line = frame.open.line == close.line;
            same_line || close.is_first() && frame.open.indent == close.indent
        };
        if let Some(fault) = self.closed_before(frame, close) {
            return fault;
        }
        // the bracket that it was meant to close is open further out
        let meant = open.iter().rposition(|frame| closing_of(frame.bracket) == bracket && under(frame));
        let spare = self.finding.after.is_some_and(|after| {
            after.kind == Kind::Close(closing_of(frame.bracket)) && after.start == close.token.end
        });
        if frame.is_doubled && meant.is_some() {
            return self.unclosed(frame, close.token.start);
        }
        if let Some(meant) = meant
            && (!spare || close.is_first())
        {
            let meant = &open[meant];
            return self.crooked(meant.open.token.end).unwrap_or_else(|| {
                if meant.open.line == frame.open.line && close.line > frame.open.line {
                    self.missing_at(frame, self.place(close.token.start, close.token.start))
                } else {
                    self.unclosed(frame, close.token.start)
                }
            });
        }
        if let Some(fault) = self.crooked(frame.open.token.start) {
            return fault;
        }
        // `name: (…), …]` or `name: "…"]`
        let listed = frame.value.filter(|value| value.token.kind != Kind::Open(b'['));
        let goes_on = frame.open.line != close.line && !frame_ends(frame, close);
        if frame.holds == Holds::Fields && bracket == b']' && listed.is_some() && goes_on {
            return self.no_list(frame, close);
        }
        if spare && !(under(frame) && close.is_first()) {
            return self
                .too_early(close, "this is one bracket too many")
                .also(self.at(frame.open.token), "this is still open");
        }
        let (opened, closed) = (char::from(frame.bracket), char::from(bracket));
        let fault = Diagnostic::error(Code::MismatchedBracket, format!("`{opened}` is closed by `{closed}`"));
        // fields stand in round brackets, elements in square ones
        let opening_is_wrong = match frame.holds {
            Holds::Entries => true,
            Holds::Values => frame.bracket == b'(' && bracket == b']',
            _ => false,
        };
        if opening_is_wrong {
            let wanted = match bracket {
                b']' => '[',
                b'}' => '{',
                _ => '(',
            };
            return fault
                .at(self.at(frame.open.token), format!("is `{wanted}` meant here?"))
                .also(self.at(close.token), "closed here");
        }
        fault
            .at(self.at(close.token), format!("expected `{}`", char::from(closing_of(frame.bracket))))
            .also(self.at(frame.open.token), "opened here")
    }

    /// The bracket before, where it has closed what this one was to close: it stands under that line.
    fn closed_before(&self, frame: &Frame, close: Spot) -> Option<Diagnostic> {
        let last = self.finding.closed.filter(|last| last.frame.open.token.start > frame.open.token.start)?;
        let was_meant = closing_of(last.frame.bracket) == close.token.of(self.text).bytes().next()?;
        let stands_under = close.is_first() && last.frame.open.indent == close.indent;
        let early = last.close.line < close.line && last.close.line > last.frame.open.line;
        (was_meant && stands_under && early && !last.close.is_first()).then(|| {
            self.too_early(last.close, "this is one bracket too many")
                .also(self.at(close.token), "the end stands here")
        })
    }

    fn end(&self) -> Option<Diagnostic> {
        let frame = self.top()?;
        let within = self.finding.open.first()?.open.token.end;
        let end = self.end_before();
        // the last bracket of a scenario has a line of its own
        let is_last = self.finding.open.len() == 1;
        let rest = self.text.get(end..).filter(|_| is_last).unwrap_or_default();
        let next = rest.find('\n').map_or(end, |line| end + line + 1);
        Some(self.crooked(within).unwrap_or_else(|| self.missing_at(frame, self.place(next, next))))
    }
}

/// Whether a closing bracket of another kind stands where the frame ends by its line.
fn frame_ends(frame: &Frame, close: Spot) -> bool {
    close.is_first() && close.indent == frame.open.indent && close.line > frame.open.line
}

/// The length of a line without a remark at its end.
fn code_length(line: &str) -> usize {
    line.rfind("//")
        .filter(|at| !line[*at..].contains('"'))
        .map_or(line.len(), |at| line[..at].trim_end().len())
}
