//! Campaigns: victims, indicators, and steps with what they do.

mod actor;
mod decoy;
pub(super) mod graph;
pub(super) mod step;
mod targets;
mod worm;

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Index, Table};
use super::{Checker, name, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::document as written;
use crate::scenario::model::{
    Campaign, CampaignId, IndicatorSpec, OrgId, Owner, Technique, Victim, VulnerabilityId,
};

pub(super) use actor::kind;

use step::Room;
use targets::Targets;

/// The lists of the model that come from attacks.
pub(super) struct Attacks {
    pub(super) campaigns: Vec<Campaign>,
    pub(super) indicators: Vec<IndicatorSpec>,
}

/// All techniques that campaigns use, sorted.
pub(super) fn techniques(campaigns: &[Campaign]) -> Vec<Technique> {
    let steps = campaigns.iter().flat_map(|campaign| &campaign.steps);
    let all: BTreeSet<&Technique> = steps.map(|step| &step.technique).collect();
    all.into_iter().cloned().collect()
}

/// What campaigns and actors use, in the order of the model's list.
struct Arsenal<'d> {
    campaigns: Vec<Table<'d, written::Indicator>>,
    actors: Vec<Table<'d, written::Indicator>>,
}

/// All campaigns.
pub(super) fn check(index: &Index<'_>, cx: &mut Checker<'_>) -> Attacks {
    let arsenal = Arsenal::of(index, cx);
    for (_, row) in index.actors.rows() {
        actor::factors(row, cx);
    }
    let mut left = super::MOST_COMBINATIONS;
    let campaigns = index
        .campaigns
        .rows()
        .map(|(place, row)| campaign(place, row, index, &arsenal, &mut left, cx))
        .collect();
    Attacks { campaigns, indicators: arsenal.specs(index) }
}

impl<'d> Arsenal<'d> {
    fn of(index: &Index<'d>, cx: &mut Checker<'_>) -> Self {
        let mut first = 0;
        let mut table = |list: &'d [written::Indicator], owner: String, cx: &mut Checker<'_>| {
            let table = Table::new(list, owner, first, cx);
            first = table.places().end;
            table
        };
        let campaigns = index.campaigns.rows();
        let campaigns = campaigns
            .map(|(_, row)| table(&row.indicators, format!(" of campaign `{}`", row.id.value), cx))
            .collect();
        let actors = index.actors.rows();
        let actors = actors
            .map(|(_, row)| table(&row.indicators, format!(" of actor `{}`", row.id.value), cx))
            .collect();
        Self { campaigns, actors }
    }

    fn specs(&self, index: &Index<'_>) -> Vec<IndicatorSpec> {
        let campaigns = self.campaigns.iter().enumerate().flat_map(|(place, table)| {
            table.rows().map(move |(_, row)| actor::indicator(row, Owner::Campaign(CampaignId::at(place))))
        });
        let actors = self.actors.iter().zip(index.actors.rows()).flat_map(|(table, (_, owner))| {
            table.rows().map(|(_, row)| actor::indicator(row, Owner::Actor(owner.id.as_str().into())))
        });
        campaigns.chain(actors).collect()
    }
}

/// A campaign; `left` is how many targets there may still be.
fn campaign(
    place: usize,
    row: &written::Campaign,
    index: &Index<'_>,
    arsenal: &Arsenal<'_>,
    left: &mut usize,
    cx: &mut Checker<'_>,
) -> Campaign {
    let at = (row.place, row.id.place);
    cx.some(&row.victims, at, format!("campaign `{}` has no victim", row.id.value), "`victims`");
    cx.some(&row.steps, at, format!("campaign `{}` has no step", row.id.value), "`steps`");
    let victims = victims(row, index, cx);
    let steps = Table::new(&row.steps, format!(" of campaign `{}`", row.id.value), 0, cx);
    check_entry(row, &steps, cx);
    graph::check(&steps, cx);
    let owner = row.actor.as_ref().and_then(|actor| index.actors.resolve(actor, cx));
    let inventory = owner.map(|owner| &arsenal.actors[owner]);
    let owner = owner.and_then(|owner| index.actors.row(owner));
    check_shadows(&arsenal.campaigns[place], inventory, cx);
    let mut room = Room {
        indicators: &arsenal.campaigns[place],
        inventory,
        steps: &steps,
        index,
        targets: Targets::of(row, &victims, index, left),
    };
    let zero_days = index.vulnerabilities.resolve_all(&row.zero_days, cx);
    let standard = written::Reaction::default();
    let reaction = row.reaction.as_ref().or(owner.map(|owner| &owner.reaction)).unwrap_or(&standard);
    Campaign {
        name: name(row),
        actor: actor::actor(owner),
        source: text(row.source.as_ref()),
        lead: row.lead,
        start: row.start.clone(),
        zero_days: zero_days.into_iter().map(VulnerabilityId::at).collect(),
        holds: super::network::holdings(&row.holds, index, cx),
        steps: steps.rows().filter_map(|(_, row)| room.step(row, cx)).collect(),
        victims,
        kill_switch: worm::kill_switch(row, cx),
        reaction: actor::reaction(reaction, &steps, cx),
    }
}

/// An indicator is the campaign's or its actor's, not both.
fn check_shadows(
    own: &Table<'_, written::Indicator>,
    inventory: Option<&Table<'_, written::Indicator>>,
    cx: &mut Checker<'_>,
) {
    let Some(inventory) = inventory else { return };
    for (_, row) in own.rows() {
        let Some(other) = inventory.find(row.id.as_str()).and_then(|place| inventory.row(place)) else {
            continue;
        };
        let message = format!("the indicator `{}` is one of the campaign's actor as well", row.id.value);
        cx.report(
            Diagnostic::error(Code::DuplicateId, message)
                .at(row.id.place, "defined again here")
                .also(other.id.place, "the actor has it")
                .help("take it out of the campaign, or give it another id"),
        );
    }
}

fn victims(row: &written::Campaign, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Victim> {
    super::names::distinct(row.victims.iter().map(|victim| &victim.organisation), "victim", cx);
    let hit = |id: &str| row.victims.iter().any(|victim| victim.organisation.as_str() == id);
    let mut victim = |victim: &written::Victim| {
        let organisation = OrgId::at(index.organisations.resolve(&victim.organisation, cx)?);
        let after = victim.after.as_ref().and_then(|after| {
            let found = index.organisations.resolve(after, cx)?;
            if !hit(after.as_str()) {
                let message = format!("`{}` is no victim of campaign `{}`", after.value, row.id.value);
                let fault = Diagnostic::error(Code::VictimOrder, message).at(after.place, "");
                cx.report(fault.help("write one of the campaign's victims, or leave `after` out"));
            }
            Some(OrgId::at(found))
        });
        Some(Victim { organisation, offset: victim.offset.clone(), after })
    };
    let mut victims: Vec<Victim> = row.victims.iter().filter_map(&mut victim).collect();
    victims.sort_by_key(|victim| victim.organisation);
    victims.dedup_by_key(|victim| victim.organisation);
    check_order(row, &victims, index, cx);
    victims
}

/// Victims that come after each other must begin with one that comes after none.
fn check_order(row: &written::Campaign, victims: &[Victim], index: &Index<'_>, cx: &mut Checker<'_>) {
    let before: BTreeMap<OrgId, OrgId> =
        victims.iter().filter_map(|victim| Some((victim.organisation, victim.after?))).collect();
    for victim in &row.victims {
        let Some(start) = index.organisations.find(victim.organisation.as_str()).map(OrgId::at) else {
            continue;
        };
        let mut at = start;
        for _ in 0..=before.len() {
            let Some(next) = before.get(&at) else { break };
            at = *next;
            if at == start {
                let message = format!("`{}` comes after itself", victim.organisation.value);
                let fault = Diagnostic::error(Code::VictimOrder, message).at(victim.organisation.place, "");
                cx.report(fault.help("let the first victim come after none"));
                return;
            }
        }
    }
}

/// Some step must get in, and nothing can be done inside before.
fn check_entry(row: &written::Campaign, steps: &Table<'_, written::Step>, cx: &mut Checker<'_>) {
    use written::{After, Effect};
    let enters = |step: &written::Step| matches!(step.does.value, Effect::Enter { .. });
    let outside = |step: &written::Step| enters(step) || matches!(step.does.value, Effect::Prepare);
    if !row.steps.is_empty() && !row.steps.iter().any(enters) && !cx.is_damaged(row.place) {
        let message = format!("no step of campaign `{}` gets in", row.id.value);
        cx.report(
            Diagnostic::error(Code::NoEntry, message)
                .at(row.id.place, "")
                .help("write a step that does `Enter(targets: […], through: …)`"),
        );
    }
    let opens = |step: &written::Step| enters(step) || matches!(step.after, After::Reaction);
    let inside =
        graph::followers(steps.rows().filter(|(_, step)| opens(step)).map(|(place, _)| place), steps);
    for (_, step) in steps.rows().filter(|(place, step)| !outside(step) && !inside.contains(place)) {
        // What comes after a step that is told is not told again, nor is what comes after nothing that is known.
        let first = match graph::comes_after(step, steps) {
            None => matches!(step.after, After::Nothing),
            Some(before) => before.iter().all(|before| steps.row(*before).is_some_and(outside)),
        };
        // What it comes after may have been written.
        if first && !cx.is_damaged(step.place) {
            let message = format!(
                "step `{}` needs a foothold, and nothing that gets in comes before it",
                step.id.value
            );
            cx.report(
                Diagnostic::error(Code::NoFoothold, message)
                    .at(step.does.place, "only `Enter` gets in from outside")
                    .help("say after which step it comes: `after: All(steps: [\"…\"])`"),
            );
        }
    }
}
