//! Time, spans, probabilities and rates: parsed once at the border, never bare numbers inside.
//!
//! Time is an integer number of microseconds, so that sums are exact, ties are real ties and a result does
//! not depend on the order of additions. A microsecond resolves the fastest published worm (Slammer, 4 000
//! scans a second and host) and still reaches 292 000 years.

mod distribution;
mod hours;
mod probability;
mod rate;
mod time;

pub use distribution::{Distribution, DistributionError};
pub use hours::{Hours, HoursError, WeekTime};
pub use probability::{Probability, ProbabilityError};
pub use rate::{Rate, RateError};
pub use time::{SimTime, Span, SpanError};
