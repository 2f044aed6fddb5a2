//! Rules about the ways in which Windows activates a task.

use bgtask_core::catalog::{HostingModel, ParameterKind, Support, TriggerKind};
use bgtask_core::rules::hosting::{
    APPLICATION_TRIGGER_IN_DESKTOP, CANCEL_WITHOUT_EFFECT, NETWORK_REQUEST_WITHOUT_EFFECT, OPTION_OF_ANOTHER_MODEL,
    TRIGGER_NOT_IN_MODEL,
};

use crate::annotated::Told;
use crate::{Case, read};

pub const CASES: &[Case] = &[
    Case {
        rule: TRIGGER_NOT_IN_MODEL,
        fires: r"#[background_task(trigger = device_use)] struct Scan;
                 #[background_app(tasks(Scan))] struct App;",
        at: "device_use",
        message: &["`device-use` trigger does not go with the in-process model"],
        help: &["windows(model = \"out-of-process\")"],
        silent: r#"#[background_task(trigger = device_use, windows(model = "out-of-process"))] struct Scan;
                   #[background_app(tasks(Scan), namespace = "Tasks")] struct App;"#,
    },
    Case {
        rule: APPLICATION_TRIGGER_IN_DESKTOP,
        fires: r#"#[background_task(trigger = application, windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))]
                  struct Export;
                  #[background_app(tasks(Export), model = "forwarded")] struct App;"#,
        at: "application",
        message: &["application trigger does not work in the forwarded model"],
        help: &["on a thread"],
        silent: r"#[background_task(trigger = application)] struct Export;
                  #[background_app(tasks(Export))] struct App;",
    },
    Case {
        rule: CANCEL_WITHOUT_EFFECT,
        fires: r#"#[background_task(trigger = "time:15", condition = UserPresent, cancel_on_condition_loss = true,
                      windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))] struct Refresh;
                  #[background_app(tasks(Refresh), model = "com")] struct App;"#,
        at: "cancel_on_condition_loss = true",
        message: &["does nothing in the com model"],
        help: &["leave it out"],
        // The forwarder is a component, and hands the cancellation on.
        silent: r#"#[background_task(trigger = "time:15", condition = UserPresent, cancel_on_condition_loss,
                       windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))] struct Refresh;
                   #[background_app(tasks(Refresh), model = "forwarded")] struct App;"#,
    },
    Case {
        rule: NETWORK_REQUEST_WITHOUT_EFFECT,
        fires: r#"#[background_task(trigger = "time:15", network_requested,
                      windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))] struct Refresh;
                  #[background_app(tasks(Refresh), model = "com")] struct App;"#,
        at: "network_requested",
        message: &["network_requested does nothing in the com model"],
        help: &["leave it out"],
        silent: r#"#[background_task(trigger = "time:15", network_requested)] struct Refresh;
                   #[background_app(tasks(Refresh))] struct App;"#,
    },
    Case {
        rule: OPTION_OF_ANOTHER_MODEL,
        fires: r#"#[background_task(trigger = "time:15", windows(entry_point = "Tasks.Refresh"))] struct Refresh;
                  #[background_app(tasks(Refresh))] struct App;"#,
        at: r#""Tasks.Refresh""#,
        message: &["`entry_point` means nothing in the in-process model"],
        help: &["windows(model = \"…\")"],
        silent: r#"#[background_task(trigger = "time:15", windows(entry_point = "Tasks.Refresh"))] struct Refresh;
                   #[background_app(tasks(Refresh), model = "out-of-process")] struct App;"#,
    },
];

fn trigger(kind: TriggerKind) -> String {
    let facts = kind.facts();
    if facts.construction.needs_with() {
        return format!("with({:?}, build)", facts.name);
    }
    let argument = match facts.parameter {
        Some(parameter) if parameter.required => match parameter.kind {
            ParameterKind::Minutes { .. } => ":60".to_string(),
            ParameterKind::Text => ":id".to_string(),
            // Events differ in what they allow; this one is for every device.
            ParameterKind::Value(values) => format!(":{}", values[values.len() - 1].name),
        },
        _ => String::new(),
    };
    format!("\"{}{argument}\"", facts.name)
}

#[test]
fn every_trigger_is_judged_in_every_model_and_sent_to_one_that_has_it() {
    let guid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11";
    for kind in TriggerKind::ALL {
        let judge = |model: HostingModel| {
            let clsid = if model.needs_clsid() { format!(", clsid = \"{guid}\"") } else { String::new() };
            let source = format!(
                "#[background_task(trigger = {}, windows(model = {:?}{clsid}))] struct Task;
                 #[background_app(tasks(Task), namespace = \"Tasks\")] struct App;",
                trigger(*kind),
                model.name()
            );
            read(&source).into_iter().find(Told::is_error)
        };
        for model in HostingModel::ALL {
            let found = judge(*model);
            let support = kind.facts().support(*model);
            let untested_in_com = *model == HostingModel::Com && support == Support::Untested;
            let expected = match support {
                Support::Fails(_) if *kind == TriggerKind::Application => Some("BG0402"),
                Support::Fails(_) => Some("BG0401"),
                Support::Untested if untested_in_com => Some("BG0401"),
                Support::Works | Support::Untested => None,
            };
            assert_eq!(found.as_ref().map(|told| told.id), expected, "{kind:?} {}: {found:?}", model.name());
            let Some(found) = found.filter(|told| told.id == "BG0401") else { continue };
            assert!(found.message.contains(kind.facts().name) && found.message.contains(model.name()), "{found:?}");
            let better = HostingModel::ALL.iter().find(|better| found.help.contains(&format!("{:?}", better.name())));
            let better = better.expect("the help names a model");
            assert!(judge(*better).is_none(), "{kind:?}: {} is no better than {}", better.name(), model.name());
        }
    }
}

#[test]
fn options_count_where_their_model_uses_them() {
    let guid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11";
    for model in HostingModel::ALL {
        let told = |options: &str| {
            let source = format!(
                "#[background_task(trigger = \"time:15\", windows(model = {:?}, {options}))] struct Task;
                 #[background_app(tasks(Task), namespace = \"Tasks\")] struct App;",
                model.name()
            );
            read(&source).iter().any(|told| told.id == "BG0422")
        };
        assert_eq!(told("entry_point = \"A.B\""), *model != HostingModel::OutOfProcess, "{}", model.name());
        assert_eq!(told(&format!("clsid = \"{guid}\"")), !model.needs_clsid(), "{}", model.name());
        assert!(!told(""));
    }
}
