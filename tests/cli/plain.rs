//! No command, help, version, and the listings.

use crate::common::stdout;
use crate::{complains, ends, prints};

const COMMANDS: &[&str] = &[
    "new",
    "generate",
    "check",
    "explain",
    "fmt",
    "show",
    "graph",
    "run",
    "trace",
    "break-even",
    "study",
    "test",
    "baseline",
    "diff",
    "migrate",
    "presets",
    "strategies",
    "schema",
    "list",
    "completions",
    "man",
];

#[test]
fn without_arguments_the_program_greets() {
    insta::assert_snapshot!("greeting", prints(&[]));
}

#[test]
fn help_and_version_are_no_errors() {
    assert_eq!(prints(&["--version"]), concat!("coalition ", env!("CARGO_PKG_VERSION"), "\n"));
    for help in ["--help", "-h", "help"] {
        let text = prints(&[help]);
        assert!(COMMANDS.iter().all(|command| text.contains(&format!("\n  {command} "))), "{text}");
        assert!(text.contains("130 interrupted"), "exit codes are a contract: {text}");
    }
}

#[test]
fn every_command_has_help_that_says_each_thing_once() {
    for command in COMMANDS {
        let text = prints(&[command, "--help"]);
        assert!(text.contains(&format!("Usage: coalition {command}")), "{text}");
        let mut defaults = 0;
        for line in text.lines() {
            let opens_option = line.trim_start().starts_with('-') && line.contains("--");
            defaults = line.matches("[default: ").count() + if opens_option { 0 } else { defaults };
            assert!(defaults <= 1, "two defaults of one option of {command}: {text}");
        }
    }
}

#[test]
fn what_is_no_command_is_refused() {
    let said = complains(2, &["chekc"]);
    assert!(said.contains("unrecognized subcommand 'chekc'") && said.contains("'check'"), "{said}");
    complains(2, &["--nonsense"]);
    complains(2, &["run"]);
    complains(2, &["run", crate::DUO, "surplus"]);
    complains(2, &["list", "nonsense"]);
    complains(2, &["run", crate::DUO, "--format", "xml"]);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_do_no_harm() {
    use std::os::unix::ffi::OsStrExt;

    let strange = std::ffi::OsStr::from_bytes(b"\xff\xfe.ron");
    for command in ["check", "run", "trace", "test", "list"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_coalition"))
            .arg(command)
            .arg(strange)
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{command}: {output:?}");
    }
}

/// The first lines of a listing.
fn beginning(what: &str) -> String {
    let text = prints(&["list", what]);
    text.lines().take(8).collect::<Vec<_>>().join("\n")
}

#[test]
fn listings_read_as_they_should() {
    insta::assert_snapshot!("metrics", beginning("metrics"));
    insta::assert_snapshot!("tables", beginning("tables"));
    insta::assert_snapshot!("codes", beginning("codes"));
}

#[test]
fn every_metric_is_described_and_is_a_column_of_the_team_table() {
    let tables = prints(&["list", "tables"]);
    let (_, teams) = tables.split_once("\nteams.csv, ").expect("the team table is listed");
    let (teams, _) = teams.split_once("\n\n").expect("a table ends with an empty line");
    let metrics = prints(&["list", "metrics"]);
    let lines: Vec<&str> = metrics.lines().collect();
    for pair in lines.chunks(2) {
        let (name, _) = pair[0].split_once(" [").expect("a name and a unit");
        assert!(pair[1].starts_with("    ") && pair[1].trim().len() > 10, "{name} is described");
        assert!(teams.lines().any(|line| line.trim().split(' ').next() == Some(name)), "{name} is a column");
    }
    assert!(lines.len() > 20);
}

#[test]
fn codes_are_unique_and_have_a_meaning() {
    let text = stdout(&ends(0, &["list", "codes"]));
    let mut codes: Vec<&str> = Vec::new();
    for line in text.lines() {
        let (head, meaning) = line.split_once(": ").expect("a meaning");
        let (code, name) = head.split_once(' ').expect("a code and a name");
        assert!(
            code.starts_with('C') && code.len() == 5 && !name.is_empty() && !meaning.is_empty(),
            "{line}"
        );
        codes.push(code);
    }
    let listed = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), listed);
}

#[test]
fn the_schema_tells_every_field_and_one_type_alone() {
    let all = prints(&["schema"]);
    assert!(all.starts_with("## Scenario\n") && all.contains("\n## HostGroup\n"), "{all}");
    insta::assert_snapshot!("schema-of-one", prints(&["schema", "hunting"]));
    let json: serde_json::Value =
        serde_json::from_str(&prints(&["schema", "--format", "json"])).expect("JSON");
    let types = json.as_array().expect("an array");
    assert_eq!(all.lines().filter(|line| line.starts_with("## ")).count(), types.len());
    assert!(types.iter().all(|one| one["doc"].as_str().is_some_and(|doc| !doc.is_empty())));
    let said = complains(2, &["schema", "HostGruop"]);
    assert!(said.contains("did you mean `HostGroup`?"), "{said}");
}

#[test]
fn the_strategies_that_ship_are_listed_and_printed_as_a_planner_would_write_them() {
    let list = prints(&["strategies"]);
    insta::assert_snapshot!("strategies", list);
    let ids: Vec<&str> = list.lines().filter(|line| !line.starts_with(' ')).collect();
    assert!(ids.len() >= 5);
    for id in ids {
        let text = prints(&["strategies", id]);
        assert!(text.starts_with("// ") && text.contains(&format!("id: \"{id}\"")), "{text}");
    }
    let said = complains(2, &["strategies", "hubb"]);
    assert!(said.contains("did you mean `hub`?"), "{said}");
}
