//! Values as a planner would write them.

use std::fmt;

/// A value in the notation of scenario files, without places and remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A number, a text in quotation marks, a bare word.
    Atom(String),
    /// `[…]`
    List(Vec<Form>),
    /// `Name(field: …)`; what stands as by default is not there.
    Fields {
        /// The name before the brackets; none where the type goes without saying.
        name: &'static str,
        /// Fields in the order of their declaration.
        fields: Vec<(&'static str, Form)>,
    },
    /// `Name(…)`
    Wrapped {
        /// The name before the brackets.
        name: &'static str,
        /// What they hold.
        inner: Box<Form>,
    },
}

impl Form {
    /// Something that is written as it is displayed.
    pub fn plain(value: &impl ToString) -> Self {
        Self::Atom(value.to_string())
    }

    /// Something that is written in quotation marks.
    pub fn quoted(value: &impl ToString) -> Self {
        let mut text = String::from("\"");
        for c in value.to_string().chars() {
            match c {
                '"' | '\\' => text.extend(['\\', c]),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                other => text.push(other),
            }
        }
        text.push('"');
        Self::Atom(text)
    }

    /// A field, unless it stands as it would if nothing were written.
    pub fn field(name: &'static str, form: Self, default: Option<Self>) -> Option<(&'static str, Self)> {
        (default.as_ref() != Some(&form)).then_some((name, form))
    }
}

/// On one line.
impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Atom(text) => f.write_str(text),
            Self::List(items) => {
                f.write_str("[")?;
                separated(items, f, |item, f| item.fmt(f))?;
                f.write_str("]")
            }
            Self::Fields { name, fields } => {
                write!(f, "{name}(")?;
                separated(fields, f, |(name, form), f| write!(f, "{name}: {form}"))?;
                f.write_str(")")
            }
            Self::Wrapped { name, inner } => write!(f, "{name}({inner})"),
        }
    }
}

fn separated<T>(
    items: &[T],
    f: &mut fmt::Formatter<'_>,
    write: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        write(item, f)?;
    }
    Ok(())
}
