//! Looking out: a team that is warned looks closer for a time, whether there is an attack or not, and calls people in.

use bevy_ecs::prelude::*;

use super::desk::Desks;
use super::insight::Insights;
use crate::engine::Purpose;
use crate::scenario::model::{Reach, TeamId, Triage};
use crate::sim::action::{Action, Counsel, OutlookDue, OutlookTurn};
use crate::sim::fact::{Effect, Provenance, What};
use crate::sim::ground::Levers;
use crate::sim::script::{Script, rank};
use crate::units::{Probability, SimTime, Span};

const HEEDS: Purpose = Purpose::new("posture.heeds");

/// How a team looks out.
#[derive(Component, Debug, Default)]
pub(crate) struct Outlook {
    raised: Option<Raised>,
    /// How often in a row it has looked out for nothing.
    in_vain: u32,
}

/// It looks out.
#[derive(Clone, Copy, Debug)]
struct Raised {
    since: SimTime,
    until: SimTime,
    /// Whom it looks out for.
    reach: Reach,
    /// Whether it has confirmed an incident meanwhile.
    borne_out: bool,
}

impl Insights<'_, '_> {
    fn outlook(&self, team: TeamId) -> Option<&Outlook> {
        self.outlooks.get(self.roster.team(team)).ok()
    }

    /// Triage as a team does it now: who looks out takes more for an attack, rightly and wrongly.
    pub(super) fn wary(&self, team: TeamId, usual: &Triage, suspicion: f64) -> Triage {
        let mut triage = usual.clone();
        if self.outlook(team).is_some_and(|outlook| outlook.raised.is_some()) {
            triage.sensitivity = triage.sensitivity.with_odds(suspicion);
            triage.specificity = triage.specificity.with_odds(1.0 / suspicion);
            triage.benign_specificity = triage.benign_specificity.with_odds(1.0 / suspicion);
        }
        triage
    }

    /// A team has confirmed an incident: it has looked out for something.
    pub(super) fn bear_out(&mut self, team: TeamId) {
        let Ok(mut outlook) = self.outlooks.get_mut(self.roster.team(team)) else { return };
        if let Some(raised) = &mut outlook.raised {
            raised.borne_out = true;
        }
    }

    /// A team is warned: it looks out, unless it has done so for nothing too often.
    pub(super) fn look_out(&mut self, script: &mut Script, levers: &mut Levers, counsel: &Counsel) {
        let Counsel { team, provenance, reach, key, .. } = *counsel;
        let scenario = script.scenario();
        let posture = &scenario.team(team).posture;
        let Ok(mut outlook) = self.outlooks.get_mut(self.roster.team(team)) else { return };
        let heeds = (0..outlook.in_vain).fold(Probability::ALWAYS, |chance, _| chance.and(posture.heeds));
        if !script.chance(heeds, key, HEEDS, 0) {
            if let Provenance::Partner { item, .. } = provenance {
                script.record(What::Effect { team, effect: Effect::Disregarded { item } });
            }
            return;
        }
        let now = script.now();
        let until = now + posture.lasts;
        let effect = Effect::PostureRaised { until, provenance };
        let raised = script.record(What::Effect { team, effect });
        script.go_on_from(raised);
        let before = outlook.raised;
        let since = before.map_or(now, |raised| raised.since);
        let reach = before.map_or(reach, |raised| raised.reach.max(reach));
        let borne_out = before.is_some_and(|raised| raised.borne_out);
        outlook.raised = Some(Raised { since, until, reach, borne_out });
        let watched = before.map_or(&[][..], |raised| scenario.within(team, raised.reach));
        for organisation in scenario.within(team, reach).iter().filter(|id| !watched.contains(id)) {
            levers.look_closer(script, *organisation, (posture.sensing, posture.alarms), key);
        }
        let mut plan = |after: Span, turn: OutlookTurn| {
            let key = script.setting().keys.team(team).child("outlook");
            let due = Action::Outlook(OutlookDue { team, since, turn });
            script.plan(Some(after), rank::CONTROL, key, Some(raised), due);
        };
        plan(posture.lasts, OutlookTurn::Lower);
        if before.is_none() {
            for (place, called) in posture.on_call.iter().enumerate() {
                plan(called.after, OutlookTurn::Arrive(place));
            }
        }
    }
}

/// Something changes at a team that looks out: people arrive, or it is over.
pub(super) fn turn(
    In(due): In<OutlookDue>,
    mut script: Script,
    mut desks: Desks,
    mut levers: Levers,
    mut insights: Insights,
) {
    let OutlookDue { team, since, turn } = due;
    let scenario = script.scenario();
    let posture = &scenario.team(team).posture;
    let Ok(mut outlook) = insights.outlooks.get_mut(insights.roster.team(team)) else { return };
    let Some(raised) = outlook.raised.filter(|raised| raised.since == since) else { return };
    match turn {
        OutlookTurn::Arrive(place) => {
            if let Some(called) = posture.on_call.get(place) {
                desks.call_in(&mut script, team, called.desk, called.analysts);
            }
        }
        OutlookTurn::Lower if raised.until > script.now() => {}
        OutlookTurn::Lower => {
            outlook.raised = None;
            outlook.in_vain = if raised.borne_out { 0 } else { outlook.in_vain.saturating_add(1) };
            let effect = Effect::PostureLowered { borne_out: raised.borne_out };
            let lowered = script.record(What::Effect { team, effect });
            script.go_on_from(lowered);
            for organisation in scenario.within(team, raised.reach) {
                levers.look_away(*organisation);
            }
            for called in &posture.on_call {
                desks.send_home(&mut script, team, called.desk);
            }
        }
    }
}
