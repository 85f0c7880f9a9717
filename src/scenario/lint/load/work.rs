//! The everyday work of a team, by desk.

use std::fmt;

use crate::diagnostic::Place;
use crate::scenario::document as written;
use crate::scenario::lint::duty::share_of;
use crate::scenario::lint::view::{View, sorted};
use crate::scenario::lint::words;
use crate::scenario::model::{DeskId, NoiseKind, OrgId, Sensor, Team, TeamId};
use crate::units::Probability;

/// Work of one sort that comes to a desk.
#[derive(Clone, Debug)]
pub(in crate::scenario::lint) struct Input {
    /// What it comes from.
    pub(in crate::scenario::lint) what: String,
    /// How much of it comes, from STARTEX to ENDEX on average [1/h].
    pub(in crate::scenario::lint) per_hour: f64,
    /// How long one piece takes on average [s].
    pub(in crate::scenario::lint) work: f64,
    /// Where its rate is written.
    pub(in crate::scenario::lint) place: Place,
}

impl Input {
    /// How many analysts it keeps busy.
    pub(in crate::scenario::lint) fn analysts(&self) -> f64 {
        self.per_hour * self.work / 3_600.0
    }
}

/// ``noise `everyday`: 9 an hour × 19.8 min = 2.97 analysts``
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rate, work, busy) =
            (words::figure(self.per_hour), words::time(self.work), words::figure(self.analysts()));
        write!(f, "{}: {rate} an hour × {work} = {busy} analysts", self.what)
    }
}

/// Alerts that no attack causes, with the chance that triage takes one for an attack.
struct Alerts {
    what: String,
    per_hour: f64,
    passes: f64,
    place: Place,
}

/// What comes to the desks of a team whether or not there is an attack, by place of the desk.
pub(in crate::scenario::lint) fn everyday(id: TeamId, view: &View<'_>) -> Vec<Vec<Input>> {
    let team = view.scenario.team(id);
    let mut desks = vec![Vec::new(); team.desks.len()];
    let alerts = team.defends.iter().flat_map(|org| alerts(*org, team, view));
    for alert in alerts.filter(|alert| alert.per_hour > 0.0) {
        if let Some(work) = team.triage.labour.work.mean() {
            let input =
                Input { what: alert.what.clone(), per_hour: alert.per_hour, work, place: alert.place };
            add(&mut desks, team, team.triage.labour.desk, input);
        }
        // alerts that are put to an incident that is worked on are not analysed one by one
        let joined = team.correlation.organisation;
        if let Some(work) = team.analysis.labour.work.mean().filter(|_| !joined && alert.passes > 0.0) {
            let what = format!("{}, wrongly taken for attacks", alert.what);
            let input = Input { what, per_hour: alert.per_hour * alert.passes, work, place: alert.place };
            add(&mut desks, team, team.analysis.labour.desk, input);
        }
    }
    desks
}

/// Work at a desk, and its share that is handed on from there.
fn add(desks: &mut [Vec<Input>], team: &Team, desk: DeskId, input: Input) {
    let (mut at, mut rate) = (desk, input.per_hour);
    let (what, place) = (input.what.clone(), input.place);
    desks[desk.index()].push(input);
    // no circles: the checker has seen to that
    while let Some(on) = &team.desks[at.index()].escalation {
        rate *= on.chance.get();
        let Some(work) = on.work.mean().filter(|_| rate > 0.0) else { return };
        desks[on.to.index()].push(Input { what: format!("{what}, handed on"), per_hour: rate, work, place });
        at = on.to;
    }
}

fn alerts(id: OrgId, team: &Team, view: &View<'_>) -> Vec<Alerts> {
    let organisation = view.scenario.organisation(id);
    let row = view.organisations[id.index()];
    let exercise = view.scenario.exercise;
    let during = |hours| share_of(hours, exercise.startex, exercise.duration);
    let passes = |closed: Probability| 1.0 - closed.get();
    let mut all = Vec::new();
    for (noise, text) in organisation.noises.iter().zip(sorted(&row.noise, |noise| &noise.id)) {
        let noise = view.scenario.noise(*noise);
        let share = noise.hours.as_ref().map_or(1.0, |(hours, outside)| {
            let open = during(hours);
            open + (1.0 - open) * outside.get()
        });
        let closed = match noise.kind {
            NoiseKind::BenignTrigger => team.triage.benign_specificity,
            NoiseKind::FalseAlarm => team.triage.specificity,
        };
        all.push(Alerts {
            what: format!("noise `{}`", text.id.value),
            per_hour: noise.rate.per_hour() * share,
            passes: passes(closed),
            place: text.id.place,
        });
    }
    for (sensor, text) in organisation.sensors.iter().zip(sorted(&row.sensors, |sensor| &sensor.id)) {
        let sensor = view.scenario.sensor(*sensor);
        all.push(Alerts {
            what: format!("false alarms of sensor `{}`", text.id.value),
            per_hour: sensor.false_alarms.per_hour() * (1.0 - down(sensor, view)),
            passes: passes(team.triage.specificity),
            place: text.id.place,
        });
    }
    for (users, text) in organisation.users.iter().zip(sorted(&row.users, |users| &users.id)) {
        all.push(reports(*users, text, team, view));
    }
    all
}

fn reports(
    id: crate::scenario::model::UsersId,
    text: &written::Users,
    team: &Team,
    view: &View<'_>,
) -> Alerts {
    let users = view.scenario.users(id);
    let exercise = view.scenario.exercise;
    Alerts {
        what: format!("harmless reports of users `{}`", text.id.value),
        per_hour: users.false_reports.per_hour()
            * share_of(&users.hours, exercise.startex, exercise.duration),
        passes: 1.0 - team.triage.benign_specificity.get(),
        place: text.id.place,
    }
}

/// The share of the exercise in which a sensor is out of service as planned.
fn down(sensor: &Sensor, view: &View<'_>) -> f64 {
    let exercise = view.scenario.exercise.duration;
    let lasts = |(from, to): &(_, crate::units::Span)| {
        let from: crate::units::Span = *from;
        ((*to).min(exercise).as_secs_f64() - from.min(exercise).as_secs_f64()).max(0.0)
    };
    sensor.down.iter().map(lasts).sum::<f64>() / exercise.as_secs_f64()
}
