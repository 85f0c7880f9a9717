//! Elements that are like a template: what they do not write themselves, the template writes for them.

use std::collections::BTreeMap;

use super::assemble::too_many;
use super::merge::merge;
use super::tree::{id_of, take};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, suggest};
use crate::scenario::decode::{self, Decode, List, Part, Reference, TypeDoc, listed};
use crate::scenario::document::{Organisation, Team, Templates};
use crate::scenario::presets::{Kind, Preset};
use crate::scenario::syntax::{self, Field, MOST_VALUES, Node, NodeKind};

/// The longest chain of templates that are like each other.
const LONGEST_CHAIN: usize = 16;

/// The most templates that one element is like.
const MOST_NAMES: usize = 16;

/// Puts into every organisation and team what it is like.
pub(super) fn expand(tree: &mut Node, sources: &mut Sources, diagnostics: &mut Diagnostics) {
    let own = take(tree, "templates", diagnostics)
        .and_then(|field| decode::read_node::<Templates>(&field.value, diagnostics))
        .map_or_else(Templates::default, |(templates, _)| templates);
    let mut room = MOST_VALUES.saturating_sub(tree.size());
    let mut cx = (sources, diagnostics);
    let organisations: &[Kind] = &[Kind::Network, Kind::Sensors];
    for (list, own, kinds, doc) in [
        ("organisations", own.organisations, organisations, Organisation::describe()),
        ("teams", own.teams, &[Kind::Team], Team::describe()),
    ] {
        let mut shop =
            Shop { own: BTreeMap::new(), kinds, doc, made: BTreeMap::new(), room: &mut room, cx: &mut cx };
        shop.take_in(own);
        let NodeKind::Struct { fields, .. } = &mut tree.kind else { return };
        for field in fields.iter_mut().filter(|field| *field.name.text == *list) {
            let NodeKind::List(items) = &mut field.value.kind else { continue };
            for item in items {
                shop.complete(item, &mut Vec::new());
            }
        }
    }
}

/// What elements of one type can be like.
struct Shop<'a, 'c> {
    own: BTreeMap<String, Node>,
    kinds: &'static [Kind],
    doc: TypeDoc,
    /// Templates that are complete.
    made: BTreeMap<String, Node>,
    /// How many values may still be added to the scenario.
    room: &'a mut usize,
    cx: &'a mut (&'c mut Sources, &'c mut Diagnostics),
}

impl Shop<'_, '_> {
    fn tell(&mut self, fault: Diagnostic) {
        self.cx.1.push(fault);
    }

    fn take_in(&mut self, templates: List<Part>) {
        for Part(node) in templates {
            let Some(id) = id_of(&node).map(str::to_owned) else {
                let fault = Diagnostic::error(Code::MissingField, "missing field `id` in a template");
                self.tell(fault.at(node.head(), "").help("add `id: \"…\"`, which it is named by"));
                continue;
            };
            if let Some(first) = self.own.get(&id).map(Node::head) {
                let fault = Diagnostic::error(Code::DuplicateId, format!("two templates have the id `{id}`"));
                self.tell(
                    fault
                        .at(node.head(), "")
                        .also(first, "the first is here")
                        .help("give one of them another id"),
                );
            }
            self.own.entry(id).or_insert(node);
        }
    }

    /// Puts under an element whatever it is like. `chain` are the templates that led to it.
    fn complete(&mut self, item: &mut Node, chain: &mut Vec<String>) {
        let Some(like) = take(item, "like", self.cx.1) else { return };
        let Some((names, _)) = decode::read_node::<List<Reference>>(&like.value, self.cx.1) else { return };
        if let Some(surplus) = names.get(MOST_NAMES) {
            let fault = Diagnostic::error(
                Code::TooMany,
                format!("{} are too many templates of one element", names.len()),
            );
            self.tell(fault.at(surplus.place, "").help(format!("an element is like at most {MOST_NAMES}")));
        }
        let mut base: Option<Node> = None;
        for name in names.iter().take(MOST_NAMES) {
            let Some(template) = self.template(name, chain) else { continue };
            let size = template.size();
            if size > *self.room {
                self.tell(too_many(name.place));
                return;
            }
            *self.room -= size;
            base = Some(match base {
                None => template,
                Some(first) => merge(first, template, Some(&self.doc)),
            });
        }
        if let Some(base) = base {
            let place = item.place;
            let own = std::mem::replace(item, Node { place, kind: NodeKind::Unit });
            *item = merge(base, own, Some(&self.doc));
        }
    }

    /// A template, complete and without its id.
    fn template(&mut self, name: &Reference, chain: &mut Vec<String>) -> Option<Node> {
        let id = name.as_str();
        if let Some(made) = self.made.get(id) {
            return Some(made.clone());
        }
        if chain.iter().any(|other| other == id) || chain.len() >= LONGEST_CHAIN {
            let circle: Vec<String> =
                chain.iter().map(String::as_str).chain([id]).map(|id| format!("`{id}`")).collect();
            let fault = Diagnostic::error(
                Code::TemplateCycle,
                "templates are like each other, or too long a chain of them",
            );
            self.tell(
                fault
                    .at(name.place, "")
                    .help(format!("{}: take one of these away", circle.join(" is like "))),
            );
            return None;
        }
        let mut node = match self.own.get(id) {
            Some(own) => own.clone(),
            None => match self.kinds.iter().find_map(|kind| Preset::of_kind(*kind, id)) {
                Some(preset) => {
                    let source = self.cx.0.add(format!("preset `{id}`"), preset.text);
                    syntax::parse(source, self.cx.0, self.cx.1)?
                }
                None => {
                    self.unknown(name);
                    return None;
                }
            },
        };
        chain.push(id.to_owned());
        self.complete(&mut node, chain);
        chain.pop();
        if let NodeKind::Struct { fields, .. } = &mut node.kind {
            fields.retain(|Field { name, .. }| &*name.text != "id");
        }
        self.made.insert(id.to_owned(), node.clone());
        Some(node)
    }

    fn unknown(&mut self, name: &Reference) {
        let shipped = self.kinds.iter().flat_map(|kind| kind.all()).map(|preset| preset.id);
        let known: Vec<String> = self.own.keys().cloned().chain(shipped.map(str::to_owned)).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let fault =
            Diagnostic::error(Code::UnknownReference, format!("there is no template `{}`", name.value));
        let fault = fault.at(name.place, "");
        let fault = match suggest::closest(name.as_str(), known.iter().copied()) {
            Some(meant) => fault.did_you_mean(Some(meant)),
            None => fault.help(format!("there is: {}", listed(&known))),
        };
        self.tell(fault);
    }
}
