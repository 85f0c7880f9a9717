//! What spreads by itself in scenarios made at random: where it looks for hosts, and what is done about it.

use proptest::prelude::*;

use super::share;

/// How something spreads.
#[derive(Clone, Debug)]
pub struct Worm {
    /// Where it looks: 0 in reach, else in a space of so many times forty addresses.
    pub space: u32,
    /// Per cent: preference for its own zone.
    pub local: u32,
    /// Hours to its kill switch; 0 for none.
    pub switch: u32,
    /// What people do about it by themselves: 0 nothing, 1 clean, 2 clean and leave open, 3 patch, 4 clean and patch.
    pub removal: u32,
}

prop_compose! {
    pub(super) fn worm()(
        space in 0..3_u32, local in 0..=100_u32, switch in 0..9_u32, removal in 0..5_u32,
    ) -> Worm {
        Worm { space, local, switch, removal }
    }
}

impl Worm {
    /// Nothing that is done about it at one side is felt at another.
    pub fn keep_apart(&mut self) {
        self.switch = 0;
        self.removal = self.removal.min(2);
    }

    /// The fields of its step.
    pub(super) fn fields(&self) -> String {
        let scans = match self.space {
            0 => String::new(),
            space => format!(", scans: Space(addresses: {})", space * 40),
        };
        let removal = match self.removal {
            1 => ", removal: (cleaned: Exp(mean: \"6h\"))",
            2 => ", removal: (cleaned: Exp(mean: \"4h\"), immune: 0.3)",
            3 => ", removal: (patched: Exp(mean: \"12h\"))",
            4 => ", removal: (cleaned: Exp(mean: \"8h\"), patched: Exp(mean: \"12h\"))",
            _ => "",
        };
        format!("local: {}{scans}{removal}", share(self.local))
    }

    /// The field of its campaign.
    pub(super) fn kill_switch(&self) -> String {
        match self.switch {
            0 => String::new(),
            hours => format!(
                ", kill_switch: (after: Exp(mean: \"{hours}h\"), found_by_analysis: {})",
                share(hours * 10)
            ),
        }
    }
}
