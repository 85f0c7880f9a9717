//! Suppliers: whom they serve, and that steps through them find hosts there.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::names::{Index, distinct};
use crate::scenario::check::select::Choice;
use crate::scenario::check::{Checker, name};
use crate::scenario::document as written;
use crate::scenario::model::{OrgId, Scenario, Serves, StepEffect, Supplier, Through};

/// All suppliers.
pub(in crate::scenario::check) fn suppliers(index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Supplier> {
    index.suppliers.rows().map(|(_, row)| supplier(row, index, cx)).collect()
}

fn supplier(row: &written::Supplier, index: &Index<'_>, cx: &mut Checker<'_>) -> Supplier {
    let message = format!("supplier `{}` serves nobody", row.id.value);
    cx.some(&row.serves, (row.place, row.id.place), message, "`serves`");
    distinct(row.serves.iter().map(|served| &served.organisation), "organisation", cx);
    let served = |served: &written::Serves| {
        let place = index.organisations.resolve(&served.organisation, cx)?;
        let owner = &served.organisation;
        let message = format!("supplier `{}` serves no host of `{}`", row.id.value, owner.value);
        cx.some(&served.hosts, (served.place, owner.place), message, "`hosts`");
        let lacks = format!("organisation `{}` has no", owner.value);
        let hosts = Choice::of(&index.estates[place].variants, lacks).select(&served.hosts, cx)?;
        Some(Serves {
            organisation: OrgId::at(place),
            groups: hosts.into_iter().map(|hosts| hosts.id).collect(),
            vetting: served.vetting.unwrap_or(row.vetting),
        })
    };
    let mut serves: Vec<Serves> = row.serves.iter().filter_map(served).collect();
    serves.sort_by_key(|served| served.organisation);
    Supplier { name: name(row), serves }
}

/// A step that comes with a delivery must find hosts that take it, at every victim.
pub(in crate::scenario::check) fn check_deliveries(
    document: &written::Scenario,
    scenario: &Scenario,
    cx: &mut Checker<'_>,
) {
    // Where something is missing, what is left says nothing.
    if cx.diagnostics.has_errors() {
        return;
    }
    for (row, campaign) in in_order(&document.campaigns).into_iter().zip(&scenario.campaigns) {
        let mut steps: Vec<&written::Step> = row.steps.iter().collect();
        steps.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        for (written, step) in steps.into_iter().zip(&campaign.steps) {
            let (StepEffect::Enter { targets, through, .. }
            | StepEffect::Move { targets, through, .. }
            | StepEffect::Spread { targets, through, .. }) = &step.effect
            else {
                continue;
            };
            let Through::Trusted { supplier: Some(id) } = through else { continue };
            let supplier = scenario.supplier(*id);
            let spared = campaign.victims.iter().find(|victim| {
                let here = |group| scenario.group(group).organisation == victim.organisation;
                !targets.iter().any(|group| here(*group) && supplier.reaches(*group))
            });
            if let Some(victim) = spared {
                let victim = &scenario.organisation(victim.organisation).name.id;
                let message =
                    format!("supplier `{}` serves no target of this step at `{victim}`", supplier.name.id);
                let fault = Diagnostic::error(Code::TargetMissing, message).at(written.does.place, "");
                cx.report(fault.help("add the hosts to what it `serves`, or to `targets`"));
            }
        }
    }
}

fn in_order(campaigns: &[written::Campaign]) -> Vec<&written::Campaign> {
    let mut all: Vec<&written::Campaign> = campaigns.iter().collect();
    all.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    all
}
