//! Sensors that never see anything.

use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::document as written;
use crate::scenario::model::{Campaign, GroupId, OrgId, Sensor, Step, StepEffect, Through};
use crate::units::Span;

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    for (id, row) in view.organisations() {
        let rows = sorted(&row.sensors, |sensor| &sensor.id);
        for (sensor, text) in view.scenario.organisation(id).sensors.iter().zip(rows) {
            let sensor = view.scenario.sensor(*sensor);
            if let Some(blind) = blind(id, sensor, text, view, cx) {
                cx.push(blind.also(text.id.place, "this sensor"));
            }
        }
    }
}

fn blind(
    id: OrgId,
    sensor: &Sensor,
    text: &written::Sensor,
    view: &View<'_>,
    cx: &mut Finder<'_>,
) -> Option<Diagnostic> {
    let says = |why: &str| format!("sensor `{}` never sees anything: {why}", text.id.value);
    if sensor.groups.is_empty() {
        let at = cx.field(text.place, &["watches"]);
        let help = "let it watch hosts, or take it away";
        return Some(finding(Code::BlindSensor, says("it watches no host")).at(at, "").help(help));
    }
    if sensor.detects.get() <= 0.0 && sensor.prevents.get() <= 0.0 {
        let at = cx.field(text.place, &["detects"]);
        let help = "write a chance above 0; alerts that no attack causes can be written as `noise`";
        let message = says("it neither detects nor prevents");
        return Some(finding(Code::BlindSensor, message).at(at, "").help(help));
    }
    if is_always_down(sensor, view.scenario.exercise.duration) {
        let at = cx.field(text.place, &["down"]);
        let help = "let it be out of service for a part of the exercise, or take it away";
        let message = says("it is out of service from STARTEX to ENDEX");
        return Some(finding(Code::BlindSensor, message).at(at, "").help(help));
    }
    out_of_sight(id, sensor, text, view, cx)
}

/// Whether it sees no step of any campaign that hits its organisation, whatever comes of the luck.
fn out_of_sight(
    id: OrgId,
    sensor: &Sensor,
    text: &written::Sensor,
    view: &View<'_>,
    cx: &mut Finder<'_>,
) -> Option<Diagnostic> {
    let attacks = view.attacks_on(id);
    if attacks.is_empty() {
        return None;
    }
    let letters_only = sensor.gate && !view.scenario.organisation(id).users.is_empty();
    let (mut fits, mut meets) = (false, false);
    for attack in attacks {
        let campaign = view.scenario.campaign(*attack);
        let Some(course) = view.prospects[attack.index()].at(id) else { continue };
        for (step, lack) in campaign.steps.iter().zip(&course.lacks) {
            if matches!(step.effect, StepEffect::Prepare) || letters_only && !sends_letters(step) {
                continue;
            }
            // any host passes for one that it watches: this is about techniques
            let fit =
                sensor.groups.first().is_some_and(|any| sensor.covers(*any, step.tactic, &step.technique));
            fits |= fit;
            if fit && lack.is_none() && !meets {
                let watched = |group: &GroupId| sensor.groups.binary_search(group).is_ok();
                let tried = |group: &&GroupId| course.near.contains(&view.scenario.group(**group).zone);
                meets = stage(step).iter().filter(tried).any(watched) || course.held.keys().any(watched);
            }
        }
    }
    if fits && meets {
        return None;
    }
    let says = |why: &str| format!("sensor `{}` never sees anything: {why}", text.id.value);
    if fits {
        let at = cx.field(text.place, &["watches"]);
        let message = says("no campaign comes to the hosts that it watches");
        let help = "let it watch hosts that a campaign can reach, or take it away";
        return Some(finding(Code::BlindSensor, message).at(at, "").help(help));
    }
    let path = if letters_only {
        "gate"
    } else if sensor.techniques.is_empty() {
        "tactics"
    } else {
        "techniques"
    };
    let at = cx.field(text.place, &[path]);
    let message = if letters_only {
        says("it stands where mail comes in, and no campaign sends letters that it is for")
    } else {
        says("no campaign that hits its organisation uses what it is for")
    };
    let used = attacks.iter().flat_map(|attack| techniques(view.scenario.campaign(*attack)));
    let mut used: Vec<&str> = used.collect();
    used.sort_unstable();
    used.dedup();
    let help = format!("campaigns use {} there: let it see one of them, or take it away", words::names(used));
    Some(finding(Code::BlindSensor, message).at(at, "").help(help))
}

fn techniques(campaign: &Campaign) -> impl Iterator<Item = &str> {
    campaign.steps.iter().map(|step| step.technique.as_str())
}

fn sends_letters(step: &Step) -> bool {
    matches!(step.effect, StepEffect::Enter { through: Through::Phishing { .. }, .. })
}

/// The hosts that a step goes for.
fn stage(step: &Step) -> &[GroupId] {
    match &step.effect {
        StepEffect::Enter { targets, .. }
        | StepEffect::Move { targets, .. }
        | StepEffect::Spread { targets, .. }
        | StepEffect::Persist { targets, .. } => targets,
        _ => &[],
    }
}

fn is_always_down(sensor: &Sensor, exercise: Span) -> bool {
    let mut covered = Span::ZERO;
    for (from, to) in &sensor.down {
        if *from > covered {
            return false;
        }
        covered = covered.max(*to);
    }
    covered >= exercise
}
