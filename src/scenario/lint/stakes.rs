//! What is at stake and not measured: missions that lose nothing, attacks that no expectation is about.

use std::collections::BTreeSet;

use super::prospect::is_objective;
use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::model::{Demand, Mission, MissionId, TeamId};

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    missions(view, cx);
    if view.document.expect.is_empty() {
        nothing_expected(view, cx);
    } else {
        objectives(view, cx);
    }
}

/// Missions that are never needed, or lose nothing when they fail.
fn missions(view: &View<'_>, cx: &mut Finder<'_>) {
    let rows = view.organisations().flat_map(|(_, row)| sorted(&row.missions, |mission| &mission.id));
    let rows: Vec<&written::Mission> = rows.collect();
    let missions = &view.scenario.missions;
    // what others need is measured with them
    let needed: BTreeSet<_> = missions.iter().flat_map(|mission| mission.after.iter().copied()).collect();
    for (place, (mission, text)) in missions.iter().zip(rows).enumerate() {
        if is_at_stake(mission) || needed.contains(&MissionId::at(place)) {
            continue;
        }
        let at = cx.field(text.place, &[if mission.demand.value > 0.0 { "required" } else { "value" }]);
        let message = format!(
            "mission `{}` is never at stake: from STARTEX to ENDEX it is not needed or loses no value, and no other mission \
             needs it",
            text.id.value
        );
        cx.push(
            finding(Code::UnmeasuredObjective, message)
                .at(at, "")
                .also(text.id.place, "this mission")
                .help("write a `value` and a `required` level above 0, in some phase at least"),
        );
    }
}

fn is_at_stake(mission: &Mission) -> bool {
    let counts = |demand: &Demand| demand.value > 0.0 && demand.required.get() > 0.0;
    counts(&mission.demand) || mission.phases.iter().any(|phase| counts(&phase.demand))
}

fn nothing_expected(view: &View<'_>, cx: &mut Finder<'_>) {
    if view.scenario.campaigns.is_empty() || view.scenario.strategies.is_empty() {
        return;
    }
    let message = "nothing is expected of the results: `coalition test` has nothing to judge, and nobody notices when a \
                   change of the scenario makes it pointless";
    cx.push(finding(Code::NothingExpected, message).at(view.document.id.place, "").help(
        "add what should come out, such as `expect: [(id: \"worth-playing\", metric: \"objectives_n\", of: Baseline, is: \
         Within(low: 0.1, high: 0.9))]`",
    ));
}

/// Campaigns with an objective at victims whose teams no expectation is about.
fn objectives(view: &View<'_>, cx: &mut Finder<'_>) {
    let about: Option<BTreeSet<TeamId>> = view.scenario.expectations.iter().map(|one| one.team).collect();
    // some expectation is about all teams together
    let Some(about) = about else { return };
    for (id, row) in view.campaigns() {
        let campaign = view.scenario.campaign(id);
        let team =
            |victim: &crate::scenario::model::Victim| view.scenario.organisation(victim.organisation).team;
        let teams: BTreeSet<TeamId> = campaign.victims.iter().map(team).collect();
        if !campaign.steps.iter().any(is_objective) || teams.iter().any(|team| about.contains(team)) {
            continue;
        }
        let ids = teams.iter().map(|team| view.teams[team.index()].id.as_str());
        let message = format!(
            "no expectation is about what campaign `{}` does: all are about other teams than {}",
            row.id.value,
            words::names(ids)
        );
        cx.push(
            finding(Code::UnmeasuredObjective, message)
                .at(row.id.place, "")
                .help("add an expectation about one of these teams, or about all: leave `team` out"),
        );
    }
}
