//! Rules about Apple systems.

use bgtask_core::catalog::background_mode::{self, WATCH_MODES};
use bgtask_core::catalog::{Condition, Fidelity, TriggerKind, Version, limits};
use bgtask_core::rules::apple::{
    EXITS_ON_SUSPEND_IS_DEAD, EXITS_WITH_BACKGROUND, IDENTIFIER_WITHOUT_REQUEST, NO_COUNTERPART_OF_CONDITION,
    NO_COUNTERPART_OF_TRIGGER, NOT_MADE_FOR_APPLE, ONLY_PROCESSING_ASKS, RETIRED_MODE, TOO_MANY_REQUESTS, UNKNOWN_MODE,
    VERSION_BOUND_MODE,
};

use crate::{Case, ids, read};

pub const CASES: &[Case] = &[
    Case {
        rule: EXITS_WITH_BACKGROUND,
        fires: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes("audio"), exits_on_suspend = true)]
                  struct App;"#,
        at: "exits_on_suspend = true",
        message: &["exits on suspend", "background mode `audio`"],
        help: &["leave `exits_on_suspend` out"],
        silent: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes("audio"), exits_on_suspend = false)]
                   struct App;"#,
    },
    Case {
        rule: TOO_MANY_REQUESTS,
        fires: r#"#[background_task(trigger = "time:15")] struct A;
                  #[background_task(trigger = "time:30", apple(identifier = "com.x.b"))] struct B;
                  #[background_app(tasks(A, B), identifier_prefix = "com.x")] struct App;"#,
        at: r#""com.x.b""#,
        message: &["\"com.x.b\" is one refresh request too many", "1 pending"],
        help: &["leave out `identifier`", "share a request"],
        silent: r#"#[background_task(trigger = "time:15")] struct A;
                   #[background_task(trigger = "time:30", apple(kind = "processing", identifier = "com.x.b"))] struct B;
                   #[background_app(tasks(A, B), identifier_prefix = "com.x")] struct App;"#,
    },
    Case {
        rule: ONLY_PROCESSING_ASKS,
        fires: r#"#[background_task(trigger = "time:15", apple(kind = "refresh", network))] struct Refresh;
                  #[background_app(tasks(Refresh), identifier_prefix = "com.x")] struct App;"#,
        at: "network",
        message: &["refresh request can't ask for a network"],
        help: &["kind = \"processing\""],
        silent: r#"#[background_task(trigger = "time:15", apple(network))] struct Refresh;
                   #[background_app(tasks(Refresh), identifier_prefix = "com.x")] struct App;"#,
    },
    Case {
        rule: EXITS_ON_SUSPEND_IS_DEAD,
        fires: r#"#[background_app(tasks(), identifier_prefix = "com.x", exits_on_suspend = true)] struct App;"#,
        at: "exits_on_suspend = true",
        message: &["no effect since iOS 13"],
        help: &["leave `exits_on_suspend` out"],
        silent: r#"#[background_app(tasks(), identifier_prefix = "com.x")] struct App;"#,
    },
    Case {
        rule: RETIRED_MODE,
        fires: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes("newsstand-content"))] struct App;"#,
        at: r#""newsstand-content""#,
        message: &["`newsstand-content` is retired", "Newsstand and its framework are gone"],
        help: &["leave it out", "written as it stands"],
        silent: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes("remote-notification"))] struct App;"#,
    },
    Case {
        rule: UNKNOWN_MODE,
        fires: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes("background-fetch"))] struct App;"#,
        at: r#""background-fetch""#,
        message: &["`background-fetch` is none that Apple documents"],
        help: &["did you mean `fetch`?"],
        silent: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes("fetch"))] struct App;"#,
    },
    Case {
        rule: VERSION_BOUND_MODE,
        fires: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes(audio, screen_capture))] struct App;"#,
        at: "screen_capture",
        message: &["`screen-capture` came with iOS 27", "earlier system ignores it"],
        help: &["deployment target"],
        silent: r#"#[background_app(tasks(), identifier_prefix = "com.x", modes(audio, processing))] struct App;"#,
    },
    Case {
        rule: NOT_MADE_FOR_APPLE,
        fires: r#"#[background_app(tasks(), modes("audio"))] struct App;"#,
        at: r#""audio""#,
        message: &["`modes`", "app `App` is not made for them"],
        help: &["identifier_prefix", "platforms(\"windows\", \"apple\")"],
        silent: r#"#[background_app(tasks(), modes("audio"), platforms("windows", "apple"))] struct App;"#,
    },
    Case {
        rule: NO_COUNTERPART_OF_TRIGGER,
        fires: r#"#[background_task(trigger = "system:UserPresent")] struct Greet;
                  #[background_app(tasks(Greet), identifier_prefix = "com.x")] struct App;"#,
        at: r#""system:UserPresent""#,
        message: &["nothing that bgtask sets up", "`UserPresent`", "not told whether somebody is at the device"],
        help: &["platforms(\"windows\")", "apple(kind = \"refresh\")"],
        silent: r#"#[background_task(trigger = "system:UserPresent", apple(kind = "none"))] struct Greet;
                   #[background_app(tasks(Greet), identifier_prefix = "com.x")] struct App;"#,
    },
    Case {
        rule: NO_COUNTERPART_OF_CONDITION,
        fires: r#"#[background_task(trigger = "time:15", condition = UserPresent)] struct Refresh;
                  #[background_app(tasks(Refresh), identifier_prefix = "com.x")] struct App;"#,
        at: "UserPresent",
        message: &["UserPresent does not hold a task back", "not told whether somebody is at the device"],
        help: &["look in the task"],
        silent: r#"#[background_task(trigger = "time:15", condition = InternetAvailable)] struct Refresh;
                   #[background_app(tasks(Refresh), identifier_prefix = "com.x")] struct App;"#,
    },
    Case {
        rule: IDENTIFIER_WITHOUT_REQUEST,
        fires: r#"#[background_task(trigger = "time:15", apple(kind = "none", identifier = "com.x.clock"))] struct Clock;
                  #[background_app(tasks(Clock), identifier_prefix = "com.x")] struct App;"#,
        at: r#""com.x.clock""#,
        message: &["nothing is requested for task `Clock`"],
        help: &["leave it out"],
        silent: r#"#[background_task(trigger = "time:15", apple(kind = "none"))] struct Clock;
                   #[background_app(tasks(Clock), identifier_prefix = "com.x")] struct App;"#,
    },
];

fn app(arguments: &str) -> String {
    format!("#[background_app(tasks(), identifier_prefix = \"com.x\", {arguments})] struct App;")
}

/// What is told of an Apple app with these tasks, one attribute's arguments each.
fn of_tasks(tasks: &[String]) -> Vec<&'static str> {
    let attributes = tasks.iter().map(|arguments| format!("#[background_task({arguments})]"));
    let items: Vec<_> = attributes.enumerate().map(|(at, attribute)| format!("{attribute} struct T{at};")).collect();
    let names: Vec<_> = (0..tasks.len()).map(|at| format!("T{at}")).collect();
    ids(&format!(
        "{} #[background_app(tasks({}), identifier_prefix = \"com.x\", platforms(\"apple\"))] struct App;",
        items.join("\n"),
        names.join(", ")
    ))
}

#[test]
fn exiting_contradicts_every_task_that_runs_in_the_background() {
    for (task, contradicts) in [
        ("trigger = \"time:15\"", true),
        ("trigger = \"maintenance:60\"", true),
        ("trigger = \"application\"", true),
        ("trigger = \"push-notification\"", true),
        ("trigger = \"system:TimeZoneChange\"", false),
        ("trigger = \"time:15\", apple(kind = \"none\")", false),
        ("trigger = \"time:15\", platforms(\"windows\")", false),
    ] {
        for (exits, rule) in [("true", "BG0501"), ("false", "BG0520")] {
            let told = ids(&format!(
                "#[background_task({task})] struct Refresh;
                 #[background_app(tasks(Refresh), identifier_prefix = \"com.x\", exits_on_suspend = {exits})] struct App;"
            ));
            assert_eq!(told.contains(&"BG0501"), contradicts && exits == "true", "{task}: {told:?}");
            assert!(told.contains(&rule) || !contradicts, "{task}: {told:?}");
        }
    }
}

#[test]
fn every_mode_is_judged_by_the_catalog() {
    for mode in background_mode::ALL {
        let told = ids(&app(&format!("modes({:?})", mode.value)));
        let expected = match (mode.retired, mode.since.since > Version(13, 0)) {
            (Some(_), _) => vec!["BG0521"],
            (None, true) => vec!["BG0523"],
            (None, false) => vec![],
        };
        assert_eq!(told, expected, "{}", mode.value);
        let in_rust = mode.value.replace('-', "_");
        assert_eq!(ids(&app(&format!("modes({in_rust})"))), expected, "{in_rust}");
    }
    let bound: Vec<_> = background_mode::ALL
        .iter()
        .map(|mode| mode.value)
        .filter(|mode| ids(&app(&format!("modes({mode:?})"))) == ["BG0523"])
        .collect();
    assert_eq!(bound, ["nearby-interaction", "push-to-talk", "screen-capture"]);
}

#[test]
fn unknown_modes_get_the_nearest_one() {
    let help = |mode: &str| {
        let told = read(&app(&format!("modes({mode:?})")));
        let [told] = told.as_slice() else { panic!("{mode}: {told:?}") };
        assert_eq!(told.id, "BG0522", "{mode}");
        told.help.clone()
    };
    for (wrong, right) in [
        ("Audio", "audio"),
        ("background-processing", "processing"),
        ("remote-notifications", "remote-notification"),
        ("bluetooth_central", "bluetooth-central"),
        ("proccesing", "processing"),
        ("VoIP", "voip"),
        ("app-location", "location"),
    ] {
        assert_eq!(help(wrong), format!("did you mean `{right}`?"), "{wrong}");
    }
    for mode in WATCH_MODES {
        assert!(help(mode.value).contains("WKBackgroundModes"), "{}", mode.value);
    }
    for wrong in ["", "spatial-computing", "fetcher-of-news", "음악", &"x".repeat(2000)] {
        let help = help(wrong);
        assert!(help.contains("written as it stands") && help.contains("`screen-capture`"), "{wrong}: {help}");
        assert!(!help.contains("newsstand"), "what is retired is not proposed: {help}");
    }
}

#[test]
fn a_refresh_request_and_ten_processing_requests_are_enough() {
    let processing = |count: usize| -> Vec<String> {
        (0..count).map(|at| format!("trigger = \"maintenance:60\", apple(identifier = \"com.x.p{at}\")")).collect()
    };
    assert_eq!(of_tasks(&processing(limits::APPLE_PROCESSING_REQUESTS)), [""; 0]);
    assert_eq!(of_tasks(&processing(limits::APPLE_PROCESSING_REQUESTS + 1)), ["BG0502"]);
    let shared: Vec<_> = (0..50).map(|at| format!("trigger = \"time:{}\"", 15 + at)).collect();
    assert_eq!(of_tasks(&shared), [""; 0], "they share one request");
    let both = [processing(10), shared].concat();
    assert_eq!(of_tasks(&both), [""; 0], "each kind has its own limit");
    let continued: Vec<_> = (0..20)
        .map(|at| format!("trigger = \"time:15\", apple(kind = \"continued\", identifier = \"com.x.c{at}.*\")"))
        .collect();
    assert_eq!(of_tasks(&continued), [""; 0], "no limit is stated for these");
}

#[test]
fn only_processing_asks() {
    for (kind, asks) in [("refresh", false), ("processing", true), ("continued", false), ("none", false)] {
        for what in ["network", "external_power"] {
            let told = of_tasks(&[format!("trigger = \"time:15\", apple(kind = \"{kind}\", {what})")]);
            assert_eq!(told, if asks { vec![] } else { vec!["BG0503"] }, "{kind} {what}");
            let told = of_tasks(&[format!("trigger = \"time:15\", apple(kind = \"{kind}\", {what} = false)")]);
            assert_eq!(told, [""; 0], "{kind} {what} = false");
        }
    }
    assert_eq!(of_tasks(&["trigger = \"location\", apple(network)".to_string()]), ["BG0503", "BG0525"]);
}

#[test]
fn every_trigger_is_started_or_said_not_to_be() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        if facts.construction.needs_with() || *kind == TriggerKind::System {
            continue;
        }
        let argument = match facts.name {
            "time" | "maintenance" => ":60",
            "phone" => ":CallBlocked",
            "smart-card" => ":ReaderCardAdded",
            "custom-system-event" | "device-manufacturer-notification" | "network-operator-notification" => ":id",
            _ => "",
        };
        let written = format!("trigger = \"{}{argument}\", platforms(\"apple\")", facts.name);
        let told = of_tasks(std::slice::from_ref(&written));
        let started = facts.apple.kind.is_some() || !facts.apple.modes.is_empty();
        assert_eq!(told, if started { vec![] } else { vec!["BG0525"] }, "{}", facts.name);
        let told = of_tasks(&[format!("{written}, apple(kind = \"refresh\")")]);
        assert_eq!(told, [""; 0], "{}: what it says for itself is enough", facts.name);
    }
}

#[test]
fn a_condition_holds_back_where_the_request_can_ask_for_it() {
    for condition in Condition::ALL {
        for (kind, processing) in [("refresh", false), ("processing", true), ("continued", false)] {
            let told = of_tasks(&[format!(
                "trigger = \"time:15\", condition = {}, apple(kind = \"{kind}\")",
                condition.name()
            )]);
            let holds = match condition {
                Condition::InternetAvailable | Condition::FreeNetworkAvailable | Condition::UserNotPresent => {
                    processing
                }
                _ => condition.facts().apple.fidelity != Fidelity::None,
            };
            assert_eq!(told, if holds { vec![] } else { vec!["BG0526"] }, "{condition:?} {kind}");
        }
    }
    let refused = "trigger = \"time:15\", condition = InternetAvailable, apple(kind = \"processing\", network = false)";
    assert_eq!(of_tasks(&[refused.to_string()]), ["BG0526"], "it was told not to ask");
    let none = "trigger = \"time:15\", condition = UserPresent, apple(kind = \"none\")";
    assert_eq!(of_tasks(&[none.to_string()]), [""; 0], "nothing runs there");
}
