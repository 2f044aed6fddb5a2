//! Rules about files whose words core makes: each with a test that it fires and stays silent.

use bgtask_core::catalog::{HostingModel, Need, TriggerKind, background_mode};
use bgtask_core::expand;
use bgtask_core::model::{Argument, ResolvedTask, ResolvedWindows, TaskSpec, Trigger};
use bgtask_core::rules::annotation::MISSING_TASK_LIST;
use bgtask_core::rules::manifest::{
    ApplicationFacts, CAPABILITY_MISSING, DESKTOP_MODEL_IN_APP_CONTAINER, IN_PROCESS_IN_FULL_TRUST, SYSTEM_TOO_OLD,
    capability_missing, check_kind_of_app, check_version,
};
use bgtask_core::rules::property_list::{
    COMPANION_MISSING, USAGE_DESCRIPTION_UNWRITTEN, companion_missing, usage_description_unwritten,
};
use bgtask_core::rules::{Finding, Rule, Site};
use proc_macro2::TokenStream;

pub const CHECKED: &[(&Rule, fn())] = &[
    (MISSING_TASK_LIST, an_app_without_a_list),
    (IN_PROCESS_IN_FULL_TRUST, in_process_in_full_trust),
    (DESKTOP_MODEL_IN_APP_CONTAINER, desktop_model_in_app_container),
    (SYSTEM_TOO_OLD, system_too_old),
    (CAPABILITY_MISSING, a_capability_that_is_only_inferred),
    (COMPANION_MISSING, a_mode_without_its_companion),
    (USAGE_DESCRIPTION_UNWRITTEN, a_usage_description_that_nobody_has_written),
];

/// What an app without `tasks(…)` becomes when the build script left these lists.
fn with_lists(lists: &str) -> String {
    let input = format!("[strict] [struct Reader;] [{lists}]");
    expand::app_with_list(input.parse().expect("the test's own text is tokens")).to_string()
}

fn an_app_without_a_list() {
    let found = with_lists("Other { crate::Refresh }");
    for words in
        ["compile_error", "BG0009: the build script found no app `Reader`", "help: in a new file, save build.rs"]
    {
        assert!(found.contains(words), "`{words}` is missing in {found}");
    }
    assert!(!with_lists("Reader { crate::Refresh }").contains("compile_error"));
    // Without a build script there is no OUT_DIR, and the compiler says what stands here.
    let without_script = expand::app(&TokenStream::new(), &"struct Reader;".parse().expect("tokens")).to_string();
    assert!(without_script.contains("BG0009: the app lists no tasks"), "{without_script}");
}

fn task(model: HostingModel, trigger: Trigger<'static>) -> ResolvedTask<'static> {
    ResolvedTask {
        spec: TaskSpec { name: "Refresh", type_name: "Refresh", trigger, ..TaskSpec::DEFAULT },
        entry: 0,
        windows: Some(ResolvedWindows { model, entry_point: None, clsid: None }),
        apple: None,
    }
}

const TIME: Trigger<'_> = Trigger { argument: Argument::Number(15), ..Trigger::new(TriggerKind::Time) };

fn application(full_trust: bool) -> ApplicationFacts<'static> {
    ApplicationFacts { id: "Reader", full_trust, minimum_version: None }
}

fn expect(found: Option<&Finding>, rule: &Rule, site: Site, message: &[&str], help: &[&str]) {
    let found = found.expect("the rule fires");
    assert_eq!((found.rule.id, found.site), (rule.id, site));
    assert!(!found.message.is_cut() && !found.help.is_cut(), "{found:?}");
    for (words, text) in [(message, &found.message), (help, &found.help)] {
        for word in words {
            assert!(text.as_str().contains(word), "`{word}` is missing in {text}");
        }
    }
}

fn in_process_in_full_trust() {
    expect(
        check_kind_of_app(&task(HostingModel::InProcess, TIME), &application(true)).as_ref(),
        IN_PROCESS_IN_FULL_TRUST,
        Site::Model,
        &["in-process task `Refresh` would never be activated", "`Reader` runs in full trust"],
        &["choose model = \"com\" or \"forwarded\" or \"out-of-process\""],
    );
    assert_eq!(check_kind_of_app(&task(HostingModel::InProcess, TIME), &application(false)), None);
    // What is advised is not refused by the next rule.
    let help = |trigger| {
        let found = check_kind_of_app(&task(HostingModel::InProcess, trigger), &application(true));
        found.expect("the rule fires").help.to_string()
    };
    let system = Trigger::new(TriggerKind::System);
    assert_eq!(help(system), "choose model = \"forwarded\" or \"out-of-process\"");
    assert_eq!(help(Trigger::new(TriggerKind::DeviceUse)), "choose model = \"forwarded\" or \"out-of-process\"");
    assert!(help(Trigger::new(TriggerKind::Application)).starts_with("a desktop app starts the work itself"));
    for kind in TriggerKind::ALL {
        for model in HostingModel::ALL {
            let advised = help(Trigger::new(*kind)).contains(&format!("\"{}\"", model.name()));
            let task = task(*model, Trigger::new(*kind));
            let refused = check_kind_of_app(&task, &application(true)).is_some() || !kind.facts().goes_with(*model);
            assert_eq!(advised, !refused, "{} as {}", kind.facts().name, model.name());
        }
    }
}

fn desktop_model_in_app_container() {
    for model in [HostingModel::Com, HostingModel::Forwarded] {
        expect(
            check_kind_of_app(&task(model, TIME), &application(false)).as_ref(),
            DESKTOP_MODEL_IN_APP_CONTAINER,
            Site::Model,
            &[model.name(), "`Refresh` can't be registered", "`Reader` runs in an AppContainer"],
            &["choose model = \"in-process\" or \"out-of-process\""],
        );
        assert_eq!(check_kind_of_app(&task(model, TIME), &application(true)), None);
    }
    for full_trust in [true, false] {
        let found = check_kind_of_app(&task(HostingModel::OutOfProcess, TIME), &application(full_trust));
        assert_eq!(found, None, "a component goes with both");
    }
    let fired = task(HostingModel::OutOfProcess, Trigger::new(TriggerKind::Application));
    expect(
        check_kind_of_app(&fired, &application(true)).as_ref(),
        bgtask_core::rules::find("BG0402").expect("a rule"),
        Site::Trigger,
        &["`Refresh`", "application trigger", "`Reader`"],
        &["a desktop app starts the work itself"],
    );
    assert_eq!(check_kind_of_app(&fired, &application(false)), None, "in an AppContainer it works");
}

fn system_too_old() {
    let on = |model, trigger, build| {
        let minimum_version = Some([10, 0, build, 0]);
        check_version(&task(model, trigger), &ApplicationFacts { minimum_version, ..application(false) })
    };
    expect(
        on(HostingModel::Com, TIME, 17763).as_ref(),
        SYSTEM_TOO_OLD,
        Site::Model,
        &["com task `Refresh` needs Windows 10.0.19041.0", "lets in 10.0.17763.0"],
        &["MinVersion"],
    );
    assert_eq!(on(HostingModel::Com, TIME, 19041), None);
    assert!(on(HostingModel::InProcess, TIME, 14392).is_some());
    assert_eq!(on(HostingModel::InProcess, TIME, 14393), None);
    assert_eq!(on(HostingModel::OutOfProcess, TIME, 10240), None);
    let geovisit = Trigger::new(TriggerKind::Geovisit);
    expect(
        on(HostingModel::OutOfProcess, geovisit, 15063).as_ref(),
        SYSTEM_TOO_OLD,
        Site::Trigger,
        &["the trigger `geovisit` of task `Refresh` needs Windows 10.0.16299.0", "lets in 10.0.15063.0"],
        &["MinVersion"],
    );
    assert_eq!(on(HostingModel::OutOfProcess, geovisit, 16299), None);
    let unknown = ApplicationFacts { minimum_version: None, ..application(false) };
    assert_eq!(check_version(&task(HostingModel::Com, TIME), &unknown), None, "what is not known is not judged");
}

fn a_capability_that_is_only_inferred() {
    let task = task(HostingModel::OutOfProcess, Trigger::new(TriggerKind::ContactStoreNotification));
    expect(
        Some(&capability_missing(&task, "contacts")),
        CAPABILITY_MISSING,
        Site::Trigger,
        &["`contact-store-notification` trigger probably needs the capability contacts"],
        &["no page says so"],
    );
}

fn a_mode_without_its_companion() {
    for (need, when) in [
        (Need::Always, "goes with NSMicrophoneUsageDescription, which is not there"),
        (Need::If("the app records"), "goes with NSMicrophoneUsageDescription if the app records, and it is not there"),
    ] {
        expect(
            Some(&companion_missing(&background_mode::AUDIO, "NSMicrophoneUsageDescription", need)),
            COMPANION_MISSING,
            Site::Item,
            &["background mode `audio`", when],
            &["add it yourself"],
        );
    }
}

fn a_usage_description_that_nobody_has_written() {
    expect(
        Some(&usage_description_unwritten("NSBluetoothAlwaysUsageDescription")),
        USAGE_DESCRIPTION_UNWRITTEN,
        Site::Item,
        &["`NSBluetoothAlwaysUsageDescription` is still to be filled in"],
        &["in a sentence for the user"],
    );
}

#[test]
fn a_task_for_apple_systems_alone_is_in_no_manifest() {
    let task = ResolvedTask { windows: None, ..task(HostingModel::InProcess, TIME) };
    assert_eq!(check_kind_of_app(&task, &application(true)), None);
    let old = ApplicationFacts { minimum_version: Some([6, 2, 0, 0]), ..application(true) };
    assert_eq!(check_version(&task, &old), None);
}

#[test]
fn every_companion_of_every_mode_is_told_whole() {
    for mode in background_mode::ALL {
        let keys = mode.keys.iter().map(|key| (key.with.name, key.need));
        let entitlements = mode.entitlements.iter().map(|entitlement| (entitlement.with.name, entitlement.need));
        for (name, need) in keys.chain(entitlements) {
            let found = companion_missing(mode, name, need);
            assert!(!found.text().is_cut() && !found.message.is_cut(), "{}", found.text());
            assert!(found.message.as_str().contains(name) && found.message.as_str().contains(mode.value));
        }
    }
}
