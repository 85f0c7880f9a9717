//! Rewrites the text of a scenario in ways that must not change what it means.

use coalition::diagnostic::{Diagnostics, Sources};
use coalition::scenario::syntax::{Node, NodeKind, parse};

/// How a text is rewritten.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Every list and every field the other way round.
    Reverse,
    /// A zone that nothing links to with a thousand hosts in each organisation, and a strategy that nobody plays.
    AddUntouched,
}

/// The text of the same scenario, rewritten.
pub(crate) fn rewritten(text: &str, change: Change) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let source = sources.add("scenario.ron", text);
    let tree = parse(source, &sources, &mut diagnostics).expect("a bundled scenario parses");
    render(&tree, "", &sources, change)
}

fn render(node: &Node, field: &str, sources: &Sources, change: Change) -> String {
    let reverse = |mut items: Vec<String>| {
        if change == Change::Reverse {
            items.reverse();
        }
        items
    };
    match &node.kind {
        NodeKind::List(items) => {
            let texts = items.iter().map(|item| render(item, "", sources, change)).collect();
            // an expectation of an order means it
            let mut texts = if field == "ascending" { texts } else { reverse(texts) };
            let holds_structs = items.iter().any(|item| matches!(item.kind, NodeKind::Struct { .. }));
            if change == Change::AddUntouched && holds_structs {
                texts.extend(untouched(field).map(str::to_owned));
            }
            format!("[{}]", texts.join(", "))
        }
        NodeKind::Struct { name, fields } => {
            let name = name.as_ref().map_or("", |name| &name.text);
            let texts = fields.iter().map(|field| {
                format!("{}: {}", field.name.text, render(&field.value, &field.name.text, sources, change))
            });
            let mut texts: Vec<String> = texts.collect();
            let has = |wanted: &str| fields.iter().any(|field| *field.name.text == *wanted);
            if change == Change::AddUntouched && has("presets") && !has("strategies") {
                texts.extend(untouched("strategies").map(|more| format!("strategies: [{more}]")));
            }
            format!("{name}({})", reverse(texts).join(", "))
        }
        _ => sources.text(node.place).to_owned(),
    }
}

/// What is added to a list of this field.
fn untouched(field: &str) -> Option<&'static str> {
    match field {
        "zones" => Some("(id: \"zz-aside\")"),
        "hosts" => Some("(id: \"zz-museum\", zone: \"zz-aside\", count: 1000)"),
        "strategies" => Some("(id: \"zz-unused\", rules: [(id: \"zz\", preparation: \"3h\")])"),
        _ => None,
    }
}
