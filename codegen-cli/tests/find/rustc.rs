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

/// Macros that only pass items on, and such as do not: of those what is in them, which is named so, is told and not found.
const PASSING: &[(&str, &str)] = &[
    (
        "src/lib.rs",
        r#"#![allow(unused, unused_macros)]
extern crate bgtask;
use bgtask::background_task;
use bgtask::background_task as bt;
#[macro_use] mod macros;
if_a! { mod with_a; #[background_task] struct IfA; mod inline { mod below; #[bgtask::background_task] struct InInline; } }
if_b!( #[bt] struct IfB; #[cfg(feature = "a")] #[bt] fn if_both() {} );
if_b![ #[path = "odd/place.rs"] mod placed; include!("parts/passed.rs"); ];
feature! { #![any(feature = "a", feature = "b")] #[bt] struct Either; mod either; }
feature! { #![not(feature = "a")] #[bt] pub(crate) enum NotA { A } mod with_a { #[bgtask::background_task] struct Other; } }
attribute! { #![cfg(all(feature = "a", not(feature = "b")))] #[bt] struct OnlyA; }
attribute! { #![cfg_attr(feature = "a", cfg(feature = "b"))] #[bt] struct NotAWithoutB; }
one!(#[bt] struct One;);
#[cfg(feature = "b")] if_a! { #[bt] struct CallIfB; }
for_tests! { #[bt] fn a_test() {} }
all! {
    /// Items follow.
    if_a! { if_b!( if_a! { #[bt] struct Nested; mod nested; } ); macro_rules! made_here { ($($i:item)*) => { if_a! { $($i)* } }; }
        macro_rules! passed_here { ($($i:item)* $(,)?) => { $(#[cfg(feature = "b")] $i)* } }
        passed_here! { #[bt] struct ByPassedHere; }
        made_here! { #[bt] struct UnseenMadeHere; }
    }
}
if_a! { passed_here! { #[bt] struct StillKnown; } }
mod shadow {
    if_b! { #[bgtask::background_task] struct Before; }
    macro_rules! if_b { ($($i:item)*) => { $(#[cfg(not(feature = "b"))] $i)* } }
    if_b! { #[bgtask::background_task] struct After; mod after; }
    mod inner { if_b! { #[bgtask::background_task] struct InInner; } }
    macro_rules! if_b { ($($t:tt)*) => { $($t)* } }
    if_b! { #[bgtask::background_task] struct UnseenShadowed; }
}
if_b! { #[bt] struct AfterScope; }
mod known { #![macro_use] macro_rules! from_inner { ($($i:item)*) => { $(#[cfg(feature = "a")] $i)* } } }
from_inner! { #[bt] struct FromInner; }
#[cfg(feature = "a")] macro_rules! by_a { ($($i:item)*) => { $($i)* } }
#[cfg(not(feature = "a"))] macro_rules! by_a { ($($i:item)*) => { $(#[cfg(feature = "b")] $i)* } }
by_a! { #[bt] struct ByA; mod by_a; }
mod changed {
    #[cfg_attr(feature = "b", macro_use)] mod maybe { macro_rules! if_a { ($($i:item)*) => { $(#[cfg(not(feature = "a"))] $i)* } } }
    if_a! { #[bgtask::background_task] struct Changed; }
    #[cfg(feature = "b")] #[macro_use] mod absent { macro_rules! if_a { ($($i:item)*) => { $(#[cfg(any())] $i)* } } }
    if_a! { #[bgtask::background_task] struct ChangedAgain; }
}
if_a! { #[macro_use] mod from_call; }
if_a! { from_call! { #[bt] struct FromCall; } }
cfg_select! { feature = "b" => { macro_rules! chosen { ($($i:item)+) => { $($i)+ } } } _ => { macro_rules! chosen { ($($i:item)*) => { $(#[cfg(feature = "a")] $i)* } } } }
chosen! { #[bt] struct ByChosen; mod chosen_file { if_b! { #[bgtask::background_task] struct InChosen; } } }
include!("parts/defining.in");
included! { #[bt] struct ByIncluded; }
all! { use bgtask::background_task as renamed; pub use self::shadow::*; }
#[renamed] struct Renamed;
fn body() {
    if_a! { #[bt] struct InBody; mod in_body { #[bgtask::background_task] struct Deep; #[path = "deep.rs"] mod deep; } }
    if_b!(#[bt] struct InStatement;);
    { macro_rules! if_a { ($($i:item)*) => { $(#[cfg(not(feature = "a"))] $i)* } } if_a! { #[bt] struct InBlock; } }
    if_a! { #[bt] struct AfterBlock; fn more() { if_b! { #[bt] fn in_more() {} } } }
    let _ = || { macro_rules! in_closure { ($($i:item)*) => { $($i)* } } in_closure! { #[bt] struct InClosure; } 1 };
}
impl Trait for [(); { if_a! { #[bt] struct InLength; } 1 }] { fn f() { if_b! { #[bt] struct InMethod; } } }
trait Trait { fn f(); }
mod modern { macro_rules! by_use { ($($i:item)*) => { $($i)* } } pub(crate) use by_use; }
use modern::by_use;
by_use! { #[bt] struct UnseenByUse; }
crate::exported! { #[bt] struct UnseenByPath; }
#[macro_export] macro_rules! exported { ($($i:item)*) => { $($i)* } }
exported! { #[bt] struct Exported; }
two_arms! { #[bt] struct UnseenByTwoArms; }
tokens! { #[bt] struct UnseenByTokens; }
twice! { #[bgtask::background_task] struct UnseenTwice; }
wrapped! { #[bgtask::background_task] struct UnseenWrapped; }
public! { #[bt] struct UnseenPublic; }
"#,
    ),
    ("src/macros/mod.rs", "#[macro_use] mod cfg;\n#[macro_use]\nmod others;\nmod hidden;\n"),
    (
        "src/macros/cfg.rs",
        r#"
/// Items if a.
macro_rules! if_a { ($($item:item)*) => { $( #[cfg(feature = "a")] #[cfg_attr(docsrs, doc(cfg(feature = "a")))] $item )* } }
macro_rules! if_b [ [ $($item:item)* $(;)? ] => ( $( #[cfg(feature = "b")] $item )* ); ];
macro_rules! feature {
    (
        #![$meta:meta]
        $($item:item)*
    ) => {
        $(
            #[cfg($meta)]
            #[cfg_attr(docsrs, doc(cfg($meta)))]
            $item
        )*
    }
}
macro_rules! attribute ( (#![$m:meta] $($i:item)*) => [$( #[$m] $i )*]; );
macro_rules! one { ($type:item) => { #[allow(unused)] $type } }
macro_rules! all { {$($item:item)*} => { $($item)* } }
macro_rules! for_tests { ($($i:item)*) => { $(#[test] $i)* } }
"#,
    ),
    (
        "src/macros/others.rs",
        r"#![cfg(all())]
macro_rules! two_arms { ($($i:item)*) => { $($i)* }; ($($t:tt)*) => {} }
macro_rules! tokens { ($($t:tt)*) => { $($t)* } }
macro_rules! twice { ($($i:item)*) => { mod first { $($i)* } mod second { $($i)* } } }
macro_rules! wrapped { ($($i:item)*) => { mod wrapper { $($i)* } } }
macro_rules! public { ($($i:item)*) => { $(pub(crate) $i)* }; }
macro_rules! public { ($($i:item)* $(end)?) => { $($i)* }; }
",
    ),
    (
        "src/macros/hidden.rs",
        "macro_rules! if_a { ($($i:item)*) => { $(#[cfg(any())] $i)* } }\nif_a! { mod nowhere; }\n",
    ),
    ("src/with_a.rs", "\nif_b! { #[bgtask::background_task] struct Both; mod deeper; }\n"),
    ("src/with_a/deeper.rs", "if_a! { #[bgtask::background_task] struct Deeper; }"),
    ("src/inline/below.rs", "#[bgtask::background_task] struct InBelow;"),
    ("src/odd/place.rs", "mod next_to; #[bgtask::background_task] struct Placed;"),
    ("src/odd/next_to.rs", "#[bgtask::background_task] struct NextTo;"),
    ("src/parts/passed.rs", "mod part;\n#[background_task] struct Passed;\n"),
    ("src/parts/part.rs", "#[bgtask::background_task] struct Part;"),
    ("src/parts/defining.in", "macro_rules! included { ($($i:item)*) => { $(#[cfg(feature = \"b\")] $i)* } }"),
    ("src/either/mod.rs", "#[bgtask::background_task] struct InEither;"),
    ("src/nested.rs", "#[bgtask::background_task] struct InNested;"),
    ("src/shadow/after.rs", "if_b! { #[bgtask::background_task] struct InAfter; }"),
    ("src/by_a.rs", "#[bgtask::background_task] struct InByA;"),
    ("src/from_call.rs", "#![allow(unused)] macro_rules! from_call { ($($i:item)*) => { $($i)* } }"),
    ("src/in_body/deep.rs", "#[bgtask::background_task] struct Deepest;"),
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

/// Compares what is found with what rustc compiles, with each feature and without. What is not seen has to be told at its
/// place. Gives how many items are found.
fn compare(files: &[(&str, &str)]) -> usize {
    let fixture = Fixture::new(files.iter().copied());
    let manifest = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[features]\na = []\nb = []\n[lib]\n";
    fixture.write("Cargo.toml", manifest.as_bytes());
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = attribute(folder.path());
    let cfg = Cfg::target(&host()).expect("rustc has it").with_debug_assertions(true);
    let mut seen = 0;
    for (edition, features) in [("2018", vec![]), ("2021", vec!["a"]), ("2024", vec!["b"]), ("2024", vec!["a", "b"])] {
        let compiled =
            traced(fixture.path(), Path::new("src/lib.rs"), "demo", edition, &features, &attribute, Known::Everything);
        let (unseen, compiled): (BTreeSet<_>, BTreeSet<_>) =
            compiled.into_iter().partition(|line| line.contains("::Unseen"));
        let options = FeatureOptions { features: vec![features.join(",")], ..FeatureOptions::default() };
        let outcome = fixture.find_for(&cfg, &options);
        let found: BTreeSet<String> = outcome.found.tasks.iter().map(|task| line(task, fixture.path())).collect();
        assert_eq!(found, compiled, "with {features:?} in {edition}");
        let place = |line: &str| line.split_once(' ').map(|(_, place)| String::from(place));
        let unseen: BTreeSet<_> = unseen.iter().filter_map(|line| place(line)).collect();
        let told: BTreeSet<_> = outcome
            .problems()
            .iter()
            .filter(|line| line.contains("makes of this annotation can't be seen"))
            .filter_map(|line| line.strip_prefix("BG0805 ")?.split(' ').next()?.rsplit_once(':'))
            .map(|(place, _)| String::from(place))
            .collect();
        assert_eq!(told, unseen, "with {features:?} in {edition}");
        seen += found.len();
    }
    seen
}

#[test]
fn what_is_found_is_what_rustc_compiles() {
    let seen = compare(FILES);
    assert!(seen > 100, "{seen}");
}

#[test]
fn what_macros_pass_on_is_what_rustc_compiles() {
    let seen = compare(PASSING);
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
