//! What helps where a file that Cargo.toml names can't be used: mostly one of another name was meant. To make a second one then
//! would leave the real one behind.

use std::path::{Path, PathBuf};

use bgtask_codegen::configuration::{APPLE, INFO_PLIST, Key, MANIFEST, Table, WINDOWS};
use bgtask_codegen::file::{self, FileError, FileErrorKind};
use bgtask_codegen::init::look;
use bgtask_codegen::plist::PropertyList;
use bgtask_codegen::shown::{plain, relative};
use bgtask_core::grammar::closest;

use crate::project::shown;

/// A file that Cargo.toml names.
pub(super) struct NamedFile<'a> {
    pub kind: Kind,
    /// Its path as Cargo.toml has it.
    pub said: &'a Path,
    /// The folder of Cargo.toml.
    pub root: &'a Path,
}

/// What the file is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Manifest,
    Plist,
}

impl Kind {
    /// The key that names it, and the table of that.
    fn key(self) -> (Table, Key) {
        match self {
            Self::Manifest => (WINDOWS, MANIFEST),
            Self::Plist => (APPLE, INFO_PLIST),
        }
    }

    /// The command that makes one.
    fn command(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Plist => "plist",
        }
    }

    fn article_and_name(self) -> &'static str {
        match self {
            Self::Manifest => "a package manifest",
            Self::Plist => "a property list",
        }
    }

    /// The files of the kind below a folder, the least deep first, as paths from there.
    fn all_below(self, folder: &Path) -> Vec<PathBuf> {
        let there = look(folder);
        match self {
            Self::Manifest => there.manifests,
            Self::Plist => {
                let mut lists = there.plists;
                let others =
                    lists_of_bundles(folder).into_iter().filter(|name| !lists.contains(name)).collect::<Vec<_>>();
                lists.splice(0..0, others);
                lists
            }
        }
    }
}

/// How many files are offered where it is not known which one is meant.
const OFFERED: usize = 3;

impl NamedFile<'_> {
    /// What helps where it can't be read.
    pub fn help_against(&self, error: &FileError) -> String {
        match error.kind {
            FileErrorKind::Directory => self.help_to_name_another(),
            _ if error.is_missing() => self.help_against_absence(),
            _ => String::new(),
        }
    }

    /// What helps where it is something else.
    pub fn help_to_name_another(&self) -> String {
        self.another()
            .unwrap_or_else(|| format!("it is {}, which is to name {}", self.setting(), self.kind.article_and_name()))
    }

    fn help_against_absence(&self) -> String {
        let said = self.said.to_string_lossy();
        // Nothing else tells it: to the system it is a letter of the name.
        if !cfg!(windows) && said.contains('\\') {
            return format!("write `/`, which works on every system: {}", self.setting_of(&said.replace('\\', "/")));
        }
        self.another().unwrap_or_else(|| {
            let (command, path) = (self.kind.command(), shown(&self.root.join(self.said)));
            let path = path.display();
            format!("it is {}; `cargo bgtask {command} --output {path}` makes a minimal one", self.setting())
        })
    }

    /// The file that is meant, if there is one in its folder, or in the nearest above where that folder is none.
    fn another(&self) -> Option<String> {
        let path = plain(&self.root.join(self.said));
        let is_inside = |folder: &Path| folder.starts_with(self.root);
        let above = path.ancestors().skip(2).take_while(|folder| is_inside(folder));
        let folder = path.ancestors().take(2).chain(above).find(|folder| folder.is_dir())?;
        let mut there = self.kind.all_below(folder);
        there.retain(|other| plain(&folder.join(other)) != path);
        let wanted = path.file_name()?.to_string_lossy();
        let is_beside = |other: &PathBuf| other.components().count() == 1;
        // What lies further below a folder outside of the package is another project's.
        if there.iter().any(is_beside) || !is_inside(folder) {
            there.retain(is_beside);
        }
        let name = |other: &PathBuf| other.file_name().map(|name| name.to_string_lossy().into_owned());
        let names: Vec<String> = there.iter().filter_map(name).collect();
        if let Some(meant) = closest(&wanted, names.iter().map(String::as_str)) {
            there.retain(|other| name(other).as_deref() == Some(meant));
        }
        there.truncate(OFFERED);
        let from_here: Vec<String> =
            there.iter().map(|other| shown(&plain(&folder.join(other))).display().to_string()).collect();
        let setting = match there.as_slice() {
            [] => return None,
            [only] => self.setting_of(&as_said(&relative(&plain(&folder.join(only)), self.root))),
            _ => format!("it is {}", self.setting()),
        };
        Some(format!("did you mean {}? {setting}", from_here.join(" or ")))
    }

    /// Where its path comes from.
    fn setting(&self) -> String {
        let (table, key) = self.kind.key();
        format!("`{}` under {} in Cargo.toml", key.name, table.header())
    }

    /// Where its path comes from, with the path that is to stand there.
    fn setting_of(&self, path: &str) -> String {
        let (table, key) = self.kind.key();
        format!("in Cargo.toml, under {}: {} = {path:?}", table.header(), key.name)
    }
}

/// A path as Cargo.toml has it, for every system.
pub(super) fn as_said(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The property lists in a folder, of whatever name, that are those of a bundle: others have none of its keys.
///
/// Source: <https://developer.apple.com/documentation/bundleresources/information-property-list>
fn lists_of_bundles(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
    names.retain(|name| {
        let path = folder.join(name);
        let is_list = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("plist"));
        let read = is_list.then(|| file::read(&path).ok()).flatten();
        let facts = read.as_ref().and_then(|read| Some(PropertyList::read(read.bytes()).ok()?.facts()));
        facts.is_some_and(|facts| facts.keys.iter().any(|key| key.text.starts_with("CFBundle")))
    });
    names.sort();
    names.into_iter().map(PathBuf::from).collect()
}
