//! Numbers and times as people read them.

use crate::units::SimTime;

/// A number with as many decimals as its size needs: `1234`, `12.3`, `0.12`.
pub(super) fn number(value: f64) -> String {
    let magnitude = value.abs();
    let text = if magnitude >= 100.0 {
        format!("{value:.0}")
    } else if magnitude >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    };
    if text.trim_start_matches('-').chars().all(|digit| matches!(digit, '0' | '.')) {
        text.trim_start_matches('-').to_owned() // no minus nought
    } else {
        text
    }
}

/// A number that always shows its sign.
pub(super) fn signed(value: f64) -> String {
    let text = number(value);
    let nought = text.chars().all(|digit| matches!(digit, '0' | '.'));
    if text.starts_with('-') || nought { text } else { format!("+{text}") }
}

/// `1 host`, `2 hosts`.
pub(super) fn counted(count: impl Into<u64>, what: &str) -> String {
    match count.into() {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

/// An amount of data: `640 MB`, `1.2 GB`, `3.4 TB`.
#[expect(clippy::cast_precision_loss, reason = "an amount to two digits")]
pub(super) fn volume(megabytes: u64) -> String {
    match megabytes {
        0..1_000 => format!("{megabytes} MB"),
        1_000..1_000_000 => format!("{} GB", number(megabytes as f64 / 1e3)),
        _ => format!("{} TB", number(megabytes as f64 / 1e6)),
    }
}

/// A share in per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A unit as it is said.
pub(super) fn unit(unit: &str) -> &str {
    match unit {
        "count" | "fraction" => "",
        other => other,
    }
}

/// Exercise time: day 1 begins at STARTEX. `d1 03:12:45`, before STARTEX `-02:00:00` and `-60d 02:00:00`.
pub(super) fn clock(at: SimTime) -> String {
    let seconds = at.as_micros().div_euclid(1_000_000);
    let (sign, seconds) = if seconds < 0 { ("-", -seconds) } else { ("", seconds) };
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if sign.is_empty() {
        format!("d{} {:02}:{minutes:02}:{rest:02}", hours / 24 + 1, hours % 24)
    } else if hours < 24 {
        format!("-{hours:02}:{minutes:02}:{rest:02}")
    } else {
        format!("-{}d {:02}:{minutes:02}:{rest:02}", hours / 24, hours % 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_what_matters() {
        for (value, text) in
            [(1234.5, "1234"), (12.34, "12.3"), (0.123, "0.12"), (-0.001, "0.00"), (0.0, "0.00")]
        {
            assert_eq!(number(value), text);
        }
        assert_eq!(signed(2.5), "+2.50");
        assert_eq!(signed(-2.5), "-2.50");
    }

    #[test]
    fn the_first_day_begins_at_startex() {
        assert_eq!(clock(SimTime::from_micros(0)), "d1 00:00:00");
        assert_eq!(clock(SimTime::from_micros(90_061_000_000)), "d2 01:01:01");
        assert_eq!(clock(SimTime::from_micros(-3_600_000_000)), "-01:00:00");
        assert_eq!(clock(SimTime::from_micros(-90_000_000_000)), "-1d 01:00:00");
    }
}
