//! The graph of missions: none may need itself.

use super::Uses;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::Checker;
use crate::scenario::check::attack::graph;
use crate::scenario::check::names::Index;

/// As many missions of a cycle are named.
const MOST_NAMED: usize = 8;

/// Reports cycles, until none is left, and says whether there was none.
pub(super) fn check(mut uses: Uses, index: &Index<'_>, cx: &mut Checker<'_>) -> bool {
    let mut good = true;
    loop {
        graph::take_away_what_can_be_done(&mut uses);
        let Some(cycle) = graph::find(&uses) else { return good };
        good = false;
        cx.report(diagnostic(&cycle, &uses, index));
        if cx.diagnostics.is_full() {
            return good;
        }
        for mission in cycle {
            uses.remove(&mission);
        }
    }
}

fn diagnostic(cycle: &[usize], uses: &Uses, index: &Index<'_>) -> Diagnostic {
    let id = |place: usize| {
        let row = index.estates.iter().find_map(|estate| estate.missions.row(place));
        row.map_or(String::new(), |row| format!("`{}`", row.id.value))
    };
    let round = || cycle.iter().copied().chain(cycle.first().copied());
    let mut path: Vec<String> = round().take(MOST_NAMED + 1).map(id).collect();
    if cycle.len() > MOST_NAMED {
        path.push("…".to_owned());
    }
    let mut fault = Diagnostic::error(
        Code::MissionCycle,
        if let [alone] = cycle {
            format!("mission {} needs itself", id(*alone))
        } else {
            format!("missions need each other: {}", path.join(" needs "))
        },
    );
    for (number, (mission, needed)) in round().zip(round().skip(1)).take(MOST_NAMED).enumerate() {
        let Some(place) = uses.get(&mission).and_then(|needs| needs.get(&needed)) else { continue };
        let text = format!("{} needs this", id(mission));
        fault = if number == 0 { fault.at(*place, text) } else { fault.also(*place, text) };
    }
    fault.help("take one of these out of what the mission `needs`: write the hosts that both need instead")
}
