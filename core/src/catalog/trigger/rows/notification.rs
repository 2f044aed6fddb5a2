//! Push and toast notifications.

use super::super::{
    CapabilityUse, DeclaredType, Details, Parameter, ParameterKind, Support, TriggerFacts, TriggerKind,
};
use crate::catalog::values::notification_kinds;
use crate::catalog::{AppleMapping, Capability, Fidelity, TaskType};

const APPLICATION_ID: Parameter = Parameter {
    name: "application",
    summary: "the Application Id of another app in the same package, whose notifications it is about",
    kind: ParameterKind::Text,
    required: false,
};

pub(in super::super) const PUSH_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::PushNotification,
    name: "push-notification",
    class: "PushNotificationTrigger",
    summary: "on a raw push notification",
    parameter: Some(APPLICATION_ID),
    task_type: DeclaredType::sample(TaskType::PushNotification),
    com: Support::Works,
    details: Details::documented("Windows.Networking.PushNotifications.RawNotification"),
    apple: AppleMapping {
        modes: &["remote-notification"],
        ..AppleMapping::of_the_app(
            "application:didReceiveRemoteNotification:fetchCompletionHandler:",
            Fidelity::Approximate,
            "a silent push with `content-available: 1`: needs a server and the entitlement aps-environment; a few an hour \
             at most, none after the user removed the app from the switcher",
        )
    },
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.pushnotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const TOAST_NOTIFICATION_ACTION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ToastNotificationAction,
    name: "toast-notification-action",
    class: "ToastNotificationActionTrigger",
    summary: "when the user answers an interactive toast",
    parameter: Some(APPLICATION_ID),
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    details: Details::documented("Windows.UI.Notifications.ToastNotificationActionTriggerDetail"),
    apple: AppleMapping::of_the_app(
        "userNotificationCenter(_:didReceive:withCompletionHandler:)",
        Fidelity::Approximate,
        "the user's action on a notification wakes the app and calls the UNUserNotificationCenter delegate; no mode needed",
    ),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.toastnotificationactiontrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const TOAST_NOTIFICATION_HISTORY_CHANGED: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ToastNotificationHistoryChanged,
    name: "toast-notification-history-changed",
    class: "ToastNotificationHistoryChangedTrigger",
    summary: "when the app's toasts in the notification list change",
    parameter: Some(APPLICATION_ID),
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    details: Details::documented("Windows.UI.Notifications.ToastNotificationHistoryChangedTriggerDetail"),
    apple: AppleMapping::none("an app is not started when its delivered notifications change"),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.toastnotificationhistorychangedtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const USER_NOTIFICATION_CHANGED: TriggerFacts = TriggerFacts {
    kind: TriggerKind::UserNotificationChanged,
    name: "user-notification-changed",
    class: "UserNotificationChangedTrigger",
    summary: "when any app's notifications change",
    parameter: Some(Parameter {
        name: "kinds",
        summary: "the notifications that it is about",
        kind: ParameterKind::Value(notification_kinds::ALL),
        required: false,
    }),
    task_type: DeclaredType::inferred(TaskType::General),
    capabilities: &[CapabilityUse::documented(Capability::uap3("userNotificationListener"))],
    windows_features: &["UI_Notifications"],
    contract: Some(3),
    apple: AppleMapping::none("an app can't see the notifications of others"),
    notes: &[
        "The user must consent: UserNotificationListener.RequestAccessAsync, on the UI thread.",
        "The activation carries nothing known; ask UserNotificationListener.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.usernotificationchangedtrigger",
    ..TriggerFacts::BLANK
};
