//! What a team knows: indicators, each with how it was learnt, and whether it is in force.

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::force::plan_deployment;
use super::insight::Insights;
use super::trust::Bonds;
use crate::engine::StableKey;
use crate::scenario::model::{IndicatorKind, Policy, Reach, TeamId, Tlp, Use};
use crate::sim::action::{About, Action, Reply, Retire};
use crate::sim::fact::{Experience, IncidentId, Pattern, Provenance, Refreshed, Retirement, What};
use crate::sim::script::{Script, rank};
use crate::units::{SimTime, Span};

/// An indicator that a team knows, and how it came to know it.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Knowledge {
    pub(super) team: TeamId,
    pub(super) pattern: Pattern,
    pub(super) kind: IndicatorKind,
    pub(super) provenance: Provenance,
}

/// When it was last seen, as far as the team knows, and why it is no longer to be in force.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Life {
    pub(super) seen: SimTime,
    pub(super) ended: Option<Retirement>,
}

/// Who vouches for it.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct Sources {
    own: bool,
    /// Somebody of industry.
    industry: bool,
    partners: BTreeSet<TeamId>,
    /// Those of them that have got credit for it.
    credited: BTreeSet<TeamId>,
    /// The teams that it had passed before it came, the last one included.
    through: Arc<[TeamId]>,
}

impl Sources {
    fn add(&mut self, provenance: Provenance) {
        match provenance {
            Provenance::Own => self.own = true,
            Provenance::Industry(_) => self.industry = true,
            Provenance::Partner { from, .. } => {
                self.partners.insert(from);
            }
        }
    }

    fn is_empty(&self) -> bool {
        !self.own && !self.industry && self.partners.is_empty()
    }
}

/// Which team knows it.
#[derive(Component, Debug)]
#[relationship(relationship_target = Knows)]
pub(super) struct KnownBy(pub(super) Entity);

/// What a team knows.
#[derive(Component, Debug)]
#[relationship_target(relationship = KnownBy)]
pub(super) struct Knows(Vec<Entity>);

/// What a team may do with an indicator, for whom, and whom it may tell.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Handling {
    pub(crate) allowed: Use,
    pub(crate) reach: Reach,
    /// How the partner marked it that told it.
    pub(crate) tlp: Tlp,
    /// Whether the team knows whose attack it belongs to.
    pub(crate) attributed: bool,
}

impl Handling {
    /// Of what the team has found itself.
    pub(crate) fn own(allowed: Use) -> Self {
        Self { allowed, reach: Reach::Constituents, tlp: Tlp::Clear, attributed: true }
    }

    /// Takes in what comes with another lesson of the same; whether more may be done with it now. What it may tell a
    /// team learns from partners alone: what it finds itself does not lift a partner's marking.
    fn widen(&mut self, lesson: &Learning) -> bool {
        let Self { allowed, reach, tlp, attributed } = lesson.handling;
        let more = allowed > self.allowed || reach > self.reach;
        self.allowed = self.allowed.max(allowed);
        self.reach = self.reach.max(reach);
        self.attributed |= attributed;
        if lesson.provenance != Provenance::Own {
            self.tlp = self.tlp.min(tlp);
        }
        more
    }
}

/// How many alerts from it were closed as false.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(super) struct FalseHits(u32);

/// What a team comes to know.
#[derive(Clone, Debug)]
pub(crate) struct Learning {
    pub(crate) team: TeamId,
    pub(crate) pattern: Pattern,
    pub(crate) kind: IndicatorKind,
    pub(crate) provenance: Provenance,
    pub(crate) handling: Handling,
    /// When it was found or last seen.
    pub(crate) seen: SimTime,
    /// The teams that it has passed, the last one included; none where the team found it itself.
    pub(crate) through: Arc<[TeamId]>,
    /// Put into force at once: only in the reference arm.
    pub(crate) at_once: bool,
}

/// What learning came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Learnt {
    /// The team did not know it.
    New,
    /// The team knew it, and may do more with it now.
    MoreUse,
    /// The team knew it.
    Known,
}

/// What all teams know.
#[derive(SystemParam)]
pub(crate) struct Lessons<'w, 's> {
    commands: Commands<'w, 's>,
    roster: Res<'w, Roster>,
    teams: Query<'w, 's, &'static Knows>,
    pub(crate) insights: Insights<'w, 's>,
    known: Query<'w, 's, Known>,
    pub(crate) bonds: ResMut<'w, Bonds>,
}

/// What is known and changes of an indicator that a team knows.
type Known = (
    &'static Knowledge,
    &'static mut Handling,
    &'static mut FalseHits,
    &'static mut Life,
    &'static mut Sources,
);

impl Lessons<'_, '_> {
    fn find(&self, team: TeamId, pattern: Pattern) -> Option<Entity> {
        let knows = self.teams.get(self.roster.team(team)).ok()?;
        knows.iter().find(|entity| self.known.get(*entity).is_ok_and(|(known, ..)| known.pattern == pattern))
    }

    /// How the team came to know an indicator, if it knows it, and whose attack it belongs to.
    pub(crate) fn recognises(&self, team: TeamId, pattern: Pattern) -> Option<Provenance> {
        let (known, handling, ..) = self.known.get(self.find(team, pattern)?).ok()?;
        handling.attributed.then_some(known.provenance)
    }

    /// The partner that something came from, if one told it first, and how it was marked.
    pub(crate) fn told_by(&self, team: TeamId, pattern: Pattern) -> Option<(TeamId, Tlp)> {
        let Some(entity) = self.find(team, pattern) else { return self.insights.told_by(team, pattern) };
        let (known, handling, ..) = self.known.get(entity).ok()?;
        match known.provenance {
            Provenance::Own | Provenance::Industry(_) => None,
            Provenance::Partner { from, .. } => Some((from, handling.tlp)),
        }
    }

    /// The teams that an indicator had passed when a partner told it first.
    pub(crate) fn passed(&self, team: TeamId, pattern: Pattern) -> Arc<[TeamId]> {
        let known = self.find(team, pattern).and_then(|entity| self.known.get(entity).ok());
        known.map(|(.., sources)| sources.through.clone()).unwrap_or_default()
    }

    /// When an indicator was found or last seen, as far as the team knows; now where it does not know it yet.
    pub(crate) fn seen(&self, script: &Script, team: TeamId, pattern: Pattern) -> SimTime {
        let known = self.find(team, pattern).and_then(|entity| self.known.get(entity).ok());
        known.map_or(script.now(), |(_, _, _, life, _)| life.seen)
    }

    /// A team learns an indicator and has it put into force. What was known for less use than is allowed now is put to
    /// the greater use.
    pub(crate) fn learn(&mut self, script: &mut Script, lesson: Learning) -> Learnt {
        let Learning { team, pattern, kind, provenance, handling, seen, at_once, .. } = lesson;
        if let Some(entity) = self.find(team, pattern) {
            return self.learn_again(script, entity, &lesson);
        }
        script.record(What::IndicatorLearnt { team, pattern, kind, provenance });
        let mut sources = Sources { through: lesson.through, ..Sources::default() };
        sources.add(provenance);
        let knowledge = Knowledge { team, pattern, kind, provenance };
        let entity = self
            .commands
            .spawn((
                knowledge,
                handling,
                FalseHits::default(),
                Life { seen, ended: None },
                sources,
                KnownBy(self.roster.team(team)),
            ))
            .id();
        plan_deployment(script, entity, knowledge, handling.allowed, at_once);
        Learnt::New
    }

    fn learn_again(&mut self, script: &mut Script, entity: Entity, lesson: &Learning) -> Learnt {
        let Ok((knowledge, mut known, _, mut life, mut sources)) = self.known.get_mut(entity) else {
            return Learnt::Known;
        };
        sources.add(lesson.provenance);
        let more = known.widen(lesson);
        let taken_back = life.ended == Some(Retirement::Retracted);
        if taken_back {
            life.ended = None;
        }
        let (knowledge, allowed) = (*knowledge, known.allowed);
        let revived = self.refresh(script, entity, lesson.seen);
        if more || taken_back {
            plan_deployment(script, entity, knowledge, allowed, lesson.at_once);
        }
        if more || taken_back || revived { Learnt::MoreUse } else { Learnt::Known }
    }

    /// Somebody has seen an indicator: where it loses its worth with age, it is as good as new. Whether it comes into
    /// force again for that.
    fn refresh(&mut self, script: &mut Script, entity: Entity, seen: SimTime) -> bool {
        let Ok((knowledge, handling, _, mut life, _)) = self.known.get_mut(entity) else { return false };
        let Knowledge { team, pattern, kind, provenance } = *knowledge;
        let ages = script.setting().scenario.team(team).deployment.decay_of(kind).is_some();
        if !ages || seen <= life.seen {
            return false;
        }
        life.seen = seen;
        script.record(What::IndicatorRefreshed(Refreshed { team, pattern, provenance }));
        let revived = life.ended == Some(Retirement::Expired);
        if revived {
            life.ended = None;
            plan_deployment(script, entity, *knowledge, handling.allowed, false);
        }
        revived
    }

    /// A team has seen an indicator in what it takes for an attack, or was told so: whoever told it the indicator may
    /// want to know. `key` is that of the occasion.
    pub(crate) fn sighted(&mut self, script: &mut Script, team: TeamId, pattern: Pattern, key: StableKey) {
        let Some(entity) = self.find(team, pattern) else { return };
        let now = script.now();
        self.refresh(script, entity, now);
        let told = self.known.get(entity).is_ok_and(|(.., sources)| !sources.partners.is_empty());
        if told {
            let answers = |policy: &Policy| policy.to == team && policy.follow_up.sightings;
            reply(script, Reply { team, about: About::Sighting(pattern), key }, answers);
        }
    }

    /// A team's own analysis found an indicator in an attack that it knew before: whoever told it was right.
    pub(super) fn confirmed(&mut self, script: &mut Script, team: TeamId, pattern: Pattern, key: StableKey) {
        let Some(entity) = self.find(team, pattern) else { return };
        if let Ok((.., mut sources)) = self.known.get_mut(entity) {
            let Sources { partners, credited, .. } = &mut *sources;
            for partner in partners.iter().filter(|partner| credited.insert(**partner)) {
                self.bonds.see(script, team, *partner, Experience::Confirmed);
            }
        }
        self.sighted(script, team, pattern, key);
    }

    /// An alert from an indicator was closed as false; too many, and it is withdrawn.
    pub(crate) fn count_false(&mut self, script: &mut Script, team: TeamId, pattern: Pattern) {
        let Some(entity) = self.find(team, pattern) else { return };
        let Ok((known, _, mut hits, ..)) = self.known.get_mut(entity) else { return };
        hits.0 += 1;
        if let Provenance::Partner { from, .. } = known.provenance {
            self.bonds.see(script, team, from, Experience::FalseAlert);
        }
        let limit = script.setting().scenario.team(team).deployment.withdraw_after;
        if limit > 0 && hits.0 == limit {
            let cause = script.cause();
            let due = Retire { knowledge: entity, why: Retirement::Withdrawn };
            script.plan(Some(Span::ZERO), rank::CONTROL, known.pattern, cause, Action::Retire(due));
            take_back(script, team, About::Withdrawn(pattern), pattern);
        }
    }

    /// Whoever told an indicator takes it back: where nobody else vouches for it, it goes out of force. Whether it does.
    pub(crate) fn retract(
        &mut self,
        script: &mut Script,
        team: TeamId,
        pattern: Pattern,
        from: TeamId,
    ) -> bool {
        let Some(entity) = self.find(team, pattern) else { return false };
        let Ok((_, _, _, mut life, mut sources)) = self.known.get_mut(entity) else { return false };
        if !sources.partners.remove(&from) || !sources.is_empty() {
            return false;
        }
        life.ended = Some(Retirement::Retracted);
        let due = Retire { knowledge: entity, why: Retirement::Retracted };
        let cause = script.cause();
        script.plan(Some(Span::ZERO), rank::CONTROL, pattern, cause, Action::Retire(due));
        true
    }
}

/// An incident turned out to be none: what was told of it is taken back.
pub(super) fn take_back_case(script: &mut Script, team: TeamId, incident: IncidentId, key: StableKey) {
    take_back(script, team, About::Dismissed(incident), key);
}

/// A team takes back what it has told, under the rules that ask for it.
pub(crate) fn take_back(script: &mut Script, team: TeamId, about: About, key: StableKey) {
    let takes_back = |policy: &Policy| policy.from == team && policy.follow_up.retracts;
    reply(script, Reply { team, about, key }, takes_back);
}

fn reply(script: &mut Script, due: Reply, asks: impl Fn(&Policy) -> bool) {
    if script.setting().arrangement.policies.iter().any(asks) {
        let cause = script.cause();
        script.plan(Some(Span::ZERO), rank::ARRIVAL, due.key, cause, Action::Reply(due));
    }
}
