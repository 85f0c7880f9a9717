//! Versions of the format: older files are read as what they mean now, and can be rewritten.

use super::tree::{field, field_mut};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources};
use crate::scenario::decode;
use crate::scenario::syntax::{self, Node, NodeKind};

/// The version of the format that is current. A file that does not say which is its own is read as this.
pub const SCHEMA: u32 = 2;

/// From one version to the next.
struct Step {
    /// The version that it starts from.
    from: u32,
    /// What is otherwise, for people.
    what: &'static str,
    /// Changes the tree, and tells what must be written where.
    apply: fn(&mut Node, &mut Vec<Edit>),
}

/// All of them, in order.
const STEPS: &[Step] = &[Step {
    from: 1,
    what: "the field `severity` of teams, which holds no severity but says how one is found, is called `assessment`",
    apply: |tree, edits| rename(tree, "teams", ("severity", "assessment"), edits),
}];

/// What is written in the place of something else.
struct Edit {
    place: Place,
    text: String,
}

/// A file as it is written in the current version.
#[derive(Clone, Debug)]
pub struct Migrated {
    /// The text that the diagnostics point into.
    pub sources: Sources,
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// The new text, with everything but what had to change, comments too; none where the file cannot be read.
    pub text: Option<String>,
    /// What was changed, for people.
    pub changes: Vec<&'static str>,
}

/// Rewrites the text of a scenario, or of a part of one, in the current version of the format. One that does not say its
/// version may be of any.
pub fn migrate(name: impl Into<String>, bytes: &[u8]) -> Migrated {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let source = sources.add_bytes(name, bytes, &mut diagnostics);
    let tree = source.and_then(|source| syntax::parse(source, &sources, &mut diagnostics));
    let (mut text, mut changes) = (None, Vec::new());
    if let (Some(source), Some(mut tree)) = (source, tree) {
        let version = written(&tree, &mut diagnostics).unwrap_or(1);
        let mut edits = Vec::new();
        for step in STEPS.iter().filter(|step| step.from >= version) {
            let before = edits.len();
            (step.apply)(&mut tree, &mut edits);
            if edits.len() > before {
                changes.push(step.what);
            }
        }
        if let Some(schema) = field(&tree, "schema").filter(|_| version < SCHEMA) {
            edits.push(Edit { place: schema.value.place, text: SCHEMA.to_string() });
        }
        text = (!diagnostics.has_errors()).then(|| edited(sources.get(source).text(), edits));
    }
    Migrated { sources, diagnostics, text, changes }
}

/// Makes the tree of a file one of the current version. A version that this program does not read is told.
pub(super) fn up(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let Some(version) = written(tree, diagnostics).filter(|version| *version < SCHEMA) else { return };
    for step in STEPS.iter().filter(|step| step.from >= version) {
        (step.apply)(tree, &mut Vec::new());
    }
    if let Some(schema) = field_mut(tree, "schema", NodeKind::Unit) {
        schema.value.kind = NodeKind::Number(SCHEMA.to_string().into());
    }
}

/// The version that a file says it is of, if it is one that this program reads.
fn written(tree: &Node, diagnostics: &mut Diagnostics) -> Option<u32> {
    let schema = &field(tree, "schema")?.value;
    // What is no number at all is told where the rest of the scenario is decoded.
    let (version, _) = decode::read_node::<u32>(schema, &mut Diagnostics::new())?;
    if (1..=SCHEMA).contains(&version) {
        return Some(version);
    }
    let message = format!("this program does not read version {version} of the format");
    let help = match version {
        0 => format!("there is no version 0: write `schema: {SCHEMA}`"),
        _ => format!(
            "write `schema: {SCHEMA}`, or read it with a newer version of this program; this one is {}",
            env!("CARGO_PKG_VERSION")
        ),
    };
    diagnostics.push(Diagnostic::error(Code::UnknownSchema, message).at(schema.place, "").help(help));
    None
}

/// Renames a field of every element of a list.
fn rename(tree: &mut Node, list: &str, (old, new): (&str, &str), edits: &mut Vec<Edit>) {
    let NodeKind::Struct { fields, .. } = &mut tree.kind else { return };
    for field in fields.iter_mut().filter(|field| *field.name.text == *list) {
        let NodeKind::List(items) = &mut field.value.kind else { continue };
        for item in items {
            let NodeKind::Struct { fields, .. } = &mut item.kind else { continue };
            for field in fields.iter_mut().filter(|field| *field.name.text == *old) {
                field.name.text = new.into();
                edits.push(Edit { place: field.name.place, text: new.to_owned() });
            }
        }
    }
}

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.place);
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for Edit { place, text: new } in edits {
        let range = place.range();
        out.push_str(text.get(end..range.start).unwrap_or_default());
        out.push_str(&new);
        end = range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}
