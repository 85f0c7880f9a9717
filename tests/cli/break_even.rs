//! `coalition break-even`: how late sharing may come.

use crate::{DUO, complains, prints};

#[test]
fn the_answer_reads_as_it_should() {
    let arguments = ["break-even", DUO, "--strategy", "tell", "-n", "10", "--hour-price", "0.2"];
    insta::assert_snapshot!("break-even", prints(&arguments));
}

#[test]
fn the_rows_come_as_data_too() {
    let arguments = ["break-even", DUO, "--strategy", "hub", "-n", "2", "--longest", "1h", "--format"];
    let csv = prints(&[&arguments[..], &["csv"]].concat());
    assert!(csv.starts_with("scenario,strategy,metric,unit,delay_s,"), "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&prints(&[&arguments[..], &["json"]].concat())).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(csv.lines().count() - 1));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let ask = |rest: &[&str]| complains(2, &[&["break-even", DUO, "--strategy", "tell"], rest].concat());
    assert!(ask(&["--metric", "exposure"]).contains("did you mean `exposure_h`?"));
    assert!(ask(&["--longest", "0s"]).contains("write a time"));
    assert!(ask(&["--longest", "soon"]).contains("soon"));
    assert!(ask(&["--hour-price", "1e13"]).contains("write a number"));
    complains(2, &["break-even", DUO, "--strategy", "none"]);
    complains(2, &["break-even", DUO]);
}
