//! An app with its tasks: the entries of its list resolved to what was found, and checked as a whole.
//!
//! What is here owns its data, so that core's specs, which borrow theirs, can be made from it at any time.

mod check;
pub mod follow_ups;
mod gaps;
mod list;
mod name;
mod resolve;
#[cfg(feature = "cli")]
mod task_list;

#[cfg(feature = "cli")]
pub use task_list::without_a_list;

use bgtask_core::model::{AppSpec, Place as ModelPlace, Platforms, ResolvedTask};
use bgtask_core::resolve::{self as defaults, Name, SharedIdentifiers};
use bgtask_core::rules::Site;

use crate::find::{Declaration, Found, FoundApp, FoundTask, Registration};
use crate::problem::Problem;
use crate::source::Place;

/// An app with its tasks.
#[derive(Clone, Debug)]
pub struct App {
    found: FoundApp,
    /// Its file, as a spec's place has it.
    file: String,
    entries: Vec<Entry>,
    /// What it could list, and no app does, where that was looked for.
    unlisted: Vec<Entry>,
    /// Its entries that name a task on some platforms only, where that was looked for.
    gaps: Vec<gaps::Gap>,
    shared: SharedIdentifiers<Name>,
    /// What finding has already told.
    told: Vec<Problem>,
    /// How many targets were looked at.
    targets: usize,
}

/// A task of an app.
#[derive(Clone, Debug)]
struct Entry {
    /// Its place in the list, entries that are switched off counted.
    index: u16,
    /// Where it is listed, if there is a list.
    listed: Option<Place>,
    /// The path by which the app's file can name it, where the app has no list.
    path: Option<String>,
    task: FoundTask,
    /// The task's file, as a spec's place has it.
    file: String,
    /// Its default entry point.
    class: Name,
    /// The platforms that it is compiled for, among those that were looked at.
    compiled: Platforms,
    /// The targets that it is compiled for.
    targets: Vec<usize>,
    /// Whether it may be absent all the same: something decides over it that can't be judged.
    may_be_absent: bool,
}

/// A task that no app lists, with what files would have for it if this one did.
#[derive(Clone, Debug)]
pub struct Unlisted {
    /// Its path, from the crate's name on.
    pub path: String,
    /// The entry points of its registrations.
    pub entry_points: Vec<String>,
    /// The identifiers of their requests.
    pub identifiers: Vec<String>,
}

/// A registration as the compiler makes it for one target.
#[derive(Clone, Copy, Debug)]
pub struct Compiled<'a> {
    /// The registration, with every default settled.
    pub task: ResolvedTask<'a>,
    /// What it was made from.
    pub from: &'a Registration,
    /// Whether it may be absent all the same: something decides over it that can't be judged from outside.
    pub may_be_absent: bool,
}

impl Entry {
    /// Whether it is compiled for a target.
    fn is_on(&self, target: usize) -> bool {
        self.targets.contains(&target)
    }
}

impl App {
    /// The app of a package, or the one of several whose type is called `which`, and what is wrong with its list. A task
    /// that is in no app's list is told as well.
    pub fn resolve(found: &Found, which: Option<&str>) -> (Option<Self>, Vec<Problem>) {
        resolve::resolve(found, which)
    }

    /// Every app of the package itself, and what is wrong with their lists.
    pub fn every(found: &Found) -> (Vec<Self>, Vec<Problem>) {
        resolve::every(found)
    }

    fn new(app: &FoundApp, entries: Vec<Entry>, found: &Found) -> Self {
        let prefix = app.declaration.identifier_prefix().unwrap_or_default();
        Self {
            file: app.file.display().to_string(),
            shared: defaults::shared_identifiers(prefix),
            found: app.clone(),
            entries,
            unlisted: Vec::new(),
            gaps: Vec::new(),
            told: found.problems.clone(),
            targets: found.families.len(),
        }
    }

    /// As it was found.
    pub fn found(&self) -> &FoundApp {
        &self.found
    }

    /// Whether it takes what tasks there are, having no list.
    pub fn has_no_list(&self) -> bool {
        self.found.tasks.is_none()
    }

    /// Of an app without a list, what stands for each task in one: its path, and the conditions that are left to the
    /// compiler.
    pub fn list(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().filter_map(|entry| Some((entry.path.as_deref()?, entry.task.guards.as_slice())))
    }

    /// The same app with only those tasks that are surely compiled, and then with each of the others beside them. The
    /// others may be there by turns, and are not to be checked against one another.
    pub fn by_certainty(&self) -> (Self, Vec<Self>) {
        let is_settled = |entry: &&Entry| entry.task.guards.is_empty();
        let with = |entries: Vec<Entry>| Self { entries, ..self.clone() };
        let settled: Vec<Entry> = self.entries.iter().filter(is_settled).cloned().collect();
        let others = self.entries.iter().filter(|entry| !is_settled(entry));
        let others = others.map(|other| with(settled.iter().chain([other]).cloned().collect())).collect();
        (with(settled), others)
    }

    /// The name of its type, as code writes it.
    pub fn written_name(&self) -> String {
        name::raw(self.type_name())
    }

    /// The path of its type, as the `main` of a package writes it: of what is in a library, from the name on that it has there.
    #[cfg(feature = "cli")]
    pub fn path_in_main(&self, package: &crate::find::Package) -> String {
        if !self.found.is_in_library {
            return self.written_name();
        }
        let mut linked = package.dependencies.iter().filter(|linked| linked.package.name == self.found.package);
        let mut parts: Vec<&str> = self.found.type_path.split("::").collect();
        if let (Some(first), Some(linked)) = (parts.first_mut(), linked.next()) {
            *first = &linked.name;
        }
        parts.into_iter().map(name::raw).collect::<Vec<_>>().join("::")
    }

    /// The name of its type.
    pub fn type_name(&self) -> &str {
        self.declaration().type_name()
    }

    /// Whether it asks for warnings to be errors.
    pub fn is_strict(&self) -> bool {
        self.declaration().is_strict()
    }

    /// What its annotation says.
    pub fn spec(&self) -> AppSpec<'_> {
        self.declaration().spec(place(&self.found.module, &self.file, self.found.line, self.found.column))
    }

    /// Where something of its annotation stands.
    pub fn place_of(&self, site: Site) -> Place {
        self.declaration().place_of(site)
    }

    /// Its registrations with every default settled, in the order of the list.
    pub fn tasks(&self) -> Vec<ResolvedTask<'_>> {
        self.resolved(self.registrations())
    }

    /// The tasks that no app lists and this one could, with what it would give them.
    pub fn unlisted(&self) -> Vec<Unlisted> {
        let unlisted = self.unlisted.iter().map(|entry| {
            let tasks = self.resolved(entry.task.registrations.iter().map(|one| (entry, one)));
            let entry_points = tasks.iter().filter_map(|task| task.windows?.entry_point.map(String::from));
            let identifiers = tasks.iter().filter_map(|task| task.apple?.identifier.map(String::from));
            Unlisted {
                path: entry.task.type_path.clone(),
                entry_points: entry_points.collect(),
                identifiers: identifiers.collect(),
            }
        });
        unlisted.collect()
    }

    fn resolved<'a>(
        &'a self,
        registrations: impl Iterator<Item = (&'a Entry, &'a Registration)>,
    ) -> Vec<ResolvedTask<'a>> {
        let app = self.spec();
        let shared = self.shared.as_strs();
        let mut tasks = Vec::new();
        for (entry, registration) in registrations {
            let place = place(&entry.task.module, &entry.file, registration.line, registration.column);
            let mut spec = registration.spec(place);
            // A task that is not compiled for a platform is not meant to run there.
            if entry.compiled != Platforms::ALL {
                spec.platforms = Some(spec.platforms.unwrap_or(app.made_for()).and(entry.compiled));
            }
            tasks.push(defaults::task(&app, spec, entry.index, entry.class.as_str(), &shared));
        }
        tasks
    }

    /// Its registrations as the compiler makes them for one of the targets that were looked at, in the order of the list. The
    /// compiler settles them for every platform, whatever it compiles for.
    pub fn compiled_for(&self, target: usize) -> Vec<Compiled<'_>> {
        let (app, shared) = (self.spec(), self.shared.as_strs());
        let there = self.registrations().filter(|(entry, _)| entry.is_on(target));
        let compiled = there.map(|(entry, registration)| {
            let spec =
                registration.spec(place(&entry.task.module, &entry.file, registration.line, registration.column));
            let task = defaults::task(&app, spec, entry.index, entry.class.as_str(), &shared);
            Compiled { task, from: registration, may_be_absent: entry.may_be_absent }
        });
        compiled.collect()
    }

    /// What each of [`App::tasks`] was made from, in the same order.
    pub fn sources(&self) -> impl Iterator<Item = (&FoundTask, &Registration)> {
        self.registrations().map(|(entry, registration)| (&entry.task, registration))
    }

    /// Everything that the rules say about the app and its tasks, at its place in the source, but for what finding has
    /// told already. Under `strict` it is all errors.
    pub fn check(&self) -> Vec<Problem> {
        check::check(self)
    }

    fn declaration(&self) -> &Declaration {
        &self.found.declaration
    }

    fn registrations(&self) -> impl Iterator<Item = (&Entry, &Registration)> {
        self.entries.iter().flat_map(|entry| entry.task.registrations.iter().map(move |one| (entry, one)))
    }
}

fn place<'a>(module: &'a str, file: &'a str, line: usize, column: usize) -> ModelPlace<'a> {
    let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
    ModelPlace { module, file, line: number(line), column: number(column) }
}
