//! How findings write figures and lists.

use crate::units::Span;

/// As many names are listed.
const MOST_NAMED: usize = 4;

/// A number with three significant digits, without needless decimals.
pub(super) fn figure(value: f64) -> String {
    let decimals = match value.abs() {
        large if large >= 100.0 => 0,
        tens if tens >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Hours, minutes or days, whatever reads best.
pub(super) fn time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        days if days >= 2.0 * 86_400.0 => (days / 86_400.0, "d"),
        hours if hours >= 2.0 * 3_600.0 => (hours / 3_600.0, "h"),
        minutes if minutes >= 60.0 => (minutes / 60.0, "min"),
        seconds => (seconds, "s"),
    };
    format!("{} {unit}", figure(value))
}

/// As [`time`].
pub(super) fn span(span: Span) -> String {
    time(span.as_secs_f64())
}

/// `` `a`, `b` and 3 more ``.
pub(super) fn names<'n>(all: impl IntoIterator<Item = &'n str>) -> String {
    let all: Vec<&str> = all.into_iter().collect();
    let mut parts: Vec<String> = all.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    if all.len() > MOST_NAMED {
        parts.push(format!("{} more", all.len() - MOST_NAMED));
    }
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_long_as_they_tell_something() {
        assert_eq!([1.0, 1.304, 12.34, 1234.5, 0.5].map(figure), ["1", "1.3", "12.3", "1234", "0.5"]);
        assert_eq!([30.0, 1188.0, 7200.0, 864_000.0].map(time), ["30 s", "19.8 min", "2 h", "10 d"]);
        assert_eq!(names(["a"]), "`a`");
        assert_eq!(names(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(names(["a", "b", "c", "d", "e", "f"]), "`a`, `b`, `c`, `d` and 2 more");
    }
}
