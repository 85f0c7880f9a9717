//! Who a rule is about: teams, and groups of teams.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::names::{Index, distinct};
use crate::scenario::check::{Checker, MOST_COMBINATIONS};
use crate::scenario::decode::{Id, List, Reference, Spanned};

/// The teams that senders or receivers are, sorted; all where none is named.
pub(super) fn ends(written: &List<Reference>, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<usize> {
    if written.is_empty() {
        return index.teams.places().collect();
    }
    distinct(written, "team or group", cx);
    let groups: Vec<(&str, Place)> =
        index.team_groups.rows().map(|(_, row)| (row.id.as_str(), row.id.place)).collect();
    let mut all = Vec::new();
    for reference in written {
        let group = || index.team_groups.row(index.team_groups.find(reference.as_str())?);
        if let Some(team) = index.teams.find(reference.as_str()) {
            all.push(team);
        } else if let Some(group) = group() {
            all.extend(group.teams.iter().filter_map(|team| index.teams.find(team.as_str())));
        } else {
            index.teams.report_unknown(reference, &groups, cx);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Groups have teams, and names of their own.
pub(super) fn check_groups(index: &Index<'_>, cx: &mut Checker<'_>) {
    for (_, group) in index.team_groups.rows() {
        let at = (group.place, group.id.place);
        cx.some(&group.teams, at, format!("group `{}` has no team", group.id.value), "`teams`");
        index.teams.resolve_all(&group.teams, cx);
        if let Some(team) = index.teams.find(group.id.as_str()).and_then(|place| index.teams.row(place)) {
            let message = format!("the group of teams `{}` is called as a team is", group.id.value);
            cx.report(
                Diagnostic::error(Code::DuplicateId, message)
                    .at(group.id.place, "")
                    .also(team.id.place, "this team")
                    .help("give the group another id: rules name teams and groups alike"),
            );
        }
    }
}

/// The ordered pairs of different teams that a rule or the like is about, sorted; `left` is how many there may still be.
/// `kind` is what it is, `lacks` what it does where there is no pair.
pub(super) fn pairs(
    (kind, lacks): (&str, &str),
    (id, from, to): (&Spanned<Id>, &List<Reference>, &List<Reference>),
    index: &Index<'_>,
    left: &mut usize,
    cx: &mut Checker<'_>,
) -> Vec<(usize, usize)> {
    let from = ends(from, index, cx);
    let to = ends(to, index, cx);
    if from.len().saturating_mul(to.len()) > *left {
        let message = format!("{kind} `{}` makes more policies than the simulator holds", id.value);
        let help = format!(
            "name fewer teams in `from` and `to`: all rules make at most {MOST_COMBINATIONS} policies"
        );
        cx.report(Diagnostic::error(Code::TooMany, message).at(id.place, "").help(help));
        return Vec::new();
    }
    let pairs: Vec<(usize, usize)> = from
        .iter()
        .flat_map(|from| to.iter().map(move |to| (*from, *to)))
        .filter(|(from, to)| from != to)
        .collect();
    *left -= pairs.len();
    // Ends that are unknown have been reported.
    if pairs.is_empty() && !from.is_empty() && !to.is_empty() && cx.is_whole() {
        let message = format!("{kind} `{}` {lacks}", id.value);
        cx.report(
            Diagnostic::error(Code::NoPair, message)
                .at(id.place, "its only sender is its only receiver")
                .help("name two different teams in `from` and `to`, or leave one of them out for all teams"),
        );
    }
    pairs
}
