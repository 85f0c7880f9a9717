//! A part of a scenario by its path: `teams.cert-eu.triage`.

use crate::scenario::decode::Form;

/// There is no such part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no `{missing}` in {}: {}", place(path), remedy(there))]
pub struct PartError {
    /// The word that leads nowhere.
    pub missing: String,
    /// The words before it.
    pub path: String,
    /// Those that would have led on.
    pub there: Vec<String>,
}

fn place(path: &str) -> String {
    if path.is_empty() { "the scenario".to_owned() } else { format!("`{path}`") }
}

fn remedy(there: &[String]) -> String {
    let shown: Vec<&str> = there.iter().take(12).map(String::as_str).collect();
    match there.len() {
        0 => "it has no parts".to_owned(),
        1..=12 => format!("it has {}", shown.join(", ")),
        _ => format!("it has {}, …", shown.join(", ")),
    }
}

/// The part at a path: names of fields, and ids or numbers (from 0) of the elements of lists.
///
/// # Errors
/// [`PartError`] where a word of the path leads nowhere.
pub fn part<'f>(form: &'f Form, path: &str) -> Result<&'f Form, PartError> {
    let mut here = form;
    let mut gone: Vec<&str> = Vec::new();
    for word in path.split('.') {
        here = step(here, word).ok_or_else(|| PartError {
            missing: word.to_owned(),
            path: gone.join("."),
            there: words(here),
        })?;
        gone.push(word);
    }
    Ok(here)
}

fn step<'f>(form: &'f Form, word: &str) -> Option<&'f Form> {
    match form {
        Form::Atom(_) => None,
        Form::Fields { fields, .. } => fields.iter().find(|(name, _)| *name == word).map(|(_, form)| form),
        Form::Wrapped { inner, .. } => step(inner, word),
        Form::List(items) => {
            let by_id = items.iter().find(|item| id(item).as_deref() == Some(word));
            by_id.or_else(|| word.parse::<usize>().ok().and_then(|place| items.get(place)))
        }
    }
}

fn words(form: &Form) -> Vec<String> {
    match form {
        Form::Atom(_) => Vec::new(),
        Form::Fields { fields, .. } => fields.iter().map(|(name, _)| (*name).to_owned()).collect(),
        Form::Wrapped { inner, .. } => words(inner),
        Form::List(items) => (0..)
            .zip(items)
            .map(|(place, item): (usize, _)| id(item).unwrap_or_else(|| place.to_string()))
            .collect(),
    }
}

/// What an element of a list is called by.
fn id(form: &Form) -> Option<String> {
    match form {
        Form::Fields { fields, .. } => fields.iter().find_map(|(name, form)| match form {
            Form::Atom(text) if *name == "id" => Some(text.trim_matches('"').to_owned()),
            _ => None,
        }),
        _ => None,
    }
}
