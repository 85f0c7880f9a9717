//! What can pass from team to team under a policy, and indicators that never do.

use std::collections::BTreeSet;

use super::view::View;
use super::{Finder, finding};
use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::model::{
    CampaignId, GroupId, IndicatorId, IndicatorKind, Marking, ObjectKind, Owner, Policy, Severity, TeamId,
    Tlp, Trigger,
};
use crate::units::Span;

/// All kinds of indicators, by level.
const KINDS: [IndicatorKind; 6] = [
    IndicatorKind::Hash,
    IndicatorKind::Address,
    IndicatorKind::Domain,
    IndicatorKind::Artefact,
    IndicatorKind::Tool,
    IndicatorKind::Ttp,
];

/// What hits teams at worst, and how long there is for anything to arrive.
pub(super) struct Gates<'a> {
    view: &'a View<'a>,
    /// By team: how bad an incident of its own can be; none where it has none.
    worst: Vec<Option<Severity>>,
    /// From the earliest beginning of an attack to ENDEX.
    window: Span,
}

impl<'a> Gates<'a> {
    pub(super) fn of(view: &'a View<'a>) -> Self {
        let scenario = view.scenario;
        let lead = scenario.campaigns.iter().map(|campaign| campaign.lead).max().unwrap_or(Span::ZERO);
        let worst = view.teams().map(|(team, _)| worst(team, view)).collect();
        Self { view, worst, window: scenario.exercise.duration + lead }
    }

    /// How bad an incident of a team can be at worst; none where no campaign hits it.
    pub(super) fn worst(&self, team: TeamId) -> Option<Severity> {
        self.worst[team.index()]
    }

    /// Whether what takes so long at least comes too late for everything.
    pub(super) fn is_late(&self, takes: &[Option<Span>]) -> bool {
        let sum = takes.iter().try_fold(Span::ZERO, |sum, one| one.map(|one| sum + one));
        sum.is_none_or(|sum| sum >= self.window)
    }

    /// Why nothing can ever come of a policy, whatever it passes.
    pub(super) fn shut(&self, policy: &Policy) -> Option<&'static str> {
        self.closed(policy).or_else(|| self.quiet(policy))
    }

    /// Why nothing that is sent under a policy ever does anything.
    pub(super) fn closed(&self, policy: &Policy) -> Option<&'static str> {
        let channel = policy.over.map(|id| self.view.scenario.channel(id));
        let takes = [policy.preparation.work.least(), policy.release.least(), policy.transit.least()];
        if policy.loss.get() >= 1.0 {
            Some("sanitising takes out everything")
        } else if !policy.is_open() {
            Some("what is prepared is never released, or never arrives")
        } else if channel.is_some_and(|channel| !channel.is_open()) {
            Some("its channel loses everything")
        } else if self.is_late(&takes) {
            Some("what is passed arrives after ENDEX")
        } else if policy.acts.get() <= 0.0 {
            Some("no receiver ever acts on it")
        } else if policy.terms.min_confidence.get() >= 1.0 {
            Some("nobody is ever as sure as `min_confidence` asks for")
        } else {
            None
        }
    }

    /// Why the senders of a policy have nothing to tell of their own.
    fn quiet(&self, policy: &Policy) -> Option<&'static str> {
        let least = policy.terms.min_severity;
        if policy.trigger == Trigger::Suspicion {
            let why = "on a suspicion nothing is known to be as severe as `min_severity` asks for";
            return (least > Severity::Low).then_some(why);
        }
        match self.worst(policy.from) {
            None => Some("no campaign hits its senders, so that they have nothing to tell"),
            Some(worst) if worst < least => {
                Some("no incident of its senders can become as severe as `min_severity` asks for")
            }
            Some(_) => None,
        }
    }

    /// Whether markings keep objects of a sort back in every play.
    pub(super) fn bars(&self, policy: &Policy, object: ObjectKind, kind: Option<IndicatorKind>) -> bool {
        let scenario = self.view.scenario;
        let (from, to) = (scenario.party(policy.from), scenario.party(policy.to));
        if from.breach.get() > 0.0 {
            return false;
        }
        let carries = policy.over.map_or(Tlp::Red, |id| scenario.channel(id).carries);
        let tlp = lowest(policy, object, kind);
        tlp > from.sends.min(carries).min(to.clearance) || tlp == Tlp::Red && !policy.terms.named
    }
}

/// How bad an incident can be at worst, if all hosts become known that any campaign can hold.
fn worst(team: TeamId, view: &View<'_>) -> Option<Severity> {
    let team = view.scenario.team(team);
    let attacks = team.defends.iter().flat_map(|org| view.attacks_on(*org).iter().map(move |id| (*org, *id)));
    let severity = attacks.map(|(org, id)| {
        let course = view.prospects[id.index()].at(org);
        let held: Vec<&GroupId> = course.into_iter().flat_map(|course| course.held.keys()).collect();
        let hosts: u64 = held.iter().map(|group| u64::from(view.scenario.group(**group).count)).sum();
        let rule = &team.severity;
        let level = if hosts >= u64::from(rule.critical) {
            Severity::Critical
        } else if hosts >= u64::from(rule.high) {
            Severity::High
        } else if hosts >= u64::from(rule.medium) {
            Severity::Medium
        } else {
            Severity::Low
        };
        let jewels = held.iter().any(|group| rule.jewels.binary_search(group).is_ok());
        if jewels { level.worse() } else { level }
    });
    severity.max()
}

/// The least strict marking that an object of a sort can get.
fn lowest(policy: &Policy, object: ObjectKind, kind: Option<IndicatorKind>) -> Tlp {
    let terms = &policy.terms;
    let concerns = |marking: &&Marking| {
        (marking.objects.is_empty() || marking.objects.contains(&object))
            && (marking.kinds.is_empty() || kind.is_some_and(|kind| marking.kinds.contains(&kind)))
            && marking.chance.get() > 0.0
    };
    let is_certain = |marking: &&Marking| {
        marking.chance.get() >= 1.0 && marking.source.is_none() && marking.severity <= terms.min_severity
    };
    let fitting = || terms.markings.iter().filter(concerns);
    match fitting().filter(is_certain).map(|marking| marking.tlp).max() {
        Some(tlp) => tlp,
        None => fitting().map(|marking| marking.tlp).fold(terms.tlp, Tlp::min),
    }
}

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    let gates = Gates::of(view);
    let out = exits(view, &gates);
    // where nothing at all gets out, that is told of the strategies
    if out.is_empty() {
        return;
    }
    let used = used(view);
    for (place, indicator) in view.scenario.indicators.iter().enumerate() {
        let Some(campaigns) = used.get(place).filter(|campaigns| !campaigns.is_empty()) else { continue };
        let victims = campaigns.iter().flat_map(|id| &view.scenario.campaign(*id).victims);
        let mut teams = victims.map(|victim| view.scenario.organisation(victim.organisation).team);
        if teams.any(|team| out.contains(&(team, indicator.kind))) {
            continue;
        }
        if let Some((text, owner)) = text(&indicator.owner, &indicator.name.id, view) {
            let message = format!(
                "no strategy ever lets indicator `{}` of {owner} out: rules do not pass it, or markings, severity and \
                 channels hold back what is of the kind {}",
                text.id.value,
                indicator.kind.text()
            );
            cx.push(finding(Code::CaptiveIndicator, message).at(text.id.place, "").help(
                "let a rule of a team that is hit pass indicators of this kind (see `trigger`, `markings`, `tlp`, \
                 `min_severity`, and `sends` and `clearance` of `parties`)",
            ));
        }
    }
}

/// Which kinds of indicators get out from which teams under any strategy.
fn exits(view: &View<'_>, gates: &Gates<'_>) -> BTreeSet<(TeamId, IndicatorKind)> {
    let mut out = BTreeSet::new();
    for strategy in &view.scenario.strategies {
        let arrangement = &strategy.arrangement;
        for policy in arrangement.policies.iter().filter(|policy| policy.passes(ObjectKind::Indicator)) {
            let open = policy.trigger != Trigger::Receipt && gates.shut(policy).is_none();
            let kinds = KINDS.iter().filter(|kind| !gates.bars(policy, ObjectKind::Indicator, Some(**kind)));
            out.extend(kinds.filter(|_| open).map(|kind| (policy.from, *kind)));
        }
        // industry sees for itself what is used against anybody
        let teams = || view.teams().map(|(team, _)| team);
        for feed in arrangement.feeds.iter().filter(|feed| feed.coverage.get() > 0.0) {
            out.extend(teams().flat_map(|team| feed.kinds.iter().map(move |kind| (team, *kind))));
        }
        for sender in arrangement.vendors.iter().flat_map(|vendor| &vendor.senders) {
            let files = [IndicatorKind::Hash, IndicatorKind::Artefact, IndicatorKind::Tool];
            out.extend(files.map(|kind| (sender.team, kind)));
        }
    }
    out
}

/// The campaigns with a step that uses an indicator, by [`IndicatorId`].
pub(super) fn used(view: &View<'_>) -> Vec<BTreeSet<CampaignId>> {
    let mut used = vec![BTreeSet::new(); view.scenario.indicators.len()];
    for (place, campaign) in view.scenario.campaigns.iter().enumerate() {
        let shown = campaign.steps.iter().flat_map(|step| &step.indicators);
        shown.for_each(|id: &IndicatorId| {
            used[id.index()].insert(CampaignId::at(place));
        });
    }
    used
}

/// Where an indicator is written, and whose it is.
pub(super) fn text<'a>(owner: &Owner, id: &str, view: &View<'a>) -> Option<(&'a written::Indicator, String)> {
    let (list, owner) = match owner {
        Owner::Campaign(campaign) => {
            let row = view.campaigns[campaign.index()];
            (&row.indicators, format!("campaign `{}`", row.id.value))
        }
        Owner::Actor(actor) => {
            let row = view.document.actors.iter().find(|row| *row.id.as_str() == **actor)?;
            (&row.indicators, format!("actor `{}`", row.id.value))
        }
    };
    Some((list.iter().find(|row| row.id.as_str() == id)?, owner))
}
