//! What a study is divided into.

use super::factor::Value;
use super::unit::{Shard, Unit, missing};

fn stretches(units: &[Unit]) -> Vec<(u32, u32)> {
    units.iter().map(|unit| (unit.from, unit.to)).collect()
}

#[test]
fn what_is_missing_is_cut_into_blocks_around_what_is_there() {
    assert_eq!(stretches(&missing(0, 60, &[])), [(0, 25), (25, 50), (50, 60)]);
    assert_eq!(stretches(&missing(0, 60, &[(0, 25), (25, 50), (50, 60)])), []);
    assert_eq!(stretches(&missing(0, 60, &[(0, 30)])), [(30, 50), (50, 60)], "a study that has grown");
    assert_eq!(stretches(&missing(0, 40, &[(25, 40)])), [(0, 25)]);
    assert_eq!(stretches(&missing(0, 40, &[(10, 20)])), [(0, 10), (20, 25), (25, 40)]);
    assert_eq!(stretches(&missing(0, 0, &[])), []);
}

#[test]
fn shards_share_all_work_and_nothing_twice() {
    let shards: Vec<Shard> = ["1/3", "2/3", "3/3"].iter().filter_map(|text| text.parse().ok()).collect();
    assert_eq!(shards.len(), 3);
    for number in 0..20 {
        assert_eq!(shards.iter().filter(|shard| shard.does(number)).count(), 1);
    }
    for wrong in ["0/3", "4/3", "3", "a/b", "1/0", "-1/3"] {
        let error = wrong.parse::<Shard>().map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("3/8")), "{wrong}");
    }
}

#[test]
fn a_value_has_a_number_where_it_is_one() {
    assert_eq!(Value::of("0.3").number, Some(0.3));
    assert_eq!(Value::of("90min").number, Some(5_400.0));
    assert_eq!(Value::of("3/h").number, Some(3.0));
    assert_eq!(Value::of("LogNormal(median: \"1h\", sigma: 1.0)").number, None);
}
