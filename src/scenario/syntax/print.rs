//! A tree as text again, on one line, without remarks.

use std::fmt;

use super::{Name, Node, NodeKind};

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Bool(value) => write!(f, "{value}"),
            NodeKind::Number(text) => f.write_str(text),
            NodeKind::Text(text) => quoted(text, f),
            NodeKind::Char(value) => write!(f, "{value:?}"),
            NodeKind::Unit => f.write_str("()"),
            NodeKind::Ident(name) => f.write_str(&name.text),
            NodeKind::List(items) => separated(f, ("[", "]"), items, |item, f| item.fmt(f)),
            NodeKind::Map(entries) => {
                separated(f, ("{", "}"), entries, |(key, value), f| write!(f, "{key}: {value}"))
            }
            NodeKind::Tuple { name, items } => {
                before(name.as_ref(), f)?;
                separated(f, ("(", ")"), items, |item, f| item.fmt(f))
            }
            NodeKind::Struct { name, fields } => {
                before(name.as_ref(), f)?;
                separated(f, ("(", ")"), fields, |field, f| write!(f, "{}: {}", field.name.text, field.value))
            }
        }
    }
}

fn before(name: Option<&Name>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    name.map_or(Ok(()), |name| f.write_str(&name.text))
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    (open, close): (&str, &str),
    items: &[T],
    write: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    f.write_str(open)?;
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        write(item, f)?;
    }
    f.write_str(close)
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control() => write!(f, "{}", c.escape_unicode())?,
            other => write!(f, "{other}")?,
        }
    }
    f.write_str("\"")
}
