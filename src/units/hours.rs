//! Hours of the week: when people work, in their own time zone, and where STARTEX lies in the week.

use std::fmt;
use std::str::FromStr;

use super::time::{SimTime, Span};

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
const WEEK: i64 = 7 * DAY;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Time zones reach from UTC-12 to UTC+14.
const ZONES: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;

/// A moment of the week in UTC, such as `Mon 08:00`: where STARTEX lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekTime(
    /// Since Monday 00:00 UTC [µs].
    i64,
);

/// Hours of every week, such as `Mon-Fri 08:00-17:00 +01:00`: from a time of day (included) to another (excluded) on
/// some days, in a time zone. Where the end is not later than the beginning, it lies on the next day; `00:00-24:00`
/// is the whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// On these days, Monday first, the hours begin.
    days: [bool; 7],
    /// From midnight to the beginning [min], below a day.
    from: i64,
    /// How long they last on such a day [min], above zero, at most a day.
    lasts: i64,
    /// Local time minus UTC [min].
    zone: i64,
}

/// A text that tells no hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not of the form of hours.
    #[error("`{0}` tells no hours: write days, hours and time zone, such as \"Mon-Fri 08:00-17:00 +01:00\"")]
    Form(String),
    /// Not of the form of a moment of the week.
    #[error("`{0}` is no moment of the week: write day and time in UTC, such as \"Mon 08:00\"")]
    Moment(String),
}

impl WeekTime {
    /// Monday, 08:00 UTC.
    pub const MONDAY_MORNING: Self = Self(8 * 60 * MINUTE);

    /// The moment of the week so long after this one.
    #[must_use]
    pub fn after(self, span: Span) -> Self {
        Self(self.at(SimTime::STARTEX + span))
    }

    /// The moment of the week at a point in time, if STARTEX lies at `self` [µs since Monday 00:00 UTC].
    fn at(self, time: SimTime) -> i64 {
        self.0.saturating_add(time.as_micros()).rem_euclid(WEEK)
    }
}

impl Hours {
    /// Monday to Friday, 08:00 to 18:00 UTC.
    pub const OFFICE: Self =
        Self { days: [true, true, true, true, true, false, false], from: 8 * 60, lasts: 10 * 60, zone: 0 };

    /// Whether a point in time lies within the hours.
    pub fn is_open(&self, startex: WeekTime, time: SimTime) -> bool {
        let local = (startex.at(time) + self.zone * MINUTE).rem_euclid(WEEK);
        let days = (0_i64..).zip(self.days).filter(|(_, on)| *on);
        days.map(|(day, _)| (local - day * DAY - self.from * MINUTE).rem_euclid(WEEK))
            .any(|into| into < self.lasts * MINUTE)
    }

    /// From a point in time to the next one within the hours; nothing where it lies within.
    pub fn until_open(&self, startex: WeekTime, time: SimTime) -> Span {
        match self.until_change(startex, time) {
            (true, _) => Span::ZERO,
            (false, wait) => wait,
        }
    }

    /// How much of every week lies within the hours.
    pub fn per_week(&self) -> Span {
        let open = self.minutes().into_iter().filter(|open| *open).count();
        Span::from_micros(i64::try_from(open).unwrap_or(0) * MINUTE)
    }

    /// How long it takes, from `time`, until `work` of working time has passed.
    pub fn after(&self, startex: WeekTime, time: SimTime, work: Span) -> Span {
        // What fits into a day of them is far from a week of them, whose length takes some counting.
        let is_short = work <= self.lasts() && self.days.contains(&true);
        let weekly = if is_short { Span::ZERO } else { self.per_week() };
        let weeks = if is_short { 0 } else { (work.as_micros() - 1).max(0) / weekly.as_micros().max(1) };
        let mut left = Span::from_micros(work.as_micros() - weeks * weekly.as_micros());
        let mut passed = Span::from_micros(weeks.saturating_mul(WEEK));
        loop {
            let now = time + passed;
            passed += self.until_open(startex, now);
            let (_, open) = self.until_change(startex, time + passed);
            if left <= open {
                return passed + left;
            }
            left = Span::from_micros(left.as_micros() - open.as_micros());
            passed += open;
        }
    }

    /// How long a stretch of them lasts on a day on which it begins.
    pub fn lasts(&self) -> Span {
        Span::from_micros(self.lasts * MINUTE)
    }

    /// How long the hours have been running at a point in time; none where it lies outside. Hours that follow each other
    /// without a gap are one stretch; a week where it never ends.
    pub fn open_since(&self, startex: WeekTime, time: SimTime) -> Option<Span> {
        let local = (startex.at(time) + self.zone * MINUTE).rem_euclid(WEEK);
        let running = |at: i64| {
            let days = (0_i64..).zip(self.days).filter(|(_, on)| *on);
            days.map(|(day, _)| (at - day * DAY - self.from * MINUTE).rem_euclid(WEEK))
                .filter(|into| *into < self.lasts * MINUTE)
                .max()
        };
        let mut since = running(local)?;
        // what ran just before it began belongs to it
        while since < WEEK {
            let Some(before) = running((local - since - 1).rem_euclid(WEEK)) else { break };
            since += before + 1;
        }
        Some(Span::from_micros(since.min(WEEK)))
    }

    /// From a point in time to the next beginning or end of the hours; a week where there is none.
    pub fn until_turn(&self, startex: WeekTime, time: SimTime) -> Span {
        self.until_change(startex, time).1
    }

    /// Whether some moment of the week lies within both.
    pub fn meets(&self, other: &Self) -> bool {
        let starts = [(self, other), (other, self)].into_iter();
        // where both run, one of them has begun while the other ran
        starts
            .flat_map(|(one, other)| one.beginnings().map(move |at| (at, other)))
            .any(|(at, other)| other.is_open(WeekTime(0), SimTime::STARTEX + Span::from_micros(at)))
    }

    /// When the hours begin [µs since Monday 00:00 UTC].
    fn beginnings(&self) -> impl Iterator<Item = i64> + '_ {
        let days = (0_i64..).zip(self.days).filter(|(_, on)| *on);
        days.map(|(day, _)| (day * DAY + (self.from - self.zone) * MINUTE).rem_euclid(WEEK))
    }

    /// Whether it is open, and how long that stays so (a week where it always does).
    fn until_change(&self, startex: WeekTime, time: SimTime) -> (bool, Span) {
        let local = (startex.at(time) + self.zone * MINUTE).rem_euclid(WEEK);
        let begun = |day: i64| day * DAY + self.from * MINUTE;
        let mut open_for = 0;
        let mut opens_in = WEEK;
        for (day, _) in (0_i64..).zip(self.days).filter(|(_, on)| *on) {
            let into = (local - begun(day)).rem_euclid(WEEK);
            open_for = open_for.max(self.lasts * MINUTE - into);
            opens_in = opens_in.min(WEEK - into);
        }
        if open_for <= 0 {
            return (false, Span::from_micros(opens_in));
        }
        // hours of the next day may follow without a gap
        let mut end = open_for;
        while end < WEEK {
            let then = (local + end).rem_euclid(WEEK);
            let more = (0_i64..)
                .zip(self.days)
                .filter(|(_, on)| *on)
                .map(|(day, _)| self.lasts * MINUTE - (then - begun(day)).rem_euclid(WEEK))
                .max()
                .unwrap_or(0);
            if more <= 0 {
                break;
            }
            end += more;
        }
        (true, Span::from_micros(end.min(WEEK)))
    }

    fn minutes(&self) -> Vec<bool> {
        let mut open = vec![false; 7 * 24 * 60];
        for (day, _) in self.days.iter().enumerate().filter(|(_, on)| **on) {
            let (day, from, lasts) =
                (day, usize::try_from(self.from).unwrap_or(0), usize::try_from(self.lasts).unwrap_or(0));
            for minute in 0..lasts {
                let place = (day * 24 * 60 + from + minute) % open.len();
                open[place] = true;
            }
        }
        open
    }
}

impl FromStr for WeekTime {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let read = || {
            let (day, time) = text.trim().split_once(' ')?;
            let time = clock(time.trim()).filter(|minutes| *minutes < 24 * 60)?;
            Some(Self(i64::try_from(weekday(day)?).ok()? * DAY + time * MINUTE))
        };
        read().ok_or_else(|| HoursError::Moment(short(text)))
    }
}

impl FromStr for Hours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        read_hours(text).ok_or_else(|| HoursError::Form(short(text)))
    }
}

fn read_hours(text: &str) -> Option<Hours> {
    let mut parts = text.split_whitespace();
    let first = parts.next()?;
    // without days it is every day
    let (days, clocks) =
        if first.contains(':') { ([true; 7], first) } else { (weekdays(first)?, parts.next()?) };
    let zone = parts.next().map_or(Some(0), offset).filter(|zone| ZONES.contains(zone))?;
    if parts.next().is_some() {
        return None;
    }
    let (from, to) = clocks.split_once('-')?;
    let (from, to) = (clock(from).filter(|from| *from < 24 * 60)?, clock(to)?);
    let lasts = if to > from { to - from } else { to + 24 * 60 - from };
    Some(Hours { days, from, lasts, zone })
}

fn weekday(text: &str) -> Option<usize> {
    DAYS.iter().position(|day| day.eq_ignore_ascii_case(text))
}

/// `Mon-Fri`, `Sat`, `Mon,Wed,Fri`.
fn weekdays(text: &str) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    for part in text.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to) = (weekday(from)?, weekday(to)?);
        for place in 0..=(to + 7 - from) % 7 {
            days[(from + place) % 7] = true;
        }
    }
    Some(days)
}

/// Minutes since midnight, up to 24:00.
fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let good = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
}

/// `+01:00`, `-05:30`, `UTC`.
fn offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("utc") || text == "Z" {
        return Some(0);
    }
    if let Some(east) = text.strip_prefix('+') {
        return clock(east);
    }
    clock(text.strip_prefix('-')?).map(|minutes| -minutes)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

impl fmt::Display for WeekTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0 / MINUTE;
        let (day, rest) = (minutes / (24 * 60), minutes % (24 * 60));
        let day = usize::try_from(day).ok().and_then(|day| DAYS.get(day)).unwrap_or(&DAYS[0]);
        write!(f, "{day} {:02}:{:02}", rest / 60, rest % 60)
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days: Vec<&str> = DAYS.iter().zip(self.days).filter(|(_, on)| *on).map(|(day, _)| *day).collect();
        let end = self.from + self.lasts;
        let end = if end > 24 * 60 { end - 24 * 60 } else { end };
        let sign = if self.zone < 0 { '-' } else { '+' };
        let zone = self.zone.abs();
        write!(
            f,
            "{} {:02}:{:02}-{:02}:{:02} {sign}{:02}:{:02}",
            days.join(","),
            self.from / 60,
            self.from % 60,
            end / 60,
            end % 60,
            zone / 60,
            zone % 60
        )
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
