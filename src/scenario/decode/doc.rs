//! What people can read about what they can write: data for a field reference.

use std::borrow::Cow;

use super::{Decode, Form};

/// About a type.
#[derive(Clone, Debug)]
pub struct TypeDoc {
    /// Its name in the reference: `duration`, `HostGroup`, `list of HostGroup`.
    pub name: Cow<'static, str>,
    /// What it is; the text of the doc comment.
    pub doc: &'static str,
    /// A value as it is written.
    pub example: Cow<'static, str>,
    /// What it is made of.
    pub shape: Shape,
}

/// What a type is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// One number, one text.
    Value,
    /// May be left out.
    Optional(fn() -> TypeDoc),
    /// Any number of these.
    List(fn() -> TypeDoc),
    /// Fields.
    Struct(Vec<FieldDoc>),
    /// One of several.
    Choice(Vec<VariantDoc>),
}

/// About a field.
#[derive(Clone, Debug)]
pub struct FieldDoc {
    /// As it is written.
    pub name: &'static str,
    /// What it means; the text of the doc comment.
    pub doc: &'static str,
    /// About its type.
    pub of: fn() -> TypeDoc,
    /// The default, as one would write it.
    pub default: Option<fn() -> Form>,
    /// Where the default comes from.
    pub source: Option<&'static str>,
    /// Whether it must be written.
    pub required: bool,
}

/// About one of several choices.
#[derive(Clone, Debug)]
pub struct VariantDoc {
    /// As it is written.
    pub name: &'static str,
    /// What it means; the text of the doc comment.
    pub doc: &'static str,
    /// `Name(field: …)`: its fields.
    pub fields: Vec<FieldDoc>,
    /// `Name(…)`: the value in the brackets.
    pub inner: Option<fn() -> TypeDoc>,
}

impl FieldDoc {
    /// About a field of type `T`; default and source are slices of none or one.
    pub fn new<T: Decode>(
        name: &'static str,
        doc: &'static str,
        default: &[fn() -> Form],
        source: &'static [&'static str],
    ) -> Self {
        Self {
            name: plain(name),
            doc: doc.trim(),
            of: T::describe,
            default: default.first().copied(),
            source: source.first().copied(),
            required: default.is_empty() && T::absent().is_none(),
        }
    }
}

impl FieldDoc {
    /// The unit of what is written: that of its type, or, for a plain number, what stands in brackets in its text, such as
    /// `(hosts)`. None where there is none, or it is no quantity.
    pub fn unit(&self) -> Option<String> {
        let mut of = (self.of)();
        while let Shape::Optional(inner) | Shape::List(inner) = of.shape {
            of = inner();
        }
        match of.name.as_ref() {
            "duration" | "Distribution" => Some("time".to_owned()),
            "rate" => Some("per time".to_owned()),
            "probability" => Some("0 to 1".to_owned()),
            "count" | "number" | "whole number" | "large whole number" => {
                in_brackets(self.doc).map(|unit| unit.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            _ => None,
        }
    }
}

/// The first words in brackets that are few enough to be a unit.
fn in_brackets(doc: &str) -> Option<&str> {
    let is_unit = |words: &&str| {
        words.split_whitespace().count() <= 3
            && words.chars().all(|c| c.is_alphabetic() || c == '/' || c.is_whitespace())
    };
    doc.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(words, _)| words).find(is_unit)
}

impl VariantDoc {
    /// About a choice; `inner` is a slice of none or one.
    pub fn new(
        name: &'static str,
        doc: &'static str,
        fields: Vec<FieldDoc>,
        inner: &[fn() -> TypeDoc],
    ) -> Self {
        Self { name, doc: doc.trim(), fields, inner: inner.first().copied() }
    }
}

impl TypeDoc {
    /// About a single value.
    pub fn value(name: &'static str, doc: &'static str, example: &'static str) -> Self {
        Self { name: name.into(), doc, example: example.into(), shape: Shape::Value }
    }

    /// About something with fields.
    pub fn structure(name: &'static str, doc: &'static str, fields: Vec<FieldDoc>) -> Self {
        let example = format!("{name}(…)").into();
        Self { name: name.into(), doc: doc.trim(), example, shape: Shape::Struct(fields) }
    }

    /// About a choice.
    pub fn choice(name: &'static str, doc: &'static str, variants: Vec<VariantDoc>) -> Self {
        let example = variants.first().map_or(Cow::Borrowed("…"), |first| {
            if first.fields.is_empty() && first.inner.is_none() {
                Cow::Borrowed(first.name)
            } else {
                Cow::Owned(format!("{}(…)", first.name))
            }
        });
        Self { name: name.into(), doc: doc.trim(), example, shape: Shape::Choice(variants) }
    }

    /// This and every type that can stand within it, each once, in the order in which a reader meets them.
    /// Optional types and lists are not listed themselves: what they hold is.
    pub fn reachable(self) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        let mut waiting = vec![self];
        while let Some(next) = waiting.pop() {
            if found.iter().any(|known| known.name == next.name) {
                continue;
            }
            let parts: Vec<fn() -> Self> = match &next.shape {
                Shape::Value => Vec::new(),
                Shape::Optional(of) | Shape::List(of) => vec![*of],
                Shape::Struct(fields) => fields.iter().map(|field| field.of).collect(),
                Shape::Choice(variants) => variants
                    .iter()
                    .flat_map(|one| one.fields.iter().map(|field| field.of).chain(one.inner))
                    .collect(),
            };
            waiting.extend(parts.iter().rev().map(|part| part()));
            if !matches!(next.shape, Shape::Optional(_) | Shape::List(_)) {
                found.push(next);
            }
        }
        found
    }

    /// What is wanted, in a sentence: `a duration`, `` `HostGroup(…)` ``.
    pub(super) fn wanted(&self) -> String {
        match &self.shape {
            Shape::Struct(_) => format!("`{}(…)`", self.name),
            Shape::Choice(_) => format!("a value of `{}`", self.name),
            _ if self.name.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) => {
                format!("an {}", self.name)
            }
            _ => format!("a {}", self.name),
        }
    }

    /// The remedy where something else was written.
    pub(super) fn how_to_write(&self) -> String {
        match &self.shape {
            Shape::Choice(variants) if !variants.is_empty() => {
                let names: Vec<_> = variants.iter().map(|one| one.name).collect();
                format!("write one of {}", listed(&names))
            }
            _ => format!("write it like {}", self.example),
        }
    }
}

/// Names as they are listed in a sentence, at most a dozen.
pub(crate) fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 12 { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// A field that has the name of a Rust keyword is written without its `r#`.
pub(crate) fn plain(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}
