//! Hunting: searching the logs for what an indicator describes, and so for what is already in.

use bevy_ecs::prelude::*;

use super::desk::{Desks, Task, Terms};
use super::incident::{Cases, Opening};
use super::knowledge::Lessons;
use crate::engine::StableKey;
use crate::scenario::model::{Labour, TeamId, WorkKind};
use crate::sim::fact::{AlertSource, Pattern, Provenance, What};
use crate::sim::ground::{Examiner, Provocation};
use crate::sim::script::Script;
use crate::units::Distribution;

/// What a hunt looks for, and on whose behalf.
#[derive(Component, Clone, Debug)]
pub(crate) struct Seeks {
    team: TeamId,
    patterns: Vec<(Pattern, Provenance)>,
    key: StableKey,
}

/// Puts a hunt up; in the reference arm (`at_once`) it takes nobody's time.
pub(crate) fn seek(
    script: &mut Script,
    desks: &mut Desks,
    team: TeamId,
    patterns: Vec<(Pattern, Provenance)>,
    key: StableKey,
    at_once: bool,
) {
    let scenario = script.setting().scenario.clone();
    let hunting = &scenario.team(team).hunting;
    let free = Labour { desk: hunting.labour.desk, work: Distribution::INSTANT };
    let labour = if at_once { &free } else { &hunting.labour };
    let task =
        Task { team, labour, kind: WorkKind::Hunting, key: key.child("hunt"), factor: 1.0, because: None };
    desks.enqueue(script, task, Seeks { team, patterns, key: task.key }, Terms::default());
}

#[expect(clippy::too_many_arguments, reason = "the parameters of a system are its declaration of access")]
/// A hunt is over: what it found becomes a case, unless the team has had it already.
pub(super) fn hunt_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut cases: Cases,
    lessons: Lessons,
    examiner: Examiner,
    adversaries: Provocation,
    works: Query<&Seeks>,
) {
    desks.commands.entity(work).despawn();
    let Ok(seeks) = works.get(work) else { return };
    let scenario = script.setting().scenario.clone();
    let team = scenario.team(seeks.team);
    let patterns: Vec<Pattern> = seeks.patterns.iter().map(|(pattern, _)| *pattern).collect();
    let hits = examiner.hunt(&script, &team.defends, &patterns, team.hunting.success);
    let found = u32::try_from(hits.len()).unwrap_or(u32::MAX);
    let finished = script.record(What::HuntFinished { team: seeks.team, found });
    script.go_on_from(finished);
    adversaries.hunt(&mut script, &team.defends, seeks.key);
    for hit in hits {
        let patterns = hit.patterns.iter().copied();
        let hosts = hit.hosts.iter().copied();
        if let Some(open) = cases.related(&script, seeks.team, hit.organisation, hosts, patterns) {
            cases.note_hosts(&mut script, &mut desks, open, hit.hosts);
            continue;
        }
        if cases.dealt_with(seeks.team, &hit) {
            continue;
        }
        let Some((pattern, provenance)) =
            seeks.patterns.iter().find(|(pattern, _)| hit.patterns.contains(pattern))
        else {
            continue;
        };
        let opening = Opening {
            team: seeks.team,
            organisation: hit.organisation,
            source: AlertSource::Hunt { pattern: *pattern, provenance: *provenance },
            alert: None,
            case: hit.case,
            hosts: hit.hosts,
            shows: Vec::new(),
            marks: hit.patterns,
        };
        cases.open_case(&mut script, &mut desks, &examiner, &lessons, opening);
    }
}
