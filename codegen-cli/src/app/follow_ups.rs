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
    AMBIGUOUS_TASK, MISSING_CONFIGURATION, NEVER_CALLED, NO_DLL_EXPORTS, TASK_IN_NO_APP, UNKNOWN_CONFIGURATION,
    UNREACHABLE_TASK, UNREADABLE_SOURCE, UNRESOLVED_TASK,
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

/// What something of an annotation would have said: a hosting model, a platform, a kind of request, a name.
const UNREAD: &[&Rule] = &[UNKNOWN_VALUE, UNKNOWN_ARGUMENT, MALFORMED_ATTRIBUTE, MALFORMED_VALUE, DUPLICATE_ARGUMENT];

/// What would start a task.
const OF_TRIGGER: &[&Rule] = &[
    UNKNOWN_TRIGGER,
    UNKNOWN_TRIGGER_VALUE,
    UNKNOWN_FLAG,
    ARGUMENT_NOT_TAKEN,
    FLAG_NOT_TAKEN,
    MISSING_TRIGGER_ARGUMENT,
    MALFORMED_TRIGGER_ARGUMENT,
];

/// Causes, with the rules that what they are about seems to break for them, and where it does.
const FOLLOW_UPS: &[(&[&Rule], Reach, &[&Rule])] = &[
    (
        UNREAD,
        Reach::Annotated,
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
            PLIST_OUT_OF_STEP,
            MISSING_CONFIGURATION,
            NO_DLL_EXPORTS,
            NEVER_CALLED,
        ],
    ),
    // The list of an app, which then has none, or one without some of its tasks.
    (UNREAD, Reach::OfApps, &[MISSING_TASK_LIST, TASK_IN_NO_APP]),
    (&[MALFORMED_CLSID], Reach::Annotated, &[MISSING_CLSID]),
    (&[MALFORMED_IDENTIFIER], Reach::Annotated, &[MISSING_IDENTIFIER, TOO_MANY_REQUESTS, PLIST_OUT_OF_STEP]),
    // Which models it goes with, and which type of task the manifest has for it.
    (OF_TRIGGER, Reach::Annotated, &[hosting::TRIGGER_NOT_IN_MODEL, MANIFEST_OUT_OF_STEP, PLIST_OUT_OF_STEP]),
    // A file may have tasks that are missed.
    (&[UNREADABLE_SOURCE], Reach::Everywhere, &[UNRESOLVED_TASK]),
    // The model is going to change.
    (&[IN_PROCESS_IN_FULL_TRUST], Reach::Annotated, &[hosting::OPTION_OF_ANOTHER_MODEL]),
    // The advice would be to call what does nothing for such an app.
    (&[IN_PROCESS_IN_FULL_TRUST, DESKTOP_MODEL_IN_APP_CONTAINER], Reach::Everywhere, &[NEVER_CALLED]),
];

/// Where a cause is followed by problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Anywhere.
    Everywhere,
    /// Anywhere, if it is in the app's annotation, and in the task's, if it is there.
    Annotated,
    /// Anywhere, if it is in no task's annotation.
    OfApps,
}

/// With these a task, an app, its list or its configuration is not known in full, so that an entry only looks like one that
/// nothing declares.
const HIDE_TASKS: &[&[&Rule]] = &[
    UNREAD,
    OF_TRIGGER,
    &[
        UNREADABLE_SOURCE,
        UNRESOLVED_TASK,
        AMBIGUOUS_TASK,
        UNREACHABLE_TASK,
        UNKNOWN_CONFIGURATION,
        MISSING_TASK_LIST,
        MISSING_TRIGGER,
        MALFORMED_IDENTIFIER,
        UNSUPPORTED_ITEM,
        UNSUPPORTED_SIGNATURE,
    ],
];

/// Takes out of a package's problems what follows from others among them, or from `told`, which others tell: what is wrong in
/// an app's annotation is followed by problems anywhere, what is wrong in a task's by those of the task.
pub fn take_out(problems: &mut Vec<Problem>, told: &[Problem], apps: &[App], tasks: &[FoundTask]) {
    let is_one_of = |rules: &[&Rule], problem: &Problem| rules.contains(&problem.rule);
    if problems.iter().chain(told).any(|problem| HIDE_TASKS.iter().any(|rules| is_one_of(rules, problem))) {
        problems.retain(|problem| problem.rule != STALE_ENTRY_POINT && problem.rule != STALE_IDENTIFIER);
    }
    let is_cause = |problem: &&Problem| FOLLOW_UPS.iter().any(|(causes, ..)| is_one_of(causes, problem));
    let causes: Vec<_> = problems.iter().chain(told).filter(is_cause).cloned().collect();
    if causes.is_empty() {
        return;
    }
    let registrations: Vec<_> = tasks.iter().flat_map(|task| &task.registrations).collect();
    let is_in_app = |place: &Place| apps.iter().any(|app| includes(&app.found().place, place));
    // An annotation that says too little makes no registration.
    let is_in_task = |cause: &Problem, place: &Place| {
        tasks.iter().any(|task| includes(&task.place, place))
            || registrations.iter().any(|registration| is_about(cause, registration))
    };
    let follows = |problem: &Problem, cause: &Problem, reach: Reach| {
        let Some(place) = &cause.place else { return true };
        match reach {
            Reach::Everywhere => true,
            Reach::OfApps => !is_in_task(cause, place),
            Reach::Annotated => {
                let mut of_task = registrations.iter().filter(|registration| is_about(cause, registration));
                is_in_app(place) || of_task.any(|registration| is_about(problem, registration))
            }
        }
    };
    problems.retain(|problem| {
        let rules = FOLLOW_UPS.iter().filter(|(.., follow_ups)| follow_ups.contains(&problem.rule));
        let mut of_rules = rules.flat_map(|(rules, reach, _)| {
            let of_rules = causes.iter().filter(|cause| is_one_of(rules, cause));
            of_rules.map(|cause| (cause, *reach))
        });
        !of_rules.any(|(cause, reach)| follows(problem, cause, reach))
    });
}

fn includes(outer: &Place, inner: &Place) -> bool {
    outer.file == inner.file && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
}
