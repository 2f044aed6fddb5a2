//! What `register_all` did.

use std::{error::Error, fmt};

use bgtask_core::catalog::AccessStatus;

use super::RegisterError;
use crate::{access::AccessError, host::HostError};

/// What `register_all` did, task by task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationReport {
    /// The system's answer to the request for access.
    pub access: AccessStatus,
    /// The version before, when the app was updated since its tasks were last registered.
    pub updated_from: Option<String>,
    /// What was done with each task, in the order of the app's list; then with what the app does not declare.
    pub tasks: Vec<TaskReport>,
}

/// What was done with one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskReport {
    /// The name.
    pub name: String,
    /// What was done.
    pub change: Result<Change, RegisterError>,
}

/// What was done with a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// It was registered as declared, and still is.
    Kept,
    /// It was not registered, and is now.
    Registered,
    /// It was registered otherwise than declared, or the app was updated, or it was to be forced: it was registered
    /// anew.
    Replaced,
    /// The app does not declare it any more, and it was removed.
    Removed,
    /// The app does not declare it, and it was left as it is.
    Undeclared,
    /// It is not meant for this family of systems.
    NotMeantHere,
}

impl Change {
    const fn text(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Registered => "registered",
            Self::Replaced => "replaced",
            Self::Removed => "removed",
            Self::Undeclared => "not declared, left as it is",
            Self::NotMeantHere => "not meant for this system",
        }
    }
}

impl RegistrationReport {
    /// What was done with the task `name`; `None` when there is no such name.
    pub fn change(&self, name: &str) -> Option<&Result<Change, RegisterError>> {
        self.tasks.iter().find(|task| task.name == name).map(|task| &task.change)
    }

    /// The tasks that could not be registered or removed, and why.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &RegisterError)> {
        self.tasks.iter().filter_map(|task| Some((task.name.as_str(), task.change.as_ref().err()?)))
    }
}

impl fmt::Display for RegistrationReport {
    /// A line for each task.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, task) in self.tasks.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            match &task.change {
                Ok(change) => write!(f, "{}: {}", task.name, change.text())?,
                Err(error) => write!(f, "{}: {error}", task.name)?,
            }
        }
        Ok(())
    }
}

/// Not every task is registered as declared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegisterAllError {
    /// The app may not run in the background. Nothing was registered.
    Access(AccessError),
    /// The system could not be asked. Nothing was registered.
    Host(HostError),
    /// Some tasks could not be registered or removed; the others were.
    Tasks(RegistrationReport),
}

impl RegisterAllError {
    /// What was done all the same.
    pub fn report(&self) -> Option<&RegistrationReport> {
        match self {
            Self::Tasks(report) => Some(report),
            _ => None,
        }
    }
}

impl From<HostError> for RegisterAllError {
    fn from(error: HostError) -> Self {
        Self::Host(error)
    }
}

impl From<AccessError> for RegisterAllError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Host(error) => Self::Host(error),
            denied => Self::Access(denied),
        }
    }
}

impl fmt::Display for RegisterAllError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Access(error) => fmt::Display::fmt(error, f),
            // With what to do about it.
            Self::Host(error) => fmt::Display::fmt(&RegisterError::from(error.clone()), f),
            Self::Tasks(report) => {
                f.write_str("not every background task could be registered")?;
                for (name, error) in report.failures() {
                    write!(f, "\n{name}: {error}")?;
                }
                Ok(())
            }
        }
    }
}

impl Error for RegisterAllError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Access(error) => Some(error),
            Self::Host(error) => Some(error),
            Self::Tasks(report) => report.failures().next().map(|(_, error)| error as _),
        }
    }
}
