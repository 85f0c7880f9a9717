#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::stats::bootstrap::Draws;
use crate::stats::reference::assert_close;

/// Remission of leukaemia under 6-mercaptopurine (Freireich and others, 1963).
fn treated() -> Vec<Observation> {
    let events = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0];
    let censored = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0];
    events.map(Observation::event).into_iter().chain(censored.map(Observation::censored)).collect()
}

/// And under placebo.
fn placebo() -> Vec<Observation> {
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
        .map(|time| Observation::event(f64::from(time)))
        .to_vec()
}

#[test]
fn the_reference_curve_comes_out() {
    let curve = Survival::new(&treated()).unwrap();
    for (time, wanted) in [
        (6.0, 0.857_142_857_142_857),
        (7.0, 0.806_722_689_075_63),
        (10.0, 0.752_941_176_470_588),
        (13.0, 0.690_196_078_431_373),
        (16.0, 0.627_450_980_392_157),
        (22.0, 0.537_815_126_050_420),
        (23.0, 0.448_179_271_708_683),
    ] {
        assert_close(curve.at(time), wanted, 2e-15 / wanted + 1e-15);
        assert_close(curve.at(time + 0.5), wanted, 1e-12);
    }
    assert_eq!((curve.at(0.0), curve.at(5.9)), (1.0, 1.0));
    let step = |time: f64| *curve.steps.iter().find(|step| step.time == time).unwrap();
    assert_close(step(10.0).se, 0.096_349_652_994_320_51, 1e-12);
    assert_close(step(23.0).se, 0.134_591_456_755_760_48, 1e-12);
    assert_eq!((step(6.0).at_risk, step(6.0).events, step(6.0).censored), (21, 3, 1));
    let interval = step(10.0).interval(Level::P95).unwrap();
    assert_close(interval.low, 0.503_199_510_799_956_4, 1e-9);
    assert_close(interval.high, 0.889_361_835_169_265_1, 1e-9);
}

// Medians from the reference; their intervals by lifelines 0.30.3: median_survival_times(fit.confidence_interval_).
#[test]
fn the_reference_medians_come_out_with_their_intervals() {
    let (treated, placebo) = (Survival::new(&treated()).unwrap(), Survival::new(&placebo()).unwrap());
    assert_eq!((treated.median(), placebo.median()), (Some(23.0), Some(8.0)));
    assert_eq!(treated.median_interval(Level::P95), (Some(13.0), None));
    assert_eq!(placebo.median_interval(Level::P95), (Some(4.0), Some(11.0)));
}

#[test]
fn the_reference_restricted_means_come_out() {
    for (sample, mean, se) in [
        (treated(), 16.116_526_610_644_257, 1.251_560_196_005_047_3),
        (placebo(), 8.428_571_428_571_429, 1.268_082_682_503_922_2),
    ] {
        let found = Survival::new(&sample).unwrap().restricted_mean(20.0).unwrap();
        assert_close(found.mean, mean, 1e-12);
        assert_close(found.se, se, 1e-12);
    }
}

#[test]
fn the_reference_log_rank_comes_out_whichever_sample_is_first() {
    for (first, second) in [(treated(), placebo()), (placebo(), treated())] {
        let found = log_rank(&first, &second).unwrap();
        assert_close(found.chi_squared, 16.792_940_989_216_547, 1e-12);
        assert_close(found.p, 4.168_809_109_334_511e-5, 1e-9);
    }
    assert!(log_rank(&treated(), &placebo()).unwrap().excess < 0.0);
}

#[test]
fn without_censoring_the_restricted_mean_is_the_mean_of_what_is_cut_off() {
    let mut draws = Draws::new(9);
    let times: Vec<f64> = (0..200).map(|_| draws.index(60) as f64 / 2.0).collect();
    let curve = Survival::new(&times.iter().copied().map(Observation::event).collect::<Vec<_>>()).unwrap();
    for tau in [4.0, 11.25, 29.5, 100.0] {
        let cut: Vec<f64> = times.iter().map(|time| time.min(tau)).collect();
        let found = curve.restricted_mean(tau).unwrap();
        assert_close(found.mean, moments::mean(&cut).unwrap(), 1e-12);
        // Greenwood's variance has divisor n.
        let wanted = moments::sd(&cut).unwrap() * (199.0_f64 / 200.0).sqrt() / 200.0_f64.sqrt();
        assert_close(found.se, wanted, 1e-9);
    }
}

#[test]
fn censoring_by_the_horizon_biases_the_mean_of_the_detected_and_not_the_curve() {
    // Exponential, mean 24 h, watched for 40 h: the mean over the detected would be 14.69 h.
    let mut draws = Draws::new(10);
    let sample: Vec<Observation> = (0..40_000)
        .map(|_| {
            let time = -24.0 * libm::log(draws.uniform());
            if time < 40.0 { Observation::event(time) } else { Observation::censored(40.0) }
        })
        .collect();
    let curve = Survival::new(&sample).unwrap();
    let found = curve.restricted_mean(40.0).unwrap();
    assert!((found.mean - 19.4670).abs() < 4.0 * found.se && found.se < 0.08, "{found:?}");
    assert!((curve.median().unwrap() - 16.6355).abs() < 0.5, "{:?}", curve.median());
}

#[test]
fn what_was_not_watched_to_the_end_has_no_mean_up_to_there() {
    let curve = Survival::new(&[Observation::event(1.0), Observation::censored(5.0)]).unwrap();
    assert!(curve.restricted_mean(5.0).is_some());
    assert_eq!((curve.restricted_mean(6.0), curve.restricted_mean(0.0)), (None, None));
    assert_eq!(curve.median(), Some(1.0));
    let unseen = Survival::new(&[Observation::censored(5.0)]).unwrap();
    assert_eq!((unseen.median(), unseen.median_interval(Level::P95)), (None, (None, None)));
    assert_eq!(unseen.restricted_mean(5.0), Some(RestrictedMean { mean: 5.0, se: 0.0 }));
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(Survival::new(&[]), None);
    assert_eq!(Survival::new(&[Observation::event(f64::NAN)]), None);
    assert_eq!(log_rank(&[], &treated()), None);
    assert_eq!(log_rank(&[Observation::censored(1.0)], &[Observation::censored(2.0)]), None);
}
