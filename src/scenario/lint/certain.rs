//! Chances of 0 or 1 where there is usually a doubt: no analyst and no sensor is always right.
//!
//! Only chances whose default lies between count, so that what is found was written.

use super::view::View;
use super::{Finder, finding};
use crate::diagnostic::{Code, Place};
use crate::scenario::document as written;
use crate::units::Probability;

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    for organisation in &view.document.organisations {
        let owner = format!("organisation `{}`", organisation.id.value);
        sensors(organisation, cx);
        users(organisation, cx);
        controls(organisation, cx);
        let logging = &organisation.logging;
        let what = format!("what happens is logged in {owner}");
        doubt(logging.coverage, &what, (logging.place, &["coverage"]), cx);
    }
    view.document.teams.iter().for_each(|team| self::team(team, cx));
    for campaign in &view.document.campaigns {
        campaign.steps.iter().for_each(|step| letters(step, cx));
    }
}

/// Tells of a chance that leaves no doubt. `what` says what it is the chance of.
fn doubt(chance: Probability, what: &str, (within, path): (Place, &[&str]), cx: &mut Finder<'_>) {
    let always = match chance.get() {
        never if never <= 0.0 => "never",
        always if always >= 1.0 => "always",
        _ => return,
    };
    // what is not written is a default
    let Some(at) = cx.written(within, path) else { return };
    let message = format!("there is no doubt about a chance that usually leaves one: {what}: {always}");
    cx.push(finding(Code::CertainChance, message).at(at, "").help(
        "write a number between 0 and 1, or leave it out: the default has a source (`coalition schema`)",
    ));
}

fn team(team: &written::Team, cx: &mut Finder<'_>) {
    let of = format!("by team `{}`", team.id.value);
    let triage = &team.triage;
    let closed = triage.benign_specificity.unwrap_or(triage.specificity);
    let analysis = &team.analysis;
    for (chance, what, within, field) in [
        (triage.sensitivity, "an alert from an attack is taken for one", triage.place, "sensitivity"),
        (triage.specificity, "an alert that no attack caused is closed", triage.place, "specificity"),
        (closed, "a benign trigger is closed", triage.place, "benign_specificity"),
        (analysis.scope, "a compromised host that no alert named is found", analysis.place, "scope"),
        (analysis.extraction, "an indicator is extracted", analysis.place, "extraction"),
        (
            analysis.false_indicators,
            "something harmless is taken for an indicator",
            analysis.place,
            "false_indicators",
        ),
        (team.hunting.success, "a hunt finds a logged trace", team.hunting.place, "success"),
        (team.deployment.efficacy, "a block stops a step", team.deployment.place, "efficacy"),
    ] {
        doubt(chance, &format!("{what} {of}"), (within, &[field]), cx);
    }
}

fn sensors(organisation: &written::Organisation, cx: &mut Finder<'_>) {
    for sensor in &organisation.sensors {
        let by = format!("by sensor `{}` of organisation `{}`", sensor.id.value, organisation.id.value);
        // one that stops steps need not see others, and one that does neither has been told
        if sensor.detects.get() >= 1.0 {
            doubt(sensor.detects, &format!("a step raises an alert {by}"), (sensor.place, &["detects"]), cx);
        }
        if sensor.prevents.get() >= 1.0 {
            doubt(sensor.prevents, &format!("a step is stopped {by}"), (sensor.place, &["prevents"]), cx);
        }
    }
}

fn users(organisation: &written::Organisation, cx: &mut Finder<'_>) {
    for users in &organisation.users {
        let by = format!("by users `{}` of organisation `{}`", users.id.value, organisation.id.value);
        for (chance, what, field) in [
            (users.opens, "a letter is opened", "opens"),
            (users.gives, "credentials are given", "gives"),
            (users.reports, "a letter is reported", "reports"),
            (users.reports_after_click, "a click is reported", "reports_after_click"),
        ] {
            doubt(chance, &format!("{what} {by}"), (users.place, &[field]), cx);
        }
    }
}

fn controls(organisation: &written::Organisation, cx: &mut Finder<'_>) {
    for group in organisation.groups() {
        let apart = group.overrides.iter().filter_map(|over| over.controls.as_ref());
        let all = apart.flat_map(|controls| controls.iter()).chain(group.controls.iter());
        for control in all {
            let on = format!("on hosts `{}` of organisation `{}`", group.id.value, organisation.id.value);
            let mut check = |chance, what: &str, field| {
                doubt(chance, &format!("{what} {on}"), (control.place, &[field]), cx);
            };
            match &control.value {
                written::Control::Edr { prevents, detects, .. } => {
                    check(*prevents, "endpoint detection stops a step", "prevents");
                    check(*detects, "endpoint detection sees a step", "detects");
                }
                written::Control::Mfa { stops } => check(*stops, "a second factor stops a log-on", "stops"),
                written::Control::MacroBlocking { stops } => check(*stops, "a macro is blocked", "stops"),
                written::Control::AllowListing { stops } => {
                    check(*stops, "an unknown program is stopped", "stops")
                }
                written::Control::Backups { .. } => {}
            }
        }
    }
}

fn letters(step: &written::Step, cx: &mut Finder<'_>) {
    if let written::Effect::Enter { through: written::Through::Phishing { click, .. }, .. } = &step.does.value
        && click.get() >= 1.0
    {
        let what = format!("a letter of step `{}` is clicked", step.id.value);
        doubt(*click, &what, (step.does.place, &["through", "click"]), cx);
    }
}
