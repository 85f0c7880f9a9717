//! Sobol' sequences in up to 64 dimensions: points that fill the unit cube far more evenly than random ones.
//!
//! Direction numbers by Joe and Kuo (2008), file new-joe-kuo-6.21201, first rows; the points are those of scipy's
//! `qmc.Sobol(scramble=False)`. What crates there are for it yield `f32`, or wanted that file at run time.

use super::bootstrap::Draws;
use super::design::UnitPoint;

/// The most dimensions that points may have.
pub const DIMENSIONS: usize = DIRECTIONS.len() + 1;
/// Digits of a coordinate, base 2.
const DIGITS: usize = 32;

/// The first `n` points in Gray-code order. `None` beyond [`DIMENSIONS`] or 2³² points.
///
/// Without a seed the plain sequence, which begins in the corner 0: scales that have no value there need a seed. With one,
/// every coordinate has its digits shifted by random ones (Cranley and Patterson, 1976, base 2) and lies in the open
/// interval (0, 1); the net keeps its evenness, each point alone is uniform, and other seeds give other points. Take a power
/// of two for `n`.
pub fn sobol_points(n: usize, dimensions: usize, seed: Option<u64>) -> Option<Vec<UnitPoint>> {
    if dimensions > DIMENSIONS || n as u64 > 1 << DIGITS {
        return None;
    }
    let directions: Vec<[u32; DIGITS]> = (0..dimensions).map(directions).collect();
    let shifts: Vec<u32> = (0..dimensions).map(|dimension| shift(seed, dimension)).collect();
    let mut state = vec![0_u32; dimensions];
    let offset = if seed.is_some() { 0.5 } else { 0.0 };
    let mut points = Vec::with_capacity(n);
    for point in 0..n {
        points.push(
            state
                .iter()
                .zip(&shifts)
                .map(|(digits, shift)| (f64::from(digits ^ shift) + offset) / (1_u64 << DIGITS) as f64)
                .collect(),
        );
        // From one Gray code to the next, the digit of the lowest zero of the point's number changes.
        let digit = point.trailing_ones() as usize;
        if digit < DIGITS {
            state.iter_mut().zip(&directions).for_each(|(state, direction)| *state ^= direction[digit]);
        }
    }
    Some(points)
}

fn shift(seed: Option<u64>, dimension: usize) -> u32 {
    seed.map_or(0, |seed| (Draws::keyed(seed, dimension as u64).bits() >> 32) as u32)
}

/// The direction numbers of a dimension, as digits from the left.
fn directions(dimension: usize) -> [u32; DIGITS] {
    let mut found = [0_u32; DIGITS];
    let Some((polynomial, initial)) = dimension.checked_sub(1).map(|row| DIRECTIONS[row]) else {
        // The first dimension is van der Corput's sequence.
        found.iter_mut().enumerate().for_each(|(digit, direction)| *direction = 1 << (DIGITS - 1 - digit));
        return found;
    };
    let degree = initial.len();
    for digit in 0..DIGITS {
        found[digit] = if digit < degree {
            initial[digit] << (DIGITS - 1 - digit)
        } else {
            let oldest = found[digit - degree];
            (1..degree)
                .filter(|term| polynomial >> (degree - term) & 1 == 1)
                .fold(oldest ^ (oldest >> degree), |sum, term| sum ^ found[digit - term])
        };
    }
    found
}

/// For each dimension after the first: a primitive polynomial, its coefficients as bits from the highest power down to the
/// constant, and the initial direction numbers.
#[rustfmt::skip]
const DIRECTIONS: [(u32, &[u32]); 63] = [
    (3, &[1]),
    (7, &[1, 3]),
    (11, &[1, 3, 1]),
    (13, &[1, 1, 1]),
    (19, &[1, 1, 3, 3]),
    (25, &[1, 3, 5, 13]),
    (37, &[1, 1, 5, 5, 17]),
    (41, &[1, 1, 5, 5, 5]),
    (47, &[1, 1, 7, 11, 19]),
    (55, &[1, 1, 5, 1, 1]),
    (59, &[1, 1, 1, 3, 11]),
    (61, &[1, 3, 5, 5, 31]),
    (67, &[1, 3, 3, 9, 7, 49]),
    (91, &[1, 1, 1, 15, 21, 21]),
    (97, &[1, 3, 1, 13, 27, 49]),
    (103, &[1, 1, 1, 15, 7, 5]),
    (109, &[1, 3, 1, 15, 13, 25]),
    (115, &[1, 1, 5, 5, 19, 61]),
    (131, &[1, 3, 7, 11, 23, 15, 103]),
    (137, &[1, 3, 7, 13, 13, 15, 69]),
    (143, &[1, 1, 3, 13, 7, 35, 63]),
    (145, &[1, 3, 5, 9, 1, 25, 53]),
    (157, &[1, 3, 1, 13, 9, 35, 107]),
    (167, &[1, 3, 1, 5, 27, 61, 31]),
    (171, &[1, 1, 5, 11, 19, 41, 61]),
    (185, &[1, 3, 5, 3, 3, 13, 69]),
    (191, &[1, 1, 7, 13, 1, 19, 1]),
    (193, &[1, 3, 7, 5, 13, 19, 59]),
    (203, &[1, 1, 3, 9, 25, 29, 41]),
    (211, &[1, 3, 5, 13, 23, 1, 55]),
    (213, &[1, 3, 7, 3, 13, 59, 17]),
    (229, &[1, 3, 1, 3, 5, 53, 69]),
    (239, &[1, 1, 5, 5, 23, 33, 13]),
    (241, &[1, 1, 7, 7, 1, 61, 123]),
    (247, &[1, 1, 7, 9, 13, 61, 49]),
    (253, &[1, 3, 3, 5, 3, 55, 33]),
    (285, &[1, 3, 1, 15, 31, 13, 49, 245]),
    (299, &[1, 3, 5, 15, 31, 59, 63, 97]),
    (301, &[1, 3, 1, 11, 11, 11, 77, 249]),
    (333, &[1, 3, 1, 11, 27, 43, 71, 9]),
    (351, &[1, 1, 7, 15, 21, 11, 81, 45]),
    (355, &[1, 3, 7, 3, 25, 31, 65, 79]),
    (357, &[1, 3, 1, 1, 19, 11, 3, 205]),
    (361, &[1, 1, 5, 9, 19, 21, 29, 157]),
    (369, &[1, 3, 7, 11, 1, 33, 89, 185]),
    (391, &[1, 3, 3, 3, 15, 9, 79, 71]),
    (397, &[1, 3, 7, 11, 15, 39, 119, 27]),
    (425, &[1, 1, 3, 1, 11, 31, 97, 225]),
    (451, &[1, 1, 1, 3, 23, 43, 57, 177]),
    (463, &[1, 3, 7, 7, 17, 17, 37, 71]),
    (487, &[1, 3, 1, 5, 27, 63, 123, 213]),
    (501, &[1, 1, 3, 5, 11, 43, 53, 133]),
    (529, &[1, 3, 5, 5, 29, 17, 47, 173, 479]),
    (539, &[1, 3, 3, 11, 3, 1, 109, 9, 69]),
    (545, &[1, 1, 1, 5, 17, 39, 23, 5, 343]),
    (557, &[1, 3, 1, 5, 25, 15, 31, 103, 499]),
    (563, &[1, 1, 1, 11, 11, 17, 63, 105, 183]),
    (601, &[1, 1, 5, 11, 9, 29, 97, 231, 363]),
    (607, &[1, 1, 5, 15, 19, 45, 41, 7, 383]),
    (617, &[1, 3, 7, 7, 31, 19, 83, 137, 221]),
    (623, &[1, 1, 1, 3, 23, 15, 111, 223, 83]),
    (631, &[1, 1, 5, 13, 31, 15, 55, 25, 161]),
    (637, &[1, 1, 3, 13, 25, 47, 39, 87, 257]),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    // scipy 1.17.1: qmc.Sobol(64, scramble=False).random(1024).
    #[test]
    fn the_points_are_those_of_scipy() {
        let points = sobol_points(1_024, 64, None).unwrap();
        let first: Vec<&[f64]> = points[..6].iter().map(|point| &point[..4]).collect();
        assert_eq!(
            first,
            [
                [0.0, 0.0, 0.0, 0.0],
                [0.5, 0.5, 0.5, 0.5],
                [0.75, 0.25, 0.25, 0.25],
                [0.25, 0.75, 0.75, 0.75],
                [0.375, 0.375, 0.625, 0.875],
                [0.875, 0.875, 0.125, 0.375]
            ]
        );
        for (dimension, wanted) in [
            (0, 0.280_273_437_5),
            (1, 0.098_632_812_5),
            (2, 0.137_695_312_5),
            (5, 0.350_585_937_5),
            (31, 0.557_617_187_5),
            (40, 0.829_101_562_5),
            (63, 0.436_523_437_5),
        ] {
            assert_eq!(points[700][dimension], wanted, "dimension {dimension}");
        }
    }

    #[test]
    fn a_power_of_two_of_points_has_one_in_every_slice_shifted_or_not() {
        for seed in [None, Some(11)] {
            let points = sobol_points(256, DIMENSIONS, seed).unwrap();
            for dimension in 0..DIMENSIONS {
                let slices: BTreeSet<usize> =
                    points.iter().map(|point| (point[dimension] * 256.0) as usize).collect();
                assert_eq!(slices.len(), 256, "dimension {dimension}");
            }
        }
        let shifted = sobol_points(256, 3, Some(11)).unwrap();
        assert!(shifted.iter().flatten().all(|value| *value > 0.0 && *value < 1.0));
        assert_ne!(shifted, sobol_points(256, 3, Some(12)).unwrap());
        assert_eq!(sobol_points(1, DIMENSIONS + 1, None), None);
    }
}
