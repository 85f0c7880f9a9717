use super::super::migrate::{SCHEMA, migrate};
use super::*;
use crate::diagnostic::Code;

fn old() -> String {
    let text =
        base_with("defends: [\"north\"],", "defends: [\"north\"], severity: (high: 2), // as we judge it");
    text.replacen(&format!("schema: {SCHEMA}"), "schema: 1", 1)
}

#[test]
fn an_older_file_is_read_as_what_it_means_now() {
    let new = base_with("defends: [\"north\"],", "defends: [\"north\"], assessment: (high: 2),");
    let print = |text: &str| fingerprint(&right(plain(&Draft::of_text("s.ron", text))));
    assert_eq!(print(&old()), print(&new));
    assert_ne!(print(&new), base_print());
}

#[test]
fn an_older_file_can_be_rewritten_and_keeps_all_else() {
    let migrated = migrate("old.ron", old().as_bytes());
    let text = migrated.text.unwrap();
    let wanted =
        old().replacen("severity: (high", "assessment: (high", 1).replacen("schema: 1", "schema: 2", 1);
    assert_eq!(text, wanted);
    assert_eq!(migrated.changes.len(), 1);
    let again = migrate("new.ron", text.as_bytes());
    assert_eq!((again.text.as_deref(), again.changes.len()), (Some(&*text), 0));
}

#[test]
fn every_file_is_of_a_version_of_its_own() {
    let main = base_with("teams: [", "include: [\"old.ron\"], teams: [");
    let old = "(schema: 1, teams: [(id: \"x\", severity: (high: 2))])";
    let loaded = with_files(&main, &[("old.ron", old)]);
    let fields: Vec<Code> = loaded.diagnostics.sorted().iter().map(|one| one.code).collect();
    assert_eq!(fields, [Code::MissingField], "{}", told(&loaded));
}

#[test]
fn a_version_that_there_is_not_is_refused_and_says_what_would_read_it() {
    for (version, wanted) in [("0", "there is no version 0"), ("3", "a newer version of this program")] {
        let text = base_with(&format!("schema: {SCHEMA}"), &format!("schema: {version}"));
        let loaded = plain(&Draft::of_text("s.ron", &text));
        assert!(loaded.diagnostics.sorted().iter().all(|one| one.code == Code::UnknownSchema));
        assert!(told(&loaded).contains(wanted), "{}", told(&loaded));
        assert!(migrate("s.ron", text.as_bytes()).text.is_none());
    }
}
