//! From what the recorders saw to the rows of a run.

mod shared;

use std::collections::BTreeSet;

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
use super::readiness::Readiness;
use super::sensors::Sensors;
use super::{Context, RunLabel, RunRecord};
use crate::metrics::records::{IncidentRow, PreventedBy, RunRow, ServiceRow, TeamRow};
use crate::scenario::model::{Notification, Policy, Severity, TeamId, WorkKind};
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
    pub(super) items: Items,
    pub(super) industry: Bought,
    pub(super) availability: Availability,
    pub(super) mail: Mail,
    pub(super) losses: Losses,
    pub(super) patching: Patching,
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
        items,
        industry,
        availability,
        losses,
        mail,
        patching,
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
        items,
        industry,
        availability,
        losses,
        mail,
        patching,
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
    items: &'a Items,
    industry: &'a Bought,
    availability: &'a Availability,
    mail: &'a Mail,
    losses: &'a Losses,
    patching: &'a Patching,
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
            hardening_labour_h: tally.hours(&[WorkKind::Hardening]),
            hardened_n: readiness.hardened,
            posture_h: readiness.hours(self.context),
            posture_raised_n: readiness.raised,
            posture_in_vain_n: readiness.in_vain,
            recognised_n: readiness.recognised,
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

    fn run(&self, events: u64, teams: &[TeamRow]) -> RunRow {
        let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
        let sum = |value: fn(&TeamRow) -> u64| teams.iter().map(value).sum();
        let add = |value: fn(&TeamRow) -> f64| teams.iter().map(value).sum();
        let second: Vec<_> = self.attacks.attacks.iter().filter(|(id, a)| self.is_second(**id, a)).collect();
        RunRow {
            scenario,
            seed,
            replication,
            strategy,
            attacks_n: sum(|row| row.attacks_n),
            intrusions_n: sum(|row| row.intrusions_n),
            prevented_n: sum(|row| row.prevented_n),
            detected_n: sum(|row| row.detected_n),
            exposure_h: add(|row| row.exposure_h),
            objectives_n: sum(|row| row.objectives_n),
            down_attack_host_h: add(|row| row.down_attack_host_h),
            down_defence_host_h: add(|row| row.down_defence_host_h),
            down_overblocking_host_h: add(|row| row.down_overblocking_host_h),
            mission_loss: add(|row| row.mission_loss),
            mission_loss_attack: add(|row| row.mission_loss_attack),
            mission_loss_defence: add(|row| row.mission_loss_defence),
            mission_outage_h: add(|row| row.mission_outage_h),
            labour_h: add(|row| row.labour_h),
            sharing_labour_h: add(|row| row.sharing_labour_h),
            items_out_n: sum(|row| row.items_out_n),
            second_hits_n: second.len() as u64,
            second_hits_preventable_n: second.iter().filter(|(id, a)| self.is_preventable(**id, a)).count()
                as u64,
            second_hits_prevented_n: second
                .iter()
                .filter(|(_, a)| a.prevented_by() == Some(PreventedBy::SharedIndicator))
                .count() as u64,
            events_n: events,
        }
    }

    /// Whether another organisation was turned on by the same campaign before.
    fn is_second(&self, id: IntrusionId, attack: &Attack) -> bool {
        self.attacks.attacks.iter().any(|(other, first)| {
            other.campaign == id.campaign
                && other.victim != id.victim
                && (first.launched, other.victim) < (attack.launched, id.victim)
        })
    }

    /// Whether another team had confirmed the campaign before it got in here.
    fn is_preventable(&self, id: IntrusionId, attack: &Attack) -> bool {
        let scenario = self.context.scenario;
        let team = scenario.organisation(id.victim).team;
        attack.occurred.is_some_and(|occurred| {
            self.attacks.attacks.iter().any(|(other, first)| {
                other.campaign == id.campaign
                    && scenario.organisation(other.victim).team != team
                    && first.confirmed.is_some_and(|confirmed| confirmed < occurred)
            })
        })
    }

    fn incidents(&self) -> Vec<IncidentRow> {
        self.attacks.attacks.iter().map(|(id, attack)| self.incident(*id, attack)).collect()
    }

    fn incident(&self, id: IntrusionId, attack: &Attack) -> IncidentRow {
        let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
        let organisation = self.context.scenario.organisation(id.victim);
        let thrown_out = attack.thrown_out();
        let ttd = attack.occurred.zip(attack.confirmed).map(|(from, to)| to.since(from).as_secs_f64());
        IncidentRow {
            scenario,
            seed,
            replication,
            strategy,
            campaign: self.context.scenario.campaign(id.campaign).name.id.clone(),
            organisation: organisation.name.id.clone(),
            team: self.context.scenario.team(organisation.team).name.id.clone(),
            outcome: attack.outcome(),
            t_launch_s: attack.launched,
            t_mail_s: attack.mailed,
            t_click_s: attack.clicked,
            t_user_report_s: attack.reported,
            t_occ_s: attack.occurred,
            t_alert_s: attack.alerted,
            t_ack_s: attack.acknowledged,
            t_det_s: attack.confirmed,
            t_cont_s: attack.contained,
            t_cont_eff_s: thrown_out,
            t_erad_s: attack.eradicated,
            t_rec_s: attack.recovered,
            t_objective_s: attack.objective,
            ttd_s: ttd,
            det_censored: attack.occurred.is_some() && attack.confirmed.is_none(),
            cont_censored: attack.occurred.is_some() && thrown_out.is_none(),
            followup_s: attack.occurred.map(|from| self.context.window.endex.since(from).as_secs_f64()),
            exposure_s: attack.exposure(self.context).as_secs_f64(),
            prevented_by: attack.prevented_by(),
            det_source: attack.source,
            informed: attack.informed,
            severity: attack.severity.map(Severity::text),
            scope_share: attack.scope.and_then(|(held, known)| ratio(known, held)),
            objective_achieved: attack.objective.is_some(),
            hosts_compromised_n: attack.hosts.len() as u64,
            hosts_peak_n: attack.peak,
            hosts_cleaned_n: attack.cleaned,
            hosts_spared_n: attack.spared,
            exfiltrated_gb: gigabytes(attack.exfiltrated),
            returns_n: attack.returns,
            reopened_n: attack.reopened,
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
