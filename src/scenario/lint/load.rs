//! Desks with more everyday work than people.
//!
//! Counted is what comes whether or not there is an attack: alerts that no attack causes, what triage takes wrongly for an
//! attack, what is handed on, and what feeds deliver. Attacks come on top.

mod work;

use super::duty::Staffing;
use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::{Code, Place};
use crate::scenario::document as written;
use crate::scenario::model::{DeskId, Feed, TeamId};

pub(super) use work::{Input, everyday};

/// As many sources of work are shown.
const MOST_SHOWN: usize = 6;
/// A desk whose work is as much as its people, but for rounding.
const FULL: f64 = 1.0 + 1e-9;

/// The work of a desk in analysts: how many it keeps busy.
pub(super) fn busy(inputs: &[Input]) -> f64 {
    inputs.iter().map(Input::analysts).sum()
}

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    for (id, row) in view.teams() {
        team(id, row, view, cx);
    }
}

fn team(id: TeamId, row: &written::Team, view: &View<'_>, cx: &mut Finder<'_>) {
    let exercise = view.scenario.exercise;
    let by_desk = everyday(id, view);
    let rows = sorted(&row.desks, |desk| &desk.id);
    let desks = view.scenario.team(id).desks.iter().zip(rows).zip(by_desk);
    for (place, ((desk, text), mut inputs)) in desks.enumerate() {
        let staff = Staffing::of(desk, exercise.startex, exercise.duration).mean;
        if staff <= 0.0 {
            continue;
        }
        if busy(&inputs) / staff > FULL {
            tell(&mut inputs, staff, (text, row), None, cx);
            continue;
        }
        for (strategy, fed) in view.scenario.strategies.iter().zip(&view.strategies) {
            let mut all = inputs.clone();
            let feeds = sorted(&fed.feeds, |feed| &feed.id);
            for (feed, text) in strategy.arrangement.feeds.iter().zip(feeds) {
                all.extend(intake(feed, text, id, DeskId::at(place)));
            }
            if all.len() > inputs.len() && busy(&all) / staff > FULL {
                tell(&mut all, staff, (text, row), Some(fed), cx);
            }
        }
    }
}

/// What a feed brings to a desk.
fn intake(feed: &Feed, text: &written::Feed, team: TeamId, desk: DeskId) -> Option<Input> {
    let subscriber = feed.subscribers.iter().find(|one| one.team == team && one.labour.desk == desk)?;
    Some(Input {
        what: format!("feed `{}`", text.id.value),
        per_hour: feed.rate.per_hour(),
        work: subscriber.labour.work.mean()?,
        place: text.id.place,
    })
}

fn tell(
    inputs: &mut [Input],
    staff: f64,
    (desk, team): (&written::Desk, &written::Team),
    strategy: Option<&written::Strategy>,
    cx: &mut Finder<'_>,
) {
    let busy = busy(inputs);
    let under = strategy.map_or(String::new(), |one| format!(" under strategy `{}`", one.id.value));
    let message = format!(
        "desk `{}` of team `{}` has everyday work for {} analysts{under}, and {} are there on average: a utilisation of {}",
        desk.id.value,
        team.id.value,
        words::figure(busy),
        words::figure(staff),
        words::figure(busy / staff)
    );
    inputs.sort_by(|a, b| b.analysts().total_cmp(&a.analysts()));
    let mut found = finding(Code::OverloadedDesk, message)
        .at(desk.id.place, format!("{} analysts on average, STARTEX to ENDEX", words::figure(staff)));
    for input in inputs.iter().take(MOST_SHOWN).filter(|input| input.place != Place::NOWHERE) {
        found = found.also(input.place, input.to_string());
    }
    cx.push(found.help(
        "the queue grows all the time, before there is any attack: staff the desk better, lower the rates, or make the work \
         on one piece shorter",
    ));
}
