//! What people read on a terminal, in the look of rustc.

use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Label, Severity, Source, SourceId, Sources};

/// Whether the text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// ANSI escape sequences.
    Styled,
    /// None.
    Plain,
}

/// A stretch of source longer than this is named and not shown: laying it out takes long and helps nobody [bytes].
const LONGEST_STRETCH: usize = 64 * 1024;
/// As many codes are named as those that more can be read about.
const MOST_NAMED: usize = 6;

/// All diagnostics in order, an empty line between two; ends with a line break unless there are none.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, colour: Colour) -> String {
    let renderer = renderer(colour);
    let mut parts: Vec<String> =
        diagnostics.sorted().into_iter().map(|one| renderer.render(&report(one, sources))).collect();
    if diagnostics.omitted() > 0 {
        let note = format!("{} more are not shown", diagnostics.omitted());
        parts.push(renderer.render(&[Group::with_title(Level::NOTE.primary_title(note))]));
    }
    let mut text = parts.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    // The library shows the control characters of ASCII as pictures, and leaves those that some terminals obey beyond it.
    text.replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "\u{fffd}")
}

/// Where more can be read about what was found: a line, or nothing where nothing was.
pub fn more<'a>(found: impl IntoIterator<Item = &'a Diagnostics>, colour: Colour) -> String {
    let kept = |all: &'a Diagnostics| all.sorted().into_iter().map(|one| one.code).collect::<Vec<_>>();
    let codes: BTreeSet<Code> = found.into_iter().flat_map(kept).collect();
    let mut codes = codes.into_iter();
    let Some(first) = codes.next() else { return String::new() };
    let others: Vec<&str> = codes.map(Code::text).collect();
    let likewise = match others.len() {
        0 => String::new(),
        1..=MOST_NAMED => format!("; likewise {}", others.join(", ")),
        many => format!("; likewise the {many} other codes"),
    };
    let note = format!("run `coalition explain {first}` for more{likewise}");
    renderer(colour).render(&[Group::with_title(Level::NOTE.primary_title(note))])
}

fn renderer(colour: Colour) -> Renderer {
    match colour {
        Colour::Styled => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    }
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.text());
    let mut group = Group::with_title(title);
    for source in sources_of(diagnostic) {
        let labels: Vec<&Label> =
            diagnostic.labels.iter().filter(|label| label.place.source == source).collect();
        group = group.element(shown(sources.get(source), &labels));
    }
    let helps = diagnostic
        .helps
        .iter()
        .map(|help| Group::with_title(Level::HELP.secondary_title(normalize_untrusted_str(help))));
    std::iter::once(group).chain(helps).collect()
}

/// The sources of the labels, that of the fault first.
fn sources_of(diagnostic: &Diagnostic) -> Vec<SourceId> {
    let mut all: Vec<SourceId> = diagnostic.place().map(|place| place.source).into_iter().collect();
    for label in &diagnostic.labels {
        if !all.contains(&label.place.source) {
            all.push(label.place.source);
        }
    }
    all
}

fn shown<'a>(source: &'a Source, labels: &[&'a Label]) -> Element<'a> {
    let stretch = lines_of(source, labels);
    let first = labels.iter().find(|label| label.primary).or(labels.first());
    if stretch.len() > LONGEST_STRETCH {
        let at = source.line_column(first.map_or(0, |label| label.place.range().start));
        return Origin::path(source.name()).line(at.line).char_column(at.column).into();
    }
    let line = source.line_column(stretch.start).line;
    let annotations = labels.iter().map(|label| {
        let range = label.place.range();
        let end = range.end.clamp(stretch.start, stretch.end) - stretch.start;
        let start = (range.start.max(stretch.start) - stretch.start).min(end);
        let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(start..end).label((!label.text.is_empty()).then_some(label.text.as_str()))
    });
    Snippet::source(source.slice(stretch.clone()))
        .path(source.name())
        .line_start(line)
        .annotations(annotations)
        .into()
}

/// The whole lines that the labels touch, and those between them.
fn lines_of(source: &Source, labels: &[&Label]) -> Range<usize> {
    let starts = labels.iter().map(|label| label.place.range().start);
    let ends = labels.iter().map(|label| label.place.range().end);
    let first = source.line_column(starts.min().unwrap_or(0)).line;
    let last = source.line_column(ends.max().unwrap_or(0)).line;
    source.line_start(first)..source.line_start(last + 1)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn a_fault_points_into_its_source_and_into_others() {
        let mut sources = Sources::new();
        let first = sources.add("a.ron", "id: \"x\"\r\nzone: \"ofice\"\n");
        let second = sources.add("the command line", "zone=office");
        let mut all = Diagnostics::new();
        all.push(
            Diagnostic::error(Code::UnknownReference, "unknown zone `ofice`")
                .at(Place::new(first, 15..22), "no zone has this id")
                .also(Place::new(second, 5..11), "a similar one is here")
                .did_you_mean(Some("office"))
                .help("\u{1b}[31mtexts are made harmless"),
        );
        all.push(Diagnostic::warning(Code::BadText, "without a place").also(Place::NOWHERE, "a default"));
        assert_snapshot!(render(&all, &sources, Colour::Plain), @r#"
        warning[C0207]: without a place

        error[C0302]: unknown zone `ofice`
         --> a.ron:2:7
          |
        2 | zone: "ofice"
          |       ^^^^^^^ no zone has this id
          |
         ::: the command line:1:6
          |
        1 | zone=office
          |      ------ a similar one is here
          |
        help: did you mean `office`?
        help: ␛[31mtexts are made harmless
        "#);
        assert!(render(&all, &sources, Colour::Styled).contains("\u{1b}["));
    }

    #[test]
    fn no_control_character_of_the_input_comes_through() {
        let mut sources = Sources::new();
        let source = sources.add("a.ron", "x\u{9b}31m\u{85}\u{1b}\u{7}\u{202e}y");
        let mut all = Diagnostics::new();
        all.push(Diagnostic::error(Code::Syntax, "wrong").at(Place::new(source, 0..1), "here"));
        let text = render(&all, &sources, Colour::Plain);
        assert!(text.chars().all(|c| !c.is_control() || c == '\n'), "{text:?}");
        assert!(!text.contains('\u{202e}'), "{text:?}");
    }

    #[test]
    fn a_stretch_beyond_reason_is_named_and_not_shown() {
        let mut sources = Sources::new();
        let source = sources.add("a.ron", format!("x\n{}", "y".repeat(LONGEST_STRETCH + 1)));
        let mut all = Diagnostics::new();
        all.push(Diagnostic::error(Code::Syntax, "wrong").at(Place::new(source, 5..6), "here"));
        assert_snapshot!(render(&all, &sources, Colour::Plain), @r#"
        error[C0004]: wrong
        --> a.ron:2:4
        "#);
    }

    #[test]
    fn more_is_to_be_read_about_each_code_once() {
        let mut all = Diagnostics::new();
        assert_eq!(more([&all], Colour::Plain), "");
        all.push(Diagnostic::error(Code::Syntax, "wrong"));
        assert_eq!(more([&all, &all], Colour::Plain), "note: run `coalition explain C0004` for more");
        let mut others = Diagnostics::new();
        others.push(Diagnostic::warning(Code::WrongType, "wrong"));
        others.push(Diagnostic::error(Code::Syntax, "wrong too"));
        others.push(Diagnostic::error(Code::MissingField, "missing"));
        let said = more([&all, &others], Colour::Plain);
        assert_eq!(said, "note: run `coalition explain C0004` for more; likewise C0102, C0104");
    }
}
