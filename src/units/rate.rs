//! How often something happens: `"40/h"`, `"3/d"`.

use std::fmt;
use std::str::FromStr;

use super::{Span, SpanError};

/// Events per second, `0..=1e6`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Rate(f64);

/// The highest rate that the clock can resolve: one event a microsecond [1/s].
const HIGHEST: f64 = 1e6;

/// Why a text is no rate. Each message says what to write instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RateError {
    /// There is no slash between a number and a unit of time.
    #[error("`{0}` is no rate: write a number per unit of time, such as \"40/h\" or \"3/d\"")]
    Form(String),
    /// The unit after the slash is no unit of time.
    #[error("{0}")]
    Unit(#[from] SpanError),
    /// Below zero, no number, or faster than the clock.
    #[error("`{0}` is out of range: a rate lies between 0 and 1000000/s")]
    Range(String),
}

impl Rate {
    /// It never happens.
    pub const ZERO: Self = Self(0.0);

    /// A rate per hour known when the program is written; held in range.
    pub const fn per_hour_literal(value: f64) -> Self {
        let per_second = value / 3_600.0;
        Self(if per_second >= HIGHEST {
            HIGHEST
        } else if per_second > 0.0 {
            per_second
        } else {
            0.0
        })
    }

    /// Events per second.
    pub const fn per_second(self) -> f64 {
        self.0
    }

    /// Events per hour.
    pub fn per_hour(self) -> f64 {
        self.0 * 3_600.0
    }

    /// The mean span between two events; `None` for a rate of zero.
    pub fn mean_gap(self) -> Option<Span> {
        (self.0 > 0.0).then(|| Span::from_secs_f64(1.0 / self.0))
    }

    /// A rate of so many events per second.
    ///
    /// # Errors
    /// [`RateError::Range`] outside `0..=1e6`, and for NaN.
    pub fn from_per_second(value: f64) -> Result<Self, RateError> {
        if (0.0..=HIGHEST).contains(&value) {
            Ok(Self(value.abs()))
        } else {
            Err(RateError::Range(format!("{value}/s")))
        }
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let form = || RateError::Form(text.to_owned());
        let (number, unit) = text.split_once('/').ok_or_else(form)?;
        let count: f64 = number.trim().parse().map_err(|_| form())?;
        let unit = unit.trim();
        let period: Span = if unit.starts_with(|c: char| c.is_ascii_digit()) {
            unit.parse()
        } else {
            format!("1{unit}").parse()
        }?;
        if period == Span::ZERO {
            return Err(RateError::Range(text.to_owned()));
        }
        Self::from_per_second(count / period.as_secs_f64()).map_err(|_| RateError::Range(text.to_owned()))
    }
}

/// Per hour, with as many decimals as are needed.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/h", self.per_hour())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_people_write_them() {
        assert_eq!("3600/h".parse::<Rate>().unwrap().per_second(), 1.0);
        assert_eq!("2 / 30min".parse::<Rate>().unwrap().per_hour(), 4.0);
        assert_eq!("0/d".parse::<Rate>().unwrap(), Rate::ZERO);
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in ["5", "x/h", "5/", "5/m", "-1/h", "1e300/h", "nan/h", "1/0s", "inf/h"] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }
}
