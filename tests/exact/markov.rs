//! Absorbing Markov chains in continuous time, solved: what the simulator is held against.

/// A chain by its rates [1/h] among transient states and into the states that absorb.
pub(crate) struct Chain {
    within: Vec<Vec<f64>>,
    out: Vec<Vec<f64>>,
}

impl Chain {
    pub(crate) fn new(transient: usize, absorbing: usize) -> Self {
        Self { within: vec![vec![0.0; transient]; transient], out: vec![vec![0.0; transient]; absorbing] }
    }

    pub(crate) fn moves(&mut self, from: usize, to: usize, rate: f64) {
        self.within[from][to] += rate;
    }

    pub(crate) fn ends(&mut self, from: usize, end: usize, rate: f64) {
        self.out[end][from] += rate;
    }

    /// The rate at which a state is left.
    fn leaving(&self, state: usize) -> f64 {
        self.within[state].iter().sum::<f64>() + self.out.iter().map(|end| end[state]).sum::<f64>()
    }

    /// Solves −T x = b, where T is the generator among transient states: x = N b with the fundamental matrix N.
    fn fundamental(&self, right: &[f64]) -> Vec<f64> {
        let n = right.len();
        let mut rows: Vec<Vec<f64>> = (0..n)
            .map(|row| {
                let mut line: Vec<f64> = self.within[row].iter().map(|rate| -rate).collect();
                line[row] += self.leaving(row);
                line.push(right[row]);
                line
            })
            .collect();
        for column in 0..n {
            let pivot = rows[column].clone();
            for (place, row) in rows.iter_mut().enumerate() {
                if place != column {
                    let factor = row[column] / pivot[column];
                    row.iter_mut().zip(&pivot).for_each(|(value, above)| *value -= factor * above);
                }
            }
        }
        rows.iter().enumerate().map(|(place, row)| row[n] / row[place]).collect()
    }

    /// Expected hours until it is absorbed, from each state.
    pub(crate) fn time(&self) -> Vec<f64> {
        self.fundamental(&vec![1.0; self.within.len()])
    }

    /// The chance of ending here, from each state.
    pub(crate) fn chance(&self, end: usize) -> Vec<f64> {
        self.fundamental(&self.out[end])
    }

    /// Expected hours until it ends here, given that it does, from each state.
    pub(crate) fn time_given(&self, end: usize) -> Vec<f64> {
        let chance = self.chance(end);
        let together = self.fundamental(&chance);
        together.iter().zip(&chance).map(|(time, chance)| time / chance).collect()
    }

    /// The chance of having ended here within some hours, from a state: by uniformisation.
    pub(crate) fn ended_by(&self, end: usize, from: usize, hours: f64) -> f64 {
        let n = self.within.len();
        let rate = (0..n).map(|state| self.leaving(state)).fold(0.0, f64::max);
        let mut here: Vec<f64> = (0..n).map(|state| f64::from(u8::from(state == from))).collect();
        let (mut ended, mut weight, mut total) = (0.0, libm::exp(-rate * hours), 0.0);
        for jump in 1..100_000_u32 {
            total += weight * ended;
            let jumped: f64 = here.iter().zip(&self.out[end]).map(|(p, out)| p * out / rate).sum();
            let next: Vec<f64> = (0..n)
                .map(|to| {
                    let arrive: f64 = (0..n).map(|from| here[from] * self.within[from][to] / rate).sum();
                    arrive + here[to] * (1.0 - self.leaving(to) / rate)
                })
                .collect();
            here = next;
            ended += jumped;
            weight *= rate * hours / f64::from(jump);
            if f64::from(jump) > rate * hours && weight < 1e-18 {
                break;
            }
        }
        total
    }
}

#[test]
fn two_exponential_times_in_a_row_are_erlang() {
    let mut chain = Chain::new(2, 2);
    chain.moves(0, 1, 2.0);
    chain.ends(1, 0, 1.5);
    chain.ends(1, 1, 0.5);
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    close(chain.time()[0], 1.0);
    close(chain.chance(0)[0], 0.75);
    close(chain.time_given(1)[0], 1.0);
    close(chain.ended_by(0, 0, 1.0), 0.75 * (1.0 - 3.0 * libm::exp(-2.0)));
}
