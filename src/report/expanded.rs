//! The scenario as it will run, in the notation of scenario files: networks generated, presets put in, and with all
//! defaults where one asks for them. What is read from it is the same scenario again.

mod layout;
mod part;

use serde_json::{Map, Value};

pub use layout::to_ron;
pub use part::{PartError, part};

use crate::scenario::decode::{Decode, Form, List};
use crate::scenario::document::Scenario;

/// A document of which everything that it names has been put in, as one would write it.
///
/// What stands as by default is left out, unless `defaults` asks for it; what may be left out and is has no default, and
/// is then `None`.
pub fn form(mut document: Scenario, defaults: bool) -> Form {
    // What these asked for is there now; asked for again, it would be there twice.
    document.arrangement.presets = List::new();
    let mut organisations = document.organisations.into_vec();
    for organisation in &mut organisations {
        organisation.generate = None;
    }
    document.organisations = organisations.into();
    let form = document.form();
    if defaults { form.complete(&Scenario::describe()) } else { form }
}

/// The same as JSON: `Name(field: …)` is `{"Name": {"field": …}}`, a bare word is a text, `None` is `null`.
pub fn to_json(form: &Form) -> Value {
    let named = |name: &str, value: Value| match name {
        "" => value,
        name => Value::Object(Map::from_iter([(name.to_owned(), value)])),
    };
    match form {
        Form::Atom(text) => atom(text),
        Form::List(items) => items.iter().map(to_json).collect(),
        Form::Fields { name, fields } => {
            let fields = fields.iter().map(|(field, form)| ((*field).to_owned(), to_json(form)));
            named(name, Value::Object(fields.collect()))
        }
        Form::Wrapped { name, inner } => named(name, to_json(inner)),
    }
}

fn atom(text: &str) -> Value {
    if text == "None" {
        return Value::Null;
    }
    if text.starts_with('"')
        && let Ok(text) = ron::from_str::<String>(text)
    {
        return Value::String(text);
    }
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests;
