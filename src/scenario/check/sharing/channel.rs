//! Channels.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::names::Index;
use crate::scenario::check::{Checker, name};
use crate::scenario::document as written;
use crate::scenario::model::{Channel, ChannelFailure, Hub, Tlp};
use crate::units::Span;

use super::marking::tlp;

/// All channels.
pub(in crate::scenario::check) fn channels(index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Channel> {
    index.channels.rows().map(|(_, row)| channel(row, cx)).collect()
}

fn channel(row: &written::Channel, cx: &mut Checker<'_>) -> Channel {
    let takes = row.capacity.as_ref().map_or(Some(Span::ZERO), |capacity| capacity.value.mean_gap());
    if let (None, Some(capacity)) = (takes, &row.capacity) {
        let message = format!("channel `{}` takes no reports", row.id.value);
        cx.report(
            Diagnostic::error(Code::OutOfRange, message)
                .at(capacity.place, "")
                .help("write how many it takes, such as \"20/h\", or leave it out for any number"),
        );
    }
    let (hub, most) = match row.kind {
        written::ChannelKind::Person => (None, Tlp::Red),
        written::ChannelKind::Machine => (None, Tlp::AmberStrict),
        written::ChannelKind::Hub { publish, pull } => (Some(Hub { publish, pull }), Tlp::AmberStrict),
    };
    Channel {
        name: name(row),
        hub,
        hours: row.hours,
        takes: takes.unwrap_or(Span::ZERO),
        outage: row
            .outage
            .as_ref()
            .map(|outage| ChannelFailure { fails: outage.fails.clone(), repaired: outage.repaired.clone() }),
        loss: row.loss,
        carries: row.carries.map_or(most, |written| tlp(written).min(most)),
    }
}
