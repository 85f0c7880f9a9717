//! How indicators lose their worth.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::Checker;
use crate::scenario::check::attack::kind;
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{IndicatorKind, Polynomial};
use crate::units::Span;

const KINDS: [IndicatorKind; 6] = [
    IndicatorKind::Hash,
    IndicatorKind::Address,
    IndicatorKind::Domain,
    IndicatorKind::Artefact,
    IndicatorKind::Tool,
    IndicatorKind::Ttp,
];

/// The decay of each kind that has one.
pub(super) fn decay(rows: &[written::Decay], cx: &mut Checker<'_>) -> Vec<(IndicatorKind, Polynomial)> {
    let mut named: BTreeMap<IndicatorKind, (Polynomial, Place)> = BTreeMap::new();
    let mut rest: Option<(Polynomial, Place)> = None;
    for row in rows {
        let model = model(&row.model, cx);
        if row.kinds.is_empty() {
            match rest {
                None => rest = Some((model, row.place)),
                Some((_, first)) => repeated(row.place, first, "all other kinds", cx),
            }
        }
        for written in &row.kinds {
            let kind = kind(*written);
            match named.get(&kind) {
                None => {
                    named.insert(kind, (model, row.place));
                }
                Some((_, first)) => repeated(row.place, *first, kind.text(), cx),
            }
        }
    }
    let of = |kind| Some((kind, named.get(&kind).or(rest.as_ref())?.0));
    KINDS.into_iter().filter_map(of).collect()
}

fn repeated(at: Place, first: Place, kind: &str, cx: &mut Checker<'_>) {
    cx.report(
        Diagnostic::error(Code::RepeatedDecay, format!("two decays are for indicators of kind {kind}"))
            .at(at, "the second")
            .also(first, "the first")
            .help("take the kind from one of them: each kind loses its worth in one way"),
    );
}

fn model(written: &written::DecayModel, cx: &mut Checker<'_>) -> Polynomial {
    match written {
        written::DecayModel::Nids => Polynomial::NIDS,
        written::DecayModel::Phishing => Polynomial::PHISHING,
        written::DecayModel::Polynomial { base, threshold, lifetime, speed } => {
            within(base, "base", base.value > 0.0 && base.value <= 100.0, "above 0, and 100 at most", cx);
            let below = threshold.value >= 0.0 && threshold.value < base.value;
            within(threshold, "threshold", below, "from 0 to less than the base", cx);
            within(speed, "speed", speed.value > 0.0 && speed.value <= 20.0, "above 0, and 20 at most", cx);
            if lifetime.value == Span::ZERO {
                let fault = Diagnostic::error(Code::OutOfRange, "the lifetime takes no time");
                cx.report(fault.at(lifetime.place, "").help("write an age, such as \"120d\""));
            }
            Polynomial {
                base: base.value,
                threshold: threshold.value,
                lifetime: lifetime.value,
                speed: speed.value,
            }
        }
    }
}

fn within(value: &Spanned<f64>, what: &str, good: bool, range: &str, cx: &mut Checker<'_>) {
    if !good {
        let message = format!("{} is out of range for the {what} of a decay", value.value);
        let fault = Diagnostic::error(Code::OutOfRange, message).at(value.place, "");
        cx.report(fault.help(format!("write a number {range}")));
    }
}
