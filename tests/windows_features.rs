//! The features of the `windows` crate that the Windows host asks for are those that the catalog's triggers need, and
//! those named here.
#![allow(missing_docs)]

use std::collections::BTreeSet;

use bgtask_core::catalog::TriggerKind;

/// What the host needs besides: activation, details, the app's settings, lifecycle and
/// version, and the user of a forwarded task.
const OF_THE_HOST: &[&str] = &[
    "ApplicationModel_Activation",
    "ApplicationModel_AppService",
    "ApplicationModel_Background",
    "ApplicationModel_Core",
    "Devices_Background",
    "Devices_Geolocation",
    "Devices_Geolocation_Geofencing",
    "Foundation_Collections",
    "Media",
    "Networking_Connectivity",
    "Networking_PushNotifications",
    "Storage_Streams",
    "System",
    "UI_Notifications",
    "Win32_System_Com",
    "Win32_System_LibraryLoader",
    "Win32_System_WinRT",
];

#[test]
fn every_trigger_that_an_annotation_builds_has_its_features() {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().expect("cargo reads it");
    let asked = manifest["target"]["cfg(windows)"]["dependencies"]["windows"]["features"].as_array();
    let asked: BTreeSet<&str> = asked.expect("a list").iter().filter_map(toml::Value::as_str).collect();

    let built = TriggerKind::ALL.iter().map(|kind| kind.facts()).filter(|facts| !facts.construction.needs_with());
    let needed = built.flat_map(|facts| facts.windows_features).chain(OF_THE_HOST).copied().collect();
    assert_eq!(asked, needed);
}
