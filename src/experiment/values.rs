//! The values that statistics are made from, by arm, team and metric: eight bytes each, and on the disk where they are
//! many, so that memory does not grow with replicates.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use super::runner::Replicate;
use crate::metrics::{METRICS, Metric};

/// Values are put aside when those in memory come to so many bytes.
const ROOM: usize = 8 << 20;
/// So many replicates are kept in memory at least: what is read back lies in stretches of them.
const LEAST: usize = 64;

/// Which arm of a replicate values are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Played {
    /// Without sharing (0) or with a strategy, by its place among the arms.
    Arm(usize),
    /// With ideal sharing.
    Ideal,
}

/// The values of all metrics, of every team and of all together, in every arm of every replicate.
#[derive(Debug)]
pub struct Values {
    arms: usize,
    teams: usize,
    /// Replicates that are put aside together.
    block: usize,
    /// Those that are not put aside, replicate by replicate.
    recent: Vec<f64>,
    /// Those that are: block after block, each column by column.
    aside: Option<Mutex<File>>,
    blocks: usize,
    count: usize,
}

impl Values {
    /// No values yet, of so many arms beside ideal sharing and so many teams.
    pub fn new(arms: usize, teams: usize) -> Self {
        let width = (arms + 1) * (teams + 1) * METRICS.len();
        Self::in_blocks(arms, teams, (ROOM / (width * size_of::<f64>())).max(LEAST))
    }

    fn in_blocks(arms: usize, teams: usize, block: usize) -> Self {
        Self { arms, teams, block, recent: Vec::new(), aside: None, blocks: 0, count: 0 }
    }

    /// How many replicates have been added.
    pub fn replicates(&self) -> usize {
        self.count
    }

    fn width(&self) -> usize {
        (self.arms + 1) * (self.teams + 1) * METRICS.len()
    }

    /// The values of one replicate, ready to be added.
    pub fn of_replicate(replicate: &Replicate) -> Vec<f64> {
        let runs = replicate.arms.iter().chain([&replicate.ideal]);
        runs.flat_map(|run| {
            let all = METRICS.iter().map(|metric| metric.of_all(&run.teams));
            let each = run.teams.iter().flat_map(|team| METRICS.iter().map(|metric| metric.of_team(team)));
            all.chain(each)
        })
        .map(|value| value.unwrap_or(f64::NAN)) // a value that is there is finite
        .collect()
    }

    /// Adds the values of the next replicate.
    ///
    /// # Errors
    /// What the operating system says where many values are to be put aside, into a temporary file.
    pub fn add(&mut self, values: &[f64]) -> io::Result<()> {
        debug_assert_eq!(values.len(), self.width());
        if self.recent.len() == self.block * self.width() {
            self.put_aside()?;
        }
        self.recent.extend_from_slice(values);
        self.count += 1;
        Ok(())
    }

    fn put_aside(&mut self) -> io::Result<()> {
        let width = self.width();
        let columns = (0..width).flat_map(|column| self.recent.iter().skip(column).step_by(width));
        let bytes: Vec<u8> = columns.flat_map(|value| value.to_le_bytes()).collect();
        let file = match &mut self.aside {
            Some(file) => file,
            none => none.insert(Mutex::new(tempfile::tempfile()?)),
        };
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::End(0))?;
        file.write_all(&bytes)?;
        self.recent.clear();
        self.blocks += 1;
        Ok(())
    }

    /// The values of a metric in one arm, by replicate: of one team by its place, or of all together.
    ///
    /// # Errors
    /// What the operating system says where they were put aside.
    pub fn of(&self, played: Played, team: Option<usize>, metric: &Metric) -> io::Result<Vec<Option<f64>>> {
        let arm = match played {
            Played::Arm(arm) => arm,
            Played::Ideal => self.arms,
        };
        let team = team.map_or(0, |team| team + 1);
        let place = METRICS.iter().position(|other| other.name == metric.name);
        let Some(place) = place.filter(|_| arm <= self.arms && team <= self.teams) else {
            return Ok(vec![None; self.count]);
        };
        let column = (arm * (self.teams + 1) + team) * METRICS.len() + place;
        let mut values = Vec::with_capacity(self.count);
        if let Some(file) = &self.aside {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let mut bytes = vec![0; self.block * size_of::<f64>()];
            for block in 0..self.blocks {
                let at = (block * self.width() + column) * bytes.len();
                file.seek(SeekFrom::Start(at as u64))?;
                file.read_exact(&mut bytes)?;
                let (words, _) = bytes.as_chunks();
                values.extend(words.iter().map(|word| f64::from_le_bytes(*word)));
            }
        }
        values.extend(self.recent.iter().skip(column).step_by(self.width()));
        Ok(values.into_iter().map(|value| Some(value).filter(|value| value.is_finite())).collect())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// The value of a column in a replicate; one in seven is missing.
    fn value(replicate: usize, column: usize) -> f64 {
        let number = replicate * 1_000 + column;
        if number.is_multiple_of(7) { f64::NAN } else { number as f64 / 3.0 }
    }

    #[test]
    fn what_was_put_aside_is_read_back_as_it_was() {
        let (arms, teams) = (2, 1);
        let width = (arms + 1) * (teams + 1) * METRICS.len();
        let mut all = Values::in_blocks(arms, teams, usize::MAX / width);
        let mut blocks = Values::in_blocks(arms, teams, 4);
        for replicate in 0..11 {
            let row: Vec<f64> = (0..width).map(|column| value(replicate, column)).collect();
            all.add(&row).unwrap();
            blocks.add(&row).unwrap();
        }
        assert_eq!((all.blocks, blocks.blocks, blocks.recent.len() / width), (0, 2, 3));
        for (arm, played) in [Played::Arm(0), Played::Arm(1), Played::Ideal].into_iter().enumerate() {
            for (team, place) in [None, Some(0)].into_iter().zip(0..) {
                for (number, metric) in METRICS.iter().enumerate() {
                    let column = (arm * 2 + place) * METRICS.len() + number;
                    let wanted: Vec<Option<f64>> =
                        (0..11).map(|row| Some(value(row, column)).filter(|value| !value.is_nan())).collect();
                    assert_eq!(all.of(played, team, metric).unwrap(), wanted);
                    assert_eq!(blocks.of(played, team, metric).unwrap(), wanted);
                }
            }
        }
    }

    #[test]
    fn what_is_kept_in_memory_does_not_grow_with_replicates() {
        let mut values = Values::in_blocks(1, 2, 64);
        let row = vec![1.0; values.width()];
        let mut most = [0; 2];
        for (most, until) in most.iter_mut().zip([100, 10_000]) {
            while values.replicates() < until {
                values.add(&row).unwrap();
                *most = values.recent.capacity().max(*most);
            }
        }
        assert_eq!(most[0], most[1], "as much after 10,000 replicates as after 100");
    }
}
