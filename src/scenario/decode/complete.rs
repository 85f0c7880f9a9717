//! Defaults written out, as the declarations have them that scenarios are read by.

use super::{FieldDoc, Form, Shape, TypeDoc, VariantDoc};

/// What is optional in a distribution belongs to another way of writing it.
const ALTERNATIVES: &str = "Distribution";

impl Form {
    /// A value of a type, with everything that it leaves at its default.
    pub fn complete(self, of: &TypeDoc) -> Self {
        complete(self, of)
    }
}

fn complete(form: Form, of: &TypeDoc) -> Form {
    match (&of.shape, form) {
        (Shape::Optional(inner), form) if form != none() => complete(form, &inner()),
        (Shape::List(inner), Form::List(items)) => {
            let inner = inner();
            Form::List(items.into_iter().map(|item| complete(item, &inner)).collect())
        }
        (Shape::Struct(declared), Form::Fields { name, fields }) => {
            Form::Fields { name, fields: fill(fields, declared, true) }
        }
        (Shape::Choice(variants), form) => chosen(form, variants_of(variants), of.name != ALTERNATIVES),
        (_, form) => form,
    }
}

type Variant<'a> = (&'static str, &'a [FieldDoc], Option<fn() -> TypeDoc>);

fn variants_of(variants: &[VariantDoc]) -> Vec<Variant<'_>> {
    variants.iter().map(|one| (one.name, one.fields.as_slice(), one.inner)).collect()
}

fn chosen(form: Form, variants: Vec<Variant<'_>>, optional: bool) -> Form {
    let find = |wanted: &str| variants.iter().find(|(name, ..)| *name == wanted).copied();
    match form {
        Form::Fields { name, fields } => {
            let declared = find(name).map_or(&[][..], |(_, declared, _)| declared);
            Form::Fields { name, fields: fill(fields, declared, optional) }
        }
        Form::Wrapped { name, inner } => match find(name) {
            Some((_, _, Some(of))) => Form::Wrapped { name, inner: Box::new(complete(*inner, &of())) },
            _ => Form::Wrapped { name, inner },
        },
        atom => atom,
    }
}

/// All declared fields, in the order of their declaration.
fn fill(
    written: Vec<(&'static str, Form)>,
    declared: &[FieldDoc],
    optional: bool,
) -> Vec<(&'static str, Form)> {
    let value = |field: &FieldDoc| {
        let own = written.iter().find(|(name, _)| *name == field.name).map(|(_, form)| form.clone());
        let form = own.or_else(|| field.default.map(|default| default())).unwrap_or_else(none);
        (optional || form != none()).then(|| (field.name, complete(form, &(field.of)())))
    };
    declared.iter().filter_map(value).collect()
}

fn none() -> Form {
    Form::Atom("None".to_owned())
}
