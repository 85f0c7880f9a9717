//! Who may see what: markings, caps, clearances and thresholds.

use super::ObjectKind;
use crate::scenario::model::{IndicatorKind, OrgId, Severity, Use};
use crate::units::Probability;

/// Traffic Light Protocol 2.0: how far the receiver may spread what it got; the later, the stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tlp {
    /// TLP:CLEAR — for the world.
    Clear,
    /// TLP:GREEN — for the community.
    Green,
    /// TLP:AMBER — for the receiver's organisation and its constituents.
    Amber,
    /// TLP:AMBER+STRICT — for the receiver's own organisation.
    AmberStrict,
    /// TLP:RED — for the people who are named.
    Red,
}

impl Tlp {
    /// Whom it may protect.
    pub fn reach(self) -> Reach {
        if self >= Self::AmberStrict { Reach::Own } else { Reach::Constituents }
    }

    /// Whether the receiver may pass it on to other teams.
    pub fn may_pass_on(self) -> bool {
        self <= Self::Green
    }

    /// What may be done with it at most: what is RED is for the eyes of people, so nothing is put into force.
    pub fn most_use(self) -> Use {
        if self == Self::Red { Use::Search } else { Use::Block }
    }

    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::AmberStrict => "amber_strict",
            Self::Red => "red",
        }
    }
}

/// Whom something that a team knows may protect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The team's own organisation.
    Own,
    /// All organisations that it defends.
    Constituents,
}

/// How a team came to know an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// From its own analysis.
    Own,
    /// From a partner.
    Partner,
}

/// How indicators of some sort are marked.
#[derive(Clone, Debug)]
pub struct Marking {
    /// How far they may spread.
    pub tlp: Tlp,
    /// What the receiver may do with them.
    pub allowed: Use,
    /// Their sorts, sorted; empty for any.
    pub objects: Vec<ObjectKind>,
    /// Their kinds, if they are indicators, sorted; empty for anything.
    pub kinds: Vec<IndicatorKind>,
    /// Only those of incidents at least as severe.
    pub severity: Severity,
    /// Only those known from there; from anywhere where there is none.
    pub source: Option<Source>,
    /// Share of them that is marked so.
    pub chance: Probability,
}

/// What is told of an object when it is marked.
#[derive(Clone, Copy, Debug)]
pub struct Marked {
    /// What it is.
    pub object: ObjectKind,
    /// Its kind, as the sender takes it, if it is an indicator.
    pub kind: Option<IndicatorKind>,
    /// How bad the incident is.
    pub severity: Severity,
    /// How the sender knows it.
    pub source: Source,
    /// The uniform number that decides about shares, from 0 to 1.
    pub draw: f64,
}

impl Marking {
    fn fits(&self, what: &Marked) -> bool {
        (self.objects.is_empty() || self.objects.contains(&what.object))
            && (self.kinds.is_empty() || what.kind.is_some_and(|kind| self.kinds.contains(&kind)))
            && self.severity <= what.severity
            && self.source.is_none_or(|source| source == what.source)
            && what.draw < self.chance.get()
    }
}

/// What limits what passes under a policy; by default nothing does.
#[derive(Clone, Debug)]
pub struct Terms {
    /// How indicators are marked that no marking fits.
    pub tlp: Tlp,
    /// How indicators are marked by what they are.
    pub markings: Vec<Marking>,
    /// Nothing is shared of less severe incidents.
    pub min_severity: Severity,
    /// Nothing is shared that the sender is less sure of.
    pub min_confidence: Probability,
    /// Whether the rule names the receiver itself, not with all or as one of a group.
    pub named: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            tlp: Tlp::Clear,
            markings: Vec::new(),
            min_severity: Severity::Low,
            min_confidence: Probability::NEVER,
            named: false,
        }
    }
}

impl Terms {
    /// Marking and allowed use of an indicator: the strictest that fits.
    pub fn mark(&self, what: &Marked, allowed: Use) -> (Tlp, Use) {
        let fitting = || self.markings.iter().filter(|marking| marking.fits(what));
        let tlp = fitting().map(|marking| marking.tlp).max().unwrap_or(self.tlp);
        let allowed = fitting().map(|marking| marking.allowed).fold(allowed, Use::min);
        (tlp, allowed.min(tlp.most_use()))
    }
}

/// What a team may get and send, and how well it keeps to it.
#[derive(Clone, Debug)]
pub struct Party {
    /// The strictest marking that it is cleared for.
    pub clearance: Tlp,
    /// The strictest marking that it sends.
    pub sends: Tlp,
    /// The organisations that are its own, sorted; the others that it defends are its constituents.
    pub own: Vec<OrgId>,
    /// Chance, by indicator, that it passes on what it must not.
    pub breach: Probability,
    /// How well it tells what belongs to an attack from what is harmless; at least 1, which is guessing.
    pub judgement: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marking(tlp: Tlp, chance: f64) -> Marking {
        Marking {
            tlp,
            allowed: Use::Block,
            objects: Vec::new(),
            kinds: Vec::new(),
            severity: Severity::Low,
            source: None,
            chance: Probability::literal(chance),
        }
    }

    fn domain(draw: f64) -> Marked {
        let (object, kind) = (ObjectKind::Indicator, Some(IndicatorKind::Domain));
        Marked { object, kind, severity: Severity::Medium, source: Source::Own, draw }
    }

    #[test]
    fn the_strictest_marking_that_fits_counts_whatever_their_order() {
        let mut terms = Terms {
            markings: vec![marking(Tlp::Amber, 1.0), marking(Tlp::Red, 0.1), marking(Tlp::AmberStrict, 0.35)],
            ..Terms::default()
        };
        let tlp = |terms: &Terms, draw| terms.mark(&domain(draw), Use::Block).0;
        for _ in 0..2 {
            assert_eq!(tlp(&terms, 0.05), Tlp::Red);
            assert_eq!(tlp(&terms, 0.2), Tlp::AmberStrict);
            assert_eq!(tlp(&terms, 0.9), Tlp::Amber);
            terms.markings.reverse();
        }
        assert_eq!(tlp(&Terms { tlp: Tlp::Green, ..Terms::default() }, 0.9), Tlp::Green);
    }

    #[test]
    fn a_marking_asks_for_kind_severity_and_source() {
        let terms = |marking: Marking| Terms { markings: vec![marking], ..Terms::default() };
        let tlp = |marking: Marking| terms(marking).mark(&domain(0.5), Use::Block).0;
        let red = || marking(Tlp::Red, 1.0);
        assert_eq!(tlp(Marking { kinds: vec![IndicatorKind::Hash], ..red() }), Tlp::Clear);
        assert_eq!(tlp(Marking { kinds: vec![IndicatorKind::Domain], ..red() }), Tlp::Red);
        assert_eq!(tlp(Marking { severity: Severity::High, ..red() }), Tlp::Clear);
        assert_eq!(tlp(Marking { severity: Severity::Medium, ..red() }), Tlp::Red);
        assert_eq!(tlp(Marking { source: Some(Source::Partner), ..red() }), Tlp::Clear);
        assert_eq!(tlp(Marking { source: Some(Source::Own), ..red() }), Tlp::Red);
    }

    #[test]
    fn a_marking_tells_sorts_of_objects_apart() {
        let terms = |marking: Marking| Terms { markings: vec![marking], ..Terms::default() };
        let warning = Marked { object: ObjectKind::EarlyWarning, kind: None, ..domain(0.5) };
        let tlp = |marking: Marking, what: &Marked| terms(marking).mark(what, Use::Block).0;
        let of = |objects: Vec<ObjectKind>| Marking { objects, ..marking(Tlp::Red, 1.0) };
        assert_eq!(tlp(of(vec![ObjectKind::EarlyWarning]), &warning), Tlp::Red);
        assert_eq!(tlp(of(vec![ObjectKind::EarlyWarning]), &domain(0.5)), Tlp::Clear);
        let domains = || Marking { kinds: vec![IndicatorKind::Domain], ..marking(Tlp::Red, 1.0) };
        assert_eq!(tlp(domains(), &warning), Tlp::Clear, "what is no indicator is no domain");
    }

    #[test]
    fn the_stricter_use_counts_and_red_is_for_eyes_only() {
        let terms = Terms {
            markings: vec![Marking { allowed: Use::Detect, ..marking(Tlp::Green, 1.0) }],
            ..Terms::default()
        };
        assert_eq!(terms.mark(&domain(0.5), Use::Block).1, Use::Detect);
        assert_eq!(terms.mark(&domain(0.5), Use::Search).1, Use::Search);
        let red = Terms { tlp: Tlp::Red, ..Terms::default() };
        assert_eq!(red.mark(&domain(0.5), Use::Block).1, Use::Search);
    }
}
