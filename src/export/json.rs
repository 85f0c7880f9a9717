//! Records as JSON: objects of column and value, in the order of the columns; `null` for what is missing.

use std::io::{self, Write};

use serde_json::{Map, Number, Value};

use crate::metrics::table::{Cell, Record};
use crate::units::SimTime;

/// The object of one record.
pub fn object(record: &impl Record) -> Value {
    Value::Object(entries(record))
}

fn entries<R: Record>(record: &R) -> Map<String, Value> {
    R::TABLE.columns.iter().map(|column| column.name.to_owned()).zip(record.cells().map(value)).collect()
}

/// Writes JSON Lines: an object a line.
///
/// # Errors
/// What the writer says.
pub fn write_lines<'r, R: Record + 'r>(
    records: impl IntoIterator<Item = &'r R>,
    mut to: impl Write,
) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut to, &object(record))?;
        to.write_all(b"\n")?;
    }
    to.flush()
}

/// Writes one array, an object a line.
///
/// # Errors
/// What the writer says.
pub fn write_array<'r, R: Record + 'r>(
    records: impl IntoIterator<Item = &'r R>,
    mut to: impl Write,
) -> io::Result<()> {
    let mut separator = "[\n";
    for record in records {
        to.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut to, &object(record))?;
        separator = ",\n";
    }
    to.write_all(if separator == ",\n" { b"\n]\n" } else { b"[]\n" })?;
    to.flush()
}

fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Missing => Value::Null,
        Cell::Text(text) => Value::from(text),
        Cell::Integer(integer) => Number::from_i128(integer).map_or(Value::Null, Value::Number),
        Cell::Number(number) => Value::from(number),
        Cell::Seconds(time) => seconds(time),
        Cell::Flag(flag) => Value::from(flag),
    }
}

/// Whole seconds stay whole; the shortest decimals of the rest are the exact ones for any time of a scenario.
fn seconds(time: SimTime) -> Value {
    const MICROS: i64 = 1_000_000;
    if time.as_micros() % MICROS == 0 {
        Value::from(time.as_micros() / MICROS)
    } else {
        Value::from(time.as_secs_f64())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::metrics::table::example::{ExampleRow, full, sparse};

    const SPARSE: &str = r#"{"replication":1,"team":"CERT-EU","arm":"off","wait_mean_s":null,"t_det_s":null,"work":1e-6,"censored":true,"score_change":0}"#;

    #[test]
    fn a_line_is_an_object_in_the_order_of_the_columns() {
        let mut bytes = Vec::new();
        write_lines(&[sparse(), full()], &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], SPARSE);
        assert!(lines[1].starts_with(r#"{"replication":18446744073709551615,"#), "{}", lines[1]);
        assert!(lines[1].contains(r#""t_det_s":-1.5,"work":3600,"censored":false"#), "{}", lines[1]);
    }

    #[test]
    fn an_array_reads_back_whatever_its_length() {
        for rows in [vec![], vec![full()], vec![full(), sparse()]] {
            let mut bytes = Vec::new();
            write_array::<ExampleRow>(&rows, &mut bytes).unwrap();
            let read: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(read, rows.iter().map(object).collect::<Vec<_>>());
        }
    }
}
