//! People who do ordinary work.

use super::{GroupId, Name, OrgId, index_type};
use crate::units::{Distribution, Hours, Probability, Rate};

index_type! {
    /// Place of a group of users in [`super::Scenario::users`].
    UsersId(u32);
}

/// People of an organisation who are alike.
#[derive(Clone, Debug)]
pub struct Users {
    /// Id and label.
    pub name: Name,
    /// The organisation that they work for.
    pub organisation: OrgId,
    /// Where they work, sorted; not empty.
    pub groups: Vec<GroupId>,
    /// How many, at least one.
    pub count: u32,
    /// When they work.
    pub hours: Hours,
    /// From delivery to coming to a letter, in working time.
    pub reads: Distribution,
    /// Chance that a letter is opened.
    pub opens: Probability,
    /// Factor on a lure's chance of a click.
    pub susceptibility: f64,
    /// From opening to the click.
    pub clicks_after: Distribution,
    /// Chance that who has clicked gives credentials, if asked.
    pub gives: Probability,
    /// From the click to giving them.
    pub gives_after: Distribution,
    /// Chance that who does not click reports.
    pub reports: Probability,
    /// Chance that who has clicked reports.
    pub reports_after_click: Probability,
    /// From coming to the letter, or from the click, to the report, in working time.
    pub report_delay: Distribution,
    /// How often any of them reports something harmless, in working time; a Poisson process.
    pub false_reports: Rate,
}
