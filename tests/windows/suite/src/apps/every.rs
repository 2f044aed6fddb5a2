//! Every trigger that there is, in every form of its annotation, in each of the four models: four apps, whose tasks are
//! named as their triggers are written.

use bgtask::prelude::*;

use super::built;

/// What literals make, for apps of any trust.
#[background_task(trigger = "time:15", name = "time:15")]
#[background_task(trigger = "time:15,once", name = "time:15,once")]
#[background_task(trigger = "maintenance:60", name = "maintenance:60")]
#[background_task(trigger = "maintenance:60,once", name = "maintenance:60,once")]
#[background_task(trigger = "system:SmsReceived", name = "system:SmsReceived")]
#[background_task(trigger = "system:UserPresent", name = "system:UserPresent")]
#[background_task(trigger = "system:UserAway", name = "system:UserAway")]
#[background_task(trigger = "system:NetworkStateChange", name = "system:NetworkStateChange")]
#[background_task(trigger = "system:ControlChannelReset", name = "system:ControlChannelReset")]
#[background_task(trigger = "system:InternetAvailable", name = "system:InternetAvailable")]
#[background_task(trigger = "system:SessionConnected", name = "system:SessionConnected")]
#[background_task(trigger = "system:ServicingComplete", name = "system:ServicingComplete")]
#[background_task(trigger = "system:LockScreenApplicationAdded", name = "system:LockScreenApplicationAdded")]
#[background_task(trigger = "system:LockScreenApplicationRemoved", name = "system:LockScreenApplicationRemoved")]
#[background_task(trigger = "system:TimeZoneChange", name = "system:TimeZoneChange")]
#[background_task(trigger = "system:OnlineIdConnectedStateChange", name = "system:OnlineIdConnectedStateChange")]
#[background_task(trigger = "system:BackgroundWorkCostChange", name = "system:BackgroundWorkCostChange")]
#[background_task(trigger = "system:PowerStateChange", name = "system:PowerStateChange")]
#[background_task(trigger = "system:DefaultSignInAccountChange", name = "system:DefaultSignInAccountChange")]
#[background_task(trigger = "system:TimeZoneChange,once", name = "system:TimeZoneChange,once")]
#[background_task(trigger = "application", name = "application")]
#[background_task(trigger = "media-processing", name = "media-processing")]
#[background_task(trigger = "push-notification", name = "push-notification")]
#[background_task(trigger = "push-notification:App2", name = "push-notification:App2")]
#[background_task(trigger = "toast-notification-action", name = "toast-notification-action")]
#[background_task(trigger = "toast-notification-action:App2", name = "toast-notification-action:App2")]
#[background_task(trigger = "toast-notification-history-changed", name = "toast-notification-history-changed")]
#[background_task(
    trigger = "toast-notification-history-changed:App2",
    name = "toast-notification-history-changed:App2"
)]
#[background_task(trigger = "user-notification-changed", name = "user-notification-changed")]
#[background_task(trigger = "user-notification-changed:Toast", name = "user-notification-changed:Toast")]
#[background_task(trigger = "location:Geofence", name = "location:Geofence")]
#[background_task(trigger = "geovisit", name = "geovisit")]
#[background_task(trigger = "geovisit:Venue", name = "geovisit:Venue")]
#[background_task(trigger = "geovisit:City", name = "geovisit:City")]
#[background_task(
    trigger = "device-manufacturer-notification:Contoso.Paper",
    name = "device-manufacturer-notification:Contoso.Paper"
)]
#[background_task(
    trigger = "device-manufacturer-notification:Contoso.Paper,once",
    name = "device-manufacturer-notification:Contoso.Paper,once"
)]
#[background_task(trigger = "custom-system-event:Contoso.Button", name = "custom-system-event:Contoso.Button")]
#[background_task(
    trigger = "custom-system-event:Contoso.Button,once",
    name = "custom-system-event:Contoso.Button,once"
)]
#[background_task(trigger = "socket-activity", name = "socket-activity")]
#[background_task(trigger = "content-prefetch", name = "content-prefetch")]
#[background_task(trigger = "content-prefetch:30", name = "content-prefetch:30")]
#[background_task(trigger = "cached-file-updater", name = "cached-file-updater")]
#[background_task(trigger = "appointment-store-notification", name = "appointment-store-notification")]
#[background_task(trigger = "contact-store-notification", name = "contact-store-notification")]
#[background_task(trigger = "email-store-notification", name = "email-store-notification")]
#[background_task(trigger = "chat-message-notification", name = "chat-message-notification")]
#[background_task(trigger = "chat-message-received-notification", name = "chat-message-received-notification")]
#[background_task(trigger = "rcs-end-user-message-available", name = "rcs-end-user-message-available")]
#[background_task(trigger = "phone:NewVoicemailMessage", name = "phone:NewVoicemailMessage")]
#[background_task(trigger = "phone:CallHistoryChanged", name = "phone:CallHistoryChanged")]
#[background_task(trigger = "phone:LineChanged", name = "phone:LineChanged")]
#[background_task(
    trigger = "phone:AirplaneModeDisabledForEmergencyCall",
    name = "phone:AirplaneModeDisabledForEmergencyCall"
)]
#[background_task(trigger = "phone:CallOriginDataRequest", name = "phone:CallOriginDataRequest")]
#[background_task(trigger = "phone:CallBlocked", name = "phone:CallBlocked")]
#[background_task(trigger = "phone:IncomingCallDismissed", name = "phone:IncomingCallDismissed")]
#[background_task(trigger = "phone:IncomingCallNotification", name = "phone:IncomingCallNotification")]
#[background_task(trigger = "phone:NewVoicemailMessage,once", name = "phone:NewVoicemailMessage,once")]
#[background_task(
    trigger = "communication-blocking-app-set-as-active",
    name = "communication-blocking-app-set-as-active"
)]
#[background_task(trigger = "smart-card:EmulatorTransaction", name = "smart-card:EmulatorTransaction")]
#[background_task(trigger = "smart-card:EmulatorNearFieldEntry", name = "smart-card:EmulatorNearFieldEntry")]
#[background_task(trigger = "smart-card:EmulatorNearFieldExit", name = "smart-card:EmulatorNearFieldExit")]
#[background_task(
    trigger = "smart-card:EmulatorHostApplicationActivated",
    name = "smart-card:EmulatorHostApplicationActivated"
)]
#[background_task(
    trigger = "smart-card:EmulatorAppletIdGroupRegistrationChanged",
    name = "smart-card:EmulatorAppletIdGroupRegistrationChanged"
)]
#[background_task(trigger = "smart-card:ReaderCardAdded", name = "smart-card:ReaderCardAdded")]
#[background_task(
    trigger = "secondary-authentication-factor-authentication",
    name = "secondary-authentication-factor-authentication"
)]
#[background_task(trigger = "payment-app-can-make-payment", name = "payment-app-can-make-payment")]
#[background_task(trigger = "conversational-agent", name = "conversational-agent")]
#[background_task(
    trigger = "network-operator-notification:Contoso.Account",
    name = "network-operator-notification:Contoso.Account"
)]
#[background_task(trigger = "network-operator-data-usage", name = "network-operator-data-usage")]
#[background_task(
    trigger = "network-operator-hotspot-authentication",
    name = "network-operator-hotspot-authentication"
)]
#[background_task(trigger = "tethering-entitlement-check", name = "tethering-entitlement-check")]
#[background_task(
    trigger = "mobile-broadband-device-service-notification",
    name = "mobile-broadband-device-service-notification"
)]
#[background_task(trigger = "mobile-broadband-pco-data-change", name = "mobile-broadband-pco-data-change")]
#[background_task(trigger = "mobile-broadband-pin-lock-state-change", name = "mobile-broadband-pin-lock-state-change")]
#[background_task(trigger = "mobile-broadband-radio-state-change", name = "mobile-broadband-radio-state-change")]
#[background_task(
    trigger = "mobile-broadband-registration-state-change",
    name = "mobile-broadband-registration-state-change"
)]
#[background_task(trigger = "wifi-on-demand-hotspot-connect", name = "wifi-on-demand-hotspot-connect")]
#[background_task(trigger = "wifi-on-demand-hotspot-update-metadata", name = "wifi-on-demand-hotspot-update-metadata")]
#[derive(Default)]
pub struct Literal;

/// What can't run in the app's process.
#[background_task(trigger = "device-use", name = "device-use")]
#[background_task(trigger = "device-servicing", name = "device-servicing")]
#[derive(Default)]
pub struct Device;

/// What functions make.
#[background_task(trigger = with("activity-sensor", built::activity), name = "activity-sensor")]
#[background_task(trigger = with("sensor-data-threshold", built::threshold), name = "sensor-data-threshold")]
#[background_task(trigger = with("device-connection-change", built::connection), name = "device-connection-change")]
#[background_task(trigger = with("device-watcher", built::watcher), name = "device-watcher")]
#[background_task(trigger = with("bluetooth-le-advertisement-watcher", built::advertisements), name = "bluetooth-le-advertisement-watcher")]
#[background_task(trigger = with("bluetooth-le-advertisement-publisher", built::advertising), name = "bluetooth-le-advertisement-publisher")]
#[background_task(trigger = with("gatt-characteristic-notification", built::characteristic), name = "gatt-characteristic-notification")]
#[background_task(trigger = with("gatt-service-provider", built::service), name = "gatt-service-provider")]
#[background_task(trigger = with("rfcomm-connection", built::rfcomm), name = "rfcomm-connection")]
#[background_task(trigger = with("storage-library-content-changed", built::library), name = "storage-library-content-changed")]
#[background_task(trigger = with("storage-library-change-tracker", built::changes), name = "storage-library-change-tracker")]
#[background_task(trigger = with("sms-message-received", built::messages), name = "sms-message-received")]
#[background_task(trigger = with("app-broadcast", built::broadcast), name = "app-broadcast")]
#[derive(Default)]
pub struct Built;

/// What may be forwarded: each trigger in its first form.
#[background_task(trigger = "time:15", name = "time:15", windows(clsid = "00000000-0000-4000-8000-000000000001"))]
#[background_task(
    trigger = "maintenance:60",
    name = "maintenance:60",
    windows(clsid = "00000000-0000-4000-8000-000000000002")
)]
#[background_task(
    trigger = "system:SmsReceived",
    name = "system:SmsReceived",
    windows(clsid = "00000000-0000-4000-8000-000000000003")
)]
#[background_task(
    trigger = "media-processing",
    name = "media-processing",
    windows(clsid = "00000000-0000-4000-8000-000000000004")
)]
#[background_task(
    trigger = "push-notification",
    name = "push-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000005")
)]
#[background_task(
    trigger = "toast-notification-action",
    name = "toast-notification-action",
    windows(clsid = "00000000-0000-4000-8000-000000000006")
)]
#[background_task(
    trigger = "toast-notification-history-changed",
    name = "toast-notification-history-changed",
    windows(clsid = "00000000-0000-4000-8000-000000000007")
)]
#[background_task(
    trigger = "user-notification-changed",
    name = "user-notification-changed",
    windows(clsid = "00000000-0000-4000-8000-000000000008")
)]
#[background_task(trigger = "location", name = "location", windows(clsid = "00000000-0000-4000-8000-000000000009"))]
#[background_task(trigger = "geovisit", name = "geovisit", windows(clsid = "00000000-0000-4000-8000-00000000000A"))]
#[background_task(trigger = "device-use", name = "device-use", windows(clsid = "00000000-0000-4000-8000-00000000000B"))]
#[background_task(
    trigger = "device-servicing",
    name = "device-servicing",
    windows(clsid = "00000000-0000-4000-8000-00000000000C")
)]
#[background_task(
    trigger = "device-manufacturer-notification:Contoso.Paper",
    name = "device-manufacturer-notification:Contoso.Paper",
    windows(clsid = "00000000-0000-4000-8000-00000000000D")
)]
#[background_task(
    trigger = "custom-system-event:Contoso.Button",
    name = "custom-system-event:Contoso.Button",
    windows(clsid = "00000000-0000-4000-8000-00000000000E")
)]
#[background_task(
    trigger = "socket-activity",
    name = "socket-activity",
    windows(clsid = "00000000-0000-4000-8000-00000000000F")
)]
#[background_task(
    trigger = "content-prefetch",
    name = "content-prefetch",
    windows(clsid = "00000000-0000-4000-8000-000000000010")
)]
#[background_task(
    trigger = "cached-file-updater",
    name = "cached-file-updater",
    windows(clsid = "00000000-0000-4000-8000-000000000011")
)]
#[background_task(
    trigger = "appointment-store-notification",
    name = "appointment-store-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000012")
)]
#[background_task(
    trigger = "contact-store-notification",
    name = "contact-store-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000013")
)]
#[background_task(
    trigger = "email-store-notification",
    name = "email-store-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000014")
)]
#[background_task(
    trigger = "chat-message-notification",
    name = "chat-message-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000015")
)]
#[background_task(
    trigger = "chat-message-received-notification",
    name = "chat-message-received-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000016")
)]
#[background_task(
    trigger = "rcs-end-user-message-available",
    name = "rcs-end-user-message-available",
    windows(clsid = "00000000-0000-4000-8000-000000000017")
)]
#[background_task(
    trigger = "phone:NewVoicemailMessage",
    name = "phone:NewVoicemailMessage",
    windows(clsid = "00000000-0000-4000-8000-000000000018")
)]
#[background_task(
    trigger = "communication-blocking-app-set-as-active",
    name = "communication-blocking-app-set-as-active",
    windows(clsid = "00000000-0000-4000-8000-000000000019")
)]
#[background_task(
    trigger = "smart-card:EmulatorTransaction",
    name = "smart-card:EmulatorTransaction",
    windows(clsid = "00000000-0000-4000-8000-00000000001A")
)]
#[background_task(
    trigger = "secondary-authentication-factor-authentication",
    name = "secondary-authentication-factor-authentication",
    windows(clsid = "00000000-0000-4000-8000-00000000001B")
)]
#[background_task(
    trigger = "payment-app-can-make-payment",
    name = "payment-app-can-make-payment",
    windows(clsid = "00000000-0000-4000-8000-00000000001C")
)]
#[background_task(
    trigger = "conversational-agent",
    name = "conversational-agent",
    windows(clsid = "00000000-0000-4000-8000-00000000001D")
)]
#[background_task(
    trigger = "network-operator-notification:Contoso.Account",
    name = "network-operator-notification:Contoso.Account",
    windows(clsid = "00000000-0000-4000-8000-00000000001E")
)]
#[background_task(
    trigger = "network-operator-data-usage",
    name = "network-operator-data-usage",
    windows(clsid = "00000000-0000-4000-8000-00000000001F")
)]
#[background_task(
    trigger = "network-operator-hotspot-authentication",
    name = "network-operator-hotspot-authentication",
    windows(clsid = "00000000-0000-4000-8000-000000000020")
)]
#[background_task(
    trigger = "tethering-entitlement-check",
    name = "tethering-entitlement-check",
    windows(clsid = "00000000-0000-4000-8000-000000000021")
)]
#[background_task(
    trigger = "mobile-broadband-device-service-notification",
    name = "mobile-broadband-device-service-notification",
    windows(clsid = "00000000-0000-4000-8000-000000000022")
)]
#[background_task(
    trigger = "mobile-broadband-pco-data-change",
    name = "mobile-broadband-pco-data-change",
    windows(clsid = "00000000-0000-4000-8000-000000000023")
)]
#[background_task(
    trigger = "mobile-broadband-pin-lock-state-change",
    name = "mobile-broadband-pin-lock-state-change",
    windows(clsid = "00000000-0000-4000-8000-000000000024")
)]
#[background_task(
    trigger = "mobile-broadband-radio-state-change",
    name = "mobile-broadband-radio-state-change",
    windows(clsid = "00000000-0000-4000-8000-000000000025")
)]
#[background_task(
    trigger = "mobile-broadband-registration-state-change",
    name = "mobile-broadband-registration-state-change",
    windows(clsid = "00000000-0000-4000-8000-000000000026")
)]
#[background_task(
    trigger = "wifi-on-demand-hotspot-connect",
    name = "wifi-on-demand-hotspot-connect",
    windows(clsid = "00000000-0000-4000-8000-000000000027")
)]
#[background_task(
    trigger = "wifi-on-demand-hotspot-update-metadata",
    name = "wifi-on-demand-hotspot-update-metadata",
    windows(clsid = "00000000-0000-4000-8000-000000000028")
)]
#[derive(Default)]
pub struct Forwarded;

/// What a COM class can be registered with.
#[background_task(trigger = "time:15", name = "time:15", windows(clsid = "00000000-0000-4000-8000-000000000029"))]
#[background_task(
    trigger = "push-notification",
    name = "push-notification",
    windows(clsid = "00000000-0000-4000-8000-00000000002A")
)]
#[derive(Default)]
pub struct Called;

macro_rules! done_at_once {
    ($($task:ident)*) => {
        $(impl BackgroundTask for $task {
            type Error = std::convert::Infallible;

            async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
                Ok(())
            }
        })*
    };
}

done_at_once! { Literal Device Built Forwarded Called }

/// Runs in its own process.
#[background_app(tasks(Literal, Built))]
pub struct InProcess;

/// Runs in a component.
#[background_app(tasks(Literal, Device, Built), model = "out-of-process", namespace = "Tasks")]
pub struct OutOfProcess;

/// Runs in the app's COM server.
#[background_app(tasks(Called), model = "com")]
pub struct Com;

/// Runs in the app's COM server, by way of the forwarder.
#[background_app(tasks(Forwarded), model = "forwarded")]
pub struct ByForwarder;
