//! Strategies that ship with the program: text that a planner can name, print, copy and change.
//!
//! A preset is a part of an arrangement in RON. Naming it is the same as writing its text there.

use super::compose;
use super::decode::{Id, Reference};
use super::syntax::{self, Field, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, suggest};

/// Text that ships with the program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its id, which is also the id of its strategy.
    pub id: &'static str,
    /// What a planner would write: under `arrangement:`, or in a team or an organisation.
    pub text: &'static str,
}

macro_rules! presets {
    ($($id:literal)+) => {
        /// All strategies, in the order in which people think of them.
        pub const PRESETS: &[Preset] = &[
            $(Preset { id: $id, text: include_str!(concat!("presets/", $id, ".ron")) },)+
        ];
    };
}

presets! { "bilateral" "hub" "machine" "selective" "vetted" "best-practice" "early-warning" "industry" "assistance" "full-coalition" }

/// What a text that ships with the program is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A strategy of sharing: `arrangement: (presets: ["hub"])`.
    Strategy,
    /// Defaults of some years: `era: "era2025"`.
    Era,
    /// What a team can be like: `like: ["office-hours"]`.
    Team,
    /// What the network of an organisation can be like: `like: ["ministry"]`.
    Network,
    /// What watches the network of an organisation: `like: ["sensors-2016"]`.
    Sensors,
}

macro_rules! shipped {
    ($($name:ident: $($id:literal)+;)+) => {
        $(const $name: &[Preset] = &[
            $(Preset { id: $id, text: include_str!(concat!("presets/", $id, ".ron")) },)+
        ];)+
    };
}

shipped! {
    ERAS: "era2016" "era2025";
    TEAMS: "around-the-clock" "office-hours" "weak-team" "competent-team";
    NETWORKS: "small-office" "enterprise" "ministry";
    SENSORS: "sensors-2016" "sensors-2025" "sensors-mail-only";
}

impl Kind {
    /// All kinds, in the order in which a planner meets them.
    pub const ALL: [Self; 5] = [Self::Strategy, Self::Era, Self::Team, Self::Network, Self::Sensors];

    /// What ships of this kind.
    pub const fn all(self) -> &'static [Preset] {
        match self {
            Self::Strategy => PRESETS,
            Self::Era => ERAS,
            Self::Team => TEAMS,
            Self::Network => NETWORKS,
            Self::Sensors => SENSORS,
        }
    }

    /// How one of this kind is named in a scenario.
    pub const fn usage(self) -> &'static str {
        match self {
            Self::Strategy => "strategies of sharing, named in `arrangement: (presets: [\"hub\"])`",
            Self::Era => "defaults of some years, named in `era: \"era2025\"`",
            Self::Team => "profiles of teams, named in a team's `like: [\"office-hours\"]`",
            Self::Network => "networks, named in an organisation's `like: [\"ministry\"]`",
            Self::Sensors => "sensors and logs, named in an organisation's `like: [\"sensors-2016\"]`",
        }
    }
}

impl Preset {
    /// What ships of a kind under this id.
    pub fn of_kind(kind: Kind, id: &str) -> Option<&'static Self> {
        kind.all().iter().find(|preset| preset.id == id)
    }

    /// The strategy with this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// What it is in one line: the first of its text.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("// ")
    }
}

/// Adds to the tree of a scenario what the presets hold that it names, and those of `more`, where it has no strategy of that
/// id. What was named and is known is no longer named then, so that it is not added again.
pub(super) fn expand(
    tree: &mut Node,
    more: &[&'static Preset],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let mut wanted = named(tree, diagnostics);
    for preset in more {
        if !has_strategy(tree, preset.id) && wanted.iter().all(|other| other.id != preset.id) {
            wanted.push(preset);
        }
    }
    for preset in wanted {
        let source = sources.add(format!("preset `{}`", preset.id), preset.text);
        if let Some(part) = syntax::parse(source, sources, diagnostics) {
            join(tree, part);
        }
    }
}

/// Takes out the presets that the scenario names. What is no preset is reported; what is no id is left to be decoded.
fn named(tree: &mut Node, diagnostics: &mut Diagnostics) -> Vec<&'static Preset> {
    let mut wanted: Vec<&'static Preset> = Vec::new();
    let NodeKind::Struct { fields, .. } = &mut tree.kind else { return wanted };
    let arrangement = fields.iter_mut().find(|field| &*field.name.text == "arrangement");
    let Some(Node { kind: NodeKind::Struct { fields, .. }, .. }) = arrangement.map(|field| &mut field.value)
    else {
        return wanted;
    };
    for field in fields.iter_mut().filter(|field| &*field.name.text == "presets") {
        let NodeKind::List(items) = &mut field.value.kind else { continue };
        items.retain(|item| {
            let NodeKind::Text(text) = &item.kind else { return true };
            let Ok(value) = Id::new(text) else { return true };
            let reference = Reference { value, place: item.place };
            match Preset::named(text) {
                None => diagnostics.push(unknown(&reference)),
                Some(preset) if wanted.iter().any(|other| other.id == preset.id) => {
                    diagnostics.push(repeated(&reference));
                }
                Some(preset) => wanted.push(preset),
            }
            false
        });
    }
    wanted
}

fn has_strategy(tree: &Node, id: &str) -> bool {
    let strategies =
        compose::field(tree, "arrangement").and_then(|field| compose::field(&field.value, "strategies"));
    strategies.is_some_and(|field| field.value.children().iter().any(|one| compose::id_of(one) == Some(id)))
}

/// Adds the lists of a part of an arrangement to those of the scenario.
fn join(tree: &mut Node, part: Node) {
    let Some(arrangement) = compose::field_mut(tree, "arrangement", NodeKind::Unit) else { return };
    let NodeKind::Struct { fields, .. } = part.kind else { return };
    for field in fields {
        let NodeKind::List(more) = field.value.kind else { continue };
        let own = compose::field_mut(&mut arrangement.value, &field.name.text, NodeKind::List(Vec::new()));
        if let Some(Field { value: Node { kind: NodeKind::List(items), .. }, .. }) = own {
            items.extend(more);
        }
    }
}

fn unknown(reference: &Reference) -> Diagnostic {
    let ids = || PRESETS.iter().map(|preset| preset.id);
    let message = format!("there is no preset `{}`", reference.value);
    let fault = Diagnostic::error(Code::UnknownReference, message).at(reference.place, "");
    match suggest::closest(reference.as_str(), ids()) {
        Some(meant) => fault.did_you_mean(Some(meant)),
        None => {
            let all: Vec<String> = ids().map(|id| format!("`{id}`")).collect();
            fault.help(format!("there is: {}", all.join(", ")))
        }
    }
}

fn repeated(reference: &Reference) -> Diagnostic {
    let message = format!("the preset `{}` is named twice", reference.value);
    Diagnostic::error(Code::RepeatedReference, message)
        .at(reference.place, "named again here")
        .help("take one of them away")
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
mod tests;
