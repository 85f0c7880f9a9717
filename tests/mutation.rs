//! One slip of the pen in a valid scenario: is it caught, at the right line, with the right word?
//!
//! Mutations are made where the syntax tree of a valid scenario says that something stands, so that the true line is
//! known. What leaves the meaning as it was is not counted, and it is told by which rule.

#![expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    reason = "a test counts far below 2^53, and fails by panicking"
)]

#[path = "mutation/ground.rs"]
mod ground;
#[path = "mutation/marks.rs"]
mod marks;
#[path = "mutation/names.rs"]
mod names;
#[path = "mutation/values.rs"]
mod values;

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use coalition::diagnostic::render::human::{Colour, render};
use coalition::metrics::definition;
use coalition::scenario::{Loaded, load_text};

use ground::Ground;

/// How many mutants of each kind.
const TRIES: usize = 150;
/// Of all mutants, so many must be caught at the right line.
const MOST: f64 = 0.95;
/// Of the mutants of each kind, so many must be.
const FLOOR: f64 = 0.9;

/// A valid scenario with one slip.
pub(crate) struct Mutant {
    text: String,
    /// Lines of the slip, any of which is right.
    lines: Vec<usize>,
    /// Lines between which a reader would find it at once.
    near: RangeInclusive<usize>,
    /// What was meant.
    meant: Vec<String>,
    /// Why it is none.
    excluded: Option<&'static str>,
}

impl Mutant {
    fn replace(ground: &Ground, at: &Range<usize>, new: &str) -> Self {
        let text = format!("{}{new}{}", &ground.text[..at.start], &ground.text[at.end..]);
        let line = ground.line(at.start);
        Self { text, lines: vec![line], near: line..=ground.line(at.end), meant: Vec::new(), excluded: None }
    }

    fn meaning(mut self, word: &str) -> Self {
        self.meant = vec![word.to_owned()];
        self
    }

    fn meaning_also(mut self, word: &str) -> Self {
        self.meant.push(word.to_owned());
        self
    }

    fn excluded_if(mut self, equal: bool, rule: &'static str) -> Self {
        self.excluded = equal.then_some(rule);
        self
    }
}

/// Keyed luck, the same everywhere (SplitMix64).
pub(crate) struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    fn pick_owned<T>(&mut self, mut all: Vec<T>) -> Option<T> {
        let at = self.below(all.len());
        (!all.is_empty()).then(|| all.swap_remove(at))
    }
}

type Slip = fn(&Ground, &mut Luck) -> Option<Mutant>;

const KINDS: [(&str, Slip); 28] = [
    ("typo in a reference", names::reference),
    ("typo in a definition", names::definition),
    ("typo in a selector", names::selector),
    ("typo in a field", names::field),
    ("singular or plural field", names::number_of_field),
    ("field in another case", names::case_of_field),
    ("typo in a choice", names::variant),
    ("choice in another case", names::case_of_variant),
    ("id in another case", names::case_of_id),
    ("element dropped", names::dangling),
    ("element doubled", names::doubled),
    ("field dropped", values::dropped),
    ("field doubled", values::doubled),
    ("field misplaced", values::misplaced),
    ("wrong type", values::wrong_type),
    ("out of range", values::out_of_range),
    ("wrong unit", values::wrong_unit),
    ("bounds swapped", values::swapped_bounds),
    ("empty", values::empty),
    ("opening bracket dropped", marks::no_opening),
    ("closing bracket dropped", marks::no_closing),
    ("opening bracket doubled", marks::two_openings),
    ("closing bracket doubled", marks::two_closings),
    ("bracket of another kind", marks::other_bracket),
    ("comma dropped", marks::no_comma),
    ("comma replaced", marks::other_comma),
    ("colon dropped or replaced", marks::no_colon),
    ("quotation mark dropped", marks::no_quote),
];

#[derive(Default)]
struct Score {
    tried: usize,
    caught: usize,
    strict: usize,
    labelled: usize,
    near: usize,
    worded: usize,
    words: usize,
    single: usize,
    excluded: BTreeMap<&'static str, usize>,
}

impl Score {
    fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.caught += other.caught;
        self.strict += other.strict;
        self.labelled += other.labelled;
        self.near += other.near;
        self.worded += other.worded;
        self.words += other.words;
        self.single += other.single;
    }

    fn row(&self, name: &str) -> String {
        let share = |part: usize, of: usize| match of {
            0 => "-".to_owned(),
            _ => format!("{:.1} %", 100.0 * part as f64 / of as f64),
        };
        let of_all = |part| share(part, self.tried);
        format!(
            "{name:<28}{:>6}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}",
            self.tried,
            of_all(self.caught),
            of_all(self.strict),
            of_all(self.labelled),
            of_all(self.near),
            of_all(self.single),
            share(self.worded, self.words),
        )
    }
}

/// The lines that the diagnostics point at: the first of each, and all.
fn lines(loaded: &Loaded) -> (Vec<usize>, Vec<usize>) {
    let line = |place| loaded.sources.start(place).line;
    let found = loaded.diagnostics.sorted();
    let first = found.iter().filter_map(|one| one.place()).map(line).collect();
    let all = found.iter().flat_map(|one| &one.labels).map(|label| line(label.place)).collect();
    (first, all)
}

fn judge(mutant: &Mutant, score: &mut Score, metrics: &[&str]) -> Option<String> {
    if let Some(rule) = mutant.excluded {
        *score.excluded.entry(rule).or_default() += 1;
        return None;
    }
    let loaded = load_text("mutant.ron", &mutant.text, metrics);
    let (first, all) = lines(&loaded);
    let strict = first.iter().any(|line| mutant.lines.contains(line));
    let labelled = strict || all.iter().any(|line| mutant.lines.contains(line));
    let near = labelled || all.iter().any(|line| mutant.near.contains(line));
    let told = loaded.diagnostics.sorted();
    let worded = told.iter().flat_map(|one| &one.helps).any(|help| {
        let written = |word: &String| [format!("`{word}`"), format!(":{word}`"), format!("\"{word}\"")];
        mutant.meant.iter().flat_map(written).any(|word| help.contains(&word))
    });
    score.tried += 1;
    score.caught += usize::from(!told.is_empty());
    score.strict += usize::from(strict);
    score.labelled += usize::from(labelled);
    score.near += usize::from(near);
    score.single += usize::from(told.len() == 1);
    if !mutant.meant.is_empty() {
        score.words += 1;
        score.worded += usize::from(worded);
    }
    let good = strict && (worded || mutant.meant.is_empty());
    (!good).then(|| render(&loaded.diagnostics, &loaded.sources, Colour::Plain))
}

#[test]
fn single_slips_are_caught_at_the_right_line_with_the_right_word() {
    let grounds = ground::all();
    let metrics = definition::names();
    let show = std::env::var("MUTATION_MISSES").unwrap_or_default();
    let mut whole = Score::default();
    let mut weak = Vec::new();
    println!(
        "{:<28}{:>6}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "slip", "tried", "caught", "its line", "or label", "or near", "one error", "the word"
    );
    for (number, (name, slip)) in KINDS.iter().enumerate() {
        let mut luck = Luck(2016 + number as u64);
        let mut score = Score::default();
        let mut left = 20 * TRIES;
        while score.tried < TRIES && left > 0 {
            left -= 1;
            let Some(ground) = luck.pick(&grounds) else { continue };
            let Some(mutant) = slip(ground, &mut luck) else { continue };
            if let Some(miss) = judge(&mutant, &mut score, &metrics)
                && !show.is_empty()
                && name.contains(&show)
            {
                println!(
                    "--- {name} in {} at {:?}, meant {:?}\n{miss}",
                    ground.name, mutant.lines, mutant.meant
                );
            }
        }
        println!("{}", score.row(name));
        for (rule, count) in &score.excluded {
            println!("    not counted: {count}, because {rule}");
        }
        if (score.labelled as f64) < FLOOR * score.tried as f64 {
            weak.push(*name);
        }
        whole.add(&score);
    }
    println!("{}", whole.row("all"));
    let share = |part: usize| part as f64 / whole.tried as f64;
    assert!(whole.tried > 3_000, "{} mutants are too few", whole.tried);
    assert!(
        share(whole.labelled) >= MOST,
        "{:.3} of the slips are caught at the right line",
        share(whole.labelled)
    );
    assert!(weak.is_empty(), "{weak:?}");
    assert!(whole.worded as f64 >= MOST * whole.words as f64, "the word meant is named too seldom");
}
