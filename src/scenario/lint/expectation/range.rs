//! What values a metric can have, by its name.

use std::fmt;

use crate::scenario::model::Bound;

/// From the least to the most that a number can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    low: f64,
    high: f64,
}

/// Metrics that are shares: from 0 to 1.
pub const SHARES: &[&str] = &[
    "detected_share",
    "items_correctness",
    "items_relevance",
    "items_uniqueness",
    "items_utility",
    "reports_in_time_share",
    "scope_share",
    "sensor_uptime",
    "sharing_efficiency",
    "triage_precision",
    "triage_recall",
    "trust_mean",
];

/// Counts and sums that are 0 where nothing is agreed on, because they come of an arrangement alone.
pub const OF_SHARING: &[&str] = &[
    "assistance_asked_n",
    "assistance_refused_n",
    "consultation_labour_h",
    "detected_by_industry_n",
    "detected_by_partner_n",
    "effect_any_n",
    "effect_detected_n",
    "effect_predicted_n",
    "effect_prevented_n",
    "effect_responded_n",
    "feed_items_false_n",
    "feed_items_in_n",
    "feed_items_new_n",
    "feed_items_useful_n",
    "feed_labour_h",
    "items_breached_n",
    "items_false_in_n",
    "items_garbled_n",
    "items_in_n",
    "items_leaked_n",
    "items_lost_n",
    "items_out_n",
    "items_poisoned_n",
    "items_retracted_n",
    "items_stale_n",
    "items_useful_n",
    "items_withheld_marking_n",
    "items_withheld_n",
    "items_withheld_relations_n",
    "items_withheld_threshold_n",
    "lent_in_h",
    "lent_out_h",
    "patches_hastened_n",
    "prevented_by_advice_n",
    "prevented_by_industry_n",
    "prevented_by_partner_n",
    "recognised_n",
    "samples_out_n",
    "sessions_n",
    "sharing_labour_h",
    "sightings_n",
    "signatures_in_n",
    "signatures_useful_n",
    "submission_labour_h",
];

impl Range {
    /// Nothing but 0.
    pub(super) const NOTHING: Self = Self { low: 0.0, high: 0.0 };

    /// What a metric can be under a strategy: no metric is below 0.
    pub fn of(metric: &str) -> Self {
        let high = if SHARES.contains(&metric) { 1.0 } else { f64::INFINITY };
        Self { low: 0.0, high }
    }

    /// What a metric can be without sharing.
    pub fn without_sharing(metric: &str) -> Self {
        if OF_SHARING.contains(&metric) { Self::NOTHING } else { Self::of(metric) }
    }

    /// What a change of a metric can be, against not sharing.
    pub fn of_change(metric: &str) -> Self {
        let (with, without) = (Self::of(metric), Self::without_sharing(metric));
        Self { low: with.low - without.high, high: with.high - without.low }
    }

    /// Whether every value satisfies a bound.
    pub(super) fn is_within(self, bound: Bound) -> bool {
        match bound {
            Bound::AtLeast(value) => self.low >= value,
            Bound::AtMost(value) => self.high <= value,
            Bound::Within(low, high) => self.low >= low && self.high <= high,
        }
    }

    /// Whether no value satisfies a bound.
    pub(super) fn misses(self, bound: Bound) -> bool {
        match bound {
            Bound::AtLeast(value) => self.high < value,
            Bound::AtMost(value) => self.low > value,
            Bound::Within(low, high) => self.high < low || self.low > high,
        }
    }
}

#[expect(clippy::float_cmp, reason = "the ends are what they were set to")]
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (low, high) if low == high => write!(f, "always {low}"),
            (low, high) if high.is_infinite() => write!(f, "{low} or more"),
            (low, high) => write!(f, "from {low} to {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_within_a_bound_misses_it_or_neither() {
        let share = Range::of("triage_recall");
        assert!(share.is_within(Bound::AtMost(1.0)) && !share.is_within(Bound::AtMost(0.99)));
        assert!(share.misses(Bound::AtLeast(1.01)) && !share.misses(Bound::AtLeast(1.0)));
        assert!(share.is_within(Bound::Within(0.0, 1.0)) && share.misses(Bound::Within(-2.0, -1.0)));
        let count = Range::of("attacks_n");
        assert!(count.is_within(Bound::AtLeast(0.0)) && !count.is_within(Bound::AtMost(1e9)));
        assert!(count.misses(Bound::AtMost(-0.5)));
        let change = Range::of_change("attacks_n");
        assert!(!change.is_within(Bound::AtLeast(-1e9)) && !change.misses(Bound::AtMost(-1e9)));
        assert!(Range::of_change("triage_recall").is_within(Bound::AtLeast(-1.0)));
        assert!(Range::of_change("sharing_labour_h").is_within(Bound::AtLeast(0.0)));
        assert!(Range::without_sharing("items_in_n").is_within(Bound::AtMost(0.0)));
    }
}
