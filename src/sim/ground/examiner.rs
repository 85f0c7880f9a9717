//! What an analyst's look finds: the truth, with the analyst's errors.
//!
//! Teams ask; the answers say only what such a look can say. The errors are drawn by case and host, so the same
//! analyst makes the same error in every arm.

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Grounds;
use super::components::{
    Case, Damaged, Down, Emitted, Foothold, Footholds, HeldBy, Host, Implant, Implants, Intrusion, Isolated,
    Logs, PatternBook, Planted, Progress, StepState, Trace, Truth,
};
use super::senses::Alert;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{
    Analysis, HostRef, IndicatorKind, OrgId, StepId, Tactic, TeamId, Technique, Triage,
};
use crate::sim::fact::{
    AlertId, AlertSource, Casework, Disposition, DownBy, FactId, IncidentId, Pattern, Provenance, Verdict,
    What,
};
use crate::sim::script::Script;
use crate::units::{Probability, SimTime};

const TRIAGE: Purpose = Purpose::new("triage.verdict");
const SCOPE: Purpose = Purpose::new("analysis.scope");
const IMPLANT: Purpose = Purpose::new("analysis.implant");
const EXTRACT: Purpose = Purpose::new("analysis.extraction");
const TECHNIQUE: Purpose = Purpose::new("analysis.technique");
const MISTAKE: Purpose = Purpose::new("analysis.false-indicator");
const DECOY: Purpose = Purpose::new("analysis.decoy");
const CONFIDENCE: Purpose = Purpose::new("analysis.confidence");
const HUNT: Purpose = Purpose::new("hunt.success");

/// What analysis of a suspicion comes to.
#[derive(Clone, Debug)]
pub(crate) enum Findings {
    /// No attack.
    FalseAlarm,
    /// An attack.
    Attack {
        /// Compromised hosts that are known now; none where it was an attempt, or where its holds are not found.
        hosts: BTreeSet<HostRef>,
        /// What it uses, or is taken to use.
        indicators: Vec<(Pattern, IndicatorKind)>,
        /// Which techniques analysis has come upon.
        techniques: Vec<(Technique, Tactic)>,
    },
}

/// What a hunt came upon.
#[derive(Clone, Debug)]
pub(crate) struct HuntHit {
    pub(crate) organisation: OrgId,
    pub(crate) case: Case,
    /// The hosts that the traces were on.
    pub(crate) hosts: BTreeSet<HostRef>,
    pub(crate) patterns: BTreeSet<Pattern>,
    /// When the last of the traces was left.
    pub(crate) newest: SimTime,
}

impl HuntHit {
    /// It turns out to be part of the same.
    fn join(&mut self, other: Self) {
        self.hosts.extend(other.hosts);
        self.patterns.extend(other.patterns);
        self.newest = self.newest.max(other.newest);
    }
}

/// Answers what a look finds.
#[derive(SystemParam)]
pub(crate) struct Examiner<'w, 's> {
    grounds: Res<'w, Grounds>,
    book: Res<'w, PatternBook>,
    truths: Query<'w, 's, &'static Truth>,
    intrusions: Query<'w, 's, Seen>,
    footholds: Query<'w, 's, &'static Foothold>,
    implants: Query<'w, 's, &'static Implant>,
    logs: Query<'w, 's, &'static Logs>,
    held: Query<'w, 's, &'static Host, With<HeldBy>>,
    down: Query<'w, 's, (&'static Host, &'static Down, Has<Isolated>)>,
    damaged: Query<'w, 's, &'static Host, With<Damaged>>,
}

/// What of an intrusion there is to be found.
type Seen = (
    &'static Intrusion,
    &'static Emitted,
    Option<&'static Footholds>,
    Option<&'static Implants>,
    &'static Progress,
    &'static Planted,
);

impl Examiner<'_, '_> {
    fn truth(&self, alert: Entity) -> Option<Entity> {
        self.truths.get(alert).ok().and_then(|truth| truth.0)
    }

    /// What triage makes of an alert.
    pub(crate) fn triage(&self, script: &Script, entity: Entity, alert: &Alert, triage: &Triage) -> Verdict {
        let scenario = &script.setting().scenario;
        let suspected = match Disposition::of(scenario, alert.source, self.truth(entity).is_some()) {
            Disposition::Attack => triage.sensitivity,
            Disposition::BenignTrigger => triage.benign_specificity.complement(),
            Disposition::FalseAlarm => triage.specificity.complement(),
        };
        if script.chance(suspected, alert.key, TRIAGE, 0) { Verdict::Suspicious } else { Verdict::Closed }
    }

    /// The case that an alert opens.
    pub(crate) fn case_of(&self, script: &Script, entity: Entity, alert: &Alert) -> Case {
        let intrusion = self.truth(entity);
        let key = intrusion.and_then(|intrusion| self.case_key(script, intrusion)).unwrap_or(alert.key);
        Case { intrusion, key }
    }

    fn case_key(&self, script: &Script, intrusion: Entity) -> Option<StableKey> {
        let (spec, ..) = self.intrusions.get(intrusion).ok()?;
        let team = script.setting().scenario.organisation(spec.victim).team;
        Some(script.setting().keys.team(team).with(spec.key))
    }

    /// An alert is put to a case that nobody has looked into yet. What is behind the first alert from an attack is what
    /// analysis will come upon; of others it sees the hosts that they name.
    pub(crate) fn put_to(&self, case: &mut Case, alert: Entity) {
        case.intrusion = case.intrusion.or_else(|| self.truth(alert));
    }

    /// How something of a case was known before, if it was.
    pub(crate) fn recognises(
        &self,
        case: &Case,
        known: impl Fn(Pattern) -> Option<Provenance>,
    ) -> Option<Provenance> {
        let (_, emitted, ..) = self.intrusions.get(case.intrusion?).ok()?;
        let known = || emitted.0.keys().filter_map(|pattern| known(*pattern));
        known().find(|provenance| *provenance == Provenance::Own).or_else(|| known().next())
    }

    /// What analysis of a case comes to: `round` counts the analyses of the same intrusion by the same team.
    pub(crate) fn analyse(
        &self,
        script: &Script,
        case: &Case,
        known: &BTreeSet<HostRef>,
        analysis: &Analysis,
        round: u64,
    ) -> Findings {
        let Some((intrusion, emitted, footholds, implants, progress, planted)) =
            case.intrusion.and_then(|entity| self.intrusions.get(entity).ok())
        else {
            return Findings::FalseAlarm;
        };
        let keys = &script.setting().keys;
        let mut hosts: BTreeSet<HostRef> = footholds
            .into_iter()
            .flat_map(|all| all.iter())
            .filter_map(|foothold| self.footholds.get(foothold).ok())
            .map(|foothold| foothold.host)
            .filter(|host| script.chance(analysis.scope, case.key.with(keys.host(*host)), SCOPE, round))
            .collect();
        // Whoever holds a host that an alert names: a look at it shows that it is held.
        hosts.extend(self.held.iter().map(|host| host.0).filter(|host| known.contains(host)));
        let implants = implants.into_iter().flat_map(|all| all.iter());
        hosts.extend(
            implants
                .filter_map(|implant| self.implants.get(implant).ok())
                .filter(|implant| {
                    let key = case.key.with(keys.host(implant.host));
                    known.contains(&implant.host)
                        || script.chance(analysis.scope.and(implant.found), key, IMPLANT, round)
                })
                .map(|implant| implant.host),
        );
        let mut indicators = extract(script, case, emitted, analysis, round);
        indicators.extend(misled(script, case, planted));
        let techniques = techniques(script, case, (intrusion, progress), analysis, round);
        Findings::Attack { hosts, indicators, techniques }
    }

    /// Writes down how much of an attack is known when known hosts are contained, which the team does not get to see.
    pub(crate) fn record_scope(
        &self,
        script: &mut Script,
        incident: IncidentId,
        case: &Case,
        known: &BTreeSet<HostRef>,
    ) {
        let Some((_, _, footholds, implants, ..)) =
            case.intrusion.and_then(|entity| self.intrusions.get(entity).ok())
        else {
            return;
        };
        let footholds = footholds.into_iter().flat_map(|all| all.iter());
        let implants = implants.into_iter().flat_map(|all| all.iter());
        let held: BTreeSet<HostRef> = footholds
            .filter_map(|entity| self.footholds.get(entity).ok().map(|foothold| foothold.host))
            .chain(implants.filter_map(|entity| self.implants.get(entity).ok().map(|implant| implant.host)))
            .collect();
        let count = |hosts: usize| u32::try_from(hosts).unwrap_or(u32::MAX);
        let known = count(held.intersection(known).count());
        let casework = Casework::Scoped { held: count(held.len()), known };
        script.record(What::Casework { incident, casework });
    }

    /// What a hunt for patterns finds in the logs of organisations. Traces of the same pattern, and traces on the same
    /// host, are taken for one finding, whoever has left them.
    pub(crate) fn hunt(
        &self,
        script: &Script,
        organisations: &[OrgId],
        patterns: &[Pattern],
        success: Probability,
    ) -> Vec<HuntHit> {
        let mut hits = Vec::new();
        let patterns: BTreeSet<Pattern> = patterns.iter().copied().collect();
        for &organisation in organisations {
            let Ok(logs) = self.logs.get(self.grounds.organisation(organisation)) else { continue };
            let mut here: Vec<HuntHit> = Vec::new();
            for &pattern in &patterns {
                let traces = logs.0.get(&pattern).map_or(&[][..], Vec::as_slice);
                let Some(hit) = self.find(script, organisation, pattern, traces, success) else { continue };
                match here.iter_mut().find(|other| !other.hosts.is_disjoint(&hit.hosts)) {
                    Some(other) => other.join(hit),
                    None => here.push(hit),
                }
            }
            hits.extend(here);
        }
        hits
    }

    /// What is found of one pattern.
    fn find(
        &self,
        script: &Script,
        organisation: OrgId,
        pattern: Pattern,
        traces: &[Trace],
        success: Probability,
    ) -> Option<HuntHit> {
        let key = script.setting().keys.organisation(organisation).with(pattern);
        let found = traces
            .iter()
            .zip(0..)
            .filter(|(trace, ordinal)| {
                trace.is_kept(script.now()) && script.chance(success, key, HUNT, *ordinal)
            })
            .map(|(trace, _)| trace);
        let mut hit: Option<HuntHit> = None;
        for trace in found {
            let Some(key) = self.case_key(script, trace.intrusion) else { continue };
            let hit = hit.get_or_insert_with(|| HuntHit {
                organisation,
                case: Case { intrusion: Some(trace.intrusion), key },
                hosts: BTreeSet::new(),
                patterns: BTreeSet::from([pattern]),
                newest: trace.left,
            });
            hit.hosts.extend(trace.host);
            hit.newest = hit.newest.max(trace.left);
        }
        hit
    }

    /// Hosts that stand still because of an attack: whoever works there knows. In the order of their names.
    pub(crate) fn stopped_hosts(&self, script: &Script, organisation: OrgId) -> BTreeSet<HostRef> {
        let scenario = &script.setting().scenario;
        self.down
            .iter()
            .filter(|(host, down, _)| {
                down.0 == DownBy::Attack && scenario.group(host.0.group).organisation == organisation
            })
            .map(|(host, ..)| host.0)
            .collect()
    }

    /// Hosts that can be put back from backups: what was on them is gone, and a copy is there.
    pub(crate) fn restorable_hosts(&self, script: &Script, organisation: OrgId) -> BTreeSet<HostRef> {
        let scenario = &script.setting().scenario;
        let has_copy = |host: &HostRef| {
            let group = scenario.group(host.group);
            group.organisation == organisation && group.controls.backups.is_some()
        };
        self.damaged.iter().map(|host| host.0).filter(has_copy).collect()
    }

    /// How sure a team is, from 0 to 1, that a pattern belongs to an attack: surer of what does, the better its judgement.
    pub(crate) fn confidence(&self, script: &Script, team: TeamId, pattern: Pattern, judgement: f64) -> f64 {
        let key = script.setting().keys.team(team).with(pattern);
        let uniform = script.draw(key, CONFIDENCE, 0).uniform();
        if self.book.0.contains_key(&pattern) {
            libm::pow(uniform, 1.0 / judgement)
        } else {
            1.0 - libm::pow(1.0 - uniform, 1.0 / judgement)
        }
    }

    /// Whether flawless vetting would leave it. Only the reference arm that gives the ceiling may ask.
    pub(crate) fn is_flawless(&self, pattern: Pattern) -> bool {
        self.book.0.contains_key(&pattern)
    }

    /// Writes down that a case was opened, with the truth about it, which the team does not get to see.
    pub(crate) fn record_opening(
        &self,
        script: &mut Script,
        incident: IncidentId,
        organisation: OrgId,
        source: AlertSource,
        alert: Option<AlertId>,
        case: &Case,
    ) -> FactId {
        let intrusion =
            case.intrusion.and_then(|entity| self.intrusions.get(entity).ok()).map(|(spec, ..)| spec.id());
        let team = script.setting().scenario.organisation(organisation).team;
        script.record(What::IncidentOpened { incident, team, organisation, source, alert, intrusion })
    }
}

/// The techniques of what the attack has done so far that analysis comes upon, sorted.
fn techniques(
    script: &Script,
    case: &Case,
    (intrusion, progress): (&Intrusion, &Progress),
    analysis: &Analysis,
    round: u64,
) -> Vec<(Technique, Tactic)> {
    let setting = script.setting();
    let campaign = setting.scenario.campaign(intrusion.campaign);
    let done = campaign.steps.iter().enumerate().zip(&progress.0);
    let mut found: Vec<(Technique, Tactic)> = done
        .filter(|(_, state)| **state == StepState::Done)
        .filter(|((place, _), _)| {
            let key = case.key.with(setting.step_key(intrusion.campaign, StepId::at(*place)));
            script.chance(analysis.extraction, key, TECHNIQUE, round)
        })
        .map(|((_, step), _)| (step.technique.clone(), step.tactic))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn extract(
    script: &Script,
    case: &Case,
    emitted: &Emitted,
    analysis: &Analysis,
    round: u64,
) -> Vec<(Pattern, IndicatorKind)> {
    let mut indicators = Vec::new();
    for (pattern, kind) in &emitted.0 {
        let key = case.key.with(*pattern);
        if !script.chance(analysis.extraction, key, EXTRACT, round) {
            continue;
        }
        indicators.push((*pattern, *kind));
        if script.chance(analysis.false_indicators, key, MISTAKE, 0) {
            indicators.push((key.child("mistake"), *kind));
        }
    }
    indicators
}

/// What the adversary has left to mislead, where it is taken for what it uses.
fn misled(script: &Script, case: &Case, planted: &Planted) -> Vec<(Pattern, IndicatorKind)> {
    let taken = planted
        .0
        .iter()
        .filter(|(pattern, (_, taken))| script.chance(*taken, case.key.with(**pattern), DECOY, 0));
    taken.map(|(pattern, (kind, _))| (*pattern, *kind)).collect()
}
