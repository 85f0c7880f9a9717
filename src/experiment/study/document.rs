//! A study as a researcher writes it.

use crate::scenario::decode::{Count, Decode, Decoder, Form, Id, List, Spanned, Text, TypeDoc, written};
use crate::scenario::syntax::{Node, NodeKind};
use crate::units::Distribution;

written! {
    /// A study: a scenario that is played in many cells, which differ in the values of some factors. All cells meet the same
    /// luck, so that what differs between them is the factors.
    pub struct Study {
        /// Stable id; results are written to a folder of this name.
        pub id: Spanned<Id>,
        /// Title for people.
        pub title: Text,
        /// What it asks, for people.
        pub about: Option<Text>,
        /// File of the scenario; its path is counted from the study's folder.
        pub scenario: Spanned<Text>,
        /// Variant of the scenario, by its id.
        pub variant: Option<Text>,
        /// The strategies that each cell is played with, beside not sharing: of the scenario, or of those that ship with the
        /// program. All of the scenario where none is named.
        pub strategies: List<Spanned<Text>> = List::default(),
        /// What differs between cells.
        pub factors: List<Factor>,
        /// Which cells there are.
        pub design: Design = Design::FullFactorial,
        /// Cells that are left out: those in which all of these hold.
        pub exclude: List<Exclusion> = List::default(),
        /// Paired replicates of each cell; as the scenario says where none are written. With `stop`, the most of them.
        pub replications: Option<Count>,
        /// Seed of all luck; as the scenario says where none is written.
        pub seed: Option<u64>,
        /// When a cell needs no more replicates.
        pub stop: Option<StopRule>,
        /// The metrics that effects and indices are computed of, all teams together.
        pub responses: List<Spanned<Text>> = List::from(vec![Spanned::unplaced(Text::from("exposure_h"))]),
    }
}

written! {
    /// Something that differs between cells.
    pub struct Factor {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// What it sets, as `--set` names it: `teams.cert-eu.triage.work`. Where several are named, all are set to the same.
        /// `variant` chooses a variant of the scenario.
        pub sets: List<Spanned<Text>>,
        /// The values that it takes.
        pub levels: Levels,
    }
}

written! {
    /// The values that a factor takes.
    pub enum Levels {
        /// These, as `--set` has them.
        Values(List<Level>),
        /// Numbers from one end to the other.
        Range {
            /// Least.
            from: Spanned<f64>,
            /// Greatest.
            to: Spanned<f64>,
            /// How many, at equal distances, in designs that go by levels.
            steps: Count = Count::of(5),
            /// Whether equal distances are those of the logarithm.
            log: bool = false,
            /// What is written behind each number: `"h"` for hours, `"/h"` for a rate.
            unit: Option<Text>,
        },
        /// Durations: the quantiles of a distribution, in designs that go by levels those of the middle of equal parts.
        Drawn {
            /// The distribution.
            from: Spanned<Distribution>,
            /// How many.
            steps: Count = Count::of(5),
        },
    }
}

written! {
    /// Which cells there are.
    pub enum Design {
        /// Every combination of levels, the last factor changing fastest.
        FullFactorial,
        /// The first levels of all factors, the second levels of all, and so on.
        Zip,
        /// The first levels of all factors, and then one factor at a time at each of its other levels.
        OneAtATime,
        /// Every combination of the first and the last level: effects and interactions, in `effects.csv`.
        TwoLevel,
        /// Points that cover all ranges evenly.
        LatinHypercube {
            /// How many.
            points: Count,
            /// Which of many such designs.
            seed: u64 = 1,
        },
        /// Points of a Sobol' sequence.
        Sobol {
            /// How many; best a power of two.
            points: Count,
        },
        /// For Sobol' indices, in `effects.csv`: so many points times the factors and two.
        Saltelli {
            /// How many; best a power of two.
            points: Count,
        },
        /// Morris's screening, in `effects.csv`: so many trajectories times the factors and one.
        Morris {
            /// How many.
            trajectories: Count = Count::of(10),
            /// Levels of the grid; an even number.
            levels: Spanned<u32> = Spanned::unplaced(4),
            /// Which of many such designs.
            seed: u64 = 1,
        },
        /// The rows of a CSV file whose columns are the factors' ids; its path is counted from the study's folder.
        Table {
            /// The file.
            file: Spanned<Text>,
        },
    }
}

written! {
    /// Cells that are left out.
    pub struct Exclusion {
        /// What holds in them, as `factor=level`: `delay=24h`.
        pub all: List<Spanned<Text>>,
    }
}

written! {
    /// When a cell needs no more replicates: as soon as the 95 % interval of the change that each strategy brings is narrow
    /// enough. It is looked at after 30 replicates and every 10 from there on, always from the first replicate on, so that
    /// where it stops does not depend on who played what.
    pub struct StopRule {
        /// The metric, all teams together.
        pub metric: Spanned<Text> = Spanned::unplaced(Text::from("exposure_h")),
        /// Half the width of the interval, at the most, as a share of the mean without sharing.
        pub relative: Option<Spanned<f64>>,
        /// Half the width of the interval, at the most, in the unit of the metric.
        pub absolute: Option<Spanned<f64>>,
    }
}

/// One value of a factor, as `--set` has it: a text, or a number or a word without quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level(pub Text);

impl Decode for Level {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            NodeKind::Number(text) => Some(Self(Text::from(&**text))),
            NodeKind::Bool(value) => Some(Self(Text::from(if *value { "true" } else { "false" }))),
            NodeKind::Ident(name) => Some(Self(Text::from(&*name.text))),
            NodeKind::Text(_) => Text::decode(node, cx).map(Self),
            _ => {
                cx.expected_with::<Self>(node, "write it in quotation marks, as behind `--set path=`");
                None
            }
        }
    }

    fn form(&self) -> Form {
        self.0.form()
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("level", "A value of a factor, as behind `--set path=`.", "\"4h\"")
    }
}
