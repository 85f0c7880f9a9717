//! Quotation marks and comments: texts that end too late, or begin too late.

use super::Judge;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::lex::{Kind, Token};
use crate::scenario::syntax::shape::Spot;

impl Judge<'_> {
    /// Whether a text goes beyond what it was meant to hold, up to the beginning of the next text.
    pub(super) fn swallows(&self, text: Token) -> bool {
        let content = text.of(self.text).trim_matches('"');
        let next_begins = content.trim_end().ends_with([':', '[', '(', ',']);
        next_begins && content.contains([',', '\n', ')', ']'])
    }

    /// A text whose closing quotation mark is missing. It was meant to end on its line, or on the last of the lines
    /// that go on with `\`.
    pub(super) fn unclosed_text(&self, text: Token) -> Diagnostic {
        let mut end = text.start;
        for line in text.of(self.text).split_inclusive('\n') {
            end += line.len();
            if !line.trim_end().ends_with('\\') {
                end -= line.len() - line.trim_end().len();
                break;
            }
        }
        let opening = self.place(text.start, text.start + 1);
        let fault = Diagnostic::error(Code::UnclosedText, "a text does not end");
        let is_short = !self.text.get(text.start..end).unwrap_or_default().contains('\n');
        let fault = if is_short {
            fault.at(opening, "it begins here")
        } else {
            fault.at(self.place(end, end), "is `\"` missing here?").also(opening, "it begins here")
        };
        fault.help("write `\"` where it ends; inside a text a quotation mark is written `\\\"`")
    }

    /// Words that end in a quotation mark and begin without one, on one line.
    pub(super) fn no_opening_quote(&self, word: Token) -> Option<Diagnostic> {
        if word.kind != Kind::Word {
            return None;
        }
        let rest = self.text.get(word.start..)?.lines().next()?;
        let quote = rest.find('"')?;
        let last = rest[..quote].chars().next_back()?;
        if last.is_whitespace() || matches!(last, ',' | ':' | '(' | '[' | '{') {
            return None;
        }
        let fault = Diagnostic::error(Code::Syntax, "a text does not begin with a quotation mark")
            .at(self.place(word.start, word.start + quote + 1), "is `\"` missing before this?")
            .help("a text stands in double quotation marks: \"…\"");
        Some(fault)
    }

    pub(super) fn comment(&self, comment: Spot) -> Diagnostic {
        let start = comment.token.start;
        Diagnostic::error(Code::UnclosedComment, "a comment does not end")
            .at(self.place(start, start + 2), "it begins here")
            .help("write `*/` where it ends; every `/*` inside it needs its own")
    }
}
