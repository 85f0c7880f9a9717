#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::stats::design::{morris_trajectories, saltelli, two_level};
use crate::stats::reference::assert_close;

#[test]
fn the_reference_effects_come_out() {
    let cells = [vec![10.0, 12.0], vec![20.0, 22.0], vec![14.0, 12.0], vec![34.0, 36.0]];
    let found = two_level_effects(&cells).unwrap();
    for (effect, (factors, wanted)) in found.iter().zip([(1, 16.0), (2, 8.0), (3, 6.0)]) {
        assert_eq!(effect.factors, factors);
        assert_close(effect.effect, wanted, 1e-12);
        assert_close(effect.se.unwrap(), 1.0, 1e-12);
    }
    // By replicate: A 15 and 17, B 9 and 7.
    assert_close(found[0].se_paired.unwrap(), 1.0, 1e-12);
    assert_close(found[1].se_paired.unwrap(), 1.0, 1e-12);
}

#[test]
fn effects_of_three_factors_are_those_that_were_put_in() {
    let cells: Vec<Vec<f64>> = two_level(3)
        .iter()
        .map(|cell| {
            let sign = |factor: usize| cell[factor] as f64 * 2.0 - 1.0;
            vec![7.0 + sign(0) - 2.0 * sign(1) + 0.5 * sign(0) * sign(2) + 0.25 * sign(0) * sign(1) * sign(2)]
        })
        .collect();
    let found = two_level_effects(&cells).unwrap();
    let effects: Vec<f64> = found.iter().map(|effect| effect.effect).collect();
    assert_eq!(effects, [2.0, -4.0, 0.0, 0.0, 1.0, 0.0, 0.5]);
    assert_eq!((found[0].se, found[0].se_paired), (None, None));
}

#[test]
fn luck_in_common_is_no_noise_of_an_effect() {
    let luck = [5.0, -3.0, 40.0, 0.0];
    let cells = [0.0, 2.0].map(|effect| luck.iter().map(|luck| luck + effect).collect::<Vec<_>>());
    let found = two_level_effects(&cells).unwrap();
    assert_eq!((found[0].effect, found[0].se_paired), (2.0, Some(0.0)));
    assert!(found[0].se.unwrap() > 10.0);
}

#[test]
fn designs_that_are_not_whole_have_no_effects() {
    assert_eq!(two_level_effects(&[]), None);
    assert_eq!(two_level_effects(&[vec![1.0]]), None);
    assert_eq!(two_level_effects(&[vec![1.0], vec![1.0], vec![1.0]]), None);
    assert_eq!(two_level_effects(&[vec![1.0], vec![1.0, 2.0]]), None);
}

fn polynomial(x: &[f64]) -> f64 {
    x[0] + 2.0 * x[1] * x[1] + x[0] * x[2]
}

fn outcomes(n: usize, factors: usize, model: impl Fn(&[f64]) -> f64) -> SaltelliOutcomes {
    let design = saltelli(n, factors, None).unwrap();
    let of = |points: &[Vec<f64>]| points.iter().map(|point| model(point)).collect::<Vec<f64>>();
    SaltelliOutcomes { a: of(&design.a), b: of(&design.b), ab: design.ab.iter().map(|one| of(one)).collect() }
}

/// Ishigami's function with 7 and 0.1, on the unit cube.
fn ishigami(x: &[f64]) -> f64 {
    use std::f64::consts::PI;
    let [a, b, c] = [x[0], x[1], x[2]].map(|x| (2.0 * x - 1.0) * PI);
    libm::sin(a) + 7.0 * libm::sin(b) * libm::sin(b) + 0.1 * c * c * c * c * libm::sin(a)
}

#[track_caller]
fn check(found: &[VarianceShares], first: &[f64], total: &[f64], relative: f64) {
    for ((found, first), total) in found.iter().zip(first).zip(total) {
        assert_close(found.first, *first, relative);
        assert_close(found.total, *total, relative);
    }
}

// SALib 1.6 on scipy 1.17.1: sobol.sample(problem, N, calc_second_order=False, scramble=False), sobol.analyze.
#[test]
fn indices_agree_with_salib_on_the_same_points() {
    let found = sobol(&outcomes(1_024, 3, ishigami), Level::P95, 0, 1).unwrap();
    check(
        &found,
        &[0.332_955_075_179_426_3, 0.441_313_938_544_067, 0.018_578_412_958_719_353],
        &[0.558_179_045_711_465_9, 0.443_284_584_030_348_1, 0.242_149_373_354_965_34],
        1e-10,
    );
    assert_eq!(found[0].first_interval, None);
    check(
        &sobol(&outcomes(16, 3, polynomial), Level::P95, 0, 1).unwrap(),
        &[0.262_276_378_963_380_8, 0.535_961_590_264_463_1, 0.088_402_605_016_717_11],
        &[0.413_126_495_428_544_24, 0.614_555_768_590_850_8, 0.039_962_604_382_893_1],
        1e-12,
    );
}

#[test]
fn indices_come_near_their_closed_forms_and_the_interval_says_how_near() {
    let found = sobol(&outcomes(1_024, 3, ishigami), Level::P95, 200, 1).unwrap();
    for (found, (first, total)) in found.iter().zip([
        (0.313_905_191_147_81, 0.557_588_855_209_96),
        (0.442_411_144_790_04, 0.442_411_144_790_04),
        (0.0, 0.243_683_663_662_15),
    ]) {
        assert!((found.first - first).abs() < 0.03 && (found.total - total).abs() < 0.03, "{found:?}");
        assert!(found.first_interval.unwrap().contains(first), "{found:?}");
        assert!(found.total_interval.unwrap().contains(total), "{found:?}");
    }
    let g = |x: &[f64]| -> f64 {
        [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0]
            .iter()
            .zip(x)
            .map(|(a, x)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
            .product()
    };
    let found = sobol(&outcomes(4_096, 8, g), Level::P95, 0, 1).unwrap();
    for (found, (first, total)) in found.iter().zip([
        (0.716_192_168_9, 0.787_144_126_7),
        (0.179_048_042_2, 0.242_198_192_8),
        (0.023_675_774_18, 0.034_316_910_15),
        (0.007_161_921_689, 0.010_460_387_07),
        (7.161_921_689e-5, 1.049_490_519e-4),
    ]) {
        assert!((found.first - first).abs() < 0.01 && (found.total - total).abs() < 0.01, "{found:?}");
    }
}

#[test]
fn a_linear_model_has_its_shares_and_a_constant_none() {
    let found = sobol(&outcomes(4_096, 3, |x| x[0] + 2.0 * x[1] + 3.0 * x[2]), Level::P95, 0, 1).unwrap();
    for (found, wanted) in found.iter().zip([1.0 / 14.0, 4.0 / 14.0, 9.0 / 14.0]) {
        assert!((found.first - wanted).abs() < 0.005 && (found.total - wanted).abs() < 0.005, "{found:?}");
    }
    assert_eq!(sobol(&outcomes(16, 3, |_| 2.0), Level::P95, 0, 1), None);
    let mut uneven = outcomes(16, 2, |x| x[0]);
    uneven.b.pop();
    assert_eq!(sobol(&uneven, Level::P95, 0, 1), None);
}

// SALib 1.6: morris.analyze(problem, X, Y, num_levels=4), X in thirds.
#[test]
fn screening_agrees_with_salib_on_the_same_trajectories() {
    const THIRDS: [[u8; 3]; 16] = [
        [3, 3, 3],
        [3, 3, 1],
        [3, 1, 1],
        [1, 1, 1],
        [2, 2, 0],
        [2, 0, 0],
        [0, 0, 0],
        [0, 0, 2],
        [2, 3, 3],
        [0, 3, 3],
        [0, 1, 3],
        [0, 1, 1],
        [1, 1, 3],
        [1, 1, 1],
        [3, 1, 1],
        [3, 3, 1],
    ];
    let points: Vec<Vec<f64>> =
        THIRDS.iter().map(|point| point.iter().map(|third| f64::from(*third) / 3.0).collect()).collect();
    let outcomes: Vec<f64> = points.iter().map(|point| polynomial(point)).collect();
    let found = morris(&points, &outcomes, 3).unwrap();
    for (found, (mu_star, sigma)) in found.iter().zip([
        (1.416_666_666_666_667, 0.419_435_246_403_930_26),
        (2.333_333_333_333_333, 0.666_666_666_666_666_6),
        (0.333_333_333_333_333_26, 0.471_404_520_791_031_57),
    ]) {
        assert_close(found.mu_star, mu_star, 1e-12);
        assert_close(found.mu, mu_star, 1e-12);
        assert_close(found.sigma.unwrap(), sigma, 1e-12);
        assert_close(found.mu_star_se.unwrap(), sigma / 2.0, 1e-12);
    }
}

#[test]
fn screening_of_a_linear_model_finds_its_coefficients_without_spread() {
    let points = morris_trajectories(8, 3, 4, 1).unwrap();
    let outcomes: Vec<f64> = points.iter().map(|x| 3.0 * x[0] - 5.0 * x[1]).collect();
    let found = morris(&points, &outcomes, 3).unwrap();
    for (found, wanted) in found.iter().zip([3.0, -5.0, 0.0_f64]) {
        assert!(
            (found.mu - wanted).abs() < 1e-12 && (found.mu_star - wanted.abs()).abs() < 1e-12,
            "{found:?}"
        );
        assert!(found.sigma.unwrap() < 1e-12);
    }
}

#[test]
fn what_is_no_trajectory_is_refused() {
    let points = morris_trajectories(2, 3, 4, 1).unwrap();
    assert_eq!(morris(&points, &[0.0; 7], 3), None);
    assert_eq!(morris(&points[..7], &[0.0; 7], 3), None);
    let mut jumped = points;
    jumped[1] = vec![0.5; 3];
    assert_eq!(morris(&jumped, &[0.0; 8], 3), None);
}
