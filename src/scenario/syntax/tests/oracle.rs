//! The tree, by the parser of the `ron` crate alone: each value is taken as a borrowed `RawValue`, whose address tells
//! where it stands, and then taken apart in turn. Each level is read again for every level above it, which is slow.

use std::fmt;

use ron::Options;
use ron::error::SpannedError;
use ron::value::RawValue;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId};

use super::super::{DEEPEST, Field, Name, Node, NodeKind};

/// `ron` counts two for each bracket.
fn options() -> Options {
    Options::default().with_recursion_limit(2 * DEEPEST + 8)
}

/// The tree of a text that `ron` accepts; `None` where it uses something that no scenario has, which is
/// then reported.
pub(super) fn build(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder { source, base: text, diagnostics, refused: false };
    let node = builder.node(text);
    (!builder.refused).then_some(node)
}

struct Builder<'a, 'd> {
    source: SourceId,
    base: &'a str,
    diagnostics: &'d mut Diagnostics,
    refused: bool,
}

impl<'a> Builder<'a, '_> {
    /// The part must be a slice of the base: its address says where it stands.
    fn place(&self, part: &str) -> Place {
        let start = part.as_ptr().addr() - self.base.as_ptr().addr();
        Place::new(self.source, start..start + part.len())
    }

    fn node(&mut self, fragment: &'a str) -> Node {
        match take(fragment) {
            Ok(taken) => self.grow(taken),
            Err(error) => {
                let diagnostic = Diagnostic::error(Code::UnusedSyntax, error.to_string());
                self.refuse(diagnostic.at(self.place(fragment), "this cannot be read"), "", fragment)
            }
        }
    }

    fn grow(&mut self, taken: Taken<'a>) -> Node {
        let place = self.place(taken.written);
        let name = taken.name.map(|name| Name { text: name.into(), place: self.place(name) });
        let kind = match (taken.raw, name) {
            (Raw::Some(inner), _) => return self.node(inner.get_ron()),
            (Raw::Bool(value), _) => NodeKind::Bool(value),
            (Raw::Number, _) => NodeKind::Number(taken.written.into()),
            (Raw::Text(text), _) => NodeKind::Text(text.into()),
            (Raw::Char(value), _) => NodeKind::Char(value),
            (Raw::Unit, Some(name)) => return Node { place: name.place, kind: NodeKind::Ident(name) },
            (Raw::Unit, None) => NodeKind::Unit,
            (Raw::Items(items), _) if taken.written.starts_with('[') => NodeKind::List(self.nodes(&items)),
            (Raw::Items(items), None) if items.is_empty() => NodeKind::Unit,
            (Raw::Items(items), name) => NodeKind::Tuple { name, items: self.nodes(&items) },
            (Raw::Fields(fields), name) => NodeKind::Struct { name, fields: self.fields(fields) },
            (Raw::Entries(entries), _) => NodeKind::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (self.node(key.get_ron()), self.node(value.get_ron())))
                    .collect(),
            ),
            (Raw::Unused(what), _) => {
                let diagnostic = Diagnostic::error(Code::UnusedSyntax, format!("{what} are not used here"));
                return self.refuse(diagnostic.at(place, ""), "write a text or a number", taken.written);
            }
        };
        Node { place, kind }
    }

    fn nodes(&mut self, items: &[&'a RawValue]) -> Vec<Node> {
        items.iter().map(|item| self.node(item.get_ron())).collect()
    }

    fn fields(&mut self, fields: Vec<(&'a str, &'a RawValue)>) -> Vec<Field> {
        let field = |(name, value): (&'a str, &'a RawValue)| Field {
            name: Name { text: name.into(), place: self.place(name) },
            value: self.node(value.get_ron()),
        };
        fields.into_iter().map(field).collect()
    }

    fn refuse(&mut self, diagnostic: Diagnostic, help: &str, fragment: &str) -> Node {
        self.refused = true;
        self.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
        Node { place: self.place(fragment), kind: NodeKind::Unit }
    }
}

/// A value taken apart by one level.
struct Taken<'a> {
    /// The value without the blanks and comments around it.
    written: &'a str,
    name: Option<&'a str>,
    raw: Raw<'a>,
}

enum Raw<'a> {
    Bool(bool),
    Number,
    Text(String),
    Char(char),
    Unit,
    Some(&'a RawValue),
    Items(Vec<&'a RawValue>),
    Fields(Vec<(&'a str, &'a RawValue)>),
    Entries(Vec<(&'a RawValue, &'a RawValue)>),
    Unused(&'static str),
}

fn take(fragment: &str) -> Result<Taken<'_>, SpannedError> {
    let mut deserializer = ron::Deserializer::from_str_with_options(fragment, &options())?;
    let text = deserializer.remainder();
    let first = text.bytes().next().unwrap_or_default();
    let raw =
        deserializer.deserialize_any(Level { first }).map_err(|error| deserializer.span_error(error))?;
    let written = &text[..text.len() - deserializer.remainder().len()];
    let can_have_name = matches!(raw, Raw::Unit | Raw::Items(_) | Raw::Fields(_));
    let name = if can_have_name && !matches!(first, b'(' | b'[') { Some(name(text)?) } else { None };
    Ok(Taken { written, name, raw })
}

fn name(text: &str) -> Result<&str, SpannedError> {
    let mut deserializer = ron::Deserializer::from_str_with_options(text, &options())?;
    deserializer.deserialize_identifier(Identifier).map_err(|error| deserializer.span_error(error))
}

/// One level of whatever stands here, its parts left raw.
struct Level {
    first: u8,
}

impl<'de> Visitor<'de> for Level {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw<'de>, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw<'de>, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw<'de>, E> {
        Ok(if self.first == b'b' { Raw::Unused("bytes") } else { Raw::Number })
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw<'de>, E> {
        Ok(Raw::Number)
    }

    fn visit_char<E>(self, value: char) -> Result<Raw<'de>, E> {
        Ok(Raw::Char(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(text))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Raw<'de>, E> {
        Ok(Raw::Unused("bytes"))
    }

    fn visit_unit<E>(self) -> Result<Raw<'de>, E> {
        Ok(if self.first == b'.' { Raw::Unused("ranges") } else { Raw::Unit })
    }

    fn visit_none<E>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Unit)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw<'de>, D::Error> {
        <&RawValue>::deserialize(deserializer).map(Raw::Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::Items(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw<'de>, A::Error> {
        match self.first {
            b'{' => {
                let mut entries = Vec::new();
                while let Some(entry) = access.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw::Entries(entries))
            }
            // `ron` gives a range as a map that stands nowhere in the text.
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Raw::Unused("ranges"))
            }
            _ => {
                let mut fields = Vec::new();
                while let Some((Key(key), value)) = access.next_entry()? {
                    fields.push((key, value));
                }
                Ok(Raw::Fields(fields))
            }
        }
    }
}

struct Key<'de>(&'de str);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(Identifier).map(Self)
    }
}

struct Identifier;

impl<'de> Visitor<'de> for Identifier {
    type Value = &'de str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<&'de str, E> {
        Ok(name)
    }
}
