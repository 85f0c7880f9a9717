//! What stands in the middle of a network, and how much of it for how many users. All numbers are [J]: judgement of
//! what enterprises have; none of them is published as a figure for all.

use crate::scenario::document::{Profile, Role};

/// Below this many users an organisation has no more than it must have.
pub(super) const SMALL: u64 = 50;

/// One sort of hosts.
pub(super) struct Kind {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) zone: &'static str,
    /// One for so many users.
    pub(super) per: u64,
    /// At least so many, from [`SMALL`] users on.
    pub(super) least: u64,
    /// So many below.
    pub(super) small: u64,
    pub(super) role: Role,
    pub(super) tag: &'static str,
    pub(super) os: &'static str,
    pub(super) value: f64,
}

#[rustfmt::skip]
const CENTRAL: &[Kind] = &[
    Kind { id: "mail-gateways", label: "Mail gateways", zone: "dmz", per: 5_000, least: 2, small: 1, role: Role::Gateway, tag: "mail", os: "linux", value: 2.0 },
    Kind { id: "web", label: "Web servers", zone: "dmz", per: 2_000, least: 2, small: 0, role: Role::Gateway, tag: "web", os: "linux", value: 2.0 },
    Kind { id: "vpn", label: "Remote access", zone: "dmz", per: 2_000, least: 1, small: 0, role: Role::Gateway, tag: "remote-access", os: "linux", value: 3.0 },
    Kind { id: "mail", label: "Mail servers", zone: "data-centre", per: 1_000, least: 1, small: 0, role: Role::Server, tag: "mail", os: "windows", value: 5.0 },
    Kind { id: "files", label: "Central file servers", zone: "data-centre", per: 500, least: 1, small: 1, role: Role::Server, tag: "files", os: "windows", value: 4.0 },
    Kind { id: "applications", label: "Application servers", zone: "data-centre", per: 40, least: 2, small: 0, role: Role::Server, tag: "applications", os: "windows", value: 2.0 },
    Kind { id: "applications-linux", label: "Application servers", zone: "data-centre", per: 60, least: 1, small: 0, role: Role::Server, tag: "applications", os: "linux", value: 2.0 },
    Kind { id: "backup", label: "Backup servers", zone: "data-centre", per: 2_000, least: 1, small: 0, role: Role::Server, tag: "backup", os: "windows", value: 8.0 },
    Kind { id: "admin-pcs", label: "Administrators' computers", zone: "management", per: 150, least: 1, small: 0, role: Role::Workstation, tag: "admin", os: "windows", value: 5.0 },
    Kind { id: "jump-hosts", label: "Jump hosts", zone: "management", per: 2_000, least: 1, small: 0, role: Role::Server, tag: "admin", os: "windows", value: 6.0 },
];

#[rustfmt::skip]
const PLANT: &[Kind] = &[
    Kind { id: "engineering", label: "Engineers' stations", zone: "plant", per: 60, least: 1, small: 1, role: Role::Workstation, tag: "plant", os: "windows", value: 5.0 },
    Kind { id: "operating", label: "Operators' stations", zone: "plant", per: 25, least: 2, small: 1, role: Role::Workstation, tag: "plant", os: "windows", value: 5.0 },
    Kind { id: "controllers", label: "Controllers", zone: "plant", per: 5, least: 4, small: 2, role: Role::Controller, tag: "plant", os: "embedded", value: 10.0 },
];

/// The sorts that a network has in its middle; the databases are what it is there for.
pub(super) fn of(profile: Profile) -> impl Iterator<Item = &'static Kind> {
    const REGISTERS: &Kind = &databases(150);
    const DATABASES: &Kind = &databases(300);
    let crown = if profile == Profile::Ministry { REGISTERS } else { DATABASES };
    let plant: &[Kind] = if profile == Profile::Plant { PLANT } else { &[] };
    CENTRAL.iter().chain([crown]).chain(plant)
}

const fn databases(per: u64) -> Kind {
    Kind {
        id: "databases",
        label: "Databases",
        zone: "data-centre",
        per,
        least: 1,
        small: 1,
        role: Role::Server,
        tag: "crown-jewel",
        os: "linux",
        value: 10.0,
    }
}
