//! What teams of scenarios made at random do for each other beyond telling.

use proptest::prelude::*;

/// What they have agreed on.
#[derive(Clone, Debug)]
pub struct People {
    /// Whom they lend: 0 nobody, 1 for incidents, 2 where too much waits, 3 both, and from everybody to everybody.
    pub lends: u32,
    /// Per cent: chance that it is granted, and rate of guests.
    pub willing: u32,
    /// Minutes until guests are there.
    pub delay: u32,
    /// Hours that they stay.
    pub stays: u32,
    /// How many stay at home.
    pub keeps: u32,
    /// Sessions: 0 none, 1 before, 2 during the exercise, 3 both.
    pub talks: u32,
    /// Per cent: what a lesson leaves, and the chance that it does not fit.
    pub lesson: u32,
}

prop_compose! {
    pub(super) fn people()(
        lends in 0..4_u32, willing in 1..=100_u32, delay in 0..900_u32, stays in 1..80_u32, keeps in 0..3_u32,
        talks in 0..4_u32, lesson in 10..=100_u32,
    ) -> People {
        People { lends, willing, delay, stays, keeps, talks, lesson }
    }
}

fn share(per_cent: u32) -> String {
    format!("{:?}", f64::from(per_cent) / 100.0)
}

fn list(mut items: Vec<String>, reversed: bool) -> String {
    if reversed {
        items.reverse();
    }
    items.join(", ")
}

impl People {
    /// What a strategy has for it.
    pub(super) fn agreed(&self, reversed: bool) -> String {
        let mut lends = Vec::new();
        if self.lends & 1 > 0 {
            lends.push(format!(
                "(id: \"hands\", analysts: 2, keeps: {}, granted: {}, asks: Incident(severity: Medium), \
                 delay: \"{}min\", stays: \"{}h\", rate: {})",
                self.keeps,
                share(self.willing),
                self.delay,
                self.stays,
                share(self.willing)
            ));
        }
        if self.lends & 2 > 0 {
            let ends = if self.lends == 3 { ", from: [\"everybody\"], to: [\"everybody\"]" } else { "" };
            lends.push(format!(
                "(id: \"eyes\", lent_by: \"l1\", works_at: \"l1\", keeps: {}, asks: Overload(waiting: 1.5), \
                 delay: Exp(mean: \"{}min\"), stays: \"{}h\", settles: \"3h\"{ends})",
                self.keeps, self.delay, self.stays
            ));
        }
        let mut talks = Vec::new();
        if self.talks & 1 > 0 {
            talks.push(format!(
                "(id: \"past\", first: Before(\"90d\"), every: \"30d\", pace: {0}, exposure: {0}, misfit: {0}, \
                 phased_in: Exp(mean: \"40d\"))",
                share(self.lesson)
            ));
        }
        if self.talks & 2 > 0 {
            talks.push(format!(
                "(id: \"now\", first: After(\"7h\"), every: \"1d\", desk: \"l1\", work: Exp(mean: \"3h\"), \
                 pace: {}, phased_in: \"10h\")",
                share(self.lesson)
            ));
        }
        format!("assistance: [{}], consultations: [{}]", list(lends, reversed), list(talks, reversed))
    }
}
