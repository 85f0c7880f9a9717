//! Trees with their places, faults of the grammar, and hostile texts.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod oracle;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::LineColumn;
use crate::diagnostic::render::human::{Colour, render};
use crate::diagnostic::render::json;

fn parsed(text: &str) -> (Option<Node>, Sources, Diagnostics) {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add("x.ron", text);
    let node = parse(source, &sources, &mut diagnostics);
    (node, sources, diagnostics)
}

/// All faults as people see them.
fn faults(texts: &[&str]) -> String {
    let one = |text: &&str| {
        let (node, sources, diagnostics) = parsed(text);
        assert!(node.is_none() && diagnostics.has_errors(), "{text}");
        render(&diagnostics, &sources, Colour::Plain)
    };
    texts.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The code and the place of the one fault.
fn fault(text: &str) -> (Code, LineColumn) {
    let (node, sources, diagnostics) = parsed(text);
    assert!(node.is_none(), "accepted");
    let found = diagnostics.sorted();
    assert_eq!(found.len(), 1);
    (found[0].code, sources.start(found[0].place().unwrap()))
}

fn at(line: usize, column: usize) -> LineColumn {
    LineColumn { line, column }
}

/// Every node as `kind<text at its place>`, to see at a glance that places are right.
fn outline(node: &Node, sources: &Sources) -> String {
    let kind = match &node.kind {
        NodeKind::Bool(_) => "bool",
        NodeKind::Number(_) => "number",
        NodeKind::Text(_) => "text",
        NodeKind::Char(_) => "char",
        NodeKind::Unit => "unit",
        NodeKind::List(_) => "list",
        NodeKind::Map(_) => "map",
        NodeKind::Tuple { .. } => "tuple",
        NodeKind::Struct { .. } => "struct",
        NodeKind::Ident(_) => "ident",
    };
    let mut lines = vec![format!("{kind}<{}>", sources.text(node.place))];
    for child in node.children() {
        lines.extend(outline(child, sources).lines().map(|line| format!("  {line}")));
    }
    lines.join("\n")
}

#[test]
fn every_value_knows_its_place() {
    let text = "// é\nA(b: /* x */ [ 1 , -2.5e3 /* y */ , 'c', \"ü\\n\" ] ,\r\n c: {\"k\": None}, d: Some( /* z */ T(true, ()) ), e: (f: U(), g: r#\"\"\"#)) // end";
    let (node, sources, diagnostics) = parsed(text);
    assert!(diagnostics.is_empty());
    assert_snapshot!(outline(&node.unwrap(), &sources), @r##"
    struct<A(b: /* x */ [ 1 , -2.5e3 /* y */ , 'c', "ü\n" ] ,
     c: {"k": None}, d: Some( /* z */ T(true, ()) ), e: (f: U(), g: r#"""#))>
      list<[ 1 , -2.5e3 /* y */ , 'c', "ü\n" ]>
        number<1>
        number<-2.5e3>
        char<'c'>
        text<"ü\n">
      map<{"k": None}>
        text<"k">
        ident<None>
      tuple<T(true, ())>
        bool<true>
        unit<()>
      struct<(f: U(), g: r#"""#)>
        tuple<U()>
        text<r#"""#>
    "##);
}

#[test]
fn fields_written_twice_are_both_kept() {
    let (node, sources, _) = parsed("A(a: 1, a: 2)");
    let NodeKind::Struct { name, fields } = node.unwrap().kind else { unreachable!() };
    assert_eq!(sources.text(name.unwrap().place), "A");
    let places: Vec<_> = fields.iter().map(|field| sources.start(field.name.place).column).collect();
    assert_eq!(places, [3, 9]);
}

#[test]
fn brackets_texts_and_comments_without_end_are_shown_where_they_begin() {
    assert_snapshot!(
        faults(&["(a: [1, 2)", "(a:\n  (b: 1,\n", "(a: 1))", "(a: \"x)\n", "(a: r#\"x\")", "(a: 1 /* /* */ )"]),
        @r##"
        error[C0005]: the bracket `[` is never closed
         --> x.ron:1:10
          |
        1 | (a: [1, 2)
          |     -    ^ `]` is missing here
          |     |
          |     opened here
          |
        help: write `]` where it ends

        error[C0005]: the bracket `(` is never closed
         --> x.ron:2:9
          |
        2 |   (b: 1,
          |   -     ^ `)` is missing here
          |   |
          |   opened here
          |
        help: write `)` where it ends

        error[C0006]: the bracket `)` was never opened
         --> x.ron:1:7
          |
        1 | (a: 1))
          |       ^ closes nothing
          |
        help: take it away, or open it further up

        error[C0007]: a text does not end
         --> x.ron:1:5
          |
        1 | (a: "x)
          |     ^ it begins here
          |
        help: write `"` where it ends; inside a text a quotation mark is written `\"`

        error[C0007]: a text does not end
         --> x.ron:1:5
          |
        1 | (a: r#"x")
          |     ^ it begins here
          |
        help: write `"` where it ends; inside a text a quotation mark is written `\"`

        error[C0008]: a comment does not end
         --> x.ron:1:7
          |
        1 | (a: 1 /* /* */ )
          |       ^^ it begins here
          |
        help: write `*/` where it ends; every `/*` inside it needs its own
        "##
    );
}

#[test]
fn faults_of_the_grammar_are_told_in_plain_words() {
    assert_snapshot!(
        faults(&[
            "(a: 1\n b: 2)",
            "(a = 1)",
            "(\"a\": 1)",
            "(a: 1, b)",
            "(a:, b: 1)",
            "(my-field: 1)",
            "(a: @)",
            "(a: \"\\q\")",
            "(a: 'ab')",
            "(a: Some(1, 2))",
            "(a: 1) b",
            "// nothing\n",
            "#![enable(magic)] ()",
        ]),
        @r#"
        error[C0004]: a comma is missing
         --> x.ron:1:6
          |
        1 | (a: 1
          |      ^ write `,` here
        2 |  b: 2)
          |  - something else begins here
          |
        help: write `,` between two fields or two elements

        error[C0004]: `=` stands where a comma is expected
         --> x.ron:1:4
          |
        1 | (a = 1)
          |    ^ reading stops here
          |
        help: a field is written `name: value`

        error[C0004]: a colon stands where none is expected
         --> x.ron:1:5
          |
        1 | ("a": 1)
          |     ^ reading stops here
          |
        help: the name of a field is written without quotation marks

        error[C0004]: a colon is missing before this
         --> x.ron:1:9
          |
        1 | (a: 1, b)
          |         ^ reading stops here
          |
        help: a field is written `name: value`

        error[C0004]: a value is missing before this
         --> x.ron:1:4
          |
        1 | (a:, b: 1)
          |    ^ reading stops here
          |
        help: a field is written `name: value`

        error[C0004]: a name goes on with something else than letters, digits and `_`
         --> x.ron:1:4
          |
        1 | (my-field: 1)
          |    ^ reading stops here
          |
        help: write `_` in the name of a field; a text stands in quotation marks: "…"

        error[C0004]: this character cannot begin a value
         --> x.ron:1:5
          |
        1 | (a: @)
          |     ^ reading stops here
          |
        help: a text stands in double quotation marks: "…"

        error[C0004]: a backslash in a text begins something unknown
         --> x.ron:1:8
          |
        1 | (a: "\q")
          |        ^ reading stops here
          |
        help: write `\\` for a backslash, `\"` for a quotation mark, `\n` for a new line

        error[C0004]: a single character in apostrophes is not one
         --> x.ron:1:7
          |
        1 | (a: 'ab')
          |       ^ reading stops here
          |
        help: a text stands in double quotation marks: "…"

        error[C0004]: `Some` holds exactly one value
         --> x.ron:1:13
          |
        1 | (a: Some(1, 2))
          |             ^ reading stops here
          |
        help: write the value alone, without `Some(…)`

        error[C0004]: something follows after the end of the scenario
         --> x.ron:1:8
          |
        1 | (a: 1) b
          |        ^ reading stops here
          |
        help: a file holds one value: is a bracket closed too early?

        error[C0004]: the file holds no scenario
         --> x.ron:2:1
          |
        2 |
          | ^
          |
        help: write a scenario in round brackets: `Scenario(…)`

        error[C0004]: this header is not known
         --> x.ron:1:16
          |
        1 | #![enable(magic)] ()
          |                ^ reading stops here
          |
        help: a scenario needs no `#![…]` header: take it away
        "#
    );
}

#[test]
fn what_no_scenario_uses_is_refused() {
    assert_snapshot!(faults(&["(a: 1..4, b: b\"x\", c: b'x', d: ..)"]), @r#"
    error[C0011]: ranges are not used here
     --> x.ron:1:5
      |
    1 | (a: 1..4, b: b"x", c: b'x', d: ..)
      |     ^^^^
      |
    help: write a text or a number

    error[C0011]: bytes are not used here
     --> x.ron:1:14
      |
    1 | (a: 1..4, b: b"x", c: b'x', d: ..)
      |              ^^^^
      |
    help: write a text or a number

    error[C0011]: bytes are not used here
     --> x.ron:1:23
      |
    1 | (a: 1..4, b: b"x", c: b'x', d: ..)
      |                       ^^^^
      |
    help: write a text or a number

    error[C0011]: ranges are not used here
     --> x.ron:1:32
      |
    1 | (a: 1..4, b: b"x", c: b'x', d: ..)
      |                                ^^
      |
    help: write a text or a number
    "#);
}

#[test]
fn a_byte_order_mark_and_windows_lines_move_no_place() {
    assert_eq!(fault("\u{feff}(a: 1,\r\n  b = 2)"), (Code::Syntax, at(2, 5)));
    let (node, sources, _) = parsed("\u{feff}(a: 1,\r\n  b: x)");
    let node = node.unwrap();
    assert_eq!(sources.start(node.children()[1].place), at(2, 6));
    assert_eq!(sources.text(node.children()[1].place), "x");
}

#[test]
fn brackets_nested_without_end_are_refused_without_recursion() {
    for open in ["(", "[", "{", "A(", "[(", "Some("] {
        let (code, place) = fault(&open.repeat(100_000));
        assert_eq!((code, place.line), (Code::TooDeep, 1));
    }
    let deepest = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parsed(&deepest(DEEPEST)).0.is_some());
    assert_eq!(fault(&deepest(DEEPEST + 1)), (Code::TooDeep, at(1, DEEPEST + 1)));
    let somes = format!("{}1{}", "Some(".repeat(DEEPEST), ")".repeat(DEEPEST));
    assert!(parsed(&somes).0.is_some());
    assert_eq!(fault(&"/*".repeat(100_000)), (Code::UnclosedComment, at(1, 1)));
}

#[test]
fn brackets_in_texts_and_comments_do_not_count() {
    let many = "[(".repeat(100);
    let text = format!(
        "(a: \"{many}\\\"\", b: r##\"{many}\"#{many}\"##, /* {many} /* ]]] */ */ c: '[', d: '\\'') // {many}"
    );
    assert!(parsed(&text).0.is_some());
}

#[test]
fn hostile_sizes_are_refused() {
    assert_eq!(fault(&" ".repeat(LARGEST + 1)).0, Code::FileTooLarge);
    assert_eq!(fault(&format!("[{}]", "0,".repeat(MOST_VALUES))).0, Code::TooManyValues);
}

/// Each level is read again for every level above it, so this is the costliest text there is.
#[test]
fn a_long_text_at_the_deepest_level_is_read() {
    let text = format!("{}\"{}\"{}", "[".repeat(DEEPEST), "x".repeat(LARGEST / 16), "]".repeat(DEEPEST));
    assert!(parsed(&text).0.is_some());
    let values = "[1],".repeat(20_000);
    let text = format!("{}{values}{}", "[".repeat(DEEPEST - 1), "]".repeat(DEEPEST - 1));
    assert!(parsed(&text).0.is_some());
}

#[test]
fn nul_is_refused_where_it_stands() {
    assert_eq!(fault("(a:\n \"x\0\")"), (Code::NulCharacter, at(2, 4)));
}

/// The whole way from bytes to both renderings.
fn read_bytes(bytes: &[u8]) {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add_bytes("x.ron", bytes, &mut diagnostics);
    let node = source.and_then(|source| parse(source, &sources, &mut diagnostics));
    assert_eq!(node.is_none(), diagnostics.has_errors());
    for diagnostic in diagnostics.sorted() {
        let place = diagnostic.place().unwrap();
        assert!(place.range().end <= sources.get(place.source).text().len());
    }
    // `ron` takes some ranges for names; here they are refused wherever they stand.
    let comparable = |text: &str| validate(text).is_ok() && !text.contains("..");
    if let Some(source) = source.filter(|source| comparable(sources.get(*source).text())) {
        let mut others = Diagnostics::new();
        let oracle = oracle::build(source, sources.get(source).text(), &mut others);
        assert_eq!(format!("{node:?}"), format!("{oracle:?}"));
    }
    assert_eq!(render(&diagnostics, &sources, Colour::Plain).is_empty(), diagnostics.is_empty());
    json::render(&diagnostics, &sources).unwrap();
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read_bytes(&bytes);
    }

    #[test]
    fn arbitrary_tokens_never_panic(
        tokens in proptest::collection::vec(
            prop::sample::select(vec![
                "(", ")", "[", "]", "{", "}", ",", ":", "\"", "'", "\\", "//", "/*", "*/", "\n", "\r\n", " ", "r#\"",
                "\"#", "b\"", "a", "Some", "None", "true", "1", "-", ".", "..", "0x", "1e309", "NaN", "é", "\u{feff}",
                "a:", "A(", "#![enable(unwrap_newtypes)]", "r#", "\u{85}", "\u{2028}",
            ]),
            0..40,
        )
    ) {
        read_bytes(tokens.concat().as_bytes());
    }
}

#[test]
fn bundled_scenarios_have_the_tree_that_ron_alone_builds() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for folder in
        ["scenarios", "scenarios/incidents", "tests/exact", "tests/mechanisms", "src/scenario/presets"]
    {
        let paths = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "ron")) {
            read_bytes(&std::fs::read(path).unwrap());
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

/// The line of the first label of what is said, and what it says.
fn told(text: &str) -> (usize, String) {
    let (node, sources, diagnostics) = parsed(text);
    assert!(node.is_none(), "accepted: {text}");
    let found = diagnostics.sorted();
    assert_eq!(found.len(), 1);
    (sources.start(found[0].place().unwrap()).line, found[0].message.clone())
}

#[test]
fn indentation_tells_which_bracket_was_forgotten() {
    const RIGHT: &str = "(\n  a: [\n    (\n      b: (c: 1),\n      d: [2, 3],\n    ),\n    (\n      e: \"x\",\n    ),\n  ],\n  f: (g: 4),\n  h: 5,\n)\n";
    assert!(parsed(RIGHT).0.is_some());
    for (old, new, line, words) in [
        ("(c: 1),", "(c: 1,", 4, "`(` is never closed"),
        ("(c: 1),", "((c: 1),", 4, "`(` is never closed"),
        ("(c: 1),", "(c: 1)),", 4, "`)` closes too early"),
        ("(c: 1),", "(c: 1],", 4, "`(` is closed by `]`"),
        ("(c: 1),", "c: 1),", 4, "a field follows"),
        ("[2, 3],", "[2, 3,", 5, "`[` is never closed"),
        ("[2, 3],", "2, 3],", 5, ""),
        ("\n    ),\n    (\n", "\n    ,\n    (\n", 6, ""),
        ("a: [\n", "a: \n", 2, "several values"),
        ("a: [\n", "a: [[\n", 2, "`[` is never closed"),
        ("a: [\n    (\n", "a: [\n    \n", 3, "a field stands among"),
        ("\n  ],\n", "\n  ]],\n", 10, "`]`"),
        ("\n  ],\n", "\n  ),\n", 10, "`[` is closed by `)`"),
        ("(g: 4),", "(g: 4,", 11, "`(` is never closed"),
        ("5,\n)\n", "5,\n\n", 13, "`(` is never closed"),
        ("e: \"x\",", "e: \"x,", 8, "a text does not end"),
        ("e: \"x\",", "e: x\",", 8, "a text does not end"),
        ("h: 5", "h 5", 12, "a colon is missing"),
        ("(c: 1),", "(c: 1)", 4, "a comma is missing"),
    ] {
        assert_eq!(RIGHT.matches(old).count(), 1, "{old}");
        let (found, said) = told(&RIGHT.replace(old, new));
        assert!(found == line && said.contains(words), "{new:?}: line {found}, {said}");
    }
}
