//! Corrections for several comparisons. All give adjusted p-values in the order given, each to be held against the
//! level as it stands.
//!
//! A comparison without a p-value stays without one and does not count: it made no claim.

/// Holm's correction: the chance of any false claim stays below the level, whatever the comparisons have in common, as
/// those on the same luck do. Holm (1979).
pub fn holm(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p_values);
    let mut adjusted = vec![None; p_values.len()];
    let mut largest = 0.0_f64;
    for (rank, (place, p)) in order.iter().enumerate() {
        largest = largest.max(p * (order.len() - rank) as f64).min(1.0);
        adjusted[*place] = Some(largest);
    }
    adjusted
}

/// Bonferroni's correction: as safe as Holm's and never sharper; for intervals that are to hold all at once.
pub fn bonferroni(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let claims = p_values.iter().flatten().count() as f64;
    p_values.iter().map(|p| p.map(|p| (p * claims).min(1.0))).collect()
}

/// Benjamini and Hochberg's correction: of the claims that are made, the expected share of false ones stays below the
/// level where comparisons are independent or depend positively. For screening many metrics, not for a verdict on one.
/// Benjamini and Hochberg (1995).
pub fn benjamini_hochberg(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p_values);
    let mut adjusted = vec![None; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank, (place, p)) in order.iter().enumerate().rev() {
        smallest = smallest.min(p * order.len() as f64 / (rank + 1) as f64);
        adjusted[*place] = Some(smallest);
    }
    adjusted
}

/// The claims from the smallest p-value up, each with its place.
fn ascending(p_values: &[Option<f64>]) -> Vec<(usize, f64)> {
    let mut order: Vec<(usize, f64)> =
        p_values.iter().enumerate().filter_map(|(place, p)| p.map(|p| (place, p))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    order
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;

    /// Adjusts the reference p-values, out of order and with a gap, and compares.
    #[track_caller]
    fn check(adjust: fn(&[Option<f64>]) -> Vec<Option<f64>>, wanted: [f64; 5]) {
        let adjusted = adjust(&[Some(0.30), Some(0.001), None, Some(0.04), Some(0.021), Some(0.013)]);
        assert_eq!(adjusted[2], None);
        for (place, wanted) in [1, 5, 4, 3, 0].into_iter().zip(wanted) {
            assert_close(adjusted[place].unwrap(), wanted, 1e-12);
        }
    }

    #[test]
    fn the_reference_values_come_out_in_the_order_given() {
        check(holm, [0.005, 0.052, 0.063, 0.08, 0.3]);
        check(benjamini_hochberg, [0.005, 0.0325, 0.035, 0.05, 0.3]);
        check(bonferroni, [0.005, 0.065, 0.105, 0.2, 1.0]);
    }

    #[test]
    fn no_adjusted_value_passes_one_and_none_overtakes_a_smaller() {
        assert_eq!(holm(&[Some(0.5), Some(0.6)]), [Some(1.0), Some(1.0)]);
        assert_eq!(holm(&[Some(0.02), Some(0.021)]), [Some(0.04), Some(0.04)]);
        for adjust in [holm, bonferroni, benjamini_hochberg] {
            assert!(adjust(&[]).is_empty());
        }
        // The larger is held against the level itself, and the smaller may not end up above it.
        assert_eq!(benjamini_hochberg(&[Some(0.04), Some(0.045)]), [Some(0.045), Some(0.045)]);
    }
}
