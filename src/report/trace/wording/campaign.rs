//! How a campaign goes on: what it gains besides hosts, and how it answers.

use super::{Names, Words, rounded};
use crate::report::words::volume;
use crate::sim::fact::{IntrusionId, Notice, What};

impl Names<'_> {
    fn campaigns(&self, intrusion: IntrusionId, kind: &'static str, text: String) -> Words {
        (self.campaign(intrusion.campaign), kind, text)
    }

    pub(super) fn of_campaigns(&self, what: &What) -> Option<Words> {
        let at = |intrusion: &IntrusionId| self.organisation(intrusion.victim);
        Some(match what {
            What::RoundBegun { intrusion, step, round } => {
                let text = format!(
                    "begins round {} in {}, from {} on",
                    round + 2,
                    at(intrusion),
                    self.step(*intrusion, *step)
                );
                self.campaigns(*intrusion, "round_begun", text)
            }
            What::PrivilegeGained { intrusion, host } => {
                let text = format!("is administrator of {} of {}", self.host(*host), at(intrusion));
                self.campaigns(*intrusion, "privilege_gained", text)
            }
            What::HostsDiscovered { intrusion, hosts } => {
                let text = format!("finds out about {hosts} hosts of {}", at(intrusion));
                self.campaigns(*intrusion, "hosts_discovered", text)
            }
            What::ImplantPlanted { intrusion, host } => {
                let text = format!("leaves a way back on {} of {}", self.host(*host), at(intrusion));
                self.campaigns(*intrusion, "implant_planted", text)
            }
            What::ImplantLost { intrusion, host } => {
                let text = format!("loses its way back on {} of {}", self.host(*host), at(intrusion));
                self.campaigns(*intrusion, "implant_lost", text)
            }
            What::Returned { intrusion, host } => {
                let text = format!("comes back through {} of {}", self.host(*host), at(intrusion));
                self.campaigns(*intrusion, "returned", text)
            }
            What::DataCollected { intrusion, megabytes } => {
                let text = format!("has collected {} in {}", volume(*megabytes), at(intrusion));
                self.campaigns(*intrusion, "data_collected", text)
            }
            What::DataExfiltrated { intrusion, megabytes } => {
                let text = format!("has sent {} out of {}", volume(*megabytes), at(intrusion));
                self.campaigns(*intrusion, "data_exfiltrated", text)
            }
            _ => return None,
        })
    }

    pub(super) fn of_reactions(&self, what: &What) -> Option<Words> {
        let at = |intrusion: &IntrusionId| self.organisation(intrusion.victim);
        Some(match what {
            What::AdversaryNoticed { intrusion, notice } => {
                let what = match notice {
                    Notice::Block => "a step was stopped",
                    Notice::Eviction => "its last foothold is lost",
                    Notice::Hunt => "somebody goes through the logs",
                    Notice::Leak => "what is known of it has leaked",
                };
                let text = format!("answers in {}: {what}", at(intrusion));
                self.campaigns(*intrusion, "adversary_noticed", text)
            }
            What::WentQuiet { intrusion, lasts } => {
                let text = format!("keeps still in {} for {}", at(intrusion), rounded(*lasts));
                self.campaigns(*intrusion, "went_quiet", text)
            }
            What::BranchTaken { intrusion, step } => {
                let text = format!("branches to {} in {}", self.step(*intrusion, *step), at(intrusion));
                self.campaigns(*intrusion, "branch_taken", text)
            }
            _ => return None,
        })
    }
}
