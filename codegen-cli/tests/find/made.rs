//! Crates made at random of everything that decides whether an item is there and where: conditions on items, statements,
//! arms, fields and what is in them, macros that pass items on, and modules in files of all kinds. rustc says what is compiled.

mod bodies;
mod items;

use std::collections::BTreeSet;
use std::path::Path;

use bgtask_codegen::find::{Cfg, FeatureOptions};

use crate::fixture::Fixture;
use crate::rustc::{self, Known};

/// How many crates, where `BGTASK_MADE` does not say which ones: `1..500`.
const CRATES: u64 = 24;

/// The numbers of the crates.
fn seeds() -> std::ops::Range<u64> {
    let Some(wanted) = std::env::var_os("BGTASK_MADE") else { return 1..CRATES + 1 };
    let wanted = wanted.to_str().and_then(|wanted| wanted.split_once(".."));
    let wanted = wanted.and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
    wanted.expect("BGTASK_MADE is like 1..500")
}

/// Where items stand.
#[derive(Clone)]
enum Place {
    /// Among those of a module: its file, the folder that paths start from, and the folder below that its modules are in.
    Module { file: String, folder: String, below: String },
    /// In a body.
    Body,
}

struct Maker {
    state: u64,
    files: Vec<(String, String)>,
    names: usize,
    /// How much may still be made.
    left: isize,
    /// Whether what is made is passed on by a macro or included, where no macro may get another meaning for what follows.
    is_passed: bool,
    /// Whether what is made is in an annotated item, where no module may be in another file.
    is_annotated: bool,
    /// In what is made of bodies: the file, and the folder that paths start from.
    body: (String, String),
}

impl Maker {
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 11).unwrap_or(0) % end
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn condition(&mut self, depth: usize) -> String {
        let plain = ["unix", "windows", "feature = \"a\"", "feature = r#\"b\"#", "all()", "any()", "true", "false"];
        let at = self.below(if depth < 3 { 12 } else { plain.len() });
        if let Some(plain) = plain.get(at) {
            return String::from(*plain);
        }
        let many = if at == 8 { 1 } else { self.below(4) };
        let inner = (0..many).map(|_| self.condition(depth + 1) + ",").collect::<Vec<_>>().concat();
        format!("{}({inner})", ["not", "not", "all", "any"][if at == 8 { 0 } else { 2 + at % 2 }])
    }

    /// What may stand before an item, a statement, an arm or a field.
    fn attributes(&mut self) -> String {
        let mut text = String::new();
        while self.one_in(4) {
            let (one, other) = (self.condition(0), self.condition(1));
            let attribute = match self.below(6) {
                0 | 1 => format!("#[cfg({one})] "),
                2 => format!("#[cfg({one})]\n"),
                3 => format!("#[cfg_attr({one}, allow(unused), cfg({other}),)] "),
                4 => String::from("/// #[cfg(any())] {\n"),
                _ => String::from("#[allow(unused)] /* \" /* } */ */ "),
            };
            text.push_str(&attribute);
        }
        text
    }

    /// What may stand before a parameter.
    fn parameter(&mut self) -> String {
        if self.one_in(2) { format!("#[cfg({})] ", self.condition(0)) } else { String::new() }
    }

    /// What may stand at the beginning of a body.
    fn inner(&mut self) -> String {
        match self.below(10) {
            0 => format!("#![cfg({})] ", self.condition(0)),
            1 => String::from("#![allow(unused)]\n"),
            _ => String::new(),
        }
    }

    fn task(&mut self) -> String {
        let (name, before, between) = (self.name("T"), self.attributes(), self.attributes());
        let condition = self.condition(0);
        let annotation = match self.below(7) {
            0 => String::from("#[bgtask::background_task(trigger = \"time:15\")]"),
            3 => String::from("# /* ] */ [ // \"\n crate :: again {trigger = \"time:15\"} ] "),
            4 => String::from("#[r#again(trigger = \"time:15\")]\u{2028}#[doc = r#\"\"]{\"#]"),
            5 => String::from(
                "#[cfg_attr(all(), doc = \"]\", cfg_attr(not(any()), crate::again(trigger = \"time:15\"),),)]\x0B",
            ),
            1 => String::from("#[::bgtask::background_task(\n    trigger = time(15), name = \"}{\"\n)]\n"),
            2 => format!("#[cfg_attr({condition}, bgtask::background_task(trigger = \"time:15\"))]"),
            _ => String::from("#[again(trigger = \"time:15\")] "),
        };
        let was_annotated = std::mem::replace(&mut self.is_annotated, true);
        let body = if self.one_in(3) { self.block(4) } else { String::new() };
        self.is_annotated = was_annotated;
        let item = match self.below(8) {
            4 => format!("{}const fn {name}() {{ {body} }}", if self.one_in(2) { "pub(in crate) " } else { "" }),
            5 => format!("struct {name}(u8) where [u8; {{ {body} 2 }}]: Sized;"),
            6 => format!("enum {name} {{ #[cfg(any())] A(Result<u8, [u8; {{ {body} 1 }}]>), B = {{ 1 << 2 }} }}"),
            0 if self.one_in(2) => format!("pub\u{2029}struct\u{85}{name}\u{200e};"),
            0 => format!("struct {name};"),
            1 => format!("pub struct {name} {{ a: u8 }}"),
            2 => format!("pub(crate) enum {name} {{ A, B }}"),
            3 => format!("struct {name}([u8; {{ {body} 1 }}]);"),
            _ => format!("fn {name}() {{ {body} }}"),
        };
        format!("{before}{annotation}{between}{item}\n")
    }
}

/// What every module knows.
const PRELUDE: &str = "use crate::{again, Part}; ";

/// What a crate begins with.
const ROOT: &str = "extern crate bgtask; pub use bgtask::background_task as again; pub struct Part { pub x: u8 }
macro_rules! pass { ($($i:item)*) => { $($i)* } } macro_rules! also { ($($i:item)*) => { $($i)* } }
macro_rules! with { (#![$m:meta] $($i:item)*) => { $($i)* } }
";

#[test]
fn what_is_found_in_crates_made_at_random_is_what_rustc_compiles() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = rustc::attribute(folder.path());
    let cfg = Cfg::target(&rustc::host()).expect("rustc has it").with_debug_assertions(true);
    let mut seen = 0;
    let seeds = seeds();
    let many = seeds.end.saturating_sub(seeds.start);
    for seed in seeds {
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut maker = Maker {
            state,
            files: Vec::new(),
            names: 0,
            left: 0,
            is_passed: false,
            is_annotated: false,
            body: ("src/lib.rs".into(), "src/".into()),
        };
        let mut root = String::from(ROOT);
        let place = Place::Module { file: "src/lib.rs".into(), folder: "src/".into(), below: String::new() };
        for _ in 0..25 {
            maker.left = 60;
            root += &maker.item(0, &place);
        }
        maker.files.push(("src/lib.rs".into(), root));
        let fixture = Fixture::new(maker.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let manifest = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[features]\na = []\nb = []\n";
        fixture.write("Cargo.toml", manifest.as_bytes());
        let features: &[&str] = [&[][..], &["a"], &["a", "b"]][usize::try_from(seed % 3).unwrap_or(0)];
        let edition = ["2018", "2021", "2024", "2015"][usize::try_from(seed / 3 % 4).unwrap_or(0)];
        let (root, known) = (Path::new("src/lib.rs"), Known::Everything);
        let compiled = rustc::traced(fixture.path(), root, "demo", edition, features, &attribute, known);
        let options = FeatureOptions { features: vec![features.join(",")], ..FeatureOptions::default() };
        let outcome = fixture.find_for(&cfg, &options);
        let found: BTreeSet<String> =
            outcome.found.tasks.iter().map(|task| rustc::line(task, fixture.path())).collect();
        assert_eq!(found, compiled, "crate {seed} with {features:?} in {edition}: {:#?}", maker.files);
        // Of files that what is left out names by their paths it may be said that they are in no module that was seen.
        let told = outcome.problems();
        let is_of_no_module = |line: &String| line.contains("this file is in no module that was seen");
        assert!(told.iter().all(is_of_no_module), "crate {seed}: {told:#?}");
        seen += found.len();
    }
    println!("{seen} items found in {many} crates made at random");
    assert!(seen as u64 > 6 * many, "{seen}");
}
