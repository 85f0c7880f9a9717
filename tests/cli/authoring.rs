//! `coalition new`, `show`, `graph`, `completions`, `man`: what planners write scenarios with.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::common::{stderr, stdout};
use crate::{DUO, FAULTY, SOLO, complains, ends, prints, text};

const TEMPLATES: [&str; 5] = ["two-teams", "one-team", "exercise", "worm", "overload"];

#[test]
fn a_template_becomes_a_scenario_of_ones_own_and_no_file_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.ron");
    let file = text(&path);
    let output = ends(0, &["new", "my-exercise", "-o", &file]);
    assert!(stderr(&output).contains(&format!("Next: change it, then `coalition check {file}`")));
    let written = std::fs::read_to_string(&path).expect("it reads");
    assert!(written.contains("id: \"my-exercise\"") && written.contains("//= burn_in: \"0s\","));
    assert_eq!(prints(&["check", &file]), format!("{file}: ok\n"));
    let said = complains(2, &["new", "other", "-o", &file]);
    assert!(said.contains("is left alone"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).expect("it reads"), written);
}

#[test]
fn a_name_is_the_name_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let new = |name: &str| {
        Command::new(env!("CARGO_BIN_EXE_coalition"))
            .args(["new", name, "--template", "worm", "--plain"])
            .current_dir(folder.path())
            .output()
            .expect("the program starts")
    };
    assert_eq!(new("spread").status.code(), Some(0));
    let written = std::fs::read_to_string(folder.path().join("spread.ron")).expect("it is there");
    assert!(written.contains("id: \"spread\"") && !written.contains("//= "));
    assert_eq!(new("spread").status.code(), Some(2));
    let refused = new("../Spread");
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("is no id"), "{}", stderr(&refused));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn templates_are_listed_and_misspelt_ones_are_known() {
    let listed = prints(&["new", "--list"]);
    assert_eq!(listed, prints(&["list", "templates"]));
    for template in TEMPLATES {
        assert!(listed.contains(&format!("{template}\n    ")), "{listed}");
    }
    let said = complains(2, &["new", "--template", "two-team"]);
    assert!(said.contains("did you mean `two-teams`?"), "{said}");
    insta::assert_snapshot!("template", prints(&["new"]).lines().take(40).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_the_templates_expect_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    for template in TEMPLATES {
        let path = folder.path().join(format!("{template}.ron"));
        ends(0, &["new", "--template", template, "-o", &text(&path)]);
    }
    let output = ends(0, &["test", &text(folder.path())]);
    assert!(stdout(&output).contains(" 0 missed, 0 undecided, 0 invalid scenarios"), "{}", stdout(&output));
}

#[test]
fn what_is_shown_plays_as_what_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let play = |file: &str| {
        let text = prints(&["run", file, "--format", "csv", "--out", &text(&folder.path().join("out"))]);
        std::fs::remove_dir_all(folder.path().join("out")).expect("results");
        text
    };
    let before = play(DUO);
    for defaults in [&["show", DUO][..], &["show", DUO, "--defaults"]] {
        let path = folder.path().join("shown.ron");
        std::fs::write(&path, prints(defaults)).expect("a file");
        assert_eq!(play(&text(&path)), before);
    }
}

#[test]
fn a_part_is_shown_by_its_path() {
    insta::assert_snapshot!("part", prints(&["show", DUO, "--part", "teams.a.triage", "--defaults"]));
    assert_eq!(
        prints(&["show", DUO, "--part", "experiment", "--format", "json"]),
        "{\n  \"seed\": 7,\n  \"replications\": 4\n}\n"
    );
    let said = complains(2, &["show", DUO, "--part", "teams.z"]);
    assert!(said.contains("there is no `z` in `teams`: it has a, b; `--defaults` shows"), "{said}");
    let said = complains(1, &["show", FAULTY]);
    assert!(said.contains("the scenario has errors"), "{said}");
    // A network from a few numbers is written out.
    let zones = prints(&["show", "scenarios/coalition-wide.ron", "--part", "organisations.nato.zones"]);
    assert!(zones.contains("(id: \"data-centre\")"), "{zones}");
}

#[test]
fn pictures_are_drawn_in_three_notations() {
    insta::assert_snapshot!("campaigns-dot", prints(&["graph", DUO, "campaigns", "--format", "dot"]));
    insta::assert_snapshot!("network-mermaid", prints(&["graph", DUO, "network", "--format", "mermaid"]));
    insta::assert_snapshot!("sharing-svg", prints(&["graph", DUO, "sharing", "--strategies", "hub"]));
    let worm = "scenarios/worm.ron";
    insta::assert_snapshot!("missions-dot", prints(&["graph", worm, "missions", "--format", "dot"]));
    let once = prints(&["graph", worm]);
    assert_eq!(once, prints(&["graph", worm, "network", "--format", "svg"]));
    let output = ends(0, &["graph", SOLO, "sharing"]);
    assert!(stderr(&output).contains("the picture is empty"));
}

#[test]
fn the_name_of_the_file_says_which_notation_is_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, begins) in [("a.svg", "<svg "), ("a.dot", "digraph {"), ("a.mmd", "---\ntitle: ")] {
        let path = folder.path().join(name);
        ends(0, &["graph", DUO, "-o", &text(&path)]);
        assert!(std::fs::read_to_string(&path).expect("it reads").starts_with(begins), "{name}");
        let said = complains(2, &["graph", DUO, "-o", &text(&path)]);
        assert!(said.contains("is left alone"), "{said}");
    }
    let said = complains(2, &["graph", DUO, "-o", "a.png"]);
    assert!(said.contains("name it .svg, .dot or .mmd"), "{said}");
    let said = complains(2, &["graph", DUO, "network", "--strategies", "hub"]);
    assert!(said.contains("graph FILE sharing"), "{said}");
    complains(2, &["graph", DUO, "sharing", "--strategies", "hbu"]);
}

/// What Graphviz says of a text; none where it is not installed.
fn graphviz(dot: &str) -> Option<(bool, String)> {
    let mut command = Command::new("dot");
    command.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(dot.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    Some((output.status.success(), stderr(&output)))
}

#[test]
fn graphviz_reads_what_is_drawn_for_it() {
    for file in ["scenarios/ransomware.ron", "scenarios/catalogue.ron", "scenarios/worm.ron", DUO] {
        for what in ["network", "campaigns", "missions", "sharing"] {
            let output = ends(0, &["graph", file, what, "--format", "dot"]);
            match graphviz(&stdout(&output)) {
                None => return eprintln!("skipped: Graphviz (dot) is not installed"),
                Some((fine, said)) => assert!(fine && said.is_empty(), "{file} {what}: {said}"),
            }
        }
    }
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = prints(&["completions", shell]);
        assert!(script.contains("break-even") && script.contains("replications"), "{shell}");
    }
    complains(2, &["completions", "cmd"]);
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let man = folder.path().join("man/man1");
    for _ in 0..2 {
        let output = ends(0, &["man", &text(&man)]);
        assert!(stderr(&output).starts_with("Manual pages: "), "{}", stderr(&output));
    }
    for command in crate::plain::COMMANDS {
        let page = std::fs::read_to_string(man.join(format!("coalition-{command}.1"))).expect("a page");
        assert!(page.contains(".SH SYNOPSIS") && page.contains(".TH "), "{command}");
    }
    let page = std::fs::read_to_string(man.join("coalition.1")).expect("a page");
    assert!(page.contains("Exit codes"), "{page}");
    let said = complains(2, &["man", DUO]);
    assert!(said.contains("cannot make the folder"), "{said}");
}
