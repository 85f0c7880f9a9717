//! Partnership with industry: feeds and vendors.

use super::ends::ends;
use super::{allowed, everywhere};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::Checker;
use crate::scenario::check::attack::kind;
use crate::scenario::check::name;
use crate::scenario::check::names::{Index, Table};
use crate::scenario::decode::Reference;
use crate::scenario::document as written;
use crate::scenario::model::{DeskId, Feed, IndicatorKind, Labour, Subscriber, TeamId, Trigger, Vendor};
use crate::units::{Distribution, Span};

/// The most items that a feed lists in a day: each is drawn by itself.
const MOST_ITEMS: f64 = 100_000.0;
/// The shortest time from one delivery to the next.
const LEAST_GAP: Span = Span::from_micros(60_000_000);

/// The feeds of a strategy.
pub(super) fn feeds(row: &written::Strategy, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Feed> {
    let table = Table::new(&row.feeds, format!(" of strategy `{}`", row.id.value), 0, cx);
    table.rows().map(|(_, row)| feed(row, index, cx)).collect()
}

fn feed(row: &written::Feed, index: &Index<'_>, cx: &mut Checker<'_>) -> Feed {
    let at = row.id.place;
    check_feed(row, cx);
    let teams = ends(&row.to, index, cx);
    everywhere(row.ingested_by.as_ref(), teams.iter().copied(), "gets it", index, cx);
    let desk = |team: &written::Team| row.ingested_by.clone().unwrap_or_else(|| team.triage.desk.clone());
    cx.ends(&row.ingestion, at, &format!("ingestion of an item of the feed `{}`", row.id.value));
    let mut kinds: Vec<IndicatorKind> = row.kinds.iter().map(|written| kind(*written)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    Feed {
        name: name(row),
        rate: row.rate.value,
        relevance: row.relevance,
        harmless: row.harmless,
        coverage: row.coverage,
        kinds,
        lag: row.lag.clone(),
        every: row.every.value.max(LEAST_GAP),
        subscribers: subscribers(&teams, desk, &row.ingestion, index),
        acts: row.acts,
        allowed: allowed(row.pap),
        hunts: row.hunts,
    }
}

fn check_feed(row: &written::Feed, cx: &mut Checker<'_>) {
    let id = &row.id.value;
    let mut out_of_range = |message: String, place: Place, help: &str| {
        cx.report(Diagnostic::error(Code::OutOfRange, message).at(place, "").help(help));
    };
    if row.every.value < LEAST_GAP {
        let message = format!("the feed `{id}` delivers more often than once a minute");
        out_of_range(
            message,
            row.every.place,
            "write the time from one delivery to the next, such as \"1d\"",
        );
    }
    if row.rate.value.per_hour() * 24.0 > MOST_ITEMS {
        let message = format!("the feed `{id}` lists more than {MOST_ITEMS} items a day");
        out_of_range(message, row.rate.place, "write how many items it lists, such as \"50/d\"");
    }
    if row.relevance.get() + row.harmless.get() > 1.0 {
        let message = format!("more than all items of the feed `{id}` are relevant or harmless");
        out_of_range(
            message,
            row.id.place,
            "write `relevance` and `harmless` so that they add up to 1 at most",
        );
    }
    let at = (row.place, row.id.place);
    cx.some(&row.kinds, at, format!("the feed `{id}` lists nothing"), "`kinds`");
}

/// The vendors of a strategy.
pub(super) fn vendors(row: &written::Strategy, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Vendor> {
    let table = Table::new(&row.vendors, format!(" of strategy `{}`", row.id.value), 0, cx);
    table.rows().map(|(_, row)| vendor(row, index, cx)).collect()
}

fn vendor(row: &written::Vendor, index: &Index<'_>, cx: &mut Checker<'_>) -> Vendor {
    let at = row.id.place;
    let (from, serves) = (ends(&row.from, index, cx), ends(&row.serves, index, cx));
    everywhere(row.submitted_by.as_ref(), from.iter().copied(), "sends samples", index, cx);
    let desk = |team: &written::Team| row.submitted_by.clone().unwrap_or_else(|| team.analysis.desk.clone());
    cx.ends(&row.submission, at, &format!("submission of a sample to the vendor `{}`", row.id.value));
    if row.signature.is_never() && row.patch.is_never() {
        let message = format!("the vendor `{}` makes nothing of samples", row.id.value);
        let fault = Diagnostic::error(Code::OutOfRange, message).at(at, "");
        cx.report(fault.help("write when there is a `signature` or a `patch`, such as \"1d\""));
    }
    Vendor {
        name: name(row),
        senders: subscribers(&from, desk, &row.submission, index),
        serves: serves.into_iter().map(TeamId::at).collect(),
        trigger: match row.trigger {
            written::SampleTrigger::Confirmation => Trigger::Confirmation,
            written::SampleTrigger::Containment => Trigger::Containment,
        },
        signature: row.signature.clone(),
        harmless: row.harmless,
        patch: row.patch.clone(),
        allowed: allowed(row.pap),
        hunts: row.hunts,
    }
}

/// Teams with their work at a desk; without those that lack it, which has been reported.
fn subscribers(
    teams: &[usize],
    desk: impl Fn(&written::Team) -> Reference,
    work: &Distribution,
    index: &Index<'_>,
) -> Vec<Subscriber> {
    let labour = |team: usize| {
        let desk = desk(index.teams.row(team)?);
        let desk = DeskId::at(index.desks[team].find(desk.as_str())?);
        Some(Subscriber { team: TeamId::at(team), labour: Labour { desk, work: work.clone() } })
    };
    teams.iter().filter_map(|team| labour(*team)).collect()
}
