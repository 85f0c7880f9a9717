//! What a campaign can come to at its victims at best: which hosts it can get, which steps can succeed, and how soon.
//!
//! The answer is an upper bound. Everything that may be is taken to be: every chance above 0 comes up, nobody defends,
//! and privileges, credentials and footholds are never lost. So what is impossible here is impossible in every play.

mod ground;

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::model::{
    AccountId, Answer, Campaign, Does, GroupId, Impact, Needs, OrgId, Privilege, Scenario, ServiceId, Step,
    StepEffect, StepId, VulnerabilityId, ZoneId,
};

/// What a campaign can come to.
pub(super) struct Prospect {
    /// By place of the victim, and so by organisation.
    pub(super) victims: Vec<Course>,
}

/// What a campaign can come to at one victim.
pub(super) struct Course {
    pub(super) organisation: OrgId,
    /// Groups of which it may hold hosts, and the most that it may be allowed there.
    pub(super) held: BTreeMap<GroupId, Privilege>,
    /// By step: why it can never succeed; nothing where it can.
    pub(super) lacks: Vec<Option<Lack>>,
    /// By step: the least time from the beginning of the attack to its success [s].
    pub(super) soonest: Vec<f64>,
    /// Zones in which it may try hosts at all: where it may be, what links lead to from there, and where it gets in.
    pub(super) near: BTreeSet<ZoneId>,
    zones: BTreeMap<ZoneId, Privilege>,
    collects: bool,
    /// Whether credentials were stolen here.
    steals: bool,
}

/// Why a step can never succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// It has no chance.
    Chance,
    /// It takes for ever, or longer than it is given.
    Time,
    /// What must have succeeded before cannot.
    Before,
    /// What must have failed before cannot.
    NeverFails,
    /// No answer of the adversary leads to it.
    NoReaction,
    /// Nothing that gets in can succeed before.
    NoFoothold,
    /// It never has the privilege.
    NoPrivilege,
    /// No link leads to its targets over the service.
    NoLink(Option<ServiceId>),
    /// None of its targets has the weakness.
    NotVulnerable(VulnerabilityId),
    /// The weakness is disclosed after ENDEX.
    Undisclosed(VulnerabilityId),
    /// No credentials that it can have open its targets.
    NoCredentials,
    /// No credentials lie where it can be.
    NothingToSteal,
    /// The supplier serves none of its targets, or every delivery is found out.
    NotServed,
    /// Nothing was collected before.
    NothingCollected,
    /// It holds none of the hosts that it is about.
    NotHeld,
}

/// All campaigns.
pub(super) fn all(scenario: &Scenario) -> Vec<Prospect> {
    scenario.campaigns.iter().map(|campaign| Prospect::of(scenario, campaign)).collect()
}

impl Prospect {
    fn of(scenario: &Scenario, campaign: &Campaign) -> Self {
        let mut run = Run {
            scenario,
            campaign,
            branches: branches(campaign),
            keys: campaign.holds.iter().copied().collect(),
        };
        let mut victims: Vec<Course> =
            campaign.victims.iter().map(|victim| Course::new(victim.organisation, campaign)).collect();
        // what is stolen at one victim may open another
        loop {
            let mut moved = false;
            for course in &mut victims {
                moved |= run.advance(course);
            }
            if !moved {
                break;
            }
        }
        for course in &mut victims {
            run.time(course);
            course.near = run.near(course);
        }
        Self { victims }
    }

    /// What it can come to at an organisation that it hits.
    pub(super) fn at(&self, organisation: OrgId) -> Option<&Course> {
        let place = self.victims.binary_search_by_key(&organisation, |course| course.organisation).ok()?;
        self.victims.get(place)
    }

    /// Whether a step can succeed at some victim.
    pub(super) fn can(&self, step: usize) -> bool {
        self.victims.iter().any(|course| course.lacks[step].is_none())
    }
}

impl Course {
    fn new(organisation: OrgId, campaign: &Campaign) -> Self {
        Self {
            organisation,
            held: BTreeMap::new(),
            lacks: vec![Some(Lack::Before); campaign.steps.len()],
            soonest: vec![f64::INFINITY; campaign.steps.len()],
            near: BTreeSet::new(),
            zones: BTreeMap::new(),
            collects: false,
            steals: false,
        }
    }

    /// The most that it may be allowed anywhere.
    fn highest(&self) -> Option<Privilege> {
        self.zones.values().copied().max()
    }

    fn gain(&mut self, zone: ZoneId, group: GroupId, privilege: Privilege) -> bool {
        let raise = |had: Option<Privilege>| had.is_none_or(|had| had < privilege);
        let news = raise(self.held.get(&group).copied());
        if news {
            self.held.insert(group, privilege);
        }
        if raise(self.zones.get(&zone).copied()) {
            self.zones.insert(zone, privilege);
        }
        news
    }
}

/// Whether a step reaches an objective.
pub(super) fn is_objective(step: &Step) -> bool {
    match &step.effect {
        StepEffect::Achieve { .. } | StepEffect::Exfiltrate { .. } => true,
        StepEffect::Spread { then, .. } => {
            then.as_ref().is_some_and(|(impact, _)| *impact != Impact::Exfiltration)
        }
        _ => false,
    }
}

/// The steps that some answer branches to.
fn branches(campaign: &Campaign) -> BTreeSet<StepId> {
    let reaction = &campaign.reaction;
    let answers = [&reaction.on_block, &reaction.on_eviction, &reaction.on_hunt, &reaction.on_leak];
    let possible = |answer: &&Answer| answer.chance.get() > 0.0 && !answer.after.is_never();
    let answers = answers.into_iter().flatten().filter(possible);
    answers
        .filter_map(|answer| match answer.does {
            Does::Branch(step) => Some(step),
            _ => None,
        })
        .collect()
}

/// One campaign, everywhere.
struct Run<'a> {
    scenario: &'a Scenario,
    campaign: &'a Campaign,
    branches: BTreeSet<StepId>,
    /// Accounts of which it may have the credentials.
    keys: BTreeSet<AccountId>,
}

impl Run<'_> {
    /// Takes every step that can be taken; whether anything came of it.
    fn advance(&mut self, course: &mut Course) -> bool {
        let mut moved = false;
        for (place, step) in self.campaign.steps.iter().enumerate() {
            let lack = self.before(course, step, place).err().or_else(|| self.attempt(course, step).err());
            match lack {
                // what could be once can be still
                Some(lack) if course.lacks[place].is_some() => course.lacks[place] = Some(lack),
                Some(_) => {}
                None => {
                    moved |= course.lacks[place].take().is_some();
                    moved |= self.take_effect(course, step);
                }
            }
        }
        moved
    }

    /// Whether a step can begin.
    fn before(&self, course: &Course, step: &Step, place: usize) -> Result<(), Lack> {
        let can = |step: &StepId| course.lacks[step.index()].is_none();
        let good = match &step.needs {
            Needs::Nothing => true,
            Needs::All(steps) => steps.iter().all(can),
            Needs::Any(steps) => steps.iter().any(can),
            Needs::Failed(steps) => {
                let failing = steps.iter().any(|step| self.may_fail(course, *step));
                return if failing { Ok(()) } else { Err(Lack::NeverFails) };
            }
            Needs::Reaction => {
                let branch = self.branches.contains(&StepId::at(place));
                return if branch { Ok(()) } else { Err(Lack::NoReaction) };
            }
        };
        if good { Ok(()) } else { Err(Lack::Before) }
    }

    /// Whether a step can begin and come to nothing. Only what nobody can hinder and luck does not decide never fails.
    fn may_fail(&self, course: &Course, step: StepId) -> bool {
        let row = &self.campaign.steps[step.index()];
        let certain = matches!(row.effect, StepEffect::Prepare)
            && row.success.get() >= 1.0
            && !row.duration.is_never()
            && row.timeout.is_none();
        !certain && self.before(course, row, step.index()).is_ok()
    }

    /// The least time to each step, by relaxation: a step waits for what it comes after.
    fn time(&self, course: &mut Course) {
        let tempo = self.campaign.actor.tempo;
        let least =
            |step: &Step| step.duration.least().map_or(f64::INFINITY, |span| span.as_secs_f64() / tempo);
        for _ in 0..self.campaign.steps.len() {
            let mut moved = false;
            for (place, step) in self.campaign.steps.iter().enumerate() {
                if course.lacks[place].is_some() {
                    continue;
                }
                let soonest = |step: &StepId| course.soonest[step.index()];
                let after = match &step.needs {
                    Needs::Nothing | Needs::Reaction | Needs::Failed(_) => 0.0,
                    Needs::All(steps) => steps.iter().map(soonest).fold(0.0, f64::max),
                    Needs::Any(steps) => steps.iter().map(soonest).fold(f64::INFINITY, f64::min),
                };
                let at = after + least(step);
                moved |= at < course.soonest[place];
                course.soonest[place] = at.min(course.soonest[place]);
            }
            if !moved {
                break;
            }
        }
    }
}
