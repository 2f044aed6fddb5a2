//! `BackgroundTaskRegistrationGroup`.

use std::sync::atomic::{AtomicU64, Ordering};

use windows::{
    ApplicationModel::{
        Activation::BackgroundActivatedEventArgs,
        Background::{BackgroundTaskRegistration, BackgroundTaskRegistrationGroup},
    },
    Foundation::TypedEventHandler,
    Win32::System::WinRT::IActivationFactory,
};
use windows_collections::IMapView;
use windows_core::{Error, GUID, HSTRING, Interface, Ref, Result, implement};

use crate::{
    bindings::{
        IBackgroundTaskRegistrationGroup, IBackgroundTaskRegistrationGroup_Impl,
        IBackgroundTaskRegistrationGroupFactory, IBackgroundTaskRegistrationGroupFactory_Impl,
    },
    calls::{self, text},
    classes::not_activatable,
    events::GROUP_ACTIVATED,
    live::Alive,
    map, registration,
};

/// The class.
#[implement(IActivationFactory, IBackgroundTaskRegistrationGroupFactory)]
pub struct Factory;

not_activatable!(Factory_Impl);

impl IBackgroundTaskRegistrationGroupFactory_Impl for Factory_Impl {
    fn Create(&self, id: &HSTRING) -> Result<BackgroundTaskRegistrationGroup> {
        calls::made("BackgroundTaskRegistrationGroup", &[text(id)])?;
        object(id.to_string_lossy(), String::new())
    }

    fn CreateWithName(&self, id: &HSTRING, name: &HSTRING) -> Result<BackgroundTaskRegistrationGroup> {
        calls::made("BackgroundTaskRegistrationGroup", &[text(id), text(name)])?;
        object(id.to_string_lossy(), name.to_string_lossy())
    }
}

/// The object for a group.
pub fn object(id: String, name: String) -> Result<BackgroundTaskRegistrationGroup> {
    static OBJECTS: AtomicU64 = AtomicU64::new(0);
    let number = OBJECTS.fetch_add(1, Ordering::SeqCst);
    let group = Group { id, name, number, _alive: Alive::new("BackgroundTaskRegistrationGroup") };
    IBackgroundTaskRegistrationGroup::from(group).cast()
}

/// The event's handlers belong to the object: they go when it goes. That is the stricter of what Windows may do.
#[implement(IBackgroundTaskRegistrationGroup)]
struct Group {
    id: String,
    name: String,
    number: u64,
    _alive: Alive,
}

impl Drop for Group {
    fn drop(&mut self) {
        GROUP_ACTIVATED.remove_all(|(_, number)| *number == self.number);
    }
}

impl IBackgroundTaskRegistrationGroup_Impl for Group_Impl {
    fn Id(&self) -> Result<HSTRING> {
        Ok(HSTRING::from(&self.id))
    }

    fn Name(&self) -> Result<HSTRING> {
        Ok(HSTRING::from(&self.name))
    }

    fn BackgroundActivated(
        &self,
        handler: Ref<'_, TypedEventHandler<BackgroundTaskRegistrationGroup, BackgroundActivatedEventArgs>>,
    ) -> Result<i64> {
        let event = format!("BackgroundTaskRegistrationGroup({:?}).BackgroundActivated", self.id);
        calls::called(&event, &["+=".to_owned()])?;
        GROUP_ACTIVATED.add((self.id.clone(), self.number), handler)
    }

    fn RemoveBackgroundActivated(&self, token: i64) -> Result<()> {
        let event = format!("BackgroundTaskRegistrationGroup({:?}).BackgroundActivated", self.id);
        calls::called(&event, &["-=".to_owned()])?;
        GROUP_ACTIVATED.remove(token);
        Ok(())
    }

    fn AllTasks(&self) -> Result<IMapView<GUID, BackgroundTaskRegistration>> {
        calls::read("BackgroundTaskRegistrationGroup.get_AllTasks")?;
        let tasks = registration::of_group(&self.id)?;
        // Null when it has none:
        // <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskregistrationgroup.alltasks>
        if tasks.is_empty() { Err(Error::empty()) } else { Ok(map::view(tasks)) }
    }
}
