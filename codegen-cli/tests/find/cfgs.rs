//! What `cfg` leaves out, and what can't be judged.

use bgtask_codegen::find::{Cfg, FeatureOptions};
use bgtask_core::model::Platforms;

use crate::fixture::{Fixture, MANIFEST, Outcome, task};

const PLATFORMS: &str = r#"
#[cfg(windows)]
#[background_task(trigger = "time:15")]
struct OnWindows;
#[background_task(trigger = "time:15")]
#[cfg(target_vendor = "apple")]
struct OnApple;
#[cfg(all(target_os = "windows", target_arch = "x86_64", target_env = "msvc", target_pointer_width = "64"))]
mod windows { #[background_task(trigger = "time:15")] struct All; }
#[cfg(any(unix, target_family = "wasm"))]
mod unix { #[background_task(trigger = "time:15")] struct Any; }
#[cfg(not(any(windows, target_os = "ios")))]
mod neither { #[background_task(trigger = "time:15")] struct Neither; }
#[cfg(true)]
#[background_task(trigger = "time:15")]
struct Always;
#[cfg(any())]
#[background_task(trigger = "time:15")]
struct Never;
#[cfg(test)]
#[background_task(trigger = "time:15")]
struct InTests;
"#;

fn names(outcome: &Outcome) -> Vec<&str> {
    outcome.found.tasks.iter().map(|task| task.type_name.as_str()).collect()
}

fn for_platforms(fixture: &Fixture, platforms: Platforms) -> Outcome {
    fixture.find_for(&Cfg::platforms(platforms), &FeatureOptions::default())
}

#[test]
fn each_platform_has_its_own_tasks_and_both_have_all() {
    let fixture = Fixture::new([("src/lib.rs", PLATFORMS)]);
    let windows = for_platforms(&fixture, Platforms::WINDOWS);
    assert_eq!(names(&windows), ["Always", "OnWindows", "All"]);
    let apple = for_platforms(&fixture, Platforms::APPLE);
    assert_eq!(names(&apple), ["Always", "OnApple", "Any"]);
    let both = for_platforms(&fixture, Platforms::ALL);
    assert_eq!(names(&both), ["Always", "OnApple", "OnWindows", "Any", "All"]);
    assert_eq!(both.problems(), Vec::<String>::new());
    let linux = Cfg::target("x86_64-unknown-linux-gnu").expect("rustc has it");
    assert_eq!(names(&fixture.find_for(&linux, &FeatureOptions::default())), ["Always", "Neither", "Any"][..].to_vec());
    assert_eq!(
        Cfg::target("x86_64-windows-msvc").expect_err("rustc has no such target").to_string(),
        "rustc has no target `x86_64-windows-msvc`; did you mean `x86_64-pc-windows-msvc`?"
    );
    let of_no_name = Cfg::target("phone").expect_err("rustc has no such target").to_string();
    assert_eq!(of_no_name, "rustc has no target `phone`: `rustc --print target-list` has them all");
}

#[test]
fn features_are_those_that_cargo_would_enable() {
    let manifest = format!("{MANIFEST}[features]\ndefault = [\"a\"]\na = [\"b\"]\nb = []\nc = []\n");
    let root = "#[cfg(feature = \"a\")]\n#[background_task(trigger = \"time:15\")]\nstruct A;\n\
        #[cfg(feature = \"b\")]\n#[background_task(trigger = \"time:15\")]\nstruct B;\n\
        #[cfg(feature = \"c\")]\n#[background_task(trigger = \"time:15\")]\nstruct C;\n\
        #[cfg(feature = \"unknown\")]\n#[background_task(trigger = \"time:15\")]\nstruct D;\n";
    let fixture = Fixture::new([("Cargo.toml", manifest.as_str()), ("src/lib.rs", root)]);
    let find = |options: FeatureOptions| {
        let outcome = fixture.find_for(&Cfg::platforms(Platforms::ALL), &options);
        outcome.found.tasks.iter().map(|task| task.type_name.clone()).collect::<String>()
    };
    assert_eq!(find(FeatureOptions::default()), "AB");
    assert_eq!(find(FeatureOptions { all_features: true, ..FeatureOptions::default() }), "ABC");
    assert_eq!(find(FeatureOptions { no_default_features: true, ..FeatureOptions::default() }), "");
    let features = vec![String::from("c b")];
    assert_eq!(find(FeatureOptions { no_default_features: true, features, ..FeatureOptions::default() }), "BC");
    let features = vec![String::from("demo/c,demo/b")];
    assert_eq!(find(FeatureOptions { features, ..FeatureOptions::default() }), "ABC");
}

#[test]
fn what_cannot_be_judged_is_told_and_counts_as_present() {
    let root = "#[cfg(made_by_build_script)]\nmod one;\n\
        #[cfg(all(windows, debug_assertions))]\n#[background_task(trigger = \"time:15\")]\nstruct Two;\n\
        #[cfg(all(windows, unix, debug_assertions))]\n#[background_task(trigger = \"time:15\")]\nstruct Never;\n\
        #[cfg(unknown)]\nstruct NoTask;\n\
        #[cfg(target_feature = \"sse2\")]\nmod absent;\n";
    let one = "#[background_task(trigger = \"time:15\")]\nstruct One;\n#[background_task(trigger = \"time:15\")]\nstruct Other;\n";
    let fixture = Fixture::new([("src/lib.rs", root), ("src/one.rs", one)]);
    let what = "whether this holds can't be judged without compiling; what it decides on counts as present";
    fixture.find().expect(
        &["demo::Two src/lib.rs:4", "demo::one::One src/one.rs:1", "demo::one::Other src/one.rs:3"],
        &[&format!("BG0805 src/lib.rs:1:7 {what}"), &format!("BG0805 src/lib.rs:3:7 {what}")],
    );
    let release = Cfg::platforms(Platforms::WINDOWS).with_debug_assertions(false);
    let outcome = fixture.find_for(&release, &FeatureOptions::default());
    assert_eq!(names(&outcome), ["One", "Other"]);
    let debug = Cfg::platforms(Platforms::WINDOWS).with_debug_assertions(true);
    assert_eq!(
        fixture.find_for(&debug, &FeatureOptions::default()).problems(),
        [format!("BG0805 src/lib.rs:1:7 {what}")]
    );
}

#[test]
fn inner_attributes_count_for_their_file_and_module() {
    let outcome = Fixture::new([
        (
            "src/lib.rs",
            "#![allow(dead_code)]\nmod file;\nmod inline {\n #![cfg(unix)]\n #[background_task(trigger = \"time:15\")]\n struct One;\n}\n",
        ),
        ("src/file.rs", "//! A file.\n#![cfg(any(windows))]\n#[background_task(trigger = \"time:15\")]\nstruct Two;\n"),
    ]);
    assert_eq!(names(&for_platforms(&outcome, Platforms::WINDOWS)), ["Two"]);
    assert_eq!(names(&for_platforms(&outcome, Platforms::APPLE)), ["One"]);
}

#[test]
fn a_conditional_attribute_holds_where_its_condition_does() {
    let root = r#"
#[cfg_attr(windows, background_task(trigger = "time:15"), doc = "On Windows.")]
struct OnWindows;
#[cfg_attr(windows, cfg_attr(target_arch = "x86_64", background_task(trigger = "time:20", condition = "UserPresent")))]
#[derive(Default)]
struct Nested;
#[cfg_attr(unix, cfg(any()))]
#[background_task(trigger = "time:15")]
struct NotOnApple;
#[cfg_attr(windows, path = "win.rs")]
#[cfg_attr(not(windows), path = "unix.rs")]
mod system;
#[cfg_attr(unknown, background_task(trigger = "time:15"))]
struct Perhaps;
"#;
    let fixture = Fixture::new([
        ("src/lib.rs", root),
        ("src/win.rs", "#[background_task(trigger = \"time:15\")] struct Win;"),
        ("src/unix.rs", "#[background_task(trigger = \"time:15\")] struct Unix;"),
        // What would be it on a system that neither path is for.
        ("src/system.rs", "#[background_task(trigger = \"time:15\")] struct Other;"),
    ]);
    let windows = for_platforms(&fixture, Platforms::WINDOWS);
    windows.expect(
        &[
            "demo::Nested src/lib.rs:4",
            "demo::NotOnApple src/lib.rs:8",
            "demo::OnWindows src/lib.rs:2",
            "demo::Perhaps src/lib.rs:13",
            "demo::system::Win src/win.rs:1",
        ],
        &["BG0805 src/lib.rs:13:12 whether this holds can't be judged without compiling; what it decides on counts as present"],
    );
    let nested = &windows.found.tasks[0].registrations[0];
    assert_eq!(windows.text(&nested.place), "background_task(trigger = \"time:20\", condition = \"UserPresent\")");
    assert_eq!((nested.line, nested.column), (4, 54));
    assert_eq!(names(&for_platforms(&fixture, Platforms::APPLE)), ["Perhaps", "Unix"]);
}

#[test]
fn macros_that_choose_by_cfg_are_looked_into() {
    let root = r#"
#[cfg(not(target_os = "macos"))]
cfg_if::cfg_if! {
    if #[cfg(windows)] { mod win; }
    else if #[cfg(target_os = "ios")] { #[background_task(trigger = "time:15")] struct OnIos; mod other { pub mod deep; } }
    else { #[background_task(trigger = "time:15")] struct Elsewhere; }
}
std::cfg_select! {
    all(unix, feature = "x") => { #[background_task(trigger = "time:15")] struct Never; },
    target_vendor = "apple" => { #[background_task(trigger = "time:15")] struct Selected; }
    _ => { #[background_task(trigger = "time:15")] struct Default; }
}
"#;
    let fixture = Fixture::new([
        ("src/lib.rs", root),
        ("src/win.rs", task("OnWindows").as_str()),
        ("src/other/deep.rs", &task("Deep")),
    ]);
    let windows = for_platforms(&fixture, Platforms::WINDOWS);
    windows.expect(&["demo::Default src/lib.rs:11", "demo::win::OnWindows src/win.rs:1"], &[]);
    let apple = for_platforms(&fixture, Platforms::APPLE);
    apple.expect(
        &["demo::OnIos src/lib.rs:5", "demo::Selected src/lib.rs:10", "demo::other::deep::Deep src/other/deep.rs:1"],
        &[],
    );
    let mac = Cfg::target("aarch64-apple-darwin").expect("rustc has it");
    assert_eq!(names(&fixture.find_for(&mac, &FeatureOptions::default())), ["Selected"]);
}

#[test]
fn of_files_that_depend_on_what_cannot_be_judged_all_are_looked_at() {
    let root = "#[cfg_attr(from_git, path = \"gone/one.rs\")]\n#[cfg_attr(not(from_git), path = \"here.rs\")]\nmod one;\n\
        #[cfg_attr(odd, path = \"two_a.rs\")]\nmod two;\n#[cfg_attr(odd, path = \"no.rs\")]\nmod three;\n";
    let fixture = Fixture::new([
        ("src/lib.rs", root),
        ("src/here.rs", task("One").as_str()),
        ("src/two_a.rs", &task("TwoA")),
        ("src/two.rs", &task("TwoB")),
    ]);
    let (found, there) = ("BG0805 src/lib.rs:4:12", "whether this holds can't be judged without compiling");
    let outcome = fixture.find();
    outcome.expect(
        &["demo::one::One src/here.rs:1", "demo::two::TwoA src/two_a.rs:1", "demo::two::TwoB src/two.rs:1"],
        &[
            "BG0806 src/lib.rs:7:1 module `three`: there is neither `src/three.rs` nor `src/three/mod.rs`",
            &format!("{found} {there}; what it decides on counts as present"),
        ],
    );
}

#[test]
fn a_cfg_of_any_size_is_no_danger() {
    let many = (0..2000).map(|at| format!("feature = \"f{at}\", all(), ")).collect::<Vec<_>>().concat();
    let root = format!(
        "#[cfg(any({many} unix))]\n#[background_task(trigger = \"time:15\")]\nstruct Task;\n\
        #[cfg(not())]\n#[background_task(trigger = \"time:15\")]\nstruct Wrong;\n\
        #[cfg(\"no\")]\n#[background_task(trigger = \"time:15\")]\nstruct WrongToo;\n#[cfg]\n#[background_task(trigger = \"time:15\")]\nstruct None;"
    );
    let outcome = Fixture::new([("src/lib.rs", root.as_str())]).find();
    assert_eq!(names(&outcome), ["None", "Task", "Wrong", "WrongToo"]);
    assert_eq!(outcome.found.problems.len(), 3, "{:?}", outcome.problems());
}

#[test]
fn an_option_that_is_called_true_is_not_always_set() {
    let root = "#[cfg(r#true)]\n#[background_task(trigger = \"time:15\")]\nstruct Perhaps;\n";
    let told = "BG0805 src/lib.rs:1:7 whether this holds can't be judged without compiling; what it decides on counts as present";
    Fixture::new([("src/lib.rs", root)]).find().expect(&["demo::Perhaps src/lib.rs:2"], &[told]);
}

#[test]
fn an_item_is_seen_through_the_attributes_around_it() {
    let root = "fn outer() {\n    #[cfg(windows)]\n    {\n        #[background_task(trigger = \"time:15\")]\n        struct A;\n    }\n    \
        #[cfg(unix)]\n    fn inner() {\n        #[background_task(trigger = \"time:15\")]\n        struct B;\n    }\n}\n";
    let fixture = Fixture::new([("src/lib.rs", root)]);
    assert_eq!(names(&for_platforms(&fixture, Platforms::WINDOWS)), ["A"]);
    assert_eq!(names(&for_platforms(&fixture, Platforms::APPLE)), ["B"]);
}
