//! `coalition fmt`: what it changes, what it leaves alone, and what it says.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::common::{coalition, stderr, stdout};
use crate::{complains, ends, prints, text};

const UNTIDY: &str = "// Mine.\n( id :\"a\" , // why\n title: \"t\"\n)";
const TIDY: &str = "// Mine.\n(\n    id: \"a\", // why\n    title: \"t\",\n)\n";

/// What comes out where this goes in: exit code, output, messages.
fn piped(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coalition"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), stdout(&output), stderr(&output))
}

#[test]
fn the_bundled_scenarios_are_laid_out() {
    assert_eq!(prints(&["fmt", "--check", "scenarios"]), "");
}

#[test]
fn a_file_is_laid_out_once_and_then_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.ron");
    std::fs::write(&path, UNTIDY).expect("a file");
    let file = text(&path);
    let found = ends(1, &["fmt", "--check", &file]);
    assert_eq!(stdout(&found), format!("{file}\n"));
    assert_eq!(std::fs::read_to_string(&path).expect("it reads"), UNTIDY, "a check changes nothing");
    let done = ends(0, &["fmt", &text(folder.path())]);
    assert_eq!((stdout(&done), stderr(&done)), (String::new(), format!("Laid out: {file}\n")));
    assert_eq!(std::fs::read_to_string(&path).expect("it reads"), TIDY);
    let before = path.metadata().expect("it is there").modified().expect("a time");
    assert_eq!(prints(&["fmt", &file]), "");
    assert_eq!(path.metadata().expect("it is there").modified().expect("a time"), before);
    assert_eq!(prints(&["fmt", "--check", &file]), "");
}

#[test]
fn what_goes_in_by_standard_input_comes_out_by_standard_output() {
    assert_eq!(piped(&["fmt", "-"], UNTIDY), (Some(0), TIDY.to_owned(), String::new()));
    assert_eq!(piped(&["fmt", "--check", "-"], UNTIDY), (Some(1), "-\n".to_owned(), String::new()));
    assert_eq!(piped(&["fmt", "--check", "-"], TIDY), (Some(0), String::new(), String::new()));
    let (code, out, said) = piped(&["fmt", "-"], "(id: \"a\"");
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(said.contains("standard input:1:9") && said.contains("is never closed"), "{said}");
}

#[test]
fn what_is_not_well_formed_is_left_alone_and_the_others_are_laid_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (wrong, right) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
    std::fs::write(&wrong, "(id: \"a\",, )").expect("a file");
    std::fs::write(&right, UNTIDY).expect("a file");
    let output = ends(1, &["fmt", &text(folder.path())]);
    let said = stderr(&output);
    assert!(said.contains("error[C0004]") && said.contains("a.ron:1:10"), "{said}");
    assert_eq!(std::fs::read_to_string(&wrong).expect("it reads"), "(id: \"a\",, )");
    assert_eq!(std::fs::read_to_string(&right).expect("it reads"), TIDY);
}

#[test]
fn what_cannot_be_read_is_said() {
    let said = complains(2, &["fmt", "missing.ron"]);
    assert!(said.contains("missing.ron"), "{said}");
    let said = complains(2, &["fmt", "-", "scenarios"]);
    assert!(said.contains("stands alone"), "{said}");
    complains(2, &["fmt"]);
}

#[test]
fn meaning_is_not_needed_to_be_laid_out() {
    let output = coalition(&["fmt", "--check", crate::FAULTY]);
    assert!(!stderr(&output).contains("error["), "only what is not well formed is refused");
}
