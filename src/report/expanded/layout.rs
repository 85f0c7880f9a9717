//! A value laid out as `coalition fmt` leaves it.

use crate::scenario::decode::Form;

/// Columns that what stands on one line may fill.
const WIDTH: usize = 110;
const INDENT: &str = "    ";

/// The text of a value, with a line break at its end. What fits on a line stands on one; the outermost brackets never do.
pub fn to_ron(form: &Form) -> String {
    let mut out = String::new();
    match form {
        Form::Atom(_) => out.push_str(&form.to_string()),
        _ => broken(form, 0, &mut out),
    }
    out.push('\n');
    out
}

fn write(form: &Form, level: usize, before: usize, out: &mut String) {
    let flat = form.to_string();
    // A comma follows.
    if matches!(form, Form::Atom(_)) || INDENT.len() * level + before + flat.chars().count() < WIDTH {
        out.push_str(&flat);
    } else {
        broken(form, level, out);
    }
}

fn broken(form: &Form, level: usize, out: &mut String) {
    match form {
        Form::Atom(text) => out.push_str(text),
        Form::List(items) if items.iter().all(|item| matches!(item, Form::Atom(_))) => {
            filled(items, level, out);
        }
        Form::List(items) => {
            lines(("", "[", "]"), level, out, items, |item, out| write(item, level + 1, 0, out))
        }
        Form::Fields { name, fields } => lines((name, "(", ")"), level, out, fields, |(field, form), out| {
            out.push_str(&format!("{field}: "));
            write(form, level + 1, field.len() + 2, out);
        }),
        Form::Wrapped { name, inner } => {
            out.push_str(&format!("{name}("));
            write(inner, level, name.len() + 2, out);
            out.push(')');
        }
    }
}

/// Each element on a line of its own.
fn lines<T>(
    (name, open, close): (&str, &str, &str),
    level: usize,
    out: &mut String,
    items: &[T],
    mut write: impl FnMut(&T, &mut String),
) {
    out.push_str(name);
    out.push_str(open);
    if items.is_empty() {
        out.push_str(close);
        return;
    }
    for item in items {
        next_line(level + 1, out);
        write(item, out);
        out.push(',');
    }
    next_line(level, out);
    out.push_str(close);
}

/// As many words on a line as it holds.
fn filled(items: &[Form], level: usize, out: &mut String) {
    out.push('[');
    let mut column = WIDTH;
    for item in items {
        let text = format!("{item},");
        let length = text.chars().count() + 1;
        if column + length > WIDTH {
            next_line(level + 1, out);
            column = INDENT.len() * (level + 1);
        } else {
            out.push(' ');
        }
        out.push_str(&text);
        column += length;
    }
    if !items.is_empty() {
        next_line(level, out);
    }
    out.push(']');
}

fn next_line(level: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&INDENT.repeat(level));
}
