//! What passes between teams and industry.

use super::{Names, Words};
use crate::scenario::model::{FeedId, VendorId};
use crate::sim::fact::{Bought, Industry, Intake, What};

impl Names<'_> {
    fn feed(&self, id: FeedId) -> &str {
        &self.arrangement.feeds[id.index()].name.label
    }

    fn vendor(&self, id: VendorId) -> &str {
        &self.arrangement.vendors[id.index()].name.label
    }

    /// Who of industry told something.
    pub(super) fn industry(&self, industry: Industry) -> String {
        match industry {
            Industry::Feed(id) => format!("listed by {}", self.feed(id)),
            Industry::Vendor(id) => format!("signature of {}", self.vendor(id)),
        }
    }

    pub(super) fn of_industry(&self, what: &What) -> Option<Words> {
        let What::Bought(bought) = what else { return None };
        Some(match *bought {
            Bought::Delivered { feed, team, items } => {
                (self.team(team), "feed_delivered", format!("{} delivers {items} items", self.feed(feed)))
            }
            Bought::TakenIn { feed, team, intake } => {
                let Intake { items, ignored, elsewhere, known, new } = intake;
                let text = format!(
                    "takes in {items} items of {}: {new} new, {known} known, {elsewhere} about others, {ignored} ignored",
                    self.feed(feed)
                );
                (self.team(team), "feed_taken_in", text)
            }
            Bought::SampleSent { vendor, team, incident, sample } => {
                let (what, to) = (self.pattern(sample), self.vendor(vendor));
                let text = format!("incident {}: sends {to} a sample, {what}", incident.0);
                (self.team(team), "sample_sent", text)
            }
            Bought::SampleClosed { vendor, known } => {
                let why = if known { "it has had the like before" } else { "there is nothing to it" };
                (self.vendor(vendor).to_owned(), "sample_closed", format!("closes the sample: {why}"))
            }
            Bought::Signed { vendor, team, patterns } => {
                let text = format!("gets a signature of {} for {patterns} files", self.vendor(vendor));
                (self.team(team), "signature_received", text)
            }
            Bought::PatchHastened { vendor, team, vulnerability } => {
                let (from, what) = (self.vendor(vendor), self.vulnerability(vulnerability));
                (self.team(team), "patch_hastened", format!("gets a patch for {what} early, from {from}"))
            }
        })
    }
}
