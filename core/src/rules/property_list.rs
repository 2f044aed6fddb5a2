//! Rules about Info.plist.

use super::{Finding, Message, Site, rules};
use crate::catalog::{BackgroundMode, Need};

rules! {
    PLIST_OUT_OF_STEP = "BG0701" Error APPLE
        "Info.plist declares what the code declares",
        "A refresh task needs the mode `fetch`, a processing task the mode `processing`, and both need their identifier in \
         BGTaskSchedulerPermittedIdentifiers. Without the identifier registering a handler answers false; without the mode \
         submitting a request gives error 3, with an empty text; and `processing` without any identifier is refused when the \
         app is uploaded (ITMS-90771).\n\n    \
             cargo bgtask sync --diff      # shows what is missing, and writes it\n    \
             cargo bgtask check            # for a build server: exits with 1 while something is missing\n\n\
         What other SDKs have put into the same lists stays.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
    STALE_IDENTIFIER = "BG0702" Warning APPLE
        "Info.plist permits no identifier of ours that the code has not",
        "Each permitted identifier must get a launch handler at every launch of the app. This one stands under the app's \
         `identifier_prefix` and belongs to no task any more: the task was removed, or taken from the app's list, or asks for other things than before, such \
         as a network. A request that an earlier version submitted under it finds no handler.\n\n    \
             cargo bgtask sync --prune      # takes it out\n\n\
         Other identifiers, which may belong to an SDK, are never touched.",
        "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/register(fortaskwithidentifier:using:launchhandler:)";
    COMPANION_MISSING = "BG0703" Warning APPLE
        "a background mode has its companion keys and entitlements",
        "Some modes mean nothing, or are refused in review, without another key of Info.plist, such as the sentence that tells \
         the user why the app wants the location, or without an entitlement in the app's signature. The system ends an app that \
         uses such a service without the sentence. bgtask makes no sentence up, as a user and a reviewer read it, and \
         entitlements are Xcode's, so both are reported and not written.\n\n    \
             <key>NSLocationWhenInUseUsageDescription</key>\n    \
             <string>Shows the news of the town that you are in.</string>\n\n    \
             cargo bgtask sync --usage-descriptions    # puts the keys in, with texts that are to be filled in",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uibackgroundmodes";
    BUILD_SETTING_CONTRADICTS = "BG0704" Warning APPLE
        "the Xcode project does not set the same keys in its build settings",
        "With INFOPLIST_KEY_UIBackgroundModes or INFOPLIST_KEY_BGTaskSchedulerPermittedIdentifiers in project.pbxproj Xcode \
         writes the key into the built Info.plist by itself, and the values of the file may be lost: the file looks right, the \
         app's requests are refused, and nothing says why. Keep the key in one place. bgtask writes the file, so take the \
         setting out of the project, in the target's tab Build Settings or Info.",
        "https://developer.apple.com/documentation/xcode/build-settings-reference";
    USAGE_DESCRIPTION_UNWRITTEN = "BG0705" Warning APPLE
        "usage descriptions are written by a person",
        "When an app asks for the location, for Bluetooth or for the microphone, the system shows the user the sentence that \
         stands under this key, and app review reads it too. Here it is empty, or still the text with which bgtask marks where \
         one is to be written. Say what the app does with the service, in the user's words.\n\n    \
             <key>NSBluetoothAlwaysUsageDescription</key>\n    \
             <string>Talks to the barometer in your garden.</string>",
        "https://developer.apple.com/documentation/uikit/requesting-access-to-protected-resources";
}

/// A key of Info.plist or an entitlement that a mode needs, and that is not there.
pub fn companion_missing(mode: &BackgroundMode, companion: &str, need: Need) -> Finding {
    let message = Message::new("background mode `").with(mode.value).with("` goes with ").with(companion);
    let message = match need {
        Need::Always => message.with(", which is not there"),
        Need::If(when) => message.with(" if ").with(when).with(", and it is not there"),
    };
    let help = Message::new("add it yourself: bgtask makes up no sentence that a user reads, and signs no app");
    Finding::new(COMPANION_MISSING, Site::Item, message, help)
}

/// A usage description that says nothing yet.
pub fn usage_description_unwritten(key: &str) -> Finding {
    let message = Message::new("`").with(key).with("` is still to be filled in");
    let help = Message::new("say why, in a sentence for the user: app review reads it too");
    Finding::new(USAGE_DESCRIPTION_UNWRITTEN, Site::Item, message, help)
}
