//! The `coalition` command.

fn main() {}
