//! Examples of explanations, as they are read: in one text, in several files, or with arguments.

use coalition::diagnostic::explain::in_base;
use coalition::metrics::definition;
use coalition::scenario::{Changes, Draft, Loaded, Options};

/// Whether an example of this language can be read.
pub(crate) fn can_be_read(language: &str) -> bool {
    matches!(language, "ron" | "files") || language.starts_with("run ")
}

/// What an example comes to.
///
/// A block of `files` has a line `=== name` before each file; the first is the scenario, which stands in the base. A block
/// of `run …` has arguments behind the fence: `--variant ID`, `--set PATH=VALUE`.
pub(crate) fn read(language: &str, text: &str) -> Loaded {
    let names = definition::names();
    let (draft, changes) = match language {
        "ron" => (Draft::of_text("scenario.ron", in_base(text)), Changes::default()),
        "files" => (of_files(text), Changes::default()),
        _ => (Draft::of_text("scenario.ron", in_base(text)), changes(language)),
    };
    draft.build(&Options { metrics: &names, changes: Some(&changes), ..Options::default() })
}

fn of_files(text: &str) -> Draft {
    let mut files = text.split("=== ").skip(1).filter_map(|file| file.split_once('\n'));
    let (name, scenario) = files.next().expect("a scenario among the files");
    Draft::of_texts(name, in_base(scenario.trim_end()), files)
}

fn changes(language: &str) -> Changes {
    let words: Vec<&str> = language.split_whitespace().skip(1).collect();
    let mut changes = Changes::default();
    for pair in words.chunks(2) {
        match *pair {
            ["--variant", id] => changes.variant = Some(id.to_owned()),
            ["--set", setting] => changes.settings.push(setting.parse().expect("a setting")),
            _ => panic!("an example has the arguments `{language}`"),
        }
    }
    changes
}
