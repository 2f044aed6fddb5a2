//! `BackgroundTaskRegistration`.

use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCompletedEventHandler, BackgroundTaskProgressEventHandler, BackgroundTaskRegistration,
        BackgroundTaskRegistrationGroup, IBackgroundTaskRegistration, IBackgroundTaskRegistration_Impl,
        IBackgroundTaskRegistration2, IBackgroundTaskRegistration2_Impl, IBackgroundTaskRegistration3,
        IBackgroundTaskRegistration3_Impl, IBackgroundTrigger,
    },
    Foundation::DateTime,
    Win32::System::WinRT::IActivationFactory,
};
use windows_collections::IMapView;
use windows_core::{Error, GUID, HSTRING, Interface, Ref, Result, implement};

use crate::{
    access::identity,
    bindings::{
        IBackgroundTaskRegistration4, IBackgroundTaskRegistration4_Impl, IBackgroundTaskRegistrationStatics,
        IBackgroundTaskRegistrationStatics_Impl, IBackgroundTaskRegistrationStatics2,
        IBackgroundTaskRegistrationStatics2_Impl,
    },
    builder::Registered,
    calls::{self, text},
    classes::not_activatable,
    events::{COMPLETED, PROGRESS},
    group,
    live::Alive,
    map, run, store, trigger,
};

/// The id of the registration that was the so manieth.
pub fn id(number: u64) -> u128 {
    0x5E61_5737_0000_4000_8000_0000_0000_0000 | u128::from(number)
}

/// The class.
#[implement(IActivationFactory, IBackgroundTaskRegistrationStatics, IBackgroundTaskRegistrationStatics2)]
pub struct Registrations;

not_activatable!(Registrations_Impl);

impl IBackgroundTaskRegistrationStatics_Impl for Registrations_Impl {
    fn AllTasks(&self) -> Result<IMapView<GUID, IBackgroundTaskRegistration>> {
        calls::read("BackgroundTaskRegistration.get_AllTasks")?;
        identity()?;
        let all = store::with(|state| state.registrations.clone());
        let ungrouped = all.iter().filter(|registered| registered.group.is_none());
        Ok(map::view(ungrouped.map(|registered| (guid(registered), Of::new(registered).into())).collect()))
    }
}

impl IBackgroundTaskRegistrationStatics2_Impl for Registrations_Impl {
    fn AllTaskGroups(&self) -> Result<IMapView<HSTRING, BackgroundTaskRegistrationGroup>> {
        calls::read("BackgroundTaskRegistration.get_AllTaskGroups")?;
        identity()?;
        let mut groups: Vec<_> =
            store::with(|state| state.registrations.iter().filter_map(|registered| registered.group.clone()).collect());
        groups.sort();
        groups.dedup_by(|one, other| one.0 == other.0);
        let groups = groups.into_iter().map(|(id, name)| Ok((HSTRING::from(&id), group::object(id, name)?)));
        Ok(map::view(groups.collect::<Result<_>>()?))
    }

    fn GetTaskGroup(&self, id: &HSTRING) -> Result<BackgroundTaskRegistrationGroup> {
        calls::called("BackgroundTaskRegistration.GetTaskGroup", &[text(id)])?;
        identity()?;
        let wanted = id.to_string_lossy();
        let found = store::with(|state| {
            state.registrations.iter().filter_map(|registered| registered.group.clone()).find(|(id, _)| *id == wanted)
        });
        // An error without a code is how null is handed over.
        found.map_or_else(|| Err(Error::empty()), |(id, name)| group::object(id, name))
    }
}

/// The tasks of a group.
pub fn of_group(id: &str) -> Result<Vec<(GUID, BackgroundTaskRegistration)>> {
    let all = store::with(|state| state.registrations.clone());
    let grouped = all.iter().filter(|registered| registered.group.as_ref().is_some_and(|(group, _)| group == id));
    grouped.map(|registered| Ok((guid(registered), object(registered)?))).collect()
}

fn guid(registered: &Registered) -> GUID {
    GUID::from_u128(registered.id)
}

/// The object for a registration.
pub fn object(registered: &Registered) -> Result<BackgroundTaskRegistration> {
    IBackgroundTaskRegistration::from(Of::new(registered)).cast()
}

#[implement(
    IBackgroundTaskRegistration,
    IBackgroundTaskRegistration2,
    IBackgroundTaskRegistration3,
    IBackgroundTaskRegistration4
)]
struct Of {
    registered: Registered,
    _alive: Alive,
}

impl Of {
    fn new(registered: &Registered) -> Self {
        Self { registered: registered.clone(), _alive: Alive::new("BackgroundTaskRegistration") }
    }
}

impl Of_Impl {
    fn called(&self, method: &str, given: &str) -> Result<()> {
        calls::called(&format!("BackgroundTaskRegistration({:?}).{method}", self.registered.name), &[given.to_owned()])
    }
}

impl IBackgroundTaskRegistration_Impl for Of_Impl {
    fn TaskId(&self) -> Result<GUID> {
        Ok(guid(&self.registered))
    }

    fn Name(&self) -> Result<HSTRING> {
        Ok(HSTRING::from(&self.registered.name))
    }

    fn Progress(&self, handler: Ref<'_, BackgroundTaskProgressEventHandler>) -> Result<i64> {
        self.called("Progress", "+=")?;
        PROGRESS.add(self.registered.id, handler)
    }

    fn RemoveProgress(&self, token: i64) -> Result<()> {
        self.called("Progress", "-=")?;
        PROGRESS.remove(token);
        Ok(())
    }

    fn Completed(&self, handler: Ref<'_, BackgroundTaskCompletedEventHandler>) -> Result<i64> {
        self.called("Completed", "+=")?;
        run::follow_others();
        COMPLETED.add(self.registered.id, handler)
    }

    fn RemoveCompleted(&self, token: i64) -> Result<()> {
        self.called("Completed", "-=")?;
        COMPLETED.remove(token);
        Ok(())
    }

    fn Unregister(&self, cancel: bool) -> Result<()> {
        self.called("Unregister", &cancel.to_string())?;
        let id = self.registered.id;
        store::with(|state| state.registrations.retain(|registered| registered.id != id));
        if cancel {
            run::abort(id);
        }
        Ok(())
    }
}

impl IBackgroundTaskRegistration2_Impl for Of_Impl {
    /// Null for "unsupported trigger types", which are named nowhere:
    /// <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtaskregistration2.trigger>
    fn Trigger(&self) -> Result<IBackgroundTrigger> {
        let Registered { name, trigger: class, .. } = &self.registered;
        calls::read(&format!("BackgroundTaskRegistration({name:?}).get_Trigger"))?;
        if store::with(|state| !state.configuration.own_triggers.contains(class)) {
            return Err(Error::empty());
        }
        trigger::of_registration(class, name).unwrap_or_else(|| Err(Error::empty()))
    }
}

impl IBackgroundTaskRegistration3_Impl for Of_Impl {
    fn TaskGroup(&self) -> Result<BackgroundTaskRegistrationGroup> {
        match self.registered.group.clone() {
            Some((id, name)) => group::object(id, name),
            None => Err(Error::empty()),
        }
    }
}

impl IBackgroundTaskRegistration4_Impl for Of_Impl {
    /// Never.
    fn TaskLastThrottledInStandbyTimestamp(&self) -> Result<DateTime> {
        Ok(DateTime::default())
    }

    fn AppEnergyUsePredictionContribution(&self) -> Result<f64> {
        Ok(0.25)
    }
}
