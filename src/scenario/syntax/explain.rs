//! The errors of the `ron` crate in words for people who have never heard of it.

use ron::error::{Error, SpannedError};

use crate::diagnostic::{Code, Diagnostic, LineColumn, Place, SourceId, Sources};

/// Where `ron` stops reading (in bytes).
pub(super) fn offset(error: &SpannedError, source: SourceId, sources: &Sources) -> usize {
    let at = &error.span.end;
    sources.get(source).offset(LineColumn { line: at.line, column: at.col })
}

/// The error at its place in the text.
pub(super) fn explain(error: &SpannedError, source: SourceId, sources: &Sources) -> Diagnostic {
    let file = sources.get(source);
    let at = offset(error, source, sources);
    let rest = &file.text()[at..];
    // Brackets that were left open are told before this is asked, so nothing at all was begun.
    if error.code == Error::Eof && rest.is_empty() {
        return Diagnostic::error(Code::Syntax, "the file holds no scenario")
            .at(Place::new(source, at..at), "")
            .help("write a scenario in round brackets: `Scenario(…)`");
    }
    let here = Place::new(source, at..at + rest.chars().next().map_or(0, char::len_utf8));
    let (message, help) = match &error.code {
        Error::ExpectedComma | Error::ExpectedStructLikeEnd if rest.starts_with(':') => (
            "a colon stands where none is expected",
            "the name of a field is written without quotation marks",
        ),
        Error::ExpectedComma if rest.starts_with('=') => {
            ("`=` stands where a comma is expected", "a field is written `name: value`")
        }
        Error::ExpectedMapColon if rest.starts_with('=') => {
            ("`=` stands where a colon is expected", "a field is written `name: value`")
        }
        Error::ExpectedComma | Error::ExpectedMapColon | Error::ExpectedStructLikeEnd
            if rest.starts_with(['-', '.']) =>
        {
            (
                "a name goes on with something else than letters, digits and `_`",
                "write `_` in the name of a field; a text stands in quotation marks: \"…\"",
            )
        }
        Error::UnexpectedChar(',' | ')' | ']' | '}') => {
            ("a value is missing before this", "a field is written `name: value`")
        }
        Error::ExceededRecursionLimit => {
            return Diagnostic::error(Code::TooDeep, "brackets are nested too deep").at(here, "");
        }
        code => words(code),
    };
    let diagnostic = Diagnostic::error(Code::Syntax, message).at(here, "reading stops here");
    if help.is_empty() { diagnostic } else { diagnostic.help(help) }
}

/// What is wrong, and what to write; the latter may be empty.
pub(super) fn words(error: &Error) -> (&'static str, &'static str) {
    match error {
        Error::Eof => ("the text ends too early", "is a closing bracket or a value missing?"),
        Error::ExpectedComma => {
            ("a comma is missing before this", "write `,` between two fields or two elements")
        }
        Error::ExpectedMapColon => ("a colon is missing before this", "a field is written `name: value`"),
        Error::ExpectedIdentifier => (
            "the name of a field is missing",
            "a field is written `name: value`, its name without quotation marks",
        ),
        Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            ("this is not a name", "the name of a field has letters, digits and `_` only")
        }
        Error::ExpectedString | Error::ExpectedStringEnd => {
            ("a text is not written as one", "write it in double quotation marks: \"…\"")
        }
        Error::ExpectedChar => {
            ("a single character in apostrophes is not one", "a text stands in double quotation marks: \"…\"")
        }
        Error::InvalidEscape(_) => (
            "a backslash in a text begins something unknown",
            "write `\\\\` for a backslash, `\\\"` for a quotation mark, `\\n` for a new line",
        ),
        Error::ExpectedInteger
        | Error::ExpectedFloat
        | Error::FloatUnderscore
        | Error::InvalidIntegerDigit { .. }
        | Error::UnderscoreAtBeginning => ("a number is not written as one", "write it like 12 or 0.25"),
        Error::IntegerOutOfBounds => ("a number is too large", ""),
        Error::UnexpectedChar(_) => {
            ("this character cannot begin a value", "a text stands in double quotation marks: \"…\"")
        }
        Error::TrailingCharacters => (
            "something follows after the end of the scenario",
            "a file holds one value: is a bracket closed too early?",
        ),
        Error::ExpectedOption | Error::ExpectedOptionEnd => {
            ("`Some` holds exactly one value", "write the value alone, without `Some(…)`")
        }
        Error::NoSuchExtension(_) | Error::ExpectedAttribute | Error::ExpectedAttributeEnd => {
            ("this header is not known", "a scenario needs no `#![…]` header: take it away")
        }
        Error::ExpectedStructLikeEnd => {
            ("`)` is missing", "fields with names and values without cannot be mixed")
        }
        Error::ExpectedArrayEnd => ("`]` is missing", ""),
        Error::ExpectedMapEnd => ("`}` is missing", ""),
        Error::UnclosedBlockComment => ("a comment does not end", "write `*/` where it ends"),
        _ => ("this is not written as RON", ""),
    }
}
