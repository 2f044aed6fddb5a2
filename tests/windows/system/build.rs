//! Makes the bindings for the interfaces that the `windows` crate keeps to itself: those of one class each, which only
//! Windows implements.

/// By namespace.
const INTERFACES: &[(&str, &[&str])] = &[
    (
        "Windows.ApplicationModel.Background",
        &[
            "IActivitySensorTrigger",
            "IActivitySensorTriggerFactory",
            "IAppBroadcastTrigger",
            "IAppBroadcastTriggerFactory",
            "IAppBroadcastTriggerProviderInfo",
            "IApplicationTrigger",
            "IApplicationTriggerDetails",
            "IAppointmentStoreNotificationTrigger",
            "IBackgroundExecutionManagerStatics",
            "IBackgroundExecutionManagerStatics2",
            "IBackgroundExecutionManagerStatics3",
            "IBackgroundTaskBuilder",
            "IBackgroundTaskBuilder2",
            "IBackgroundTaskBuilder3",
            "IBackgroundTaskBuilder4",
            "IBackgroundTaskBuilder5",
            "IBackgroundTaskBuilder6",
            "IBackgroundTaskBuilderStatics",
            "IBackgroundTaskCompletedEventArgs",
            "IBackgroundTaskDeferral",
            "IBackgroundTaskProgressEventArgs",
            "IBackgroundTaskRegistration4",
            "IBackgroundTaskRegistrationGroup",
            "IBackgroundTaskRegistrationGroupFactory",
            "IBackgroundTaskRegistrationStatics",
            "IBackgroundTaskRegistrationStatics2",
            "IBluetoothLEAdvertisementPublisherTrigger",
            "IBluetoothLEAdvertisementPublisherTrigger2",
            "IBluetoothLEAdvertisementPublisherTrigger3",
            "IBluetoothLEAdvertisementWatcherTrigger",
            "IBluetoothLEAdvertisementWatcherTrigger2",
            "IBluetoothLEAdvertisementWatcherTrigger3",
            "ICachedFileUpdaterTrigger",
            "ICachedFileUpdaterTriggerDetails",
            "IChatMessageNotificationTrigger",
            "IChatMessageReceivedNotificationTrigger",
            "ICommunicationBlockingAppSetAsActiveTrigger",
            "IContactStoreNotificationTrigger",
            "IContentPrefetchTrigger",
            "IContentPrefetchTriggerFactory",
            "ICustomSystemEventTrigger",
            "ICustomSystemEventTriggerFactory",
            "IDeviceConnectionChangeTrigger",
            "IDeviceConnectionChangeTriggerStatics",
            "IDeviceManufacturerNotificationTrigger",
            "IDeviceManufacturerNotificationTriggerFactory",
            "IDeviceServicingTrigger",
            "IDeviceUseTrigger",
            "IDeviceWatcherTrigger",
            "IEmailStoreNotificationTrigger",
            "IGattCharacteristicNotificationTrigger",
            "IGattCharacteristicNotificationTrigger2",
            "IGattCharacteristicNotificationTriggerFactory",
            "IGattCharacteristicNotificationTriggerFactory2",
            "IGattServiceProviderTrigger",
            "IGattServiceProviderTriggerResult",
            "IGattServiceProviderTriggerStatics",
            "IGeovisitTrigger",
            "ILocationTrigger",
            "ILocationTriggerFactory",
            "IMaintenanceTrigger",
            "IMaintenanceTriggerFactory",
            "IMediaProcessingTrigger",
            "INetworkOperatorHotspotAuthenticationTrigger",
            "INetworkOperatorNotificationTrigger",
            "INetworkOperatorNotificationTriggerFactory",
            "IPhoneTrigger",
            "IPhoneTriggerFactory",
            "IPushNotificationTriggerFactory",
            "IRcsEndUserMessageAvailableTrigger",
            "IRfcommConnectionTrigger",
            "ISecondaryAuthenticationFactorAuthenticationTrigger",
            "ISensorDataThresholdTrigger",
            "ISensorDataThresholdTriggerFactory",
            "ISmartCardTrigger",
            "ISmartCardTriggerFactory",
            "ISmsMessageReceivedTriggerFactory",
            "ISocketActivityTrigger",
            "IStorageLibraryChangeTrackerTriggerFactory",
            "IStorageLibraryContentChangedTrigger",
            "IStorageLibraryContentChangedTriggerStatics",
            "ISystemCondition",
            "ISystemConditionFactory",
            "ISystemTrigger",
            "ISystemTriggerFactory",
            "ITimeTrigger",
            "ITimeTriggerFactory",
            "IToastNotificationActionTriggerFactory",
            "IToastNotificationHistoryChangedTriggerFactory",
            "IUserNotificationChangedTriggerFactory",
        ],
    ),
    ("Windows.ApplicationModel.Core", &["ICoreApplication", "ICoreApplication2"]),
    ("Windows.ApplicationModel.Activation", &["IBackgroundActivatedEventArgs"]),
    (
        "Windows.ApplicationModel",
        &["IPackageStatics", "IPackage", "IPackageId", "IEnteredBackgroundEventArgs", "ILeavingBackgroundEventArgs"],
    ),
    ("Windows.Storage", &["IApplicationDataStatics", "IApplicationData", "IApplicationDataContainer"]),
    ("Windows.Foundation", &["IPropertyValueStatics"]),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_WINDOWS").is_err() {
        return;
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets it") + "/bindings.rs";
    let names =
        INTERFACES.iter().flat_map(|(namespace, names)| names.iter().map(move |name| format!("{namespace}.{name}")));
    let options =
        ["--out", &out, "--flat", "--implement", "--no-comment", "--no-allow", "--reference", "windows", "--filter"];
    let arguments = options.into_iter().map(str::to_owned).chain(names);
    let warnings = windows_bindgen::bindgen(arguments);
    for warning in warnings.iter() {
        println!("cargo::warning={warning}");
    }
    // The namespace is in a crate of its own, but for the classes.
    let bindings = std::fs::read_to_string(&out).expect("it was just written");
    let bindings = bindings
        .replace("windows_collections::ValueSet", "windows::Foundation::Collections::ValueSet")
        .replace("windows_collections::IPropertySet", "windows::Foundation::Collections::IPropertySet");
    std::fs::write(&out, bindings).expect("it can be written again");
}
