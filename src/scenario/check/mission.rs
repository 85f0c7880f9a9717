//! Missions: what they need is there and enough of it, none needs itself, phases follow each other.

mod cycle;
mod needs;

use std::collections::BTreeMap;

use super::names::Index;
use super::{Checker, name};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{Demand, Dependency, Mission, MissionId, MissionPhase, OrgId};

use needs::Room;

/// The most that a mission can be worth an hour, and a part can weigh: sums of it stay numbers.
const MOST_VALUE: f64 = 1e12;

/// The missions that each mission needs, by place, and where that is written.
type Uses = BTreeMap<usize, BTreeMap<usize, Place>>;

/// All missions.
pub(super) fn check(index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Mission> {
    let mut uses = Uses::new();
    let mut left = super::MOST_COMBINATIONS;
    let mut missions = Vec::new();
    for (organisation, estate) in index.estates.iter().enumerate() {
        for (place, row) in estate.missions.rows() {
            let mut room = Room::new(row, organisation, index, &mut left);
            let needs = room.dependency(&row.needs, cx);
            uses.insert(place, room.uses);
            missions.extend(needs.map(|needs| mission(row, OrgId::at(organisation), needs, cx)));
        }
    }
    if cycle::check(uses.clone(), index, cx) && missions.len() == uses.len() {
        order(&mut missions, &uses);
    }
    missions
}

fn mission(
    row: &written::Mission,
    organisation: OrgId,
    mut needs: Dependency,
    cx: &mut Checker<'_>,
) -> Mission {
    let mut leaves = 0;
    number(&mut needs, &mut leaves);
    let value = quantity(&row.value, "value", 0.0, cx);
    let demand = Demand { required: row.required, value };
    Mission {
        name: name(row),
        organisation,
        needs,
        leaves,
        after: Vec::new(),
        rank: 0,
        demand,
        phases: phases(row, demand, cx),
    }
}

/// Numbers the leaves of hosts in order.
fn number(needs: &mut Dependency, next: &mut usize) {
    match needs {
        Dependency::Hosts(hosts) => {
            hosts.leaf = *next;
            *next += 1;
        }
        Dependency::AtLeast { of, .. } => of.iter_mut().for_each(|part| number(part, next)),
        Dependency::Weighted(parts) => parts.iter_mut().for_each(|(_, part)| number(part, next)),
        Dependency::Mission(_) => {}
    }
}

/// A number in its range.
fn quantity(written: &Spanned<f64>, what: &str, least: f64, cx: &mut Checker<'_>) -> f64 {
    let value = written.value;
    if !(least..=MOST_VALUE).contains(&value) {
        let message = format!("{value} is out of range for a {what}");
        let help = if least > 0.0 {
            format!("write a number above 0 and up to {MOST_VALUE:e}")
        } else {
            format!("write a number from 0 to {MOST_VALUE:e}")
        };
        cx.report(Diagnostic::error(Code::OutOfRange, message).at(written.place, "").help(help));
    }
    value
}

/// The phases of a mission in their order; what a phase does not say is as before.
fn phases(row: &written::Mission, mut demand: Demand, cx: &mut Checker<'_>) -> Vec<MissionPhase> {
    let mut rows: Vec<&written::MissionPhase> = row.phases.iter().collect();
    rows.sort_by_key(|phase| phase.from.value);
    for pair in rows.windows(2).filter(|pair| pair[0].from.value == pair[1].from.value) {
        let message = format!("two phases of mission `{}` begin at the same time", row.id.value);
        cx.report(
            Diagnostic::error(Code::BadPhase, message)
                .at(pair[1].from.place, "the second")
                .also(pair[0].from.place, "the first")
                .help("let one of them begin later, or take it away"),
        );
    }
    let mut model = Vec::with_capacity(rows.len());
    for phase in rows {
        if phase.required.is_none() && phase.value.is_none() && !cx.is_damaged(phase.place) {
            let message = format!("a phase of mission `{}` changes nothing", row.id.value);
            cx.report(Diagnostic::error(Code::BadPhase, message).at(phase.from.place, "").help(
                "write the level that is required from then on, such as `required: 0.5`, or its `value`",
            ));
        }
        demand.required = phase.required.unwrap_or(demand.required);
        demand.value = phase.value.as_ref().map_or(demand.value, |value| quantity(value, "value", 0.0, cx));
        let label: Vec<&str> =
            phase.label.as_ref().map_or("", |label| label.as_str()).split_whitespace().collect();
        model.push(MissionPhase { from: phase.from.value, label: label.join(" ").into(), demand });
    }
    model
}

/// Says what each mission needs, and ranks them so that what is needed comes first. There is no cycle.
fn order(missions: &mut [Mission], uses: &Uses) {
    let mut open: Vec<usize> = uses.values().map(BTreeMap::len).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); missions.len()];
    for (place, needed) in uses {
        needed.keys().for_each(|needed| users[*needed].push(*place));
        missions[*place].after = needed.keys().copied().map(MissionId::at).collect();
    }
    let mut ready: Vec<usize> = (0..missions.len()).filter(|place| open[*place] == 0).collect();
    while let Some(place) = ready.pop() {
        for user in &users[place] {
            missions[*user].rank = missions[*user].rank.max(missions[place].rank + 1);
            open[*user] -= 1;
            if open[*user] == 0 {
                ready.push(*user);
            }
        }
    }
}
