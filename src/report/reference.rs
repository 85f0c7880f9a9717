//! The field reference: every type that can stand in a scenario, from the declarations that scenarios are read by.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::scenario::decode::{Decode, FieldDoc, Shape, TypeDoc, VariantDoc};
use crate::scenario::document::Scenario;

/// All types that can stand in a scenario, in the order in which a reader meets them.
pub fn types() -> Vec<TypeDoc> {
    Scenario::describe().reachable()
}

/// Writes types as Markdown, a section each.
///
/// # Errors
/// What the writer says.
pub fn write_markdown(types: &[TypeDoc], to: &mut impl Write) -> io::Result<()> {
    for (place, one) in types.iter().enumerate() {
        let separator = if place > 0 { "\n" } else { "" };
        writeln!(to, "{separator}## {}\n\n{}", one.name, one_line(one.doc))?;
        match &one.shape {
            Shape::Struct(fields) => {
                writeln!(to)?;
                write_fields(fields, to)?;
            }
            Shape::Choice(variants) => write_variants(variants, to)?,
            Shape::Value | Shape::Optional(_) | Shape::List(_) => {
                writeln!(to, "\nFor example `{}`.", one.example)?;
            }
        }
    }
    Ok(())
}

fn write_fields(fields: &[FieldDoc], to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "| field | type | unit | default | meaning |\n|---|---|---|---|---|")?;
    for field in fields {
        let default = match (default(field), field.source) {
            (Some(default), Some(source)) => format!("`{default}`: {source}"),
            (Some(default), None) => format!("`{default}`"),
            (None, _) if field.required => "must be written".to_owned(),
            (None, _) => "—".to_owned(),
        };
        let unit = field.unit().unwrap_or_default();
        let cells = [&(field.of)().name, unit.as_str(), &default, &one_line(field.doc)].map(cell);
        writeln!(to, "| `{}` | {} |", field.name, cells.join(" | "))?;
    }
    Ok(())
}

fn write_variants(variants: &[VariantDoc], to: &mut impl Write) -> io::Result<()> {
    writeln!(to)?;
    for one in variants {
        let inner = one.inner.map_or_else(String::new, |inner| format!("({})", inner().example));
        let brackets = if one.fields.is_empty() { inner } else { "(…)".to_owned() };
        writeln!(to, "- `{}{brackets}`: {}", one.name, one_line(one.doc))?;
    }
    for one in variants.iter().filter(|one| !one.fields.is_empty()) {
        writeln!(to, "\n`{}(…)`:\n", one.name)?;
        write_fields(&one.fields, to)?;
    }
    Ok(())
}

/// The default of a field; none where it must be written, or is just left out.
fn default(field: &FieldDoc) -> Option<String> {
    field.default.map(|default| default().to_string())
}

/// A doc comment is broken into lines; a reference is not.
fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Types as JSON: an array of objects.
pub fn to_json(types: &[TypeDoc]) -> Value {
    types.iter().map(type_to_json).collect()
}

fn type_to_json(one: &TypeDoc) -> Value {
    let head = json!({ "name": one.name, "doc": one_line(one.doc), "example": one.example });
    let rest = match &one.shape {
        Shape::Struct(fields) => json!({ "kind": "struct", "fields": fields_to_json(fields) }),
        Shape::Choice(variants) => {
            let variants: Vec<Value> = variants.iter().map(variant_to_json).collect();
            json!({ "kind": "choice", "variants": variants })
        }
        Shape::Value | Shape::Optional(_) | Shape::List(_) => json!({ "kind": "value" }),
    };
    joined(head, rest)
}

fn variant_to_json(one: &VariantDoc) -> Value {
    json!({
        "name": one.name,
        "doc": one_line(one.doc),
        "fields": fields_to_json(&one.fields),
        "holds": one.inner.map(|inner| inner().name),
    })
}

fn fields_to_json(fields: &[FieldDoc]) -> Vec<Value> {
    fields
        .iter()
        .map(|field| {
            json!({
                "name": field.name,
                "type": (field.of)().name,
                "unit": field.unit(),
                "required": field.required,
                "default": default(field),
                "source": field.source,
                "doc": one_line(field.doc),
            })
        })
        .collect()
}

fn joined(head: Value, rest: Value) -> Value {
    match (head, rest) {
        (Value::Object(mut head), Value::Object(rest)) => {
            head.extend(rest);
            Value::Object(head)
        }
        (head, _) => head,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_written_is_described() {
        let mut missing = Vec::new();
        for one in types() {
            let mut docs = vec![(one.name.to_string(), one.doc)];
            match &one.shape {
                Shape::Struct(fields) => {
                    docs.extend(
                        fields.iter().map(|field| (format!("{}.{}", one.name, field.name), field.doc)),
                    );
                }
                Shape::Choice(variants) => {
                    for variant in variants {
                        let name = format!("{}.{}", one.name, variant.name);
                        docs.extend(
                            variant.fields.iter().map(|field| (format!("{name}.{}", field.name), field.doc)),
                        );
                        docs.push((name, variant.doc));
                    }
                }
                Shape::Value | Shape::Optional(_) | Shape::List(_) => {}
            }
            missing.extend(docs.into_iter().filter(|(_, doc)| doc.is_empty()).map(|(name, _)| name));
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn defaults_are_shown_as_they_are_written() {
        let mut text = Vec::new();
        write_markdown(&types(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        for line in [
            "| `lead` | duration | time | `\"0s\"` |",
            "| `success` | probability | 0 to 1 | `1.0` |",
            "| `id` | id |  | must be written |",
            "| `label` | optional text |  | — |",
            "| `count` | count | hosts | `1` |",
            "| `rate` | number | GB/h | must be written |",
            "| `work` | Distribution | time | `LogNormal(median: \"12min\", sigma: 1.0)`: [S]",
        ] {
            assert!(text.contains(line), "{line}");
        }
    }
}
