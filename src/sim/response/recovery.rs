//! Recovery: hosts come back, in pieces that several analysts can share.

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;

use super::desk::{Desks, Subject, Task, Terms};
use super::lifecycle::Files;
use crate::scenario::model::{HostRef, Labour, WorkKind};
use crate::sim::fact::What;
use crate::sim::ground::{Examiner, Levers};
use crate::sim::script::Script;

/// Recovery is split into at most so many pieces of work, that many analysts can share.
const PIECES: usize = 50;

/// The hosts that a piece of work brings back.
#[derive(Component, Debug)]
pub(crate) struct Rebuilds(Vec<HostRef>);

/// Puts hosts up for recovery that nobody is bringing back yet, in pieces that several analysts can share. What there
/// are backups of is put back from them.
pub(super) fn recover(
    script: &mut Script,
    desks: &mut Desks,
    files: &mut Files,
    examiner: &Examiner,
    entity: Entity,
    hosts: BTreeSet<HostRef>,
) {
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    let incident = *file.incident;
    let Ok((mut in_recovery, _)) = files.teams.get_mut(files.roster.team(incident.team)) else { return };
    let open: Vec<HostRef> = hosts.into_iter().filter(|host| in_recovery.0.insert(*host)).collect();
    let scenario = script.setting().scenario.clone();
    let labour = &scenario.team(incident.team).recovery;
    let restorable = examiner.restorable_hosts(script, incident.organisation);
    let (restored, rebuilt): (Vec<HostRef>, Vec<HostRef>) =
        open.into_iter().partition(|host| restorable.contains(host));
    let mut lots = vec![(rebuilt, labour.clone())];
    for hosts in restored.chunk_by(|one, next| one.group == next.group) {
        let backups = hosts.first().and_then(|host| scenario.group(host.group).controls.backups.as_ref());
        let work = backups.map_or(&labour.work, |backups| &backups.restore).clone();
        lots.push((hosts.to_vec(), Labour { desk: labour.desk, work }));
    }
    for (hosts, labour) in &lots {
        for piece in hosts.chunks(hosts.len().div_ceil(PIECES).max(1)) {
            let Some(first) = piece.first() else { continue };
            file.recovering.0 += 1;
            let key = incident.key.child("recovery").with(script.setting().keys.host(*first));
            #[expect(clippy::cast_precision_loss, reason = "hosts are counted far below 2^53")]
            let factor = piece.len() as f64;
            let kind = WorkKind::Recovery;
            let task = Task { team: incident.team, labour, kind, key, factor, because: None };
            desks.enqueue(script, task, (Subject(entity), Rebuilds(piece.to_vec())), Terms::default());
        }
    }
}

/// Some hosts are back.
pub(super) fn recovery_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut levers: Levers,
    mut files: Files,
) {
    commands.entity(work).despawn();
    let Ok((Subject(entity), Some(rebuilds), _)) = files.works.get(work) else { return };
    let (entity, hosts) = (*entity, rebuilds.0.clone());
    let Ok(mut file) = files.incidents.get_mut(entity) else { return };
    let incident = *file.incident;
    file.recovering.0 = file.recovering.0.saturating_sub(1);
    levers.rebuild(&mut script, incident.organisation, &hosts);
    if let Ok((mut in_recovery, _)) = files.teams.get_mut(files.roster.team(incident.team)) {
        for host in &hosts {
            in_recovery.0.remove(host);
        }
    }
    close_if_done(&mut script, &mut commands, &mut files, entity);
}

pub(super) fn close_if_done(script: &mut Script, commands: &mut Commands, files: &mut Files, entity: Entity) {
    let Ok(file) = files.incidents.get(entity) else { return };
    if file.recovering.0 == 0 {
        script.record(What::IncidentRecovered { incident: file.incident.id });
        files.close(script, commands, entity);
    }
}
