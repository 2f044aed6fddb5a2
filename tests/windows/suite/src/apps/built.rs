//! Functions that build triggers.
#![expect(clippy::inline_always, clippy::ref_as_ptr, reason = "the macros of windows-core write so")]

use windows::{
    ApplicationModel::Background::{
        ActivitySensorTrigger, AppBroadcastTrigger, BluetoothLEAdvertisementPublisherTrigger,
        BluetoothLEAdvertisementWatcherTrigger, DeviceConnectionChangeTrigger, DeviceWatcherTrigger,
        GattCharacteristicNotificationTrigger, GattServiceProviderTrigger, RfcommConnectionTrigger,
        SensorDataThresholdTrigger, SmsMessageReceivedTrigger, StorageLibraryChangeTrackerTrigger,
        StorageLibraryContentChangedTrigger,
    },
    Devices::{
        Bluetooth::GenericAttributeProfile::GattCharacteristic, Sensors::ISensorDataThreshold, Sms::SmsFilterRules,
    },
    Foundation::{IStringable, IStringable_Impl},
    Storage::{StorageLibrary, StorageLibraryChangeTracker},
    Win32::System::WinRT::IActivationFactory,
    core::{GUID, HSTRING, Interface, Result, factory, h, implement},
};

/// Stands for an object that the app has from elsewhere.
#[implement(IStringable)]
struct Given;

impl IStringable_Impl for Given_Impl {
    fn ToString(&self) -> Result<HSTRING> {
        Ok(h!("an object").clone())
    }
}

/// An object in the place of one of the class `C`.
fn given<C: Interface>() -> C {
    // SAFETY: of the class nothing is called but `IUnknown`, as triggers only pass it on, and that every object has.
    unsafe { C::from_raw(IStringable::from(Given).into_raw()) }
}

pub(super) fn activity() -> Result<ActivitySensorTrigger> {
    ActivitySensorTrigger::Create(60_000)
}

pub(super) fn threshold() -> Result<SensorDataThresholdTrigger> {
    SensorDataThresholdTrigger::Create(&given::<ISensorDataThreshold>())
}

pub(super) async fn connection() -> Result<DeviceConnectionChangeTrigger> {
    DeviceConnectionChangeTrigger::FromIdAsync(h!("device"))?.await
}

/// `DeviceWatcher.GetBackgroundTrigger` gives such a one in Windows.
pub(super) fn watcher() -> Result<DeviceWatcherTrigger> {
    let watchers = factory::<DeviceWatcherTrigger, IActivationFactory>()?;
    // SAFETY: the method takes nothing but the object itself.
    unsafe { watchers.ActivateInstance() }?.cast()
}

pub(super) fn advertisements() -> Result<BluetoothLEAdvertisementWatcherTrigger> {
    BluetoothLEAdvertisementWatcherTrigger::new()
}

pub(super) fn advertising() -> Result<BluetoothLEAdvertisementPublisherTrigger> {
    BluetoothLEAdvertisementPublisherTrigger::new()
}

pub(super) fn characteristic() -> Result<GattCharacteristicNotificationTrigger> {
    GattCharacteristicNotificationTrigger::Create(&given::<GattCharacteristic>())
}

pub(super) async fn service() -> Result<GattServiceProviderTrigger> {
    let service = GUID::from_u128(0x0000_180D_0000_1000_8000_0080_5F9B_34FB);
    GattServiceProviderTrigger::CreateAsync(h!("heart rate"), service)?.await?.Trigger()
}

pub(super) fn rfcomm() -> Result<RfcommConnectionTrigger> {
    let trigger = RfcommConnectionTrigger::new()?;
    trigger.SetAllowMultipleConnections(true)?;
    Ok(trigger)
}

pub(super) fn library() -> Result<StorageLibraryContentChangedTrigger> {
    StorageLibraryContentChangedTrigger::Create(&given::<StorageLibrary>())
}

pub(super) fn changes() -> Result<StorageLibraryChangeTrackerTrigger> {
    StorageLibraryChangeTrackerTrigger::Create(&given::<StorageLibraryChangeTracker>())
}

pub(super) fn messages() -> Result<SmsMessageReceivedTrigger> {
    SmsMessageReceivedTrigger::Create(&given::<SmsFilterRules>())
}

pub(super) fn broadcast() -> Result<AppBroadcastTrigger> {
    AppBroadcastTrigger::CreateAppBroadcastTrigger(h!("provider"))
}
