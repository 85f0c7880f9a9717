//! Slips in values: types, ranges, units, bounds; and fields that are dropped, doubled or in the wrong place.

use super::ground::{Ground, ValueSpot, line};
use super::{Luck, Mutant};

fn value<'g>(ground: &'g Ground, luck: &mut Luck, kinds: &[&str]) -> Option<&'g ValueSpot> {
    let all: Vec<_> = ground.values.iter().filter(|value| kinds.contains(&value.kind.as_str())).collect();
    luck.pick(&all).copied()
}

/// A field that must be written is gone.
pub(crate) fn dropped(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let field = luck.pick(&ground.fields)?;
    let end = ground.after_comma(field.value.end);
    let at = field.at.start..end;
    let blank: String = ground.text[at.clone()].chars().filter(|c| *c == '\n').collect();
    let own = &ground.structs[field.of].at;
    let mutant = Mutant::replace(ground, &at, &blank);
    let lines = vec![ground.line(own.start), ground.line(at.start), ground.line(at.start) - 1];
    let mutant = Mutant { lines, near: ground.line(own.start)..=ground.line(own.end), ..mutant };
    Some(mutant.excluded_if(!field.required, "a field with a default is dropped"))
}

/// A field is written twice.
pub(crate) fn doubled(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let field = luck.pick(&ground.fields)?;
    let at = field.at.start..field.value.end;
    let copy = format!("{}, {}", &ground.text[at.clone()], &ground.text[at.clone()]);
    let mutant = Mutant::replace(ground, &at, &copy);
    let again = line(&mutant.text, at.end + 2);
    Some(Mutant { lines: vec![again, ground.line(at.start)], ..mutant })
}

/// A field stands where there is none of this name.
pub(crate) fn misplaced(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let field = luck.pick(&ground.fields)?;
    let to = luck.pick(&ground.fields)?;
    let there = &ground.structs[to.of];
    if there.known.contains(&field.name.as_str()) {
        return None;
    }
    let written = ground.text[field.at.start..field.value.end].replace('\n', " ");
    if written.contains("//") {
        return None;
    }
    let at = to.at.start..to.at.start;
    Some(Mutant::replace(ground, &at, &format!("{written}, ")))
}

/// Another kind of value than is wanted.
pub(crate) fn wrong_type(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let (at, new) = match luck.below(4) {
        0 => {
            let list = luck.pick(&ground.lists)?;
            let item = luck.pick(&list.items)?;
            let inner = ground.text[item.clone()].to_owned();
            let new = match luck.below(4) {
                0 if !inner.contains("//") => inner.replace('\n', " "),
                1 => "()".to_owned(),
                2 => "5".to_owned(),
                _ => "\"some\"".to_owned(),
            };
            if ground.text[list.at.clone()].contains('\n') {
                return None;
            }
            (list.at.clone(), new)
        }
        1 => {
            let one = luck.pick(&ground.structs[1..])?;
            let text = &ground.text[one.at.clone()];
            if text.contains('\n') {
                return None;
            }
            let open = text.find('(')?;
            let new =
                ["5".to_owned(), "\"some\"".to_owned(), format!("[{}]", &text[open + 1..text.len() - 1])];
            let new = luck.pick(&new[..2])?.clone();
            (one.at.clone(), new)
        }
        _ => {
            let one = luck.pick(&ground.values)?;
            let new = match (one.is_text, luck.below(4)) {
                (true, 0) => "5".to_owned(),
                (true, 1) => "true".to_owned(),
                (true, 2) => format!("[{}]", &ground.text[one.at.clone()]),
                (true, _) => "(id: \"x\")".to_owned(),
                (false, 0) => "\"some\"".to_owned(),
                (false, 1) => "[1]".to_owned(),
                (false, 2) => format!("\"{}\"", one.text),
                (false, _) => "High".to_owned(),
            };
            (one.at.clone(), new)
        }
    };
    Some(Mutant::replace(ground, &at, &new))
}

/// A number beyond its range.
pub(crate) fn out_of_range(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let kinds = ["probability", "count", "whole number", "number", "duration", "large whole number"];
    let one = value(ground, luck, &kinds)?;
    let new: &[&str] = match one.kind.as_str() {
        "probability" => &["1.5", "-0.2", "30", "NaN", "1e309"],
        "count" => &["0", "-1", "4000000000", "2.5", "1e10"],
        "whole number" | "large whole number" => &["-1", "99999999999999999999999", "2.5"],
        "number" => &["NaN", "inf", "1e309", "-inf"],
        _ => &["\"-5h\"", "\"99999999d\"", "\"1e9w\"", "\"-1min\""],
    };
    Some(Mutant::replace(ground, &one.at, luck.pick(new)?))
}

/// A duration or rate in no unit, or in one that does not exist.
pub(crate) fn wrong_unit(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let one = value(ground, luck, &["duration", "rate"])?;
    let new: &[&str] = match one.kind.as_str() {
        "duration" => {
            &["\"5 parsecs\"", "\"5\"", "\"5m\"", "5", "\"5 mins\"", "\"5H\"", "\"5y\"", "\"h\"", "2.5"]
        }
        _ => &["\"5\"", "5", "\"5/x\"", "\"5h\"", "\"5 per hour\"", "\"-5/h\"", "\"5/parsec\""],
    };
    Some(Mutant::replace(ground, &one.at, luck.pick(new)?))
}

/// The ends of a range, the wrong way round.
pub(crate) fn swapped_bounds(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    const BOUNDS: [(&str, &str); 4] = [("low", "high"), ("from", "to"), ("mode", "to"), ("from", "mode")];
    let owners = ["Within", "Uniform", "Triangular", "Pert", "Outage"];
    let mut all = Vec::new();
    for (low, high) in BOUNDS {
        for a in ground.fields.iter().filter(|field| field.name == low) {
            let owner = ground.structs[a.of].owner.as_str();
            let b = ground.fields.iter().find(|b| b.of == a.of && b.name == high);
            all.extend(b.filter(|_| owners.contains(&owner)).map(|b| (a, b)));
        }
    }
    let (a, b) = luck.pick_owned(all)?;
    let (first, second) = if a.value.start < b.value.start { (a, b) } else { (b, a) };
    let text = |field: &super::ground::FieldSpot| ground.text[field.value.clone()].to_owned();
    if text(first) == text(second) {
        return None;
    }
    let at = first.value.start..second.value.end;
    let between = &ground.text[first.value.end..second.value.start];
    let mutant = Mutant::replace(ground, &at, &format!("{}{between}{}", text(second), text(first)));
    let own = ground.line(ground.structs[a.of].at.start);
    Some(Mutant { lines: vec![ground.line(at.start), ground.line(at.end), own], ..mutant })
}

/// Nothing where something is wanted.
pub(crate) fn empty(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let kinds = ["id", "duration", "rate", "selector", "hours", "version"];
    if luck.below(2) == 0 {
        return Some(Mutant::replace(ground, &value(ground, luck, &kinds)?.at, "\"\""));
    }
    let needed = ["organisations", "teams", "desks", "steps", "victims", "targets", "defends", "zones"];
    let lists: Vec<_> = ground
        .lists
        .iter()
        .filter(|list| needed.contains(&list.field.as_str()) && !list.items.is_empty())
        .collect();
    let list = luck.pick(&lists)?;
    let blank: String = ground.text[list.at.clone()].chars().filter(|c| *c == '\n').collect();
    let mutant = Mutant::replace(ground, &list.at, &format!("[{blank}]"));
    let required = ground.fields.iter().any(|field| field.required && field.value == list.at);
    Some(mutant.excluded_if(!required, "the list may be empty"))
}
