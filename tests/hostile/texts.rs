//! Texts that a program may choke on.

use coalition::diagnostic::{Code, Diagnostics};
use coalition::metrics::definition;
use coalition::scenario::load_text;
use coalition::scenario::syntax::{DEEPEST, LARGEST, MOST_VALUES};

use super::{RIGHT, refused, said, with};

/// The code and the message of the first fault.
fn first(text: impl AsRef<[u8]>) -> (Code, String) {
    let loaded = load_text("hostile.ron", text, &definition::names());
    said(&loaded);
    let found = loaded.diagnostics.sorted();
    let one = found.first().expect("it is refused");
    (one.code, one.message.clone())
}

#[test]
fn nesting_is_refused_before_anything_recurses() {
    const MANY: usize = 1_000_000;
    for open in ["(", "[", "{", "A(", "[(", "Some(", "(a:", "{1:", "(a:[", "Mixture(then: "] {
        assert_eq!(first(open.repeat(MANY)).0, Code::TooDeep, "{open}");
        let inside = with("duration: \"1h\"", &format!("duration: {}", open.repeat(MANY)));
        assert_eq!(first(inside).0, Code::TooDeep, "{open}");
    }
    assert_eq!(first("/*".repeat(MANY)).0, Code::UnclosedComment);
    assert_eq!(first(")".repeat(MANY)).0, Code::MismatchedBracket);
}

#[test]
fn a_distribution_is_no_deeper_than_a_text_can_be() {
    let mixture = |depth: usize| {
        let open = "Mixture(probability: 0.5, then: ".repeat(depth);
        format!("{open}\"1h\"{}", ", otherwise: \"2h\")".repeat(depth))
    };
    let delayed = |depth| with("duration: \"1h\"", &format!("duration: {}", mixture(depth)));
    let loaded = load_text("deep.ron", delayed(50), &definition::names());
    assert!(loaded.scenario.is_some(), "{}", said(&loaded));
    assert_eq!(first(delayed(DEEPEST)).0, Code::TooDeep);
}

#[test]
fn files_and_lists_beyond_their_size_are_refused_by_counting() {
    assert_eq!(first(vec![b' '; LARGEST + 1]).0, Code::FileTooLarge);
    assert_eq!(first(format!("[{}]", "0,".repeat(MOST_VALUES))).0, Code::TooManyValues);
    let long = |list: &str| with("desks: [", &format!("desks: [{list}"));
    let elements: String = (0..20_000).map(|n| format!("(id: \"x{n}\", analysts: 1), ")).collect();
    assert!(refused(long(&elements)).contains("too many elements of the kind desk"));
    let million = with("defends: [\"west\"]", &format!("defends: [{}]", "\"west\",".repeat(1_000_000)));
    let loaded = load_text("long.ron", million, &definition::names());
    assert_eq!(loaded.diagnostics.sorted().len(), Diagnostics::MOST);
    assert!(loaded.diagnostics.omitted() > 990_000);
}

#[test]
fn counts_beyond_reason_are_refused_where_they_are_written() {
    for (old, new) in [
        ("count: 20", "count: 4000000000"),
        ("count: 20", "count: 99999999999999999999999999"),
        ("count: 20", "count: 0"),
        ("count: 20", "count: -1"),
        ("count: 20", "count: 1e7"),
        ("count: 20", "count: 0xFFFFFFFFFF"),
        ("replications: 4", "replications: 10000000000"),
        ("seed: 7", "seed: 18446744073709551616"),
        ("analysts: 2", "analysts: 4294967296"),
        ("messages: 20", "messages: 4000000000"),
    ] {
        let words = refused(with(old, new));
        assert!(words.contains("C0205") && words.contains("write a whole number"), "{new}: {words}");
    }
    let groups: String =
        (0..5).map(|n| format!("(id: \"g{n}\", zone: \"office\", count: 9000000), ")).collect();
    let many = with("hosts: [", &format!("hosts: [{groups}"));
    assert_eq!(first(many).0, Code::TooMany);
}

#[test]
fn numbers_that_are_none_are_refused() {
    for number in
        ["1e309", "-1e309", "NaN", "-NaN", "inf", "-inf", "+inf", "-0.1", "1.0000001", "2", "1e999999"]
    {
        let words = refused(with("detects: 0.8", &format!("detects: {number}")));
        assert!(words.contains("C0202"), "{number}: {words}");
    }
    let long = format!("0.{}", "3".repeat(100_000));
    for number in ["-0", "-0.0", "1e-400", "4.9e-324", "1.0", &long] {
        let text = with("detects: 0.8", &format!("detects: {number}"));
        let loaded = load_text("number.ron", text, &definition::names());
        assert!(loaded.scenario.is_some(), "{}", said(&loaded));
    }
    let digits = "9".repeat(1_000_000);
    assert!(refused(with("count: 20", &format!("count: {digits}"))).len() < 3 << 20);
    for value in ["1e309", "NaN", "inf"] {
        let shaped = format!("duration: Gamma(shape: {value}, mean: \"1h\")");
        assert!(refused(with("duration: \"1h\"", &shaped)).contains("not a finite number"), "{value}");
    }
}

#[test]
fn durations_and_rates_that_overflow_are_refused() {
    let digits = "9".repeat(90);
    for span in ["36501d", "9223372036854775807w", &format!("{digits}d"), "-1s", "1e9w", "100y", ""] {
        let words = refused(with("duration: \"1h\"", &format!("duration: \"{span}\"")));
        assert!(words.contains("C0201"), "{span}: {words}");
    }
    let sum = "36499d ".repeat(14);
    assert!(refused(with("duration: \"1h\"", &format!("duration: \"{sum}\""))).contains("C0201"));
    for rate in ["1e309/h", &format!("{digits}/s"), "-1/h", "NaN/h", "1/0h", "inf/h"] {
        let words = refused(with("rate: \"1/h\"", &format!("rate: \"{rate}\"")));
        assert!(words.contains("C0203"), "{rate}: {words}");
    }
    let mean = "duration: LogNormal(mean: \"36500d\", sd: \"1us\")";
    said(&load_text("x.ron", with("duration: \"1h\"", mean), &definition::names()));
}

#[test]
fn names_and_texts_that_deceive_are_refused_and_shown_harmlessly() {
    let long = "x".repeat(1 << 20);
    for id in [
        long.as_str(),
        "",
        "p\u{430}cs",  // a Cyrillic letter that looks like a Latin one
        "pcs\u{200b}", // a blank without width
        "\u{202e}scp", // turned round
        "pcs\\u{0}",
        "p\\ncs",
        "ｐｃｓ", // full width
        "PCs",
        "pcs ",
        "../pcs",
    ] {
        let words = refused(with("id: \"duo\"", &format!("id: \"{id}\"")));
        assert!(words.contains("C0206") || words.contains("C0001"), "{words}");
        assert!(words.len() < 3 << 20);
    }
    for label in ["\u{202e}ahplA", "Al\\u{7}pha", "\u{2066}Alpha", "Al\\u{1b}[31mpha", "Al\\u{9b}pha"] {
        let words = refused(with("\"Alpha\"", &format!("\"{label}\"")));
        assert!(words.contains("C0207"), "{words}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_where_they_stand() {
    let bytes = |extra: &[u8]| [RIGHT.as_bytes(), extra].concat();
    assert_eq!(first(bytes(b"\xff\xfe")).0, Code::NotUtf8);
    assert_eq!(first(bytes(b"\xc0\x80")).0, Code::NotUtf8);
    assert_eq!(first(bytes(b"\xed\xa0\x80")).0, Code::NotUtf8);
    assert_eq!(first(bytes(b"\0")).0, Code::NulCharacter);
    let wide: Vec<u8> = RIGHT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(first([&[0xfe, 0xff], wide.as_slice()].concat()).0, Code::NotUtf8);
}

#[test]
fn marks_and_line_ends_change_nothing() {
    let plain = RIGHT.replace("\r\n", "\n");
    let mixed: String = plain
        .lines()
        .enumerate()
        .map(|(number, line)| format!("{line}{}", if number % 2 == 0 { "\n" } else { "\r\n" }))
        .collect();
    for text in [format!("\u{feff}{plain}"), plain.replace('\n', "\r\n"), mixed] {
        let loaded = load_text("lines.ron", text, &definition::names());
        assert!(loaded.scenario.is_some(), "{}", said(&loaded));
    }
    // a line that ends in nothing but a carriage return makes one remark of the whole file
    let old = format!("\u{feff}\u{feff}{plain}");
    refused(old);
    refused(plain.replace('\n', "\r"));
}

#[test]
fn a_file_without_a_scenario_is_refused() {
    for text in [
        "",
        " \n\t\r\n",
        "// only a remark",
        "/* only a remark */\n",
        "\u{feff}",
        "()",
        "[]",
        "5",
        "\"x\"",
        "a",
    ] {
        refused(text);
    }
    refused(RIGHT.repeat(2));
    for cut in (0..RIGHT.len()).step_by(37).filter(|cut| RIGHT.is_char_boundary(*cut)) {
        refused(&RIGHT[..cut.min(RIGHT.len() - 10)]);
    }
}

#[test]
fn a_flood_of_faults_is_counted_and_not_kept() {
    let unknown: String = (0..100_000).map(|n| format!("x{n}: {n}, ")).collect();
    let loaded = load_text("flood.ron", format!("({unknown})"), &definition::names());
    assert_eq!(loaded.diagnostics.sorted().len(), Diagnostics::MOST);
    assert!(loaded.diagnostics.omitted() > 98_000);
    said(&loaded);
}

#[test]
fn ten_thousand_names_and_a_thousand_slips_are_compared_in_bounded_work() {
    let groups: String = (0..10_000)
        .map(|n| {
            let zone = if n % 10 == 0 { format!("ofice-{n}") } else { "office".to_owned() };
            format!("(id: \"host-{n}\", zone: \"{zone}\"), ")
        })
        .collect();
    let zones: String = (0..9_000).map(|n| format!("(id: \"area-{n}\"), ")).collect();
    let text = with("hosts: [", &format!("hosts: [{groups}"));
    let text = text.replacen("zones: [", &format!("zones: [{zones}"), 1);
    let words = refused(&text);
    assert!(words.contains("there is no zone `ofice-0`"), "{}", &words[..500]);
    let selectors: String = (0..2_000).map(|n| format!("\"hots-{n}\", ")).collect();
    let text = with("hosts: [", &format!("hosts: [{}", groups.replace("ofice", "office")));
    refused(text.replacen("select: [", &format!("select: [{selectors}"), 1));
}
