//! Patching: from the release of a patch until the hosts that need it have it. It is work like any other, and mostly
//! the least urgent, so that there is a backlog.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use super::desk::{Desks, Task, Terms};
use crate::scenario::model::{
    GroupId, Labour, Patching, Scenario, TeamId, Vulnerability, VulnerabilityId, WorkKind,
};
use crate::sim::action::{Action, PatchesOut};
use crate::sim::fact::What;
use crate::sim::ground::{Levers, Piece, first_of, pieces, scan};
use crate::sim::script::{Script, rank};
use crate::units::SimTime;

/// What a team has still to patch, the most urgent first.
#[derive(Component, Debug, Default)]
pub(super) struct Backlog {
    /// The next piece of each group.
    open: BTreeMap<Urgency, u32>,
    /// How many pieces of each kind wait at the desk or are worked on.
    in_work: BTreeMap<WorkKind, u32>,
    /// What a partner has warned of.
    first: BTreeSet<VulnerabilityId>,
    /// What the team got a patch for before it was released.
    early: BTreeSet<VulnerabilityId>,
}

/// What a partner has warned of before what is known to be exploited, before the rest; then the older before the newer.
type Urgency = (WorkKind, Rank, SimTime, VulnerabilityId, GroupId);

/// What goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    WarnedOf,
    KnownExploited,
    Ordinary,
}

/// The piece that work is on, and how many of its hosts need the patch.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Closes {
    team: TeamId,
    piece: Piece,
    hosts: u32,
    kind: WorkKind,
}

/// The backlogs of all teams.
#[derive(SystemParam)]
pub(super) struct Backlogs<'w, 's> {
    roster: Res<'w, Roster>,
    teams: Query<'w, 's, &'static mut Backlog>,
}

/// Who brings patches to a team before they are released.
#[derive(SystemParam)]
pub(crate) struct Hasten<'w, 's> {
    desks: Desks<'w, 's>,
    backlogs: Backlogs<'w, 's>,
}

impl Hasten<'_, '_> {
    /// Whether a team would have a patch now before it has it otherwise, and would bring it to hosts.
    pub(crate) fn is_earlier(&self, script: &Script, team: TeamId, id: VulnerabilityId) -> bool {
        let scenario = &script.setting().scenario;
        let later = available(scenario, scenario.vulnerability(id)).is_some_and(|at| at > script.now());
        let needed = exposed(scenario, team, id).next().is_some() && scenario.team(team).patching.is_some();
        later && needed && !self.backlogs.is_early(team, id)
    }

    /// A team has a patch.
    pub(crate) fn release(&mut self, script: &mut Script, team: TeamId, id: VulnerabilityId) {
        let scenario = script.scenario();
        let Some(patching) = &scenario.team(team).patching else { return };
        if let Ok(mut backlog) = self.backlogs.teams.get_mut(self.backlogs.roster.team(team)) {
            backlog.early.insert(id);
        }
        self.backlogs.take_up(script, (team, patching), id);
        self.backlogs.bring_to_desk(script, &mut self.desks, team);
    }
}

/// When a patch can be had in this run: what was released before it is there when it begins.
fn available(scenario: &Scenario, vulnerability: &Vulnerability) -> Option<SimTime> {
    let begin = SimTime::STARTEX - scenario.exercise.burn_in;
    vulnerability.patch.as_ref().map(|patch| patch.released.max(begin))
}

/// The groups that a team defends and that may need a patch.
fn exposed(scenario: &Scenario, team: TeamId, id: VulnerabilityId) -> impl Iterator<Item = GroupId> {
    let organisations = scenario.team(team).defends.iter();
    let groups = organisations.flat_map(|organisation| &scenario.organisation(*organisation).groups);
    groups.copied().filter(move |group| scenario.group(*group).exposure(id).is_some())
}

/// Plans when a team hears of patches: once for each moment at which some are released.
pub(crate) fn plan_patches(script: &mut Script, team: TeamId) {
    let scenario = script.scenario();
    if scenario.team(team).patching.is_none() {
        return;
    }
    let released = |(place, vulnerability)| {
        let moment = available(scenario, vulnerability)?;
        exposed(scenario, team, VulnerabilityId::at(place)).next().map(|_| moment)
    };
    let mut moments: Vec<SimTime> =
        scenario.vulnerabilities.iter().enumerate().filter_map(released).collect();
    moments.sort_unstable();
    moments.dedup();
    let key = script.setting().keys.team(team).child("patches");
    for moment in moments {
        let after = moment.since(script.now());
        script.plan(Some(after), rank::ARRIVAL, key, None, Action::PatchesOut(PatchesOut { team }));
    }
}

/// Patches have been released: what needs them joins the backlog.
pub(super) fn patches_out(
    In(due): In<PatchesOut>,
    mut script: Script,
    mut desks: Desks,
    mut backlogs: Backlogs,
) {
    let team = due.team;
    let scenario = script.scenario();
    let Some(patching) = &scenario.team(team).patching else { return };
    for (place, vulnerability) in scenario.vulnerabilities.iter().enumerate() {
        let id = VulnerabilityId::at(place);
        if available(scenario, vulnerability) != Some(script.now()) || backlogs.is_early(team, id) {
            continue;
        }
        backlogs.take_up(&mut script, (team, patching), id);
    }
    backlogs.bring_to_desk(&mut script, &mut desks, team);
}

fn urgency(
    patching: &Patching,
    id: VulnerabilityId,
    vulnerability: &Vulnerability,
    group: GroupId,
    warned: bool,
) -> Urgency {
    let rank = match (warned, vulnerability.known_exploited) {
        (true, _) => Rank::WarnedOf,
        (false, true) => Rank::KnownExploited,
        (false, false) => Rank::Ordinary,
    };
    let emergency = patching.emergency && rank < Rank::Ordinary;
    let kind = if emergency { WorkKind::EmergencyPatching } else { WorkKind::Patching };
    let released = vulnerability.patch.as_ref().map_or(SimTime::STARTEX, |patch| patch.released);
    (kind, rank, released, id, group)
}

/// Some hosts have got a patch.
pub(super) fn patching_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut backlogs: Backlogs,
    mut levers: Levers,
    works: Query<&Closes>,
) {
    desks.commands.entity(work).despawn();
    let Ok(Closes { team, piece, hosts, kind }) = works.get(work).copied() else { return };
    levers.patch(&mut script, team, piece, hosts);
    backlogs.leave_desk(team, kind);
    backlogs.bring_to_desk(&mut script, &mut desks, team);
}

impl Backlogs<'_, '_> {
    fn add(&mut self, team: TeamId, urgency: Urgency) {
        if let Ok(mut backlog) = self.teams.get_mut(self.roster.team(team)) {
            backlog.open.insert(urgency, 0);
        }
    }

    /// A patch is there: what needs it joins the backlog.
    fn take_up(&mut self, script: &mut Script, (team, patching): (TeamId, &Patching), id: VulnerabilityId) {
        let scenario = script.scenario();
        let vulnerability = scenario.vulnerability(id);
        let mut hosts = 0;
        for group in exposed(scenario, team, id) {
            let all = (0..pieces(scenario.group(group)))
                .map(|number| scan(script, Piece { vulnerability: id, group, number }));
            let weak: u32 = all.sum();
            if weak > 0 {
                hosts += weak;
                let warned = self.is_first(team, id);
                self.add(team, urgency(patching, id, vulnerability, group, warned));
            }
        }
        if hosts > 0 {
            script.record(What::PatchReleased { team, vulnerability: id, hosts });
        }
    }

    fn is_early(&self, team: TeamId, vulnerability: VulnerabilityId) -> bool {
        self.teams.get(self.roster.team(team)).is_ok_and(|backlog| backlog.early.contains(&vulnerability))
    }

    fn leave_desk(&mut self, team: TeamId, kind: WorkKind) {
        if let Ok(mut backlog) = self.teams.get_mut(self.roster.team(team)) {
            let count = backlog.in_work.entry(kind).or_default();
            *count = count.saturating_sub(1);
        }
    }

    fn is_first(&self, team: TeamId, vulnerability: VulnerabilityId) -> bool {
        self.teams.get(self.roster.team(team)).is_ok_and(|backlog| backlog.first.contains(&vulnerability))
    }

    /// A partner has warned of a weakness: its patch goes first. Whether there is one by now.
    pub(super) fn put_first(
        &mut self,
        script: &mut Script,
        desks: &mut Desks,
        team: TeamId,
        id: VulnerabilityId,
    ) -> bool {
        let scenario = script.scenario();
        let vulnerability = scenario.vulnerability(id);
        let Some(patching) = &scenario.team(team).patching else { return false };
        if let Ok(mut backlog) = self.teams.get_mut(self.roster.team(team)) {
            backlog.first.insert(id);
            let waiting: Vec<(Urgency, u32)> = backlog
                .open
                .iter()
                .filter(|(urgency, _)| urgency.3 == id)
                .map(|(urgency, next)| (*urgency, *next))
                .collect();
            for (before, next) in waiting {
                backlog.open.remove(&before);
                backlog.open.insert(urgency(patching, id, vulnerability, before.4, true), next);
            }
        }
        self.bring_to_desk(script, desks, team);
        let released = available(scenario, vulnerability).is_some_and(|released| released <= script.now());
        released || self.is_early(team, id)
    }

    /// Brings as much work to the desk as there are analysts: so what becomes urgent later still comes first.
    fn bring_to_desk(&mut self, script: &mut Script, desks: &mut Desks, team: TeamId) {
        let scenario = script.scenario();
        let spec = scenario.team(team);
        let Some(patching) = &spec.patching else { return };
        let Ok(mut backlog) = self.teams.get_mut(self.roster.team(team)) else { return };
        let seats = spec.desks[patching.desk.index()].most();
        for kind in [WorkKind::EmergencyPatching, WorkKind::Patching] {
            while backlog.in_work.get(&kind).is_none_or(|busy| *busy < seats) {
                let Some((piece, hosts)) = backlog.next(script, kind) else { break };
                *backlog.in_work.entry(kind).or_default() += 1;
                let Some(patch) = &scenario.vulnerability(piece.vulnerability).patch else { continue };
                let labour = Labour { desk: patching.desk, work: patch.effort.clone() };
                let keys = &script.setting().keys;
                let key = keys.team(team).child("patching").with(keys.vulnerability(piece.vulnerability));
                let key = key.with(keys.host(first_of(scenario.group(piece.group), piece)));
                let factor = f64::from(hosts);
                let task = Task { team, labour: &labour, kind, key, factor, because: None };
                desks.enqueue(script, task, Closes { team, piece, hosts, kind }, Terms::default());
            }
        }
    }
}

impl Backlog {
    /// The most urgent piece of a kind with hosts that need the patch, and how many do.
    fn next(&mut self, script: &Script, kind: WorkKind) -> Option<(Piece, u32)> {
        loop {
            let (urgency, number) =
                self.open.iter().find(|(urgency, _)| urgency.0 == kind).map(|(at, next)| (*at, *next))?;
            let (_, _, _, vulnerability, group) = urgency;
            let piece = Piece { vulnerability, group, number };
            if number + 1 < pieces(script.setting().scenario.group(group)) {
                self.open.insert(urgency, number + 1);
            } else {
                self.open.remove(&urgency);
            }
            let hosts = scan(script, piece);
            if hosts > 0 {
                return Some((piece, hosts));
            }
        }
    }
}
