//! What a team knows: indicators, each with how it was learnt, and whether it is in force.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::insight::Insights;
use crate::engine::Purpose;
use crate::scenario::model::{IndicatorKind, Reach, TeamId, Tlp, Use};
use crate::sim::action::Action;
use crate::sim::fact::{Pattern, Provenance, What};
use crate::sim::ground::{Levers, Order};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Span};

const DELAY: Purpose = Purpose::new("deployment.delay");
const LIFE: Purpose = Purpose::new("deployment.life");

/// An indicator that a team knows, and how it came to know it.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Knowledge {
    team: TeamId,
    pattern: Pattern,
    kind: IndicatorKind,
    provenance: Provenance,
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

/// It blocks or detects now.
#[derive(Component, Clone, Copy, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct InForce;

/// How many alerts from it were closed as false.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(super) struct FalseHits(u32);

/// What a team comes to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Learning {
    pub(crate) team: TeamId,
    pub(crate) pattern: Pattern,
    pub(crate) kind: IndicatorKind,
    pub(crate) provenance: Provenance,
    pub(crate) handling: Handling,
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
    known: Query<'w, 's, (&'static Knowledge, &'static mut Handling, &'static mut FalseHits)>,
}

impl Lessons<'_, '_> {
    fn find(&self, team: TeamId, pattern: Pattern) -> Option<Entity> {
        let knows = self.teams.get(self.roster.team(team)).ok()?;
        knows.iter().find(|entity| self.known.get(*entity).is_ok_and(|(known, ..)| known.pattern == pattern))
    }

    /// Whether the team knows an indicator, and whose attack it belongs to.
    pub(crate) fn recognises(&self, team: TeamId, pattern: Pattern) -> bool {
        self.find(team, pattern)
            .and_then(|entity| self.known.get(entity).ok())
            .is_some_and(|(_, handling, _)| handling.attributed)
    }

    /// The partner that something came from, if one told it first, and how it was marked.
    pub(crate) fn told_by(&self, team: TeamId, pattern: Pattern) -> Option<(TeamId, Tlp)> {
        let Some(entity) = self.find(team, pattern) else { return self.insights.told_by(team, pattern) };
        let (known, handling, _) = self.known.get(entity).ok()?;
        match known.provenance {
            Provenance::Own => None,
            Provenance::Partner { from, .. } => Some((from, handling.tlp)),
        }
    }

    /// A team learns an indicator and has it put into force. What was known for less use than is allowed now is put to
    /// the greater use.
    pub(crate) fn learn(&mut self, script: &mut Script, lesson: Learning) -> Learnt {
        let Learning { team, pattern, kind, provenance, handling, .. } = lesson;
        if let Some(entity) = self.find(team, pattern) {
            if let Ok((_, mut known, _)) = self.known.get_mut(entity)
                && known.widen(&lesson)
            {
                plan_deployment(script, entity, lesson);
                return Learnt::MoreUse;
            }
            return Learnt::Known;
        }
        script.record(What::IndicatorLearnt { team, pattern, kind, provenance });
        let entity = self
            .commands
            .spawn((
                Knowledge { team, pattern, kind, provenance },
                handling,
                FalseHits::default(),
                KnownBy(self.roster.team(team)),
            ))
            .id();
        plan_deployment(script, entity, lesson);
        Learnt::New
    }

    /// An alert from an indicator was closed as false; too many, and it is withdrawn.
    pub(crate) fn count_false(&mut self, script: &mut Script, team: TeamId, pattern: Pattern) {
        let Some(entity) = self.find(team, pattern) else { return };
        let Ok((known, _, mut hits)) = self.known.get_mut(entity) else { return };
        hits.0 += 1;
        let limit = script.setting().scenario.team(team).deployment.withdraw_after;
        if limit > 0 && hits.0 == limit {
            let cause = script.cause();
            script.plan(Some(Span::ZERO), rank::CONTROL, known.pattern, cause, Action::Retire(entity));
        }
    }
}

fn plan_deployment(script: &mut Script, entity: Entity, lesson: Learning) {
    if lesson.handling.allowed < Use::Detect {
        return;
    }
    let scenario = script.setting().scenario.clone();
    let delay =
        if lesson.at_once { &Distribution::INSTANT } else { &scenario.team(lesson.team).deployment.delay };
    let key = script.setting().keys.team(lesson.team).with(lesson.pattern);
    let after = script.span(delay, key, DELAY, 0);
    let cause = script.cause();
    script.plan(after, rank::CONTROL, key, cause, Action::Deploy(entity));
}

/// An indicator comes into force in the organisations that the team defends.
pub(super) fn deploy(
    In(entity): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut levers: Levers,
    known: Query<(&Knowledge, &Handling)>,
) {
    let Ok((knowledge, handling)) = known.get(entity) else { return };
    let Knowledge { team, pattern, kind, provenance } = *knowledge;
    let scenario = script.setting().scenario.clone();
    let allowed = handling.allowed;
    let order = Order { pattern, kind, allowed, provenance, knowledge: entity };
    let deployed = script.record(What::IndicatorDeployed { team, pattern, allowed, provenance });
    script.go_on_from(deployed);
    for organisation in scenario.within(team, handling.reach) {
        levers.deploy(&mut script, *organisation, order);
    }
    commands.entity(entity).insert(InForce);
    let key = script.setting().keys.team(team).with(pattern);
    let life = script.span(&scenario.team(team).deployment.life, key, LIFE, 0);
    let cause = script.cause();
    script.plan(life, rank::CONTROL, key, cause, Action::Retire(entity));
}

/// An indicator has outlived its use, or has cried wolf too often.
pub(super) fn retire(
    In(entity): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut levers: Levers,
    known: Query<(&Knowledge, &FalseHits), With<InForce>>,
) {
    let Ok((knowledge, hits)) = known.get(entity) else { return };
    let Knowledge { team, pattern, provenance, .. } = *knowledge;
    let scenario = script.setting().scenario.clone();
    let team_spec = scenario.team(team);
    for organisation in &team_spec.defends {
        levers.retire(*organisation, pattern, entity);
    }
    commands.entity(entity).remove::<InForce>();
    let limit = team_spec.deployment.withdraw_after;
    let withdrawn = limit > 0 && hits.0 >= limit;
    script.record(What::IndicatorRetired { team, pattern, withdrawn, provenance });
}
