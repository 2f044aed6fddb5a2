//! Rules about triggers.

use super::{Finding, Findings, Message, Site, rules};
use crate::catalog::{ParameterKind, Status, TriggerKind, system_event};
use crate::model::{ResolvedTask, TaskSpec};

rules! {
    INTERVAL_TOO_SHORT = "BG0101" Error WINDOWS
        "a time or maintenance trigger waits at least 15 minutes",
        "Windows runs the timers of background tasks in ticks of 15 minutes, to let the device sleep between them. A trigger \
         with fewer minutes can be built, and then registering it fails: on the user's machine, when nobody is looking. Code \
         that ignores the error has a task that never runs.\n\n    \
             trigger = \"time:5\"      // Register fails\n    \
             trigger = \"time:15\"\n\n\
         The first run comes up to 15 minutes later than asked. Work that must happen sooner or on the minute belongs in the \
         app itself while it runs, or in the task of a push notification. A task that says `platforms(\"apple\")` may ask for less: \
         there the number is only what it waits at least.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger";
    UNKNOWN_TRIGGER = "BG0102" Error ALL
        "a trigger has one of the names in the catalog",
        "Triggers are named by their Windows class in kebab case, without the word Trigger: TimeTrigger is `time`, \
         PushNotificationTrigger is `push-notification`. WiFi and BluetoothLE are one word and two: \
         `wifi-on-demand-hotspot-connect`, `bluetooth-le-advertisement-watcher`. There are 54, all in the catalog. An event of \
         the system is no trigger by itself but an argument of `system`.\n\n    \
             trigger = \"TimeTrigger:15\"          // the class\n    \
             trigger = \"time:15\"\n    \
             trigger = \"TimeZoneChange\"          // an event\n    \
             trigger = \"system:TimeZoneChange\"\n\n\
         In the Rust form hyphens are underscores: `trigger = push_notification`.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtrigger";
    UNKNOWN_TRIGGER_VALUE = "BG0103" Error ALL
        "a trigger's value is one that Windows lists",
        "Some triggers take a value of a Windows enum, spelled as Windows spells it, capitals included: `system` an event of \
         SystemTriggerType, `location` a LocationTriggerType, `phone` a PhoneTriggerType. A value that Windows does not have \
         can't be handed to the trigger's constructor. The message has the nearest value, or all that the trigger takes.\n\n    \
             trigger = \"system:time-zone-change\"\n    \
             trigger = \"system:TimeZoneChange\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype";
    UNKNOWN_FLAG = "BG0104" Error ALL
        "the only flag of a trigger is `once`",
        "Behind its argument a trigger takes a flag. There is one: `once`, for a trigger that fires a single time and is then \
         gone. Without it a trigger fires again and again, so nothing has to be said for that.\n\n    \
             trigger = \"time:60,repeat\"      // it repeats anyway\n    \
             trigger = \"time:60\"\n    \
             trigger = \"time:60,once\"\n\n\
         A comma always ends the argument of the text form. A text that has one in it is written as Rust: \
         `trigger = custom_system_event(\"a,b\")`.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger.oneshot";
    ARGUMENT_NOT_TAKEN = "BG0105" Error ALL
        "a trigger takes only the argument that its class takes",
        "What follows a trigger's name goes to the constructor of its Windows class, or to a property that a literal can set. \
         Most triggers take nothing, and none takes more than one argument besides `once`. An argument too many is a sign that \
         another trigger was meant, or that Windows can't do what it asks for.\n\n    \
             trigger = \"application:15\"      // the app fires it, by no clock\n    \
             trigger = \"application\"\n    \
             trigger = \"time:15\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    FLAG_NOT_TAKEN = "BG0106" Error ALL
        "`once` goes only with triggers that can fire a single time",
        "The constructors of time, maintenance, system, phone, custom-system-event and device-manufacturer-notification \
         triggers can be asked to fire once; then Windows drops the registration after the first time. The others have no such \
         switch: they fire whenever their event happens, for as long as they are registered. A task that has seen enough \
         unregisters itself.\n\n    \
             trigger = \"push-notification,once\"      // no such thing\n    \
             trigger = \"push-notification\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    MISSING_TRIGGER_ARGUMENT = "BG0107" Error ALL
        "a trigger that needs an argument has it",
        "Some triggers mean nothing by themselves: a time trigger needs its minutes, a system trigger its event, a \
         custom-system-event trigger the id that the driver raises. Their constructors have no default, and bgtask makes none \
         up: every guess would be somebody's battery.\n\n    \
             trigger = \"time\"          // how often?\n    \
             trigger = \"time:15\"\n    \
             trigger = \"system\"        // which event?\n    \
             trigger = \"system:InternetAvailable\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    MALFORMED_TRIGGER_ARGUMENT = "BG0108" Error ALL
        "a trigger's argument is of the kind that it takes",
        "Minutes are a whole number in decimal digits, without sign, unit or type, as Windows takes them: an unsigned number \
         of 32 bits. A text is a string, and not empty. A value of an enum is a name.\n\n    \
             trigger = \"time:1h\"\n    \
             trigger = \"time:60\"\n    \
             trigger = time(15u8)\n    \
             trigger = time(15)\n    \
             trigger = custom_system_event(Lid)      // a name, and no text\n    \
             trigger = custom_system_event(\"Lid\")",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    NEEDS_WITH = "BG0109" Error WINDOWS
        "a trigger made from run-time objects is built by a function",
        "The constructor of this trigger takes an object that exists only at run time, such as a Bluetooth characteristic or a \
         picture library, or the trigger is useless until such objects are set on it. An annotation can't hold one, so it \
         names a function that builds the trigger when the task is registered:\n\n    \
             #[background_task(trigger = \"gatt-characteristic-notification\")]      // of which device?\n    \
             struct HeartRate;\n\n    \
             #[background_task(trigger = with(\"gatt-characteristic-notification\", heart_rate))]\n    \
             struct HeartRate;\n\n    \
             #[cfg(windows)]\n    \
             fn heart_rate() …      // finds the characteristic and makes the trigger of it\n\n\
         The function is compiled for Windows only. Everything else of the task, its checks and its manifest entry, follows \
         from the trigger's name.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    WITH_NOT_TAKEN = "BG0110" Error ALL
        "a trigger that an annotation can build is not built by a function",
        "What a function builds no tool can see: neither the checks, such as the one for 15 minutes, nor the simulated host, \
         nor the change detection that registers a task anew when its trigger changed. So `with(…)` is for the triggers that \
         need it, and the others are written out.\n\n    \
             trigger = with(\"time\", every_hour)      // nobody knows that it is an hour\n    \
             trigger = \"time:60\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    CONTROL_CHANNEL_ONCE = "BG0111" Error WINDOWS
        "ControlChannelReset can't be waited for once",
        "SystemTriggerType.ControlChannelReset is the one event of the system that is valid only with OneShot = false: the app \
         has to set its channels up again after every reset, not only after the first. With `once` Windows refuses the \
         registration, at run time.\n\n    \
             trigger = \"system:ControlChannelReset,once\"\n    \
             trigger = \"system:ControlChannelReset\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype";
    SINGLE_REGISTRATION = "BG0112" Error WINDOWS
        "some triggers may be registered once per app",
        "Windows allows an app one registration of an application trigger, one of a media-processing trigger, one of a \
         device-use trigger and one geofence trigger. Registering a second raises an error at run time, and which of the two is \
         refused depends on the order. Let one task serve all cases and tell them apart by what the trigger hands over:\n\n    \
             #[background_task(trigger = \"application\")] struct Export;\n    \
             #[background_task(trigger = \"application\")] struct Import;       // one too many\n\n    \
             #[background_task(trigger = \"application\")] struct Transfer;     // looks at the arguments of the request",
        "https://learn.microsoft.com/windows/uwp/launch-resume/guidelines-for-background-tasks";
    INTERVAL_TOO_LONG = "BG0120" Warning WINDOWS
        "intervals over 30 days are not vouched for",
        "Documentation of MaintenanceTrigger.FreshnessTime allows an argument error for more than 43,200 minutes, which is 30 \
         days, and nothing says what longer time triggers do. The interval is a suggestion anyway, which battery saver and \
         little use of the app stretch. Run more often, keep the time of the last work, and let the task see whether there is \
         something to do.\n\n    \
             trigger = \"maintenance:129600\"      // 90 days\n    \
             trigger = \"maintenance:10080\"       // a week, and the task counts",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.maintenancetrigger.freshnesstime";
    DEPRECATED_TRIGGER = "BG0121" Warning WINDOWS
        "the trigger is deprecated",
        "Windows still has the class, so that old apps keep working, and its metadata marks it deprecated: it may fire no \
         more on new devices, and a later Windows may drop it. The message says since when, and what takes its place.\n\n    \
             trigger = \"device-manufacturer-notification:Contoso.Lid\"\n    \
             trigger = \"custom-system-event:Contoso.Lid\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background";
    PHONE_ONLY_TRIGGER = "BG0122" Warning WINDOWS
        "the trigger fires on phones only",
        "The API contract of this trigger is present only where a phone is, or its event never happens on anything else. On a \
         PC the class can't be made, or the registration succeeds and the task never runs. Nobody is told. If the app runs on \
         PCs too, let it do without the task there: ask ApiInformation whether the contract is present before registering, or \
         take the failure of this one registration as an answer.",
        "https://learn.microsoft.com/uwp/extension-sdks/device-families-overview";
    RESTRICTED_TRIGGER = "BG0123" Warning WINDOWS
        "the trigger is for partners or needs a capability that is granted on request",
        "Mobile operators, makers of devices, payment providers and digital assistants have triggers of their own. Without the \
         restricted capability, the device metadata or the agreement that goes with one, registering fails, the Store refuses \
         the package, or the task never runs; it works on the developer's machine only when that is set up as theirs are. The \
         message says what is asked for. Get it before you rely on the trigger.",
        "https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations#restricted-capabilities";
}

pub(super) const fn check(spec: &TaskSpec<'_>, found: &mut Findings) {
    found.add(interval_too_short(spec));
    found.add(interval_too_long(spec));
    found.add(control_channel_once(spec));
    let facts = spec.trigger.kind.facts();
    let mut at = 0;
    while at < facts.status.len() {
        found.add(Some(status(facts.name, facts.status[at])));
        at += 1;
    }
    if let (TriggerKind::System, Some(event)) = (spec.trigger.kind, spec.trigger.value()) {
        let statuses = system_event::facts(event).status;
        let mut at = 0;
        while at < statuses.len() {
            found.add(Some(status(event.name, statuses[at])));
            at += 1;
        }
    }
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
    let (rule, begin, why, help) = match status {
        Status::Deprecated(why) => (DEPRECATED_TRIGGER, " is deprecated: ", why, ""),
        Status::PhoneOnly(why) => {
            let help = "on a PC it can't be registered or never fires: let the app do without the task there";
            (PHONE_ONLY_TRIGGER, " is for phones: ", why, help)
        }
        Status::Restricted(why) => {
            let help = "without it the registration fails or the task never runs";
            (RESTRICTED_TRIGGER, " is not for every app: ", why, help)
        }
    };
    let message = Message::new("`").with_name(name).with("`").with(begin).with(why);
    Finding::new(rule, Site::Trigger, message, Message::new(help))
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
    let mut first = None;
    let mut at = 0;
    while at < index {
        let other = &tasks[at];
        if other.windows.is_some() && other.spec.trigger.kind as u8 == this.spec.trigger.kind as u8 {
            if before == 0 {
                first = Some(&other.spec);
            }
            before += 1;
        }
        at += 1;
    }
    let Some(first) = first else { return None };
    if before < allowed {
        return None;
    }
    let message = Message::new("an app may register one `")
        .with(facts.name)
        .with("` trigger, and task `")
        .with_name(first.name)
        .with("`")
        .with_place(&first.place)
        .with(" has it already");
    let help = Message::new("let one task do both, and tell the cases apart by the trigger's details");
    Some(Finding::new(SINGLE_REGISTRATION, Site::Trigger, message, help))
}
