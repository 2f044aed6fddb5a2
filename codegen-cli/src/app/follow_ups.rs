//! Problems that follow from others: of a word that nobody knows, what it would have meant is not known, and whatever is said
//! of that misleads. What caused it is told, and the rest when that is mended.

use bgtask_core::rules::annotation::{
    DUPLICATE_ARGUMENT, MALFORMED_ATTRIBUTE, MALFORMED_VALUE, MISSING_TASK_LIST, MISSING_TRIGGER, UNKNOWN_ARGUMENT,
    UNKNOWN_VALUE, UNSUPPORTED_ITEM, UNSUPPORTED_SIGNATURE,
};
use bgtask_core::rules::apple::TOO_MANY_REQUESTS;
use bgtask_core::rules::manifest::{
    DESKTOP_MODEL_IN_APP_CONTAINER, IN_PROCESS_IN_FULL_TRUST, MANIFEST_OUT_OF_STEP, STALE_ENTRY_POINT, SYSTEM_TOO_OLD,
};
use bgtask_core::rules::names::{
    MALFORMED_CLSID, MALFORMED_IDENTIFIER, MISSING_CLSID, MISSING_ENTRY_POINT, MISSING_IDENTIFIER,
};
use bgtask_core::rules::project::{
    MISSING_CONFIGURATION, NEVER_CALLED, NO_DLL_EXPORTS, UNREADABLE_SOURCE, UNRESOLVED_TASK,
};
use bgtask_core::rules::property_list::{PLIST_OUT_OF_STEP, STALE_IDENTIFIER};
use bgtask_core::rules::triggers::{
    ARGUMENT_NOT_TAKEN, FLAG_NOT_TAKEN, MALFORMED_TRIGGER_ARGUMENT, MISSING_TRIGGER_ARGUMENT, UNKNOWN_FLAG,
    UNKNOWN_TRIGGER, UNKNOWN_TRIGGER_VALUE,
};
use bgtask_core::rules::{Rule, hosting};

use super::App;
use crate::allow::is_about;
use crate::find::FoundTask;
use crate::problem::Problem;
use crate::source::Place;

/// Each cause, with the rules that what it is about seems to break for it.
const FOLLOW_UPS: &[(&Rule, &[&Rule])] = &[
    // A hosting model, a platform or a kind of request, and what would be without it.
    (
        UNKNOWN_VALUE,
        &[
            MISSING_ENTRY_POINT,
            MISSING_CLSID,
            MISSING_IDENTIFIER,
            hosting::TRIGGER_NOT_IN_MODEL,
            hosting::APPLICATION_TRIGGER_IN_DESKTOP,
            hosting::CANCEL_WITHOUT_EFFECT,
            hosting::NETWORK_REQUEST_WITHOUT_EFFECT,
            hosting::OPTION_OF_ANOTHER_MODEL,
            IN_PROCESS_IN_FULL_TRUST,
            DESKTOP_MODEL_IN_APP_CONTAINER,
            SYSTEM_TOO_OLD,
            MANIFEST_OUT_OF_STEP,
            STALE_ENTRY_POINT,
            PLIST_OUT_OF_STEP,
            STALE_IDENTIFIER,
            MISSING_CONFIGURATION,
            NO_DLL_EXPORTS,
            NEVER_CALLED,
        ],
    ),
    (MALFORMED_CLSID, &[MISSING_CLSID]),
    (MALFORMED_IDENTIFIER, &[MISSING_IDENTIFIER, TOO_MANY_REQUESTS, PLIST_OUT_OF_STEP, STALE_IDENTIFIER]),
    // Which type of task the manifest has for it.
    (UNKNOWN_TRIGGER_VALUE, &[MANIFEST_OUT_OF_STEP, PLIST_OUT_OF_STEP]),
    // A file may have tasks that are missed.
    (UNREADABLE_SOURCE, &[UNRESOLVED_TASK]),
    // The advice would be to call what does nothing for such an app.
    (IN_PROCESS_IN_FULL_TRUST, &[NEVER_CALLED]),
    (DESKTOP_MODEL_IN_APP_CONTAINER, &[NEVER_CALLED]),
];

/// With these a task, an app or its list is not known in full, so that an entry only looks like one that nothing declares.
const HIDE_TASKS: &[&Rule] = &[
    UNREADABLE_SOURCE,
    UNRESOLVED_TASK,
    MISSING_TASK_LIST,
    MALFORMED_ATTRIBUTE,
    UNKNOWN_ARGUMENT,
    DUPLICATE_ARGUMENT,
    MISSING_TRIGGER,
    MALFORMED_VALUE,
    UNSUPPORTED_ITEM,
    UNSUPPORTED_SIGNATURE,
    UNKNOWN_TRIGGER,
    UNKNOWN_TRIGGER_VALUE,
    UNKNOWN_FLAG,
    ARGUMENT_NOT_TAKEN,
    FLAG_NOT_TAKEN,
    MISSING_TRIGGER_ARGUMENT,
    MALFORMED_TRIGGER_ARGUMENT,
];

/// Causes that are followed by problems at other places than their own.
const OF_THE_WHOLE: &[&Rule] = &[UNREADABLE_SOURCE, IN_PROCESS_IN_FULL_TRUST, DESKTOP_MODEL_IN_APP_CONTAINER];

/// Takes out of a package's problems what follows from others among them: what is wrong in the app's annotation is followed by
/// problems anywhere, what is wrong in a task's by those of the task.
pub fn take_out(problems: &mut Vec<Problem>, app: Option<&App>, tasks: &[FoundTask]) {
    if problems.iter().any(|problem| HIDE_TASKS.contains(&problem.rule)) {
        problems.retain(|problem| problem.rule != STALE_ENTRY_POINT && problem.rule != STALE_IDENTIFIER);
    }
    let causes: Vec<_> =
        problems.iter().filter(|one| FOLLOW_UPS.iter().any(|(cause, _)| one.rule == *cause)).cloned().collect();
    if causes.is_empty() {
        return;
    }
    let of_app = app.map(|app| &app.found().place);
    let registrations: Vec<_> = tasks.iter().flat_map(|task| &task.registrations).collect();
    let follows = |problem: &Problem, cause: &Problem| {
        let Some(place) = cause.place.as_ref().filter(|_| !OF_THE_WHOLE.contains(&cause.rule)) else { return true };
        if of_app.is_some_and(|app| includes(app, place)) {
            return true;
        }
        let mut of_task = registrations.iter().filter(|registration| includes(&registration.place, place));
        of_task.any(|registration| is_about(problem, registration))
    };
    problems.retain(|problem| {
        let rules =
            FOLLOW_UPS.iter().filter(|(_, follow_ups)| follow_ups.contains(&problem.rule)).map(|(cause, _)| *cause);
        let mut of_rules = rules.flat_map(|rule| causes.iter().filter(move |cause| cause.rule == rule));
        !of_rules.any(|cause| follows(problem, cause))
    });
}

fn includes(outer: &Place, inner: &Place) -> bool {
    outer.file == inner.file && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
}
