//! docs/triggers.md

use bgtask_core::catalog::declared_only::{self, Declaration, DeclaredOnly};
use bgtask_core::catalog::{
    Construction, Details, Evidence, Fidelity, HostingModel, ParameterKind, Support, TaskType, TriggerFacts,
    TriggerKind, limits, system_event,
};
use bgtask_core::model::{Argument, Trigger};
use bgtask_core::rules::triggers as trigger_rules;

use super::hosting;
use super::page::Page;
use super::subjects;
use super::words::{
    capability, capital, code, contract, duration, evidence, listed, number, plain, prefix, rule, sentence, source,
    status,
};

/// The page.
pub fn page() -> Page {
    let mut page = Page::new("Triggers");
    introduction(&mut page);
    for subject in subjects::ALL {
        page.section(subject.title);
        for kind in subject.triggers {
            entry(&mut page, kind.facts());
        }
    }
    declared(&mut page);
    task_types(&mut page);
    page
}

fn introduction(page: &mut Page) {
    page.text(&format!(
        "Windows has {} background triggers: the classes that implement `IBackgroundTrigger`. An annotation names each by \
         its class in kebab case, without the word Trigger. A registration has one trigger; a type with several \
         `#[background_task]`, of different names, has several registrations.",
        TriggerKind::ALL.len()
    ));
    page.code(
        "rust",
        "#[background_task(trigger = \"time:15,once\")]  // as text: name, colon, argument, comma, flag\n\
         #[background_task(trigger = time(15, once))]   // as Rust: hyphens become underscores\n\
         #[background_task(trigger = with(\"device-watcher\", watch::printers))]  // built by a function of yours",
    );
    page.item(
        "A text argument with a comma in it is written in the Rust form. In the Rust form an editor leads from the name to \
         its documentation.",
    );
    page.item(&format!(
        "Some triggers are made of objects that exist only at run time. `with(…)` names the function that builds one; it is \
         compiled for Windows only. Without it such a trigger is refused ({}).",
        rule(trigger_rules::NEEDS_WITH)
    ));
    page.item(&format!(
        "A task runs for {} at most, unless its entry says otherwise. See [limits](limits.md).",
        duration(limits::RUN_TIME)
    ));
    page.section("How well a fact is known");
    page.text("The word in brackets behind a fact says how well it is known:");
    for grade in [Evidence::Documented, Evidence::Sample, Evidence::Schema, Evidence::Inferred, Evidence::Unknown] {
        let meaning = match grade {
            Evidence::Documented => "a page of Microsoft's or Apple's says so",
            Evidence::Sample => "seen in a sample of Microsoft's",
            Evidence::Schema => "read from a published schema or from metadata",
            Evidence::Inferred => "follows from a name, or is widely said; nobody confirmed it",
            Evidence::Unknown => "nothing was found; what stands there is a guess",
        };
        page.item(&format!("**{}**: {meaning}.", grade.name()));
    }
    page.text(&format!(
        "The manifest type is what `cargo bgtask sync` writes for a task of the models `out-of-process` and `forwarded`. Of \
         capabilities it writes those that are documented or seen in a sample; of others it says that they may be missing \
         ({}). What the hosting models mean is in [hosting.md](hosting.md), and what stands for each trigger on Apple \
         systems in [apple.md](apple.md).",
        rule(bgtask_core::rules::manifest::CAPABILITY_MISSING)
    ));
    page.text(
        "Trigger details are what a task finds in `TaskInstance::trigger_details`. Some are read into types of bgtask's, which \
         are the same with every host. The rest are Windows' own objects: `bgtask::host::windows::details_as::<Class>(task)` \
         gives one, when the app's Cargo.toml asks for the feature of the `windows` crate that has the class, and says which \
         class a trigger gives when it is asked for another.",
    );
    page.section("All triggers");
    for subject in subjects::ALL {
        let links: Vec<_> = subject.triggers.iter().map(|kind| link(*kind)).collect();
        page.item(&format!("**{}**: {}", subject.title, links.join(", ")));
    }
}

/// A link to a trigger's entry, on this page.
fn link(kind: TriggerKind) -> String {
    let name = kind.facts().name;
    format!("[`{name}`](#{name})")
}

fn entry(page: &mut Page, facts: &TriggerFacts) {
    page.entry(&code(facts.name));
    page.text(&format!("Fires {}. Windows' class is [{}]({}).", plain(facts.summary), facts.class, facts.source));
    page.item(&written(facts));
    if let Some(taken) = taken(facts) {
        page.item(&taken);
    }
    if facts.construction == Construction::Fired {
        page.item(&format!(
            "**Fired** by the app: `{}_trigger` of `Registrar` and `Registration`, and its `request`. What Windows may \
             answer is in [limits.md](limits.md#when-the-app-fires-a-trigger).",
            facts.name.replace('-', "_")
        ));
    }
    let declared = facts.task_type;
    page.item(&format!("**Manifest type**: {} {}", task_type(declared.task_type), evidence(declared.evidence)));
    page.item(&format!("**Hosting models**: {}", models(facts)));
    page.item(&format!("**Capabilities**: {}", capabilities(facts)));
    for details in details(facts) {
        page.item(&details);
    }
    if facts.run_time != limits::RUN_TIME {
        page.item(&format!("**Runs for** {} at most.", duration(facts.run_time)));
    }
    if let Some(most) = facts.registrations {
        let single = rule(trigger_rules::SINGLE_REGISTRATION);
        page.item(&format!("**Registrations**: {most} in an app ({single})."));
    }
    if !facts.conditions {
        let refused = rule(bgtask_core::rules::conditions::CONDITIONS_NOT_ALLOWED);
        page.item(&format!("**Conditions**: none ({refused})."));
    }
    for why in facts.status {
        page.item(&status(*why));
    }
    if let Some(version) = facts.contract {
        page.item(&format!("**Since** {}.", contract(version)));
    }
    if let Some(contract) = facts.own_contract {
        page.item(&format!("**Since**: part of `{contract}`, which not every device has."));
    }
    page.item(&apple(facts));
    for note in facts.notes {
        page.item(&plain(note));
    }
    if facts.kind == TriggerKind::System {
        events(page);
    }
}

/// An annotation's triggers of this kind, with what is optional and without it.
fn examples(facts: &TriggerFacts) -> Vec<Trigger<'static>> {
    let plain = Trigger::new(facts.kind);
    let full = facts.parameter.map(|parameter| {
        let argument = match parameter.kind {
            ParameterKind::Minutes { minimum, .. } => Argument::Number(minimum.max(limits::MINIMUM_MINUTES)),
            ParameterKind::Text => Argument::Text("…"),
            ParameterKind::Value(values) => values.first().map_or(Argument::None, |value| Argument::Value(*value)),
        };
        Trigger { argument, ..plain }
    });
    let required = facts.parameter.is_some_and(|parameter| parameter.required);
    let mut examples = if required { Vec::new() } else { vec![plain] };
    examples.extend(full);
    if facts.one_shot {
        examples.extend(examples.last().copied().map(|last| Trigger { once: true, ..last }));
    }
    examples
}

/// Every form in which the page shows a trigger.
#[cfg(feature = "syntax")]
pub fn forms(facts: &TriggerFacts) -> Vec<String> {
    if facts.construction.needs_with() {
        return vec![with(facts)];
    }
    examples(facts).iter().flat_map(|trigger| [text_form(trigger), rust_form(trigger)]).collect()
}

fn with(facts: &TriggerFacts) -> String {
    format!("with(\"{}\", path::to::function)", facts.name)
}

fn text_form(trigger: &Trigger<'_>) -> String {
    format!("\"{trigger}\"")
}

fn rust_form(trigger: &Trigger<'_>) -> String {
    let argument = match trigger.argument {
        Argument::None => None,
        Argument::Number(number) => Some(number.to_string()),
        Argument::Text(text) => Some(format!("\"{text}\"")),
        Argument::Value(value) => Some(value.name.to_owned()),
    };
    let once = trigger.once.then(|| String::from("once"));
    let arguments: Vec<_> = argument.into_iter().chain(once).collect();
    let name = trigger.kind.facts().name.replace('-', "_");
    if arguments.is_empty() { name } else { format!("{name}({})", arguments.join(", ")) }
}

fn written(facts: &TriggerFacts) -> String {
    if facts.construction.needs_with() {
        let why = match facts.construction {
            Construction::Properties => "it does nothing until objects are set on it",
            Construction::Object => "its constructor takes an object that exists only at run time",
            _ => "its factory is asynchronous and may fail",
        };
        let features = match facts.windows_features {
            [] => String::new(),
            features => {
                let features: Vec<_> = features.iter().map(|feature| code(feature)).collect();
                format!(" The function needs of the `windows` crate also {}.", listed(&features))
            }
        };
        return format!("**Written**: `{}`, as {why}.{features}", with(facts));
    }
    let forms: Vec<_> = examples(facts)
        .iter()
        .map(|trigger| {
            let often = if trigger.once { "to fire once, " } else { "" };
            format!("{often}`{}` or `{}`", text_form(trigger), rust_form(trigger))
        })
        .collect();
    format!("**Written**: {}", forms.join("; "))
}

fn taken(facts: &TriggerFacts) -> Option<String> {
    let parameter = facts.parameter?;
    let required = if parameter.required { "" } else { ", may be left out" };
    let limits = match parameter.kind {
        ParameterKind::Minutes { minimum, maximum_advised } => {
            let mut limits = Vec::new();
            if minimum > 0 {
                limits.push(format!("at least {minimum} ({})", rule(trigger_rules::INTERVAL_TOO_SHORT)));
            }
            if let Some(most) = maximum_advised {
                let rule = rule(trigger_rules::INTERVAL_TOO_LONG);
                limits.push(format!("more than {} are not vouched for ({rule})", number(most)));
            }
            if limits.is_empty() { String::new() } else { format!("; {}", limits.join(", ")) }
        }
        ParameterKind::Text => String::new(),
        // Those of the system trigger have a table of their own.
        ParameterKind::Value(_) if facts.kind == TriggerKind::System => String::from(", listed below"),
        ParameterKind::Value(values) => {
            let values: Vec<_> = values.iter().map(|value| code(value.name)).collect();
            format!(": {}", values.join(", "))
        }
    };
    Some(format!("**Takes** {}{required}: {}{limits}", parameter.name, plain(parameter.summary)))
}

/// A task type with its namespace's prefix.
pub fn task_type(of: TaskType) -> String {
    let facts = of.facts();
    format!("`{}Task` {}", prefix(facts.namespace.prefix), facts.name)
}

fn models(facts: &TriggerFacts) -> String {
    let all = HostingModel::ALL.iter().map(|model| {
        let why = match facts.support(*model) {
            Support::Fails(why) => format!(": {}", plain(why)),
            Support::Works | Support::Untested => String::new(),
        };
        format!("`{}` {}{why}", model.name(), hosting::answer(facts.kind, *model))
    });
    all.collect::<Vec<_>>().join("; ")
}

fn capabilities(facts: &TriggerFacts) -> String {
    let uses = facts.capabilities.iter();
    let uses: Vec<_> = uses.map(|of| format!("{} {}", capability(&of.capability), evidence(of.evidence))).collect();
    if uses.is_empty() { String::from("none known") } else { uses.join(", ") }
}

fn details(facts: &TriggerFacts) -> Vec<String> {
    let text = |details: Details| match (details.class, details.evidence) {
        ("", Evidence::Unknown) => String::from("unknown"),
        ("", grade) => format!("none {}", evidence(grade)),
        (class, grade) => format!("`{class}` {}, {}", evidence(grade), reached(class)),
    };
    let general = text(facts.details);
    let asked = if facts.kind == TriggerKind::Location {
        "; `TaskInstance::geofence_reports` asks for the reports"
    } else {
        ""
    };
    let mut lines = vec![format!("**Trigger details**: {general}{asked}")];
    lines.extend(
        facts
            .details_by_value
            .iter()
            .map(|(value, of)| format!("**Trigger details** of `{}`: {}", value.name, text(*of))),
    );
    lines
}

/// How a task reaches details of this class.
fn reached(class: &str) -> String {
    let accessor = match class.rsplit('.').next() {
        Some("RawNotification") => "push_content",
        Some("ApplicationTriggerDetails" | "MediaProcessingTriggerDetails") => "arguments",
        Some("ToastNotificationActionTriggerDetail") => "toast_action",
        Some("ToastNotificationHistoryChangedTriggerDetail") => "toast_history_change",
        Some("NetworkStateChangeEventDetails") => "network_change",
        Some("GeovisitTriggerDetails") => "visits",
        Some("DeviceUseDetails" | "DeviceServicingDetails") => "device_request",
        _ => {
            let namespace = class.strip_prefix("Windows.").and_then(|class| class.rsplit_once('.'));
            let feature = namespace.expect("a class of Windows'").0.replace('.', "_");
            return format!("by `details_as` with the feature `{feature}`");
        }
    };
    format!("read by `TriggerDetails::{accessor}`")
}

fn apple(facts: &TriggerFacts) -> String {
    if facts.kind == TriggerKind::System {
        return String::from(
            "**On Apple systems**: depends on the event, see [apple.md](apple.md#events-of-the-system)",
        );
    }
    let mapping = &facts.apple;
    match mapping.fidelity {
        Fidelity::None => format!("**On Apple systems**: nothing: {}.", plain(mapping.note)),
        fidelity => {
            let made = if mapping.kind.is_some() { "" } else { ", set up by the app" };
            format!(
                "**On Apple systems**: {} ({}{made}): {}.",
                plain(mapping.construct),
                fidelity.name(),
                plain(mapping.note)
            )
        }
    }
}

fn events(page: &mut Page) {
    let rows = system_event::all().iter().map(|facts| {
        let since = facts.contract.map_or_else(|| String::from("the first"), contract);
        let once = if facts.one_shot {
            String::from("yes")
        } else {
            format!("no ({})", rule(trigger_rules::CONTROL_CHANNEL_ONCE))
        };
        [code(facts.value.name), capital(&plain(facts.summary)), once, since]
    });
    page.table(["event", "when", "`once`", "since"], rows);
    for facts in system_event::all() {
        for why in facts.status {
            page.item(&format!("`{}`: {}", facts.value.name, status(*why)));
        }
    }
}

fn declared(page: &mut Page) {
    page.section("What is declared and not registered");
    page.text(
        "Some things run in the background, stand in the manifest, and have no trigger class. bgtask leaves their \
         declarations as they are.",
    );
    for DeclaredOnly { name, declaration, started_by, why, source: page_of } in declared_only::ALL {
        let declaration = match declaration {
            Declaration::Task(of) => task_type(*of),
            Declaration::Extension { namespace, category } => {
                format!("`{}Extension` {category}", prefix(namespace.prefix))
            }
        };
        page.item(&format!(
            "**{}**, {declaration}, started by {}. {} {}",
            capital(name),
            plain(started_by),
            sentence(why),
            source(page_of)
        ));
    }
    page.text(
        "Some objects hand out a trigger at run time. No `with(…)` builds these triggers, and bgtask has no name for them. \
         What an annotation declares is registered once, at the app's start, and kept from then on. A trigger that is handed \
         out belongs to its object instead: the app makes the object when it has a connection or transfers, registers its \
         trigger, and goes on with that very object, which has to be given the connection (`UsingTransport`, \
         `WaitForPushEnabled`) or the transfers (`Enable`, without which the task never runs). A registration that is kept \
         from an earlier start has no such object any more. A completion group's trigger fires once and Windows then \
         removes the registration, and an app may have several groups under way: there are as many registrations as objects, \
         and not one for each declaration.",
    );
    page.text(
        "So such a task is registered with Windows' own builder, by the code that has the object, under a name that no task \
         of the app has: `register_all` leaves it alone, unless it is told to remove all. An in-process task's activation is \
         handed over by `host::windows::install_with`; the class of an out-of-process one is for a DLL of its own. A socket of the app's is served by \
         [`socket-activity`](#socket-activity), which Microsoft recommends for sockets in place of a control channel.",
    );
    for trigger in declared_only::RUNTIME_TRIGGERS {
        let types: Vec<_> = trigger.task_types.iter().map(|of| task_type(*of)).collect();
        page.item(&format!(
            "`{}`, declared under {}. {} {}",
            trigger.property,
            types.join(" or "),
            sentence(trigger.note),
            source(trigger.source)
        ));
    }
}

fn task_types(page: &mut Page) {
    page.section("Task types of the manifest");
    page.text(
        "An Extension has each type once. Samples of Microsoft's cross `general`, `systemEvent` and `timer` freely, so a \
         declaration of one of the three beside the one in this table is no proof of a mistake, and bgtask does not call it \
         wrong.",
    );
    let rows = TaskType::ALL.iter().map(|of| {
        let triggers = TriggerKind::ALL.iter().filter(|kind| kind.facts().task_type.task_type == *of);
        let triggers: Vec<_> = triggers.map(|kind| link(*kind)).collect();
        // Of those that everything uses, the list would say nothing.
        let triggers = if triggers.len() > 6 { format!("{} triggers", triggers.len()) } else { triggers.join(", ") };
        [task_type(*of), triggers, capital(&plain(of.facts().note))]
    });
    page.table(["type", "for", "remark"], rows);
}
