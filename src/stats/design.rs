//! Where to look: points of designs, as pure functions of their size and a seed.
//!
//! Lists of levels are places in the factors' lists of values. Points of the unit cube are turned into values by each
//! factor's own scale (for a distribution, its quantile function).

use super::bootstrap::Draws;
use super::sobol_points::sobol_points;

/// A number for each factor, 0..=1.
pub type UnitPoint = Vec<f64>;

/// All combinations of levels, the last factor changing fastest; one empty combination of no factors.
pub fn full_factorial(levels: &[usize]) -> Vec<Vec<usize>> {
    levels.iter().fold(vec![Vec::new()], |rows, levels| {
        rows.iter()
            .flat_map(|row| (0..*levels).map(move |level| row.iter().copied().chain([level]).collect()))
            .collect()
    })
}

/// All combinations of low (0) and high (1) of `factors` factors in Yates's order, the first factor changing fastest.
pub fn two_level(factors: u32) -> Vec<Vec<usize>> {
    (0..1_usize << factors).map(|cell| (0..factors).map(|factor| cell >> factor & 1).collect()).collect()
}

/// The base, then every other level of one factor at a time, all else at the base.
pub fn one_at_a_time(levels: &[usize], base: &[usize]) -> Vec<Vec<usize>> {
    let mut rows = vec![base.to_vec()];
    for (factor, (levels, at)) in levels.iter().zip(base).enumerate() {
        for level in (0..*levels).filter(|level| level != at) {
            let mut row = base.to_vec();
            row[factor] = level;
            rows.push(row);
        }
    }
    rows
}

/// A Latin hypercube: `n` points, of which every factor has exactly one in each nth of its range, at a random place in it.
/// McKay, Beckman and Conover (1979).
pub fn latin_hypercube(n: usize, factors: usize, seed: u64) -> Vec<UnitPoint> {
    let columns: Vec<Vec<f64>> = (0..factors)
        .map(|factor| {
            // A stream a factor: another factor shifts nobody's points.
            let mut draws = Draws::keyed(seed, factor as u64);
            let mut cells: Vec<usize> = (0..n).collect();
            shuffle(&mut cells, &mut draws);
            cells.into_iter().map(|cell| (cell as f64 + draws.uniform()) / n as f64).collect()
        })
        .collect();
    (0..n).map(|point| columns.iter().map(|column| column[point]).collect()).collect()
}

/// Every order equally likely. Fisher and Yates.
fn shuffle<T>(items: &mut [T], draws: &mut Draws) {
    for last in (1..items.len()).rev() {
        items.swap(last, draws.index(last + 1));
    }
}

/// The points of a Saltelli design, for Sobol' indices ([`super::sensitivity::sobol`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Saltelli {
    /// The first matrix.
    pub a: Vec<UnitPoint>,
    /// The second, unrelated to it.
    pub b: Vec<UnitPoint>,
    /// For each factor, the first matrix with that factor from the second.
    pub ab: Vec<Vec<UnitPoint>>,
}

/// `n`·(factors + 2) points from a Sobol' sequence of twice as many dimensions as factors. Take a power of two for `n`.
/// `None` beyond the dimensions of the sequence ([`super::sobol_points::DIMENSIONS`]).
pub fn saltelli(n: usize, factors: usize, seed: Option<u64>) -> Option<Saltelli> {
    let points = sobol_points(n, 2 * factors, seed)?;
    let (a, b): (Vec<UnitPoint>, Vec<UnitPoint>) =
        points.iter().map(|point| (point[..factors].to_vec(), point[factors..].to_vec())).unzip();
    let mixed = |factor: usize| {
        let mix = |(a, b): (&UnitPoint, &UnitPoint)| {
            let mut point = a.clone();
            point[factor] = b[factor];
            point
        };
        a.iter().zip(&b).map(mix).collect()
    };
    let ab = (0..factors).map(mixed).collect();
    Some(Saltelli { a, b, ab })
}

/// Morris's trajectories: each starts on a grid of `levels` (even) values a factor and changes every factor once, in random
/// order, up or down by levels/(2(levels − 1)). `trajectories`·(factors + 1) points. `None` for an odd number of levels or
/// below 2. Morris (1991).
pub fn morris_trajectories(
    trajectories: usize,
    factors: usize,
    levels: usize,
    seed: u64,
) -> Option<Vec<UnitPoint>> {
    if levels < 2 || !levels.is_multiple_of(2) {
        return None;
    }
    let (last, jump) = (levels - 1, levels / 2);
    let mut points = Vec::with_capacity(trajectories * (factors + 1));
    for trajectory in 0..trajectories {
        let mut draws = Draws::keyed(seed, trajectory as u64);
        let mut at: Vec<usize> = (0..factors).map(|_| draws.index(levels)).collect();
        let mut order: Vec<usize> = (0..factors).collect();
        shuffle(&mut order, &mut draws);
        let unit = |at: &[usize]| at.iter().map(|level| *level as f64 / last as f64).collect();
        points.push(unit(&at));
        for factor in order {
            // From the lower half only up, from the upper only down.
            at[factor] = if at[factor] < jump { at[factor] + jump } else { at[factor] - jump };
            points.push(unit(&at));
        }
    }
    Some(points)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_full_factorial_has_every_combination_once_and_in_order() {
        let rows = full_factorial(&[2, 3]);
        assert_eq!(rows, [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
        assert_eq!(full_factorial(&[]), [Vec::<usize>::new()]);
        assert!(full_factorial(&[2, 0]).is_empty());
        assert_eq!(two_level(2), [[0, 0], [1, 0], [0, 1], [1, 1]]);
    }

    #[test]
    fn one_at_a_time_leaves_all_else_at_the_base() {
        assert_eq!(one_at_a_time(&[2, 3], &[1, 0]), [[1, 0], [0, 0], [1, 1], [1, 2]]);
    }

    #[test]
    fn a_latin_hypercube_has_one_point_in_every_slice() {
        let points = latin_hypercube(17, 4, 9);
        for factor in 0..4 {
            let slices: BTreeSet<usize> =
                points.iter().map(|point| (point[factor] * 17.0) as usize).collect();
            assert_eq!(slices.len(), 17);
        }
        assert_ne!(points, latin_hypercube(17, 4, 10));
        let many = latin_hypercube(400, 2, 9);
        let [first, second] =
            [0, 1].map(|factor| many.iter().map(|point| point[factor]).collect::<Vec<f64>>());
        assert!(crate::stats::moments::correlation(&first, &second).unwrap().abs() < 0.2);
        // Another factor shifts nobody's points.
        let fewer = latin_hypercube(17, 3, 9);
        assert!(points.iter().zip(&fewer).all(|(more, less)| more[..3] == less[..]));
        assert!(latin_hypercube(0, 2, 1).is_empty());
    }

    #[test]
    fn a_mixed_matrix_has_one_factor_from_the_other() {
        let design = saltelli(8, 3, Some(4)).unwrap();
        for (factor, mixed) in design.ab.iter().enumerate() {
            for ((a, b), point) in design.a.iter().zip(&design.b).zip(mixed) {
                for other in 0..3 {
                    assert_eq!(point[other], if other == factor { b[other] } else { a[other] });
                }
            }
        }
        assert_eq!(saltelli(8, 500, None), None);
    }

    #[test]
    fn every_trajectory_changes_every_factor_once_by_the_jump() {
        let points = morris_trajectories(20, 5, 4, 3).unwrap();
        for path in points.chunks(6) {
            let mut changed = BTreeSet::new();
            for step in path.windows(2) {
                let moved: Vec<usize> =
                    (0..5).filter(|factor| step[0][*factor] != step[1][*factor]).collect();
                assert_eq!(moved.len(), 1);
                assert!(((step[1][moved[0]] - step[0][moved[0]]).abs() - 2.0 / 3.0).abs() < 1e-12);
                changed.insert(moved[0]);
            }
            assert_eq!(changed.len(), 5);
        }
        assert!(points.iter().flatten().all(|value| (0.0..=1.0).contains(value)));
        assert_eq!((morris_trajectories(1, 2, 3, 1), morris_trajectories(1, 2, 0, 1)), (None, None));
    }
}
