//! The definition of a result table: the record, its file and its entry in the data dictionary are one.

mod cell;
mod check;
mod define;

use crate::units::SimTime;

/// A result table: what its rows are, and its columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Table {
    /// The name, which is that of its file without the ending.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// The columns that together tell a row from every other.
    pub key: &'static [&'static str],
    /// The columns, in the order of the file.
    pub columns: &'static [Column],
}

/// A column of a result table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its name, in `snake_case` with its unit as a suffix where one is customary.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Its unit: `s`, `h`, `count`, `fraction` …; `None` for what has none.
    pub unit: Option<&'static str>,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether no cell may be missing.
    pub required: bool,
    /// The least number that a cell can hold, where the type knows one.
    pub minimum: Option<i64>,
    /// The only texts that a cell can hold; empty where any may stand.
    pub values: &'static [&'static str],
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Number,
    /// Yes or no, written as 1 or 0.
    Flag,
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known, or nothing happened before the horizon: never the same as zero.
    Missing,
    /// A text; an empty one cannot be told from a missing one in a CSV file.
    Text(&'a str),
    /// A whole number.
    Integer(i128),
    /// A finite number.
    Number(f64),
    /// Seconds, exact to the microsecond.
    Seconds(SimTime),
    /// Yes or no.
    Flag(bool),
}

/// A row of a result table, usually made by [`record!`](crate::record).
pub trait Record {
    /// The table that it is a row of.
    const TABLE: Table;

    /// Its cells, one a column in the order of the columns.
    fn cells(&self) -> impl Iterator<Item = Cell<'_>>;
}

/// What a field of a record may be, and what column it makes.
pub trait IntoCell {
    /// What the cells of its column hold.
    const KIND: Kind;
    /// Whether its cells are always there.
    const REQUIRED: bool = true;
    /// The least number that it can be.
    const MINIMUM: Option<i64> = None;
    /// The only texts that it can be; empty where any may stand.
    const ALLOWED: &'static [&'static str] = &[];

    /// Its cell.
    fn cell(&self) -> Cell<'_>;
}

/// One of a few named things, usually implemented by [`category!`](crate::category).
pub trait Category {
    /// The names of all, in the order of their definition.
    const VALUES: &'static [&'static str];

    /// The name of this one.
    fn text(&self) -> &'static str;
}

#[cfg(test)]
pub(crate) mod example;

#[cfg(test)]
mod tests {
    use super::example::{Arm, ExampleRow, full, sparse};
    use super::*;

    #[test]
    fn a_definition_gives_names_units_kinds_and_descriptions() {
        let table = ExampleRow::TABLE;
        assert_eq!((table.name, table.key), ("examples", &["replication", "team"] as &[&str]));
        assert_eq!(table.doc, "One row per team and replication. Made up.");
        let found: Vec<_> = table.columns.iter().map(|c| (c.name, c.unit, c.kind, c.required)).collect();
        assert_eq!(found[0], ("replication", None, Kind::Integer, true));
        assert_eq!(found[3], ("wait_mean_s", Some("s"), Kind::Number, false));
        assert_eq!(found[5], ("work", Some("analyst-s"), Kind::Number, true));
        assert_eq!(found[6], ("censored", None, Kind::Flag, true));
        assert_eq!(table.columns[2].values, Arm::VALUES);
        assert_eq!(table.columns[5].minimum, Some(0));
    }

    #[test]
    fn a_row_has_a_cell_for_every_column_and_misses_what_is_not_known() {
        assert_eq!(full().cells().count(), ExampleRow::TABLE.columns.len());
        assert_eq!(full().cells().nth(3), Some(Cell::Number(12.5)));
        assert_eq!(full().cells().nth(4), Some(Cell::Seconds(SimTime::from_micros(-1_500_000))));
        assert_eq!(sparse().cells().filter(|cell| *cell == Cell::Missing).count(), 2);
    }
}
