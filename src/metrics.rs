//! What is measured: typed records, one a row of a result table.

pub mod table;
