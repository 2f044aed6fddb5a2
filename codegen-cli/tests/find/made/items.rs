//! Items, and the files that they are in.

use super::{Maker, PRELUDE, Place};

impl Maker {
    pub(super) fn items(&mut self, depth: usize, place: &Place) -> String {
        (0..self.below(4)).map(|_| self.item(depth, place)).collect()
    }

    pub(super) fn item(&mut self, depth: usize, place: &Place) -> String {
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
            (3..=7 | 19..=21, _) => self.plain(kind, depth),
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
                        attributes += &["#[path = \"", &name, "_folder\"] "].concat();
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
            (13, Place::Module { file, .. }) if self.one_in(2) => self.imports(file),
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

    /// An item with a body, or with types in which bodies stand.
    fn plain(&mut self, kind: usize, depth: usize) -> String {
        match kind {
            19 => format!(
                "unsafe extern \"C\" {{ {}fn {}({}x: Result<u8, [u8; {{ {} 1 }}]>, ...) -> u8; {}static {}: [u8; {{ {} 1 }}]; }}",
                self.attributes(),
                self.name("e"),
                self.parameter(),
                self.block(depth + 1),
                self.attributes(),
                self.name("S"),
                self.block(depth + 1)
            ),
            20 => format!(
                "fn {}<const N: usize>({}x: Result<u8, [u8; {{ {} 1 }}]>, {}y: u8) -> [u8; {{ {} 0 }}] where u8: Into<u16> {{ [] }}",
                self.name("g"),
                self.parameter(),
                self.block(depth + 1),
                self.parameter(),
                self.block(depth + 1)
            ),
            21 => format!(
                "struct {} {{ {}a: std::collections::BTreeMap<u8, [u8; {{ {} 1 }}]>, {}pub b: (u8, [u8; {{ {} 1 }}]) }}",
                self.name("S"),
                self.attributes(),
                self.block(depth + 1),
                self.attributes(),
                self.block(depth + 1)
            ),
            3 => format!("fn {}() {{ {}{} }}", self.name("f"), self.inner(), self.block(depth + 1)),
            4 => format!(
                "impl Part {{ {}{}fn {}() {{ {} }} {}const {}: u8 = {}; }}",
                self.inner(),
                self.attributes(),
                self.name("m"),
                self.block(depth + 1),
                self.attributes(),
                self.name("C"),
                self.expression(depth + 1)
            ),
            5 => format!("const _: u8 = {};", self.expression(depth + 1)),
            6 => format!(
                "enum {} {{ {}A {{ x: [u8; {{ {} 1 }}] }}, {}B([u8; {{ {} 1 }}]), C }}",
                self.name("E"),
                self.attributes(),
                self.block(depth + 1),
                self.attributes(),
                self.block(depth + 1)
            ),
            _ => {
                format!("trait {} {{ {}fn p() {{ {} }} }}", self.name("Tr"), self.attributes(), self.block(depth + 1))
            }
        }
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
