//! The instance that the app's COM server is given: Windows' own, but for the deferrals and the cancellation, which the
//! forwarder has to know of.

#![allow(unsafe_code, reason = "what `implement` writes is unsafe")]

use std::sync::Arc;

use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCanceledEventHandler, BackgroundTaskDeferral, BackgroundTaskRegistration,
        BackgroundTaskThrottleCounter, IBackgroundTaskInstance, IBackgroundTaskInstance_Impl, IBackgroundTaskInstance2,
        IBackgroundTaskInstance2_Impl, IBackgroundTaskInstance4, IBackgroundTaskInstance4_Impl,
    },
    System::User,
    core::{GUID, IInspectable, Interface, Ref, Result, implement},
};

use super::{deferrals, forwarding::Forwarding};
use crate::host::windows::{agile::Agile, callback::answered, life::Life};

/// The forwarded instance of a run. There is no third interface of it: after `IBackgroundTaskInstance2` comes `4`.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtaskinstance4>
#[implement(IBackgroundTaskInstance, IBackgroundTaskInstance2, IBackgroundTaskInstance4)]
struct ForwardedInstance {
    run: Arc<Forwarding>,
    /// Windows' instance.
    instance: Agile<IBackgroundTaskInstance>,
    _life: Life,
}

/// An instance that stands before Windows' own.
pub(super) fn forwarded(run: Arc<Forwarding>, instance: &IBackgroundTaskInstance) -> Result<IBackgroundTaskInstance> {
    Ok(ForwardedInstance { run, instance: Agile::new(instance)?, _life: Life::new() }.into())
}

impl ForwardedInstance {
    fn windows<T>(&self, ask: impl FnOnce(&IBackgroundTaskInstance) -> Result<T>) -> Result<T> {
        answered(|| ask(&self.instance.resolve()?))
    }
}

impl IBackgroundTaskInstance_Impl for ForwardedInstance_Impl {
    fn InstanceId(&self) -> Result<GUID> {
        self.windows(IBackgroundTaskInstance::InstanceId)
    }

    fn Task(&self) -> Result<BackgroundTaskRegistration> {
        self.windows(IBackgroundTaskInstance::Task)
    }

    fn Progress(&self) -> Result<u32> {
        self.windows(IBackgroundTaskInstance::Progress)
    }

    fn SetProgress(&self, value: u32) -> Result<()> {
        self.windows(|instance| instance.SetProgress(value))
    }

    fn TriggerDetails(&self) -> Result<IInspectable> {
        self.windows(IBackgroundTaskInstance::TriggerDetails)
    }

    fn Canceled(&self, handler: Ref<'_, BackgroundTaskCanceledEventHandler>) -> Result<i64> {
        answered(|| self.run.add_handler(handler.ok()?))
    }

    fn RemoveCanceled(&self, token: i64) -> Result<()> {
        answered(|| {
            self.run.remove_handler(token);
            Ok(())
        })
    }

    fn SuspendedCount(&self) -> Result<u32> {
        self.windows(IBackgroundTaskInstance::SuspendedCount)
    }

    fn GetDeferral(&self) -> Result<BackgroundTaskDeferral> {
        answered(|| {
            self.run.deferral_taken();
            // Should it not come into being, it completes as it goes.
            deferrals::deferral(&self.run)
        })
    }
}

impl IBackgroundTaskInstance2_Impl for ForwardedInstance_Impl {
    fn GetThrottleCount(&self, counter: BackgroundTaskThrottleCounter) -> Result<u32> {
        self.windows(|instance| instance.cast::<IBackgroundTaskInstance2>()?.GetThrottleCount(counter))
    }
}

impl IBackgroundTaskInstance4_Impl for ForwardedInstance_Impl {
    fn User(&self) -> Result<User> {
        self.windows(|instance| instance.cast::<IBackgroundTaskInstance4>()?.User())
    }
}
