//! Consultations: teams meet, which takes them time, and what they agree on comes into use little by little.

use bevy_ecs::prelude::*;

use super::Roster;
use super::desk::{Desks, Task, Terms};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Consultation, TeamId, WorkKind};
use crate::sim::action::{Action, LessonDue, SessionDue};
use crate::sim::fact::{PracticeTurn, Practised, What};
use crate::sim::ground::Levers;
use crate::sim::script::{Script, rank};
use crate::sim::uptake::{Uptake, Uptakes};
use crate::units::{SimTime, Span};

const MISFIT: Purpose = Purpose::new("consultation.misfit");
const PHASED_IN: Purpose = Purpose::new("consultation.phased-in");

/// The best practice of a team, as far as it is in use.
#[derive(Component, Debug, Default)]
pub(super) struct BestPractice(pub(super) Uptakes);

/// Work on a session.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Consults {
    team: TeamId,
    consultation: usize,
    session: u32,
}

fn key_of(script: &Script, consultation: &Consultation, team: TeamId) -> StableKey {
    let keys = &script.setting().keys;
    StableKey::named("consultation").child(&consultation.name.id).with(keys.team(team))
}

fn time_of(spec: &Consultation, session: u32) -> SimTime {
    spec.first + Span::from_micros(spec.every.as_micros().saturating_mul(i64::from(session)))
}

fn record(script: &mut Script, team: TeamId, consultation: usize, turn: PracticeTurn) {
    let fact = script.record(What::Practised(Practised { team, consultation, turn }));
    script.go_on_from(fact);
}

/// Lessons on their way into use, at teams and in their networks.
#[derive(bevy_ecs::system::SystemParam)]
pub(crate) struct Schools<'w, 's> {
    roster: Res<'w, Roster>,
    teams: Query<'w, 's, &'static mut BestPractice>,
    levers: Levers<'w, 's>,
}

impl Schools<'_, '_> {
    /// A lesson begins to come into use. Says whether it fits.
    fn learn(
        &mut self,
        script: &Script,
        spec: &Consultation,
        team: TeamId,
        (session, since): (u32, SimTime),
    ) -> (bool, Uptake) {
        let (key, ordinal) = (key_of(script, spec, team), u64::from(session));
        let fits = !script.chance(spec.misfit, key, MISFIT, ordinal);
        let full = if fits { spec.fits } else { spec.misfits };
        let over = script.span(&spec.phased_in, key, PHASED_IN, ordinal);
        let uptake = Uptake { full, limit: spec.limit, since, over };
        if let Ok(mut practice) = self.teams.get_mut(self.roster.team(team)) {
            practice.0.add(uptake);
        }
        let scenario = script.scenario();
        for organisation in &scenario.team(team).defends {
            self.levers.practise(*organisation, uptake);
        }
        (fits, uptake)
    }
}

/// The run begins: what was agreed on before is in use as far as it has come, and the next sessions are planned.
pub(crate) fn recall(In(()): In<()>, mut script: Script, mut schools: Schools) {
    let arrangement = script.arrangement();
    for (place, spec) in arrangement.consultations.iter().enumerate() {
        let now = script.now();
        let before = (0..u32::MAX).take_while(|session| time_of(spec, *session) < now).count();
        let sessions = u32::try_from(before).unwrap_or(u32::MAX);
        for (team, _) in &spec.teams {
            let mut shares = 0.0;
            for session in 0..sessions {
                let since = time_of(spec, session);
                let (_, uptake) = schools.learn(&script, spec, *team, (session, since));
                shares += uptake.share(now);
                plan_quarter(&mut script, *team, place, session, uptake);
            }
            if sessions > 0 {
                let share = per_cent(shares / f64::from(sessions));
                let turn = PracticeTurn::Standing { sessions, share };
                script.record(What::Practised(Practised { team: *team, consultation: place, turn }));
            }
        }
        plan_session(&mut script, place, spec, sessions);
    }
}

fn plan_session(script: &mut Script, place: usize, spec: &Consultation, session: u32) {
    let after = time_of(spec, session).since(script.now());
    let key = StableKey::named("consultation").child(&spec.name.id);
    let due = SessionDue { consultation: place, session };
    script.plan(Some(after), rank::ARRIVAL, key, None, Action::Session(due));
}

/// Teams meet: that is work for each of them.
pub(super) fn meet(In(due): In<SessionDue>, mut script: Script, mut desks: Desks) {
    let SessionDue { consultation, session } = due;
    let arrangement = script.arrangement();
    let spec = &arrangement.consultations[consultation];
    for (team, labour) in &spec.teams {
        let key = key_of(&script, spec, *team).index(u64::from(session));
        let task =
            Task { team: *team, labour, kind: WorkKind::Consultation, key, factor: 1.0, because: None };
        let subject = Consults { team: *team, consultation, session };
        desks.enqueue(&mut script, task, subject, Terms::default());
    }
    plan_session(&mut script, consultation, spec, session + 1);
}

/// A team has taken part in a session, and done what has to be done about it.
pub(super) fn consultation_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut schools: Schools,
    works: Query<&Consults>,
) {
    commands.entity(work).despawn();
    let Ok(Consults { team, consultation, session }) = works.get(work).copied() else { return };
    let arrangement = script.arrangement();
    let spec = &arrangement.consultations[consultation];
    let now = script.now();
    let (fits, uptake) = schools.learn(&script, spec, team, (session, now));
    record(&mut script, team, consultation, PracticeTurn::Held { session, fits });
    plan_quarter(&mut script, team, consultation, session, uptake);
}

/// Plans when the next quarter of a lesson is in use; nothing where all of it is.
fn plan_quarter(script: &mut Script, team: TeamId, consultation: usize, session: u32, uptake: Uptake) {
    let Some(over) = uptake.over else { return };
    let quarters = [25_u32, 50, 75, 100].into_iter();
    let mut all = quarters.map(|share| (share, uptake.since + over.scaled(f64::from(share) / 100.0)));
    let Some((share, at)) = all.find(|(_, at)| *at > script.now()) else { return };
    let spec = &script.setting().arrangement.consultations[consultation];
    let key = key_of(script, spec, team).index(u64::from(session));
    let (after, cause) = (at.since(script.now()), script.cause());
    let due = LessonDue { team, consultation, session, share, uptake };
    script.plan(Some(after), rank::CONTROL, key, cause, Action::Lesson(Box::new(due)));
}

/// A lesson has come further into use.
pub(super) fn lesson(In(due): In<LessonDue>, mut script: Script) {
    let LessonDue { team, consultation, session, share, uptake } = due;
    record(&mut script, team, consultation, PracticeTurn::InUse { session, share });
    plan_quarter(&mut script, team, consultation, session, uptake);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
fn per_cent(share: f64) -> u32 {
    (share * 100.0) as u32
}
