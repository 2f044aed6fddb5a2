//! The events that a `system` trigger can wait for.

use super::values::system_trigger_type as event;
use super::{AppleMapping, Condition, EnumValue, Fidelity, Status};
use crate::model::AppleKind;

/// What is known of a system event besides its name.
#[derive(Clone, Copy, Debug)]
pub struct SystemEventFacts {
    /// The event, a value of `SystemTriggerType`.
    pub value: EnumValue,
    /// When it happens, in one phrase.
    pub summary: &'static str,
    /// Whether it can be waited for once.
    pub one_shot: bool,
    /// Why it may not be for everybody.
    pub status: &'static [Status],
    /// The version of `Windows.Foundation.UniversalApiContract` that brought it, where later than the first.
    pub contract: Option<u8>,
    /// What stands for it on Apple systems.
    pub apple: AppleMapping,
}

/// What is known of an event. What is no event of [`event::ALL`] gets the facts of Windows' `Invalid`, which never
/// happens.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype>
pub const fn facts(value: EnumValue) -> &'static SystemEventFacts {
    let mut at = 0;
    while at < FACTS.len() {
        if FACTS[at].value.value == value.value {
            return &FACTS[at];
        }
        at += 1;
    }
    &INVALID
}

/// Every event, in Windows' order.
pub const fn all() -> &'static [SystemEventFacts] {
    FACTS
}

/// The condition that begins to hold when the event happens.
pub const fn begins(value: EnumValue) -> Option<Condition> {
    let mut at = 0;
    while at < Condition::ALL.len() {
        if let Some(event) = Condition::ALL[at].facts().begun_by
            && event.value == value.value
        {
            return Some(Condition::ALL[at]);
        }
        at += 1;
    }
    None
}

/// The condition that ceases to hold when the event happens.
pub const fn ends(value: EnumValue) -> Option<Condition> {
    match begins(value) {
        Some(condition) => condition.facts().opposite,
        None => None,
    }
}

const fn row(value: EnumValue, summary: &'static str, apple: AppleMapping) -> SystemEventFacts {
    SystemEventFacts { value, summary, one_shot: true, status: &[], contract: None, apple }
}

const INVALID: SystemEventFacts = SystemEventFacts {
    one_shot: false,
    ..row(EnumValue { name: "Invalid", value: 0, module: "" }, "never", AppleMapping::none("there is no such event"))
};

const NETWORK: AppleMapping = AppleMapping {
    network: true,
    ..AppleMapping::request(
        AppleKind::Processing,
        "nothing starts an app when the network changes: a processing request that asks for a network stands in, and runs \
         when the device is idle; while the app runs, NWPathMonitor tells at once",
    )
};

const PRESENCE: AppleMapping =
    AppleMapping::none("an app in the background is not told whether somebody is at the device");
const LOCK_SCREEN: AppleMapping = AppleMapping::none("an app is not told what the user puts on the lock screen");
const ACCOUNT: AppleMapping = AppleMapping::none("there is no such account");
const POWER: AppleMapping = AppleMapping::none(
    "the battery does not start an app; while it runs, UIDevice tells of power and ProcessInfo of low power mode",
);

static FACTS: &[SystemEventFacts] = &[
    SystemEventFacts {
        status: &[Status::PhoneOnly(
            "it needs a mobile broadband device and access to its messages, and is kept for old apps; new ones use `sms-message-received`",
        )],
        ..row(event::SmsReceived, "an SMS message arrived", AppleMapping::none("an app can't read the user's messages"))
    },
    row(event::UserPresent, "the user came back to the device", PRESENCE),
    row(event::UserAway, "the user went away from the device", PRESENCE),
    row(event::NetworkStateChange, "the network's cost or connectivity changed", NETWORK),
    SystemEventFacts {
        one_shot: false,
        ..row(
            event::ControlChannelReset,
            "a control channel was reset",
            AppleMapping::none("there are no control channels: send a push notification"),
        )
    },
    row(event::InternetAvailable, "the internet became reachable", NETWORK),
    row(event::SessionConnected, "the user signed in", AppleMapping::none("there are no user sessions")),
    row(
        event::ServicingComplete,
        "the app was updated",
        AppleMapping::of_the_app(
            "the first launch of a new version",
            Fidelity::Approximate,
            "an update starts no app: compare the version with the one kept from the last launch",
        ),
    ),
    row(event::LockScreenApplicationAdded, "a tile of the app was put on the lock screen", LOCK_SCREEN),
    row(event::LockScreenApplicationRemoved, "a tile of the app was taken from the lock screen", LOCK_SCREEN),
    row(
        event::TimeZoneChange,
        "the time zone changed, and with it the system time",
        AppleMapping::of_the_app(
            "NSSystemTimeZoneDidChange",
            Fidelity::Approximate,
            "starts no app: it is delivered while the app runs, or when it is resumed",
        ),
    ),
    row(event::OnlineIdConnectedStateChange, "the Microsoft account connected to the user's changed", ACCOUNT),
    row(event::BackgroundWorkCostChange, "the cost of background work changed", POWER),
    row(event::PowerStateChange, "the battery's status changed", POWER),
    SystemEventFacts {
        contract: Some(3),
        ..row(event::DefaultSignInAccountChange, "the default account for signing in changed", ACCOUNT)
    },
];

#[cfg(test)]
mod tests {
    use super::{all, begins, ends, event, facts};
    use crate::catalog::{Condition, EnumValue};
    use crate::model::AppleKind;

    #[test]
    fn every_event_has_its_row() {
        let rows: Vec<EnumValue> = all().iter().map(|facts| facts.value).collect();
        assert_eq!(rows, event::ALL);
        for value in event::ALL {
            assert_eq!(facts(*value).value, *value);
        }
        assert_eq!(facts(EnumValue { name: "?", value: 99, module: "" }).value.name, "Invalid");
    }

    #[test]
    fn only_a_control_channel_is_not_waited_for_once() {
        let never_once: Vec<_> = all().iter().filter(|facts| !facts.one_shot).map(|facts| facts.value.name).collect();
        assert_eq!(never_once, ["ControlChannelReset"]);
    }

    #[test]
    fn only_the_network_has_a_request_on_apple_systems() {
        let requested: Vec<_> = all()
            .iter()
            .filter(|facts| facts.apple.kind.is_some())
            .map(|facts| (facts.value.name, facts.apple.kind, facts.apple.network))
            .collect();
        let processing = Some(AppleKind::Processing);
        assert_eq!(requested, [("NetworkStateChange", processing, true), ("InternetAvailable", processing, true)]);
    }

    #[test]
    fn an_event_ends_the_opposite_of_what_it_begins() {
        assert_eq!(begins(event::UserAway), Some(Condition::UserNotPresent));
        assert_eq!(ends(event::UserAway), Some(Condition::UserPresent));
        assert_eq!(ends(event::SessionConnected), Some(Condition::SessionDisconnected));
        assert_eq!((begins(event::TimeZoneChange), ends(event::TimeZoneChange)), (None, None));
    }
}
