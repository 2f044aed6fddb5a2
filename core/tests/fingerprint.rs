//! A fingerprint changes with what is kept with a registration, and with nothing else.

use bgtask_core::catalog::values::system_trigger_type::{TimeZoneChange, UserPresent};
use bgtask_core::catalog::{Condition, HostingModel, TriggerKind};
use bgtask_core::model::{
    AppleKind, AppleSpec, Argument, Guid, Place, Platform, Platforms, ResolvedApple, ResolvedTask, ResolvedWindows,
    TaskSpec, Trigger, WindowsSpec,
};

const TASK: ResolvedTask<'_> = ResolvedTask {
    spec: TaskSpec {
        name: "RefreshFeed",
        type_name: "RefreshFeed",
        place: Place { module: "feed::tasks", file: "src/tasks.rs", line: 5, column: 1 },
        trigger: Trigger { argument: Argument::Number(15), ..Trigger::new(TriggerKind::Time) },
        conditions: &[Condition::UserPresent, Condition::InternetAvailable],
        ..TaskSpec::DEFAULT
    },
    entry: 0,
    windows: Some(ResolvedWindows {
        model: HostingModel::OutOfProcess,
        entry_point: Some("Tasks.RefreshFeed"),
        clsid: None,
    }),
    apple: Some(ResolvedApple {
        kind: AppleKind::Processing,
        identifier: Some("com.contoso.feed.processing.network"),
        external_power: false,
        network: true,
        modes: &["processing"],
    }),
};

type Change = fn(&mut ResolvedTask<'static>);

fn changed(change: Change) -> ResolvedTask<'static> {
    let mut task = TASK;
    change(&mut task);
    task
}

fn windows<'t>(task: &'t mut ResolvedTask<'static>) -> &'t mut ResolvedWindows<'static> {
    task.windows.as_mut().expect("it is meant for Windows")
}

fn apple<'t>(task: &'t mut ResolvedTask<'static>) -> &'t mut ResolvedApple<'static> {
    task.apple.as_mut().expect("it is meant for Apple systems")
}

/// What changes a registration on both platforms.
const OF_BOTH: &[(&str, Change)] = &[
    ("name", |task| task.spec.name = "Refresh"),
    ("minutes", |task| task.spec.trigger.argument = Argument::Number(30)),
    ("once", |task| task.spec.trigger.once = true),
    ("trigger", |task| task.spec.trigger.kind = TriggerKind::Maintenance),
    ("argument", |task| task.spec.trigger.argument = Argument::None),
    ("text", |task| task.spec.trigger.argument = Argument::Text("15")),
    ("value", |task| task.spec.trigger.argument = Argument::Value(TimeZoneChange)),
    ("another value", |task| task.spec.trigger.argument = Argument::Value(UserPresent)),
    ("function", |task| task.spec.trigger.with = true),
    ("fewer conditions", |task| task.spec.conditions = &[Condition::UserPresent]),
    ("another condition", |task| task.spec.conditions = &[Condition::UserPresent, Condition::SessionConnected]),
    ("no condition", |task| task.spec.conditions = &[]),
];

const OF_WINDOWS: &[(&str, Change)] = &[
    ("cancel", |task| task.spec.cancel_on_condition_loss = true),
    ("network", |task| task.spec.network_requested = true),
    ("group", |task| task.spec.group = Some("com.contoso")),
    ("another group", |task| task.spec.group = Some("")),
    ("model", |task| windows(task).model = HostingModel::Forwarded),
    ("entry point", |task| windows(task).entry_point = Some("Tasks.Refresh")),
    ("no entry point", |task| windows(task).entry_point = None),
    ("CLSID", |task| windows(task).clsid = Some(Guid::from_u128(1))),
    ("another CLSID", |task| windows(task).clsid = Some(Guid::from_u128(2))),
    ("standby", |task| task.spec.windows.run_in_standby = true),
    ("not there", |task| task.windows = None),
];

const OF_APPLE: &[(&str, Change)] = &[
    ("kind", |task| apple(task).kind = AppleKind::Refresh),
    ("identifier", |task| apple(task).identifier = Some("com.contoso.feed.own")),
    ("no identifier", |task| apple(task).identifier = None),
    ("power", |task| apple(task).external_power = true),
    ("no network", |task| apple(task).network = false),
    ("not there", |task| task.apple = None),
];

/// What is no part of a registration.
const OF_NEITHER: &[(&str, Change)] = &[
    ("module", |task| task.spec.place.module = "feed"),
    ("file", |task| task.spec.place.file = "src/other.rs"),
    ("line", |task| task.spec.place.line = 99),
    ("column", |task| task.spec.place.column = 9),
    ("type", |task| task.spec.type_name = "Other"),
    ("what is allowed", |task| task.spec.allow = &["BG0526"]),
    ("place in the list", |task| task.entry = 7),
    ("order of conditions", |task| task.spec.conditions = &[Condition::InternetAvailable, Condition::UserPresent]),
    ("how it came about: model", |task| {
        task.spec.windows = WindowsSpec { model: Some(HostingModel::Com), ..WindowsSpec::DEFAULT }
    }),
    ("how it came about: kind", |task| {
        task.spec.apple = AppleSpec { kind: Some(AppleKind::None), ..AppleSpec::DEFAULT }
    }),
    ("how it came about: platforms", |task| task.spec.platforms = Some(Platforms::ALL)),
    ("modes, which stand in a file", |task| apple(task).modes = &[]),
];

#[test]
fn every_part_of_a_registration_changes_it() {
    for (platform, own) in [(Platform::Windows, OF_WINDOWS), (Platform::Apple, OF_APPLE)] {
        let mut prints = vec![("unchanged", TASK.fingerprint(platform))];
        for (what, change) in OF_BOTH.iter().chain(own) {
            prints.push((*what, changed(*change).fingerprint(platform)));
        }
        for (at, (what, print)) in prints.iter().enumerate() {
            for (other, earlier) in &prints[..at] {
                assert_ne!(print, earlier, "{what} and {other} on {}", platform.name());
            }
        }
    }
}

#[test]
fn nothing_else_changes_it() {
    for (platform, foreign) in [(Platform::Windows, OF_APPLE), (Platform::Apple, OF_WINDOWS)] {
        for (what, change) in OF_NEITHER.iter().chain(foreign) {
            assert_eq!(
                changed(*change).fingerprint(platform),
                TASK.fingerprint(platform),
                "{what} on {}",
                platform.name()
            );
        }
    }
}

#[test]
fn texts_do_not_run_into_one_another() {
    let named = |name, group| {
        let mut task = TASK;
        task.spec.name = name;
        task.spec.trigger = Trigger { argument: Argument::Text(group), ..Trigger::new(TriggerKind::CustomSystemEvent) };
        task.fingerprint(Platform::Windows)
    };
    assert_ne!(named("ab", "c"), named("a", "bc"));
    assert_ne!(named("", "a"), named("a", ""));
}

/// Kept on users' machines: another value here would register every task of every app anew after an update of bgtask.
#[test]
fn the_values_are_stable() {
    const PRINT: u64 = TASK.fingerprint(Platform::Windows);
    assert_eq!(PRINT, 0x64B2_F267_1B70_4D70, "on Windows");
    assert_eq!(TASK.fingerprint(Platform::Apple), 0x858C_6C92_202D_6CFC, "on Apple systems");
}
