//! Slips of the pen in names: ids, fields, choices.

use super::ground::{Ground, ValueSpot};
use super::{Luck, Mutant};

/// One slip: a letter dropped, doubled, replaced, or two swapped.
pub(crate) fn typo(word: &str, luck: &mut Luck) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..20 {
        let at = luck.below(letters.len());
        let before = letters.clone();
        match luck.below(4) {
            0 if letters.len() > 2 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            2 if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => letters[at] = char::from(b'a' + u8::try_from(luck.below(26)).unwrap_or(0)),
        }
        let good = letters[0].is_alphabetic() && letters != before;
        if good {
            break;
        }
        letters = before;
    }
    letters.into_iter().collect()
}

fn quoted(id: &str) -> String {
    format!("\"{id}\"")
}

/// Which fields refer to what, where the name of the field says it.
const REFERENCES: [(&str, &[&str]); 8] = [
    ("Organisation", &["organisation", "defends"]),
    ("Zone", &["zone", "from", "to"]),
    ("Desk", &["desk"]),
    ("Team", &["team", "teams", "from", "to"]),
    ("Step", &["steps"]),
    ("Indicator", &["indicators"]),
    ("Strategy", &["strategy"]),
    ("Channel", &["over"]),
];

fn refers(value: &ValueSpot, owner: &str, id: &str) -> bool {
    let fields = REFERENCES.iter().find(|(kind, _)| *kind == owner).map(|(_, fields)| *fields);
    fields.is_some_and(|fields| fields.contains(&value.field.as_str())) && Ground::names(value, id)
}

/// A definition and the references to it that stand within what it belongs to.
fn defined<'g>(ground: &'g Ground, luck: &mut Luck) -> Option<(&'g ValueSpot, Vec<&'g ValueSpot>)> {
    let all: Vec<_> = ground
        .ids()
        .filter_map(|id| {
            let own = &ground.structs[id.of];
            let scope = ground.structs[own.within?].at.clone();
            let found: Vec<_> = ground
                .values
                .iter()
                .filter(|value| scope.contains(&value.at.start) && refers(value, &own.owner, &id.text))
                .collect();
            (!found.is_empty()).then_some((id, found))
        })
        .collect();
    luck.pick_owned(all)
}

/// A reference that is misspelt.
pub(crate) fn reference(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let (_, references) = defined(ground, luck)?;
    let value = luck.pick(&references)?;
    let new = typo(&value.text, luck);
    let exists = ground.ids().any(|id| id.text == new);
    let mutant = Mutant::replace(ground, &value.at, &quoted(&new)).meaning(&value.text);
    Some(mutant.excluded_if(exists, "the slip is another name"))
}

/// A definition that is misspelt, so that everything that refers to it dangles.
pub(crate) fn definition(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let (id, _) = defined(ground, luck)?;
    let new = typo(&id.text, luck);
    let exists = ground.ids().any(|other| other.text == new);
    let mutant = Mutant::replace(ground, &id.at, &quoted(&new)).meaning(&new).meaning_also(&id.text);
    Some(mutant.excluded_if(exists, "the slip is another name"))
}

/// A name within a selector that is misspelt.
pub(crate) fn selector(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let all: Vec<_> = ground.values.iter().filter(|value| value.kind == "selector").collect();
    let value = luck.pick(&all)?;
    let term = value.text.split(' ').next()?;
    let start = term.rfind([':', '!']).map_or(0, |at| at + 1);
    let word = &term[start..];
    if word.len() < 2 {
        return None;
    }
    let new = typo(word, luck);
    let text = format!("\"{}{}{}\"", &value.text[..start], new, &value.text[term.len()..]);
    let exists = ground.values.iter().any(|other| other.text == new);
    let mutant = Mutant::replace(ground, &value.at, &text).meaning(word);
    Some(mutant.excluded_if(exists, "the slip is another name"))
}

/// An element that others refer to is gone.
pub(crate) fn dangling(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let (id, references) = defined(ground, luck)?;
    let own = &ground.structs[id.of].at;
    let list = ground.lists.iter().find(|list| list.items.contains(own))?;
    let inside = |value: &&ValueSpot| own.contains(&value.at.start);
    let left: Vec<_> = references.into_iter().filter(|value| !inside(value)).collect();
    if left.is_empty() {
        return None;
    }
    let same = list.items.len() == 1;
    let end = ground.after_comma(own.end);
    // what is cut out keeps its lines, so that places stay where they were
    let blank: String = ground.text[own.start..end].chars().filter(|c| *c == '\n').collect();
    let text = format!("{}{blank}{}", &ground.text[..own.start], &ground.text[end..]);
    let mut lines: Vec<usize> = left.iter().map(|value| ground.line(value.at.start)).collect();
    if same {
        lines.push(ground.line(list.at.start));
        lines.push(ground.line(own.start));
    }
    Some(Mutant { text, lines, ..Mutant::replace(ground, own, "") })
}

/// An element that is written twice.
pub(crate) fn doubled(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let ids: Vec<_> = ground.ids().filter(|id| ground.structs[id.of].within.is_some()).collect();
    let id = luck.pick(&ids)?;
    let own = &ground.structs[id.of].at;
    ground.lists.iter().find(|list| list.items.contains(own))?;
    let copy = format!("{}, {}", &ground.text[own.clone()], &ground.text[own.clone()]);
    let mutant = Mutant::replace(ground, own, &copy);
    let again = own.end + 2 + (id.at.start - own.start);
    Some(Mutant { lines: vec![super::ground::line(&mutant.text, again)], ..mutant })
}

/// The field in another spelling; `None` where that is one that exists as well.
fn respelt(ground: &Ground, luck: &mut Luck, spell: impl Fn(&str, &mut Luck) -> String) -> Option<Mutant> {
    let field = luck.pick(&ground.fields)?;
    let new = spell(&field.name, luck);
    if new == field.name {
        return None;
    }
    let exists = ground.structs[field.of].known.contains(&new.as_str());
    let mutant = Mutant::replace(ground, &field.at, &new).meaning(&field.name);
    Some(mutant.excluded_if(exists, "the slip is another name"))
}

/// A field that is misspelt.
pub(crate) fn field(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    respelt(ground, luck, typo)
}

/// A field in the singular for the plural, or the reverse.
pub(crate) fn number_of_field(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    respelt(ground, luck, |name, _| match name.strip_suffix('s') {
        Some(singular) if singular.len() > 1 => singular.to_owned(),
        _ => format!("{name}s"),
    })
}

/// A field with a capital.
pub(crate) fn case_of_field(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    respelt(ground, luck, |name, luck| match luck.below(3) {
        0 => name.to_uppercase(),
        1 => name.replace('_', "-"),
        _ => format!("{}{}", name[..1].to_uppercase(), &name[1..]),
    })
}

/// A choice that is misspelt.
pub(crate) fn variant(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let spot = luck.pick(&ground.variants)?;
    let new = typo(&spot.name, luck);
    let exists = spot.all.contains(&new.as_str());
    let mutant = Mutant::replace(ground, &spot.at, &new).meaning(&spot.name);
    Some(mutant.excluded_if(exists, "the slip is another name"))
}

/// A choice in another case, or in quotation marks.
pub(crate) fn case_of_variant(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let spot = luck.pick(&ground.variants)?;
    let is_word = !ground.text[spot.at.end..].starts_with('(');
    let new = match luck.below(3) {
        0 if is_word => quoted(&spot.name),
        1 => spot.name.to_uppercase(),
        _ => spot.name.to_lowercase(),
    };
    Some(Mutant::replace(ground, &spot.at, &new).meaning(&spot.name))
}

/// An id in another case.
pub(crate) fn case_of_id(ground: &Ground, luck: &mut Luck) -> Option<Mutant> {
    let ids: Vec<_> = ground.values.iter().filter(|value| value.kind == "id").collect();
    let value = luck.pick(&ids)?;
    let new = if luck.below(2) == 0 {
        value.text.to_uppercase()
    } else {
        format!("{}{}", value.text[..1].to_uppercase(), &value.text[1..])
    };
    Some(Mutant::replace(ground, &value.at, &quoted(&new)).meaning(&value.text))
}
