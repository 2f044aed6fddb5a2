//! The files of the app's packages: compared with the code, merged into files of their own, or edited.

use std::fs;
use std::path::{Path, PathBuf};

use bgtask_core::model::Platforms;
use bgtask_core::rules::manifest::MANIFEST_OUT_OF_STEP;
use bgtask_core::rules::project::AMBIGUOUS_APP;
use bgtask_core::rules::property_list::PLIST_OUT_OF_STEP;
use bgtask_core::rules::{Severity, Site};

use super::directives::Directives;
use super::environment::Environment;
use super::{Builder, apart, dependencies};
use crate::app::{App, follow_ups};
use crate::configuration::{self, APPLE, Configuration, INFO_PLIST, MANIFEST, WINDOWS};
use crate::file::{self, Original};
use crate::find::{Package, Registration, find};
use crate::plan::{self, Declared, Findings, Planned, Request, missing};
use crate::problem::Problem;
use crate::source::Sources;
use crate::xml::Position;

/// What is to be done with the files.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    pub check: bool,
    pub sync: bool,
    pub app: Option<String>,
    pub manifest_to: Option<PathBuf>,
    pub plist_to: Option<PathBuf>,
}

impl Wishes {
    /// The platforms whose files matter.
    fn platforms(&self) -> Platforms {
        let all = self.check || self.sync;
        Platforms { windows: all || self.manifest_to.is_some(), apple: all || self.plist_to.is_some() }
    }
}

/// # Files for packages
///
/// These need the feature `packaging`. The manifest and the property list are those that Cargo.toml names, under
/// `[package.metadata.bgtask]`. What they are to declare is judged for Windows and for Apple systems each, whatever this
/// build is for; path dependencies are looked at as well.
impl Builder {
    /// Warns where the manifest or the property list lacks what the code declares. `cargo bgtask sync` mends it.
    pub fn check(mut self) -> Self {
        self.files.check = true;
        self
    }

    /// Writes the manifest with what the code declares added to it. A path that is not absolute starts from `OUT_DIR`.
    ///
    /// The checked-in manifest stays as it is, unless this is its own path.
    pub fn manifest_to(mut self, path: impl Into<PathBuf>) -> Self {
        self.files.manifest_to = Some(path.into());
        self
    }

    /// Writes the property list with what the code declares added to it. A path that is not absolute starts from
    /// `OUT_DIR`.
    ///
    /// The checked-in property list stays as it is, unless this is its own path.
    pub fn plist_to(mut self, path: impl Into<PathBuf>) -> Self {
        self.files.plist_to = Some(path.into());
        self
    }

    /// Brings the checked-in manifest and property list into line, as `cargo bgtask sync` does. A build that edits its own
    /// sources surprises: `check` and the command line are the better way, where there is a choice.
    pub fn sync(mut self) -> Self {
        self.files.sync = true;
        self
    }

    /// Says which app the files belong to, where the package has several.
    pub fn app(mut self, name: impl Into<String>) -> Self {
        self.files.app = Some(name.into());
        self
    }
}

/// Does what is wished for, and gives what is wrong.
pub(super) fn run(
    wishes: &Wishes,
    environment: &Environment,
    mut package: Package,
    sources: &mut Sources,
    directives: &mut Directives,
) -> Vec<Problem> {
    let platforms = wishes.platforms();
    if !platforms.windows && !platforms.apple {
        return Vec::new();
    }
    let mut manifests = Vec::new();
    dependencies::add(&mut package, &mut manifests);
    for manifest in &manifests {
        directives.reads(manifest);
    }
    let found = find(&package, &environment.cfg.for_files(platforms), sources);
    directives.reads_all(&found, &environment.root);
    let (app, mut problems) = App::resolve(&found, wishes.app.as_deref());
    for problem in problems.iter_mut().filter(|problem| problem.rule == AMBIGUOUS_APP) {
        problem.help = String::from("say which with `Builder::app`");
    }
    let (of_compiler, of_finding) = apart(&found.problems);
    problems.extend(of_finding);
    let Some(app) = app else { return problems };
    let Ok(text) = fs::read_to_string(&environment.manifest_path) else { return problems };
    let cargo_toml = sources.add("Cargo.toml", text);
    let configuration = configuration::read(cargo_toml, sources, &mut problems);
    let tasks = app.tasks();
    let registrations: Vec<&Registration> = app.sources().map(|(_, registration)| registration).collect();
    let place = |task: usize, site: Site| registrations.get(task).map(|one| one.place_of(site));
    let declared = Declared {
        app: app.spec(),
        app_place: Some(app.found().place.clone()),
        tasks: &tasks,
        place: &place,
        unlisted: &app.unlisted(),
        has_list: !app.has_no_list(),
    };
    let mut files = Files { wishes, environment, configuration: &configuration, sources, directives, problems };
    if platforms.windows {
        files.manifest(&declared);
    }
    if platforms.apple && (declared.app.made_for().apple || plan::plist::is_wanted(&declared)) {
        files.plist(&declared);
    }
    let mut problems = files.problems;
    follow_ups::take_out(&mut problems, &of_compiler, &[app], &found.tasks);
    problems
}

struct Files<'f> {
    wishes: &'f Wishes,
    environment: &'f Environment,
    configuration: &'f Configuration,
    sources: &'f mut Sources,
    directives: &'f mut Directives,
    problems: Vec<Problem>,
}

impl Files<'_> {
    fn manifest(&mut self, declared: &Declared<'_>) {
        let before = self.errors();
        self.problems.extend(missing::for_windows(declared, self.configuration, &missing::Built::default()));
        self.problems.extend(missing::manifest(declared, self.configuration));
        let Some(setting) = &self.configuration.windows.manifest else { return };
        let said = format!("`{}` under {}", MANIFEST.name, WINDOWS.header());
        let Some((shown, original)) = self.read(&setting.value, &said) else { return };
        let planned = plan::manifest::plan(&shown, original.bytes(), declared, self.configuration, false, self.sources);
        match planned {
            Ok(planned) => self.put(planned, before, &original, self.wishes.manifest_to.as_deref()),
            Err(error) => self.unusable(&shown, Some(error.position), &error),
        }
    }

    fn plist(&mut self, declared: &Declared<'_>) {
        let before = self.errors();
        self.problems.extend(missing::info_plist(declared, self.configuration));
        let Some(setting) = &self.configuration.apple.info_plist else { return };
        let said = format!("`{}` under {}", INFO_PLIST.name, APPLE.header());
        let Some((shown, original)) = self.read(&setting.value, &said) else { return };
        let planned = plan::plist::plan(&shown, original.bytes(), declared, None, Request::default(), self.sources);
        match planned {
            Ok(planned) => self.put(planned, before, &original, self.wishes.plist_to.as_deref()),
            Err(errors) => {
                for error in errors {
                    self.unusable(&shown, error.position, &error);
                }
            }
        }
    }

    /// Tells what is wrong with a file, and writes it where that is wished for, unless there are more errors than before.
    fn put(&mut self, planned: Planned, before: usize, original: &Original, to: Option<&Path>) {
        let Findings { problems, leftovers, out_of_step, .. } = planned.findings;
        self.problems.extend(problems);
        let is_in_order = self.errors() == before;
        self.problems.extend(leftovers);
        if self.wishes.check && !self.wishes.sync {
            self.problems.extend(out_of_step.into_iter().map(as_warning));
        }
        if is_in_order {
            let bytes = planned.change.as_ref().map_or(original.bytes(), |change| &change.bytes);
            self.write(bytes, original, to);
        }
    }

    /// A file of the package, and its path as messages show it.
    fn read(&mut self, path: &Path, said: &str) -> Option<(PathBuf, Original)> {
        let real = self.environment.root.join(path);
        self.directives.reads(&real);
        match file::read(&real) {
            Ok(original) => Some((path.to_path_buf(), original)),
            Err(error) => {
                self.directives.fail(&format!("{error}\n  it is {said} in Cargo.toml"));
                None
            }
        }
    }

    fn write(&mut self, bytes: &[u8], original: &Original, to: Option<&Path>) {
        if self.wishes.sync
            && let Err(error) = original.replace(bytes)
        {
            self.directives.fail(&error.to_string());
        }
        let Some(to) = to else { return };
        let to = self.environment.out_dir.join(to);
        // A folder that can't be made is told by the file that can't be written.
        let _ = to.parent().map(fs::create_dir_all);
        if let Err(error) = file::put(&to, bytes) {
            self.directives.fail(&error.to_string());
        }
    }

    fn unusable(&mut self, shown: &Path, position: Option<Position>, error: &dyn std::fmt::Display) {
        let at = position.map_or_else(String::new, |position| format!(":{position}"));
        self.directives.fail(&format!("{}{at}: {error}", shown.display()));
    }

    fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_error()).count()
    }
}

/// A build is no place to refuse a file that is only behind.
fn as_warning(mut problem: Problem) -> Problem {
    if problem.rule == MANIFEST_OUT_OF_STEP || problem.rule == PLIST_OUT_OF_STEP {
        problem.severity = Severity::Warning;
    }
    problem
}
