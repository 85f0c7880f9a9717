//! What a scenario is put together from, as written. All of it is done before anything is checked.

use crate::scenario::decode::{Id, List, Part, Spanned, Text, Values, written};

written! {
    /// A variant of a scenario, chosen with `--variant`: the same scenario with some things otherwise. First what is in
    /// `without` is taken away, then what is in `with` is put in, then the values of `set` are set.
    pub struct Variant {
        /// Stable id; results are written to a folder `<scenario>@<variant>`.
        pub id: Spanned<Id>,
        /// Title for people, instead of the scenario's.
        pub title: Option<Text>,
        /// What it is about, instead of what the scenario is about.
        pub story: Option<Text>,
        /// Values by their paths, such as `{"exercise.startex": "Sat 09:00"}`.
        pub set: Values = Values::default(),
        /// A part of a scenario: its fields stand instead of those of the scenario, or are put into them: elements of lists
        /// by their ids.
        pub with: Option<Part>,
        /// Paths of what is not there, such as `campaigns.worm`.
        pub without: List<Spanned<Text>> = List::default(),
    }
}

written! {
    /// What elements can be like, beside what ships with the program: `coalition presets` lists that.
    pub struct Templates {
        /// Parts of organisations, each with an `id` to name it by: networks, or sensors alone.
        pub organisations: List<Part> = List::default(),
        /// Parts of teams, each with an `id` to name it by.
        pub teams: List<Part> = List::default(),
    }
}
