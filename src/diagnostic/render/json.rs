//! What programs read: editors, scripts, continuous integration.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, LineColumn, Place, Sources};

/// A text of the source longer than this is cut [characters].
const LONGEST_TEXT: usize = 200;

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: Option<At<'a>>,
    labels: Vec<Marked<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end: End,
    text: String,
}

#[derive(Serialize)]
struct End {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Marked<'a> {
    label: &'a str,
    primary: bool,
    #[serde(flatten)]
    at: At<'a>,
}

/// A JSON list in the order of the text, one object a diagnostic: `code`, `name`, `severity`, `message`, `file`,
/// `line`, `column`, `end` (the first character after it), `text` (as written, cut after 200 characters),
/// `labels`, `help`. Lines and columns count from 1, columns in characters. `file` to `text` are absent where
/// there is no place.
///
/// # Errors
/// None that data of this shape can cause; the type is serde's.
pub fn render(diagnostics: &Diagnostics, sources: &Sources) -> serde_json::Result<String> {
    render_all([(diagnostics, sources)])
}

/// Like [`render`], of several files in one list.
///
/// # Errors
/// As those of [`render`].
pub fn render_all<'a>(
    files: impl IntoIterator<Item = (&'a Diagnostics, &'a Sources)>,
) -> serde_json::Result<String> {
    let of_file = |(all, sources): (&'a Diagnostics, &'a Sources)| {
        all.sorted().into_iter().map(move |one| entry(one, sources))
    };
    let entries: Vec<Entry<'_>> = files.into_iter().flat_map(of_file).collect();
    serde_json::to_string_pretty(&entries)
}

fn entry<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Entry<'a> {
    let labels = diagnostic.labels.iter().map(|label| Marked {
        label: &label.text,
        primary: label.primary,
        at: at(label.place, sources),
    });
    Entry {
        code: diagnostic.code.text(),
        name: diagnostic.code.name(),
        severity: diagnostic.severity.text(),
        message: &diagnostic.message,
        at: diagnostic.place().map(|place| at(place, sources)),
        labels: labels.collect(),
        help: &diagnostic.helps,
    }
}

fn at(place: Place, sources: &Sources) -> At<'_> {
    let LineColumn { line, column } = sources.start(place);
    let end = sources.end(place);
    At {
        file: sources.get(place.source).name(),
        line,
        column,
        end: End { line: end.line, column: end.column },
        text: sources.text(place).chars().take(LONGEST_TEXT).collect(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn programs_get_all_that_people_get() {
        let mut sources = Sources::new();
        let source = sources.add("a.ron", "é: 1,\né: 2");
        let mut all = Diagnostics::new();
        all.push(
            Diagnostic::error(Code::DuplicateField, "`é` is written twice")
                .at(Place::new(source, 7..9), "again")
                .also(Place::new(source, 0..2), "first")
                .help("take one away"),
        );
        all.push(Diagnostic::warning(Code::BadText, "without a place"));
        assert_snapshot!(render(&all, &sources).unwrap(), @r#"
        [
          {
            "code": "C0207",
            "name": "bad-text",
            "severity": "warning",
            "message": "without a place",
            "labels": [],
            "help": []
          },
          {
            "code": "C0103",
            "name": "duplicate-field",
            "severity": "error",
            "message": "`é` is written twice",
            "file": "a.ron",
            "line": 2,
            "column": 1,
            "end": {
              "line": 2,
              "column": 2
            },
            "text": "é",
            "labels": [
              {
                "label": "again",
                "primary": true,
                "file": "a.ron",
                "line": 2,
                "column": 1,
                "end": {
                  "line": 2,
                  "column": 2
                },
                "text": "é"
              },
              {
                "label": "first",
                "primary": false,
                "file": "a.ron",
                "line": 1,
                "column": 1,
                "end": {
                  "line": 1,
                  "column": 2
                },
                "text": "é"
              }
            ],
            "help": [
              "take one away"
            ]
          }
        ]
        "#);
    }
}
