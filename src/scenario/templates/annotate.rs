//! What every field means, in the place where a reader first meets it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Template;
use crate::scenario::decode::{Decode, FieldDoc, Form, Shape, TypeDoc};
use crate::scenario::document::Scenario;
use crate::scenario::syntax::{Field, Node, NodeKind};

/// Columns that remarks may fill.
const WIDTH: usize = 114;
/// How a default begins that is not in force because it is written, but because nothing else is.
pub(super) const DEFAULT: &str = "//= ";
/// Written as its own notation says, and explained there.
const DISTRIBUTION: &str = "Distribution";

/// Text to be put in at a place [bytes].
pub(super) type Insertion = (Range<usize>, String);

/// The lines before the template's own.
pub(super) fn head(template: &Template, annotated: bool) -> String {
    let mut head = format!("// Made by `coalition new --template {}`.\n", template.id);
    if annotated {
        head.push_str(
            "// Above a field stands what it means, and in brackets its type or unit, its default and the source of that.\n\
             // A line that begins with `//=` is a default: take these three signs away to write another value. What has\n\
             // been explained is not explained again.\n",
        );
    }
    head + "//\n"
}

/// The remarks for a text with this tree, each kind of thing explained once.
pub(super) fn remarks(text: &str, tree: &Node) -> Vec<Insertion> {
    let mut annotator = Annotator { text, seen: BTreeSet::new(), found: Vec::new() };
    annotator.value(tree, &Scenario::describe(), 0);
    annotator.found
}

struct Annotator<'t> {
    text: &'t str,
    seen: BTreeSet<String>,
    found: Vec<Insertion>,
}

impl Annotator<'_> {
    fn value(&mut self, node: &Node, of: &TypeDoc, level: usize) {
        match (&of.shape, &node.kind) {
            (Shape::Optional(inner), _) => self.value(node, &inner(), level),
            (Shape::List(inner), NodeKind::List(items)) => {
                let inner = inner();
                items.iter().for_each(|item| self.value(item, &inner, level + 1));
            }
            (Shape::Struct(declared), NodeKind::Struct { fields, .. }) => {
                self.fields(node, of.name.to_string(), declared, fields, level);
            }
            (Shape::Choice(variants), NodeKind::Struct { name: Some(name), fields })
                if of.name != DISTRIBUTION =>
            {
                let chosen = variants.iter().find(|variant| *variant.name == *name.text);
                if let Some(variant) = chosen {
                    self.fields(
                        node,
                        format!("{} {}", of.name, variant.name),
                        &variant.fields,
                        fields,
                        level,
                    );
                }
            }
            (Shape::Choice(variants), NodeKind::Tuple { name: Some(name), items }) => {
                let chosen = variants.iter().find(|variant| *variant.name == *name.text);
                if let Some(inner) = chosen.and_then(|variant| variant.inner)
                    && let [item] = items.as_slice()
                {
                    self.value(item, &inner(), level);
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, node: &Node, name: String, declared: &[FieldDoc], written: &[Field], level: usize) {
        let is_written = |field: &&FieldDoc| written.iter().any(|one| *one.name.text == *field.name);
        let left_out: Vec<&FieldDoc> = declared.iter().filter(|field| !is_written(field)).collect();
        // What has one or two fields that speak for themselves would only be torn apart.
        let speaks = node.name().is_some() && left_out.is_empty();
        let first = !speaks && self.seen.insert(name);
        for field in written {
            let Some(about) = declared.iter().find(|one| *one.name == *field.name.text) else { continue };
            if first {
                let remark = remark(about, level + 1).join("\n") + "\n";
                self.insert(field.name.place.range().start, remark);
            }
            self.value(&field.value, &(about.of)(), level + 1);
        }
        if first && !left_out.is_empty() {
            let lines = left_out.iter().flat_map(|field| self.unwritten(field, level + 1));
            let lines: String = lines.map(|line| line + "\n").collect();
            self.insert(node.place.range().end - 1, lines);
        }
    }

    /// On lines of their own.
    fn insert(&mut self, at: usize, remark: String) {
        let line = self.text[..at].rsplit('\n').next().unwrap_or_default();
        let remark = if line.trim().is_empty() { remark } else { format!("\n{remark}") };
        self.found.push((at..at, remark));
    }

    /// The remark and the default of a field that is not written. What is made of fields itself is taken apart.
    fn unwritten(&mut self, field: &FieldDoc, level: usize) -> Vec<String> {
        let mut lines = remark(field, level);
        let of = (field.of)();
        if let Shape::Struct(declared) = &of.shape
            && self.seen.insert(of.name.to_string())
        {
            lines.push(format!("{DEFAULT}{}: (", field.name));
            for inner in declared {
                for line in self.unwritten(inner, level + 1) {
                    let inner = line.strip_prefix(DEFAULT).unwrap_or(&line).to_owned();
                    lines.push(format!("{DEFAULT}    {inner}"));
                }
            }
            lines.push(format!("{DEFAULT}),"));
        } else {
            lines.push(format!("{DEFAULT}{}: {},", field.name, default(field).complete(&of)));
        }
        lines
    }
}

fn default(field: &FieldDoc) -> Form {
    field.default.map_or_else(|| Form::Atom("None".to_owned()), |default| default())
}

/// What a field means, with its type, its default and the source of that, as lines of remarks.
fn remark(field: &FieldDoc, level: usize) -> Vec<String> {
    let mut facts = vec![(field.of)().name.to_string()];
    match (field.default, field.source) {
        (Some(default), source) => {
            let source = source.map_or_else(String::new, |source| format!(": {source}"));
            facts.push(format!("default {}{source}", default()));
        }
        (None, _) if field.required => facts.push("must be written".to_owned()),
        (None, _) => {}
    }
    let words = format!("{}: {} [{}]", field.name, field.doc, facts.join("; "));
    let width = WIDTH.saturating_sub(4 * level);
    let mut lines = vec!["//".to_owned()];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("// {word}")),
        }
    }
    lines
}
