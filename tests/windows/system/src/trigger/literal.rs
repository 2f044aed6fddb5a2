//! Triggers that literals make, with properties that tell them back.

use bgtask_core::catalog::TriggerKind;
use windows::{
    ApplicationModel::{
        Background::{
            ContentPrefetchTrigger, CustomSystemEventTrigger, CustomSystemEventTriggerRecurrence,
            DeviceManufacturerNotificationTrigger, IBackgroundTrigger, LocationTrigger, LocationTriggerType,
            MaintenanceTrigger, NetworkOperatorNotificationTrigger, PhoneTrigger, SmartCardTrigger, SystemTrigger,
            SystemTriggerType, TimeTrigger, UserNotificationChangedTrigger,
        },
        Calls::Background::PhoneTriggerType,
    },
    Devices::SmartCards::SmartCardTriggerType,
    Foundation::TimeSpan,
    UI::Notifications::NotificationKinds,
    Win32::System::WinRT::{IActivationFactory, IActivationFactory_Impl},
};
use windows_core::{HSTRING, IInspectable, Interface, Result, implement};

use super::{IOurs, Made, class, span, unread, value};
use crate::{
    bindings::{
        IContentPrefetchTrigger, IContentPrefetchTrigger_Impl, IContentPrefetchTriggerFactory,
        IContentPrefetchTriggerFactory_Impl, ICustomSystemEventTrigger, ICustomSystemEventTrigger_Impl,
        ICustomSystemEventTriggerFactory, ICustomSystemEventTriggerFactory_Impl,
        IDeviceManufacturerNotificationTrigger, IDeviceManufacturerNotificationTrigger_Impl,
        IDeviceManufacturerNotificationTriggerFactory, IDeviceManufacturerNotificationTriggerFactory_Impl,
        ILocationTrigger, ILocationTrigger_Impl, ILocationTriggerFactory, ILocationTriggerFactory_Impl,
        IMaintenanceTrigger, IMaintenanceTrigger_Impl, IMaintenanceTriggerFactory, IMaintenanceTriggerFactory_Impl,
        INetworkOperatorNotificationTrigger, INetworkOperatorNotificationTrigger_Impl,
        INetworkOperatorNotificationTriggerFactory, INetworkOperatorNotificationTriggerFactory_Impl, IPhoneTrigger,
        IPhoneTrigger_Impl, IPhoneTriggerFactory, IPhoneTriggerFactory_Impl, ISmartCardTrigger, ISmartCardTrigger_Impl,
        ISmartCardTriggerFactory, ISmartCardTriggerFactory_Impl, ISystemTrigger, ISystemTrigger_Impl,
        ISystemTriggerFactory, ISystemTriggerFactory_Impl, ITimeTrigger, ITimeTrigger_Impl, ITimeTriggerFactory,
        ITimeTriggerFactory_Impl, IUserNotificationChangedTriggerFactory, IUserNotificationChangedTriggerFactory_Impl,
    },
    calls::text,
};

/// The factory of all of these.
#[implement(
    IActivationFactory,
    ITimeTriggerFactory,
    IMaintenanceTriggerFactory,
    ISystemTriggerFactory,
    ILocationTriggerFactory,
    IPhoneTriggerFactory,
    ISmartCardTriggerFactory,
    IUserNotificationChangedTriggerFactory,
    IContentPrefetchTriggerFactory,
    ICustomSystemEventTriggerFactory,
    IDeviceManufacturerNotificationTriggerFactory,
    INetworkOperatorNotificationTriggerFactory
)]
struct Factory;

pub fn factory(kind: TriggerKind) -> Option<IInspectable> {
    matches!(
        kind,
        TriggerKind::Time
            | TriggerKind::Maintenance
            | TriggerKind::System
            | TriggerKind::Location
            | TriggerKind::Phone
            | TriggerKind::SmartCard
            | TriggerKind::UserNotificationChanged
            | TriggerKind::ContentPrefetch
            | TriggerKind::CustomSystemEvent
            | TriggerKind::DeviceManufacturerNotification
            | TriggerKind::NetworkOperatorNotification
    )
    .then(|| Factory.into())
}

impl IActivationFactory_Impl for Factory_Impl {
    /// Only `ContentPrefetchTrigger` has such a constructor.
    fn ActivateInstance(&self) -> Result<IInspectable> {
        Prefetch::made(Made::new(TriggerKind::ContentPrefetch)?)
    }
}

#[implement(IBackgroundTrigger, ITimeTrigger, IMaintenanceTrigger, IOurs)]
struct Timer {
    made: Made,
}

class!(Timer Timer_Impl);

impl ITimeTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, minutes: u32, once: bool) -> Result<TimeTrigger> {
        let made = Made::by(TriggerKind::Time, "Create", vec![minutes.to_string(), once.to_string()])?;
        Timer::made(Made { minutes: Some(minutes), once, ..made })
    }
}

impl IMaintenanceTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, minutes: u32, once: bool) -> Result<MaintenanceTrigger> {
        let made = Made::by(TriggerKind::Maintenance, "Create", vec![minutes.to_string(), once.to_string()])?;
        Timer::made(Made { minutes: Some(minutes), once, ..made })
    }
}

impl ITimeTrigger_Impl for Timer_Impl {
    fn FreshnessTime(&self) -> Result<u32> {
        Ok(self.made.minutes.unwrap_or_default())
    }

    fn OneShot(&self) -> Result<bool> {
        Ok(self.made.once)
    }
}

impl IMaintenanceTrigger_Impl for Timer_Impl {
    fn FreshnessTime(&self) -> Result<u32> {
        Ok(self.made.minutes.unwrap_or_default())
    }

    fn OneShot(&self) -> Result<bool> {
        Ok(self.made.once)
    }
}

#[implement(IBackgroundTrigger, ISystemTrigger, ILocationTrigger, IPhoneTrigger, ISmartCardTrigger, IOurs)]
struct Valued {
    made: Made,
}

class!(Valued Valued_Impl);

/// A trigger whose constructor takes an enum's value, and whether it is for once where the enum's triggers may be.
fn valued<C: Interface>(kind: TriggerKind, of_enum: &str, number: i32, once: Option<bool>) -> Result<C> {
    let given = [Some(value(of_enum, kind, number)), once.map(|once| once.to_string())];
    let made = Made::by(kind, "Create", given.into_iter().flatten().collect())?;
    Valued::made(Made { value: Some(number), once: once.unwrap_or_default(), ..made })
}

impl ISystemTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, of_type: SystemTriggerType, once: bool) -> Result<SystemTrigger> {
        valued(TriggerKind::System, "SystemTriggerType", of_type.0, Some(once))
    }
}

impl ILocationTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, of_type: LocationTriggerType) -> Result<LocationTrigger> {
        valued(TriggerKind::Location, "LocationTriggerType", of_type.0, None)
    }
}

impl IPhoneTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, of_type: PhoneTriggerType, once: bool) -> Result<PhoneTrigger> {
        valued(TriggerKind::Phone, "PhoneTriggerType", of_type.0, Some(once))
    }
}

impl ISmartCardTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, of_type: SmartCardTriggerType) -> Result<SmartCardTrigger> {
        valued(TriggerKind::SmartCard, "SmartCardTriggerType", of_type.0, None)
    }
}

impl IUserNotificationChangedTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, kinds: NotificationKinds) -> Result<UserNotificationChangedTrigger> {
        valued(TriggerKind::UserNotificationChanged, "NotificationKinds", kinds.0.cast_signed(), None)
    }
}

impl ISystemTrigger_Impl for Valued_Impl {
    fn OneShot(&self) -> Result<bool> {
        Ok(self.made.once)
    }

    fn TriggerType(&self) -> Result<SystemTriggerType> {
        Ok(SystemTriggerType(self.made.value.unwrap_or_default()))
    }
}

impl ILocationTrigger_Impl for Valued_Impl {
    fn TriggerType(&self) -> Result<LocationTriggerType> {
        Ok(LocationTriggerType(self.made.value.unwrap_or_default()))
    }
}

impl IPhoneTrigger_Impl for Valued_Impl {
    fn OneShot(&self) -> Result<bool> {
        Ok(self.made.once)
    }

    fn TriggerType(&self) -> Result<PhoneTriggerType> {
        Ok(PhoneTriggerType(self.made.value.unwrap_or_default()))
    }
}

impl ISmartCardTrigger_Impl for Valued_Impl {
    fn TriggerType(&self) -> Result<SmartCardTriggerType> {
        Ok(SmartCardTriggerType(self.made.value.unwrap_or_default()))
    }
}

#[implement(IBackgroundTrigger, IContentPrefetchTrigger, IOurs)]
struct Prefetch {
    made: Made,
}

class!(Prefetch Prefetch_Impl);

impl IContentPrefetchTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, interval: &TimeSpan) -> Result<ContentPrefetchTrigger> {
        Prefetch::made(Made::by(TriggerKind::ContentPrefetch, "Create", vec![span(*interval)])?)
    }
}

impl IContentPrefetchTrigger_Impl for Prefetch_Impl {
    fn WaitInterval(&self) -> Result<TimeSpan> {
        unread()
    }
}

#[implement(
    IBackgroundTrigger,
    ICustomSystemEventTrigger,
    IDeviceManufacturerNotificationTrigger,
    INetworkOperatorNotificationTrigger,
    IOurs
)]
struct Named {
    made: Made,
}

class!(Named Named_Impl);

impl ICustomSystemEventTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, id: &HSTRING, recurrence: CustomSystemEventTriggerRecurrence) -> Result<CustomSystemEventTrigger> {
        let once = recurrence == CustomSystemEventTriggerRecurrence::Once;
        let word = if once { "Once" } else { "Always" };
        let given = vec![text(id), format!("CustomSystemEventTriggerRecurrence.{word}")];
        Named::made(Made { once, ..Made::by(TriggerKind::CustomSystemEvent, "Create", given)? })
    }
}

impl IDeviceManufacturerNotificationTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, qualifier: &HSTRING, once: bool) -> Result<DeviceManufacturerNotificationTrigger> {
        let given = vec![text(qualifier), once.to_string()];
        Named::made(Made { once, ..Made::by(TriggerKind::DeviceManufacturerNotification, "Create", given)? })
    }
}

impl INetworkOperatorNotificationTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, account: &HSTRING) -> Result<NetworkOperatorNotificationTrigger> {
        Named::made(Made::by(TriggerKind::NetworkOperatorNotification, "Create", vec![text(account)])?)
    }
}

impl ICustomSystemEventTrigger_Impl for Named_Impl {
    fn TriggerId(&self) -> Result<HSTRING> {
        unread()
    }

    fn Recurrence(&self) -> Result<CustomSystemEventTriggerRecurrence> {
        Ok(if self.made.once {
            CustomSystemEventTriggerRecurrence::Once
        } else {
            CustomSystemEventTriggerRecurrence::Always
        })
    }
}

impl IDeviceManufacturerNotificationTrigger_Impl for Named_Impl {
    fn TriggerQualifier(&self) -> Result<HSTRING> {
        unread()
    }

    fn OneShot(&self) -> Result<bool> {
        Ok(self.made.once)
    }
}

impl INetworkOperatorNotificationTrigger_Impl for Named_Impl {
    fn NetworkAccountId(&self) -> Result<HSTRING> {
        unread()
    }
}
