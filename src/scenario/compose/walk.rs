//! Along a path through a tree, with what its types say: to what is written, and to what is not written yet.

use std::ops::Range;

use super::path::{Path, Step};
use super::tree::id_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, suggest};
use crate::scenario::decode::{Decode, FieldDoc, Shape, TypeDoc, listed};
use crate::scenario::document::Scenario;
use crate::scenario::presets::Preset;
use crate::scenario::syntax::{self, Field, Name, Node, NodeKind};

/// Puts a value at a path of a scenario, whatever stood there. Fields that are not written are made, elements are not.
///
/// # Errors
/// The fault, under the step that leads nowhere. The tree is then as it was, but for defaults that were written out.
pub(super) fn put(
    tree: &mut Node,
    path: &Path<'_>,
    value: Node,
    sources: &mut Sources,
) -> Result<(), Diagnostic> {
    Walker { path, sources }.put(tree, Some(&Scenario::describe()), 0, value)
}

/// Takes away the field or the element at a path of a scenario.
///
/// # Errors
/// The fault, under the step that leads to nothing that is written.
pub(super) fn take_away(tree: &mut Node, path: &Path<'_>) -> Result<(), Diagnostic> {
    Walker { path, sources: &mut Sources::new() }.take_away(tree, 0)
}

struct Walker<'p, 's> {
    path: &'p Path<'p>,
    sources: &'s mut Sources,
}

impl Walker<'_, '_> {
    fn put(
        &mut self,
        node: &mut Node,
        doc: Option<&TypeDoc>,
        at: usize,
        value: Node,
    ) -> Result<(), Diagnostic> {
        let Some((step, stretch)) = self.path.step(at) else {
            *node = value;
            return Ok(());
        };
        let held = doc.cloned().map(unwrapped);
        match step {
            Step::Index(index) => {
                let (item, of) = self.nth(node, held.as_ref(), index, &stretch)?;
                self.put(item, of.as_ref(), stretch.end, value)
            }
            Step::Name => match &mut node.kind {
                NodeKind::List(items) => {
                    let (place, end) = self.with_id(items, &stretch)?;
                    match items.get_mut(place) {
                        Some(item) => self.put(item, held.and_then(element).as_ref(), end, value),
                        None => Ok(()),
                    }
                }
                NodeKind::Tuple { name, items } if items.len() == 1 => {
                    let inner = held.and_then(|doc| inner(&doc, name.as_ref()));
                    match items.first_mut() {
                        Some(item) => self.put(item, inner.as_ref(), at, value),
                        None => Ok(()),
                    }
                }
                _ => self.field(node, held.as_ref(), &stretch, value),
            },
        }
    }

    fn take_away(&mut self, node: &mut Node, at: usize) -> Result<(), Diagnostic> {
        let Some((step, stretch)) = self.path.step(at) else { return Ok(()) };
        let is_last = |end: usize| self.path.step(end).is_none();
        match (step, &mut node.kind) {
            (Step::Name, NodeKind::List(items)) => {
                let (place, end) = self.with_id(items, &stretch)?;
                if is_last(end) {
                    items.remove(place);
                    return Ok(());
                }
                items.get_mut(place).map_or(Ok(()), |item| self.take_away(item, end))
            }
            (Step::Name, NodeKind::Struct { fields, .. }) => {
                let name = &self.path.text[stretch.clone()];
                let Some(place) = fields.iter().position(|field| *field.name.text == *name) else {
                    let names: Vec<&str> = fields.iter().map(|field| &*field.name.text).collect();
                    let owner = Some(self.before(&stretch)).filter(|before| !before.is_empty());
                    let message = match owner {
                        Some(owner) => format!("no `{name}` is written in {owner}"),
                        None => format!("no `{name}` is written"),
                    };
                    return Err(self.nothing(message, &stretch).did_you_mean(suggest::closest(name, names)));
                };
                if is_last(stretch.end) {
                    fields.remove(place);
                    return Ok(());
                }
                fields.get_mut(place).map_or(Ok(()), |field| self.take_away(&mut field.value, stretch.end))
            }
            (Step::Index(index), _) => {
                let (item, _) = self.nth(node, None, index, &stretch)?;
                if !is_last(stretch.end) {
                    return self.take_away(item, stretch.end);
                }
                if let NodeKind::List(items) = &mut node.kind {
                    items.remove(index);
                }
                Ok(())
            }
            (Step::Name, _) => {
                let name = &self.path.text[stretch.clone()];
                Err(self.nothing(format!("no `{name}` is written in {}", self.before(&stretch)), &stretch))
            }
        }
    }

    fn nth<'n>(
        &self,
        node: &'n mut Node,
        doc: Option<&TypeDoc>,
        index: usize,
        stretch: &Range<usize>,
    ) -> Result<(&'n mut Node, Option<TypeDoc>), Diagnostic> {
        let of = doc.cloned().and_then(element);
        let before = self.before(stretch);
        match &mut node.kind {
            NodeKind::List(items) | NodeKind::Tuple { items, .. } => {
                let count = items.len();
                let item = items.get_mut(index).ok_or_else(|| {
                    let message = format!("{before} has no element at this place");
                    self.nothing(message, stretch).help(match count {
                        0 => "it is empty".to_owned(),
                        _ => format!("the first is `[0]`, the last `[{}]`", count - 1),
                    })
                })?;
                Ok((item, of))
            }
            _ => Err(self
                .nothing(format!("{before} is no list"), stretch)
                .help("write the name of a field after a dot")),
        }
    }

    /// The element whose id the path goes on with; ids may hold dots, so the longest counts.
    fn with_id(&self, items: &[Node], stretch: &Range<usize>) -> Result<(usize, usize), Diagnostic> {
        let rest = &self.path.text[stretch.start..];
        let fits = |id: &str| {
            rest.strip_prefix(id).is_some_and(|after| after.is_empty() || after.starts_with(['.', '[']))
        };
        let ids: Vec<Option<&str>> = items.iter().map(id_of).collect();
        let found = ids
            .iter()
            .enumerate()
            .filter_map(|(place, id)| Some((place, id.filter(|id| fits(id))?.len())))
            // the first of equals
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        match found {
            Some((place, length)) => Ok((place, stretch.start + length)),
            None => Err(self.no_element(&ids, stretch)),
        }
    }

    fn no_element(&self, ids: &[Option<&str>], stretch: &Range<usize>) -> Diagnostic {
        let name = &self.path.text[stretch.clone()];
        let known: Vec<&str> = ids.iter().flatten().copied().collect();
        let fault = self.nothing(format!("{} has no element `{name}`", self.before(stretch)), stretch);
        let meant = suggest::closest(name, known.iter().copied());
        if meant.is_some() {
            fault.did_you_mean(meant)
        } else if self.before(stretch) == "`arrangement.strategies`" && Preset::named(name).is_some() {
            fault.help(format!(
                "a strategy `{name}` ships with the program: name it in `arrangement: (presets: […])`, or with \
                 `--strategies`"
            ))
        } else if !known.is_empty() {
            fault.help(format!("its elements are {}", listed(&known)))
        } else if ids.is_empty() {
            fault.help("it is empty")
        } else {
            fault.help("its elements have no ids: name one by its place, the first as `[0]`")
        }
    }

    fn field(
        &mut self,
        node: &mut Node,
        doc: Option<&TypeDoc>,
        stretch: &Range<usize>,
        value: Node,
    ) -> Result<(), Diagnostic> {
        let name = &self.path.text[stretch.clone()];
        let known = doc.and_then(|doc| fields_of(doc, node));
        if !self.can_have_fields(node, known.as_deref()) {
            let what = self.sources.text(node.place);
            let what = if what.len() > 40 { "what stands there" } else { what };
            let message = format!("{} is `{what}`, which has no field `{name}`", self.before(stretch));
            return Err(self.nothing(message, stretch).help("set the whole of it"));
        }
        let doc = known.as_ref().and_then(|known| known.iter().find(|field| field.name == name));
        let of = doc.map(|field| (field.of)());
        if let NodeKind::Struct { fields, .. } = &mut node.kind
            && let Some(field) = fields.iter_mut().find(|field| *field.name.text == *name)
        {
            return self.put(&mut field.value, of.as_ref(), stretch.end, value);
        }
        if let (Some(known), None) = (&known, doc) {
            return Err(self.no_field(known, stretch));
        }
        let mut made = self.unwritten(doc, stretch)?;
        self.put(&mut made, of.as_ref(), stretch.end, value)?;
        let name = Name { text: name.into(), place: self.path.place(stretch.clone()) };
        add(node, Field { name, value: made });
        Ok(())
    }

    /// Whether fields can be written here. Of a choice that is a name alone, only its type can tell.
    fn can_have_fields(&self, node: &Node, known: Option<&[FieldDoc]>) -> bool {
        match &node.kind {
            NodeKind::Struct { .. } | NodeKind::Unit => true,
            NodeKind::Ident(_) => known.is_some_and(|known| !known.is_empty()),
            _ => false,
        }
    }

    fn no_field(&self, known: &[FieldDoc], stretch: &Range<usize>) -> Diagnostic {
        let name = &self.path.text[stretch.clone()];
        let names: Vec<&str> = known.iter().map(|field| field.name).collect();
        let owner = match self.before(stretch) {
            before if before.is_empty() => "a scenario".to_owned(),
            before => before,
        };
        let fault = self.nothing(format!("{owner} has no field `{name}`"), stretch);
        match suggest::closest(name, names.iter().copied()) {
            Some(meant) => fault.did_you_mean(Some(meant)),
            None => fault.help(format!("its fields are {}", listed(&names))),
        }
    }

    /// What a field that is not written holds: its default, or something empty.
    fn unwritten(&mut self, doc: Option<&FieldDoc>, stretch: &Range<usize>) -> Result<Node, Diagnostic> {
        let place = self.path.place(stretch.clone());
        let empty = |kind| Ok(Node { place, kind });
        let Some(doc) = doc else { return empty(NodeKind::Unit) };
        if self.path.step(stretch.end).is_none() {
            return empty(NodeKind::Unit);
        }
        if let Some(default) = doc.default {
            let source = self.sources.add(format!("the default of `{}`", doc.name), default().to_string());
            if let Some(node) = syntax::parse(source, self.sources, &mut Diagnostics::new()) {
                return Ok(node);
            }
        }
        match unwrapped((doc.of)()).shape {
            Shape::List(_) => empty(NodeKind::List(Vec::new())),
            Shape::Struct(_) => empty(NodeKind::Unit),
            _ => {
                let message = format!("`{}` is not written, so there is no part of it to set", doc.name);
                Err(self.nothing(message, stretch).help("set the whole of it"))
            }
        }
    }

    /// The path before a step, for use in a sentence.
    fn before(&self, stretch: &Range<usize>) -> String {
        match self.path.text[..stretch.start].trim_end_matches('.') {
            "" => String::new(),
            before => format!("`{before}`"),
        }
    }

    fn nothing(&self, message: String, stretch: &Range<usize>) -> Diagnostic {
        Diagnostic::error(Code::UnknownPath, message).at(self.path.place(stretch.clone()), "")
    }
}

/// Adds a field to a struct, or to what can be one.
fn add(node: &mut Node, field: Field) {
    match &mut node.kind {
        NodeKind::Struct { fields, .. } => fields.push(field),
        NodeKind::Ident(name) => {
            node.kind = NodeKind::Struct { name: Some(name.clone()), fields: vec![field] };
        }
        _ => node.kind = NodeKind::Struct { name: None, fields: vec![field] },
    }
}

/// A type without what says that it may be left out.
pub(super) fn unwrapped(doc: TypeDoc) -> TypeDoc {
    match doc.shape {
        Shape::Optional(of) => unwrapped(of()),
        _ => doc,
    }
}

/// The type of a list's elements.
pub(super) fn element(doc: TypeDoc) -> Option<TypeDoc> {
    match doc.shape {
        Shape::List(of) => Some(of()),
        _ => None,
    }
}

/// The type of the one value in a choice's brackets.
fn inner(doc: &TypeDoc, name: Option<&Name>) -> Option<TypeDoc> {
    let (Shape::Choice(variants), Some(name)) = (&doc.shape, name) else { return None };
    variants.iter().find(|one| *one.name == *name.text)?.inner.map(|of| of())
}

/// The fields that can be written in a value of this type, where the type tells.
pub(super) fn fields_of(doc: &TypeDoc, node: &Node) -> Option<Vec<FieldDoc>> {
    match &doc.shape {
        Shape::Struct(fields) => Some(fields.clone()),
        Shape::Choice(variants) => {
            let name = node.name()?;
            variants.iter().find(|one| *one.name == *name.text).map(|one| one.fields.clone())
        }
        _ => None,
    }
}
