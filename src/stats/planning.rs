//! How many replicates, and what a number of replicates can show.

use super::interval::Level;
use super::{normal, student};

/// The power that [`minimal_effect`] speaks of.
const POWER: f64 = 0.8;

/// The fewest replicates, at least 2, at which half of the t interval of a mean is at most `half_width`, if the standard
/// deviation stays `sd`. `None` where either is not above zero, or beyond 2⁵³.
pub fn replicates_for(sd: f64, half_width: f64, level: Level) -> Option<usize> {
    if !(sd > 0.0 && half_width > 0.0) {
        return None;
    }
    let ratio = sd / half_width;
    let needed = |quantile: f64| whole((quantile * ratio) * (quantile * ratio));
    let with = |n: usize| needed(-student::quantile(level.tail(), n as f64 - 1.0)?);
    // Student's quantile falls with n and stays above the normal one: between the two lies the answer.
    let mut low = needed(-normal::quantile(level.tail())?)?.max(2);
    let mut high = with(low)?.max(low);
    while low < high {
        let middle = usize::midpoint(low, high);
        if with(middle)? <= middle {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

/// The smallest mean difference that `n` ≥ 2 replicates would show with a power of 80 %, (t_{1−tail} + t_{0.8}) sd/√n.
pub fn minimal_effect(sd: f64, n: usize, level: Level) -> Option<f64> {
    let df = n as f64 - 1.0;
    let reach = student::quantile(1.0 - level.tail(), df)? + student::quantile(POWER, df)?;
    Some(reach * sd / (n as f64).sqrt())
}

/// The next whole number up; `None` where floats are too coarse to tell.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie below 2^53")]
pub(super) fn whole(value: f64) -> Option<usize> {
    (value >= 0.0 && value < (1_u64 << 53) as f64).then(|| value.ceil() as usize)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;

    // statsmodels 0.15.0 has TTestPower for the power; the half-width is checked against every n below.
    #[test]
    fn the_number_is_the_fewest_that_will_do() {
        for ratio in [0.05, 0.3, 0.9, 1.0, 3.3, 12.0] {
            let n = replicates_for(ratio, 1.0, Level::P95).unwrap();
            let half =
                |n: usize| student::quantile(0.975, n as f64 - 1.0).unwrap() * ratio / (n as f64).sqrt();
            assert!(half(n) <= 1.0, "{ratio}: {n}");
            assert!((2..n).all(|fewer| half(fewer) > 1.0), "{ratio}: {n}");
        }
        assert_eq!(replicates_for(0.0, 1.0, Level::P95), None);
        assert_eq!(replicates_for(1e200, 1.0, Level::P95), None);
    }

    #[test]
    fn the_effect_that_shows_follows_its_formula() {
        // t_{.975,29} = 2.045229642132703, t_{.8,29} = 0.8541919858818557 (scipy 1.17.1).
        let found = minimal_effect(3.0, 30, Level::P95).unwrap();
        assert_close(found, (2.045_229_642_132_703 + 0.854_191_985_881_855_7) * 3.0 / 30.0_f64.sqrt(), 1e-9);
        assert_eq!(minimal_effect(3.0, 1, Level::P95), None);
    }
}
