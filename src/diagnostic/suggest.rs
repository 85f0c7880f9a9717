//! Did you mean …?

/// Names longer than this are no misspellings of anything, and comparing them would cost too much [bytes].
const LONGEST: usize = 64;

/// Below this likeness (Jaro–Winkler, `0..=1`) a name with too many edits is not suggested.
///
/// A judgement: `prob` is found for `probability` (0.87), `zone` is not for `tone_of_voice`.
const ALIKE: f64 = 0.86;

/// The candidate that was probably meant by `name`: the same but for case and separators, else at most one edit
/// per three characters (Damerau–Levenshtein), else very alike at the beginning. Ties go to the first in
/// alphabetical order.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all_closest(name, candidates).first().copied()
}

/// The candidates of which one was probably meant, as [`closest`] finds them: several where they are equally close, in
/// alphabetical order.
pub fn all_closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if name.is_empty() || name.len() > LONGEST {
        return Vec::new();
    }
    let wanted = plain(name);
    let mut least = usize::MAX;
    let mut found = Vec::new();
    for candidate in candidates.into_iter().filter(|candidate| candidate.len() <= LONGEST) {
        let Some(cost) = cost(&wanted, &plain(candidate)).filter(|cost| *cost <= least) else { continue };
        if cost < least {
            least = cost;
            found.clear();
        }
        found.push(candidate);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Lower is closer; `None` is no likeness.
fn cost(wanted: &str, candidate: &str) -> Option<usize> {
    let edits = strsim::damerau_levenshtein(wanted, candidate);
    let length = wanted.chars().count().max(candidate.chars().count());
    if edits <= (length / 3).max(1) && edits < length {
        Some(edits)
    } else if wanted.len() >= 3 && strsim::jaro_winkler(wanted, candidate) >= ALIKE {
        Some(length + edits)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_are_recognised() {
        for (wrong, right) in [
            ("ofice", "office"),
            ("Direct", "direct"),
            ("lognormal", "LogNormal"),
            ("prob", "probability"),
            ("cuont", "count"),
            ("dmz-wbe", "dmz_web"),
        ] {
            let candidates = ["count", "direct", "office", "LogNormal", "probability", "dmz_web"];
            assert_eq!(closest(wrong, candidates), Some(right), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_alike_is_not_suggested() {
        for wrong in ["x", "", "firewall", &"a".repeat(1_000)] {
            assert_eq!(closest(wrong, ["count", "id", "delay", "b"]), None, "{wrong}");
        }
    }

    #[test]
    fn the_nearest_wins_and_ties_are_alphabetical() {
        assert_eq!(closest("team-c", ["team-b", "team-a", "teams"]), Some("team-a"));
        assert_eq!(closest("teams", ["team-b", "team"]), Some("team"));
        assert_eq!(all_closest("team-c", ["team-b", "team-a", "office", "team-b"]), ["team-a", "team-b"]);
    }
}
