//! What the results must show.

use super::super::decode::{Count, Id, List, Reference, Spanned, Text, written};
use crate::units::Probability;

written! {
    /// An assertion on the results.
    pub struct Expectation {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Metric, as `coalition list metrics` names it.
        pub metric: Spanned<Text>,
        /// Team; all teams together where none is named.
        pub team: Option<Reference>,
        /// What is measured. Every kind but `Order` needs it.
        pub of: Option<Measure>,
        /// In what sense the results must satisfy it.
        pub kind: Spanned<Kind> = Spanned::unplaced(Kind::Mean),
        /// What it must satisfy. Every kind but `Equivalent` and `Order` needs it.
        pub is: Option<Spanned<Bound>>,
        /// Confidence of the interval that must satisfy it, from 0.5 to 0.9999.
        pub confidence: Spanned<f64> = Spanned::unplaced(0.95),
        /// Replicates to judge by; those of the experiment where it is not written.
        pub reps: Option<Spanned<Count>>,
        /// As long as it is undecided, the replicates are doubled up to so many. What doubt the confidence leaves is then
        /// divided among the looks, so that looking often does not make it easier to meet. No more where it is not written.
        pub max_reps: Option<Spanned<Count>>,
        /// What it comes to where it is undecided in the end.
        pub on_undecided: OnUndecided = OnUndecided::Fail,
        /// Why it is expected.
        pub why: Option<Text>,
    }
}

written! {
    /// Which number of the metric.
    pub enum Measure {
        /// Without sharing.
        Baseline,
        /// Under a strategy.
        Mean {
            /// Which.
            strategy: Reference,
        },
        /// The change that a strategy brings: with it minus without sharing, on the same luck.
        Change {
            /// Which.
            strategy: Reference,
        },
        /// The ratio that a strategy brings: with it over without sharing, on the same luck. Of means it is the ratio of the
        /// means; replicates that are 0 without sharing have none of their own.
        Ratio {
            /// Which.
            strategy: Reference,
        },
    }
}

written! {
    /// In what sense results satisfy an expectation.
    ///
    /// Where there is an interval, the expectation is met when the whole of it satisfies the bound, missed when the whole of it
    /// violates the bound, and undecided otherwise: fewer replicates never make it easier to meet.
    pub enum Kind {
        /// The mean of just these replicates, without an interval: a number to hold on to.
        Exact,
        /// Every single replicate. The first that violates it is named.
        EachRun,
        /// The interval of the mean.
        Mean,
        /// The interval of the share of replicates in which something is so, after Clopper and Pearson; `is` is about that
        /// share.
        Proportion {
            /// What must be so of a replicate to be counted.
            event: Spanned<Bound>,
        },
        /// The interval of a quantile over the replicates, by order statistics.
        Quantile {
            /// Which: 0.9 is what nine of ten replicates do not exceed.
            p: Spanned<Probability>,
        },
        /// The mean is as good as a value: two one-sided tests, so that the interval lies within a margin about it.
        Equivalent {
            /// The value, in the unit of the metric.
            to: f64 = 0.0,
            /// How far from it the mean may lie at most, above 0.
            margin: Spanned<f64>,
        },
        /// The means of arms rise from each to the next, with the confidence holding for all steps together.
        Order {
            /// Strategies, or `none`, from the lowest mean to the highest.
            ascending: List<Reference>,
        },
    }
}

written! {
    /// What must be satisfied.
    pub enum Bound {
        /// Not below this.
        AtLeast {
            /// In the unit of the metric.
            value: f64,
        },
        /// Not above this.
        AtMost {
            /// In the unit of the metric.
            value: f64,
        },
        /// Between these.
        Within {
            /// Lower end, in the unit of the metric.
            low: f64,
            /// Upper end, in the unit of the metric.
            high: f64,
        },
        /// This, give or take.
        Equals {
            /// In the unit of the metric.
            value: f64,
            /// How far off it may be, in the unit of the metric.
            tolerance: f64 = 0.0,
        },
    }
}

written! {
    /// What an expectation comes to that is undecided.
    #[derive(Copy, PartialEq, Eq)]
    pub enum OnUndecided {
        /// `coalition test` ends with exit code 3.
        Fail,
        /// It is told, and nothing more.
        Warn,
    }
}
