//! What each type of field writes into its cell.

use std::sync::Arc;

use super::{Category, Cell, IntoCell, Kind};
use crate::units::{Probability, SimTime, Span};

impl<C: Category> IntoCell for C {
    const KIND: Kind = Kind::Text;
    const ALLOWED: &'static [&'static str] = C::VALUES;

    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.text())
    }
}

impl<T: IntoCell> IntoCell for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
    const MINIMUM: Option<i64> = T::MINIMUM;
    const ALLOWED: &'static [&'static str] = T::ALLOWED;

    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Missing, IntoCell::cell)
    }
}

/// Field types: what column each makes, and how a value becomes a cell.
macro_rules! fields {
    ($($type:ty: $kind:ident $(from $minimum:literal)?, $value:ident => $cell:expr;)+) => {
        $(impl IntoCell for $type {
            const KIND: Kind = Kind::$kind;
            $(const MINIMUM: Option<i64> = Some($minimum);)?

            fn cell(&self) -> Cell<'_> {
                let $value = self;
                $cell
            }
        })+
    };
}

fields! {
    u64: Integer from 0, value => Cell::Integer(i128::from(*value));
    u32: Integer from 0, value => Cell::Integer(i128::from(*value));
    i64: Integer, value => Cell::Integer(i128::from(*value));
    f64: Number, value => number(*value);
    Probability: Number from 0, value => number(value.get());
    SimTime: Number, value => Cell::Seconds(*value);
    Span: Number from 0, value => Cell::Seconds(SimTime::STARTEX + *value);
    bool: Flag, value => Cell::Flag(*value);
    String: Text, value => Cell::Text(value);
    Arc<str>: Text, value => Cell::Text(value);
    &'static str: Text, value => Cell::Text(value);
}

/// What is no finite number is missing. A metric that can be so is an `Option<f64>`: in a required column, the
/// hole breaks the constraint that the dictionary states, and so shows.
fn number(value: f64) -> Cell<'static> {
    // Adding zero turns −0 into 0, which is the same number with another text.
    if value.is_finite() { Cell::Number(value + 0.0) } else { Cell::Missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_finite_number_is_missing() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(value.cell(), Cell::Missing);
        }
        assert_eq!(format!("{:?}", (-0.0_f64).cell()), "Number(0.0)");
    }
}
