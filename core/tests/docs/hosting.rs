//! docs/hosting.md

use bgtask_core::catalog::{Condition, HostingModel, Support, TriggerKind, limits, names};
use bgtask_core::model::{AppSpec, Guid, ResolvedTask, TaskSpec, Trigger, WindowsSpec};
use bgtask_core::resolve;
use bgtask_core::rules::{self, Rule, hosting, manifest, names as name_rules};

use super::page::Page;
use super::words::{build, code, listed, rule, source};

/// The page.
pub fn page() -> Page {
    let mut page = Page::new("Hosting models");
    page.text(
        "Windows activates a background task in one of four ways. The app says which, `#[background_app(model = \"…\")]`, and \
         a task may say another for itself, `#[background_task(…, windows(model = \"…\"))]`. Without a word it is \
         `in-process`. Apple systems have one way: the app itself.",
    );
    choice(&mut page);
    comparison(&mut page);
    triggers(&mut page);
    for (model, facts, page_of) in MODELS {
        page.section(&code(model.name()));
        for fact in *facts {
            page.item(fact);
        }
        page.text(&source(page_of));
    }
    fixed_names(&mut page);
    tried(&mut page);
    page
}

fn choice(page: &mut Page) {
    let works = |model| known_to_work(model).iter().map(|kind| code(kind.facts().name)).collect::<Vec<_>>();
    page.section("Which one");
    page.text(&format!(
        "**Is your app a packaged desktop app?** An app made with winit, egui, Tauri, Slint, WinUI 3 or plain Win32 runs in \
         full trust. Windows never activates an in-process task of such an app, though registering it succeeds. `cargo \
         bgtask check` reads the kind of app from the manifest and says so ({}). Choose between two models:",
        rule(manifest::IN_PROCESS_IN_FULL_TRUST)
    ));
    page.item(&format!(
        "`com` when {} are all the triggers that you need. Nothing but the app's own executable takes part.",
        listed(&works(HostingModel::Com))
    ));
    page.item(&format!(
        "`forwarded` for the others. Known to work are {}; of the rest nobody has said that they fail, except where the \
         tables below say no.",
        listed(&works(HostingModel::Forwarded))
    ));
    page.item(
        "`out-of-process` is open to it too, when the task can do its work in a component, without the app's process and \
         inside an AppContainer.",
    );
    page.text(
        "An app may mix them: the app says one model, and a task may say another. A DLL that exports a component serves as the \
         forwarder too.",
    );
    page.text(&format!(
        "**Is it an app in an AppContainer (UWP)?** Then `com` and `forwarded` are refused ({}), and the choice is:",
        rule(manifest::DESKTOP_MODEL_IN_APP_CONTAINER)
    ));
    page.item(
        "`in-process`, the simplest: no manifest entry, and the task shares memory with the app. A crash of the task is a \
         crash of the app.",
    );
    page.item(
        "`out-of-process` when the app should not be started for the task, when a crash must not reach the app, or when the \
         trigger is one that is not activated in the app's process.",
    );
}

/// What a model answers to one question.
type Answer = fn(HostingModel) -> String;

fn comparison(page: &mut Page) {
    page.section("The models side by side");
    let head: Vec<_> = HostingModel::ALL.iter().map(|model| code(model.name())).collect();
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| head.get(at).map_or("", String::as_str));
    page.table(
        ["", a, b, c, d],
        running().into_iter().chain(declaring()).map(|(question, answer)| {
            let [a, b, c, d] =
                [HostingModel::InProcess, HostingModel::OutOfProcess, HostingModel::Com, HostingModel::Forwarded]
                    .map(answer);
            [String::from(question), a, b, c, d]
        }),
    );
}

/// Where a run takes place, and what comes of it.
fn running() -> [(&'static str, Answer); 8] {
    [
        ("for", |model| String::from(kind_of_app(model))),
        ("the task runs in", |model| {
            String::from(match model {
                HostingModel::InProcess => "the app's process",
                HostingModel::OutOfProcess => "`backgroundTaskHost.exe`",
                HostingModel::Com | HostingModel::Forwarded => "the app's COM server",
            })
        }),
        ("with the rights of", |model| {
            String::from(match model {
                HostingModel::InProcess | HostingModel::OutOfProcess => "an AppContainer",
                HostingModel::Com => "full trust",
                HostingModel::Forwarded => "full trust; the forwarder an AppContainer",
            })
        }),
        ("shares memory with the app", |model| yes_or_no(model == HostingModel::InProcess)),
        ("Windows activates", |model| {
            String::from(match model {
                HostingModel::InProcess => "the event `CoreApplication.BackgroundActivated`",
                HostingModel::OutOfProcess => "a WinRT class of a DLL",
                HostingModel::Com => "a COM class of an executable",
                HostingModel::Forwarded => "a WinRT class of ours, which calls the COM class",
            })
        }),
        ("Windows starts for a run", |model| {
            String::from(match model {
                HostingModel::InProcess => "the app, if it does not run",
                HostingModel::OutOfProcess => "a host",
                HostingModel::Com => "the app's program, without its windows",
                HostingModel::Forwarded => "a host, and the app's program without its windows",
            })
        }),
        ("a crash of the task ends", |model| {
            String::from(match model {
                HostingModel::InProcess => "the app",
                HostingModel::OutOfProcess => "the host, with the tasks in it",
                HostingModel::Com | HostingModel::Forwarded => "the server, with the tasks in it",
            })
        }),
        ("a failure reaches `CheckResult`", |model| {
            String::from(match model {
                HostingModel::InProcess => "no",
                HostingModel::OutOfProcess | HostingModel::Com | HostingModel::Forwarded => {
                    "yes, once in a quarter of an hour"
                }
            })
        }),
    ]
}

/// What is to be written for it.
fn declaring() -> [(&'static str, Answer); 9] {
    [
        ("least Windows", |model| match model {
            HostingModel::InProcess => build(limits::IN_PROCESS_MINIMUM_BUILD),
            HostingModel::OutOfProcess => String::from("any Windows 10"),
            HostingModel::Com | HostingModel::Forwarded => build(limits::COM_MINIMUM_BUILD),
        }),
        ("in the manifest", |model| {
            String::from(match model {
                HostingModel::InProcess => "nothing",
                HostingModel::OutOfProcess => "entry point with task types, class of the DLL",
                HostingModel::Com => "class of the executable",
                HostingModel::Forwarded => "all of the two to the left, and a launch permission",
            })
        }),
        ("crates", |model| {
            String::from(match model {
                HostingModel::InProcess | HostingModel::Com => "the app",
                HostingModel::OutOfProcess | HostingModel::Forwarded => "the app and a `cdylib`",
            })
        }),
        ("in the code", |model| {
            String::from(match model {
                HostingModel::InProcess => "`App::install()`",
                HostingModel::OutOfProcess => "`export_component!(App)`",
                HostingModel::Com => "`App::serve_com()`",
                HostingModel::Forwarded => "`App::serve_com()`, `export_forwarder!(App)`",
            })
        }),
        ("entry point", |model| {
            match resolved(&spec(TriggerKind::Time), model).windows.and_then(|of| of.entry_point) {
                None => String::from("none"),
                Some(names::FORWARDER_ENTRY_POINT) => code(names::FORWARDER_ENTRY_POINT),
                Some(_) => String::from("namespace, dot, type name"),
            }
        }),
        ("needs a CLSID", |model| yes_or_no(model.needs_clsid())),
        ("`cancel_on_condition_loss`", |model| {
            let spec = TaskSpec { cancel_on_condition_loss: true, ..spec(TriggerKind::Time) };
            unless_told(&spec, model, hosting::CANCEL_WITHOUT_EFFECT)
        }),
        ("`network_requested`", |model| {
            let spec = TaskSpec { network_requested: true, ..spec(TriggerKind::Time) };
            unless_told(&spec, model, hosting::NETWORK_REQUEST_WITHOUT_EFFECT)
        }),
        ("triggers refused", |model| {
            let refused = TriggerKind::ALL.iter().filter(|kind| refused(**kind, model).is_some()).count();
            format!("{refused} of {}", TriggerKind::ALL.len())
        }),
    ]
}

fn triggers(page: &mut Page) {
    page.section("Which triggers");
    let answers = ["yes", "untested", "refused", "no"];
    let rows = HostingModel::ALL.iter().map(|model| {
        let of = |answer_wanted: &str| -> Vec<&'static str> {
            let kinds = TriggerKind::ALL.iter().filter(|kind| answer(**kind, *model) == answer_wanted);
            kinds.map(|kind| kind.facts().name).collect()
        };
        let most = answers.iter().map(|answer| of(answer).len()).max().unwrap_or_default();
        let cell = |answer: &str| match of(answer) {
            names if names.len() == TriggerKind::ALL.len() => String::from("all"),
            names if names.len() == most => format!("the other {most}"),
            names => names.iter().map(|name| format!("[`{name}`](triggers.md#{name})")).collect::<Vec<_>>().join(", "),
        };
        let [a, b, c, d] = answers.map(cell);
        [code(model.name()), a, b, c, d]
    });
    page.table(["model", "yes", "untested", "refused", "no"], rows);
    page.item("**yes**: documented, seen in a sample, or nothing documented speaks against it.");
    page.item("**untested**: nobody says.");
    page.item(&format!(
        "**refused**: nobody says, and it is refused ({}), because a registration with a COM class may be accepted and never \
         fire.",
        rule(hosting::TRIGGER_NOT_IN_MODEL)
    ));
    page.item(&format!(
        "**no**: documented or reported to fail, and refused ({}, {}). How it fails is in the trigger's entry.",
        rule(hosting::TRIGGER_NOT_IN_MODEL),
        rule(hosting::APPLICATION_TRIGGER_IN_DESKTOP)
    ));
}

/// Whether a trigger may be used in a model, in a word.
pub fn answer(kind: TriggerKind, model: HostingModel) -> &'static str {
    match (kind.facts().support(model), refused(kind, model)) {
        (Support::Works, None) => "yes",
        (Support::Untested, None) => "untested",
        (Support::Untested, Some(_)) => "refused",
        (Support::Works, Some(_)) | (Support::Fails(_), _) => "no",
    }
}

fn refused(kind: TriggerKind, model: HostingModel) -> Option<&'static Rule> {
    told(&spec(kind), model)
        .into_iter()
        .find(|rule| [hosting::TRIGGER_NOT_IN_MODEL, hosting::APPLICATION_TRIGGER_IN_DESKTOP].contains(rule))
}

fn known_to_work(model: HostingModel) -> Vec<TriggerKind> {
    let works = |kind: &TriggerKind| kind.facts().support(model) == Support::Works;
    TriggerKind::ALL.iter().copied().filter(works).collect()
}

/// A task with this trigger, a condition, and whatever a model may need.
fn spec(kind: TriggerKind) -> TaskSpec<'static> {
    TaskSpec {
        name: "Refresh",
        type_name: "Refresh",
        trigger: Trigger::new(kind),
        conditions: &[Condition::InternetAvailable],
        windows: WindowsSpec { clsid: Some(Guid::from_u128(1)), ..WindowsSpec::DEFAULT },
        ..TaskSpec::DEFAULT
    }
}

fn resolved<'a>(spec: &TaskSpec<'a>, model: HostingModel) -> ResolvedTask<'a> {
    let app = AppSpec { model, ..AppSpec::DEFAULT };
    let none = resolve::SharedIdentifiers { refresh: "", processing: [[""; 2]; 2], continued: "" };
    resolve::task(&app, *spec, 0, "Tasks.Refresh", &none)
}

/// The rules that a task breaks in a model.
fn told(spec: &TaskSpec<'_>, model: HostingModel) -> Vec<&'static Rule> {
    let app = AppSpec { model, ..AppSpec::DEFAULT };
    rules::check_entry(&app, &[resolved(spec, model)], 0).iter().map(|finding| finding.rule).collect()
}

fn unless_told(spec: &TaskSpec<'_>, model: HostingModel, of: &'static Rule) -> String {
    if told(spec, model).contains(&of) { format!("no effect ({})", rule(of)) } else { String::from("yes") }
}

/// The kinds of app that a model is for, by the rules about manifests.
fn kind_of_app(model: HostingModel) -> &'static str {
    let task = resolved(&spec(TriggerKind::Time), model);
    let fits = |full_trust| {
        let application = manifest::ApplicationFacts { id: "App", full_trust, minimum_version: None };
        manifest::check_kind_of_app(&task, &application).is_none()
    };
    match (fits(false), fits(true)) {
        (true, true) => "both",
        (true, false) => "apps in an AppContainer (UWP)",
        (false, true) => "packaged desktop apps",
        (false, false) => "no app",
    }
}

fn yes_or_no(yes: bool) -> String {
    String::from(if yes { "yes" } else { "no" })
}

/// What there is to know of each model, and a public page about it.
const MODELS: &[(HostingModel, &[&str], &str)] = &[
    (
        HostingModel::InProcess,
        &[
            "`App::install()`, first in `main`, subscribes to an event that Windows raises in the app, starting the app for \
             it when it does not run. `App::on_background_activated` is the dispatch behind that event: a `match` on the \
             registration's name. A name that is no task of the app's is reported, or handed over by \
             `host::windows::install_with`.",
            "The task runs on a worker thread of its own, and the event's handler returns at once. That matters: when the \
             time of a task is up while the handler has not returned, Windows ends the whole app.",
            "A panic ends the task and leaves the app alone, unless the profile says `panic = \"abort\"`.",
            "Windows is not told whether the task failed. `Completion` says it all the same, from what bgtask keeps.",
        ],
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-an-inproc-background-task",
    ),
    (
        HostingModel::OutOfProcess,
        &[
            "The tasks are classes of a DLL, which Windows loads into `backgroundTaskHost.exe`. The app does not run for \
             them. The DLL is a crate of its own of type `cdylib`, with one line: `bgtask::export_component!(App);`.",
            "App and task share files and settings, not memory. What the tasks need before the first of them runs, such as \
             the app's state, a function prepares: `export_component!(App, start = prepare)`.",
            "The class's name stands in three places, which must be equal: the code, the Extension's EntryPoint, and the \
             package's in-process server. A C# component's class is harvested from its .winmd by Visual Studio; nothing \
             harvests a Rust DLL, so `cargo bgtask sync` writes the entry.",
            "The DLL must be of the package's architecture.",
            "The host waits for the task's end in `Run`, whose answer says whether it failed. A failure ends the host, with \
             whatever else runs in it, and Windows then activates the task again at once. So it is told of a registration's \
             failures once in a quarter of an hour, of none while the app's settings can't remember it, and of none after \
             `host::windows::tell_failures(false)`. `Completion` says in any case how each run ended.",
        ],
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-background-task",
    ),
    (
        HostingModel::Com,
        &[
            "Windows starts the app's executable as a COM server and asks it for the class with the task's CLSID. The \
             registration names the CLSID instead of an entry point.",
            "`App::serve_com()`, first in `main`, tells that start from a user's by an argument that `cargo bgtask sync` \
             writes into the manifest. It serves until the last task is done. Call it before anything that looks for \
             another instance of the app, and before any window.",
            "The tasks run in a process of their own, also while the user has the app open: the two share files and \
             settings. Only the process that Windows started serves, and it ends with its last task; the user's ends when \
             the user closes it. A program with a console shows one whenever a task runs; \
             `#![windows_subsystem = \"windows\"]` prevents it.",
            "The manifest declares the executable and its classes, and no background task.",
            "Only few triggers are known to work, and there is no published list; a registration with another one fails with \
             0x80070032 or never fires.",
            "A failure is told to Windows as seldom as in the model `out-of-process`: what Windows does about a COM class that \
             fails is written down nowhere, and it might activate the task again at once here too.",
            "No code runs in the low-power phases of modern standby.",
        ],
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task",
    ),
    (
        HostingModel::Forwarded,
        &[
            "Every forwarded task is registered with the entry point of a small component of bgtask's, a `cdylib` with one \
             line: `bgtask::export_forwarder!(App);`. Windows loads it into `backgroundTaskHost.exe`. It starts the app's \
             COM server, asks for the class with the CLSID of the task, which is compiled in, and hands the activation on: \
             progress, cancellation and completion cross in both directions. What else a task reads of its run, \
             `SuspendedCount`, `GetThrottleCount` and `User` among it, is asked of Windows' own instance.",
            "The tasks themselves run in the COM server: what is said of `com` above holds for them.",
            "A server that can't be started is a run that failed, told as one, and a `Completion` that says so. When its class is \
             gone for good, the registration is removed, so that no host is started for it again and again: after COM has \
             said twice, five seconds apart, that the class is not registered, and unless the run was cancelled in between.",
            "The Windows App SDK has such a component since version 1.7, for .NET and C++; bgtask's needs no part of the SDK.",
            "The host is an AppContainer, so the COM server's launch permission must let AppContainers in. `cargo bgtask sync` \
             writes it.",
            "An application trigger is refused: a desktop app is not suspended and starts its work itself.",
        ],
        "https://learn.microsoft.com/windows/apps/windows-app-sdk/migrate-to-windows-app-sdk/guides/background-task-migration-strategy",
    ),
];

fn fixed_names(page: &mut Page) {
    page.section("Names that bgtask sets");
    let rows = [
        ("entry point of every forwarded task", code(names::FORWARDER_ENTRY_POINT)),
        ("argument with which Windows starts the COM server", code(names::COM_SERVER_ARGUMENTS)),
        ("launch permission of a forwarded task's COM server", code(names::FORWARDED_LAUNCH_PERMISSION)),
        ("threading model of a component's classes", code(names::COMPONENT_THREADING_MODEL)),
    ];
    page.table(["what", "in the manifest"], rows.map(|(what, name)| [String::from(what), name]));
    page.text(&format!(
        "The CLSID is yours: create a GUID once and keep it ({}). The entry point of an out-of-process task is the app's \
         `namespace`, a dot and the type's name, or `windows(entry_point = \"…\")` ({}).",
        rule(name_rules::MISSING_CLSID),
        rule(name_rules::MISSING_ENTRY_POINT)
    ));
}

fn tried(page: &mut Page) {
    page.section("What was tried");
    page.text(
        "What can be run without a real Windows is run as Windows programs under Wine, with doubles in place of Windows' own \
         objects. On a real Windows nothing has been run yet. [windows-proof.md](windows-proof.md) says what each of the two \
         can show. Under the simulated host tasks of all models run.",
    );
    page.text(
        "Two apps to start from: [the feed reader](../examples/feed_reader), in an AppContainer with a component, and \
         [the notebook](../examples/desktop_notes), a packaged desktop app with a COM server and a forwarder.",
    );
}
