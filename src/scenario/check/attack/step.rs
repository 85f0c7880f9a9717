//! Steps: what they need, what they refer to, what they do.

use super::targets::Targets;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::names::{Index, Table};
use crate::scenario::check::{Checker, name};
use crate::scenario::decode::{List, Reference};
use crate::scenario::document as written;
use crate::scenario::model::{
    Choose, Impact, IndicatorId, Lure, Needs, Privilege, ServiceId, Step, StepEffect, StepId, SupplierId,
    Tactic, Through, VulnerabilityId,
};

/// The most times that a step is tried again, or done over again.
const MOST_RETRIES: u32 = 10_000;
/// The most pieces that data leave in.
const MOST_PIECES: u32 = 1_000;

/// What the steps of one campaign can refer to.
pub(super) struct Room<'r, 'd> {
    pub(super) indicators: &'r Table<'d, written::Indicator>,
    /// Those of its actor.
    pub(super) inventory: Option<&'r Table<'d, written::Indicator>>,
    pub(super) steps: &'r Table<'d, written::Step>,
    pub(super) index: &'r Index<'d>,
    pub(super) targets: Targets<'r, 'd>,
}

impl Room<'_, '_> {
    pub(super) fn step(&mut self, row: &written::Step, cx: &mut Checker<'_>) -> Option<Step> {
        if *row.retries > MOST_RETRIES {
            let message = format!("{} retries are too many", *row.retries);
            cx.report(
                Diagnostic::error(Code::OutOfRange, message)
                    .at(row.retries.place, "")
                    .help(format!("write a whole number from 0 to {MOST_RETRIES}")),
            );
        }
        let technique = crate::scenario::check::network::technique(&row.technique, cx);
        let needs = self.needs(row, cx);
        let indicators = self.indicators(&row.indicators, cx);
        let repeat = row.repeat.as_ref().and_then(|repeat| self.repeat(row, repeat, cx));
        let decoys = self.decoys(row, cx);
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
            requires: privilege(&row.requires),
            timeout: row.timeout,
            repeat,
            indicators,
            decoys,
            effect: effect?,
        })
    }

    fn indicators(&self, list: &List<Reference>, cx: &mut Checker<'_>) -> Vec<IndicatorId> {
        crate::scenario::check::names::distinct(list, "indicator", cx);
        let mut all: Vec<IndicatorId> = Vec::new();
        for reference in list {
            let inventory = self.inventory.and_then(|table| table.find(reference.as_str()));
            let found = self.indicators.find(reference.as_str()).or(inventory);
            if found.is_none() {
                let also: Vec<(&str, Place)> = self
                    .inventory
                    .iter()
                    .flat_map(|table| table.rows().map(|(_, row)| (row.id.as_str(), row.id.place)))
                    .collect();
                self.indicators.report_unknown(reference, &also, cx);
            }
            all.extend(found.map(IndicatorId::at));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn needs(&self, row: &written::Step, cx: &mut Checker<'_>) -> Needs {
        let (steps, needs): (_, fn(Vec<StepId>) -> Needs) = match &row.after {
            written::After::Nothing => return Needs::Nothing,
            written::After::Reaction => return Needs::Reaction,
            written::After::All { steps } => (steps, Needs::All),
            written::After::Any { steps } => (steps, Needs::Any),
            written::After::Failed { steps } => (steps, Needs::Failed),
        };
        let message = format!("step `{}` comes after no step", row.id.value);
        cx.some(steps, (row.place, row.id.place), message, "`steps`, or `after: Nothing`");
        needs(self.steps.resolve_all(steps, cx).into_iter().map(StepId::at).collect())
    }

    fn repeat(
        &self,
        row: &written::Step,
        repeat: &written::Repeat,
        cx: &mut Checker<'_>,
    ) -> Option<crate::scenario::model::Repeat> {
        if repeat.times.get() > MOST_RETRIES {
            let message = format!("{} rounds are too many", repeat.times.get());
            let fault = Diagnostic::error(Code::OutOfRange, message).at(repeat.times.place, "");
            cx.report(fault.help(format!("write a whole number from 1 to {MOST_RETRIES}")));
        }
        let own = self.steps.find(row.id.as_str())?;
        let (from, steps) = match &repeat.from {
            None => (own, vec![own]),
            Some(reference) => {
                let from = self.steps.resolve(reference, cx)?;
                let between = super::graph::between(from, own, self.steps);
                if between.is_empty() {
                    let message = format!("step `{}` does not lead to `{}`", reference.value, row.id.value);
                    let fault = Diagnostic::error(Code::NoLoop, message).at(reference.place, "");
                    cx.report(
                        fault.help("go back to a step that this one comes after, directly or by others"),
                    );
                    return None;
                }
                (from, between)
            }
        };
        Some(crate::scenario::model::Repeat {
            from: StepId::at(from),
            steps: steps.into_iter().map(StepId::at).collect(),
            times: repeat.times.get(),
            pause: repeat.pause.clone(),
        })
    }

    fn effect(&mut self, row: &written::Step, cx: &mut Checker<'_>) -> Option<StepEffect> {
        use written::Effect;
        if let Effect::Enter { targets, .. }
        | Effect::Move { targets, .. }
        | Effect::Spread { targets, .. }
        | Effect::Persist { targets, .. }
        | Effect::Discover { targets } = &row.does.value
        {
            let message = format!("step `{}` has no target", row.id.value);
            cx.some(targets, (row.place, row.does.place), message, "`targets`");
        }
        Some(match &row.does.value {
            Effect::Prepare => StepEffect::Prepare,
            Effect::Enter { targets, hosts, through, choose, gains } => {
                let (choose, gains) = (order(choose), privilege(gains));
                let targets = self.targets.resolve(row, targets, cx);
                let through = self.through(through, cx)?;
                StepEffect::Enter { targets, hosts: hosts.get(), through, choose, gains }
            }
            Effect::Move { targets, hosts, through, choose, gains } => {
                let (choose, gains) = (order(choose), privilege(gains));
                let targets = self.targets.resolve(row, targets, cx);
                let through = self.through(through, cx)?;
                StepEffect::Move { targets, hosts: hosts.get(), through, choose, gains }
            }
            Effect::Spread { targets, through, every, scans, local, impact: then, impact_after, removal } => {
                let targets = self.targets.resolve(row, targets, cx);
                let scans = super::worm::scans(row, scans, every, self.targets.most(&targets), cx);
                let then = then.as_ref().map(|then| (impact(then), impact_after.clone()));
                StepEffect::Spread {
                    targets,
                    through: self.through(through, cx)?,
                    every: every.value.clone(),
                    scans,
                    local: *local,
                    then,
                    removal: removal.as_ref().map(|removal| super::worm::removal(row, removal, cx)),
                }
            }
            Effect::Act => StepEffect::Act,
            Effect::Escalate { hosts } => StepEffect::Escalate { hosts: hosts.get() },
            Effect::Discover { targets } => {
                StepEffect::Discover { targets: self.targets.resolve(row, targets, cx) }
            }
            Effect::StealCredentials => StepEffect::StealCredentials,
            Effect::Persist { targets, hosts, found } => {
                let targets = self.targets.resolve(row, targets, cx);
                StepEffect::Persist { targets, hosts: hosts.get(), found: *found }
            }
            Effect::Collect { targets } => {
                StepEffect::Collect { targets: self.targets.resolve(row, targets, cx) }
            }
            Effect::Exfiltrate { rate, pieces } => exfiltrate(row, rate, pieces.get(), cx)?,
            Effect::Achieve { impact: what, targets, share } => {
                let targets = self.targets.resolve(row, targets, cx);
                StepEffect::Achieve { impact: impact(what), targets, share: *share }
            }
        })
    }

    /// The service that is written, or none; nothing where it does not exist.
    fn service(&self, written: Option<&Reference>, cx: &mut Checker<'_>) -> Option<Option<ServiceId>> {
        let Some(reference) = written else { return Some(None) };
        Some(Some(ServiceId::at(self.index.services.resolve(reference, cx)?)))
    }

    fn through(&self, written: &written::Through, cx: &mut Checker<'_>) -> Option<Through> {
        Some(match written {
            written::Through::Phishing { messages, click, lure, gives_up } => Through::Phishing {
                messages: messages.get(),
                click: *click,
                lure: match lure {
                    written::Lure::Attachment => Lure::Attachment,
                    written::Lure::Link => Lure::Link,
                    written::Lure::Credentials => Lure::Credentials,
                },
                gives_up: *gives_up,
            },
            written::Through::Exploit { vulnerability } => {
                Through::Exploit(VulnerabilityId::at(self.index.vulnerabilities.resolve(vulnerability, cx)?))
            }
            written::Through::Credentials { over } => {
                Through::Credentials { over: self.service(over.as_ref(), cx)? }
            }
            written::Through::Trusted { supplier } => {
                let supplier = match supplier {
                    None => None,
                    Some(id) => Some(SupplierId::at(self.index.suppliers.resolve(id, cx)?)),
                };
                Through::Trusted { supplier }
            }
            written::Through::Tools { over } => Through::Tools { over: self.service(over.as_ref(), cx)? },
        })
    }
}

fn exfiltrate(
    row: &written::Step,
    rate: &crate::scenario::decode::Spanned<f64>,
    pieces: u32,
    cx: &mut Checker<'_>,
) -> Option<StepEffect> {
    if !(0.000_001..=1e9).contains(&rate.value) {
        let fault = Diagnostic::error(Code::OutOfRange, "data leave at no such rate").at(rate.place, "");
        cx.report(fault.help("write GB per hour, from 0.000001 to 1000000000"));
        return None;
    }
    if pieces > MOST_PIECES {
        let message = format!("{pieces} pieces are too many");
        let fault = Diagnostic::error(Code::OutOfRange, message).at(row.does.place, "");
        cx.report(fault.help(format!("write a whole number of pieces from 1 to {MOST_PIECES}")));
    }
    Some(StepEffect::Exfiltrate { rate: rate.value * 1000.0, pieces })
}

fn order(written: &written::Choose) -> Choose {
    match written {
        written::Choose::Random => Choose::Random,
        written::Choose::Nearest => Choose::Nearest,
        written::Choose::MostValuable => Choose::MostValuable,
    }
}

pub(in crate::scenario::check) fn privilege(written: &written::Privilege) -> Privilege {
    match written {
        written::Privilege::User => Privilege::User,
        written::Privilege::Admin => Privilege::Admin,
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

pub(in crate::scenario::check) fn tactic(written: &written::Tactic) -> Tactic {
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
