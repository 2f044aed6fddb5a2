//! Rules about the annotations themselves.

use bgtask_core::rules::annotation::{
    DUPLICATE_ARGUMENT, MALFORMED_ATTRIBUTE, MALFORMED_VALUE, MISSING_TRIGGER, UNKNOWN_ALLOW, UNKNOWN_ARGUMENT,
    UNKNOWN_VALUE, UNSUPPORTED_ITEM, UNSUPPORTED_SIGNATURE, UNUSED_ALLOW,
};
use bgtask_core::rules::{self, Severity};

use crate::{Case, Told, read};

pub const CASES: &[Case] = &[
    Case {
        rule: MALFORMED_ATTRIBUTE,
        fires: r#"#[background_task(trigger = "time:15" name = "Feed")] struct Refresh;"#,
        at: "name",
        message: &["`name`", "comma"],
        help: &["name = value"],
        silent: r#"#[background_task(trigger = "time:15", name = "Feed",)] struct Refresh;"#,
    },
    Case {
        rule: UNKNOWN_ARGUMENT,
        fires: r#"#[background_task(trigger = "time:15", conditon = "UserPresent")] struct Refresh;"#,
        at: "conditon",
        message: &["#[background_task]", "`conditon`"],
        help: &["did you mean `condition`?"],
        silent: r#"#[background_task(trigger = "time:15", condition = "UserPresent")] struct Refresh;"#,
    },
    Case {
        rule: DUPLICATE_ARGUMENT,
        fires: r#"#[background_task(trigger = "time:15", trigger = "time:30")] struct Refresh;"#,
        at: r#"trigger = "time:30""#,
        message: &["`trigger`", "twice"],
        help: &["leave one out"],
        silent: r#"#[background_task(trigger = "time:15", condition = "UserPresent", condition = "InternetAvailable")]
                   struct Refresh;"#,
    },
    Case {
        rule: MISSING_TRIGGER,
        fires: r#"#[background_task(condition = "UserPresent")] struct Refresh;"#,
        at: "Refresh",
        message: &["needs a trigger"],
        help: &["trigger = \"time:15\""],
        silent: r#"#[background_task(trigger = "system:UserPresent")] struct Refresh;"#,
    },
    Case {
        rule: MALFORMED_VALUE,
        fires: r#"#[background_task(trigger = "time:15", name = REFRESH)] struct Refresh;"#,
        at: "REFRESH",
        message: &["`REFRESH` is not a string literal"],
        help: &["read it from source"],
        silent: r##"#[background_task(trigger = "time:15", name = r#"REFRESH"#)] struct Refresh;"##,
    },
    Case {
        rule: UNSUPPORTED_ITEM,
        fires: r#"#[background_task(trigger = "time:15")] struct Sync<T>(T);"#,
        at: "<T>",
        message: &["generic type"],
        help: &["type arguments"],
        silent: r#"#[background_task(trigger = "time:15")] struct Sync(Vec<u8>);"#,
    },
    Case {
        rule: UNSUPPORTED_SIGNATURE,
        fires: r#"#[background_task(trigger = "time:15")] async fn refresh(feeds: Vec<Feed>) {}"#,
        at: "feeds: Vec<Feed>",
        message: &["`&TaskInstance` or nothing"],
        help: &["task instance"],
        silent: r#"#[background_task(trigger = "time:15")] async fn refresh(task: &TaskInstance) -> Result<(), E> {}"#,
    },
    Case {
        rule: UNKNOWN_VALUE,
        fires: r#"#[background_task(trigger = "time:15", windows(model = "inprocess"))] struct Refresh;"#,
        at: r#""inprocess""#,
        message: &["hosting model", "`inprocess`"],
        help: &["did you mean `in-process`?"],
        silent: r#"#[background_task(trigger = "time:15", windows(model = "in-process"))] struct Refresh;"#,
    },
    Case {
        rule: UNKNOWN_ALLOW,
        fires: r#"#[background_task(trigger = "time:60", allow("BG0101"))] struct Refresh;"#,
        at: r#""BG0101""#,
        message: &["BG0101 is an error, and can't be allowed"],
        help: &["mend what it tells"],
        silent: r#"#[background_task(trigger = "time:60", allow("BG0526", bg0120))] struct Refresh;"#,
    },
];

#[test]
fn what_can_be_allowed_is_a_warnings_number() {
    let told = |allow: &str| {
        let task = read(&format!(r#"#[background_task(trigger = "time:60", {allow})] struct Refresh;"#));
        let app = read(&format!("#[background_app(tasks(), {allow})] struct App;"));
        let words = |told: Vec<Told>| told.into_iter().map(|told| (told.id, told.at, told.message)).collect::<Vec<_>>();
        let (task, app) = (words(task), words(app));
        assert_eq!(task, app, "a task and an app read it alike");
        task
    };
    for (allow, id, message) in [
        ("allow(\"BG9999\")", "BG0010", "no rule has the number `BG9999`"),
        ("allow(\"unused\")", "BG0010", "no rule has the number `unused`"),
        ("allow(BG0010)", "BG0010", "BG0010 is an error, and can't be allowed"),
        ("allow(\"BG0020\")", "BG0010", "BG0020 can't be allowed"),
        ("allow(BG0905)", "BG0010", "BG0905 is told of a built binary, and can't be allowed"),
        ("allow(\"BG0526\", \"bg0526\")", "BG0003", "BG0526 is allowed twice"),
        ("allow(\"BG0526\"), allow(\"BG0120\")", "BG0003", "`allow` is given twice"),
        ("allow = \"BG0526\"", "BG0005", "`allow` takes a list"),
        ("allow", "BG0005", "`allow` takes a list"),
        ("allow()", "BG0005", "`allow` lists no warning"),
        ("allow(0526)", "BG0005", "`0526` is not a name"),
    ] {
        let told = told(allow);
        let [(of, _, words)] = told.as_slice() else { panic!("{allow}: {told:?}") };
        assert_eq!((*of, words.as_str()), (id, message), "{allow}");
    }
    let of_code = rules::all().filter(|rule| !rule.id.starts_with("BG09"));
    let every_warning = of_code.filter(|rule| rule.severity == Severity::Warning && *rule != UNUSED_ALLOW);
    let numbers: Vec<_> = every_warning.map(|rule| format!("\"{}\"", rule.id)).collect();
    assert_eq!(told(&format!("allow({})", numbers.join(", "))), []);
}

/// What stands at each finding, with its number.
fn places(source: &str) -> Vec<(&'static str, String)> {
    read(source).into_iter().map(|told| (told.id, told.at)).collect()
}

#[test]
fn all_mistakes_are_told_at_once_each_at_its_token() {
    let source = r#"
        #[background_task(trigger = time(5), conditions(UserPresent, Bored), name = 7, triger = "x", group = "",
            windows(model = "comm", clsid = "no", entry = "x"), apple(kind = later), platforms("linux"), "loose", =)]
        #[background_task(trigger = "system:Lunch", name = "lunch", cancel_on_condition_loss = 1)]
        struct Refresh<T>;"#;
    let told: Vec<(&str, String)> = places(source);
    let expected = [
        ("BG0006", "<T>"),
        ("BG0001", "="),
        ("BG0001", r#""loose""#),
        ("BG0002", "triger"),
        ("BG0101", "5"),
        ("BG0201", "Bored"),
        ("BG0002", "entry"),
        ("BG0008", "later"),
        ("BG0005", "7"),
        ("BG0312", r#""""#),
        ("BG0008", r#""linux""#),
        ("BG0008", r#""comm""#),
        ("BG0305", r#""no""#),
        ("BG0103", r#""system:Lunch""#),
        ("BG0005", "1"),
    ];
    for (id, at) in expected {
        let found = told.iter().filter(|(told_id, told_at)| *told_id == id && told_at == at).count();
        assert_eq!(found, 1, "{id} at `{at}` among {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn unquoted_triggers_are_told_where_rust_ends() {
    for (value, id, at) in [
        ("system:TimeZoneChange", "BG0001", ":"),
        ("push-notification", "BG0005", "push-notification"),
        ("15", "BG0005", "15"),
        ("time!(15)", "BG0005", "time!(15)"),
        ("{ time(15) }", "BG0005", "{ time(15) }"),
        ("b\"time:15\"", "BG0005", "b\"time:15\""),
        ("\"time:15\"suffix", "BG0005", "\"time:15\"suffix"),
        ("time::<u8>(15)", "BG0005", "time::<u8>"),
        ("<Self>::time", "BG0005", "<Self>::time"),
    ] {
        let source = format!("#[background_task(trigger = {value})] struct Refresh;");
        assert_eq!(places(&source), [(id, at.to_string())], "{value}");
    }
}

#[test]
fn an_unquoted_short_form_is_told_to_be_quoted() {
    let told = read("#[background_task(trigger = time:15)] struct Refresh;");
    assert!(told[0].help.contains("in quotes"), "{told:?}");
    let told = read("#[background_task(trigger = push-notification)] struct Refresh;");
    assert!(told[0].help.contains("`push_notification`"), "{told:?}");
}

#[test]
fn what_stands_between_commas_is_an_argument() {
    for (arguments, told) in [
        ("", vec![("BG0004", "Refresh")]),
        (r#"trigger = "time:15",, name = "x""#, vec![("BG0001", ",")]),
        (r#", trigger = "time:15""#, vec![("BG0001", ",")]),
        (r#"trigger = "time:15", name ="#, vec![("BG0001", "=")]),
        ("trigger =", vec![("BG0001", "=")]),
        (r#"trigger = "time:15", name == "x""#, vec![("BG0001", "=")]),
        (r#"trigger = "time:15", type = "x""#, vec![("BG0001", "type")]),
        (r#"trigger = "time:15", windows[model = "com"]"#, vec![("BG0001", r#"[model = "com"]"#)]),
        (r#"trigger = "time:15", true"#, vec![("BG0001", "true")]),
        (r#"trigger("time:15")"#, vec![("BG0005", r#"trigger("time:15")"#)]),
        (r#"trigger = "time:15", name"#, vec![("BG0005", "name")]),
        (r#"trigger = "time:15", windows = "com""#, vec![("BG0005", r#"windows = "com""#)]),
        (r#"trigger = "time:15", platforms()"#, vec![("BG0005", "platforms()")]),
        (r#"trigger = "time:15", conditions = UserPresent"#, vec![("BG0005", "conditions = UserPresent")]),
        (r#"trigger = "time:15", network_requested(true)"#, vec![("BG0005", "network_requested(true)")]),
        (r#"trigger = "time:15", condition = #[cfg(windows)] UserPresent"#, vec![("BG0005", "#[cfg(windows)]")]),
        (r#"trigger = "time:15", entry_point = "A.B""#, vec![("BG0002", "entry_point")]),
        (r#"trigger = "time:15", a::name = "x""#, vec![("BG0002", "a::name")]),
        (r#"trigger = "time:15", create = "path""#, vec![("BG0005", r#""path""#)]),
        (r#"trigger = "time:15", create = |_| Refresh"#, vec![("BG0005", "|_| Refresh")]),
        (r#"r#trigger = "time:15", r#name = "x""#, vec![]),
        (r#"trigger = "time:15", cancel_on_condition_loss = false,"#, vec![]),
    ] {
        let source = format!("#[background_task({arguments})] struct Refresh;");
        let told: Vec<_> = told.into_iter().map(|(id, at)| (id, at.to_string())).collect();
        assert_eq!(places(&source), told, "{arguments}");
    }
}

#[test]
fn an_argument_of_a_system_is_sent_to_its_brackets() {
    for (argument, help) in [
        (r#"clsid = "x""#, "it stands in `windows(…)`"),
        (r#"identifier = "x""#, "it stands in `apple(…)`"),
        (r#"windows(trigger = "x")"#, "it stands in `#[background_task(…)]`"),
        ("windows(full_moon)", "known are `model`, `entry_point`, `clsid` and `run_in_standby`"),
        (r#"entryPoint = "x""#, "did you mean `entry_point`? it stands in `windows(…)`"),
        (r#"identifer = "x""#, "did you mean `identifier`? it stands in `apple(…)`"),
        (r#"namespace = "x""#, "it stands in `#[background_app(…)]`"),
        (r#"Name = "x""#, "did you mean `name`?"),
        (r#"windows(clsd = "x")"#, "did you mean `clsid`?"),
    ] {
        let told = read(&format!(r#"#[background_task(trigger = "time:15", {argument})] struct Refresh;"#));
        let [told] = told.as_slice() else { panic!("{argument}: {told:?}") };
        assert_eq!((told.id, told.help.as_str()), ("BG0002", help));
    }
}

#[test]
fn an_argument_of_a_task_is_sent_from_the_app_to_it() {
    let told = read(r#"#[background_app(tasks(Refresh), clsid = "x")] struct App;"#);
    assert_eq!(told[0].help, "it stands on a task, in `windows(…)`");
    let told = read(r#"#[background_app(tasks(Refresh), identifier = "x")] struct App;"#);
    assert_eq!(told[0].help, "it stands on a task, in `apple(…)`");
}

/// And is not missed as well.
#[test]
fn a_trigger_without_its_argument_gets_it() {
    for (written, id, help) in [
        (r#""time:15""#, "BG0001", r#"write `trigger = "time:15"`"#),
        ("time(15)", "BG0002", "write `trigger = time(15)`"),
        ("time = 15", "BG0002", "write `trigger = time(15)`"),
        ("application", "BG0002", "write `trigger = application`"),
        (r#"trigge = "time:15""#, "BG0002", "did you mean `trigger`?"),
    ] {
        let told = read(&format!("#[background_task({written})] struct Refresh;"));
        let [told] = told.as_slice() else { panic!("{written}: {told:?}") };
        assert_eq!((told.id, told.help.as_str()), (id, help));
    }
}

#[test]
fn items_that_are_no_tasks_are_refused_by_name() {
    for (item, at) in [
        ("pub union Bits { a: u8 }", "union"),
        ("trait Task {}", "trait"),
        ("pub(crate) mod tasks {}", "mod"),
        ("impl Refresh {}", "impl"),
        ("type Refresh = ();", "type"),
        ("const REFRESH: u8 = 1;", "const"),
        ("unsafe impl Send for A {}", "unsafe"),
        ("static REFRESH: u8 = 1;", "static"),
        ("enum Refresh<const N: usize> {}", "<const N: usize>"),
        ("struct Refresh<'a>(&'a str);", "<'a>"),
        ("fn refresh<T>() {}", "<T>"),
        ("macro_rules! refresh { () => {} }", "macro_rules"),
    ] {
        let told = read(&format!(r#"#[background_task(trigger = "time:15")] {item}"#));
        let [told] = told.as_slice() else { panic!("{item}: {told:?}") };
        assert_eq!((told.id, told.at.as_str()), ("BG0006", at), "{told:?}");
        assert!(told.message.contains("can't be a background task"), "{told:?}");
    }
}

#[test]
fn functions_that_nobody_can_call_are_refused() {
    for (function, at) in [
        ("unsafe fn refresh() {}", "unsafe"),
        ("extern \"C\" fn refresh() {}", "extern \"C\""),
        ("fn refresh(self) {}", "self"),
        ("fn refresh(&self, task: &TaskInstance) {}", "&self"),
        ("fn refresh(task: TaskInstance) {}", "task: TaskInstance"),
        ("fn refresh(task: &mut TaskInstance) {}", "task: &mut TaskInstance"),
        ("fn refresh(task: &'static TaskInstance) {}", "task: &'static TaskInstance"),
        ("fn refresh(a: &TaskInstance, b: &TaskInstance) {}", "a: &TaskInstance, b: &TaskInstance"),
        ("fn refresh() -> impl Future<Output = ()> {}", "impl Future<Output = ()>"),
    ] {
        let source = format!(r#"#[background_task(trigger = "time:15")] {function}"#);
        assert_eq!(places(&source), [("BG0007", at.to_string())], "{function}");
    }
    for function in [
        "fn refresh() {}",
        "pub(crate) async fn refresh(_: &TaskInstance) -> Result<(), Box<dyn Error + Send + Sync>> {}",
        "const fn refresh(task: &'_ bgtask::TaskInstance) -> () {}",
    ] {
        assert_eq!(places(&format!(r#"#[background_task(trigger = "time:15")] {function}"#)), [], "{function}");
    }
}

#[test]
fn an_app_is_a_unit_struct() {
    for item in ["struct App {}", "struct App();", "struct App(u8);", "enum App {}", "fn app() {}", "struct App<T>;"] {
        let told = read(&format!("#[background_app(tasks())] {item}"));
        let [told] = told.as_slice() else { panic!("{item}: {told:?}") };
        assert_eq!((told.id, told.at.to_lowercase().as_str()), ("BG0006", "app"), "{told:?}");
    }
}

#[test]
fn what_is_for_the_item_is_said_once() {
    let source = |item: &str, first: &str, second: &str| {
        format!(
            r#"#[background_task(trigger = "time:15", {first})]
               #[background_task(trigger = "time:30", name = "other", {second})] {item}"#
        )
    };
    let told = |id, at: &str| vec![(id, at.to_string())];
    let item = "struct Refresh;";
    assert_eq!(places(&source(item, "create = a::new", "create = b::new")), told("BG0003", "b::new"));
    assert_eq!(places(&source(item, "crate = a", "crate = ::a")), told("BG0003", "::a"));
    assert_eq!(places(&source(item, "create = a::new, crate = a", "create = a::new, crate = a")), []);
    assert_eq!(places(&source("fn refresh() {}", "", "create = a::new")), told("BG0002", "a::new"));
}

#[test]
fn a_conditional_attribute_stands_above_the_others() {
    let below = r#"#[background_task(trigger = "time:15")]
                   #[cfg_attr(windows, background_task(trigger = "time:30", name = "other"))] struct Refresh;"#;
    let [told] = &read(below)[..] else { panic!("{:?}", read(below)) };
    assert_eq!(told.id, "BG0001");
    assert!(told.at.starts_with("#[cfg_attr") && told.help.contains("above"), "{told:?}");
    assert_eq!(
        places(r#"#[background_task(trigger = "time:15")] #[cfg_attr(test, derive(Debug))] struct Refresh;"#),
        []
    );
}

#[test]
fn further_attributes_are_told_at_themselves() {
    let source = r#"#[background_task(trigger = "time:15")] #[bgtask::background_task(name = "x")]
                    #[background_task(trigger = "time:30")] #[background_task = 5] struct Refresh;"#;
    let expected =
        [("BG0001", "background_task = 5"), ("BG0004", "bgtask::background_task"), ("BG0308", "background_task")];
    assert_eq!(places(source), expected.map(|(id, at)| (id, at.to_string())));
}

#[test]
fn lists_name_each_thing_once() {
    let app = |arguments: &str| places(&format!("#[background_app({arguments})] struct App;"));
    let told = |id, at: &str| vec![(id, at.to_string())];
    assert_eq!(app("tasks(a::B, C, a::B)"), told("BG0003", "a::B"));
    assert_eq!(app("tasks(#[cfg(x)] B, #[cfg(not(x))] B)"), [], "one of them may be meant");
    assert_eq!(app("tasks(A, \"B\", C<u8>, D)"), [("BG0001", "\"B\"".to_string()), ("BG0001", "<".to_string())]);
    assert_eq!(app("tasks = A"), told("BG0005", "tasks = A"));
    assert_eq!(app("modes(audio, \"audio\"), identifier_prefix = \"a.b\""), told("BG0003", "\"audio\""));
    assert_eq!(app("tasks(), namespace = \"A\", state = std::sync::Arc<(u8, Vec<u8>)>, block_on = drive::<u8>"), []);
    assert_eq!(app("tasks(), state = 5"), told("BG0001", "5"));
    assert_eq!(app("tasks(), model = forwarded, namespce = \"A\""), told("BG0002", "namespce"));
}
