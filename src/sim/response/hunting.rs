//! Hunting: searching the logs for what an indicator describes, and so for what is already in.

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;

use super::desk::{Desks, Task, Terms};
use super::incident::{Cases, Opening};
use super::knowledge::Lessons;
use crate::engine::StableKey;
use crate::scenario::model::{Labour, Reach, TeamId, WorkKind};
use crate::sim::fact::{AlertSource, Pattern, Provenance, What};
use crate::sim::ground::{Examiner, HuntHit, Provocation};
use crate::sim::script::Script;
use crate::units::Distribution;

/// What a hunt looks for, and on whose behalf.
#[derive(Component, Clone, Debug)]
pub(crate) struct Seeks {
    team: TeamId,
    patterns: Vec<Sought>,
    key: StableKey,
}

/// What is looked for, how the team knows it, and where it may look.
pub(crate) type Sought = (Pattern, Provenance, Reach);

/// Puts a hunt up; in the reference arm (`at_once`) it takes nobody's time.
pub(crate) fn seek(
    script: &mut Script,
    desks: &mut Desks,
    team: TeamId,
    patterns: Vec<Sought>,
    key: StableKey,
    at_once: bool,
) {
    let scenario = script.scenario();
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
    mut lessons: Lessons,
    examiner: Examiner,
    adversaries: Provocation,
    works: Query<&Seeks>,
) {
    desks.commands.entity(work).despawn();
    let Ok(seeks) = works.get(work) else { return };
    let scenario = script.scenario();
    let team = scenario.team(seeks.team);
    let mut hits: Vec<HuntHit> = Vec::new();
    for reach in [Reach::Constituents, Reach::Own] {
        let sought = seeks.patterns.iter().filter(|(.., within)| *within == reach);
        let patterns: Vec<Pattern> = sought.map(|(pattern, ..)| *pattern).collect();
        let found =
            examiner.hunt(&script, scenario.within(seeks.team, reach), &patterns, team.hunting.success);
        let known: BTreeSet<StableKey> = hits.iter().map(|hit| hit.case.key()).collect();
        hits.extend(found.into_iter().filter(|hit| !known.contains(&hit.case.key())));
    }
    let widest = seeks.patterns.iter().map(|(.., reach)| *reach).max().unwrap_or(Reach::Constituents);
    let found = u32::try_from(hits.len()).unwrap_or(u32::MAX);
    let finished = script.record(What::HuntFinished { team: seeks.team, found });
    script.go_on_from(finished);
    adversaries.hunt(&mut script, scenario.within(seeks.team, widest), seeks.key);
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
        let Some((pattern, provenance, _)) =
            seeks.patterns.iter().find(|(pattern, ..)| hit.patterns.contains(pattern))
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
        let opened = cases.open_case(&mut script, &mut desks, &examiner, &lessons, opening);
        if let Some(incident) = opened {
            lessons.sighted(&mut script, seeks.team, *pattern, incident.key);
        }
    }
}
