//! Rules about triggers.

use bgtask_core::catalog::{HostingModel, ParameterKind, Status, TriggerKind, system_event};
use bgtask_core::rules::triggers::{
    ARGUMENT_NOT_TAKEN, CONTROL_CHANNEL_ONCE, DEPRECATED_TRIGGER, FLAG_NOT_TAKEN, INTERVAL_TOO_LONG,
    INTERVAL_TOO_SHORT, MALFORMED_TRIGGER_ARGUMENT, MISSING_TRIGGER_ARGUMENT, NEEDS_WITH, PHONE_ONLY_TRIGGER,
    RESTRICTED_TRIGGER, SINGLE_REGISTRATION, UNKNOWN_FLAG, UNKNOWN_TRIGGER, UNKNOWN_TRIGGER_VALUE, WITH_NOT_TAKEN,
};

use crate::{Case, ids, read};

pub const CASES: &[Case] = &[
    Case {
        rule: INTERVAL_TOO_SHORT,
        fires: r"#[background_task(trigger = time(14))] struct Refresh;",
        at: "14",
        message: &["time trigger", "at least 15 minutes", "14 are less"],
        help: &["15 or more", "refuses the registration at run time"],
        silent: r"#[background_task(trigger = time(15))] struct Refresh;",
    },
    Case {
        rule: UNKNOWN_TRIGGER,
        fires: r#"#[background_task(trigger = "tiem:15")] struct Refresh;"#,
        at: r#""tiem:15""#,
        message: &["`tiem`"],
        help: &["did you mean `time:15`?"],
        silent: r#"#[background_task(trigger = "time:15")] struct Refresh;"#,
    },
    Case {
        rule: UNKNOWN_TRIGGER_VALUE,
        fires: r"#[background_task(trigger = system(TimezoneChange))] struct Refresh;",
        at: "TimezoneChange",
        message: &["`system` trigger", "`TimezoneChange`"],
        help: &["did you mean `TimeZoneChange`?"],
        silent: r"#[background_task(trigger = system(TimeZoneChange))] struct Refresh;",
    },
    Case {
        rule: UNKNOWN_FLAG,
        fires: r#"#[background_task(trigger = "time:15,repeat")] struct Refresh;"#,
        at: r#""time:15,repeat""#,
        message: &["flag `repeat`"],
        help: &["`once`"],
        silent: r#"#[background_task(trigger = "time:15,once")] struct Refresh;"#,
    },
    Case {
        rule: ARGUMENT_NOT_TAKEN,
        fires: r"#[background_task(trigger = application(15))] struct Refresh;",
        at: "15",
        message: &["`application` trigger takes no argument"],
        help: &["write `application`"],
        silent: r"#[background_task(trigger = application)] struct Refresh;",
    },
    Case {
        rule: FLAG_NOT_TAKEN,
        fires: r"#[background_task(trigger = push_notification(once))] struct Refresh;",
        at: "once",
        message: &["`push-notification`", "only once"],
        help: &["leave out `once`", "unregisters itself"],
        silent: r"#[background_task(trigger = push_notification)] struct Refresh;",
    },
    Case {
        rule: MISSING_TRIGGER_ARGUMENT,
        fires: r#"#[background_task(trigger = "time")] struct Refresh;"#,
        at: r#""time""#,
        message: &["`time` trigger needs its minutes"],
        help: &["write `time:15`"],
        silent: r#"#[background_task(trigger = "location")] struct Refresh;"#,
    },
    Case {
        rule: MALFORMED_TRIGGER_ARGUMENT,
        fires: r"#[background_task(trigger = time(15u32))] struct Refresh;",
        at: "15u32",
        message: &["`15u32` is not a number of minutes"],
        help: &["write `time(15)`"],
        silent: r"#[background_task(trigger = time(1_5))] struct Refresh;",
    },
    Case {
        rule: NEEDS_WITH,
        fires: r#"#[background_task(trigger = "gatt-characteristic-notification")] struct Heart;"#,
        at: r#""gatt-characteristic-notification""#,
        message: &["objects that exist only at run time"],
        help: &[r#"with("gatt-characteristic-notification", path::to::function)"#],
        silent: r#"#[background_task(trigger = with("gatt-characteristic-notification", heart::watch))] struct Heart;"#,
    },
    Case {
        rule: WITH_NOT_TAKEN,
        fires: r#"#[background_task(trigger = with("time", hourly))] struct Refresh;"#,
        at: r#"with("time", hourly)"#,
        message: &["`time` trigger is not built by a function"],
        help: &["write it out: `time:15`"],
        silent: r"#[background_task(trigger = with(device_watcher, hourly))] struct Refresh;",
    },
    Case {
        rule: CONTROL_CHANNEL_ONCE,
        fires: r"#[background_task(trigger = system(ControlChannelReset, once))] struct Reset;",
        at: "once",
        message: &["ControlChannelReset can't be waited for once"],
        help: &["leave out `once`"],
        silent: r"#[background_task(trigger = system(ControlChannelReset))] struct Reset;",
    },
    Case {
        rule: SINGLE_REGISTRATION,
        fires: r#"#[background_task(trigger = "application")] struct Export;
                  #[background_task(trigger = application)] struct Import;
                  #[background_app(tasks(Export, Import))] struct App;"#,
        at: "application",
        message: &["one `application` trigger", "`Export`"],
        help: &["let one task do both"],
        silent: r#"#[background_task(trigger = "application")] struct Export;
                   #[background_task(trigger = "media-processing")] struct Import;
                   #[background_app(tasks(Export, Import))] struct App;"#,
    },
    Case {
        rule: INTERVAL_TOO_LONG,
        fires: r"#[background_task(trigger = maintenance(43_201))] struct Tidy;",
        at: "43_201",
        message: &["43201 minutes", "43200 (30 days)"],
        help: &["run more often"],
        silent: r"#[background_task(trigger = maintenance(43_200))] struct Tidy;",
    },
    Case {
        rule: DEPRECATED_TRIGGER,
        fires: r#"#[background_task(trigger = "device-manufacturer-notification:Lid")] struct Lid;"#,
        at: r#""device-manufacturer-notification:Lid""#,
        message: &["`device-manufacturer-notification` is deprecated", "custom-system-event"],
        help: &[],
        silent: r#"#[background_task(trigger = "custom-system-event:Lid")] struct Lid;"#,
    },
    Case {
        rule: PHONE_ONLY_TRIGGER,
        fires: r"#[background_task(trigger = system(SmsReceived))] struct Sms;",
        at: "system(SmsReceived)",
        message: &["`SmsReceived` is for phones"],
        help: &["on a PC"],
        silent: r"#[background_task(trigger = system(InternetAvailable))] struct Sms;",
    },
    Case {
        rule: RESTRICTED_TRIGGER,
        fires: r"#[background_task(trigger = payment_app_can_make_payment)] struct Pay;",
        at: "payment_app_can_make_payment",
        message: &["`payment-app-can-make-payment`", "payment providers"],
        help: &["registration fails"],
        silent: r"#[background_task(trigger = appointment_store_notification)] struct Pay;",
    },
];

fn task(trigger: &str) -> String {
    format!("#[background_task(trigger = {trigger})] struct Refresh;")
}

/// How the trigger is written with everything that it needs, as Rust.
fn written(kind: TriggerKind) -> String {
    let facts = kind.facts();
    let name = facts.name.replace('-', "_");
    if facts.construction.needs_with() {
        return format!("with({name}, build)");
    }
    match facts.parameter {
        Some(parameter) if parameter.required => match parameter.kind {
            ParameterKind::Minutes { .. } => format!("{name}(60)"),
            ParameterKind::Text => format!("{name}(\"id\")"),
            ParameterKind::Value(values) => format!("{name}({})", values[0].name),
        },
        _ => name,
    }
}

#[test]
fn every_trigger_has_the_warnings_of_its_status() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        let event = (*kind == TriggerKind::System).then(|| system_event::all()[0].status);
        let expected: Vec<_> = facts
            .status
            .iter()
            .chain(event.into_iter().flatten())
            .map(|status| match status {
                Status::Deprecated(_) => "BG0121",
                Status::PhoneOnly(_) => "BG0122",
                Status::Restricted(_) => "BG0123",
            })
            .collect();
        assert_eq!(ids(&task(&written(*kind))), expected, "{}", written(*kind));
    }
}

#[test]
fn needing_a_function_and_taking_one_are_opposites() {
    for kind in TriggerKind::ALL {
        let name = kind.facts().name;
        let needs = kind.facts().construction.needs_with();
        let with = ids(&task(&format!("with({name:?}, build)")));
        assert_eq!(with.contains(&"BG0110"), !needs, "{name}");
        assert_eq!(ids(&task(&format!("{name:?}"))).contains(&"BG0109"), needs, "{name}");
    }
}

#[test]
fn once_is_for_the_triggers_that_know_it() {
    for kind in TriggerKind::ALL.iter().filter(|kind| !kind.facts().construction.needs_with()) {
        let whole = written(*kind);
        let once = match whole.strip_suffix(')') {
            Some(open) => format!("{open}, once)"),
            None => format!("{whole}(once)"),
        };
        assert_eq!(ids(&task(&once)).contains(&"BG0106"), !kind.facts().one_shot, "{once}");
    }
}

#[test]
fn explanations_name_the_triggers_that_they_are_about() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        let named = FLAG_NOT_TAKEN.explanation.split(" triggers can be asked").next().expect("it says which");
        let is_named = |list: &str| list.split([' ', ',']).any(|word| word == facts.name);
        assert_eq!(is_named(named), facts.one_shot, "{}", facts.name);
        if facts.registrations.is_some() && facts.name != "location" {
            assert!(is_named(SINGLE_REGISTRATION.explanation), "{}", facts.name);
        }
    }
}

#[test]
fn minutes_are_plain_numbers() {
    for (written, id) in [
        ("time(0)", "BG0101"),
        ("time(1)", "BG0101"),
        ("\"maintenance:14\"", "BG0101"),
        ("time(-15)", "BG0108"),
        ("time(15.0)", "BG0108"),
        ("time('a')", "BG0108"),
        ("time(b\"15\")", "BG0108"),
        ("time(true)", "BG0108"),
        ("time(fifteen)", "BG0108"),
        ("time(4_294_967_296)", "BG0108"),
        ("time(999999999999999999999999999999999999999999999)", "BG0108"),
        ("\"time:+15\"", "BG0108"),
        ("\"time:15m\"", "BG0108"),
        ("\"time:١٥\"", "BG0108"),
        ("\"time:15:30\"", "BG0108"),
        ("\"time:0x0F\"", "BG0108"),
        ("\"time:\"", "BG0107"),
        ("time", "BG0107"),
        ("time()", "BG0107"),
        ("time(once)", "BG0107"),
        ("time(15, 16)", "BG0105"),
        ("time(once, 15)", "BG0105"),
        ("time(15, twice)", "BG0104"),
        ("\"time:15,\"", "BG0104"),
        ("time(15, once, once)", "BG0003"),
        ("\"time:15,once,once\"", "BG0003"),
        ("time(15 + 15)", "BG0005"),
        ("time(MINUTES.0)", "BG0005"),
        ("time(u32::MAX)", "BG0108"),
    ] {
        assert_eq!(ids(&task(written)), [id], "{written}");
    }
    for written in
        ["time(15)", "time(0x0F)", "\"time: 15 , once\"", "time(\"15\", once)", "content_prefetch(1)", "(time)(15)"]
    {
        let told = read(&task(written));
        assert!(written.starts_with('(') || told.is_empty(), "{written}: {told:?}");
    }
}

#[test]
fn texts_and_values_are_what_they_are() {
    for (written, id) in [
        ("custom_system_event(Lid)", "BG0108"),
        ("custom_system_event(5)", "BG0108"),
        ("custom_system_event(\"\")", "BG0107"),
        ("\"custom-system-event:\"", "BG0107"),
        ("custom_system_event", "BG0107"),
        ("\"system:\"", "BG0107"),
        ("system(5)", "BG0103"),
        ("system(Invalid)", "BG0103"),
        ("\"system:timezonechange\"", "BG0103"),
        ("\"location:Geofences\"", "BG0103"),
        ("\"geovisit:Country\"", "BG0103"),
        ("\"push-notification:\"", "BG0107"),
        ("\"application:\"", "BG0105"),
        ("\"application:x\"", "BG0105"),
        ("with(\"time:15\", build)", "BG0102"),
        ("with(\"device-watcher\")", "BG0005"),
        ("with(\"device-watcher\", build, build)", "BG0005"),
        ("with(\"device-watcher\", \"build\")", "BG0005"),
        ("with(\"device-watcher\", <T as Build>::build)", "BG0005"),
        ("with(\"device-watcher\", || build())", "BG0005"),
    ] {
        assert_eq!(ids(&task(written)), [id], "{written}");
    }
    for written in [
        "custom_system_event(\"a,b\")",
        "\"custom-system-event:a:b\"",
        "system(\"TimeZoneChange\")",
        "system(SystemTriggerType::TimeZoneChange)",
        "triggers::geovisit(Venue)",
        "\"location\"",
        "push_notification(\"App.Other\")",
    ] {
        assert_eq!(ids(&task(written)), [""; 0], "{written}");
    }
}

#[test]
fn help_keeps_what_was_meant() {
    for (written, help) in [
        ("\"time:15:once\"", "a comma stands before the flag: write `time:15,once`"),
        ("\"system:TimeZoneChange : once\"", "a comma stands before the flag: write `system:TimeZoneChange,once`"),
        ("time(\"15:once\")", "a comma stands before the flag: write `time(15, once)`"),
        ("\"time:soon,once\"", "write `time:15,once`"),
        ("time(soon, once)", "write `time(15, once)`"),
        ("\"time,once\"", "write `time:15,once`"),
        ("\"content-prefetch:15:once\"", "write `content-prefetch:15`"),
    ] {
        let told = read(&task(written));
        let [told] = told.as_slice() else { panic!("{written}: {told:?}") };
        assert_eq!(told.help, help, "{written}");
    }
}

#[test]
fn a_triggers_name_has_the_right_article() {
    for (written, message) in [
        ("\"application:x\"", "an `application` trigger takes no argument"),
        ("\"user-notification-changed:Tost\"", "a `user-notification-changed` trigger has no kinds `Tost`"),
    ] {
        assert_eq!(read(&task(written))[0].message, message);
    }
}

#[test]
fn near_misses_of_names_get_the_right_spelling() {
    for (wrong, right) in [
        ("\"Time:15\"", "`time:15`"),
        ("\"timer:30,once\"", "`time:30,once`"),
        ("\"TimeTrigger\"", "`time:15`"),
        ("TimeTrigger(60)", "`time(60)`"),
        ("\"Windows.ApplicationModel.Background.PushNotificationTrigger\"", "`push-notification`"),
        ("\"pushNotification\"", "`push-notification`"),
        ("\"push_notification\"", "`push-notification`"),
        ("pushNotification", "`push_notification`"),
        ("push_notifications", "`push_notification`"),
        ("\"wi-fi-on-demand-hotspot-connect\"", "`wifi-on-demand-hotspot-connect`"),
        ("\"bluetoothle-advertisement-watcher\"", "`with(\"bluetooth-le-advertisement-watcher\", path::to::function)`"),
        ("\"TimeZoneChange\"", "`system:TimeZoneChange`"),
        ("UserPresent", "`system(UserPresent)`"),
        ("\"internet-available\"", "`system:InternetAvailable`"),
    ] {
        let told = read(&task(wrong));
        let [told] = told.as_slice() else { panic!("{wrong}: {told:?}") };
        assert_eq!((told.id, told.help.as_str()), ("BG0102", format!("did you mean {right}?").as_str()), "{wrong}");
    }
    for wrong in [
        "\"\"",
        "\"()\"",
        "\"new \"",
        "\"::new(\"",
        "\"bluetooth\"",
        "\":15\"",
        "\"定时器\"",
        "\"\\u{0}\"",
        "\"time\\u{301}:15\"",
        "_x",
    ] {
        let told = read(&task(wrong));
        assert!(told.len() == 1 && told[0].id == "BG0102" && !told[0].help.is_empty(), "{wrong}: {told:?}");
    }
    let long = format!("\"{}\"", "time".repeat(10_000));
    let told = read(&task(&long));
    assert!(told.len() == 1 && told[0].message.chars().count() < 100 && told[0].help.len() < 200, "{told:?}");
}

/// What a developer for Windows knows by heart: the constructors.
#[test]
fn a_class_with_its_constructors_arguments_gets_the_trigger_that_it_makes() {
    for (wrong, right) in [
        ("\"TimeTrigger(15, false)\"", "`time:15`"),
        ("\"new TimeTrigger(60, true);\"", "`time:60,once`"),
        ("\"new TimeTrigger(freshnessTime: 60, oneShot: true)\"", "`time:60,once`"),
        ("TimeTrigger::new(15, false)", "`time(15)`"),
        ("TimeTrigger::Create(15, true)", "`time(15, once)`"),
        ("\"time(15)\"", "`time:15`"),
        ("\"time=30\"", "`time:30`"),
        ("\"time 30\"", "`time:30`"),
        ("\"MaintenanceTrigger(15,true)\"", "`maintenance:15,once`"),
        ("\"MaintainanceTrigger(15,true)\"", "`maintenance:15,once`"),
        ("\"MaintenanceTrigger(minutes, true)\"", "`maintenance:15,once`"),
        ("\"SystemTrigger(InternetAvailable)\"", "`system:InternetAvailable`"),
        ("\"SystemTrigger(SystemTriggerType.InternetAvailable, false)\"", "`system:InternetAvailable`"),
        (
            "SystemTrigger(SystemTriggerType::LockScreenApplicationRemoved, true)",
            "`system(LockScreenApplicationRemoved, once)`",
        ),
        ("\"SystemTriggerType.UserPresent\"", "`system:UserPresent`"),
        ("\"PushNotificationTrigger()\"", "`push-notification`"),
        ("\"PushNotificationTrigger(true)\"", "`push-notification`"),
        ("\"Windows.ApplicationModel.Background.PhoneTrigger(x, false)\"", "`phone:NewVoicemailMessage`"),
        ("\"CustomSystemEventTrigger(id, CustomSystemEventTriggerRecurrence.Once)\"", "`custom-system-event:…,once`"),
        (
            r#"CustomSystemEventTrigger("Contoso.Lid", CustomSystemEventTriggerRecurrence::Once)"#,
            r#"`custom_system_event("Contoso.Lid", once)`"#,
        ),
        (r##"r#"new CustomSystemEventTrigger("Contoso.Lid")"#"##, "`custom-system-event:Contoso.Lid`"),
        (
            "\"GattCharacteristicNotificationTrigger(x)\"",
            "`with(\"gatt-characteristic-notification\", path::to::function)`",
        ),
    ] {
        let told = read(&task(wrong));
        let [told] = told.as_slice() else { panic!("{wrong}: {told:?}") };
        assert_eq!((told.id, told.help.as_str()), ("BG0102", format!("did you mean {right}?").as_str()), "{wrong}");
    }
    for (wrong, help) in [
        ("time(15, false)", "leave it out: without `once` a trigger fires again and again"),
        ("\"time:15,false\"", "leave it out: without `once` a trigger fires again and again"),
        ("\"time:15,true\"", "write `once` for a trigger that fires a single time"),
        ("\"system:SystemTriggerType.UserPresent\"", "did you mean `UserPresent`?"),
    ] {
        let told = read(&task(wrong));
        let [told] = told.as_slice() else { panic!("{wrong}: {told:?}") };
        assert_eq!(told.help, help, "{wrong}");
    }
}

#[test]
fn a_request_of_apples_gets_the_trigger_that_becomes_it() {
    for (wrong, right, request) in [
        ("\"BGAppRefreshTaskRequest\"", "time:15", "BGAppRefreshTaskRequest"),
        ("BGAppRefreshTask", "time(15)", "BGAppRefreshTaskRequest"),
        ("\"BGProcessingTaskRequest\"", "maintenance:15", "BGProcessingTaskRequest"),
        ("\"refresh\"", "time:15", "BGAppRefreshTaskRequest"),
        ("\"fetch\"", "time:15", "BGAppRefreshTaskRequest"),
        ("processing", "maintenance(15)", "BGProcessingTaskRequest"),
    ] {
        let told = read(&task(wrong));
        let [told] = told.as_slice() else { panic!("{wrong}: {told:?}") };
        let help = format!("did you mean `{right}`? on Apple systems that is a {request}");
        assert_eq!((told.id, &told.help), ("BG0102", &help), "{wrong}");
    }
    let told = read(&task("\"BGHealthResearchTaskRequest\""));
    assert!(told[0].help.starts_with("triggers are named"), "no trigger becomes one: {told:?}");
}

#[test]
fn windows_limits_do_not_bind_tasks_for_apple_systems_alone() {
    let source =
        |platforms: &str| format!(r#"#[background_task(trigger = "time:5", platforms({platforms}))] struct Refresh;"#);
    assert_eq!(ids(&source("\"apple\"")), [""; 0]);
    assert_eq!(ids(&source("\"apple\", \"windows\"")), ["BG0101"]);
    let in_app = |app: &str| {
        format!(
            r#"#[background_task(trigger = "maintenance:50000")] struct Tidy;
                   #[background_app(tasks(Tidy), identifier_prefix = "a.b", {app})] struct App;"#
        )
    };
    assert_eq!(ids(&in_app("")), ["BG0120"]);
}

#[test]
fn a_single_registration_is_counted_per_app_and_on_windows() {
    let app = |first: &str, second: &str| {
        let source = format!(
            r#"#[background_task(trigger = "location", {first})] #[background_task(trigger = "location:Geofence", name = "two", {second})]
               struct Places; #[background_app(tasks(Places), identifier_prefix = "a.b")] struct App;"#
        );
        ids(&source).contains(&"BG0112")
    };
    assert!(app("", ""));
    assert!(!app("platforms(\"apple\")", ""));
    assert!(!app("", "platforms(\"apple\")"));
    let counted: Vec<_> = TriggerKind::ALL.iter().filter(|kind| kind.facts().registrations.is_some()).collect();
    assert_eq!(counted.len(), 4, "application, media-processing, device-use, location: {counted:?}");
    assert!(HostingModel::ALL.len() == 4);
}
