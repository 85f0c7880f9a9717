//! Ranks of alternatives that were measured on the same replicates, and how sure they are.

use super::bootstrap::Draws;
use super::interval::Level;

/// Where one alternative stands among all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    /// One more than the alternatives whose mean is lower.
    pub rank: usize,
    /// Lower end of the bootstrap interval of the rank.
    pub low: usize,
    /// Upper end of the bootstrap interval of the rank.
    pub high: usize,
    /// Share of the resamples in which no other has a lower mean.
    pub first: f64,
}

/// Ranks columns by their means, the lowest first; equal means have equal ranks. Each column holds a number a
/// replicate, in the same order.
///
/// Whole replicates are resampled, so that what columns have in common stays common (Hall and Miller, 2009, on the
/// bootstrap of ranks: percentiles of the resampled ranks). `None` for columns of different lengths, or without
/// values, or resamples.
pub fn ranks(columns: &[Vec<f64>], level: Level, resamples: usize, seed: u64) -> Option<Vec<Rank>> {
    let n = columns.first().map(Vec::len).filter(|n| *n > 0)?;
    if resamples == 0 || columns.iter().any(|column| column.len() != n) {
        return None;
    }
    let sums: Vec<f64> = columns.iter().map(|column| super::moments::sum(column.iter().copied())).collect();
    let mut draws = Draws::new(seed);
    let mut counts = vec![vec![0_usize; columns.len()]; columns.len()];
    let mut resampled = vec![0.0; columns.len()];
    for _ in 0..resamples {
        resampled.fill(0.0);
        for _ in 0..n {
            let replicate = draws.index(n);
            for (sum, column) in resampled.iter_mut().zip(columns) {
                *sum += column[replicate];
            }
        }
        for (count, sum) in counts.iter_mut().zip(&resampled) {
            count[below(&resampled, *sum)] += 1;
        }
    }
    let tail = resamples as f64 * level.tail();
    Some(
        counts
            .iter()
            .zip(&sums)
            .map(|(count, sum)| Rank {
                rank: 1 + below(&sums, *sum),
                low: 1 + percentile(count.iter().enumerate(), tail),
                high: 1 + percentile(count.iter().enumerate().rev(), tail),
                first: count[0] as f64 / resamples as f64,
            })
            .collect(),
    )
}

fn below(sums: &[f64], sum: f64) -> usize {
    sums.iter().filter(|other| **other < sum).count()
}

/// The first rank, counted from one end, at which more than the tail has been passed.
fn percentile<'a>(counts: impl Iterator<Item = (usize, &'a usize)>, tail: f64) -> usize {
    let mut passed = 0;
    for (rank, count) in counts {
        passed += count;
        if passed as f64 > tail {
            return rank;
        }
    }
    0
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn noise(seed: u64, n: usize) -> Vec<f64> {
        let mut draws = Draws::new(seed);
        (0..n).map(|_| draws.uniform()).collect()
    }

    #[test]
    fn what_is_always_lower_is_first_beyond_doubt() {
        let luck = noise(1, 50);
        let worse: Vec<f64> = luck.iter().map(|value| value + 0.01).collect();
        let found = ranks(&[worse, luck], Level::P95, 999, 7).unwrap();
        assert_eq!(found[1], Rank { rank: 1, low: 1, high: 1, first: 1.0 });
        assert_eq!(found[0], Rank { rank: 2, low: 2, high: 2, first: 0.0 });
    }

    #[test]
    fn what_is_equal_shares_its_rank() {
        let luck = noise(2, 50);
        let found = ranks(&[luck.clone(), luck.clone()], Level::P95, 99, 7).unwrap();
        assert!(found.iter().all(|rank| *rank == Rank { rank: 1, low: 1, high: 1, first: 1.0 }));
    }

    #[test]
    fn what_differs_by_luck_alone_may_have_either_rank() {
        let found = ranks(&[noise(3, 400), noise(4, 400)], Level::P95, 999, 7).unwrap();
        assert!(found.iter().all(|rank| (rank.low, rank.high) == (1, 2)), "{found:?}");
        assert!((found[0].first + found[1].first - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_ranked_is_none() {
        assert_eq!(ranks(&[], Level::P95, 99, 7), None);
        assert_eq!(ranks(&[vec![]], Level::P95, 99, 7), None);
        assert_eq!(ranks(&[vec![1.0], vec![]], Level::P95, 99, 7), None);
        assert_eq!(ranks(&[vec![1.0]], Level::P95, 0, 7), None);
    }
}
