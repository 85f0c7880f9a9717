//! The ledger: what a team came to, taken apart into what made it.

use std::collections::BTreeMap;

use super::Rows;
use crate::metrics::recorder::RunLabel;
use crate::metrics::recorder::missions::Account as Mission;
use crate::metrics::records::{Account, LedgerRow};
use crate::metrics::table::Category;
use crate::scenario::model::{TeamId, WorkKind};
use crate::sim::fact::DownBy;

/// The accounts of one team. An entry that has several amounts gets their sum.
#[derive(Default)]
struct Ledger(BTreeMap<(Account, &'static str), f64>);

impl Ledger {
    fn add(&mut self, account: Account, entry: &'static str, amount: f64) {
        *self.0.entry((account, entry)).or_default() += amount;
    }

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn count(&mut self, account: Account, entry: &'static str, number: u64) {
        self.add(account, entry, number as f64);
    }
}

impl Rows<'_> {
    /// The ledgers of all teams.
    pub(super) fn ledger(&self) -> Vec<LedgerRow> {
        (0..self.context.scenario.teams.len()).flat_map(|place| self.ledger_of(TeamId::at(place))).collect()
    }

    fn ledger_of(&self, team: TeamId) -> Vec<LedgerRow> {
        let mut ledger = Ledger::default();
        self.enter_attacks(&mut ledger, team);
        self.enter_alerts(&mut ledger, team);
        self.enter_items(&mut ledger, team);
        for kind in WorkKind::ALL {
            ledger.add(Account::Labour, kind.text(), self.desks.team(team).hours(&[kind]));
        }
        let loss = Account::MissionLoss;
        ledger.add(loss, "attack", self.of_missions(team, |mission| mission.loss_by(DownBy::Attack)));
        ledger.add(loss, "defence", self.of_missions(team, Mission::loss_by_defence));
        let name = &self.context.scenario.team(team).name.id;
        let entries = ledger.0.into_iter().filter(|(_, amount)| *amount != 0.0);
        let row = |((account, entry), amount): ((Account, &'static str), f64)| {
            let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
            let (team, unit) = (name.clone(), account.unit());
            LedgerRow { scenario, seed, replication, strategy, team, account, entry, amount, unit }
        };
        entries.map(row).collect()
    }

    fn enter_attacks(&self, ledger: &mut Ledger, team: TeamId) {
        for (_, attack) in self.attacks_of(team) {
            ledger.count(Account::Attacks, attack.outcome().text(), 1);
            if let Some(by) = attack.prevented_by() {
                ledger.count(Account::Preventions, by.text(), 1);
            }
            if let Some(source) = attack.source {
                ledger.count(Account::Detections, source.text(), 1);
            }
        }
    }

    fn enter_alerts(&self, ledger: &mut Ledger, team: TeamId) {
        let tally = self.desks.team(team);
        ledger.count(Account::Alerts, "correlated", tally.correlated);
        ledger.count(Account::Alerts, "triaged", tally.triaged);
        ledger.count(Account::Alerts, "expired", tally.expired);
        ledger.count(Account::Alerts, "open", self.desks.open_alerts(team));
    }

    fn enter_items(&self, ledger: &mut Ledger, team: TeamId) {
        for item in self.items.items.values() {
            let Some(report) = self.items.reports.get(&item.report) else { continue };
            let (policy, fate) = (&self.policies[item.policy], item.fate(report).text());
            if policy.from == team {
                ledger.count(Account::ItemsGiven, fate, 1);
            }
            if policy.to == team && !item.is_withheld() && report.received.is_some() {
                ledger.count(Account::ItemsGot, fate, 1);
            }
        }
    }
}
