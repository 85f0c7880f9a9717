//! Scenarios made at random, for laws that must hold for every scenario. A spec is a handful of small numbers, so
//! that a failing one shrinks to something that can be read.

#![allow(unreachable_pub, clippy::allow_attributes, reason = "shared between test files")]

#[path = "industry.rs"]
mod industry;
#[path = "people.rs"]
mod people;
#[path = "plots.rs"]
mod plots;
#[path = "readiness.rs"]
mod readiness;
#[path = "sharing.rs"]
mod sharing;
#[path = "spread.rs"]
mod spread;

use std::fmt::Write;

use proptest::prelude::*;

/// What is generated.
#[derive(Clone, Debug)]
pub struct Spec {
    /// One organisation and team each.
    pub sides: Vec<Side>,
    /// Campaigns; each hits every side.
    pub campaigns: Vec<Plot>,
    /// Rules of the one strategy.
    pub rules: Vec<Rule>,
    /// What teams do for each other beyond telling.
    pub people: people::People,
    /// Exercise hours.
    pub hours: u32,
}

/// An organisation with its team.
#[derive(Clone, Debug)]
pub struct Side {
    /// Hosts in the office.
    pub hosts: u32,
    /// Servers.
    pub servers: u32,
    /// Alerts an hour.
    pub noise: u32,
    /// Per cent.
    pub detects: u32,
    /// Per cent.
    pub prevents: u32,
    /// Analysts.
    pub analysts: u32,
    /// Minutes of triage.
    pub triage: u32,
    /// Per cent: sensitivity, specificity, scope, extraction.
    pub skill: u32,
    /// Per cent of extracted indicators that bring a false one.
    pub false_indicators: u32,
    /// Hours of patience; 0 for ever.
    pub patience: u32,
    /// Whether own indicators block.
    pub blocks: bool,
    /// People in the office; 0 for none, so that letters are decided at once.
    pub users: u32,
    /// Rhythm of the noise: 0 none, 1 to 3 less outside of hours.
    pub rhythm: u32,
    /// What sensors suffer: 0 nothing, 1 failures, 2 an outage, 3 both and false alarms.
    pub wear: u32,
    /// Missions: 0 none, 1 seats, 2 in series and k of n, 3 weighted and in phases.
    pub missions: u32,
    /// Bits: 1 services and software, 2 accounts and controls on hosts, 4 patching.
    pub network: u32,
    /// Desks: 0 round the clock, 1 shifts beside them that finish, 2 shifts alone that hand over, with breaks, 3 queues with
    /// little room that hand on, 4 by priority, with work put back.
    pub duty: u32,
    /// Decay of indicators: 0 none, 1 as for phishing, 2 in hours, 3 by kind.
    pub decay: u32,
    /// How incidents are handled: 0 plainly; else by severity, with reports that are due.
    pub handling: u32,
    /// Bits: 1 looks out with people called in, 2 hardens its networks, 4 works around weaknesses where it patches.
    pub ready: u32,
}

impl Side {
    /// Services and software are told apart.
    fn tells_services(&self) -> bool {
        self.network & 1 > 0
    }

    /// There are accounts, and controls on hosts.
    fn has_accounts(&self) -> bool {
        self.network & 2 > 0
    }

    fn patches(&self) -> bool {
        self.network & 4 > 0
    }
}

/// A campaign.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Hours between victims.
    pub offset: u32,
    /// Per cent: reuse of indicators.
    pub reuse: u32,
    /// Per cent: chance of success of steps.
    pub success: u32,
    /// Way in: 0 phishing, 1 exploit, 2 trusted, 3 with what the supplier delivers.
    pub entry: u32,
    /// What comes then: 0 nothing, 1 move and encrypt, 2 spread, 3 steal and move, 4 the long way to the data, 5 branches,
    /// 6 rounds.
    pub plan: u32,
    /// Retries.
    pub retries: u32,
    /// Per cent of what an actor of its own, in its manner, can do: 0 is nobody in particular.
    pub actor: u32,
    /// How it answers: 0 rotates, 1 goes quiet and tries again, 2 comes back and takes other ways, 3 gives up.
    pub answers: u32,
    /// Hours before STARTEX that it begins.
    pub lead: u32,
    /// Whether it takes one victim after the other.
    pub one_by_one: bool,
    /// Whether it leaves something behind to mislead.
    pub decoys: bool,
    /// How it spreads, where it does.
    pub worm: spread::Worm,
}

/// A sharing rule, from every team to every other.
#[derive(Clone, Debug)]
pub struct Rule {
    /// 0 suspicion, 1 confirmation, 2 containment, 3 at set times, 4 closure, 5 receipt.
    pub trigger: u32,
    /// Minutes of preparation.
    pub preparation: u32,
    /// Minutes of release and transit.
    pub transit: u32,
    /// Per cent: loss and not acting.
    pub loss: u32,
    /// 0 red, 1 amber, 2 green.
    pub pap: u32,
    /// Minutes of ingestion.
    pub ingestion: u32,
    /// Per cent.
    pub leak: u32,
    /// Whether the receiver hunts.
    pub hunts: bool,
    /// Marking: 0 none, 1 green, 2 red, 3 by what it is.
    pub marks: u32,
    /// Channel: 0 none, 1 hub, 2 mail at office hours, 3 machine.
    pub over: u32,
    /// What is not shared: 0 nothing, 3 the most.
    pub threshold: u32,
    /// What comes back, as bits: 1 sightings, 2 retractions.
    pub follow_up: u32,
    /// What is asked of the receiver: 0 nothing, 1 trust, 2 something in return.
    pub asks: u32,
    /// What it passes: 0 indicators, 1 a warning, 2 all that is known by then, marked by what it is, 3 all but indicators.
    pub kinds: u32,
}

impl Plot {
    /// The same, with something to branch to where an answer branches.
    fn branching(&self) -> Self {
        let plan = if self.answers == 2 && self.plan < 4 { 5 } else { self.plan };
        Self { plan, ..self.clone() }
    }
}

prop_compose! {
    fn side()(
        hosts in 1..12_u32, servers in 1..4_u32, noise in 0..4_u32, detects in 0..=100_u32, prevents in 0..40_u32,
        analysts in 1..4_u32, triage in 0..60_u32, skill in 40..=100_u32, false_indicators in 0..=60_u32,
        patience in 0..4_u32, blocks in any::<bool>(),
        (users, rhythm, wear, missions, network, duty, handling, ready, decay) in
            (0..20_u32, 0..4_u32, 0..4_u32, 0..4_u32, 0..8_u32, 0..5_u32, 0..4_u32, 0..8_u32, 0..4_u32),
    ) -> Side {
        Side {
            hosts, servers, noise, detects, prevents, analysts, triage, skill, false_indicators, patience, blocks,
            users, rhythm, wear, missions, network, duty, handling, ready, decay,
        }
    }
}

prop_compose! {
    fn plot()(
        offset in 0..20_u32, reuse in 0..=100_u32, success in 30..=100_u32, entry in 0..4_u32, plan in 0..7_u32,
        retries in 0..3_u32, actor in 0..=100_u32, answers in 0..4_u32, lead in 0..30_u32, one_by_one in any::<bool>(),
        decoys in any::<bool>(),
        worm in spread::worm(),
    ) -> Plot {
        Plot { offset, reuse, success, entry, plan, retries, actor, answers, lead, one_by_one, decoys, worm }
    }
}

prop_compose! {
    fn rule()(
        trigger in 0..6_u32, preparation in 0..60_u32, transit in 0..600_u32, loss in 0..=60_u32, pap in 0..3_u32,
        ingestion in 0..30_u32, leak in 0..=100_u32, hunts in any::<bool>(),
        (marks, over, threshold, follow_up, asks, kinds) in
            (0..4_u32, 0..4_u32, 0..4_u32, 0..4_u32, 0..3_u32, 0..4_u32),
    ) -> Rule {
        Rule {
            trigger, preparation, transit, loss, pap, ingestion, leak, hunts, marks, over, threshold, follow_up,
            asks, kinds,
        }
    }
}

/// Any scenario of up to three sides, three campaigns and three rules.
pub fn any_spec() -> impl Strategy<Value = Spec> {
    (
        prop::collection::vec(side(), 1..4),
        prop::collection::vec(plot(), 0..4),
        prop::collection::vec(rule(), 1..4),
        people::people(),
        12..120_u32,
    )
        .prop_map(|(sides, campaigns, rules, people, hours)| Spec {
            sides,
            campaigns,
            rules,
            people,
            hours,
        })
}

fn share(per_cent: u32) -> String {
    format!("{:?}", f64::from(per_cent) / 100.0)
}

impl Spec {
    /// The strategy's rules need two sides.
    pub fn shares(&self) -> bool {
        self.sides.len() > 1
    }

    /// The scenario in RON. `reversed` writes every list the other way round; `extra` adds what touches nothing.
    pub fn ron(&self, reversed: bool, extra: bool) -> String {
        let order = |mut items: Vec<String>| {
            if reversed {
                items.reverse();
            }
            items.join(",\n")
        };
        let sides = || self.sides.iter().enumerate();
        let organisations =
            order(sides().map(|(n, side)| self.organisation(n, side, reversed, extra)).collect());
        let teams = order(sides().map(|(n, side)| team(n, side, reversed)).collect());
        let campaigns = order(
            self.campaigns.iter().enumerate().map(|(n, plot)| self.campaign(n, plot, reversed)).collect(),
        );
        let actors = self.campaigns.iter().enumerate().filter_map(|(n, plot)| plots::actor(n, plot));
        let actors = order(actors.chain(extra.then(|| "(id: \"nobody\")".to_owned())).collect());
        let mut strategies = Vec::new();
        if self.shares() {
            let rules =
                order(self.rules.iter().enumerate().map(|(n, rule)| policy(n, rule, reversed)).collect());
            let people = self.people.agreed(reversed);
            let bought = industry::bought(self, reversed);
            strategies.push(format!("(id: \"share\", rules: [{rules}], {people}{bought})"));
            if extra {
                strategies.push("(id: \"unused\", rules: [(id: \"x\", preparation: \"3h\")])".to_owned());
            }
        }
        let strategies = order(strategies);
        format!(
            "(id: \"generated\", title: \"Generated\", exercise: (duration: \"{}h\", burn_in: \"6h\"),\n\
             {}\n\
             organisations: [{organisations}],\nteams: [{teams}],\nactors: [{actors}],\ncampaigns: [{campaigns}],\n\
             arrangement: ({}, strategies: [{strategies}]))",
            self.hours,
            self.weaknesses(reversed, extra),
            sharing::common(self, reversed)
        )
    }

    /// What several sides have in common: services, a weakness, a supplier.
    fn weaknesses(&self, reversed: bool, extra: bool) -> String {
        let mut services = vec!["(id: \"smb\")", "(id: \"rdp\", ports: \"tcp/3389\")"];
        let mut serves: Vec<String> = (0..self.sides.len())
            .map(|n| format!("(organisation: \"org-{n}\", hosts: [\"office\"], vetting: 0.{n})"))
            .collect();
        if extra {
            services.push("(id: \"unused\")");
        }
        if reversed {
            services.reverse();
            serves.reverse();
        }
        let told = self.sides.iter().any(Side::tells_services);
        let affects =
            if told { ", affects: [(software: \"mail\", from: \"2\", below: \"2.1\")]" } else { "" };
        format!(
            "services: [{}], suppliers: [(id: \"maker\", serves: [{}])],\n\
             vulnerabilities: [(id: \"cve\", exploitability: 0.8, service: \"smb\", disclosed: After(\"8h\"), \
             known_exploited: {told}{affects}, patch: (released: After(\"12h\"), effort: Exp(mean: \"20min\")))],",
            services.join(", "),
            serves.join(", ")
        )
    }

    /// The nearest side before this that has missions.
    fn before(&self, number: usize) -> Option<usize> {
        (0..number).rev().find(|n| self.sides[*n].missions > 0)
    }

    fn campaign(&self, number: usize, plot: &Plot, reversed: bool) -> String {
        let plot = &plot.branching();
        let mut victims: Vec<String> = (0..self.sides.len())
            .map(|n| {
                // who is first changes from campaign to campaign
                let rank = (n + number) % self.sides.len();
                let before = (n + self.sides.len() - 1) % self.sides.len();
                let after = if plot.one_by_one && rank > 0 {
                    format!(", after: \"org-{before}\"")
                } else {
                    String::new()
                };
                format!(
                    "(organisation: \"org-{n}\", offset: Exp(mean: \"{}h\"){after})",
                    1 + plot.offset as usize * rank
                )
            })
            .collect();
        let mut steps = plot_steps(plot, self.sides.iter().all(|side| side.users > 0));
        let switch = if plot.plan == 2 { plot.worm.kill_switch() } else { String::new() };
        if reversed {
            victims.reverse();
            steps.reverse();
        }
        format!(
            "(id: \"campaign-{number}\", {} start: Exp(mean: \"5h\"), lead: \"{}h\", victims: [{}], zero_days: [{}], \
             indicators: [\
             (id: \"domain\", kind: Domain, reuse: {}), (id: \"hash\", kind: Hash, reuse: {})], steps: [{}],\
             reaction: ({}){switch})",
            plots::of_actor(number, plot),
            plot.lead,
            victims.join(", "),
            if plot.retries > 0 { "\"cve\"" } else { "" },
            share(plot.reuse),
            share(plot.reuse / 2),
            steps.join(", "),
            plots::answers(plot, reversed)
        )
    }

    /// Accounts of a side; one of them opens hosts of the next side too.
    fn accounts(&self, number: usize, reversed: bool) -> String {
        let side = &self.sides[number];
        if !side.has_accounts() {
            return String::new();
        }
        let next = (number + 1) % self.sides.len();
        let domain =
            if next == number { "Local".to_owned() } else { format!("Federated(with: [\"org-{next}\"])") };
        let mut accounts = [
            format!("(id: \"user\", domain: {domain}, opens: [\"office\"])"),
            "(id: \"admin\", privilege: Admin, opens: [\"servers\", \"zone:inside\"])".to_owned(),
        ];
        if reversed {
            accounts.reverse();
        }
        accounts.join(", ")
    }

    fn organisation(&self, number: usize, side: &Side, reversed: bool, extra: bool) -> String {
        let mut missions = missions(side, self.before(number), reversed);
        let [of_office, of_servers] = hosts_have(side);
        let accounts = self.accounts(number, reversed);
        let allows = if side.tells_services() { ", allows: [\"smb\"]" } else { "" };
        let mut zones = vec!["(id: \"inside\")".to_owned(), "(id: \"deep\")".to_owned()];
        let mut hosts = vec![
            format!(
                "(id: \"office\", zone: \"inside\", count: {}, {of_office}vulnerabilities: [{}])",
                side.hosts,
                if side.tells_services() { "" } else { "(id: \"cve\", share: 0.7)" }
            ),
            format!(
                "(id: \"servers\", zone: \"deep\", count: {}, role: Server, {of_servers}vulnerabilities: [(id: \"cve\")])",
                side.servers
            ),
        ];
        if extra {
            zones.push("(id: \"aside\")".to_owned());
            hosts.push("(id: \"museum\", zone: \"aside\", count: 1000)".to_owned());
        }
        let mut links = [
            "(from: \"internet\", to: \"inside\")".to_owned(),
            format!("(from: \"inside\", to: \"deep\"{allows})"),
        ];
        let mut sensors = [
            format!(
                "(id: \"edr\", watches: [\"zone:inside\"], detects: {}, delay: Exp(mean: \"20min\"), prevents: {}{})",
                share(side.detects),
                share(side.prevents),
                wear(side)
            ),
            format!(
                "(id: \"ids\", watches: [\"zone:inside\", \"zone:deep\"], techniques: [\"T1566\", \"T1021\", \"T1210\"], \
                 tactics: [LateralMovement, InitialAccess], detects: {}, prevents: {}, gate: {})",
                share(side.detects / 2),
                share(side.prevents / 2),
                side.users.is_multiple_of(2)
            ),
        ];
        let rhythm = match side.rhythm {
            0 => String::new(),
            some => format!(", hours: \"Mon-Sat 07:00-16:30 -03:00\", outside: {}", share(100 - 30 * some)),
        };
        let mut noise = [
            format!("(id: \"siem\", rate: \"{}/h\"{rhythm})", side.noise),
            "(id: \"mail\", rate: \"0.2/h\", kind: BenignTrigger)".to_owned(),
        ];
        if reversed {
            zones.reverse();
            hosts.reverse();
            links.reverse();
            sensors.reverse();
            noise.reverse();
            missions.reverse();
        }
        format!(
            "(id: \"org-{number}\", accounts: [{accounts}], zones: [{}], links: [{}], hosts: [{}], sensors: [{}], noise: [{}], \
             users: [{}], logging: (coverage: {}, retention: \"3d\"), missions: [{}], \
             collateral: (hits: \"0.5/h\", outage: 0.3, hosts: 2, among: [\"office\", \"servers\"]))",
            zones.join(", "),
            links.join(", "),
            hosts.join(", "),
            sensors.join(", "),
            noise.join(", "),
            users(side),
            share(side.skill),
            missions.join(", ")
        )
    }
}

/// `staffed` says that every victim has users, so that letters can ask them for credentials.
fn plot_steps(plot: &Plot, staffed: bool) -> Vec<String> {
    let lure = match plot.retries {
        0 => "Attachment",
        2 if staffed => "Credentials",
        _ => "Link",
    };
    let letters = format!("Phishing(messages: 10, click: 0.2, lure: {lure}, gives_up: \"9h\")");
    let through = match plot.entry {
        0 => &letters,
        1 => "Exploit(vulnerability: \"cve\")",
        2 => "Trusted",
        _ => "Trusted(supplier: \"maker\")",
    };
    let common =
        format!("success: {}, retries: {}, pause: Exp(mean: \"1h\")", share(plot.success), plot.retries);
    let decoys = if plot.decoys {
        "decoys: [(id: \"portal\", kind: Domain, taken: 0.4, stops: [\"office\"])],"
    } else {
        ""
    };
    let mut steps = vec![format!(
        "(id: \"enter\", technique: \"T1566\", tactic: InitialAccess, indicators: [\"domain\"], {decoys} {common}, \
         does: Enter(targets: [\"office\"], hosts: 2, through: {through}))"
    )];
    let scan = plot.worm.fields();
    let mut then = |id: &str, after: &str, technique: &str, tactic: &str, does: &str| {
        steps.push(format!(
            "(id: \"{id}\", technique: \"{technique}\", tactic: {tactic}, after: All(steps: [\"{after}\"]), \
             duration: LogNormal(median: \"2h\", sigma: 1.0), indicators: [\"hash\"], {common}, does: {does})"
        ));
    };
    match plot.plan {
        0 => {}
        1 => {
            then(
                "move",
                "enter",
                "T1021",
                "LateralMovement",
                "Move(targets: [\"servers\", \"office\"], hosts: 3, through: Tools)",
            );
            then(
                "encrypt",
                "move",
                "T1486",
                "Impact",
                "Achieve(impact: Encryption, targets: [\"servers\"], share: 0.7)",
            );
        }
        2 => then(
            "spread",
            "enter",
            "T1210",
            "LateralMovement",
            &format!(
                "Spread(targets: [\"servers\", \"office\"], through: Exploit(vulnerability: \"cve\"), \
                 every: Exp(mean: \"2h\"), {scan}, impact: Destruction, impact_after: \"3h\")"
            ),
        ),
        4 => steps.extend(plots::the_long_way(&common)),
        5 => steps.extend(plots::branches(&common)),
        6 => steps.extend(plots::rounds(&common)),
        _ => {
            then("steal", "enter", "T1003", "CredentialAccess", "StealCredentials");
            then(
                "move",
                "steal",
                "T1078",
                "LateralMovement",
                "Move(targets: [\"servers\"], through: Credentials)",
            );
            then("leave", "move", "T1041", "Exfiltration", "Achieve(impact: Exfiltration)");
        }
    }
    steps
}

/// The missions of a side; `before` is the side that they may depend on, so that none depends on itself.
fn missions(side: &Side, before: Option<usize>, reversed: bool) -> Vec<String> {
    let of = |mut parts: Vec<&str>| {
        if reversed {
            parts.reverse();
        }
        parts.join(", ")
    };
    let seats = "(id: \"seats\", value: 2, required: 0.8, needs: Capacity(select: [\"office\"]))".to_owned();
    match side.missions {
        0 => Vec::new(),
        1 => vec![seats],
        2 => {
            let other = before.map(|n| format!("Mission(id: \"seats\", organisation: \"org-{n}\")"));
            let mut parts = vec![
                "Hosts(select: [\"zone:deep\"], at_least: 1)",
                "Hosts(select: [\"office\"], share: 0.5)",
            ];
            parts.extend(other.as_deref());
            let needs =
                ["Mission(id: \"seats\")".to_owned(), format!("AtLeast(count: 2, of: [{}])", of(parts))];
            let needs = of(needs.iter().map(String::as_str).collect());
            vec![seats, format!("(id: \"files\", value: 5, needs: All(of: [{needs}]))")]
        }
        _ => {
            let parts = of(vec![
                "(needs: Mission(id: \"seats\"))",
                "(weight: 2.5, needs: Hosts(select: [\"role:server\"]))",
                "(weight: 0.1, needs: Capacity(select: [\"office\", \"servers\"], share: 0.9))",
            ]);
            let phases = of(vec![
                "(from: \"20h\", required: 0.5)",
                "(from: \"10h\", required: 0.0)",
                "(from: \"40h\", required: 1.0, value: 9)",
            ]);
            vec![seats, format!("(id: \"web\", phases: [{phases}], needs: Weighted(of: [{parts}]))")]
        }
    }
}

/// What the network features of a side say of its office and of its servers.
fn hosts_have(side: &Side) -> [String; 2] {
    let mut have = [String::new(), String::new()];
    if side.tells_services() {
        let _ = write!(
            have[0],
            "services: [\"rdp\", \"smb\"], software: [(id: \"mail\", version: \"2.0.{}\")], overrides: \
            [(first: 1, software: [(id: \"mail\", version: \"2.1\")])], ",
            side.hosts
        );
        have[1].push_str("services: [\"smb\"], ");
    }
    if side.has_accounts() {
        have[0].push_str(
            "caches: [(account: \"admin\", share: 0.5), (account: \"user\")], \
             controls: [MacroBlocking(stops: 0.3), AllowListing(), Edr(prevents: 0.1)], ",
        );
        have[1].push_str(
            "controls: [Mfa(stops: 0.5), Backups(every: \"6h\", restore: Exp(mean: \"10min\"))], \
             logging: (coverage: 0.5, retention: \"1d\"), ",
        );
    }
    have
}

/// What a sensor suffers.
fn wear(side: &Side) -> &'static str {
    match side.wear {
        0 => "",
        1 => ", health: (fails: Exp(mean: \"20h\"), found: Exp(mean: \"5h\"))",
        2 => ", down: [(from: \"2h\", to: \"9h\"), (from: \"8h\", to: \"11h\")]",
        _ => {
            ", health: (fails: \"1h\", found: \"0s\"), down: [(from: \"0s\", to: \"1h\")], false_alarms: \"0.3/h\""
        }
    }
}

fn users(side: &Side) -> String {
    match side.users {
        0 => String::new(),
        count => format!(
            "(id: \"staff\", at: [\"office\"], count: {count}, hours: \"Mon-Fri 07:00-15:00 +02:00\", opens: {}, \
             reports: {}, reports_after_click: {}, false_reports: \"0.1/h\")",
            share(side.skill),
            share(side.detects),
            share(100 - side.skill)
        ),
    }
}

fn team(number: usize, side: &Side, reversed: bool) -> String {
    let mut desks = desks(side, reversed);
    if reversed {
        desks.reverse();
    }
    let mut patience = String::new();
    if side.patience > 0 {
        let _ = write!(patience, ", patience: Exp(mean: \"{}h\")", side.patience);
    }
    let skill = share(side.skill);
    format!(
        "(id: \"team-{number}\", defends: [\"org-{number}\"], desks: [{}],\n\
         triage: (desk: \"l1\", work: \"{}min\", sensitivity: {skill}, specificity: {skill}{}{patience}),\n\
         correlation: ({}),\n\
         {}analysis: (desk: \"l2\", work: Exp(mean: \"30min\"), scope: {skill}, extraction: {skill}, false_indicators: {}),\n\
         containment: (desk: \"l2\", work: \"30min\", authority: Exp(mean: \"1h\"){}),\n\
         eradication: (desk: \"l2\", work: \"1h\", resets: {}), recovery: (desk: \"l1\", work: \"30min\"{}),\n\
         deployment: (blocks: {}, delay: Exp(mean: \"10min\"), withdraw_after: 3, {}), hunting: (desk: \"l2\", work: \"20min\"){})",
        desks.join(", "),
        side.triage,
        if side.blocks { ", benign_specificity: 0.5" } else { "" },
        match side.users % 4 {
            0 => "window: \"5h\"",
            1 => "group: true",
            2 => "host: false, organisation: true, window: \"1h\"",
            _ => "",
        },
        handling(side, reversed),
        share(side.false_indicators),
        courses(side, reversed),
        side.handling > 1,
        if side.handling > 2 { ", at_once: 2" } else { "" },
        side.blocks,
        sharing::decay(side, reversed),
        readiness::of(side, reversed)
    )
}

/// What is done to contain incidents.
fn courses(side: &Side, reversed: bool) -> String {
    if side.handling < 2 {
        return String::new();
    }
    let accounts = if side.has_accounts() { "DisableAccounts, " } else { "" };
    let mut courses = [
        format!(
            "(severity: High, does: [{accounts}IsolateHosts, ShutService(service: \"smb\", at: [\"servers\"])])"
        ),
        "(techniques: [\"T1566\", \"T1210\"], authority: \"3h\", does: [BlockIndicators])".to_owned(),
    ];
    if reversed {
        courses.reverse();
    }
    format!(", authority_hours: \"06:00-20:00\", courses: [{}]", courses.join(", "))
}

/// What a team makes of incidents.
fn handling(side: &Side, reversed: bool) -> String {
    if side.handling == 0 {
        return String::new();
    }
    let mut jewels = ["\"servers\"", "\"zone:deep\""];
    if reversed {
        jewels.reverse();
    }
    format!(
        "assessment: (high: 2, critical: {}, jewels: [{}]), \
         review: (desk: \"l2\", severity: Low, work: \"1h\", factor: 0.7), playbooks: [(id: \"any\", techniques: [\"T1566\"], \
         tactics: [LateralMovement], recovery: 0.5)], \
         reporting: (desk: \"l1\", severity: Medium, warning_due: \"2h\", warning: \"30min\", notification: Exp(mean: \"5h\")), ",
        side.handling + 2,
        jewels.join(", ")
    )
}

fn desks(side: &Side, reversed: bool) -> [String; 2] {
    let analysts = side.analysts;
    let mut shifts = [
        format!("(hours: \"06:00-14:00\", analysts: {analysts}, breaks: [(hours: \"10:00-11:00\")])"),
        "(hours: \"14:00-22:00 +01:00\", analysts: 2)".to_owned(),
        "(hours: \"Mon-Fri 20:00-06:00\", analysts: 1)".to_owned(),
    ];
    if reversed {
        shifts.reverse();
    }
    let roster = shifts.join(", ");
    let l2 = "(id: \"l2\", analysts: 1)".to_owned();
    match side.duty {
        0 => [format!("(id: \"l1\", analysts: {analysts})"), l2],
        1 => [
            format!("(id: \"l1\", analysts: {analysts}, roster: [{roster}])"),
            format!("(id: \"l2\", roster: [{roster}], order: Fifo)"),
        ],
        2 => {
            let hands_over = "at_shift_end: HandsOver, handover: \"30min\"";
            [
                format!("(id: \"l1\", roster: [{roster}], {hands_over})"),
                format!("(id: \"l2\", analysts: 1, roster: [{roster}], {hands_over}, preempts: true)"),
            ]
        }
        3 => [
            format!(
                "(id: \"l1\", analysts: {analysts}, room: 2, order: Fifo, escalates: (to: \"l2\", chance: 0.4, \
                 work: Exp(mean: \"20min\"), after: \"40min\"))"
            ),
            "(id: \"l2\", tier: 2, analysts: 1, room: 1, patience: \"1h\")".to_owned(),
        ],
        _ => [
            format!(
                "(id: \"l1\", analysts: {analysts}, order: Priority, preempts: true, room: 4, \
                 skills: [(tactics: [Impact, InitialAccess], factor: 0.5), (techniques: [\"T1566\"], factor: 2)])"
            ),
            "(id: \"l2\", analysts: 1, order: Priority, preempts: true, patience: \"2h\")".to_owned(),
        ],
    }
}

fn policy(number: usize, rule: &Rule, reversed: bool) -> String {
    let trigger =
        ["Suspicion", "Confirmation", "Containment", "Periodic(every: \"9h\")", "Closure", "Receipt"]
            [rule.trigger as usize];
    let pap = ["Red", "Amber", "Green"][rule.pap as usize];
    format!(
        "(id: \"rule-{number}\", {} trigger: {trigger}, preparation: \"{}min\", release: Exp(mean: \"{}min\"), \
         transit: \"{}min\", loss: {}, acts: {}, ingestion: \"{}min\", pap: {pap}, hunts: {}, leak: {})",
        sharing::limits(rule, reversed),
        rule.preparation,
        rule.transit + 1,
        rule.transit,
        share(rule.loss),
        share(100 - rule.loss),
        rule.ingestion,
        rule.hunts,
        share(rule.leak)
    )
}
