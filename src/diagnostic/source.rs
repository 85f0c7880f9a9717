//! The texts that diagnostics point into, and places in them.

use std::ops::Range;
use std::sync::Arc;

use super::{Code, Diagnostic, Diagnostics};

/// A text in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(u32);

/// A stretch of a text (in bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Of which text.
    pub source: SourceId,
    start: u32,
    end: u32,
}

impl Place {
    /// Of what was not written: a default. A label there is dropped.
    pub const NOWHERE: Self = Self { source: SourceId(u32::MAX), start: 0, end: 0 };

    /// The stretch `range` of bytes of a text; beyond 4 GiB it is held at the end.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let start = narrow(range.start);
        Self { source, start, end: narrow(range.end).max(start) }
    }

    /// The bytes.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of this place to the end of the other, which lies in the same text.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { end: other.end.max(self.start), ..self }
    }
}

/// A line and a column, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

/// A text with the name that people know it by.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line starts.
    lines: Vec<u32>,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
        let lines = std::iter::once(0).chain(starts).collect();
        Self { name, text, lines }
    }

    /// A path as it was given, or a phrase such as `the command line`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of the text between two offsets; both are moved down to the start of a character.
    pub fn slice(&self, range: Range<usize>) -> &str {
        let (start, end) = (self.floor(range.start), self.floor(range.end));
        &self.text[start..end.max(start)]
    }

    /// Line and column of an offset (in bytes).
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = self.floor(offset);
        let line = self.lines.partition_point(|start| *start as usize <= offset).max(1);
        let column = self.text[self.line_start(line)..offset].chars().count() + 1;
        LineColumn { line, column }
    }

    /// Offset (in bytes) of a line and column; the end of the line, or of the text, where they lie beyond it.
    pub fn offset(&self, at: LineColumn) -> usize {
        let start = self.line_start(at.line);
        let line = self.text[start..].split('\n').next().unwrap_or_default();
        let within = line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |(i, _)| i);
        start + within
    }

    /// Where a line starts (in bytes); the end of the text for a line beyond the last.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines
            .get(line.saturating_sub(1))
            .map_or(self.text.len(), |start| (*start as usize).min(self.text.len()))
    }

    fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

/// All texts of a run: files, and what came from the command line. A copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Arc<Source>>,
}

impl Sources {
    /// No text yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text. A byte order mark at its start is dropped, so that offsets and columns do not count it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let id = SourceId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Arc::new(Source::new(name.into(), text)));
        id
    }

    /// Adds the bytes of a file. Where they are not UTF-8, that is reported and the answer is `None`.
    pub fn add_bytes(
        &mut self,
        name: impl Into<String>,
        bytes: &[u8],
        diagnostics: &mut Diagnostics,
    ) -> Option<SourceId> {
        let valid = match std::str::from_utf8(bytes) {
            Ok(text) => return Some(self.add(name, text)),
            Err(error) => error.valid_up_to(),
        };
        // Only the lines up to the fault are shown, so nothing after it needs to be kept.
        let shown = &bytes[..bytes.len().min(valid + 4)];
        let text = String::from_utf8_lossy(shown);
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let start = valid.saturating_sub(mark);
        let source = self.add(name, text);
        let place = Place::new(source, start..start + '\u{fffd}'.len_utf8());
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        diagnostics.push(
            Diagnostic::error(Code::NotUtf8, "the file is not UTF-8 text")
                .at(place, "these bytes mean nothing in UTF-8")
                .help(if utf16 {
                    "it looks like UTF-16: save it again with the encoding UTF-8"
                } else {
                    "save it again with the encoding UTF-8"
                }),
        );
        None
    }

    /// The text with this id; an empty one without a name for an id of other sources.
    pub fn get(&self, id: SourceId) -> &Source {
        static NOTHING: Source = Source { name: String::new(), text: String::new(), lines: Vec::new() };
        self.all.get(id.0 as usize).map_or(&NOTHING, |source| source)
    }

    /// The text at a place.
    pub fn text(&self, place: Place) -> &str {
        self.get(place.source).slice(place.range())
    }

    /// Line and column of the start of a place.
    pub fn start(&self, place: Place) -> LineColumn {
        self.get(place.source).line_column(place.range().start)
    }

    /// Line and column of the end of a place, which is the first character after it.
    pub fn end(&self, place: Place) -> LineColumn {
        self.get(place.source).line_column(place.range().end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_either_way() {
        let mut sources = Sources::new();
        let id = sources.add("a", "\u{feff}é = 1\r\nüü: x");
        let source = sources.get(id);
        let x = source.text().find('x').unwrap_or_default();
        assert_eq!(source.line_column(x), LineColumn { line: 2, column: 5 });
        assert_eq!(source.offset(LineColumn { line: 2, column: 5 }), x);
        assert_eq!(source.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(source.offset(LineColumn { line: 9, column: 9 }), source.text().len());
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_where_they_begin() {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        assert_eq!(sources.add_bytes("a", b"ab\ncd\xff\xfe(", &mut diagnostics), None);
        let found = diagnostics.sorted();
        let start = found[0].place().map(|place| sources.start(place));
        assert_eq!(start, Some(LineColumn { line: 2, column: 3 }));
        assert_eq!(found[0].code, Code::NotUtf8);
    }
}
