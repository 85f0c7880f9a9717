//! The pages in `docs/` are true: their files are written, their commands run, and what they show of the answers is
//! what comes out.
//!
//! ```` ```ron NAME ```` is a file of that name in the page's folder; ```` ```sh ```` is run there line by line, with
//! `coalition` for the program, and must end with 0, or with N after ```` ```sh exit=N ````; ```` ```text ```` after it
//! is what the last command says, with `…` for lines that are left out.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{stderr, stdout};

/// A fenced block: the words after the fence, and its lines.
struct Block {
    info: Vec<String>,
    text: String,
    line: usize,
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in markdown.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(info) if !open => {
                let info = info.split_whitespace().map(ToOwned::to_owned).collect();
                found.push(Block { info, text: String::new(), line: number + 1 });
                open = true;
            }
            Some(_) => open = false,
            None if open => {
                let block = found.last_mut().expect("an open block is the last");
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {}
        }
    }
    found
}

/// Runs a line as a shell in the page's folder would, with `coalition` on its path.
fn shell(line: &str, folder: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_coalition"));
    let path = format!(
        "{}:{}",
        program.parent().expect("it is in a folder").display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path).env("NO_COLOR", "1");
    command.output().expect("a shell runs")
}

/// Whether the stretches between `…` stand in the text in this order, each without a gap.
fn shows(said: &str, wanted: &str) -> Result<(), String> {
    let said: Vec<&str> = said.lines().map(str::trim_end).collect();
    let wanted: Vec<&str> = wanted.lines().map(str::trim_end).collect();
    let mut from = 0;
    for stretch in wanted.split(|line| *line == "…").filter(|stretch| !stretch.is_empty()) {
        let place = (from..=said.len().saturating_sub(stretch.len()))
            .find(|at| said[*at..].iter().zip(stretch).take(stretch.len()).all(|(a, b)| fits(a, b)));
        let place = place.filter(|at| at + stretch.len() <= said.len());
        from = place.ok_or_else(|| stretch.join("\n"))? + stretch.len();
    }
    Ok(())
}

/// A line of a page may end early.
fn fits(said: &str, wanted: &str) -> bool {
    wanted.strip_suffix(" …").map_or(said == wanted, |start| said.starts_with(start))
}

#[track_caller]
fn follow(page: &Path) {
    let markdown = fs::read_to_string(page).expect("the page reads");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&root.join("scenarios"), &folder.path().join("scenarios"));
    let name = page.file_name().expect("it has a name").to_string_lossy().into_owned();
    let mut said = None;
    for block in blocks(&markdown) {
        let at = format!("docs/{name}:{}", block.line);
        let words: Vec<&str> = block.info.iter().map(String::as_str).collect();
        match words[..] {
            ["ron", file] => fs::write(folder.path().join(file), &block.text).expect("a file of the page"),
            ["sh", ref more @ ..] => {
                let code = more.iter().find_map(|word| word.strip_prefix("exit=")).unwrap_or("0");
                for line in block.text.replace("\\\n", " ").lines() {
                    let output = shell(line, folder.path());
                    let (out, complaint) = (stdout(&output), stderr(&output));
                    let ended = output.status.code().expect("it ends by itself").to_string();
                    assert_eq!(ended, code, "{at}: `{line}` says:\n{complaint}\n{out}");
                    said = Some(complaint + &out);
                }
            }
            ["text"] => {
                if let Some(said) = &said {
                    let missing = shows(said, &block.text);
                    assert_eq!(missing, Ok(()), "{at} is not what comes out:\n{said}");
                }
            }
            _ => {}
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder that reads") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_tutorial_works_word_by_word() {
    follow(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md"));
}

#[cfg(unix)]
#[test]
fn the_how_to_guides_work_word_by_word() {
    follow(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/howto.md"));
}

#[test]
fn what_a_page_shows_is_looked_for_in_order_and_without_gaps() {
    let said = "one\ntwo \nthree\nfour";
    assert_eq!(shows(said, "two\nthree\n"), Ok(()));
    assert_eq!(shows(said, "one\n…\nfour\n"), Ok(()));
    assert_eq!(shows(said, "th …\n"), Ok(()));
    assert_eq!(shows(said, "one\nthree\n"), Err("one\nthree".to_owned()));
    assert_eq!(shows(said, "three\n…\none\n"), Err("one".to_owned()));
    assert_eq!(shows(said, "four\nfive\n"), Err("four\nfive".to_owned()));
}

/// How the reference is made anew.
const UPDATE: &str = "UPDATE_REFERENCE=1 cargo test --test cli reference";

#[test]
fn the_field_reference_is_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    let printed = crate::prints(&["schema", "--format", "markdown"]);
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        fs::write(&path, &printed).expect("the reference is written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == printed, "docs/reference.md is not what `coalition schema` prints: {UPDATE}");
}
