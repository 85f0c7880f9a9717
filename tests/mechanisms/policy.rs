//! What may pass: markings, thresholds, release hours, channels, times.

use coalition::metrics::records::{DetectionSource, Fate, ShareRow};

use super::{AT_ONCE, Replicate, play, prevented, second, sum, team};

const RULE: &str = "leak: 0.0";
const STRATEGIES: &str = "arrangement: (strategies:";

/// The base scenario with more in its only rule.
fn rule(more: &str) -> (&'static str, String) {
    (RULE, format!("leak: 0.0, {more}"))
}

/// The base scenario with more in its arrangement.
fn arrangement(more: &str) -> (&'static str, String) {
    (STRATEGIES, format!("arrangement: ({more}, strategies:"))
}

fn with(changes: &[(&'static str, String)]) -> Vec<Replicate> {
    let changes: Vec<(&str, &str)> = changes.iter().map(|(from, to)| (*from, to.as_str())).collect();
    play(&changes)
}

fn items(replicates: &[Replicate]) -> Vec<&ShareRow> {
    replicates.iter().flat_map(|replicate| &replicate.arms[1].shares).collect()
}

/// Every item has this fate, and nothing comes of any.
fn assert_withheld(changes: &[(&'static str, String)], fate: Fate) {
    let replicates = with(changes);
    let items = items(&replicates);
    assert_eq!(items.len(), 40);
    assert!(items.iter().all(|item| item.fate == fate && item.t_released_s.is_none()), "{:?}", items[0]);
    let a = team(&replicates, 1, "a");
    assert!((sum(&a, |row| row.items_withheld_n as f64) - 40.0).abs() < 1e-9);
    assert_eq!(sum(&a, |row| row.sharing_labour_h), 0.0, "nothing is written up");
    assert_eq!(second(&replicates, 1), second_as_without(&replicates), "it is as if nothing were shared");
}

fn second_as_without(replicates: &[Replicate]) -> Vec<&coalition::metrics::records::IncidentRow> {
    // the arms differ in nothing but their names
    let (with, without) = (second(replicates, 1), second(replicates, 0));
    assert_eq!(with.len(), without.len());
    for (one, other) in with.iter().zip(&without) {
        let mut renamed = (*other).clone();
        renamed.strategy = one.strategy.clone();
        assert_eq!(**one, renamed);
    }
    with
}

fn all_prevented(changes: &[(&'static str, String)]) -> bool {
    prevented(&second(&with(changes), 1)) == 40
}

#[test]
fn what_is_marked_more_strictly_than_a_clearance_is_withheld() {
    let cleared = |clearance: &str| arrangement(&format!("parties: [(team: \"b\", clearance: {clearance})]"));
    let amber = rule("tlp: Amber");
    assert!(all_prevented(&[amber.clone(), cleared("Amber")]));
    assert_withheld(&[amber, cleared("Green")], Fate::WithheldClearance);
}

#[test]
fn a_team_sends_what_it_may_send() {
    let sends = |sends: &str| arrangement(&format!("parties: [(team: \"a\", sends: {sends})]"));
    let amber = rule("tlp: Amber");
    assert!(all_prevented(&[amber.clone(), sends("Amber")]));
    assert_withheld(&[amber, sends("Green")], Fate::WithheldSender);
}

#[test]
fn red_goes_to_named_recipients_from_person_to_person_and_is_put_into_no_control() {
    let red = || rule("tlp: Red");
    let named = with(&[red()]);
    assert_eq!(prevented(&second(&named, 1)), 0, "it is for eyes only");
    assert!(second(&named, 1).iter().all(|row| row.det_source != Some(DetectionSource::SharedIndicator)));
    assert!(items(&named).iter().all(|item| item.t_ingested_s.is_some()));
    let late = with(&[(AT_ONCE.0, AT_ONCE.1.to_owned()), red()]);
    let found = second(&late, 1);
    assert!(
        found.iter().all(|row| row.det_source == Some(DetectionSource::SharedHunt)),
        "but logs are searched"
    );
    assert_withheld(&[red(), ("to: [\"b\"],", String::new())], Fate::WithheldRecipient);
    let group = arrangement("groups: [(id: \"all\", teams: [\"b\"])]");
    assert_withheld(&[red(), group, ("to: [\"b\"]", "to: [\"all\"]".to_owned())], Fate::WithheldRecipient);
    let over = |kind: &str| arrangement(&format!("channels: [(id: \"way\", kind: {kind})]"));
    let red_over = || rule("tlp: Red, over: \"way\"");
    assert_withheld(&[red_over(), over("Machine")], Fate::WithheldCarrier);
    assert_withheld(&[red_over(), over("Hub()")], Fate::WithheldCarrier);
    assert!(items(&with(&[red_over(), over("Person")])).iter().all(|item| item.t_ingested_s.is_some()));
}

#[test]
fn strict_amber_protects_a_team_and_not_its_constituents() {
    let amber = || rule("tlp: AmberStrict");
    let constituents =
        |more: &str| arrangement(&format!("parties: [(team: \"b\", constituents: [\"second\"]{more})]"));
    assert!(all_prevented(&[amber()]), "all are a team's own where nothing else is written");
    assert!(all_prevented(&[constituents(""), rule("tlp: Amber")]));
    let strict = with(&[constituents(""), amber()]);
    assert_eq!(prevented(&second(&strict, 1)), 0);
    assert!(sum(&team(&strict, 1, "b"), |row| row.items_breached_n as f64) == 0.0);
    let late = (AT_ONCE.0, AT_ONCE.1.to_owned());
    let hunts = |replicates: &[Replicate]| {
        let rows = second(replicates, 1);
        rows.iter().filter(|row| row.det_source == Some(DetectionSource::SharedHunt)).count()
    };
    assert_eq!(
        hunts(&with(&[late.clone(), constituents(""), amber()])),
        0,
        "their logs are not searched for it"
    );
    assert_eq!(hunts(&with(&[late, constituents(""), rule("tlp: Amber")])), 40);
    let broken = with(&[constituents(", breach: 1.0"), amber()]);
    assert_eq!(prevented(&second(&broken, 1)), 40, "unless somebody passes it on");
    assert!((sum(&team(&broken, 1, "b"), |row| row.items_breached_n as f64) - 40.0).abs() < 1e-9);
}

#[test]
fn whoever_breaks_a_marking_is_counted() {
    let parties = |breach: &str| {
        arrangement(&format!("parties: [(team: \"a\", breach: {breach}), (team: \"b\", clearance: Green)]"))
    };
    assert_withheld(&[rule("tlp: Amber"), parties("0.0")], Fate::WithheldClearance);
    let broken = with(&[rule("tlp: Amber"), parties("1.0")]);
    assert_eq!(prevented(&second(&broken, 1)), 40);
    assert!(items(&broken).iter().all(|item| item.breached && item.fate == Fate::Useful));
    assert!((sum(&team(&broken, 1, "a"), |row| row.items_breached_n as f64) - 40.0).abs() < 1e-9);
    let half = with(&[rule("tlp: Amber"), parties("0.5")]);
    assert!((8..32).contains(&prevented(&second(&half, 1))));
}

#[test]
fn markings_tell_sorts_of_indicators_apart() {
    let green = || arrangement("parties: [(team: \"b\", clearance: Green)]");
    let marked = |marking: &str| rule(&format!("markings: [({marking})]"));
    assert_withheld(&[green(), marked("tlp: Amber, kinds: [Domain]")], Fate::WithheldClearance);
    assert!(all_prevented(&[green(), marked("tlp: Amber, kinds: [Hash, Address]")]));
    // one host is known when it is confirmed
    assert_withheld(&[green(), marked("tlp: Amber, severity: Medium")], Fate::WithheldClearance);
    assert!(all_prevented(&[green(), marked("tlp: Amber, severity: High")]));
    assert!(all_prevented(&[green(), marked("tlp: Amber, source: Partner")]));
    let some = with(&[green(), marked("tlp: Amber, chance: 0.5")]);
    assert!((8..32).contains(&prevented(&second(&some, 1))));
    let amber = with(&[marked("tlp: Green, pap: Amber")]);
    assert_eq!(prevented(&second(&amber, 1)), 0, "a marking limits use as well");
}

#[test]
fn thresholds_keep_back_what_is_not_severe_or_not_sure() {
    assert!(all_prevented(&[rule("min_severity: Medium")]));
    assert_withheld(&[rule("min_severity: High")], Fate::WithheldSeverity);
    assert_withheld(&[rule("min_confidence: 1.0")], Fate::WithheldConfidence);
    // of true indicators 1 - 0.7² pass, of false ones 0.3²
    let lies = ("false_indicators: 0.0", "false_indicators: 1.0".to_owned());
    let selective = with(&[lies.clone(), rule("min_confidence: 0.7")]);
    let all = with(&[lies]);
    let sent = |replicates: &[Replicate], correct: bool| {
        let items = items(replicates);
        items.iter().filter(|item| item.t_released_s.is_some() && item.correct == correct).count()
    };
    assert_eq!((sent(&all, true), sent(&all, false)), (40, 40));
    let (right, wrong) = (sent(&selective, true), sent(&selective, false));
    assert!((11..30).contains(&right) && wrong < 11 && right > wrong, "{right} {wrong}");
}

#[test]
fn nights_and_weekends_wait_for_release() {
    let hours = with(&[rule("release: \"2h\", release_hours: \"Sat 10:00-14:00\"")]);
    for item in items(&hours) {
        // STARTEX is on Monday at 08:00, so Saturday at 12:00 is 124 hours later
        assert_eq!(item.t_released_s.map(|time| time.as_secs_f64()), Some(124.0 * 3600.0));
        let parts = [item.preparation_s, item.release_s, item.channel_s, item.transit_s]
            .map(|part| part.expect("it has come"));
        let all = item.t_received_s.expect("it has come").since(item.t_created_s).as_secs_f64();
        assert!((parts.iter().sum::<f64>() - all).abs() < 1e-6);
        assert!((parts[0] - 1800.0).abs() < 1e-6 && parts[2] == 0.0 && (parts[3] - 3600.0).abs() < 1e-6);
    }
    assert_eq!(prevented(&second(&hours, 1)), 0, "by then it is too late");
    assert!(all_prevented(&[rule("release: \"2h\", release_hours: \"Mon-Fri 08:00-18:00\"")]));
}

#[test]
fn without_its_attribution_an_indicator_does_not_shorten_analysis() {
    let informed = |changes: &[(&'static str, String)]| {
        second(&with(changes), 1).iter().filter(|row| row.informed).count()
    };
    let detect = ("pap: Green", "pap: Amber".to_owned());
    assert_eq!(informed(std::slice::from_ref(&detect)), 40);
    let lost = with(&[detect.clone(), rule("attribution_loss: 1.0")]);
    assert!(second(&lost, 1).iter().all(|row| row.det_source == Some(DetectionSource::SharedIndicator)));
    assert_eq!(informed(&[detect, rule("attribution_loss: 1.0")]), 0);
}

fn channel(more: &str) -> [(&'static str, String); 2] {
    [rule("over: \"way\""), arrangement(&format!("channels: [(id: \"way\", {more})]"))]
}

fn waits(changes: &[(&'static str, String)]) -> Vec<f64> {
    let replicates = with(changes);
    items(&replicates).iter().filter_map(|item| item.channel_s).collect()
}

#[test]
fn a_hub_publishes_and_is_fetched_from_at_set_times() {
    assert!(waits(&channel("kind: Person")).iter().all(|wait| *wait == 0.0));
    assert!(waits(&channel("kind: Hub(publish: \"0s\", pull: \"0s\")")).iter().all(|wait| *wait == 0.0));
    let pulled = waits(&channel("kind: Hub(pull: \"4h\")"));
    assert!(pulled.len() == 40 && pulled.iter().all(|wait| *wait < 4.0 * 3600.0));
    let mean = |waits: &[f64]| waits.iter().sum::<f64>() / waits.len() as f64 / 3600.0;
    assert!((1.2..2.8).contains(&mean(&pulled)), "half an interval: {}", mean(&pulled));
    let both = waits(&channel("kind: Hub(publish: \"4h\", pull: \"4h\")"));
    assert!((2.9..5.1).contains(&mean(&both)), "half of each: {}", mean(&both));
    assert!(prevented(&second(&with(&channel("kind: Hub(publish: \"9d\")")), 1)) < 12, "a day in nine");
}

#[test]
fn a_broken_channel_holds_up_whatever_goes_over_it() {
    let broken = waits(&channel("kind: Machine, outage: (fails: \"30min\", repaired: \"20h\")"));
    // confirmed after 1:45 h or so and written up half an hour later; repaired at 20:30
    assert!(
        broken.len() == 40 && broken.iter().all(|wait| (17.0 * 3600.0..19.0 * 3600.0).contains(wait)),
        "{broken:?}"
    );
    let for_good = with(&channel("kind: Machine, outage: (fails: \"30min\", repaired: Never)"));
    assert!(items(&for_good).iter().all(|item| item.fate == Fate::InTransit && item.t_released_s.is_some()));
    assert_eq!(prevented(&second(&for_good, 1)), 0);
    assert!(all_prevented(&channel("kind: Machine, outage: (fails: Never, repaired: \"20h\")")));
}

#[test]
fn a_channel_has_hours_capacity_and_losses() {
    let hours = with(&channel("kind: Person, hours: \"Tue 20:00-24:00\""));
    assert!(items(&hours).iter().all(|item| item.channel_s.is_some_and(|wait| wait > 30.0 * 3600.0)));
    let narrow = waits(&channel("kind: Person, capacity: \"0.5/h\""));
    assert!(narrow.iter().all(|wait| (*wait - 7200.0).abs() < 1.0), "{narrow:?}");
    // two rules, two reports: the second waits for the first
    let twice = ("(id: \"r\",", "(id: \"q\", from: [\"a\"], to: [\"b\"], pap: Red, over: \"way\", preparation: \"30min\"), (id: \"r\",".to_owned());
    let [over, narrow] = channel("kind: Person, capacity: \"0.5/h\"");
    let mut both: Vec<i64> =
        waits(&[over, narrow, twice]).iter().map(|wait| (wait / 600.0).round() as i64).collect();
    both.sort_unstable();
    assert_eq!((both.len(), both[0], both[79]), (80, 12, 24));
    let lost = with(&channel("kind: Machine, loss: 0.5"));
    let gone = items(&lost).iter().filter(|item| item.fate == Fate::Lost).count();
    assert!((8..32).contains(&gone));
    assert_eq!(prevented(&second(&lost, 1)), 40 - gone);
    assert!((sum(&team(&lost, 1, "a"), |row| row.items_lost_n as f64) - gone as f64).abs() < 1e-9);
    assert_withheld(&channel("kind: Machine, loss: 1.0"), Fate::WithheldChannel);
}

#[test]
fn what_is_shared_at_set_times_waits_for_them() {
    let at = |every: &str| ("trigger: Confirmation", format!("trigger: Periodic(every: \"{every}\")"));
    let daily = with(&[at("12h")]);
    assert!(items(&daily).iter().all(|item| item.t_created_s.as_secs_f64() == 12.0 * 3600.0));
    assert_eq!(prevented(&second(&daily, 1)), 40);
    let weekly = with(&[at("7d")]);
    assert_eq!(prevented(&second(&weekly, 1)), 0);
    assert_eq!(items(&weekly).len(), 40);
}

#[test]
fn efficiency_and_free_riding_are_counted() {
    let base = play(&[]);
    assert!(
        team(&base, 1, "b")
            .iter()
            .all(|row| row.sharing_efficiency == Some(1.0) && row.free_ride_ratio == 1.0)
    );
    assert!(
        team(&base, 1, "a").iter().all(|row| row.sharing_efficiency.is_none() && row.free_ride_ratio == 0.0)
    );
}
