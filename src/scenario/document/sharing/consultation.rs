//! Consultations, as written: best practices that teams agree on, and that move slowly what they can do.

use super::super::Moment;
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Probability, Span};

const fn days(count: i64) -> Span {
    Span::from_micros(count * Span::DAY.as_micros())
}

written! {
    /// Staff talks, workshops, exchange of procedures and of baselines for configuration: teams meet again and again, and
    /// what they agree on comes into use little by little. A session takes each team time; from then on its lesson comes into
    /// use in even steps, until it is in full use. Lessons add to each other, up to a limit.
    pub struct Consultation {
        /// Stable id, unique in its strategy.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Who takes part: teams, or groups of teams; all teams where none is named.
        pub teams: List<Reference> = List::default(),
        /// When the first session is. Sessions before the run begins have cost their time before, and their lessons are in use
        /// as far as that has come.
        pub first: Spanned<Moment> = Spanned::unplaced(Moment::Before(days(200))), "[J] an exercise of a few days sees only what was agreed on before",
        /// From one session to the next.
        pub every: Spanned<Span> = Spanned::unplaced(days(365)), "[S] yearly staff talks under the Technical Arrangement; workshops 90 d [J]",
        /// The desk whose analysts take part, by id; the desk that analyses where none is named.
        pub desk: Option<Reference>,
        /// Analyst time of each team for one session, and for what has to be done about its lesson.
        pub work: Distribution = Distribution::Constant(Span::from_micros(16 * Span::HOUR.as_micros())), "[J] two working days",
        /// From a session to the full use of its lesson.
        pub phased_in: Distribution = Distribution::Uniform { from: days(30), to: days(180) }, "[J]",
        /// Factor on the time that triage and analysis take, by a lesson in full use; from 0.1 to 1.
        pub pace: Spanned<f64> = Spanned::unplaced(0.9), "[J]",
        /// Added to the chance that sensors and endpoint detection see what they can see, by a lesson in full use.
        pub detection: Probability = Probability::literal(0.05), "[J]",
        /// Factor on the chance that a step by which an attack gets in (`Enter`) succeeds at the organisations that the team
        /// defends, by a lesson in full use: baselines for the configuration of networks.
        pub exposure: Probability = Probability::literal(0.8), "[J]",
        /// All lessons together leave at least this factor on the time; from 0.1 to 1.
        pub least_pace: Spanned<f64> = Spanned::unplaced(0.7), "[J]",
        /// All lessons together add at most this to the chance of detection.
        pub most_detection: Probability = Probability::literal(0.15), "[J]",
        /// All lessons together leave at least this factor on the chance of success.
        pub least_exposure: Probability = Probability::literal(0.5), "[J]",
        /// Chance, by session and team, that its lesson does not fit: what is right elsewhere makes the team slower, and neither
        /// detection nor configuration any better.
        pub misfit: Probability = Probability::literal(0.1), "[J]",
        /// Factor on the time that triage and analysis then take; from 1 to 10.
        pub misfit_pace: Spanned<f64> = Spanned::unplaced(1.1), "[J]",
    }
}
