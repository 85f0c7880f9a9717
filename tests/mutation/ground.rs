//! Valid scenarios, taken apart: what stands where, and of what type it is.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use coalition::diagnostic::{Diagnostics, Sources};
use coalition::metrics::definition;
use coalition::scenario::decode::{Decode, FieldDoc, Shape, TypeDoc};
use coalition::scenario::document::Scenario;
use coalition::scenario::load_text;
use coalition::scenario::syntax::{self, Field, Node, NodeKind};

/// A valid scenario.
pub(crate) struct Ground {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) fields: Vec<FieldSpot>,
    pub(crate) values: Vec<ValueSpot>,
    pub(crate) variants: Vec<VariantSpot>,
    pub(crate) structs: Vec<StructSpot>,
    pub(crate) lists: Vec<ListSpot>,
    /// Brackets, commas and colons that are not within texts or comments (in bytes).
    pub(crate) marks: Vec<(usize, u8)>,
}

/// `name: value` in a struct.
pub(crate) struct FieldSpot {
    pub(crate) name: String,
    pub(crate) at: Range<usize>,
    pub(crate) value: Range<usize>,
    pub(crate) required: bool,
    /// Place of its struct in the list of them.
    pub(crate) of: usize,
}

/// A single value.
pub(crate) struct ValueSpot {
    pub(crate) at: Range<usize>,
    pub(crate) text: String,
    /// The name of its type in the reference.
    pub(crate) kind: String,
    pub(crate) field: String,
    pub(crate) is_text: bool,
    /// Place of its struct in the list of them.
    pub(crate) of: usize,
}

/// The name of a choice.
pub(crate) struct VariantSpot {
    pub(crate) name: String,
    pub(crate) at: Range<usize>,
    /// All names that could stand there.
    pub(crate) all: Vec<&'static str>,
}

/// What has fields.
pub(crate) struct StructSpot {
    pub(crate) owner: String,
    pub(crate) at: Range<usize>,
    /// All fields that it can have.
    pub(crate) known: Vec<&'static str>,
    /// The struct that it stands in.
    pub(crate) within: Option<usize>,
}

/// A list.
pub(crate) struct ListSpot {
    pub(crate) at: Range<usize>,
    pub(crate) items: Vec<Range<usize>>,
    pub(crate) field: String,
}

/// All valid scenarios of the repository, in the order of their paths.
pub(crate) fn all() -> Vec<Ground> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["scenarios", "scenarios/incidents", "tests/exact", "tests/mechanisms", "tests/laws"] {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of scenarios");
        paths.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    paths.sort();
    let read = |path: &PathBuf| (path.clone(), fs::read_to_string(path).expect("a scenario reads"));
    let texts = paths.iter().map(read).map(|(path, text)| (path, text.replace("\r\n", "\n")));
    // some of the laws are about texts that are filled in first
    let valid = |text: &str| load_text("ground.ron", text, &definition::names()).diagnostics.is_empty();
    texts.filter(|(_, text)| valid(text)).map(|(path, text)| Ground::of(&path, text)).collect()
}

impl Ground {
    fn of(path: &Path, text: String) -> Self {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let source = sources.add("x.ron", text.as_str());
        let node = syntax::parse(source, &sources, &mut diagnostics).expect("a scenario parses");
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut this = Self {
            name,
            marks: marks(&text),
            text,
            fields: Vec::new(),
            values: Vec::new(),
            variants: Vec::new(),
            structs: Vec::new(),
            lists: Vec::new(),
        };
        this.walk(&node, &Scenario::describe(), "", None);
        this
    }

    fn walk(&mut self, node: &Node, doc: &TypeDoc, field: &str, within: Option<usize>) {
        match (&doc.shape, &node.kind) {
            (Shape::Optional(of), _) => self.walk(node, &of(), field, within),
            (Shape::List(of), NodeKind::List(items)) => {
                let places = items.iter().map(|item| item.place.range()).collect();
                self.lists.push(ListSpot { at: node.place.range(), items: places, field: field.to_owned() });
                for item in items {
                    self.walk(item, &of(), field, within);
                }
            }
            (Shape::Struct(docs), NodeKind::Struct { fields, .. }) => {
                self.fields_of(node, fields, docs, &doc.name, within);
            }
            (Shape::Choice(variants), _) if node.name().is_some() => {
                let name = node.name().expect("it has one");
                let all = variants.iter().map(|one| one.name).collect();
                self.variants.push(VariantSpot { name: name.text.to_string(), at: name.place.range(), all });
                let Some(variant) = variants.iter().find(|one| *one.name == *name.text) else { return };
                match &node.kind {
                    NodeKind::Struct { fields, .. } => {
                        self.fields_of(node, fields, &variant.fields, variant.name, within);
                    }
                    NodeKind::Tuple { items, .. } => {
                        if let (Some(inner), [item]) = (variant.inner, items.as_slice()) {
                            self.walk(item, &inner(), field, within);
                        }
                    }
                    _ => {}
                }
            }
            _ => self.value(node, doc, field, within),
        }
    }

    fn value(&mut self, node: &Node, doc: &TypeDoc, field: &str, within: Option<usize>) {
        let (text, is_text) = match &node.kind {
            NodeKind::Text(text) => (text.to_string(), true),
            NodeKind::Number(text) => (text.to_string(), false),
            NodeKind::Bool(value) => (value.to_string(), false),
            _ => return,
        };
        // a distribution may be written as a duration
        let kind = if matches!(doc.shape, Shape::Choice(_)) { "duration" } else { &doc.name };
        self.values.push(ValueSpot {
            at: node.place.range(),
            text,
            kind: kind.to_owned(),
            field: field.to_owned(),
            is_text,
            of: within.unwrap_or(0),
        });
    }

    fn fields_of(
        &mut self,
        node: &Node,
        fields: &[Field],
        docs: &[FieldDoc],
        owner: &str,
        within: Option<usize>,
    ) {
        let of = self.structs.len();
        let known = docs.iter().map(|doc| doc.name).collect();
        self.structs.push(StructSpot { owner: owner.to_owned(), at: node.place.range(), known, within });
        for field in fields {
            let Some(doc) = docs.iter().find(|doc| *doc.name == *field.name.text) else { continue };
            self.fields.push(FieldSpot {
                name: field.name.text.to_string(),
                at: field.name.place.range(),
                value: field.value.place.range(),
                required: doc.required,
                of,
            });
            self.walk(&field.value, &(doc.of)(), doc.name, Some(of));
        }
    }

    /// The line of an offset, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        line(&self.text, at)
    }

    /// The ids that stand within a range.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &ValueSpot> {
        self.values.iter().filter(|value| value.kind == "id" && value.field == "id")
    }

    /// Whether a value is, or names, this id.
    pub(crate) fn names(value: &ValueSpot, id: &str) -> bool {
        match value.kind.as_str() {
            "id" => value.field != "id" && value.text == id,
            "selector" => value.text.split(' ').any(|term| term.rsplit([':', '!']).next() == Some(id)),
            _ => false,
        }
    }
}

/// The line of an offset, counted from 1.
pub(crate) fn line(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn marks(text: &str) -> Vec<(usize, u8)> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                found.push((at, b'"'));
                at += 1;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                found.push((at, b'\''));
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                while at + 1 < bytes.len() && bytes[at + 1] != b'\n' {
                    at += 1;
                }
            }
            mark @ (b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':') => found.push((at, mark)),
            _ => {}
        }
        at += 1;
    }
    found
}

impl Ground {
    /// The end of the comma that follows on a value, if one does, and of the blanks after it on its line.
    pub(crate) fn after_comma(&self, end: usize) -> usize {
        let rest = &self.text[end..];
        let blanks = rest.len() - rest.trim_start().len();
        if rest[blanks..].starts_with(',') { end + blanks + 1 } else { end }
    }

    /// The other bracket of a pair.
    pub(crate) fn partner(&self, at: usize) -> Option<usize> {
        let mut open = Vec::new();
        for (place, mark) in &self.marks {
            match mark {
                b'(' | b'[' | b'{' => open.push(*place),
                b')' | b']' | b'}' => {
                    let opened = open.pop()?;
                    if opened == at {
                        return Some(*place);
                    }
                    if *place == at {
                        return Some(opened);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
