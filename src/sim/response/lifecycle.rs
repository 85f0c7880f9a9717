//! The life of an incident after triage: analysis, containment, eradication (NIST SP 800-61). Recovery has a file of its
//! own.

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::query::QueryData;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::clocks::{Gravity, assess};
use super::correlation::{Archive, Marks, Picture};
use super::desk::{Desks, Subject, Task, Terms};
use super::incident::{
    Afterwards, Evidence, InRecovery, Incident, Informed, KnownHosts, Recovering, Stage, Widened,
};
use super::insight::Insights;
use super::knowledge::{Handling, Learning, Learnt, Lessons, take_back_case};
use super::measures::{Measures, choose};
use super::practice::{Experience, Techniques, of_stage, plan_review};
use super::procedures::Adopted;
use super::recovery::{Bench, Rebuilds, close_if_done, recover};
use crate::scenario::model::{HostRef, IndicatorKind, PlayStage, Severity, Team, Trigger, Use, WorkKind};
use crate::sim::action::{Action, ShareDue};
use crate::sim::fact::{AlertSource, Casework, Pattern, Provenance, What};
use crate::sim::ground::{Case, Examiner, Findings, KillSwitches, Levers};
use crate::sim::script::{Script, rank};
use crate::units::Span;

/// What a team holds of an incident.
#[derive(QueryData)]
#[query_data(mutable)]
pub(crate) struct File {
    pub(super) entity: Entity,
    pub(super) incident: &'static Incident,
    pub(super) case: &'static Case,
    pub(super) stage: &'static mut Stage,
    pub(super) known: &'static mut KnownHosts,
    pub(super) evidence: &'static mut Evidence,
    pub(super) marks: &'static mut Marks,
    pub(super) recovering: &'static mut Recovering,
    pub(super) informed: &'static Informed,
    pub(super) gravity: &'static mut Gravity,
    pub(super) techniques: &'static mut Techniques,
    pub(super) measures: &'static mut Measures,
}

/// What a team keeps of its incidents.
#[derive(QueryData)]
#[query_data(mutable)]
pub(crate) struct Records {
    pub(super) in_recovery: &'static mut InRecovery,
    pub(super) archive: &'static mut Archive,
    pub(super) bench: &'static mut Bench,
    pub(super) experience: &'static Experience,
    pub(super) adopted: &'static Adopted,
}

/// Incidents on someone's desk.
#[derive(SystemParam)]
pub(crate) struct Files<'w, 's> {
    pub(super) works: Query<'w, 's, (&'static Subject, Option<&'static Rebuilds>, Has<Afterwards>)>,
    pub(super) incidents: Query<'w, 's, File>,
    pub(super) roster: Res<'w, Roster>,
    pub(super) teams: Query<'w, 's, Records>,
}

impl Files<'_, '_> {
    /// The incident that work is on.
    pub(super) fn subject(&self, work: Entity) -> Option<Entity> {
        self.works.get(work).ok().map(|(subject, ..)| subject.0)
    }

    /// The confirmed case that what is known of another shows to be the same; the oldest where there are several.
    fn same(
        &self,
        script: &Script,
        other: &Incident,
        found: &Evidence,
        hosts: &BTreeSet<HostRef>,
    ) -> Option<Entity> {
        let rule = &script.setting().scenario.team(other.team).correlation;
        let fits = |file: &FileReadOnlyItem| {
            let picture = Picture { known: file.known, evidence: file.evidence, marks: file.marks };
            file.incident.id != other.id
                && (file.incident.team, file.incident.organisation) == (other.team, other.organisation)
                && *file.stage > Stage::Analysis
                && picture.shares(rule, hosts, found)
        };
        let oldest = self.incidents.iter().filter(fits).min_by_key(|file| file.incident.id);
        oldest.map(|file| file.entity)
    }

    /// A case turns out to be part of another: what is known of it goes there.
    fn fold(&mut self, script: &mut Script, desks: &mut Desks, entity: Entity, into: Entity) {
        let Ok([from, mut file]) = self.incidents.get_many_mut([entity, into]) else { return };
        let casework = Casework::Merged { into: file.incident.id };
        let merged = What::Casework { incident: from.incident.id, casework };
        let merged = script.record(merged);
        script.go_on_from(merged);
        file.marks.patterns.extend(&from.marks.patterns);
        file.evidence.0 = merge(&file.evidence.0, &from.evidence.0);
        let (known, recovering, gravity) = (&mut *file.known, &mut *file.recovering, &mut *file.gravity);
        let (incident, matter) = (file.incident, file.case.matter());
        let case = Widened { entity: into, incident, matter, stage: *file.stage, known, recovering, gravity };
        case.by(script, desks, from.known.0.iter().copied());
        desks.commands.entity(entity).despawn();
    }

    /// The factor on the time that a stage takes for how practised the team is.
    pub(super) fn pace(&self, script: &mut Script, entity: Entity, stage: PlayStage) -> f64 {
        let Ok(file) = self.incidents.get(entity) else { return 1.0 };
        let Ok(records) = self.teams.get(self.roster.team(file.incident.team)) else { return 1.0 };
        let Incident { team, id, .. } = *file.incident;
        let scenario = script.scenario();
        let practised = (records.experience, records.adopted);
        let pace = of_stage(script, scenario.team(team), practised, stage, file.techniques);
        pace.record(script, (team, id), stage);
        pace.factor
    }

    /// A case is closed: what it was about is filed, and gone through.
    pub(super) fn close(
        &mut self,
        script: &mut Script,
        desks: &mut Desks,
        insights: &Insights,
        entity: Entity,
    ) {
        let Ok(file) = self.incidents.get(entity) else { return };
        let picture = Picture { known: file.known, evidence: file.evidence, marks: file.marks };
        if let Ok(mut records) = self.teams.get_mut(self.roster.team(file.incident.team)) {
            records.archive.file(file.incident.organisation, &picture, script.now());
        }
        let severity = file
            .gravity
            .0
            .unwrap_or_else(|| script.setting().scenario.team(file.incident.team).severity.of(&file.known.0));
        conclude(script, insights, file.incident, severity, file.evidence.0.clone());
        plan_review(script, desks, file.incident, *file.gravity, file.techniques);
        desks.commands.entity(entity).despawn();
    }
}

fn share(
    script: &mut Script,
    incident: &Incident,
    trigger: Trigger,
    severity: Severity,
    patterns: Vec<(Pattern, IndicatorKind)>,
) {
    let Incident { team, id, key, .. } = *incident;
    let due = ShareDue { team, incident: id, key, trigger, severity, patterns };
    let cause = script.cause();
    script.plan(Some(Span::ZERO), rank::ARRIVAL, key, cause, Action::Share(Box::new(due)));
}

/// An incident is closed: what it has taught is put to use, and may be told.
fn conclude(
    script: &mut Script,
    insights: &Insights,
    incident: &Incident,
    severity: Severity,
    evidence: Vec<(Pattern, IndicatorKind)>,
) {
    insights.conclude(script, incident.team, incident.id, incident.key);
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    if policies.iter().any(|policy| policy.from == incident.team && policy.waits_for_closure()) {
        share(script, incident, Trigger::Closure, severity, evidence);
    }
}

/// Analysis of a suspicion is done.
pub(super) fn analysis_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut files: Files,
    mut lessons: Lessons,
    mut switches: KillSwitches,
    examiner: Examiner,
) {
    desks.commands.entity(work).despawn();
    let Some(entity) = files.subject(work) else { return };
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    let incident = *file.incident;
    let scenario = script.scenario();
    let team = scenario.team(incident.team);
    let told = lessons.insights.recognised(&script, incident.team, file.case.matter());
    let analysis = team.analysis.when(told.is_some());
    let findings = examiner.analyse(&script, file.case, &file.known.0, &analysis, incident.round);
    let Findings::Attack { hosts, indicators, techniques } = findings else {
        script.record(What::IncidentDismissed { incident: incident.id });
        if let AlertSource::Indicator { pattern, .. } = incident.source {
            lessons.count_false(&mut script, incident.team, pattern);
        }
        take_back_case(&mut script, incident.team, incident.id, incident.key);
        desks.commands.entity(entity).despawn();
        return;
    };
    file.known.0 = hosts;
    file.techniques.0 = techniques;
    let known = u32::try_from(file.known.0.len()).unwrap_or(u32::MAX);
    let confirmed =
        What::IncidentConfirmed { incident: incident.id, hosts: known, informed: file.informed.0 };
    let confirmed = script.record(confirmed);
    script.go_on_from(confirmed);
    switches.look_for(&mut script, file.case, incident.team, incident.key, incident.round);
    let all = merge(&file.evidence.0, &indicators);
    file.evidence.0.clone_from(&all);
    let (hosts, evidence) = (file.known.0.clone(), file.evidence.clone());
    learn_own(&mut script, &mut lessons, team, &incident, &all);
    lessons.insights.confirm(&mut script, &incident, file.case.matter(), told, team.analysis.extraction);
    let severity = team.severity.of(&hosts);
    share(&mut script, &incident, Trigger::Confirmation, severity, all.clone());
    if let Some(other) = files.same(&script, &incident, &evidence, &hosts) {
        if let Ok(into) = files.incidents.get(other) {
            lessons.insights.fold(incident.team, incident.id, into.incident.id);
        }
        files.fold(&mut script, &mut desks, entity, other);
        return;
    }
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    *file.stage = Stage::Containment;
    assess(&mut script, &mut desks, &incident, &file.known, &mut file.gravity);
    if hosts.is_empty() {
        // as far as anybody can see there is nothing to contain
        share(&mut script, &incident, Trigger::Containment, severity, all);
        let closed = script.record(What::IncidentRecovered { incident: incident.id });
        script.go_on_from(closed);
        files.close(&mut script, &mut desks, &lessons.insights, entity);
        return;
    }
    let severity = file.gravity.0.unwrap_or(severity);
    let (measures, authority) = choose(&script, &incident, &team.containment, severity, &file.techniques);
    *file.measures = measures;
    script.plan(authority, rank::WORK, incident.key, Some(confirmed), Action::Authorised(entity));
}

fn merge(
    known: &[(Pattern, IndicatorKind)],
    found: &[(Pattern, IndicatorKind)],
) -> Vec<(Pattern, IndicatorKind)> {
    let mut all = known.to_vec();
    all.extend(found.iter().filter(|(pattern, _)| !known.iter().any(|(held, _)| held == pattern)));
    all
}

fn learn_own(
    script: &mut Script,
    lessons: &mut Lessons,
    team: &Team,
    incident: &Incident,
    indicators: &[(Pattern, IndicatorKind)],
) {
    let allowed = if team.deployment.blocks { Use::Block } else { Use::Detect };
    for (pattern, kind) in indicators {
        let (pattern, kind) = (*pattern, *kind);
        let lesson = Learning {
            team: incident.team,
            pattern,
            kind,
            provenance: Provenance::Own,
            handling: Handling::own(allowed),
            seen: script.now(),
            through: Arc::default(),
            at_once: false,
        };
        if lessons.learn(script, lesson) != Learnt::New {
            lessons.confirmed(script, incident.team, pattern, incident.key);
        }
    }
}

/// The authority to contain has been given.
pub(super) fn authorised(In(entity): In<Entity>, mut script: Script, mut desks: Desks, files: Files) {
    let Ok(file) = files.incidents.get(entity) else { return };
    let incident = file.incident;
    let scenario = script.scenario();
    let spec = &scenario.team(incident.team).containment;
    if spec.asks() {
        let given = What::Casework { incident: incident.id, casework: Casework::Authorised };
        let given = script.record(given);
        script.go_on_from(given);
    }
    let factor = files.pace(&mut script, entity, PlayStage::Containment);
    let key = incident.key.child("containment");
    let kind = WorkKind::Containment;
    let task = Task { team: incident.team, labour: &spec.labour, kind, key, factor, because: None };
    let terms = Terms { matter: file.case.matter(), ..Terms::default() };
    desks.enqueue(&mut script, task, Subject(entity), terms);
}

/// What was chosen is done about the hosts that are known to be compromised.
pub(super) fn containment_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut levers: Levers,
    mut lessons: Lessons,
    mut files: Files,
    examiner: Examiner,
) {
    desks.commands.entity(work).despawn();
    let Ok((Subject(entity), _, afterwards)) = files.works.get(work) else { return };
    let entity = *entity;
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    let (incident, matter) = (*file.incident, file.case.matter());
    let hosts: Vec<HostRef> = file.known.0.iter().copied().collect();
    let late = *file.stage == Stage::Recovery;
    if afterwards {
        file.recovering.0 = file.recovering.0.saturating_sub(1);
    } else {
        *file.stage = Stage::Eradication;
        examiner.record_scope(&mut script, incident.id, file.case, &file.known.0);
    }
    let isolates = file.measures.isolates();
    let isolated = if isolates { levers.isolate(&mut script, incident.organisation, &hosts) } else { 0 };
    if isolated > 0 || !afterwards {
        let contained = script.record(What::IncidentContained { incident: incident.id, hosts: isolated });
        script.go_on_from(contained);
    }
    let about = (&incident, &*file.evidence);
    file.measures.carry_out(&mut script, &mut levers, &mut lessons, about, &hosts);
    let evidence = file.evidence.0.clone();
    let severity = file.gravity.0.unwrap_or(Severity::Low);
    if !afterwards {
        let scenario = script.scenario();
        let labour = &scenario.team(incident.team).eradication.labour;
        let key = incident.key.child("eradication");
        let kind = WorkKind::Eradication;
        let factor = files.pace(&mut script, entity, PlayStage::Eradication);
        let task = Task { team: incident.team, labour, kind, key, factor, because: None };
        desks.enqueue(&mut script, task, Subject(entity), Terms { matter, ..Terms::default() });
        share(&mut script, &incident, Trigger::Containment, severity, evidence);
    } else if late {
        recover(&mut script, &mut desks, &mut files, &examiner, entity, hosts.into_iter().collect());
        close_if_done(&mut script, &mut desks, &mut levers, &mut files, &lessons.insights, entity);
    }
}

/// What was left on known hosts is removed; now they come back, and with them what the attack had stopped.
pub(super) fn eradication_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut levers: Levers,
    mut files: Files,
    insights: Insights,
    examiner: Examiner,
) {
    desks.commands.entity(work).despawn();
    let Some(entity) = files.subject(work) else { return };
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    *file.stage = Stage::Recovery;
    let (id, organisation) = (file.incident.id, file.incident.organisation);
    let mut hosts = file.known.0.clone();
    let eradicated = script.record(What::IncidentEradicated { incident: id });
    script.go_on_from(eradicated);
    let resets = script.setting().scenario.team(file.incident.team).eradication.resets;
    file.measures.renew(&mut script, &mut levers, file.incident, resets.then_some(&file.known.0));
    hosts.extend(examiner.stopped_hosts(&script, organisation));
    recover(&mut script, &mut desks, &mut files, &examiner, entity, hosts);
    close_if_done(&mut script, &mut desks, &mut levers, &mut files, &insights, entity);
}
