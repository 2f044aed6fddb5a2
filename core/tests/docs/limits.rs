//! docs/limits.md

use bgtask_core::catalog::{
    AccessStatus, AccessVerdict, ApplicationTriggerResult, CancellationReason, DeviceTriggerResult, FireVerdict,
    TriggerKind, limits,
};
use bgtask_core::rules::{apple, manifest, names, triggers};

use super::page::Page;
use super::words::{capital, code, duration, listed, number, plain, rule, source, system};

/// The page.
pub fn page() -> Page {
    let mut page = Page::new("Limits, access and cancellation");
    access(&mut page);
    times(&mut page);
    numbers(&mut page);
    cancellation(&mut page);
    fired(&mut page);
    page
}

fn access(page: &mut Page) {
    page.section("Access");
    page.text(
        "Windows lets an app register background tasks after it asked for access. `App::register_all` asks; \
         `bgtask::access` asks or looks without registering. On Windows 10 and later no question is shown. The answer:",
    );
    let rows = AccessStatus::ALL.iter().map(|status| {
        let meaning = match status.verdict() {
            AccessVerdict::Allowed => String::from("register: the tasks will run"),
            AccessVerdict::AskAgain => String::from("nothing was decided, and nothing runs: ask again"),
            AccessVerdict::Denied(why) => plain(why),
        };
        [(*status as i32).to_string(), format!("`{status:?}`"), capital(&meaning)]
    });
    page.table(["number", "BackgroundAccessStatus", "what it means"], rows);
    page.text(&format!(
        "`{:?}` is the usual answer, and a yes. {}",
        AccessStatus::AllowedSubjectToSystemPolicy,
        source("https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundaccessstatus")
    ));
}

fn times(page: &mut Page) {
    page.section("How long a task may run");
    let longer = TriggerKind::ALL.iter().map(|kind| kind.facts()).filter(|facts| facts.run_time != limits::RUN_TIME);
    let mut rows = vec![[String::from("every trigger but these"), duration(limits::RUN_TIME)]];
    rows.extend(longer.map(|facts| [format!("[`{0}`](triggers.md#{0})", facts.name), duration(facts.run_time)]));
    page.table(["on Windows", "at most"], rows);
    page.text(&format!(
        "This is wall-clock time, not enforced under a debugger. A deferral does not lengthen it. How long a request may run on \
         Apple systems is in [apple.md](apple.md#requests). {}",
        source("https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks")
    ));
}

fn numbers(page: &mut Page) {
    page.section("Numbers");
    let single = TriggerKind::ALL.iter().map(|kind| kind.facts());
    let single: Vec<_> = single.filter(|facts| facts.registrations == Some(1)).map(|facts| code(facts.name)).collect();
    let rows = [
        (
            "minutes of a `time` or `maintenance` trigger, at least",
            number(limits::MINIMUM_MINUTES),
            rule(triggers::INTERVAL_TOO_SHORT),
        ),
        (
            "minutes of such a trigger, at most, as far as documentation vouches for it",
            number(limits::MAXIMUM_ADVISED_MINUTES),
            rule(triggers::INTERVAL_TOO_LONG),
        ),
        ("minutes between two ticks of the system's timer", number(limits::TIMER_TICK_MINUTES), String::new()),
        (
            "characters of an entry point, at most",
            limits::CLASS_ID_LENGTH.to_string(),
            rule(names::MALFORMED_ENTRY_POINT),
        ),
        (
            "task types in one Extension, at most",
            limits::TASKS_PER_EXTENSION.to_string(),
            rule(manifest::TOO_MANY_TASK_TYPES),
        ),
        (
            "refresh requests pending for an app on Apple systems",
            limits::APPLE_REFRESH_REQUESTS.to_string(),
            rule(apple::TOO_MANY_REQUESTS),
        ),
        (
            "processing requests pending for an app on Apple systems",
            limits::APPLE_PROCESSING_REQUESTS.to_string(),
            rule(apple::TOO_MANY_REQUESTS),
        ),
    ];
    page.table(["what", "number", "rule"], rows.map(|(what, number, rule)| [String::from(what), number, rule]));
    page.text(&format!(
        "An app may have one registration of each of these triggers: {} ({}).",
        listed(&single),
        rule(triggers::SINGLE_REGISTRATION)
    ));
}

fn cancellation(page: &mut Page) {
    page.section("Cancellation");
    page.text(&format!(
        "The system tells a running task to stop and says why. Windows then gives it {} and ends its process. Shortly before, \
         bgtask drops a task that still waits for something, and abandons one that keeps its thread: its deferral is completed \
         without it. The number is from a page for Windows 8; no newer statement was found: \
         <https://learn.microsoft.com/previous-versions/windows/apps/dn263205(v=win.10)>",
        duration(limits::CANCELLATION_GRACE)
    ));
    let rows = CancellationReason::ALL.iter().map(|reason| {
        let facts = reason.facts();
        let number = facts.value.map_or_else(String::new, |value| value.to_string());
        let note = if facts.note.is_empty() { String::new() } else { format!(" {}", plain(facts.note)) };
        [code(facts.name), number, String::from(system(facts.platform)), format!("{}{note}", plain(facts.summary))]
    });
    page.table(["reason", "number", "given by", "meaning"], rows);
    let mut sources: Vec<_> = CancellationReason::ALL.iter().map(|reason| source(reason.facts().source)).collect();
    sources.dedup();
    page.text(&sources.join(" "));
}

fn fired(page: &mut Page) {
    page.section("When the app fires a trigger");
    page.text(
        "`Registrar::application_trigger::<T>()`, `media_processing_trigger`, `device_use_trigger` and \
         `device_servicing_trigger` give the trigger of a task, and its `request` fires it. Windows answers with \
         `ApplicationTriggerResult` or `DeviceTriggerResult`:",
    );
    let answers = |triggers: &str, rows: Vec<(i32, String, FireVerdict)>| {
        let triggers = String::from(triggers);
        rows.into_iter().map(move |(number, name, verdict)| {
            let meaning = match verdict {
                FireVerdict::Started => "the task runs",
                FireVerdict::RunsAlready => "it runs already, and is not started a second time",
                FireVerdict::Refused(why) => why,
            };
            [triggers.clone(), number.to_string(), code(&name), capital(meaning)]
        })
    };
    let application = ApplicationTriggerResult::ALL.iter();
    let application = application.map(|result| (*result as i32, format!("{result:?}"), result.verdict())).collect();
    let device = DeviceTriggerResult::ALL.iter();
    let device = device.map(|result| (*result as i32, format!("{result:?}"), result.verdict())).collect();
    let rows = answers("`application`, `media-processing`", application);
    page.table(
        ["trigger", "number", "answer", "meaning"],
        rows.chain(answers("`device-use`, `device-servicing`", device)),
    );
    page.text(&format!(
        "{} {}",
        source("https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.applicationtriggerresult"),
        source("https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.devicetriggerresult")
    ));
}
