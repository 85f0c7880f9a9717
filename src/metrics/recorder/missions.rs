//! Missions: how long each was below its required level, what that cost, and whose doing it was.

use super::{Context, RunLabel, Window};
use crate::metrics::records::ServiceRow;
use crate::scenario::model::{Demand, Mission, Scenario};
use crate::sim::fact::{DownBy, Fact, Standing, What};
use crate::units::{SimTime, Span};

/// The accounts of all missions, by their place in the scenario.
pub(super) struct Missions(Vec<Account>);

/// What has become of one mission. Its level is constant between facts, so sums are exact.
#[derive(Clone, Debug)]
pub(super) struct Account {
    standing: Standing,
    value: f64,
    since: SimTime,
    /// Since when it has been below its required level, as far as it is.
    short_since: Option<SimTime>,
    /// Whether this outage is among `outages`.
    counted: bool,
    /// Value lost by reason, in the order of [`DownBy`].
    losses: [f64; 3],
    /// Time below the required level.
    pub(super) outage: Span,
    /// Time that attacks alone would have kept it below.
    pub(super) outage_by_attack: Span,
    /// Time at level 0 while some level was required.
    pub(super) down: Span,
    /// The time integral of the level.
    pub(super) level_h: f64,
    pub(super) lowest: f64,
    pub(super) outages: u64,
    pub(super) first_outage: Option<SimTime>,
}

impl Account {
    fn new(demand: &Demand) -> Self {
        Self {
            standing: Standing { levels: [1.0; 3], required: demand.required.get() },
            value: demand.value,
            since: SimTime::STARTEX,
            short_since: None,
            counted: false,
            losses: [0.0; 3],
            outage: Span::ZERO,
            outage_by_attack: Span::ZERO,
            down: Span::ZERO,
            level_h: 0.0,
            lowest: 1.0,
            outages: 0,
            first_outage: None,
        }
    }

    /// Adds up what lies between the last change and now, as far as it is in the window.
    fn advance(&mut self, now: SimTime, window: Window) {
        let span = window.overlap(self.since, Some(now));
        self.since = now.max(SimTime::STARTEX);
        if span == Span::ZERO {
            return;
        }
        let (hours, level, required) = (span.as_hours_f64(), self.standing.level(), self.standing.required);
        for (loss, part) in self.losses.iter_mut().zip(self.standing.shortfalls()) {
            *loss += self.value * part * hours;
        }
        self.level_h += level * hours;
        self.lowest = self.lowest.min(level);
        if let Some(since) = self.short_since.filter(|_| !self.counted) {
            self.counted = true;
            self.outages += 1;
            self.first_outage.get_or_insert(since);
        }
        let time = |holds: bool| if holds { span } else { Span::ZERO };
        self.outage += time(self.standing.is_short());
        self.outage_by_attack += time(self.standing.levels[0] < required);
        self.down += time(level <= 0.0 && required > 0.0);
    }

    fn change(&mut self, at: SimTime, standing: Standing, window: Window) {
        self.advance(at, window);
        if !standing.is_short() {
            self.short_since = None;
            self.counted = false;
        } else if self.short_since.is_none() {
            self.short_since = Some(at);
        }
        self.standing = standing;
    }

    /// Value lost for one reason.
    pub(super) fn loss_by(&self, by: DownBy) -> f64 {
        self.losses[match by {
            DownBy::Attack => 0,
            DownBy::Containment => 1,
            DownBy::OverBlocking => 2,
        }]
    }

    /// Value lost because of what defenders did.
    pub(super) fn loss_by_defence(&self) -> f64 {
        self.loss_by(DownBy::Containment) + self.loss_by(DownBy::OverBlocking)
    }

    /// Value lost.
    pub(super) fn loss(&self) -> f64 {
        self.loss_by(DownBy::Attack) + self.loss_by_defence()
    }

    pub(super) fn row(&self, spec: &Mission, label: &RunLabel, context: &Context) -> ServiceRow {
        let RunLabel { scenario, seed, replication, strategy } = label.clone();
        let organisation = context.scenario.organisation(spec.organisation);
        let all = context.window.span().as_hours_f64();
        let (outage_h, outage_attack_h) = (self.outage.as_hours_f64(), self.outage_by_attack.as_hours_f64());
        ServiceRow {
            scenario,
            seed,
            replication,
            strategy,
            organisation: organisation.name.id.clone(),
            team: context.scenario.team(organisation.team).name.id.clone(),
            service: spec.name.id.clone(),
            outages_n: self.outages,
            t_first_outage_s: self.first_outage,
            first_outage_censored: self.first_outage.is_none(),
            outage_censored: self.standing.is_short(),
            outage_h,
            outage_attack_h,
            outage_defence_h: outage_h - outage_attack_h,
            down_h: self.down.as_hours_f64(),
            availability: 1.0 - outage_h / all,
            level_mean: self.level_h / all,
            level_lowest: self.lowest,
            mission_loss: self.loss(),
            mission_loss_attack: self.loss_by(DownBy::Attack),
            mission_loss_defence: self.loss_by_defence(),
            mission_loss_overblocking: self.loss_by(DownBy::OverBlocking),
        }
    }
}

impl Missions {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self(scenario.missions.iter().map(|mission| Account::new(&mission.demand)).collect())
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::MissionDegraded { mission, standing } | What::MissionRestored { mission, standing } => {
                self.0[mission.index()].change(fact.at, standing, context.window);
            }
            What::MissionPhaseBegan { mission, phase, standing } => {
                let account = &mut self.0[mission.index()];
                account.change(fact.at, standing, context.window);
                account.value = context.scenario.mission(mission).phases[phase.index()].demand.value;
            }
            _ => {}
        }
    }

    /// The accounts at ENDEX.
    pub(super) fn close(mut self, context: &Context) -> Vec<Account> {
        for account in &mut self.0 {
            account.advance(context.window.endex, context.window);
        }
        self.0
    }
}
