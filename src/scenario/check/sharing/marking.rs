//! Markings, and what each team may get and send.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::Checker;
use crate::scenario::check::attack::kind;
use crate::scenario::check::names::{Index, distinct};
use crate::scenario::document as written;
use crate::scenario::model::{Marking, OrgId, Party, Source, Tlp};
use crate::units::Probability;

/// A judgement lies between guessing and, for all that it matters, never being wrong.
const JUDGEMENTS: std::ops::RangeInclusive<f64> = 1.0..=20.0;

pub(super) fn tlp(written: written::Tlp) -> Tlp {
    match written {
        written::Tlp::Clear => Tlp::Clear,
        written::Tlp::Green => Tlp::Green,
        written::Tlp::Amber => Tlp::Amber,
        written::Tlp::AmberStrict => Tlp::AmberStrict,
        written::Tlp::Red => Tlp::Red,
    }
}

/// How a rule marks what it sends.
pub(super) fn markings(rule: &written::Rule) -> Vec<Marking> {
    let marking = |row: &written::Marking| {
        let mut kinds: Vec<_> = row.kinds.iter().map(|written| kind(*written)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Marking {
            tlp: tlp(row.tlp),
            allowed: super::allowed(row.pap.unwrap_or(rule.pap)),
            objects: super::objects(&row.objects),
            kinds,
            severity: crate::scenario::check::incident::severity(row.severity),
            source: row.source.map(|written| match written {
                written::Source::Own => Source::Own,
                written::Source::Partner => Source::Partner,
            }),
            chance: row.chance,
        }
    };
    let mut all: Vec<Marking> = rule.markings.iter().map(marking).collect();
    // They have no names: an order of their own keeps the model the same however they are written.
    all.sort_by(|one, other| {
        let key = |marking: &Marking| {
            let sorts = (marking.objects.clone(), marking.kinds.clone());
            (marking.tlp, marking.allowed, sorts, marking.severity, marking.source)
        };
        key(one).cmp(&key(other)).then(one.chance.get().total_cmp(&other.chance.get()))
    });
    all
}

/// What each team may get and send, by team.
pub(in crate::scenario::check) fn parties(
    document: &written::Scenario,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Party> {
    let written = &document.arrangement.parties;
    distinct(written.iter().map(|party| &party.team), "team", cx);
    let mut parties: Vec<Party> = index.teams.rows().map(|(_, team)| whole(team, index)).collect();
    for row in written {
        let Some(place) = index.teams.resolve(&row.team, cx) else { continue };
        let Some(team) = index.teams.row(place) else { continue };
        check_judgement(row, cx);
        let constituents = constituents(row, team, index, cx);
        let party = &mut parties[place];
        party.clearance = tlp(row.clearance);
        party.sends = tlp(row.sends);
        party.own.retain(|organisation| !constituents.contains(organisation));
        party.breach = row.breach;
        party.judgement = row.judgement.value;
    }
    parties
}

/// A team of which nothing is written.
fn whole(team: &written::Team, index: &Index<'_>) -> Party {
    let mut own: Vec<OrgId> = team
        .defends
        .iter()
        .filter_map(|organisation| index.organisations.find(organisation.as_str()))
        .map(OrgId::at)
        .collect();
    own.sort_unstable();
    own.dedup();
    Party {
        clearance: Tlp::Red,
        sends: Tlp::Red,
        own,
        breach: Probability::NEVER,
        judgement: written::JUDGEMENT,
    }
}

fn constituents(
    row: &written::Party,
    team: &written::Team,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<OrgId> {
    let all = index.organisations.resolve_all(&row.constituents, cx);
    for reference in &row.constituents {
        let known = index.organisations.find(reference.as_str()).is_some();
        if known && !team.defends.iter().any(|defended| defended.value == reference.value) {
            let message = format!("team `{}` does not defend `{}`", team.id.value, reference.value);
            cx.report(
                Diagnostic::error(Code::NoConstituent, message)
                    .at(reference.place, "")
                    .also(team.id.place, "whom it defends is written here, in `defends`")
                    .help("name organisations that it defends, or take this one away"),
            );
        }
    }
    all.into_iter().map(OrgId::at).collect()
}

fn check_judgement(row: &written::Party, cx: &mut Checker<'_>) {
    let judgement = &row.judgement;
    if !JUDGEMENTS.contains(&judgement.value) {
        let message = format!("{} is no judgement", judgement.value);
        cx.report(
            Diagnostic::error(Code::OutOfRange, message)
                .at(judgement.place, "")
                .help("write a number from 1, which is guessing, to 20"),
        );
    }
}
