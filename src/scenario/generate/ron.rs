//! A generated network as RON, laid out as people lay it out.

use super::plan::Network;
use crate::scenario::decode::Decode;

/// Columns that are filled.
const WIDTH: usize = 116;
/// How far what stands in an organisation's lists is set in.
const INDENT: &str = "                ";

/// The fields `zones`, `links` and `hosts` of an organisation.
pub(super) fn fields(network: &Network) -> String {
    let zones = network.zones.iter().map(element);
    let hosts: u64 = network.hosts.iter().map(|group| u64::from(group.count.get())).sum();
    let mut text = format!(
        "            // {hosts} hosts in {} zones. Hosts within a zone reach each other, across zones only along a link.\n",
        network.zones.len()
    );
    text += &list("zones", &filled(zones));
    let mut links = Vec::new();
    for run in network.links.chunk_by(|a, b| a.from.value == b.from.value) {
        links.extend(filled(run.iter().map(element)));
    }
    text += &list("links", &links);
    let mut hosts = Vec::new();
    for zone in &network.zones {
        let standing = || network.hosts.iter().filter(|group| group.zone.value == zone.id.value);
        let count: u64 = standing().map(|group| u64::from(group.count.get())).sum();
        hosts.push(format!("// {}: {count}", zone.id.value));
        hosts.extend(standing().map(element));
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

/// An element of a list as it is written.
fn element(element: &impl Decode) -> String {
    format!("{},", element.form())
}
