//! The arrangement: every rule becomes one policy for each ordered pair of teams.

mod assistance;
mod channel;
mod consultation;
mod ends;
mod industry;
mod marking;
mod object;
mod trust;

use super::MOST_COMBINATIONS;
use super::names::{Index, Table};
use super::{Checker, name};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::decode::Reference;
use crate::scenario::document as written;
use crate::scenario::model::{
    Arrangement, ChannelId, DeskId, FollowUp, Labour, Policy, Strategy, TeamId, Terms, Trigger, Use,
};
use crate::units::Span;

pub(super) use channel::channels;
pub(super) use marking::parties;
pub(super) use object::objects;
pub(super) use trust::trust;

use ends::pairs;

/// All strategies.
pub(super) fn check(index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Strategy> {
    ends::check_groups(index, cx);
    let mut left = MOST_COMBINATIONS;
    index.strategies.rows().map(|(_, row)| strategy(row, index, &mut left, cx)).collect()
}

/// A strategy; `left` is how many policies there may still be.
fn strategy(row: &written::Strategy, index: &Index<'_>, left: &mut usize, cx: &mut Checker<'_>) -> Strategy {
    let at = (row.place, row.id.place);
    let agrees = !row.assistance.is_empty() || !row.consultations.is_empty();
    let bought = !row.feeds.is_empty() || !row.vendors.is_empty();
    if !agrees && !bought {
        let message = format!("strategy `{}` has no rule", row.id.value);
        cx.some(&row.rules, at, message, "`rules`, `assistance`, `consultations`, `feeds` or `vendors`");
    }
    let rules = Table::new(&row.rules, format!(" of strategy `{}`", row.id.value), 0, cx);
    let mut policies = Vec::new();
    for (_, rule) in rules.rows() {
        let what = ("rule", "lets nobody share with anybody");
        let pairs = pairs(what, (&rule.id, &rule.from, &rule.to), index, left, cx);
        check_rule(rule, &pairs, index, cx);
        policies.extend(pairs.into_iter().filter_map(|(from, to)| policy(rule, from, to, index)));
    }
    let arrangement = Arrangement {
        policies,
        assistance: assistance::assistance(row, index, left, cx),
        consultations: consultation::consultations(row, index, left, cx),
        feeds: industry::feeds(row, index, cx),
        vendors: industry::vendors(row, index, cx),
    };
    Strategy { name: name(row), arrangement }
}

/// What holds for a rule whatever the pair, told once.
fn check_rule(rule: &written::Rule, pairs: &[(usize, usize)], index: &Index<'_>, cx: &mut Checker<'_>) {
    let at = rule.id.place;
    object::check(rule, cx);
    if let written::Trigger::Periodic { every } = &rule.trigger
        && every.value == Span::ZERO
    {
        let fault = Diagnostic::error(Code::OutOfRange, "reports have no time between them");
        cx.report(fault.at(every.place, "").help("write the time from one to the next, such as \"1d\""));
    }
    if !(0.0..=100.0).contains(&rule.reciprocity.value) {
        let message = format!("{} items for each is no reciprocity", rule.reciprocity.value);
        let fault = Diagnostic::error(Code::OutOfRange, message).at(rule.reciprocity.place, "");
        cx.report(fault.help("write how many items must come back for each that is sent, from 0 to 100"));
    }
    if let Some(channel) = &rule.over {
        index.channels.resolve(channel, cx);
    }
    cx.ends(&rule.preparation, at, &format!("preparation of a report under rule `{}`", rule.id.value));
    cx.ends(&rule.ingestion, at, &format!("ingestion of a report under rule `{}`", rule.id.value));
    let senders = pairs.iter().map(|(from, _)| *from);
    let receivers = pairs.iter().map(|(_, to)| *to);
    everywhere(rule.prepared_by.as_ref(), senders, "sends", index, cx);
    everywhere(rule.ingested_by.as_ref(), receivers, "receives", index, cx);
}

/// A desk must be there at every team that a rule concerns.
fn everywhere(
    desk: Option<&Reference>,
    teams: impl Iterator<Item = usize>,
    does: &str,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) {
    let Some(desk) = desk else { return };
    let mut teams: Vec<usize> = teams.collect();
    teams.sort_unstable();
    teams.dedup();
    let lacking: Vec<&Table<'_, _>> = teams
        .iter()
        .map(|team| &index.desks[*team])
        .filter(|desks| desks.find(desk.as_str()).is_none())
        .collect();
    match lacking.as_slice() {
        [] => {}
        [desks, rest @ ..] if teams.len() == 1 || rest.is_empty() => desks.report_unknown(desk, &[], cx),
        _ if cx.broken.contains(desk) => {}
        lacking => {
            let message = format!("{} teams of this rule have no desk `{}`", lacking.len(), desk.value);
            let fault = Diagnostic::error(Code::UnknownReference, message).at(desk.place, "");
            let ids = lacking[0].rows().map(|(_, row)| row.id.as_str());
            let fault = match cx.suggest(desk.as_str(), ids) {
                Some(meant) => lacking[0].point_to(meant, fault),
                None => fault,
            };
            let help = format!("name a desk that every team has that {does}, or write one rule for each");
            cx.report(fault.help(help));
        }
    }
}

/// What one team passes to another; none where a desk is missing, which has been reported.
fn policy(rule: &written::Rule, from: usize, to: usize, index: &Index<'_>) -> Option<Policy> {
    let (sender, receiver) = (index.teams.row(from)?, index.teams.row(to)?);
    let prepares = rule.prepared_by.as_ref().unwrap_or(&sender.analysis.desk);
    let ingests = rule.ingested_by.as_ref().unwrap_or(&receiver.triage.desk);
    let labour = |team: usize, desk: &Reference, work: &crate::units::Distribution| {
        Some(Labour { desk: DeskId::at(index.desks[team].find(desk.as_str())?), work: work.clone() })
    };
    Some(Policy {
        rule: name(rule),
        from: TeamId::at(from),
        to: TeamId::at(to),
        trigger: match &rule.trigger {
            written::Trigger::Suspicion => Trigger::Suspicion,
            written::Trigger::Confirmation => Trigger::Confirmation,
            written::Trigger::Containment => Trigger::Containment,
            written::Trigger::Receipt => Trigger::Receipt,
            written::Trigger::Closure => Trigger::Closure,
            written::Trigger::Periodic { every } => Trigger::Periodic(every.value),
        },
        passes: objects(&rule.passes),
        terms: Terms {
            tlp: marking::tlp(rule.tlp),
            markings: marking::markings(rule),
            min_severity: super::incident::severity(rule.min_severity),
            min_confidence: rule.min_confidence,
            min_trust: rule.min_trust,
            reciprocity: rule.reciprocity.value,
            grace: u64::from(rule.grace),
            named: rule.to.iter().any(|named| named.value == receiver.id.value),
        },
        preparation: labour(from, prepares, &rule.preparation)?,
        release: rule.release.clone(),
        release_hours: rule.release_hours,
        // A channel that does not exist has been reported.
        over: rule.over.as_ref().and_then(|id| index.channels.find(id.as_str())).map(ChannelId::at),
        transit: rule.transit.clone(),
        lag: Span::ZERO,
        loss: rule.loss,
        attribution_loss: rule.attribution_loss,
        acts: rule.acts,
        ingestion: labour(to, ingests, &rule.ingestion)?,
        allowed: allowed(rule.pap),
        hunts: rule.hunts,
        adopts: rule.adopts,
        leak: rule.leak,
        leak_items: rule.leak_items,
        follow_up: FollowUp { sightings: rule.sightings, retracts: rule.retracts },
        perfect: false,
    })
}

fn allowed(pap: written::Pap) -> Use {
    match pap {
        written::Pap::Red => Use::Search,
        written::Pap::Amber => Use::Detect,
        written::Pap::Green => Use::Block,
    }
}
