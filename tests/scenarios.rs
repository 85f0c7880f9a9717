//! The bundled scenarios: they are right, their attacks can go all the way, and they leave something to compare.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "scenarios/used.rs"]
mod used;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use coalition::diagnostic::render::human::{Colour, render};
use coalition::metrics::definition;
use coalition::report::trace;
use coalition::scenario::decode::Decode;
use coalition::scenario::model::{Arrangement, CampaignId, Needs, OrgId, Scenario, StepId};
use coalition::scenario::{Draft, Options, load};
use coalition::sim::Simulator;
use coalition::sim::fact::What;

/// All scenario files, in subfolders too.
fn files() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // Parts of scenarios are no scenarios.
                if path.file_name().is_some_and(|name| name != "parts") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "ron") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Files with parts of scenarios.
fn common_parts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/parts");
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn scenario(path: &Path) -> Scenario {
    let loaded = load(path, &definition::names()).unwrap();
    let faults = render(&loaded.diagnostics, &loaded.sources, Colour::Plain);
    assert!(faults.is_empty(), "{faults}");
    loaded.scenario.unwrap()
}

#[test]
fn bundled_scenarios_are_without_fault_and_named_as_their_files() {
    let files = files();
    assert!(files.len() >= 5, "{files:?}");
    for path in files {
        assert_eq!(*scenario(&path).name.id, *path.file_stem().unwrap().to_string_lossy());
    }
}

#[test]
fn bundled_scenarios_compare_something_and_say_what_they_expect() {
    for path in files() {
        let scenario = scenario(&path);
        assert!(!scenario.strategies.is_empty(), "{}", path.display());
        assert!(scenario.expectations.len() >= 3, "{}", path.display());
        assert!(scenario.expectations.iter().all(|expectation| !expectation.why.is_empty()));
    }
}

/// A step that can never succeed is a fault of the scenario that no checker sees. What only answers the defenders may need
/// sharing to happen.
#[test]
fn every_step_succeeds_at_every_victim_in_some_replicate_without_sharing() {
    for path in files() {
        let scenario = Arc::new(scenario(&path));
        let simulator = Simulator::new(scenario.clone());
        let mut arms: Vec<Arc<Arrangement>> = vec![Arc::default()];
        arms.extend(scenario.strategies.iter().map(|strategy| Arc::new(strategy.arrangement.clone())));
        let mut open = steps(&scenario);
        for (replicate, arm) in (0..60).flat_map(|replicate| arms.iter().map(move |arm| (replicate, arm))) {
            if !open.iter().any(|step| arm.is_empty() || is_answer(&scenario, *step)) {
                continue;
            }
            let outcome = simulator.run(scenario.experiment.seed, replicate, arm.clone()).unwrap();
            for fact in outcome.facts.all() {
                if let What::StepSucceeded { intrusion, step, .. } = fact.what {
                    let step = (intrusion.campaign, intrusion.victim, step);
                    if arm.is_empty() || is_answer(&scenario, step) {
                        open.remove(&step);
                    }
                }
            }
        }
        let names: Vec<_> = open.iter().map(|open| name(&scenario, *open)).collect();
        assert!(names.is_empty(), "{}: {names:?}", path.display());
    }
}

fn is_answer(scenario: &Scenario, (campaign, _, step): (CampaignId, OrgId, StepId)) -> bool {
    scenario.campaign(campaign).steps[step.index()].needs == Needs::Reaction
}

fn steps(scenario: &Scenario) -> BTreeSet<(CampaignId, OrgId, StepId)> {
    let mut all = BTreeSet::new();
    for (place, campaign) in scenario.campaigns.iter().enumerate() {
        for victim in &campaign.victims {
            let steps = (0..campaign.steps.len()).map(StepId::at);
            all.extend(steps.map(|step| (CampaignId::at(place), victim.organisation, step)));
        }
    }
    all
}

fn name(scenario: &Scenario, (campaign, victim, step): (CampaignId, OrgId, StepId)) -> String {
    let campaign = scenario.campaign(campaign);
    let victim = &scenario.organisation(victim).name.id;
    format!("{} of {} at {victim}", campaign.steps[step.index()].name.id, campaign.name.id)
}

/// The scenarios written after published incidents: the trace of one play tells the whole of each.
#[test]
fn incidents_run_through_all_their_steps_in_one_trace() {
    let incidents: Vec<PathBuf> =
        files().into_iter().filter(|path| path.parent().unwrap().ends_with("incidents")).collect();
    assert!(incidents.len() >= 4, "{incidents:?}");
    for path in incidents {
        let scenario = Arc::new(scenario(&path));
        let simulator = Simulator::new(scenario.clone());
        let missing = |replicate| {
            let outcome = simulator.run(scenario.experiment.seed, replicate, Arc::default()).unwrap();
            let rows = trace::rows(&scenario, &Arc::default(), &outcome.facts);
            let mut missing = told(&scenario);
            missing.retain(|words| !rows.iter().any(|row| row.what.starts_with(words.as_str())));
            missing
        };
        let fewest = (0..20).map(missing).min_by_key(Vec::len).unwrap();
        assert!(fewest.is_empty(), "{}: {fewest:?}", path.display());
    }
}

/// How the trace words the success of each step that is not an answer to the defenders.
fn told(scenario: &Scenario) -> Vec<String> {
    let steps = scenario.campaigns.iter().flat_map(|campaign| &campaign.steps);
    steps
        .filter(|step| step.needs != Needs::Reaction)
        .map(|step| format!("{} ({}) succeeds in ", step.name.label, step.technique))
        .collect()
}

/// What a planner wrote, written again by the program and read again, is the same scenario.
#[test]
fn what_is_read_can_be_written_and_read_again() {
    let written = |draft: &Draft| draft.expanded(&Options::default()).unwrap().form().to_string();
    let names = definition::names();
    let model = |draft: &Draft| {
        let loaded = draft.build(&Options { metrics: &names, ..Options::default() });
        format!("{:?}", loaded.scenario.unwrap())
    };
    for path in files() {
        let draft = Draft::read(&path).unwrap();
        let text = written(&draft);
        let again = Draft::of_text("scenario.ron", &text);
        assert_eq!(written(&again), text, "{}", path.display());
        assert!(model(&draft) == model(&again), "{}: {text}", path.display());
    }
}

/// Whatever can be written can be seen at work in a scenario that ships with the program.
#[test]
fn bundled_scenarios_use_all_that_can_be_written() {
    let mut files = files();
    files.extend(common_parts());
    let unused = used::unused(files.iter().map(PathBuf::as_path));
    // Other shapes of how long something takes differ in nothing else.
    let rest: Vec<_> = unused.iter().filter(|name| !name.starts_with("Distribution.")).collect();
    assert!(rest.is_empty(), "{rest:#?}");
}
