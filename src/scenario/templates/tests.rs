//! Every template is right, is laid out, and says what the declarations say.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::annotate::DEFAULT;
use super::*;
use crate::scenario::decode::{Decode, Shape};
use crate::scenario::document::Scenario;
use crate::scenario::format::format_bytes;
use crate::scenario::load_text;
use crate::scenario::transform::fingerprint;

/// What the templates expect something of.
const METRICS: &[&str] = &[
    "alert_wait_mean_s",
    "alerts_expired_n",
    "down_overblocking_host_h",
    "exposure_h",
    "hosts_compromised_n",
    "objectives_n",
    "sharing_labour_h",
    "prevented_by_partner_n",
];

fn model(text: &str) -> String {
    let loaded = load_text("template", text, METRICS);
    let faults = loaded.diagnostics.sorted();
    assert!(faults.is_empty(), "{:?}", faults.first());
    fingerprint(&loaded.scenario.unwrap())
}

fn own(template: &Template, annotated: bool) -> String {
    template.scenario(&Id::new(template.id).unwrap(), annotated)
}

#[test]
fn remarks_change_nothing_and_neither_do_defaults_that_are_written_out() {
    for template in TEMPLATES {
        let plain = model(template.text);
        let annotated = own(template, true);
        assert_eq!(plain, model(&own(template, false)), "{}", template.id);
        assert_eq!(plain, model(&annotated), "{}", template.id);
        // The blocks of defaults become fields: were one not what is in force, the model would be another.
        let written_out = annotated.replace(DEFAULT, "");
        assert!(annotated.matches(DEFAULT).count() > 100);
        assert_eq!(plain, model(&written_out), "{}", template.id);
    }
}

#[test]
fn every_field_of_what_a_template_uses_is_explained_with_its_default_and_source() {
    let text = own(Template::named("two-teams").unwrap(), true);
    let flat = text.lines().map(|line| line.trim().trim_start_matches("//").trim_start_matches('='));
    let flat = flat
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" // ", " ");
    let mut explained = 0;
    for used in
        ["Scenario", "Exercise", "Organisation", "HostGroup", "Sensor", "Team", "Triage", "Step", "Rule"]
    {
        let of = Scenario::describe().reachable().into_iter().find(|of| of.name == used).unwrap();
        let Shape::Struct(fields) = of.shape else { unreachable!() };
        for field in fields {
            let doc = field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut facts = format!("{}: {doc} [{}", field.name, (field.of)().name);
            if let Some(default) = field.default {
                facts += &format!("; default {}", default());
            }
            if let Some(source) = field.source {
                facts += &format!(": {source}");
            }
            assert!(flat.contains(&facts), "{used}: {facts}");
            explained += 1;
        }
    }
    assert!(explained > 100, "{explained}");
}

#[test]
fn templates_are_laid_out_and_named() {
    for template in TEMPLATES {
        let laid_out = |text: &str| format_bytes("t".to_owned(), text.as_bytes()).text.unwrap() == text;
        assert!(laid_out(template.text), "{}", template.id);
        assert!(laid_out(&own(template, true)), "{}", template.id);
        assert!(template.summary().contains(": ") && template.summary().len() > 20, "{}", template.summary());
        let loaded = load_text("t", template.text, METRICS);
        assert_eq!(loaded.scenario.unwrap().name.id.as_ref(), template.id);
        let renamed = template.scenario(&Id::new("mine").unwrap(), true);
        assert_eq!(load_text("t", renamed, METRICS).scenario.unwrap().name.id.as_ref(), "mine");
    }
}
