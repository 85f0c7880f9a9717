//! What two scenarios differ in, value by value: layout, remarks, the order of elements and defaults that are written out make
//! no difference.

use super::decode::{Decode, Form};
use super::document::Scenario;

/// A value that is not the same in two scenarios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands, such as `teams[ncirc].analysis.work`.
    pub path: String,
    /// As the first has it; none where it stands as by default, or an element is not there.
    pub old: Option<String>,
    /// As the second has it.
    pub new: Option<String>,
}

/// All values in which two scenarios differ, in the order of their fields.
pub fn differences(old: &Scenario, new: &Scenario) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", &old.form(), &new.form(), &mut found);
    found
}

fn compare(path: &str, old: &Form, new: &Form, found: &mut Vec<Difference>) {
    match (old, new) {
        _ if old == new => {}
        (Form::Fields { name: a, fields: old }, Form::Fields { name: b, fields: new }) if a == b => {
            fields(path, old, new, found);
        }
        (Form::Wrapped { name: a, inner: old }, Form::Wrapped { name: b, inner: new }) if a == b => {
            compare(path, old, new, found);
        }
        (Form::List(old), Form::List(new)) => lists(path, old, new, found),
        _ => note(path, Some(old), Some(new), found),
    }
}

fn note(path: &str, old: Option<&Form>, new: Option<&Form>, found: &mut Vec<Difference>) {
    let text = |form: Option<&Form>| form.map(ToString::to_string);
    found.push(Difference { path: path.to_owned(), old: text(old), new: text(new) });
}

type Fields = [(&'static str, Form)];

fn fields(path: &str, old: &Fields, new: &Fields, found: &mut Vec<Difference>) {
    let of = |fields: &'_ Fields, name: &str| fields.iter().position(|(one, _)| *one == name);
    let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (name, before) in old {
        match of(new, name) {
            Some(place) => compare(&join(name), before, &new[place].1, found),
            None => absent(&join(name), before, true, found),
        }
    }
    for (name, after) in new.iter().filter(|(name, _)| of(old, name).is_none()) {
        absent(&join(name), after, false, found);
    }
}

/// A field that only one side writes. Of a list, it is the elements that the other has not.
fn absent(path: &str, form: &Form, is_old: bool, found: &mut Vec<Difference>) {
    let none = Form::List(Vec::new());
    match (form, is_old) {
        (Form::List(_), true) => compare(path, form, &none, found),
        (Form::List(_), false) => compare(path, &none, form, found),
        (_, true) => note(path, Some(form), None, found),
        (_, false) => note(path, None, Some(form), found),
    }
}

/// Elements with ids are found by them, whatever their order; what has none, by place.
fn lists(path: &str, old: &[Form], new: &[Form], found: &mut Vec<Difference>) {
    let ids = |items: &[Form]| -> Option<Vec<String>> { items.iter().map(id).collect() };
    let (Some(before), Some(after)) = (ids(old), ids(new)) else {
        for place in 0..old.len().max(new.len()) {
            let path = format!("{path}[{place}]");
            match (old.get(place), new.get(place)) {
                (Some(old), Some(new)) => compare(&path, old, new, found),
                (old, new) => note(&path, old, new, found),
            }
        }
        return;
    };
    for (place, id) in before.iter().enumerate() {
        let path = format!("{path}[{id}]");
        match after.iter().position(|one| one == id) {
            Some(other) => compare(&path, &old[place], &new[other], found),
            None => note(&path, Some(&old[place]), None, found),
        }
    }
    for (place, id) in after.iter().enumerate().filter(|(_, id)| !before.contains(id)) {
        note(&format!("{path}[{id}]"), None, Some(&new[place]), found);
    }
}

fn id(form: &Form) -> Option<String> {
    let Form::Fields { fields, .. } = form else { return None };
    let named = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted);
    let (_, id) = named("id").or_else(|| named("organisation"))?;
    match id {
        Form::Atom(text) => Some(text.trim_matches('"').to_owned()),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::scenario::load_text;

    const BASE: &str = r#"(
        id: "base", title: "Base",
        organisations: [
            (id: "west", zones: [(id: "only")], hosts: [(id: "pcs", zone: "only", count: 3)]),
            (id: "east", zones: [(id: "only")], hosts: [(id: "pcs", zone: "only", count: 3)]),
        ],
        teams: [],
    )"#;

    fn found(from: &str, to: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let read = |text: &str| load_text("x.ron", text, &[]).document.unwrap();
        let (old, new) = (read(BASE), read(&BASE.replacen(from, to, 1)));
        differences(&old, &new).into_iter().map(|one| (one.path, one.old, one.new)).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_value_is_told_by_its_path_and_both_sides() {
        let all = found("count: 3", "count: 4");
        assert_eq!(all, [("organisations[west].hosts[pcs].count".to_owned(), some("3"), some("4"))]);
    }

    #[test]
    fn what_stands_as_by_default_is_no_difference_and_else_has_no_other_side() {
        assert_eq!(found(r#"title: "Base","#, r#"title: "Base", experiment: (seed: 2016),"#), []);
        let all = found(r#"title: "Base","#, r#"title: "Base", experiment: (seed: 7),"#);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&all[0].1, all[0].0.starts_with("experiment")), (&None, true));
    }

    #[test]
    fn elements_are_found_by_their_ids() {
        let all = found(r#"(id: "east","#, r#"(id: "north","#);
        let paths: Vec<&str> = all.iter().map(|one| one.0.as_str()).collect();
        assert_eq!(paths, ["organisations[east]", "organisations[north]"]);
        assert!(all[0].2.is_none() && all[1].1.is_none());
    }
}
