//! Feeds and vendors.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use super::{accepted, refused};
use crate::diagnostic::Code;
use crate::scenario::model::{IndicatorKind, TeamId, Trigger};
use crate::units::Span;

/// The beginning of the strategies.
const STRATEGIES: &str = "        strategies: [\n";

fn feed(text: &str) -> String {
    format!("{STRATEGIES}(id: \"bought\", feeds: [(id: \"list\"{text})]),\n")
}

fn vendor(text: &str) -> String {
    format!("{STRATEGIES}(id: \"bought\", vendors: [(id: \"lab\"{text})]),\n")
}

#[test]
fn a_feed_has_something_on_somebody_for_somebody() {
    let bad = |text: &str, code, at: &str, words: &str| refused(STRATEGIES, &feed(text), code, at, words);
    bad(", to: [\"red-taem\"]", Code::UnknownReference, "\"red-taem\"", "no team");
    bad(", every: \"30s\"", Code::OutOfRange, "\"30s\"", "once a minute");
    bad(", rate: \"2/s\"", Code::OutOfRange, "\"2/s\"", "more than 100000 items a day");
    bad(", relevance: 0.6, harmless: 0.5", Code::OutOfRange, "\"list\"", "relevant or harmless");
    bad(", kinds: []", Code::EmptyList, "[]", "lists nothing");
    bad(", ingestion: Never", Code::EndlessWork, "\"list\"", "never ends");
    bad(", ingested_by: \"nobody\"", Code::UnknownReference, "\"nobody\"", "have no desk");
    bad("), (id: \"list\"", Code::DuplicateId, "\"list\"", "twice");
    let good = accepted(STRATEGIES, &feed(", kinds: [Tool, Hash, Tool], every: \"6h\""));
    let strategy = good.strategies.iter().find(|one| *one.name.id == *"bought");
    let feed = &strategy.expect("it is there").arrangement.feeds[0];
    assert_eq!(feed.kinds, [IndicatorKind::Hash, IndicatorKind::Tool]);
    assert_eq!(feed.every.as_micros(), 6 * Span::HOUR.as_micros());
    assert_eq!(feed.subscribers.len(), good.teams.len(), "all teams where none is named");
}

#[test]
fn a_vendor_makes_something_of_samples() {
    let bad = |text: &str, code, at: &str, words: &str| refused(STRATEGIES, &vendor(text), code, at, words);
    bad(", signature: Never", Code::OutOfRange, "\"lab\"", "makes nothing");
    bad(", serves: [\"red-taem\"]", Code::UnknownReference, "\"red-taem\"", "no team");
    bad(", submission: Never", Code::EndlessWork, "\"lab\"", "never ends");
    bad(", submitted_by: \"nobody\"", Code::UnknownReference, "\"nobody\"", "have no desk");
    let good = accepted(STRATEGIES, &vendor(", from: [\"red-team\"], trigger: Containment, patch: \"1d\""));
    let strategy = good.strategies.iter().find(|one| *one.name.id == *"bought");
    let vendor = &strategy.expect("it is there").arrangement.vendors[0];
    assert_eq!(vendor.trigger, Trigger::Containment);
    let red = good.teams.iter().position(|team| *team.name.id == *"red-team").map(TeamId::at);
    assert_eq!(vendor.senders.iter().map(|sender| Some(sender.team)).collect::<Vec<_>>(), [red]);
    assert_eq!(vendor.serves.len(), good.teams.len());
}

#[test]
fn a_strategy_agrees_on_something() {
    let idle = format!("{STRATEGIES}(id: \"idle\"),\n");
    refused(STRATEGIES, &idle, Code::EmptyList, "\"idle\"", "no rule");
}

#[test]
fn a_playbook_is_told_of_an_incident_that_is_confirmed() {
    let rule = |trigger: &str| {
        format!(
            "{STRATEGIES}(id: \"books\", rules: [(id: \"book\", passes: [Playbooks], trigger: {trigger})]),\n"
        )
    };
    for trigger in ["Suspicion", "Receipt"] {
        refused(STRATEGIES, &rule(trigger), Code::NotKnownYet, "\"book\"", "playbook");
    }
    for trigger in ["Confirmation", "Containment", "Closure", "Periodic()"] {
        accepted(STRATEGIES, &rule(trigger));
    }
}
