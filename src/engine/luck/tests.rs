//! That luck is stateless, even and independent, and that its values stay what they are.

use proptest::prelude::*;
use rand::Rng;
use rand::seq::SliceRandom;

use super::*;

const DWELL: Purpose = Purpose::new("dwell");
const DELAY: Purpose = Purpose::new("delay");
const WEB: StableKey = StableKey::named("nato").child("web");

fn chance(p: f64) -> Probability {
    Probability::new(p).unwrap_or(Probability::NEVER)
}

#[test]
fn the_values_are_pinned() {
    let luck = Luck::new(2016, 3);
    let words = |mut draw: Draw| [(); 5].map(|()| draw.next_u64());
    // Worked out apart, in Python, from the description of the scheme; the fifth begins the third block.
    let pins = [
        0xc96f_e363_0b22_3f41,
        0x13a3_f3d0_6310_b329,
        0xcfdc_198d_eff5_2bc9,
        0xa63c_4640_af62_dfb8,
        0xd97a_a27b_4606_9a73,
    ];
    assert_eq!(words(luck.draw(WEB, DWELL, 0)), pins);
    assert_eq!(luck.draw(WEB, DELAY, 1).next_u64(), 0x6319_71ee_0a86_0f3a);
    assert_eq!(luck.draw(WEB, DWELL, 0).uniform(), 0.786_863_528_900_661_2);
}

proptest! {
    #[test]
    fn an_answer_does_not_hang_on_other_questions(seed: u64, replicate: u64, ordinal: u64, noise in 0..20_usize) {
        let luck = Luck::new(seed, replicate);
        let first = luck.draw(WEB, DWELL, ordinal).next_u64();
        for other in 0..noise as u64 {
            let mut draw = luck.draw(WEB.index(other), DELAY, other);
            for _ in 0..other {
                draw.next_u32();
            }
        }
        prop_assert_eq!(luck.draw(WEB, DWELL, ordinal).next_u64(), first);
    }

    #[test]
    fn who_is_lucky_stays_so_at_better_odds(seed: u64, low in 0.0..=1.0_f64, more in 0.0..=1.0_f64) {
        let luck = Luck::new(seed, 0);
        let high = low + (1.0 - low) * more;
        let happens = |p| luck.draw(WEB, DWELL, 0).chance(chance(p));
        prop_assert!(!happens(low) || happens(high));
        prop_assert!(happens(1.0));
        prop_assert!(!happens(0.0));
    }

    #[test]
    fn a_bounded_number_keeps_its_bound(seed: u64, bound in 1..=u64::MAX) {
        let bound = NonZeroU64::new(bound).unwrap_or(NonZeroU64::MIN);
        prop_assert!(Luck::new(seed, 0).draw(WEB, DWELL, 0).below(bound) < bound.get());
    }
}

#[test]
fn the_ends_of_the_uniform_are_never_reached() {
    let draw = |word: u32| Draw { counter: [0; 4], key: 0, block: [word; 4], taken: 0 };
    assert_eq!(draw(0).uniform(), 1.0 / (1_u64 << 53) as f64);
    assert_eq!(draw(u32::MAX).uniform(), 1.0 - 1.0 / (1_u64 << 53) as f64);
    assert!(draw(u32::MAX).chance(Probability::ALWAYS));
}

#[test]
fn a_draw_goes_on_beyond_its_first_block_without_repeating() {
    let mut draw = Luck::new(1, 1).draw(WEB, DWELL, 0);
    let mut words: Vec<u64> = (0..10_000).map(|_| draw.next_u64()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), 10_000);
}

#[test]
fn bytes_and_shuffles_come_through_the_traits_of_rand() {
    let luck = Luck::new(1, 1);
    let mut bytes = [0; 9];
    luck.draw(WEB, DWELL, 0).fill_bytes(&mut bytes);
    assert_eq!(bytes[..8], luck.draw(WEB, DWELL, 0).next_u64().to_le_bytes());
    let mut cards: Vec<u8> = (0..52).collect();
    cards.shuffle(&mut luck.draw(WEB, DELAY, 0));
    assert_ne!(cards, (0..52).collect::<Vec<_>>());
    cards.sort_unstable();
    assert_eq!(cards, (0..52).collect::<Vec<_>>());
}

/// The uniforms that vary along one part of the question, the others held.
fn streams(count: u64) -> Vec<(&'static str, Vec<f64>)> {
    let luck = Luck::new(7, 0);
    let of = |draw: &dyn Fn(u64) -> Draw| (0..count).map(|n| draw(n).uniform()).collect::<Vec<_>>();
    let mut lanes = luck.draw(WEB, DWELL, 0);
    vec![
        ("ordinals", of(&|n| luck.draw(WEB, DWELL, n))),
        ("another purpose", of(&|n| luck.draw(WEB, DELAY, n))),
        ("another key", of(&|n| luck.draw(WEB.child("x"), DWELL, n))),
        ("keys", of(&|n| luck.draw(WEB.index(n), DWELL, 0))),
        ("replicates", of(&|n| Luck::new(7, n).draw(WEB, DWELL, 0))),
        ("seeds", of(&|n| Luck::new(n, 0).draw(WEB, DWELL, 0))),
        ("another replicate", of(&|n| Luck::new(7, 1).draw(WEB, DWELL, n))),
        ("blocks of one draw", (0..count).map(|_| lanes.uniform()).collect()),
    ]
}

#[test]
fn along_each_part_of_the_question_the_answers_are_even() {
    const CELLS: usize = 100;
    let count = 20_000_u32;
    for (name, uniforms) in streams(u64::from(count)) {
        let mut cells = [0_u32; CELLS];
        uniforms.iter().for_each(|u| cells[(u * CELLS as f64) as usize] += 1);
        let expected = f64::from(count) / CELLS as f64;
        let chi_square: f64 =
            cells.iter().map(|c| (f64::from(*c) - expected) * (f64::from(*c) - expected) / expected).sum();
        assert!((50.0..170.0).contains(&chi_square), "{name}: {chi_square}"); // 99 degrees, about ±4.5 sigma
    }
}

#[test]
fn no_two_of_them_go_together_nor_does_one_with_its_neighbour() {
    let count = 20_000_u32;
    let streams = streams(u64::from(count));
    let bound = 4.5 / f64::from(count).sqrt();
    let correlation = |a: &[f64], b: &[f64]| {
        let products: f64 = a.iter().zip(b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
        12.0 * products / f64::from(count)
    };
    for (i, (name, a)) in streams.iter().enumerate() {
        assert!(correlation(a, &a[1..]).abs() < bound, "{name} with its neighbour");
        for (other, b) in &streams[i + 1..] {
            // Two streams that share their first question are compared from the second on.
            assert!(correlation(&a[1..], &b[1..]).abs() < bound, "{name} with {other}");
        }
    }
}

#[test]
fn bounded_numbers_are_even() {
    let luck = Luck::new(7, 0);
    let six = NonZeroU64::MIN.saturating_add(5);
    let mut faces = [0_u32; 6];
    for ordinal in 0..60_000 {
        faces[usize::try_from(luck.draw(WEB, DWELL, ordinal).below(six)).unwrap_or(0)] += 1;
    }
    for face in faces {
        assert!(face.abs_diff(10_000) < 420, "{faces:?}"); // 4.6 standard deviations of 91
    }
}

#[test]
fn a_bound_that_does_not_divide_is_even_too() {
    // A quarter of the words is refused: without that, every third number would come up twice as often.
    let bound = NonZeroU64::MIN.saturating_add((3 << 62) - 1);
    let luck = Luck::new(7, 0);
    let thirds = (0..20_000).map(|n| luck.draw(WEB, DWELL, n).below(bound));
    let low = thirds.filter(|number| number.is_multiple_of(3)).count();
    assert!(low.abs_diff(6_667) < 300, "{low}"); // 4.5 standard deviations of 67
}

#[test]
fn a_span_takes_one_uniform() {
    let luck = Luck::new(7, 0);
    let mut draw = luck.draw(WEB, DWELL, 0);
    let wait = Distribution::Exponential { mean: Span::HOUR };
    let expected = variate::span_at(&wait, draw.clone().uniform());
    assert_eq!(draw.span(&wait), expected);
    assert_eq!(draw.taken, 2);
    assert_eq!(draw.span(&Distribution::Never), None);
}
