//! rustc as the judge: an attribute that leaves a trace in the expanded code says what is compiled, and finding has to say
//! the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use bgtask_codegen::find::{Cfg, FeatureOptions, FoundTask};

use crate::fixture::Fixture;

/// The attribute: it leaves the item's module, name, file and line in a constant.
const ATTRIBUTE: &str = r#"
extern crate proc_macro;
use proc_macro::{TokenStream, TokenTree};

#[proc_macro_attribute]
pub fn background_task(_: TokenStream, item: TokenStream) -> TokenStream {
    let mut words = item.clone().into_iter();
    let is_keyword = |token: &TokenTree| ["struct", "enum", "fn"].contains(&token.to_string().as_str());
    let found = words.find(is_keyword).and_then(|_| words.next());
    let name = found.map(|name| name.to_string().replace("r#", "")).unwrap_or_default();
    let trace = format!("const _: &str = concat!(\"FOUND \", module_path!(), \"::{name} \", file!(), \":\", line!());");
    let trace: TokenStream = trace.parse().expect("the trace is Rust");
    item.into_iter().chain(trace).collect()
}
"#;

/// Everything that decides where an item is and whether it is there.
const FILES: &[(&str, &str)] = &[
    (
        "src/lib.rs",
        r##"//! #[background_task] struct Doc;
#![allow(unused, non_camel_case_types)]
extern crate bgtask;
use bgtask::background_task;
use bgtask::background_task as bt;
mod flat;
mod nested;
pub mod inline { pub(in crate::inline) mod below; mod r#type { #[bgtask::background_task] struct InType; } }
#[path = "odd/place.rs"] mod placed;
#[path = "folder"] mod foldered { mod inside; }
mod r#match;
include!("parts/included.rs");
#[cfg(feature = "a")] mod with_a;
#[cfg(not(feature = "a"))] #[path = "without_a.rs"] mod with_a;
#[cfg_attr(feature = "b", path = "b_1.rs")] #[cfg_attr(not(feature = "b"), path = "b_2.rs")] mod by_b;
#[cfg(any(windows, all(unix, not(target_os = "linux"))))] mod missing;
#[background_task] #[derive(Clone)] struct Plain;
#[cfg(feature = "a")] #[background_task] enum IfA { B }
#[background_task] #[cfg(feature = "b")] pub(crate) struct IfBAfter<'a> where u8: 'a { x: &'a str }
#[cfg_attr(all(feature = "a", feature = "b"), background_task)] struct IfBoth;
#[cfg_attr(feature = "a", cfg_attr(not(feature = "b"), bt, derive(Clone)))] struct IfAOnly;
#[cfg_attr(feature = "a", cfg(feature = "b"))] #[bt] struct NotAWithoutB;
#[cfg(all(unix, target_pointer_width = "64", target_endian = "little", any(debug_assertions, windows)))] #[bt] fn on_unix() {}
#[cfg(not(any()))] #[bt] unsafe extern "C" fn always() {}
#[cfg(any())] #[bt] struct Never;
#[cfg(test)] mod tests { #[bgtask::background_task] struct InTests; }
#[test] fn test() { #[bt] struct InTest; }
#[cfg(feature = "a")] cfg_select! {
    feature = "b" => { mod chosen { #[bgtask::background_task] struct WithB; } }
    any(unix, windows) => { mod chosen; #[bt] struct Chosen; }
    _ => { mod not_there; #[bt] struct NotChosen; }
}
macro_rules! cfg_if { (if #[cfg($a:meta)] { $($b:tt)* } else { $($c:tt)* }) => { cfg_select! { $a => { $($b)* } _ => { $($c)* } } } }
cfg_if! { if #[cfg(feature = "b")] { mod by_if; } else { #[bt] struct Otherwise; } }
/// Text: "#[background_task]" '"' r#"
#[background_task(trigger = ")]#[", 'a', b'\'', '"', r#x)] // "
#[doc = "/*"] const fn odd<'a>(_: &'a [u8; { 1 + { 2 } }]) -> char { '}' }
const _: () = { #[bt] struct InConst; };
fn body() {
    #![allow(dead_code)]
    #[background_task] struct InBody;
    let _ = || { #[cfg(feature = "a")] { #[bt] struct InClosure; } match 1 { _ if true => { #[bt] fn in_arm() {} } _ => () } };
    mod in_body { #[bgtask::background_task] struct Deep; #[path = "deep.rs"] mod deep; }
}
trait Trait { fn provided() { #[bt] struct InProvided; } }
impl Trait for [(); { #[bt] struct InLength; 1 }] {}
fn without_a() { #![cfg(not(feature = "a"))] #[bt] struct WithoutABody; }
struct Parts { x: u8 } impl Parts { #![cfg(feature = "a")] fn method() { #[bt] struct InMethodWithA; } }
fn statements(parts: Parts) {
    { #![allow(unused)] #[bt] struct AfterInner; }
    #[cfg(any())] { #[bt] struct NotInBlock; }
    { #![cfg(any())] #[bt] struct NotInInnerBlock; }
    match 1 { #![cfg(feature = "b")] _ => { #[bt] struct InInnerMatch; } }
    #[cfg(feature = "a")] let Parts { x } = { #[bt] struct InLetWithA; Parts { x: 1 } };
    #[cfg(any())] let _: Result<u8, u8> = { #[bt] struct NotInLet; Ok(1) };
    #[cfg(any())] let _ = Parts { x: 1 }.x + { #[bt] struct NotInSum; 1 };
    #[cfg(any())] if let Parts { x } = parts { #[bt] struct NotInIf; }
    #[cfg(any())] for Parts { x } in [parts] { #[bt] struct NotInFor; }
    #[cfg(any())] while { 1 > 2 } { #[bt] struct NotInWhile; }
    #[cfg(any())] loop { break }.x({ #[bt] struct NotInCall; });
    #[cfg(any())] 'label: loop { #[bt] struct NotInLoop; }
    #[bt] struct AfterThem;
    match parts {
        #[cfg(any())] Parts { x: 1 } => { #[bt] struct NotInArm; }
        #[cfg(any())] Parts { x: 2 } | Parts { x: 3 } if true => { #[bt] struct NorInThat; }
        #[cfg(any())] Parts { x: 4 } => if true { #[bt] struct NorHere; } else { #[bt] struct NorThere; },
        #[cfg(feature = "b")] Parts { x: 5 } => { #[bt] struct InArmWithB; }
        Parts { x } => { #[bt] struct InArm; }
    }
    let _ = [#[cfg(any())] { #[bt] struct NotInList; 1 }, { #[bt] struct InList; 2 }];
    let _ = Parts { #[cfg(any())] x: { #[bt] struct NotInField; 1 }, #[cfg(all())] x: { #[bt] struct InField; 1 } };
}
#[cfg(all(not(false), any(feature = "a", feature = r#"b"#,),))] #[bt] struct IfEither;
#[path = "\x65scaped.rs"] mod escaped;
include!(concat!(env!("CARGO_MANIFEST_DIR"), "/made", concat!("/", "tasks.rs")));
struct Shift<const N: bool = { 1 < 2 }>; impl Shift<{ 2 > 1 }> { fn f() { #[bt] struct InImplementation; } }
"##,
    ),
    (
        "src/flat.rs",
        "//! Flat.\nmod below;\nmod inline { mod third; #[path = \"odd.rs\"] mod odd; }\n#[bgtask::background_task]\nstruct InFlat;\n\
        fn body() { mod block { #[path = \"of_block.rs\"] mod of_block; #[bgtask::background_task] struct InBlock; } }\n",
    ),
    ("src/block/of_block.rs", "#[bgtask::background_task] struct OfBlock;"),
    ("src/flat/block/of_block.rs", "#[bgtask::background_task] struct Wrong;"),
    ("src/escaped.rs", "#[bgtask::background_task] struct Escaped;"),
    ("made/tasks.rs", "#[background_task] struct InPackage;\nmod more;"),
    ("made/more.rs", "#[bgtask::background_task] struct InMore;"),
    ("src/flat/below.rs", "#![cfg(not(feature = \"b\"))]\n#[bgtask::background_task] struct Below;\n"),
    ("src/flat/inline/third.rs", "#[bgtask::background_task] struct Third;"),
    ("src/flat/inline/odd.rs", "#[bgtask::background_task] struct Odd; mod sibling;"),
    ("src/flat/inline/sibling.rs", "#[bgtask::background_task] struct Sibling;"),
    (
        "src/nested/mod.rs",
        "mod beside; mod inline { mod x; } use crate::background_task as again; #[again] struct Again;",
    ),
    ("src/nested/beside.rs", "use super::super::*;\n#[bt] struct ByGlob;\n"),
    ("src/nested/inline/x/mod.rs", "mod y;"),
    ("src/nested/inline/x/y.rs", "#[bgtask::background_task] struct Y;"),
    ("src/inline/below.rs", "#[bgtask::background_task] struct InBelow;"),
    ("src/odd/place.rs", "mod next_to; #[bgtask::background_task] struct Placed;"),
    ("src/odd/next_to.rs", "#[bgtask::background_task] struct NextTo;"),
    ("src/folder/inside.rs", "#[bgtask::background_task] struct Inside;"),
    ("src/chosen.rs", "#[bgtask::background_task] struct InChosen;"),
    ("src/by_if/mod.rs", "#[bgtask::background_task] struct ByIf;"),
    ("src/match.rs", "#[bgtask::background_task] fn r#fn() {}"),
    ("src/parts/included.rs", "mod part;\n#[background_task] struct Included;\ninclude!(\"more.in\");\n"),
    ("src/parts/part.rs", "#[bgtask::background_task] struct Part;"),
    ("src/parts/more.in", "\n#[background_task] struct More;"),
    ("src/with_a.rs", "#[bgtask::background_task] struct WithA;"),
    ("src/without_a.rs", "#[bgtask::background_task] struct WithoutA;"),
    ("src/b_1.rs", "\r\n\r\n#[bgtask::background_task]\r\nstruct B1;"),
    ("src/b_2.rs", "\u{feff}#[bgtask::background_task] struct B2;"),
    ("src/in_body/deep.rs", "#[bgtask::background_task] struct Deepest;"),
    ("src/wrong/deep.rs", "#[bgtask::background_task] struct Wrong;"),
];

fn rustc() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    // For the text of expanded code.
    command.env("RUSTC_BOOTSTRAP", "1");
    command
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("rustc runs");
    let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{errors}");
    text.into_owned()
}

/// How much of a crate rustc gets to see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All that it needs.
    Everything,
    /// Its own code, without the crates that it links: their macros expand to nothing.
    ItselfAlone,
}

/// The triple of this machine.
pub fn host() -> String {
    let text = run(rustc().arg("-vV"));
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names the host").to_owned()
}

/// Compiles the attribute.
pub fn attribute(folder: &Path) -> PathBuf {
    let source = folder.join("attribute.rs");
    std::fs::write(&source, ATTRIBUTE).expect("a file");
    run(rustc().args(["--crate-type", "proc-macro", "--crate-name", "bgtask", "--out-dir"]).arg(folder).arg(&source));
    let name = format!("{}bgtask{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    folder.join(name)
}

/// What rustc compiles of a crate, as `path file:line`.
pub fn traced(
    folder: &Path,
    root: &Path,
    crate_name: &str,
    edition: &str,
    features: &[&str],
    attribute: &Path,
    known: Known,
) -> BTreeSet<String> {
    let mut command = rustc();
    command.current_dir(folder).args(["-Zunpretty=expanded", "--crate-type=lib", "--cap-lints=allow"]);
    command.arg(format!("--crate-name={crate_name}")).arg(format!("--edition={edition}"));
    command.arg(format!("--extern=bgtask={}", attribute.display())).env("CARGO_MANIFEST_DIR", folder);
    command.args(features.iter().map(|feature| format!("--cfg=feature={feature:?}")));
    command.arg(root);
    let expanded = match known {
        Known::Everything => run(&mut command),
        Known::ItselfAlone => String::from_utf8_lossy(&command.output().expect("rustc runs").stdout).into_owned(),
    };
    let traces = expanded.split("\"FOUND ").skip(1).filter_map(|rest| rest.split('"').next());
    // Paths as finding writes them, and below the folder.
    let below = format!("{}/", folder.display());
    traces.map(|trace| trace.replace("r#", "").replace(&below, "").replace("/./", "/")).collect()
}

/// A task that was found below a folder, in the same form.
pub fn line(task: &FoundTask, folder: &Path) -> String {
    let file: PathBuf = task.file.strip_prefix(folder).unwrap_or(&task.file).components().collect();
    format!("{}::{} {}:{}", task.module, task.type_name, file.display(), task.line)
}

#[test]
fn what_is_found_is_what_rustc_compiles() {
    let fixture = Fixture::new(FILES.iter().copied());
    let manifest = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[features]\na = []\nb = []\n[lib]\n";
    fixture.write("Cargo.toml", manifest.as_bytes());
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = attribute(folder.path());
    let cfg = Cfg::target(&host()).expect("rustc has it").with_debug_assertions(true);
    let mut seen = 0;
    for (edition, features) in [("2018", vec![]), ("2021", vec!["a"]), ("2024", vec!["b"]), ("2024", vec!["a", "b"])] {
        let compiled =
            traced(fixture.path(), Path::new("src/lib.rs"), "demo", edition, &features, &attribute, Known::Everything);
        let options = FeatureOptions { features: vec![features.join(",")], ..FeatureOptions::default() };
        let outcome = fixture.find_for(&cfg, &options);
        let found: BTreeSet<String> = outcome.found.tasks.iter().map(|task| line(task, fixture.path())).collect();
        assert_eq!(found, compiled, "with {features:?} in {edition}");
        seen += found.len();
    }
    assert!(seen > 100, "{seen}");
}

/// Targets of all the families that Windows, Apple's systems and those beside them come in.
const TARGETS: &[&str] = &[
    "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc",
    "x86_64-pc-windows-gnu",
    "aarch64-pc-windows-gnullvm",
    "x86_64-uwp-windows-msvc",
    "aarch64-apple-ios",
    "aarch64-apple-ios-sim",
    "aarch64-apple-ios-macabi",
    "aarch64-apple-tvos",
    "aarch64-apple-visionos",
    "aarch64-apple-darwin",
    "x86_64-unknown-linux-gnu",
    "aarch64-linux-android",
    "wasm32-unknown-unknown",
];

/// What depends on more than the target.
const BY_PROFILE: &[&str] = &["debug_assertions", "panic", "target_feature"];

#[test]
fn what_a_target_has_is_what_rustc_says() {
    let said = |target: &str| -> BTreeSet<String> {
        let text = run(rustc().args(["--print", "cfg", "--target", target]).env_remove("RUSTC_BOOTSTRAP"));
        let is_of_target = |line: &&str| !BY_PROFILE.iter().any(|name| line.starts_with(name));
        text.lines().filter(is_of_target).map(String::from).collect()
    };
    let each: Vec<_> = TARGETS.iter().map(|target| (target, said(target))).collect();
    let all: Vec<String> =
        each.iter().flat_map(|(_, said)| said).cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let item = |(at, cfg): (usize, &String)| {
        format!("#[cfg({cfg})] #[background_task(trigger = \"time:15\")] struct If{at};\n")
    };
    let root: String = all.iter().enumerate().map(item).collect();
    let fixture = Fixture::new([("src/lib.rs", root.as_str())]);
    for (target, said) in each {
        let outcome = fixture.find_for(&Cfg::target(target).expect("rustc has it"), &FeatureOptions::default());
        assert_eq!(outcome.problems(), [] as [&str; 0], "{target}");
        let found: BTreeSet<String> = outcome.found.tasks.iter().map(|task| all[task.line - 1].clone()).collect();
        assert_eq!(found, said, "{target}");
    }
}
