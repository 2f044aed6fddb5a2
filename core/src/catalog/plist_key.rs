//! Keys of Info.plist, and the build settings of Xcode that write them.

use super::Evidence;
use super::apple_os::{AppleOs, Availability};

/// A key of Info.plist that bgtask reads or writes, or that an app must write itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlistKey {
    /// The key.
    pub name: &'static str,
    /// The type of its value.
    pub value: PlistType,
    /// What Xcode's editor calls it, where that is known.
    pub xcode_name: Option<&'static str>,
    /// What it is for, in one phrase.
    pub summary: &'static str,
    /// The systems that know it.
    pub availability: &'static [Availability],
    /// How well name and availability are known.
    pub evidence: Evidence,
    /// What else is known.
    pub note: &'static str,
    /// The public page that describes it.
    pub source: &'static str,
}

/// The type of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlistType {
    /// `<true/>` or `<false/>`.
    Boolean,
    /// `<string>`.
    String,
    /// `<array>` of `<string>`.
    Strings,
}

impl PlistType {
    /// The name of it in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Boolean => "a Boolean",
            Self::String => "a string",
            Self::Strings => "an array of strings",
        }
    }
}

impl PlistKey {
    /// Whether it is one of the texts that the user reads when the system asks for permission. App review reads them too, so
    /// bgtask never makes one up.
    pub fn is_usage_description(&self) -> bool {
        is_usage_description(self.name)
    }
}

/// Whether a key of this name, known here or not, has a text that the user reads when the system asks for permission.
pub fn is_usage_description(name: &str) -> bool {
    name.ends_with("UsageDescription")
}

const fn ios(major: u8, minor: u8) -> Availability {
    Availability::since(AppleOs::Ios, major, minor)
}
const fn ipados(major: u8, minor: u8) -> Availability {
    Availability::since(AppleOs::Ipados, major, minor)
}
const fn macos(major: u8, minor: u8) -> Availability {
    Availability::since(AppleOs::Macos, major, minor)
}
const fn tvos(major: u8, minor: u8) -> Availability {
    Availability::since(AppleOs::Tvos, major, minor)
}
const fn watchos(major: u8, minor: u8) -> Availability {
    Availability::since(AppleOs::Watchos, major, minor)
}
const VISIONOS: Availability = Availability::since(AppleOs::Visionos, 1, 0);

/// What most usage descriptions share.
const USAGE: PlistKey = PlistKey {
    name: "",
    value: PlistType::String,
    xcode_name: None,
    summary: "",
    availability: &[],
    evidence: Evidence::Documented,
    note: "",
    source: "",
};

/// `UIBackgroundModes`.
pub const UI_BACKGROUND_MODES: PlistKey = PlistKey {
    name: "UIBackgroundModes",
    value: PlistType::Strings,
    xcode_name: Some("Required background modes"),
    summary: "the services for which the app runs in the background",
    availability: &[ios(4, 0), ipados(4, 0), VISIONOS, watchos(4, 0)],
    evidence: Evidence::Documented,
    note: "Apple's article on the modes lists tvOS too, and Mac Catalyst apps use the key; native macOS apps have no such key.",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/uibackgroundmodes",
};

/// `BGTaskSchedulerPermittedIdentifiers`.
pub const BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS: PlistKey = PlistKey {
    name: "BGTaskSchedulerPermittedIdentifiers",
    value: PlistType::Strings,
    xcode_name: Some("Permitted background task scheduler identifiers"),
    summary: "the identifiers of the requests that the app may submit",
    availability: &[ios(13, 0), ipados(13, 0), tvos(13, 0), VISIONOS],
    evidence: Evidence::Documented,
    note: "Compared exactly. Adding it switches the older fetch callback off. An identifier of continued processing ends in \
           `.*` and contains the bundle identifier.",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers",
};

/// `UIApplicationExitsOnSuspend`.
pub const UI_APPLICATION_EXITS_ON_SUSPEND: PlistKey = PlistKey {
    name: "UIApplicationExitsOnSuspend",
    value: PlistType::Boolean,
    xcode_name: Some("Application does not run in background"),
    summary: "whether the app is terminated instead of moved to the background",
    availability: &[
        ios(4, 0).until(13, 0),
        ipados(4, 0).until(13, 0),
        tvos(9, 0).until(13, 0),
        VISIONOS,
        watchos(2, 0).until(6, 0),
    ],
    evidence: Evidence::Documented,
    note: "Without effect since iOS 13. True contradicts every background mode and every task; false says what holds anyway.",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/uiapplicationexitsonsuspend",
};

/// `WKBackgroundModes`.
pub const WK_BACKGROUND_MODES: PlistKey = PlistKey {
    name: "WKBackgroundModes",
    value: PlistType::Strings,
    xcode_name: None,
    summary: "the sessions for which a watch app keeps running",
    availability: &[watchos(3, 0)],
    evidence: Evidence::Documented,
    note: "Stands in the watch app's own Info.plist.",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/wkbackgroundmodes",
};

/// `CFBundleIdentifier`.
pub const CF_BUNDLE_IDENTIFIER: PlistKey = PlistKey {
    name: "CFBundleIdentifier",
    value: PlistType::String,
    xcode_name: Some("Bundle identifier"),
    summary: "the app's identifier, with which identifiers of continued processing begin",
    availability: &[ios(2, 0), ipados(2, 0), macos(10, 0), tvos(9, 0), VISIONOS, watchos(2, 0)],
    evidence: Evidence::Documented,
    note: "Most projects have the placeholder $(PRODUCT_BUNDLE_IDENTIFIER).",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/cfbundleidentifier",
};

/// `UISupportedExternalAccessoryProtocols`.
pub const UI_SUPPORTED_EXTERNAL_ACCESSORY_PROTOCOLS: PlistKey = PlistKey {
    name: "UISupportedExternalAccessoryProtocols",
    value: PlistType::Strings,
    xcode_name: Some("Supported external accessory protocols"),
    summary: "the protocols, in reverse-DNS form, that the app speaks with accessories",
    availability: &[ios(3, 0), ipados(3, 0)],
    evidence: Evidence::Documented,
    note: "",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/uisupportedexternalaccessoryprotocols",
};

/// `UINewsstandApp`.
pub const UI_NEWSSTAND_APP: PlistKey = PlistKey {
    name: "UINewsstandApp",
    value: PlistType::Boolean,
    xcode_name: Some("Application presents content in Newsstand"),
    summary: "whether the app was one of Newsstand",
    availability: &[ios(5, 0)],
    evidence: Evidence::Inferred,
    note: "Newsstand is gone; read, never written.",
    source: "https://developer.apple.com/library/archive/documentation/General/Reference/InfoPlistKeyReference/Articles/iPhoneOSKeys.html",
};

/// `NSMicrophoneUsageDescription`.
pub const NS_MICROPHONE_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSMicrophoneUsageDescription",
    xcode_name: Some("Privacy - Microphone Usage Description"),
    summary: "why the app records sound",
    availability: &[ios(7, 0), ipados(7, 0), macos(10, 14), VISIONOS, watchos(4, 0)],
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nsmicrophoneusagedescription",
    ..USAGE
};

/// `NSLocationWhenInUseUsageDescription`.
pub const NS_LOCATION_WHEN_IN_USE_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSLocationWhenInUseUsageDescription",
    xcode_name: Some("Privacy - Location When In Use Usage Description"),
    summary: "why the app asks for the location while it is used",
    availability: &[ios(11, 0), ipados(11, 0), VISIONOS],
    note: "The page gives iOS 11; the key is widely said to be known since iOS 8.",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nslocationwheninuseusagedescription",
    ..USAGE
};

/// `NSLocationAlwaysAndWhenInUseUsageDescription`.
pub const NS_LOCATION_ALWAYS_AND_WHEN_IN_USE_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSLocationAlwaysAndWhenInUseUsageDescription",
    xcode_name: Some("Privacy - Location Always and When In Use Usage Description"),
    summary: "why the app asks for the location at all times",
    availability: &[ios(11, 0), ipados(11, 0), VISIONOS],
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nslocationalwaysandwheninuseusagedescription",
    ..USAGE
};

/// `NSLocationAlwaysUsageDescription`.
pub const NS_LOCATION_ALWAYS_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSLocationAlwaysUsageDescription",
    xcode_name: Some("Privacy - Location Always Usage Description"),
    summary: "why the app asks for the location at all times, before iOS 11",
    availability: &[ios(8, 0).until(10, 0), ipados(8, 0).until(10, 0)],
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nslocationalwaysusagedescription",
    ..USAGE
};

/// `NSBluetoothAlwaysUsageDescription`.
pub const NS_BLUETOOTH_ALWAYS_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSBluetoothAlwaysUsageDescription",
    xcode_name: Some("Privacy - Bluetooth Always Usage Description"),
    summary: "why the app uses Bluetooth",
    availability: &[ios(13, 0), ipados(13, 0), macos(11, 0), tvos(13, 0), VISIONOS, watchos(6, 0)],
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nsbluetoothalwaysusagedescription",
    ..USAGE
};

/// `NSBluetoothPeripheralUsageDescription`.
pub const NS_BLUETOOTH_PERIPHERAL_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSBluetoothPeripheralUsageDescription",
    xcode_name: Some("Privacy - Bluetooth Peripheral Usage Description"),
    summary: "why the app connects to Bluetooth devices, before iOS 13",
    availability: &[ios(6, 0).until(13, 0), ipados(6, 0).until(13, 0)],
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nsbluetoothperipheralusagedescription",
    ..USAGE
};

/// `NSNearbyInteractionUsageDescription`.
pub const NS_NEARBY_INTERACTION_USAGE_DESCRIPTION: PlistKey = PlistKey {
    name: "NSNearbyInteractionUsageDescription",
    xcode_name: Some("Privacy - Nearby Interaction Usage Description"),
    summary: "why the app measures where other devices are",
    availability: &[ios(15, 0), ipados(15, 0), watchos(8, 0)],
    note: "iOS 14 is widely said to have used another key.",
    source: "https://developer.apple.com/documentation/bundleresources/information-property-list/nsnearbyinteractionusagedescription",
    ..USAGE
};

/// Every key, those that bgtask writes first.
pub const ALL: &[PlistKey] = &[
    UI_BACKGROUND_MODES,
    BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS,
    UI_APPLICATION_EXITS_ON_SUSPEND,
    WK_BACKGROUND_MODES,
    CF_BUNDLE_IDENTIFIER,
    UI_SUPPORTED_EXTERNAL_ACCESSORY_PROTOCOLS,
    UI_NEWSSTAND_APP,
    NS_MICROPHONE_USAGE_DESCRIPTION,
    NS_LOCATION_WHEN_IN_USE_USAGE_DESCRIPTION,
    NS_LOCATION_ALWAYS_AND_WHEN_IN_USE_USAGE_DESCRIPTION,
    NS_LOCATION_ALWAYS_USAGE_DESCRIPTION,
    NS_BLUETOOTH_ALWAYS_USAGE_DESCRIPTION,
    NS_BLUETOOTH_PERIPHERAL_USAGE_DESCRIPTION,
    NS_NEARBY_INTERACTION_USAGE_DESCRIPTION,
];

/// The key of this name.
pub fn from_name(name: &str) -> Option<&'static PlistKey> {
    ALL.iter().find(|key| key.name == name)
}

/// A setting of an Xcode project from which Xcode writes a key, so that a project can contradict its own file.
///
/// Source: <https://developer.apple.com/documentation/xcode/build-settings-reference>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildSetting {
    /// The setting, as `project.pbxproj` has it.
    pub name: &'static str,
    /// The key that it writes; `None` for the switch that makes Xcode write them at all.
    pub key: Option<&'static PlistKey>,
}

/// What the settings are called that write a key: this, and the key's name.
pub const BUILD_SETTING_PREFIX: &str = "INFOPLIST_KEY_";

/// The setting with the app's identifier. Property lists mention it as `$(PRODUCT_BUNDLE_IDENTIFIER)`.
pub const PRODUCT_BUNDLE_IDENTIFIER: BuildSetting =
    BuildSetting { name: "PRODUCT_BUNDLE_IDENTIFIER", key: Some(&CF_BUNDLE_IDENTIFIER) };

/// The settings to look for in a `project.pbxproj`.
pub const BUILD_SETTINGS: &[BuildSetting] = &[
    BuildSetting { name: "GENERATE_INFOPLIST_FILE", key: None },
    BuildSetting { name: "INFOPLIST_KEY_UIBackgroundModes", key: Some(&UI_BACKGROUND_MODES) },
    BuildSetting {
        name: "INFOPLIST_KEY_BGTaskSchedulerPermittedIdentifiers",
        key: Some(&BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS),
    },
];

#[cfg(test)]
mod tests {
    use super::{
        ALL, AppleOs, BUILD_SETTING_PREFIX, BUILD_SETTINGS, PlistType, UI_APPLICATION_EXITS_ON_SUSPEND, from_name,
    };

    #[test]
    fn keys_are_found_by_name_and_there_once() {
        for key in ALL {
            assert_eq!(from_name(key.name), Some(key));
            assert_eq!(ALL.iter().filter(|other| other.name == key.name).count(), 1);
            assert!(!key.summary.is_empty() && !key.availability.is_empty(), "{}", key.name);
            assert!(key.source.starts_with("https://developer.apple.com/"), "{}", key.name);
            if key.is_usage_description() {
                assert_eq!(key.value, PlistType::String);
                assert!(key.xcode_name.is_some_and(|name| name.starts_with("Privacy - ")));
            }
        }
    }

    #[test]
    fn exits_on_suspend_is_gone_from_ios() {
        let ios = UI_APPLICATION_EXITS_ON_SUSPEND.availability.iter().find(|known| known.os == AppleOs::Ios);
        assert_eq!(ios.map(ToString::to_string).as_deref(), Some("iOS 4.0 to 13.0"));
    }

    #[test]
    fn build_settings_end_in_the_key_they_write() {
        for setting in BUILD_SETTINGS {
            if let Some(key) = setting.key {
                assert_eq!(setting.name.strip_prefix(BUILD_SETTING_PREFIX), Some(key.name));
            }
        }
    }
}
