//! Incidents as a team sees them.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::desk::{Desks, Subject, Task, Terms};
use super::knowledge::Lessons;
use crate::engine::StableKey;
use crate::scenario::model::{HostRef, IndicatorKind, OrgId, TeamId, WorkKind};
use crate::sim::fact::{AlertId, AlertSource, IncidentId, Pattern};
use crate::sim::ground::{Case, Examiner};
use crate::sim::script::Script;

/// A case that a team works on.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Incident {
    pub(crate) id: IncidentId,
    pub(crate) team: TeamId,
    pub(crate) organisation: OrgId,
    /// The key that its luck goes by.
    pub(crate) key: StableKey,
    /// How many cases of the same intrusion the team had before.
    pub(crate) round: u64,
    pub(crate) source: AlertSource,
}

/// Which team works on it.
#[derive(Component, Debug)]
#[relationship(relationship_target = Handles)]
pub(crate) struct HandledBy(pub(crate) Entity);

/// The cases that a team works on.
#[derive(Component, Debug)]
#[relationship_target(relationship = HandledBy)]
pub(crate) struct Handles(Vec<Entity>);

/// Where an incident stands (NIST SP 800-61).
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// What is it, how far does it reach?
    Analysis,
    /// Stop it.
    Containment,
    /// Remove what is left.
    Eradication,
    /// Bring the hosts back.
    Recovery,
}

/// The compromised hosts that the team knows of.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct KnownHosts(pub(super) BTreeSet<HostRef>);

/// What the team takes for indicators of it.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct Evidence(pub(super) Vec<(Pattern, IndicatorKind)>);

/// How many pieces of work still bring hosts back.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(super) struct Recovering(pub(super) u32);

/// How often a team has opened a case of each intrusion, by the key of the case.
#[derive(Component, Debug)]
pub(super) struct Rounds(pub(super) BTreeMap<StableKey, u64>);

/// Hosts that a team is bringing back.
#[derive(Component, Debug)]
pub(super) struct InRecovery(pub(super) BTreeSet<HostRef>);

/// The open cases of all teams.
#[derive(SystemParam)]
pub(super) struct Cases<'w, 's> {
    pub(super) roster: Res<'w, Roster>,
    teams: Query<'w, 's, (&'static mut Rounds, Option<&'static Handles>)>,
    incidents: Query<
        'w,
        's,
        (&'static Incident, &'static Stage, &'static mut KnownHosts, &'static Evidence, &'static Case),
    >,
}

/// A case about to be opened.
pub(super) struct Opening {
    pub(super) team: TeamId,
    pub(super) organisation: OrgId,
    pub(super) source: AlertSource,
    pub(super) alert: Option<AlertId>,
    pub(super) case: Case,
    pub(super) host: Option<HostRef>,
    pub(super) shows: Vec<(Pattern, IndicatorKind)>,
}

impl Cases<'_, '_> {
    /// The open case that these facts point to, by what the team knows: a host or an indicator in common.
    pub(super) fn related(
        &self,
        team: TeamId,
        organisation: OrgId,
        host: Option<HostRef>,
        shows: &[(Pattern, IndicatorKind)],
    ) -> Option<Entity> {
        self.open(team).find(|entity| {
            self.incidents.get(*entity).is_ok_and(|(incident, _, known, evidence, _)| {
                incident.organisation == organisation
                    && (host.is_some_and(|host| known.0.contains(&host))
                        || shows
                            .iter()
                            .any(|(pattern, _)| evidence.0.iter().any(|(held, _)| held == pattern)))
            })
        })
    }

    /// The open case that a look shows to be the same.
    pub(super) fn matching(&self, team: TeamId, same: impl Fn(&Case) -> bool) -> Option<Entity> {
        self.open(team).find(|entity| self.incidents.get(*entity).is_ok_and(|(_, _, _, _, case)| same(case)))
    }

    fn open(&self, team: TeamId) -> impl Iterator<Item = Entity> + '_ {
        let handles = self.teams.get(self.roster.team(team)).ok().and_then(|(_, handles)| handles);
        handles.into_iter().flat_map(|handles| handles.iter())
    }

    /// Whether the team has had a case of this before.
    pub(super) fn had(&self, team: TeamId, case: &Case) -> bool {
        self.teams.get(self.roster.team(team)).is_ok_and(|(rounds, _)| rounds.0.contains_key(&case.key()))
    }

    /// The number of an incident.
    pub(super) fn id(&self, entity: Entity) -> Option<IncidentId> {
        self.incidents.get(entity).ok().map(|(incident, ..)| incident.id)
    }

    /// Another compromised host of a case has become known; after containment it has to be contained as well.
    pub(super) fn note_host(
        &mut self,
        script: &mut Script,
        desks: &mut Desks,
        entity: Entity,
        host: Option<HostRef>,
    ) {
        let Some(host) = host else { return };
        let Ok((incident, stage, mut known, _, case)) = self.incidents.get_mut(entity) else { return };
        if !known.0.insert(host) || *stage <= Stage::Containment {
            return;
        }
        let scenario = script.setting().scenario.clone();
        let key = incident.key.child("containment").with(script.setting().keys.host(host));
        let labour = &scenario.team(incident.team).containment.labour;
        let task = Task {
            team: incident.team,
            labour,
            kind: WorkKind::Containment,
            key,
            factor: 1.0,
            because: None,
        };
        let terms = Terms { matter: case.matter(), ..Terms::default() };
        desks.enqueue(script, task, Subject(entity), terms);
    }

    /// Opens a case and puts it up for analysis.
    pub(super) fn open_case(
        &mut self,
        script: &mut Script,
        desks: &mut Desks,
        examiner: &Examiner,
        lessons: &Lessons,
        opening: Opening,
    ) -> Option<Incident> {
        let Opening { team, organisation, source, alert, case, host, shows } = opening;
        let owner = self.roster.team(team);
        let (mut rounds, _) = self.teams.get_mut(owner).ok()?;
        let count = rounds.0.entry(case.key()).or_insert(0);
        let round = *count;
        *count += 1;
        let id = script.numbers().incident();
        let incident = Incident { id, team, organisation, key: case.key().index(round), round, source };
        let terms = Terms { matter: case.matter(), ..Terms::default() };
        let informed = examiner.recognises(&case, |pattern| lessons.recognises(team, pattern))
            || lessons.insights.recognised(script, team, case.matter()).is_some();
        let opened = examiner.record_opening(script, id, organisation, source, alert, &case);
        let entity = desks
            .commands
            .spawn((
                incident,
                case,
                Stage::Analysis,
                KnownHosts(host.into_iter().collect()),
                Evidence(shows),
                Recovering::default(),
                Informed(informed),
                HandledBy(owner),
            ))
            .id();
        let scenario = script.setting().scenario.clone();
        let analysis = &scenario.team(team).analysis;
        let factor = if informed { analysis.informed.get() } else { 1.0 };
        let key = incident.key.child("analysis");
        let because = Some(opened);
        let task = Task { team, labour: &analysis.labour, kind: WorkKind::Analysis, key, factor, because };
        desks.enqueue(script, task, Subject(entity), terms);
        Some(incident)
    }
}

/// Whether something of the attack was known before the case was opened.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Informed(pub(super) bool);
