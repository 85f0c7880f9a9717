//! The summary of an experiment: sentences and tables that a general reads in a minute.

mod sentences;
mod tables;

use std::io::{self, Write};

use crate::experiment::{ComparisonRow, Design, RankRow, Results};
use crate::metrics::Metric;

/// Of more teams than this, the summary says what is most and least; the files have each.
const MOST_TEAMS: usize = 6;

/// What the summary is made from.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// What was run.
    pub design: &'a Design,
    /// What came out.
    pub results: &'a Results,
    /// Each strategy against not sharing.
    pub comparison: &'a [ComparisonRow],
    /// All arms in their order.
    pub ranking: &'a [RankRow],
    /// The metric that strategies are ranked by.
    pub main: &'static Metric,
}

impl<'a> Findings<'a> {
    /// The comparison of one metric for one strategy and team (or `all`).
    fn row(&self, strategy: &str, team: &str, metric: &str) -> Option<&'a ComparisonRow> {
        self.comparison
            .iter()
            .find(|row| *row.strategy == *strategy && *row.team == *team && row.metric == metric)
    }

    /// The strategies, as id and label.
    fn strategies(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.results.arms[1..].iter().map(|arm| (&*arm.id, &*arm.label))
    }

    /// All arms by the main metric, the best first.
    fn ranked(&self) -> impl Iterator<Item = &'a RankRow> {
        let main = self.main.name;
        self.ranking.iter().filter(move |row| row.metric == main)
    }

    /// What an arm is called.
    fn label(&self, arm: &str) -> &'a str {
        self.results.arms.iter().find(|one| *one.id == *arm).map_or("", |one| &one.label)
    }

    /// Whether anything of this metric can be seen in the scenario: without missions, none is lost.
    fn shows(&self, metric: &str) -> bool {
        !metric.starts_with("mission_") || !self.design.scenario.missions.is_empty()
    }

    /// Whether there is anything to compare with not sharing.
    fn compares(&self) -> bool {
        self.strategies().next().is_some()
    }

    /// Whether there are more teams than fit on a page.
    fn has_many_teams(&self) -> bool {
        self.design.scenario.teams.len() > MOST_TEAMS
    }

    /// The teams, as id and label.
    fn teams(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.design.scenario.teams.iter().map(|team| (&*team.name.id, &*team.name.label))
    }
}

/// Writes the summary for a screen of this many columns.
///
/// # Errors
/// What the writer says.
pub fn write(findings: &Findings, width: u16, to: &mut impl Write) -> io::Result<()> {
    let width_of_text = usize::from(width.clamp(60, 110));
    for paragraph in sentences::opening(findings) {
        writeln!(to, "{}\n", wrap(&paragraph, width_of_text))?;
    }
    if !findings.compares() {
        return writeln!(to, "{}", tables::baseline(findings, width)?);
    }
    writeln!(to, "{}\n", tables::strategies(findings, width))?;
    for paragraph in sentences::by_strategy(findings) {
        writeln!(to, "{}\n", wrap(&paragraph, width_of_text))?;
    }
    if findings.has_many_teams() {
        writeln!(to, "What each team gets is in comparison.csv and teams.csv.\n")?;
    } else {
        writeln!(to, "{}\n", tables::teams(findings, width))?;
    }
    for paragraph in sentences::closing(findings) {
        writeln!(to, "{}", wrap(&paragraph, width_of_text))?;
    }
    Ok(())
}

/// Writes the comparison as Markdown tables, one a strategy.
///
/// # Errors
/// What the writer says.
pub fn write_markdown(findings: &Findings, to: &mut impl Write) -> io::Result<()> {
    for paragraph in sentences::opening(findings) {
        writeln!(to, "{paragraph}\n")?;
    }
    for (strategy, label) in findings.strategies() {
        writeln!(to, "## {label}\n")?;
        writeln!(to, "{}\n", tables::markdown(findings, strategy))?;
    }
    Ok(())
}

/// Breaks a paragraph into lines of at most this many characters, a hanging indent behind a bullet.
fn wrap(paragraph: &str, width: usize) -> String {
    let indent = if paragraph.starts_with("- ") { "  " } else { "" };
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("{indent}{word}"));
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}
