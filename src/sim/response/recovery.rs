//! Recovery: hosts come back, in pieces that several analysts can share, and not more at once than there is room for.

use std::collections::{BTreeSet, VecDeque};

use bevy_ecs::prelude::*;

use super::desk::{Desks, Subject, Task, Terms};
use super::incident::Incident;
use super::insight::Insights;
use super::lifecycle::Files;
use crate::engine::StableKey;
use crate::scenario::model::{HostRef, Labour, PlayStage, TeamId, WorkKind};
use crate::sim::fact::{FactId, What};
use crate::sim::ground::{Examiner, Levers};
use crate::sim::script::Script;

/// Recovery is split into at most so many pieces of work, that many analysts can share.
const PIECES: usize = 50;

/// The hosts that a piece of work brings back.
#[derive(Component, Debug)]
pub(crate) struct Rebuilds(Vec<HostRef>);

/// Hosts that are being brought back, where there is no room for all at once, and those that wait for room.
#[derive(Component, Debug, Default)]
pub(super) struct Bench {
    busy: u32,
    waiting: VecDeque<Piece>,
}

/// Hosts that somebody is to bring back.
#[derive(Clone, Debug)]
struct Piece {
    team: TeamId,
    incident: Entity,
    key: StableKey,
    hosts: Vec<HostRef>,
    labour: Labour,
    factor: f64,
    because: Option<FactId>,
}

impl Piece {
    fn begin(self, script: &mut Script, desks: &mut Desks) {
        let Self { team, incident, key, hosts, labour, factor, because } = self;
        let kind = WorkKind::Recovery;
        let task = Task { team, labour: &labour, kind, key, factor, because };
        desks.enqueue(script, task, (Subject(incident), Rebuilds(hosts)), Terms::default());
    }
}

impl Bench {
    /// As many are begun as there is room for.
    fn fill(&mut self, script: &mut Script, desks: &mut Desks, room: u32) {
        while self.busy < room
            && let Some(piece) = self.waiting.pop_front()
        {
            self.busy += 1;
            piece.begin(script, desks);
        }
    }
}

/// Puts hosts up for recovery that nobody is bringing back yet, in pieces that several analysts can share, or one by one
/// where there is no room for all. What there are backups of is put back from them.
pub(super) fn recover(
    script: &mut Script,
    desks: &mut Desks,
    files: &mut Files,
    examiner: &Examiner,
    entity: Entity,
    hosts: BTreeSet<HostRef>,
) {
    let practised = files.pace(script, entity, PlayStage::Recovery);
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    let Incident { team, organisation, key, .. } = *file.incident;
    let Ok(mut records) = files.teams.get_mut(files.roster.team(team)) else { return };
    let open: Vec<HostRef> = hosts.into_iter().filter(|host| records.in_recovery.0.insert(*host)).collect();
    let scenario = script.scenario();
    let spec = &scenario.team(team).recovery;
    let restorable = examiner.restorable_hosts(script, organisation);
    let (restored, rebuilt): (Vec<HostRef>, Vec<HostRef>) =
        open.into_iter().partition(|host| restorable.contains(host));
    let mut lots = vec![(rebuilt, spec.labour.clone())];
    for hosts in restored.chunk_by(|one, next| one.group == next.group) {
        let backups = hosts.first().and_then(|host| scenario.group(host.group).controls.backups.as_ref());
        let work = backups.map_or(&spec.labour.work, |backups| &backups.restore).clone();
        lots.push((hosts.to_vec(), Labour { desk: spec.labour.desk, work }));
    }
    let because = script.cause();
    for (hosts, labour) in &lots {
        let size = if spec.at_once.is_some() { 1 } else { hosts.len().div_ceil(PIECES).max(1) };
        for hosts in hosts.chunks(size) {
            let Some(first) = hosts.first() else { continue };
            file.recovering.0 += 1;
            let key = key.child("recovery").with(script.setting().keys.host(*first));
            #[expect(clippy::cast_precision_loss, reason = "hosts are counted far below 2^53")]
            let factor = hosts.len() as f64 * practised;
            let (hosts, labour) = (hosts.to_vec(), labour.clone());
            let piece = Piece { team, incident: entity, key, hosts, labour, factor, because };
            match spec.at_once {
                Some(_) => records.bench.waiting.push_back(piece),
                None => piece.begin(script, desks),
            }
        }
    }
    if let Some(room) = spec.at_once {
        records.bench.fill(script, desks, room);
    }
}

/// Some hosts are back, and there is room for others.
pub(super) fn recovery_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut levers: Levers,
    mut files: Files,
    insights: Insights,
) {
    desks.commands.entity(work).despawn();
    let Ok((Subject(entity), Some(rebuilds), _)) = files.works.get(work) else { return };
    let (entity, hosts) = (*entity, rebuilds.0.clone());
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    let incident = *file.incident;
    file.recovering.0 = file.recovering.0.saturating_sub(1);
    levers.rebuild(&mut script, incident.organisation, &hosts);
    if let Ok(mut records) = files.teams.get_mut(files.roster.team(incident.team)) {
        for host in &hosts {
            records.in_recovery.0.remove(host);
        }
        if let Some(room) = script.setting().scenario.team(incident.team).recovery.at_once {
            records.bench.busy = records.bench.busy.saturating_sub(1);
            records.bench.fill(&mut script, &mut desks, room);
        }
    }
    close_if_done(&mut script, &mut desks, &mut levers, &mut files, &insights, entity);
}

/// Closes a case of which all hosts are back, and takes back what was done to contain it.
pub(super) fn close_if_done(
    script: &mut Script,
    desks: &mut Desks,
    levers: &mut Levers,
    files: &mut Files,
    insights: &Insights,
    entity: Entity,
) {
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    if file.recovering.0 == 0 {
        let recovered = script.record(What::IncidentRecovered { incident: file.incident.id });
        script.go_on_from(recovered);
        file.measures.reopen(script, levers, file.incident);
        files.close(script, desks, insights, entity);
    }
}
