//! A scenario in words and tables, for a paper or an annex: the ODD protocol for simulation models (Grimm and others, JASSS
//! 23(2) 7, 2020) with what STRESS-DES asks for beside it (Monks and others, Journal of Simulation 13(1), 2019), and a
//! paragraph on methods. In: the scenario as it runs. Out: Markdown; what every model of this program has in common is told in
//! the same words, what is this scenario's own is read from it.

mod tables;

use std::io::{self, Write};

use super::expanded;
use crate::experiment::{BEHAVIOUR_VERSION, RANDOM_STREAMS};
use crate::scenario::decode::Form;
use crate::scenario::document;
use crate::scenario::model::Scenario;
use crate::scenario::transform;

/// The parts of a scenario whose parameters are listed under submodels, with what they are of.
const SUBMODELS: [(&str, &str); 9] = [
    ("organisations", "Networks, sensors, users"),
    ("suppliers", "Suppliers"),
    ("services", "Services"),
    ("vulnerabilities", "Weaknesses"),
    ("actors", "Adversaries"),
    ("campaigns", "Campaigns"),
    ("teams", "Response teams"),
    ("arrangement", "The sharing arrangement"),
    ("exercise", "The exercise"),
];

/// Describes a scenario. `document` is what was read, with all that it names put in.
///
/// # Errors
/// What the writer says.
pub fn write(scenario: &Scenario, document: &document::Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "# {}\n", scenario.name.label)?;
    writeln!(to, "EXERCISE. Described after the ODD protocol (2020) with the items of STRESS-DES.\n")?;
    purpose(scenario, to)?;
    tables::entities(scenario, to)?;
    process(scenario, to)?;
    concepts(scenario, to)?;
    initialisation(scenario, to)?;
    input(scenario, to)?;
    submodels(document, to)?;
    writeln!(to, "## Methods, in a paragraph\n")?;
    methods(scenario, to)
}

fn paragraph(to: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(to, "{text}\n")
}

fn purpose(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 1. Purpose and patterns\n")?;
    if !scenario.story.is_empty() {
        paragraph(to, &scenario.story.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    let strategies: Vec<&str> = scenario.strategies.iter().map(|one| &*one.name.label).collect();
    let compared = match strategies.as_slice() {
        [] => "It has no strategy of sharing, so it shows how teams fare by themselves.".to_owned(),
        all => format!("It is played without sharing and with each of these strategies: {}.", all.join("; ")),
    };
    paragraph(
        to,
        &format!(
            "The model answers what sharing information on threats and best practice is worth to response teams that face the \
             same adversaries, in prevention, prediction, detection and response, and what it costs. {compared}"
        ),
    )?;
    if !scenario.expectations.is_empty() {
        paragraph(to, "Patterns that its results are held to (`coalition test`):")?;
        for expectation in &scenario.expectations {
            writeln!(to, "- `{}` ({}): {}", expectation.id, expectation.metric, one_line(&expectation.why))?;
        }
        writeln!(to)?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn process(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 3. Process overview and scheduling\n")?;
    paragraph(
        to,
        "Discrete events in continuous time, kept in whole microseconds. Events of one moment go by a fixed rank of their kind, \
         then by the stable name of whom they concern, so that neither the order of declarations nor that of computation changes \
         anything. An event is handled by one system; what happens becomes an immutable fact with the fact that caused it, and \
         metrics are made from facts alone.",
    )?;
    let mut processes = vec![
        "Campaigns turn on organisations and try their steps; what a step needs is checked against the true state of its target.",
        "Sensors, users and background noise raise alerts; alerts wait at desks and are triaged, rightly or wrongly.",
        "Incidents go through analysis, containment, eradication and recovery (NIST SP 800-61), each with labour at a desk.",
    ];
    let teams = &scenario.teams;
    let optional = [
        (
            !scenario.users.is_empty(),
            "Letters are delivered, opened, clicked and reported by people in their hours.",
        ),
        (
            teams.iter().any(|team| team.patching.is_some()),
            "Patches are released and brought to hosts from a backlog.",
        ),
        (
            teams.iter().any(|team| team.review.is_some()),
            "Closed incidents are reviewed, and later ones take less time.",
        ),
        (
            teams.iter().any(|team| team.engineering.is_some()),
            "Rules are written before indicators come into force.",
        ),
        (
            teams.iter().any(|team| team.reporting.is_some()),
            "Bad incidents are reported to an authority against a clock.",
        ),
        (!scenario.missions.is_empty(), "Missions lose value while the hosts that they need do not work."),
        (
            scenario.strategies.iter().any(|one| !one.arrangement.policies.is_empty()),
            "Rules of a strategy make reports: prepared, sanitised, released, sent, received, taken in, acted on or not.",
        ),
        (scenario.trust.is_some(), "Trust between teams moves with experience."),
    ];
    processes.extend(optional.into_iter().filter_map(|(is_there, text)| is_there.then_some(text)));
    processes.iter().try_for_each(|text| writeln!(to, "- {text}"))?;
    writeln!(to)
}

fn concepts(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 4. Design concepts\n")?;
    let adapts = scenario
        .campaigns
        .iter()
        .any(|one| !one.reaction.on_block.is_empty() || !one.reaction.on_leak.is_empty());
    let items = [
        ("Emergence", "Who is warned in time, overload, second hits and the worth of sharing follow from queues, delays and luck; none is prescribed.".to_owned()),
        ("Adaptation", if adapts { "Adversaries answer what they notice: they retry, branch, rotate infrastructure, go quiet, return or give up.".to_owned() } else { "Adversaries do not react to being noticed.".to_owned() }),
        ("Sensing", "A team acts on what it has observed, been told or found by hunting. Ground truth is not accessible to its decisions.".to_owned()),
        ("Interaction", "Teams interact through what they share alone; adversaries and teams through hosts, indicators and blocks.".to_owned()),
        ("Stochasticity", format!("Every random number answers a question keyed by seed, replicate, entity, purpose and ordinal ({RANDOM_STREAMS}); the arm is not in the key, so arms of a replicate meet the same luck. One uniform a variate, by inverse transform.")),
        ("Observation", "From STARTEX to ENDEX. What had not happened by ENDEX is censored: missing, with a flag, and never zero.".to_owned()),
    ];
    for (name, text) in items {
        writeln!(to, "- **{name}.** {text}")?;
    }
    writeln!(to)
}

fn initialisation(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 5. Initialisation\n")?;
    let exercise = scenario.exercise;
    let lead = scenario.campaigns.iter().filter(|campaign| campaign.lead > crate::units::Span::ZERO).count();
    let early = match lead {
        0 => "No campaign begins before it.".to_owned(),
        1 => "One campaign begins before it.".to_owned(),
        many => format!("{many} campaigns begin before it."),
    };
    paragraph(
        to,
        &format!(
            "STARTEX is at {} (UTC), ENDEX {} later. Ordinary work runs for {} before STARTEX, so that queues are as on any day. {early} \
             Hosts are intact, queues empty and nobody has shared anything when a run begins.",
            exercise.startex, exercise.duration, exercise.burn_in
        ),
    )
}

fn input(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 6. Input data\n")?;
    paragraph(
        to,
        &format!(
            "None but the scenario, whose checked form has the BLAKE3 hash `{}`. Program version {}, behaviour version {BEHAVIOUR_VERSION}.",
            transform::fingerprint(scenario),
            env!("CARGO_PKG_VERSION")
        ),
    )
}

fn submodels(document: &document::Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 7. Submodels\n")?;
    paragraph(
        to,
        "Every parameter as it runs, defaults included, in the notation of scenario files. What each means, its unit, and the source \
         of its default are in the field reference (`coalition schema`): [S] published, [D] derived, [J] judgement.",
    )?;
    let whole = expanded::form(document.clone(), true);
    for (field, title) in SUBMODELS {
        let Ok(part) = expanded::part(&whole, field) else { continue };
        if matches!(part, Form::List(items) if items.is_empty()) {
            continue;
        }
        writeln!(to, "### {title}\n\n```ron\n{}\n```\n", expanded::to_ron(part).trim_end())?;
    }
    Ok(())
}

/// A paragraph on methods, to cite.
///
/// # Errors
/// What the writer says.
pub fn methods(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    let strategies = scenario.strategies.len();
    let arms = match strategies {
        0 => "without sharing".to_owned(),
        1 => "once without sharing and once with a strategy of sharing".to_owned(),
        many => format!("once without sharing and once with each of {many} strategies of sharing"),
    };
    let hash = transform::fingerprint(scenario);
    writeln!(
        to,
        "The exercise \u{201c}{}\u{201d} was simulated with coalition {} (behaviour version {BEHAVIOUR_VERSION}; scenario hash {}), a \
         discrete-event model of networks, adversaries and {} response {}. Each of {} replicates (seed {}) was played {arms}, and once with \
         ideal sharing as a reference, over {} of simulated time. Arms of a replicate used common random numbers ({RANDOM_STREAMS}), so that they \
         differ by the sharing policy alone; the unit of analysis is the replicate. Effects are mean paired differences with 95 % \
         Student intervals, beside bootstrap-t intervals for skewed differences, and the share of replicates in which a strategy was \
         better or worse. Times that were cut off by ENDEX enter as restricted means. Where several strategies are compared, intervals are \
         not adjusted unless said. All results can be reproduced to the byte from the scenario, the seed and the version.",
        scenario.name.label,
        env!("CARGO_PKG_VERSION"),
        &hash[..16.min(hash.len())],
        scenario.teams.len(),
        if scenario.teams.len() == 1 { "team" } else { "teams" },
        scenario.experiment.replications,
        scenario.experiment.seed,
        scenario.exercise.duration,
    )
}
