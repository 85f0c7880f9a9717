//! The graph of a campaign's steps: none may wait for itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::Checker;
use crate::scenario::check::names::Table;
use crate::scenario::document::{After, Step};

/// As many steps of a cycle are named.
const MOST_NAMED: usize = 8;

/// What each step waits for, and where that is written.
pub(in crate::scenario::check) type Waits = BTreeMap<usize, BTreeMap<usize, Place>>;

/// Reports cycles, until none is left; no two of them have a step in common.
///
/// A step after `Any` of its forerunners is held to the same rule: a forerunner that needs the step itself can
/// never be the first of them.
pub(super) fn check(steps: &Table<'_, Step>, cx: &mut Checker<'_>) {
    let mut waits: Waits = steps.rows().map(|(place, step)| (place, forerunners(step, steps))).collect();
    loop {
        take_away_what_can_be_done(&mut waits);
        let Some(cycle) = find(&waits) else { break };
        cx.report(diagnostic(&cycle, &waits, steps));
        if cx.diagnostics.is_full() {
            break;
        }
        for step in cycle {
            waits.remove(&step);
        }
    }
}

/// The steps that one comes after directly; none where it comes after none, or after one that there is not.
pub(super) fn comes_after(step: &Step, steps: &Table<'_, Step>) -> Option<Vec<usize>> {
    let (After::All { steps: after } | After::Any { steps: after } | After::Failed { steps: after }) =
        &step.after
    else {
        return None;
    };
    let found: Vec<usize> = after.iter().filter_map(|one| steps.find(one.as_str())).collect();
    (found.len() == after.len()).then_some(found).filter(|found| !found.is_empty())
}

fn forerunners(step: &Step, steps: &Table<'_, Step>) -> BTreeMap<usize, Place> {
    let after = match &step.after {
        After::Nothing | After::Reaction => return BTreeMap::new(),
        After::All { steps } | After::Any { steps } | After::Failed { steps } => steps,
    };
    after.iter().filter_map(|one| Some((steps.find(one.as_str())?, one.place))).collect()
}

/// The steps that one comes after, directly or by others.
fn ancestors(step: usize, steps: &Table<'_, Step>) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let mut open = vec![step];
    while let Some(row) = open.pop().and_then(|next| steps.row(next)) {
        open.extend(forerunners(row, steps).into_keys().filter(|before| all.insert(*before)));
    }
    all
}

/// The steps that come after any of these, directly or by others, and these.
pub(super) fn followers(of: impl Iterator<Item = usize>, steps: &Table<'_, Step>) -> BTreeSet<usize> {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, row) in steps.rows() {
        forerunners(row, steps).into_keys().for_each(|before| next.entry(before).or_default().push(place));
    }
    let mut open: Vec<usize> = of.collect();
    let mut all: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(step) = open.pop() {
        open.extend(next.get(&step).into_iter().flatten().copied().filter(|after| all.insert(*after)));
    }
    all
}

/// The steps on the ways from one step to another, both included, in order; none where there is no way.
pub(super) fn between(from: usize, to: usize, steps: &Table<'_, Step>) -> Vec<usize> {
    let before = ancestors(to, steps);
    if from == to {
        return vec![to];
    }
    if !before.contains(&from) {
        return Vec::new();
    }
    let after = followers(std::iter::once(from), steps);
    before
        .iter()
        .copied()
        .chain([to])
        .filter(|step| after.contains(step))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Takes away steps that wait for nothing that is left (Kahn 1962).
pub(in crate::scenario::check) fn take_away_what_can_be_done(waits: &mut Waits) {
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    let mut followers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (step, before) in &*waits {
        let left = before.keys().filter(|before| waits.contains_key(before));
        open.insert(*step, left.clone().count());
        left.for_each(|before| followers.entry(*before).or_default().push(*step));
    }
    let mut ready: Vec<usize> =
        open.iter().filter(|(_, count)| **count == 0).map(|(step, _)| *step).collect();
    while let Some(step) = ready.pop() {
        waits.remove(&step);
        for follower in followers.remove(&step).unwrap_or_default() {
            if let Some(count) = open.get_mut(&follower) {
                *count -= 1;
                if *count == 0 {
                    ready.push(follower);
                }
            }
        }
    }
}

/// A cycle among steps that all wait for one of each other: it is met by going from any of them back and back.
pub(in crate::scenario::check) fn find(waits: &Waits) -> Option<Vec<usize>> {
    let mut step = *waits.keys().next()?;
    let mut met: BTreeMap<usize, usize> = BTreeMap::new();
    let mut path = Vec::new();
    loop {
        if let Some(first) = met.insert(step, path.len()) {
            return Some(path.split_off(first));
        }
        path.push(step);
        step = *waits.get(&step)?.keys().find(|before| waits.contains_key(before))?;
    }
}

fn diagnostic(cycle: &[usize], waits: &Waits, steps: &Table<'_, Step>) -> Diagnostic {
    let id = |step: usize| steps.row(step).map_or(String::new(), |row| format!("`{}`", row.id.value));
    let round = || cycle.iter().copied().chain(cycle.first().copied());
    let mut path: Vec<String> = round().take(MOST_NAMED + 1).map(id).collect();
    if cycle.len() > MOST_NAMED {
        path.push("…".to_owned());
    }
    let mut fault = Diagnostic::error(
        Code::StepCycle,
        if let [alone] = cycle {
            format!("step {} waits for itself", id(*alone))
        } else {
            format!("steps wait for each other: {}", path.join(" after "))
        },
    );
    let edges = round().zip(round().skip(1)).take(MOST_NAMED);
    for (number, (step, before)) in edges.enumerate() {
        let Some(place) = waits.get(&step).and_then(|before_it| before_it.get(&before)) else { continue };
        let text = format!("{} waits for this", id(step));
        fault = if number == 0 { fault.at(*place, text) } else { fault.also(*place, text) };
    }
    fault.help("take one of these out of its `after`")
}
