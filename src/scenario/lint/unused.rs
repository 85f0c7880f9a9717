//! Definitions that nothing refers to.

mod attack;
mod estate;
mod sharing;

use super::view::View;
use super::{Finder, finding};
use crate::diagnostic::{Code, Diagnostic, Place};

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
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
