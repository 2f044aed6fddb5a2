//! `init`: sets a package up.

mod suggestion;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use bgtask_codegen::configuration::Setting;
use bgtask_codegen::file::{self, Original};
use bgtask_codegen::find::TargetKind;
use bgtask_codegen::init::{Additions, Source, add, look};
use bgtask_codegen::manifest::{self, Manifest};
use bgtask_codegen::plist::{self, PropertyList};
use bgtask_codegen::source::Sources;
use suggestion::Suggestion;

use super::{Outcome, one_file};
use crate::examine::{Examined, examine};
use crate::options::{Display, Init, InitPlatform};
use crate::output::Output;
use crate::project::{Project, shown};
use crate::report::{self, Count, FileReport, FileStatus, Finished, Line, Stream, VERSION, unified};

/// Where a manifest is made that is nowhere.
const NEW_MANIFEST: &str = "packaging/Package.appxmanifest";
/// Where a property list is made that is nowhere.
const NEW_PLIST: &str = "packaging/Info.plist";

/// What to do now, where there is an app.
const NEXT_OF_AN_APP: &str = "next: `cargo bgtask sync --diff` writes the tasks' entries";

/// What a set-up is made of.
struct Plan {
    files: Vec<Planned>,
    /// The dependency, where it is new.
    dependency: Option<Source>,
    /// The app that is suggested.
    suggestion: Suggestion,
}

/// A file of the set-up.
struct Planned {
    path: PathBuf,
    /// What is there, if anything is.
    original: Option<Original>,
    bytes: Vec<u8>,
}

/// A file that is wanted.
struct Place {
    /// As Cargo.toml says it.
    said: String,
    /// Whether it is there.
    is_there: bool,
}

pub(super) fn run(init: &Init, display: &Display, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut sources = Sources::new();
    let project = Project::find(&init.scope)?;
    output.warnings(&project.warnings);
    let packages = examine(project, init.scope.app.as_deref(), &mut sources)?;
    let [package] = packages.as_slice() else {
        let names: Vec<_> = packages.iter().map(|package| package.package.name.as_str()).collect();
        bail!("one package is set up at a time ({}): choose one with --package", names.join(", "))
    };
    let Plan { files, dependency, suggestion } = plan(init, package)?;
    let is_changed = |planned: &Planned| planned.original.as_ref().is_none_or(|there| there.bytes() != planned.bytes);
    let mut lines = Vec::new();
    for planned in &files {
        let status = match (is_changed(planned), init.dry_run) {
            (false, _) => FileStatus::UpToDate,
            (true, true) => FileStatus::OutOfStep,
            (true, false) => {
                planned.write()?;
                FileStatus::Written
            }
        };
        lines.push(Line::File(FileReport { version: VERSION, file: report::shown(&planned.path), status }));
        if display.message_format.is_for_people() {
            planned.tell(status, init, display, output);
        }
    }
    lines.push(Line::Finished(Finished::new(true, Count::default())));
    report::write(&[], &sources, &lines, display.message_format, Stream::Result, output);
    if display.message_format.is_for_people() && !display.quiet {
        if let Some(source) = dependency {
            output.result(format_args!("{} on {source}", if init.dry_run { "would depend" } else { "depends" }));
        }
        output.result(if package.app.is_some() { String::from(NEXT_OF_AN_APP) } else { suggestion.to_string() });
    }
    Ok(Outcome::Success)
}

fn plan(init: &Init, package: &Examined) -> anyhow::Result<Plan> {
    let root = &package.package.root;
    let is_for = |platform| init.platforms.is_empty() || init.platforms.contains(&platform);
    let shape = look(root);
    let (windows, apple) = (&package.configuration.windows, &package.configuration.apple);
    let mut manifest_path = None;
    if is_for(InitPlatform::Windows) {
        let place =
            place(root, windows.manifest.as_ref(), init.appxmanifest.as_deref(), &shape.manifests, NEW_MANIFEST);
        manifest_path = Some(place.map_err(|found| several(&found, "--appxmanifest"))?);
    }
    let mut plist_path = None;
    if is_for(InitPlatform::Apple) {
        // Tauri has a list for each system.
        let for_ios: Vec<PathBuf> = shape.plists.iter().filter(|path| is_for_ios(path)).cloned().collect();
        let lists = if for_ios.len() == 1 { &for_ios } else { &shape.plists };
        let place = place(root, apple.info_plist.as_ref(), init.info_plist.as_deref(), lists, NEW_PLIST);
        plist_path = Some(place.map_err(|found| several(&found, "--info-plist"))?);
    }
    let mut files = Vec::new();
    let program = match &manifest_path {
        Some(place) if place.is_there => of_manifest(&root.join(&place.said), package),
        Some(place) => {
            let mut about = one_file::about_package(package);
            // What cargo builds is a desktop program, until tasks say otherwise.
            if package.app.is_none() {
                about.full_trust = package.package.targets.iter().any(|target| target.kind == TargetKind::Binary);
            }
            let bytes = manifest::minimal(&about, &manifest::Wanted::default())
                .map_err(|error| anyhow::anyhow!("a minimal manifest can't be made: {error}"))?;
            files.push(Planned { path: shown(&root.join(&place.said)), original: None, bytes });
            Program { full_trust: about.full_trust, executable: about.executable }
        }
        None => Program::default(),
    };
    if let Some(place) = plist_path.as_ref().filter(|place| !place.is_there) {
        let bytes = plist::minimal(&one_file::about_app(package), &plist::Wanted::default());
        let bytes = bytes.ok().context("a minimal property list can't be made")?;
        files.push(Planned { path: shown(&root.join(&place.said)), original: None, bytes });
    }
    let suggestion = Suggestion {
        for_windows: manifest_path.is_some(),
        full_trust: program.full_trust,
        prefix: plist_path.as_ref().map(|place| prefix(&root.join(&place.said), &package.package.name)),
    };
    // The app that is there says which models its tasks have, and `check` what they need.
    let server = program.executable.filter(|_| program.full_trust && package.app.is_none());
    let additions = Additions {
        source: source(init, root)?,
        manifest: manifest_path.map(|place| place.said),
        com_server: server,
        info_plist: plist_path.map(|place| place.said),
    };
    let path = shown(&package.package.manifest_path);
    let original = file::read(&path)?;
    let text = std::str::from_utf8(original.bytes()).with_context(|| format!("can't use {}", path.display()))?;
    let after = add(text, &additions).with_context(|| format!("can't use {}", path.display()))?;
    files.push(Planned { path, bytes: after.text.into_bytes(), original: Some(original) });
    let dependency = after.depends_anew.then_some(additions.source);
    Ok(Plan { files, dependency, suggestion })
}

/// The program that a manifest is of.
#[derive(Default)]
struct Program {
    full_trust: bool,
    /// Its name in the package, where that is known.
    executable: Option<String>,
}

/// The program of a manifest that is there. What can't be read says nothing here; `check` tells why.
fn of_manifest(path: &Path, package: &Examined) -> Program {
    let read = file::read(path).ok();
    let facts = read.as_ref().and_then(|read| Some(Manifest::read(read.bytes()).ok()?.facts()));
    let chosen = package.configuration.windows.application.as_ref().map(|application| application.value.as_str());
    let Some(application) = facts.as_ref().and_then(|facts| facts.application(chosen)) else {
        return Program::default();
    };
    // Where the build fills the name in, it is that of what cargo builds.
    let is_written = |name: &String| !name.contains('$');
    let executable = application.executable.clone().filter(is_written);
    let built = || one_file::about_package(package).executable;
    Program { full_trust: application.full_trust, executable: executable.or_else(built) }
}

/// What the identifiers of a suggested app begin with: the bundle's own, where it is written down.
fn prefix(plist: &Path, package: &str) -> String {
    let read = file::read(plist).ok();
    let facts = read.as_ref().and_then(|read| Some(PropertyList::read(read.bytes()).ok()?.facts()));
    // What Xcode fills in is not known here.
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-';
    let written = facts.and_then(|facts| facts.bundle_identifier);
    let written = written.filter(|bundle| !bundle.is_empty() && bundle.chars().all(is_plain));
    written.unwrap_or_else(|| format!("com.example.{}", package.replace('_', "-")))
}

/// Where a file is or is to be: where the configuration says, else the command line, else where the only one is.
fn place(
    root: &Path,
    configured: Option<&Setting<PathBuf>>,
    asked_for: Option<&Path>,
    found: &[PathBuf],
    otherwise: &str,
) -> Result<Place, Vec<PathBuf>> {
    let path = match (configured, asked_for, found) {
        (Some(setting), ..) => setting.value.clone(),
        (None, Some(path), _) => path.to_path_buf(),
        (None, None, []) => PathBuf::from(otherwise),
        (None, None, [only]) => only.clone(),
        (None, None, several) => return Err(several.to_vec()),
    };
    let is_there = root.join(&path).exists();
    Ok(Place { said: in_toml(&path), is_there })
}

fn several(found: &[PathBuf], option: &str) -> anyhow::Error {
    let names: Vec<_> = found.iter().map(|path| in_toml(path)).collect();
    let first = names.first().cloned().unwrap_or_default();
    anyhow::anyhow!(
        "there are several: {}\n  help: say which is the app's, such as `{option} {first}`",
        names.join(", ")
    )
}

fn is_for_ios(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().to_ascii_lowercase().contains("ios"))
}

/// A path as Cargo.toml has it on every system.
fn in_toml(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

fn source(init: &Init, root: &Path) -> anyhow::Result<Source> {
    if let Some(url) = &init.git {
        return Ok(Source::Git(url.clone()));
    }
    let Some(path) = &init.path else { return Ok(Source::Version(String::from(env!("CARGO_PKG_VERSION")))) };
    ensure!(path.join("Cargo.toml").exists(), "there is no Cargo.toml in {}", path.display());
    // Cargo counts from the package's folder.
    let is_here = std::env::current_dir().is_ok_and(|current| current == root);
    let path = if is_here { path.clone() } else { std::path::absolute(path)? };
    Ok(Source::Path(in_toml(&path)))
}

impl Planned {
    fn write(&self) -> anyhow::Result<()> {
        match &self.original {
            Some(original) => {
                original.replace(&self.bytes)?;
            }
            None => {
                if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
                }
                file::put(&self.path, &self.bytes)?;
            }
        }
        Ok(())
    }

    fn tell(&self, status: FileStatus, init: &Init, display: &Display, output: &mut Output) {
        let path = self.path.display();
        if init.diff && status != FileStatus::UpToDate {
            let before =
                self.original.as_ref().map_or_else(Default::default, |there| String::from_utf8_lossy(there.bytes()));
            let diff = unified(&self.path, &before, &String::from_utf8_lossy(&self.bytes));
            // What is new comes from nowhere, for those who apply the diff.
            let is_new = self.original.is_none();
            output.text(if is_new { diff.replacen(&format!("a/{path}"), "/dev/null", 1) } else { diff });
        }
        if display.quiet {
            return;
        }
        let verb = if self.original.is_none() { "create" } else { "update" };
        match status {
            FileStatus::UpToDate => output.result(format_args!("{path} has all it needs")),
            FileStatus::Written => output.result(format_args!("{verb}d {path}")),
            _ => output.result(format_args!("would {verb} {path}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_where_it_is_said_or_where_the_only_one_is() {
        let root = Path::new("nowhere");
        let of = |asked_for: Option<&str>, found: &[&str]| {
            let found: Vec<_> = found.iter().map(PathBuf::from).collect();
            place(root, None, asked_for.map(Path::new), &found, "new").map(|place| place.said)
        };
        assert_eq!(of(None, &[]), Ok(String::from("new")));
        assert_eq!(of(None, &["a"]), Ok(String::from("a")));
        assert_eq!(of(Some("b"), &["a", "c"]), Ok(String::from("b")));
        let error = several(&of(None, &["a", "c"]).expect_err("which?"), "--info-plist").to_string();
        assert_eq!(error, "there are several: a, c\n  help: say which is the app's, such as `--info-plist a`");
    }
}
