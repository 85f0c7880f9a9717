//! What is otherwise than in the file of a scenario.

use clap::Args;

use crate::scenario::{self, Setting};

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Changes {
    /// Variant of the scenario; `coalition list variants FILE` shows all [default: the scenario as it is].
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
    /// Set a value of the scenario for this time, as often as wanted. The path names fields and, in lists, the ids of elements
    /// or their places: `teams.soc.triage.work=10min`, `campaigns[0].start=2h`. The value is RON, or a plain word.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    settings: Vec<Setting>,
}

impl Changes {
    /// As the scenario's reader wants them.
    pub(in crate::cli) fn get(&self) -> scenario::Changes {
        scenario::Changes { variant: self.variant.clone(), settings: self.settings.clone() }
    }
}
