//! Triggers without methods or with none that matter: what is told of them is their class.

use bgtask_core::catalog::TriggerKind;
use windows::{
    ApplicationModel::Background::{
        IBackgroundTrigger, PushNotificationTrigger, SensorDataThresholdTrigger, SmsMessageReceivedTrigger,
        StorageLibraryChangeTrackerTrigger, StorageLibraryContentChangedTrigger, ToastNotificationActionTrigger,
        ToastNotificationHistoryChangedTrigger,
    },
    Devices::{Sensors::ISensorDataThreshold, Sms::SmsFilterRules},
    Storage::{StorageLibrary, StorageLibraryChangeTracker},
    Win32::System::WinRT::{IActivationFactory, IActivationFactory_Impl},
};
use windows_collections::IIterable;
use windows_core::{HSTRING, IInspectable, Interface, Ref, Result, implement};

use super::{IOurs, Made, class};
use crate::{
    bindings::{
        IAppointmentStoreNotificationTrigger, IAppointmentStoreNotificationTrigger_Impl, ICachedFileUpdaterTrigger,
        ICachedFileUpdaterTrigger_Impl, IChatMessageNotificationTrigger, IChatMessageNotificationTrigger_Impl,
        IChatMessageReceivedNotificationTrigger, IChatMessageReceivedNotificationTrigger_Impl,
        ICommunicationBlockingAppSetAsActiveTrigger, ICommunicationBlockingAppSetAsActiveTrigger_Impl,
        IContactStoreNotificationTrigger, IContactStoreNotificationTrigger_Impl, IDeviceWatcherTrigger,
        IDeviceWatcherTrigger_Impl, IEmailStoreNotificationTrigger, IEmailStoreNotificationTrigger_Impl,
        INetworkOperatorHotspotAuthenticationTrigger, INetworkOperatorHotspotAuthenticationTrigger_Impl,
        IPushNotificationTriggerFactory, IPushNotificationTriggerFactory_Impl, IRcsEndUserMessageAvailableTrigger,
        IRcsEndUserMessageAvailableTrigger_Impl, ISecondaryAuthenticationFactorAuthenticationTrigger,
        ISecondaryAuthenticationFactorAuthenticationTrigger_Impl, ISensorDataThresholdTrigger,
        ISensorDataThresholdTrigger_Impl, ISensorDataThresholdTriggerFactory, ISensorDataThresholdTriggerFactory_Impl,
        ISmsMessageReceivedTriggerFactory, ISmsMessageReceivedTriggerFactory_Impl, ISocketActivityTrigger,
        ISocketActivityTrigger_Impl, IStorageLibraryChangeTrackerTriggerFactory,
        IStorageLibraryChangeTrackerTriggerFactory_Impl, IStorageLibraryContentChangedTrigger,
        IStorageLibraryContentChangedTrigger_Impl, IStorageLibraryContentChangedTriggerStatics,
        IStorageLibraryContentChangedTriggerStatics_Impl, IToastNotificationActionTriggerFactory,
        IToastNotificationActionTriggerFactory_Impl, IToastNotificationHistoryChangedTriggerFactory,
        IToastNotificationHistoryChangedTriggerFactory_Impl,
    },
    calls::text,
};

// Their own interfaces have no method, so that one object can have all of them; a class is asked for its own.
#[implement(
    IBackgroundTrigger,
    IAppointmentStoreNotificationTrigger,
    ICachedFileUpdaterTrigger,
    IChatMessageNotificationTrigger,
    IChatMessageReceivedNotificationTrigger,
    ICommunicationBlockingAppSetAsActiveTrigger,
    IContactStoreNotificationTrigger,
    IDeviceWatcherTrigger,
    IEmailStoreNotificationTrigger,
    INetworkOperatorHotspotAuthenticationTrigger,
    IRcsEndUserMessageAvailableTrigger,
    ISecondaryAuthenticationFactorAuthenticationTrigger,
    ISensorDataThresholdTrigger,
    ISocketActivityTrigger,
    IStorageLibraryContentChangedTrigger,
    IOurs
)]
struct Plain {
    made: Made,
}

class!(Plain Plain_Impl);

macro_rules! without_methods {
    ($($interface:ident)*) => {
        $(impl $interface for Plain_Impl {})*
    };
}

without_methods! {
    IAppointmentStoreNotificationTrigger_Impl ICachedFileUpdaterTrigger_Impl IChatMessageNotificationTrigger_Impl
    IChatMessageReceivedNotificationTrigger_Impl ICommunicationBlockingAppSetAsActiveTrigger_Impl
    IContactStoreNotificationTrigger_Impl IDeviceWatcherTrigger_Impl IEmailStoreNotificationTrigger_Impl
    INetworkOperatorHotspotAuthenticationTrigger_Impl IRcsEndUserMessageAvailableTrigger_Impl
    ISecondaryAuthenticationFactorAuthenticationTrigger_Impl ISensorDataThresholdTrigger_Impl
    IStorageLibraryContentChangedTrigger_Impl
}

impl ISocketActivityTrigger_Impl for Plain_Impl {
    fn IsWakeFromLowPowerSupported(&self) -> Result<bool> {
        Ok(false)
    }
}

/// The factory of a class that takes nothing, or an application's id, or an object.
#[implement(
    IActivationFactory,
    IPushNotificationTriggerFactory,
    IToastNotificationActionTriggerFactory,
    IToastNotificationHistoryChangedTriggerFactory,
    ISensorDataThresholdTriggerFactory,
    ISmsMessageReceivedTriggerFactory,
    IStorageLibraryChangeTrackerTriggerFactory,
    IStorageLibraryContentChangedTriggerStatics
)]
struct Factory(TriggerKind);

/// The factory of every class that no other module has. `DeviceWatcherTrigger` has none in Windows, where a
/// `DeviceWatcher` makes it; this one stands in for that.
pub fn factory(kind: TriggerKind) -> IInspectable {
    Factory(kind).into()
}

impl Factory_Impl {
    fn with_text<C: Interface>(&self, given: &HSTRING) -> Result<C> {
        Plain::made(Made::by(self.0, "Create", vec![text(given)])?)
    }

    /// Windows takes no null where an object is meant.
    fn with_object<C: Interface, O: Interface>(&self, method: &str, object: Ref<'_, O>, class: &str) -> Result<C> {
        object.ok()?;
        Plain::made(Made::by(self.0, method, vec![class.to_owned()])?)
    }
}

impl IActivationFactory_Impl for Factory_Impl {
    fn ActivateInstance(&self) -> Result<IInspectable> {
        Plain::made(Made::new(self.0)?)
    }
}

impl IPushNotificationTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, application: &HSTRING) -> Result<PushNotificationTrigger> {
        self.with_text(application)
    }
}

impl IToastNotificationActionTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, application: &HSTRING) -> Result<ToastNotificationActionTrigger> {
        self.with_text(application)
    }
}

impl IToastNotificationHistoryChangedTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, application: &HSTRING) -> Result<ToastNotificationHistoryChangedTrigger> {
        self.with_text(application)
    }
}

impl ISensorDataThresholdTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, threshold: Ref<'_, ISensorDataThreshold>) -> Result<SensorDataThresholdTrigger> {
        self.with_object("Create", threshold, "ISensorDataThreshold")
    }
}

impl ISmsMessageReceivedTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, rules: Ref<'_, SmsFilterRules>) -> Result<SmsMessageReceivedTrigger> {
        self.with_object("Create", rules, "SmsFilterRules")
    }
}

impl IStorageLibraryChangeTrackerTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, tracker: Ref<'_, StorageLibraryChangeTracker>) -> Result<StorageLibraryChangeTrackerTrigger> {
        self.with_object("Create", tracker, "StorageLibraryChangeTracker")
    }
}

impl IStorageLibraryContentChangedTriggerStatics_Impl for Factory_Impl {
    fn Create(&self, library: Ref<'_, StorageLibrary>) -> Result<StorageLibraryContentChangedTrigger> {
        self.with_object("Create", library, "StorageLibrary")
    }

    fn CreateFromLibraries(
        &self,
        libraries: Ref<'_, IIterable<StorageLibrary>>,
    ) -> Result<StorageLibraryContentChangedTrigger> {
        self.with_object("CreateFromLibraries", libraries, "IEnumerable<StorageLibrary>")
    }
}
