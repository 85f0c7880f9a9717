//! Attacks that begin after ENDEX.

use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::lint::view::View;
use crate::scenario::lint::{Finder, finding, words};
use crate::scenario::model::{Campaign, CampaignId};

/// Tells which attacks begin too late. The answer is when each begins at the soonest, by place of the victim, from STARTEX
/// [s]; none where it never does.
pub(super) fn lint(
    id: CampaignId,
    row: &written::Campaign,
    view: &View<'_>,
    cx: &mut Finder<'_>,
) -> Vec<Option<f64>> {
    let campaign = view.scenario.campaign(id);
    let endex = view.scenario.exercise.duration.as_secs_f64();
    let begins = begins(campaign);
    let late = |begins: &Option<f64>| begins.is_none_or(|begins| begins >= endex);
    let when = |begins: Option<f64>| match begins {
        None => "never".to_owned(),
        Some(begins) => format!("{} after STARTEX at the soonest", words::time(begins)),
    };
    let help = format!(
        "ENDEX is {} after STARTEX: let the attack begin earlier, or let the exercise last longer",
        words::time(endex)
    );
    let soonest = begins
        .iter()
        .flatten()
        .copied()
        .fold(None, |least: Option<f64>, one| Some(least.map_or(one, |least| least.min(one))));
    if late(&soonest) {
        let message = format!("campaign `{}` begins {}", row.id.value, when(soonest));
        let at = cx.written(row.place, &["start"]).unwrap_or(row.id.place);
        cx.push(finding(Code::LateCampaign, message).at(at, "").help(help));
        return begins;
    }
    for (victim, begins) in campaign.victims.iter().zip(&begins).filter(|(_, begins)| late(begins)) {
        let organisation = view.organisations[victim.organisation.index()].id.as_str();
        let Some(text) = row.victims.iter().find(|one| one.organisation.as_str() == organisation) else {
            continue;
        };
        let message = format!("campaign `{}` hits `{organisation}` {}", row.id.value, when(*begins));
        let at = cx.written(text.place, &["offset"]).unwrap_or(text.organisation.place);
        cx.push(finding(Code::LateCampaign, message).at(at, "").help(help.clone()));
    }
    begins
}

fn begins(campaign: &Campaign) -> Vec<Option<f64>> {
    let start = campaign.start.least().map(|start| start.as_secs_f64() - campaign.lead.as_secs_f64());
    let offset = |place: usize| campaign.victims[place].offset.least().map(|offset| offset.as_secs_f64());
    let after = |place: usize| {
        let before = campaign.victims[place].after?;
        campaign.victims.binary_search_by_key(&before, |victim| victim.organisation).ok()
    };
    let begins = |victim: usize| {
        // victims that wait for each other do so one after the other: the checker has seen to that
        let (mut at, mut sum) = (victim, start? + offset(victim)?);
        while let Some(before) = after(at) {
            sum += offset(before)?;
            at = before;
        }
        Some(sum)
    };
    (0..campaign.victims.len()).map(begins).collect()
}
