//! What holds of analysts whom teams lend, and of best practice.

use std::sync::Arc;

use coalition::metrics::RunRecord;
use coalition::metrics::records::TeamRow;
use coalition::scenario::model::Scenario;
use coalition::units::Probability;

/// A scenario in which teams ask for help and get none, and do not consult each other.
pub(super) fn without_help(scenario: &Arc<Scenario>) -> Arc<Scenario> {
    super::with_strategies(scenario, |strategy| {
        strategy.arrangement.consultations.clear();
        for promise in &mut strategy.arrangement.assistance {
            promise.granted = Probability::NEVER;
        }
    })
}

/// Whoever is at another team is away from one; nothing is refused that was not asked for.
pub(super) fn assert_loans_balance(record: &RunRecord) {
    let sum = |value: fn(&TeamRow) -> f64| record.teams.iter().map(value).sum::<f64>();
    let (away, there) = (sum(|row| row.lent_out_h), sum(|row| row.lent_in_h));
    assert!((away - there).abs() < 1e-6, "{away} h away, {there} h there");
    for row in &record.teams {
        assert!(row.assistance_refused_n <= row.assistance_asked_n, "{row:?}");
        assert!(row.lent_in_h <= row.staffed_h + 1e-9, "guests are on duty: {row:?}");
        assert!(row.consultation_labour_h <= row.labour_h + 1e-9, "{row:?}");
    }
}
