//! Vendors: a sample of one team becomes a signature, and patches, for all who are served.

use std::sync::Arc;

use bevy_ecs::prelude::*;

use super::{Found, IndustryDue, Samples, vendor_key};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{IndicatorKind, Reach, TeamId, Tlp, Vendor, VendorId, WorkKind};
use crate::sim::action::{Action, ShareDue};
use crate::sim::fact::{Bought, IncidentId, Industry, Pattern, Provenance, What};
use crate::sim::ground::{Telemetry, is_file};
use crate::sim::response::{Desks, Handling, Hasten, Learning, Learnt, Lessons, Task, Terms, seek};
use crate::sim::script::{Script, rank};

const SIGNATURE: Purpose = Purpose::new("vendor.signature");
const MISTAKE: Purpose = Purpose::new("vendor.mistake");
const PATCH: Purpose = Purpose::new("vendor.patch");

/// A sample that a team is about to send.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Submission {
    vendor: VendorId,
    team: TeamId,
    incident: IncidentId,
    sample: Pattern,
}

/// A team has files of an incident: it may send them to vendors.
pub(super) fn sample(
    In(due): In<ShareDue>,
    mut script: Script,
    mut desks: Desks,
    mut samples: ResMut<Samples>,
) {
    let arrangement = script.arrangement();
    for (place, vendor) in arrangement.vendors.iter().enumerate() {
        let id = VendorId::at(place);
        let sender = vendor.senders.iter().find(|sender| sender.team == due.team);
        let Some(sender) = sender.filter(|_| vendor.trigger == due.trigger) else { continue };
        for (sample, _) in due.patterns.iter().filter(|(_, kind)| is_file(*kind)) {
            if !samples.sent.insert((id, due.team, *sample)) {
                continue;
            }
            let key = vendor_key(&script, id).with(script.setting().keys.team(due.team)).with(*sample);
            let (labour, kind) = (&sender.labour, WorkKind::Submission);
            let task = Task { team: due.team, labour, kind, key, factor: 1.0, because: None };
            let (team, incident) = (due.team, due.incident);
            let submission = Submission { vendor: id, team, incident, sample: *sample };
            desks.enqueue(&mut script, task, submission, Terms::default());
        }
    }
}

/// A sample is with the vendor, who looks into it, unless there is nothing to it or the like has been there before.
pub(super) fn submission_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut samples: ResMut<Samples>,
    telemetry: Telemetry,
    works: Query<&Submission>,
) {
    commands.entity(work).despawn();
    let Ok(Submission { vendor, team, incident, sample }) = works.get(work).copied() else { return };
    let sent = script.record(What::Bought(Bought::SampleSent { vendor, team, incident, sample }));
    script.go_on_from(sent);
    let specimen = telemetry.specimen(&script, sample);
    let Some(specimen) = specimen.filter(|one| samples.had.insert((vendor, one.key))) else {
        let known = specimen.is_some();
        script.record(What::Bought(Bought::SampleClosed { vendor, known }));
        return;
    };
    let arrangement = script.arrangement();
    let spec = &arrangement.vendors[vendor.index()];
    let found = Found { vendor, specimen };
    let key = key_of(&script, found);
    let signature = script.span(&spec.signature, key, SIGNATURE, 0);
    let patch = script.span(&spec.patch, key, PATCH, 0);
    let plans = [(signature, IndustryDue::Signature(found)), (patch, IndustryDue::Patches(found))];
    for (after, due) in plans {
        script.plan(after, rank::ARRIVAL, key, Some(sent), Action::Industry(due));
    }
}

fn key_of(script: &Script, found: Found) -> StableKey {
    vendor_key(script, found.vendor).with(found.specimen.key)
}

/// A vendor has a signature: all who are served get it.
pub(super) fn sign(
    In(found): In<Found>,
    mut script: Script,
    mut desks: Desks,
    mut lessons: Lessons,
    mut telemetry: Telemetry,
) {
    let arrangement = script.arrangement();
    let vendor = &arrangement.vendors[found.vendor.index()];
    let key = key_of(&script, found);
    let mistaken = script.chance(vendor.harmless, key, MISTAKE, 0);
    let cause = script.cause();
    for team in &vendor.serves {
        let family = if mistaken {
            vec![(key.child("harmless"), IndicatorKind::Hash)]
        } else {
            telemetry.family(&mut script, found.specimen, *team)
        };
        let patterns = u32::try_from(family.len()).unwrap_or(u32::MAX);
        let signed = Bought::Signed { vendor: found.vendor, team: *team, patterns };
        let signed = script.record_because(cause, What::Bought(signed));
        script.go_on_from(signed);
        let provenance = Provenance::Industry(Industry::Vendor(found.vendor));
        let mut fresh = Vec::new();
        for file in family {
            let lesson = lesson(&script, vendor, provenance, *team, file);
            if lessons.learn(&mut script, lesson) == Learnt::New {
                fresh.push((file.0, provenance, Reach::Constituents));
            }
        }
        if vendor.hunts && !fresh.is_empty() {
            let key = key.with(script.setting().keys.team(*team));
            seek(&mut script, &mut desks, *team, fresh, key, false);
        }
    }
}

fn lesson(
    script: &Script,
    vendor: &Vendor,
    provenance: Provenance,
    team: TeamId,
    (pattern, kind): (Pattern, IndicatorKind),
) -> Learning {
    let (reach, tlp, attributed) = (Reach::Constituents, Tlp::Clear, false);
    let handling = Handling { allowed: vendor.allowed, reach, tlp, attributed };
    let (seen, through) = (script.now(), Arc::default());
    Learning { team, pattern, kind, provenance, handling, seen, through, at_once: false }
}

/// A vendor has patches: all who are served get them.
pub(super) fn patch(In(found): In<Found>, mut script: Script, mut hasten: Hasten, telemetry: Telemetry) {
    let arrangement = script.arrangement();
    let cause = script.cause();
    for vulnerability in telemetry.exploits(&script, found.specimen) {
        for team in &arrangement.vendors[found.vendor.index()].serves {
            if !hasten.is_earlier(&script, *team, vulnerability) {
                continue;
            }
            let hastened = Bought::PatchHastened { vendor: found.vendor, team: *team, vulnerability };
            let hastened = script.record_because(cause, What::Bought(hastened));
            script.go_on_from(hastened);
            hasten.release(&mut script, *team, vulnerability);
        }
    }
}
