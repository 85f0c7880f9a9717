//! Holm's correction for several comparisons, valid under any dependence between them.

/// The adjusted p-values in the order given: each may be held against the level as it stands.
///
/// A comparison without a p-value stays without one and does not count: it made no claim. Holm (1979).
pub fn holm(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> =
        p_values.iter().enumerate().filter_map(|(place, p)| p.map(|p| (place, p))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut adjusted = vec![None; p_values.len()];
    let mut largest = 0.0_f64;
    for (rank, (place, p)) in order.iter().enumerate() {
        largest = largest.max(p * (order.len() - rank) as f64).min(1.0);
        adjusted[*place] = Some(largest);
    }
    adjusted
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;

    #[test]
    fn the_reference_values_come_out_in_the_order_given() {
        let adjusted = holm(&[Some(0.30), Some(0.001), None, Some(0.04), Some(0.021), Some(0.013)]);
        assert_eq!(adjusted[2], None);
        for (place, wanted) in [(0, 0.3), (1, 0.005), (3, 0.08), (4, 0.063), (5, 0.052)] {
            assert_close(adjusted[place].unwrap(), wanted, 1e-12);
        }
    }

    #[test]
    fn no_adjusted_value_passes_one_and_none_overtakes_a_smaller() {
        assert_eq!(holm(&[Some(0.5), Some(0.6)]), [Some(1.0), Some(1.0)]);
        assert_eq!(holm(&[Some(0.02), Some(0.021)]), [Some(0.04), Some(0.04)]);
        assert!(holm(&[]).is_empty());
    }
}
