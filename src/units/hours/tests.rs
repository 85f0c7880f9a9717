use proptest::prelude::*;

use super::*;

fn hours(text: &str) -> Hours {
    text.parse().unwrap()
}

fn at(hours: i64) -> SimTime {
    SimTime::from_micros(hours * 60 * MINUTE)
}

fn span(hours: i64) -> Span {
    Span::from_micros(hours * 60 * MINUTE)
}

const MONDAY: WeekTime = WeekTime::MONDAY_MORNING;

#[test]
fn office_hours_open_and_close() {
    let office = hours("Mon-Fri 08:00-17:00");
    assert!(office.is_open(MONDAY, at(0)));
    assert!(office.is_open(MONDAY, at(8)));
    assert!(!office.is_open(MONDAY, at(9)));
    assert!(!office.is_open(MONDAY, at(-1)));
    assert_eq!(office.until_open(MONDAY, at(9)), span(15));
    // Friday 17:00 to Monday 08:00
    assert_eq!(office.until_open(MONDAY, at(4 * 24 + 9)), span(63));
    assert_eq!(office.per_week(), span(45));
}

#[test]
fn a_time_zone_moves_them() {
    let brussels = hours("Mon-Fri 08:00-17:00 +01:00");
    assert!(brussels.is_open(MONDAY, at(-1)));
    assert!(!brussels.is_open(MONDAY, at(8)));
    assert!(hours("Mon-Fri 08:00-17:00 -05:00").is_open(MONDAY, at(5)));
}

#[test]
fn a_night_shift_ends_on_the_next_day() {
    let night = hours("Fri 22:00-06:00");
    let friday_midnight = at(4 * 24 + 16);
    assert!(night.is_open(MONDAY, friday_midnight + span(5)));
    assert!(!night.is_open(MONDAY, friday_midnight + span(6)));
    assert!(hours("22:00-06:00").is_open(MONDAY, at(-3)));
}

#[test]
fn whole_days_join() {
    let always = hours("00:00-24:00");
    assert!(always.is_open(MONDAY, at(1000)));
    assert_eq!(always.after(MONDAY, at(3), span(400)), span(400));
    assert_eq!(hours("Mon-Sun 00:00-00:00"), always);
}

#[test]
fn work_passes_only_within_them() {
    let office = hours("Mon-Fri 08:00-17:00");
    assert_eq!(office.after(MONDAY, at(0), span(9)), span(9));
    assert_eq!(office.after(MONDAY, at(8), span(2)), span(17));
    assert_eq!(office.after(MONDAY, at(0), span(45)), span(4 * 24 + 9));
    assert_eq!(office.after(MONDAY, at(0), span(46)), span(7 * 24 + 1));
    assert_eq!(office.after(MONDAY, at(9), Span::ZERO), span(15));
}

#[test]
fn what_is_no_hours_says_what_to_write() {
    for text in
        ["", "always", "Mon-Fri", "Mon 8-17", "Mon 25:00-26:00", "Mon 08:00-17:00 +15:00", "Moo 08:00-17:00"]
    {
        assert!(text.parse::<Hours>().unwrap_err().to_string().contains(": write "));
    }
    for text in ["", "Mon", "08:00", "Mon 24:00", "Mon 08:00 +01:00"] {
        assert!(text.parse::<WeekTime>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn display_reads_back(days in prop::array::uniform7(any::<bool>()), from in 0..1440_i64, lasts in 1..=1440_i64, zone in -12 * 60..=14 * 60_i64) {
        prop_assume!(days.contains(&true));
        let one = Hours { days, from, lasts, zone };
        prop_assert_eq!(one.to_string().parse::<Hours>().unwrap(), one);
    }

    #[test]
    fn working_time_adds_up(days in prop::array::uniform7(any::<bool>()), from in 0..1440_i64, lasts in 1..=1440_i64, start in -300..300_i64, work in 0..200_i64) {
        prop_assume!(days.contains(&true));
        let one = Hours { days, from, lasts, zone: 60 };
        let passed = one.after(MONDAY, at(start), span(work));
        let open = (0..passed.as_micros() / MINUTE)
            .filter(|minute| one.is_open(MONDAY, at(start) + Span::from_micros(minute * MINUTE)))
            .count();
        prop_assert_eq!(i64::try_from(open).unwrap(), work * 60);
    }
}

#[test]
fn hours_without_days_are_those_of_every_day() {
    let (all, none) = ("Mon-Sun 14:00-22:00 +01:00".parse::<Hours>(), "14:00-22:00 +01:00".parse::<Hours>());
    assert_eq!(all.unwrap(), none.unwrap());
}

#[test]
fn a_stretch_has_a_beginning_across_midnight_and_the_week() {
    let since = |text: &str, at: &str| {
        let hours: Hours = text.parse().unwrap();
        hours.open_since(at.parse().unwrap(), SimTime::STARTEX).map(Span::as_hours_f64)
    };
    assert_eq!(since("Mon-Fri 08:00-16:00", "Mon 07:59"), None);
    assert_eq!(since("Mon-Fri 08:00-16:00", "Mon 08:00"), Some(0.0));
    assert_eq!(since("Mon-Fri 08:00-16:00", "Mon 15:30"), Some(7.5));
    assert_eq!(since("Mon-Fri 08:00-16:00", "Mon 16:00"), None);
    assert_eq!(since("Mon-Fri 08:00-16:00 +02:00", "Mon 07:00"), Some(1.0));
    assert_eq!(since("22:00-06:00", "Mon 00:00"), Some(2.0), "begun on Sunday");
    assert_eq!(since("Fri,Sat,Sun 00:00-24:00", "Sun 12:00"), Some(60.0), "days that follow each other");
    assert_eq!(since("00:00-24:00", "Wed 12:00"), Some(168.0), "it never began");
}

#[test]
fn hours_meet_where_a_moment_lies_in_both() {
    let meets = |one: &str, other: &str| {
        let (one, other): (Hours, Hours) = (one.parse().unwrap(), other.parse().unwrap());
        assert_eq!(one.meets(&other), other.meets(&one));
        one.meets(&other)
    };
    assert!(meets("Mon-Fri 08:00-16:00", "12:00-13:00"));
    assert!(!meets("Mon-Fri 08:00-16:00", "Sat 12:00-13:00"));
    assert!(!meets("08:00-16:00", "16:00-17:00"));
    assert!(!meets("08:00-16:00", "08:00-09:00 +02:00"));
    assert!(meets("Sun 22:00-06:00", "Mon 05:00-07:00"));
}
