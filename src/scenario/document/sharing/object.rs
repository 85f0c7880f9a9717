//! What one team can tell another, as written.

use crate::scenario::decode::written;

written! {
    /// What one team can tell another.
    #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum ObjectKind {
        /// Indicators: what can be searched for, detected and blocked.
        Indicators,
        /// That an attack is suspected or under way, and that the receiver may be next: it raises its posture for a time (see
        /// `posture` of the team), whether there is an attack behind it or not.
        EarlyWarning,
        /// What the attack is and what it does: the receiver's analysis of the same campaign takes less time (`informed`) and
        /// finds more of the hosts that it has (`briefed`). Where a rule passes reports, its indicators do not say whose
        /// attack they belong to, because the report does.
        IncidentReport,
        /// A weakness that an attack has exploited: the receiver patches it before all others, or works around it until
        /// there is a patch (see `patching` of the team).
        Advisory,
        /// What helps against a technique, learnt from an incident that is closed: the receiver may harden its networks
        /// against it (see `hardening` of the team).
        Hardening,
        /// How to deal with a technique that the incident has shown, where the sender is faster by a playbook or by what its
        /// reviews have taught: the receiver takes that over little by little (see `adopts` of the rule). It is never slower
        /// for it than by itself.
        Playbooks,
    }
}
