//! Paths that lead to no scenario.

use std::fs;
use std::path::Path;

use coalition::diagnostic::Code;
use coalition::metrics::definition;
use coalition::scenario::load;

use super::{RIGHT, said};

/// The one code of what is wrong with a file that can be read.
fn code(path: &Path) -> Code {
    let loaded = load(path, &definition::names()).expect("it can be read");
    said(&loaded);
    assert!(loaded.scenario.is_none());
    loaded.diagnostics.sorted()[0].code
}

fn cannot(path: &Path) -> String {
    load(path, &definition::names()).expect_err("it cannot be read").to_string()
}

#[test]
fn folders_and_what_is_not_there_are_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(cannot(folder.path()).contains("name a file"));
    assert!(cannot(&folder.path().join("missing.ron")).contains("check the path"));
    assert!(cannot(Path::new("")).contains("check the path"));
}

#[test]
fn empty_files_and_huge_ones_are_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("x.ron");
    fs::write(&path, "").expect("a file");
    assert_eq!(code(&path), Code::Syntax);
    // sparse: it takes no room, and must not be read to its end
    fs::File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("a sparse file");
    assert_eq!(code(&path), Code::FileTooLarge);
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_neither_hang_nor_fill_the_memory() {
    assert_eq!(code(Path::new("/dev/zero")), Code::FileTooLarge);
    assert_eq!(code(Path::new("/dev/null")), Code::Syntax);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pipe = folder.path().join("pipe.ron");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    assert!(cannot(&pipe).contains("named pipe"), "{}", cannot(&pipe));
    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink(&link, &link).expect("a link to itself");
    cannot(&link);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_somebody_writes_to_is_read() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let mut child = Command::new(env!("CARGO_BIN_EXE_coalition"))
        .args(["check", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("its input").write_all(RIGHT.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("ok"));
}

#[test]
fn a_file_that_shrinks_and_grows_while_it_is_read_is_read_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("x.ron");
    fs::write(&path, RIGHT).expect("a file");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for turn in 0..200 {
                let end = RIGHT.len() - turn * 5 % RIGHT.len();
                fs::write(&path, &RIGHT[..end]).expect("a file");
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        // whatever was there at that moment: a scenario, or what is wrong with it
        while !done.load(std::sync::atomic::Ordering::Relaxed) {
            let loaded = load(&path, &definition::names()).expect("it can be read");
            assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors());
            said(&loaded);
        }
    });
}
