//! The details as one of Windows' classes.

use std::{error::Error, fmt};

use bgtask_core::catalog::{Details, Evidence};
use windows::core::{IInspectable, Interface, RuntimeName};

use super::{super::error::refused, raw_details};
use crate::{TaskInstance, host::HostError};

/// What activated a task, as the class of Windows' that its trigger gives; `None` when there is nothing, as for time
/// triggers. Which class that is stands in [docs/triggers.md] at each trigger.
///
/// It is for the triggers that bgtask has no payload for, and for what a payload leaves out. The class is of the `windows`
/// crate, of the version that bgtask has; the app asks for the feature that brings it, so that nobody builds what no task
/// uses.
///
/// ```no_run
/// use bgtask::{TaskInstance, host::windows::{DetailsError, details_as}};
/// use windows::Devices::SmartCards::SmartCardTriggerDetails;
///
/// fn applet(task: &TaskInstance) -> Result<Option<SmartCardTriggerDetails>, DetailsError> {
///     details_as::<SmartCardTriggerDetails>(task)
/// }
/// ```
///
/// [docs/triggers.md]: https://github.com/bgtask/bgtask/blob/main/docs/triggers.md
///
/// # Errors
///
/// When the object is of another class, with the one that the task's trigger gives; or COM can't reach it from this
/// thread.
pub fn details_as<T: Interface + RuntimeName>(task: &TaskInstance) -> Result<Option<T>, DetailsError> {
    let object =
        raw_details(task.trigger_details()).map_err(|error| DetailsError::Host(refused("TriggerDetails")(error)))?;
    let Some(object) = object else {
        return Ok(None);
    };
    match object.cast::<T>() {
        Ok(details) => Ok(Some(details)),
        Err(_) => Err(DetailsError::OtherClass(WrongClass::new(task, &object, T::NAME))),
    }
}

/// Why the details are not given as a class of Windows'.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DetailsError {
    /// They are of another class.
    OtherClass(WrongClass),
    /// COM can't reach them from this thread.
    Host(HostError),
}

/// Details of another class than was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongClass {
    /// The class that was asked for.
    pub wanted: &'static str,
    /// The class that the object says it is of, if it says so.
    pub found: Option<String>,
    /// The trigger that the app declares for the task, as an annotation has it, and the class that it gives. `None` for a
    /// registration of an earlier version of the app.
    pub declared: Option<(String, Details)>,
}

impl WrongClass {
    fn new(task: &TaskInstance, object: &IInspectable, wanted: &'static str) -> Self {
        let found = object.GetRuntimeClassName().ok().map(|class| class.to_string_lossy());
        let declared = task.declared().map(|task| {
            let trigger = &task.spec.trigger;
            (trigger.to_string(), trigger.kind.facts().details_for(trigger.value()))
        });
        Self { wanted, found: found.filter(|class| !class.is_empty()), declared }
    }
}

impl fmt::Display for WrongClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the details are no `{}`", self.wanted)?;
        if let Some(found) = &self.found {
            write!(f, " but a `{found}`")?;
        }
        match &self.declared {
            Some((trigger, Details { class: "", evidence: Evidence::Unknown })) => {
                write!(f, "; nothing is known of what the trigger `{trigger}` gives")
            }
            Some((trigger, Details { class: "", .. })) => write!(f, "; the trigger `{trigger}` gives none"),
            Some((trigger, Details { class, evidence })) => {
                write!(f, "; the trigger `{trigger}` gives a `{class}` ({})", evidence.name())
            }
            None => Ok(()),
        }
    }
}

impl fmt::Display for DetailsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherClass(wrong) => wrong.fmt(f),
            Self::Host(error) => write!(f, "the details are out of reach: {error}"),
        }
    }
}

impl Error for DetailsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::OtherClass(_) => None,
            Self::Host(error) => Some(error),
        }
    }
}
