//! Which expectations are judged.

use glob::Pattern;

use super::super::error::CliError;
use crate::diagnostic::suggest;
use crate::scenario::model::Scenario;

/// What was asked for; everything where nothing was.
pub(super) struct Filter {
    wanted: Vec<Wanted>,
}

enum Wanted {
    Part(String),
    Pattern(Pattern),
}

impl Filter {
    pub(super) fn new(texts: &[String]) -> Result<Self, CliError> {
        let wanted = texts.iter().map(|text| {
            if !text.contains(['*', '?', '[']) {
                return Ok(Wanted::Part(text.clone()));
            }
            let wrong = |error: glob::PatternError| {
                CliError::Usage(format!("`{text}` is no pattern ({}): write one such as 'duo/*'", error.msg))
            };
            Pattern::new(text).map(Wanted::Pattern).map_err(wrong)
        });
        Ok(Self { wanted: wanted.collect::<Result<_, _>>()? })
    }

    pub(super) fn fits(&self, scenario: &str, expectation: &str) -> bool {
        let whole = format!("{scenario}/{expectation}");
        self.wanted.is_empty()
            || self.wanted.iter().any(|wanted| match wanted {
                Wanted::Part(text) => whole.contains(text),
                Wanted::Pattern(pattern) => {
                    [scenario, expectation, &whole].iter().any(|name| pattern.matches(name))
                }
            })
    }

    /// Fails where something was asked for and none of these scenarios has it.
    pub(super) fn expect_any<'a>(
        &self,
        scenarios: impl Iterator<Item = &'a Scenario>,
    ) -> Result<(), CliError> {
        let mut names = Vec::new();
        for scenario in scenarios {
            let id = &*scenario.name.id;
            for expectation in &scenario.expectations {
                if self.fits(id, &expectation.id) {
                    return Ok(());
                }
                names.extend([id.to_owned(), expectation.id.to_string(), format!("{id}/{}", expectation.id)]);
            }
        }
        let texts: Vec<&str> = self.wanted.iter().map(Wanted::text).collect();
        if texts.is_empty() {
            return Ok(());
        }
        let near = texts.iter().find_map(|text| suggest::closest(text, names.iter().map(String::as_str)));
        let help = near.map_or_else(
            || "write a part of an expectation's id, or of its scenario's".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Err(CliError::Usage(format!("no expectation fits `{}`: {help}", texts.join("`, `"))))
    }
}

impl Wanted {
    fn text(&self) -> &str {
        match self {
            Self::Part(text) => text,
            Self::Pattern(pattern) => pattern.as_str(),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_part_fits_anywhere_and_a_pattern_the_whole() {
        for (text, fits) in [
            ("hub", true),
            ("duo/hub", true),
            ("uo/hu", true),
            ("trio", false),
            ("hub-*", true),
            ("duo", true),
            ("du?", true),
            ("duo/*-pays", true),
            ("*-pay", false),
            ("trio/*", false),
        ] {
            assert_eq!(Filter::new(&[text.to_owned()]).unwrap().fits("duo", "hub-pays"), fits, "{text}");
        }
        assert!(Filter::new(&[]).unwrap().fits("duo", "hub-pays"));
        assert!(Filter::new(&["[".to_owned()]).is_err());
    }
}
