//! What is registered: `AllTasks`, and the groups, which `AllTasks` leaves out.
//!
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskregistration>

use bgtask_core::model::Guid;
use windows::{
    ApplicationModel::Background::{BackgroundTaskRegistration, BackgroundTaskRegistrationGroup},
    Win32::Foundation::E_NOINTERFACE,
    core::{HSTRING, Interface, Result},
};

use super::error::{if_any, refused};
use crate::host::{HostError, HostErrorKind, RegisteredTask, Running};

/// A registration, and what `Registered` tells of it.
pub(super) struct Entry {
    pub(super) registration: BackgroundTaskRegistration,
    pub(super) registered: RegisteredTask,
}

impl Entry {
    pub(super) fn new(registration: BackgroundTaskRegistration, group: Option<String>) -> Result<Self> {
        let registered = RegisteredTask {
            id: Guid::from_u128(registration.TaskId()?.to_u128()),
            name: registration.Name()?.to_string_lossy(),
            group,
        };
        Ok(Self { registration, registered })
    }
}

/// Everything that is registered for the app.
pub(super) fn all() -> std::result::Result<Vec<Entry>, HostError> {
    let mut entries = ungrouped().map_err(refused("BackgroundTaskRegistration.AllTasks"))?;
    entries.extend(grouped().map_err(refused("BackgroundTaskRegistration.AllTaskGroups"))?);
    Ok(entries)
}

fn ungrouped() -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let tasks = BackgroundTaskRegistration::AllTasks()?.First()?;
    while tasks.HasCurrent()? {
        entries.push(Entry::new(tasks.Current()?.Value()?.cast()?, None)?);
        tasks.MoveNext()?;
    }
    Ok(entries)
}

fn grouped() -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let groups = match BackgroundTaskRegistration::AllTaskGroups() {
        Ok(groups) => groups.First()?,
        // Windows before 1703 has no groups.
        Err(error) if error.code() == E_NOINTERFACE => return Ok(entries),
        Err(error) => return Err(error),
    };
    while groups.HasCurrent()? {
        let group = groups.Current()?.Value()?;
        let id = group.Id()?.to_string_lossy();
        if let Some(tasks) = if_any(group.AllTasks())? {
            let tasks = tasks.First()?;
            while tasks.HasCurrent()? {
                entries.push(Entry::new(tasks.Current()?.Value()?, Some(id.clone()))?);
                tasks.MoveNext()?;
            }
        }
        groups.MoveNext()?;
    }
    Ok(entries)
}

/// The registration with this id.
pub(super) fn find(id: Guid) -> std::result::Result<Option<BackgroundTaskRegistration>, HostError> {
    let mut entries = all()?.into_iter();
    Ok(entries.find(|entry| entry.registered.id == id).map(|entry| entry.registration))
}

/// The registration with this id; a refusal when there is none.
pub(super) fn expect(id: Guid) -> std::result::Result<BackgroundTaskRegistration, HostError> {
    find(id)?.ok_or_else(|| {
        HostError::new(HostErrorKind::NotRegistered, format!("there is no registration with the id {id}"))
    })
}

pub(super) fn unregister(id: Guid, running: Running) -> std::result::Result<(), HostError> {
    match find(id)? {
        Some(registration) => registration
            .Unregister(running == Running::Cancel)
            .map_err(refused("BackgroundTaskRegistration.Unregister")),
        None => Ok(()),
    }
}

/// The group with this id: the one that has registrations, or a new one.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/group-background-tasks>
pub(super) fn group(id: &str) -> Result<BackgroundTaskRegistrationGroup> {
    let id = HSTRING::from(id);
    match if_any(BackgroundTaskRegistration::GetTaskGroup(&id))? {
        Some(group) => Ok(group),
        None => BackgroundTaskRegistrationGroup::Create(&id),
    }
}
