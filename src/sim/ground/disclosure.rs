//! Disclosure: when weaknesses become known to all.

use bevy_ecs::system::In;

use crate::scenario::model::VulnerabilityId;
use crate::sim::action::Action;
use crate::sim::fact::What;
use crate::sim::script::{Script, rank};

/// Plans the disclosures of this run; what was known before it began brings nothing new.
pub(crate) fn plan_disclosures(script: &mut Script) {
    let scenario = script.scenario();
    for (place, vulnerability) in scenario.vulnerabilities.iter().enumerate() {
        let Some(disclosed) = vulnerability.disclosed.filter(|at| *at > script.now()) else { continue };
        let id = VulnerabilityId::at(place);
        let key = script.setting().keys.vulnerability(id);
        let after = Some(disclosed.since(script.now()));
        script.plan(after, rank::CONTROL, key, None, Action::Disclose(id));
    }
}

/// A weakness becomes known to all: from now on every campaign can exploit it.
pub(super) fn disclose(In(vulnerability): In<VulnerabilityId>, mut script: Script) {
    script.record(What::VulnerabilityDisclosed { vulnerability });
}
