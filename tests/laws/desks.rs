//! What holds at every desk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use coalition::experiment::{Arm, run_one};
use coalition::metrics::RunRecord;
use coalition::scenario::model::{Desk, DeskId, Order, Scenario, StrategyId, TeamId, WorkKind};
use coalition::sim::fact::{Duty, Fact, What, WorkId};
use coalition::units::SimTime;

/// Work on its way through desks, as facts tell it.
struct Watch<'a> {
    scenario: &'a Scenario,
    works: BTreeMap<WorkId, (AtDesk, WorkKind, SimTime)>,
    waiting: BTreeSet<(AtDesk, WorkId)>,
    busy: BTreeMap<AtDesk, u32>,
    /// On duty, of them in handover, and in overtime.
    staff: BTreeMap<AtDesk, (u32, u32, u32)>,
}

type AtDesk = (TeamId, DeskId);

impl Watch<'_> {
    fn desk(&self, (team, desk): AtDesk) -> &Desk {
        &self.scenario.team(team).desks[desk.index()]
    }

    /// On duty, of them in handover, and in overtime.
    fn staff(&self, at: AtDesk) -> (u32, u32, u32) {
        self.staff.get(&at).copied().unwrap_or((self.desk(at).analysts, 0, 0))
    }

    /// What goes before what at a desk whose order can be told from here.
    fn rank(&self, work: WorkId) -> Option<(Option<WorkKind>, SimTime)> {
        let (at, kind, since) = self.works[&work];
        match self.desk(at).order {
            Order::Urgency => Some((Some(kind), since)),
            Order::Fifo => Some((None, since)),
            Order::Priority => None,
        }
    }

    fn see(&mut self, fact: &Fact) {
        match fact.what {
            What::WorkQueued { work, team, desk, kind } => {
                self.works.insert(work, ((team, desk), kind, fact.at));
                self.waiting.insert(((team, desk), work));
            }
            What::WorkStarted { work, .. } => {
                let at = self.works[&work].0;
                assert!(self.waiting.remove(&(at, work)), "what is begun has waited: {fact:?}");
                let mut others = self.waiting.iter().filter(|(other, _)| *other == at);
                let ahead = others.find(|(_, other)| self.rank(*other) < self.rank(work));
                assert_eq!(ahead, None, "{work:?} is taken up before it");
                let (on_duty, briefed, overtime) = self.staff(at);
                let busy = self.busy.entry(at).or_default();
                *busy += 1;
                assert!(*busy <= on_duty - briefed + overtime, "{busy} at work, {on_duty} on duty: {fact:?}");
            }
            What::WorkDropped { work } => {
                self.waiting.remove(&(self.works[&work].0, work));
            }
            What::WorkDone { work } => *self.busy.entry(self.works[&work].0).or_default() -= 1,
            What::Desk { team, desk, duty } => self.see_duty((team, desk), duty, fact.at),
            _ => {}
        }
    }

    fn see_duty(&mut self, at: AtDesk, duty: Duty, now: SimTime) {
        match duty {
            Duty::Tired { .. } => {}
            Duty::Staffed { on_duty, briefed, overtime } => {
                self.staff.insert(at, (on_duty, briefed, overtime));
            }
            Duty::PutBack { work, .. } => {
                *self.busy.entry(at).or_default() -= 1;
                self.waiting.insert((at, work));
            }
            Duty::HandedOn { work, to, seen } => {
                if seen {
                    *self.busy.entry(at).or_default() -= 1;
                } else {
                    assert!(self.waiting.remove(&(at, work)), "{work:?} has waited");
                }
                let (_, kind, since) = self.works[&work];
                let to = (at.0, to);
                self.works.insert(work, (to, kind, if seen { now } else { since }));
                self.waiting.insert((to, work));
            }
            Duty::TurnedAway { work } => assert!(self.waiting.remove(&(at, work)), "{work:?} has come"),
        }
    }
}

/// Nobody takes up work while something more urgent, or as urgent and earlier, waits at the same desk; nobody works who
/// is not on duty or in overtime; causes come before what they cause.
pub(super) fn assert_queues_are_lawful(scenario: &Arc<Scenario>) {
    for arm in [Arm::none(), Arm::ideal(scenario)]
        .into_iter()
        .chain((0..scenario.strategies.len()).map(|n| Arm::strategy(scenario, StrategyId::at(n))))
    {
        let outcome = run_one(scenario, 7, 0, &arm).expect("the run ends well");
        let mut watch = Watch {
            scenario,
            works: BTreeMap::new(),
            waiting: BTreeSet::new(),
            busy: BTreeMap::new(),
            staff: BTreeMap::new(),
        };
        for (place, fact) in outcome.facts.all().iter().enumerate() {
            assert!(
                fact.cause.is_none_or(|cause| (cause.0 as usize) < place),
                "a cause comes first: {fact:?}"
            );
            watch.see(fact);
        }
        for (at, work) in &watch.waiting {
            let (on_duty, briefed, overtime) = watch.staff(*at);
            let busy = watch.busy.get(at).copied().unwrap_or(0);
            assert_eq!(busy, on_duty - briefed + overtime, "{work:?} waits while someone is free at ENDEX");
        }
    }
}

/// What came to a desk went somewhere, and nobody works more than there is time.
pub(super) fn assert_desks_balance(record: &RunRecord) {
    for row in &record.desks {
        assert_eq!(
            row.at_startex_n + row.came_n,
            row.done_n + row.handed_on_n + row.given_up_n + row.turned_away_n + row.waiting_n + row.in_hand_n,
            "{row:?}"
        );
        assert!(row.busy_h - row.overtime_h <= row.staffed_h - row.handover_h + 1e-9, "{row:?}");
        assert!(row.overtime_h <= row.busy_h + 1e-9 && row.utilisation <= 1.0 + 1e-12, "{row:?}");
    }
    for row in &record.teams {
        let own = || record.desks.iter().filter(|desk| desk.team == row.team);
        let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
        assert!(near(row.staffed_h, own().map(|desk| desk.staffed_h).sum()), "{row:?}");
        assert!(near(row.labour_h, own().map(|desk| desk.busy_h).sum()), "{row:?}");
        assert_eq!(row.handed_on_n, own().map(|desk| desk.handed_on_n).sum::<u64>(), "{row:?}");
        // alerts that were there at STARTEX are not among the team's
        let lost: u64 = own().map(|desk| desk.given_up_n + desk.turned_away_n).sum();
        let before: u64 = own().map(|desk| desk.at_startex_n).sum();
        let known = row.work_lost_n + row.alerts_expired_n;
        assert!(known <= lost && lost <= known + before, "{row:?}");
    }
}
