//! A whole scenario from a few numbers, as text: networks, teams, an attack, and what may be shared.

use super::plan;
use super::ron::{self, quoted};
use crate::diagnostic::Place;
use crate::scenario::decode::{Count, Id, IdError, Spanned};
use crate::scenario::document::{Generate, Profile, Segmentation, Vulnerable};
use crate::scenario::load_text;
use crate::units::Probability;

/// What comes before and after the organisations, with words in braces to be replaced.
const HEAD: &str = include_str!("sketch/head.txt");
const ATTACK: &str = include_str!("sketch/attack.txt");
const SHARING: &str = include_str!("sketch/sharing.txt");
const TEAM: &str = include_str!("sketch/team.txt");
const WATCH: &str = include_str!("sketch/watch.txt");

/// The one weakness of the hosts.
const WEAKNESS: &str = "unpatched";

/// What is asked for. A list with one element holds for every organisation; otherwise it has one for each.
#[derive(Clone, Debug)]
pub struct Sketch {
    /// Id of the scenario.
    pub id: String,
    /// Names of the organisations; ids are made from them.
    pub names: Vec<String>,
    /// People who work there.
    pub users: Vec<Count>,
    /// Sites that they work on.
    pub sites: Vec<Count>,
    /// What sort of organisation it is.
    pub profiles: Vec<Profile>,
    /// How the network is divided.
    pub segmentations: Vec<Segmentation>,
    /// Varies the sizes; every organisation has the next one.
    pub seed: u64,
    /// Share of the workstations that run Windows.
    pub windows: Probability,
    /// Share of what runs Windows that is out of support.
    pub legacy: Probability,
    /// Share of the Windows hosts that lack a patch.
    pub vulnerable: Probability,
}

/// How networks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Zones, links and host groups, to be changed one by one.
    Full,
    /// The numbers, in `generate: (…)`.
    Compact,
}

/// Why there is no such scenario. Each message says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SketchError {
    /// A list has another length.
    #[error("{found} {what} for {organisations} organisations: write one for all, or one for each")]
    Length {
        /// Of what.
        what: &'static str,
        /// How many were given.
        found: usize,
        /// How many organisations there are.
        organisations: usize,
    },
    /// The scenario would be refused.
    #[error("{message}: {help}")]
    Refused {
        /// What is wrong with it.
        message: String,
        /// What to do about it.
        help: String,
    },
}

/// An organisation in the making.
struct Party {
    id: Id,
    label: String,
    network: Generate,
}

impl Sketch {
    /// The scenario as text. It has been checked; both forms give the same model.
    ///
    /// # Errors
    /// [`SketchError`] where the lists do not fit, or the scenario would be refused.
    pub fn text(&self, form: Form) -> Result<String, SketchError> {
        let parties = self.parties()?;
        // The numbers are judged first, so that nobody waits for a network that cannot be.
        let compact = self.whole(&parties, Form::Compact);
        let text = right(compact)?;
        match form {
            Form::Compact => Ok(text),
            Form::Full => right(self.whole(&parties, Form::Full)),
        }
    }

    fn parties(&self) -> Result<Vec<Party>, SketchError> {
        let organisations = self.names.len();
        let users = each(&self.users, organisations, "numbers of users")?;
        let sites = each(&self.sites, organisations, "numbers of sites")?;
        let profiles = each(&self.profiles, organisations, "profiles")?;
        let segmentations = each(&self.segmentations, organisations, "segmentations")?;
        let rows = self.names.iter().zip(users).zip(sites).zip(profiles).zip(segmentations);
        let seeds = (0..).map(|place| self.seed.wrapping_add(place));
        rows.zip(seeds)
            .map(|(((((name, users), sites), profile), segmentation), seed)| {
                let network = Generate {
                    users: Spanned::unplaced(users),
                    sites: Spanned::unplaced(sites),
                    seed,
                    profile,
                    segmentation,
                    windows: self.windows,
                    legacy: self.legacy,
                    vulnerable: vec![self.weakness()?].into(),
                    place: Place::NOWHERE,
                };
                Ok(Party { id: id(name)?, label: name.clone(), network })
            })
            .collect()
    }

    fn weakness(&self) -> Result<Vulnerable, SketchError> {
        let called = |text| id(text).map(Spanned::unplaced);
        Ok(Vulnerable {
            id: called(WEAKNESS)?,
            share: self.vulnerable,
            os: Some(called("windows")?),
            place: Place::NOWHERE,
        })
    }

    fn whole(&self, parties: &[Party], form: Form) -> String {
        let teams: String = parties.iter().map(team).collect();
        let victims = parties.iter().enumerate().map(|(place, party)| {
            let offset = if place == 0 { "" } else { ", offset: LogNormal(median: \"12h\", sigma: 1.0)" };
            format!("                (organisation: \"{}\"{offset}),\n", party.id)
        });
        let head = replaced(
            HEAD,
            &[
                ("id", &quoted(&self.id)),
                ("users", &parties.iter().map(|party| u64::from(party.users())).sum::<u64>().to_string()),
                ("organisations", &parties.iter().map(|party| organisation(party, form)).collect::<String>()),
                ("teams", &teams),
            ],
        );
        let attack = replaced(ATTACK, &[("victims", &victims.collect::<String>())]);
        let sharing = if parties.len() > 1 { SHARING } else { "" };
        format!("{head}{attack}{sharing})\n")
    }
}

impl Party {
    fn users(&self) -> u32 {
        self.network.users.get()
    }

    /// Ordinary alerts an hour. They grow more slowly than the network: rules are tuned where there are many. [J]
    fn alerts(&self) -> u32 {
        (self.users().isqrt() * 3 / 8).max(1)
    }
}

fn organisation(party: &Party, form: Form) -> String {
    let network = match form {
        Form::Full => ron::fields(&plan::network(&party.network, |id| id == WEAKNESS)),
        Form::Compact => numbers(&party.network),
    };
    let watch =
        replaced(WATCH, &[("rate", &party.alerts().to_string()), ("users", &party.users().to_string())]);
    format!(
        "        (\n            id: \"{}\",\n            label: {},\n{network}{watch}        ),\n",
        party.id,
        quoted(&party.label)
    )
}

fn numbers(network: &Generate) -> String {
    let Generate { users, sites, seed, profile, segmentation, windows, legacy, vulnerable, place: _ } =
        network;
    let weak = vulnerable.iter().map(|weak| {
        let Vulnerable { id, share, os, place: _ } = weak;
        let os = os.as_ref().map(|os| format!(", os: \"{}\"", os.value)).unwrap_or_default();
        format!("(id: \"{}\", share: {:?}{os})", id.value, share.get())
    });
    let fields = [
        format!("users: {}", users.get()),
        format!("sites: {}", sites.get()),
        format!("seed: {seed}"),
        format!("profile: {profile:?}"),
        format!("segmentation: {segmentation:?}"),
        format!("windows: {:?}", windows.get()),
        format!("legacy: {:?}", legacy.get()),
        format!("vulnerable: [{}]", weak.collect::<Vec<_>>().join(", ")),
    ];
    let lines: String = fields.iter().map(|field| format!("                {field},\n")).collect();
    format!("            generate: (\n{lines}            ),\n")
}

fn team(party: &Party) -> String {
    // Mean work of the defaults: triage 19.8 min, analysis 39.6 min for the 17 % that are taken for attacks.
    let alerts = party.alerts();
    let triage = (alerts * 33).div_ceil(70);
    let analysis = (alerts * 9).div_ceil(40);
    replaced(
        TEAM,
        &[
            ("id", party.id.as_str()),
            ("label", &quoted(&format!("Response team of {}", party.label))),
            ("rate", &alerts.to_string()),
            ("triage", &triage.to_string()),
            ("analysis", &analysis.to_string()),
            ("admins", &(analysis + 1).to_string()),
        ],
    )
}

/// Each `{word}` of the template gives way to its text, which is left as it is.
fn replaced(template: &str, words: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let place = after.split_once('}').and_then(|(name, behind)| {
            let (_, by) = words.iter().find(|(word, _)| *word == name)?;
            Some((by, behind))
        });
        match place {
            Some((by, behind)) => {
                text.push_str(by);
                rest = behind;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

/// One element for each organisation.
fn each<T: Copy>(list: &[T], organisations: usize, what: &'static str) -> Result<Vec<T>, SketchError> {
    match list {
        [all] => Ok(vec![*all; organisations]),
        each if each.len() == organisations => Ok(each.to_vec()),
        other => Err(SketchError::Length { what, found: other.len(), organisations }),
    }
}

/// The id of a name.
fn id(name: &str) -> Result<Id, SketchError> {
    match Id::new(name) {
        Ok(id) | Err(IdError::Characters { instead: id, .. }) => Ok(id),
        Err(error) => {
            let words = error.to_string();
            let (message, help) = words.split_once(": ").unwrap_or((&words, "write a short name"));
            Err(SketchError::Refused { message: message.to_owned(), help: help.to_owned() })
        }
    }
}

/// The text, if it is a scenario.
fn right(text: String) -> Result<String, SketchError> {
    let loaded = load_text("generated", &text, &[]);
    match loaded.diagnostics.sorted().first() {
        None => Ok(text),
        Some(fault) => Err(SketchError::Refused {
            message: fault.message.clone(),
            help: fault.helps.first().cloned().unwrap_or_default(),
        }),
    }
}

#[cfg(test)]
mod tests;
