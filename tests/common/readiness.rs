//! Teams of scenarios made at random: patching, and what they make of warnings and advice.

use super::Side;

/// What a team has for it.
pub(super) fn of(side: &Side, reversed: bool) -> String {
    let mut all = String::new();
    if side.patches() {
        let workaround = if side.ready & 4 > 0 { ", workaround: (work: \"40min\", leaves: 0.4)" } else { "" };
        all.push_str(&format!(", patching: (desk: \"l2\", emergency: {}{workaround})", side.blocks));
    }
    if side.ready & 1 > 0 {
        let mut called = [
            "(desk: \"l1\", analysts: 2)",
            "(desk: \"l2\", after: \"20min\")",
            "(desk: \"l1\", after: \"3h\")",
        ];
        let mut raised_by = ["EarlyWarning", "IncidentReport"];
        if reversed {
            called.reverse();
            raised_by.reverse();
        }
        all.push_str(&format!(
            ", posture: (raised_by: [{}], lasts: \"{}h\", sensing: 3.0, alarms: 2.5, heeds: 0.5, on_call: [{}])",
            raised_by.join(", "),
            2 + side.hosts,
            called.join(", ")
        ));
    }
    if side.ready & 2 > 0 {
        all.push_str(&format!(
            ", hardening: (desk: \"l1\", work: Exp(mean: \"1h\"), delay: \"90min\", leaves: 0.6, floor: 0.4, own: {}, \
             overdone: 0.3)",
            side.blocks
        ));
    }
    all
}
