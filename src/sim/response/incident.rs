//! Incidents as a team sees them.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::clocks::{Gravity, assess};
use super::consulting::BestPractice;
use super::correlation::{Archive, Marks, Picture};
use super::desk::{Desks, Subject, Task, Terms};
use super::knowledge::Lessons;
use super::measures::Measures;
use super::practice::{Experience, Techniques, of_analysis};
use super::procedures::Adopted;
use crate::engine::StableKey;
use crate::scenario::model::{HostRef, IndicatorKind, OrgId, PlayStage, TeamId, WorkKind};
use crate::sim::fact::{AlertId, AlertSource, IncidentId, Pattern, Provenance, What};
use crate::sim::ground::{Alert, Case, Examiner, HuntHit, Matter, Shows};
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

/// How many pieces of work still bring hosts back, or contain what has become known since the first containment.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(super) struct Recovering(pub(super) u32);

/// Work that contains what has become known of a case since its first containment.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Afterwards;

/// How often a team has opened a case of each intrusion, by the key of the case.
#[derive(Component, Debug)]
pub(super) struct Rounds(pub(super) BTreeMap<StableKey, u64>);

/// Hosts that a team is bringing back.
#[derive(Component, Debug)]
pub(super) struct InRecovery(pub(super) BTreeSet<HostRef>);

/// What a team has to do with cases.
type Keeps = (
    &'static mut Rounds,
    &'static Archive,
    &'static Experience,
    &'static BestPractice,
    &'static Adopted,
    Option<&'static Handles>,
);

/// What a team has of a case.
type Opened = (
    &'static Incident,
    &'static Stage,
    &'static mut KnownHosts,
    &'static Evidence,
    &'static mut Case,
    &'static mut Marks,
    &'static mut Recovering,
    &'static mut Gravity,
);

/// The open cases of all teams.
#[derive(SystemParam)]
pub(super) struct Cases<'w, 's> {
    pub(super) roster: Res<'w, Roster>,
    teams: Query<'w, 's, Keeps>,
    incidents: Query<'w, 's, Opened>,
}

/// A case about to be opened.
pub(super) struct Opening {
    pub(super) team: TeamId,
    pub(super) organisation: OrgId,
    pub(super) source: AlertSource,
    pub(super) alert: Option<AlertId>,
    pub(super) case: Case,
    pub(super) hosts: BTreeSet<HostRef>,
    /// What is taken for an indicator of it from the start.
    pub(super) shows: Vec<(Pattern, IndicatorKind)>,
    /// The patterns by which it is recognised.
    pub(super) marks: BTreeSet<Pattern>,
}

impl Cases<'_, '_> {
    /// The open case that an alert with this host and these patterns seems to belong to.
    pub(super) fn related(
        &self,
        script: &Script,
        team: TeamId,
        organisation: OrgId,
        hosts: impl IntoIterator<Item = HostRef>,
        patterns: impl IntoIterator<Item = Pattern>,
    ) -> Option<Entity> {
        let rule = &script.setting().scenario.team(team).correlation;
        let hosts: Vec<Option<HostRef>> = hosts.into_iter().map(Some).chain([None]).collect();
        let patterns: Vec<Pattern> = patterns.into_iter().collect();
        self.open(team).find(|entity| {
            self.incidents.get(*entity).is_ok_and(|(incident, _, known, evidence, _, marks, ..)| {
                let picture = Picture { known, evidence, marks };
                let takes = |host: &Option<HostRef>| {
                    picture.takes(rule, script.now(), *host, patterns.iter().copied())
                };
                incident.organisation == organisation && hosts.iter().any(takes)
            })
        })
    }

    fn open(&self, team: TeamId) -> impl Iterator<Item = Entity> + '_ {
        let handles = self.teams.get(self.roster.team(team)).ok().and_then(|(.., handles)| handles);
        handles.into_iter().flat_map(|handles| handles.iter())
    }

    /// Whether a case that is closed has dealt with what a hunt has found.
    pub(super) fn dealt_with(&self, team: TeamId, hit: &HuntHit) -> bool {
        self.teams.get(self.roster.team(team)).is_ok_and(|(_, archive, ..)| {
            archive.covers(hit.organisation, &hit.patterns, &hit.hosts, hit.newest)
        })
    }

    /// The factor on the time that triage takes a team, by best practice.
    pub(super) fn pace_of_triage(&self, script: &Script, team: TeamId) -> f64 {
        let found = self.teams.get(self.roster.team(team)).ok();
        found.map_or(1.0, |(_, _, _, best, ..)| best.0.practice(script.now()).pace)
    }

    /// The key that the luck of an incident goes by.
    pub(super) fn key(&self, entity: Entity) -> Option<StableKey> {
        self.incidents.get(entity).ok().map(|(incident, ..)| incident.key)
    }

    /// An alert is put to a case. Nobody looks into it; a host that it names is contained with the others.
    pub(super) fn put_to(
        &mut self,
        script: &mut Script,
        desks: &mut Desks,
        examiner: &Examiner,
        entity: Entity,
        (alert, spec, shows): (Entity, &Alert, &Shows),
    ) {
        let Ok((incident, stage, _, _, mut case, mut marks, ..)) = self.incidents.get_mut(entity) else {
            return;
        };
        script.record(What::AlertCorrelated { alert: spec.id, incident: incident.id });
        marks.patterns.extend(shows.patterns());
        marks.last = script.now();
        if *stage == Stage::Analysis {
            examiner.put_to(&mut case, alert);
        }
        self.note_hosts(script, desks, entity, spec.host);
    }

    /// More compromised hosts of a case have become known; after containment they have to be contained as well.
    pub(super) fn note_hosts(
        &mut self,
        script: &mut Script,
        desks: &mut Desks,
        entity: Entity,
        hosts: impl IntoIterator<Item = HostRef>,
    ) {
        let Ok((incident, stage, mut known, _, case, _, mut recovering, mut gravity)) =
            self.incidents.get_mut(entity)
        else {
            return;
        };
        let (known, recovering, gravity) = (&mut *known, &mut *recovering, &mut *gravity);
        let matter = case.matter();
        Widened { entity, incident, matter, stage: *stage, known, recovering, gravity }
            .by(script, desks, hosts);
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
        let Opening { team, organisation, source, alert, case, hosts, shows, marks } = opening;
        let owner = self.roster.team(team);
        let (mut rounds, _, experience, best, adopted, _) = self.teams.get_mut(owner).ok()?;
        let count = rounds.0.entry(case.key()).or_insert(0);
        let round = *count;
        *count += 1;
        let scenario = script.scenario();
        let spec = scenario.team(team);
        let practised = (experience, adopted);
        let practised = of_analysis(script, spec, practised, &desks.talents, case.matter());
        let id = script.numbers().incident();
        let incident = Incident { id, team, organisation, key: case.key().index(round), round, source };
        let terms = Terms { matter: case.matter(), ..Terms::default() };
        let informed = examiner
            .recognises(&case, |pattern| lessons.recognises(team, pattern))
            .or_else(|| lessons.insights.recognised(script, team, case.matter()));
        let opened = examiner.record_opening(script, id, organisation, source, alert, &case);
        practised.record(script, (team, id), PlayStage::Analysis);
        let practised = practised.factor * best.0.practice(script.now()).pace;
        let entity = desks
            .commands
            .spawn((
                incident,
                case,
                Stage::Analysis,
                KnownHosts(hosts),
                Marks { patterns: marks, last: script.now() },
                Evidence(shows),
                Recovering::default(),
                Gravity::default(),
                Techniques::default(),
                Measures::default(),
                Informed(informed),
                HandledBy(owner),
            ))
            .id();
        let analysis = &spec.analysis;
        let factor = if informed.is_some() { analysis.informed.get() * practised } else { practised };
        let key = incident.key.child("analysis");
        let because = Some(opened);
        let task = Task { team, labour: &analysis.labour, kind: WorkKind::Analysis, key, factor, because };
        desks.enqueue(script, task, Subject(entity), terms);
        Some(incident)
    }
}

/// How something of the attack was known before the case was opened, if it was.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Informed(pub(super) Option<Provenance>);

/// A case that more becomes known of.
pub(super) struct Widened<'a> {
    pub(super) entity: Entity,
    pub(super) incident: &'a Incident,
    pub(super) matter: Matter,
    pub(super) stage: Stage,
    pub(super) known: &'a mut KnownHosts,
    pub(super) recovering: &'a mut Recovering,
    pub(super) gravity: &'a mut Gravity,
}

impl Widened<'_> {
    /// More compromised hosts of it have become known; after containment they have to be contained as well.
    pub(super) fn by(self, script: &mut Script, desks: &mut Desks, hosts: impl IntoIterator<Item = HostRef>) {
        let Self { entity, incident, matter, stage, known, recovering, gravity } = self;
        let news: Vec<HostRef> = hosts.into_iter().filter(|host| known.0.insert(*host)).collect();
        if !news.is_empty() && stage > Stage::Analysis {
            assess(script, desks, incident, known, gravity);
        }
        let Some(first) = news.first().filter(|_| stage > Stage::Containment) else { return };
        recovering.0 += 1;
        let scenario = script.scenario();
        let key = incident.key.child("containment").with(script.setting().keys.host(*first));
        let labour = &scenario.team(incident.team).containment.labour;
        let kind = WorkKind::Containment;
        let task = Task { team: incident.team, labour, kind, key, factor: 1.0, because: None };
        let terms = Terms { matter, ..Terms::default() };
        desks.enqueue(script, task, (Subject(entity), Afterwards), terms);
    }
}
