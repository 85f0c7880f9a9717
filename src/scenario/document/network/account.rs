//! Accounts, as written.

use crate::scenario::decode::{Id, List, Reference, Selector, Spanned, Text, written};
use crate::scenario::document::Privilege;
use crate::units::Probability;

written! {
    /// An account: whoever has its credentials gets onto the hosts that it opens. Where an organisation has none, any
    /// stolen credentials open all of its hosts.
    pub struct Account {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Who vouches for it.
        pub domain: Domain = Domain::Domain,
        /// What it may do on hosts.
        pub privilege: Privilege = Privilege::User,
        /// Hosts that it opens, as selectors: of its organisation, and of those that it is federated with.
        pub opens: List<Spanned<Selector>>,
        /// Hosts of its organisation at which nobody can work while it is disabled, as selectors.
        pub used_at: List<Spanned<Selector>> = List::default(),
    }
}

written! {
    /// Who vouches for an account.
    pub enum Domain {
        /// Each host by itself, such as for an administrator's password that is the same on all of them. It asks for no
        /// second factor.
        Local,
        /// The organisation's directory.
        Domain,
        /// The organisation's directory, and others believe it.
        Federated {
            /// Organisations that do.
            with: List<Reference>,
        },
    }
}

written! {
    /// Credentials of an account that lie on hosts, in memory or in files, where a step can steal them.
    pub struct Cache {
        /// Whose, as an account of the same organisation.
        pub account: Reference,
        /// Share of the hosts that hold them, drawn host by host.
        pub share: Probability = Probability::ALWAYS,
    }
}
