//! What is done to contain an incident, and taken back when it is over.

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_ecs::prelude::*;

use super::incident::{Evidence, Incident};
use super::knowledge::{Handling, Learning, Lessons};
use super::practice::Techniques;
use crate::engine::Purpose;
use crate::scenario::model::{
    AccountId, Containment, Countermeasure, GroupId, HostRef, ServiceId, Severity, Use,
};
use crate::sim::fact::{Casework, Provenance, What};
use crate::sim::ground::Levers;
use crate::sim::script::Script;
use crate::units::Span;

const AUTHORITY: Purpose = Purpose::new("containment.authority");

/// What is done about an incident, and what of that is in force.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct Measures {
    pub(super) chosen: Vec<Countermeasure>,
    /// Accounts that it has disabled.
    accounts: BTreeSet<AccountId>,
    /// Services that it has shut down, and where.
    shut: Vec<(ServiceId, Vec<GroupId>)>,
}

/// Chooses what is done, and says how long it takes until that may be done; none for never.
pub(super) fn choose(
    script: &Script,
    incident: &Incident,
    rule: &Containment,
    severity: Severity,
    found: &Techniques,
) -> (Measures, Option<Span>) {
    let (chosen, authorities) = rule.chosen(severity, &found.0);
    let mut longest = Some(Span::ZERO);
    for authority in authorities {
        let span = script.span(authority, incident.key, AUTHORITY, 0);
        longest = longest.zip(span).map(|(longest, span)| longest.max(span));
    }
    let startex = script.setting().scenario.exercise.startex;
    let waited = longest.map(|span| {
        let asked = script.now() + span;
        rule.hours.map_or(span, |hours| span + hours.until_open(startex, asked))
    });
    (Measures { chosen, ..Measures::default() }, waited)
}

impl Measures {
    /// Whether hosts are isolated.
    pub(super) fn isolates(&self) -> bool {
        self.chosen.contains(&Countermeasure::IsolateHosts)
    }

    /// Does everything that was chosen, but for isolating hosts.
    pub(super) fn carry_out(
        &mut self,
        script: &mut Script,
        levers: &mut Levers,
        lessons: &mut Lessons,
        (incident, evidence): (&Incident, &Evidence),
        known: &[HostRef],
    ) {
        for measure in self.chosen.clone() {
            match measure {
                Countermeasure::IsolateHosts => {}
                Countermeasure::DisableAccounts => self.disable(script, levers, incident, known),
                Countermeasure::BlockIndicators => block(script, lessons, incident, evidence),
                Countermeasure::ShutService { service, at } => {
                    self.shut_down(script, levers, incident, service, at);
                }
            }
        }
    }

    fn disable(&mut self, script: &mut Script, levers: &mut Levers, incident: &Incident, known: &[HostRef]) {
        let mut accounts = levers.exposed_accounts(script, known);
        accounts.retain(|account| self.accounts.insert(*account));
        if accounts.is_empty() {
            return;
        }
        let casework = Casework::AccountsDisabled { accounts: count(accounts.len()) };
        let disabled = script.record(What::Casework { incident: incident.id, casework });
        script.go_on_from(disabled);
        levers.disable(script, incident.organisation, &accounts);
    }

    fn shut_down(
        &mut self,
        script: &mut Script,
        levers: &mut Levers,
        incident: &Incident,
        service: ServiceId,
        mut at: Vec<GroupId>,
    ) {
        let scenario = script.scenario();
        at.retain(|group| scenario.group(*group).organisation == incident.organisation);
        if at.is_empty() || self.shut.iter().any(|(other, groups)| *other == service && *groups == at) {
            return;
        }
        let hosts = at.iter().map(|group| scenario.group(*group).count).sum();
        let casework = Casework::ServiceShut { service, hosts };
        let shut = script.record(What::Casework { incident: incident.id, casework });
        script.go_on_from(shut);
        levers.shut(script, incident.organisation, service, &at);
        self.shut.push((service, at));
    }

    /// Eradication: disabled accounts get new credentials, and so do those that lie on known hosts where the team does that.
    pub(super) fn renew(
        &mut self,
        script: &mut Script,
        levers: &mut Levers,
        incident: &Incident,
        known: Option<&BTreeSet<HostRef>>,
    ) {
        let disabled: Vec<AccountId> = std::mem::take(&mut self.accounts).into_iter().collect();
        let known: Vec<HostRef> = known.into_iter().flatten().copied().collect();
        let mut all: BTreeSet<AccountId> = levers.exposed_accounts(script, &known).into_iter().collect();
        all.extend(&disabled);
        if all.is_empty() {
            return;
        }
        let casework = Casework::CredentialsReset { accounts: count(all.len()) };
        let reset = script.record(What::Casework { incident: incident.id, casework });
        script.go_on_from(reset);
        levers.renew(&all);
        levers.enable(script, incident.organisation, &disabled);
    }

    /// The hosts are back: what was shut down is opened again.
    pub(super) fn reopen(&mut self, script: &mut Script, levers: &mut Levers, incident: &Incident) {
        for (service, at) in std::mem::take(&mut self.shut) {
            let casework = Casework::ServiceReopened { service };
            let reopened = script.record(What::Casework { incident: incident.id, casework });
            script.go_on_from(reopened);
            levers.reopen(script, incident.organisation, service, &at);
        }
    }
}

fn block(script: &mut Script, lessons: &mut Lessons, incident: &Incident, evidence: &Evidence) {
    for (pattern, kind) in &evidence.0 {
        let (pattern, kind, provenance) = (*pattern, *kind, Provenance::Own);
        let handling = Handling::own(Use::Block);
        let lesson = Learning {
            team: incident.team,
            pattern,
            kind,
            provenance,
            handling,
            seen: script.now(),
            through: Arc::default(),
            at_once: true,
        };
        lessons.learn(script, lesson);
    }
}

fn count(accounts: usize) -> u32 {
    u32::try_from(accounts).unwrap_or(u32::MAX)
}
