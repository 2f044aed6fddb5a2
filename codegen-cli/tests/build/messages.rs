//! What the build script says, and what it leaves to the compiler.

use crate::fixture::{APP, Fixture, task};

#[test]
fn a_task_that_the_list_cannot_name_is_an_error_with_its_place() {
    let private = task("tidy").replace("pub ", "");
    let code = format!("{APP}mod night {{\n    {private}}}\nmod day {{ mod deep {{ {} }} }}\n", task("index"));
    let run = Fixture::new("private", "", [("src/lib.rs", code.as_str())]).cargo(&["check"]);
    assert!(!run.is_success);
    let expected = [
        "src/lib.rs:4:5: BG0810: `tidy` is private, and the list of `App` can't name it",
        "  src/lib.rs:1:1: this app has no list of its own",
        "  help: make it `pub(crate)`",
        "src/lib.rs:7:22: BG0810: `index` is in the private module `deep`, and the list of `App` can't name it",
        "  src/lib.rs:1:1: this app has no list of its own",
        "  help: make the module `pub(crate)`, or bring the task in where it can be named: `pub(crate) use …`",
    ];
    assert_eq!(run.messages("error"), expected);
    // Nothing but that: no panic, and no dump of what the build script wrote.
    assert!(!run.err.contains("panicked") && !run.err.contains("--- stdout"), "{}", run.err);
}

#[test]
fn of_two_apps_of_one_name_each_needs_its_own() {
    let code = format!("{APP}pub mod m {{ {APP} }}\n{}", task("one"));
    let fixture = Fixture::new("two-apps", "", [("src/lib.rs", code.as_str())]);
    let run = fixture.cargo(&["check"]);
    let told = "src/lib.rs:3:13: BG0811: two apps of the package are called `App`, and both leave their list to the build script";
    assert_eq!(run.messages("error").first().map(String::as_str), Some(told));
    fixture.write("src/lib.rs", &code.replacen("background_app", "background_app(tasks(one))", 1));
    assert_eq!(fixture.list(&[]), ["App {", "crate::one,"]);
}

#[test]
fn what_an_attribute_says_is_said_once() {
    let wrong = "#[bgtask::background_task(trigger = \"time:5\")]\npub fn soon() {}\n";
    let code = format!("{APP}{wrong}{}", task("fine"));
    let fixture = Fixture::new("once", "", [("src/lib.rs", code.as_str())]);
    let run = fixture.cargo(&["check"]);
    assert!(!run.is_success);
    assert_eq!(run.err.matches("BG0101").count(), run.err.matches("explain BG0101").count() * 2, "{}", run.err);
    assert_eq!(run.messages("error"), [] as [&str; 0]);

    // A file that is no Rust is the compiler's to tell.
    fixture.write("src/lib.rs", &format!("{code}fn {{"));
    let run = fixture.cargo(&["check"]);
    assert!(!run.is_success);
    assert_eq!((run.messages("error"), run.messages("warning")), (Vec::new(), Vec::new()));
}

#[test]
fn the_whole_app_is_checked_at_the_tasks() {
    let code = format!("{APP}pub mod a {{ {} }}\npub mod b {{ {} }}\n", task("same"), task("same"));
    let run = Fixture::new("names", "", [("src/lib.rs", code.as_str())]).cargo(&["check"]);
    assert!(!run.is_success);
    let told = run.messages("error");
    assert!(told[0].starts_with("src/lib.rs:7:8: BG0308: "), "{told:?}");
}

#[test]
fn warnings_have_their_place_and_are_errors_when_strict() {
    let code = format!("{APP}{}pub fn work() {{ {} }}\n", task("one"), task("hidden").replace("pub ", ""));
    let fixture = Fixture::new("strict", "", [("src/lib.rs", code.as_str())]);
    let told = [
        "src/lib.rs:5:17: BG0801: `hidden` is in no app's list, so it is never registered",
        "  help: move it out of the function",
    ];
    let run = fixture.cargo(&["check"]).succeeded();
    assert_eq!(run.messages("warning"), told);

    fixture.write("build.rs", "fn main() { bgtask_codegen::build::Builder::new().strict().run(); }");
    let run = fixture.cargo(&["check"]);
    assert!(!run.is_success);
    assert_eq!((run.messages("error"), run.messages("warning")), (told.map(String::from).to_vec(), Vec::new()));

    fixture.write("build.rs", "fn main() { bgtask_codegen::build::Builder::new().run(); }");
    fixture.write("src/lib.rs", &code.replace("background_app", "background_app(strict)"));
    assert_eq!(fixture.cargo(&["check"]).messages("error"), told);
}

#[test]
fn a_builder_outside_of_a_build_script_says_so() {
    let fixture = Fixture::new("outside", "", [("src/lib.rs", "")]);
    fixture.write("build.rs", "fn main() {\n    // SAFETY: there is one thread.\n    unsafe { std::env::remove_var(\"OUT_DIR\") };\n    bgtask_codegen::build::Builder::new().run();\n}\n");
    let run = fixture.cargo(&["check"]);
    assert!(!run.is_success);
    assert!(run.err.contains("error: OUT_DIR is not set"), "{}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

/// The build script ends the build before the compiler could say what else is wrong.
#[test]
fn what_follows_from_a_mistake_is_left_to_the_compiler_with_it() {
    let com = APP.replace("background_app", "background_app(model = \"com\")");
    let clsid = "clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"";
    let task = |trigger: &str, clsid: &str| {
        format!("#[bgtask::background_task(trigger = \"{trigger}\", windows({clsid}))]\npub fn refresh() {{}}\n")
    };
    let fixture = Fixture::new("causes", "", [("src/lib.rs", "")]);
    for (app, task, rule) in [
        (&com, task("time:15", &clsid.replace("clsid", "clssid")), "BG0002"),
        (&com, task("time:15", &clsid.replace("06DF", "06D")), "BG0305"),
        (&com, task("system:TimezoneChange", clsid), "BG0103"),
        (&com.replace("com", "comm"), task("time:15", clsid), "BG0008"),
    ] {
        fixture.write("src/lib.rs", &format!("{app}{task}"));
        let run = fixture.cargo(&["check"]);
        assert!(!run.is_success);
        assert!(run.err.contains(&format!("{rule}: ")), "{}", run.err);
        assert_eq!((run.messages("error"), run.messages("warning")), (Vec::new(), Vec::new()), "{}", run.err);
    }
    // What follows from nothing is told.
    fixture.write("src/lib.rs", &format!("{com}{}", task("time:15", "")));
    let told = fixture.cargo(&["check"]).messages("error");
    assert!(told.first().is_some_and(|told| told.contains("BG0304: ")), "{told:?}");
}
