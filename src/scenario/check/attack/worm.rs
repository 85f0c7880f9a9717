//! What spreads by itself: where it looks for hosts, and what stops it.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::Checker;
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{KillSwitch, Removal, Scans};
use crate::units::{Distribution, Probability};

/// Where a step looks for hosts; `targets` is the largest number of them at one victim.
pub(super) fn scans(
    row: &written::Step,
    scans: &written::Scans,
    every: &Spanned<Distribution>,
    targets: u64,
    cx: &mut Checker<'_>,
) -> Scans {
    let written::Scans::Space { addresses } = scans else { return Scans::Reachable };
    if !matches!(every.value, Distribution::Exponential { .. }) {
        let message =
            format!("step `{}` scans addresses at intervals that are not exponential", row.id.value);
        cx.report(
            Diagnostic::error(Code::NotExponential, message)
                .at(every.place, "")
                .help("write the mean time between two probes: `every: Exp(mean: \"200ms\")`"),
        );
    }
    if addresses.value < targets.max(1) {
        let message = format!("step `{}` has more targets than addresses to scan", row.id.value);
        cx.report(
            Diagnostic::error(Code::OutOfRange, message)
                .at(addresses.place, format!("{targets} targets at one victim"))
                .help(format!("write at least {}; IPv4 has 4294967296", targets.max(1))),
        );
    }
    Scans::Space { addresses: addresses.value.max(1) }
}

/// What those who run hosts do about a worm. It must do something, and what is closed must have been taken back.
pub(super) fn removal(row: &written::Step, removal: &written::Removal, cx: &mut Checker<'_>) -> Removal {
    let (cleans, patches) = (!removal.cleaned.is_never(), !removal.patched.is_never());
    if !cleans && !patches && !cx.is_damaged(removal.place) {
        let message = format!("hosts that step `{}` spreads to are never cleaned nor patched", row.id.value);
        cx.report(Diagnostic::error(Code::IdleRemoval, message).at(removal.place, "").help(
            "write when: `cleaned: Exp(mean: \"6h\")` or `patched: LogNormal(median: \"1d\", sigma: 1.0)`",
        ));
    } else if !cleans && removal.immune.value < Probability::ALWAYS && !cx.is_damaged(removal.place) {
        let message = format!("hosts that step `{}` has taken are never cleaned", row.id.value);
        cx.report(
            Diagnostic::error(Code::IdleRemoval, message)
                .at(removal.immune.place, "so nothing is closed or left open after it")
                .help("write when, `cleaned: Exp(mean: \"6h\")`, or leave `immune` out"),
        );
    }
    Removal {
        cleaned: removal.cleaned.clone(),
        immune: removal.immune.value,
        patched: removal.patched.clone(),
    }
}

/// What stops the worm of a campaign. It must have something to stop, and somebody who may throw it.
pub(super) fn kill_switch(row: &written::Campaign, cx: &mut Checker<'_>) -> Option<KillSwitch> {
    let switch = row.kill_switch.as_ref()?;
    let spreads = |step: &written::Step| matches!(step.does.value, written::Effect::Spread { .. });
    if !row.steps.iter().any(spreads) && !cx.is_damaged(row.place) {
        let message =
            format!("campaign `{}` has a kill switch, and nothing that it could stop", row.id.value);
        cx.report(
            Diagnostic::error(Code::IdleSwitch, message)
                .at(switch.place, "")
                .help("take it out, or write a step that does `Spread(…)`"),
        );
    }
    if switch.after.is_never() && switch.found_by_analysis.get() == 0.0 && !cx.is_damaged(switch.place) {
        let message = format!("nobody ever throws the kill switch of campaign `{}`", row.id.value);
        cx.report(
            Diagnostic::error(Code::IdleSwitch, message)
                .at(switch.place, "")
                .help("write when, `after: \"7h\"`, or a chance, `found_by_analysis: 0.1`"),
        );
    }
    Some(KillSwitch { after: switch.after.clone(), found_by_analysis: switch.found_by_analysis })
}
