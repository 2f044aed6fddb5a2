//! What is added to a Cargo.toml, of which all else stays as it is.

use std::fmt;

use bgtask_core::catalog::names::METADATA_TABLE;
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, TomlError, Value};

use crate::configuration::{APPLE, COM_SERVER, COMPONENT, INFO_PLIST, MANIFEST, WINDOWS};

/// The package that apps link.
pub const PACKAGE: &str = "bgtask";

/// What is wanted in a Cargo.toml. What is said there already stays, whatever it says.
#[derive(Clone, Debug)]
pub struct Additions {
    /// Where bgtask comes from.
    pub source: Source,
    /// The package manifest, as a path from the folder of Cargo.toml.
    pub manifest: Option<String>,
    /// The DLL that has tasks, as the manifest names it.
    pub component: Option<String>,
    /// The program that serves COM classes, as the manifest names it.
    pub com_server: Option<String>,
    /// The property list, as a path from the folder of Cargo.toml.
    pub info_plist: Option<String>,
}

/// Where a dependency comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A version on crates.io.
    Version(String),
    /// A folder, as a path from the folder of Cargo.toml.
    Path(String),
    /// A repository.
    Git(String),
    /// Wherever the workspace has it from.
    Workspace,
}

impl fmt::Display for Source {
    /// `bgtask in ../bgtask`, `bgtask at https://…`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => {
                write!(f, "{PACKAGE} {version} of crates.io; `--path` and `--git` name another place")
            }
            Self::Path(path) => write!(f, "{PACKAGE} in {path}"),
            Self::Git(url) => write!(f, "{PACKAGE} at {url}"),
            Self::Workspace => write!(f, "{PACKAGE} as the workspace has it"),
        }
    }
}

/// A Cargo.toml with what it lacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its text.
    pub text: String,
    /// Whether it had no dependency on bgtask.
    pub depends_anew: bool,
    /// The dependency that it had, as it is written, where that is another than was wanted.
    pub other_dependency: Option<String>,
}

/// The text with what it lacks.
///
/// # Errors
///
/// When it is not TOML.
pub fn add(text: &str, additions: &Additions) -> Result<Added, TomlError> {
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let mut document: DocumentMut = body.parse()?;
    let before = document.to_string();
    let mut depends_anew = false;
    let there = dependency(document.as_table());
    let other_dependency = there.as_ref().filter(|there| !is_from(there.item, &additions.source)).map(Written::text);
    if there.is_none() {
        let value: Value = match &additions.source {
            Source::Version(version) => version.as_str().into(),
            Source::Path(path) => InlineTable::from_iter([("path", path.as_str())]).into(),
            Source::Git(url) => InlineTable::from_iter([("git", url.as_str())]).into(),
            Source::Workspace => {
                // `bgtask.workspace = true`, as `cargo add` writes it.
                let mut inherited = InlineTable::from_iter([("workspace", true)]);
                inherited.set_dotted(true);
                inherited.into()
            }
        };
        let dependencies = document.entry("dependencies").or_insert_with(|| Item::Table(Table::new()));
        if let Some(dependencies) = dependencies.as_table_like_mut() {
            dependencies.insert(PACKAGE, Item::Value(value));
            depends_anew = true;
        }
    }
    let files = [
        (WINDOWS.name, MANIFEST.name, &additions.manifest),
        (WINDOWS.name, COMPONENT.name, &additions.component),
        (WINDOWS.name, COM_SERVER.name, &additions.com_server),
        (APPLE.name, INFO_PLIST.name, &additions.info_plist),
    ];
    for (table, key, path) in files {
        if let Some(path) = path {
            configure(document.as_table_mut(), table, key, path);
        }
    }
    let after = document.to_string();
    if after == before {
        return Ok(Added { text: text.to_owned(), depends_anew, other_dependency });
    }
    // Lines end as they did.
    let after = if body.contains("\r\n") { after.replace("\r\n", "\n").replace('\n', "\r\n") } else { after };
    Ok(Added { text: format!("{mark}{after}"), depends_anew, other_dependency })
}

/// The name of the package of a Cargo.toml, if it has one.
///
/// # Errors
///
/// When it is not TOML.
pub fn package_name(text: &str) -> Result<Option<String>, TomlError> {
    let document: DocumentMut = text.strip_prefix('\u{feff}').unwrap_or(text).parse()?;
    let package = document.get("package").and_then(Item::as_table_like);
    Ok(package.and_then(|package| package.get("name")?.as_str().map(str::to_owned)))
}

/// Whether the Cargo.toml of a workspace says where its members have bgtask from. One that can't be read does not.
pub fn is_inherited(text: &str) -> bool {
    let document: Option<DocumentMut> = text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok();
    let dependencies = document.as_ref().and_then(|document| document.get("workspace")?.get("dependencies"));
    dependencies.and_then(|dependencies| dependencies.get(PACKAGE)).is_some_and(|item| is_of_package(PACKAGE, item))
}

/// A dependency as it is written.
struct Written<'d> {
    name: &'d str,
    item: &'d Item,
}

impl Written<'_> {
    /// `bgtask = "0.1"`, in a line.
    fn text(&self) -> String {
        let value = match self.item {
            Item::Value(value) => value.clone().decorated("", "").to_string(),
            Item::Table(table) => table.clone().into_inline_table().to_string(),
            _ => String::new(),
        };
        format!("{} = {}", self.name, value.trim())
    }
}

/// The dependency on the package, by whatever name and on whatever system.
fn dependency(document: &Table) -> Option<Written<'_>> {
    fn in_table(table: &dyn TableLike) -> Option<Written<'_>> {
        let mut dependencies = table.get("dependencies")?.as_table_like()?.iter();
        dependencies.find(|(name, item)| is_of_package(name, item)).map(|(name, item)| Written { name, item })
    }
    let targets = document.get("target").and_then(Item::as_table_like);
    let of_targets = targets.into_iter().flat_map(TableLike::iter).filter_map(|(_, item)| item.as_table_like());
    in_table(document).or_else(|| of_targets.into_iter().find_map(in_table))
}

/// Whether a dependency of this name is one on the package.
fn is_of_package(name: &str, item: &Item) -> bool {
    let renamed = item.as_table_like().and_then(|table| table.get("package")).and_then(Item::as_str);
    renamed.unwrap_or(name) == PACKAGE
}

/// Whether a dependency comes from a place.
fn is_from(item: &Item, source: &Source) -> bool {
    let said = |key: &str| item.as_table_like().and_then(|table| table.get(key)).and_then(Item::as_str);
    match source {
        // No place was asked for.
        Source::Version(_) | Source::Workspace => true,
        Source::Path(path) => said("path") == Some(path),
        Source::Git(url) => said("git") == Some(url),
    }
}

/// Says a key of `[package.metadata.bgtask.TABLE]`, unless it is said. What is no table where one should be is left alone:
/// who reads it says so.
fn configure(document: &mut Table, table: &str, key: &str, value: &str) {
    let mut here: &mut dyn TableLike = document;
    for name in ["package", "metadata", METADATA_TABLE, table] {
        let child = here.entry(name).or_insert_with(|| {
            let mut child = Table::new();
            // Only the innermost has a header of its own.
            child.set_implicit(name != table);
            Item::Table(child)
        });
        match child.as_table_like_mut() {
            Some(child) => here = child,
            None => return,
        }
    }
    if !here.contains_key(key) {
        here.insert(key, Item::Value(value.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn additions() -> Additions {
        Additions {
            source: Source::Path(String::from("../bgtask")),
            manifest: Some(String::from("packaging/Package.appxmanifest")),
            component: None,
            com_server: None,
            info_plist: Some(String::from("packaging/Info.plist")),
        }
    }

    fn added(text: &str) -> String {
        let Added { text: once, other_dependency, .. } = add(text, &additions()).expect("it is TOML");
        let twice = add(&once, &additions());
        let same = Added { text: once.clone(), depends_anew: false, other_dependency };
        assert_eq!(twice, Ok(same), "a second time changes nothing");
        once
    }

    #[test]
    fn a_dependency_from_elsewhere_is_shown() {
        let of = |text: &str| {
            let text = format!("[package]\nname = \"feed\"\n\n{text}");
            add(&text, &additions()).expect("it is TOML").other_dependency
        };
        for (text, said) in [
            ("[dependencies]\nbgtask = \"0.1\" # ours\n", "bgtask = \"0.1\""),
            ("[dependencies]\nbgtask.workspace = true\n", "bgtask = { workspace = true }"),
            (
                "[target.'cfg(windows)'.dependencies.tasks]\npackage = \"bgtask\"\npath = \"../other\"\n",
                "tasks = { package = \"bgtask\", path = \"../other\" }",
            ),
        ] {
            assert_eq!(of(text).as_deref(), Some(said));
        }
        assert_eq!(of("[dependencies.bgtask]\npath = \"../bgtask\"\n"), None);
        assert_eq!(of(""), None);
    }

    /// Every line that was there is there, in its order.
    fn keeps(before: &str, after: &str) {
        let mut after = after.lines();
        for line in before.lines() {
            assert!(after.any(|other| other == line), "`{line}` is gone");
        }
    }

    #[test]
    fn a_new_package_gets_all() {
        let text = "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n";
        let expected = "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                        [package.metadata.bgtask.windows]\nmanifest = \"packaging/Package.appxmanifest\"\n\n\
                        [package.metadata.bgtask.apple]\ninfo-plist = \"packaging/Info.plist\"\n\n\
                        [dependencies]\nbgtask = { path = \"../bgtask\" }\n";
        assert_eq!(added(text), expected);
    }

    #[test]
    fn what_is_there_stays() {
        let text = "# a comment\n[dependencies]  # of all\nserde = { version = \"1\",  features=[\"derive\"] }\n\n\
                    [package]\nname = 'feed' # ours\n[package.metadata.bgtask.windows]\nmanifest = \"x.appxmanifest\" # mine\n\
                    component = \"a.dll\"\n[package.metadata.other]\na = 1\n\n[features]\n";
        let after = added(text);
        keeps(text, &after);
        assert!(!after.contains("packaging/Package.appxmanifest"), "{after}");
        assert!(after.contains("info-plist = \"packaging/Info.plist\""), "{after}");
    }

    #[test]
    fn a_dependency_by_any_name_is_one() {
        for dependency in [
            "[dependencies]\nbgtask.workspace = true\n",
            "[dependencies]\ntasks = { package = \"bgtask\", version = \"0.1\" }\n",
            "[dependencies.bgtask]\nversion = \"0.1\"\n",
            "[target.'cfg(windows)'.dependencies]\nbgtask = \"0.1\"\n",
        ] {
            let after = added(&format!("[package]\nname = \"feed\"\n\n{dependency}"));
            assert!(!after.contains("../bgtask"), "{after}");
        }
        let other = "[package]\nname = \"feed\"\n[dependencies]\nbgtask = { package = \"other\", version = \"1\" }\n";
        assert!(added(other).contains("bgtask = {"), "the name is taken, and what it means is not ours to change");
    }

    #[test]
    fn what_the_workspace_has_is_inherited() {
        for (text, is_it) in [
            ("[workspace.dependencies]\nbgtask = \"0.1\"\n", true),
            ("\u{feff}[workspace]\ndependencies.bgtask.path = \"bgtask\"\n", true),
            ("[workspace.dependencies]\nbgtask = { package = \"other\", version = \"1\" }\n", false),
            ("[workspace.dependencies]\ntasks = { package = \"bgtask\", version = \"0.1\" }\n", false),
            ("[dependencies]\nbgtask = \"0.1\"\n", false),
            ("workspace = 1\n", false),
            ("[workspace", false),
        ] {
            assert_eq!(is_inherited(text), is_it, "{text}");
        }
        let wanted = Additions { source: Source::Workspace, manifest: None, info_plist: None, ..additions() };
        for (text, expected) in [
            ("[dependencies]\nserde = \"1\"\n", "[dependencies]\nserde = \"1\"\nbgtask.workspace = true\n"),
            ("dependencies = { serde = \"1\" }\n", "dependencies = { serde = \"1\" , bgtask.workspace = true }\n"),
        ] {
            let once = add(text, &wanted).expect("it is TOML");
            assert_eq!((once.text.as_str(), once.depends_anew), (expected, true));
            let twice = Added { depends_anew: false, ..once.clone() };
            assert_eq!(add(&once.text, &wanted), Ok(twice), "a second time changes nothing");
        }
    }

    #[test]
    fn line_ends_and_byte_order_mark_stay() {
        let text = "\u{feff}[package]\r\nname = \"feed\"\r\n";
        let after = added(text);
        assert!(after.starts_with("\u{feff}[package]\r\nname = \"feed\"\r\n"), "{after:?}");
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    }

    #[test]
    fn odd_shapes_are_left_alone() {
        for text in ["package = 1\n", "[package]\nmetadata = 1\n", "dependencies = []\n", ""] {
            added(text);
        }
        assert!(add("[package", &additions()).is_err());
    }
}
