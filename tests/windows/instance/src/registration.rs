//! The registration that a run belongs to.

use std::sync::Arc;

use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCompletedEventHandler, BackgroundTaskProgressEventHandler, BackgroundTaskRegistration,
        IBackgroundTaskRegistration, IBackgroundTaskRegistration_Impl,
    },
    core::{GUID, HSTRING, Interface, Ref, Result, implement},
};

use crate::{
    live::{Alive, Kind},
    log::{Log, Step},
};

/// The id of a registration that was given no other.
pub const REGISTRATION: GUID = GUID::from_u128(0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10);

#[implement(IBackgroundTaskRegistration)]
struct Registration {
    id: GUID,
    name: HSTRING,
    log: Arc<Log>,
    _alive: Alive,
}

pub(crate) fn registration(id: GUID, name: &HSTRING, log: &Arc<Log>) -> Result<BackgroundTaskRegistration> {
    let registration =
        Registration { id, name: name.clone(), log: Arc::clone(log), _alive: Alive::new(Kind::Registration) };
    IBackgroundTaskRegistration::from(registration).cast()
}

impl IBackgroundTaskRegistration_Impl for Registration_Impl {
    fn TaskId(&self) -> Result<GUID> {
        Ok(self.id)
    }

    fn Name(&self) -> Result<HSTRING> {
        Ok(self.name.clone())
    }

    fn Progress(&self, _: Ref<'_, BackgroundTaskProgressEventHandler>) -> Result<i64> {
        Ok(1)
    }

    fn RemoveProgress(&self, _: i64) -> Result<()> {
        Ok(())
    }

    fn Completed(&self, _: Ref<'_, BackgroundTaskCompletedEventHandler>) -> Result<i64> {
        Ok(1)
    }

    fn RemoveCompleted(&self, _: i64) -> Result<()> {
        Ok(())
    }

    fn Unregister(&self, cancel: bool) -> Result<()> {
        self.log.add(Step::Unregistered(cancel));
        Ok(())
    }
}
