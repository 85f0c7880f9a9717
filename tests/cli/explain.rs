//! `coalition explain`: what codes mean.

use serde_json::Value;

use crate::{complains, prints};

#[test]
fn a_code_is_explained_by_its_text_or_name_in_letters_of_either_case() {
    let text = prints(&["explain", "C0302"]);
    insta::assert_snapshot!("explanation", text);
    for other in ["c0302", "unknown-reference", "Unknown-Reference"] {
        assert_eq!(prints(&["explain", other]), text);
    }
}

#[test]
fn without_a_code_all_are_listed_with_their_meaning() {
    assert_eq!(prints(&["explain"]), prints(&["list", "codes"]));
}

#[test]
fn documents_and_programs_get_explanations_of_one_and_of_all() {
    let markdown = prints(&["explain", "syntax", "--format", "markdown"]);
    assert!(
        markdown.starts_with("## C0004 syntax\n\n*") && markdown.contains("\n### Wrong\n```ron\n"),
        "{markdown}"
    );
    let one: Value = serde_json::from_str(&prints(&["explain", "syntax", "--format", "json"])).expect("JSON");
    assert_eq!((&one["code"], &one["name"]), (&Value::from("C0004"), &Value::from("syntax")));
    assert!(one["wrong"].as_array().is_some_and(|texts| texts.len() == 2), "{one}");
    let all: Value = serde_json::from_str(&prints(&["explain", "--format", "json"])).expect("JSON");
    let count = prints(&["explain"]).lines().count();
    assert_eq!(all.as_array().map(Vec::len), Some(count));
    assert!(all.as_array().is_some_and(|all| all.contains(&one)));
    let book = prints(&["explain", "--format", "markdown"]);
    assert!(book.contains(&markdown));
    assert_eq!(book.lines().filter(|line| line.starts_with("## C")).count(), count);
}

#[test]
fn an_unknown_code_is_a_mistake_and_the_nearest_is_suggested() {
    let said = complains(2, &["explain", "unknown-refrence"]);
    assert!(
        said.contains("`unknown-refrence`") && said.contains("did you mean `unknown-reference`?"),
        "{said}"
    );
    let said = complains(2, &["explain", "weather"]);
    assert!(said.contains("`coalition explain` shows all"), "{said}");
}
