//! Where fields are written. The document knows the places of its elements; those of plain fields are looked up in the tree
//! of the text, which is made anew when the first finding asks for it.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, Place, SourceId, Sources};
use crate::scenario::syntax::{self, Node, NodeKind};

/// The trees of texts.
pub(super) struct Outline<'a> {
    sources: &'a Sources,
    trees: BTreeMap<SourceId, Option<Node>>,
}

impl<'a> Outline<'a> {
    pub(super) fn of(sources: &'a Sources) -> Self {
        Self { sources, trees: BTreeMap::new() }
    }

    /// The place of what a path of fields leads to from the element at a place.
    pub(super) fn find(&mut self, within: Place, path: &[&str]) -> Option<Place> {
        let mut node = self.node(within)?;
        for name in path {
            let NodeKind::Struct { fields, .. } = &node.kind else { return None };
            node = &fields.iter().find(|field| *field.name.text == **name)?.value;
        }
        Some(node.head())
    }

    /// Where the element at a place begins, so that a label does not underline a page.
    pub(super) fn head(&mut self, within: Place) -> Place {
        self.node(within).map_or(within, Node::head)
    }

    fn node(&mut self, at: Place) -> Option<&Node> {
        if at == Place::NOWHERE {
            return None;
        }
        let sources = self.sources;
        let tree = self
            .trees
            .entry(at.source)
            .or_insert_with(|| syntax::parse(at.source, sources, &mut Diagnostics::new()));
        descend(tree.as_ref()?, at)
    }
}

/// The value that stands exactly at a place.
fn descend(mut node: &Node, at: Place) -> Option<&Node> {
    while node.place != at {
        node = match &node.kind {
            NodeKind::List(items) | NodeKind::Tuple { items, .. } => around(items, |item| item, at)?,
            NodeKind::Struct { fields, .. } => around(fields, |field| &field.value, at)?,
            _ => return None,
        };
    }
    Some(node)
}

/// The last of several values, in the order of the text, that begins no later than a place.
fn around<T>(values: &[T], node: impl Fn(&T) -> &Node, at: Place) -> Option<&Node> {
    let start = at.range().start;
    let after = values.partition_point(|value| node(value).place.range().start <= start);
    let value = node(values.get(after.checked_sub(1)?)?);
    (value.place.range().end >= at.range().end).then_some(value)
}
