//! What is measured: facts become records, one a row of a result table.
//!
//! In: the facts of a run. Out: typed rows. Every metric is defined once, as a column of a record with its unit and
//! description ([`records`]); what is compared between arms, and which way is better, is [`definition`].

pub mod definition;
pub mod facets;
pub mod recorder;
pub mod records;
pub mod table;

pub use definition::{Better, METRICS, Metric};
pub use recorder::{RunRecord, record_run};
