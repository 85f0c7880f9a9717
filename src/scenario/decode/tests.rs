//! What planners see: each fault in its rendering, and all of them at once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use insta::assert_snapshot;

use super::*;
use crate::diagnostic::render::human::{Colour, render};
use crate::units::{Distribution, Probability, Rate, Span};

written! {
    /// A scenario for these tests.
    pub(super) struct World {
        /// Groups.
        pub groups: List<Group>,
        /// Ways in.
        pub entries: List<Entry> = List::new(),
        /// For people.
        pub title: Option<Text>,
    }
}

written! {
    /// A group of alike hosts.
    pub(super) struct Group {
        /// Stable id.
        pub id: Spanned<Id>,
        /// How many [hosts].
        pub count: Count = Count::ONE,
        /// Whether it is watched.
        pub watched: bool = true,
        /// Delay [duration].
        pub delay: Distribution = Distribution::INSTANT, "practice.md section 7",
        /// Next to it.
        pub near: List<Reference> = List::new(),
    }
}

written! {
    /// How the adversary gets in.
    #[derive(PartialEq)]
    pub(super) enum Entry {
        /// Mail with a lure.
        Phishing {
            /// Chance that a user clicks.
            click: Probability = Probability::NEVER,
            /// How many come.
            mails: Rate,
        },
        /// Through a group.
        Through(Reference),
        /// No condition.
        Direct,
    }
}

/// The value, and the faults as people see them.
fn read_text<T: Decode>(text: &str) -> (Option<(T, Broken)>, String) {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add("x.ron", text);
    let value = read(source, &sources, &mut diagnostics);
    (value, render(&diagnostics, &sources, Colour::Plain))
}

fn faults<T: Decode>(text: &str) -> String {
    read_text::<T>(text).1
}

fn good<T: Decode>(text: &str) -> T {
    let (value, faults) = read_text(text);
    assert_eq!(faults, "", "{text}");
    value.unwrap().0
}

#[test]
fn an_unknown_field_is_named_with_the_one_that_was_meant() {
    assert_snapshot!(faults::<World>(r#"(
  groups: [Group(id: "a", cuont: 3)],
)"#), @r#"
error[C0101]: unknown field `cuont` in `Group`
 --> x.ron:2:27
  |
2 |   groups: [Group(id: "a", cuont: 3)],
  |                           ^^^^^
  |
help: did you mean `count`?
"#);
}

#[test]
fn an_unknown_field_like_no_other_lists_the_fields() {
    assert_snapshot!(faults::<World>(r#"(groups: [(id: "a", colour: 3)])"#), @r#"
    error[C0101]: unknown field `colour` in `Group`
     --> x.ron:1:21
      |
    1 | (groups: [(id: "a", colour: 3)])
      |                     ^^^^^^
      |
    help: the fields of `Group` are `id`, `count`, `watched`, `delay`, `near`
    "#);
}

#[test]
fn all_missing_fields_are_named_together() {
    assert_snapshot!(faults::<World>(r#"(entries: [Phishing()], title: "no groups")"#), @r#"
    error[C0102]: missing field `groups` in `World`
     --> x.ron:1:1
      |
    1 | (entries: [Phishing()], title: "no groups")
      | ^
      |
    help: add `groups: [Group(…)]`

    error[C0102]: missing field `mails` in `Phishing`
     --> x.ron:1:12
      |
    1 | (entries: [Phishing()], title: "no groups")
      |            ^^^^^^^^
      |
    help: add `mails: "40/h"`
    "#);
}

#[test]
fn a_field_written_twice_points_at_both() {
    assert_snapshot!(faults::<World>(r#"(groups: [Group(id: "a",
  count: 3,
  count: 4)])"#), @r#"
  error[C0103]: the field `count` of `Group` is written twice
   --> x.ron:3:3
    |
  2 |   count: 3,
    |   ----- first written here
  3 |   count: 4)])
    |   ^^^^^ written again here
    |
  help: take one of them away
  "#);
}

#[test]
fn a_lone_value_is_no_list_and_its_own_faults_are_seen_too() {
    assert_snapshot!(faults::<World>(r#"(groups: (id: "a", count: 0))"#), @r#"
    error[C0104]: expected a list of Group, found fields in `(…)`
     --> x.ron:1:10
      |
    1 | (groups: (id: "a", count: 0))
      |          ^
      |
    help: write it in square brackets, also where it is the only one: `[…]`

    error[C0205]: `0` is out of range
     --> x.ron:1:27
      |
    1 | (groups: (id: "a", count: 0))
      |                           ^
      |
    help: write a whole number from 1 to 10000000
    "#);
}

#[test]
fn a_struct_of_another_name_is_refused() {
    assert_snapshot!(faults::<World>(r#"(groups: [Zone(id: "a"), Gruop(id: "b")])"#), @r#"
    error[C0106]: expected `Group(…)`, found `Zone(…)`
     --> x.ron:1:11
      |
    1 | (groups: [Zone(id: "a"), Gruop(id: "b")])
      |           ^^^^
      |
    help: write `Group(…)`, or leave the name out: `(…)`

    error[C0106]: expected `Group(…)`, found `Gruop(…)`
     --> x.ron:1:26
      |
    1 | (groups: [Zone(id: "a"), Gruop(id: "b")])
      |                          ^^^^^
      |
    help: did you mean `Group`?
    "#);
}

#[test]
fn an_unknown_variant_is_named_with_the_one_that_was_meant() {
    assert_snapshot!(faults::<World>(r#"(groups: [], entries: [Phising(mails: "4/h"), Nothing])"#), @r#"
    error[C0105]: `Phising` is not a value of `Entry`
     --> x.ron:1:24
      |
    1 | (groups: [], entries: [Phising(mails: "4/h"), Nothing])
      |                        ^^^^^^^
      |
    help: did you mean `Phishing`?

    error[C0105]: `Nothing` is not a value of `Entry`
     --> x.ron:1:47
      |
    1 | (groups: [], entries: [Phising(mails: "4/h"), Nothing])
      |                                               ^^^^^^^
      |
    help: write one of `Phishing`, `Through`, `Direct`
    "#);
}

#[test]
fn variants_hold_what_they_hold() {
    assert_snapshot!(faults::<World>(r#"(groups: [], entries: ["Direct", Direct(3), Through, 7])"#), @r#"
    error[C0104]: expected a value of `Entry`, found the text `"Direct"`
     --> x.ron:1:24
      |
    1 | (groups: [], entries: ["Direct", Direct(3), Through, 7])
      |                        ^^^^^^^^
      |
    help: write it without quotation marks: `Direct`

    error[C0104]: `Direct` holds nothing
     --> x.ron:1:34
      |
    1 | (groups: [], entries: ["Direct", Direct(3), Through, 7])
      |                                  ^^^^^^
      |
    help: write `Direct` without brackets

    error[C0104]: `Through(…)` holds one value: an id
     --> x.ron:1:45
      |
    1 | (groups: [], entries: ["Direct", Direct(3), Through, 7])
      |                                             ^^^^^^^
      |
    help: write `Through("hq-office")`

    error[C0104]: expected a value of `Entry`, found the number `7`
     --> x.ron:1:54
      |
    1 | (groups: [], entries: ["Direct", Direct(3), Through, 7])
      |                                                      ^
      |
    help: write one of `Phishing`, `Through`, `Direct`
    "#);
}

#[test]
fn json_is_recognised() {
    assert_snapshot!(faults::<World>(r#"{"groups": []}"#), @r#"
    error[C0104]: expected `World(…)`, found a map in `{…}`
     --> x.ron:1:1
      |
    1 | {"groups": []}
      | ^
      |
    help: the fields of `World` are `groups`, `entries`, `title`
    help: write round brackets, and names without quotation marks: `World(name: …)`
    "#);
}

#[test]
fn values_without_names_are_no_struct() {
    assert_snapshot!(faults::<World>(r#"World([])"#), @r#"
    error[C0104]: the fields of `World` are written with their names
     --> x.ron:1:7
      |
    1 | World([])
      |       ^ a value without a name
      |
    help: the fields of `World` are `groups`, `entries`, `title`
    "#);
}

#[test]
fn texts_stand_in_quotation_marks() {
    assert_snapshot!(faults::<World>(r#"(groups: [(id: a)], title: 'x')"#), @r#"
    error[C0104]: expected an id, found the name `a`
     --> x.ron:1:16
      |
    1 | (groups: [(id: a)], title: 'x')
      |                ^
      |
    help: write it in quotation marks: "a"

    error[C0104]: expected a text, found the character `'x'`
     --> x.ron:1:28
      |
    1 | (groups: [(id: a)], title: 'x')
      |                            ^^^
      |
    help: write it in double quotation marks: "x"
    "#);
}

#[test]
fn ids_are_plain_names() {
    assert_snapshot!(faults::<World>(r#"(groups: [(id: "HQ Office"), (id: ""), (id: "7")])"#), @r#"
    error[C0206]: `HQ Office` is no id
     --> x.ron:1:16
      |
    1 | (groups: [(id: "HQ Office"), (id: ""), (id: "7")])
      |                ^^^^^^^^^^^
      |
    help: write "hq-office": an id begins with a lower-case letter and goes on with such letters, digits, `-`, `_` and `.`

    error[C0206]: an id is empty
     --> x.ron:1:35
      |
    1 | (groups: [(id: "HQ Office"), (id: ""), (id: "7")])
      |                                   ^^
      |
    help: write a short name such as "hq-office"

    error[C0206]: `7` is no id
     --> x.ron:1:45
      |
    1 | (groups: [(id: "HQ Office"), (id: ""), (id: "7")])
      |                                             ^^^
      |
    help: write "x-7": an id begins with a lower-case letter and goes on with such letters, digits, `-`, `_` and `.`
    "#);
}

#[test]
fn durations_have_units() {
    assert_snapshot!(faults::<World>(r#"(groups: [(id: "a", delay: 4), (id: "b", delay: "5m")])"#), @r#"
    error[C0104]: expected a duration, found the number `4`
     --> x.ron:1:28
      |
    1 | (groups: [(id: "a", delay: 4), (id: "b", delay: "5m")])
      |                            ^
      |
    help: a duration has a unit: write "4s", "4min", "4h" or "4d"

    error[C0201]: `m` is no unit of time
     --> x.ron:1:49
      |
    1 | (groups: [(id: "a", delay: 4), (id: "b", delay: "5m")])
      |                                                 ^^^^
      |
    help: use us, ms, s, min, h, d or w (minutes are `min`)
    "#);
}

#[test]
fn counts_are_whole_and_in_range() {
    assert_snapshot!(faults::<World>(r#"(groups: [
  (id: "a", count: 1.5),
  (id: "b", count: -3),
  (id: "c", count: 1e309),
  (id: "d", count: "4"),
])"#), @r#"
error[C0205]: `1.5` is not a whole number
 --> x.ron:2:20
  |
2 |   (id: "a", count: 1.5),
  |                    ^^^
  |
help: write a whole number from 1 to 10000000

error[C0205]: `-3` is out of range
 --> x.ron:3:20
  |
3 |   (id: "b", count: -3),
  |                    ^^
  |
help: write a whole number from 1 to 10000000

error[C0205]: `1e309` is out of range
 --> x.ron:4:20
  |
4 |   (id: "c", count: 1e309),
  |                    ^^^^^
  |
help: write a whole number from 1 to 10000000

error[C0104]: expected a count, found the text `"4"`
 --> x.ron:5:20
  |
5 |   (id: "d", count: "4"),
  |                    ^^^
  |
help: write it without quotation marks: 4
"#);
}

#[test]
fn probabilities_and_rates_are_numbers() {
    assert_snapshot!(faults::<World>(r#"(groups: [], entries: [
  Phishing(click: 35, mails: 4),
  Phishing(click: "35%", mails: "4/parsec"),
])"#), @r#"
error[C0202]: 35 is no probability
 --> x.ron:2:19
  |
2 |   Phishing(click: 35, mails: 4),
  |                   ^^
  |
help: write a number from 0 to 1 (35 % is 0.35)

error[C0104]: expected a rate, found the number `4`
 --> x.ron:2:30
  |
2 |   Phishing(click: 35, mails: 4),
  |                              ^
  |
help: a rate is per unit of time: write "4/h" or "4/d"

error[C0104]: expected a probability, found the text `"35%"`
 --> x.ron:3:19
  |
3 |   Phishing(click: "35%", mails: "4/parsec"),
  |                   ^^^^^
  |
help: write 0.35

error[C0203]: `parsec` is no unit of time
 --> x.ron:3:33
  |
3 |   Phishing(click: "35%", mails: "4/parsec"),
  |                                 ^^^^^^^^^^
  |
help: use us, ms, s, min, h, d or w
"#);
}

#[test]
fn distributions_are_checked_whole() {
    assert_snapshot!(faults::<World>(r#"(groups: [
  (id: "a", delay: LogNormal(mean: "4h")),
  (id: "b", delay: Expo(mean: "2h")),
  (id: "c", delay: []),
  (id: "d", delay: Exp(mean: "0s")),
  (id: "e", delay: Mixture(probability: 2, then: "1x", otherwise: Uniform(from: "2h"))),
])"#), @r#"
error[C0204]: `LogNormal` needs either `median` and `sigma`, or `mean` and `sd`
 --> x.ron:2:20
  |
2 |   (id: "a", delay: LogNormal(mean: "4h")),
  |                    ^^^^^^^^^
  |
help: write `LogNormal(median: "60min", sigma: 0.8)` or `LogNormal(mean: "2h", sd: "1h")`

error[C0105]: `Expo` is not a value of `Distribution`
 --> x.ron:3:20
  |
3 |   (id: "b", delay: Expo(mean: "2h")),
  |                    ^^^^
  |
help: did you mean `Exp`?

error[C0104]: expected a value of `Distribution`, found a list
 --> x.ron:4:20
  |
4 |   (id: "c", delay: []),
  |                    ^
  |
help: write a duration such as "4h", or a distribution such as `Exp(mean: "4h")`

error[C0204]: the mean is 0s
 --> x.ron:5:20
  |
5 |   (id: "d", delay: Exp(mean: "0s")),
  |                    ^^^^^^^^^^^^^^^
  |
help: it must be longer

error[C0202]: 2 is no probability
 --> x.ron:6:41
  |
6 |   (id: "e", delay: Mixture(probability: 2, then: "1x", otherwise: Uniform(from: "2h"))),
  |                                         ^
  |
help: write a number from 0 to 1 (2 % is 0.02)

error[C0201]: `x` is no unit of time
 --> x.ron:6:50
  |
6 |   (id: "e", delay: Mixture(probability: 2, then: "1x", otherwise: Uniform(from: "2h"))),
  |                                                  ^^^^
  |
help: use us, ms, s, min, h, d or w

error[C0102]: missing field `to` in `Uniform`
 --> x.ron:6:67
  |
6 |   (id: "e", delay: Mixture(probability: 2, then: "1x", otherwise: Uniform(from: "2h"))),
  |                                                                   ^^^^^^^
  |
help: add `to: "2h 30min"`
"#);
}

#[test]
fn control_characters_are_kept_out_of_texts() {
    assert_snapshot!(faults::<World>(r#"(groups: [], title: "a\u{1b}[31m")"#), @r#"
    error[C0207]: the text holds the control character \u{1b}
     --> x.ron:1:21
      |
    1 | (groups: [], title: "a\u{1b}[31m")
      |                     ^^^^^^^^^^^^^
      |
    help: take it away: a text is for people to read
    "#);
}

/// Ten faults, none hidden by another, and no fault that only follows from one of them.
#[test]
fn all_faults_are_told_at_once() {
    let text = r#"// A scenario with much wrong.
World(
    groups: [
        Group(id: "office", cuont: 3, watched: "yes"),
        Group(id: "Server Room"),
        Group(count: 4),
        Group(id: "dmz", delay: "4 hours", near: ["office", 7]),
    ],
    entries: [
        Phishing(click: 1.2, mails: "40/h"),
        Phishing(click: 0.2, click: 0.3),
        Drect,
    ],
    tittle: 'x',
)"#;
    assert_snapshot!(faults::<World>(text), @r#"
    error[C0101]: unknown field `cuont` in `Group`
     --> x.ron:4:29
      |
    4 |         Group(id: "office", cuont: 3, watched: "yes"),
      |                             ^^^^^
      |
    help: did you mean `count`?

    error[C0104]: expected `true` or `false`, found the text `"yes"`
     --> x.ron:4:48
      |
    4 |         Group(id: "office", cuont: 3, watched: "yes"),
      |                                                ^^^^^
      |
    help: write `true` for yes, `false` for no, without quotation marks

    error[C0206]: `Server Room` is no id
     --> x.ron:5:19
      |
    5 |         Group(id: "Server Room"),
      |                   ^^^^^^^^^^^^^
      |
    help: write "server-room": an id begins with a lower-case letter and goes on with such letters, digits, `-`, `_` and `.`

    error[C0102]: missing field `id` in `Group`
     --> x.ron:6:9
      |
    6 |         Group(count: 4),
      |         ^^^^^
      |
    help: add `id: "hq-office"`

    error[C0201]: `hours` is no unit of time
     --> x.ron:7:33
      |
    7 |         Group(id: "dmz", delay: "4 hours", near: ["office", 7]),
      |                                 ^^^^^^^^^
      |
    help: use us, ms, s, min, h, d or w (hours are `h`)

    error[C0104]: expected an id, found the number `7`
     --> x.ron:7:61
      |
    7 |         Group(id: "dmz", delay: "4 hours", near: ["office", 7]),
      |                                                             ^
      |
    help: write it like "hq-office"

    error[C0202]: 1.2 is no probability
      --> x.ron:10:25
       |
    10 |         Phishing(click: 1.2, mails: "40/h"),
       |                         ^^^
       |
    help: write a number from 0 to 1 (1.2 % is 0.012)

    error[C0102]: missing field `mails` in `Phishing`
      --> x.ron:11:9
       |
    11 |         Phishing(click: 0.2, click: 0.3),
       |         ^^^^^^^^
       |
    help: add `mails: "40/h"`

    error[C0103]: the field `click` of `Phishing` is written twice
      --> x.ron:11:30
       |
    11 |         Phishing(click: 0.2, click: 0.3),
       |                  -----       ^^^^^ written again here
       |                  |
       |                  first written here
       |
    help: take one of them away

    error[C0105]: `Drect` is not a value of `Entry`
      --> x.ron:12:9
       |
    12 |         Drect,
       |         ^^^^^
       |
    help: did you mean `Direct`?

    error[C0101]: unknown field `tittle` in `World`
      --> x.ron:14:5
       |
    14 |     tittle: 'x',
       |     ^^^^^^
       |
    help: did you mean `title`?

    error[C0104]: expected a text, found the character `'x'`
      --> x.ron:14:13
       |
    14 |     tittle: 'x',
       |             ^^^
       |
    help: write it in double quotation marks: "x"
    "#);
}

#[test]
fn what_can_be_read_is_kept_and_what_is_lost_is_known() {
    let (value, _) = read_text::<World>(
        r#"(groups: [(id: "a", count: 0), (id: "b", near: [1, "a"]), Zone(id: "c"), (idd: "d")],
            entries: [Through("c"), Nothing, Direct])"#,
    );
    let (world, broken) = value.unwrap();
    let ids: Vec<_> = world.groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "d"]);
    assert_eq!(world.groups[0].count, Count::ONE);
    assert_eq!(world.groups[1].near.len(), 1);
    assert_eq!(world.entries.len(), 2);
    assert_eq!(broken.iter().map(Id::as_str).collect::<Vec<_>>(), ["c"]);
}

#[test]
fn a_good_text_is_read_with_its_places_and_defaults() {
    let text = r#"World(
    groups: [
        /* first */ (id: "a" /* here */, delay: "90min"),
        Group(id: "b", count: 1_000, watched: false, near: ["a"]), // second
    ],
    entries: [Phishing(click: 1, mails: "2/30min"), Through("a"), Direct, Phishing(mails: "0/h")],
    title: Some("two"),
)"#;
    let world: World = good(text);
    let at = |place: Place| &text[place.range()];
    assert_eq!(at(world.place), text);
    assert_eq!(at(world.groups[0].place), r#"(id: "a" /* here */, delay: "90min")"#);
    assert_eq!(at(world.groups[1].near[0].place), r#""a""#);
    assert_eq!(world.groups[0].delay, Distribution::Constant("90min".parse().unwrap()));
    assert!(world.groups[0].watched && !world.groups[1].watched);
    assert_eq!(world.groups[1].count.get(), 1_000);
    assert_eq!(world.entries[2], Entry::Direct);
    let Entry::Phishing { click, mails } = &world.entries[0] else { unreachable!() };
    assert_eq!((*click, mails.per_hour()), (Probability::ALWAYS, 4.0));
    assert_eq!(world.title.as_deref(), Some("two"));
}

#[test]
fn every_distribution_can_be_written() {
    let span = |text: &str| text.parse::<Span>().unwrap();
    let (hour, two) = (span("1h"), span("2h"));
    for (text, wanted) in [
        (r#""4h""#, Ok(Distribution::Constant(span("4h")))),
        ("Never", Ok(Distribution::Never)),
        (r#"Exp(mean: "1h")"#, Distribution::exponential(hour)),
        (r#"LogNormal(median: "1h", sigma: 0.8)"#, Distribution::log_normal(hour, 0.8)),
        (r#"LogNormal(mean: "2h", sd: "1h")"#, Distribution::log_normal_by_mean(two, hour)),
        (r#"Gamma(shape: 2, mean: "1h")"#, Distribution::gamma(2.0, hour)),
        (r#"Erlang(stages: 2, mean: "1h")"#, Distribution::gamma(2.0, hour)),
        (r#"Weibull(shape: 0.5, scale: "1h")"#, Distribution::weibull(0.5, hour)),
        (r#"Pareto(minimum: "1h", shape: 1.5)"#, Distribution::pareto(hour, 1.5)),
        (r#"Uniform(from: "1h", to: "2h")"#, Distribution::uniform(hour, two)),
        (r#"Triangular(from: "0s", mode: "1h", to: "2h")"#, Distribution::triangular(Span::ZERO, hour, two)),
        (r#"Pert(from: "0s", mode: "1h", to: "2h")"#, Distribution::pert(Span::ZERO, hour, two)),
        (r#"Empirical(["2h", "1h"])"#, Distribution::empirical(vec![hour, two])),
        (
            r#"Mixture(probability: 0.3, then: Never, otherwise: "1h")"#,
            Ok(Distribution::Mixture {
                probability: Probability::new(0.3).unwrap(),
                then: Box::new(Distribution::Never),
                otherwise: Box::new(Distribution::Constant(hour)),
            }),
        ),
    ] {
        assert_eq!(good::<Distribution>(text), wanted.unwrap(), "{text}");
    }
}

#[test]
fn numbers_are_finite_and_minus_zero_is_zero() {
    assert!(good::<f64>("-0").is_sign_positive());
    assert!(good::<f64>("-0.0").is_sign_positive());
    assert!(good::<Probability>("-0.0").get().is_sign_positive());
    assert_eq!((good::<f64>("0x10"), good::<f64>("1_0.5"), good::<u64>("0b11")), (16.0, 10.5, 3));
    for text in ["1e309", "NaN", "inf", "-inf", "nan"] {
        let (value, faults) = read_text::<f64>(text);
        assert!(value.is_none() && !faults.is_empty(), "{text}");
        assert!(read_text::<Probability>(text).0.is_none(), "{text}");
        assert!(read_text::<u32>(text).0.is_none(), "{text}");
    }
}

#[test]
fn absent_and_none_are_the_same() {
    assert!(good::<World>("(groups: [])").title.is_none());
    assert!(good::<World>("(groups: [], title: None)").title.is_none());
}

#[test]
fn the_type_says_what_can_be_written() {
    let all = World::describe().reachable();
    let names: Vec<_> = all.iter().map(|doc| doc.name.as_ref()).collect();
    assert_eq!(names[..6], ["World", "Group", "id", "count", "true or false", "Distribution"]);
    let Shape::Struct(fields) = &all[1].shape else { unreachable!() };
    let delay = &fields[3];
    assert_eq!((delay.name, delay.doc, delay.required), ("delay", "Delay [duration].", false));
    assert_eq!(delay.default, Some("Distribution::INSTANT"));
    assert_eq!(delay.source, Some("practice.md section 7"));
    assert!(fields[0].required);
    let Shape::Struct(fields) = &all[0].shape else { unreachable!() };
    assert!(!fields[2].required && fields[2].default.is_none());
}

#[test]
fn a_flood_of_faults_ends_in_bounded_time() {
    let (_, faults) = read_text::<World>(&format!("(groups: [{}])", "(cuont: 0),".repeat(100_000)));
    assert!(faults.ends_with("are not shown\n"));
}
