//! Actors: their inventory and how they react.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::names::Table;
use crate::scenario::check::{Checker, name};
use crate::scenario::decode::{List, Spanned};
use crate::scenario::document as written;
use crate::scenario::model::{
    Actor, Answer, Does, IndicatorKind, IndicatorSpec, Name, Owner, Reaction, StepId,
};

/// Factors on odds and pace.
const FACTORS: std::ops::RangeInclusive<f64> = 0.01..=100.0;

/// What an actor is; who is nobody in particular is as the defaults say.
pub(super) fn actor(row: Option<&written::Actor>) -> Actor {
    let standard = written::Rotation::default();
    let rotation = row.map_or(&standard, |row| &row.rotation);
    Actor {
        name: row.map_or_else(|| Name { id: "".into(), label: "".into() }, name),
        skill: row.map_or(1.0, |row| row.skill.value),
        stealth: row.map_or(1.0, |row| row.stealth.value),
        tempo: row.map_or(1.0, |row| row.tempo.value),
        hours: row.and_then(|row| row.hours),
        rotation: [
            rotation.hash.clone(),
            rotation.address.clone(),
            rotation.domain.clone(),
            rotation.artefact.clone(),
            rotation.tool.clone(),
            rotation.ttp.clone(),
        ],
    }
}

/// Reports factors that are out of range.
pub(super) fn factors(row: &written::Actor, cx: &mut Checker<'_>) {
    for (factor, what) in [(&row.skill, "skill"), (&row.stealth, "stealth"), (&row.tempo, "tempo")] {
        if !FACTORS.contains(&factor.value) {
            let message = format!("{} is no {what} of an actor", factor.value);
            let fault = Diagnostic::error(Code::OutOfRange, message).at(factor.place, "");
            cx.report(fault.help("write a factor from 0.01 to 100; 1 changes nothing"));
        }
    }
}

pub(super) fn indicator(row: &written::Indicator, owner: Owner) -> IndicatorSpec {
    IndicatorSpec { owner, name: name(row), kind: kind(row.kind), reuse: row.reuse, age: row.age.clone() }
}

/// How a campaign reacts. `steps` are those that a reaction can branch to.
pub(super) fn reaction(
    row: &written::Reaction,
    steps: &Table<'_, written::Step>,
    cx: &mut Checker<'_>,
) -> Reaction {
    let mut answers = |list: &List<written::Answer>, blocked| -> Vec<Answer> {
        let mut answers: Vec<Answer> =
            list.iter().filter_map(|row| answer(row, blocked, steps, cx)).collect();
        // Answers have no ids: their luck goes by their place, which must not follow from the order in the file.
        answers.sort_by_cached_key(|answer| format!("{:?}", (&answer.does, answer)));
        answers
    };
    Reaction {
        on_block: answers(&row.on_block, true),
        on_eviction: answers(&row.on_eviction, false),
        on_hunt: answers(&row.on_hunt, false),
        on_leak: answers(&row.on_leak, false),
    }
}

fn answer(
    row: &written::Answer,
    blocked: bool,
    steps: &Table<'_, written::Step>,
    cx: &mut Checker<'_>,
) -> Option<Answer> {
    let does = match &row.does.value {
        written::Does::Rotate => Does::Rotate,
        written::Does::Retry if blocked => Does::Retry,
        written::Does::Retry => return no_retry(&row.does, cx),
        written::Does::Branch { step } => Does::Branch(StepId::at(steps.resolve(step, cx)?)),
        written::Does::GoQuiet { lasts } => Does::GoQuiet(lasts.clone()),
        written::Does::Return => Does::Return,
        written::Does::Abort => Does::Abort,
    };
    Some(Answer { chance: row.chance, after: row.after.clone(), does })
}

fn no_retry(does: &Spanned<written::Does>, cx: &mut Checker<'_>) -> Option<Answer> {
    let fault = Diagnostic::error(Code::NoRetry, "there is no step to try again").at(does.place, "");
    cx.report(
        fault.help("write `Retry` under `on_block`, where a step was stopped; here, `Branch` begins a step"),
    );
    None
}

/// Level of the pyramid of pain.
pub(in crate::scenario::check) fn kind(written: written::IndicatorKind) -> IndicatorKind {
    match written {
        written::IndicatorKind::Hash => IndicatorKind::Hash,
        written::IndicatorKind::Address => IndicatorKind::Address,
        written::IndicatorKind::Domain => IndicatorKind::Domain,
        written::IndicatorKind::Artefact => IndicatorKind::Artefact,
        written::IndicatorKind::Tool => IndicatorKind::Tool,
        written::IndicatorKind::Ttp => IndicatorKind::Ttp,
    }
}
