//! SARIF 2.1.0 (OASIS), the format in which code scanners and editors exchange findings.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Explanation, Label, Place, Sources};

/// What relative paths are relative to: the folder that the program was called in, as a rule the top of a repository.
const ROOT: &str = "%SRCROOT%";
/// Bytes of a path that a URI holds as they are (RFC 3986: unreserved, and `/`).
const PLAIN: &[u8] = b"-._~/";

/// A log with one run: every diagnostic of these files is a result, in the order of the files and of their text; the
/// codes that occur are its rules, with their explanations. Lines and columns count from 1, columns in characters
/// (Unicode code points), and a region ends at the column after its last character. What was counted but not kept
/// stands in the run's property `omitted`.
pub fn render<'a>(files: impl IntoIterator<Item = (&'a Diagnostics, &'a Sources)>) -> Value {
    let files: Vec<(&Diagnostics, &Sources)> = files.into_iter().collect();
    let found =
        || files.iter().flat_map(|(all, sources)| all.sorted().into_iter().map(move |one| (one, *sources)));
    let mut codes: Vec<Code> = found().map(|(one, _)| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: BTreeMap<Code, usize> = codes.iter().enumerate().map(|(at, code)| (*code, at)).collect();
    let results: Vec<Value> = found().map(|(one, sources)| result(one, &rules, sources)).collect();
    let mut run = json!({
        "tool": { "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
        } },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let omitted: usize = files.iter().map(|(all, _)| all.omitted()).sum();
    if omitted > 0 {
        run["properties"] = json!({ "omitted": omitted });
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.text(),
        "name": pascal(code.name()),
        "shortDescription": { "text": literal(code.meaning()) },
        "fullDescription": { "text": literal(Explanation::of(code).meaning) },
        "help": { "text": literal(code.explanation()), "markdown": code.explanation() },
    })
}

fn result(diagnostic: &Diagnostic, rules: &BTreeMap<Code, usize>, sources: &Sources) -> Value {
    let helps = diagnostic.helps.iter().map(|help| format!("\nhelp: {help}"));
    let message: String = std::iter::once(diagnostic.message.clone()).chain(helps).collect();
    let first = diagnostic.place();
    let mut result = json!({
        "ruleId": diagnostic.code.text(),
        "ruleIndex": rules.get(&diagnostic.code),
        "level": diagnostic.severity.text(),
        "message": { "text": literal(&message) },
        "locations": first.map(|place| location(place, "", sources)).into_iter().collect::<Vec<_>>(),
    });
    let others: Vec<Value> = diagnostic
        .labels
        .iter()
        .filter(|label| shows_more(label, first))
        .enumerate()
        .map(|(number, label)| {
            let mut other = location(label.place, &label.text, sources);
            other["id"] = json!(number);
            other
        })
        .collect();
    if !others.is_empty() {
        result["relatedLocations"] = json!(others);
    }
    result
}

/// Whether a label says more than where the fault is.
fn shows_more(label: &Label, first: Option<Place>) -> bool {
    Some(label.place) != first || !label.text.is_empty()
}

fn location(place: Place, text: &str, sources: &Sources) -> Value {
    let (start, end) = (sources.start(place), sources.end(place));
    let mut location = Map::new();
    location.insert(
        "physicalLocation".to_owned(),
        json!({
            "artifactLocation": artifact(sources.get(place.source).name()),
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        }),
    );
    if !text.is_empty() {
        location.insert("message".to_owned(), json!({ "text": literal(text) }));
    }
    Value::Object(location)
}

/// A path as it was given, as a URI: relative where the path is.
fn artifact(name: &str) -> Value {
    let path = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    if path.starts_with('/') {
        return json!({ "uri": format!("file://{}", encoded(&path)) });
    }
    let with_drive = path.as_bytes().get(1..3) == Some(b":/");
    if with_drive {
        return json!({ "uri": format!("file:///{}", encoded(&path)) });
    }
    json!({ "uri": encoded(path.trim_start_matches("./")), "uriBaseId": ROOT })
}

fn encoded(path: &str) -> String {
    let byte = |byte: u8| match byte {
        _ if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).collect()
}

/// A text in which nothing is taken for a placeholder (`{0}`, section 3.11.5) or a link (`[text](target)`, section
/// 3.11.6).
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        match c {
            '{' if is_placeholder(rest) => out.push_str("{{"),
            '}' if text[..at].rsplit_once('{').is_some_and(|(_, inner)| is_number(inner)) => {
                out.push_str("}}");
            }
            ']' if rest.starts_with("](") => out.push_str("\\]"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a text begins with `{`, digits and `}`.
fn is_placeholder(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    inner.is_some_and(|(inner, _)| is_number(inner))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `unknown-field` as `UnknownField`, the form that SARIF gives the names of rules.
fn pascal(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn findings_have_rules_levels_and_regions() {
        let mut sources = Sources::new();
        let source = sources.add("./my files/é.ron", "é: 1,\né: 2");
        let mut all = Diagnostics::new();
        all.push(
            Diagnostic::error(Code::DuplicateField, "`é` is written twice")
                .at(Place::new(source, 7..9), "again")
                .also(Place::new(source, 0..2), "first, see [this](1) and {0}")
                .help("take one away"),
        );
        all.push(Diagnostic::warning(Code::DuplicateField, "without a place"));
        let mut log = render([(&all, &sources)]);
        let rules =
            log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().map(std::mem::take).unwrap_or_default();
        assert_eq!(rules.len(), 1, "each once");
        let texts =
            ["shortDescription", "fullDescription", "help"].map(|field| rules[0][field]["text"].as_str());
        assert_eq!(rules[0]["id"], "C0103");
        assert_eq!(rules[0]["name"], "DuplicateField");
        assert!(texts.iter().all(|text| text.is_some_and(|text| !text.is_empty())), "{texts:?}");
        assert_snapshot!(format!("{log:#}"));
    }

    #[test]
    fn files_share_their_rules_and_nothing_is_a_run_without_results() {
        let mut sources = Sources::new();
        let source = sources.add("/tmp/a.ron", "x");
        let fault = |code| Diagnostic::error(code, "wrong").at(Place::new(source, 0..1), "");
        let mut both = Diagnostics::new();
        both.push(fault(Code::WrongType));
        both.push(fault(Code::Syntax));
        let log = render([(&both, &sources), (&both, &sources)]);
        let results = log["runs"][0]["results"].as_array().cloned().unwrap_or_default();
        let found: Vec<_> =
            results.iter().map(|one| (one["ruleId"].as_str(), one["ruleIndex"].as_u64())).collect();
        let (syntax, kind) = ((Some("C0004"), Some(0)), (Some("C0104"), Some(1)));
        assert_eq!(found, [syntax, kind, syntax, kind]);
        let location = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(*location, json!({ "uri": "file:///tmp/a.ron" }));
        let empty = render([(&Diagnostics::new(), &Sources::new())]);
        assert_eq!(empty["runs"][0]["results"], json!([]));
    }

    #[test]
    fn texts_mean_what_they_say() {
        for (text, expected) in [
            ("`{…}` and {name} {}", "`{…}` and {name} {}"),
            ("{0} {{12}}", "{{0}} {{{12}}}"),
            ("[a, b] (c)", "[a, b] (c)"),
            ("[a](b)", "[a\\](b)"),
        ] {
            assert_eq!(literal(text), expected);
        }
    }

    #[test]
    fn what_is_not_kept_is_counted() {
        let mut all = Diagnostics::new();
        for number in 0..Diagnostics::MOST + 3 {
            all.push(Diagnostic::error(Code::Syntax, number.to_string()));
        }
        assert_eq!(render([(&all, &Sources::new())])["runs"][0]["properties"]["omitted"], 3);
    }
}
