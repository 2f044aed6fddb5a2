//! How a run ended.

use std::{fmt, time::SystemTime};

use bgtask_core::{catalog::CancellationReason, model::Guid};

/// How a run of a task ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The task returned `Ok`.
    Completed,
    /// The task returned an error, with this text.
    Failed(String),
    /// The task panicked, with this text.
    Panicked(String),
    /// The task never ran; the text says why.
    NotStarted(String),
    /// The task was cancelled, still waited for something when the grace period was over, and was dropped there.
    Dropped,
    /// The task was cancelled and did not give its thread back in the grace period. It was left to itself.
    Abandoned,
    /// The process in which it ran was ended.
    Killed,
}

impl Outcome {
    /// Whether the task did what it was to do.
    pub const fn is_completed(&self) -> bool {
        matches!(self, Self::Completed)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("completed"),
            Self::Failed(text) => write!(f, "failed: {text}"),
            Self::Panicked(text) => write!(f, "panicked: {text}"),
            Self::NotStarted(text) => write!(f, "not started: {text}"),
            Self::Dropped => f.write_str("still waited when its time to stop was over, and was dropped"),
            Self::Abandoned => f.write_str("kept its thread when its time to stop was over, and was abandoned"),
            Self::Killed => f.write_str("ended with its process"),
        }
    }
}

/// A run that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completion {
    /// The name of the registration.
    pub name: String,
    /// The registration.
    pub registration: Guid,
    /// The run.
    pub instance: Guid,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it was told to stop, if it was.
    pub cancellation: Option<CancellationReason>,
    /// The last progress that it reported.
    pub progress: u32,
    /// When it ended.
    pub at: SystemTime,
    /// Set when it ended while nobody listened: how many runs did since somebody last listened, this one, the last of
    /// them, included.
    pub while_away: Option<u64>,
}
