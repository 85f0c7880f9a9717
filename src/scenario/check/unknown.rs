//! References that lead nowhere. Where several of them mean one element that nothing else refers to, it is the element
//! that is misspelt, and that is one fault.

use std::collections::BTreeMap;

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Id, Reference, Spanned};

/// The most references that are shown with the element that they mean.
const MOST_SHOWN: usize = 3;
/// The most that are kept; further ones are told as they come.
const MOST_KEPT: usize = 1_000;

/// A reference that leads nowhere.
pub(super) struct Unknown {
    reference: Reference,
    /// The element that it may mean.
    meant: Option<Spanned<Id>>,
    /// What kind of element that is, and of what.
    kind: &'static str,
    owner: String,
    /// What is told where it stands alone.
    fault: Diagnostic,
}

impl Checker<'_> {
    /// An element is referred to.
    pub(super) fn use_of(&mut self, id: &Spanned<Id>) {
        self.used.push(id.place);
    }

    /// A reference leads nowhere. `meant` are the elements that are most like it.
    pub(super) fn unknown(
        &mut self,
        reference: &Reference,
        meant: &[&Spanned<Id>],
        (kind, owner): (&'static str, &str),
        mut fault: Diagnostic,
    ) {
        if let [first, _, ..] = meant {
            let one = format!("did you mean `{}`?", first.value);
            if fault.helps.contains(&one) {
                fault.helps.retain(|help| *help != one);
                let all: Vec<String> =
                    meant.iter().take(MOST_SHOWN).map(|id| format!("`{}`", id.value)).collect();
                fault = fault.help(format!("did you mean {}?", all.join(" or ")));
            }
        }
        let meant = meant.first().map(|id| (*id).clone());
        if self.unknown.len() == MOST_KEPT {
            self.report(fault);
        } else {
            let owner = owner.to_owned();
            self.unknown.push(Unknown { reference: reference.clone(), meant, kind, owner, fault });
        }
    }

    /// Tells of all references that lead nowhere.
    pub(super) fn tell_unknown(&mut self) {
        let all = std::mem::take(&mut self.unknown);
        self.used.sort_unstable();
        let mut groups: BTreeMap<(Option<Place>, Id), Vec<Unknown>> = BTreeMap::new();
        for one in all {
            let definition = one.meant.as_ref().map(|id| id.place);
            groups.entry((definition, one.reference.value.clone())).or_default().push(one);
        }
        for ((definition, _), group) in groups {
            let misspelt = definition.is_some_and(|place| self.used.binary_search(&place).is_err());
            match misspelt.then(|| misspelt_element(&group)).flatten() {
                Some(fault) => self.report(fault),
                None => group.into_iter().for_each(|one| self.report(one.fault)),
            }
        }
    }
}

/// The fault of an element that several references call something else.
fn misspelt_element(group: &[Unknown]) -> Option<Diagnostic> {
    let [first, _, ..] = group else { return None };
    let (meant, kind, name) = (first.meant.as_ref()?, first.kind, &first.reference.value);
    let message = format!("there is no {kind} `{name}`{}, which is named {} times", first.owner, group.len());
    let fault = Diagnostic::error(Code::UnknownReference, message)
        .at(meant.place, format!("did you mean to call this {kind} `{name}`?"));
    let fault =
        group.iter().take(MOST_SHOWN).fold(fault, |fault, one| fault.also(one.reference.place, "named here"));
    Some(fault.help(format!("call it `{name}`, or write `{}` where it is named", meant.value)))
}
