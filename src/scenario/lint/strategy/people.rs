//! Agreements on people of which nothing can come.

use std::collections::BTreeMap;

use super::Part;
use crate::scenario::document as written;
use crate::scenario::lint::passage::Gates;
use crate::scenario::lint::view::{View, by_id, sorted};
use crate::scenario::model::{Assistance, Call, Consultation, Practice};
use crate::units::SimTime;

pub(super) fn assistance(
    agreements: &[Assistance],
    row: &written::Strategy,
    view: &View<'_>,
    gates: &Gates<'_>,
) -> Vec<Part> {
    let mut idle: BTreeMap<&str, Option<&'static str>> = BTreeMap::new();
    for agreement in agreements {
        let why = lends_nothing(agreement, view, gates);
        let first = idle.entry(&agreement.name.id).or_insert(why);
        if why.is_none() {
            *first = None;
        }
    }
    let rows = by_id(&row.assistance, |one| &one.id);
    let part = |(id, idle): (&str, Option<&'static str>)| {
        let place = rows.get(id)?.id.place;
        Some(Part { what: format!("agreement on assistance `{id}`"), place, idle })
    };
    idle.into_iter().filter_map(part).collect()
}

fn lends_nothing(agreement: &Assistance, view: &View<'_>, gates: &Gates<'_>) -> Option<&'static str> {
    let lender = &view.scenario.team(agreement.from).desks[agreement.lent_by.index()];
    let worst = gates.worst(agreement.to);
    if agreement.granted.get() <= 0.0 {
        Some("it is never granted")
    } else if gates.is_late(&[agreement.delay.least()]) {
        Some("whoever is lent arrives after ENDEX")
    } else if lender.most() <= agreement.keeps {
        Some("the lender's desk never has more analysts than it keeps")
    } else if let Call::Incident { severity, .. } = agreement.asks
        && worst.is_none_or(|worst| worst < severity)
    {
        Some("no incident of the borrower can become so bad that it asks")
    } else {
        None
    }
}

pub(super) fn consultations(
    consultations: &[Consultation],
    row: &written::Strategy,
    view: &View<'_>,
) -> Vec<Part> {
    let rows = sorted(&row.consultations, |one| &one.id);
    let endex = SimTime::STARTEX + view.scenario.exercise.duration;
    let part = |(one, text): (&Consultation, &written::Consultation)| Part {
        what: format!("consultation `{}`", text.id.value),
        place: text.id.place,
        idle: teaches_nothing(one, endex),
    };
    consultations.iter().zip(rows).map(part).collect()
}

fn teaches_nothing(one: &Consultation, endex: SimTime) -> Option<&'static str> {
    let moves =
        |practice: Practice| practice.up_to(one.limit) != Practice::NONE && practice != Practice::NONE;
    let misfits = one.misfit.get() > 0.0 && one.misfits != Practice::NONE;
    if one.first >= endex {
        Some("its first session is after ENDEX")
    } else if one.phased_in.is_never() {
        Some("its lessons never come into use")
    } else if !moves(one.fits) && !misfits {
        Some("its lessons change nothing")
    } else {
        None
    }
}
