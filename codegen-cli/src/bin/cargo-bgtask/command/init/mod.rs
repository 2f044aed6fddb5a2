//! `init`: sets a package up.

mod around;
mod asked_for;
mod closing;
mod suggestion;
mod there;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use around::Files;
use bgtask_codegen::configuration::{self, COM_SERVER, COMPONENT, Setting};
use bgtask_codegen::file::{self, Original};
use bgtask_codegen::find::{Package, TargetKind};
use bgtask_codegen::init::{Additions, PACKAGE as DEPENDENCY, Shape, Source, add, is_inherited, package_name};
use bgtask_codegen::manifest;
use bgtask_codegen::outputs;
use bgtask_codegen::plan::Request;
use bgtask_codegen::plist;
use bgtask_codegen::shown::{plain, relative};
use bgtask_codegen::source::Sources;
use bgtask_core::catalog::HostingModel;
use bgtask_core::model::Platforms;
use bgtask_core::rules::project::NEVER_CALLED;
use closing::{Alone, Closing, KindOfApp, LeftToSync, Main, Named, NamedElsewhere, Unnamed};
use suggestion::Suggestion;
use there::{OF_CARGO, Program, of_manifest, prefix};

use super::named_file::as_said;
use super::{Outcome, one_file, planning};
use crate::examine::{Examined, examine};
use crate::options::{Display, Init, InitPlatform};
use crate::output::Output;
use crate::project::{Project, shown};
use crate::report::{self, Count, FileReport, FileStatus, Finished, Line, Stream, VERSION, unified};

/// Where a manifest is made that is nowhere.
const NEW_MANIFEST: &str = "packaging/Package.appxmanifest";
/// Where a property list is made that is nowhere.
const NEW_PLIST: &str = "packaging/Info.plist";

/// What a set-up is made of.
struct Plan {
    files: Vec<Planned>,
    /// The dependency, where it is new.
    dependency: Option<Source>,
    /// What was asked for and is not done.
    warnings: Vec<String>,
    closing: Closing,
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
    let others = project.others()?;
    let mut packages = examine(project, init.scope.app.as_deref(), &mut sources)?;
    let [package] = packages.as_mut_slice() else {
        let names: Vec<_> = packages.iter().map(|package| package.package.name.as_str()).collect();
        bail!("one package is set up at a time ({}): choose one with --package", names.join(", "))
    };
    let unusable = asked_for::unusable(init, &package.package.root);
    if !unusable.is_empty() {
        return Ok(super::conclude(Vec::new(), Vec::new(), unusable, &sources, display, output).0);
    }
    let Plan { files, dependency, warnings, mut closing } = plan(init, package, &others, &mut sources)?;
    output.warnings(&warnings);
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
    lines.push(Line::Finished(Finished::new(true, Count::default(), 0)));
    report::write(&[], &sources, &[], &lines, display.message_format, Stream::Result, output);
    if display.message_format.is_for_people() && !display.quiet {
        if let Some(source) = dependency {
            output.result(format_args!("{} on {source}", if init.dry_run { "would depend" } else { "depends" }));
        }
        // Others' files are not looked at here.
        if package.app.is_some() && closing.named_elsewhere.is_none() {
            closing.left = left_to_sync(package, &files, &mut sources);
        }
        output.result(closing);
    }
    Ok(Outcome::Success)
}

/// What is left for `sync`, once Cargo.toml is as it is to be.
fn left_to_sync(package: &mut Examined, files: &[Planned], sources: &mut Sources) -> LeftToSync {
    // After a dry run one that is to be made is not there.
    let [others @ .., cargo_toml] = files else { return LeftToSync::Entries };
    if others.iter().any(|planned| !planned.path.exists()) {
        return LeftToSync::Entries;
    }
    let text = String::from_utf8_lossy(&cargo_toml.bytes);
    let file = sources.add(&cargo_toml.path, text.strip_prefix('\u{feff}').unwrap_or(&text));
    // What is wrong with it is told by `check`.
    package.configuration = configuration::read(file, sources, &mut Vec::new());
    package.keeps_files |= package.configuration.table.is_some();
    let plans = planning::plan(package, Request::default(), sources);
    match plans.files.iter().any(|(planned, _)| planned.change.is_some()) {
        _ if !plans.unusable.is_empty() => LeftToSync::Unknown,
        true => LeftToSync::Entries,
        false => LeftToSync::Nothing,
    }
}

fn plan(init: &Init, package: &Examined, others: &[Package], sources: &mut Sources) -> anyhow::Result<Plan> {
    let root = &package.package.root;
    let is_asked_for = !init.platforms.is_empty() || init.appxmanifest.is_some() || init.info_plist.is_some();
    let naming = if is_asked_for { Vec::new() } else { around::naming(package, others, sources)? };
    if !naming.is_empty() {
        let mut closing = Closing { named_elsewhere: NamedElsewhere::of(&naming, package), ..Closing::default() };
        if package.package.targets.iter().any(|target| target.kind == TargetKind::Binary) {
            closing.main = main_lacks(package, models(package), sources);
        }
        return of_cargo_toml(init, package, Vec::new(), None, None, closing);
    }
    let Files { shape, are_manifests_beside, are_plists_beside } = around::files(&package.package, others);
    let alone = alone(init, package, &shape);
    // An app says itself what it is for, and another package of its may have the files for one of them.
    let made_for = match (&package.app, alone) {
        (Some(app), _) => package.less_those_of_others(app.spec().made_for()),
        (None, Some(alone)) => alone.platforms(),
        (None, None) => Platforms::ALL,
    };
    let is_for = |platform| match (init.platforms.as_slice(), platform) {
        ([], InitPlatform::Windows) => made_for.windows,
        ([], InitPlatform::Apple) => made_for.apple,
        (asked_for, platform) => asked_for.contains(&platform),
    };
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
            Program { full_trust: Some(about.full_trust), executable: about.executable.map(|name| (name, OF_CARGO)) }
        }
        None => Program::default(),
    };
    if let Some(place) = plist_path.as_ref().filter(|place| !place.is_there) {
        let bytes = plist::minimal(&one_file::about_app(package), &plist::Wanted::default());
        let bytes = bytes.ok().context("a minimal property list can't be made")?;
        files.push(Planned { path: shown(&root.join(&place.said)), original: None, bytes });
    }
    let full_trust = program.full_trust.unwrap_or(false);
    let suggestion = package.app.is_none().then(|| Suggestion {
        for_windows: manifest_path.is_some(),
        full_trust,
        library: package.package.library().map(|library| library.crate_name.clone()),
        has_program: package.package.targets.iter().any(|target| target.kind == TargetKind::Binary),
        prefix: plist_path.as_ref().map(|place| prefix(&root.join(&place.said), &shape.projects, &package.package)),
    });
    let mut closing = Closing { alone, suggestion, ..Closing::default() };
    if let Some(place) = &manifest_path {
        if !place.is_there || package.app.is_none() {
            let (manifest, is_new) = (place.said.clone(), !place.is_there);
            closing.kind = Some(KindOfApp { manifest, is_new, full_trust: program.full_trust });
        }
        name(&mut closing, package, program, sources);
    }
    if let (Some(place), [project, ..]) = (&plist_path, shape.projects.as_slice())
        && !place.is_there
    {
        // A project without the file has what it writes from its settings, in which no identifiers can stand.
        closing.not_in_xcode = Some(Unnamed { plist: place.said.clone(), project: as_said(project) });
    }
    let is_taken = |place: &&Place, is_said: bool, are_beside: bool| place.is_there && !is_said && are_beside;
    let manifest_is_said = windows.manifest.is_some() || init.appxmanifest.is_some();
    let manifest = manifest_path.as_ref().filter(|place| is_taken(place, manifest_is_said, are_manifests_beside));
    let plist_is_said = apple.info_plist.is_some() || init.info_plist.is_some();
    let plist = plist_path.as_ref().filter(|place| is_taken(place, plist_is_said, are_plists_beside));
    closing.outside.extend(manifest.map(|place| (place.said.clone(), "--appxmanifest")));
    closing.outside.extend(plist.map(|place| (place.said.clone(), "--info-plist")));
    of_cargo_toml(init, package, files, manifest_path, plist_path, closing)
}

/// What becomes of Cargo.toml, beside the other files.
fn of_cargo_toml(
    init: &Init,
    package: &Examined,
    mut files: Vec<Planned>,
    manifest: Option<Place>,
    info_plist: Option<Place>,
    closing: Closing,
) -> anyhow::Result<Plan> {
    let named = |key| closing.named.iter().find(|named| named.key.name == key).map(|named| named.value.clone());
    let additions = Additions {
        source: source(init, &package.package)?,
        manifest: manifest.map(|place| place.said),
        component: named(COMPONENT.name),
        com_server: named(COM_SERVER.name),
        info_plist: info_plist.map(|place| place.said),
    };
    let path = shown(&package.package.manifest_path);
    let original = file::read(&path)?;
    let text = std::str::from_utf8(original.bytes()).with_context(|| format!("can't use {}", path.display()))?;
    let after = add(text, &additions).with_context(|| format!("can't use {}", path.display()))?;
    files.push(Planned { path, bytes: after.text.into_bytes(), original: Some(original) });
    let option = if init.git.is_some() { "--git" } else { "--path" };
    let warnings = after.other_dependency.map(|there| {
        format!("{option} changes nothing: Cargo.toml has the dependency `{there}`, which is yours to change")
    });
    let dependency = after.depends_anew.then_some(additions.source);
    Ok(Plan { files, dependency, warnings: warnings.into_iter().collect(), closing })
}

/// The systems that a package without an app is set up for alone: those that it has a file of, where it has none of the others
/// and nobody says otherwise.
fn alone(init: &Init, package: &Examined, shape: &Shape) -> Option<Alone> {
    if package.app.is_some() || !init.platforms.is_empty() {
        return None;
    }
    let (windows, apple) = (&package.configuration.windows, &package.configuration.apple);
    let for_windows = !shape.manifests.is_empty() || windows.manifest.is_some() || init.appxmanifest.is_some();
    let has_project = !shape.projects.is_empty();
    let for_apple = has_project || !shape.plists.is_empty() || apple.info_plist.is_some() || init.info_plist.is_some();
    // Beside Cargo.toml, Tauri keeps what it puts into the list for macOS, also for an app that is for Windows.
    // Source: <https://v2.tauri.app/distribute/macos-application-bundle/>
    let is_surely_for_apple = has_project
        || apple.info_plist.is_some()
        || init.info_plist.is_some()
        || shape.plists.iter().any(|path| path.components().count() > 1);
    match (for_windows, for_apple) {
        (true, false) => Some(Alone::Windows),
        (false, true) if is_surely_for_apple => Some(Alone::Apple),
        _ => None,
    }
}

/// Names the program and the DLL that tasks need, as far as they are known, and says what `main` lacks. While there is no app,
/// one for a desktop has a COM server.
fn name(closing: &mut Closing, package: &Examined, program: Program, sources: &Sources) {
    let models = models(package);
    let windows = &package.configuration.windows;
    let needs_server = match package.app {
        Some(_) => models.iter().any(|model| model.needs_clsid()),
        None => program.full_trust == Some(true),
    };
    if needs_server && windows.com_server.is_none() {
        match program.executable.or_else(|| Some((package.built().com_server?, OF_CARGO))) {
            Some((value, from)) => closing.named.push(Named { key: COM_SERVER, value, from }),
            None => closing.unknown.push(COM_SERVER),
        }
    }
    let is_in_dll = |model: &HostingModel| matches!(model, HostingModel::OutOfProcess | HostingModel::Forwarded);
    if models.iter().any(is_in_dll) && windows.component.is_none() {
        match package.built().component {
            Some(value) => closing.named.push(Named { key: COMPONENT, value, from: "the DLL that exports tasks" }),
            None => closing.unknown.push(COMPONENT),
        }
    }
    closing.main = main_lacks(package, models, sources);
}

/// The models of the tasks of a package's app.
fn models(package: &Examined) -> Vec<HostingModel> {
    let tasks = package.app.iter().flat_map(crate::examine::tasks);
    let mut models: Vec<HostingModel> =
        tasks.filter_map(|(task, ..)| task.windows).map(|windows| windows.model).collect();
    models.dedup();
    models
}

/// What `main` lacks for the tasks of a package's app, if it does.
fn main_lacks(package: &Examined, models: Vec<HostingModel>, sources: &Sources) -> Option<Main> {
    let app = package.app.as_ref().filter(|_| package.platforms.windows)?;
    let problems = outputs::check(app, &package.package, &package.outputs, &package.configuration, sources);
    let lacks = problems.iter().any(|problem| problem.rule == NEVER_CALLED);
    lacks.then(|| Main { app: app.path_in_main(&package.package), models })
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
    Ok(Place { said: as_said(&path), is_there })
}

fn several(found: &[PathBuf], option: &str) -> anyhow::Error {
    let names: Vec<_> = found.iter().map(|path| as_said(path)).collect();
    let first = names.first().cloned().unwrap_or_default();
    anyhow::anyhow!(
        "there are several: {}\n  help: say which is the app's, such as `{option} {first}`",
        names.join(", ")
    )
}

fn is_for_ios(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().to_ascii_lowercase().contains("ios"))
}

fn source(init: &Init, package: &Package) -> anyhow::Result<Source> {
    if let Some(url) = &init.git {
        return Ok(Source::Git(url.clone()));
    }
    let Some(path) = &init.path else {
        // Cargo has read it; where that is no more so, it says nothing.
        let of_workspace = file::read(&package.workspace_root.join("Cargo.toml")).ok();
        let is_inherited = of_workspace.is_some_and(|read| is_inherited(&String::from_utf8_lossy(read.bytes())));
        let version = || Source::Version(String::from(env!("CARGO_PKG_VERSION")));
        return Ok(if is_inherited { Source::Workspace } else { version() });
    };
    let manifest = path.join("Cargo.toml");
    ensure!(manifest.exists(), "there is no Cargo.toml in {}", path.display());
    let read = file::read(&manifest)?;
    let text = String::from_utf8_lossy(read.bytes());
    let name = package_name(&text).with_context(|| format!("can't use {}", manifest.display()))?;
    match name.as_deref() {
        Some(DEPENDENCY) => {}
        Some(name) => bail!("{} is the package `{name}`, not `{DEPENDENCY}`", path.display()),
        None => bail!("{} is no package: `--path` names the folder of the package `{DEPENDENCY}`", path.display()),
    }
    // Cargo counts from the package's folder.
    let is_here = path.is_absolute() || std::env::current_dir().is_ok_and(|current| current == package.root);
    let path = if is_here { path.clone() } else { relative(&plain(&std::path::absolute(path)?), &package.root) };
    Ok(Source::Path(as_said(&path)))
}

impl Planned {
    fn write(&self) -> anyhow::Result<()> {
        match &self.original {
            Some(original) => {
                original.replace(&self.bytes)?;
            }
            None => {
                file::make_folder_of(&self.path)?;
                file::put(&self.path, &self.bytes)?;
            }
        }
        Ok(())
    }

    fn tell(&self, status: FileStatus, init: &Init, display: &Display, output: &mut Output) {
        let path = self.path.display();
        if init.diff && status != FileStatus::UpToDate {
            let before = self.original.as_ref().map(|there| String::from_utf8_lossy(there.bytes()));
            output.text(unified(&self.path, before.as_deref(), &String::from_utf8_lossy(&self.bytes)));
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
