//! Networks from a few numbers: what `generate:` asks for is written into the document before it is checked, so that
//! checks, selectors and names see no difference. And whole scenarios from them, as text for a planner to go on with.

mod kinds;
mod plan;
mod ron;
mod sketch;

pub use sketch::{Form, Sketch, SketchError};

use std::collections::BTreeSet;

use super::decode::List;
use super::document::{Generate, Scenario};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The most sites of one network: each has two zones.
const MOST_SITES: u32 = 1_000;

/// Adds what every `generate:` asks for to its organisation.
pub(super) fn expand(document: &mut Scenario, diagnostics: &mut Diagnostics) {
    let known: BTreeSet<String> =
        document.vulnerabilities.iter().map(|row| row.id.as_str().to_owned()).collect();
    let organisations = std::mem::take(&mut document.organisations);
    let place = organisations.place();
    let expanded = organisations.into_iter().map(|mut organisation| {
        if let Some(generate) = &organisation.generate
            && is_possible(generate, diagnostics)
        {
            let network = plan::network(generate, |id| known.contains(id));
            organisation.zones = join(organisation.zones, network.zones);
            organisation.links = join(organisation.links, network.links);
            organisation.hosts = Some(join(organisation.hosts.unwrap_or_default(), network.hosts));
        }
        organisation
    });
    document.organisations = List::at(place, expanded.collect());
}

fn join<T>(mut written: List<T>, made: Vec<T>) -> List<T> {
    written.extend(made.into());
    written
}

fn is_possible(generate: &Generate, diagnostics: &mut Diagnostics) -> bool {
    let (sites, users) = (generate.sites.get(), generate.users.get());
    let most = MOST_SITES.min(users);
    if sites > most {
        let message = format!("{sites} sites are too many for {users} users");
        diagnostics.push(
            Diagnostic::error(Code::OutOfRange, message)
                .at(generate.sites.place, "")
                .help(format!("write a whole number from 1 to {most}")),
        );
    }
    sites <= most
}

#[cfg(test)]
mod tests;
