//! Definitions that nothing refers to.

mod attack;
mod estate;
mod sharing;

use super::view::View;
use super::{Finder, finding};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What comes from elsewhere, such as a library that is included or a preset, is there for others too; so only what is
/// written in the scenario's own text is told.
pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    let before = cx.found.len();
    all(view, cx);
    let own = view.document.id.place.source;
    let found = cx.found.split_off(before);
    cx.found.extend(found.into_iter().filter(|one| one.place().is_some_and(|place| place.source == own)));
}

fn all(view: &View<'_>, cx: &mut Finder<'_>) {
    estate::services(view, cx);
    estate::vulnerabilities(view, cx);
    estate::suppliers(view, cx);
    estate::zones(view, cx);
    estate::accounts(view, cx);
    attack::actors(view, cx);
    attack::indicators(view, cx);
    attack::sensors(view, cx);
    attack::playbooks(view, cx);
    sharing::desks(view, cx);
    sharing::channels(view, cx);
    sharing::groups(view, cx);
    sharing::parties(view, cx);
}

fn unused(message: String, at: Place, help: &str) -> Diagnostic {
    finding(Code::UnusedDefinition, message).at(at, "").help(help)
}
