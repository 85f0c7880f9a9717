//! From what the recorders saw to the rows of a run.

mod effects;
mod incidents;
mod ledger;
mod runs;
mod shared;

use std::collections::BTreeSet;

use self::effects::Effects;
use super::attacks::{Attack, Attacks};
use super::availability::Availability;
use super::cases::Cases;
use super::casework::Casework;
use super::desks::Desks;
use super::industry::Bought;
use super::items::Items;
use super::losses::Losses;
use super::mail::Mail;
use super::missions::Account;
use super::patching::Patching;
use super::people::People;
use super::readiness::Readiness;
use super::sensors::Sensors;
use super::{Context, RunLabel, RunRecord};
use crate::metrics::records::{PreventedBy, ServiceRow, TeamRow};
use crate::scenario::model::{Notification, Policy, TeamId, WorkKind};
use crate::sim::fact::{Disposition, DownBy, IntrusionId};
use crate::units::Span;

/// The work that sharing costs.
const SHARING: [WorkKind; 5] = [
    WorkKind::Preparation,
    WorkKind::Ingestion,
    WorkKind::Hunting,
    WorkKind::FeedIntake,
    WorkKind::Submission,
];

/// What the recorders saw.
pub(super) struct Seen {
    pub(super) attacks: Attacks,
    pub(super) cases: Cases,
    pub(super) desks: Desks,
    pub(super) casework: Casework,
    pub(super) effects: super::effects::Effects,
    pub(super) items: Items,
    pub(super) industry: Bought,
    pub(super) availability: Availability,
    pub(super) mail: Mail,
    pub(super) losses: Losses,
    pub(super) patching: Patching,
    pub(super) people: People,
    pub(super) readiness: Readiness,
    pub(super) sensors: Sensors,
    /// By place of the mission.
    pub(super) missions: Vec<Account>,
}

pub(super) fn assemble(
    context: &Context,
    policies: &[Policy],
    label: &RunLabel,
    events: u64,
    seen: &Seen,
) -> RunRecord {
    let Seen {
        attacks,
        cases,
        desks,
        casework,
        effects,
        items,
        industry,
        availability,
        losses,
        mail,
        patching,
        people,
        readiness,
        sensors,
        missions,
    } = seen;
    let rows = Rows {
        context,
        policies,
        label,
        attacks,
        cases,
        desks,
        casework,
        effects,
        items,
        industry,
        availability,
        losses,
        mail,
        patching,
        people,
        readiness,
        sensors,
        missions,
    };
    let teams: Vec<TeamRow> =
        (0..context.scenario.teams.len()).map(|place| rows.team(TeamId::at(place))).collect();
    RunRecord {
        run: rows.run(events, &teams),
        incidents: rows.incidents(),
        shares: rows.shares(),
        services: rows.services(),
        desks: desks.rows(label, context),
        ledger: rows.ledger(),
        teams,
    }
}

struct Rows<'a> {
    context: &'a Context<'a>,
    policies: &'a [Policy],
    label: &'a RunLabel,
    attacks: &'a Attacks,
    cases: &'a Cases,
    desks: &'a Desks,
    casework: &'a Casework,
    effects: &'a super::effects::Effects,
    items: &'a Items,
    industry: &'a Bought,
    availability: &'a Availability,
    mail: &'a Mail,
    losses: &'a Losses,
    patching: &'a Patching,
    people: &'a People,
    readiness: &'a Readiness,
    sensors: &'a Sensors,
    /// By place of the mission.
    missions: &'a [Account],
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Rows<'_> {
    fn attacks_of(&self, team: TeamId) -> impl Iterator<Item = (&IntrusionId, &Attack)> {
        self.attacks
            .attacks
            .iter()
            .filter(move |(id, _)| self.context.scenario.organisation(id.victim).team == team)
    }

    fn down(&self, team: TeamId, by: DownBy) -> f64 {
        let organisations = &self.context.scenario.team(team).defends;
        organisations.iter().map(|id| self.availability.host_hours(*id, by, self.context)).sum()
    }

    /// The sum over the missions that a team is there for.
    fn of_missions(&self, team: TeamId, value: fn(&Account) -> f64) -> f64 {
        let scenario = self.context.scenario;
        let rows = scenario.missions.iter().zip(self.missions);
        rows.filter(|(spec, _)| scenario.organisation(spec.organisation).team == team)
            .map(|(_, account)| value(account))
            .sum()
    }

    fn team(&self, id: TeamId) -> TeamRow {
        let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
        let spec = self.context.scenario.team(id);
        let tally = self.desks.team(id);
        let (utilisation, utilisation_peak_desk) = self.desks.utilisation(id);
        let count =
            |fits: &dyn Fn(&Attack) -> bool| self.attacks_of(id).filter(|(_, a)| fits(a)).count() as u64;
        let caught = tally.triaged_as(Disposition::Attack, true);
        let did = self.casework.of(id);
        let (warnings, notifications) =
            (did.kept(Notification::Warning), did.kept(Notification::Notification));
        let scopes = self.attacks_of(id).filter_map(|(_, a)| a.scope);
        let (held, known) = scopes.fold((0, 0), |(held, known), scope| (held + scope.0, known + scope.1));
        let letters = self.mail.of(id, self.context);
        let shared = self.shared_by(id);
        let readiness = self.readiness.of(id);
        let effects =
            Effects::total(self.attacks_of(id).map(|(intrusion, a)| self.effects_on(*intrusion, a)));
        let people = self.people.of(id);
        let bought = self.industry.of(id);
        let attacks_n = count(&|_| true);
        let intrusions_n = count(&|a| a.occurred.is_some());
        let detected_n = count(&|a| a.confirmed.is_some());
        let found_in = count(&|a| a.occurred.is_some() && a.confirmed.is_some());
        let dwell: Span = self.attacks_of(id).map(|(_, a)| a.restricted_dwell(self.context)).sum();
        let exposure: Span = self.attacks_of(id).map(|(_, a)| a.exposure(self.context)).sum();
        TeamRow {
            scenario,
            seed,
            replication,
            strategy,
            team: spec.name.id.clone(),
            attacks_n,
            intrusions_n,
            prevented_n: count(&|a| a.prevented_by().is_some()),
            prevented_by_partner_n: count(&|a| a.prevented_by() == Some(PreventedBy::SharedIndicator)),
            prevented_by_advice_n: count(&|a| a.prevented_by() == Some(PreventedBy::SharedAdvice)),
            prevented_by_industry_n: count(&|a| {
                matches!(a.prevented_by(), Some(PreventedBy::IndustryFeed | PreventedBy::VendorSignature))
            }),
            detected_n,
            detected_alerted_n: readiness.detected,
            detected_by_partner_n: count(&|a| a.source.is_some_and(by_partner)),
            detected_by_industry_n: count(&|a| a.source.is_some_and(by_industry)),
            detected_share: ratio(found_in, intrusions_n),
            exposure_h: exposure.as_hours_f64(),
            dwell_h: mean_hours(dwell, attacks_n),
            undetected_n: intrusions_n - found_in,
            hosts_compromised_n: self.compromised(id),
            exfiltrated_gb: gigabytes(self.attacks_of(id).map(|(_, a)| a.exfiltrated).sum()),
            objectives_n: count(&|a| a.objective.is_some()),
            accounts_stolen_n: self.losses.of(id).accounts,
            data_lost_host_h: self.losses.of(id).work.as_hours_f64(),
            down_attack_host_h: self.down(id, DownBy::Attack),
            down_defence_host_h: self.down(id, DownBy::Containment),
            down_overblocking_host_h: self.down(id, DownBy::OverBlocking),
            phish_sent_n: letters.sent,
            phish_delivered_n: letters.delivered,
            phish_opened_n: letters.opened,
            phish_clicked_n: letters.clicked,
            phish_credentials_n: letters.credentials,
            phish_reported_n: letters.reported,
            sensor_uptime: self.sensors.uptime(id, self.context),
            mission_loss: self.of_missions(id, Account::loss),
            mission_loss_attack: self.of_missions(id, |account| account.loss_by(DownBy::Attack)),
            mission_loss_defence: self.of_missions(id, Account::loss_by_defence),
            mission_loss_overblocking: self.of_missions(id, |account| account.loss_by(DownBy::OverBlocking)),
            mission_outage_h: self.of_missions(id, |account| account.outage.as_hours_f64()),
            alerts_n: tally.alerts,
            alerts_true_n: tally.alerts_true,
            alerts_false_n: tally.alerts - tally.alerts_true,
            alerts_benign_n: tally.alerts_benign,
            alerts_misfired_n: tally.misfired,
            alerts_correlated_n: tally.correlated,
            alerts_misjoined_n: self.cases.of(id).misjoined,
            alerts_triaged_n: tally.triaged,
            alerts_escalated_n: tally.escalated(),
            alerts_missed_n: tally.triaged_as(Disposition::Attack, false),
            alerts_escalated_benign_n: tally.triaged_as(Disposition::BenignTrigger, true),
            alerts_escalated_false_n: tally.triaged_as(Disposition::FalseAlarm, true),
            triage_precision: ratio(caught, tally.escalated()),
            triage_recall: ratio(caught, caught + tally.triaged_as(Disposition::Attack, false)),
            alerts_expired_n: tally.expired,
            alerts_open_n: self.desks.open_alerts(id),
            alert_wait_mean_s: tally.mean_wait(),
            alert_wait_p95_s: tally.wait_p95(),
            alerts_taken_up_n: tally.taken_up(),
            alert_queue_mean: tally.mean_queue(self.context),
            utilisation,
            utilisation_peak_desk,
            staffed_h: self.desks.hours_of(id, |load| load.staffed),
            overtime_h: self.desks.hours_of(id, |load| load.overtime),
            overloaded_h: self.desks.hours_of(id, |load| load.overloaded),
            unattended_h: self.desks.hours_of(id, |load| load.unattended),
            handed_on_n: self.desks.count_of(id, |load| load.handed_on),
            put_back_n: self.desks.count_of(id, |load| load.put_back),
            tired_n: self.desks.count_of(id, |load| load.tired),
            work_lost_n: self.desks.count_of(id, |load| load.lost_others),
            incidents_opened_n: tally.incidents,
            incidents_split_n: self.cases.of(id).split,
            incidents_merged_n: self.cases.of(id).merged,
            false_incidents_n: tally.dismissed,
            reopened_n: self.attacks_of(id).map(|(_, a)| a.reopened).sum(),
            warnings_in_time_n: warnings.in_time,
            warnings_missed_n: warnings.missed,
            notifications_in_time_n: notifications.in_time,
            notifications_missed_n: notifications.missed,
            reports_pending_n: did.pending,
            reports_in_time_share: ratio(
                warnings.in_time + notifications.in_time,
                warnings.in_time + warnings.missed + notifications.in_time + notifications.missed,
            ),
            accounts_disabled_n: did.accounts_disabled,
            credentials_reset_n: did.credentials_reset,
            services_shut_n: did.services_shut,
            reviews_n: did.reviews,
            scope_held_n: held,
            scope_known_n: known,
            scope_share: ratio(known, held),
            scope_incomplete_n: count(&|a| a.scope.is_some_and(|(held, known)| known < held)),
            labour_h: tally.hours(&WorkKind::ALL),
            triage_labour_h: tally.hours(&[WorkKind::Triage]),
            reporting_labour_h: tally.hours(&[WorkKind::Reporting]),
            sharing_labour_h: tally.hours(&SHARING),
            patching_labour_h: tally.hours(&[WorkKind::EmergencyPatching, WorkKind::Patching]),
            patched_n: self.patching.patched(id),
            patch_backlog_host_h: self.patching.backlog(id, self.context),
            engineering_labour_h: tally.hours(&[WorkKind::Engineering]),
            hardening_labour_h: tally.hours(&[WorkKind::Hardening]),
            hardened_n: readiness.hardened,
            posture_h: readiness.hours(self.context),
            posture_raised_n: readiness.raised,
            posture_in_vain_n: readiness.in_vain,
            recognised_n: readiness.recognised,
            assistance_asked_n: people.asked,
            assistance_refused_n: people.refused,
            lent_out_h: people.lent_out(),
            lent_in_h: people.lent_in(),
            sessions_n: people.sessions,
            consultation_labour_h: tally.hours(&[WorkKind::Consultation]),
            items_created_n: shared.created,
            items_out_n: shared.sent,
            items_in_n: shared.received,
            items_false_in_n: shared.received_false,
            items_useful_n: shared.useful,
            items_withheld_n: shared.withheld,
            items_withheld_marking_n: shared.withheld_by_marking,
            items_withheld_threshold_n: shared.withheld_by_threshold,
            items_withheld_relations_n: shared.withheld_by_relations,
            items_lost_n: shared.lost,
            items_breached_n: shared.breached,
            items_retracted_n: shared.retracted,
            items_poisoned_n: shared.poisoned,
            items_garbled_n: shared.garbled,
            items_leaked_n: shared.leaked,
            trust_mean: self.trust_in(id),
            items_stale_n: shared.stale,
            sightings_n: shared.sightings,
            items_correctness: ratio(shared.quality.correct, shared.quality.arrived),
            items_relevance: ratio(shared.quality.relevant, shared.quality.arrived),
            items_utility: ratio(shared.quality.useful, shared.quality.arrived),
            items_uniqueness: ratio(shared.quality.new, shared.quality.taken_in),
            effect_prevented_n: effects.prevented,
            effect_predicted_n: effects.predicted,
            effect_detected_n: effects.detected,
            effect_responded_n: effects.responded,
            effect_any_n: effects.any,
            sharing_efficiency: ratio(shared.useful_received, shared.received),
            feed_items_in_n: bought.delivered,
            feed_items_ignored_n: bought.ignored,
            feed_items_known_n: bought.known,
            feed_items_new_n: bought.new,
            feed_items_false_n: bought.harmless,
            feed_items_useful_n: bought.useful_items(),
            feed_labour_h: tally.hours(&[WorkKind::FeedIntake]),
            samples_out_n: bought.samples,
            signatures_in_n: bought.signatures,
            signatures_useful_n: bought.useful_signatures(),
            patches_hastened_n: bought.patches,
            submission_labour_h: tally.hours(&[WorkKind::Submission]),
            free_ride_ratio: ratio(shared.received, shared.sent.max(1)).unwrap_or_default(),
        }
    }

    fn services(&self) -> Vec<ServiceRow> {
        let missions = self.context.scenario.missions.iter().zip(self.missions);
        missions.map(|(spec, account)| account.row(spec, self.label, self.context)).collect()
    }

    /// Hosts of a team's organisations that any attack has held; each counts once.
    fn compromised(&self, team: TeamId) -> u64 {
        let hosts: BTreeSet<_> = self.attacks_of(team).flat_map(|(_, attack)| &attack.hosts).collect();
        hosts.len() as u64
    }
}

#[expect(clippy::cast_precision_loss, reason = "an exabyte in MB is far below 2^53")]
fn gigabytes(megabytes: u64) -> f64 {
    megabytes as f64 / 1000.0
}

fn by_industry(source: crate::metrics::records::DetectionSource) -> bool {
    use crate::metrics::records::DetectionSource::{IndustryFeed, IndustryHunt, VendorHunt, VendorSignature};
    matches!(source, IndustryFeed | IndustryHunt | VendorSignature | VendorHunt)
}

fn by_partner(source: crate::metrics::records::DetectionSource) -> bool {
    use crate::metrics::records::DetectionSource::{SharedHunt, SharedIndicator};
    matches!(source, SharedIndicator | SharedHunt)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn mean_hours(total: Span, over: u64) -> Option<f64> {
    (over > 0).then(|| total.as_hours_f64() / over as f64)
}
