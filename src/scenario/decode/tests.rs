//! What planners see: each fault in its rendering, and all of them at once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod shapes;
mod values;

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
    assert_eq!(delay.default.unwrap()().to_string(), "\"0s\"");
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

#[test]
fn a_struct_whose_fields_all_have_defaults_has_one() {
    written! {
        /// Everything may be left out.
        struct Lax {
            /// A number.
            pub number: u32 = 7,
            /// A place.
            pub spot: Spanned<u32> = Spanned::unplaced(2),
        }
    }
    let (lax, read) = (Lax::default(), good::<Lax>("(spot: 3)"));
    assert_eq!((lax.number, *lax.spot, lax.place), (7, 2, Place::NOWHERE));
    assert_eq!((read.number, *read.spot), (7, 3));
}
