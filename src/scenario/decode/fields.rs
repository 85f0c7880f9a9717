//! The shape of structs and choices: every unknown, doubled and missing field, each told once.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::syntax::{Field, Name, Node, NodeKind};

use super::doc::{TypeDoc, listed, plain};
use super::{Decode, Decoder, Form, found, short};

/// What has fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    /// A struct, or one of several choices.
    name: &'static str,
    /// The type that it is a choice of.
    choice_of: Option<fn() -> TypeDoc>,
}

/// As in the reference: `Triage`, `Control.Edr`.
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(of) = self.choice_of {
            write!(f, "{}.", of().name)?;
        }
        f.write_str(self.name)
    }
}

/// The fields of a struct, to be taken out one by one and then finished.
#[derive(Debug)]
pub struct Fields<'n> {
    owner: &'static str,
    /// The type that the owner is a choice of, if it is one.
    choice_of: Option<fn() -> TypeDoc>,
    head: Place,
    slots: Vec<Slot<'n>>,
    /// After the slot that was found last. Fields are mostly written, and always taken, in the order of the slots.
    next: usize,
    missing: Vec<(&'static str, String)>,
}

#[derive(Debug)]
struct Slot<'n> {
    name: &'static str,
    first: Option<&'n Field>,
    /// Written again: their values are still looked at for faults.
    again: Vec<&'n Field>,
}

impl<'n> Fields<'n> {
    /// Those of the struct `owner` at a node; `None` where something else stands there.
    pub fn of_struct(
        node: &'n Node,
        cx: &mut Decoder<'_>,
        owner: &'static str,
        names: &[&'static str],
    ) -> Option<Self> {
        match &node.kind {
            NodeKind::Struct { name, fields } => {
                fits(name.as_ref(), cx, owner)?;
                Some(Self::sort(node.head(), fields, cx, owner, names))
            }
            NodeKind::Tuple { name, items } => {
                fits(name.as_ref(), cx, owner)?;
                without_names(node, items, cx, owner, names)
            }
            NodeKind::Unit => Some(Self::sort(node.head(), &[], cx, owner, names)),
            NodeKind::Ident(name) if &*name.text == owner => {
                Some(Self::sort(node.head(), &[], cx, owner, names))
            }
            _ => {
                let message = format!("expected `{owner}(…)`, found {}", found(node));
                let diagnostic = Diagnostic::error(Code::WrongType, message).at(node.head(), "");
                let diagnostic = diagnostic.help(fields_of(owner, names));
                cx.report(match node.kind {
                    NodeKind::Map(_) => diagnostic.help(format!(
                        "write round brackets, and names without quotation marks: `{owner}(name: …)`"
                    )),
                    _ => diagnostic,
                });
                None
            }
        }
    }

    fn sort(
        head: Place,
        written: &'n [Field],
        cx: &mut Decoder<'_>,
        owner: &'static str,
        names: &[&'static str],
    ) -> Self {
        let slot = |name: &&'static str| Slot { name: plain(name), first: None, again: Vec::new() };
        let slots = names.iter().map(slot).collect();
        let mut this = Self { owner, choice_of: None, head, slots, next: 0, missing: Vec::new() };
        let mut unknown = Vec::new();
        for field in written {
            match this.slot(&field.name.text) {
                None => unknown.push(field),
                Some(slot) => match slot.first {
                    None => slot.first = Some(field),
                    Some(first) => {
                        slot.again.push(field);
                        cx.report(duplicate(first, field, owner));
                    }
                },
            }
        }
        for field in unknown {
            this.unknown(field, cx);
        }
        this.next = 0;
        this
    }

    fn slot(&mut self, name: &str) -> Option<&mut Slot<'n>> {
        let all = (self.next..self.slots.len()).chain(0..self.next.min(self.slots.len()));
        let found = all.into_iter().find(|at| *self.slots[*at].name == *name)?;
        self.next = found + 1;
        self.slots.get_mut(found)
    }

    /// Reports an unknown field. Where it stands for one that is missing, its value is taken as that one's, so
    /// that one slip of the pen is one fault.
    fn unknown(&mut self, field: &'n Field, cx: &mut Decoder<'_>) {
        let name = &field.name;
        let unwritten = self.slots.iter().filter(|slot| slot.first.is_none()).map(|slot| slot.name);
        let meant = cx.suggest(&name.text, unwritten);
        let message = format!("unknown field `{}` in `{}`", short(&name.text), self.owner);
        let diagnostic = Diagnostic::error(Code::UnknownField, message).at(name.place, "");
        let names: Vec<_> = self.slots.iter().map(|slot| slot.name).collect();
        cx.report(match meant {
            Some(_) => diagnostic.did_you_mean(meant),
            None => diagnostic.help(fields_of(self.owner, &names)),
        });
        match self.slots.iter_mut().find(|slot| Some(slot.name) == meant) {
            Some(slot) => slot.first = Some(field),
            None => cx.lose(&field.value),
        }
    }

    /// Takes out a field that must be written, unless its type can be absent.
    pub fn required<T: Decode>(&mut self, cx: &mut Decoder<'_>, name: &'static str) -> Option<T> {
        match self.take(cx, name) {
            Taken::Value(value) => Some(value),
            Taken::Broken => T::absent(),
            Taken::Absent => {
                if let Some(value) = self.default_of(cx, name) {
                    return Some(value);
                }
                let absent = T::absent();
                if absent.is_none() {
                    self.missing.push((plain(name), T::describe().example.into_owned()));
                }
                absent
            }
        }
    }

    /// Takes out a field with a default, which also stands in for a value that cannot be read.
    pub fn or<T: Decode>(
        &mut self,
        cx: &mut Decoder<'_>,
        name: &'static str,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        match self.take(cx, name) {
            Taken::Value(value) => Some(value),
            Taken::Broken => Some(default()),
            Taken::Absent => Some(self.default_of(cx, name).unwrap_or_else(|| {
                let value = default();
                if cx.has_defaults() { unwritten(value, cx) } else { value }
            })),
        }
    }

    /// What stands in the place of a field that is not written, where that is not its own default.
    fn default_of<T: Decode>(&self, cx: &mut Decoder<'_>, name: &'static str) -> Option<T> {
        let owner = Owner { name: self.owner, choice_of: self.choice_of };
        let node = cx.default_of(&owner, plain(name))?;
        T::decode(node, cx)
    }

    fn take<T: Decode>(&mut self, cx: &mut Decoder<'_>, name: &'static str) -> Taken<T> {
        let Some(slot) = self.slot(plain(name)) else { return Taken::Absent };
        let taken = match slot.first {
            None => Taken::Absent,
            Some(field) => match T::decode(&field.value, cx) {
                Some(value) => Taken::Value(value),
                None => {
                    cx.lose(&field.value);
                    Taken::Broken
                }
            },
        };
        for field in std::mem::take(&mut slot.again) {
            let _: Option<T> = T::decode(&field.value, cx);
            cx.lose(&field.value);
        }
        taken
    }

    /// Reports what was missing.
    pub fn finish(self, cx: &mut Decoder<'_>) {
        if self.missing.is_empty() {
            return;
        }
        let names: Vec<String> = self.missing.iter().map(|(name, _)| format!("`{name}`")).collect();
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!("missing field{plural} {} in `{}`", names.join(", "), self.owner);
        let add: Vec<String> =
            self.missing.iter().map(|(name, example)| format!("`{name}: {example}`")).collect();
        cx.report(
            Diagnostic::error(Code::MissingField, message)
                .at(self.head, "")
                .help(format!("add {}", add.join(", "))),
        );
    }
}

/// A default, with other defaults than the program's for what is in it, if it is a struct of nothing but defaults.
fn unwritten<T: Decode>(value: T, cx: &mut Decoder<'_>) -> T {
    let node = Node { place: Place::NOWHERE, kind: NodeKind::Unit };
    match value.form() {
        Form::Fields { name: "", fields } if fields.is_empty() => T::decode(&node, cx).unwrap_or(value),
        _ => value,
    }
}

enum Taken<T> {
    Value(T),
    Broken,
    Absent,
}

/// A choice whose name is known, to be taken further by what that choice holds.
#[derive(Debug)]
pub struct Body<'n> {
    node: &'n Node,
    variant: &'static str,
    choice_of: fn() -> TypeDoc,
}

impl<'n> Body<'n> {
    /// Which of the variants of `T` stands at a node, and what it holds.
    pub fn open<T: Decode>(
        node: &'n Node,
        cx: &mut Decoder<'_>,
        variants: &[&'static str],
    ) -> Option<(&'static str, Self)> {
        let find = |text: &str| variants.iter().find(|variant| ***variant == *text).copied();
        if let NodeKind::Text(text) = &node.kind
            && let Some(meant) = find(text).or_else(|| cx.suggest(text, variants.iter().copied()))
        {
            cx.expected_with::<T>(node, format!("write it without quotation marks: `{meant}`"));
            return None;
        }
        let Some(name) = node.name() else {
            cx.expected::<T>(node);
            return None;
        };
        let variant = match find(&name.text) {
            Some(variant) => variant,
            None => unknown_variant::<T>(name, cx, variants)?,
        };
        Some((variant, Self { node, variant, choice_of: T::describe }))
    }

    /// It holds nothing.
    pub fn unit(self, cx: &mut Decoder<'_>) {
        if !self.node.children().is_empty() {
            let message = format!("`{}` holds nothing", self.variant);
            let help = format!("write `{}` without brackets", self.variant);
            cx.report(Diagnostic::error(Code::WrongType, message).at(self.node.head(), "").help(help));
            cx.lose(self.node);
        }
    }

    /// It holds fields.
    pub fn fields(self, cx: &mut Decoder<'_>, names: &[&'static str]) -> Option<Fields<'n>> {
        let head = self.node.head();
        let fields = match &self.node.kind {
            NodeKind::Struct { fields, .. } => Some(Fields::sort(head, fields, cx, self.variant, names)),
            NodeKind::Tuple { items, .. } => without_names(self.node, items, cx, self.variant, names),
            _ => Some(Fields::sort(head, &[], cx, self.variant, names)),
        };
        fields.map(|fields| Fields { choice_of: Some(self.choice_of), ..fields })
    }

    /// It holds one value.
    pub fn inner<T: Decode>(self, cx: &mut Decoder<'_>) -> Option<T> {
        if let NodeKind::Tuple { items, .. } = &self.node.kind
            && let [item] = items.as_slice()
        {
            return T::decode(item, cx);
        }
        let doc = T::describe();
        let message = format!("`{}(…)` holds one value: {}", self.variant, doc.wanted());
        let help = format!("write `{}({})`", self.variant, doc.example);
        cx.report(Diagnostic::error(Code::WrongType, message).at(self.node.head(), "").help(help));
        None
    }
}

fn unknown_variant<T: Decode>(
    name: &Name,
    cx: &mut Decoder<'_>,
    variants: &[&'static str],
) -> Option<&'static str> {
    let meant = cx.suggest(&name.text, variants.iter().copied());
    let doc = T::describe();
    let message = format!("`{}` is not {}", short(&name.text), doc.wanted());
    let diagnostic = Diagnostic::error(Code::UnknownVariant, message).at(name.place, "");
    cx.report(match meant {
        Some(_) => diagnostic.did_you_mean(meant),
        None => diagnostic.help(doc.how_to_write()),
    });
    variants.iter().find(|variant| Some(**variant) == meant).copied()
}

/// Whether the name before the bracket is the struct's. A misspelt one is reported and let through.
fn fits(name: Option<&Name>, cx: &mut Decoder<'_>, owner: &'static str) -> Option<()> {
    let Some(name) = name.filter(|name| *name.text != *owner) else {
        return Some(());
    };
    let meant = cx.suggest(&name.text, [owner]);
    let message = format!("expected `{owner}(…)`, found `{}(…)`", short(&name.text));
    let diagnostic = Diagnostic::error(Code::WrongName, message).at(name.place, "");
    cx.report(match meant {
        Some(_) => diagnostic.did_you_mean(meant),
        None => diagnostic.help(format!("write `{owner}(…)`, or leave the name out: `(…)`")),
    });
    meant.map(|_| ())
}

fn without_names<'n>(
    node: &'n Node,
    items: &[Node],
    cx: &mut Decoder<'_>,
    owner: &'static str,
    names: &[&'static str],
) -> Option<Fields<'n>> {
    let Some(first) = items.first() else {
        return Some(Fields::sort(node.head(), &[], cx, owner, names));
    };
    let message = format!("the fields of `{owner}` are written with their names");
    let diagnostic = Diagnostic::error(Code::WrongType, message).at(first.head(), "a value without a name");
    cx.report(diagnostic.help(fields_of(owner, names)));
    None
}

fn duplicate(first: &Field, again: &Field, owner: &str) -> Diagnostic {
    let message = format!("the field `{}` of `{owner}` is written twice", first.name.text);
    Diagnostic::error(Code::DuplicateField, message)
        .at(again.name.place, "written again here")
        .also(first.name.place, "first written here")
        .help("take one of them away")
}

fn fields_of(owner: &str, names: &[&str]) -> String {
    if names.is_empty() {
        format!("`{owner}` has no fields: write `{owner}()`")
    } else {
        format!("the fields of `{owner}` are {}", listed(names))
    }
}
