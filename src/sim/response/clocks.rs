//! How bad a team takes an incident to be, and the reports that are due because it is.

use bevy_ecs::prelude::*;

use super::desk::{Desks, Subject, Task, Terms};
use super::incident::{Incident, KnownHosts};
use crate::engine::{StableKey, Ticket};
use crate::scenario::model::{Notification, Reporting, Severity, TeamId, WorkKind};
use crate::sim::action::Action;
use crate::sim::fact::{Casework, FactId, IncidentId, What};
use crate::sim::script::{Script, rank};

/// How bad the team takes an incident to be; none before it is confirmed.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(super) struct Gravity(pub(super) Option<Severity>);

/// A report that is due.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Filing {
    incident: IncidentId,
    team: TeamId,
    key: StableKey,
    report: Notification,
    /// What happens when it is due; none when that has happened.
    deadline: Option<Ticket>,
    /// What is written next.
    next: Option<Entity>,
}

impl Filing {
    fn record(&self, script: &mut Script, casework: Casework) -> FactId {
        script.record(What::Casework { incident: self.incident, casework })
    }

    /// Puts it up for somebody to write.
    fn write(&self, script: &mut Script, desks: &mut Desks, reporting: &Reporting, entity: Entity) {
        let Self { team, key, report, .. } = *self;
        let labour = &reporting.deadline(report).labour;
        let task = Task { team, labour, kind: WorkKind::Reporting, key, factor: 1.0, because: None };
        desks.enqueue(script, task, Subject(entity), Terms::default());
    }
}

/// The team looks at what it knows of an incident that is confirmed; what was taken to be bad stays so.
pub(super) fn assess(
    script: &mut Script,
    desks: &mut Desks,
    incident: &Incident,
    known: &KnownHosts,
    gravity: &mut Gravity,
) {
    let scenario = script.scenario();
    let team = scenario.team(incident.team);
    let severity = team.severity.of(&known.0);
    let before = gravity.0;
    if before.is_some_and(|before| before >= severity) {
        return;
    }
    gravity.0 = Some(severity);
    let assessed = What::Casework { incident: incident.id, casework: Casework::Assessed { severity } };
    let assessed = script.record(assessed);
    let Some(reporting) = &team.reporting else { return };
    let known_before = before.is_some_and(|before| before >= reporting.severity);
    if severity >= reporting.severity && !known_before {
        start(script, desks, incident, reporting, assessed);
    }
}

/// The clocks start.
fn start(
    script: &mut Script,
    desks: &mut Desks,
    incident: &Incident,
    reporting: &Reporting,
    assessed: FactId,
) {
    let mut next = None;
    for report in [Notification::Notification, Notification::Warning] {
        let entity = desks.commands.spawn_empty().id();
        let due = reporting.deadline(report).due;
        let casework = Casework::ReportDue { report, within: due };
        let because =
            script.record_because(Some(assessed), What::Casework { incident: incident.id, casework });
        let key = incident.key.child(report.text());
        let deadline = script.plan(Some(due), rank::EXPIRY, key, Some(because), Action::ReportDue(entity));
        let Incident { id, team, .. } = *incident;
        let filing = Filing { incident: id, team, key, report, deadline, next: next.replace(entity) };
        if report == Notification::Warning {
            filing.write(script, desks, reporting, entity);
        }
        desks.commands.entity(entity).insert(filing);
    }
}

/// A report is written; the next one is begun.
pub(super) fn report_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    works: Query<&Subject>,
    filings: Query<&Filing>,
) {
    desks.commands.entity(work).despawn();
    let Ok(Subject(entity)) = works.get(work) else { return };
    let Ok(filing) = filings.get(*entity) else { return };
    desks.commands.entity(*entity).despawn();
    if let Some(ticket) = filing.deadline {
        script.cancel(ticket);
    }
    let late = filing.deadline.is_none();
    let filed = filing.record(&mut script, Casework::ReportFiled { report: filing.report, late });
    script.go_on_from(filed);
    let scenario = script.scenario();
    if let (Some(reporting), Some(next)) = (&scenario.team(filing.team).reporting, filing.next)
        && let Ok(filing) = filings.get(next)
    {
        filing.write(&mut script, &mut desks, reporting, next);
    }
}

/// A report is due, and not there.
pub(super) fn report_due(In(entity): In<Entity>, mut script: Script, mut filings: Query<&mut Filing>) {
    if let Ok(mut filing) = filings.get_mut(entity) {
        filing.deadline = None;
        filing.record(&mut script, Casework::ReportMissed { report: filing.report });
    }
}
