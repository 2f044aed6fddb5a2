//! Crates made at random of everything that decides whether an item is there and where: conditions on items, statements,
//! arms, fields and what is in them, macros that pass items on, and modules in files of all kinds. rustc says what is compiled.

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
            0 => format!("struct {name};"),
            1 => format!("pub struct {name} {{ a: u8 }}"),
            2 => format!("pub(crate) enum {name} {{ A, B }}"),
            3 => format!("struct {name}([u8; {{ {body} 1 }}]);"),
            _ => format!("fn {name}() {{ {body} }}"),
        };
        format!("{before}{annotation}{between}{item}\n")
    }

    fn expression(&mut self, depth: usize) -> String {
        self.left -= 1;
        if depth > 6 || self.left < 0 {
            return String::from(["1", "Part { x: 1 }.x", "{ 1 }", "if true { 1 } else { 2 }"][self.below(4)]);
        }
        let depth = depth + 1;
        let (one, other) = (self.block(depth), self.expression(depth));
        let (attributes, is_left_out) = (self.attributes(), self.one_in(2));
        match self.below(14) {
            8 => format!(
                "{{ #[allow(unused)] let r#match = (r#\"}} \"{{ #\"#, '{{', b'\"', '\\'', \"\\\"}}\", b\"{{\"); /* {{ /* \" */ ' */ {one} 2 }}"
            ),
            9 => format!("'l: {{ if 1 < 2 {{ {one} break 'l {{ 1 }} }} {other} }}"),
            10 => format!(
                "const {{ {one} 1 }}.max(match 1 {{ #[cfg(any())] 1 => |a: u8, b: u8| {{ {one} a }}, _ => {other} }})"
            ),
            11 => format!("(if let Some(1) = Some({{ {one} 1 }}) {{ {other} }} else {{ 2 }})"),
            12 => self.included_expression(depth),
            0 => format!("{{ {one} 1 }}"),
            1 => format!("if true {{ {one} 1 }} else {{ {other} }}"),
            2 => format!("match 1 {{ {} _ => {other} }}", self.arms(depth)),
            3 if is_left_out => format!("Part {{ #[cfg(any())] x: {{ {one} 1 }}, x: {other} }}.x"),
            3 => format!("Part {{ x: {other} }}.x"),
            4 => format!("({other} + {{ {one} 1 }})"),
            5 => format!("(|x: u8| -> u8 {{ {one} x }})({other})"),
            6 => format!("[{attributes}{{ {one} 1 }}, {other}].len() as u8"),
            7 => format!("unsafe {{ {one} 1 }}.max({other})"),
            _ => format!("Vec::<[u8; {{ {one} 1 }}]>::with_capacity({other} as usize).len() as u8"),
        }
    }

    /// An expression in a file of its own.
    fn included_expression(&mut self, depth: usize) -> String {
        let name = self.name("expression");
        let beside = self.body.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (folder, path) = (format!("{beside}/{name}/"), format!("{beside}/{name}/value.in"));
        let around = std::mem::replace(&mut self.body, (path.clone(), folder));
        let text = format!("{{ {} {} }}", self.block(depth + 1), self.expression(depth + 1));
        self.body = around;
        self.files.push((path, text));
        match self.below(3) {
            0 => format!("include!(\"{name}/value.in\")"),
            1 => format!("include ! /* \" */ [concat!(r\"{name}\", \"/value.in\",)]"),
            _ => format!("(1).max(include!{{ \"{name}/value.in\" }})"),
        }
    }

    fn arms(&mut self, depth: usize) -> String {
        let mut arms = Vec::new();
        for _ in 0..=self.below(3) {
            let pattern = ["1", "2 | 3", "x if x > 1", "x @ 3 if { 1 < 2 }", "_ if Part { x: 1 }.x > 2"][self.below(5)];
            let (attributes, one, other) = (self.attributes(), self.block(depth + 1), self.expression(depth + 1));
            let body = match self.below(4) {
                0 => format!("{{ {one} 1 }}"),
                1 => format!("{other},"),
                2 => format!("if true {{ {one} 1 }} else {{ {other} }}"),
                _ => format!("Part {{ x: 1 }}.x + {{ {one} 1 }},"),
            };
            arms.push(format!("{attributes}{pattern} => {body} "));
        }
        arms.concat()
    }

    fn statement(&mut self, depth: usize) -> String {
        self.left -= 1;
        if self.left < 0 {
            return String::from(";");
        }
        let (attributes, one, other) = (self.attributes(), self.block(depth + 1), self.expression(depth + 1));
        let rest = match self.below(18) {
            0..=3 => return self.task(),
            14 => return self.selected(depth + 1),
            4 => format!("let _ = {other};"),
            5 => format!("let Part {{ x }} = Part {{ x: {other} }};"),
            6 => format!("let _: Result<u8, u8> = Ok({other});"),
            7 => format!("if let Part {{ x: 1 }} = (Part {{ x: 1 }}) {{ {one} }} else if false {{ {other}; }}"),
            8 => {
                let (attributes, last) = (self.attributes(), self.block(depth + 1));
                let left_out = format!("#[cfg(any())] Part {{ x: 5 }} => {{ {one} }}");
                format!(
                    "match (Part {{ x: 1 }}) {{ {left_out} {attributes}Part {{ x: 6 }} | Part {{ x: 7 }} if true => {{ {last} }} _ => {{}} }}"
                )
            }
            9 => format!("for Part {{ x }} in [Part {{ x: 1 }}] {{ {one} }}"),
            10 => format!("'label: while {{ 1 > 2 }} {{ {one} }}"),
            11 => format!("{{ {}{one} }}", self.inner()),
            12 => format!("Part {{ x: 1 }}.x.max({other});"),
            13 => format!("loop {{ {one} break }}"),
            _ => return self.item(depth + 1, &Place::Body),
        };
        format!("{attributes}{rest}\n")
    }

    /// What is chosen in a body.
    fn selected(&mut self, depth: usize) -> String {
        let was_passed = std::mem::replace(&mut self.is_passed, true);
        let (condition, one, other) = (self.condition(0), self.block(depth), self.block(depth));
        let last = self.expression(depth);
        self.is_passed = was_passed;
        format!("cfg_select! {{ {condition} => {{ {one} }} _ => {{ {other} let _ = {last}; }} }}\n")
    }

    fn block(&mut self, depth: usize) -> String {
        if depth > 6 || self.left < 0 {
            return String::new();
        }
        (0..self.below(4)).map(|_| self.statement(depth)).collect()
    }

    fn items(&mut self, depth: usize, place: &Place) -> String {
        (0..self.below(4)).map(|_| self.item(depth, place)).collect()
    }

    fn item(&mut self, depth: usize, place: &Place) -> String {
        self.left -= 1;
        if self.left < 0 || depth > 8 {
            return String::new();
        }
        let kind = self.below(22);
        if kind < 3 {
            return self.task();
        }
        let mut attributes = self.attributes();
        // What is defined in a module of its own does not matter to what follows it.
        let (was_passed, is_used) = (self.is_passed, !self.is_passed && self.one_in(3));
        self.is_passed &= matches!(kind, 13..=18);
        let rest = match (kind, place) {
            (14, _) if !self.is_passed => self.definition(),
            (14..=17, _) => self.call(depth, place),
            (18, Place::Module { .. }) => {
                self.is_passed = true;
                let (one, other) = (self.items(depth + 1, place), self.items(depth + 1, place));
                format!(
                    "cfg_select! {{ {} => {{ {one} }} {} => {{ {other} }} _ => {{}} }}",
                    self.condition(0),
                    self.condition(0)
                )
            }
            (19, _) => format!(
                "unsafe extern \"C\" {{ {}fn {}({}x: Result<u8, [u8; {{ {} 1 }}]>, ...) -> u8; {}static {}: [u8; {{ {} 1 }}]; }}",
                self.attributes(),
                self.name("e"),
                self.parameter(),
                self.block(depth + 1),
                self.attributes(),
                self.name("S"),
                self.block(depth + 1)
            ),
            (20, _) => format!(
                "fn {}<const N: usize>({}x: Result<u8, [u8; {{ {} 1 }}]>, {}y: u8) -> [u8; {{ {} 0 }}] where u8: Into<u16> {{ [] }}",
                self.name("g"),
                self.parameter(),
                self.block(depth + 1),
                self.parameter(),
                self.block(depth + 1)
            ),
            (21, _) => format!(
                "struct {} {{ {}a: std::collections::BTreeMap<u8, [u8; {{ {} 1 }}]>, {}pub b: (u8, [u8; {{ {} 1 }}]) }}",
                self.name("S"),
                self.attributes(),
                self.block(depth + 1),
                self.attributes(),
                self.block(depth + 1)
            ),
            (3, _) => format!("fn {}() {{ {}{} }}", self.name("f"), self.inner(), self.block(depth + 1)),
            (4, _) => format!(
                "impl Part {{ {}{}fn {}() {{ {} }} {}const {}: u8 = {}; }}",
                self.inner(),
                self.attributes(),
                self.name("m"),
                self.block(depth + 1),
                self.attributes(),
                self.name("C"),
                self.expression(depth + 1)
            ),
            (5, _) => format!("const _: u8 = {};", self.expression(depth + 1)),
            (6, _) => format!(
                "enum {} {{ {}A {{ x: [u8; {{ {} 1 }}] }}, {}B([u8; {{ {} 1 }}]), C }}",
                self.name("E"),
                self.attributes(),
                self.block(depth + 1),
                self.attributes(),
                self.block(depth + 1)
            ),
            (7, _) => {
                format!("trait {} {{ {}fn p() {{ {} }} }}", self.name("Tr"), self.attributes(), self.block(depth + 1))
            }
            (10 | 11, Place::Body) => {
                let folder = self.body.1.clone();
                self.file(depth, &folder, None)
            }
            (_, Place::Body) | (8 | 9, _) => {
                attributes += if is_used { "#[macro_use] " } else { "" };
                let name = self.name("inline");
                let (place, folder) = match place {
                    // With a path of its own it knows where it is.
                    Place::Body if self.one_in(3) => {
                        attributes += &format!("#[path = \"{name}_folder\"] ");
                        let folder = format!("{}{name}_folder/", self.body.1);
                        let file = self.body.0.clone();
                        (Place::Module { file, folder: folder.clone(), below: String::new() }, folder)
                    }
                    Place::Body => (Place::Body, format!("{}{name}/", self.body.1)),
                    Place::Module { file, folder, below } => {
                        let folder = format!("{folder}{below}{name}/");
                        (Place::Module { file: file.clone(), folder: folder.clone(), below: String::new() }, folder)
                    }
                };
                let around = std::mem::replace(&mut self.body.1, folder);
                let text = format!("mod {name} {{ {}{PRELUDE}{} }}", self.inner(), self.items(depth + 1, &place));
                self.body.1 = around;
                text
            }
            (10..=12, Place::Module { folder, below, .. }) => {
                attributes += if is_used { "#[macro_use] " } else { "" };
                self.file(depth, folder, Some(below))
            }
            (13, Place::Module { file, .. }) => self.imports(file),
            (_, Place::Module { file, .. }) => {
                let name = self.name("part");
                let folder =
                    format!("{}{name}/", file.rsplit_once('/').map_or("", |(folder, _)| &file[..=folder.len()]));
                let path = format!("{folder}items.in");
                let inside = Place::Module { file: path.clone(), folder: folder.clone(), below: String::new() };
                self.is_passed = true;
                let around = std::mem::replace(&mut self.body, (path.clone(), folder));
                let text = self.items(depth + 1, &inside);
                self.body = around;
                self.files.push((path, text));
                format!("include!(concat!(\"{name}\", \"/items.in\"));")
            }
        };
        self.is_passed = was_passed;
        format!("{attributes}{rest}\n")
    }

    /// A macro that passes items on; there may be one of that name already.
    fn definition(&mut self) -> String {
        let (condition, other) = (self.condition(0), self.condition(1));
        match self.below(5) {
            0 => format!("macro_rules! pass {{ ($($i:item)*) => {{ $(#[cfg({condition})] $i)* }} }}"),
            1 => String::from("macro_rules! pass [ [$($item:item)*] => ( $(#[allow(unused)] /** } */ $item)* ); ];"),
            2 => format!(
                "macro_rules! also {{ {{$($i:item)* $(;)?}} => [$(#[cfg_attr({condition}, cfg({other}))] $i)*] }}"
            ),
            3 => format!(
                "macro_rules! with {{ (#![$m:meta] $($i:item)*) => {{ $(#[cfg(any($m, {condition}))] $i)* }}; }}"
            ),
            _ => String::from(
                "macro_rules! with ((#![$m:meta] $($i:item)*) => {$(#[cfg($m)] #[cfg_attr($m, allow(unused))] $i)*});",
            ),
        }
    }

    fn call(&mut self, depth: usize, place: &Place) -> String {
        self.is_passed = true;
        let items = self.items(depth + 1, place);
        let condition = self.condition(0);
        match self.below(4) {
            0 => format!("pass! {{ {items} }}"),
            1 => format!("pass!({items});"),
            2 => format!("also![{items}];"),
            _ => format!("with! {{ #![all({condition})] {items} }}"),
        }
    }

    /// A file that gives the attribute another name, and an item by that.
    fn imports(&mut self, file: &str) -> String {
        let (name, task) = (self.name("imports"), self.name("T"));
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.files.push((format!("{folder}/{name}.rs"), format!("use crate::again as {name}_again;")));
        let include = format!("include!(\"{name}.rs\"); ");
        let body = if self.one_in(2) {
            format!("fn f_{name}() {{ #[{name}_again(trigger = \"time:15\")] struct In{task}; }}")
        } else {
            String::new()
        };
        format!("mod in_{name} {{ {include}#[{name}_again(trigger = \"time:15\")] struct {task}; {body} }}")
    }

    /// A module in a file of its own. In a body it has a path.
    fn file(&mut self, depth: usize, folder: &str, below: Option<&str>) -> String {
        if self.is_annotated {
            return format!("fn {}() {{}}", self.name("f"));
        }
        let name = self.name("file");
        let kind = if below.is_some() { self.below(4) } else { 2 + self.below(2) };
        let below = below.unwrap_or_default();
        let (attribute, path, inside, inside_below) = match kind {
            0 => (String::new(), format!("{folder}{below}{name}.rs"), format!("{folder}{below}"), format!("{name}/")),
            1 => {
                let inside = format!("{folder}{below}{name}/");
                (String::new(), format!("{inside}mod.rs"), inside, String::new())
            }
            2 => {
                let attribute = format!("#[path = \"./{name}_by_path.rs\"] ");
                (attribute, format!("{folder}{name}_by_path.rs"), String::from(folder), String::new())
            }
            _ => {
                let attribute = format!(
                    "#[cfg_attr(any(), path = \"no.rs\")] #[cfg_attr(all(), path = r\"{name}/by_path.rs\", allow(unused))] "
                );
                let inside = format!("{folder}{name}/");
                (attribute, format!("{inside}by_path.rs"), inside, String::new())
            }
        };
        let place = Place::Module { file: path.clone(), folder: inside.clone(), below: inside_below.clone() };
        let around = std::mem::replace(&mut self.body, (path.clone(), inside));
        let mark = if self.one_in(5) { "\u{feff}" } else { "" };
        let mut text = format!("{mark}{}{PRELUDE}{}", self.inner(), self.items(depth + 1, &place));
        if self.one_in(4) {
            text = text.replace('\n', "\r\n");
        }
        self.body = around;
        self.files.push((path, text));
        format!("{attribute}mod r#{name};")
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
