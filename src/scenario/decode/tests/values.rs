//! Faults of single values.

use insta::assert_snapshot;

use super::{World, faults};

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
help: it must be longer, such as "1h"

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
