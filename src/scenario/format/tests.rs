//! Nothing is lost, nothing is changed, and a second time changes nothing more.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

fn formatted(text: &str) -> Option<String> {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add("x.ron", text);
    let formatted = format(source, &sources, &mut diagnostics);
    assert_eq!(formatted.is_none(), diagnostics.has_errors());
    formatted
}

fn tree(text: &str) -> syntax::Node {
    let mut sources = Sources::new();
    let source = sources.add("x.ron", text);
    syntax::parse(source, &sources, &mut Diagnostics::new()).unwrap()
}

/// Checks the three laws without the guard that [`format`] has itself.
fn keep_the_laws(text: &str) -> String {
    let once = layout(text);
    assert!(tree(text).says_as(&tree(&once)), "another tree:\n{text}\n→\n{once}");
    assert_eq!(comments(text), comments(&once), "other comments:\n{text}\n→\n{once}");
    assert_eq!(layout(&once), once, "not settled:\n{text}");
    assert!(once.lines().all(|line| line.trim_end() == line || line.contains('"')), "{once}");
    once
}

#[test]
fn what_is_wrong_in_the_layout_is_set_right() {
    let untidy = r#"

// Head.   


Scenario( id:"a" , title : "t" ,
  zones:[ (id:"x",), (id :"y"),
(id: "z")],   // three
        strategies: [(
   rules: [ ]
 ,)],


      expect:[
        // nothing yet
      ],
  hosts: [ // some

    (id: "h" /* here */ , count: -3, near: Some( "x" , ), does: Act( ))   // last
    // after it

  ]
  , story
    : "one \
           two", last: Exp(
mean: "1h"),)
"#;
    assert_snapshot!(keep_the_laws(untidy), @r#"
    // Head.

    Scenario(
        id: "a", title: "t",
        zones: [
            (id: "x"), (id: "y"),
            (id: "z"),
        ],   // three
        strategies: [(
            rules: [],
        )],

        expect: [
            // nothing yet
        ],
        hosts: [ // some

            (id: "h" /* here */, count: -3, near: Some("x"), does: Act()),   // last
            // after it
        ],
        story: "one \
               two", last: Exp(
            mean: "1h",
        ),
    )
    "#);
}

#[test]
fn a_comma_goes_before_the_comment_that_ends_the_line() {
    assert_snapshot!(keep_the_laws("[1 // one\n , 2 /* two */ // and\n , /* three */ 3 // end\n]"), @"
    [
        1, // one
        2 /* two */, // and
        /* three */ 3, // end
    ]
    ");
    assert_eq!(keep_the_laws("(a // x\n : // y\n 1)"), "(\n    a: // x\n    // y\n    1,\n)\n");
    assert_eq!(keep_the_laws("[1, /* end */]"), "[1 /* end */]\n");
}

#[test]
fn what_stands_on_one_line_stays_there() {
    let long = format!("[{}1]\n", "1, ".repeat(200));
    assert_eq!(keep_the_laws(&long), long);
    assert_eq!(keep_the_laws("(a:\n\n(b:1))"), "(a: (b: 1))\n");
    assert_eq!(keep_the_laws("[\n]"), "[]\n");
}

#[test]
fn texts_are_left_as_they_are() {
    let text = "[r#\"  a \"b\" \"#, \"// no comment  \n  /* nor this \", 'x', '\"', -2.5e3, 0x1F, 1_000]\n";
    assert_eq!(keep_the_laws(text), text);
}

#[test]
fn windows_lines_and_headers_are_kept() {
    assert_eq!(keep_the_laws("(\r\na:1,\r\n\r\n\r\nb:2)"), "(\r\n    a: 1,\r\n\r\n    b: 2,\r\n)\r\n");
    let header = "#![enable( implicit_some )]\n(a: 1)\n";
    assert_eq!(keep_the_laws("#![enable( implicit_some )] (a:1)"), header);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for text in ["", "(a: 1", "(a: 1))", "(a = 1)", "// nothing\n", "(a: \"x)", "(a: 1..2)"] {
        assert_eq!(formatted(text), None, "{text}");
    }
    assert_eq!(formatted("( )"), Some("()\n".to_owned()));
}

#[test]
fn every_scenario_of_the_repository_keeps_its_values_and_comments() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![root.join("scenarios"), root.join("tests"), root.join("src")];
    let mut seen = 0;
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ron") {
                let text = std::fs::read_to_string(&path).unwrap();
                if formatted(&text).is_some() {
                    keep_the_laws(&text);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 60, "{seen} scenarios were found");
}

/// A value as tokens, each a text of its own.
fn value() -> impl Strategy<Value = Vec<String>> {
    let leaf = prop::sample::select(vec![
        "1",
        "-2.5e3",
        "\"a // b\"",
        "\"/*\"",
        "\"x\\\"\"",
        "'\"'",
        "r#\"\"/\"#",
        "true",
        "None",
        "Word",
        "\"a\n  b\"",
    ])
    .prop_map(|text| vec![text.to_owned()]);
    leaf.prop_recursive(4, 40, 4, |inner| {
        let shape = prop::sample::select(vec!["[]", "()", "(:)", "Name()", "Name(:)", "{:}", "Some()"]);
        (shape, prop::collection::vec(inner, 1..4), any::<bool>())
            .prop_map(|(shape, items, comma)| compound(shape, &items, comma))
    })
}

/// A value in brackets; where its shape has a colon, what it holds has names.
fn compound(shape: &str, items: &[Vec<String>], comma: bool) -> Vec<String> {
    let bracket = shape.find(['[', '(', '{']).unwrap();
    let items = if shape.starts_with("Some") { &items[..1] } else { items };
    let mut tokens = vec![shape[..bracket].to_owned(), shape[bracket..=bracket].to_owned()];
    tokens.retain(|token| !token.is_empty());
    for (place, item) in items.iter().enumerate() {
        if shape.contains(':') {
            let key = if shape.starts_with('{') { format!("\"k{place}\"") } else { format!("f{place}") };
            tokens.extend([key, ":".to_owned()]);
        }
        tokens.extend(item.iter().cloned());
        if place + 1 < items.len() || (comma && !shape.starts_with("Some")) {
            tokens.push(",".to_owned());
        }
    }
    tokens.push(shape[shape.len() - 1..].to_owned());
    tokens
}

const GAPS: &[&str] = &[
    "",
    "",
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n\n",
    " // one\n",
    "//\n",
    "\n  // two  \n",
    "/**/",
    " /* a\n  b */ ",
    "\n/* c */\n",
    " // x\n\n// y\n",
    "/* /* n */ */",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_value_with_any_blanks_and_comments_keeps_both(
        tokens in value(),
        gaps in prop::collection::vec(prop::sample::select(GAPS), 1..60),
    ) {
        let mut text = String::new();
        let words = |token: &str| token.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '\'' || c == '"');
        for (place, token) in tokens.iter().enumerate() {
            text.push_str(gaps[place % gaps.len()]);
            // Two words need something between them.
            if place > 0 && words(token) && words(&tokens[place - 1]) && gaps[place % gaps.len()].is_empty() {
                text.push(' ');
            }
            text.push_str(token);
        }
        text.push_str(gaps[tokens.len() % gaps.len()]);
        let mut sources = Sources::new();
        let source = sources.add("x.ron", text.as_str());
        // `ron` wants some things closer together than this puts them; most texts it takes, or proptest complains.
        prop_assume!(syntax::parse(source, &sources, &mut Diagnostics::new()).is_some());
        keep_the_laws(&text);
    }
}
