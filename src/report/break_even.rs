//! How late sharing may come, in a sentence and a table.

use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, Table, presets};

use super::words::{number, signed, unit};
use crate::experiment::{BreakEven, DelayRow, Design, Limit, Price};
use crate::scenario::model::StrategyId;
use crate::units::Span;

/// Writes the answer for a screen of this many columns.
///
/// # Errors
/// What the writer says.
pub fn write(
    design: &Design,
    strategy: StrategyId,
    price: Price,
    found: &BreakEven,
    width: u16,
    to: &mut impl Write,
) -> io::Result<()> {
    let scenario = &design.scenario;
    writeln!(
        to,
        "EXERCISE — {}. What `{}` is worth if all that it sends arrives later; {} pairs with seed {}.\n",
        scenario.name.label,
        scenario.strategy(strategy).name.id,
        design.replications,
        design.seed,
    )?;
    writeln!(to, "{}\n", table(price, &found.rows, width))?;
    writeln!(to, "{}", answer(found, price))
}

fn table(price: Price, rows: &[DelayRow], width: u16) -> Table {
    let unit = unit(price.metric.unit());
    let mut of = price.metric.title.to_owned();
    if !unit.is_empty() {
        of = format!("{of} [{unit}]");
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_width(width).set_header(vec![
        "delay".to_owned(),
        format!("gain of {of}"),
        "labour [h]".to_owned(),
        "worth [95 % interval]".to_owned(),
    ]);
    for row in rows {
        let interval = row
            .worth_low
            .zip(row.worth_high)
            .map_or_else(String::new, |(low, high)| format!(" [{}, {}]", signed(low), signed(high)));
        let cells = [
            delay(Span::from_secs_f64(row.delay_s)),
            signed(row.benefit),
            signed(row.labour_h),
            format!("{}{interval}", signed(row.worth)),
        ];
        table.add_row(cells.map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    }
    table
}

/// `45 min`, `6.5 h`, `3.2 d`.
fn delay(span: Span) -> String {
    let hours = span.as_hours_f64();
    if hours == 0.0 {
        "none".to_owned()
    } else if hours < 1.0 {
        format!("{:.0} min", hours * 60.0)
    } else if hours < 72.0 {
        format!("{} h", number(hours))
    } else {
        format!("{} d", number(hours / 24.0))
    }
}

fn answer(found: &BreakEven, price: Price) -> String {
    let sure = match found.surely {
        Limit::Never => "beyond doubt not even without delay".to_owned(),
        Limit::Until(until) => format!("beyond doubt up to {}", delay(until)),
        Limit::Beyond => format!("beyond doubt even with {}", delay(price.longest)),
    };
    let not = match found.perhaps {
        Limit::Never => "beyond doubt it never pays".to_owned(),
        Limit::Until(until) => format!("beyond doubt no longer from {} on", delay(until)),
        Limit::Beyond => format!("that it stops paying within {} is not shown", delay(price.longest)),
    };
    match found.mean {
        Limit::Never => format!("It does not pay, even without delay ({not})."),
        Limit::Until(until) => format!("It pays up to a delay of {} ({sure}; {not}).", delay(until)),
        Limit::Beyond => format!("It pays even with a delay of {} ({sure}).", delay(price.longest)),
    }
}
