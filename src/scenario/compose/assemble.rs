//! A scenario from its files: what it includes is joined to it, what it extends is put under it.

use super::files::{Files, Location, Shelf};
use super::path::Path;
use super::tree::take;
use super::{merge, migrate, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources};
use crate::scenario::decode::{self, Decode, List, Spanned, Text, TypeDoc};
use crate::scenario::document::Scenario;
use crate::scenario::syntax::{Field, MOST_VALUES, Node, NodeKind};

/// Puts together the tree of a scenario, whose text is known by `name` and has so many bytes. `None` where nothing can be
/// made of it.
pub(in crate::scenario) fn assemble(
    tree: Node,
    shelf: &Shelf,
    (name, bytes): (&str, usize),
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let (files, root) = Files::new(shelf, name, bytes);
    let mut tree = tree;
    migrate::up(&mut tree, diagnostics);
    let mut assembler = Assembler { files, doc: Scenario::describe(), sources, diagnostics };
    let tree = assembler.whole(tree, &mut vec![root]);
    if tree.size() > MOST_VALUES {
        diagnostics.push(too_many(tree.head()));
        return None;
    }
    Some(tree)
}

/// The fault that a scenario has grown out of bounds.
pub(super) fn too_many(place: Place) -> Diagnostic {
    Diagnostic::error(
        Code::TooManyValues,
        format!("put together, the scenario has more than {MOST_VALUES} values"),
    )
    .at(place, "")
    .help("write groups with a `count` instead of single hosts")
}

struct Assembler<'s, 'c> {
    files: Files<'s>,
    doc: TypeDoc,
    sources: &'c mut Sources,
    diagnostics: &'c mut Diagnostics,
}

impl Assembler<'_, '_> {
    /// A scenario, or what one extends.
    fn whole(&mut self, mut tree: Node, chain: &mut Vec<Location>) -> Node {
        self.includes(&mut tree, chain);
        let extends = take(&mut tree, "extends", self.diagnostics);
        let without = take(&mut tree, "without", self.diagnostics);
        let Some(extends) = extends else {
            if let Some(without) = without {
                let fault = "nothing can be left out of a scenario that extends no other";
                self.diagnostics.push(misplaced(fault, &without).help("write `extends`, or take this away"));
            }
            return tree;
        };
        let Some(named) = self.read::<Option<Spanned<Text>>>(&extends.value).flatten() else { return tree };
        let Some((location, base)) = self.files.read(&named, chain, self.sources, self.diagnostics) else {
            return tree;
        };
        chain.push(location);
        let base = self.part(base).map(|base| self.whole(base, chain));
        chain.pop();
        let Some(mut base) = base else { return tree };
        if let Some(without) = without.and_then(|field| self.read::<List<Spanned<Text>>>(&field.value)) {
            leave_out(&mut base, &without, self.diagnostics);
        }
        merge::merge(base, tree, Some(&self.doc))
    }

    /// Joins to a tree what it includes.
    fn includes(&mut self, tree: &mut Node, chain: &mut Vec<Location>) {
        let Some(include) = take(tree, "include", self.diagnostics) else { return };
        let Some(names) = self.read::<List<Spanned<Text>>>(&include.value) else { return };
        for named in &names {
            let Some((location, part)) = self.files.read(named, chain, self.sources, self.diagnostics) else {
                continue;
            };
            let Some(mut part) = self.part(part) else { continue };
            for name in ["extends", "without"] {
                if let Some(field) = take(&mut part, name, self.diagnostics) {
                    let fault = format!("`{name}` stands in a part of a scenario");
                    self.diagnostics.push(
                        misplaced(&fault, &field).help("write it in the scenario that includes this part"),
                    );
                }
            }
            // Each file is of a version of its own.
            take(&mut part, "schema", self.diagnostics);
            chain.push(location);
            self.includes(&mut part, chain);
            chain.pop();
            merge::join(tree, part, &self.doc, self.diagnostics);
        }
    }

    /// A file's tree, if it can hold fields of a scenario.
    fn part(&mut self, mut node: Node) -> Option<Node> {
        let good = matches!(node.kind, NodeKind::Struct { .. } | NodeKind::Unit);
        if !good {
            let fault = Diagnostic::error(Code::WrongType, "the file holds no fields of a scenario");
            self.diagnostics
                .push(fault.at(node.head(), "").help("write them in round brackets: `(teams: […])`"));
        }
        if good {
            migrate::up(&mut node, self.diagnostics);
        }
        good.then_some(node)
    }

    fn read<T: Decode>(&mut self, node: &Node) -> Option<T> {
        decode::read_node(node, self.diagnostics).map(|(value, _)| value)
    }
}

pub(super) fn misplaced(message: &str, field: &Field) -> Diagnostic {
    Diagnostic::error(Code::Misplaced, message).at(field.name.place, "")
}

/// How many values may be looked at to follow paths: each may lead through all of a scenario.
const MOST_STEPS: usize = 200_000_000;

/// Whether so many paths can be followed through a tree; if not, that is told at the place of the first.
pub(super) fn can_follow(count: usize, tree: &Node, first: Place, diagnostics: &mut Diagnostics) -> bool {
    let most = MOST_STEPS / tree.size().max(1);
    if count > most {
        diagnostics.push(
            Diagnostic::error(
                Code::TooMany,
                format!("{count} paths are too many for a scenario of this size"),
            )
            .at(first, "")
            .help(format!("write at most {most}")),
        );
    }
    count <= most
}

/// Takes away what is at these paths.
pub(super) fn leave_out(tree: &mut Node, paths: &[Spanned<Text>], diagnostics: &mut Diagnostics) {
    if paths.first().is_some_and(|first| !can_follow(paths.len(), tree, first.place, diagnostics)) {
        return;
    }
    for written in paths {
        let path = Path::quoted(written.as_str(), written.place);
        if let Err(fault) = path.fault().map_or(Ok(()), Err).and_then(|()| walk::take_away(tree, &path)) {
            diagnostics.push(fault);
        }
    }
}
