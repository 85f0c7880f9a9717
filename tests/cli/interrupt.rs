//! Ctrl-C during a long run.
#![cfg(unix)]

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use crate::common::files;
use crate::target::names;
use crate::{DUO, ends, text};

/// Starts a run that would take hours.
fn long_run(out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_coalition"))
        .args(["run", DUO, "-n", "10000000", "-j", "1", "--out", &text(out)])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Interrupts a run once its draft stands in the folder.
fn interrupted(run: Child, folder: &Path) -> Output {
    let begun = || names(folder).iter().any(|name| name.contains(".part-"));
    for _ in 0..3_000 {
        if begun() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(begun(), "the run has begun");
    let sent = Command::new("kill").args(["-INT", &run.id().to_string()]).status();
    assert!(sent.expect("there is a `kill`").success());
    run.wait_with_output().expect("the run ends")
}

#[test]
fn an_interrupted_run_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = interrupted(long_run(&folder.path().join("out")), folder.path());
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "error: interrupted\n");
    assert!(output.stdout.is_empty());
    assert!(names(folder.path()).is_empty(), "{:?}", names(folder.path()));
}

#[test]
fn an_interrupted_run_leaves_earlier_results_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    ends(0, &["run", DUO, "-q", "-n", "2", "--out", &text(&out)]);
    let before = files(&out);
    let output = interrupted(long_run(&out), folder.path());
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert_eq!(names(folder.path()), ["out"]);
    assert!(files(&out) == before);
}
