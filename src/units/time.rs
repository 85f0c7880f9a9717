//! Points in simulated time and the spans between them [µs].

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// The units that a span may be written in, with their length [µs], longest first.
const UNITS: [(&str, i64); 7] = [
    ("w", 7 * 86_400 * MICROS_PER_SECOND),
    ("d", 86_400 * MICROS_PER_SECOND),
    ("h", 3_600 * MICROS_PER_SECOND),
    ("min", 60 * MICROS_PER_SECOND),
    ("s", MICROS_PER_SECOND),
    ("ms", 1_000),
    ("us", 1),
];

/// The longest span that a scenario may state: a hundred years of 365 days [µs].
///
/// It keeps every sum of a run far from the end of the integer range.
const LONGEST: i64 = 100 * 365 * 86_400 * MICROS_PER_SECOND;

/// A point in simulated time in µs, counted from STARTEX; negative before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimTime(i64);

impl SimTime {
    /// The start of the exercise.
    pub const STARTEX: Self = Self(0);

    /// The point `micros` microseconds after STARTEX.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since STARTEX.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Seconds since STARTEX, for statistics; the exact text is [`fmt::Display`].
    #[expect(clippy::cast_precision_loss, reason = "2^53 µs are 285 years")]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }

    /// The span from `earlier` to here; zero where `earlier` is later.
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0).max(0))
    }
}

impl Add<Span> for SimTime {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl AddAssign<Span> for SimTime {
    fn add_assign(&mut self, span: Span) {
        *self = *self + span;
    }
}

impl Sub<Span> for SimTime {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

/// Seconds with as many decimals as are needed, exactly: `12.5`, `-3600`.
impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_seconds(self.0, f)
    }
}

/// A length of time in µs, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest span that a scenario may state: a hundred years.
    pub const LONGEST: Self = Self(LONGEST);
    /// One hour.
    pub const HOUR: Self = Self(3_600 * MICROS_PER_SECOND);
    /// One day of 24 hours.
    pub const DAY: Self = Self(86_400 * MICROS_PER_SECOND);

    /// A span of so many microseconds; zero where `micros` is negative.
    pub const fn from_micros(micros: i64) -> Self {
        Self(if micros < 0 { 0 } else { micros })
    }

    /// The span nearest to so many seconds; [`Span::LONGEST`] beyond that, zero for less than nothing or no
    /// number.
    #[expect(clippy::cast_possible_truncation, reason = "a float-to-integer cast saturates")]
    pub fn from_secs_f64(seconds: f64) -> Self {
        let micros = (seconds * MICROS_PER_SECOND as f64).round() as i64;
        Self(micros.clamp(0, LONGEST))
    }

    /// Microseconds.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Seconds, for statistics; the exact text is [`Span::seconds`].
    #[expect(clippy::cast_precision_loss, reason = "2^53 µs are 285 years")]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }

    /// Hours, for what people read.
    pub fn as_hours_f64(self) -> f64 {
        self.as_secs_f64() / 3_600.0
    }

    /// This span times `factor`, rounded to the microsecond and held within `0..=LONGEST`.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        if factor == 1.0 { self } else { Self::from_secs_f64(self.as_secs_f64() * factor) }
    }

    /// Seconds with as many decimals as are needed, exactly.
    pub fn seconds(self) -> impl fmt::Display {
        SimTime(self.0)
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Span {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Add::add)
    }
}

/// As people write it, exact and read back to the same span: `90min`, `2h 30min`, `1d 12h`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let mut rest = self.0;
        let mut separator = "";
        for (unit, length) in &UNITS[1..] {
            let count = rest / length;
            if count > 0 {
                write!(f, "{separator}{count}{unit}")?;
                separator = " ";
                rest %= length;
            }
        }
        Ok(())
    }
}

/// Why a text is no span of time. Each message says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// Nothing was written.
    #[error("a duration is missing: write a number with a unit, such as \"90min\" or \"2h 30min\"")]
    Empty,
    /// A number is wanted here.
    #[error("`{0}` is no duration: write a number with a unit, such as \"90min\" or \"2h 30min\"")]
    NoNumber(String),
    /// A number stands without a unit.
    #[error("`{0}` has no unit: write \"{0}s\", \"{0}min\", \"{0}h\" or \"{0}d\"")]
    NoUnit(String),
    /// The unit is not known.
    #[error("`{0}` is no unit of time: use us, ms, s, min, h, d or w{hint}", hint = suggestion(.0))]
    UnknownUnit(String),
    /// The duration is below zero.
    #[error("`{0}` is negative: a duration starts at 0s")]
    Negative(String),
    /// Longer than [`Span::LONGEST`].
    #[error("`{0}` is longer than 100 years: write at most 36500d")]
    TooLong(String),
}

fn suggestion(unit: &str) -> &'static str {
    match unit {
        "m" | "mins" | "minute" | "minutes" | "M" => " (minutes are `min`)",
        "H" | "hr" | "hrs" | "hour" | "hours" => " (hours are `h`)",
        "D" | "day" | "days" => " (days are `d`)",
        "S" | "sec" | "secs" | "second" | "seconds" => " (seconds are `s`)",
        "week" | "weeks" | "W" => " (weeks are `w`)",
        "µs" | "μs" => " (microseconds are `us`)",
        "month" | "months" | "mo" => " (a month has no fixed length, so use `d`)",
        "y" | "yr" | "year" | "years" => " (a year has no fixed length, so use `d`)",
        _ => "",
    }
}

/// Reads `"90min"`, `"2h 30min"`, `"1.5h"`, `"250ms"`; the finest grain is a microsecond, beyond it is rounded.
impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(SpanError::Empty);
        }
        if rest.starts_with('-') {
            return Err(SpanError::Negative(text.to_owned()));
        }
        let mut total: i64 = 0;
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (number, after) = rest.split_at(digits);
            let value: f64 = number.parse().map_err(|_| SpanError::NoNumber(text.to_owned()))?;
            let after = after.trim_start();
            let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
            let (unit, tail) = after.split_at(letters);
            let length = unit_length(unit, number, text)?;
            let micros = exact_micros(number, value, length);
            total = total
                .checked_add(micros)
                .filter(|sum| *sum <= LONGEST)
                .ok_or_else(|| SpanError::TooLong(text.to_owned()))?;
            rest = tail.trim_start();
        }
        Ok(Self(total))
    }
}

fn unit_length(unit: &str, number: &str, text: &str) -> Result<i64, SpanError> {
    if unit.is_empty() {
        return Err(if text.trim() == number {
            SpanError::NoUnit(number.to_owned())
        } else {
            SpanError::NoNumber(text.to_owned())
        });
    }
    UNITS
        .iter()
        .find(|(name, _)| *name == unit)
        .map(|(_, length)| *length)
        .ok_or_else(|| SpanError::UnknownUnit(unit.to_owned()))
}

/// Whole numbers exactly, fractions to the nearest microsecond; saturates, and the caller checks the bound.
#[expect(clippy::cast_possible_truncation, reason = "a float-to-integer cast saturates")]
fn exact_micros(number: &str, value: f64, length: i64) -> i64 {
    number
        .parse::<i64>()
        .map_or_else(|_| (value * length as f64).round() as i64, |whole| whole.saturating_mul(length))
}

fn write_seconds(micros: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if micros < 0 { "-" } else { "" };
    let magnitude = micros.unsigned_abs();
    let (whole, fraction) = (magnitude / 1_000_000, magnitude % 1_000_000);
    if fraction == 0 {
        write!(f, "{sign}{whole}")
    } else {
        let decimals = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, micros) in [
            ("90min", 5_400_000_000),
            ("2h 30min", 9_000_000_000),
            ("2h30min", 9_000_000_000),
            ("1.5h", 5_400_000_000),
            ("250ms", 250_000),
            ("0s", 0),
            ("1w", 604_800_000_000),
        ] {
            assert_eq!(text.parse::<Span>().unwrap().as_micros(), micros, "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_says_what_to_write() {
        for (text, part) in [
            ("", "missing"),
            ("5", "no unit"),
            ("5m", "`min`"),
            ("h", "no duration"),
            ("5h 3", "no duration"),
            ("-2h", "negative"),
            ("1e309s", "no unit of time"),
            ("99999999999999999999d", "longer than"),
            ("5 parsecs", "no unit of time"),
            ("1.2.3h", "no duration"),
        ] {
            let error = text.parse::<Span>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn a_span_reads_back_from_its_own_text() {
        for micros in [0, 1, 999, 1_000_001, 5_400_000_000, 123_456_789_012_345] {
            let span = Span::from_micros(micros);
            assert_eq!(span.to_string().parse::<Span>().unwrap(), span);
        }
    }

    #[test]
    fn seconds_are_exact_and_short() {
        assert_eq!(SimTime::from_micros(-1_500_000).to_string(), "-1.5");
        assert_eq!(SimTime::from_micros(12_000_001).to_string(), "12.000001");
        assert_eq!(SimTime::from_micros(3_600_000_000).to_string(), "3600");
    }

    #[test]
    fn floats_beyond_reason_are_held_in_range() {
        assert_eq!(Span::from_secs_f64(f64::NAN), Span::ZERO);
        assert_eq!(Span::from_secs_f64(f64::INFINITY), Span::LONGEST);
        assert_eq!(Span::from_secs_f64(-1.0), Span::ZERO);
    }
}
