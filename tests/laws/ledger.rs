//! The entries of every account add up to what they take apart, and no account is left out.

use coalition::metrics::RunRecord;
use coalition::metrics::records::{Account, TeamRow};

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn assert_entries_add_up(record: &RunRecord) {
    for team in &record.teams {
        let count = |value: u64| value as f64;
        let totals = |row: &TeamRow| {
            [
                (Account::Attacks, count(row.attacks_n)),
                (Account::Preventions, count(row.prevented_n)),
                (Account::Detections, count(row.detected_n)),
                (Account::Alerts, count(row.alerts_n)),
                (Account::ItemsGiven, count(row.items_created_n)),
                (Account::ItemsGot, count(row.items_in_n)),
                (Account::Labour, row.labour_h),
                (Account::MissionLoss, row.mission_loss),
            ]
        };
        let entries = || record.ledger.iter().filter(|row| row.team == team.team);
        for (account, total) in totals(team) {
            let sum: f64 = entries().filter(|row| row.account == account).map(|row| row.amount).sum();
            assert!((sum - total).abs() <= 1e-6 * total.abs().max(1.0), "{account:?}: {sum}, not {total}");
        }
        assert!(entries().all(|row| row.amount > 0.0 && totals(team).iter().any(|one| one.0 == row.account)));
        let effects = [
            team.effect_prevented_n,
            team.effect_predicted_n,
            team.effect_detected_n,
            team.effect_responded_n,
        ];
        assert!(effects.iter().max() <= Some(&team.effect_any_n), "{team:?}");
        assert!(team.effect_any_n <= effects.iter().sum() && team.effect_any_n <= team.attacks_n, "{team:?}");
        assert!(team.effect_detected_n <= team.detected_n, "{team:?}");
        assert!(
            team.prevented_by_partner_n + team.prevented_by_advice_n <= team.effect_prevented_n,
            "{team:?}"
        );
    }
}
