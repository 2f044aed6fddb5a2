//! Rules about Package.appxmanifest.

use super::hosting::APPLICATION_TRIGGER_IN_DESKTOP;
use super::{Finding, Message, Site, rules};
use crate::catalog::{HostingModel, TriggerKind, limits, system_event};
use crate::model::ResolvedTask;

rules! {
    IN_PROCESS_IN_FULL_TRUST = "BG0601" Error WINDOWS
        "an in-process task belongs to an app in an AppContainer",
        "Windows activates an in-process task by CoreApplication's event BackgroundActivated, and a packaged desktop app, which \
         runs in full trust, never gets that event: registering succeeds, and the task never runs. Most Rust desktop apps are \
         packaged that way. In the manifest they have EntryPoint=\"Windows.FullTrustApplication\", or uap10:TrustLevel=\
         \"mediumIL\". Choose `com`, for time and push triggers, or `forwarded`, for nearly all; on the app, or on the task:\n\n    \
             #[background_app(tasks(Refresh))]                          // in-process\n    \
             #[background_app(tasks(Refresh), model = \"forwarded\")]",
        "https://github.com/microsoft/WindowsAppSDK/issues/1245";
    DESKTOP_MODEL_IN_APP_CONTAINER = "BG0602" Error WINDOWS
        "a com or forwarded task belongs to an app that runs in full trust",
        "A task in these models is a class of the app's own COM server, which Windows starts as a desktop process. That is for \
         packaged desktop apps; an app in an AppContainer (UWP) gets an error when it registers a COM class as a task's entry \
         point. There the app's process itself is activated, or a component's class:\n\n    \
             #[background_app(tasks(Refresh), model = \"com\")]\n    \
             #[background_app(tasks(Refresh), model = \"in-process\")]",
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task";
    MANIFEST_OUT_OF_STEP = "BG0603" Error WINDOWS
        "the manifest declares what the code declares",
        "An out-of-process task needs an Extension of category windows.backgroundTasks with its entry point and the types of \
         its triggers, and its class in the package's in-process server; a com task needs its class in a COM server, and a \
         forwarded task both. What is missing shows only later: as 0x80040154, class not registered, when the app registers the \
         task, or as 80080204 when the package is built, because an entry point must have an activatable class.\n\n    \
             cargo bgtask sync --diff      # shows what is missing, and writes it\n    \
             cargo bgtask check            # for a build server: exits with 1 while something is missing\n\n\
         Everything else in the manifest stays as it is, byte for byte.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    STALE_ENTRY_POINT = "BG0604" Warning WINDOWS
        "the manifest declares no task that the code has not",
        "The entry point's class stands in the app's own component, and no task of the app has it: the task was renamed or \
         removed, or is no longer in the app's list, which the tools say where they see it. A registration that an earlier version of the app left on a user's machine still names the old class, and \
         each of its events then starts a host that finds nothing.\n\n    \
             cargo bgtask sync --prune      # takes it out of the manifest\n\n\
         `register_all_with` removes the registration if it is told to, by `Undeclared::RemoveOurs`. Entry points in other components, which may be another tool's, are \
         never touched.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    SYSTEM_TOO_OLD = "BG0605" Warning WINDOWS
        "the manifest's least Windows version has what the task needs",
        "In-process tasks came with Windows 10 1607 (10.0.14393.0), COM classes as entry points with Windows 10 2004 \
         (10.0.19041.0), and some triggers with other versions. The manifest's MinVersion lets in older systems; there \
         registering fails, or the trigger's class can't be made.\n\n    \
             <TargetDeviceFamily Name=\"Windows.Desktop\" MinVersion=\"10.0.17763.0\" …/>\n    \
             <TargetDeviceFamily Name=\"Windows.Desktop\" MinVersion=\"10.0.19041.0\" …/>\n\n\
         Raise MinVersion, or let the app look at the system before it registers the task.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-targetdevicefamily";
    CAPABILITY_MISSING = "BG0606" Warning WINDOWS
        "the capability that a trigger seems to need is declared",
        "For some triggers no page says which capability they need, and the name of one suggests it. Without it the \
         registration may be refused with 0x80070005, access denied, or the task may never run. bgtask reports it and writes \
         nothing, as a capability too many is asked about in review, and a restricted one has to be granted. Capabilities that \
         are documented, or seen in a sample, are written by `cargo bgtask sync`.",
        "https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations";
    TOO_MANY_TASK_TYPES = "BG0607" Error WINDOWS
        "an Extension has at most 17 task types",
        "The schema takes at most 17 Task elements in one BackgroundTasks element, each type once, and a package that breaks it \
         can't be built. There are 16 types in all namespaces together, so an element with more holds one twice, or one that no \
         schema knows. Take those out; bgtask adds a type only where it is missing.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-backgroundtasks";
}

/// What a rule must know of the manifest's Application.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationFacts<'a> {
    /// Its Id.
    pub id: &'a str,
    /// Whether it runs in full trust: by its entry point, trust level or runtime behaviour.
    pub full_trust: bool,
    /// The least Windows version of the package's least demanding desktop or universal device family, where it reads as
    /// one.
    pub minimum_version: Option<[u16; 4]>,
}

/// Whether the task's hosting model fits the kind of app.
pub fn check_kind_of_app(task: &ResolvedTask<'_>, application: &ApplicationFacts<'_>) -> Option<Finding> {
    let windows = task.windows?;
    let name = task.spec.name;
    if windows.model == HostingModel::InProcess && application.full_trust {
        let message = Message::new("in-process task `")
            .with_name(name)
            .with("` would never be activated: Application `")
            .with_name(application.id)
            .with("` runs in full trust");
        let help = other_models(task, application);
        return Some(Finding::new(IN_PROCESS_IN_FULL_TRUST, Site::Model, message, help));
    }
    if windows.model.is_for_full_trust() && !application.full_trust {
        let message = Message::new(windows.model.name())
            .with(" task `")
            .with_name(name)
            .with("` can't be registered: Application `")
            .with_name(application.id)
            .with("` runs in an AppContainer");
        let help = other_models(task, application);
        return Some(Finding::new(DESKTOP_MODEL_IN_APP_CONTAINER, Site::Model, message, help));
    }
    // In a component the trigger itself works; what the app is decides whether it may fire it.
    if application.full_trust && task.spec.trigger.kind == TriggerKind::Application {
        let message = Message::new("task `")
            .with_name(name)
            .with("` waits for an application trigger, which a full-trust app can't use: Application `")
            .with_name(application.id)
            .with("`");
        let help = Message::new(STARTS_ITSELF);
        return Some(Finding::new(APPLICATION_TRIGGER_IN_DESKTOP, Site::Trigger, message, help));
    }
    None
}

/// What a full-trust app does instead of firing an application trigger.
const STARTS_ITSELF: &str = "a desktop app starts the work itself, on a thread or in a process of its own";

/// The models that a task with this trigger may have in this kind of app.
fn other_models(task: &ResolvedTask<'_>, application: &ApplicationFacts<'_>) -> Message {
    let facts = task.spec.trigger.kind.facts();
    if application.full_trust && facts.kind == TriggerKind::Application {
        return Message::new(STARTS_ITSELF);
    }
    let models = HostingModel::of_app(application.full_trust).iter().filter(|model| facts.goes_with(**model));
    let mut help = Message::EMPTY;
    for model in models {
        help = help.with(if help.is_empty() { "choose model = \"" } else { " or \"" }).with(model.name()).with("\"");
    }
    if help.is_empty() { Message::new("no model of this kind of app takes the trigger") } else { help }
}

/// Whether the least Windows version that the manifest lets in knows the task's hosting model and its trigger.
pub fn check_version(task: &ResolvedTask<'_>, application: &ApplicationFacts<'_>) -> Option<Finding> {
    let windows = task.windows?;
    let of_model = match windows.model {
        HostingModel::InProcess => Some(limits::IN_PROCESS_MINIMUM_BUILD),
        HostingModel::Com | HostingModel::Forwarded => Some(limits::COM_MINIMUM_BUILD),
        HostingModel::OutOfProcess => None,
    };
    let facts = task.spec.trigger.kind.facts();
    let of_event = task.spec.trigger.value().filter(|_| facts.kind == TriggerKind::System);
    let contract = of_event.and_then(|event| system_event::facts(event).contract).or(facts.contract);
    let of_trigger = contract.and_then(limits::contract_build);
    let needed = of_model.max(of_trigger)?;
    let found = application.minimum_version?;
    if found >= needed {
        return None;
    }
    let (site, what) = if of_model == Some(needed) {
        (Site::Model, Message::new(windows.model.name()).with(" task `").with_name(task.spec.name).with("`"))
    } else {
        let trigger = Message::new("the trigger `").with_name(&task.spec.trigger.to_string());
        (Site::Trigger, trigger.with("` of task `").with_name(task.spec.name).with("`"))
    };
    let message =
        what.with(" needs Windows ").with(&version(needed)).with(", and the manifest lets in ").with(&version(found));
    let help = Message::new("raise MinVersion, or look at the system's version before registering");
    Some(Finding::new(SYSTEM_TOO_OLD, site, message, help))
}

/// A capability that the trigger's name suggests and the manifest lacks.
pub fn capability_missing(task: &ResolvedTask<'_>, capability: &str) -> Finding {
    let facts = task.spec.trigger.kind.facts();
    let message = Message::new(facts.article())
        .with(" `")
        .with(facts.name)
        .with("` trigger probably needs the capability ")
        .with_name(capability)
        .with(", which the manifest does not declare");
    let help = Message::new("no page says so; declare it if the registration is refused");
    Finding::new(CAPABILITY_MISSING, Site::Trigger, message, help)
}

fn version(version: [u16; 4]) -> String {
    let [a, b, c, d] = version;
    format!("{a}.{b}.{c}.{d}")
}
