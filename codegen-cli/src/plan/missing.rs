//! What the configuration in Cargo.toml lacks for the tasks that there are.

use bgtask_core::catalog::HostingModel;
use bgtask_core::model::{AppleKind, ResolvedTask};
use bgtask_core::rules::Site;
use bgtask_core::rules::project::MISSING_CONFIGURATION;

use super::Declared;
use crate::configuration::{APPLE, COM_SERVER, COMPONENT, Configuration, INFO_PLIST, Key, MANIFEST, Table, WINDOWS};
use crate::problem::Problem;
use crate::source::Place;

/// What cargo makes of the project, where that is known: what the configuration could name.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The DLL that has tasks.
    pub component: Option<String>,
    /// The app's program.
    pub com_server: Option<String>,
}

/// What the manifest's entries are made of, where tasks need it and it is not said.
pub fn for_windows(declared: &Declared<'_>, configuration: &Configuration, built: &Built) -> Vec<Problem> {
    let windows = &configuration.windows;
    let mut problems = Vec::new();
    if configuration.is_doubtful {
        return problems;
    }
    if windows.component.is_none() {
        let in_component =
            |task: &ResolvedTask<'_>| matches!(model(task), Some(HostingModel::OutOfProcess | HostingModel::Forwarded));
        problems.extend(missing(declared, configuration, WINDOWS, COMPONENT, built.component.as_deref(), in_component));
    }
    if windows.com_server.is_none() {
        let in_server = |task: &ResolvedTask<'_>| model(task).is_some_and(HostingModel::needs_clsid);
        problems.extend(missing(declared, configuration, WINDOWS, COM_SERVER, built.com_server.as_deref(), in_server));
    }
    problems
}

fn model(task: &ResolvedTask<'_>) -> Option<HostingModel> {
    task.windows.map(|windows| windows.model)
}

/// The manifest's path, where a task has to stand in it and the path is not said.
pub fn manifest(declared: &Declared<'_>, configuration: &Configuration) -> Option<Problem> {
    manifest_beside(declared, configuration, || None)
}

/// The same, with the path of the manifest that is there, if there is no doubt which.
pub fn manifest_beside(
    declared: &Declared<'_>,
    configuration: &Configuration,
    there: impl FnOnce() -> Option<String>,
) -> Option<Problem> {
    if configuration.windows.manifest.is_some() || configuration.is_doubtful {
        return None;
    }
    let stands_in_it = |task: &ResolvedTask<'_>| model(task).is_some_and(|model| model != HostingModel::InProcess);
    if !declared.tasks.iter().any(stands_in_it) {
        return None;
    }
    missing(declared, configuration, WINDOWS, MANIFEST, there().as_deref(), stands_in_it)
}

/// The property list's path, where a task or the app has something that belongs into it and the path is not said.
pub fn info_plist(declared: &Declared<'_>, configuration: &Configuration) -> Option<Problem> {
    info_plist_beside(declared, configuration, || None)
}

/// The same, with the path of the property list that is there, if there is no doubt which.
pub fn info_plist_beside(
    declared: &Declared<'_>,
    configuration: &Configuration,
    there: impl FnOnce() -> Option<String>,
) -> Option<Problem> {
    let is_said = configuration.apple.info_plist.is_some();
    if is_said || configuration.is_doubtful || !super::plist::is_wanted(declared) {
        return None;
    }
    let stands_in_it = |task: &ResolvedTask<'_>| {
        task.apple.is_some_and(|apple| apple.kind != AppleKind::None || !apple.modes.is_empty())
    };
    let known = there();
    let known = known.as_deref();
    let problem = missing(declared, configuration, APPLE, INFO_PLIST, known, stands_in_it)
        .unwrap_or_else(|| missing_for_app(declared, configuration, APPLE, INFO_PLIST, known));
    Some(if is_for_apple_by_its_prefix(declared) { by_prefix(problem, declared) } else { problem })
}

/// Whether nothing but the prefix of its identifiers makes the app one for Apple systems.
fn is_for_apple_by_its_prefix(declared: &Declared<'_>) -> bool {
    let app = &declared.app;
    let is_silent = app.platforms.is_none() && app.modes.is_empty() && app.exits_on_suspend.is_none();
    let are_silent = || declared.tasks.iter().all(|task| task.spec.platforms.is_none());
    app.identifier_prefix.is_some() && is_silent && are_silent()
}

/// What is missing for Apple systems, where only the prefix says that the app is for them: it may stand there unthinkingly.
fn by_prefix(mut problem: Problem, declared: &Declared<'_>) -> Problem {
    problem.message.extend([", as `", declared.app.type_name, "` has an `identifier_prefix`"]);
    problem.help += "; if the app is for Windows alone, take `identifier_prefix` out or write `platforms(\"windows\")`";
    problem
}

/// A key that is not said, the value that it would have if that is known, and the tasks that need it: at the first of them.
fn missing(
    declared: &Declared<'_>,
    configuration: &Configuration,
    table: Table,
    key: Key,
    known: Option<&str>,
    needs: impl Fn(&ResolvedTask<'_>) -> bool,
) -> Option<Problem> {
    let needing: Vec<usize> = (0..declared.tasks.len()).filter(|at| needs(&declared.tasks[*at])).collect();
    let first = *needing.first()?;
    let mut names: Vec<&str> = needing.iter().map(|at| declared.tasks[*at].spec.name).collect();
    // Two tasks of one name are told elsewhere.
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(*name));
    let verb = if names.len() == 1 { "needs" } else { "need" };
    let message = format!("{} {verb} `{}` in the configuration", super::difference::listed(&names), key.name);
    Some(problem(message, declared.place(first, Site::Item), configuration, table, key, known))
}

fn missing_for_app(
    declared: &Declared<'_>,
    configuration: &Configuration,
    table: Table,
    key: Key,
    known: Option<&str>,
) -> Problem {
    let message = format!("app `{}` needs `{}` in the configuration", declared.app.type_name, key.name);
    problem(message, declared.app_place.clone(), configuration, table, key, known)
}

fn problem(
    message: String,
    place: Option<Place>,
    configuration: &Configuration,
    table: Table,
    key: Key,
    known: Option<&str>,
) -> Problem {
    let value = known.map_or_else(
        // The name is the user's to know: an example's would be copied.
        || format!("{} = \"…\", {}", key.name, key.meaning()),
        |known| format!("{} = {known:?}", key.name),
    );
    let here = match table.name {
        name if name == WINDOWS.name => &configuration.windows.table,
        _ => &configuration.apple.table,
    };
    let add = format!("add to Cargo.toml, under {}: {value}", table.header());
    // Where nothing is set up, all that is missing is missing for one reason.
    let help = match (&configuration.table, here) {
        (None, _) => format!("`cargo bgtask init` sets this up; by hand, {add}"),
        (_, None) => format!("`cargo bgtask init --platform {}` sets this up; by hand, {add}", table.name),
        _ => add,
    };
    let problem = Problem::new(MISSING_CONFIGURATION, place, message, help);
    match here.as_ref().or(configuration.table.as_ref()) {
        Some(place) => problem.with_related(place.clone(), format!("`{}` is not here", key.name)),
        None => problem,
    }
}
