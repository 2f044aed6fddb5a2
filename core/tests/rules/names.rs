//! Rules about names.

use bgtask_core::rules::names::{
    DUPLICATE_CLSID, DUPLICATE_ENTRY_POINT, DUPLICATE_IDENTIFIER, DUPLICATE_NAME, MALFORMED_CLSID,
    MALFORMED_ENTRY_POINT, MALFORMED_GROUP, MALFORMED_IDENTIFIER, MALFORMED_NAME, MALFORMED_NAMESPACE, MISSING_CLSID,
    MISSING_ENTRY_POINT, MISSING_IDENTIFIER,
};

use crate::{Case, ids, read};

pub const CASES: &[Case] = &[
    Case {
        rule: MISSING_ENTRY_POINT,
        fires: r#"#[background_task(trigger = "time:15")] struct Refresh;
                  #[background_app(tasks(Refresh), model = "out-of-process")] struct App;"#,
        at: "Refresh",
        message: &["out-of-process task `Refresh` has no entry point"],
        help: &["namespace = \"Tasks\"", "entry_point = \"Tasks.Refresh\""],
        silent: r#"#[background_task(trigger = "time:15")] struct Refresh;
                   #[background_app(tasks(Refresh), model = "out-of-process", namespace = "Tasks")] struct App;"#,
    },
    Case {
        rule: MALFORMED_ENTRY_POINT,
        fires: r#"#[background_task(trigger = "time:15", windows(entry_point = "feed::Refresh"))] struct Refresh;"#,
        at: r#""feed::Refresh""#,
        message: &["\"feed::Refresh\"", "`::`", "dots"],
        help: &["\"Tasks.Refresh\""],
        silent: r#"#[background_task(trigger = "time:15", windows(entry_point = "feed.Refresh"))] struct Refresh;"#,
    },
    Case {
        rule: DUPLICATE_ENTRY_POINT,
        fires: r#"#[background_task(trigger = "time:15")] struct A;
                  #[background_task(trigger = "time:30", windows(entry_point = "Tasks.A"))] struct B;
                  #[background_app(tasks(A, B), model = "out-of-process", namespace = "Tasks")] struct App;"#,
        at: r#""Tasks.A""#,
        message: &["`A` and `B`", "the same entry point \"Tasks.A\""],
        help: &["entry point of its own"],
        silent: r#"#[background_task(trigger = "time:15")] #[background_task(trigger = "time:30", name = "half")] struct A;
                   #[background_app(tasks(A), model = "out-of-process", namespace = "Tasks")] struct App;"#,
    },
    Case {
        rule: MISSING_CLSID,
        fires: r#"#[background_task(trigger = "time:15")] struct Refresh;
                  #[background_app(tasks(Refresh), model = "forwarded")] struct App;"#,
        at: "Refresh",
        message: &["`Refresh` is activated as forwarded and has no CLSID"],
        help: &["uuidgen", "windows(clsid = \"…\")"],
        silent: r#"#[background_task(trigger = "time:15", windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))]
                   struct Refresh;
                   #[background_app(tasks(Refresh), model = "forwarded")] struct App;"#,
    },
    Case {
        rule: MALFORMED_CLSID,
        fires: r#"#[background_task(trigger = "time:15", windows(model = "com", clsid = "2FA3A5A3"))] struct Refresh;"#,
        at: r#""2FA3A5A3""#,
        message: &["\"2FA3A5A3\" is not a GUID"],
        help: &["8-4-4-4-12"],
        silent: r#"#[background_task(trigger = "time:15",
                       windows(model = "com", clsid = "{2fa3a5a3-77a0-4e5b-8c3b-9a2d2e0c7f11}"))] struct Refresh;"#,
    },
    Case {
        rule: DUPLICATE_CLSID,
        fires: r#"#[background_task(trigger = "time:15", windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))] struct A;
                  #[background_task(trigger = "time:15", windows(clsid = "{2fa3a5a3-77a0-4e5b-8c3b-9a2d2e0c7f11}"))] struct B;
                  #[background_app(tasks(A, B), model = "com")] struct App;"#,
        at: r#""{2fa3a5a3-77a0-4e5b-8c3b-9a2d2e0c7f11}""#,
        message: &["`A` and `B`", "CLSID 2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"],
        help: &["another GUID"],
        silent: r#"#[background_task(trigger = "time:15", windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))]
                   #[background_task(trigger = "push-notification", name = "push",
                       windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11"))] struct A;
                   #[background_task(trigger = "time:15", windows(clsid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F12"))] struct B;
                   #[background_app(tasks(A, B), model = "com")] struct App;"#,
    },
    Case {
        rule: MALFORMED_NAME,
        fires: r#"#[background_task(trigger = "time:15", name = "Refresh ")] struct Refresh;"#,
        at: r#""Refresh ""#,
        message: &["the name \"Refresh \" begins or ends with white space"],
        help: &["read and compare"],
        silent: r#"#[background_task(trigger = "time:15", name = "Refresh the feed")] struct Refresh;"#,
    },
    Case {
        rule: DUPLICATE_NAME,
        fires: r#"#[background_task(trigger = "time:15")] struct A;
                  #[background_task(trigger = "time:30", name = "A")] struct B;
                  #[background_app(tasks(A, B))] struct App;"#,
        at: r#""A""#,
        message: &["the name `A` is taken by another task"],
        help: &["name = \"…\""],
        silent: r#"#[background_task(trigger = "time:15")] struct A;
                   #[background_task(trigger = "time:30", name = "a")] struct B;
                   #[background_app(tasks(A, B))] struct App;"#,
    },
    Case {
        rule: MISSING_IDENTIFIER,
        fires: r#"#[background_task(trigger = "time:15", platforms("windows", "apple"))] struct Refresh;
                  #[background_app(tasks(Refresh))] struct App;"#,
        at: "Refresh",
        message: &["`Refresh` is meant to run on Apple systems", "the app gives no identifier prefix"],
        help: &["identifier_prefix = \"com.contoso.app\"", "platforms(\"windows\")"],
        silent: r#"#[background_task(trigger = "time:15", platforms("windows", "apple"), apple(identifier = "com.x.r"))]
                   struct Refresh;
                   #[background_app(tasks(Refresh))] struct App;"#,
    },
    Case {
        rule: MALFORMED_IDENTIFIER,
        fires: r#"#[background_app(tasks(), identifier_prefix = "$(PRODUCT_BUNDLE_IDENTIFIER)")] struct App;"#,
        at: r#""$(PRODUCT_BUNDLE_IDENTIFIER)""#,
        message: &["the identifier prefix", "build setting", "nothing expands"],
        help: &["\"com.contoso.feed\""],
        silent: r#"#[background_app(tasks(), identifier_prefix = "com.contoso-2.feed_reader")] struct App;"#,
    },
    Case {
        rule: DUPLICATE_IDENTIFIER,
        fires: r#"#[background_task(trigger = "maintenance:60", apple(identifier = "com.x.work"))] struct A;
                  #[background_task(trigger = "maintenance:90", apple(identifier = "com.x.work"))] struct B;
                  #[background_app(tasks(A, B), identifier_prefix = "com.x")] struct App;"#,
        at: r#""com.x.work""#,
        message: &["`A` and `B`", "the same identifier \"com.x.work\""],
        help: &["leave both without one"],
        silent: r#"#[background_task(trigger = "maintenance:60")] struct A;
                   #[background_task(trigger = "maintenance:90")] struct B;
                   #[background_app(tasks(A, B), identifier_prefix = "com.x")] struct App;"#,
    },
    Case {
        rule: MALFORMED_GROUP,
        fires: r#"#[background_task(trigger = "time:15", group = "")] struct Refresh;"#,
        at: r#""""#,
        message: &["the group \"\" is empty"],
        help: &["read and compare"],
        silent: r#"#[background_task(trigger = "time:15", group = "com.contoso.sync")] struct Refresh;"#,
    },
    Case {
        rule: MALFORMED_NAMESPACE,
        fires: r#"#[background_app(tasks(), namespace = "feed::tasks")] struct App;"#,
        at: r#""feed::tasks""#,
        message: &["the namespace \"feed::tasks\"", "`::`"],
        help: &["\"Feed.Tasks\""],
        silent: r#"#[background_app(tasks(), namespace = "Feed.Tasks")] struct App;"#,
    },
];

#[test]
fn entry_points_are_class_ids() {
    let message = |entry_point: &str| {
        let told = read(&format!(
            "#[background_task(trigger = \"time:15\", windows(entry_point = {entry_point:?}))] struct Refresh;"
        ));
        assert!(told.iter().all(|told| told.id == "BG0302"), "{told:?}");
        told.first().map(|told| told.message.clone())
    };
    let longest = "é".repeat(255);
    for good in ["A", "Tasks.Refresh", "Ta sks.Re-fresh_1", "타스크.새로", &longest] {
        assert_eq!(message(good), None, "{good}");
    }
    let long = "a".repeat(256);
    for (bad, why) in [
        ("", "is empty"),
        (" A", "white space"),
        ("A\n", "control character"),
        ("A\u{85}B", "control character"),
        ("A::B", "`::`"),
        ("A:B", "one of the characters"),
        ("A<B", "one of the characters"),
        ("A>B", "one of the characters"),
        ("A\"B", "one of the characters"),
        ("A%B", "one of the characters"),
        ("A|B", "one of the characters"),
        ("A?B", "one of the characters"),
        ("A*B", "one of the characters"),
        (".A", "empty part"),
        ("A.", "empty part"),
        ("A..B", "empty part"),
        (&long, "longer than 255"),
    ] {
        assert!(message(bad).is_some_and(|message| message.contains(why)), "{bad:?}: {:?}", message(bad));
    }
}

#[test]
fn an_entry_point_made_from_a_long_name_is_told_at_the_type() {
    let name = "A".repeat(250);
    let told = read(&format!(
        r#"#[background_task(trigger = "time:15")] struct {name};
           #[background_app(tasks({name}), model = "out-of-process", namespace = "Tasks")] struct App;"#
    ));
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((told.id, told.at.as_str()), ("BG0302", name.as_str()));
}

#[test]
fn identifiers_are_plain_dotted_text() {
    let told = |kind: &str, identifier: &str| {
        ids(&format!(
            "#[background_task(trigger = \"time:15\", apple({kind}identifier = {identifier:?}))] struct Refresh;"
        ))
    };
    for good in ["com.contoso.feed", "updateSituation", "com.contoso-feed.a_b"] {
        assert_eq!(told("", good), [""; 0], "{good}");
    }
    for bad in ["", " a", "a b", "a:b", "a.", ".a", "a..b", "$(X).a", "${X}.a", "a*", "*", "a.*.b", "a.**", "a\tb"] {
        assert_eq!(told("", bad), ["BG0310"], "{bad}");
        assert_eq!(told("kind = \"continued\", ", bad), ["BG0310"], "{bad}");
    }
    assert_eq!(told("", &"a".repeat(513)), ["BG0310"]);
    assert_eq!(told("kind = \"continued\", ", "com.x.export.*"), [""; 0]);
    assert_eq!(told("kind = \"refresh\", ", "com.x.export.*"), ["BG0310"]);
}

#[test]
fn a_star_needs_a_trigger_that_becomes_a_continued_task() {
    let told = |trigger: &str| {
        ids(&format!(
            r#"#[background_task(trigger = "{trigger}", apple(identifier = "com.x.export.*"))] struct Export;
               #[background_app(tasks(Export), identifier_prefix = "com.x")] struct App;"#
        ))
    };
    assert_eq!(told("application"), [""; 0]);
    assert_eq!(told("time:15"), ["BG0310"]);
}

#[test]
fn the_first_clash_is_told_and_told_once() {
    let names: Vec<_> = (0..30).map(|at| format!("T{at}")).collect();
    let item = |name| format!("#[background_task(trigger = \"time:15\", name = \"same\")] struct {name};");
    let items: Vec<_> = names.iter().map(item).collect();
    let told = read(&format!("{} #[background_app(tasks({}))] struct App;", items.join("\n"), names.join(", ")));
    let [told] = told.as_slice() else { panic!("all say the same of the same words: {told:?}") };
    assert_eq!(told.id, "BG0308");
}

#[test]
fn what_an_app_lacks_is_told_once() {
    let source = |tasks: &str, app: &str| {
        let items = |name: &str| format!("#[background_task(trigger = \"time:15\")] struct {name};");
        let items: String = tasks.split(", ").map(items).collect();
        read(&format!("{items} #[background_app(tasks({tasks}), model = \"out-of-process\"{app})] struct App;"))
    };
    for (tasks, message) in [
        ("A", "out-of-process task `A` has no entry point"),
        ("A, B", "out-of-process task `A` has no entry point, nor has one other"),
        ("A, B, C, D", "out-of-process task `A` has no entry point, nor have 3 others"),
    ] {
        let told = source(tasks, "");
        let [told] = told.as_slice() else { panic!("{tasks}: {told:?}") };
        assert_eq!((told.id, told.at.as_str(), told.message.as_str()), ("BG0301", "A", message));
    }
    for namespace in ["feed::tasks", &"a".repeat(300)] {
        let told = source("A, B, C", &format!(", namespace = \"{namespace}\""));
        let [told] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(told.id, "BG0313");
    }
}

#[test]
fn the_forwarders_entry_point_is_shared_by_its_own_alone() {
    let guid = |digit: char| format!("2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F1{digit}");
    let app = |second: &str| {
        ids(&format!(
            r#"#[background_task(trigger = "time:15", windows(model = "forwarded", clsid = "{}"))] struct A;
               #[background_task(trigger = "time:15", windows({second}))] struct B;
               #[background_app(tasks(A, B))] struct App;"#,
            guid('1')
        ))
    };
    assert_eq!(app(&format!("model = \"forwarded\", clsid = \"{}\"", guid('2'))), [""; 0]);
    let taken = bgtask_core::catalog::names::FORWARDER_ENTRY_POINT;
    assert_eq!(app(&format!("model = \"out-of-process\", entry_point = \"{taken}\"")), ["BG0303"]);
}

#[test]
fn long_names_leave_messages_whole() {
    // `read` asserts that no message is cut; here every name is as long as it may be.
    let (long, other) = ("Ω".repeat(120), "Ж".repeat(120));
    let guid = "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11";
    for (task, app) in [
        ("", "model = \"out-of-process\""),
        ("", "model = \"com\""),
        ("platforms(\"apple\")", ""),
        (&*format!("windows(entry_point = \"{}\")", "a".repeat(255)), "model = \"out-of-process\""),
        (&*format!("windows(clsid = \"{guid}\"), cancel_on_condition_loss"), "model = \"forwarded\""),
        (&*format!("apple(kind = \"refresh\", identifier = \"{}\")", "a".repeat(512)), "platforms(\"apple\")"),
        (&*format!("apple(kind = \"none\", identifier = \"{}\")", "a".repeat(512)), "identifier_prefix = \"a\""),
        ("apple(kind = \"refresh\")", "identifier_prefix = \"a\", exits_on_suspend = true"),
    ] {
        let told = read(&format!(
            r#"#[background_task(trigger = "location", name = "{long}", {task})] struct A;
               #[background_task(trigger = "location", name = "{other}", {task})] struct B;
               #[background_app(tasks(A, B), {app})] struct {long};"#
        ));
        assert!(!told.is_empty(), "{task} {app}");
    }
}
