//! What a team knows beyond indicators: what an attack is, which weaknesses are exploited, what helps against a technique.
//! Each is an entity, with how the team came to know it.

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::incident::Incident;
use super::knowledge::{KnownBy, Knows};
use super::outlook::Outlook;
use super::practice::Experience;
use super::procedures::procedure;
use crate::engine::StableKey;
use crate::scenario::model::{ObjectKind, Reach, TeamId, Tlp, Trigger};
use crate::sim::action::{Action, Counsel};
use crate::sim::fact::{Against, Effect, IncidentId, Object, Pattern, Provenance, What};
use crate::sim::ground::{Matter, Traits, key_of};
use crate::sim::script::{Script, rank};
use crate::units::{Probability, Span};

/// Something that a team knows beyond indicators.
#[derive(Component, Clone, Debug)]
pub(crate) struct Insight {
    team: TeamId,
    /// What it is about, as a value to compare with.
    about: Pattern,
    object: Object,
    provenance: Provenance,
    /// How the partner marked it that told it.
    tlp: Tlp,
    /// The team's own incidents that have shown it.
    incidents: BTreeSet<IncidentId>,
}

/// What all teams know beyond indicators.
#[derive(SystemParam)]
pub(crate) struct Insights<'w, 's> {
    commands: Commands<'w, 's>,
    pub(super) roster: Res<'w, Roster>,
    teams: Query<'w, 's, &'static Knows>,
    known: Query<'w, 's, &'static mut Insight>,
    pub(super) outlooks: Query<'w, 's, &'static mut Outlook>,
    traits: Traits<'w, 's>,
    practised: Query<'w, 's, &'static Experience>,
}

impl Insights<'_, '_> {
    fn find(&self, team: TeamId, about: Pattern) -> Option<Entity> {
        let knows = self.teams.get(self.roster.team(team)).ok()?;
        knows.iter().find(|entity| self.known.get(*entity).is_ok_and(|insight| insight.about == about))
    }

    fn get(&self, team: TeamId, about: Pattern) -> Option<&Insight> {
        self.known.get(self.find(team, about)?).ok()
    }

    /// The partner that something came from, if one told it first, and how it was marked.
    pub(crate) fn told_by(&self, team: TeamId, about: Pattern) -> Option<(TeamId, Tlp)> {
        let insight = self.get(team, about)?;
        match insight.provenance {
            Provenance::Own | Provenance::Industry(_) => None,
            Provenance::Partner { from, .. } => Some((from, insight.tlp)),
        }
    }

    /// A team is told something; whether that is news to it.
    pub(super) fn learn(&mut self, script: &mut Script, counsel: &Counsel) -> bool {
        let Counsel { team, object, about, provenance, tlp, .. } = *counsel;
        if self.find(team, about).is_some() {
            return false;
        }
        script.record(What::Effect { team, effect: Effect::Learnt { object, provenance } });
        self.keep(Insight { team, about, object, provenance, tlp, incidents: BTreeSet::new() });
        true
    }

    fn keep(&mut self, insight: Insight) {
        let owner = KnownBy(self.roster.team(insight.team));
        self.commands.spawn((insight, owner));
    }

    /// Analysis has confirmed an incident: what it shows of the attack, and by what that was recognised. `found` is the
    /// chance that analysis finds each of its traits.
    pub(super) fn confirm(
        &mut self,
        script: &mut Script,
        incident: &Incident,
        matter: Matter,
        told: Option<Provenance>,
        found: Probability,
    ) {
        let Incident { team, id, key, .. } = *incident;
        if let Some(provenance) = told {
            let effect = Effect::Recognised { incident: id, provenance };
            script.record(What::Effect { team, effect });
        }
        self.bear_out(team);
        self.find_out(script, (team, id), matter, found, key);
    }

    /// What analysis of an incident has found out beyond hosts and indicators; `found` is the chance of each. `key` is the
    /// key of the incident.
    fn find_out(
        &mut self,
        script: &Script,
        (team, incident): (TeamId, IncidentId),
        matter: Matter,
        found: Probability,
        key: StableKey,
    ) {
        let manner = self.traits.manner(script, matter).map(|about| (about, Object::IncidentReport));
        let weaknesses = self.traits.weaknesses(script, matter, found, key).into_iter();
        let techniques = self.traits.techniques(script, matter, found, key).into_iter();
        let weaknesses = weaknesses.map(|id| (key_of(script, Against::Weakness(id)), Object::Advisory(id)));
        let techniques = techniques.map(|id| (key_of(script, Against::Technique(id)), Object::Hardening(id)));
        let all: Vec<(Pattern, Object)> = manner.into_iter().chain(weaknesses).chain(techniques).collect();
        for (about, object) in all {
            match self.find(team, about).and_then(|entity| self.known.get_mut(entity).ok()) {
                Some(mut insight) => {
                    insight.incidents.insert(incident);
                }
                None => {
                    let incidents = BTreeSet::from([incident]);
                    let (provenance, tlp) = (Provenance::Own, Tlp::Clear);
                    self.keep(Insight { team, about, object, provenance, tlp, incidents });
                }
            }
        }
    }

    /// An incident turns out to be part of another of the team: what it has shown, that one has shown.
    pub(super) fn fold(&mut self, team: TeamId, incident: IncidentId, into: IncidentId) {
        let Ok(knows) = self.teams.get(self.roster.team(team)) else { return };
        for entity in knows.iter() {
            if let Ok(mut insight) = self.known.get_mut(entity)
                && insight.incidents.contains(&incident)
            {
                insight.incidents.insert(into);
            }
        }
    }

    /// What a team knows from one of its incidents that it can tell on an occasion, in an order of its own.
    pub(crate) fn of_incident(
        &self,
        team: TeamId,
        incident: IncidentId,
        trigger: Trigger,
    ) -> Vec<(Pattern, Object)> {
        let knows = self.teams.get(self.roster.team(team)).ok();
        let all = knows.into_iter().flat_map(|knows| knows.iter());
        let mut shown: Vec<(Object, Pattern)> = all
            .filter_map(|entity| self.known.get(entity).ok())
            .filter(|insight| insight.incidents.contains(&incident))
            // what helps is known once the incident is closed
            .filter(|insight| trigger == Trigger::Closure || insight.object.kind() != ObjectKind::Hardening)
            .map(|insight| (insight.object, insight.about))
            .collect();
        shown.sort_unstable();
        shown.into_iter().map(|(object, about)| (about, object)).collect()
    }

    /// How a team deals with what one of its incidents has shown, where it is practised in that; by technique.
    pub(crate) fn procedures(
        &self,
        script: &Script,
        team: TeamId,
        incident: IncidentId,
    ) -> Vec<(Pattern, Object)> {
        let Ok(experience) = self.practised.get(self.roster.team(team)) else { return Vec::new() };
        let spec = script.setting().scenario.team(team);
        let shown = self.of_incident(team, incident, Trigger::Closure).into_iter();
        let known = shown.filter_map(|(about, object)| match object {
            Object::Hardening(id) => {
                let procedure = procedure(script, spec, experience, id)?;
                Some((about.child("playbook"), Object::Playbook(procedure)))
            }
            _ => None,
        });
        known.collect()
    }

    /// By what a team recognises an attack that a partner has reported.
    pub(super) fn recognised(&self, script: &Script, team: TeamId, matter: Matter) -> Option<Provenance> {
        let insight = self.get(team, self.traits.manner(script, matter)?)?;
        Some(insight.provenance).filter(|provenance| *provenance != Provenance::Own)
    }

    /// An incident is closed: the team may harden its networks against what it has shown.
    pub(super) fn conclude(&self, script: &mut Script, team: TeamId, incident: IncidentId, key: StableKey) {
        let scenario = script.scenario();
        if !scenario.team(team).hardening.as_ref().is_some_and(|hardening| hardening.own) {
            return;
        }
        let learnt = self.of_incident(team, incident, Trigger::Closure);
        for (about, object) in learnt.into_iter().filter(|(_, o)| o.kind() == ObjectKind::Hardening) {
            let provenance = Provenance::Own;
            let (reach, tlp) = (Reach::Constituents, Tlp::Clear);
            let adopts = Span::ZERO;
            let counsel = Counsel { team, object, about, provenance, reach, tlp, adopts, key };
            let cause = script.cause();
            script.plan(Some(Span::ZERO), rank::WORK, about, cause, Action::Heed(Box::new(counsel)));
        }
    }
}
