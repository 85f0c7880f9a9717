//! Entities, state variables and scales, counted from the scenario.

use std::io::{self, Write};

use crate::scenario::model::{OrgId, Scenario};

/// Element 2 of ODD.
pub(super) fn entities(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "## 2. Entities, state variables and scales\n")?;
    writeln!(
        to,
        "Time is counted in microseconds from STARTEX; hosts are single, and are told apart once something happens to them. A host is \
         intact, held by an adversary, isolated, destroyed or being rebuilt; an indicator is known to a team, in force, or withdrawn; work \
         waits, is in hand, or done; an incident is suspected, confirmed, contained, eradicated, closed.\n"
    )?;
    organisations(scenario, to)?;
    teams(scenario, to)?;
    campaigns(scenario, to)?;
    missions(scenario, to)
}

fn row(to: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    writeln!(to, "| {} |", cells.join(" | "))
}

fn head(to: &mut dyn Write, names: &[&str]) -> io::Result<()> {
    row(to, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())?;
    writeln!(to, "|{}", "---|".repeat(names.len()))
}

fn organisations(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    head(
        to,
        &[
            "organisation",
            "zones",
            "host groups",
            "hosts",
            "sensors",
            "sources of noise",
            "groups of users",
            "missions",
        ],
    )?;
    for (place, organisation) in scenario.organisations.iter().enumerate() {
        let id = OrgId::at(place);
        let groups = || scenario.groups.iter().filter(|group| group.organisation == id);
        row(
            to,
            &[
                organisation.name.to_string(),
                scenario.zones.iter().filter(|zone| zone.organisation == id).count().to_string(),
                groups().count().to_string(),
                groups().map(|group| u64::from(group.count)).sum::<u64>().to_string(),
                scenario.sensors.iter().filter(|sensor| sensor.organisation == id).count().to_string(),
                scenario.noises.iter().filter(|noise| noise.organisation == id).count().to_string(),
                scenario.users.iter().filter(|users| users.organisation == id).count().to_string(),
                scenario.missions.iter().filter(|mission| mission.organisation == id).count().to_string(),
            ],
        )?;
    }
    writeln!(to)
}

fn teams(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    head(to, &["team", "defends", "desk", "tier", "seats round the clock", "shifts"])?;
    for team in &scenario.teams {
        let defends: Vec<&str> =
            team.defends.iter().map(|id| &*scenario.organisation(*id).name.label).collect();
        for desk in &team.desks {
            row(
                to,
                &[
                    team.name.to_string(),
                    defends.join(", "),
                    desk.name.to_string(),
                    desk.tier.to_string(),
                    desk.analysts.to_string(),
                    desk.roster.len().to_string(),
                ],
            )?;
        }
    }
    writeln!(to)
}

fn campaigns(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    if scenario.campaigns.is_empty() {
        return Ok(());
    }
    head(to, &["campaign", "victims", "steps", "techniques (ATT&CK)", "indicators"])?;
    for campaign in &scenario.campaigns {
        let victims: Vec<&str> = campaign
            .victims
            .iter()
            .map(|victim| &*scenario.organisation(victim.organisation).name.label)
            .collect();
        let mut techniques: Vec<String> =
            campaign.steps.iter().map(|step| step.technique.to_string()).collect();
        techniques.sort();
        techniques.dedup();
        let mut indicators: Vec<_> = campaign.steps.iter().flat_map(|step| &step.indicators).collect();
        indicators.sort();
        indicators.dedup();
        row(
            to,
            &[
                campaign.name.to_string(),
                victims.join(", "),
                campaign.steps.len().to_string(),
                techniques.join(", "),
                indicators.len().to_string(),
            ],
        )?;
    }
    writeln!(to)
}

fn missions(scenario: &Scenario, to: &mut dyn Write) -> io::Result<()> {
    if scenario.missions.is_empty() {
        return Ok(());
    }
    head(to, &["mission", "organisation"])?;
    for mission in &scenario.missions {
        row(to, &[mission.name.to_string(), scenario.organisation(mission.organisation).name.to_string()])?;
    }
    writeln!(to)
}
