use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Code, Diagnostics, Sources};
use crate::scenario::syntax::{self, Field, Node, NodeKind};

fn codes(loaded: &Loaded) -> Vec<Code> {
    loaded.diagnostics.sorted().iter().map(|one| one.code).collect()
}

fn fields() -> Vec<Field> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let source = sources.add("two-teams.ron", BASE);
    match syntax::parse(source, &sources, &mut diagnostics).unwrap().kind {
        NodeKind::Struct { fields, .. } => fields,
        _ => unreachable!(),
    }
}

fn written(fields: &[(String, Node)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("({})", fields.join(", "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_scenario_in_parts_is_the_same_scenario(choices in proptest::collection::vec(0_usize..4, 80)) {
        let mut parts: Vec<Vec<(String, Node)>> = vec![Vec::new(); 4];
        let mut choices = choices.into_iter().cycle();
        let mut choose = || choices.next().unwrap_or(0);
        for field in fields() {
            let name = field.name.text.to_string();
            match field.value.kind {
                NodeKind::List(items) => {
                    let mut lists: Vec<Vec<Node>> = vec![Vec::new(); 4];
                    for item in items {
                        lists[choose()].push(item);
                    }
                    for (part, items) in parts.iter_mut().zip(lists) {
                        if !items.is_empty() {
                            part.push((name.clone(), Node { place: field.value.place, kind: NodeKind::List(items) }));
                        }
                    }
                }
                _ => parts[choose()].push((name, field.value)),
            }
        }
        // main includes one and two, two includes three
        let text = |part: &[(String, Node)], include: &str| written(part).replacen('(', &format!("(include: {include}, "), 1);
        let main = text(&parts[0], "[\"parts/one.ron\", \"parts/two.ron\"]");
        let (one, two, three) = (written(&parts[1]), text(&parts[2], "[\"./deep/../three.ron\"]"), written(&parts[3]));
        let loaded = with_files(&main, &[("parts/one.ron", &one), ("parts/two.ron", &two), ("parts/three.ron", &three)]);
        prop_assert_eq!(told(&loaded), "");
        prop_assert_eq!(fingerprint(&loaded.scenario.unwrap()), base_print());
    }
}

#[test]
fn a_scenario_that_extends_another_with_nothing_is_the_other() {
    for main in ["(extends: \"base.ron\")", "(extends: \"base.ron\", teams: [], experiment: ())"] {
        let loaded = with_files(main, &[("base.ron", BASE)]);
        assert_eq!(fingerprint(&right(loaded)), base_print(), "{main}");
    }
}

#[test]
fn a_scenario_that_extends_another_changes_it_field_by_field_and_element_by_element() {
    let main = r#"(
        extends: "base.ron",
        id: "more",
        experiment: (replications: 3),
        without: ["campaigns.autumn", "organisations[0].missions.logon", "teams.blue-team.triage.work"],
        organisations: [
            (id: "north", missions: [(id: "portal", needs: Hosts(select: ["zone:dmz"]))]),
            (id: "south", zones: [(id: "z")], hosts: [(id: "h", zone: "z")]),
        ],
        teams: [(id: "blue-team", defends: ["west", "east", "south"], triage: (sensitivity: 0.5))],
    )"#;
    let base = right(plain(&Draft::of_text("two-teams.ron", BASE)));
    let more = right(with_files(main, &[("base.ron", BASE)]));
    assert_eq!((&*more.name.id, &*more.name.label), ("more", &*base.name.label));
    assert_eq!((more.experiment.seed, more.experiment.replications), (base.experiment.seed, 3));
    assert_eq!(more.campaigns.len() + 1, base.campaigns.len());
    assert_eq!(more.organisations.len(), base.organisations.len() + 1);
    assert_eq!(more.missions.len() + 1, base.missions.len());
    let blue = more.teams.iter().find(|team| &*team.name.id == "blue-team").unwrap();
    assert!((blue.triage.sensitivity.get() - 0.5).abs() < 1e-12);
    let default = crate::units::Distribution::LogNormal { median: "12min".parse().unwrap(), sigma: 1.0 };
    assert_eq!(blue.triage.labour.work, default);
}

#[test]
fn what_is_wrong_with_the_files_of_a_scenario_is_told_where_they_are_named() {
    let main = r#"(
        include: [
            "parts/a.ron", "parts/a.ron", "../secret.ron", "/etc/passwd", "C:\\x.ron", "no.ron", "", "main.ron",
            "parts/list.ron", "parts/broken.ron",
        ],
        id: "main",
        title: "Main",
        title: "Main again",
        without: ["teams.x"],
    )"#;
    let a = r#"(include: ["../parts/b.ron"], id: "a", experiment: (seed: 1), extends: "x.ron")"#;
    let b =
        r#"(include: ["a.ron", "../../up.ron"], experiment: (seed: 2), teams: (id: "lonely"), nonsense: 1)"#;
    let loaded = with_files(
        main,
        &[
            ("parts/a.ron", a),
            ("parts/b.ron", b),
            ("parts/list.ron", "[1]"),
            ("parts/broken.ron", "(id: "),
            ("main.ron", main),
        ],
    );
    assert_snapshot!(told(&loaded));
}

#[test]
fn a_text_alone_names_no_files() {
    let loaded = plain(&Draft::of_text("x", base_with("schema: 2", "include: [\"a.ron\"]")));
    assert_eq!(codes(&loaded), [Code::BadFile]);
}

#[test]
fn a_long_chain_of_files_is_refused() {
    let names: Vec<String> = (0..40).map(|n| format!("f{n}.ron")).collect();
    let texts: Vec<String> = (1..41).map(|n| format!("(include: [\"f{n}.ron\"])")).collect();
    let others: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (&**name, &**text)).collect();
    let loaded = with_files(&base_with("schema: 2", "include: [\"f0.ron\"]"), &others);
    assert!(codes(&loaded).contains(&Code::TooManyFiles), "{}", told(&loaded));
}

#[test]
fn many_files_are_refused() {
    let names: Vec<String> = (0..300).map(|n| format!("f{n}.ron")).collect();
    let others: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "()")).collect();
    let include: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let loaded = with_files(&base_with("schema: 2", &format!("include: [{}]", include.join(", "))), &others);
    assert!(codes(&loaded).contains(&Code::TooManyFiles));
}

#[test]
fn files_that_are_large_together_are_refused() {
    let pad = format!("() // {}", "x".repeat(syntax::LARGEST / 2));
    let main = base_with("schema: 2", "include: [\"a.ron\", \"b.ron\"]");
    let loaded = with_files(&main, &[("a.ron", &pad), ("b.ron", &pad)]);
    assert_eq!(codes(&loaded), [Code::FileTooLarge]);
}

#[test]
fn more_paths_and_variants_than_can_be_followed_are_refused() {
    let pcs = "(id: \"x\", zone: \"z\"),".repeat(30_000);
    let base = base_with("hosts: [", &format!("hosts: [{pcs}"));
    let paths = "\"teams[0].id\",".repeat(30_000);
    let loaded = with_files(&format!("(extends: \"base.ron\", without: [{paths}])"), &[("base.ron", &base)]);
    assert!(codes(&loaded).contains(&Code::TooMany));
    let variants = "(id: \"v\"),".repeat(300);
    let loaded = plain(&Draft::of_text("x", base_with("schema: 2", &format!("variants: [{variants}]"))));
    assert!(codes(&loaded).contains(&Code::TooMany));
    let like = "\"office-hours\",".repeat(17);
    let loaded = plain(&Draft::of_text(
        "x",
        base_with("id: \"red-team\"", &format!("id: \"red-team\", like: [{like}]")),
    ));
    assert_eq!(codes(&loaded), [Code::TooMany]);
}

#[cfg(unix)]
#[test]
fn a_folder_is_not_left_by_links_and_pipes_are_not_opened() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |path: std::path::PathBuf, text: &str| std::fs::write(path, text).unwrap();
    write(outside.path().join("secret.ron"), "(story: \"secret\")");
    write(folder.path().join("real.ron"), "(story: \"here\")");
    let link = |to: std::path::PathBuf, name: &str| {
        std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap()
    };
    link(outside.path().join("secret.ron"), "file.ron");
    link(outside.path().to_owned(), "folder");
    link(folder.path().join("real.ron"), "alias.ron");
    std::fs::create_dir(folder.path().join("dir.ron")).unwrap();
    let main = folder.path().join("main.ron");
    let try_one = |include: &str| {
        write(main.clone(), &base_with("story: \"For tests.\",", &format!("include: [{include}],")));
        codes(&plain(&Draft::read(&main).unwrap()))
    };
    assert_eq!(try_one("\"file.ron\""), [Code::OutsideFolder]);
    assert_eq!(try_one("\"folder/secret.ron\""), [Code::OutsideFolder]);
    assert_eq!(try_one("\"dir.ron\""), [Code::BadFile]);
    assert_eq!(try_one("\"alias.ron\""), []);
    assert_eq!(try_one("\"alias.ron\", \"real.ron\""), [Code::RepeatedFile]);
    assert_eq!(try_one("\"main.ron\""), [Code::FileCycle]);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.ron")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(try_one("\"pipe.ron\""), [Code::BadFile]);
    }
}
