//! From a design to cells: one value for every factor in each.

use super::document::Design;
use super::factor::{Factor, Value};
use crate::stats::design;
use crate::stats::design::UnitPoint;

/// A cell of a study.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its number, from 0, in the order of the design.
    pub number: usize,
    /// A value for every factor, in their order.
    pub values: Vec<Value>,
    /// Where it lies in the unit cube, in designs that go by that.
    pub point: Option<UnitPoint>,
    /// What tells it from every cell that gives other results: the checked scenario, arms and seed, as a hash.
    pub hash: String,
}

impl Cell {
    /// As people read it: `delay=4h load=3/h`.
    pub fn label(&self, factors: &[Factor]) -> String {
        let all =
            factors.iter().zip(&self.values).map(|(factor, value)| format!("{}={}", factor.id, value.text));
        all.collect::<Vec<_>>().join(" ")
    }
}

/// The values of a cell, and where it lies in the unit cube in designs that go by that.
pub(super) type Laid = (Vec<Value>, Option<UnitPoint>);

/// The values of all cells, before any is left out; what does not fit is said in words, with a remedy behind a colon.
pub(super) fn lay_out(
    design: &Design,
    factors: &[Factor],
    table: Option<&[Vec<String>]>,
) -> Result<Vec<Laid>, String> {
    let counts: Vec<usize> = factors.iter().map(Factor::levels).collect();
    let by_level = |rows: Vec<Vec<usize>>| {
        let row = |row: Vec<usize>| {
            let values = factors.iter().zip(row).map(|(factor, place)| factor.level(place)).collect();
            (values, None)
        };
        Ok(rows.into_iter().map(row).collect())
    };
    let by_point = |points: Vec<UnitPoint>| {
        let row = |point: UnitPoint| {
            let values = factors.iter().zip(&point).map(|(factor, unit)| factor.at(*unit)).collect();
            (values, Some(point))
        };
        Ok(points.into_iter().map(row).collect())
    };
    let too_many = || "there are more factors than a Sobol' sequence has dimensions: use fewer".to_owned();
    match design {
        Design::FullFactorial => by_level(design::full_factorial(&counts)),
        Design::Zip => {
            let length = counts.first().copied().unwrap_or(0);
            match factors.iter().find(|factor| factor.levels() != length) {
                Some(other) => Err(format!(
                    "`{}` has {length} levels and `{}` has {}: write as many for every factor",
                    factors[0].id,
                    other.id,
                    other.levels()
                )),
                None => by_level((0..length).map(|place| vec![place; factors.len()]).collect()),
            }
        }
        Design::OneAtATime => by_level(design::one_at_a_time(&counts, &vec![0; factors.len()])),
        Design::TwoLevel => {
            let ends = |row: Vec<usize>| -> Vec<usize> {
                row.iter().zip(&counts).map(|(high, count)| high * (count - 1)).collect()
            };
            if let Some(flat) = factors.iter().find(|factor| factor.levels() < 2) {
                return Err(format!("`{}` has one level: write a low and a high one", flat.id));
            }
            let factors = u32::try_from(factors.len()).unwrap_or(u32::MAX);
            by_level(design::two_level(factors).into_iter().map(ends).collect())
        }
        Design::LatinHypercube { points, seed } => {
            by_point(design::latin_hypercube(points.get() as usize, factors.len(), *seed))
        }
        Design::Sobol { points } => {
            let points = crate::stats::sobol_points::sobol_points(points.get() as usize, factors.len(), None);
            by_point(points.ok_or_else(too_many)?)
        }
        Design::Saltelli { points } => {
            let all = design::saltelli(points.get() as usize, factors.len(), None).ok_or_else(too_many)?;
            by_point(all.a.into_iter().chain(all.b).chain(all.ab.into_iter().flatten()).collect())
        }
        Design::Morris { trajectories, levels, seed } => {
            let (trajectories, levels) = (trajectories.get() as usize, **levels as usize);
            let points = design::morris_trajectories(trajectories, factors.len(), levels, *seed);
            by_point(points.ok_or_else(|| {
                format!("Morris's grid cannot have {levels} levels: write an even number, such as 4")
            })?)
        }
        Design::Table { .. } => {
            let rows = table.unwrap_or_default().iter();
            Ok(rows.map(|row| (row.iter().map(|text| Value::of(text)).collect(), None)).collect())
        }
    }
}

/// How many cells a design has, where that can be said without laying it out; for a bound on what is laid out.
pub(super) fn count(design: &Design, factors: &[Factor]) -> u128 {
    let levels = factors.iter().map(|factor| factor.levels() as u128);
    let f = factors.len() as u128;
    match design {
        Design::FullFactorial => levels.fold(1, u128::saturating_mul),
        Design::Zip | Design::OneAtATime => levels.sum::<u128>() + 1,
        Design::TwoLevel => 1_u128.checked_shl(u32::try_from(f).unwrap_or(u32::MAX)).unwrap_or(u128::MAX),
        Design::LatinHypercube { points, .. } | Design::Sobol { points } => u128::from(points.get()),
        Design::Saltelli { points } => u128::from(points.get()) * (f + 2),
        Design::Morris { trajectories, .. } => u128::from(trajectories.get()) * (f + 1),
        Design::Table { .. } => 0,
    }
}

/// Whether the design's arithmetic needs every cell of it.
pub(super) fn needs_all(design: &Design) -> bool {
    matches!(design, Design::TwoLevel | Design::Saltelli { .. } | Design::Morris { .. })
}
