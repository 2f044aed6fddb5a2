//! docs/apple.md

use bgtask_core::catalog::values::system_trigger_type;
use bgtask_core::catalog::{
    AppleMapping, CancellationReason, Condition, Evidence, Fidelity, RequestFacts, TriggerKind, apple_request, limits,
    system_event,
};
use bgtask_core::model::{AppSpec, AppleSpec, Argument, TaskSpec, Trigger};
use bgtask_core::resolve;
use bgtask_core::rules::apple as rules;

use super::apple_modes;
use super::page::Page;
use super::words::{capital, code, evidence, plain, rule, source};

/// The page.
pub fn page() -> Page {
    let mut page = Page::new("Apple systems");
    page.text(
        "iOS, iPadOS, tvOS and visionOS have one scheduler for background work, BGTaskScheduler, and background modes for apps \
         that do something the user notices, such as playing music. This page says what bgtask makes of a Windows trigger \
         there, and what stands in Info.plist. Native macOS apps have neither.",
    );
    promises(&mut page);
    resolution(&mut page);
    requests(&mut page);
    triggers(&mut page);
    events(&mut page);
    page.section("Conditions");
    page.text("What stands for each condition is in [conditions.md](conditions.md#on-apple-systems).");
    apple_modes::sections(&mut page);
    page.section("What runs today");
    page.text(
        "Annotations, rules and the entries in Info.plist are there. The host that talks to BGTaskScheduler is not there yet. \
         The simulated host has a profile for iOS: a model of what this page says, not of any device.",
    );
    page
}

fn promises(page: &mut Page) {
    page.section("What iOS does not promise");
    page.text(
        "A Windows timer of 15 minutes fires every 15 minutes, give or take. Nothing on iOS does. Plan for a task that runs \
         when the system likes, rarely, or never:",
    );
    page.item(
        "**No time.** `earliestBeginDate` says not before; the run may come hours or days later. \
         <https://developer.apple.com/documentation/backgroundtasks/bgtaskrequest/earliestbegindate>",
    );
    page.item(
        "**No interval.** A request is for one run. bgtask submits the next one when a run begins, so a task that repeats goes \
         on, at no rhythm.",
    );
    page.item(
        "**No run at all** is possible. The system looks at the battery, at Low Power Mode, at how much the app is used, at \
         the Background App Refresh switch, at its budgets for energy and data, and at how often the app ran lately. \
         <https://developer.apple.com/videos/play/wwdc2020/10063/>",
    );
    page.item(
        "**Nothing after the user removed the app** from the app switcher, until the user opens it again. \
         <https://github.com/transistorsoft/react-native-background-fetch/issues/424>",
    );
    page.item(&format!(
        "**No number of seconds.** No header says how long a task may run. What is said is in the table of \
         [requests](#requests); the expiration handler may come early, and gives no reason: the task is cancelled with \
         `{}`.",
        CancellationReason::Expired.name()
    ));
    page.item(&format!(
        "**Few requests.** An app has {} refresh request and {} processing requests pending, whatever the number of its \
         tasks. One more is refused ([BGTaskScheduler:2](errors.md#bgtaskscheduler2)).",
        limits::APPLE_REFRESH_REQUESTS,
        limits::APPLE_PROCESSING_REQUESTS
    ));
    page.item("**No conditions** besides a network, power and an idle device, and those only for processing requests.");
    page.item(
        "**Nothing in the Simulator**: scheduling fails there ([BGTaskScheduler:1](errors.md#bgtaskscheduler1)).",
    );
    page.text(
        "So let a task be one that may be late: do the same work when the app is opened, save as you go, and never let \
         something depend on a run in the background. What must happen at a certain time belongs on a server, with a \
         notification that the user sees.",
    );
}

/// An annotation, and what becomes of it.
struct Example {
    text: &'static str,
    trigger: Trigger<'static>,
    conditions: &'static [Condition],
    apple: AppleSpec<'static>,
}

const fn example(text: &'static str, kind: TriggerKind) -> Example {
    Example { text, trigger: Trigger::new(kind), conditions: &[], apple: AppleSpec::DEFAULT }
}

const EXAMPLES: &[Example] = &[
    example("trigger = \"time:15\"", TriggerKind::Time),
    Example {
        conditions: &[Condition::InternetAvailable],
        ..example("trigger = \"time:15\", condition = \"InternetAvailable\"", TriggerKind::Time)
    },
    Example {
        conditions: &[Condition::UserNotPresent],
        ..example("trigger = \"time:15\", condition = \"UserNotPresent\"", TriggerKind::Time)
    },
    Example {
        apple: AppleSpec { external_power: Some(true), ..AppleSpec::DEFAULT },
        ..example("trigger = \"time:15\", apple(external_power)", TriggerKind::Time)
    },
    example("trigger = \"maintenance:60\"", TriggerKind::Maintenance),
    Example {
        conditions: &[Condition::FreeNetworkAvailable],
        ..example("trigger = \"maintenance:60\", condition = \"FreeNetworkAvailable\"", TriggerKind::Maintenance)
    },
    Example {
        trigger: Trigger {
            argument: Argument::Value(system_trigger_type::InternetAvailable),
            ..Trigger::new(TriggerKind::System)
        },
        ..example("trigger = \"system:InternetAvailable\"", TriggerKind::System)
    },
    example("trigger = \"content-prefetch\"", TriggerKind::ContentPrefetch),
    example("trigger = \"application\"", TriggerKind::Application),
    example("trigger = \"push-notification\"", TriggerKind::PushNotification),
    example("trigger = \"location\"", TriggerKind::Location),
];

/// The identifier prefix of the examples.
const PREFIX: &str = "com.contoso.feed";

fn resolution(page: &mut Page) {
    page.section("What an annotation becomes");
    page.text(&format!(
        "An app is one for Apple systems when it says `identifier_prefix`. The kind of request follows from trigger and \
         conditions; `apple(kind = \"…\")` says another. A time trigger is a refresh request, unless it needs what only a \
         processing request can ask for. Tasks of one kind share a request and its identifier, and a due-table of bgtask's \
         says whose turn it is; `apple(identifier = \"…\")` gives a task a request of its own. With `identifier_prefix = \
         \"{PREFIX}\"`:"
    ));
    let shared = resolve::shared_identifiers(PREFIX);
    let app = AppSpec { identifier_prefix: Some(PREFIX), ..AppSpec::DEFAULT };
    let rows = EXAMPLES.iter().map(|example| {
        let spec = TaskSpec {
            trigger: example.trigger,
            conditions: example.conditions,
            apple: example.apple,
            ..TaskSpec::DEFAULT
        };
        let task = resolve::task(&app, spec, 0, "", &shared.as_strs());
        let apple = task.apple.expect("the app is one for Apple systems");
        let modes: Vec<_> = apple.modes.iter().map(|mode| code(mode)).collect();
        let identifier = apple.identifier.map_or_else(String::new, code);
        [code(example.text), apple.kind.name().into(), identifier, modes.join(", ")]
    });
    page.table(["annotation", "kind", "identifier", "mode"], rows);
    page.text(&format!(
        "`none` means that BGTaskScheduler does not start the task: the app sets up what stands for the trigger itself, or \
         there is nothing ({}). Say `platforms(\"windows\")` for a task that is not meant for Apple systems.",
        rule(rules::NO_COUNTERPART_OF_TRIGGER)
    ));
}

fn requests(page: &mut Page) {
    page.section("Requests");
    page.text("`bgtask` submits the kinds that have a name in the first column.");
    let kind = |facts: &RequestFacts| facts.kind.map_or_else(String::new, |kind| code(kind.name()));
    let rows = apple_request::ALL.iter().map(|facts| {
        let pending = facts.pending.map_or_else(|| String::from("not stated"), |pending| pending.to_string());
        let run_time = match facts.run_time_evidence {
            Evidence::Inferred | Evidence::Unknown => {
                format!("{} {}", facts.run_time, evidence(facts.run_time_evidence))
            }
            _ => facts.run_time.to_owned(),
        };
        let mode = facts.mode.map_or_else(|| String::from("none documented"), code);
        [kind(facts), code(facts.class), mode, pending, run_time]
    });
    page.table(["kind", "request", "mode", "pending in an app", "runs for"], rows);
    for facts in apple_request::ALL {
        let mut parts = vec![format!("**{}** runs {}.", facts.class, plain(facts.when))];
        if !facts.properties.is_empty() {
            let properties: Vec<_> = facts.properties.iter().map(|property| code(property)).collect();
            parts.push(format!("It has {}.", super::words::listed(&properties)));
        }
        if !facts.earliest_begin_date {
            parts.push(String::from("It ignores `earliestBeginDate`."));
        }
        if facts.wildcard {
            parts.push(String::from(
                "Its identifier in Info.plist may end in `.*`; a submitted request has a suffix of its own there.",
            ));
        }
        if !facts.registered_at_launch {
            parts.push(String::from("Its launch handler may be registered after the app has launched."));
        }
        if let Some((entitlement, when)) = facts.entitlement {
            let when = if when.is_empty() { String::new() } else { format!(", {when}") };
            parts.push(format!("It needs the entitlement `{}`{when}.", entitlement.name));
        }
        parts.push(format!("Since {}.", apple_modes::since(facts.availability)));
        parts.push(source(facts.source));
        page.item(&parts.join(" "));
    }
    page.text(&format!(
        "Only a processing request asks for a network or for power ({}), and requests over the limit are refused ({}).",
        rule(rules::ONLY_PROCESSING_ASKS),
        rule(rules::TOO_MANY_REQUESTS)
    ));
}

/// What stands for something, in three cells.
fn cells(mapping: &AppleMapping) -> [String; 3] {
    let made = match (mapping.kind, mapping.fidelity) {
        (Some(kind), _) => format!("bgtask: {}", code(kind.name())),
        (None, Fidelity::None) => String::new(),
        (None, _) if !mapping.modes.is_empty() => String::from("the app; bgtask writes the mode"),
        (None, _) => String::from("the app"),
    };
    [plain(mapping.construct), mapping.fidelity.name().into(), made]
}

fn triggers(page: &mut Page) {
    page.section("Triggers");
    page.text(
        "How near: **exact**, **approximate**, or **none**, which means that nothing starts an app. What bgtask does not set \
         up is for the app to write, with the framework that is named.",
    );
    let of_triggers =
        || TriggerKind::ALL.iter().map(|kind| kind.facts()).filter(|facts| facts.kind != TriggerKind::System);
    let with = of_triggers().filter(|facts| facts.apple.fidelity != Fidelity::None);
    page.table(
        ["trigger", "stands for it", "how near", "set up by"],
        with.clone().map(|facts| {
            let [construct, near, made] = cells(&facts.apple);
            [format!("[`{0}`](triggers.md#{0})", facts.name), construct, near, made]
        }),
    );
    page.entry("What is different");
    for facts in with {
        page.item(&format!("`{}`: {}.", facts.name, plain(facts.apple.note)));
    }
    page.entry("Triggers with nothing like them");
    let mut notes: Vec<(&str, Vec<String>)> = Vec::new();
    for facts in of_triggers().filter(|facts| facts.apple.fidelity == Fidelity::None) {
        match notes.iter_mut().find(|(note, _)| *note == facts.apple.note) {
            Some((_, names)) => names.push(code(facts.name)),
            None => notes.push((facts.apple.note, vec![code(facts.name)])),
        }
    }
    for (note, names) in notes {
        page.item(&format!("{}: {}.", names.join(", "), plain(note)));
    }
}

fn events(page: &mut Page) {
    page.section("Events of the system");
    page.text("What stands for `system:…`, by event:");
    let rows = system_event::all().iter().map(|facts| {
        let [construct, near, made] = cells(&facts.apple);
        [code(facts.value.name), construct, near, made, capital(&plain(facts.apple.note))]
    });
    page.table(["event", "stands for it", "how near", "set up by", "remark"], rows);
}
