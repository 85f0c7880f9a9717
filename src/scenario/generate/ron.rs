//! A generated network as RON, laid out as people lay it out.

use super::plan::Network;
use crate::scenario::document::{Exposure, HostGroup, Link, Role, Zone};

/// Columns that are filled.
const WIDTH: usize = 116;
/// How far what stands in an organisation's lists is set in.
const INDENT: &str = "                ";

/// The fields `zones`, `links` and `hosts` of an organisation.
pub(super) fn fields(network: &Network) -> String {
    let zones = network.zones.iter().map(zone);
    let hosts: u64 = network.hosts.iter().map(|group| u64::from(group.count.get())).sum();
    let mut text = format!(
        "            // {hosts} hosts in {} zones. Hosts within a zone reach each other, across zones only along a link.\n",
        network.zones.len()
    );
    text += &list("zones", &filled(zones));
    let mut links = Vec::new();
    for run in network.links.chunk_by(|a, b| a.from.value == b.from.value) {
        links.extend(filled(run.iter().map(link)));
    }
    text += &list("links", &links);
    let mut hosts = Vec::new();
    for zone in &network.zones {
        let standing = || network.hosts.iter().filter(|group| group.zone.value == zone.id.value);
        let count: u64 = standing().map(|group| u64::from(group.count.get())).sum();
        hosts.push(format!("// {}: {count}", zone.id.value));
        hosts.extend(standing().map(group));
    }
    text + &list("hosts", &hosts)
}

/// A text in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(name: &str, lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("{INDENT}{line}\n")).collect();
    format!("            {name}: [\n{lines}            ],\n")
}

/// As many elements on a line as it holds.
fn filled(elements: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for element in elements {
        match lines.last_mut() {
            Some(line) if INDENT.len() + line.len() + 1 + element.len() <= WIDTH => {
                line.push(' ');
                line.push_str(&element);
            }
            _ => lines.push(element),
        }
    }
    lines
}

// What is taken apart here is written whole: a new field does not compile until somebody has looked at it.

fn zone(zone: &Zone) -> String {
    let Zone { id, label, place: _ } = zone;
    let label =
        label.as_ref().map(|label| format!(", label: {}", quoted(label.as_str()))).unwrap_or_default();
    format!("(id: \"{}\"{label}),", id.value)
}

fn link(link: &Link) -> String {
    let Link { from, to, place: _ } = link;
    format!("(from: \"{}\", to: \"{}\"),", from.value, to.value)
}

fn group(group: &HostGroup) -> String {
    let HostGroup {
        id,
        label,
        zone,
        count,
        role,
        tags,
        os,
        value,
        data,
        vulnerabilities,
        overrides: _,
        place: _,
    } = group;
    let mut fields = vec![format!("id: \"{}\"", id.value)];
    fields.extend(label.as_ref().map(|label| format!("label: {}", quoted(label.as_str()))));
    fields.push(format!("zone: \"{}\"", zone.value));
    fields.push(format!("count: {}", count.get()));
    fields.extend((*role != Role::Workstation).then(|| format!("role: {role:?}")));
    let tags: Vec<String> = tags.iter().map(|tag| format!("\"{}\"", tag.value)).collect();
    fields.extend((!tags.is_empty()).then(|| format!("tags: [{}]", tags.join(", "))));
    fields.extend(os.as_ref().map(|os| format!("os: \"{}\"", os.value)));
    fields.extend((value.to_bits() != 1.0_f64.to_bits()).then(|| format!("value: {value:?}")));
    fields.extend((data.to_bits() != 1.0_f64.to_bits()).then(|| format!("data: {data:?}")));
    let exposures: Vec<String> = vulnerabilities.iter().map(exposure).collect();
    fields.extend((!exposures.is_empty()).then(|| format!("vulnerabilities: [{}]", exposures.join(", "))));
    format!("({}),", fields.join(", "))
}

fn exposure(exposure: &Exposure) -> String {
    let Exposure { id, share, place: _ } = exposure;
    format!("(id: \"{}\", share: {:?})", id.value, share.get())
}
