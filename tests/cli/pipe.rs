//! Whoever reads the output may stop, and the disk may be full.

use std::process::{Command, Stdio};

use crate::{DUO, SOLO, text};

/// Runs the program with an output that nobody reads; gives its code and what it said.
fn unread(arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    into(arguments, writer.into())
}

fn into(arguments: &[&str], to: Stdio) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_coalition"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(to)
        .output()
        .expect("the program starts");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_closed_pipe_ends_every_command_in_silence() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = text(&folder.path().join("out"));
    let mut commands = vec![
        vec![],
        vec!["--help"],
        vec!["list", "tables"],
        vec!["check", DUO],
        vec!["check", DUO, "--format", "json"],
        vec!["test", SOLO],
    ];
    commands.extend(["text", "csv", "json"].map(|format| vec!["trace", DUO, "--format", format]));
    commands.extend(
        ["table", "json", "csv", "markdown"]
            .map(|format| vec!["run", DUO, "-n", "2", "--out", &out, "--format", format]),
    );
    for arguments in commands {
        assert_eq!(unread(&arguments), (Some(0), String::new()), "{arguments:?}");
    }
    assert!(folder.path().join("out/manifest.json").is_file(), "results are written all the same");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_every_command() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = text(&folder.path().join("out"));
    for arguments in [
        vec![],
        vec!["--help"],
        vec!["list", "tables"],
        vec!["check", DUO],
        vec!["trace", DUO],
        vec!["trace", DUO, "--format", "csv"],
        vec!["run", DUO, "-n", "2", "--out", &out],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let (code, said) = into(&arguments, full.into());
        assert_eq!(code, Some(2), "{arguments:?} said: {said}");
        assert!(said.starts_with("error: cannot write the output: "), "{arguments:?} said: {said}");
    }
}
