//! That means and quantiles are those of the textbooks, and that more luck is never a shorter span.

use proptest::prelude::*;
use statrs::distribution as other;
use statrs::distribution::ContinuousCDF;

use super::*;
use crate::engine::{Luck, Purpose, StableKey};
use crate::units::Probability;

fn secs(seconds: f64) -> Span {
    Span::from_secs_f64(seconds)
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs()
}

fn at(distribution: &Distribution, u: f64) -> f64 {
    span_at(distribution, u).unwrap().as_secs_f64()
}

fn mixture(p: f64, then: Distribution, otherwise: Distribution) -> Distribution {
    Distribution::Mixture {
        probability: Probability::new(p).unwrap(),
        then: Box::new(then),
        otherwise: Box::new(otherwise),
    }
}

/// The share that lies below so many seconds.
type Below = Box<dyn Fn(f64) -> f64>;

/// One of each shape with a finite mean, and its distribution function. The mixture is last.
fn all() -> Vec<(Distribution, Below)> {
    fn cdf(shape: impl ContinuousCDF<f64, f64> + 'static, offset: f64, scale: f64) -> Below {
        Box::new(move |x| shape.cdf((x - offset) / scale))
    }
    let hour = 3_600.0;
    let exponential = Distribution::exponential(secs(hour)).unwrap();
    let uniform = Distribution::uniform(secs(10.0), secs(40.0)).unwrap();
    let mix = move |x: f64| {
        0.3 * other::Exp::new(1.0 / hour).unwrap().cdf(x) + 0.7 * ((x - 10.0) / 30.0).clamp(0.0, 1.0)
    };
    vec![
        (exponential.clone(), cdf(other::Exp::new(1.0).unwrap(), 0.0, hour)),
        (
            Distribution::log_normal(secs(hour), 0.8).unwrap(),
            cdf(other::LogNormal::new(0.0, 0.8).unwrap(), 0.0, hour),
        ),
        (Distribution::gamma(0.4, secs(hour)).unwrap(), cdf(other::Gamma::new(0.4, 0.4).unwrap(), 0.0, hour)),
        (Distribution::gamma(9.0, secs(hour)).unwrap(), cdf(other::Gamma::new(9.0, 9.0).unwrap(), 0.0, hour)),
        (
            Distribution::weibull(0.7, secs(hour)).unwrap(),
            cdf(other::Weibull::new(0.7, 1.0).unwrap(), 0.0, hour),
        ),
        (
            Distribution::pareto(secs(hour), 3.5).unwrap(),
            cdf(other::Pareto::new(1.0, 3.5).unwrap(), 0.0, hour),
        ),
        (uniform.clone(), Box::new(|x| ((x - 10.0) / 30.0).clamp(0.0, 1.0))),
        (
            Distribution::triangular(secs(10.0), secs(20.0), secs(70.0)).unwrap(),
            cdf(other::Triangular::new(10.0, 70.0, 20.0).unwrap(), 0.0, 1.0),
        ),
        (
            Distribution::pert(secs(10.0), secs(20.0), secs(70.0)).unwrap(),
            cdf(other::Beta::new(1.0 + 4.0 / 6.0, 1.0 + 20.0 / 6.0).unwrap(), 10.0, 60.0),
        ),
        (mixture(0.3, exponential, uniform), Box::new(mix)),
    ]
}

#[test]
fn quantiles_undo_an_independent_distribution_function() {
    let mut monotone = all();
    monotone.pop(); // the quantiles of a mixture are not in the order of its luck
    for (distribution, cdf) in monotone {
        for u in [0.001, 0.05, 0.3, 0.5, 0.9, 0.999] {
            let share = cdf(at(&distribution, u));
            assert!((share - u).abs() < 2e-7, "{distribution:?} {u}: {share}"); // a microsecond of a second
        }
    }
}

#[test]
fn samples_through_luck_follow_the_distribution() {
    let (luck, purpose, count) = (Luck::new(11, 0), Purpose::new("sample"), 4_000_u32);
    for (number, (distribution, cdf)) in all().into_iter().enumerate() {
        let key = StableKey::named("shape").index(number as u64);
        let mut sample: Vec<f64> = (0..u64::from(count))
            .map(|n| luck.draw(key, purpose, n).span(&distribution).unwrap().as_secs_f64())
            .collect();
        sample.sort_unstable_by(f64::total_cmp);
        let farthest =
            sample.iter().zip(0_u32..).map(|(x, n)| (cdf(*x) - f64::from(n) / f64::from(count)).abs());
        let distance = farthest.fold(0.0, f64::max);
        // Kolmogorov and Smirnov: 1.95/√n is passed by one sample in a thousand.
        assert!(distance < 1.95 / f64::from(count).sqrt(), "{distribution:?}: {distance}");
    }
}

#[test]
fn the_average_over_a_fine_grid_of_luck_is_the_mean() {
    let cells = 200_000_u32;
    for (distribution, _) in all() {
        let sum: f64 = (0..cells).map(|n| at(&distribution, (f64::from(n) + 0.5) / f64::from(cells))).sum();
        let average = sum / f64::from(cells);
        let exact = mean(&distribution).unwrap();
        assert!(close(average, exact, 1e-3), "{distribution:?}: {average} {exact}");
    }
}

#[test]
fn means_are_those_of_the_textbooks() {
    let hour = secs(3_600.0);
    let pi_root = std::f64::consts::PI.sqrt();
    for (distribution, exact) in [
        (Distribution::Constant(hour), 3_600.0),
        (Distribution::weibull(0.5, hour).unwrap(), 7_200.0),
        (Distribution::weibull(2.0, hour).unwrap(), 1_800.0 * pi_root),
        (Distribution::pareto(hour, 3.0).unwrap(), 5_400.0),
        (Distribution::log_normal_by_mean(hour, secs(900.0)).unwrap(), 3_600.0),
        (Distribution::gamma(3.0, hour).unwrap(), 3_600.0),
        (Distribution::pert(secs(0.0), secs(3.0), secs(12.0)).unwrap(), 4.0),
        (Distribution::triangular(secs(0.0), secs(3.0), secs(12.0)).unwrap(), 5.0),
        (Distribution::empirical(vec![secs(1.0), secs(2.0), secs(6.0)]).unwrap(), 3.0),
        (mixture(0.25, Distribution::Constant(hour), Distribution::INSTANT), 900.0),
        (mixture(1.0, Distribution::Constant(hour), Distribution::Never), 3_600.0),
    ] {
        assert!(close(mean(&distribution).unwrap(), exact, 1e-9), "{distribution:?}");
    }
    assert_eq!(mean(&Distribution::Never), None);
    assert_eq!(mean(&Distribution::pareto(hour, 1.0).unwrap()), None);
    assert_eq!(mean(&mixture(0.9, Distribution::Constant(hour), Distribution::Never)), None);
}

#[test]
fn quantiles_are_those_of_the_textbooks() {
    let hour = secs(3_600.0);
    assert!(close(
        at(&Distribution::exponential(hour).unwrap(), 0.5),
        3_600.0 * std::f64::consts::LN_2,
        1e-9
    ));
    assert!(close(at(&Distribution::log_normal(hour, 2.0).unwrap(), 0.5), 3_600.0, 1e-12));
    assert!(close(
        at(&Distribution::weibull(3.0, hour).unwrap(), 1.0 - 1.0 / std::f64::consts::E),
        3_600.0,
        1e-9
    ));
    assert!(close(at(&Distribution::pareto(hour, 2.0).unwrap(), 0.75), 7_200.0, 1e-9));
    // Half of the chi-square distribution with four degrees of freedom: its median is 3.356694.
    assert!(close(at(&Distribution::gamma(2.0, hour).unwrap(), 0.5), 900.0 * 3.356_693_980, 1e-8));
    let spans = Distribution::empirical(vec![secs(3.0), secs(1.0), secs(2.0)]).unwrap();
    assert_eq!([0.2, 0.4, 0.9].map(|u| at(&spans, u)), [1.0, 2.0, 3.0]);
}

#[test]
fn a_mixture_splits_its_luck_at_the_probability() {
    let wait = Distribution::uniform(secs(0.0), secs(100.0)).unwrap();
    let mix = mixture(0.25, wait, Distribution::Never);
    assert_eq!(span_at(&mix, 0.125), Some(secs(50.0)));
    assert_eq!(span_at(&mix, 0.25), None);
    assert_eq!(span_at(&mixture(0.0, Distribution::Never, Distribution::INSTANT), LOWEST), Some(Span::ZERO));
    assert_eq!(span_at(&mixture(1.0, Distribution::INSTANT, Distribution::Never), HIGHEST), Some(Span::ZERO));
}

#[test]
fn luck_beyond_its_ends_is_held_at_them() {
    let wait = Distribution::exponential(secs(1.0)).unwrap();
    assert_eq!(span_at(&wait, f64::NAN), span_at(&wait, LOWEST));
    assert_eq!(span_at(&wait, 1.0), span_at(&wait, HIGHEST));
    let heavy = Distribution::pareto(secs(1.0), 0.05).unwrap();
    assert_eq!(span_at(&heavy, 1.0), Some(Span::LONGEST));
}

/// Any distribution but a mixture.
fn any_distribution() -> impl Strategy<Value = Distribution> {
    let span = || (1..=10_000_000_000_i64).prop_map(Span::from_micros);
    let ends = || {
        (span(), span(), 0.0..=1.0_f64)
            .prop_map(|(from, more, at)| (from, from + more.scaled(at), from + more))
    };
    prop_oneof![
        span().prop_map(Distribution::Constant),
        span().prop_map(|mean| Distribution::exponential(mean).unwrap()),
        (span(), 0.0..=10.0_f64).prop_map(|(median, sigma)| Distribution::log_normal(median, sigma).unwrap()),
        (0.01..=1000.0_f64, span()).prop_map(|(shape, mean)| Distribution::gamma(shape, mean).unwrap()),
        (0.01..=2.0_f64, span()).prop_map(|(shape, mean)| Distribution::gamma(shape, mean).unwrap()),
        (0.05..=100.0_f64, span()).prop_map(|(shape, scale)| Distribution::weibull(shape, scale).unwrap()),
        (0.05..=100.0_f64, span()).prop_map(|(shape, least)| Distribution::pareto(least, shape).unwrap()),
        ends().prop_map(|(from, _, to)| Distribution::uniform(from, to).unwrap()),
        ends().prop_map(|(from, mode, to)| Distribution::triangular(from, mode, to).unwrap()),
        ends().prop_map(|(from, mode, to)| Distribution::pert(from, mode, to).unwrap()),
        proptest::collection::vec(span(), 1..20).prop_map(|spans| Distribution::empirical(spans).unwrap()),
    ]
}

proptest! {
    #[test]
    fn more_luck_is_never_a_shorter_span(shape in any_distribution(), a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        let next = f64::from_bits(low.to_bits() + 1);
        prop_assert!(span_at(&shape, low) <= span_at(&shape, high));
        prop_assert!(span_at(&shape, low) <= span_at(&shape, next));
    }

    #[test]
    fn no_span_leaves_its_bounds(shape in any_distribution(), u in 0.0..=1.0_f64) {
        let span = span_at(&shape, u).unwrap();
        match shape {
            Distribution::Uniform { from, to }
            | Distribution::Triangular { from, to, .. }
            | Distribution::Pert { from, to, .. } => prop_assert!((from..=to).contains(&span)),
            Distribution::Pareto { minimum, .. } => prop_assert!(span >= minimum),
            Distribution::Empirical(spans) => prop_assert!(spans.contains(&span)),
            _ => prop_assert!(span <= Span::LONGEST),
        }
    }
}
