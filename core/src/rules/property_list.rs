//! Rules about Info.plist.

use super::{Finding, Message, Site, rules};

rules! {
    PLIST_OUT_OF_STEP = "BG0701" Error APPLE
        "Info.plist declares what the code declares",
        "A refresh task needs the mode `fetch`, a processing task the mode `processing`, and both need their identifier in \
         BGTaskSchedulerPermittedIdentifiers. Without, registering answers false and submitting gives error 3; `processing` \
         without an identifier is refused at upload (ITMS-90771). `cargo bgtask sync` writes them.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
    STALE_IDENTIFIER = "BG0702" Warning APPLE
        "Info.plist permits no identifier of ours that the code has not",
        "Each permitted identifier must get a launch handler at every launch, and this one, which stands under the app's \
         identifier prefix, belongs to no task. `cargo bgtask sync --prune` takes it out. Other identifiers, which may belong \
         to an SDK, are never touched.",
        "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/register(fortaskwithidentifier:using:launchhandler:)";
    COMPANION_MISSING = "BG0703" Warning APPLE
        "a background mode has its companion keys and entitlements",
        "Some modes mean nothing, or are refused in review, without another key of Info.plist, such as a usage description, or \
         without an entitlement. bgtask does not invent the sentences that a user reads, so it reports them.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uibackgroundmodes";
    BUILD_SETTING_CONTRADICTS = "BG0704" Warning APPLE
        "the Xcode project does not set the same keys in its build settings",
        "With INFOPLIST_KEY_UIBackgroundModes or INFOPLIST_KEY_BGTaskSchedulerPermittedIdentifiers in project.pbxproj, Xcode \
         writes the keys itself and the file's own values may be lost. Keep them in one place.",
        "https://developer.apple.com/documentation/xcode/build-settings-reference";
}

/// A key that a mode needs and the file lacks.
pub fn companion_missing(mode: &str, companion: &str, when: &str) -> Finding {
    let message = Message::new("background mode `").with(mode).with("` goes with ").with(companion).with(when);
    let message = message.with(", which is not there");
    Finding::new(COMPANION_MISSING, Site::Item, message, Message::EMPTY)
}
