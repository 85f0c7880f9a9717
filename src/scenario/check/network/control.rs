//! Controls on hosts: each kind at most once.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::Checker;
use crate::scenario::decode::{List, Spanned};
use crate::scenario::document as written;
use crate::scenario::model::{Backups, Edr, HostControls};
use crate::units::Span;

/// The controls of a group.
pub(super) fn controls(list: &List<Spanned<written::Control>>, cx: &mut Checker<'_>) -> HostControls {
    let mut controls = HostControls::default();
    let mut seen: Vec<(std::mem::Discriminant<written::Control>, Place)> = Vec::new();
    for control in list {
        let kind = std::mem::discriminant(&control.value);
        match seen.iter().find(|(other, _)| *other == kind) {
            Some((_, first)) => cx.report(repeated(control.place, *first)),
            None => seen.push((kind, control.place)),
        }
        add(&mut controls, control, cx);
    }
    controls
}

fn repeated(again: Place, first: Place) -> Diagnostic {
    Diagnostic::error(Code::RepeatedControl, "hosts have the same kind of control twice")
        .at(again, "again here")
        .also(first, "first here")
        .help("take one of them away")
}

fn add(controls: &mut HostControls, control: &Spanned<written::Control>, cx: &mut Checker<'_>) {
    match &control.value {
        written::Control::Edr { prevents, detects, delay } => {
            controls.edr = Some(Edr { prevents: *prevents, detects: *detects, delay: delay.clone() });
        }
        written::Control::Mfa { stops } => controls.mfa = Some(*stops),
        written::Control::MacroBlocking { stops } => controls.macro_blocking = Some(*stops),
        written::Control::AllowListing { stops } => controls.allow_listing = Some(*stops),
        written::Control::Backups { every, restore } => {
            if every.value == Span::ZERO {
                let fault = Diagnostic::error(Code::OutOfRange, "backups have no time between them");
                cx.report(
                    fault.at(every.place, "").help("write the time from one to the next, such as \"1d\""),
                );
            }
            cx.ends(restore, control.place, "putting a host back");
            controls.backups = Some(Backups { every: every.value, restore: restore.clone() });
        }
    }
}
