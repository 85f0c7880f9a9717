//! What a rule shares.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::Checker;
use crate::scenario::decode::List;
use crate::scenario::document as written;
use crate::scenario::model::ObjectKind;

pub(in crate::scenario::check) fn object(written: written::ObjectKind) -> ObjectKind {
    match written {
        written::ObjectKind::Indicators => ObjectKind::Indicator,
        written::ObjectKind::EarlyWarning => ObjectKind::EarlyWarning,
        written::ObjectKind::IncidentReport => ObjectKind::IncidentReport,
        written::ObjectKind::Advisory => ObjectKind::Advisory,
        written::ObjectKind::Hardening => ObjectKind::Hardening,
        written::ObjectKind::Playbooks => ObjectKind::Playbook,
    }
}

/// Sorts of objects, sorted, each once.
pub(in crate::scenario::check) fn objects(written: &List<written::ObjectKind>) -> Vec<ObjectKind> {
    let mut all: Vec<ObjectKind> = written.iter().map(|written| object(*written)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A rule shares something, and what it shares is known by then.
pub(super) fn check(rule: &written::Rule, cx: &mut Checker<'_>) {
    let at = (rule.place, rule.id.place);
    cx.some(&rule.passes, at, format!("rule `{}` passes nothing", rule.id.value), "`passes`");
    let (knows, remedy): (fn(written::ObjectKind) -> bool, &str) = match rule.trigger {
        written::Trigger::Suspicion => (
            |kind| matches!(kind, written::ObjectKind::Indicators | written::ObjectKind::EarlyWarning),
            "share it on confirmation or later: write another `trigger`, such as `Confirmation`",
        ),
        written::Trigger::Confirmation | written::Trigger::Containment => (
            |kind| kind != written::ObjectKind::Hardening,
            "what helps is known when the incident is closed: write `trigger: Closure` or `trigger: Periodic()`",
        ),
        written::Trigger::Receipt => (
            |kind| kind == written::ObjectKind::Indicators,
            "what partners told goes on as indicators alone: write `passes: [Indicators]`",
        ),
        written::Trigger::Closure | written::Trigger::Periodic { .. } => return,
    };
    for kind in rule.passes.iter().filter(|kind| !knows(**kind)) {
        let message = format!(
            "rule `{}` passes something before it can be known: {}",
            rule.id.value,
            object(*kind).text().replace('_', " ")
        );
        cx.report(Diagnostic::error(Code::NotKnownYet, message).at(rule.id.place, "").help(remedy));
    }
}
