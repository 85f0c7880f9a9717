//! What holds an item back: channels that never deliver, thresholds, markings, sanitising.

use std::collections::BTreeSet;

use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Marked, ObjectKind, Policy, Severity, Source, Tlp, Use};
use crate::sim::action::ShareDue;
use crate::sim::fact::{FactId, IncidentId, ItemId, ItemTurn, Limit, Object, Pattern, What, Withheld};
use crate::sim::ground::Examiner;
use crate::sim::response::Lessons;
use crate::sim::script::Script;

use super::prepare::Sender;

const SANITISE: Purpose = Purpose::new("share.sanitise");
const MARKING: Purpose = Purpose::new("share.marking");
pub(super) const BREACH: Purpose = Purpose::new("share.breach");

/// Something that a team could share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// What it is about, as a value to compare with.
    pub(super) pattern: Pattern,
    pub(super) object: Object,
    pub(super) incident: IncidentId,
    pub(super) severity: Severity,
    /// What the sender's confidence in it rests on; none where there is nothing.
    pub(super) rests_on: Option<Pattern>,
}

impl Candidate {
    /// All that is known of an incident, of the sorts that the sender shares with anybody.
    pub(super) fn all(
        script: &Script,
        due: &ShareDue,
        wanted: &BTreeSet<ObjectKind>,
        (lessons, examiner): (&Lessons, &Examiner),
    ) -> Vec<Self> {
        let ShareDue { incident, severity, .. } = *due;
        let candidate = |pattern, object, rests_on| Self { pattern, object, incident, severity, rests_on };
        let mut all: Vec<Self> = due
            .patterns
            .iter()
            .map(|(pattern, kind)| candidate(*pattern, Object::Indicator(*kind), Some(*pattern)))
            .collect();
        if wanted.iter().any(|kind| *kind != ObjectKind::Indicator) {
            // the sender is as sure of the rest as of the surest of the indicators
            let judgement = script.setting().scenario.party(due.team).judgement;
            let sure = |pattern: &Pattern| examiner.confidence(script, due.team, *pattern, judgement);
            let patterns = due.patterns.iter().map(|(pattern, _)| *pattern);
            let surest = patterns.max_by(|one, other| sure(one).total_cmp(&sure(other)));
            all.push(candidate(due.key.child("warning"), Object::EarlyWarning, surest));
            let known = lessons.insights.of_incident(due.team, incident, due.trigger);
            let practised = if wanted.contains(&ObjectKind::Playbook) {
                lessons.insights.procedures(script, due.team, incident)
            } else {
                Vec::new()
            };
            let known = known.into_iter().chain(practised);
            all.extend(known.map(|(about, object)| candidate(about, object, surest)));
        }
        all.retain(|one| wanted.contains(&one.object.kind()));
        all
    }
}

/// A candidate as a policy sees it.
pub(super) struct Gate<'a> {
    policy: &'a Policy,
    candidate: &'a Candidate,
    /// The key that the luck of the candidate under the policy goes by.
    key: StableKey,
    /// How a partner marked it that told the sender.
    told: Option<Tlp>,
    pub(super) tlp: Tlp,
    pub(super) allowed: Use,
}

impl<'a> Gate<'a> {
    /// Marks a candidate; `base` is the key of the policy.
    pub(super) fn new(
        script: &Script,
        policy: &'a Policy,
        base: StableKey,
        candidate: &'a Candidate,
        lessons: &Lessons,
    ) -> Self {
        let told = lessons.told_by(policy.from, candidate.pattern).map(|(_, tlp)| tlp);
        let sender = script.setting().keys.team(policy.from);
        let marked = Marked {
            object: candidate.object.kind(),
            kind: candidate.object.indicator(),
            severity: candidate.severity,
            source: if told.is_some() { Source::Partner } else { Source::Own },
            draw: script.draw(sender.with(candidate.pattern), MARKING, 0).uniform(),
        };
        let (tlp, allowed) = policy.terms.mark(&marked, policy.allowed);
        Self { policy, candidate, key: base.with(candidate.pattern), told, tlp, allowed }
    }

    /// What holds the item back, if anything does; a marking may be broken.
    pub(super) fn withholds(
        &self,
        script: &mut Script,
        with: &Sender,
        item: ItemId,
        created: FactId,
    ) -> Option<Withheld> {
        let terms = &self.policy.terms;
        let scenario = script.scenario();
        let sender = scenario.party(self.policy.from);
        let carrier = self.policy.over.map(|id| scenario.channel(id));
        if !self.policy.is_open() || carrier.is_some_and(|channel| !channel.is_open()) {
            return Some(Withheld::Channel);
        }
        if self.candidate.severity < terms.min_severity {
            return Some(Withheld::Severity);
        }
        let unsure = terms.min_confidence.get() > 0.0 && {
            let Policy { from, .. } = self.policy;
            let sure = |pattern| with.examiner.confidence(script, *from, pattern, sender.judgement);
            self.candidate.rests_on.map_or(0.0, sure) < terms.min_confidence.get()
        };
        if unsure {
            return Some(Withheld::Confidence);
        }
        if let Some(rule) = self.relations(script, with) {
            return Some(rule);
        }
        if let Some(limit) = self.limit(script) {
            if !script.chance(sender.breach, self.key, BREACH, 0) {
                return Some(Withheld::Marking(limit));
            }
            script.record_because(Some(created), What::ItemTurned { item, turn: ItemTurn::Breached(limit) });
        }
        script.chance(self.policy.loss, self.key, SANITISE, 0).then_some(Withheld::Sanitised)
    }

    /// What stands between the two teams.
    fn relations(&self, script: &Script, with: &Sender) -> Option<Withheld> {
        let Policy { from, to, terms, .. } = self.policy;
        let (sent, received) = with.ledger.balance(*from, *to);
        #[expect(clippy::cast_precision_loss, reason = "items are counted far below 2^53")]
        let owed = sent >= terms.grace && (received as f64) < terms.reciprocity * sent as f64;
        if with.lessons.bonds.trust(script, *from, *to) < terms.min_trust.get() {
            Some(Withheld::Trust)
        } else {
            owed.then_some(Withheld::Reciprocity)
        }
    }

    /// What its marking forbids.
    fn limit(&self, script: &Script) -> Option<Limit> {
        let scenario = &script.setting().scenario;
        let carries = self.policy.over.map_or(Tlp::Red, |id| scenario.channel(id).carries);
        if self.told.is_some_and(|told| !told.may_pass_on()) {
            Some(Limit::Onward)
        } else if self.tlp > scenario.party(self.policy.from).sends {
            Some(Limit::Sender)
        } else if self.tlp == Tlp::Red && !self.policy.terms.named {
            Some(Limit::Recipient)
        } else if self.tlp > carries {
            Some(Limit::Carrier)
        } else if self.tlp > scenario.party(self.policy.to).clearance {
            Some(Limit::Clearance)
        } else {
            None
        }
    }
}
