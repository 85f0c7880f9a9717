//! Which alerts and findings a team takes for one: by what they show and by what it has found, never by what is behind
//! them.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use super::incident::{Evidence, KnownHosts};
use crate::scenario::model::{Correlation, HostRef, OrgId};
use crate::sim::fact::Pattern;
use crate::units::SimTime;

/// What the alerts of a case have shown, and when the last of them came.
#[derive(Component, Clone, Debug)]
pub(super) struct Marks {
    pub(super) patterns: BTreeSet<Pattern>,
    pub(super) last: SimTime,
}

/// A case as it looks from outside.
pub(super) struct Picture<'a> {
    pub(super) known: &'a KnownHosts,
    pub(super) evidence: &'a Evidence,
    pub(super) marks: &'a Marks,
}

impl Picture<'_> {
    /// Whether an alert that names a host and shows these patterns looks like part of the case.
    pub(super) fn takes(
        &self,
        rule: &Correlation,
        now: SimTime,
        host: Option<HostRef>,
        shows: impl IntoIterator<Item = Pattern>,
    ) -> bool {
        let known = &self.known.0;
        let named = |host: HostRef| {
            rule.host && known.contains(&host)
                || rule.group && known.iter().any(|other| other.group == host.group)
        };
        rule.window.is_none_or(|window| now.since(self.marks.last) <= window)
            && (rule.organisation
                || host.is_some_and(named)
                || rule.indicator && shows.into_iter().any(|pattern| self.has(pattern)))
    }

    /// Whether what was found about another case shows that the two are one.
    pub(super) fn shares(&self, rule: &Correlation, hosts: &BTreeSet<HostRef>, found: &Evidence) -> bool {
        rule.host && !self.known.0.is_disjoint(hosts)
            || rule.indicator && found.0.iter().any(|(pattern, _)| self.has(*pattern))
    }

    fn has(&self, pattern: Pattern) -> bool {
        self.marks.patterns.contains(&pattern) || self.evidence.0.iter().any(|(held, _)| *held == pattern)
    }
}

/// What the closed cases of a team were about, and until when: traces from before then need no second look.
#[derive(Component, Debug, Default)]
pub(super) struct Archive {
    patterns: BTreeMap<(OrgId, Pattern), SimTime>,
    hosts: BTreeMap<HostRef, SimTime>,
}

impl Archive {
    /// A case is closed.
    pub(super) fn file(&mut self, organisation: OrgId, case: &Picture, now: SimTime) {
        let marks = case.marks.patterns.iter().chain(case.evidence.0.iter().map(|(pattern, _)| pattern));
        self.patterns.extend(marks.map(|pattern| ((organisation, *pattern), now)));
        self.hosts.extend(case.known.0.iter().map(|host| (*host, now)));
    }

    /// Whether a case that is closed has dealt with traces of such patterns on such hosts.
    pub(super) fn covers(
        &self,
        organisation: OrgId,
        patterns: &BTreeSet<Pattern>,
        hosts: &BTreeSet<HostRef>,
        newest: SimTime,
    ) -> bool {
        let patterns = patterns.iter().filter_map(|pattern| self.patterns.get(&(organisation, *pattern)));
        let hosts = hosts.iter().filter_map(|host| self.hosts.get(host));
        patterns.chain(hosts).any(|closed| newest <= *closed)
    }
}
