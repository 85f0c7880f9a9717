//! `coalition explain`: what a code means, with a wrong and a right example.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::args::{Explain, ExplainFormat};
use super::error::CliError;
use super::{exit, output};
use crate::diagnostic::explain::Example;
use crate::diagnostic::{Code, Explanation, suggest};

pub(super) fn explain(options: &Explain) -> Result<u8, CliError> {
    let one = options.code.as_deref().map(find).transpose()?;
    let all = one.map_or(Code::ALL.to_vec(), |code| vec![code]);
    output::with(|out| match (options.format, one) {
        (ExplainFormat::Text, None) => all
            .iter()
            .try_for_each(|code| writeln!(out, "{} {}: {}", code.text(), code.name(), code.meaning())),
        (ExplainFormat::Text, Some(code)) => text(code, out),
        (ExplainFormat::Markdown, _) => all.iter().try_for_each(|code| markdown(*code, out)),
        (ExplainFormat::Json, None) => document(&all.iter().copied().map(object).collect(), out),
        (ExplainFormat::Json, Some(code)) => document(&object(code), out),
    })?;
    Ok(exit::OK)
}

/// A code by its text or its name, in letters of either case.
fn find(written: &str) -> Result<Code, CliError> {
    let named =
        |code: &&Code| [code.text(), code.name()].iter().any(|text| text.eq_ignore_ascii_case(written));
    Code::ALL.iter().find(named).copied().ok_or_else(|| {
        let known = Code::ALL.iter().flat_map(|code| [code.text(), code.name()]);
        let help = suggest::closest(written, known).map_or_else(
            || "`coalition explain` shows all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        CliError::Usage(format!("there is no diagnostic `{written}`: {help}"))
    })
}

fn text(code: Code, out: &mut dyn Write) -> io::Result<()> {
    let explanation = Explanation::of(code);
    writeln!(out, "{} {}: {}\n\n{}", code.text(), code.name(), code.meaning(), explanation.meaning)?;
    for (title, examples) in [("Wrong", &explanation.wrong), ("Right", &explanation.right)] {
        for example in examples {
            writeln!(out, "\n{title}:\n")?;
            indented(example, out)?;
        }
    }
    Ok(())
}

fn indented(example: &Example, out: &mut dyn Write) -> io::Result<()> {
    example
        .text
        .lines()
        .try_for_each(|line| writeln!(out, "{}{line}", if line.is_empty() { "" } else { "    " }))
}

fn markdown(code: Code, out: &mut dyn Write) -> io::Result<()> {
    let (head, body) = (format!("## {} {}", code.text(), code.name()), code.explanation().trim_end());
    let body = body.replace("\n## ", "\n### ");
    writeln!(out, "{head}\n\n*{}*\n\n{body}\n", code.meaning())
}

fn object(code: Code) -> Value {
    let explanation = Explanation::of(code);
    let texts = |examples: &[Example]| examples.iter().map(|example| example.text).collect::<Vec<_>>();
    json!({
        "code": code.text(),
        "name": code.name(),
        "meaning": code.meaning(),
        "explanation": explanation.meaning,
        "wrong": texts(&explanation.wrong),
        "right": texts(&explanation.right),
    })
}

fn document(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{value:#}")
}
