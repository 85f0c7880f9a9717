//! Partnership with industry: feeds that list what adversaries use, and vendors who look into samples. They see more of the
//! world than any team, and other things; what they know a team knows only once it has it from them.

mod feeds;
mod vendors;

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use super::action::ShareDue;
use super::fact::Pattern;
use super::ground::Specimen;
use super::script::Script;
use crate::engine::{Handler, StableKey};
use crate::scenario::model::{FeedId, TeamId, VendorId};
use crate::units::SimTime;

pub(crate) use feeds::plan_feeds;

/// What industry does, at its time.
#[derive(Clone, Debug)]
pub(crate) enum IndustryDue {
    /// A feed delivers.
    Delivery(FeedId),
    /// A vendor has a signature.
    Signature(Found),
    /// A vendor has patches.
    Patches(Found),
}

/// What a vendor has found in a sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    vendor: VendorId,
    specimen: Specimen,
}

/// Where each feed stands: the number of the next item, and when it is listed.
#[derive(Debug, Default, Resource)]
pub(crate) struct Presses(BTreeMap<FeedId, (u64, Option<SimTime>)>);

/// Samples that were sent, by what each team has sent; and those that a vendor has had.
#[derive(Debug, Default, Resource)]
pub(crate) struct Samples {
    sent: BTreeSet<(VendorId, TeamId, Pattern)>,
    had: BTreeSet<(VendorId, StableKey)>,
}

/// Readies an empty world for industry.
pub(crate) fn spawn(world: &mut World) {
    world.insert_resource(Presses::default());
    world.insert_resource(Samples::default());
}

/// The systems of industry, and of teams that have to do with it.
pub(crate) struct Handlers {
    delivery: Handler<FeedId>,
    signature: Handler<Found>,
    patches: Handler<Found>,
    pub(crate) intake_done: Handler<Entity>,
    pub(crate) forgo: Handler<Entity>,
    pub(crate) sample: Handler<ShareDue>,
    pub(crate) submission_done: Handler<Entity>,
}

impl Handlers {
    pub(crate) fn new(world: &mut World) -> Self {
        Self {
            delivery: Handler::new(world, feeds::deliver),
            signature: Handler::new(world, vendors::sign),
            patches: Handler::new(world, vendors::patch),
            intake_done: Handler::new(world, feeds::intake_done),
            forgo: Handler::new(world, feeds::forgo),
            sample: Handler::new(world, vendors::sample),
            submission_done: Handler::new(world, vendors::submission_done),
        }
    }

    pub(crate) fn run(
        &mut self,
        world: &mut World,
        due: IndustryDue,
    ) -> Result<(), crate::engine::HandlerError> {
        match due {
            IndustryDue::Delivery(feed) => self.delivery.run(world, feed),
            IndustryDue::Signature(found) => self.signature.run(world, found),
            IndustryDue::Patches(found) => self.patches.run(world, found),
        }
    }
}

fn feed_key(script: &Script, feed: FeedId) -> StableKey {
    StableKey::named("feed").child(&script.setting().arrangement.feeds[feed.index()].name.id)
}

fn vendor_key(script: &Script, vendor: VendorId) -> StableKey {
    StableKey::named("vendor").child(&script.setting().arrangement.vendors[vendor.index()].name.id)
}
