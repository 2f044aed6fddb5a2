//! The dependencies of a package.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Table, boolean, has_only, inner, normal, text, text_of, texts};

/// The tables of dependencies, and how cargo calls their kinds.
const KINDS: [(&str, Option<&str>); 3] =
    [("dependencies", None), ("dev-dependencies", Some("dev")), ("build-dependencies", Some("build"))];

/// A line of a manifest.
pub(super) struct Line {
    /// The name that the manifest has for it.
    pub name: String,
    pub is_optional: bool,
    kind: Option<&'static str>,
    platform: Option<String>,
    package: Option<String>,
    path: Option<PathBuf>,
    source: Option<String>,
    requirement: String,
    features: Vec<String>,
    uses_default_features: bool,
}

impl Line {
    /// As cargo says it.
    pub fn said(&self) -> Option<Value> {
        Some(json!({
            "name": self.package.as_deref().unwrap_or(&self.name),
            "rename": self.package.as_ref().map(|_| &self.name),
            "source": self.source,
            "req": self.requirement,
            "kind": self.kind,
            "optional": self.is_optional,
            "uses_default_features": self.uses_default_features,
            "features": self.features,
            "target": self.platform,
            "registry": null,
            "path": match &self.path {
                Some(path) => Some(text_of(path)?),
                None => None,
            },
        }))
    }
}

/// The folders of the path dependencies of any kind.
pub(super) fn paths(manifest: &Table, folder: &Path, workspace: &Table, root: &Path) -> Option<Vec<PathBuf>> {
    Some(lines(manifest, folder, workspace, root)?.into_iter().filter_map(|line| line.path).collect())
}

/// All lines, in cargo's order. `workspace` is the table of the workspace, and `root` its folder.
pub(super) fn lines(manifest: &Table, folder: &Path, workspace: &Table, root: &Path) -> Option<Vec<Line>> {
    let reader = Reader { folder, workspace, root };
    let mut lines = Vec::new();
    for (key, kind) in KINDS {
        reader.table(&*inner(manifest, key)?, kind, None, &mut lines)?;
    }
    for (platform, of) in &*inner(manifest, "target")? {
        let of = of.as_object()?;
        has_only(of, &KINDS.map(|(key, _)| key))?;
        for (key, kind) in KINDS {
            reader.table(&*inner(of, key)?, kind, Some(platform), &mut lines)?;
        }
    }
    Some(lines)
}

struct Reader<'r> {
    folder: &'r Path,
    workspace: &'r Table,
    root: &'r Path,
}

impl Reader<'_> {
    fn table(
        &self,
        of: &Table,
        kind: Option<&'static str>,
        platform: Option<&str>,
        lines: &mut Vec<Line>,
    ) -> Option<()> {
        for (name, value) in of {
            lines.push(self.line(name, value, kind, platform)?);
        }
        Some(())
    }

    fn line(&self, name: &str, value: &Value, kind: Option<&'static str>, platform: Option<&str>) -> Option<Line> {
        let own = as_table(value)?;
        let (said, folder) = if boolean(&own, "workspace").ok()? == Some(true) {
            has_only(&own, &["workspace", "optional", "features"])?;
            (as_table(inner(self.workspace, "dependencies")?.get(name)?)?.into_owned(), self.root)
        } else {
            (own.clone().into_owned(), self.folder)
        };
        has_only(
            &said,
            &["version", "path", "package", "optional", "default-features", "features", "git", "branch", "tag", "rev"],
        )?;
        // In a workspace's list nothing is optional.
        let is_inherited = own.contains_key("workspace");
        if is_inherited && said.contains_key("optional") || boolean(&own, "workspace").ok()? == Some(false) {
            return None;
        }
        let (path, version, git) = (text(&said, "path").ok()?, text(&said, "version").ok()?, text(&said, "git").ok()?);
        if path.is_none() && version.is_none() && git.is_none() || git.is_some() && path.is_some() {
            return None;
        }
        let mut features = texts(&said, "features")?;
        if is_inherited {
            features.extend(texts(&own, "features")?);
        }
        let is_optional = boolean(&own, "optional").ok()?.unwrap_or_default();
        if is_optional && kind == Some("dev") {
            return None;
        }
        let source = match (git, path) {
            (Some(git), _) => Some(repository(git, &said)?),
            (None, None) => Some(String::from("registry+https://github.com/rust-lang/crates.io-index")),
            (None, Some(_)) => None,
        };
        Some(Line {
            name: String::from(name),
            source,
            is_optional,
            kind,
            platform: platform.map(String::from),
            package: text(&said, "package").ok()?.map(String::from),
            path: path.map_or(Some(None), |path| normal(&folder.join(path)).map(Some))?,
            requirement: requirement(version)?,
            features,
            uses_default_features: boolean(&said, "default-features").ok()?.unwrap_or(true),
        })
    }
}

/// A repository as cargo writes it, with the commit that is meant.
fn repository(git: &str, said: &Table) -> Option<String> {
    // What else may stand in a URL is written otherwise.
    let is_plain = |text: &str| text.chars().all(|one| one.is_ascii_alphanumeric() || "._-/:".contains(one));
    is_plain(git).then_some(())?;
    let mut commit = None;
    for key in ["branch", "tag", "rev"] {
        if let Some(value) = text(said, key).ok()? {
            // Cargo refuses two of them.
            (is_plain(value) && !value.contains(['/', ':']) && commit.is_none()).then_some(())?;
            commit = Some(format!("?{key}={value}"));
        }
    }
    Some(format!("git+{git}{}", commit.unwrap_or_default()))
}

/// `"1.0"` is `{ version = "1.0" }`.
fn as_table(value: &Value) -> Option<Cow<'_, Table>> {
    match value {
        Value::String(version) => {
            Some(Cow::Owned(Table::from_iter([(String::from("version"), Value::String(version.clone()))])))
        }
        Value::Object(table) => Some(Cow::Borrowed(table)),
        _ => None,
    }
}

/// As cargo writes it: a version alone is one with a caret.
fn requirement(version: Option<&str>) -> Option<String> {
    let Some(version) = version else { return Some(String::from("*")) };
    let requirement: cargo_metadata::semver::VersionReq = version.parse().ok()?;
    Some(requirement.to_string())
}
