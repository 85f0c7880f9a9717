//! What becomes of letters.

use crate::scenario::model::{HostRef, UsersId};

/// What has become of letters that were sent to users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mail {
    /// They were sent.
    Sent {
        /// How many.
        letters: u32,
        /// How many of them nothing stopped at the gate.
        delivered: u32,
    },
    /// The user of this computer opened one.
    Opened(HostRef),
    /// The user of this computer did what one wants.
    Clicked(HostRef),
    /// The user of this computer gave credentials to a false page.
    CredentialsGiven(HostRef),
    /// A user reported one.
    Reported {
        /// Who.
        users: UsersId,
        /// At which computer it was clicked; none where it was not.
        host: Option<HostRef>,
    },
}
