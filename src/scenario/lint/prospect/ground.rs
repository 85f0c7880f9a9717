//! Whether a step finds what it needs at a victim, and what it gains there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Course, Lack, Run};
use crate::scenario::model::{
    GroupId, HostGroup, Lure, Privilege, ServiceId, Step, StepEffect, Through, VulnerabilityId, ZoneId,
};
use crate::units::SimTime;

impl Run<'_> {
    /// Whether a step that has begun can succeed.
    pub(super) fn attempt(&self, course: &Course, step: &Step) -> Result<(), Lack> {
        if step.success.get() <= 0.0 {
            return Err(Lack::Chance);
        }
        let Some(least) = step.duration.least() else { return Err(Lack::Time) };
        let takes = least.as_secs_f64() / self.campaign.actor.tempo;
        if step.timeout.is_some_and(|timeout| timeout.as_secs_f64() < takes) {
            return Err(Lack::Time);
        }
        match &step.effect {
            StepEffect::Prepare => return Ok(()),
            StepEffect::Enter { targets, through, .. } => {
                return self.open(course, targets, *through, None).map(|_| ());
            }
            _ => {}
        }
        let highest = course.highest().ok_or(Lack::NoFoothold)?;
        if highest < step.requires {
            return Err(Lack::NoPrivilege);
        }
        match &step.effect {
            StepEffect::Move { targets, through, .. } | StepEffect::Spread { targets, through, .. } => {
                self.open(course, targets, *through, Some(step.requires)).map(|_| ())
            }
            StepEffect::Persist { targets, .. } => {
                self.open(course, targets, Through::Tools { over: None }, Some(step.requires)).map(|_| ())
            }
            StepEffect::StealCredentials if self.finds_nothing(course, step) => Err(Lack::NothingToSteal),
            StepEffect::Collect { targets } if !targets.is_empty() => {
                let holds = self.here(course, targets).iter().any(|group| course.held.contains_key(group));
                if holds { Ok(()) } else { Err(Lack::NotHeld) }
            }
            StepEffect::Exfiltrate { .. } if !course.collects => Err(Lack::NothingCollected),
            _ => Ok(()),
        }
    }

    /// What a step that can succeed gains; whether that is news.
    pub(super) fn take_effect(&mut self, course: &mut Course, step: &Step) -> bool {
        let (targets, through, gains, from) = match &step.effect {
            StepEffect::Enter { targets, through, gains, .. } => (targets, *through, *gains, None),
            StepEffect::Move { targets, through, gains, .. } => {
                (targets, *through, *gains, Some(step.requires))
            }
            StepEffect::Spread { targets, through, .. } => {
                (targets, *through, Privilege::User, Some(step.requires))
            }
            StepEffect::Escalate { .. } => {
                let held: Vec<GroupId> = course.held.keys().copied().collect();
                return self.hold(course, &held, Privilege::Admin);
            }
            StepEffect::StealCredentials => {
                let news = !std::mem::replace(&mut course.steals, true);
                return self.harvest(course) || news;
            }
            StepEffect::Collect { .. } => return !std::mem::replace(&mut course.collects, true),
            _ => return false,
        };
        match from {
            None => match self.open(course, targets, through, None) {
                Ok(open) => self.take(course, step, &open, (through, gains)),
                Err(_) => false,
            },
            Some(_) => self.sweep(course, step, targets, (through, gains)),
        }
    }

    /// Goes on from zone to zone as far as links and targets lead, each zone once.
    fn sweep(
        &mut self,
        course: &mut Course,
        step: &Step,
        targets: &[GroupId],
        (through, gains): (Through, Privilege),
    ) -> bool {
        let (scenario, over) = (self.scenario, self.service(through));
        let mut by_zone: BTreeMap<ZoneId, Vec<(GroupId, &HostGroup)>> = BTreeMap::new();
        for id in self.here(course, targets) {
            let group = scenario.group(*id);
            if group.offers(over) {
                by_zone.entry(group.zone).or_default().push((*id, group));
            }
        }
        let mut news = false;
        let mut next = self.reachable(course, step.requires, over);
        while let Some(zone) = next.pop_first() {
            let Some(groups) = by_zone.remove(&zone) else { continue };
            let Ok(open) = self.yielding(course, groups, through, false) else { continue };
            news |= self.take(course, step, &open, (through, gains));
            if course.zones.get(&zone).is_some_and(|may| *may >= step.requires) {
                let links = scenario.zone(zone).reaches.iter().filter(|(_, passage)| passage.allows(over));
                next.extend(links.map(|(to, _)| *to).filter(|to| by_zone.contains_key(to)));
            }
        }
        news
    }

    /// Takes the hosts that a way in is open to, or what their users give; whether that is news.
    fn take(
        &mut self,
        course: &mut Course,
        step: &Step,
        open: &[GroupId],
        (through, gains): (Through, Privilege),
    ) -> bool {
        if matches!(through, Through::Phishing { lure: Lure::Credentials, .. })
            && !self.scenario.organisation(course.organisation).users.is_empty()
        {
            let news = !std::mem::replace(&mut course.steals, true);
            return self.take_keys(open, Privilege::User) || news;
        }
        if !matches!(through, Through::Credentials { .. }) {
            return self.hold(course, open, gains);
        }
        let mut news = false;
        for group in open {
            let keys = self.keys.iter().map(|key| self.scenario.account(*key));
            let rights = keys.filter(|account| account.opens(*group)).map(|account| account.privilege);
            let rights = rights.fold(gains, Privilege::max);
            news |= self.hold(course, &[*group], rights);
        }
        if matches!(step.effect, StepEffect::Spread { .. }) {
            news |= self.take_keys(open, Privilege::Admin);
        }
        news
    }

    fn hold(&self, course: &mut Course, groups: &[GroupId], privilege: Privilege) -> bool {
        let mut news = false;
        for group in groups {
            news |= course.gain(self.scenario.group(*group).zone, *group, privilege);
        }
        news
    }

    /// The credentials that lie where it may be.
    fn harvest(&mut self, course: &Course) -> bool {
        let mut news = false;
        for (group, may) in &course.held {
            news |= self.take_keys(&[*group], *may);
        }
        news
    }

    fn take_keys(&mut self, groups: &[GroupId], may: Privilege) -> bool {
        let mut news = false;
        for group in groups {
            for cache in &self.scenario.group(*group).caches {
                let reachable =
                    self.scenario.account(cache.account).privilege <= may && cache.share.get() > 0.0;
                news |= reachable && self.keys.insert(cache.account);
            }
        }
        news
    }

    /// Whether accounts are told apart at the victim, and none of those that lie where it may be can be had.
    fn finds_nothing(&self, course: &Course, step: &Step) -> bool {
        if !self.tells_apart(course) {
            return false;
        }
        let lies = |group: &GroupId, may: Privilege| {
            let caches = self.scenario.group(*group).caches.iter();
            caches
                .filter(|cache| cache.share.get() > 0.0)
                .any(|cache| self.scenario.account(cache.account).privilege <= may)
        };
        let held = course.held.iter().filter(|(_, may)| **may >= step.requires);
        !held.into_iter().any(|(group, may)| lies(group, *may))
    }

    fn tells_apart(&self, course: &Course) -> bool {
        !self.scenario.organisation(course.organisation).accounts.is_empty()
    }

    /// The targets at the victim that a way in is open to: from outside, or from where it holds hosts with a privilege.
    fn open(
        &self,
        course: &Course,
        targets: &[GroupId],
        through: Through,
        from: Option<Privilege>,
    ) -> Result<Vec<GroupId>, Lack> {
        let over = self.service(through);
        let zones = from.map(|privilege| self.reachable(course, privilege, over));
        let here = self.here(course, targets).iter().map(|id| (*id, self.scenario.group(*id)));
        let linked = here.filter(|(_, group)| {
            group.offers(over)
                && match (&zones, through) {
                    (Some(zones), _) => zones.contains(&group.zone),
                    (None, Through::Phishing { .. } | Through::Trusted { .. }) => true,
                    (None, _) => self.scenario.zone(group.zone).from_internet.allows(over),
                }
        });
        let linked: Vec<(GroupId, &HostGroup)> = linked.collect();
        if linked.is_empty() {
            return Err(Lack::NoLink(over));
        }
        self.yielding(course, linked, through, from.is_none())
    }

    /// Those of the targets that are the victim's. Groups are numbered organisation by organisation.
    fn here<'t>(&self, course: &Course, targets: &'t [GroupId]) -> &'t [GroupId] {
        let own = &self.scenario.organisation(course.organisation).groups;
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return &[] };
        let from = targets.partition_point(|group| group < first);
        let to = targets.partition_point(|group| group <= last);
        &targets[from..to]
    }

    /// Those of the targets that can be reached that have what a way in needs.
    fn yielding(
        &self,
        course: &Course,
        mut linked: Vec<(GroupId, &HostGroup)>,
        through: Through,
        enters: bool,
    ) -> Result<Vec<GroupId>, Lack> {
        let lack = match through {
            Through::Phishing { click, .. } if click.get() <= 0.0 => return Err(Lack::Chance),
            Through::Phishing { .. } | Through::Tools { .. } | Through::Trusted { supplier: None } => {
                Lack::NotHeld
            }
            Through::Exploit(id) => {
                if self.scenario.vulnerability(id).exploitability.get() <= 0.0 {
                    return Err(Lack::Chance);
                }
                if !self.is_exploitable(id) {
                    return Err(Lack::Undisclosed(id));
                }
                linked.retain(|(_, group)| group.exposure(id).is_some_and(|share| share.get() > 0.0));
                Lack::NotVulnerable(id)
            }
            Through::Credentials { .. } => {
                // whoever comes from outside brings some along where nobody tells accounts apart
                let any = !self.tells_apart(course) && (enters || course.steals);
                let opens =
                    |group: GroupId| self.keys.iter().any(|key| self.scenario.account(*key).opens(group));
                linked.retain(|(id, _)| any || opens(*id));
                Lack::NoCredentials
            }
            Through::Trusted { supplier: Some(supplier) } => {
                let supplier = self.scenario.supplier(supplier);
                let passes = supplier.vetting(course.organisation).get() < 1.0;
                linked.retain(|(id, _)| passes && supplier.reaches(*id));
                Lack::NotServed
            }
        };
        if linked.is_empty() { Err(lack) } else { Ok(linked.into_iter().map(|(id, _)| id).collect()) }
    }

    fn service(&self, through: Through) -> Option<ServiceId> {
        match through {
            Through::Exploit(id) => self.scenario.vulnerability(id).service,
            Through::Credentials { over } | Through::Tools { over } => over,
            Through::Phishing { .. } | Through::Trusted { .. } => None,
        }
    }

    fn is_exploitable(&self, id: VulnerabilityId) -> bool {
        let endex = SimTime::STARTEX + self.scenario.exercise.duration;
        self.scenario.vulnerability(id).disclosed.is_none_or(|disclosed| disclosed <= endex)
            || self.campaign.zero_days.contains(&id)
    }

    /// The zones in which hosts may be tried.
    pub(super) fn near(&self, course: &Course) -> BTreeSet<ZoneId> {
        let entered = self.campaign.steps.iter().filter_map(|step| match &step.effect {
            StepEffect::Enter { targets, .. } => Some(self.here(course, targets)),
            _ => None,
        });
        let entered = entered.flatten().map(|group| self.scenario.group(*group).zone);
        entered.chain(self.reachable(course, Privilege::User, None)).collect()
    }

    /// The zones that hosts held with a privilege reach over a service.
    fn reachable(&self, course: &Course, privilege: Privilege, over: Option<ServiceId>) -> BTreeSet<ZoneId> {
        let from = course.zones.iter().filter(|(_, may)| **may >= privilege);
        let links = from.flat_map(|(zone, _)| &self.scenario.zone(*zone).reaches);
        links.filter(|(_, passage)| passage.allows(over)).map(|(zone, _)| *zone).collect()
    }
}
