//! Paths to values: `teams.cert-eu.triage.work`, `campaigns[0].steps.lure.chance`.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place};

/// The most steps of a path: no scenario is deeper, and each may add a level to the tree.
const LONGEST: usize = 64;

/// A path and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'a> {
    pub(super) text: &'a str,
    /// Where the whole of it stands.
    whole: Place,
    /// Where its first character stands in that text (bytes); none where its characters do not stand there one by one.
    first: Option<usize>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a field, or to the element with this id.
    Name,
    /// To an element by its place in the list, from 0.
    Index(usize),
}

impl<'a> Path<'a> {
    /// A path whose characters begin at a place.
    pub(super) fn written(text: &'a str, place: Place) -> Self {
        Self { text, whole: place, first: Some(place.range().start) }
    }

    /// A path that is written as a text in a file, with its quotation marks.
    pub(super) fn quoted(text: &'a str, place: Place) -> Self {
        let range = place.range();
        // Otherwise some of its characters are written as escapes.
        let as_it_stands = range.len() == text.len() + 2;
        Self { text, whole: place, first: as_it_stands.then_some(range.start + 1) }
    }

    /// Where a stretch of it stands.
    pub(super) fn place(&self, stretch: Range<usize>) -> Place {
        match self.first {
            Some(first) => Place::new(self.whole.source, first + stretch.start..first + stretch.end),
            None => self.whole,
        }
    }

    /// The step that begins at an offset, and how far it reaches; `None` at the end.
    pub(super) fn step(&self, at: usize) -> Option<(Step, Range<usize>)> {
        let at = if self.text[at..].starts_with('.') { at + 1 } else { at };
        let rest = &self.text[at..];
        if rest.is_empty() {
            return None;
        }
        match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((digits, _)) => {
                let index = digits.parse().unwrap_or(usize::MAX);
                Some((Step::Index(index), at..at + digits.len() + 2))
            }
            None => {
                let length = rest.find(['.', '[']).unwrap_or(rest.len());
                Some((Step::Name, at..at + length))
            }
        }
    }

    /// What is wrong with how it is written, if anything is.
    pub(super) fn fault(&self) -> Option<Diagnostic> {
        let tell = |message: &str, stretch: Range<usize>| {
            Some(Diagnostic::error(Code::BadPath, message).at(self.place(stretch), "").help(
                "write the names of fields and the ids of elements with dots between, such as `teams.soc.triage.work`, or \
                 the place of an element from 0, such as `campaigns[0].steps`",
            ))
        };
        let (mut at, mut steps) = (0, 0);
        loop {
            let rest = &self.text[at..];
            let name = rest.find(['.', '[', ']']).unwrap_or(rest.len());
            let indexed = rest.starts_with('[');
            steps += 1;
            if steps > LONGEST {
                return tell("the path has more steps than a scenario is deep", 0..self.text.len());
            }
            at += if indexed && steps > 1 {
                match rest[1..].split_once(']') {
                    Some((digits, _)) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                        digits.len() + 2
                    }
                    _ => {
                        return tell(
                            "a place in a list is a whole number in square brackets",
                            at..self.text.len(),
                        );
                    }
                }
            } else if name == 0 {
                return tell("a name is missing in the path", at..(at + 1).min(self.text.len()));
            } else {
                name
            };
            match self.text[at..].bytes().next() {
                None => return None,
                Some(b'[') => {}
                Some(b'.') => at += 1,
                Some(_) => return tell("a dot is missing in the path", at..at + 1),
            }
        }
    }
}
