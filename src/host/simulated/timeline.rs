//! What happened, moment by moment.

use std::{fmt, ops::Deref, time::Duration};

use bgtask_core::catalog::{AccessStatus, CancellationReason, Condition};

use super::CivilTime;
use crate::{Completion, Outcome};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: CivilTime,
    /// When, counted from the start of the simulation.
    pub elapsed: Duration,
    /// To which task; `None` for what happened to the device or the app.
    pub task: Option<String>,
    /// In which of its runs, counted from 1 through all tasks.
    pub instance: Option<u64>,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The task was registered.
    Registered,
    /// The task's registration was removed.
    Unregistered,
    /// The trigger fired for the last time: its registration is gone.
    Spent,
    /// The trigger fired, and a run is due to it.
    Triggered,
    /// The trigger fired, and changed nothing: a run is due to an earlier firing.
    TriggeredAgain,
    /// The run is held until all of this holds.
    Held(Vec<Waiting>),
    /// The trigger fired in vain: the app may not run in the background.
    Suppressed(AccessStatus),
    /// A run began.
    Started,
    /// The run reported progress.
    Progress(u32),
    /// The run was told to stop.
    CancelRequested(CancellationReason),
    /// The run ended well.
    Completed,
    /// The run returned an error.
    Failed(String),
    /// The run panicked.
    Panicked(String),
    /// The run did not begin.
    NotStarted(String),
    /// The run did not stop in time, and was ended: [`Outcome::Dropped`] or [`Outcome::Abandoned`].
    Terminated(Outcome),
    /// The run ended with its process.
    Killed,
    /// Something changed on the device or with the app.
    Changed(String),
}

/// What a run is held for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Waiting {
    /// A condition of the task's.
    Condition(Condition),
    /// External power.
    ExternalPower,
    /// The end of energy saver.
    EnergySaverOff,
    /// The end of the app's update.
    Update,
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition(condition) => f.write_str(condition.name()),
            Self::ExternalPower => f.write_str("external power"),
            Self::EnergySaverOff => f.write_str("the end of energy saver"),
            Self::Update => f.write_str("the end of the update"),
        }
    }
}

impl What {
    pub(super) fn end(completion: &Completion) -> Self {
        match &completion.outcome {
            Outcome::Completed => Self::Completed,
            Outcome::Failed(text) => Self::Failed(text.clone()),
            Outcome::Panicked(text) => Self::Panicked(text.clone()),
            Outcome::NotStarted(text) => Self::NotStarted(text.clone()),
            Outcome::Dropped | Outcome::Abandoned => Self::Terminated(completion.outcome.clone()),
            Outcome::Killed => Self::Killed,
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registered => f.write_str("registered"),
            Self::Unregistered => f.write_str("unregistered"),
            Self::Spent => f.write_str("spent: it was to run once"),
            Self::Triggered => f.write_str("triggered"),
            Self::TriggeredAgain => f.write_str("triggered again"),
            Self::Held(waiting) => {
                for (at, what) in waiting.iter().enumerate() {
                    write!(f, "{}{what}", if at == 0 { "held, waiting for " } else { " and " })?;
                }
                Ok(())
            }
            Self::Suppressed(status) => write!(f, "not run: background work is not allowed ({status:?})"),
            Self::Started => f.write_str("started"),
            Self::Progress(progress) => write!(f, "progress {progress}"),
            Self::CancelRequested(reason) => write!(f, "told to stop ({})", reason.name()),
            Self::Completed => f.write_str("completed"),
            Self::Failed(text) => write!(f, "failed: {text}"),
            Self::Panicked(text) => write!(f, "panicked: {text}"),
            Self::NotStarted(text) => write!(f, "not started: {text}"),
            Self::Terminated(outcome) => write!(f, "terminated: {outcome}"),
            Self::Killed => f.write_str("ended with its process"),
            Self::Changed(what) => f.write_str(what),
        }
    }
}

impl fmt::Display for Entry {
    /// `Mon 06:15:00  RefreshFeed  started (instance 3)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}  ", self.at.weekday(), self.at.clock())?;
        match &self.task {
            Some(task) => write!(f, "{task}  {}", self.what)?,
            None => write!(f, "({})", self.what)?,
        }
        match self.instance {
            Some(instance) if self.what == What::Started => write!(f, " (instance {instance})"),
            _ => Ok(()),
        }
    }
}

/// All that happened so far, in order; prints as one line for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline(Vec<Entry>);

impl Timeline {
    /// What happened to one task.
    pub fn of<'a>(&'a self, task: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.0.iter().filter(move |entry| entry.task.as_deref() == Some(task))
    }

    /// How often this happened to one task.
    pub fn count(&self, task: &str, what: &What) -> usize {
        self.of(task).filter(|entry| entry.what == *what).count()
    }
}

impl From<Vec<Entry>> for Timeline {
    fn from(entries: Vec<Entry>) -> Self {
        Self(entries)
    }
}

impl Deref for Timeline {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        &self.0
    }
}

impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.0 {
            writeln!(f, "{entry}")?;
        }
        Ok(())
    }
}
