//! What an outcome depends on: effects of two-level designs, screening by Morris, variance shares by Sobol'.
//!
//! A simulator has noise of its own. On the same luck at every point of a design, differences are those of the factors;
//! averages of several replicates at each point keep the rest small.

use super::bootstrap::Draws;
use super::design::UnitPoint;
use super::interval::{Interval, Level};
use super::moments::{self, QuantileType, finite, quantile_of_sorted};

/// An effect of a two-level design: of one factor, or what several do together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The factors, as bits: 1 is the first, 2 the second, 3 their interaction.
    pub factors: usize,
    /// Mean where the product of the factors' signs is high less the mean where it is low.
    pub effect: f64,
    /// Standard error from the spread within cells, as if all runs were unrelated; none with one replicate.
    pub se: Option<f64>,
    /// Standard error from the effect's spread over replicates: the one to use where equal places in the cells met the same
    /// luck.
    pub se_paired: Option<f64>,
}

/// The effects of a full two-level design of k factors: 2^k cells, the first factor changing fastest
/// ([`super::design::two_level`]), each with the same number of replicates.
///
/// Interactions are half the difference of differences, as is usual (Montgomery, 2019, chapter 6). `None` unless there are
/// 2^k cells, k ≥ 1, with equally many values, at least one.
pub fn two_level_effects(cells: &[Vec<f64>]) -> Option<Vec<Effect>> {
    let replicates = cells.first()?.len();
    let complete = cells.len() >= 2 && cells.len().is_power_of_two() && replicates > 0;
    if !complete || cells.iter().any(|cell| cell.len() != replicates) {
        return None;
    }
    let half = cells.len() as f64 / 2.0;
    // One table of effects a replicate; an effect is their mean.
    let tables: Vec<Vec<f64>> = (0..replicates)
        .map(|replicate| contrasts(cells.iter().map(|cell| cell[replicate]).collect()))
        .collect();
    let within: Option<f64> = cells.iter().map(|cell| moments::variance(cell)).sum();
    // Each effect is a sum of ±(cell mean)/half, with the variance averaged over cells.
    let se = within.map(|sum| (sum / replicates as f64).sqrt() / half);
    (1..cells.len())
        .map(|factors| {
            let effects: Vec<f64> = tables.iter().map(|table| table[factors] / half).collect();
            Some(Effect {
                factors,
                effect: moments::mean(&effects)?,
                se,
                se_paired: moments::sd(&effects).map(|sd| sd / (replicates as f64).sqrt()),
            })
        })
        .collect()
}

/// All signed sums of a table of 2^k (Yates, 1937): place b has the sign + where an even number of b's factors is low.
fn contrasts(mut table: Vec<f64>) -> Vec<f64> {
    let mut step = 1;
    while step < table.len() {
        for low in (0..table.len()).filter(|place| place & step == 0) {
            let (minus, plus) = (table[low], table[low + step]);
            table[low] = plus + minus;
            table[low + step] = plus - minus;
        }
        step *= 2;
    }
    table
}

/// What Morris's screening says of a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screening {
    /// Mean elementary effect: the change of the outcome for the whole range of the factor.
    pub mu: f64,
    /// Mean size of the elementary effects: large where the factor matters. Campolongo and others (2007).
    pub mu_star: f64,
    /// Standard error of `mu_star`; none for one trajectory.
    pub mu_star_se: Option<f64>,
    /// Standard deviation of the elementary effects: large where the factor acts unevenly or through others.
    pub sigma: Option<f64>,
}

/// Screens `factors` factors by trajectories of points in the unit cube that change one factor a step
/// ([`super::design::morris_trajectories`]), with the outcome at each point.
///
/// `None` where outcomes and points are not equally many or not whole trajectories, where a step does not change exactly one
/// factor, or a factor is never changed. Morris (1991).
pub fn morris(points: &[UnitPoint], outcomes: &[f64], factors: usize) -> Option<Vec<Screening>> {
    if points.len() != outcomes.len() || points.is_empty() || !points.len().is_multiple_of(factors + 1) {
        return None;
    }
    let mut effects = vec![Vec::new(); factors];
    for (points, outcomes) in points.chunks(factors + 1).zip(outcomes.chunks(factors + 1)) {
        for (step, values) in points.windows(2).zip(outcomes.windows(2)) {
            let moved = |factor: &usize| step[0].get(*factor) != step[1].get(*factor);
            let mut changed = (0..factors).filter(moved);
            let (factor, None) = (changed.next()?, changed.next()) else { return None };
            effects[factor].push((values[1] - values[0]) / (step[1][factor] - step[0][factor]));
        }
    }
    effects
        .iter()
        .map(|effects| {
            let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
            Some(Screening {
                mu: moments::mean(effects)?,
                mu_star: moments::mean(&sizes)?,
                mu_star_se: moments::sd(&sizes).map(|sd| sd / (sizes.len() as f64).sqrt()),
                sigma: moments::sd(effects),
            })
        })
        .collect()
}

/// The outcomes at the points of a Saltelli design ([`super::design::saltelli`]), in its order.
#[derive(Clone, Debug, PartialEq)]
pub struct SaltelliOutcomes {
    /// At the points of the first matrix.
    pub a: Vec<f64>,
    /// At the points of the second.
    pub b: Vec<f64>,
    /// For each factor, at the points of the first with that factor from the second.
    pub ab: Vec<Vec<f64>>,
}

/// The shares of a factor in the variance of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceShares {
    /// First-order index: the share that the factor has alone. Estimates may fall a little outside of 0..=1.
    pub first: f64,
    /// Its bootstrap percentile interval; none without resamples.
    pub first_interval: Option<Interval>,
    /// Total index: the share that would remain if all other factors were known.
    pub total: f64,
    /// Its bootstrap percentile interval.
    pub total_interval: Option<Interval>,
}

/// Sobol' indices: the first order by Saltelli and others (2010), the total by Jansen (1999), of outcomes less their mean.
///
/// Intervals resample the base points. `None` where the parts are not equally long, there are fewer than two points, or the
/// outcome does not vary.
pub fn sobol(
    outcomes: &SaltelliOutcomes,
    level: Level,
    resamples: usize,
    seed: u64,
) -> Option<Vec<VarianceShares>> {
    let SaltelliOutcomes { a, b, ab } = outcomes;
    let n = a.len();
    if n < 2 || b.len() != n || ab.iter().any(|one| one.len() != n) {
        return None;
    }
    let all: Vec<f64> = a.iter().chain(b).chain(ab.iter().flatten()).copied().collect();
    let centre = moments::mean(&all)?;
    let indices = |places: &[usize]| -> Option<Vec<(f64, f64)>> {
        let of =
            |column: &[f64]| -> Vec<f64> { places.iter().map(|place| column[*place] - centre).collect() };
        let (a, b) = (of(a), of(b));
        let both: Vec<f64> = a.iter().chain(&b).copied().collect();
        let count = both.len() as f64;
        // Divisor n, as in the papers.
        let variance = moments::variance(&both)? * (count - 1.0) / count;
        ab.iter().map(|one| shares(&a, &b, &of(one), variance)).collect()
    };
    let places: Vec<usize> = (0..n).collect();
    let found = indices(&places)?;
    let mut draws = Draws::new(seed);
    let resampled: Vec<Vec<(f64, f64)>> =
        (0..resamples).filter_map(|_| indices(&(0..n).map(|_| draws.index(n)).collect::<Vec<_>>())).collect();
    let interval = |factor: usize, of: fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = resampled.iter().map(|table| of(&table[factor])).collect();
        values.sort_unstable_by(f64::total_cmp);
        let end = |p: f64| quantile_of_sorted(&values, p, QuantileType::Seven);
        Some(Interval { low: end(level.tail())?, high: end(1.0 - level.tail())? })
    };
    Some(
        found
            .iter()
            .enumerate()
            .map(|(factor, (first, total))| VarianceShares {
                first: *first,
                first_interval: interval(factor, |pair| pair.0),
                total: *total,
                total_interval: interval(factor, |pair| pair.1),
            })
            .collect(),
    )
}

/// First-order and total index of one factor, of centred outcomes.
fn shares(a: &[f64], b: &[f64], ab: &[f64], variance: f64) -> Option<(f64, f64)> {
    let n = a.len() as f64;
    let first = moments::sum(b.iter().zip(a).zip(ab).map(|((b, a), ab)| b * (ab - a))) / n;
    let total = moments::sum(a.iter().zip(ab).map(|(a, ab)| (a - ab) * (a - ab))) / (2.0 * n);
    Some((finite(first / variance)?, finite(total / variance)?))
}

#[cfg(test)]
#[path = "sensitivity/tests.rs"]
mod tests;
