//! People who work at an organisation, as written.

use crate::scenario::decode::{Count, Id, List, Selector, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Rate, Span};

written! {
    /// People who do ordinary work. Where an organisation has any, letters of phishing go to them one by one: each is read,
    /// perhaps opened, clicked and reported, in the hours in which they work. Where it has none, a step of phishing is
    /// decided at once.
    pub struct Users {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// How many (people); one at each computer where it is left out. More people than computers share them.
        pub count: Option<Count>,
        /// The computers at which they work, as selectors; all workstations where none is written.
        pub at: List<Spanned<Selector>> = List::default(),
        /// When they work. Letters are read then, and time to read and to report passes then only.
        pub hours: Hours = Hours::OFFICE, "[J]",
        /// From the delivery of a letter until its recipient has come to it, in working time.
        pub reads: Distribution = Distribution::LogNormal { median: Span::HOUR, sigma: 1.8 }, "[S] DBIR 2015: half of all clicks within an hour; [D] sigma from DBIR 2016: of about a hundred letters, the first is opened after 100 s and clicked after 225 s",
        /// Chance that a letter is opened. Nobody clicks what was not opened.
        pub opens: Probability = Probability::literal(0.3), "[S] DBIR 2016",
        /// How easily they fall for a letter: a lure's chance of a click is multiplied by this, from 0 to 100. Below 1 for
        /// people who are trained.
        pub susceptibility: Spanned<f64> = Spanned::unplaced(1.0),
        /// From opening to the click.
        pub clicks_after: Distribution = Distribution::LogNormal { median: Span::from_micros(21_000_000), sigma: 1.5 }, "[S] median, DBIR 2024; [J] sigma",
        /// Chance that who has clicked gives the credentials that the lure asks for.
        pub gives: Probability = Probability::literal(0.6), "[J]",
        /// From the click to giving them.
        pub gives_after: Distribution = Distribution::LogNormal { median: Span::from_micros(28_000_000), sigma: 0.7 }, "[S] median, DBIR 2024; [J] sigma",
        /// Chance that who does not click reports the letter; one need not open it for that.
        pub reports: Probability = Probability::literal(0.1), "[J] for 2016; [S] 0.20 in DBIR 2024",
        /// Chance that who has clicked reports it.
        pub reports_after_click: Probability = Probability::literal(0.1), "[J] for 2016; [S] 0.11 in DBIR 2024",
        /// From coming to the letter, or from the click, to the report, in working time.
        pub report_delay: Distribution = Distribution::LogNormal { median: Span::from_micros(30 * 60_000_000), sigma: 1.0 }, "[J]",
        /// How often any of them reports something harmless, in the hours in which they work.
        pub false_reports: Rate = Rate::ZERO,
    }
}
