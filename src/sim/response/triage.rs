//! Alerts: added to a case that they belong to, or triaged.

use bevy_ecs::prelude::*;

use super::desk::{Desks, Subject, Task, Terms};
use super::incident::{Cases, Opening};
use super::knowledge::Lessons;
use crate::engine::StableKey;
use crate::scenario::model::{Priority, Scenario, Severity, Trigger, WorkKind};
use crate::sim::action::{Action, ShareDue};
use crate::sim::fact::{AlertSource, Verdict, What};
use crate::sim::ground::{Alert, Examiner, JustIn, Shows};
use crate::sim::script::{Script, rank};
use crate::units::Span;

/// An alert has come in: it joins the case that it visibly belongs to, or waits for triage.
#[expect(clippy::too_many_arguments, reason = "the parameters of a system are its declaration of access")]
pub(super) fn receive(
    In(()): In<()>,
    mut script: Script,
    mut desks: Desks,
    mut cases: Cases,
    mut lessons: Lessons,
    mut just_in: ResMut<JustIn>,
    examiner: Examiner,
    alerts: Query<(&Alert, &Shows)>,
) {
    for entity in just_in.0.drain(..) {
        let Ok((alert, shows)) = alerts.get(entity) else { continue };
        if let Some(related) =
            cases.related(&script, alert.team, alert.organisation, alert.host, shows.patterns())
        {
            cases.put_to(&mut script, &mut desks, &examiner, related, (entity, alert, shows));
            sighted(&mut script, &mut lessons, alert, cases.key(related));
            desks.commands.entity(entity).despawn();
            continue;
        }
        let scenario = script.scenario();
        let triage = &scenario.team(alert.team).triage;
        let task = Task {
            team: alert.team,
            labour: &triage.labour,
            kind: WorkKind::Triage,
            key: alert.key.child("triage"),
            factor: cases.pace_of_triage(&script, alert.team),
            because: Some(alert.raised),
        };
        let terms = Terms {
            patience: Some(&triage.patience),
            priority: Some(priority(scenario, alert.source)),
            matter: desks.talents.matter_of(entity),
        };
        desks.enqueue_here(&mut script, task, entity, Subject(entity), terms);
    }
}

/// How urgent an alert is, as far as can be seen from outside.
fn priority(scenario: &Scenario, source: AlertSource) -> Priority {
    match source {
        AlertSource::Sensor(id) => scenario.sensor(id).priority,
        AlertSource::Noise(id) => scenario.noise(id).priority,
        AlertSource::Outage => Priority::High,
        AlertSource::Indicator { .. }
        | AlertSource::Hunt { .. }
        | AlertSource::Report(_)
        | AlertSource::Protection { .. }
        | AlertSource::Vetting(_) => Priority::Medium,
    }
}

/// An analyst has looked at an alert.
#[expect(clippy::too_many_arguments, reason = "the parameters of a system are its declaration of access")]
pub(super) fn triage_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut cases: Cases,
    mut lessons: Lessons,
    examiner: Examiner,
    works: Query<&Subject>,
    alerts: Query<(&Alert, &Shows)>,
) {
    // the work is on the alert itself, and goes with it
    desks.commands.entity(work).despawn();
    let Ok(entity) = works.get(work).map(|subject| subject.0) else { return };
    let Ok((alert, shows)) = alerts.get(entity) else { return };
    let scenario = script.scenario();
    let team = scenario.team(alert.team);
    let triage = lessons.insights.wary(alert.team, &team.triage, team.posture.suspicion);
    let verdict = examiner.triage(&script, entity, alert, &triage);
    let triaged = script.record(What::AlertTriaged { alert: alert.id, team: alert.team, verdict });
    script.go_on_from(triaged);
    if verdict == Verdict::Closed {
        if let AlertSource::Indicator { pattern, .. } = alert.source {
            lessons.count_false(&mut script, alert.team, pattern);
        }
        return;
    }
    // A case that it seems to belong to may have been opened while it waited.
    if let Some(related) =
        cases.related(&script, alert.team, alert.organisation, alert.host, shows.patterns())
    {
        cases.put_to(&mut script, &mut desks, &examiner, related, (entity, alert, shows));
        sighted(&mut script, &mut lessons, alert, cases.key(related));
        return;
    }
    let opening = Opening {
        team: alert.team,
        organisation: alert.organisation,
        source: alert.source,
        alert: Some(alert.id),
        case: examiner.case_of(&script, entity, alert),
        hosts: alert.host.into_iter().collect(),
        shows: shows.0.clone(),
        marks: shows.patterns().collect(),
    };
    if let Some(incident) = cases.open_case(&mut script, &mut desks, &examiner, &lessons, opening) {
        sighted(&mut script, &mut lessons, alert, Some(incident.key));
        let due = ShareDue {
            team: incident.team,
            incident: incident.id,
            key: incident.key,
            trigger: Trigger::Suspicion,
            severity: Severity::Low,
            patterns: shows.0.clone(),
        };
        let cause = script.cause();
        script.plan(Some(Span::ZERO), rank::ARRIVAL, incident.key, cause, Action::Share(Box::new(due)));
    }
}

/// An alert from an indicator is taken for an attack: the indicator was seen. `key` is that of the case.
fn sighted(script: &mut Script, lessons: &mut Lessons, alert: &Alert, key: Option<StableKey>) {
    if let (AlertSource::Indicator { pattern, .. }, Some(key)) = (alert.source, key) {
        lessons.sighted(script, alert.team, pattern, key);
    }
}
