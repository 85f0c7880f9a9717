//! What ends a command early.

use std::io;

use super::exit;
use crate::experiment::ExperimentError;
use crate::experiment::study::StudyError;
use crate::export::ExportError;
use crate::export::study::MergeError;
use crate::scenario::generate::SketchError;

/// Why a command could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// A scenario has errors; they have been shown.
    #[error("the scenario has errors")]
    Invalid,
    /// An argument does not fit the scenario.
    #[error("{0}")]
    Usage(String),
    /// There is no scenario of these numbers.
    #[error("{0}")]
    Sketch(#[from] SketchError),
    /// A file could not be read.
    #[error("{0}")]
    Input(String),
    /// Nobody reads our output any more: no error.
    #[error("the output was closed")]
    BrokenPipe,
    /// Our output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(io::Error),
    /// Results cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The study cannot be had.
    #[error(transparent)]
    Study(#[from] StudyError),
    /// The parts of a study make no result set.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The experiment did not finish.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::Output(error) }
    }
}

impl CliError {
    pub(super) fn exit(&self) -> u8 {
        match self {
            Self::Invalid => exit::FINDINGS,
            Self::Study(StudyError::Invalid { .. }) => exit::FINDINGS,
            Self::Study(_) | Self::Merge(_) => exit::USAGE,
            Self::BrokenPipe => exit::OK,
            Self::Usage(_) | Self::Sketch(_) | Self::Input(_) | Self::Output(_) | Self::Export(_) => {
                exit::USAGE
            }
            Self::Experiment(ExperimentError::Interrupted) => exit::INTERRUPTED,
            Self::Experiment(ExperimentError::Threads(_) | ExperimentError::Aside(_)) => exit::USAGE,
            Self::Experiment(ExperimentError::Simulation(_)) => exit::INTERNAL,
        }
    }
}
