//! What `cargo metadata --no-deps` would say of a project, from its manifests, without starting cargo: that takes longer than
//! all the rest.
//!
//! Only what is as plain as manifests mostly are is read here. With anything else, a mistake above all, cargo is asked, so that
//! it is cargo that says what is wrong, and in its own words.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/manifest.html>,
//! <https://doc.rust-lang.org/cargo/reference/workspaces.html>

mod dependencies;
mod package;
mod targets;
mod workspace;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use cargo_metadata::Metadata;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};
use workspace::Workspace;

/// A table of a manifest.
type Table = Map<String, Value>;

/// How much of a project is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every package of the workspace.
    Workspace,
    /// The package of the Cargo.toml, where it is clear that the workspace has it and that no others are meant with it.
    Package,
    /// The same, with those members that the workspace names below the package's folder, as far as they are plain.
    Folder,
}

/// The manifests that were read, each once.
#[derive(Debug, Default)]
pub struct Manifests(HashMap<PathBuf, Option<Rc<Table>>>);

impl Manifests {
    /// What `cargo metadata --no-deps` says of the project of a Cargo.toml, or of the nearest one of the current folder, where
    /// its manifests are plain enough to say it. Else, and where anything is wrong with them, `None`: then more has to be read,
    /// or cargo to be asked.
    pub fn metadata(&mut self, manifest: Option<&Path>, extent: Extent) -> Option<Metadata> {
        let manifest = match manifest {
            Some(path) => normal(&std::path::absolute(path).ok()?)?,
            None => {
                let current = std::env::current_dir().ok()?;
                current.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.exists())?
            }
        };
        let mut found = match extent {
            Extent::Workspace => workspace::of(&manifest, self)?,
            Extent::Package => workspace::around(&manifest, false, self)?,
            Extent::Folder => workspace::around(&manifest, true, self)?,
        };
        if extent == Extent::Folder {
            // Nobody asked about the others.
            found.members.retain(|member| *member == manifest || package::of(member, &found.root, self).is_some());
        }
        self.metadata_of(&found)
    }

    /// The same of one package alone, whether or not the workspace around it has it as a member.
    pub(super) fn metadata_of_package(&mut self, manifest: &Path) -> Option<Metadata> {
        let workspace = workspace::with_alone(manifest, self)?;
        self.metadata_of(&workspace)
    }

    fn metadata_of(&mut self, found: &Workspace) -> Option<Metadata> {
        let packages = found.members.iter().map(|member| package::of(member, &found.root, self));
        let packages = packages.collect::<Option<Vec<_>>>()?;
        // Cargo says which two have one name.
        let mut names: Vec<_> = packages.iter().map(|package| package.get("name")?.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
        let ids = |members: &[PathBuf]| {
            let id = |member: &PathBuf| {
                packages.get(found.members.iter().position(|one| one == member)?)?.get("id").cloned()
            };
            members.iter().map(id).collect::<Option<Vec<Value>>>()
        };
        let root = found.root.parent()?;
        let mut metadata = Table::new();
        metadata.insert("workspace_members".into(), ids(&found.members)?.into());
        metadata.insert("workspace_default_members".into(), ids(&found.default_members)?.into());
        metadata.insert("target_directory".into(), text_of(&root.join("target"))?.into());
        metadata.insert("workspace_root".into(), text_of(root)?.into());
        metadata.insert("version".into(), 1.into());
        metadata.insert("packages".into(), packages.into_iter().map(Value::Object).collect::<Vec<_>>().into());
        serde_json::from_value(Value::Object(metadata)).ok()
    }

    /// Whether a workspace, given by its Cargo.toml, has cargo's first resolver.
    ///
    /// Source: <https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-versions>
    pub(super) fn is_first_resolver(&mut self, root: &Path) -> bool {
        let Some(top) = self.at(root) else { return false };
        let table = |name: &str| top.get(name).and_then(Value::as_object);
        let said = |of: &str| table(of)?.get("resolver")?.as_str();
        if let Some(version) = said("workspace").or_else(|| said("package")) {
            return version == "1";
        }
        // Without a word it goes by the edition of the package beside it; a workspace without one has the first resolver.
        let nothing = Table::new();
        let edition = table("package").and_then(|package| package.get("edition"));
        let edition = edition.and_then(|edition| {
            workspace::inherited(edition, "edition", table("workspace").unwrap_or(&nothing))?.as_str()
        });
        edition.is_none_or(|edition| edition < "2021")
    }

    pub(super) fn at(&mut self, path: &Path) -> Option<Rc<Table>> {
        if let Some(known) = self.0.get(path) {
            return known.clone();
        }
        let read = || {
            let text = std::fs::read_to_string(path).ok()?;
            // Cargo reads another beginning differently, or not at all.
            let document = DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(&text)).ok()?;
            Some(Rc::new(table(document.get_ref())?))
        };
        let read = read();
        self.0.insert(path.to_path_buf(), read.clone());
        read
    }
}

fn table(from: &DeTable<'_>) -> Option<Table> {
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        Some((Cow::<str>::to_string(key.get_ref()), value_of(value.get_ref())?))
    };
    // In cargo's order, whichever of its own the maps have.
    let entries: BTreeMap<String, Value> = from.iter().map(entry).collect::<Option<_>>()?;
    Some(entries.into_iter().collect())
}

fn value_of(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Array(array) => {
            Value::Array(array.iter().map(|value| value_of(value.get_ref())).collect::<Option<_>>()?)
        }
        DeValue::Table(inner) => Value::Object(table(inner)?),
        // Nothing that matters here is one; in metadata and profiles anything may stand.
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => Value::Null,
    })
}

/// A path without `.` and `..`, as cargo writes it: by its words, whatever is a symbolic link. `None` where that is not plain.
pub(super) fn normal(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop().then_some(())?;
            }
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    Some(normal)
}

/// The path as text, where it is as plain in a URL: in packages' ids.
fn text_of(path: &Path) -> Option<&str> {
    let separators = if cfg!(windows) { ":\\" } else { "/" };
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "._-".contains(one) || separators.contains(one);
    path.to_str().filter(|text| path.is_absolute() && text.chars().all(is_plain))
}

/// The URL of a folder.
fn url_of(folder: &Path) -> Option<String> {
    let text = text_of(folder)?;
    Some(if cfg!(windows) { format!("file:///{}", text.replace('\\', "/")) } else { format!("file://{text}") })
}

/// The table of this name; empty where there is none, `None` where it is something else.
fn inner<'t>(of: &'t Table, name: &str) -> Option<Cow<'t, Table>> {
    match of.get(name) {
        None => Some(Cow::Owned(Table::new())),
        Some(Value::Object(table)) => Some(Cow::Borrowed(table)),
        Some(_) => None,
    }
}

/// The texts of this name; none where there is no such key, `None` where it is something else.
fn texts(of: &Table, name: &str) -> Option<Vec<String>> {
    match of.get(name) {
        None => Some(Vec::new()),
        Some(Value::Array(array)) => array.iter().map(|value| value.as_str().map(String::from)).collect(),
        Some(_) => None,
    }
}

/// A value is of another kind than it is to be.
struct OtherKind;

/// A text that may be left out.
fn text<'t>(of: &'t Table, name: &str) -> Result<Option<&'t str>, OtherKind> {
    of.get(name).map(|value| value.as_str().ok_or(OtherKind)).transpose()
}

/// A boolean that may be left out.
fn boolean(of: &Table, name: &str) -> Result<Option<bool>, OtherKind> {
    of.get(name).map(|value| value.as_bool().ok_or(OtherKind)).transpose()
}

/// Whether no other keys are there.
fn has_only(of: &Table, keys: &[&str]) -> Option<()> {
    of.keys().all(|key| keys.contains(&key.as_str())).then_some(())
}
