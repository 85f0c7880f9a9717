//! A scenario laid out anew: the same values, the same comments, and the author's own line breaks.
//!
//! What is set: four blanks for each bracket that is open, one blank after a comma or a colon, a comma after the last
//! element of what goes over several lines and none elsewhere, at most one empty line. What stands on one line stays
//! there, however long it is: where to break a line is the author's to say.
//!
//! Own code because the formatter of `ron2` 0.3 refuses texts that go on after a backslash at the end of a line, and
//! loses the comment between a comma and the end of a line.

use super::syntax::{self, Token, TokenKind, tokens};
use crate::diagnostic::{Diagnostics, SourceId, Sources};

/// Blanks for each open bracket.
const INDENT: &str = "    ";

/// What laying out a text came to.
#[derive(Clone, Debug)]
pub struct Formatted {
    /// The text that the diagnostics point into.
    pub sources: Sources,
    /// Why it cannot be laid out.
    pub diagnostics: Diagnostics,
    /// It laid out, where it is well formed.
    pub text: Option<String>,
}

/// Lays out the text of a file, which people know by `name`.
pub fn format_bytes(name: String, bytes: &[u8]) -> Formatted {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add_bytes(name, bytes, &mut diagnostics);
    let text = source.and_then(|source| format(source, &sources, &mut diagnostics));
    Formatted { sources, diagnostics, text }
}

/// The text of a source laid out anew; `None` where it is not well formed, which is then reported.
pub fn format(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<String> {
    let before = syntax::parse(source, sources, diagnostics)?;
    let text = sources.get(source).text();
    let formatted = layout(text);
    // A scenario is weeks of somebody's work: whatever a slip in the layout might do, it is not done to a file.
    let mut again = Sources::new();
    let copy = again.add("formatted", formatted.as_str());
    let after = syntax::parse(copy, &again, &mut Diagnostics::new());
    let unharmed =
        after.is_some_and(|after| before.says_as(&after)) && comments(text) == comments(&formatted);
    debug_assert!(unharmed, "the layout changes what is written:\n{text}\nbecomes\n{formatted}");
    Some(if unharmed { formatted } else { text.to_owned() })
}

/// All comments of a text in their order, without the blanks at the ends of their lines.
fn comments(text: &str) -> Vec<String> {
    tokens(text).iter().filter(|token| is_comment(token.kind)).map(|token| tidy(token, "\n")).collect()
}

/// A token as it is written out: texts as they are, comments without blanks at the ends of their lines.
fn tidy(token: &Token<'_>, line_end: &str) -> String {
    if is_comment(token.kind) {
        token.text.lines().map(str::trim_end).collect::<Vec<_>>().join(line_end)
    } else {
        token.text.to_owned()
    }
}

fn is_comment(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LineComment | TokenKind::BlockComment)
}

fn layout(text: &str) -> String {
    let tokens = tokens(text);
    let broken = broken(&tokens);
    // A file of another system keeps its line ends, where they are all of one sort.
    let ends = text.matches('\n').count();
    let windows = ends > 0 && text.matches("\r\n").count() == ends;
    let mut page = Page { line_end: if windows { "\r\n" } else { "\n" }, ..Page::default() };
    for (at, token) in tokens.iter().enumerate() {
        page.put(token, broken[at], &tokens[at + 1..]);
    }
    page.out.push_str(page.line_end);
    page.out
}

/// For each bracket that opens: whether what it holds goes over several lines, not counting the brackets in it.
fn broken(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut broken = vec![false; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| tokens[before].kind);
        // Nothing between the brackets is nothing to break, and a value stands beside its name.
        let joined = token.kind == TokenKind::Colon
            || before == Some(TokenKind::Colon)
            || (before == Some(TokenKind::Word) && token.kind == TokenKind::Open)
            || (before == Some(TokenKind::Open) && token.kind == TokenKind::Close);
        if let Some(bracket) = open.last()
            && (token.kind == TokenKind::LineComment || (token.breaks > 0 && !joined))
        {
            broken[*bracket] = true;
        }
        match token.kind {
            TokenKind::Open => open.push(at),
            TokenKind::Close => drop(open.pop()),
            _ => {}
        }
    }
    broken
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Bracket {
    /// Indents of the line that it stands on.
    level: usize,
    broken: bool,
    /// Whether it holds the one value of `Some`, after which no comma may stand.
    some: bool,
}

/// What has been laid out so far.
#[derive(Default)]
struct Page {
    out: String,
    line_end: &'static str,
    open: Vec<Bracket>,
    /// Indents of the line that is being written.
    level: usize,
    /// What stands last.
    last: Option<TokenKind>,
    /// The last token that is no comment, and whether it is the word `Some`.
    value: Option<(TokenKind, bool)>,
    /// Where a comma or a colon that belongs to what stands last would go [bytes]: before a comment that ends the line.
    attach: usize,
    /// Line breaks before a comma: they go behind it.
    carried: usize,
}

impl Page {
    fn put(&mut self, token: &Token<'_>, broken: bool, rest: &[Token<'_>]) {
        match token.kind {
            TokenKind::Comma if self.is_superfluous(rest) => self.value = Some((TokenKind::Comma, false)),
            TokenKind::Comma | TokenKind::Colon => self.join(token),
            TokenKind::Close => self.close(token),
            _ => {
                let breaks = token.breaks + std::mem::take(&mut self.carried);
                self.space(&Token { breaks, ..token.clone() });
                self.write(token);
                if token.kind == TokenKind::Open {
                    let some = self.value == Some((TokenKind::Word, true));
                    self.open.push(Bracket { level: self.level, broken, some });
                }
                if !is_comment(token.kind) {
                    self.value = Some((token.kind, token.text == "Some"));
                }
            }
        }
    }

    /// Whether nothing but the end of something on one line follows the comma.
    fn is_superfluous(&self, rest: &[Token<'_>]) -> bool {
        let next = rest.iter().find(|token| !is_comment(token.kind));
        next.is_some_and(|next| next.kind == TokenKind::Close)
            && self.open.last().is_some_and(|bracket| !bracket.broken)
    }

    /// A comma or a colon stands right behind what it belongs to.
    fn join(&mut self, token: &Token<'_>) {
        self.carried = token.breaks;
        let end = self.attach == self.out.len();
        self.out.insert_str(self.attach, token.text);
        self.attach += token.text.len();
        self.value = Some((token.kind, false));
        if end {
            self.last = Some(token.kind);
        }
    }

    fn close(&mut self, token: &Token<'_>) {
        let bracket = self.open.last().copied();
        let ended = matches!(self.value, Some((TokenKind::Comma | TokenKind::Open, _)));
        if let Some(bracket) = bracket
            && bracket.broken
            && !bracket.some
            && !ended
        {
            self.out.insert(self.attach, ',');
        }
        self.space(token);
        self.open.pop();
        self.write(token);
        self.value = Some((TokenKind::Close, false));
    }

    /// What stands between a token and what is before it.
    fn space(&mut self, token: &Token<'_>) {
        let Some(last) = self.last else { return };
        let bracket = self.open.last().copied();
        let broken = bracket.is_none_or(|bracket| bracket.broken);
        let trailing = is_comment(token.kind) && token.breaks == 0;
        let breaks = match (last, token.kind) {
            (TokenKind::LineComment | TokenKind::Header, _) => true,
            (TokenKind::Open, _) => broken && !trailing,
            (_, TokenKind::Close) => broken,
            (TokenKind::Colon, _) | (TokenKind::Word, TokenKind::Open) if !is_comment(token.kind) => false,
            _ => broken && token.breaks > 0,
        };
        if !breaks {
            return self.blanks(last, token);
        }
        if token.breaks > 1 && last != TokenKind::Open && token.kind != TokenKind::Close {
            self.out.push_str(self.line_end);
        }
        self.level = match (bracket, token.kind) {
            (None, _) => 0,
            (Some(bracket), TokenKind::Close) => bracket.level,
            (Some(bracket), _) => bracket.level + 1,
        };
        self.out.push_str(self.line_end);
        self.out.push_str(&INDENT.repeat(self.level));
    }

    fn blanks(&mut self, last: TokenKind, token: &Token<'_>) {
        let blanks = match (last, token.kind) {
            // Comments below each other keep their column.
            (_, TokenKind::LineComment) => token.blanks.max(1),
            (TokenKind::Open, _) | (_, TokenKind::Close) | (TokenKind::Word, TokenKind::Open) => 0,
            _ => 1,
        };
        self.out.push_str(&" ".repeat(blanks));
    }

    fn write(&mut self, token: &Token<'_>) {
        let own_line = self.out.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
        self.out.push_str(&tidy(token, self.line_end));
        self.last = Some(token.kind);
        let ends_line = token.kind == TokenKind::LineComment;
        if !(ends_line || token.kind == TokenKind::BlockComment && own_line) {
            self.attach = self.out.len();
        }
    }
}

#[cfg(test)]
mod tests;
