//! What adversaries leave behind to mislead.

use super::kind;
use super::step::Room;
use crate::scenario::check::names::Table;
use crate::scenario::check::select::Choice;
use crate::scenario::check::{Checker, name};
use crate::scenario::document as written;
use crate::scenario::model::Decoy;

impl Room<'_, '_> {
    /// The decoys of a step.
    pub(super) fn decoys(&self, step: &written::Step, cx: &mut Checker<'_>) -> Vec<Decoy> {
        let decoys = Table::new(&step.decoys, format!(" of step `{}`", step.id.value), 0, cx);
        decoys.rows().map(|(_, row)| self.decoy(row, cx)).collect()
    }

    fn decoy(&self, row: &written::Decoy, cx: &mut Checker<'_>) -> Decoy {
        let message = format!("nothing depends on the decoy `{}`", row.id.value);
        cx.some(&row.stops, (row.place, row.id.place), message, "`stops`");
        let hosts = self.index.estates.iter().flat_map(|estate| &estate.variants);
        let found = Choice::of(hosts, "no organisation has a".to_owned()).select(&row.stops, cx);
        Decoy {
            name: name(row),
            kind: kind(row.kind),
            taken: row.taken,
            stops: found.unwrap_or_default().into_iter().map(|hosts| hosts.id).collect(),
        }
    }
}
