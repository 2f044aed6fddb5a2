//! The values of `UIBackgroundModes` and of watchOS' `WKBackgroundModes`.
//!
//! Apple adds values: `screen-capture` came with iOS 27. What is not listed here is no error, and is kept.

use super::Evidence;
use super::apple_os::{AppleOs, Availability};
use super::entitlement::{self, Entitlement};
use super::plist_key::{self, PlistKey};

/// A value of `UIBackgroundModes`, case-sensitive.
///
/// Source: <https://developer.apple.com/documentation/xcode/configuring-background-execution-modes>
#[derive(Clone, Copy, Debug)]
pub struct BackgroundMode {
    /// The value.
    pub value: &'static str,
    /// What an app with it does, in one phrase.
    pub summary: &'static str,
    /// The first iOS that knows it.
    pub since: Availability,
    /// How well that is known: what is widely said but was not confirmed is [`Evidence::Inferred`].
    pub evidence: Evidence,
    /// The application category in Microsoft's guide for Xamarin.iOS, for the modes that it lists:
    /// <https://learn.microsoft.com/previous-versions/xamarin/ios/app-fundamentals/backgrounding/ios-backgrounding-techniques/registering-applications-to-run-in-background>
    pub category: Option<&'static str>,
    /// The programming interface that goes with it.
    pub api: &'static str,
    /// Other keys that go with it.
    pub keys: &'static [Companion<PlistKey>],
    /// Entitlements that go with it.
    pub entitlements: &'static [Companion<Entitlement>],
    /// Systems besides iOS and iPadOS on which Xcode is said to offer it. The lists were not confirmed: no ground for an
    /// error.
    pub also_on: &'static [AppleOs],
    /// Why it is no longer written, where that is so.
    pub retired: Option<&'static str>,
    /// What else is known, a sentence each.
    pub notes: &'static [&'static str],
    /// The public page that says so.
    pub source: &'static str,
}

/// What goes with a mode.
#[derive(Clone, Copy, Debug)]
pub struct Companion<T: 'static> {
    /// What goes with it.
    pub with: &'static T,
    /// When.
    pub need: Need,
    /// How well that is known.
    pub evidence: Evidence,
}

/// When something must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always; without it the mode does nothing, or the app is refused.
    Always,
    /// If what the text says is so: "if the app records".
    If(&'static str),
}

impl<T> Companion<T> {
    const fn always(with: &'static T) -> Self {
        Self { with, need: Need::Always, evidence: Evidence::Documented }
    }

    const fn only(with: &'static T, when: &'static str) -> Self {
        Self { with, need: Need::If(when), evidence: Evidence::Documented }
    }

    /// As is widely said; not confirmed.
    const fn said(self) -> Self {
        Self { evidence: Evidence::Inferred, ..self }
    }
}

const MODES: &str = "https://developer.apple.com/documentation/xcode/configuring-background-execution-modes";

/// What most rows share.
const ROW: BackgroundMode = BackgroundMode {
    value: "",
    summary: "",
    since: ios(4),
    evidence: Evidence::Inferred,
    category: None,
    api: "",
    keys: &[],
    entitlements: &[],
    also_on: &[],
    retired: None,
    notes: &[],
    source: MODES,
};

const fn ios(major: u8) -> Availability {
    Availability::since(AppleOs::Ios, major, 0)
}

const BLUETOOTH_KEYS: &[Companion<PlistKey>] = &[
    Companion::always(&plist_key::NS_BLUETOOTH_ALWAYS_USAGE_DESCRIPTION),
    Companion::only(&plist_key::NS_BLUETOOTH_PERIPHERAL_USAGE_DESCRIPTION, "the app runs on iOS 12 or earlier"),
];

/// `audio`
pub const AUDIO: BackgroundMode = BackgroundMode {
    value: "audio",
    summary: "plays or records sound, also by AirPlay and picture in picture",
    category: Some("Audio"),
    api: "AVAudioSession, AVPlayer; CoreMIDI asks for it too",
    keys: &[Companion::only(&plist_key::NS_MICROPHONE_USAGE_DESCRIPTION, "the app records")],
    also_on: &[AppleOs::Tvos, AppleOs::Visionos, AppleOs::Watchos],
    notes: &["Playing silence to stay alive is a known reason for rejection by app review."],
    ..ROW
};

/// `location`
pub const LOCATION: BackgroundMode = BackgroundMode {
    value: "location",
    summary: "follows the location continuously",
    category: Some("Location"),
    api: "CLLocationManager with allowsBackgroundLocationUpdates",
    keys: &[
        Companion::always(&plist_key::NS_LOCATION_WHEN_IN_USE_USAGE_DESCRIPTION),
        Companion::only(
            &plist_key::NS_LOCATION_ALWAYS_AND_WHEN_IN_USE_USAGE_DESCRIPTION,
            "the app asks for the Always permission",
        ),
        Companion::only(
            &plist_key::NS_LOCATION_ALWAYS_USAGE_DESCRIPTION,
            "the app asks for the Always permission on iOS 10 or earlier",
        ),
    ],
    also_on: &[AppleOs::Watchos],
    notes: &["Region monitoring and significant changes do not need it; both may relaunch a terminated app."],
    ..ROW
};

/// `voip`
pub const VOIP: BackgroundMode = BackgroundMode {
    value: "voip",
    summary: "takes internet calls",
    category: Some("VoIP"),
    api: "PushKit with CallKit",
    keys: &[Companion::only(&plist_key::NS_MICROPHONE_USAGE_DESCRIPTION, "the app records, as a call does")],
    entitlements: &[Companion::always(&entitlement::APS_ENVIRONMENT)],
    also_on: &[AppleOs::Visionos],
    notes: &[
        "Built with the iOS 13 SDK or later, an app must report a call for every VoIP push.",
        "Sockets that the system kept open for an app are gone; it is no timer.",
    ],
    ..ROW
};

/// `newsstand-content`
pub const NEWSSTAND_CONTENT: BackgroundMode = BackgroundMode {
    value: "newsstand-content",
    summary: "downloaded issues for Newsstand",
    since: ios(5),
    category: Some("Newsstand"),
    api: "NewsstandKit",
    keys: &[Companion::always(&plist_key::UI_NEWSSTAND_APP).said()],
    retired: Some("Newsstand and its framework are gone"),
    ..ROW
};

/// `external-accessory`
pub const EXTERNAL_ACCESSORY: BackgroundMode = BackgroundMode {
    value: "external-accessory",
    summary: "talks to accessories of the MFi programme",
    since: ios(5),
    category: Some("External accessories"),
    api: "EASession of ExternalAccessory",
    keys: &[Companion::always(&plist_key::UI_SUPPORTED_EXTERNAL_ACCESSORY_PROTOCOLS)],
    also_on: &[AppleOs::Visionos],
    ..ROW
};

/// `bluetooth-central`
pub const BLUETOOTH_CENTRAL: BackgroundMode = BackgroundMode {
    value: "bluetooth-central",
    summary: "uses Bluetooth LE accessories",
    since: ios(5),
    category: Some("Bluetooth"),
    api: "CBCentralManager, with state restoration",
    keys: BLUETOOTH_KEYS,
    also_on: &[AppleOs::Visionos],
    notes: &["Said to be needed for accessory sessions of Nearby Interaction too."],
    ..ROW
};

/// `bluetooth-peripheral`
pub const BLUETOOTH_PERIPHERAL: BackgroundMode = BackgroundMode {
    value: "bluetooth-peripheral",
    summary: "acts as a Bluetooth LE accessory",
    since: ios(6),
    category: Some("Bluetooth"),
    api: "CBPeripheralManager, with state restoration",
    keys: BLUETOOTH_KEYS,
    also_on: &[AppleOs::Visionos],
    ..ROW
};

/// `fetch`
pub const FETCH: BackgroundMode = BackgroundMode {
    value: "fetch",
    summary: "refreshes its content shortly, when the system thinks that the user will open it",
    since: ios(7),
    evidence: Evidence::Documented,
    category: Some("Fetch"),
    api: "BGAppRefreshTask; before iOS 13 application:performFetchWithCompletionHandler:",
    keys: &[Companion::only(
        &plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS,
        "the app uses BGAppRefreshTask, as bgtask does",
    )],
    also_on: &[AppleOs::Tvos, AppleOs::Visionos],
    notes: &["The permitted identifiers switch the callback of before iOS 13 off."],
    source: "https://developer.apple.com/documentation/backgroundtasks/using-background-tasks-to-update-your-app",
    ..ROW
};

/// `remote-notification`
pub const REMOTE_NOTIFICATION: BackgroundMode = BackgroundMode {
    value: "remote-notification",
    summary: "is woken by silent push notifications",
    since: ios(7),
    evidence: Evidence::Documented,
    category: Some("Remote notifications"),
    api: "application:didReceiveRemoteNotification:fetchCompletionHandler:",
    entitlements: &[Companion::always(&entitlement::APS_ENVIRONMENT)],
    also_on: &[AppleOs::Tvos, AppleOs::Visionos, AppleOs::Watchos],
    notes: &[
        "Notifications that the user sees do not need it.",
        "Apple advises two or three silent pushes an hour at most, and does not promise delivery.",
    ],
    source: "https://developer.apple.com/documentation/usernotifications/pushing-background-updates-to-your-app",
    ..ROW
};

/// `processing`
pub const PROCESSING: BackgroundMode = BackgroundMode {
    value: "processing",
    summary: "works for minutes while the device is idle",
    since: ios(13),
    evidence: Evidence::Documented,
    api: "BGProcessingTask, BGHealthResearchTask",
    keys: &[Companion::always(&plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS)],
    also_on: &[AppleOs::Tvos, AppleOs::Visionos],
    notes: &["Without permitted identifiers the App Store refuses the upload: ITMS-90771."],
    source: "https://developer.apple.com/documentation/backgroundtasks/using-background-tasks-to-update-your-app",
    ..ROW
};

/// `network-authentication`
pub const NETWORK_AUTHENTICATION: BackgroundMode = BackgroundMode {
    value: "network-authentication",
    summary: "signs in to Wi-Fi hotspots",
    since: ios(9),
    evidence: Evidence::Documented,
    api: "NEHotspotHelper, deprecated in iOS 26 for the app extensions of NEHotspotManager",
    entitlements: &[Companion::always(&entitlement::HOTSPOT_HELPER)],
    source: "https://developer.apple.com/documentation/networkextension/nehotspothelper",
    ..ROW
};

/// `nearby-interaction`
pub const NEARBY_INTERACTION: BackgroundMode = BackgroundMode {
    value: "nearby-interaction",
    summary: "measures where other devices are",
    since: ios(16),
    api: "NISession of NearbyInteraction",
    keys: &[Companion::always(&plist_key::NS_NEARBY_INTERACTION_USAGE_DESCRIPTION)],
    ..ROW
};

/// `push-to-talk`
pub const PUSH_TO_TALK: BackgroundMode = BackgroundMode {
    value: "push-to-talk",
    summary: "is a walkie-talkie",
    since: ios(16),
    evidence: Evidence::Documented,
    api: "PTChannelManager of PushToTalk",
    keys: &[Companion::always(&plist_key::NS_MICROPHONE_USAGE_DESCRIPTION)],
    entitlements: &[
        Companion::always(&entitlement::PUSH_TO_TALK).said(),
        Companion::always(&entitlement::APS_ENVIRONMENT),
    ],
    also_on: &[AppleOs::MacCatalyst],
    notes: &[
        "Without the mode the framework answers missingBackgroundMode.",
        "Not for iPhone and iPad apps that run on visionOS.",
    ],
    source: "https://developer.apple.com/documentation/pushtotalk/creating-a-push-to-talk-app",
    ..ROW
};

/// `screen-capture`
pub const SCREEN_CAPTURE: BackgroundMode = BackgroundMode {
    value: "screen-capture",
    summary: "captures the screen",
    since: ios(27),
    evidence: Evidence::Documented,
    api: "SCStream of ScreenCaptureKit",
    notes: &[
        "Apple's sample declares a second mode with it.",
        "Without the mode the stream fails with missingBackgroundMode.",
    ],
    source: "https://developer.apple.com/documentation/screencapturekit/capturing-screen-content-on-ios",
    ..ROW
};

/// Every mode, in the order in which systems got them.
pub const ALL: &[BackgroundMode] = &[
    AUDIO,
    LOCATION,
    VOIP,
    NEWSSTAND_CONTENT,
    EXTERNAL_ACCESSORY,
    BLUETOOTH_CENTRAL,
    BLUETOOTH_PERIPHERAL,
    FETCH,
    REMOTE_NOTIFICATION,
    NETWORK_AUTHENTICATION,
    PROCESSING,
    NEARBY_INTERACTION,
    PUSH_TO_TALK,
    SCREEN_CAPTURE,
];

/// The mode of this value.
pub fn from_name(value: &str) -> Option<&'static BackgroundMode> {
    ALL.iter().find(|mode| mode.value == value)
}

/// A value of `WKBackgroundModes`, which stands in a watch app's Info.plist.
///
/// Source: <https://developer.apple.com/documentation/bundleresources/information-property-list/wkbackgroundmodes>
#[derive(Clone, Copy, Debug)]
pub struct WatchMode {
    /// The value.
    pub value: &'static str,
    /// The first watchOS that knows it.
    pub since: Availability,
    /// How well that is known.
    pub evidence: Evidence,
    /// An extended-runtime session: an app may have one such mode at most. `workout-processing` goes with any.
    pub is_session: bool,
}

const fn session(value: &'static str, major: u8, evidence: Evidence) -> WatchMode {
    WatchMode { value, since: Availability::since(AppleOs::Watchos, major, 0), evidence, is_session: true }
}

/// Every mode of watch apps. When the sessions came is widely said, not confirmed.
pub const WATCH_MODES: &[WatchMode] = &[
    WatchMode {
        value: "workout-processing",
        since: Availability::since(AppleOs::Watchos, 3, 0),
        evidence: Evidence::Documented,
        is_session: false,
    },
    session("self-care", 6, Evidence::Inferred),
    session("mindfulness", 6, Evidence::Inferred),
    session("physical-therapy", 6, Evidence::Inferred),
    session("alarm", 6, Evidence::Inferred),
    session("underwater-depth", 9, Evidence::Inferred),
];

/// The watch mode of this value.
pub fn watch_mode_from_name(value: &str) -> Option<&'static WatchMode> {
    WATCH_MODES.iter().find(|mode| mode.value == value)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Need, WATCH_MODES, from_name, watch_mode_from_name};
    use crate::catalog::{TriggerKind, plist_key, system_event};

    #[test]
    fn modes_are_found_by_value_and_there_once() {
        assert_eq!(ALL.len(), 14);
        for mode in ALL {
            assert_eq!(from_name(mode.value).map(|found| found.since), Some(mode.since));
            assert_eq!(ALL.iter().filter(|other| other.value == mode.value).count(), 1);
            assert!(!mode.summary.is_empty() && !mode.api.is_empty(), "{}", mode.value);
            assert!(mode.source.starts_with("https://developer.apple.com/"), "{}", mode.value);
            let allowed = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            assert!(mode.value.bytes().all(allowed), "{}", mode.value);
        }
        assert!(from_name("background-fetch").is_none(), "a slip seen in the wild: the value is `fetch`");
        assert!(from_name("Audio").is_none(), "values are case-sensitive");
    }

    #[test]
    fn modes_stand_in_the_order_of_their_versions() {
        assert!(ALL.is_sorted_by_key(|mode| mode.since.since));
    }

    #[test]
    fn processing_never_goes_without_identifiers() {
        let identifiers = plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS.name;
        let always: Vec<_> = ALL
            .iter()
            .filter(|mode| mode.keys.iter().any(|key| key.with.name == identifiers && key.need == Need::Always))
            .map(|mode| mode.value)
            .collect();
        assert_eq!(always, ["processing"]);
    }

    #[test]
    fn what_triggers_need_are_modes_that_are_still_written() {
        let of_triggers = TriggerKind::ALL.iter().map(|kind| kind.facts().apple.modes);
        let of_events = system_event::all().iter().map(|facts| facts.apple.modes);
        for mode in of_triggers.chain(of_events).flatten() {
            assert!(from_name(mode).is_some_and(|mode| mode.retired.is_none()), "{mode}");
        }
    }

    #[test]
    fn watch_modes_are_found_by_value() {
        for mode in WATCH_MODES {
            assert_eq!(watch_mode_from_name(mode.value).map(|found| found.is_session), Some(mode.is_session));
        }
        assert_eq!(WATCH_MODES.iter().filter(|mode| !mode.is_session).count(), 1);
    }
}
