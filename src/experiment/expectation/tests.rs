use super::*;

#[test]
fn only_a_whole_interval_meets_or_misses() {
    let interval = Interval { low: 1.0, high: 2.0 };
    assert_eq!(verdict(Bound::AtLeast(1.0), interval), Verdict::Met);
    assert_eq!(verdict(Bound::AtLeast(1.5), interval), Verdict::Undecided);
    assert_eq!(verdict(Bound::AtLeast(2.5), interval), Verdict::Missed);
    assert_eq!(verdict(Bound::AtMost(2.0), interval), Verdict::Met);
    assert_eq!(verdict(Bound::AtMost(0.5), interval), Verdict::Missed);
    assert_eq!(verdict(Bound::Within(0.0, 3.0), interval), Verdict::Met);
    assert_eq!(verdict(Bound::Within(1.5, 3.0), interval), Verdict::Undecided);
    assert_eq!(verdict(Bound::Within(5.0, 6.0), interval), Verdict::Missed);
}
