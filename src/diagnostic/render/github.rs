//! Workflow commands of GitHub Actions, which show a fault beside the line of a pull request that it is in.

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};

/// A line a diagnostic, in the order of the text: `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::…`, with
/// the remedies in further lines of the message. Lines and columns count from 1; `endColumn` is the column after the
/// last character. GitHub wants columns only where a fault stays within a line.
pub fn render(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for one in diagnostics.sorted() {
        text.push_str(&command(one, sources));
        text.push('\n');
    }
    if diagnostics.omitted() > 0 {
        let _ = writeln!(text, "::notice title=coalition::{} more are not shown", diagnostics.omitted());
    }
    text
}

fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut at = String::new();
    if let Some(place) = diagnostic.place() {
        let (start, end) = (sources.start(place), sources.end(place));
        let file = property(sources.get(place.source).name());
        let _ = write!(at, "file={file},line={}", start.line);
        if start.line == end.line {
            let _ = write!(at, ",col={},endLine={},endColumn={}", start.column, end.line, end.column);
        } else {
            let _ = write!(at, ",endLine={}", end.line);
        }
        at.push(',');
    }
    let title = property(&format!("{} {}", diagnostic.code, diagnostic.code.name()));
    let helps = diagnostic.helps.iter().map(|help| format!("\nhelp: {help}"));
    let message = data(&std::iter::once(diagnostic.message.clone()).chain(helps).collect::<String>());
    format!("::{} {at}title={title}::{message}", diagnostic.severity.text())
}

/// A text as a message: what would end the line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as a property: what would end the property is escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::diagnostic::{Code, Place};

    #[test]
    fn a_fault_is_a_line_whatever_stands_in_it() {
        let mut sources = Sources::new();
        let source = sources.add("a,b: 100%.ron", "é: 1,\né: 2\n(\n)");
        let mut all = Diagnostics::new();
        all.push(
            Diagnostic::error(Code::DuplicateField, "`é` is 100 % twice")
                .at(Place::new(source, 7..9), "again")
                .also(Place::new(source, 0..2), "first")
                .help("take one,\r\n::error::away"),
        );
        all.push(Diagnostic::error(Code::Syntax, "over lines").at(Place::new(source, 13..16), ""));
        all.push(Diagnostic::warning(Code::BadText, "without a place"));
        assert_snapshot!(render(&all, &sources), @r"
        ::warning title=C0207 bad-text::without a place
        ::error file=a%2Cb%3A 100%25.ron,line=2,col=1,endLine=2,endColumn=2,title=C0103 duplicate-field::`é` is 100 %25 twice%0Ahelp: take one,%0D%0A::error::away
        ::error file=a%2Cb%3A 100%25.ron,line=3,endLine=4,title=C0004 syntax::over lines
        ");
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let mut all = Diagnostics::new();
        for number in 0..Diagnostics::MOST + 2 {
            all.push(Diagnostic::error(Code::Syntax, number.to_string()));
        }
        let text = render(&all, &Sources::new());
        assert!(text.ends_with("\n::notice title=coalition::2 more are not shown\n"), "{text}");
    }
}
