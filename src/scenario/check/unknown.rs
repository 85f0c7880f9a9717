//! References that lead nowhere. Where several of them mean one element that nothing else refers to, it is the element
//! that is misspelt, and that is one fault.

use std::collections::BTreeMap;

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Id, Reference, Spanned};

/// The most references that are shown with the element that they mean, and the most elements with a reference.
const MOST_SHOWN: usize = 3;
/// The most that are kept; further ones are told as they come.
const MOST_KEPT: usize = 1_000;

/// A reference that leads nowhere.
pub(super) struct Unknown {
    reference: Reference,
    /// The elements whose names are most like it.
    alike: Vec<Spanned<Id>>,
    /// All elements, where they are few.
    all: Vec<Spanned<Id>>,
    /// What kind of element they are, and of what.
    kind: &'static str,
    owner: String,
    /// What is told where it stands alone.
    fault: Diagnostic,
}

impl Unknown {
    pub(super) fn new(
        reference: &Reference,
        alike: Vec<&Spanned<Id>>,
        all: Vec<&Spanned<Id>>,
        (kind, owner): (&'static str, &str),
        fault: Diagnostic,
    ) -> Self {
        let clone = |ids: Vec<&Spanned<Id>>| ids.into_iter().cloned().collect();
        let (reference, owner) = (reference.clone(), owner.to_owned());
        let mut this = Self { reference, alike: clone(alike), all: clone(all), kind, owner, fault };
        this.name_all();
        this
    }

    /// Suggests all elements that are equally like it.
    fn name_all(&mut self) {
        let [first, _, ..] = self.alike.as_slice() else { return };
        let one = format!("did you mean `{}`?", first.value);
        if let Some(help) = self.fault.helps.iter_mut().find(|help| **help == one) {
            let names: Vec<String> =
                self.alike.iter().take(MOST_SHOWN).map(|id| format!("`{}`", id.value)).collect();
            *help = format!("did you mean {}?", names.join(" or "));
        }
    }

    /// The element that it means, if nothing refers to that by its name: one that is alike, or the only one.
    fn misspelt(&self, used: &[Place]) -> Option<&Spanned<Id>> {
        let unused = |id: &&Spanned<Id>| used.binary_search(&id.place).is_err();
        let among = if self.alike.is_empty() { &self.all } else { &self.alike };
        let mut found = among.iter().filter(unused);
        found.next().filter(|_| found.next().is_none())
    }

    /// The fault of the reference alone.
    fn alone(self, used: &[Place]) -> Diagnostic {
        let shown = |id: &Spanned<Id>| self.fault.labels.iter().any(|label| label.place == id.place);
        match self.misspelt(used).filter(|id| !shown(id)).map(|id| id.place) {
            Some(place) => self.fault.also(place, format!("nothing refers to this {}", self.kind)),
            None => self.fault,
        }
    }
}

impl Checker<'_> {
    /// An element is referred to.
    pub(super) fn use_of(&mut self, id: &Spanned<Id>) {
        self.used.push(id.place);
    }

    /// A reference leads nowhere.
    pub(super) fn unknown(&mut self, unknown: Unknown) {
        if self.unknown.len() == MOST_KEPT {
            self.report(unknown.fault);
        } else {
            self.unknown.push(unknown);
        }
    }

    /// Tells of all references that lead nowhere.
    pub(super) fn tell_unknown(&mut self) {
        let mut used = std::mem::take(&mut self.used);
        used.sort_unstable();
        let mut groups: BTreeMap<(Option<Place>, Id), Vec<Unknown>> = BTreeMap::new();
        for one in std::mem::take(&mut self.unknown) {
            let definition = one.misspelt(&used).map(|id| id.place);
            groups.entry((definition, one.reference.value.clone())).or_default().push(one);
        }
        for group in groups.into_values() {
            match misspelt_element(&group, &used) {
                Some(fault) => self.report(fault),
                None => group.into_iter().for_each(|one| self.report(one.alone(&used))),
            }
        }
    }
}

/// The fault of an element that several references call something else.
fn misspelt_element(group: &[Unknown], used: &[Place]) -> Option<Diagnostic> {
    let [first, _, ..] = group else { return None };
    if first.alike.is_empty() {
        // that nothing refers to it is a hint, and no more
        return None;
    }
    let (meant, kind, name) = (first.misspelt(used)?, first.kind, &first.reference.value);
    let message = format!("there is no {kind} `{name}`{}, which is named {} times", first.owner, group.len());
    let fault = Diagnostic::error(Code::UnknownReference, message)
        .at(meant.place, format!("did you mean to call this {kind} `{name}`?"));
    let named = group.iter().take(MOST_SHOWN).map(|one| one.reference.place);
    let fault = named.fold(fault, |fault, place| fault.also(place, "named here"));
    Some(fault.help(format!("call it `{name}`, or write `{}` where it is named", meant.value)))
}
