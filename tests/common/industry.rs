//! Feeds and vendors of scenarios made at random.

use super::Spec;

/// What a strategy has of industry; nothing in every third scenario.
pub(super) fn bought(spec: &Spec, reversed: bool) -> String {
    if spec.hours.is_multiple_of(3) {
        return String::new();
    }
    let mut feeds = [
        "(id: \"list\", rate: \"3/h\", relevance: 0.5, harmless: 0.2, coverage: 0.7, lag: Exp(mean: \"3h\"), \
         kinds: [Tool, Hash, Domain, Address], every: \"5h\", acts: 0.8, ingested_by: \"l2\", ingestion: Exp(mean: \"2min\"))",
        "(id: \"other\", to: [\"everybody\"], rate: \"1/h\", coverage: 0.5, lag: Exp(mean: \"20d\"), pap: Amber)",
    ];
    let mut vendors = [
        "(id: \"lab\", signature: Exp(mean: \"5h\"), harmless: 0.3, patch: Exp(mean: \"4h\"))",
        "(id: \"maker\", from: [\"team-0\"], serves: [\"team-1\"], trigger: Containment, submitted_by: \"l1\", \
         submission: \"10min\", signature: Exp(mean: \"2h\"), pap: Amber, hunts: false)",
    ];
    if reversed {
        feeds.reverse();
        vendors.reverse();
    }
    format!(", feeds: [{}], vendors: [{}]", feeds.join(", "), vendors.join(", "))
}
