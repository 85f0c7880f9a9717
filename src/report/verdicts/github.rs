//! Workflow commands of GitHub: annotations at the line where an expectation is written.

use std::fmt::Write as _;

use super::{Case, Suite};
use crate::experiment::Verdict;

/// An annotation for each expectation that is not met, and for each scenario with errors.
pub fn text(suites: &[Suite]) -> String {
    let mut text = String::new();
    for suite in suites {
        let file = property(&suite.file);
        if suite.scenario.is_none() {
            let _ = writeln!(
                text,
                "::error file={file},title=invalid scenario::`coalition check` says what is wrong"
            );
        }
        for case in suite.cases.iter().filter(|case| case.judgement.verdict != Verdict::Met) {
            let level = if case.is_tolerated() { "warning" } else { "error" };
            let Case { line, column, .. } = case;
            let title = property(&format!("{}: {}", case.word(), case.judgement.id));
            let account = data(&case.account(suite));
            let _ = writeln!(text, "::{level} file={file},line={line},col={column},title={title}::{account}");
        }
    }
    text
}

/// Escapes what ends a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what ends a property too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_message_or_a_property_early() {
        assert_eq!(data("50 %\nof a: b, c"), "50 %25%0Aof a: b, c");
        assert_eq!(property("50 %\nof a: b, c"), "50 %25%0Aof a%3A b%2C c");
    }
}
