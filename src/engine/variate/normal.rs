//! The quantile of the standard normal distribution.
//!
//! Wichura: "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37(3),
//! 1988, routine PPND16: accurate to about 1 part in 10^16.

/// The coefficients of a ratio of two polynomials of degree 7, from the constant upwards.
struct Ratio {
    numerator: [f64; 8],
    denominator: [f64; 8],
}

/// For |u − 0.5| up to 0.425, in 0.425² − (u − 0.5)².
const CENTRE: Ratio = Ratio {
    numerator: [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    denominator: [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
};

/// For √(−ln of the tail) up to 5, in that less 1.6.
const SHOULDER: Ratio = Ratio {
    numerator: [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    denominator: [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
};

/// For √(−ln of the tail) above 5, in that less 5.
const TAIL: Ratio = Ratio {
    numerator: [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    denominator: [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
};

impl Ratio {
    fn at(&self, x: f64) -> f64 {
        let horner = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c);
        horner(&self.numerator) / horner(&self.denominator)
    }
}

/// The number of standard deviations below which a share `u` in (0, 1) lies.
pub(super) fn quantile(u: f64) -> f64 {
    let centred = u - 0.5;
    if centred.abs() <= 0.425 {
        return centred * CENTRE.at(0.180_625 - centred * centred);
    }
    let tail = if centred < 0.0 { u } else { 1.0 - u };
    let root = (-libm::log(tail)).sqrt();
    let magnitude = if root <= 5.0 { SHOULDER.at(root - 1.6) } else { TAIL.at(root - 5.0) };
    if centred < 0.0 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, Normal};

    use super::*;

    #[test]
    fn the_test_values_of_the_algorithm_come_out() {
        // Wichura 1988, section "Test results".
        for (u, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
        ] {
            assert!((quantile(u) / z - 1.0).abs() < 2e-15, "{u}: {}", quantile(u));
        }
        assert_eq!(quantile(0.5).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn it_undoes_the_distribution_function_on_either_side() {
        let normal = Normal::standard();
        for step in 1..400 {
            let u = f64::from(step) / 400.0;
            assert!((normal.cdf(quantile(u)) - u).abs() < 1e-10, "{u}");
            assert!((quantile(u) + quantile(1.0 - u)).abs() < 1e-14, "{u}");
        }
    }
}
