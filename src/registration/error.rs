//! Why a task was not registered.

use std::{error::Error, fmt};

use bgtask_core::{
    catalog::{HostingModel, error_code::Code},
    model::Platform,
};

use crate::{
    access::AccessError,
    host::{HostError, HostErrorKind},
};

/// Why a task was not registered, with the system's code where it gave one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegisterError {
    /// The app has no task of this name.
    NotDeclared {
        /// The name.
        name: String,
    },
    /// The task is not meant for this family of systems.
    NotForThisPlatform {
        /// The family.
        platform: Platform,
    },
    /// The process has no package identity: it was not started from its package.
    NoIdentity(HostError),
    /// The app may not run in the background.
    Access(AccessError),
    /// The manifest declares no such entry point, or not with the type of the task's trigger.
    EntryPointNotDeclared {
        /// The runtime class.
        entry_point: String,
        /// The system's answer.
        error: HostError,
    },
    /// The manifest names no server for the class, or the server is not there.
    ClassNotActivatable {
        /// The class: a runtime class or a CLSID.
        class: String,
        /// The system's answer.
        error: HostError,
    },
    /// The trigger does not work in the task's hosting model.
    TriggerNotAllowed {
        /// The trigger's name.
        trigger: &'static str,
        /// The hosting model.
        model: HostingModel,
        /// Why, or what happens.
        reason: &'static str,
        /// The system's answer.
        error: Option<HostError>,
    },
    /// The trigger takes more minutes.
    TooFewMinutes {
        /// How many were given.
        minutes: u32,
        /// How many there must be.
        minimum: u32,
        /// The system's answer.
        error: Option<HostError>,
    },
    /// The app has as many registrations of this trigger as it may.
    TooManyRegistrations {
        /// The trigger's name, or the kind of request on Apple systems.
        trigger: &'static str,
        /// How many it may have.
        allowed: usize,
        /// The system's answer.
        error: Option<HostError>,
    },
    /// The trigger takes no conditions.
    ConditionsNotAllowed {
        /// The trigger's name.
        trigger: &'static str,
        /// The system's answer.
        error: Option<HostError>,
    },
    /// The trigger, or its event, can't be waited for once.
    OnceNotAllowed {
        /// The trigger, as an annotation has it.
        trigger: String,
        /// The system's answer.
        error: Option<HostError>,
    },
    /// Anything else that the system refused.
    Host(HostError),
}

impl RegisterError {
    /// The system's answer, where it gave one.
    pub fn host_error(&self) -> Option<&HostError> {
        match self {
            Self::NoIdentity(error)
            | Self::Host(error)
            | Self::Access(AccessError::Host(error))
            | Self::EntryPointNotDeclared { error, .. }
            | Self::ClassNotActivatable { error, .. } => Some(error),
            Self::TriggerNotAllowed { error, .. }
            | Self::TooFewMinutes { error, .. }
            | Self::TooManyRegistrations { error, .. }
            | Self::ConditionsNotAllowed { error, .. }
            | Self::OnceNotAllowed { error, .. } => error.as_ref(),
            Self::NotDeclared { .. } | Self::NotForThisPlatform { .. } | Self::Access(_) => None,
        }
    }

    /// The system's code, where it gave one.
    pub fn code(&self) -> Option<Code> {
        self.host_error()?.code()
    }
}

impl From<HostError> for RegisterError {
    fn from(error: HostError) -> Self {
        match error.kind() {
            HostErrorKind::NoIdentity => Self::NoIdentity(error),
            _ => Self::Host(error),
        }
    }
}

impl From<AccessError> for RegisterError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Host(error) => error.into(),
            denied => Self::Access(denied),
        }
    }
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDeclared { name } => write!(f, "the app has no background task named `{name}`")?,
            Self::NotForThisPlatform { platform } => write!(f, "the task is not meant for {}", platform.name())?,
            Self::NoIdentity(_) => {
                f.write_str("the process has no package identity; start the app from its installed package")?;
            }
            Self::Access(error) => fmt::Display::fmt(error, f)?,
            Self::EntryPointNotDeclared { entry_point, .. } => write!(
                f,
                "the manifest does not declare the entry point `{entry_point}` with this trigger's type; \
                 `cargo bgtask sync` writes it"
            )?,
            Self::ClassNotActivatable { class, .. } => write!(
                f,
                "no server is declared for the class `{class}`, or it is not in the package; `cargo bgtask check` says \
                 which"
            )?,
            Self::TriggerNotAllowed { trigger, model, reason, .. } => {
                write!(f, "the trigger `{trigger}` does not work in the model `{}`: {reason}", model.name())?;
            }
            Self::TooFewMinutes { minutes, minimum, .. } => {
                write!(f, "{minutes} minutes are too few; the least is {minimum}")?;
            }
            Self::TooManyRegistrations { trigger, allowed, .. } => {
                write!(f, "an app may register {allowed} of `{trigger}` and has as many")?;
            }
            Self::ConditionsNotAllowed { trigger, .. } => write!(f, "the trigger `{trigger}` takes no conditions")?,
            Self::OnceNotAllowed { trigger, .. } => write!(f, "`{trigger}` can't be waited for once")?,
            Self::Host(error) => return fmt::Display::fmt(error, f),
        }
        match self.host_error() {
            Some(error) if !matches!(self, Self::Access(_)) => write!(f, ": {error}"),
            _ => Ok(()),
        }
    }
}

impl Error for RegisterError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.host_error().map(|error| error as _)
    }
}
