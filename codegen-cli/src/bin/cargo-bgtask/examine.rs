//! A package as it was found: its configuration, its app, and what is wrong with either.

mod linking;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use bgtask_codegen::allow::{Allowed, LookedAt};
use bgtask_codegen::app::{App, follow_ups, without_a_list};
use bgtask_codegen::configuration::{self, Configuration};
use bgtask_codegen::file;
use bgtask_codegen::find::{Cfg, Found, FoundTask, Package, Registration, find};
use bgtask_codegen::outputs::{self, Outputs};
use bgtask_codegen::plan::Declared;
use bgtask_codegen::plan::missing::Built;
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::{FileId, Sources};
use bgtask_core::model::{AppSpec, Place, Platforms, ResolvedTask};
use bgtask_core::resolve::{self, SharedIdentifiers};
use bgtask_core::rules::Site;
use bgtask_core::rules::project::{AMBIGUOUS_APP, NOT_JUDGED};

use crate::project::{Project, Selected, shown};

/// A package as it was found.
pub struct Examined {
    /// The package.
    pub package: Package,
    /// Its version: major, minor, patch.
    pub version: [u64; 3],
    /// What its Cargo.toml says about its files.
    pub configuration: Configuration,
    /// Its app, if it has one, and one alone or the one that was asked for.
    pub app: Option<App>,
    /// Every app that could be meant, to look at.
    pub apps: Vec<App>,
    /// Every task that was found, in an app's list or not.
    found: Vec<FoundTask>,
    /// Whether the app was chosen on the command line.
    is_chosen: bool,
    /// Whether the app is of another package that was asked for as well: then that one tells about it.
    pub is_guest: bool,
    /// Whether this is the package whose configuration says which files belong to the app. A guest's may, as where a library
    /// has the app and an executable is packaged with it.
    pub keeps_files: bool,
    /// The Cargo.toml files of others that name the app's files, where this one's does not: that of the package that the app is
    /// at home in, or those of members of the workspace that link it and were not asked for.
    pub files_named_in: Vec<PathBuf>,
    /// The platforms that this one's Cargo.toml says nothing about, and that of another package with the same app does: as where
    /// one program is for Windows, and another for Apple systems.
    left_to_others: Platforms,
    /// The apps of members of the workspace that list tasks of this package and were not asked for, with those members'
    /// Cargo.toml files.
    pub listed_in: Vec<(PathBuf, App)>,
    /// The tasks of this package that apps of others list, by their paths.
    listed_elsewhere: Vec<String>,
    /// The platforms that the code was looked at for.
    pub platforms: Platforms,
    /// What is wrong with the code and the configuration.
    pub problems: Vec<Problem>,
    /// What in `problems` is of interest to someone who only wants to see the tasks: what could not be read or judged, and
    /// mistakes in annotations.
    pub of_finding: usize,
    /// The files that were read.
    pub files_read: Vec<PathBuf>,
    /// What cargo makes of the workspace.
    pub outputs: Arc<Outputs>,
}

/// What an app without a prefix shares.
const NO_IDENTIFIERS: SharedIdentifiers<&str> =
    SharedIdentifiers { refresh: "", processing: [["", ""], ["", ""]], continued: "" };

/// A task, and what it was made from.
pub type Task<'a> = (ResolvedTask<'a>, &'a FoundTask, &'a Registration);

/// Examines every package of a project.
///
/// # Errors
///
/// When a Cargo.toml can't be read, or no package has the app that was asked for.
pub fn examine(mut project: Project, app: Option<&str>, sources: &mut Sources) -> anyhow::Result<Vec<Examined>> {
    let mut manifests = Manifests::default();
    let selected = std::mem::take(&mut project.packages).into_iter();
    let examined = selected.map(|one_of| one(one_of, &project.cfg, &project.outputs, app, &mut manifests, sources));
    let mut packages = examined.collect::<anyhow::Result<Vec<_>>>()?;
    if app.is_some() {
        check_choice(&mut packages)?;
    }
    linking::look_around(&mut packages, &project, app, &mut manifests, sources)?;
    share_out(&mut packages);
    Ok(packages)
}

/// Settles which package tells about an app that several link, and which keeps its files.
fn share_out(packages: &mut [Examined]) {
    let app = |package: &Examined| {
        let found = package.app.as_ref()?.found();
        Some((found.package.clone(), found.type_path.clone()))
    };
    let is_owner = |package: &&Examined| package.app.as_ref().is_some_and(|app| app.found().is_own);
    let owned: Vec<_> = packages.iter().filter(is_owner).filter_map(app).collect();
    let is_configured = |package: &&Examined| package.configuration.table.is_some();
    let configured: Vec<_> = packages
        .iter()
        .filter(is_configured)
        .filter_map(|package| Some((app(package)?, package.configuration.platforms())))
        .collect();
    for package in packages {
        let Some(key) = app(package) else { continue };
        for (_, platforms) in configured.iter().filter(|(other, _)| *other == key) {
            package.leave(*platforms);
        }
        package.is_guest = !is_owner(&&*package) && owned.contains(&key);
        let is_configured = package.configuration.table.is_some();
        let is_elsewhere =
            package.is_guest || configured.iter().any(|(other, _)| *other == key) || !package.files_named_in.is_empty();
        package.keeps_files = is_configured || !is_elsewhere;
    }
}

/// An app that was asked for is in one package, and the others are not meant. In none, the command line is wrong.
fn check_choice(packages: &mut Vec<Examined>) -> anyhow::Result<()> {
    let is_unknown = |problem: &&Problem| problem.rule == AMBIGUOUS_APP && problem.place.is_none();
    if packages.iter().any(|package| package.app.is_some()) {
        packages.retain(|package| !package.problems.iter().any(|problem| is_unknown(&problem)));
        return Ok(());
    }
    let problem = packages.iter().find_map(|package| package.problems.iter().find(is_unknown));
    if let Some(Problem { message, help, .. }) = problem {
        ensure!(!help.is_empty(), "{message}");
        bail!("{message}\n  help: {help}");
    }
    Ok(())
}

fn one(
    Selected { package, version }: Selected,
    cfg: &Cfg,
    outputs: &Arc<Outputs>,
    which: Option<&str>,
    manifests: &mut Manifests,
    sources: &mut Sources,
) -> anyhow::Result<Examined> {
    let found = find(&package, cfg, sources);
    let (app, of_list) = App::resolve(&found, which);
    let apps = match (&app, which) {
        (Some(app), _) => vec![app.clone()],
        (None, Some(_)) => Vec::new(),
        (None, None) => every_app(&found),
    };
    let manifest = manifests.read(&package.manifest_path, sources)?;
    let without_list = without_a_list(&found, &package, sources.get(manifest).text());
    let mut problems = found.problems;
    problems.extend(of_list);
    let of_finding = problems.len();
    problems.extend(without_list);
    let configuration = configuration::read(manifest, sources, &mut problems);
    let (mut files_named_in, mut named_at_home) = (Vec::new(), Platforms::NONE);
    if let Some(app) = &app {
        let home = outputs::linked(&package).into_iter().find(|linked| linked.name == app.found().package);
        if let Some(home) = home.filter(|_| !app.found().is_own) {
            let manifest = manifests.read(&home.manifest_path, sources)?;
            // What is wrong with it is told where it is at home.
            let of_home = configuration::read(manifest, sources, &mut Vec::new());
            let is_named_there = configuration.table.is_none() && of_home.table.is_some();
            files_named_in.extend(is_named_there.then(|| home.manifest_path.clone()));
            named_at_home = of_home.platforms();
        }
        problems.extend(app.check());
        let (manifest, list) = (&configuration.windows.manifest, &configuration.apple.info_plist);
        problems.extend(app.check_gaps(Platforms { windows: manifest.is_some(), apple: list.is_some() }));
        if app.sources().next().is_some() {
            let of_workspace = manifests.read(&package.workspace_root.join("Cargo.toml"), sources)?;
            problems.extend(configuration::panic_abort(of_workspace, sources));
        }
    }
    let platforms = cfg.families();
    let (found, files_read) = (found.tasks, found.files_read);
    let mut examined = Examined {
        package,
        version,
        configuration,
        app,
        apps,
        found,
        is_chosen: which.is_some(),
        is_guest: false,
        keeps_files: true,
        files_named_in,
        left_to_others: Platforms::NONE,
        listed_in: Vec::new(),
        listed_elsewhere: Vec::new(),
        platforms,
        problems,
        of_finding,
        files_read,
        outputs: Arc::clone(outputs),
    };
    examined.leave(named_at_home);
    Ok(examined)
}

/// The apps of a package that has several.
fn every_app(found: &Found) -> Vec<App> {
    let mut paths: Vec<_> = found.apps.iter().filter(|app| app.is_own).map(|app| app.type_path.as_str()).collect();
    // The same path twice is one app under several `cfg`s.
    paths.dedup();
    paths.into_iter().filter_map(|path| App::resolve(found, Some(path)).0).collect()
}

/// The Cargo.toml files that were read, each once.
#[derive(Default)]
struct Manifests {
    read: HashMap<PathBuf, FileId>,
}

impl Manifests {
    fn read(&mut self, path: &Path, sources: &mut Sources) -> anyhow::Result<FileId> {
        if let Some(known) = self.read.get(path) {
            return Ok(*known);
        }
        let shown = shown(path);
        let text = String::from_utf8(file::read(&shown)?.bytes().to_vec());
        let text = text.with_context(|| format!("can't read {}", shown.display()))?;
        let id = sources.add(shown, text.strip_prefix('\u{feff}').unwrap_or(&text));
        self.read.insert(path.to_owned(), id);
        Ok(id)
    }
}

/// The tasks of an app, resolved, with what each was made from.
pub fn tasks(app: &App) -> Vec<Task<'_>> {
    app.tasks().into_iter().zip(app.sources()).map(|(task, (found, from))| (task, found, from)).collect()
}

impl Examined {
    /// The tasks of this package that are in no app's list, resolved with the defaults of an app that says nothing. None
    /// where the app was chosen: those of others are not asked for.
    pub fn unlisted(&self) -> Vec<Task<'_>> {
        if self.is_chosen {
            return Vec::new();
        }
        let of_apps: Vec<_> = self.apps.iter().flat_map(tasks).collect();
        let listed: Vec<_> = of_apps.iter().map(|(_, found, _)| (&found.type_path, &found.place)).collect();
        let is_listed = |task: &FoundTask| {
            listed.contains(&(&task.type_path, &task.place)) || self.listed_elsewhere.contains(&task.type_path)
        };
        let unlisted = self.found.iter().filter(|task| task.is_own && !is_listed(task));
        let registrations = unlisted.flat_map(|task| task.registrations.iter().map(move |one| (task, one)));
        let resolved = registrations.map(|(task, registration)| {
            let spec = registration.spec(Place::UNKNOWN);
            (resolve::task(&AppSpec::DEFAULT, spec, 0, "", &NO_IDENTIFIERS), task, registration)
        });
        resolved.collect()
    }

    /// Takes it that another package with the same app names its files for these platforms.
    fn leave(&mut self, platforms: Platforms) {
        let own = self.configuration.platforms();
        self.left_to_others.windows |= platforms.windows && !own.windows;
        self.left_to_others.apple |= platforms.apple && !own.apple;
    }

    /// The platforms that the code was looked at for and whose files this package keeps.
    pub fn kept(&self) -> Platforms {
        if self.keeps_files { self.less_those_of_others(self.platforms) } else { Platforms::NONE }
    }

    /// Those of the platforms whose files no other package keeps.
    pub fn less_those_of_others(&self, platforms: Platforms) -> Platforms {
        let others = self.left_to_others;
        Platforms { windows: platforms.windows && !others.windows, apple: platforms.apple && !others.apple }
    }

    /// What the app declares, for planning its files.
    pub fn with_declared<R>(&self, use_it: impl FnOnce(&Declared<'_>) -> R) -> Option<R> {
        let app = self.app.as_ref()?;
        let tasks = app.tasks();
        let registrations: Vec<&Registration> = app.sources().map(|(_, registration)| registration).collect();
        let place = |task: usize, site: Site| registrations.get(task).map(|one| one.place_of(site));
        Some(use_it(&Declared {
            app: app.spec(),
            app_place: Some(app.found().place.clone()),
            tasks: &tasks,
            place: &place,
            unlisted: &app.unlisted(),
            has_list: !app.has_no_list(),
        }))
    }

    /// What the configuration could name, where it does not.
    pub fn built(&self) -> Built {
        let windows = &self.configuration.windows;
        Built {
            component: if windows.component.is_none() { self.outputs.component() } else { None },
            com_server: if windows.com_server.is_none() { self.outputs.program(&self.package.name) } else { None },
        }
    }

    /// Whether the project's programs and DLLs do what the tasks of the app need of them: told by the package that keeps the
    /// app's files.
    ///
    /// # Errors
    ///
    /// What cargo says when the rest of the workspace matters, and is not in order.
    pub fn check_outputs(&self, sources: &Sources) -> anyhow::Result<Vec<Problem>> {
        let problems = match &self.app {
            // What a misspelt key would have said is not known.
            Some(app) if self.kept().windows && !self.configuration.is_doubtful => {
                outputs::check(app, &self.package, &self.outputs, &self.configuration, sources)
            }
            _ => Vec::new(),
        };
        match self.outputs.failure() {
            Some(error) => bail!("{error}"),
            None => Ok(problems),
        }
    }

    /// Takes out what follows from other problems, and the warnings that its annotations allow.
    pub fn allow(&self, problems: &mut Vec<Problem>, allowed: &mut Allowed, sources: &Sources) {
        follow_ups::take_out(problems, &[], self.app.as_slice(), &self.found);
        let configuration = &self.configuration;
        let looked_at = LookedAt {
            platforms: self.platforms,
            manifest: self.keeps_files && configuration.windows.manifest.is_some(),
            property_list: self.keeps_files && configuration.apple.info_plist.is_some(),
            outputs: self.kept().windows,
        };
        allowed.take_out(problems, self.app.as_ref(), &self.found, looked_at, sources);
    }

    /// Whether its app asks for warnings to be errors.
    pub fn is_strict(&self) -> bool {
        self.app.as_ref().is_some_and(App::is_strict)
    }

    /// Whether something decides over tasks that could not be judged: what looks stale may not be.
    pub fn is_unsure(&self) -> bool {
        self.problems.iter().any(|problem| problem.rule == NOT_JUDGED)
    }
}
