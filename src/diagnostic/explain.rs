//! What each code means, at length, with a wrong and a right example: the texts of `explain/C….md`.
//!
//! A file begins with the explanation; `## Wrong` and `## Right` follow, with an example in a fenced block each. A
//! block of `ron` holds top-level fields of a scenario, which take the place of those of `explain/base.ron`; one that
//! begins with a bracket is a whole scenario. A block of `text` says in words what cannot be shown.

use super::Code;

/// The scenario that examples stand in.
const BASE: &str = include_str!("explain/base.ron");

/// What can be read about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it means, why it is refused or warned about, what to do: paragraphs, with texts of scenarios in backticks.
    pub meaning: &'static str,
    /// What gives this code.
    pub wrong: Vec<Example>,
    /// What does not.
    pub right: Vec<Example>,
}

/// A fenced block of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What stands behind the fence: `ron` for a part of a scenario, `text` for words, or something of a code's own.
    pub language: &'static str,
    /// The lines between the fences.
    pub text: &'static str,
}

impl Explanation {
    /// Of a code.
    pub fn of(code: Code) -> Self {
        Self::parse(code.explanation())
    }

    fn parse(markdown: &'static str) -> Self {
        let mut sections = markdown.split("\n## ");
        let meaning = sections.next().unwrap_or_default().trim();
        let mut explanation = Self { meaning, wrong: Vec::new(), right: Vec::new() };
        for section in sections {
            match section.split_once('\n') {
                Some(("Wrong", body)) => explanation.wrong.extend(examples(body)),
                Some(("Right", body)) => explanation.right.extend(examples(body)),
                _ => {}
            }
        }
        explanation
    }
}

fn examples(section: &'static str) -> Vec<Example> {
    let mut rest = section;
    std::iter::from_fn(|| {
        let (language, body) = rest.split_once("```")?.1.split_once('\n')?;
        // what a command line says may need no text
        let empty = body.strip_prefix("```").map(|after| ("", after));
        let (text, after) = empty.or_else(|| body.split_once("\n```"))?;
        rest = after;
        Some(Example { language, text })
    })
    .collect()
}

impl Example {
    /// The whole scenario that an example of the language `ron` stands for.
    pub fn scenario(&self) -> String {
        in_base(self.text)
    }
}

/// A scenario of these top-level fields, each at the beginning of a line, and all others of the scenario that examples
/// stand in; a text that begins with a bracket is one already. The fields come first, in the second line.
pub fn in_base(fields: &str) -> String {
    if fields.trim_start().starts_with('(') {
        return fields.to_owned();
    }
    let given: Vec<&str> = fields.lines().filter_map(field).collect();
    let mut kept = true;
    let rest = BASE.lines().skip_while(|line| *line != "(").skip(1).filter(|line| {
        if let Some(name) = line.strip_prefix("    ").and_then(field) {
            kept = !given.contains(&name);
        }
        kept || *line == ")"
    });
    std::iter::once("(").chain(fields.lines()).chain(rest).map(|line| format!("{line}\n")).collect()
}

/// The field that begins at the beginning of a line.
fn field(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_apart() {
        let file = "What.\n\nWhy.\n\n## Wrong\n\n```ron\nid: \"A\",\n```\n\n## Wrong\n```ron\nid: \"B\",\n```\n\n## Right\nIn words:\n\n```text\nlower\ncase\n```\n```ron\nid: \"a\",\n```\n";
        let example = |language, text| Example { language, text };
        let explanation = Explanation {
            meaning: "What.\n\nWhy.",
            wrong: vec![example("ron", "id: \"A\","), example("ron", "id: \"B\",")],
            right: vec![example("text", "lower\ncase"), example("ron", "id: \"a\",")],
        };
        assert_eq!(Explanation::parse(file), explanation);
        let empty = Explanation { meaning: "Only words.", wrong: Vec::new(), right: Vec::new() };
        assert_eq!(Explanation::parse("Only words.\n"), empty);
    }

    #[test]
    fn fields_take_the_place_of_those_of_the_base() {
        let text = in_base("title: \"Other\",\nteams: [\n    (id: \"x\"),\n],");
        assert!(text.starts_with("(\ntitle: \"Other\",\nteams: [\n"), "{text}");
        assert!(text.ends_with("\n)\n"), "{text}");
        assert_eq!((text.matches("title:").count(), text.matches("teams:").count()), (1, 1), "{text}");
        assert!(text.contains("\n    organisations: [\n") && !text.contains("cert-eu"), "{text}");
        assert_eq!(in_base("(id: \"whole\")"), "(id: \"whole\")");
    }
}
