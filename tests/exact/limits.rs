//! How late sharing may come: the worth of a warning falls as e^(−bd)·a/(a + b) in the race that the scenario sets up.

use std::sync::atomic::AtomicBool;

use coalition::experiment::{Design, Limit, Price, break_even};
use coalition::metrics::definition::metric;
use coalition::scenario::model::StrategyId;
use coalition::units::Span;

use super::attacks::read;

/// Rates of finding out at the first victim and of arriving at the second, per hour.
const A: f64 = 1.0 / 4.0;
const B: f64 = 1.0 / 12.0;

fn hours(span: Span) -> f64 {
    span.as_hours_f64()
}

#[test]
fn a_warning_is_worth_the_less_the_later_it_comes_and_stops_paying_where_theory_says() {
    let scenario = read("break-even", &[]);
    let design = Design { seed: 3, replications: 1500, strategies: Vec::new(), jobs: None, scenario };
    let price = Price {
        metric: metric("intrusions_n").expect("a metric"),
        hour: 0.15,
        longest: Span::from_micros(60 * Span::HOUR.as_micros()),
    };
    let found = break_even(&design, StrategyId::at(0), price, &AtomicBool::new(false)).expect("it is found");
    // Two hours of analysts' work delay every warning.
    let gain = |delay: f64| libm::exp(-B * (delay + 2.0)) * A / (A + B);
    for row in &found.rows {
        assert!((row.labour_h - 2.0).abs() < 1e-6, "{row:?}");
        let (low, high) = row.worth_low.zip(row.worth_high).expect("an interval");
        let error = (high - low) / 2.0 / 1.96;
        let wanted = gain(row.delay_s / 3600.0);
        assert!((row.benefit - wanted).abs() < 4.0 * error, "{row:?}, and not {wanted}");
    }
    let exact = libm::log(A / (A + B) / (2.0 * price.hour)) / B - 2.0;
    let (Limit::Until(surely), Limit::Until(mean), Limit::Until(perhaps)) =
        (found.surely, found.mean, found.perhaps)
    else {
        panic!("it pays at first, and then no longer: {found:?}");
    };
    assert!(hours(surely) < hours(mean) && hours(mean) < hours(perhaps));
    // The limits lie where the interval meets nothing: about two standard errors to each side.
    let error = (hours(perhaps) - hours(surely)) / 2.0 / 1.96;
    assert!((hours(mean) - exact).abs() < 4.0 * error, "{} h, and not {exact} h", hours(mean));
    assert!(error < 1.0, "the limit is known to an hour");
}

#[test]
fn what_costs_more_than_it_can_bring_never_pays() {
    let scenario = read("break-even", &[]);
    let design = Design { seed: 3, replications: 50, strategies: Vec::new(), jobs: None, scenario };
    let metric = metric("intrusions_n").expect("a metric");
    let longest = Span::HOUR;
    let ask = |hour| {
        let price = Price { metric, hour, longest };
        break_even(&design, StrategyId::at(0), price, &AtomicBool::new(false)).expect("it is found")
    };
    let dear = ask(1.0);
    assert_eq!((dear.surely, dear.mean, dear.perhaps), (Limit::Never, Limit::Never, Limit::Never));
    assert_eq!(dear.rows.len(), 1, "it is beyond doubt without delay");
    let free = ask(0.0);
    assert_eq!((free.surely, free.mean, free.perhaps), (Limit::Beyond, Limit::Beyond, Limit::Beyond));
}
