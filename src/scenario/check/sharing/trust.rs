//! How much teams trust each other.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::Checker;
use crate::scenario::check::names::Index;
use crate::scenario::document as written;
use crate::scenario::model::{TeamId, Trust};

/// How much teams trust each other, where that is written.
pub(in crate::scenario::check) fn trust(
    document: &written::Scenario,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Option<Trust> {
    let row = document.arrangement.trust.as_ref()?;
    let mut between: BTreeMap<(TeamId, TeamId), (f64, Place)> = BTreeMap::new();
    for regard in &row.between {
        let ends = [&regard.of, &regard.toward].map(|team| index.teams.resolve(team, cx).map(TeamId::at));
        let [Some(of), Some(toward)] = ends else { continue };
        if of == toward {
            let message = format!("team `{}` would trust itself", regard.of.value);
            cx.report(
                Diagnostic::error(Code::NoPair, message)
                    .at(regard.toward.place, "")
                    .help("name another team in `toward`"),
            );
        }
        if let Some((_, first)) = between.insert((of, toward), (regard.start.get(), regard.place)) {
            let message =
                format!("it is written twice how `{}` trusts `{}`", regard.of.value, regard.toward.value);
            cx.report(
                Diagnostic::error(Code::RepeatedReference, message)
                    .at(regard.place, "the second")
                    .also(first, "the first")
                    .help("take one of them away"),
            );
        }
    }
    Some(Trust {
        start: row.start.get(),
        between: between.into_iter().map(|(pair, (start, _))| (pair, start)).collect(),
        gain: row.gain.get(),
        false_alert: row.false_alert.get(),
        retraction: row.retraction.get(),
        leak: row.leak.get(),
        notices: row.notices,
        floor: row.floor.get(),
    })
}
