//! The sender's side: what may go to whom, what is held back, and the work of writing it up.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::ledger::{Entry, Ledger};
use super::limits::{Candidate, Gate};
use super::{Contents, Draft, Item, Pending, Report, Sent};
use crate::engine::Purpose;
use crate::scenario::model::{ObjectKind, Policy, TeamId, Trigger, WorkKind};
use crate::sim::action::{Action, ShareDue};
use crate::sim::fact::{Passage, What, Withheld};
use crate::sim::ground::Examiner;
use crate::sim::response::{Desks, Lessons, Task, Terms};
use crate::sim::script::{Script, rank};
use crate::units::{SimTime, Span};

const ATTRIBUTION: Purpose = Purpose::new("share.attribution");
const RELEASE: Purpose = Purpose::new("share.release");

/// What a sender decides by.
#[derive(SystemParam)]
pub(crate) struct Sender<'w, 's> {
    sent: ResMut<'w, Sent>,
    pending: ResMut<'w, Pending>,
    pub(super) lessons: Lessons<'w, 's>,
    pub(super) examiner: Examiner<'w, 's>,
    pub(super) ledger: ResMut<'w, Ledger>,
}

/// A team may share what it knows of an incident: each policy that the occasion triggers is followed.
pub(super) fn share(In(due): In<ShareDue>, mut script: Script, mut desks: Desks, mut sender: Sender) {
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let candidates = match due.trigger {
        Trigger::Periodic(every) => sender.pending.0.remove(&(due.team, every)).unwrap_or_default(),
        _ => {
            let wanted = policies.iter().filter(|policy| policy.from == due.team);
            let wanted = wanted.flat_map(|policy| policy.passes.iter().copied()).collect();
            Candidate::all(&script, &due, &wanted, (&sender.lessons, &sender.examiner))
        }
    };
    match due.trigger {
        Trigger::Confirmation => {
            lay_by(&mut script, &mut sender.pending, policies, due.team, &candidates);
        }
        Trigger::Closure => {
            let mut lessons = candidates.clone();
            lessons.retain(|one| one.object.kind() == ObjectKind::Hardening);
            lay_by(&mut script, &mut sender.pending, policies, due.team, &lessons);
        }
        Trigger::Suspicion | Trigger::Containment | Trigger::Receipt | Trigger::Periodic(_) => {}
    }
    let mut drafts: BTreeMap<&str, (usize, Vec<Entity>)> = BTreeMap::new();
    for (place, policy) in policies.iter().enumerate() {
        if policy.from != due.team || policy.trigger != due.trigger {
            continue;
        }
        let news = selection(policy, &candidates, &sender);
        let report = compile(&mut script, &mut desks.commands, &mut sender, &due, (place, policy), &news);
        if let Some(report) = report {
            drafts.entry(&policy.rule.id).or_insert((place, Vec::new())).1.push(report);
        }
    }
    for (place, reports) in drafts.into_values() {
        draft(&mut script, &mut desks, &due, place, reports);
    }
}

/// Lays by what was confirmed for the next time of each policy that shares at set times.
fn lay_by(
    script: &mut Script,
    pending: &mut Pending,
    policies: &[Policy],
    team: TeamId,
    candidates: &[Candidate],
) {
    let mut periods: Vec<Span> = policies
        .iter()
        .filter(|policy| policy.from == team)
        .filter_map(|policy| match policy.trigger {
            Trigger::Periodic(every) => Some(every),
            _ => None,
        })
        .collect();
    periods.sort_unstable();
    periods.dedup();
    for every in periods {
        let waiting = pending.0.entry((team, every)).or_default();
        if waiting.is_empty() && !candidates.is_empty() {
            let now = script.now().as_micros();
            let number = now.div_euclid(every.as_micros()) + 1;
            let next = SimTime::from_micros(number.saturating_mul(every.as_micros()));
            let key =
                script.setting().keys.team(team).child("periodic").index(every.as_micros().unsigned_abs());
            let key = key.index(number.unsigned_abs());
            let Some(first) = candidates.first() else { return };
            let due = ShareDue {
                team,
                incident: first.incident,
                key,
                trigger: Trigger::Periodic(every),
                severity: first.severity,
                patterns: Vec::new(),
            };
            let (after, cause) = (next.since(script.now()), script.cause());
            script.plan(Some(after), rank::ARRIVAL, key, cause, Action::Share(Box::new(due)));
        }
        waiting.extend_from_slice(candidates);
    }
}

/// What is news to a receiver: not what that very partner told, and nothing is passed on to where it has been.
fn selection(policy: &Policy, candidates: &[Candidate], sender: &Sender) -> Vec<Candidate> {
    let mut news = candidates.to_vec();
    news.retain(|one| policy.passes(one.object.kind()));
    if policy.perfect {
        news.retain(|one| sender.examiner.is_flawless(one.pattern));
    }
    news.retain(|one| {
        sender.lessons.told_by(policy.from, one.pattern).map(|(partner, _)| partner) != Some(policy.to)
    });
    if policy.trigger == Trigger::Receipt {
        news.retain(|one| !sender.lessons.passed(policy.from, one.pattern).contains(&policy.to));
    }
    news
}

/// Makes the report to one receiver; none where nothing of it is left.
fn compile(
    script: &mut Script,
    commands: &mut Commands,
    sender: &mut Sender,
    due: &ShareDue,
    (place, policy): (usize, &Policy),
    news: &[Candidate],
) -> Option<Entity> {
    let base = script.setting().policy_key(place);
    let key = base.with(due.key).index(due.trigger.number());
    let mut report = None;
    let mut items = Vec::new();
    for candidate in news {
        let gate = Gate::new(script, policy, base, candidate, &sender.lessons);
        let (tlp, allowed) = (gate.tlp, gate.allowed);
        let Candidate { pattern, object, incident, severity, .. } = *candidate;
        let (way, scope) = ((policy.from, policy.to, pattern), (allowed, tlp.reach()));
        if !sender.sent.is_news(way, scope) {
            continue;
        }
        let report = *report.get_or_insert_with(|| script.numbers().report());
        let item = script.numbers().item();
        let created =
            What::ItemCreated { item, report, policy: place, pattern, object, tlp, allowed, incident };
        let created = script.record(created);
        let rule = gate.withholds(script, sender, item, created);
        if !matches!(rule, Some(Withheld::Severity | Withheld::Trust | Withheld::Reciprocity)) {
            // Of a worse incident it may be shared yet, or when things stand better between the two.
            sender.sent.note(way, scope);
        }
        match rule {
            Some(rule) => {
                script.record_because(Some(created), What::ItemWithheld { item, rule });
            }
            None => {
                let entry = Entry { policy: place, pattern, arrived: pattern, key: key.with(pattern) };
                sender.ledger.note_sent((policy.from, policy.to), item, incident, entry);
                let seen = sender.lessons.seen(script, policy.from, pattern);
                let passed = sender.lessons.passed(policy.from, pattern);
                let through = passed.iter().copied().chain([policy.from]).collect();
                items.push(Item {
                    id: item,
                    pattern,
                    object,
                    tlp,
                    allowed,
                    incident,
                    severity,
                    seen,
                    through,
                });
            }
        }
    }
    if items.is_empty() {
        return None;
    }
    let attributed = !script.chance(policy.attribution_loss, key, ATTRIBUTION, 0);
    let report = Report { id: report?, policy: place, key, attributed };
    Some(commands.spawn((report, Contents(items))).id())
}

/// Puts the writing-up of reports under one rule on a desk: it is done once, however many receive it.
fn draft(script: &mut Script, desks: &mut Desks, due: &ShareDue, place: usize, reports: Vec<Entity>) {
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let policy = &policies[place];
    let key = due.key.child("draft").child(&policy.rule.id).index(due.trigger.number());
    let labour = &policy.preparation;
    let task = Task { team: due.team, labour, kind: WorkKind::Preparation, key, factor: 1.0, because: None };
    desks.enqueue(script, task, Draft(reports), Terms::default());
}

/// Reports are written up; each goes to whoever may release it, who works at office hours.
pub(super) fn preparation_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    drafts: Query<&Draft>,
    reports: Query<&Report>,
) {
    commands.entity(work).despawn();
    let Ok(draft) = drafts.get(work) else { return };
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let startex = script.setting().scenario.exercise.startex;
    for entity in &draft.0 {
        let Ok(report) = reports.get(*entity) else { continue };
        let policy = &policies[report.policy];
        let passage = Passage::Prepared;
        let prepared = script.record(What::ReportPassed { report: report.id, passage });
        let work = script.span(&policy.release, report.key, RELEASE, 0);
        let after = match policy.release_hours {
            Some(hours) => work.map(|work| hours.after(startex, script.now(), work)),
            None => work,
        };
        script.plan(after, rank::ARRIVAL, report.key, Some(prepared), Action::Release(*entity));
    }
}
