//! Lints of networks and attacks.

use super::{altered, finds, spares, text};
use crate::diagnostic::Code;

fn organisations(from: &str, to: &str) -> String {
    altered("organisations", from, to)
}

fn campaigns(from: &str, to: &str) -> String {
    altered("campaigns", from, to)
}

const LINK: &str = r#"links: [(from: "office", to: "servers")],"#;

#[test]
fn a_zone_without_a_way_in_is_unreachable() {
    let code = Code::UnreachableZone;
    let said = ["zone `servers` of organisation `a`"];
    finds(code, &organisations(LINK, ""), r#""servers")"#, &said);
    // a link the wrong way is told where something is at stake; who reaches others may be out of reach
    let reversed = organisations(LINK, r#"links: [(from: "servers", to: "office")],"#);
    spares(code, &reversed);
    let mission = r#"missions: [(id: "m", needs: Hosts(select: ["files"]))], links:"#;
    finds(code, &reversed.replace("links:", mission), r#""servers")"#, &["something is at stake there"]);
    spares(code, &organisations(LINK, r#"links: [(from: "internet", to: "servers")],"#));
    // nobody attacks `a`: what is reached there is nobody's business
    let elsewhere = campaigns(r#"(organisation: "a"), "#, "").replace(LINK, "");
    spares(code, &elsewhere);
}

#[test]
fn a_zone_that_is_reached_over_others_is_reachable() {
    let long = organisations(LINK, r#"links: [(from: "office", to: "lab"), (from: "lab", to: "servers")],"#)
        .replace(r#"(id: "servers")]"#, r#"(id: "servers"), (id: "lab")]"#);
    spares(Code::UnreachableZone, &long);
    // also where something is at stake
    let mission = r#"missions: [(id: "m", needs: Hosts(select: ["files"]))], links:"#;
    spares(Code::UnreachableZone, &long.replace("links:", mission));
}

/// The base whose campaign goes on to the files of `a`, its only victim, before it is out.
fn onward(needs: &str, does: &str) -> String {
    let step = format!(
        r#"(id: "on", technique: "T1021", tactic: LateralMovement, {needs} after: All(steps: ["in"]), does: {does}),
            (id: "out","#
    );
    campaigns(r#"(id: "out","#, &step)
        .replace(r#"after: All(steps: ["in"]), duration"#, r#"after: All(steps: ["on"]), duration"#)
        .replace(r#", (organisation: "b", offset: "6h")"#, "")
}

const MOVE: &str = r#"Move(targets: ["files"], through: Tools)"#;

#[test]
fn a_step_whose_targets_no_link_leads_to_never_succeeds() {
    let code = Code::UnreachableStep;
    spares(code, &onward("", MOVE));
    let cut = onward("", MOVE).replace(LINK, "");
    finds(code, &cut, "Move", &["step `on` of campaign `c`", "no link leads"]);
    let services = r#"services: [(id: "smb"), (id: "web")]"#;
    let over = onward("", r#"Move(targets: ["files"], through: Tools(over: "smb"))"#)
        .replace("services: []", services);
    spares(code, &over);
    let narrow = over.replace(LINK, r#"links: [(from: "office", to: "servers", allows: ["web"])],"#);
    finds(code, &narrow, "Move", &["no link lets `smb` through"]);
    let deaf = over.replace("count: 4,", r#"count: 4, services: ["web"],"#);
    finds(code, &deaf, "Move", &["no link lets `smb` through to a target that offers it"]);
}

#[test]
fn a_step_without_a_chance_or_time_or_privilege_never_succeeds() {
    let code = Code::UnreachableStep;
    finds(code, &onward("success: 0.0,", MOVE), "0.0,", &["it has no chance"]);
    finds(code, &onward("duration: Never,", MOVE), "Never", &["it takes for ever"]);
    finds(
        code,
        &onward(r#"duration: "5h", timeout: "4h","#, MOVE),
        r#""5h""#,
        &["longer than its `timeout`"],
    );
    spares(code, &onward(r#"duration: "5h", timeout: "6h","#, MOVE));
    finds(code, &onward("requires: Admin,", MOVE), "Admin", &["never an administrator"]);
    let risen = onward("requires: Admin,", MOVE)
        .replace("Phishing(click: 0.3)", "Phishing(click: 0.3), gains: Admin");
    spares(code, &risen);
}

#[test]
fn a_step_that_waits_for_what_never_comes_never_succeeds() {
    let code = Code::UnreachableStep;
    let reaction = onward("", MOVE).replace(r#"after: All(steps: ["in"]), does"#, "after: Reaction, does");
    finds(code, &reaction, "Reaction", &["no reaction of the adversary branches to it"]);
    let answer = r#"(id: "c", reaction: (on_block: [(does: Branch(step: "on"))]),"#;
    spares(code, &reaction.replace(r#"(id: "c","#, answer));
    let prepared =
        r#"(id: "ready", technique: "T1583", tactic: ResourceDevelopment, does: Prepare), (id: "on","#;
    let failed = onward("", MOVE)
        .replace(r#"(id: "on","#, prepared)
        .replace(r#"after: All(steps: ["in"]), does"#, r#"after: Failed(steps: ["ready"]), does"#);
    // it needs a foothold, which what opens the attack gives it
    let failed = failed.replace(
        "tactic: ResourceDevelopment,",
        r#"tactic: ResourceDevelopment, after: All(steps: ["in"]),"#,
    );
    finds(code, &failed, "Failed", &["never fails"]);
    spares(code, &failed.replace("does: Prepare", "success: 0.9, does: Prepare"));
}

#[test]
fn an_exploit_needs_the_weakness_on_a_target_in_time() {
    let code = Code::UnreachableStep;
    let with = |weakness: &str, exposure: &str| {
        onward("", r#"Move(targets: ["files"], through: Exploit(vulnerability: "v"))"#)
            .replace("vulnerabilities: []", &format!(r#"vulnerabilities: [(id: "v"{weakness})]"#))
            .replace("count: 4,", &format!(r#"count: 4, vulnerabilities: [{exposure}],"#))
    };
    spares(code, &with("", r#"(id: "v", share: 0.1)"#));
    finds(
        code,
        &with("", r#"(id: "v", share: 0.0)"#),
        "Move",
        &["no target that it reaches has the weakness `v`"],
    );
    finds(code, &with("", ""), "Move", &["has the weakness `v`"]);
    let late = with(r#", disclosed: After("3d")"#, r#"(id: "v")"#);
    finds(code, &late, "Move", &["becomes known after ENDEX"]);
    spares(code, &late.replace(r#"(id: "c","#, r#"(id: "c", zero_days: ["v"],"#));
    spares(code, &with(r#", disclosed: After("1d")"#, r#"(id: "v")"#));
}

#[test]
fn credentials_must_be_had_that_open_the_target() {
    let code = Code::UnreachableStep;
    let with = |caches: &str| {
        onward("", r#"Move(targets: ["files"], through: Credentials)"#)
            .replace(
                r#"(id: "on","#,
                r#"(id: "steal", technique: "T1003", tactic: CredentialAccess, after: All(steps: ["in"]),
                 does: StealCredentials), (id: "on","#,
            )
            .replace(r#"tactic: LateralMovement,  after: All(steps: ["in"])"#, r#"tactic: LateralMovement,  after: All(steps: ["steal"])"#)
            .replace("count: 20), (id: \"files\"", &format!("count: 20, caches: [{caches}]), (id: \"files\""))
            .replace(
                LINK,
                &format!(r#"{LINK} accounts: [(id: "user", opens: ["pcs"]), (id: "root", privilege: Admin, opens: ["files"]), (id: "op", opens: ["files"])],"#),
            )
    };
    spares(code, &with(r#"(account: "op")"#));
    finds(code, &with(r#"(account: "user")"#), "Move", &["no credentials that the adversary can have open"]);
    // an administrator's lie where it is no more than a user
    finds(code, &with(r#"(account: "root")"#), "StealCredentials", &["could take lie"]);
    finds(code, &with(""), "StealCredentials", &["could take lie"]);
    let held = r#"(id: "c", holds: [(organisation: "a", account: "root")],"#;
    spares(code, &with(r#"(account: "user")"#).replace(r#"(id: "c","#, held));
}

#[test]
fn data_must_be_collected_before_they_leave() {
    let code = Code::UnreachableStep;
    let send = |collect: &str| {
        onward("", collect).replace("does: Achieve(impact: Exfiltration)", "does: Exfiltrate(rate: 5.0)")
    };
    finds(code, &send("Act"), "Exfiltrate", &["nothing was collected"]);
    spares(code, &send("Collect()"));
    finds(code, &send(r#"Collect(targets: ["files"])"#), "Collect", &["can hold none of its targets"]);
}

#[test]
fn a_delivery_must_reach_a_target() {
    let code = Code::UnreachableStep;
    let with = |vetting: &str| {
        let enter = r#"does: Enter(targets: ["pcs"], through: Trusted(supplier: "s"))"#;
        let serves = format!(r#"serves: [(organisation: "a", hosts: ["pcs"], vetting: {vetting})]"#);
        campaigns(r#"does: Enter(targets: ["pcs"], through: Phishing(click: 0.3))"#, enter)
            .replace(r#", (organisation: "b", offset: "6h")"#, "")
            .replace("suppliers: []", &format!(r#"suppliers: [(id: "s", {serves})]"#))
    };
    spares(code, &with("0.9"));
    finds(code, &with("1.0"), "Enter", &["every delivery is found out"]);
}

#[test]
fn a_campaign_is_hopeless_where_no_way_leads_to_its_objective() {
    let code = Code::HopelessCampaign;
    spares(code, &onward("", MOVE));
    let cut = onward("", MOVE).replace(LINK, "");
    finds(
        code,
        &cut,
        r#""c""#,
        &["can never reach its objective at `a`", "this step cannot succeed there: no link"],
    );
    // at one of two victims
    let both = r#"(id: "files", zone: "office", count: 4)]),
    ]"#;
    let one = onward("", MOVE)
        .replace(
            r#"victims: [(organisation: "a")]"#,
            r#"victims: [(organisation: "a"), (organisation: "b")]"#,
        )
        .replace(LINK, "")
        .replace(
            "(id: \"pcs\", zone: \"office\", count: 20)]),\n    ]",
            &format!("(id: \"pcs\", zone: \"office\", count: 20), {both}"),
        );
    finds(code, &one, r#""a""#, &["can never reach its objective at `a`"]);
    spares(Code::UnreachableStep, &one);
}

#[test]
fn a_campaign_is_hopeless_where_its_steps_outlast_the_exercise() {
    let code = Code::HopelessCampaign;
    finds(
        code,
        &campaigns(r#"duration: "4h""#, r#"duration: "45h""#),
        r#""b""#,
        &["at `b` 2.12 d after STARTEX", "after 2 d"],
    );
    spares(code, &campaigns(r#"duration: "4h""#, r#"duration: "41h""#));
    spares(code, &campaigns(r#"duration: "4h""#, r#"duration: Exp(mean: "45h")"#));
    let early = campaigns(r#"duration: "4h""#, r#"duration: "45h""#)
        .replace(r#"(id: "c","#, r#"(id: "c", lead: "1d","#);
    spares(code, &early);
}

#[test]
fn an_attack_that_begins_after_endex_is_told() {
    let code = Code::LateCampaign;
    let start = |start: &str| campaigns(r#"(id: "c","#, &format!(r#"(id: "c", {start},"#));
    finds(code, &start(r#"start: "3d""#), r#""3d""#, &["campaign `c` begins 3 d after STARTEX"]);
    finds(code, &start("start: Never"), "Never", &["begins never"]);
    spares(code, &start(r#"start: "40h""#));
    spares(code, &start(r#"start: "3d", lead: "2d""#));
    finds(code, &campaigns(r#"offset: "6h""#, r#"offset: "3d""#), r#""3d""#, &["hits `b` 3 d after STARTEX"]);
    spares(code, &campaigns(r#"offset: "6h""#, r#"offset: LogNormal(median: "3d", sigma: 1.0)"#));
}

fn sensor(fields: &str) -> String {
    organisations(LINK, &format!(r#"{LINK} sensors: [(id: "eye", {fields})],"#))
}

#[test]
fn a_sensor_without_a_step_to_see_is_blind() {
    let code = Code::BlindSensor;
    spares(code, &sensor("detects: 0.2"));
    spares(code, &sensor(r#"techniques: ["T1566"]"#));
    finds(
        code,
        &sensor(r#"techniques: ["T1486"]"#),
        r#"["T1486"]"#,
        &["sensor `eye`", "uses what it is for"],
    );
    // the technique is used, the tactic is used, and no step has both
    finds(
        code,
        &sensor(r#"techniques: ["T1041"], tactics: [InitialAccess]"#),
        r#"["T1041"]"#,
        &["uses what it is for"],
    );
    finds(code, &sensor("tactics: [Impact]"), "[Impact]", &["uses what it is for"]);
    finds(code, &sensor(r#"watches: ["files"]"#), "[\"files\"]", &["no campaign comes to the hosts"]);
    finds(code, &sensor("detects: 0.0"), "0.0", &["neither detects nor prevents"]);
    spares(code, &sensor("detects: 0.0, prevents: 0.1"));
    finds(
        code,
        &sensor(r#"down: [(from: "0s", to: "1d"), (from: "1d", to: "3d")]"#),
        "[(from",
        &["out of service from STARTEX to ENDEX"],
    );
    spares(code, &sensor(r#"down: [(from: "0s", to: "1d")]"#));
}

#[test]
fn what_spreads_goes_from_zone_to_zone_as_far_as_links_lead() {
    let code = Code::BlindSensor;
    let with = |links: &str| {
        let sensor = r#"sensors: [(id: "eye", watches: ["files"])]"#;
        organisations(LINK, &format!("links: [{links}], {sensor},"))
            .replace(r#"(id: "servers")]"#, r#"(id: "servers"), (id: "lab")]"#)
            .replace(r#"(id: "files","#, r#"(id: "benches", zone: "lab", count: 3), (id: "files","#)
            .replace(
                r#"(id: "out","#,
                r#"(id: "on", technique: "T1210", tactic: LateralMovement, after: All(steps: ["in"]),
                 does: Spread(targets: ["*"], through: Tools, every: "1h")), (id: "out","#,
            )
    };
    spares(code, &with(r#"(from: "office", to: "lab"), (from: "lab", to: "servers")"#));
    let watched = ["no campaign comes to the hosts"];
    let cut = with(r#"(from: "office", to: "lab"), (from: "servers", to: "lab")"#);
    finds(code, &cut, "[\"files\"]", &watched);
    // as an administrator of its first hosts alone, it goes no further than one link
    let code = Code::UnreachableStep;
    let taken = |rights: &str| {
        let collect = r#"(id: "take", technique: "T1005", tactic: Collection, after: All(steps: ["on"]),
             does: Collect(targets: ["files"])), (id: "out","#;
        with(r#"(from: "office", to: "lab"), (from: "lab", to: "servers")"#)
            .replace(r#"(organisation: "b", offset: "6h")"#, "")
            .replace(r#"(id: "out","#, collect)
            .replace("Phishing(click: 0.3)", "Phishing(click: 0.3), gains: Admin")
            .replace("tactic: LateralMovement,", &format!("tactic: LateralMovement, {rights}"))
    };
    spares(code, &taken(""));
    finds(code, &taken("requires: Admin,"), "Collect", &["can hold none of its targets"]);
}

#[test]
fn what_nobody_attacks_needs_no_sight() {
    let elsewhere = campaigns(r#"(organisation: "a"), "#, "")
        .replace(LINK, &format!(r#"{LINK} sensors: [(id: "eye", techniques: ["T1486"])],"#));
    spares(Code::BlindSensor, &elsewhere);
}

#[test]
fn what_nothing_refers_to_is_unused() {
    let code = Code::UnusedDefinition;
    finds(code, &text(&[("services", r#"[(id: "web")]"#)]), r#""web""#, &["the service `web`"]);
    let linked = organisations(LINK, r#"links: [(from: "office", to: "servers", allows: ["web"])],"#);
    spares(code, &linked.replace("services: []", r#"services: [(id: "web")]"#));
    finds(
        code,
        &text(&[("vulnerabilities", r#"[(id: "v")]"#)]),
        r#""v""#,
        &["the weakness `v`", "no host has it"],
    );
    finds(code, &text(&[("actors", r#"[(id: "x")]"#)]), r#""x""#, &["the actor `x`"]);
    spares(
        code,
        &campaigns(r#"(id: "c","#, r#"(id: "c", actor: "x","#)
            .replace("actors: []", r#"actors: [(id: "x")]"#),
    );
    let supplier = r#"[(id: "s", serves: [(organisation: "a", hosts: ["pcs"])])]"#;
    finds(code, &text(&[("suppliers", supplier)]), r#""s""#, &["the supplier `s`"]);
    let more = r#"indicators: [(id: "sender", kind: Domain), (id: "hash", kind: Hash)]"#;
    finds(
        code,
        &campaigns(r#"indicators: [(id: "sender", kind: Domain)]"#, more),
        r#""hash""#,
        &["the indicator `hash` of campaign `c`"],
    );
    finds(
        code,
        &organisations(r#"(id: "servers")]"#, r#"(id: "servers"), (id: "lab")]"#),
        r#""lab""#,
        &["no host stands in zone `lab`"],
    );
    finds(code, &sensor(r#"techniques: ["T1566", "T1999"]"#), r#""T1999""#, &["the technique `T1999`"]);
}

#[test]
fn a_weakness_that_is_patched_is_work() {
    let with = |patch: &str, patching: &str| {
        altered("teams", r#"hunting: (desk: "soc")),"#, &format!(r#"hunting: (desk: "soc"){patching}),"#))
            .replace("vulnerabilities: []", &format!(r#"vulnerabilities: [(id: "v"{patch})]"#))
            .replace("count: 4,", r#"count: 4, vulnerabilities: [(id: "v")],"#)
    };
    let code = Code::UnusedDefinition;
    spares(code, &with(", patch: ()", r#", patching: (desk: "soc")"#));
    finds(code, &with(", patch: ()", ""), r#""v""#, &["nobody patches it"]);
    finds(code, &with("", r#", patching: (desk: "soc")"#), r#""v""#, &["nobody patches it"]);
}

#[test]
fn an_account_whose_credentials_nobody_can_have_is_unused() {
    let code = Code::UnusedDefinition;
    let with = |caches: &str, more: &str| {
        organisations(LINK, &format!(r#"{LINK} accounts: [(id: "root", opens: ["files"]{more})],"#))
            .replace("count: 4,", &format!("count: 4, caches: [{caches}],"))
    };
    finds(code, &with("", ""), r#""root""#, &["account `root` of organisation `a`"]);
    spares(code, &with(r#"(account: "root")"#, ""));
    spares(code, &with("", r#", used_at: ["files"]"#));
    let holds = r#"(id: "c", holds: [(organisation: "a", account: "root")],"#;
    spares(code, &with("", "").replace(r#"(id: "c","#, holds));
}
