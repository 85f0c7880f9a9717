//! The rows of attacks.

use super::{Rows, gigabytes, ratio};
use crate::metrics::recorder::RunLabel;
use crate::metrics::recorder::attacks::Attack;
use crate::metrics::records::IncidentRow;
use crate::scenario::model::Severity;
use crate::sim::fact::IntrusionId;

impl Rows<'_> {
    pub(super) fn incidents(&self) -> Vec<IncidentRow> {
        self.attacks.attacks.iter().map(|(id, attack)| self.incident(*id, attack)).collect()
    }

    fn incident(&self, id: IntrusionId, attack: &Attack) -> IncidentRow {
        let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
        let organisation = self.context.scenario.organisation(id.victim);
        let thrown_out = attack.thrown_out();
        let effects = self.effects_on(id, attack);
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
            effect_prevented: effects.prevented,
            effect_predicted: effects.predicted,
            effect_detected: effects.detected,
            effect_responded: effects.responded,
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
}
