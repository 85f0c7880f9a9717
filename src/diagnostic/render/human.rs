//! What people read on a terminal, in the look of rustc.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity, Source, SourceId, Sources};

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

/// All diagnostics in order, an empty line between two; ends with a line break unless there are none.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Styled => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    };
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
    text
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
