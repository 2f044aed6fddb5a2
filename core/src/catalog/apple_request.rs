//! The kinds of request that BGTaskScheduler takes. Its numbers are in [`limits`].

use super::apple_os::{AppleOs, Availability};
use super::entitlement::{self, Entitlement};
use super::{Evidence, limits};
use crate::model::AppleKind;

/// What is known of a kind of request.
#[derive(Clone, Copy, Debug)]
pub struct RequestFacts {
    /// The kind in an annotation; `None` for those that bgtask does not submit.
    pub kind: Option<AppleKind>,
    /// The class of the request.
    pub class: &'static str,
    /// The class of the task that the launch handler gets.
    pub task_class: &'static str,
    /// The initialiser's selector.
    pub initializer: &'static str,
    /// The mode in `UIBackgroundModes` that it needs, where one is documented.
    pub mode: Option<&'static str>,
    /// The systems that have it.
    pub availability: &'static [Availability],
    /// What it can ask for besides a time, as Apple spells the properties.
    pub properties: &'static [&'static str],
    /// Whether `earliestBeginDate` holds it back; it is never a promise of when.
    pub earliest_begin_date: bool,
    /// Whether an identifier in Info.plist may end in `.*`, the submitted ones having a suffix in its place.
    pub wildcard: bool,
    /// Whether its launch handler must be registered before the app has finished launching.
    pub registered_at_launch: bool,
    /// How many an app may have pending, where that is stated.
    pub pending: Option<usize>,
    /// The entitlement that it needs, and what for; empty where it always needs it.
    pub entitlement: Option<(&'static Entitlement, &'static str)>,
    /// When it runs, in one phrase.
    pub when: &'static str,
    /// How long it may run, in one phrase; no header gives a number.
    pub run_time: &'static str,
    /// How well the run time is known.
    pub run_time_evidence: Evidence,
    /// The public page that describes it.
    pub source: &'static str,
}

const fn since(os: AppleOs, major: u8, minor: u8) -> Availability {
    Availability::since(os, major, minor)
}

/// What the scheduler itself needs.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler>
pub const SCHEDULER_AVAILABILITY: &[Availability] = &[
    since(AppleOs::Ios, 13, 0),
    since(AppleOs::Ipados, 13, 0),
    since(AppleOs::MacCatalyst, 13, 1),
    since(AppleOs::Tvos, 13, 0),
    since(AppleOs::Visionos, 1, 0),
];

/// The first version with `submitTaskRequest:completionHandler:`, which deprecates `submitTaskRequest:error:` and reports
/// every kind of error.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler>
pub const SUBMIT_WITH_HANDLER: Availability = since(AppleOs::Ios, 27, 0);

const REFRESH: RequestFacts = RequestFacts {
    kind: Some(AppleKind::Refresh),
    class: "BGAppRefreshTaskRequest",
    task_class: "BGAppRefreshTask",
    initializer: "initWithIdentifier:",
    mode: Some("fetch"),
    availability: SCHEDULER_AVAILABILITY,
    properties: &[],
    earliest_begin_date: true,
    wildcard: false,
    registered_at_launch: true,
    pending: Some(limits::APPLE_REFRESH_REQUESTS),
    entitlement: None,
    when: "when the system thinks that the user will open the app, by the pattern of use",
    run_time: "about 30 seconds",
    run_time_evidence: Evidence::Inferred,
    source: "https://developer.apple.com/documentation/backgroundtasks/bgapprefreshtaskrequest",
};

const PROCESSING: RequestFacts = RequestFacts {
    kind: Some(AppleKind::Processing),
    class: "BGProcessingTaskRequest",
    task_class: "BGProcessingTask",
    mode: Some("processing"),
    properties: &["requiresNetworkConnectivity", "requiresExternalPower"],
    pending: Some(limits::APPLE_PROCESSING_REQUESTS),
    when: "while the device is idle, mostly while it charges; ended when the user takes the device up",
    run_time: "minutes",
    run_time_evidence: Evidence::Documented,
    source: "https://developer.apple.com/documentation/backgroundtasks/bgprocessingtaskrequest",
    ..REFRESH
};

const HEALTH_RESEARCH: RequestFacts = RequestFacts {
    kind: None,
    class: "BGHealthResearchTaskRequest",
    task_class: "BGHealthResearchTask",
    availability: &[
        since(AppleOs::Ios, 17, 0),
        since(AppleOs::Ipados, 17, 0),
        since(AppleOs::MacCatalyst, 17, 0),
        since(AppleOs::Tvos, 17, 0),
    ],
    properties: &["requiresNetworkConnectivity", "requiresExternalPower", "protectionTypeOfRequiredData"],
    pending: None,
    entitlement: Some((&entitlement::HEALTH_RESEARCH, "")),
    when: "as processing, for apps of health studies",
    source: "https://developer.apple.com/documentation/backgroundtasks/bghealthresearchtaskrequest",
    ..PROCESSING
};

const CONTINUED: RequestFacts = RequestFacts {
    kind: Some(AppleKind::Continued),
    class: "BGContinuedProcessingTaskRequest",
    task_class: "BGContinuedProcessingTask",
    initializer: "initWithIdentifier:title:subtitle:",
    mode: None,
    availability: &[since(AppleOs::Ios, 26, 0), since(AppleOs::Ipados, 26, 0)],
    properties: &["title", "subtitle", "strategy", "requiredResources"],
    earliest_begin_date: false,
    wildcard: true,
    registered_at_launch: false,
    pending: None,
    entitlement: Some((&entitlement::CONTINUED_PROCESSING_GPU, "if it asks for the GPU")),
    when: "at once or shortly after, on an action of the user in the foreground; shown with its progress, and the user can \
           cancel it",
    run_time: "while it reports progress; those that stall are expired first",
    run_time_evidence: Evidence::Documented,
    source: "https://developer.apple.com/documentation/backgroundtasks/performing-long-running-tasks-on-ios-and-ipados",
};

/// Every kind of request.
pub const ALL: &[RequestFacts] = &[REFRESH, PROCESSING, HEALTH_RESEARCH, CONTINUED];

/// What is known of the request for a kind; `None` for [`AppleKind::None`].
pub const fn of_kind(kind: AppleKind) -> Option<&'static RequestFacts> {
    match kind {
        AppleKind::Refresh => Some(&REFRESH),
        AppleKind::Processing => Some(&PROCESSING),
        AppleKind::Continued => Some(&CONTINUED),
        AppleKind::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, of_kind};
    use crate::catalog::background_mode;
    use crate::model::AppleKind;

    #[test]
    fn every_kind_has_its_request() {
        for kind in AppleKind::ALL {
            match of_kind(*kind) {
                Some(request) => {
                    assert_eq!(request.kind, Some(*kind));
                    assert_eq!(request.class, format!("{}Request", request.task_class));
                    assert_eq!(request.mode.as_slice(), kind.modes(), "model and catalog name the same modes");
                }
                None => assert_eq!(*kind, AppleKind::None),
            }
        }
    }

    #[test]
    fn modes_of_requests_are_known_modes() {
        for mode in ALL.iter().filter_map(|request| request.mode) {
            assert!(background_mode::from_name(mode).is_some(), "{mode}");
        }
    }
}
