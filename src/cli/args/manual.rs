//! What is made from the arguments themselves: completions, manual pages, and the listing of listings.

use std::io;

use clap::{CommandFactory, ValueEnum};

use super::{Arguments, Completions, Listing};

impl Completions {
    /// What the shell reads.
    pub(in crate::cli) fn script(&self) -> Vec<u8> {
        // Into memory: the generator panics where its output is closed.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "coalition", &mut script);
        script
    }
}

/// The manual pages by their names, that of the program last. They carry no date, so that a version has one text.
pub(in crate::cli) fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    for command in commands.chain([&program]) {
        // `coalition-run`, where the command knows its place; the program has none.
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).title(&name).section("1").render(&mut page)?;
        pages.push((name, page));
    }
    Ok(pages)
}

impl Listing {
    /// What can be listed, and what that is.
    pub(in crate::cli) fn all() -> Vec<(String, String)> {
        let values = Self::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        values
            .map(|value| {
                let help = value.get_help().map(ToString::to_string).unwrap_or_default();
                (value.get_name().to_owned(), help)
            })
            .collect()
    }
}
