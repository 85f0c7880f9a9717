//! Who a rule is about: teams, and groups of teams.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::Checker;
use crate::scenario::check::names::{Index, distinct};
use crate::scenario::decode::{List, Reference};

/// The teams that senders or receivers are, sorted; all where none is named.
pub(super) fn ends(written: &List<Reference>, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<usize> {
    if written.is_empty() {
        return index.teams.places().collect();
    }
    distinct(written, "team or group", cx);
    let groups: Vec<&str> = index.team_groups.rows().map(|(_, row)| row.id.as_str()).collect();
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
