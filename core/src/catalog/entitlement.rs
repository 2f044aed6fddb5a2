//! Entitlements that background modes and requests need. They stand in the app's signature, out of bgtask's reach: they are
//! named to the user, never written.

use super::Evidence;

/// An entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Its key.
    pub name: &'static str,
    /// What it allows, in one phrase.
    pub summary: &'static str,
    /// How an app comes by it.
    pub how: &'static str,
    /// How well its key is known.
    pub evidence: Evidence,
    /// The public page that describes it.
    pub source: &'static str,
}

/// `aps-environment`.
pub const APS_ENVIRONMENT: Entitlement = Entitlement {
    name: "aps-environment",
    summary: "push notifications: `development` or `production`",
    how: "the capability Push Notifications in Xcode; macOS calls it com.apple.developer.aps-environment",
    evidence: Evidence::Documented,
    source: "https://developer.apple.com/documentation/bundleresources/entitlements/aps-environment",
};

/// `com.apple.developer.networking.HotspotHelper`.
pub const HOTSPOT_HELPER: Entitlement = Entitlement {
    name: "com.apple.developer.networking.HotspotHelper",
    summary: "authentication on Wi-Fi hotspots",
    how: "Apple grants it on request",
    evidence: Evidence::Documented,
    source: "https://developer.apple.com/documentation/networkextension/hotspot-helper",
};

/// `com.apple.developer.push-to-talk`.
pub const PUSH_TO_TALK: Entitlement = Entitlement {
    name: "com.apple.developer.push-to-talk",
    summary: "push-to-talk channels",
    how: "the capability Push to Talk in Xcode, with Push Notifications",
    evidence: Evidence::Inferred,
    source: "https://developer.apple.com/documentation/pushtotalk/creating-a-push-to-talk-app",
};

/// `com.apple.developer.backgroundtasks.healthresearch`.
pub const HEALTH_RESEARCH: Entitlement = Entitlement {
    name: "com.apple.developer.backgroundtasks.healthresearch",
    summary: "background tasks of health studies",
    how: "for apps of health studies",
    evidence: Evidence::Documented,
    source: "https://developer.apple.com/documentation/backgroundtasks/bghealthresearchtaskrequest",
};

/// `com.apple.developer.background-tasks.continued-processing.gpu`.
pub const CONTINUED_PROCESSING_GPU: Entitlement = Entitlement {
    name: "com.apple.developer.background-tasks.continued-processing.gpu",
    summary: "the GPU in a continued-processing task",
    how: "the capability Background GPU Access in Xcode; not every device supports it",
    evidence: Evidence::Documented,
    source: "https://developer.apple.com/documentation/bundleresources/entitlements/com.apple.developer.background-tasks.continued-processing.gpu",
};

/// Every entitlement.
pub const ALL: &[Entitlement] =
    &[APS_ENVIRONMENT, HOTSPOT_HELPER, PUSH_TO_TALK, HEALTH_RESEARCH, CONTINUED_PROCESSING_GPU];

/// The entitlement of this name.
pub fn from_name(name: &str) -> Option<&'static Entitlement> {
    ALL.iter().find(|entitlement| entitlement.name == name)
}
