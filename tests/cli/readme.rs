//! The commands that the README shows work as they stand there.

use std::path::Path;

use crate::common::{coalition, stderr};
use crate::text;

/// How commands of this program begin in a fenced block.
const BEGINNINGS: [&str; 2] = ["cargo run --release -- ", "coalition "];

/// The arguments of every command of this program in the fenced shell blocks of a Markdown text.
fn commands(markdown: &str) -> Vec<Vec<String>> {
    let mut shell = false;
    let mut found = Vec::new();
    let joined = markdown.replace("\r\n", "\n").replace("\\\n", " ");
    for line in joined.lines() {
        let line = line.trim();
        if let Some(language) = line.strip_prefix("```") {
            shell = !shell && ["sh", "bash", "shell", "console"].contains(&language.trim());
            continue;
        }
        let line = line.strip_prefix("$ ").unwrap_or(line);
        let command = BEGINNINGS.iter().find_map(|beginning| line.strip_prefix(beginning));
        found.extend(command.filter(|_| shell).map(words));
    }
    found
}

/// The words of a shell command, up to a remark, a pipe or another command.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut quote = None;
    for letter in command.chars() {
        match (letter, quote) {
            ('\'' | '"', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            (' ' | '\t', None) => words.push(std::mem::take(&mut word)),
            (letter, _) => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word: &String| !word.is_empty());
    let end = words.iter().position(|word| {
        word.starts_with('#') || ["|", ">", ">>", "2>", "&&", "||", ";", "&"].contains(&word.as_str())
    });
    words.truncate(end.unwrap_or(words.len()));
    words
}

/// The arguments without this option and its value.
fn without(arguments: &[String], names: &[&str]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        if names.contains(&word.as_str()) {
            rest.next();
        } else if !names.iter().any(|name| word.starts_with(&format!("{name}="))) {
            kept.push(word.clone());
        }
    }
    kept
}

/// The same command, kept short and out of the project's folders.
fn tamed(arguments: &[String], out: &str) -> Vec<String> {
    let (extra, drop): (Vec<&str>, &[&str]) = match arguments.first().map(String::as_str) {
        Some("run") => (vec!["-n", "5", "--out", out], &["-n", "--replications", "--out"]),
        Some("generate") => (vec![], &["-o", "--output"]),
        Some("test") => (vec!["-n", "5"], &["-n", "--replications", "--report"]),
        Some("study") => {
            let plan = |word: &String| if word == "run" { "plan".to_owned() } else { word.clone() };
            return arguments.iter().map(plan).collect();
        }
        _ => return arguments.to_vec(),
    };
    without(arguments, drop).into_iter().chain(extra.into_iter().map(ToOwned::to_owned)).collect()
}

/// Whether all scenarios that a command names are part of the project: others are the reader's own.
fn is_ours(arguments: &[String]) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    arguments.iter().filter(|word| word.ends_with(".ron")).all(|word| root.join(word).exists())
}

#[test]
fn the_commands_of_the_readme_work() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    if !readme.exists() {
        eprintln!("skipped: there is no README.md");
        return;
    }
    let markdown = std::fs::read_to_string(readme).expect("the README reads");
    let commands = commands(&markdown);
    assert!(!commands.is_empty(), "the README shows how to run the program");
    for arguments in commands {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let tamed = tamed(&arguments, &text(&folder.path().join("out")));
        let output = coalition(&tamed.iter().map(String::as_str).collect::<Vec<_>>());
        let said = stderr(&output);
        let shown = arguments.join(" ");
        assert!(!said.contains("Usage: "), "`coalition {shown}` is no command: {said}");
        // Five replicates decide little, so a test may end undecided or missed.
        let fine: &[i32] = if arguments[0] == "test" { &[0, 1, 3] } else { &[0] };
        let code = output.status.code().expect("it ends by itself");
        assert!(!is_ours(&arguments) || fine.contains(&code), "`coalition {shown}` ends with {code}: {said}");
    }
}

#[test]
fn commands_are_found_where_a_shell_would_run_them() {
    let markdown = "coalition in a sentence\n```sh\n# coalition remark\n$ coalition run a.ron \\\n  -n 5 | head # x\n\
                    cargo run --release -- trace 'b c.ron' --format=csv > x.csv\nls\n```\n```text\ncoalition no\n```\n";
    assert_eq!(
        commands(markdown),
        [vec!["run", "a.ron", "-n", "5"], vec!["trace", "b c.ron", "--format=csv"]]
    );
    let run = ["run", "a.ron", "-n", "5", "--out=x", "-q"].map(String::from);
    assert_eq!(tamed(&run, "here"), ["run", "a.ron", "-q", "-n", "5", "--out", "here"]);
}
