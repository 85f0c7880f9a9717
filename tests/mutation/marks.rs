//! Slips in punctuation: brackets, commas, colons, quotation marks.

use super::ground::Ground;
use super::{Luck, Mutant};

fn mark(ground: &Ground, luck: &mut Luck, kinds: &[u8]) -> Option<usize> {
    let all: Vec<usize> =
        ground.marks.iter().filter(|(_, mark)| kinds.contains(mark)).map(|(at, _)| *at).collect();
    luck.pick(&all).copied()
}

fn written(ground: &Ground, at: usize, new: &str) -> Mutant {
    let mutant = Mutant::replace(ground, &(at..at + 1), new);
    let partner = ground.partner(at);
    let lines = vec![ground.line(at)];
    let near = partner.map_or(lines[0], |partner| ground.line(partner));
    Mutant { near: near.min(lines[0])..=near.max(lines[0]), lines, ..mutant }
}

/// An opening bracket is gone.
pub(crate) fn no_opening(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    Some(written(ground, mark(ground, luck, b"([")?, ""))
}

/// A closing bracket is gone.
pub(crate) fn no_closing(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    Some(written(ground, mark(ground, luck, b")]")?, ""))
}

/// An opening bracket stands there twice.
pub(crate) fn two_openings(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b"([")?;
    let bracket = ground.text[at..=at].to_owned();
    Some(written(ground, at, &format!("{bracket}{bracket}")))
}

/// A closing bracket stands there twice.
pub(crate) fn two_closings(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b")]")?;
    let bracket = ground.text[at..=at].to_owned();
    Some(written(ground, at, &format!("{bracket}{bracket}")))
}

/// A bracket of another kind.
pub(crate) fn other_bracket(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b"()[]")?;
    let others = match ground.text.as_bytes()[at] {
        b'(' => ["[", "{"],
        b'[' => ["(", "{"],
        b')' => ["]", "}"],
        _ => [")", "}"],
    };
    Some(written(ground, at, luck.pick(&others)?))
}

/// A comma is gone.
pub(crate) fn no_comma(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b",")?;
    let next = ground.marks.iter().find(|(place, _)| *place > at).map(|(_, mark)| *mark);
    let only_blanks = |end: usize| {
        let code: String =
            ground.text[at + 1..end].lines().map(|line| line.split("//").next().unwrap_or("")).collect();
        code.trim().is_empty()
    };
    let end = ground.marks.iter().find(|(place, _)| *place > at).map_or(at, |(place, _)| *place);
    let last = matches!(next, Some(b')' | b']')) && only_blanks(end);
    Some(written(ground, at, "").excluded_if(last, "a comma after the last is not needed"))
}

/// A comma stands there twice, or is another sign.
pub(crate) fn other_comma(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b",")?;
    Some(written(ground, at, luck.pick(&[",,", ";", ".", ":"])?))
}

/// A colon is gone, or is another sign.
pub(crate) fn no_colon(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b":")?;
    Some(written(ground, at, luck.pick(&["", "=", " =>", "::"])?))
}

/// A quotation mark is gone: at the beginning of a text, or at its end.
pub(crate) fn no_quote(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let at = mark(ground, luck, b"\"'")?;
    Some(written(ground, at, ""))
}
