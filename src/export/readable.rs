//! JSON that people can look through and version control can compare: a line a member, lists of plain values on one line.

use serde_json::Value;

/// The text, with a line break at its end.
pub fn readable(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: usize, to: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let lines = members.iter().map(|(name, value)| (Some(name), value));
            block(lines, ('{', '}'), depth, to);
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            block(items.iter().map(|item| (None, item)), ('[', ']'), depth, to);
        }
        plain => to.push_str(&plain.to_string()),
    }
}

fn block<'v>(
    lines: impl Iterator<Item = (Option<&'v String>, &'v Value)>,
    (open, close): (char, char),
    depth: usize,
    to: &mut String,
) {
    to.push(open);
    for (place, (name, value)) in lines.enumerate() {
        to.push_str(if place > 0 { ",\n" } else { "\n" });
        to.push_str(&" ".repeat(depth + 1));
        if let Some(name) = name {
            to.push_str(&Value::from(name.as_str()).to_string());
            to.push_str(": ");
        }
        write(value, depth + 1, to);
    }
    to.push('\n');
    to.push_str(&" ".repeat(depth));
    to.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lists_stay_on_one_line_and_everything_reads_back() {
        let value = serde_json::json!({"a \"b\"": [1.5, null, 0.1], "c": [{"d": {}}, {"e": []}], "f": 3});
        let text = readable(&value);
        assert_eq!(
            text,
            "{\n \"a \\\"b\\\"\": [1.5,null,0.1],\n \"c\": [\n  {\n   \"d\": {}\n  },\n  {\n   \"e\": []\n  }\n ],\n \"f\": 3\n}\n"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }
}
