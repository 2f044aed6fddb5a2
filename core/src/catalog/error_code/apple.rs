//! Errors of BGTaskScheduler, its exceptions, and of the App Store.

use super::{Code, ErrorCode};
use crate::catalog::Evidence;
use crate::model::Platform;

const fn scheduler(code: u8, name: &'static str, meaning: &'static str) -> ErrorCode {
    ErrorCode { name: Some(name), ..row(Code::BgTaskScheduler(code), "BGTaskScheduler.submit", meaning) }
}

const fn row(code: Code, given_by: &'static str, meaning: &'static str) -> ErrorCode {
    ErrorCode {
        code,
        name: None,
        platform: Platform::Apple,
        given_by,
        meaning,
        causes: &[],
        cures: &[],
        evidence: Evidence::Documented,
        sources: &[],
    }
}

pub(super) static ERRORS: &[ErrorCode] = &[
    ErrorCode {
        causes: &[
            "The app runs in the Simulator, which schedules nothing.",
            "The user switched Background App Refresh off, for the app or for all.",
            "The caller is an app extension of a kind that can't schedule, or a keyboard without open access.",
        ],
        cures: &[
            "Try it on a device, or run the task in bgtask's simulated host.",
            "Look at UIApplication.backgroundRefreshStatus and tell the user; scheduling again later is harmless.",
        ],
        sources: &["https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/error/unavailable"],
        ..scheduler(1, "Unavailable", "The app can't schedule background work here.")
    },
    ErrorCode {
        causes: &[
            "The app has a refresh request pending, or ten processing requests; one more is refused.",
            "Other code in the app, such as another SDK, submits requests too.",
        ],
        cures: &[
            "Let tasks share identifiers, as bgtask does by default: submitting an identifier that is pending replaces the \
             request.",
            "`cargo bgtask check` counts the identifiers that the tasks need.",
        ],
        sources: &[
            "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/error/toomanypendingtaskrequests",
        ],
        ..scheduler(2, "TooManyPendingTaskRequests", "Too many requests of the kind are pending.")
    },
    ErrorCode {
        causes: &[
            "UIBackgroundModes lacks the mode: `fetch` for refresh requests, `processing` for processing requests.",
            "BGTaskSchedulerPermittedIdentifiers lacks the identifier, or spells it differently; build settings of the Xcode \
             project may overrule the file.",
            "The request asks for a resource that the device lacks, such as the GPU.",
            "The user denied launches in the background.",
        ],
        cures: &[
            "`cargo bgtask check` compares modes and identifiers with the code; `cargo bgtask sync` writes what is missing.",
            "Look for INFOPLIST_KEY_ settings in the project; `cargo bgtask check` names them.",
        ],
        sources: &["https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/error/notpermitted"],
        ..scheduler(3, "NotPermitted", "The app may not schedule this request.")
    },
    ErrorCode {
        causes: &["A continued-processing request with the strategy Fail could not run at once."],
        cures: &["Queue the request instead, which is the default, or tell the user to try again."],
        sources: &[
            "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/error/immediaterunineligible",
        ],
        ..scheduler(4, "ImmediateRunIneligible", "The request can't run at once, and was not to be queued.")
    },
    ErrorCode {
        causes: &[
            "A launch handler is registered after the app finished launching, such as from a scene or a plug-in.",
            "A launch handler is registered twice for one identifier, such as by two SDKs.",
            "A request is submitted for an identifier that has no launch handler in this process.",
        ],
        cures: &[
            "Start bgtask's host once, before application(_:didFinishLaunchingWithOptions:) returns: it registers every \
             identifier of the app exactly once, and refuses late calls with an error instead of an exception.",
            "Leave bgtask's identifiers to bgtask; `cargo bgtask list` shows them.",
        ],
        sources: &[
            "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/register(fortaskwithidentifier:using:launchhandler:)",
            "https://github.com/shinyorg/shiny/issues/280",
            "https://github.com/fluttercommunity/flutter_workmanager/issues/660",
        ],
        ..row(
            Code::Named("NSInternalInconsistencyException"),
            "BGTaskScheduler.register and submit",
            "The scheduler was used against its rules; the app is ended.",
        )
    },
    ErrorCode {
        causes: &["UIBackgroundModes has `processing` and Info.plist has no BGTaskSchedulerPermittedIdentifiers."],
        cures: &[
            "`cargo bgtask sync` writes the identifiers of the processing tasks; without such a task remove the mode.",
        ],
        sources: &[
            "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers",
            "https://github.com/expo/expo/issues/32396",
            "https://github.com/fluttercommunity/flutter_uploader/issues/59",
        ],
        ..row(
            Code::Named("ITMS-90771"),
            "upload to App Store Connect",
            "Info.plist declares processing without permitted identifiers.",
        )
    },
];
