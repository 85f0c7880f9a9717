//! Faults of the shape: fields, lists, choices, and all of them at once.

use insta::assert_snapshot;

use super::{World, faults};

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

/// Twelve faults, none hidden by another, and no fault that only follows from one of them.
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
