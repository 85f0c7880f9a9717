use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::scenario::lint::{Level, Levels};
use crate::scenario::{Loaded, load_text};

mod agreements;
mod attacks;
mod levels;
mod teams;

/// A scenario of two sides in which every lint is content, field by field.
const BASE: &[(&str, &str)] = &[
    ("exercise", r#"(duration: "2d")"#),
    ("experiment", "(seed: 1, replications: 50)"),
    ("services", "[]"),
    ("vulnerabilities", "[]"),
    ("suppliers", "[]"),
    (
        "organisations",
        r#"[
        (id: "a", zones: [(id: "office"), (id: "servers")], links: [(from: "office", to: "servers")],
         hosts: [(id: "pcs", zone: "office", count: 20), (id: "files", zone: "servers", count: 4, role: Server)]),
        (id: "b", zones: [(id: "office")], hosts: [(id: "pcs", zone: "office", count: 20)]),
    ]"#,
    ),
    (
        "teams",
        r#"[
        (id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 2)], triage: (desk: "soc"), analysis: (desk: "soc"),
         containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
        (id: "tb", defends: ["b"], desks: [(id: "soc", analysts: 2)], triage: (desk: "soc"), analysis: (desk: "soc"),
         containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
    ]"#,
    ),
    ("actors", "[]"),
    (
        "campaigns",
        r#"[
        (id: "c", victims: [(organisation: "a"), (organisation: "b", offset: "6h")],
         indicators: [(id: "sender", kind: Domain)],
         steps: [
            (id: "in", technique: "T1566.001", tactic: InitialAccess, indicators: ["sender"],
             does: Enter(targets: ["pcs"], through: Phishing(click: 0.3))),
            (id: "out", technique: "T1041", tactic: Exfiltration, after: All(steps: ["in"]), duration: "4h",
             does: Achieve(impact: Exfiltration)),
         ]),
    ]"#,
    ),
    ("arrangement", r#"(strategies: [(id: "email", rules: [(id: "report")])])"#),
    ("expect", r#"[(id: "e", metric: "objectives_n", of: Baseline, is: AtLeast(value: 0.1))]"#),
    ("lints", "()"),
];

/// The base with some fields replaced.
fn text(with: &[(&str, &str)]) -> String {
    let field = |(name, base): &(&str, &str)| {
        let value = with.iter().find(|(other, _)| other == name).map_or(*base, |(_, value)| *value);
        format!("    {name}: {value},\n")
    };
    assert!(with.iter().all(|(name, _)| BASE.iter().any(|(other, _)| other == name)), "{with:?}");
    format!("(\n    id: \"s\", title: \"t\",\n{})", BASE.iter().map(field).collect::<String>())
}

/// The base with a stretch of one field's text replaced.
fn altered(name: &str, from: &str, to: &str) -> String {
    let base = BASE.iter().find(|(other, _)| *other == name).map_or("", |(_, base)| base);
    assert!(base.contains(from), "{from} in {name}");
    text(&[(name, &base.replace(from, to))])
}

fn loaded(text: &str) -> Loaded {
    let metrics = ["objectives_n", "exposure_h", "triage_recall", "items_in_n", "sharing_labour_h"];
    let loaded = load_text("s.ron", text, &metrics);
    assert!(loaded.scenario.is_some(), "{:#?}", loaded.diagnostics.sorted());
    loaded
}

/// Whether every part occurs in what is found.
fn says(finding: &Diagnostic, parts: &[&str]) -> bool {
    let labels = finding.labels.iter().map(|label| label.text.as_str());
    let all = [finding.message.as_str()].into_iter().chain(labels).collect::<Vec<_>>().join("\n");
    parts.iter().all(|part| all.contains(part))
}

/// One finding of this code alone, whose place begins so, and that says these things.
#[track_caller]
fn finds(code: Code, text: &str, place: &str, parts: &[&str]) {
    let loaded = loaded(text);
    let found: Vec<Diagnostic> = loaded.lints.judge(&all()).collect();
    let of: Vec<&Diagnostic> = found.iter().filter(|finding| finding.code == code).collect();
    let [finding] = of.as_slice() else { panic!("one {code}, of {found:#?}\nin {text}") };
    let at = finding
        .place()
        .map(|place| loaded.sources.get(place.source).text()[place.range().start..].to_owned());
    assert!(at.as_deref().is_some_and(|at| at.starts_with(place)), "{:?} at {at:?}", finding.message);
    assert!(says(finding, parts), "{finding:#?}");
    assert!(!finding.helps.is_empty() && finding.severity == Severity::Warning, "{finding:#?}");
}

/// Everything that can be told.
fn all() -> Levels {
    let mut levels = Levels::default();
    Code::lints().for_each(|lint| levels.set(lint, Level::Warn));
    levels
}

/// Nothing of this code.
#[track_caller]
fn spares(code: Code, text: &str) {
    let loaded = loaded(text);
    let found: Vec<Diagnostic> = loaded.lints.judge(&all()).filter(|one| one.code == code).collect();
    assert!(found.is_empty(), "{found:#?}\nin {text}");
}

#[test]
fn the_base_is_clean() {
    let found: Vec<Diagnostic> = loaded(&text(&[])).lints.judge(&all()).collect();
    assert!(found.is_empty(), "{found:#?}");
}
