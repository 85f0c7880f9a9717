//! What passes between teams.

use super::{Names, Words, rounded};
use crate::scenario::model::Tlp;
use crate::sim::fact::{Experience, ItemId, ItemTurn, Limit, Passage, ReportId, TrustMoved, What, Withheld};
use crate::units::Span;

impl Names<'_> {
    fn parties(&self, policy: usize) -> (String, String) {
        let policy = &self.arrangement.policies[policy];
        (self.team(policy.from), self.team(policy.to))
    }

    fn report(
        &self,
        report: ReportId,
        kind: &'static str,
        by_sender: bool,
        text: impl Fn(&str) -> String,
    ) -> Words {
        let (from, to) =
            self.reports.get(&report).map_or_else(Default::default, |policy| self.parties(*policy));
        let (who, other) = if by_sender { (from, to) } else { (to, from) };
        (who, kind, format!("report {}: {}", report.0, text(&other)))
    }

    pub(super) fn of_sharing(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::ItemCreated { item, report, policy, pattern, object, tlp, .. } => {
                let (from, to) = self.parties(*policy);
                let text = format!(
                    "report {}: item {} for {to}: {}{}",
                    report.0,
                    item.0,
                    self.object(*object, *pattern),
                    marking(*tlp)
                );
                (from, "item_created", text)
            }
            What::ItemWithheld { item, rule } => {
                let rule = match rule {
                    Withheld::Channel => "the channel never delivers",
                    Withheld::Sanitised => "sanitising takes it out",
                    Withheld::Severity => "the incident is not severe enough",
                    Withheld::Confidence => "not sure enough of it",
                    Withheld::Trust => "does not trust the receiver enough",
                    Withheld::Reciprocity => "the receiver has given too little in return",
                    Withheld::Marking(limit) => forbidden(*limit),
                };
                let who =
                    self.items.get(item).map_or_else(String::new, |(policy, _)| self.parties(*policy).0);
                (who, "item_withheld", format!("item {} is withheld: {rule}", item.0))
            }
            What::ReportPassed { report, passage } => self.of_passage(*report, *passage),
            What::TrustMoved(TrustMoved { team, partner, why, trust }) => {
                let why = match why {
                    Experience::Confirmed => "what it told was right",
                    Experience::Sighting => "it tells what it has seen",
                    Experience::FalseAlert => "an alert from what it told was false",
                    Experience::Retraction => "it took something back",
                    Experience::Leak => "something has leaked there",
                };
                let text = format!("now trusts {} at {trust:.2}: {why}", self.team(*partner));
                (self.team(*team), "trust_moved", text)
            }
            What::ItemTurned { item, turn } => self.of_turn(*item, *turn),
            _ => return None,
        })
    }

    fn of_turn(&self, item: ItemId, turn: ItemTurn) -> Words {
        let (from, to, what) = self.items.get(&item).map_or_else(Default::default, |(policy, what)| {
            let (from, to) = self.parties(*policy);
            (from, to, what.clone())
        });
        let (who, kind, text) = match turn {
            ItemTurn::Breached(limit) => {
                let who = if limit == Limit::Constituents { to } else { from };
                (who, "item_breached", format!("is passed on all the same: {}", forbidden(limit)))
            }
            ItemTurn::Duplicate => (to, "item_duplicate", format!("knew {what} already")),
            ItemTurn::Stale => (to, "item_stale", format!("{what} is too old to come into force")),
            ItemTurn::SightingSent => {
                (to, "sighting_sent", format!("tells {from} that it has seen {what} in an attack"))
            }
            ItemTurn::SightingReceived => (from, "sighting_received", format!("{to} has seen {what}")),
            ItemTurn::RetractionSent => (from, "retraction_sent", format!("takes {what} back from {to}")),
            ItemTurn::Garbled { into } => {
                (from, "item_garbled", format!("curation turns {what} into {}", self.pattern(into)))
            }
            ItemTurn::Leaked => (to, "item_leaked", format!("the adversary learns that {what} is known")),
            ItemTurn::Retracted => (to, "item_retracted", format!("{from} takes {what} back")),
        };
        (who, kind, format!("item {}: {text}", item.0))
    }

    fn of_passage(&self, report: ReportId, passage: Passage) -> Words {
        match passage {
            Passage::Prepared => {
                self.report(report, "report_prepared", true, |other| format!("written up for {other}"))
            }
            Passage::Released => {
                self.report(report, "report_released", true, |other| format!("released to {other}"))
            }
            Passage::Received => {
                self.report(report, "report_received", false, |other| format!("received from {other}"))
            }
            Passage::Distrusted => self.report(report, "report_distrusted", false, |other| {
                format!("does not trust {other} enough to take it from this channel")
            }),
            Passage::Ignored => {
                self.report(report, "report_ignored", false, |_| "decides not to act on it".to_owned())
            }
            Passage::Ingested => self.report(report, "report_ingested", false, |_| "taken in".to_owned()),
            Passage::Leaked => {
                self.report(report, "report_leaked", true, |_| "leaks to the adversary".to_owned())
            }
            Passage::Held { channel, wait } => {
                let name = &self.scenario.channel(channel).name.label;
                let parts = [
                    ("in its queue", wait.queue),
                    ("outside its hours", wait.shut),
                    ("for its repair", wait.broken),
                    ("for its schedule", wait.schedule),
                ];
                let parts: Vec<String> = parts
                    .iter()
                    .filter(|(_, span)| *span > Span::ZERO)
                    .map(|(what, span)| format!("{} {what}", rounded(*span)))
                    .collect();
                self.report(report, "report_held", true, |_| format!("waits on {name}: {}", parts.join(", ")))
            }
            Passage::Lost(channel) => self.report(report, "report_lost", true, |_| {
                format!("lost on {}, and nobody notices", self.scenario.channel(channel).name.label)
            }),
            Passage::Stuck(channel) => self.report(report, "report_stuck", true, |_| {
                format!("stuck on {}, which is broken for good", self.scenario.channel(channel).name.label)
            }),
        }
    }
}

/// A marking, after what is marked; what is for the world goes unsaid.
fn marking(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Clear => "",
        Tlp::Green => " (TLP:GREEN)",
        Tlp::Amber => " (TLP:AMBER)",
        Tlp::AmberStrict => " (TLP:AMBER+STRICT)",
        Tlp::Red => " (TLP:RED)",
    }
}

/// What a marking forbids.
fn forbidden(limit: Limit) -> &'static str {
    match limit {
        Limit::Onward => "whoever told it marked it not to be passed on",
        Limit::Sender => "the sender does not send what is marked so",
        Limit::Recipient => "it is for named recipients only",
        Limit::Carrier => "the channel does not carry what is marked so",
        Limit::Clearance => "the receiver is not cleared for what is marked so",
        Limit::Constituents => "it is not for the constituents",
    }
}
