//! The rules that a definition of a table keeps, as constants so that breaking one does not compile.

use super::{Column, Table};

/// Units that a suffix of the column's name promises.
///
/// The first that fits counts.
const SUFFIXES: [(&str, &str); 6] =
    [("_s", "s"), ("_host_h", "host-h"), ("_h", "h"), ("_n", "count"), ("_share", "fraction"), ("_gb", "GB")];
/// Units that the column's name must show, for nobody can see from a number whether it is in seconds or hours.
const SHOWN: [&str; 3] = ["s", "h", "GB"];

impl Column {
    /// Whether the unit is the one that the name's suffix promises, and is promised where it must be.
    pub const fn suffix_agrees(&self) -> bool {
        let unit = match self.unit {
            Some(unit) => unit,
            None => "",
        };
        let mut promised = false;
        let mut place = 0;
        while place < SUFFIXES.len() {
            let (suffix, promise) = SUFFIXES[place];
            if ends_with(self.name, suffix) {
                if !same(unit, promise) {
                    return false;
                }
                promised = true;
                place = SUFFIXES.len();
            } else {
                place += 1;
            }
        }
        promised || !contains(&SHOWN, unit)
    }
}

impl Table {
    /// Holds a definition to the rules of the house while the program is compiled; [`record!`](crate::record)
    /// calls it.
    ///
    /// # Panics
    /// Where a description is empty, a unit disagrees with a name, a name stands twice, or the key is empty,
    /// unknown or may be missing.
    pub const fn check(&self) {
        assert!(!self.doc.is_empty(), "a table needs a description");
        assert!(!self.key.is_empty(), "a table needs a key");
        let mut place = 0;
        while place < self.columns.len() {
            let column = &self.columns[place];
            assert!(!column.doc.is_empty(), "a column needs a description");
            assert!(column.suffix_agrees(), "a column's unit disagrees with the suffix of its name");
            let mut earlier = 0;
            while earlier < place {
                assert!(!same(self.columns[earlier].name, column.name), "two columns have one name");
                earlier += 1;
            }
            place += 1;
        }
        let mut place = 0;
        while place < self.key.len() {
            assert!(self.has_required(self.key[place]), "a key is no column, or may be missing");
            place += 1;
        }
    }

    const fn has_required(&self, name: &str) -> bool {
        let mut place = 0;
        while place < self.columns.len() {
            if same(self.columns[place].name, name) {
                return self.columns[place].required;
            }
            place += 1;
        }
        false
    }
}

const fn contains(texts: &[&str], wanted: &str) -> bool {
    let mut place = 0;
    while place < texts.len() {
        if same(texts[place], wanted) {
            return true;
        }
        place += 1;
    }
    false
}

const fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && ends_with(a, b)
}

const fn ends_with(text: &str, suffix: &str) -> bool {
    let (text, suffix) = (text.as_bytes(), suffix.as_bytes());
    let mut from_end = 1;
    while from_end <= suffix.len() {
        if from_end > text.len() || text[text.len() - from_end] != suffix[suffix.len() - from_end] {
            return false;
        }
        from_end += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::example::ExampleRow;
    use super::super::{Kind, Record};
    use super::*;

    fn column(name: &'static str, unit: Option<&'static str>) -> Column {
        Column { name, doc: "", unit, kind: Kind::Number, required: true, minimum: None, values: &[] }
    }

    #[test]
    fn a_suffix_and_its_unit_must_agree() {
        for (name, unit, agrees) in [
            ("wait_s", Some("s"), true),
            ("wait_s", Some("h"), false),
            ("wait_s", None, false),
            ("wait", Some("s"), false),
            ("wait_h", Some("h"), true),
            ("items_n", Some("count"), true),
            ("items_n", Some("s"), false),
            ("items", Some("count"), true),
            ("win_share", Some("fraction"), true),
            ("win_share", Some("count"), false),
            ("precision", Some("fraction"), true),
            ("team", None, true),
            ("s", None, true),
        ] {
            assert_eq!(column(name, unit).suffix_agrees(), agrees, "{name} {unit:?}");
        }
    }

    #[test]
    #[should_panic(expected = "a key is no column, or may be missing")]
    fn a_key_that_may_be_missing_is_refused() {
        Table { key: &["wait_mean_s"], ..ExampleRow::TABLE }.check();
    }

    #[test]
    #[should_panic(expected = "two columns have one name")]
    fn a_name_used_twice_is_refused() {
        let twice = [ExampleRow::TABLE.columns[0], ExampleRow::TABLE.columns[0]];
        let columns: &'static [Column] = Box::leak(Box::new(twice));
        Table { columns, ..ExampleRow::TABLE }.check();
    }
}
