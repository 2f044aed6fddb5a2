//! The instance of a run.

use std::sync::Arc;

use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCanceledEventHandler, BackgroundTaskDeferral, BackgroundTaskRegistration,
        BackgroundTaskThrottleCounter, IBackgroundTaskInstance, IBackgroundTaskInstance_Impl, IBackgroundTaskInstance2,
        IBackgroundTaskInstance2_Impl, IBackgroundTaskInstance4, IBackgroundTaskInstance4_Impl,
    },
    System::User,
    core::{Error, GUID, HSTRING, IInspectable, Ref, Result, implement},
};

use crate::{
    deferral,
    live::{Alive, Kind},
    log::{Log, Step},
    registration::{REGISTRATION, registration},
};

/// The id of an instance that was given no other.
pub const INSTANCE: GUID = GUID::from_u128(0x1112_1314_1516_1718_191A_1B1C_1D1E_1F20);

/// An activation of the registration `name`, with these details.
pub fn activation(name: &str, details: Option<IInspectable>) -> (IBackgroundTaskInstance, Arc<Log>) {
    Activation { details, ..Activation::new(name) }.begin()
}

/// What Windows knows of a run before it begins.
#[derive(Clone, Debug)]
pub struct Activation {
    /// The name of the registration that is made for the run where there is none.
    pub name: HSTRING,
    /// The id of that registration.
    pub registration_id: GUID,
    /// The registration, where it is to be a certain one.
    pub registration: Option<BackgroundTaskRegistration>,
    /// The id of the run.
    pub id: GUID,
    /// The trigger's details.
    pub details: Option<IInspectable>,
    /// `SuspendedCount`.
    pub suspended: u32,
    /// `IBackgroundTaskInstance2.GetThrottleCount`, of the processor and of the network.
    pub throttled: (u32, u32),
    /// `IBackgroundTaskInstance4.User`.
    pub user: Option<User>,
}

impl Activation {
    /// A run of the registration `name`, without details or a user.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            registration_id: REGISTRATION,
            registration: None,
            id: INSTANCE,
            details: None,
            suspended: 3,
            throttled: (5, 7),
            user: None,
        }
    }

    /// The instance, and what will be done to it.
    pub fn begin(self) -> (IBackgroundTaskInstance, Arc<Log>) {
        let log = Arc::new(Log::default());
        let instance = Instance { activation: self, log: Arc::clone(&log), _alive: Alive::new(Kind::Instance) };
        (instance.into(), log)
    }
}

#[implement(IBackgroundTaskInstance, IBackgroundTaskInstance2, IBackgroundTaskInstance4)]
struct Instance {
    activation: Activation,
    log: Arc<Log>,
    _alive: Alive,
}

impl IBackgroundTaskInstance_Impl for Instance_Impl {
    fn InstanceId(&self) -> Result<GUID> {
        Ok(self.activation.id)
    }

    fn Task(&self) -> Result<BackgroundTaskRegistration> {
        self.log.name_read();
        match &self.activation.registration {
            Some(registration) => Ok(registration.clone()),
            None => registration(self.activation.registration_id, &self.activation.name, &self.log),
        }
    }

    fn Progress(&self) -> Result<u32> {
        Ok(self.log.progress())
    }

    fn SetProgress(&self, value: u32) -> Result<()> {
        self.log.add(Step::Progress(value));
        Ok(())
    }

    fn TriggerDetails(&self) -> Result<IInspectable> {
        // An error without a code is how null is handed over.
        self.activation.details.clone().ok_or_else(Error::empty)
    }

    fn Canceled(&self, handler: Ref<'_, BackgroundTaskCanceledEventHandler>) -> Result<i64> {
        let token = self.log.canceled.add(handler.ok()?)?;
        self.log.add(Step::HandlerAdded);
        Ok(token)
    }

    fn RemoveCanceled(&self, token: i64) -> Result<()> {
        self.log.canceled.remove(token);
        self.log.add(Step::HandlerRemoved);
        Ok(())
    }

    fn SuspendedCount(&self) -> Result<u32> {
        Ok(self.activation.suspended)
    }

    fn GetDeferral(&self) -> Result<BackgroundTaskDeferral> {
        deferral::take(&self.log)
    }
}

impl IBackgroundTaskInstance2_Impl for Instance_Impl {
    fn GetThrottleCount(&self, counter: BackgroundTaskThrottleCounter) -> Result<u32> {
        let (processor, network) = self.activation.throttled;
        Ok(match counter {
            BackgroundTaskThrottleCounter::Cpu => processor,
            BackgroundTaskThrottleCounter::Network => network,
            _ => processor + network,
        })
    }
}

impl IBackgroundTaskInstance4_Impl for Instance_Impl {
    fn User(&self) -> Result<User> {
        self.activation.user.clone().ok_or_else(Error::empty)
    }
}
