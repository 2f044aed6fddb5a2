//! `list`.

use serde_json::{Value, json};

use crate::project::Project;

const REFRESH: &str = "use bgtask::prelude::*;\n\n\
    #[background_task(trigger = \"time:15\", condition = \"UserPresent\")]\npub struct RefreshFeed;\n";

fn tasks(project: &Project, arguments: &[&str]) -> Vec<Value> {
    let arguments: Vec<_> = ["list", "--message-format", "json"].iter().chain(arguments).copied().collect();
    let run = project.run(&arguments).ended(0);
    assert_eq!(run.out.lines().count(), 1, "one array on one line: {}", run.out);
    serde_json::from_str(&run.out).expect("an array of tasks")
}

#[test]
fn a_task_is_listed_with_kind_minutes_repetition_condition_file_and_line() {
    let code = format!("{REFRESH}\n#[background_app(tasks(RefreshFeed))]\npub struct App;\n");
    let tasks = tasks(&Project::new("", &code), &[]);
    assert_eq!(tasks.len(), 1);
    let task = &tasks[0];
    assert_eq!(task["name"], "RefreshFeed");
    assert_eq!(task["type_path"], "feed::RefreshFeed");
    assert_eq!(task["app"], "App");
    assert_eq!((&task["file"], &task["line"]), (&json!("src/lib.rs"), &json!(3)));
    assert_eq!(task["trigger"]["kind"], "time");
    assert_eq!(task["trigger"]["minutes"], 15);
    assert_eq!(task["trigger"]["once"], false);
    assert_eq!(task["conditions"], json!(["UserPresent"]));
    assert_eq!(task["cancel_on_condition_loss"], false);
    assert_eq!(task["windows"]["model"], "in-process");
    assert_eq!(task["windows"]["entry_point"], Value::Null);
    assert_eq!(task["windows"]["clsid"], Value::Null);
    assert_eq!(task["windows"]["task_types"], json!([]));
    assert_eq!(task["apple"], Value::Null, "without a prefix the app is for Windows alone");
    assert_eq!(task["version"], 1);
}

#[test]
fn a_task_without_an_app_is_listed_too() {
    let project = Project::new("", REFRESH);
    let tasks = tasks(&project, &[]);
    assert_eq!((&tasks[0]["name"], &tasks[0]["app"]), (&json!("RefreshFeed"), &Value::Null));
    let human = project.run(&["list"]).ended(0);
    assert!(human.out.contains("in no app's list"), "{}", human.out);
}

#[test]
fn each_kind_of_trigger_shows_its_argument_under_the_catalogs_name() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"system:TimeZoneChange\", name = \"zone\")]\n\
        #[background_task(trigger = time(30, once), name = \"late\")]\n\
        pub struct Clock;\n\
        #[background_task(trigger = \"custom-system-event:Contoso.Event,once\", windows(model = \"out-of-process\"))]\n\
        pub async fn on_event() {}\n\
        #[background_task(trigger = with(\"gatt-characteristic-notification\", crate::build), cancel_on_condition_loss,\n\
        conditions(\"UserPresent\", \"InternetAvailable\"))]\n\
        pub fn on_value() {}\n\
        #[background_app(tasks(Clock, on_event, on_value), namespace = \"Feed.Tasks\")]\npub struct App;\n";
    let tasks = tasks(&Project::new("", code), &[]);
    let trigger = |name: &str| {
        let task = tasks.iter().find(|task| task["name"] == name);
        task.unwrap_or_else(|| panic!("no task {name}: {tasks:?}"))["trigger"].clone()
    };
    assert_eq!(trigger("zone"), json!({"kind": "system", "type": "TimeZoneChange", "once": false, "with": false}));
    assert_eq!(trigger("late"), json!({"kind": "time", "minutes": 30, "once": true, "with": false}));
    let event = trigger("on_event");
    assert_eq!((&event["kind"], &event["once"]), (&json!("custom-system-event"), &json!(true)));
    assert!(event.as_object().is_some_and(|event| event.values().any(|value| value == "Contoso.Event")), "{event}");
    assert_eq!(trigger("on_value"), json!({"kind": "gatt-characteristic-notification", "once": false, "with": true}));
    let on_value = tasks.iter().find(|task| task["name"] == "on_value").expect("the task");
    assert_eq!(on_value["conditions"], json!(["UserPresent", "InternetAvailable"]));
    assert_eq!(on_value["cancel_on_condition_loss"], true);
    let on_event = tasks.iter().find(|task| task["name"] == "on_event").expect("the task");
    assert_eq!(on_event["windows"]["entry_point"], "Feed.Tasks.on_event");
    assert_eq!(on_event["windows"]["task_types"], json!(["systemEvent"]));
}

#[test]
fn models_and_apple_requests_are_resolved() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"time:15\", network_requested, group = \"news\", allow(\"BG0421\"),\n\
        windows(clsid = \"{7d13d534-fd12-43ce-8c22-ea1ff13c06df}\", run_in_standby))]\n\
        pub struct Refresh;\n\
        #[background_task(trigger = \"maintenance:60\", condition = \"InternetAvailable\", platforms(\"apple\"))]\n\
        pub struct Tidy;\n\
        #[background_app(tasks(Refresh, Tidy), model = \"forwarded\", identifier_prefix = \"com.contoso.feed\")]\n\
        pub struct App;\n";
    let tasks = tasks(&Project::new("", code), &[]);
    assert_eq!(tasks[0]["windows"]["model"], "forwarded");
    assert_eq!((&tasks[0]["windows"]["run_in_standby"], &tasks[0]["allow"]), (&json!(true), &json!(["BG0421"])));
    assert_eq!((&tasks[0]["network_requested"], &tasks[0]["group"]), (&json!(true), &json!("news")));
    assert_eq!(tasks[0]["windows"]["clsid"], "7D13D534-FD12-43CE-8C22-EA1FF13C06DF");
    assert_eq!(tasks[0]["windows"]["entry_point"], "Bgtask.Forwarder.Task");
    assert_eq!(tasks[0]["windows"]["task_types"], json!(["timer"]));
    assert_eq!(tasks[0]["apple"]["kind"], "refresh");
    assert_eq!(tasks[0]["apple"]["identifier"], "com.contoso.feed.refresh");
    assert_eq!(tasks[0]["apple"]["modes"], json!(["fetch"]));
    assert_eq!(tasks[1]["windows"], Value::Null);
    assert_eq!(tasks[1]["apple"]["identifier"], "com.contoso.feed.processing.network.power");
}

#[test]
fn people_get_an_aligned_table_and_scripts_a_line_each() {
    let code = format!(
        "{REFRESH}\n#[background_task(trigger = \"system:TimeZoneChange,once\")]\nfn reschedule() {{}}\n\n\
         #[background_app(tasks(RefreshFeed, reschedule), identifier_prefix = \"com.contoso.feed\")]\npub struct App;\n"
    );
    let project = Project::new("", &code);
    let human = project.run(&["list"]).ended(0);
    let expected = "\
NAME         TRIGGER                     CONDITIONS   RUNS ON                                DECLARED AT
RefreshFeed  time:15                     UserPresent  windows (in-process), apple (refresh)  src/lib.rs:3
reschedule   system:TimeZoneChange,once  -            windows (in-process), apple (none)     src/lib.rs:6
";
    assert_eq!(human.out, expected);
    assert_eq!(human.err, "");
    let short = project.run(&["list", "--message-format", "short"]).ended(0);
    let expected = "src/lib.rs:3:1: RefreshFeed time:15\nsrc/lib.rs:6:1: reschedule system:TimeZoneChange,once\n";
    assert_eq!(short.out, expected);
}

#[test]
fn code_is_seen_as_each_platform_compiles_it() {
    let code = "use bgtask::prelude::*;\n\
        #[cfg(windows)]\n#[background_task(trigger = \"time:15\")]\npub struct OnWindows;\n\
        #[cfg(target_os = \"ios\")]\n#[background_task(trigger = \"time:15\")]\npub struct OnIos;\n\
        #[cfg(feature = \"extra\")]\n#[background_task(trigger = \"time:30\")]\npub struct Extra;\n\
        #[background_app(tasks(#[cfg(windows)] OnWindows, #[cfg(target_os = \"ios\")] OnIos, \
        #[cfg(feature = \"extra\")] Extra), identifier_prefix = \"com.contoso.feed\")]\npub struct App;\n";
    let project = Project::new("[features]\nextra = []\n", code);
    let of = |arguments: &[&str]| -> Vec<(String, bool, bool)> {
        let tasks = tasks(&project, arguments);
        let of = |task: &Value| {
            (task["name"].as_str().expect("a name").to_owned(), task["windows"].is_object(), task["apple"].is_object())
        };
        tasks.iter().map(of).collect()
    };
    assert_eq!(of(&[]), [("OnWindows".to_owned(), true, false), ("OnIos".to_owned(), false, true)]);
    let extra = ("Extra".to_owned(), true, true);
    assert_eq!(of(&["--features", "extra"])[2..], [extra]);
    assert_eq!(of(&["--target", "aarch64-apple-ios"])[0].0, "OnIos");
}

#[test]
fn what_can_not_be_read_is_told_and_the_rest_is_listed() {
    let code = format!("{REFRESH}\n#[background_task(trigger = \"tiem:15\")]\npub struct Other;\nmod missing;\n");
    let run = Project::new("", &code).run(&["list"]).ended(0);
    assert!(run.out.contains("RefreshFeed"), "{}", run.out);
    assert!(run.err.contains("error[BG0102]") && run.err.contains("did you mean `time:15`?"), "{}", run.err);
    assert!(run.err.contains("error[BG0806]"), "{}", run.err);
}

#[test]
fn a_list_ends_with_0_whatever_is_wrong_with_the_code_and_its_help_says_so() {
    let code = format!("{REFRESH}mod missing;\n#[cfg(has_more)]\nmod more {{\n    {REFRESH}}}\n");
    let project = Project::new("", &code);
    let told = |arguments: &[&str]| {
        let run = project.run(&[&["list", "--message-format", "short"], arguments].concat()).ended(0);
        assert!(run.out.contains("RefreshFeed"), "{}", run.out);
        run.err.lines().filter_map(|line| line.split(' ').nth(1)).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(told(&[]), ["error[BG0806]:", "warning[BG0805]:"]);
    assert_eq!(told(&["--strict"]), ["error[BG0806]:", "error[BG0805]:"]);
    let help = project.run(&["list", "--help"]).ended(0).out;
    assert!(help.contains("Show warnings as errors; the exit status stays the same"), "{help}");
}

#[test]
fn a_project_without_tasks_has_an_empty_list() {
    let project = Project::new("", "pub fn nothing() {}\n");
    assert_eq!(tasks(&project, &[]), Vec::<Value>::new());
    let human = project.run(&["list"]).ended(0);
    assert_eq!((human.out.as_str(), human.err.as_str()), ("", "no #[background_task] was found\n"));
}

#[test]
fn of_several_apps_each_is_listed_or_the_one_that_is_chosen() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"time:15\")]\npub struct A;\n#[background_task(trigger = \"time:30\")]\npub struct B;\n\
        #[background_app(tasks(A))]\npub struct First;\n#[background_app(tasks(B))]\npub struct Second;\n";
    let project = Project::new("", code);
    let apps = |arguments: &[&str]| {
        let tasks = tasks(&project, arguments);
        tasks.iter().map(|task| format!("{} {}", task["app"], task["name"])).collect::<Vec<_>>()
    };
    assert_eq!(apps(&[]), ["\"First\" \"A\"", "\"Second\" \"B\""]);
    assert_eq!(apps(&["--app", "Second"]), ["\"Second\" \"B\""]);
}
