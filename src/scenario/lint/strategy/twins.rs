//! Strategies that are the same but for their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Code;
use crate::scenario::decode::{Decode, Form};
use crate::scenario::document as written;
use crate::scenario::lint::view::View;
use crate::scenario::lint::{Finder, finding};

/// Tells of strategies that are written alike; those of which nothing comes have been told.
pub(super) fn lint(view: &View<'_>, idle: &BTreeSet<&str>, cx: &mut Finder<'_>) {
    let mut seen: BTreeMap<String, &written::Strategy> = BTreeMap::new();
    // in the order of the text, so that the later one is told
    let rows = view.document.arrangement.strategies.iter();
    for row in rows.filter(|row| !idle.contains(row.id.as_str())) {
        let what = unnamed(row.form()).to_string();
        match seen.get(&what) {
            None => {
                seen.insert(what, row);
            }
            Some(first) => {
                let message = format!(
                    "strategies `{}` and `{}` are the same but for names: they differ by luck alone",
                    first.id.value, row.id.value
                );
                cx.push(
                    finding(Code::TwinStrategies, message)
                        .at(row.id.place, "")
                        .also(first.id.place, "the same is written here")
                        .help("let them differ in what is to be compared, or take one of them away"),
                );
            }
        }
    }
}

/// What is written, without ids and labels, and lists in an order that does not depend on how they were written.
fn unnamed(form: Form) -> Form {
    match form {
        Form::Fields { name, fields } => {
            let fields = fields.into_iter().filter(|(name, _)| !matches!(*name, "id" | "label"));
            Form::Fields { name, fields: fields.map(|(name, form)| (name, unnamed(form))).collect() }
        }
        Form::List(items) => {
            let mut items: Vec<Form> = items.into_iter().map(unnamed).collect();
            items.sort_by_cached_key(Form::to_string);
            Form::List(items)
        }
        Form::Wrapped { name, inner } => Form::Wrapped { name, inner: Box::new(unnamed(*inner)) },
        atom @ Form::Atom(_) => atom,
    }
}
