//! Best practice that comes into use little by little.

use crate::scenario::model::Practice;
use crate::units::{SimTime, Span};

/// A lesson on its way into use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uptake {
    /// What it does in full use.
    pub(crate) full: Practice,
    /// The most that it does together with others.
    pub(crate) limit: Practice,
    /// When it began to come into use.
    pub(crate) since: SimTime,
    /// How long that takes; none for ever.
    pub(crate) over: Option<Span>,
}

impl Uptake {
    /// How much of it is in use.
    pub(crate) fn share(&self, now: SimTime) -> f64 {
        let passed = now.since(self.since);
        match self.over {
            None => 0.0,
            Some(over) if passed >= over => 1.0,
            Some(over) => passed.as_secs_f64() / over.as_secs_f64(),
        }
    }
}

/// All lessons of a team.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uptakes(Vec<Uptake>);

impl Uptakes {
    pub(crate) fn add(&mut self, uptake: Uptake) {
        self.0.push(uptake);
    }

    /// What they do together.
    pub(crate) fn practice(&self, now: SimTime) -> Practice {
        let in_use = self.0.iter().map(|uptake| uptake.full.in_use(uptake.share(now)));
        let limits = self.0.iter().map(|uptake| uptake.limit);
        in_use.fold(Practice::NONE, Practice::and).up_to(limits.fold(Practice::NONE, Practice::furthest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_comes_into_use_in_even_steps() {
        let full = Practice { pace: 0.5, detection: 0.5, exposure: 0.0 };
        let limit = Practice { pace: 0.25, detection: 0.75, exposure: 0.125 };
        let since = SimTime::STARTEX - Span::HOUR;
        let over = Some(Span::from_micros(4 * Span::HOUR.as_micros()));
        let uptake = Uptake { full, limit, since, over };
        let mut all = Uptakes::default();
        assert_eq!(all.practice(SimTime::STARTEX), Practice::NONE);
        all.add(uptake);
        let after = |hours: i64| SimTime::STARTEX + Span::from_micros(hours * Span::HOUR.as_micros());
        assert_eq!(all.practice(since), Practice::NONE);
        assert_eq!(all.practice(after(0)), Practice { pace: 0.875, detection: 0.125, exposure: 0.75 });
        assert_eq!(all.practice(after(3)), Practice { exposure: 0.125, ..full }, "as far as the limit");
        all.add(Uptake { over: None, ..uptake });
        assert_eq!(
            all.practice(after(9)),
            Practice { exposure: 0.125, ..full },
            "what never comes does nothing"
        );
        all.add(Uptake { over: Some(Span::ZERO), since: after(9), ..uptake });
        assert_eq!(all.practice(after(9)), limit);
    }
}
