//! Records as CSV: RFC 4180 with LF, UTF-8, a header row, an empty cell for what is missing.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::metrics::table::{Cell, Record};

/// Writes a header and a row a record; the header stands even where there is no record.
///
/// Numbers are the shortest that read back to the same bits, flags are 1 and 0.
///
/// # Errors
/// What the writer says.
pub fn write<'r, R: Record + 'r>(records: impl IntoIterator<Item = &'r R>, to: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(to);
    let names = R::TABLE.columns.iter().map(|column| column.name);
    writer.write_record(names).and_then(|()| rows(records, &mut writer)).map_err(said_by_the_system)?;
    writer.flush()
}

/// Writes a row a record, and no header: more of a table that was begun with [`write()`].
///
/// # Errors
/// What the writer says.
pub fn write_more<'r, R: Record + 'r>(
    records: impl IntoIterator<Item = &'r R>,
    to: impl Write,
) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(to);
    rows(records, &mut writer).map_err(said_by_the_system)?;
    writer.flush()
}

/// Writes rows of cells, which all have as many.
///
/// # Errors
/// What the writer says.
pub(super) fn write_cells<'c>(
    rows: impl IntoIterator<Item = Vec<Cell<'c>>>,
    to: impl Write,
) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(to);
    let mut text = String::new();
    for row in rows {
        for cell in row {
            text.clear();
            append(cell, &mut text);
            writer.write_field(&text).map_err(said_by_the_system)?;
        }
        writer.write_record(None::<&[u8]>).map_err(said_by_the_system)?;
    }
    writer.flush()
}

fn rows<'r, R: Record + 'r>(
    records: impl IntoIterator<Item = &'r R>,
    writer: &mut ::csv::Writer<impl Write>,
) -> ::csv::Result<()> {
    let mut text = String::new();
    for record in records {
        for cell in record.cells() {
            text.clear();
            append(cell, &mut text);
            writer.write_field(&text)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// What the operating system said, whose kind tells a closed pipe from a full disk; the library's own conversion
/// hides it.
fn said_by_the_system(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn append(cell: Cell<'_>, text: &mut String) {
    // Writing to a string does not fail.
    let _ = match cell {
        Cell::Missing => Ok(()),
        Cell::Text(value) => text.write_str(value),
        Cell::Integer(value) => write!(text, "{value}"),
        Cell::Seconds(value) => write!(text, "{value}"),
        Cell::Flag(value) => write!(text, "{}", u8::from(value)),
        Cell::Number(value) => append_number(value, text),
    };
}

/// Plain decimals for what people read as such, an exponent beyond: both shortest and exact.
fn append_number(value: f64, text: &mut String) -> std::fmt::Result {
    let size = value.abs();
    if size == 0.0 || (1e-5..1e16).contains(&size) {
        write!(text, "{value}")
    } else {
        write!(text, "{value:e}")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::metrics::table::example::{ExampleRow, full, sparse};

    fn written(rows: &[ExampleRow]) -> String {
        let mut bytes = Vec::new();
        write(rows, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rows_come_out_as_documented() {
        assert_eq!(
            written(&[full(), sparse()]),
            "replication,team,arm,wait_mean_s,t_det_s,work,censored,score_change\n\
             18446744073709551615,\"NCIRC, \"\"Mons\"\"\nblue\",on,12.5,-1.5,3600,0,-3\n\
             1,CERT-EU,off,,,0.000001,1,0\n"
        );
    }

    #[test]
    fn a_table_in_parts_is_the_table() {
        let mut parts = Vec::new();
        write(&[full()], &mut parts).unwrap();
        write_more(&[] as &[ExampleRow], &mut parts).unwrap();
        write_more(&[sparse(), full()], &mut parts).unwrap();
        assert_eq!(String::from_utf8(parts).unwrap(), written(&[full(), sparse(), full()]));
    }

    #[test]
    fn no_record_leaves_the_header() {
        assert_eq!(written(&[]).lines().count(), 1);
    }

    #[test]
    fn numbers_are_short_and_read_back_to_the_same_bits() {
        for (value, wanted) in [
            (0.1, "0.1"),
            (3.0, "3"),
            (0.0, "0"),
            (1e300, "1e300"),
            (-1.5e-9, "-1.5e-9"),
            (1e15, "1000000000000000"),
            (1.0 / 3.0, "0.3333333333333333"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        ] {
            let mut text = String::new();
            append_number(value, &mut text).unwrap();
            assert_eq!(text, wanted);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn a_full_disk_is_not_passed_over_however_much_was_written() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for rows in [1, 10_000] {
            let error = write(&vec![full(); rows], Full).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{rows} rows");
        }
    }
}
