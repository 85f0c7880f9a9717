//! The files that a scenario names: found below its folder and nowhere else, each once, within bounds.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources};
use crate::scenario::decode::{Spanned, Text, short};
use crate::scenario::syntax::{self, Node};

/// The most files of a scenario.
const MOST_FILES: usize = 256;
/// The longest chain of files that name each other.
const LONGEST_CHAIN: usize = 16;

/// Where the files of a scenario are.
#[derive(Clone, Debug)]
pub(in crate::scenario) enum Shelf {
    /// Nowhere: the scenario is a text alone.
    Nowhere,
    /// In this folder, by its true path, and below it.
    Folder(PathBuf),
    /// In memory, by their names.
    Texts(BTreeMap<String, Vec<u8>>),
}

/// A file on its way from the scenario.
#[derive(Clone, Debug)]
pub(super) struct Location {
    /// From the scenario's folder: folders, and the file at the end.
    steps: Vec<String>,
    /// What tells it apart, however it was named.
    identity: PathBuf,
    /// What people know it by.
    shown: String,
}

/// The files, and which of them were read.
pub(super) struct Files<'s> {
    shelf: &'s Shelf,
    /// What people know the scenario's folder by, with a separator; empty for the folder that they are in.
    shown: String,
    /// What was read, and where it was named.
    seen: BTreeMap<PathBuf, Place>,
    /// Bytes of all of it.
    bytes: usize,
}

impl<'s> Files<'s> {
    /// Those of a scenario that is known by a name, and where it is itself.
    pub(super) fn new(shelf: &'s Shelf, name: &str, bytes: usize) -> (Self, Location) {
        let file =
            Path::new(name).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let shown = name.strip_suffix(&file).unwrap_or_default().to_owned();
        let identity = match shelf {
            Shelf::Folder(folder) => {
                let path = folder.join(&file);
                path.canonicalize().unwrap_or(path)
            }
            Shelf::Nowhere | Shelf::Texts(_) => PathBuf::from(&file),
        };
        let location = Location { steps: vec![file], identity, shown: name.to_owned() };
        (Self { shelf, shown, seen: BTreeMap::new(), bytes }, location)
    }

    /// The tree of a file that the last of a chain of files names.
    pub(super) fn read(
        &mut self,
        named: &Spanned<Text>,
        chain: &[Location],
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Location, Node)> {
        let (location, bytes) = match self.find(named, chain) {
            Ok(found) => found,
            Err(fault) => {
                diagnostics.push(fault);
                return None;
            }
        };
        self.bytes += bytes.len();
        let source = sources.add_bytes(location.shown.clone(), &bytes, diagnostics)?;
        let node = syntax::parse(source, sources, diagnostics)?;
        Some((location, node))
    }

    fn find(&mut self, named: &Spanned<Text>, chain: &[Location]) -> Result<(Location, Vec<u8>), Diagnostic> {
        let fault = |code, message: String| Diagnostic::error(code, message).at(named.place, "");
        if chain.len() >= LONGEST_CHAIN || self.seen.len() >= MOST_FILES {
            let message = format!(
                "the scenario is made of more than {MOST_FILES} files, or of a chain of more than {LONGEST_CHAIN}"
            );
            return Err(fault(Code::TooManyFiles, message).help("put some of them together"));
        }
        let steps = self.steps(named, chain)?;
        let shown = format!("{}{}", self.shown, steps.join("/"));
        let identity = self.identity(named, &steps, &shown)?;
        let location = Location { steps, identity, shown };
        if let Some(first) = chain.iter().position(|one| one.identity == location.identity) {
            let circle: Vec<&str> = chain[first..].iter().chain([&location]).map(|one| &*one.shown).collect();
            let message = format!("`{}` is made of itself", location.shown);
            return Err(fault(Code::FileCycle, message)
                .help(format!("{}: take one of these away", circle.join(" names "))));
        }
        if let Some(first) = self.seen.get(&location.identity) {
            let path: Vec<&str> = chain.iter().chain([&location]).map(|one| &*one.shown).collect();
            return Err(fault(Code::RepeatedFile, format!("`{}` is named twice", location.shown))
                .also(*first, "first named here")
                .help(format!("{}: take one of these away", path.join(" names "))));
        }
        let bytes = self.bytes_of(&location).map_err(|error| {
            let message = format!("cannot read `{}`: {error}", location.shown);
            fault(Code::BadFile, message).help("name a file that can be read, by its path from this one")
        })?;
        if bytes.len() + self.bytes > syntax::LARGEST {
            let message = format!("the files of the scenario have more than {} bytes", syntax::LARGEST);
            return Err(fault(Code::FileTooLarge, message)
                .help("make them smaller: write groups with a `count` instead of single hosts"));
        }
        self.seen.insert(location.identity.clone(), named.place);
        Ok((location, bytes))
    }

    /// The way from the scenario's folder to what a file of a chain names.
    fn steps(&self, named: &Spanned<Text>, chain: &[Location]) -> Result<Vec<String>, Diagnostic> {
        let written = named.as_str();
        let outside = |why: &str| {
            Diagnostic::error(Code::OutsideFolder, format!("`{}` {why}", short(written)))
                .at(named.place, "")
                .help("name a file in the folder of the scenario or below it, by its path from this one, such as \"parts/teams.ron\"")
        };
        if written.starts_with('/') || written.contains([':', '\\']) {
            return Err(outside("is no path from this file, with `/` between folders"));
        }
        let here = chain.last().map_or(&[][..], |location| &location.steps);
        let mut steps: Vec<String> = here.iter().take(here.len().saturating_sub(1)).cloned().collect();
        for step in written.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    steps.pop().ok_or_else(|| outside("leads out of the folder of the scenario"))?;
                }
                name => steps.push(name.to_owned()),
            }
        }
        if steps.is_empty() { Err(outside("names no file")) } else { Ok(steps) }
    }

    fn identity(&self, named: &Spanned<Text>, steps: &[String], shown: &str) -> Result<PathBuf, Diagnostic> {
        let fault = |code, message: String| Diagnostic::error(code, message).at(named.place, "");
        match self.shelf {
            Shelf::Nowhere => Err(fault(
                Code::BadFile,
                "a text that is no file has no folder to look for others in".to_owned(),
            )
            .help("write it to a file")),
            Shelf::Texts(texts) => {
                let name = steps.join("/");
                let known = texts.contains_key(&name);
                let missing =
                    || fault(Code::BadFile, format!("cannot read `{shown}`: there is no such file"));
                known.then(|| PathBuf::from(name)).ok_or_else(missing)
            }
            Shelf::Folder(folder) => {
                let path = steps.iter().fold(folder.clone(), |path, step| path.join(step));
                let path = path.canonicalize().map_err(|error| {
                    fault(Code::BadFile, format!("cannot read `{shown}`: {error}"))
                        .help("name a file that can be read, by its path from this one")
                })?;
                if path.starts_with(folder) {
                    return Ok(path);
                }
                Err(fault(
                    Code::OutsideFolder,
                    format!("`{shown}` stands for a file outside the folder of the scenario"),
                )
                .help("put the file itself there instead of a link to it"))
            }
        }
    }

    fn bytes_of(&self, location: &Location) -> io::Result<Vec<u8>> {
        match self.shelf {
            Shelf::Nowhere => Err(io::ErrorKind::NotFound.into()),
            Shelf::Texts(texts) => {
                let text = texts.get(&location.steps.join("/"));
                text.cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
            }
            Shelf::Folder(_) => {
                // Asked before it is opened: a pipe would keep us waiting.
                if !location.identity.metadata()?.is_file() {
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"));
                }
                let mut bytes = Vec::new();
                // One byte more than is allowed, so that more is noticed and not read.
                let most = (syntax::LARGEST + 1 - self.bytes.min(syntax::LARGEST)) as u64;
                File::open(&location.identity)?.take(most).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}
