//! Rules about triggers.

use super::{Finding, Findings, Message, Site, rules};
use crate::catalog::{ParameterKind, Status, TriggerKind, system_event};
use crate::model::{ResolvedTask, TaskSpec};

rules! {
    INTERVAL_TOO_SHORT = "BG0101" Error WINDOWS
        "a time or maintenance trigger waits at least 15 minutes",
        "Windows runs timers for background tasks in ticks of 15 minutes. A trigger with fewer minutes can be built, but \
         registering it fails, on the user's machine. Ask for 15 minutes or more. Work that must happen sooner belongs in \
         the app itself, or in a push notification's task.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger";
    UNKNOWN_TRIGGER = "BG0102" Error ALL
        "a trigger has one of the names in the catalog",
        "Triggers are named by the Windows class in kebab case, without the word Trigger: TimeTrigger is `time`, \
         PushNotificationTrigger is `push-notification`. WiFi and BluetoothLE are one word and two: \
         `wifi-on-demand-hotspot-connect`, `bluetooth-le-advertisement-watcher`. In the Rust form hyphens are underscores: \
         `push_notification`.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtrigger";
    UNKNOWN_TRIGGER_VALUE = "BG0103" Error ALL
        "a trigger's value is one that Windows lists",
        "Some triggers take a value of a Windows enum, spelled as Windows spells it: `system:TimeZoneChange`, \
         `location:Geofence`. The message lists what the trigger takes.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype";
    UNKNOWN_FLAG = "BG0104" Error ALL
        "the only flag of a trigger is `once`",
        "After a comma a trigger takes a flag. There is one: `once`, for a trigger that fires a single time and is then gone. \
         A text argument with a comma in it is written in the Rust form: `custom_system_event(\"a,b\")`.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger.oneshot";
    ARGUMENT_NOT_TAKEN = "BG0105" Error ALL
        "a trigger takes only the argument that its class takes",
        "What follows a trigger's name goes to the constructor of its class, or to a property that a literal can set. Most \
         triggers take nothing; none takes more than one argument besides `once`.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    FLAG_NOT_TAKEN = "BG0106" Error ALL
        "`once` goes only with triggers that can fire a single time",
        "Time, maintenance, system, phone and a few other triggers can be asked to fire once. The others fire whenever their \
         event happens, for as long as they are registered; to stop, a task unregisters itself.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    MISSING_TRIGGER_ARGUMENT = "BG0107" Error ALL
        "a trigger that needs an argument has it",
        "Some triggers mean nothing by themselves: a time trigger needs its minutes, a system trigger its event.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    MALFORMED_TRIGGER_ARGUMENT = "BG0108" Error ALL
        "a trigger's argument is of the kind that it takes",
        "Minutes are a whole number without a unit, from 0 to 4294967295; a text is not empty; a value is a name.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    NEEDS_WITH = "BG0109" Error WINDOWS
        "a trigger made from run-time objects is built by a function",
        "The constructor of this trigger takes an object that exists only at run time, or it is useless until objects are \
         set on it. An annotation can't hold one. Write `trigger = with(\"gatt-characteristic-notification\", \
         path::to::function)`: the function builds the trigger when the task is registered. It is compiled for Windows only.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    WITH_NOT_TAKEN = "BG0110" Error ALL
        "a trigger that an annotation can build is not built by a function",
        "What a function builds, no tool can see: neither the checks nor the simulated host nor the manifest. So `with(…)` is \
         for the triggers that need it, and the others are written out.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    CONTROL_CHANNEL_ONCE = "BG0111" Error WINDOWS
        "ControlChannelReset can't be waited for once",
        "SystemTriggerType.ControlChannelReset is only valid with OneShot = false. A one-shot registration fails.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype";
    SINGLE_REGISTRATION = "BG0112" Error WINDOWS
        "some triggers may be registered once per app",
        "Windows allows an app one registration of an application, media-processing or device-use trigger and one geofence \
         trigger; registering a second raises an error. Let one task serve them all and tell the cases apart by what the \
         trigger hands over.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/guidelines-for-background-tasks";
    INTERVAL_TOO_LONG = "BG0120" Warning WINDOWS
        "intervals over 30 days are not vouched for",
        "Documentation of MaintenanceTrigger.FreshnessTime allows an argument error for more than 43,200 minutes, which is 30 \
         days. Run more often and let the task decide whether there is something to do.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.maintenancetrigger.freshnesstime";
    DEPRECATED_TRIGGER = "BG0121" Warning WINDOWS
        "the trigger is deprecated",
        "Windows still has the class, and metadata marks it deprecated. The message names the replacement.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    PHONE_ONLY_TRIGGER = "BG0122" Warning WINDOWS
        "the trigger fires on phones only",
        "The API contract of this trigger is present only on the phone family of devices, or the event never happens on \
         anything else. On a PC the registration fails or the task never runs.",
        "https://learn.microsoft.com/uwp/extension-sdks/device-families-overview";
    RESTRICTED_TRIGGER = "BG0123" Warning WINDOWS
        "the trigger is for partners or needs a capability that is granted on request",
        "Mobile operators, device makers and payment providers have triggers of their own. Without the restricted capability, \
         the device metadata or the agreement, registering fails or the task never runs.",
        "https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations#restricted-capabilities";
}

pub(super) const fn check(spec: &TaskSpec<'_>) -> Findings {
    let mut findings =
        Findings::NONE.and(interval_too_short(spec)).and(interval_too_long(spec)).and(control_channel_once(spec));
    let facts = spec.trigger.kind.facts();
    let mut at = 0;
    while at < facts.status.len() {
        findings = findings.and(Some(status(facts.name, facts.status[at])));
        at += 1;
    }
    if let (TriggerKind::System, Some(event)) = (spec.trigger.kind, spec.trigger.value()) {
        let statuses = system_event::facts(event).status;
        let mut at = 0;
        while at < statuses.len() {
            findings = findings.and(Some(status(event.name, statuses[at])));
            at += 1;
        }
    }
    findings
}

const fn minutes(spec: &TaskSpec<'_>) -> Option<(u32, u32, Option<u32>)> {
    match (spec.trigger.kind.facts().parameter, spec.trigger.number()) {
        (Some(parameter), Some(number)) => match parameter.kind {
            ParameterKind::Minutes { minimum, maximum_advised } => Some((number, minimum, maximum_advised)),
            _ => None,
        },
        _ => None,
    }
}

const fn interval_too_short(spec: &TaskSpec<'_>) -> Option<Finding> {
    let Some((number, minimum, _)) = minutes(spec) else { return None };
    if number >= minimum {
        return None;
    }
    let message = Message::new("a ")
        .with(spec.trigger.kind.facts().name)
        .with(" trigger waits at least ")
        .with_number(minimum as u64)
        .with(" minutes, and ")
        .with_number(number as u64)
        .with(if number == 1 { " is less" } else { " are less" });
    let help = Message::new("write ")
        .with_number(minimum as u64)
        .with(" or more; with less, Windows refuses the registration at run time");
    Some(Finding::new(INTERVAL_TOO_SHORT, Site::TriggerArgument, message, help))
}

const fn interval_too_long(spec: &TaskSpec<'_>) -> Option<Finding> {
    let Some((number, _, Some(maximum))) = minutes(spec) else { return None };
    if number <= maximum {
        return None;
    }
    let message = Message::EMPTY
        .with_number(number as u64)
        .with(" minutes are more than the ")
        .with_number(maximum as u64)
        .with(" (30 days) that documentation vouches for");
    let help = Message::new("run more often, and let the task see whether there is something to do");
    Some(Finding::new(INTERVAL_TOO_LONG, Site::TriggerArgument, message, help))
}

const fn control_channel_once(spec: &TaskSpec<'_>) -> Option<Finding> {
    let Some(event) = spec.trigger.value() else { return None };
    let is_system = matches!(spec.trigger.kind, TriggerKind::System);
    if !is_system || !spec.trigger.once || system_event::facts(event).one_shot {
        return None;
    }
    let message = Message::new(event.name).with(" can't be waited for once");
    Some(Finding::new(CONTROL_CHANNEL_ONCE, Site::TriggerFlag, message, Message::new("leave out `once`")))
}

const fn status(name: &str, status: Status) -> Finding {
    let (rule, begin, why) = match status {
        Status::Deprecated(why) => (DEPRECATED_TRIGGER, " is deprecated: ", why),
        Status::PhoneOnly(why) => (PHONE_ONLY_TRIGGER, " is for phones: ", why),
        Status::Restricted(why) => (RESTRICTED_TRIGGER, " is not for every app: ", why),
    };
    Finding::new(rule, Site::Trigger, Message::new("`").with(name).with("`").with(begin).with(why), Message::EMPTY)
}

/// Whether a registration before this one uses up the trigger.
pub(super) const fn single_registration(tasks: &[ResolvedTask<'_>], index: usize) -> Option<Finding> {
    let this = &tasks[index];
    let facts = this.spec.trigger.kind.facts();
    let Some(allowed) = facts.registrations else { return None };
    if this.windows.is_none() {
        return None;
    }
    let mut before = 0;
    let mut first = "";
    let mut at = 0;
    while at < index {
        let other = &tasks[at];
        if other.windows.is_some() && other.spec.trigger.kind as u8 == this.spec.trigger.kind as u8 {
            if before == 0 {
                first = other.spec.name;
            }
            before += 1;
        }
        at += 1;
    }
    if before < allowed {
        return None;
    }
    let message = Message::new("an app may register one `")
        .with(facts.name)
        .with("` trigger, and task `")
        .with(first)
        .with("` has it already");
    let help = Message::new("let one task do both, and tell the cases apart by the trigger's details");
    Some(Finding::new(SINGLE_REGISTRATION, Site::Trigger, message, help))
}
