//! Rules about conditions.

use super::{Finding, Findings, Message, Site, rules, same};
use crate::catalog::TriggerKind;
use crate::model::TaskSpec;

rules! {
    UNKNOWN_CONDITION = "BG0201" Error ALL
        "a condition is one that Windows lists",
        "Conditions are spelled as in SystemConditionType: UserPresent, UserNotPresent, InternetAvailable, \
         InternetNotAvailable, SessionConnected, SessionDisconnected, FreeNetworkAvailable, BackgroundWorkCostNotHigh. Windows \
         knows no others. What else should hold, the task looks at when it runs, and returns when it does not; external power \
         is what a maintenance trigger waits for.\n\n    \
             condition = \"Internet\"\n    \
             condition = \"InternetAvailable\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemconditiontype";
    DUPLICATE_CONDITION = "BG0202" Error ALL
        "a condition is named once",
        "Windows takes a condition twice and checks it twice. As all conditions of a task must hold, the second adds nothing: it \
         is most often a slip for another one, and the task then runs in cases in which it was to be held back.\n\n    \
             conditions(\"InternetAvailable\", \"InternetAvailable\")\n    \
             conditions(\"InternetAvailable\", \"UserNotPresent\")",
        "https://learn.microsoft.com/windows/uwp/launch-resume/set-conditions-for-running-a-background-task";
    CONTRADICTORY_CONDITIONS = "BG0203" Error ALL
        "conditions of a task can hold together",
        "When a task's trigger fires, Windows holds the run back until all of its conditions hold at once. It accepts a pair \
         that never does, such as UserPresent with UserNotPresent: registering succeeds, and the task never runs. Conditions \
         can't be joined by \"or\". Two cases are two tasks, or two attributes with names of their own:\n\n    \
             #[background_task(trigger = \"time:60\", conditions(\"UserPresent\", \"UserNotPresent\"))]      // never\n\n    \
             #[background_task(trigger = \"time:60\", condition = \"UserPresent\")]\n    \
             #[background_task(trigger = \"time:15\", condition = \"UserNotPresent\", name = \"WhileAway\")]",
        "https://learn.microsoft.com/windows/uwp/launch-resume/set-conditions-for-running-a-background-task";
    CONDITIONS_NOT_ALLOWED = "BG0204" Error WINDOWS
        "a device-use task has no conditions",
        "A DeviceUseTrigger fires because the app asked for it, in the foreground, with the user looking and the device \
         connected. There is nothing to wait for, and Windows does not allow conditions on it: the registration fails at run \
         time. The app looks itself at whatever should hold before it calls RequestAsync.\n\n    \
             #[background_task(trigger = \"device-use\", condition = \"UserPresent\")]\n    \
             #[background_task(trigger = \"device-use\")]",
        "https://learn.microsoft.com/windows/uwp/launch-resume/access-sensors-and-devices-from-a-background-task";
    CONDITION_REPEATS_TRIGGER = "BG0220" Warning ALL
        "a condition adds something to its trigger",
        "A trigger such as `system:UserPresent` fires just when the user comes back, so the condition UserPresent holds then \
         anyway; and FreeNetworkAvailable holds only when InternetAvailable does. Naming the second one adds nothing but this: \
         the run is held when the state is gone again by the time at which the task could start. If that is what you want, \
         keep it; else it only makes a reader wonder.\n\n    \
             #[background_task(trigger = \"system:InternetAvailable\", condition = \"InternetAvailable\")]\n    \
             #[background_task(trigger = \"system:InternetAvailable\")]",
        "https://learn.microsoft.com/windows/uwp/launch-resume/set-conditions-for-running-a-background-task";
    CANCEL_WITHOUT_CONDITION = "BG0221" Warning WINDOWS
        "cancel_on_condition_loss goes with a condition",
        "CancelOnConditionLoss tells Windows to stop a running task when one of its conditions ceases to hold; the task is then \
         cancelled with the reason ConditionLoss. Without a condition nothing can be lost, and the switch does nothing. Either a \
         condition was forgotten, or the switch.\n\n    \
             #[background_task(trigger = \"time:60\", cancel_on_condition_loss)]\n    \
             #[background_task(trigger = \"time:60\", condition = \"InternetAvailable\", cancel_on_condition_loss)]",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder.cancelonconditionloss";
}

pub(super) const fn check(spec: &TaskSpec<'_>, found: &mut Findings) {
    let mut at = 0;
    while at < spec.conditions.len() {
        found.add(repeated(spec, at));
        found.add(contradicted(spec, at));
        found.add(adds_nothing(spec, at));
        at += 1;
    }
    found.add(not_allowed(spec));
    found.add(nothing_to_lose(spec));
}

const fn repeated(spec: &TaskSpec<'_>, index: usize) -> Option<Finding> {
    let condition = spec.conditions[index];
    let mut at = 0;
    while at < index {
        if spec.conditions[at] as u8 == condition as u8 {
            let message = Message::new("condition ").with(condition.name()).with(" is named twice");
            let help = Message::new("leave this one out");
            return Some(Finding::new(DUPLICATE_CONDITION, Site::Condition(index), message, help));
        }
        at += 1;
    }
    None
}

const fn contradicted(spec: &TaskSpec<'_>, index: usize) -> Option<Finding> {
    let condition = spec.conditions[index];
    let mut at = 0;
    while at < index {
        let other = spec.conditions[at];
        if excludes(other.facts().opposite, condition.name()) || excludes(condition.facts().opposite, other.name()) {
            let message = Message::new(condition.name())
                .with(" and ")
                .with(other.name())
                .with(" never hold together, so the task would never run");
            let help = Message::new("make two tasks of it, or leave one condition out");
            return Some(Finding::new(CONTRADICTORY_CONDITIONS, Site::Condition(index), message, help));
        }
        at += 1;
    }
    None
}

const fn excludes(opposite: Option<crate::catalog::Condition>, name: &str) -> bool {
    match opposite {
        Some(opposite) => same(opposite.name(), name),
        None => false,
    }
}

const fn adds_nothing(spec: &TaskSpec<'_>, index: usize) -> Option<Finding> {
    let condition = spec.conditions[index];
    let repeats = match (condition.facts().begun_by, spec.trigger.value()) {
        (Some(event), Some(value)) => matches!(spec.trigger.kind, TriggerKind::System) && same(event.name, value.name),
        _ => false,
    };
    if repeats {
        let message = Message::new("condition ")
            .with(condition.name())
            .with(" repeats the trigger: the task starts just when it begins to hold");
        let help = Message::new("leave the condition out, unless the run should be held when the state is gone again");
        return Some(Finding::new(CONDITION_REPEATS_TRIGGER, Site::Condition(index), message, help));
    }
    let mut at = 0;
    while at < spec.conditions.len() {
        let implied = spec.conditions[at].facts().implies;
        let mut each = 0;
        while each < implied.len() {
            if implied[each] as u8 == condition as u8 {
                let message = Message::new("condition ")
                    .with(condition.name())
                    .with(" adds nothing: it holds whenever ")
                    .with(spec.conditions[at].name())
                    .with(" does");
                let help = Message::new("leave it out");
                return Some(Finding::new(CONDITION_REPEATS_TRIGGER, Site::Condition(index), message, help));
            }
            each += 1;
        }
        at += 1;
    }
    None
}

const fn not_allowed(spec: &TaskSpec<'_>) -> Option<Finding> {
    let facts = spec.trigger.kind.facts();
    if facts.conditions || spec.conditions.is_empty() {
        return None;
    }
    let message = Message::new(facts.article()).with(" `").with(facts.name).with("` trigger takes no conditions");
    let help = Message::new("leave them out; the app asks for the run itself and can look first");
    Some(Finding::new(CONDITIONS_NOT_ALLOWED, Site::Condition(0), message, help))
}

const fn nothing_to_lose(spec: &TaskSpec<'_>) -> Option<Finding> {
    if !spec.cancel_on_condition_loss || !spec.conditions.is_empty() {
        return None;
    }
    let message = Message::new("cancel_on_condition_loss without a condition does nothing");
    let help = Message::new("add the condition whose loss should stop the task, or leave this out");
    Some(Finding::new(CANCEL_WITHOUT_CONDITION, Site::CancelOnConditionLoss, message, help))
}
