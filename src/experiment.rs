//! Arms × replicates: every arm of a replicate is played on the same luck, replicates run in parallel, and what
//! comes out does not depend on how many threads there were.
//!
//! In: a scenario and which arms. Out: records by replicate and arm, and the comparison of each strategy with not
//! sharing.

mod arm;
mod break_even;
mod comparison;
mod evidence;
mod expectation;
mod pool;
mod ranking;
pub mod regression;
mod runner;
pub mod study;
mod survival;
mod unshared;
mod values;

pub use crate::sim::{BEHAVIOUR_VERSION, Outcome, RANDOM_STREAMS};
pub use arm::{Arm, IDEAL, NONE};
pub use break_even::{BreakEven, DelayRow, Limit, Price, break_even};
pub use comparison::{ALL_TEAMS, ComparisonRow, Direction, compare};
pub use evidence::Discriminates;
pub use expectation::{Judgement, Verdict, judge};
pub use pool::Pool;
pub use ranking::{RankRow, rank};
pub use runner::{Design, ExperimentError, Replicate, Results, run, run_one, stream};
pub use survival::{Intrusions, SurvivalRow, survive};
pub use unshared::Unshared;
pub use values::{Played, Values};
