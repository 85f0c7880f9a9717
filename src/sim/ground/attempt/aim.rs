//! Whom a try of a step goes for.

use super::{CLICK, Try};
use crate::scenario::model::{Choose, GroupId, HostRef, Privilege, StepEffect, Through, ZoneId};
use crate::sim::ground::access::{reach_from_outside, reach_from_zones};
use crate::sim::ground::adversary::Theatre;
use crate::sim::ground::choice::Tiers;
use crate::sim::ground::terrain::{Field, Reach};
use crate::sim::script::Script;

impl<'a> Try<'a> {
    pub(super) fn field(&self, targets: &[GroupId], reach: &Reach) -> Field<'a> {
        Field::new(self.scenario, self.intrusion.victim, targets, reach)
    }

    /// What footholds reach over the links, whatever these let through.
    pub(super) fn reach(&self) -> Reach {
        Reach::from_zones(self.held_zones(), None)
    }

    pub(super) fn held_zones(&self) -> impl Iterator<Item = ZoneId> {
        self.held.iter().map(|host| self.scenario.group(host.group).zone)
    }

    pub(super) fn entry_field(&self) -> Option<Field<'a>> {
        let StepEffect::Enter { targets, through, .. } = &self.step.effect else { return None };
        Some(self.field(targets, &reach_from_outside(self.scenario, *through)))
    }

    fn tiers(
        &self,
        theatre: &Theatre,
        targets: &[GroupId],
        reach: &Reach,
        choose: Choose,
    ) -> Option<Tiers<'a>> {
        let course = theatre.courses.get(self.due.intrusion).ok()?;
        let seen = (self.held.as_slice(), &course.discovered.0);
        Some(Tiers::new(self.scenario, self.intrusion.victim, targets, reach, choose, seen))
    }

    /// The hosts that this try goes for.
    pub(super) fn targets(&self, script: &Script, theatre: &Theatre) -> Vec<HostRef> {
        match &self.step.effect {
            StepEffect::Prepare => Vec::new(),
            StepEffect::Enter { targets, hosts, through, choose, .. } => {
                let reach = reach_from_outside(self.scenario, *through);
                let Some(tiers) = self.tiers(theatre, targets, &reach, *choose) else {
                    return Vec::new();
                };
                match through {
                    Through::Phishing { messages, click, .. } => {
                        let clicked = (0..*messages).filter(|message| {
                            let ordinal = self.ordinal(*message as usize);
                            script.chance(*click, self.key, CLICK, ordinal)
                        });
                        self.choose(script, theatre, &tiers, *through, clicked.take(*hosts as usize))
                    }
                    _ => self.choose(script, theatre, &tiers, *through, 0..*hosts),
                }
            }
            StepEffect::Move { targets, hosts, through, choose, .. } => {
                let reach = reach_from_zones(self.scenario, *through, self.held_zones());
                match self.tiers(theatre, targets, &reach, *choose) {
                    Some(tiers) => self.choose(script, theatre, &tiers, *through, 0..*hosts),
                    None => Vec::new(),
                }
            }
            StepEffect::Persist { targets, hosts, .. } => {
                match self.tiers(theatre, targets, &self.reach(), Choose::Random) {
                    Some(tiers) => {
                        self.choose(script, theatre, &tiers, Through::Tools { over: None }, 0..*hosts)
                    }
                    None => Vec::new(),
                }
            }
            StepEffect::Escalate { hosts } => {
                let risen = theatre.held(self.due.intrusion, Privilege::Admin);
                let low = self.held.iter().filter(|host| risen.binary_search(host).is_err());
                low.take(*hosts as usize).copied().collect()
            }
            StepEffect::Spread { .. }
            | StepEffect::Act
            | StepEffect::Discover { .. }
            | StepEffect::StealCredentials
            | StepEffect::Collect { .. }
            | StepEffect::Exfiltrate { .. }
            | StepEffect::Achieve { .. } => self.held.first().copied().into_iter().collect(),
        }
    }

    /// One fit host for each of the numbers, no host twice; from the first field that has one.
    fn choose(
        &self,
        script: &Script,
        theatre: &Theatre,
        tiers: &Tiers,
        through: Through,
        numbers: impl Iterator<Item = u32>,
    ) -> Vec<HostRef> {
        let mut chosen: Vec<HostRef> = Vec::new();
        for number in numbers {
            let fit = |host| {
                !chosen.contains(&host)
                    && theatre.terrain.is_open(host, self.due.intrusion)
                    && theatre.yields(script, &self.intrusion, host, through)
            };
            let ordinal = self.ordinal(number as usize);
            let mut fields = tiers.fields().iter();
            match fields.find_map(|field| field.pick(script, self.key, ordinal, fit)) {
                Some(host) => chosen.push(host),
                None => break,
            }
        }
        chosen
    }
}
