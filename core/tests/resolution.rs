//! What an app's defaults make of its tasks.

#![allow(clippy::large_types_passed_by_value, reason = "a spec is written where it is used")]

use bgtask_core::catalog::values::system_trigger_type;
use bgtask_core::catalog::{Condition, HostingModel, TriggerKind, names};
use bgtask_core::model::{
    AppSpec, AppleKind, AppleSpec, Argument, Guid, Platforms, ResolvedApple, ResolvedTask, ResolvedWindows, TaskSpec,
    Text, Trigger, WindowsSpec,
};
use bgtask_core::resolve::{self, ListEntry, Name, SharedIdentifiers};

const SHARED: SharedIdentifiers<Name> = resolve::shared_identifiers("com.contoso.feed");

const APP: AppSpec<'_> = AppSpec {
    type_name: "App",
    namespace: Some("Tasks"),
    identifier_prefix: Some("com.contoso.feed"),
    ..AppSpec::DEFAULT
};

const GUID: Guid = Guid::from_u128(0x2FA3_A5A3_77A0_4E5B_8C3B_9A2D_2E0C_7F11);

fn resolve(app: &AppSpec<'static>, spec: TaskSpec<'static>) -> ResolvedTask<'static> {
    let shared = const { &SHARED }.as_strs();
    let entry_point = if app.namespace.is_some() { "Tasks.Refresh" } else { "" };
    resolve::task(app, spec, 3, entry_point, &shared)
}

fn spec(trigger: Trigger<'static>) -> TaskSpec<'static> {
    TaskSpec { name: "refresh", type_name: "Refresh", trigger, ..TaskSpec::DEFAULT }
}

const fn minutes(kind: TriggerKind) -> Trigger<'static> {
    Trigger { argument: Argument::Number(60), ..Trigger::new(kind) }
}

const TIME: Trigger<'_> = minutes(TriggerKind::Time);

fn windows(app: &AppSpec<'static>, own: WindowsSpec<'static>) -> ResolvedWindows<'static> {
    resolve(app, TaskSpec { windows: own, ..spec(TIME) }).windows.expect("it is meant for Windows")
}

fn apple(spec: TaskSpec<'static>) -> ResolvedApple<'static> {
    resolve(&APP, spec).apple.expect("the app has a prefix")
}

#[test]
fn what_is_said_is_kept() {
    let said = spec(TIME);
    let resolved = resolve(&APP, said);
    assert_eq!((resolved.spec, resolved.entry), (said, 3));
}

#[test]
fn a_task_has_the_apps_model_unless_it_says_otherwise() {
    for of_app in HostingModel::ALL {
        let app = AppSpec { model: *of_app, ..APP };
        assert_eq!(windows(&app, WindowsSpec::DEFAULT).model, *of_app);
        for own in HostingModel::ALL {
            assert_eq!(windows(&app, WindowsSpec { model: Some(*own), ..WindowsSpec::DEFAULT }).model, *own);
        }
    }
}

#[test]
fn an_entry_point_belongs_to_the_models_that_have_one() {
    let entry_point = |model, namespace, own| {
        windows(&AppSpec { model, namespace, ..APP }, WindowsSpec { entry_point: own, ..WindowsSpec::DEFAULT })
            .entry_point
    };
    for (model, default, own, without_namespace) in [
        (HostingModel::InProcess, None, None, None),
        (HostingModel::Com, None, None, None),
        (HostingModel::OutOfProcess, Some("Tasks.Refresh"), Some("Own.Name"), None),
        (
            HostingModel::Forwarded,
            Some(names::FORWARDER_ENTRY_POINT),
            Some(names::FORWARDER_ENTRY_POINT),
            Some(names::FORWARDER_ENTRY_POINT),
        ),
    ] {
        assert_eq!(entry_point(model, Some("Tasks"), None), default, "{model:?}");
        assert_eq!(entry_point(model, Some("Tasks"), Some("Own.Name")), own, "{model:?}");
        assert_eq!(entry_point(model, None, None), without_namespace, "{model:?}");
    }
}

#[test]
fn a_clsid_belongs_to_the_models_that_have_one() {
    for model in HostingModel::ALL {
        let app = AppSpec { model: *model, ..APP };
        let given = windows(&app, WindowsSpec { clsid: Some(GUID), ..WindowsSpec::DEFAULT }).clsid;
        assert_eq!(given, model.needs_clsid().then_some(GUID), "{model:?}");
        assert_eq!(windows(&app, WindowsSpec::DEFAULT).clsid, None, "none is made up");
    }
}

#[test]
fn a_task_runs_where_it_and_its_app_are_meant_to() {
    const NONE: Platforms = Platforms { windows: false, apple: false };
    let on = |prefix, of_app, of_task| {
        let app = AppSpec { identifier_prefix: prefix, platforms: of_app, ..APP };
        let task = resolve(&app, TaskSpec { platforms: of_task, ..spec(TIME) });
        Platforms { windows: task.windows.is_some(), apple: task.apple.is_some() }
    };
    let prefix = Some("com.contoso.feed");
    for (prefix, of_app, of_task, expected) in [
        (None, None, None, Platforms::WINDOWS),
        (prefix, None, None, Platforms::ALL),
        (prefix, Some(Platforms::WINDOWS), None, Platforms::WINDOWS),
        (None, Some(Platforms::APPLE), None, Platforms::APPLE),
        (prefix, None, Some(Platforms::WINDOWS), Platforms::WINDOWS),
        (prefix, None, Some(Platforms::APPLE), Platforms::APPLE),
        // A prefix that is missing is told, not taken for a reason not to run.
        (None, None, Some(Platforms::ALL), Platforms::ALL),
        // What the app says of itself binds.
        (prefix, Some(Platforms::WINDOWS), Some(Platforms::ALL), Platforms::WINDOWS),
        (prefix, Some(Platforms::WINDOWS), Some(Platforms::APPLE), NONE),
        (prefix, Some(Platforms::ALL), Some(Platforms::APPLE), Platforms::APPLE),
    ] {
        assert_eq!(on(prefix, of_app, of_task), expected, "{prefix:?} {of_app:?} {of_task:?}");
    }
}

#[test]
fn the_kind_of_request_follows_from_trigger_and_conditions() {
    use AppleKind::{Continued, None as Nothing, Processing, Refresh};
    let prefetch = Trigger::new(TriggerKind::ContentPrefetch);
    let system = |event| Trigger { argument: Argument::Value(event), ..Trigger::new(TriggerKind::System) };
    for (trigger, condition, kind, network, power) in [
        (TIME, None, Refresh, false, false),
        (TIME, Some(Condition::UserPresent), Refresh, false, false),
        (TIME, Some(Condition::SessionConnected), Refresh, false, false),
        (TIME, Some(Condition::InternetAvailable), Processing, true, false),
        (TIME, Some(Condition::FreeNetworkAvailable), Processing, true, false),
        (TIME, Some(Condition::UserNotPresent), Processing, false, false),
        (prefetch, None, Refresh, false, false),
        (minutes(TriggerKind::Maintenance), None, Processing, false, true),
        (minutes(TriggerKind::Maintenance), Some(Condition::InternetAvailable), Processing, true, true),
        (Trigger::new(TriggerKind::Application), None, Continued, false, false),
        (Trigger::new(TriggerKind::Application), Some(Condition::InternetAvailable), Continued, false, false),
        (system(system_trigger_type::InternetAvailable), None, Processing, true, false),
        (system(system_trigger_type::TimeZoneChange), None, Nothing, false, false),
        (Trigger::new(TriggerKind::Location), Some(Condition::InternetAvailable), Nothing, false, false),
    ] {
        let conditions: &'static [Condition] = match condition {
            Some(condition) => {
                let at = Condition::ALL.iter().position(|known| *known == condition).expect("it is one of all");
                &Condition::ALL[at..=at]
            }
            None => &[],
        };
        let resolved = apple(TaskSpec { conditions, ..spec(trigger) });
        assert_eq!(
            (resolved.kind, resolved.network, resolved.external_power),
            (kind, network, power),
            "{trigger} {condition:?}"
        );
        assert_eq!(resolved.modes, kind.modes(), "{trigger} {condition:?}");
        assert_eq!(resolved.identifier.is_none(), kind == Nothing, "{trigger} {condition:?}");
    }
}

#[test]
fn what_a_task_says_for_apple_systems_goes_first() {
    let said = |trigger, conditions, own| apple(TaskSpec { apple: own, conditions, ..spec(trigger) });
    let of = |resolved: ResolvedApple<'_>| (resolved.kind, resolved.network, resolved.external_power);
    let default = AppleSpec::DEFAULT;
    let online: &[Condition] = &[Condition::InternetAvailable];
    let maintenance = minutes(TriggerKind::Maintenance);
    for (trigger, conditions, own, expected) in [
        (TIME, &[][..], AppleSpec { network: Some(true), ..default }, (AppleKind::Processing, true, false)),
        (TIME, &[], AppleSpec { external_power: Some(true), ..default }, (AppleKind::Processing, false, true)),
        (TIME, online, AppleSpec { network: Some(false), ..default }, (AppleKind::Refresh, false, false)),
        (TIME, online, AppleSpec { kind: Some(AppleKind::Refresh), ..default }, (AppleKind::Refresh, false, false)),
        (maintenance, &[], AppleSpec { external_power: Some(false), ..default }, (AppleKind::Processing, false, false)),
        (maintenance, &[], AppleSpec { kind: Some(AppleKind::Refresh), ..default }, (AppleKind::Refresh, false, false)),
        (maintenance, online, AppleSpec { kind: Some(AppleKind::None), ..default }, (AppleKind::None, false, false)),
        (TIME, &[], AppleSpec { kind: Some(AppleKind::Processing), ..default }, (AppleKind::Processing, false, false)),
    ] {
        assert_eq!(of(said(trigger, conditions, own)), expected, "{trigger} {conditions:?} {own:?}");
    }
}

#[test]
fn tasks_that_ask_for_the_same_share_an_identifier() {
    let own = |kind, network, external_power| {
        let own = AppleSpec {
            kind: Some(kind),
            network: Some(network),
            external_power: Some(external_power),
            ..AppleSpec::DEFAULT
        };
        apple(TaskSpec { apple: own, ..spec(TIME) }).identifier
    };
    for (kind, network, power, identifier) in [
        (AppleKind::Refresh, false, false, Some("com.contoso.feed.refresh")),
        (AppleKind::Processing, false, false, Some("com.contoso.feed.processing")),
        (AppleKind::Processing, true, false, Some("com.contoso.feed.processing.network")),
        (AppleKind::Processing, false, true, Some("com.contoso.feed.processing.power")),
        (AppleKind::Processing, true, true, Some("com.contoso.feed.processing.network.power")),
        (AppleKind::Continued, false, false, Some("com.contoso.feed.continued.*")),
        (AppleKind::None, false, false, None),
    ] {
        assert_eq!(own(kind, network, power), identifier);
    }
    let given = AppleSpec { identifier: Some("com.x.own"), ..AppleSpec::DEFAULT };
    assert_eq!(apple(TaskSpec { apple: given, ..spec(TIME) }).identifier, Some("com.x.own"));
    let without_prefix = AppSpec { identifier_prefix: None, platforms: Some(Platforms::APPLE), ..APP };
    let resolved = resolve(&without_prefix, spec(TIME)).apple.expect("the app says so");
    assert_eq!((resolved.kind, resolved.identifier), (AppleKind::Refresh, None), "no prefix, no identifier");
}

#[test]
fn modes_follow_from_the_request_or_from_what_stands_for_the_trigger() {
    let push = spec(Trigger::new(TriggerKind::PushNotification));
    assert_eq!((apple(push).kind, apple(push).modes), (AppleKind::None, &["remote-notification"][..]));
    let on_purpose = AppleSpec { kind: Some(AppleKind::None), ..AppleSpec::DEFAULT };
    assert_eq!(apple(TaskSpec { apple: on_purpose, ..push }).modes, [""; 0], "it was said that nothing starts it");
    let refresh = AppleSpec { kind: Some(AppleKind::Refresh), ..AppleSpec::DEFAULT };
    assert_eq!(apple(TaskSpec { apple: refresh, ..push }).modes, ["fetch"]);
}

#[test]
fn names_are_joined() {
    let joined = |namespace, type_name: &str| -> Name { resolve::default_entry_point(namespace, type_name) };
    assert_eq!(joined(Some("Contoso.Tasks"), "Refresh").as_str(), "Contoso.Tasks.Refresh");
    assert!(joined(None, "Refresh").is_empty());
    let (namespace, type_name) = ("é".repeat(120), "Ω".repeat(130));
    assert!(!joined(Some(&namespace), &type_name).is_cut(), "what the rules let pass is never cut");
    let short: Text<16> = resolve::default_entry_point(Some("Contoso.Tasks"), "Refresh");
    assert!(short.is_cut(), "a smaller text says what does not fit");
    let prefix = "a".repeat(512);
    let shared = resolve::shared_identifiers(&prefix);
    assert!(
        shared.processing[1][1].as_str().ends_with("a.processing.network.power") && !shared.processing[1][1].is_cut()
    );
}

#[test]
fn a_list_is_resolved_in_its_order() {
    const A: TaskSpec<'_> = TaskSpec { name: "a", type_name: "A", trigger: TIME, ..TaskSpec::DEFAULT };
    const A2: TaskSpec<'_> = TaskSpec { name: "a2", ..A };
    const B: TaskSpec<'_> = TaskSpec { name: "b", type_name: "B", ..A };
    const LIST: &[ListEntry<'_>] = &[
        ListEntry { entry: 0, specs: &[A, A2], entry_point: "Tasks.A" },
        // Entry 1 is switched off by `cfg`.
        ListEntry { entry: 2, specs: &[], entry_point: "Tasks.Mistaken" },
        ListEntry { entry: 3, specs: &[B], entry_point: "Tasks.B" },
    ];
    const TASKS: [ResolvedTask<'_>; resolve::count(LIST)] =
        resolve::tasks(&AppSpec { model: HostingModel::OutOfProcess, ..APP }, LIST, &const { &SHARED }.as_strs());
    let found: Vec<_> = TASKS
        .iter()
        .map(|task| (task.spec.name, task.entry, task.windows.and_then(|windows| windows.entry_point)))
        .collect();
    let expected = [("a", 0, Some("Tasks.A")), ("a2", 0, Some("Tasks.A")), ("b", 3, Some("Tasks.B"))];
    assert_eq!(found, expected);

    let longer: [ResolvedTask<'_>; 5] = resolve::tasks(&APP, LIST, &const { &SHARED }.as_strs());
    assert!(longer[3..].iter().all(|task| task.windows.is_none() && task.apple.is_none()), "filled up with nothing");
    let shorter: [ResolvedTask<'_>; 1] = resolve::tasks(&APP, LIST, &const { &SHARED }.as_strs());
    assert_eq!(shorter[0].spec.name, "a");
}
