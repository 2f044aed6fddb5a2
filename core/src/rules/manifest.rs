//! Rules about Package.appxmanifest.

use super::{Finding, Message, Site, rules};
use crate::catalog::{HostingModel, limits};
use crate::model::ResolvedTask;

rules! {
    IN_PROCESS_IN_FULL_TRUST = "BG0601" Error WINDOWS
        "an in-process task belongs to an app in an AppContainer",
        "Windows activates an in-process task by CoreApplication's BackgroundActivated, and a packaged desktop app, which runs \
         in full trust, never gets that event: registering succeeds and the task never runs. Most Rust desktop apps are \
         packaged that way. Choose `com` (time and push triggers) or `forwarded` (nearly all), on the app or on the task.",
        "https://github.com/microsoft/WindowsAppSDK/issues/1245";
    DESKTOP_MODEL_IN_APP_CONTAINER = "BG0602" Error WINDOWS
        "a com or forwarded task belongs to an app that runs in full trust",
        "Registering a COM class as a task's entry point is for packaged desktop apps; an app in an AppContainer gets an error. \
         Choose `in-process` or `out-of-process`.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task";
    MANIFEST_OUT_OF_STEP = "BG0603" Error WINDOWS
        "the manifest declares what the code declares",
        "An out-of-process task needs an Extension with its entry point and task types, and its class in the package's \
         in-process server; a com task needs its class in a COM server. What is missing shows only at run time, as \
         0x80040154 when registering, or when the package is built, as 80080204. `cargo bgtask sync` writes it.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    STALE_ENTRY_POINT = "BG0604" Warning WINDOWS
        "the manifest declares no task that the code has not",
        "The entry point's class stands in the app's own component, and no task of the app has it: it was probably renamed or \
         removed. `cargo bgtask sync --prune` takes it out. Entry points in other components are never touched.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    SYSTEM_TOO_OLD = "BG0605" Warning WINDOWS
        "the manifest's least Windows version has the hosting model",
        "In-process tasks came with Windows 10 1607 (10.0.14393.0), COM classes as entry points with Windows 10 2004 \
         (10.0.19041.0). On an older system, which the manifest lets in, registering fails.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-targetdevicefamily";
    CAPABILITY_MISSING = "BG0606" Warning WINDOWS
        "the capability that a trigger seems to need is declared",
        "For some triggers no page says which capability they need, and the name of one suggests it. bgtask reports it and \
         writes nothing: a capability too many is asked about in review.",
        "https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations";
    TOO_MANY_TASK_TYPES = "BG0607" Error WINDOWS
        "an Extension has at most 17 task types",
        "The schema takes at most 17 Task elements in one BackgroundTasks element, and each type once.",
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
            .with(name)
            .with("` would never be activated: Application `")
            .with(application.id)
            .with("` runs in full trust");
        let help = Message::new("choose model = \"com\" (time and push triggers) or \"forwarded\" (nearly all)");
        return Some(Finding::new(IN_PROCESS_IN_FULL_TRUST, Site::Model, message, help));
    }
    if windows.model.is_for_full_trust() && !application.full_trust {
        let message = Message::new(windows.model.name())
            .with(" task `")
            .with(name)
            .with("` can't be registered: Application `")
            .with(application.id)
            .with("` runs in an AppContainer");
        let help = Message::new("choose model = \"in-process\" or \"out-of-process\"");
        return Some(Finding::new(DESKTOP_MODEL_IN_APP_CONTAINER, Site::Model, message, help));
    }
    None
}

/// Whether the least Windows version that the manifest lets in knows the task's hosting model.
pub fn check_version(task: &ResolvedTask<'_>, application: &ApplicationFacts<'_>) -> Option<Finding> {
    let windows = task.windows?;
    let needed = match windows.model {
        HostingModel::InProcess => limits::IN_PROCESS_MINIMUM_BUILD,
        HostingModel::Com | HostingModel::Forwarded => limits::COM_MINIMUM_BUILD,
        HostingModel::OutOfProcess => return None,
    };
    let found = application.minimum_version?;
    if found >= needed {
        return None;
    }
    let message = Message::new(windows.model.name())
        .with(" task `")
        .with(task.spec.name)
        .with("` needs Windows ")
        .with(&version(needed))
        .with(", and the manifest lets in ")
        .with(&version(found));
    let help = Message::new("raise MinVersion, or look at the system's version before registering");
    Some(Finding::new(SYSTEM_TOO_OLD, Site::Model, message, help))
}

/// A capability that the trigger's name suggests and the manifest lacks.
pub fn capability_missing(task: &ResolvedTask<'_>, capability: &str) -> Finding {
    let message = Message::new("a `")
        .with(task.spec.trigger.kind.facts().name)
        .with("` trigger probably needs the capability ")
        .with(capability)
        .with(", which the manifest does not declare");
    let help = Message::new("no page says so; declare it if the registration is refused");
    Finding::new(CAPABILITY_MISSING, Site::Trigger, message, help)
}

fn version(version: [u16; 4]) -> String {
    let [a, b, c, d] = version;
    format!("{a}.{b}.{c}.{d}")
}
