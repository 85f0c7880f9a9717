//! What a mission needs: hosts that selectors find, and other missions, as a tree.

use std::collections::BTreeMap;

use super::quantity;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::names::Index;
use crate::scenario::check::select::Choice;
use crate::scenario::check::{Checker, MOST_COMBINATIONS};
use crate::scenario::decode::{Count, List, Reference, Selector, Spanned};
use crate::scenario::document as written;
use crate::scenario::model::{Dependency, HostsNeeded, MissionId, Weight};
use crate::units::Probability;

/// Shares are rounded up to whole hosts, and not for the last bit of a product.
const LAST_BIT: f64 = 1e-9;

/// What one mission can refer to.
pub(super) struct Room<'r, 'd> {
    mission: &'d written::Mission,
    organisation: usize,
    index: &'r Index<'d>,
    choice: Choice<'r, 'd>,
    /// The missions that it needs, and where that is written.
    pub(super) uses: BTreeMap<usize, Place>,
    /// How many host groups missions may still need.
    left: &'r mut usize,
}

/// Hosts as a mission's leaf names them.
struct Leaf<'w> {
    select: &'w List<Spanned<Selector>>,
    at_least: Option<&'w Spanned<Count>>,
    share: Option<&'w Spanned<Probability>>,
    graded: bool,
}

impl<'r, 'd> Room<'r, 'd> {
    pub(super) fn new(
        mission: &'d written::Mission,
        organisation: usize,
        index: &'r Index<'d>,
        left: &'r mut usize,
    ) -> Self {
        let estate = &index.estates[organisation];
        let owner = index.organisations.row(organisation).map_or("", |row| row.id.as_str());
        let choice = Choice::of(&estate.variants, format!("organisation `{owner}` has no"));
        Self { mission, organisation, index, choice, uses: BTreeMap::new(), left }
    }

    /// A tree of needs, parts in an order that does not depend on how they are written.
    pub(super) fn dependency(
        &mut self,
        needs: &written::Dependency,
        cx: &mut Checker<'_>,
    ) -> Option<Dependency> {
        use written::Dependency as W;
        match needs {
            W::Hosts { select, at_least, share } => {
                let (at_least, share) = (at_least.as_ref(), share.as_ref());
                self.hosts(&Leaf { select, at_least, share, graded: false }, cx)
            }
            W::Capacity { select, at_least, share } => {
                let (at_least, share) = (at_least.as_ref(), share.as_ref());
                self.hosts(&Leaf { select, at_least, share, graded: true }, cx)
            }
            W::All { of } => self.at_least(of, of.len(), cx),
            W::Any { of } => self.at_least(of, 1, cx),
            W::AtLeast { count, of } => {
                let wanted = count.get() as usize;
                if wanted > of.len() && !of.is_empty() && !cx.is_damaged(self.mission.place) {
                    let message = format!("mission `{}` needs {wanted} of {} parts", self.id(), of.len());
                    let help = format!("write a number from 1 to {}, or more parts", of.len());
                    cx.report(Diagnostic::error(Code::BadNeeds, message).at(count.place, "").help(help));
                    return None;
                }
                self.at_least(of, wanted, cx)
            }
            W::Weighted { of } => self.weighted(of, cx),
            W::Mission { id, organisation } => self.other(id, organisation.as_ref(), cx),
        }
    }

    fn id(&self) -> &'d str {
        self.mission.id.as_str()
    }

    fn some<T>(&self, list: &List<T>, field: &str, cx: &mut Checker<'_>) {
        let message = format!("mission `{}` needs something of an empty list", self.id());
        cx.some(list, (self.mission.place, self.mission.id.place), message, field);
    }

    fn at_least(
        &mut self,
        of: &List<written::Dependency>,
        count: usize,
        cx: &mut Checker<'_>,
    ) -> Option<Dependency> {
        self.some(of, "`of`", cx);
        let parts: Vec<Option<Dependency>> = of.iter().map(|part| self.dependency(part, cx)).collect();
        let mut of = parts.into_iter().collect::<Option<Vec<Dependency>>>().filter(|of| !of.is_empty())?;
        of.sort_unstable();
        Some(Dependency::AtLeast { count, of })
    }

    fn weighted(&mut self, of: &List<written::MissionPart>, cx: &mut Checker<'_>) -> Option<Dependency> {
        self.some(of, "`of`", cx);
        let parts: Vec<Option<(Weight, Dependency)>> = of
            .iter()
            .map(|part| {
                let weight = quantity(&part.weight, "weight", f64::MIN_POSITIVE, cx);
                Some((Weight(weight), self.dependency(&part.needs, cx)?))
            })
            .collect();
        let mut of = parts.into_iter().collect::<Option<Vec<_>>>().filter(|of| !of.is_empty())?;
        of.sort_unstable();
        Some(Dependency::Weighted(of))
    }

    fn other(
        &mut self,
        id: &Reference,
        organisation: Option<&Reference>,
        cx: &mut Checker<'_>,
    ) -> Option<Dependency> {
        let owner = match organisation {
            Some(organisation) => self.index.organisations.resolve(organisation, cx)?,
            None => self.organisation,
        };
        let place = self.index.estates[owner].missions.resolve(id, cx)?;
        self.uses.entry(place).or_insert(id.place);
        Some(Dependency::Mission(MissionId::at(place)))
    }

    fn hosts(&mut self, leaf: &Leaf<'_>, cx: &mut Checker<'_>) -> Option<Dependency> {
        self.some(leaf.select, "`select`", cx);
        let found = self.choice.select(leaf.select, cx)?;
        if found.len() > *self.left {
            let message = format!("mission `{}` needs more host groups than the simulator holds", self.id());
            let help = format!("all missions need at most {MOST_COMBINATIONS}, summed over what they select");
            cx.report(Diagnostic::error(Code::TooMany, message).at(self.mission.id.place, "").help(help));
            return None;
        }
        *self.left -= found.len();
        let hosts = found.iter().map(|hosts| hosts.count).sum();
        let needed = self.needed(leaf, hosts, cx)?;
        let groups = found.into_iter().map(|hosts| hosts.id).collect();
        Some(Dependency::Hosts(HostsNeeded { groups, hosts, needed, graded: leaf.graded, leaf: 0 }))
    }

    /// How many of the hosts must work.
    fn needed(&self, leaf: &Leaf<'_>, hosts: u32, cx: &mut Checker<'_>) -> Option<u32> {
        let (place, needed) = match (leaf.at_least, leaf.share) {
            (None, None) => return Some(hosts),
            (Some(count), None) => (count.place, count.get()),
            (None, Some(share)) => (share.place, part(share.get(), hosts)),
            (Some(count), Some(share)) => {
                let message = format!("mission `{}` says twice how many hosts it needs", self.id());
                cx.report(
                    Diagnostic::error(Code::BadNeeds, message)
                        .at(share.place, "as a share")
                        .also(count.place, "as a number")
                        .help("write `at_least` or `share`, not both"),
                );
                return None;
            }
        };
        // What seems to be missing may not have been read.
        if (1..=hosts).contains(&needed) || !cx.is_whole() {
            return Some(needed);
        }
        let message = format!("mission `{}` needs {needed} of {hosts} hosts", self.id());
        let help = format!("write how many of them must work: at least 1 and at most {hosts}");
        cx.report(Diagnostic::error(Code::BadNeeds, message).at(place, "").help(help));
        None
    }
}

/// A share of so many hosts, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most all hosts, which are counted in u32"
)]
fn part(share: f64, hosts: u32) -> u32 {
    libm::ceil(share * f64::from(hosts) - LAST_BIT).max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn shares_are_rounded_up_to_whole_hosts() {
        for (share, hosts, expected) in [
            (0.5, 5, 3),
            (0.5, 4, 2),
            (1.0, 7, 7),
            (0.0, 7, 0),
            (0.55, 100, 55),
            (0.001, 10, 1),
            (0.9, 10, 9),
        ] {
            assert_eq!(part(share, hosts), expected, "{share} of {hosts}");
        }
    }
}
