//! Strategies that are the same as not sharing, or as each other, and parts of strategies that can have no effect.

mod bought;
mod people;
mod rules;
mod twins;

use std::collections::BTreeSet;

use super::passage::Gates;
use super::view::View;
use super::{Finder, finding};
use crate::diagnostic::{Code, Place};
use crate::scenario::document as written;
use crate::scenario::model::Arrangement;

/// As many parts of a strategy are shown.
const MOST_SHOWN: usize = 6;

/// A part of a strategy: a rule, an agreement, a feed.
struct Part {
    /// ``rule `report` ``
    what: String,
    place: Place,
    /// Why nothing can come of it; none where something can.
    idle: Option<&'static str>,
}

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    let gates = Gates::of(view);
    let mut idle = BTreeSet::new();
    for (strategy, row) in view.scenario.strategies.iter().zip(&view.strategies) {
        let parts = parts(&strategy.arrangement, row, view, &gates);
        if parts.iter().all(|part| part.idle.is_some()) {
            idle.insert(row.id.as_str());
            whole(row, &parts, cx);
        } else {
            parts.iter().for_each(|part| one(row, part, cx));
        }
    }
    twins::lint(view, &idle, cx);
}

fn parts(
    arrangement: &Arrangement,
    row: &written::Strategy,
    view: &View<'_>,
    gates: &Gates<'_>,
) -> Vec<Part> {
    let mut parts = rules::parts(&arrangement.policies, row, view, gates);
    parts.extend(people::assistance(&arrangement.assistance, row, view, gates));
    parts.extend(people::consultations(&arrangement.consultations, row, view));
    parts.extend(bought::feeds(&arrangement.feeds, row, view));
    parts.extend(bought::vendors(&arrangement.vendors, row, view, gates));
    parts
}

/// The strategies, by id, with nothing in them that can have an effect.
pub(super) fn idle<'a>(view: &View<'a>) -> BTreeSet<&'a str> {
    let gates = Gates::of(view);
    let all = view.scenario.strategies.iter().zip(&view.strategies);
    let idle = all.filter(|(strategy, row)| {
        parts(&strategy.arrangement, row, view, &gates).iter().all(|part| part.idle.is_some())
    });
    idle.map(|(_, row)| row.id.as_str()).collect()
}

fn whole(row: &written::Strategy, parts: &[Part], cx: &mut Finder<'_>) {
    let message = format!(
        "strategy `{}` is the same as not sharing, but for the work that it may cost: nothing in it can have an effect",
        row.id.value
    );
    let mut found = finding(Code::IdleStrategy, message).at(row.id.place, "");
    for part in parts.iter().take(MOST_SHOWN) {
        found = found.also(part.place, format!("{}: {}", part.what, part.idle.unwrap_or_default()));
    }
    cx.push(
        found.help(
            "let one of its parts have an effect, or take the strategy away: `none` is always compared",
        ),
    );
}

fn one(row: &written::Strategy, part: &Part, cx: &mut Finder<'_>) {
    let Some(why) = part.idle else { return };
    let message = format!("{} of strategy `{}` can have no effect: {why}", part.what, row.id.value);
    cx.push(
        finding(Code::IdleAgreement, message)
            .at(part.place, "")
            .help("change what stands in its way, or take it away"),
    );
}
