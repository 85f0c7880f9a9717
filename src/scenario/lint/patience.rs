//! Alerts that are given up before anybody can look at them.

use super::duty::Staffing;
use super::load::{busy, everyday};
use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::model::TeamId;

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    for (id, row) in view.teams() {
        team(id, row, view, cx);
    }
}

fn team(id: TeamId, row: &written::Team, view: &View<'_>, cx: &mut Finder<'_>) {
    let team = view.scenario.team(id);
    let desk = team.triage.labour.desk;
    let Some(patience) = team.triage.patience.mean() else { return };
    let exercise = view.scenario.exercise;
    let staff = Staffing::of(&team.desks[desk.index()], exercise.startex, exercise.duration);
    let inputs = &everyday(id, view)[desk.index()];
    let busy = busy(inputs);
    // a desk that is closed at night, and one that has more work than people, wait for other reasons
    let Some(servers) =
        whole(staff.mean).filter(|servers| staff.gaps.is_empty() && busy < f64::from(*servers))
    else {
        return;
    };
    let rate: f64 = inputs.iter().map(|input| input.per_hour).sum();
    if rate <= 0.0 {
        return;
    }
    let work = busy / rate * 3_600.0;
    let wait = erlang_c(servers, busy) * work / (f64::from(servers) - busy);
    if patience >= wait {
        return;
    }
    let message = format!(
        "alerts at desk `{}` of team `{}` are given up after {} on average, and everyday work alone makes them wait {}",
        sorted(&row.desks, |desk| &desk.id)[desk.index()].id.value,
        row.id.value,
        words::time(patience),
        words::time(wait)
    );
    let at = cx.field(row.triage.place, &["patience"]);
    let label =
        format!("{} an hour × {} at {servers} analysts (M/M/c)", words::figure(rate), words::time(work));
    cx.push(finding(Code::ShortPatience, message).at(at, label).help(
        "let alerts wait longer, staff the desk better, or leave `patience` out: alerts then wait for ever",
    ));
}

/// Analysts on average, where their number hardly changes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "desks have some millions at most"
)]
fn whole(mean: f64) -> Option<u32> {
    let near = mean.round();
    ((mean - near).abs() < 0.25 && (1.0..1e6).contains(&near)).then_some(near as u32)
}

/// The chance that an arrival waits at a queue M/M/c with so many servers and so much work [Erlang], by the recursion of
/// Erlang B (Jagerman, "Some properties of the Erlang loss function", Bell System Technical Journal 53(3), 1974).
fn erlang_c(servers: u32, load: f64) -> f64 {
    let mut blocked = 1.0;
    for server in 1..=servers {
        blocked = load * blocked / (f64::from(server) + load * blocked);
    }
    let full = load / f64::from(servers);
    blocked / (1.0 - full * (1.0 - blocked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_to_wait_is_erlangs() {
        // one server: the utilisation; two servers: 2 ρ² / (1 + ρ)
        assert!((erlang_c(1, 0.7) - 0.7).abs() < 1e-12);
        let rho: f64 = 0.6;
        assert!((erlang_c(2, 2.0 * rho) - 2.0 * rho * rho / (1.0 + rho)).abs() < 1e-12);
    }
}
