//! The life of an incident after triage: analysis, containment, eradication, recovery (NIST SP 800-61).

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::desk::{Desks, Subject, Task, Terms};
use super::incident::{Evidence, InRecovery, Incident, Informed, KnownHosts, Recovering, Stage};
use super::insight::Insights;
use super::knowledge::{Handling, Learning, Lessons};
use crate::engine::Purpose;
use crate::scenario::model::{HostRef, IndicatorKind, Labour, Severity, Team, Trigger, Use, WorkKind};
use crate::sim::action::{Action, ShareDue};
use crate::sim::fact::{AlertSource, Pattern, Provenance, What};
use crate::sim::ground::{Case, Examiner, Findings, KillSwitches, Levers};
use crate::sim::script::{Script, rank};
use crate::units::Span;

const AUTHORITY: Purpose = Purpose::new("containment.authority");

/// Recovery is split into at most so many pieces of work, that many analysts can share.
const PIECES: usize = 50;

/// The hosts that a piece of work brings back.
#[derive(Component, Debug)]
pub(crate) struct Rebuilds(Vec<HostRef>);

/// An incident on someone's desk.
#[derive(SystemParam)]
pub(crate) struct Files<'w, 's> {
    works: Query<'w, 's, (&'static Subject, Option<&'static Rebuilds>)>,
    incidents: Query<
        'w,
        's,
        (
            &'static Incident,
            &'static Case,
            &'static mut Stage,
            &'static mut KnownHosts,
            &'static mut Evidence,
            &'static mut Recovering,
            &'static Informed,
        ),
    >,
    roster: Res<'w, Roster>,
    recovery: Query<'w, 's, &'static mut InRecovery>,
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
    let policies = script.setting().policies.clone();
    if policies.iter().any(|policy| policy.from == incident.team && policy.waits_for_closure()) {
        share(script, incident, Trigger::Closure, severity, evidence);
    }
}

/// Analysis of a suspicion is done.
pub(super) fn analysis_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut files: Files,
    mut lessons: Lessons,
    mut switches: KillSwitches,
    examiner: Examiner,
) {
    commands.entity(work).despawn();
    let Ok(entity) = files.works.get(work).map(|(subject, _)| subject.0) else { return };
    let Ok((incident, case, mut stage, mut known, mut evidence, _, informed)) =
        files.incidents.get_mut(entity)
    else {
        return;
    };
    let incident = *incident;
    let scenario = script.setting().scenario.clone();
    let team = scenario.team(incident.team);
    let told = lessons.insights.recognised(&script, incident.team, case.matter());
    let analysis = team.analysis.when(told.is_some());
    match examiner.analyse(&script, case, &known.0, &analysis, incident.round) {
        Findings::FalseAlarm => {
            script.record(What::IncidentDismissed { incident: incident.id });
            if let AlertSource::Indicator { pattern, .. } = incident.source {
                lessons.count_false(&mut script, incident.team, pattern);
            }
            commands.entity(entity).despawn();
        }
        Findings::Attack { hosts, indicators } => {
            known.0 = hosts;
            *stage = Stage::Containment;
            let attempt = known.0.is_empty();
            let severity = Severity::of_hosts(known.0.len());
            let hosts = u32::try_from(known.0.len()).unwrap_or(u32::MAX);
            let confirmed = What::IncidentConfirmed { incident: incident.id, hosts, informed: informed.0 };
            let confirmed = script.record(confirmed);
            script.go_on_from(confirmed);
            switches.look_for(&mut script, case, incident.team, incident.key, incident.round);
            let all = merge(&evidence.0, &indicators);
            evidence.0.clone_from(&all);
            learn_own(&mut script, &mut lessons, team, &incident, &all);
            lessons.insights.confirm(&mut script, &incident, case.matter(), told, team.analysis.extraction);
            share(&mut script, &incident, Trigger::Confirmation, severity, all.clone());
            if attempt {
                // as far as anybody can see there is nothing to contain
                share(&mut script, &incident, Trigger::Containment, severity, all.clone());
                let closed = script.record(What::IncidentRecovered { incident: incident.id });
                script.go_on_from(closed);
                conclude(&mut script, &lessons.insights, &incident, severity, all);
                commands.entity(entity).despawn();
                return;
            }
            let authority = script.span(&team.containment.authority, incident.key, AUTHORITY, 0);
            script.plan(authority, rank::WORK, incident.key, Some(confirmed), Action::Authorised(entity));
        }
    }
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
            at_once: false,
        };
        lessons.learn(script, lesson);
    }
}

/// The authority to contain has been given.
pub(super) fn authorised(
    In(entity): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    incidents: Query<(&Incident, &Case)>,
) {
    let Ok((incident, case)) = incidents.get(entity) else { return };
    let scenario = script.setting().scenario.clone();
    let labour = &scenario.team(incident.team).containment.labour;
    let key = incident.key.child("containment");
    let task =
        Task { team: incident.team, labour, kind: WorkKind::Containment, key, factor: 1.0, because: None };
    let terms = Terms { matter: case.matter(), ..Terms::default() };
    desks.enqueue(&mut script, task, Subject(entity), terms);
}

/// The hosts that are known to be compromised are cut off.
pub(super) fn containment_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut levers: Levers,
    mut files: Files,
    examiner: Examiner,
) {
    desks.commands.entity(work).despawn();
    let Ok(entity) = files.works.get(work).map(|(subject, _)| subject.0) else { return };
    let Ok((incident, case, mut stage, known, evidence, _, _)) = files.incidents.get_mut(entity) else {
        return;
    };
    let (incident, matter) = (*incident, case.matter());
    let hosts: Vec<HostRef> = known.0.iter().copied().collect();
    let evidence = evidence.0.clone();
    let first = *stage == Stage::Containment;
    let late = *stage == Stage::Recovery;
    if first {
        *stage = Stage::Eradication;
    }
    let isolated = levers.isolate(&mut script, incident.organisation, &hosts);
    if isolated > 0 || first {
        let contained = script.record(What::IncidentContained { incident: incident.id, hosts: isolated });
        script.go_on_from(contained);
    }
    if first {
        let scenario = script.setting().scenario.clone();
        let labour = &scenario.team(incident.team).eradication;
        let key = incident.key.child("eradication");
        let task = Task {
            team: incident.team,
            labour,
            kind: WorkKind::Eradication,
            key,
            factor: 1.0,
            because: None,
        };
        desks.enqueue(&mut script, task, Subject(entity), Terms { matter, ..Terms::default() });
        share(&mut script, &incident, Trigger::Containment, Severity::of_hosts(hosts.len()), evidence);
    } else if late {
        let hosts = known_hosts(&files, entity);
        recover(&mut script, &mut desks, &mut files, &examiner, entity, hosts);
    }
}

fn known_hosts(files: &Files, entity: Entity) -> BTreeSet<HostRef> {
    files.incidents.get(entity).map(|(_, _, _, known, ..)| known.0.clone()).unwrap_or_default()
}

/// What was left on known hosts is removed; now they come back, and with them what the attack had stopped.
pub(super) fn eradication_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut files: Files,
    insights: Insights,
    examiner: Examiner,
) {
    desks.commands.entity(work).despawn();
    let Ok(entity) = files.works.get(work).map(|(subject, _)| subject.0) else { return };
    let Ok((incident, _, mut stage, ..)) = files.incidents.get_mut(entity) else { return };
    *stage = Stage::Recovery;
    let incident = *incident;
    let eradicated = script.record(What::IncidentEradicated { incident: incident.id });
    script.go_on_from(eradicated);
    let mut hosts = known_hosts(&files, entity);
    hosts.extend(examiner.stopped_hosts(&script, incident.organisation));
    recover(&mut script, &mut desks, &mut files, &examiner, entity, hosts);
    close_if_done(&mut script, &mut desks.commands, &files, &insights, entity);
}

/// Puts hosts up for recovery that nobody is bringing back yet, in pieces that several analysts can share. What there
/// are backups of is put back from them.
fn recover(
    script: &mut Script,
    desks: &mut Desks,
    files: &mut Files,
    examiner: &Examiner,
    entity: Entity,
    hosts: BTreeSet<HostRef>,
) {
    let Ok((incident, _, _, _, _, mut recovering, _)) = files.incidents.get_mut(entity) else { return };
    let Ok(mut in_recovery) = files.recovery.get_mut(files.roster.team(incident.team)) else { return };
    let open: Vec<HostRef> = hosts.into_iter().filter(|host| in_recovery.0.insert(*host)).collect();
    let scenario = script.setting().scenario.clone();
    let labour = &scenario.team(incident.team).recovery;
    let restorable = examiner.restorable_hosts(script, incident.organisation);
    let (restored, rebuilt): (Vec<HostRef>, Vec<HostRef>) =
        open.into_iter().partition(|host| restorable.contains(host));
    let mut lots = vec![(rebuilt, labour.clone())];
    for hosts in restored.chunk_by(|one, next| one.group == next.group) {
        let backups = hosts.first().and_then(|host| scenario.group(host.group).controls.backups.as_ref());
        let work = backups.map_or(&labour.work, |backups| &backups.restore).clone();
        lots.push((hosts.to_vec(), Labour { desk: labour.desk, work }));
    }
    for (hosts, labour) in &lots {
        for piece in hosts.chunks(hosts.len().div_ceil(PIECES).max(1)) {
            let Some(first) = piece.first() else { continue };
            recovering.0 += 1;
            let key = incident.key.child("recovery").with(script.setting().keys.host(*first));
            #[expect(clippy::cast_precision_loss, reason = "hosts are counted far below 2^53")]
            let factor = piece.len() as f64;
            let kind = WorkKind::Recovery;
            let task = Task { team: incident.team, labour, kind, key, factor, because: None };
            desks.enqueue(script, task, (Subject(entity), Rebuilds(piece.to_vec())), Terms::default());
        }
    }
}

/// Some hosts are back.
pub(super) fn recovery_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut levers: Levers,
    mut files: Files,
    insights: Insights,
) {
    commands.entity(work).despawn();
    let Ok((Subject(entity), Some(rebuilds))) = files.works.get(work) else { return };
    let (entity, hosts) = (*entity, rebuilds.0.clone());
    let Ok((incident, _, _, _, _, mut recovering, _)) = files.incidents.get_mut(entity) else { return };
    recovering.0 = recovering.0.saturating_sub(1);
    levers.rebuild(&mut script, incident.organisation, &hosts);
    if let Ok(mut in_recovery) = files.recovery.get_mut(files.roster.team(incident.team)) {
        for host in &hosts {
            in_recovery.0.remove(host);
        }
    }
    close_if_done(&mut script, &mut commands, &files, &insights, entity);
}

fn close_if_done(
    script: &mut Script,
    commands: &mut Commands,
    files: &Files,
    insights: &Insights,
    entity: Entity,
) {
    let Ok((incident, _, _, known, evidence, recovering, _)) = files.incidents.get(entity) else { return };
    if recovering.0 == 0 {
        let closed = script.record(What::IncidentRecovered { incident: incident.id });
        script.go_on_from(closed);
        conclude(script, insights, incident, Severity::of_hosts(known.0.len()), evidence.0.clone());
        commands.entity(entity).despawn();
    }
}
