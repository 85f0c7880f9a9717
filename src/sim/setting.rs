//! What stays the same during a run: the scenario, the policies of the arm, the luck, and the stable keys of
//! everything.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bevy_ecs::resource::Resource;

use crate::engine::{Luck, StableKey};
use crate::scenario::model::{
    AccountId, Arrangement, CampaignId, HostRef, IndicatorId, MissionId, NoiseId, OrgId, Owner, Scenario,
    SensorId, StepId, SupplierId, TeamId, UsersId, VulnerabilityId,
};

/// The scenario, the arm that is played, and its luck.
#[derive(Clone, Debug, Resource)]
pub(crate) struct Setting {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) arrangement: Arc<Arrangement>,
    pub(crate) luck: Luck,
    pub(crate) asked: Asked,
}

/// The sum of all random questions that were asked ([`crate::engine::question`]): the same whatever their order.
///
/// One thread plays a run; the number is atomic only so that whoever may only look can count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked(Arc<AtomicU64>);

impl Asked {
    #[inline]
    pub(crate) fn add(&self, question: u64) {
        self.0.store(self.0.load(Ordering::Relaxed).wrapping_add(question), Ordering::Relaxed);
    }

    pub(crate) fn sum(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Stable keys, made once for each scenario from ids alone.
#[derive(Debug)]
pub(crate) struct Keys {
    organisations: Vec<StableKey>,
    /// With the number of the first host of each.
    groups: Vec<(StableKey, u32)>,
    sensors: Vec<StableKey>,
    noises: Vec<StableKey>,
    users: Vec<StableKey>,
    missions: Vec<StableKey>,
    teams: Vec<StableKey>,
    campaigns: Vec<StableKey>,
    vulnerabilities: Vec<StableKey>,
    accounts: Vec<StableKey>,
    suppliers: Vec<StableKey>,
}

impl Keys {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let organisations: Vec<StableKey> = scenario
            .organisations
            .iter()
            .map(|organisation| StableKey::named("organisation").child(&organisation.name.id))
            .collect();
        let within = |organisation: OrgId, sort: &str, id: &str| {
            organisations[organisation.index()].child(sort).child(id)
        };
        Self {
            groups: scenario
                .groups
                .iter()
                .map(|g| (within(g.organisation, "hosts", &g.name.id), g.first))
                .collect(),
            sensors: scenario.sensors.iter().map(|s| within(s.organisation, "sensor", &s.name.id)).collect(),
            noises: scenario.noises.iter().map(|n| within(n.organisation, "noise", &n.name.id)).collect(),
            users: scenario.users.iter().map(|u| within(u.organisation, "users", &u.name.id)).collect(),
            missions: scenario
                .missions
                .iter()
                .map(|m| within(m.organisation, "mission", &m.name.id))
                .collect(),
            teams: scenario.teams.iter().map(|t| StableKey::named("team").child(&t.name.id)).collect(),
            campaigns: scenario
                .campaigns
                .iter()
                .map(|c| StableKey::named("campaign").child(&c.name.id))
                .collect(),
            vulnerabilities: scenario
                .vulnerabilities
                .iter()
                .map(|v| StableKey::named("vulnerability").child(&v.name.id))
                .collect(),
            accounts: scenario
                .accounts
                .iter()
                .map(|a| within(a.organisation, "account", &a.name.id))
                .collect(),
            suppliers: scenario
                .suppliers
                .iter()
                .map(|s| StableKey::named("supplier").child(&s.name.id))
                .collect(),
            organisations,
        }
    }

    pub(crate) fn organisation(&self, id: OrgId) -> StableKey {
        self.organisations[id.index()]
    }

    pub(crate) fn host(&self, host: HostRef) -> StableKey {
        let (group, first) = self.groups[host.group.index()];
        group.index(u64::from(first + host.number))
    }

    pub(crate) fn sensor(&self, id: SensorId) -> StableKey {
        self.sensors[id.index()]
    }

    pub(crate) fn noise(&self, id: NoiseId) -> StableKey {
        self.noises[id.index()]
    }

    pub(crate) fn users(&self, id: UsersId) -> StableKey {
        self.users[id.index()]
    }

    pub(crate) fn mission(&self, id: MissionId) -> StableKey {
        self.missions[id.index()]
    }

    pub(crate) fn team(&self, id: TeamId) -> StableKey {
        self.teams[id.index()]
    }

    pub(crate) fn campaign(&self, id: CampaignId) -> StableKey {
        self.campaigns[id.index()]
    }

    pub(crate) fn account(&self, id: AccountId) -> StableKey {
        self.accounts[id.index()]
    }

    pub(crate) fn supplier(&self, id: SupplierId) -> StableKey {
        self.suppliers[id.index()]
    }

    pub(crate) fn vulnerability(&self, id: VulnerabilityId) -> StableKey {
        self.vulnerabilities[id.index()]
    }
}

impl Setting {
    /// The key of one campaign against one organisation.
    pub(crate) fn intrusion_key(&self, campaign: CampaignId, victim: OrgId) -> StableKey {
        self.keys.campaign(campaign).with(self.keys.organisation(victim))
    }

    /// The key of a step of a campaign.
    pub(crate) fn step_key(&self, campaign: CampaignId, step: StepId) -> StableKey {
        let name = &self.scenario.campaign(campaign).steps[step.index()].name;
        self.keys.campaign(campaign).child("step").child(&name.id)
    }

    /// The key of what an adversary uses.
    pub(crate) fn indicator_key(&self, indicator: IndicatorId) -> StableKey {
        let spec = self.scenario.indicator(indicator);
        let owner = match &spec.owner {
            Owner::Campaign(campaign) => self.keys.campaign(*campaign),
            Owner::Actor(id) => StableKey::named("actor").child(id),
        };
        owner.child("indicator").child(&spec.name.id)
    }

    /// The key of a policy: of its rule and its two ends, so that strategies with a rule in common share its
    /// luck.
    pub(crate) fn policy_key(&self, policy: usize) -> StableKey {
        let policy = &self.arrangement.policies[policy];
        StableKey::named("policy")
            .child(&policy.rule.id)
            .with(self.keys.team(policy.from))
            .with(self.keys.team(policy.to))
    }
}
