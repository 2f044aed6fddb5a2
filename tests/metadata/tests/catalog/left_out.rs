//! What the catalog leaves out of Windows' enums on purpose.

/// Values that no annotation may name.
const VALUES: &[(&str, &str, i64, &str)] = &[
    (
        "Windows.ApplicationModel.Background.SystemTriggerType",
        "Invalid",
        0,
        "an event that never happens: a trigger of it is refused",
    ),
    (
        "Windows.ApplicationModel.Background.SystemConditionType",
        "Invalid",
        0,
        "a condition that can't hold: it is refused",
    ),
    (
        "Windows.UI.Notifications.NotificationKinds",
        "Unknown",
        0,
        "what an unknown notification is read as; nobody waits for one",
    ),
];

/// Enums of the namespace that say nothing of how a task is declared, registered, started or stopped.
const ENUMS: &[(&str, &str)] = &[
    ("AlarmAccessStatus", "alarms that an app sets are no background tasks"),
    ("BackgroundTaskThrottleCounter", "how often a running task was throttled is a diagnosis, and not offered"),
    ("CustomSystemEventTriggerRecurrence", "annotations say it with `once`, as for every trigger"),
    ("EnergyUseLevel", "the app's use of energy is no fact about a task"),
];

/// The values of an enum that are left out.
pub fn values_of(full_name: &str) -> impl Iterator<Item = (&'static str, i64)> {
    VALUES.iter().filter(move |(of, ..)| *of == full_name).map(|(_, name, value, _)| (*name, *value))
}

/// The enums that are left out.
pub fn enums() -> impl Iterator<Item = &'static str> {
    ENUMS.iter().map(|(name, _)| *name)
}

#[test]
fn everything_has_its_reason() {
    let reasons = VALUES.iter().map(|(.., why)| why).chain(ENUMS.iter().map(|(_, why)| why));
    assert!(reasons.into_iter().all(|why| !why.is_empty()));
}
