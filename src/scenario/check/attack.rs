//! Campaigns: victims, indicators, and steps with what they do.

mod graph;
mod targets;
mod worm;

use super::names::{Index, Table};
use super::{Checker, name, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::document as written;
use crate::scenario::model::{
    Campaign, Impact, IndicatorKind, IndicatorSpec, Needs, OrgId, Reaction, Step, StepEffect, StepId, Tactic,
    Through, Victim, VulnerabilityId,
};

use targets::Targets;

/// The most times that a step is tried again.
const MOST_RETRIES: u32 = 10_000;

/// All campaigns.
pub(super) fn check(index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Campaign> {
    let mut left = super::MOST_COMBINATIONS;
    index.campaigns.rows().map(|(_, row)| campaign(row, index, &mut left, cx)).collect()
}

/// A campaign; `left` is how many targets there may still be.
fn campaign(row: &written::Campaign, index: &Index<'_>, left: &mut usize, cx: &mut Checker<'_>) -> Campaign {
    let owner = || format!(" of campaign `{}`", row.id.value);
    let at = (row.place, row.id.place);
    cx.some(&row.victims, at, format!("campaign `{}` has no victim", row.id.value), "`victims`");
    cx.some(&row.steps, at, format!("campaign `{}` has no step", row.id.value), "`steps`");
    let victims = victims(row, index, cx);
    let indicators = Table::new(&row.indicators, owner(), 0, cx);
    let steps = Table::new(&row.steps, owner(), 0, cx);
    check_entry(row, cx);
    graph::check(&steps, cx);
    let mut room = Room {
        indicators: &indicators,
        steps: &steps,
        vulnerabilities: &index.vulnerabilities,
        targets: Targets::of(row, &victims, index, left),
    };
    Campaign {
        name: name(row),
        actor: text(row.actor.as_ref()),
        source: text(row.source.as_ref()),
        start: row.start.clone(),
        indicators: indicators.rows().map(|(_, row)| indicator(row)).collect(),
        steps: steps.rows().filter_map(|(_, row)| room.step(row, cx)).collect(),
        victims,
        kill_switch: worm::kill_switch(row, cx),
        reaction: Reaction { on_block: row.reaction.on_block, on_leak: row.reaction.on_leak.clone() },
    }
}

fn victims(row: &written::Campaign, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Victim> {
    super::names::distinct(row.victims.iter().map(|victim| &victim.organisation), "victim", cx);
    let victim = |victim: &written::Victim| {
        let organisation = OrgId::at(index.organisations.resolve(&victim.organisation, cx)?);
        Some(Victim { organisation, offset: victim.offset.clone() })
    };
    let mut victims: Vec<Victim> = row.victims.iter().filter_map(victim).collect();
    victims.sort_by_key(|victim| victim.organisation);
    victims.dedup_by_key(|victim| victim.organisation);
    victims
}

fn indicator(row: &written::Indicator) -> IndicatorSpec {
    IndicatorSpec {
        name: name(row),
        kind: match row.kind {
            written::IndicatorKind::Hash => IndicatorKind::Hash,
            written::IndicatorKind::Address => IndicatorKind::Address,
            written::IndicatorKind::Domain => IndicatorKind::Domain,
            written::IndicatorKind::Artefact => IndicatorKind::Artefact,
            written::IndicatorKind::Tool => IndicatorKind::Tool,
            written::IndicatorKind::Ttp => IndicatorKind::Ttp,
        },
        reuse: row.reuse,
    }
}

/// Some step must get in, and only such a step can open the attack.
fn check_entry(row: &written::Campaign, cx: &mut Checker<'_>) {
    let enters = |step: &written::Step| matches!(step.does.value, written::Effect::Enter { .. });
    if !row.steps.is_empty() && !row.steps.iter().any(enters) && !cx.is_damaged(row.place) {
        let message = format!("no step of campaign `{}` gets in", row.id.value);
        cx.report(
            Diagnostic::error(Code::NoEntry, message)
                .at(row.id.place, "")
                .help("write a step that does `Enter(targets: […], through: …)`"),
        );
    }
    for step in row.steps.iter().filter(|step| matches!(step.after, written::After::Nothing) && !enters(step))
    {
        // What it comes after may have been written.
        if cx.is_damaged(step.place) {
            continue;
        }
        let message = format!("step `{}` needs a foothold, and nothing comes before it", step.id.value);
        cx.report(
            Diagnostic::error(Code::NoFoothold, message)
                .at(step.does.place, "only `Enter` gets in from outside")
                .help("say after which step it comes: `after: All(steps: [\"…\"])`"),
        );
    }
}

/// What the steps of one campaign can refer to.
struct Room<'r, 'd> {
    indicators: &'r Table<'d, written::Indicator>,
    steps: &'r Table<'d, written::Step>,
    vulnerabilities: &'r Table<'d, written::Vulnerability>,
    targets: Targets<'r, 'd>,
}

impl Room<'_, '_> {
    fn step(&mut self, row: &written::Step, cx: &mut Checker<'_>) -> Option<Step> {
        if *row.retries > MOST_RETRIES {
            let message = format!("{} retries are too many", *row.retries);
            cx.report(
                Diagnostic::error(Code::OutOfRange, message)
                    .at(row.retries.place, "")
                    .help(format!("write a whole number from 0 to {MOST_RETRIES}")),
            );
        }
        let technique = super::network::technique(&row.technique, cx);
        let needs = self.needs(row, cx);
        let indicators = self.indicators.resolve_all(&row.indicators, cx);
        let effect = self.effect(row, cx);
        Some(Step {
            name: name(row),
            technique: technique?,
            tactic: tactic(&row.tactic),
            needs,
            duration: row.duration.clone(),
            success: row.success,
            retries: *row.retries,
            pause: row.pause.clone(),
            indicators,
            effect: effect?,
        })
    }

    fn needs(&self, row: &written::Step, cx: &mut Checker<'_>) -> Needs {
        let (steps, needs): (_, fn(Vec<StepId>) -> Needs) = match &row.after {
            written::After::Nothing => return Needs::Nothing,
            written::After::All { steps } => (steps, Needs::All),
            written::After::Any { steps } => (steps, Needs::Any),
        };
        let message = format!("step `{}` comes after no step", row.id.value);
        cx.some(steps, (row.place, row.id.place), message, "`steps`, or `after: Nothing`");
        needs(self.steps.resolve_all(steps, cx).into_iter().map(StepId::at).collect())
    }

    fn effect(&mut self, row: &written::Step, cx: &mut Checker<'_>) -> Option<StepEffect> {
        use written::Effect;
        if let Effect::Enter { targets, .. } | Effect::Move { targets, .. } | Effect::Spread { targets, .. } =
            &row.does.value
        {
            let message = format!("step `{}` has no target", row.id.value);
            cx.some(targets, (row.place, row.does.place), message, "`targets`");
        }
        Some(match &row.does.value {
            Effect::Enter { targets, hosts, through } => {
                let targets = self.targets.resolve(row, targets, cx);
                StepEffect::Enter { targets, hosts: hosts.get(), through: self.through(through, cx)? }
            }
            Effect::Move { targets, hosts, through } => {
                let targets = self.targets.resolve(row, targets, cx);
                StepEffect::Move { targets, hosts: hosts.get(), through: self.through(through, cx)? }
            }
            Effect::Spread { targets, through, every, scans, local, impact: then, impact_after } => {
                let targets = self.targets.resolve(row, targets, cx);
                let scans = worm::scans(row, scans, every, self.targets.most(&targets), cx);
                let then = then.as_ref().map(|then| (impact(then), impact_after.clone()));
                StepEffect::Spread {
                    targets,
                    through: self.through(through, cx)?,
                    every: every.value.clone(),
                    scans,
                    local: *local,
                    then,
                }
            }
            Effect::Act => StepEffect::Act,
            Effect::StealCredentials => StepEffect::StealCredentials,
            Effect::Achieve { impact: what, targets, share } => {
                let targets = self.targets.resolve(row, targets, cx);
                StepEffect::Achieve { impact: impact(what), targets, share: *share }
            }
        })
    }

    fn through(&self, written: &written::Through, cx: &mut Checker<'_>) -> Option<Through> {
        Some(match written {
            written::Through::Phishing { messages, click } => {
                Through::Phishing { messages: messages.get(), click: *click }
            }
            written::Through::Exploit { vulnerability } => {
                Through::Exploit(VulnerabilityId::at(self.vulnerabilities.resolve(vulnerability, cx)?))
            }
            written::Through::Credentials => Through::Credentials,
            written::Through::Trusted => Through::Trusted,
            written::Through::Tools => Through::Tools,
        })
    }
}

fn impact(written: &written::Impact) -> Impact {
    match written {
        written::Impact::Exfiltration => Impact::Exfiltration,
        written::Impact::Encryption => Impact::Encryption,
        written::Impact::Destruction => Impact::Destruction,
        written::Impact::Disruption => Impact::Disruption,
    }
}

fn tactic(written: &written::Tactic) -> Tactic {
    match written {
        written::Tactic::Reconnaissance => Tactic::Reconnaissance,
        written::Tactic::ResourceDevelopment => Tactic::ResourceDevelopment,
        written::Tactic::InitialAccess => Tactic::InitialAccess,
        written::Tactic::Execution => Tactic::Execution,
        written::Tactic::Persistence => Tactic::Persistence,
        written::Tactic::PrivilegeEscalation => Tactic::PrivilegeEscalation,
        written::Tactic::DefenseEvasion => Tactic::DefenseEvasion,
        written::Tactic::CredentialAccess => Tactic::CredentialAccess,
        written::Tactic::Discovery => Tactic::Discovery,
        written::Tactic::LateralMovement => Tactic::LateralMovement,
        written::Tactic::Collection => Tactic::Collection,
        written::Tactic::CommandAndControl => Tactic::CommandAndControl,
        written::Tactic::Exfiltration => Tactic::Exfiltration,
        written::Tactic::Impact => Tactic::Impact,
    }
}
