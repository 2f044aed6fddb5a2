//! Whether the project's programs and DLLs are what its configuration says, and do what its tasks need.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bgtask_core::catalog::HostingModel;
use bgtask_core::grammar::closest;
use bgtask_core::rules::Rule;
use bgtask_core::rules::project::{NEVER_CALLED, NO_DLL_EXPORTS, NOT_BUILT_HERE};

use super::tauri::MainProgram;
use super::{Kind, Output, Outputs, dll, names_of_linked, program, search};
use crate::app::App;
use crate::configuration::{COM_SERVER, COMPONENT, Configuration, Key, Setting};
use crate::find::{BGTASK, Calls, Package, TargetKind};
use crate::plan::listed;
use crate::problem::Problem;
use crate::shown::plain;
use crate::source::{SourceFile, Sources};

/// What of a crate makes it the DLL of tasks: one of the macros, or what they call.
const EXPORTS: &[&str] = &["export_component", "export_forwarder", "get_activation_factory"];

/// The module of what a program calls.
const WINDOWS: &str = "bgtask::host::windows";

/// What `main` returns where it hands the calls' errors on. What it returns now is not known, and most often it is nothing.
const RESULT: &str = "which must return a `Result`";

/// What takes on that Windows activates a task in the app's own process.
const INSTALLS: &[&str] = &["install", "install_with", "on_background_activated"];
/// What takes on that Windows starts the program as a COM server.
const SERVES: &[&str] = &["serve_com"];
/// What registers tasks, bgtask's ways and Windows' own.
const REGISTERS: &[&str] = &[
    "register",
    "register_all",
    "register_all_with",
    "register_task",
    "Register*",
    "after_update",
    "after_update_with",
];

/// What is wrong with the programs and DLLs of a package's app, as far as it can be seen without compiling.
pub fn check(
    app: &App,
    package: &Package,
    outputs: &Outputs,
    configuration: &Configuration,
    sources: &Sources,
) -> Vec<Problem> {
    let tasks = app.tasks();
    let in_models = |models: &[HostingModel]| -> Vec<&str> {
        let of_model = tasks.iter().filter(|task| task.windows.is_some_and(|windows| models.contains(&windows.model)));
        let mut names: Vec<&str> = of_model.map(|task| task.spec.name).collect();
        names.dedup();
        names
    };
    let in_dll = in_models(&[HostingModel::OutOfProcess, HostingModel::Forwarded]);
    let in_server = in_models(&[HostingModel::Com, HostingModel::Forwarded]);
    let in_process = in_models(&[HostingModel::InProcess]);
    let project = Project { app, package, outputs, sources };
    let (component, server) = (&configuration.windows.component, &configuration.windows.com_server);
    let mut problems = Vec::new();
    if !in_dll.is_empty() {
        problems.extend(project.dll(&in_dll, component.as_ref()));
    }
    if let Some(server) = server.as_ref().filter(|_| !in_server.is_empty()) {
        problems.extend(project.com_server(server));
    }
    let has_tasks = tasks.iter().any(|task| task.windows.is_some());
    problems.extend(project.calls(&in_process, &in_server, has_tasks, server.as_ref()));
    problems
}

/// Whether a file's code may make a crate the DLL of tasks.
pub(super) fn exports(_: &Path, text: &[u8]) -> bool {
    Calls { names: EXPORTS, counts_texts: false, is_stranger: &|_| false }.stand_in(text)
}

struct Project<'p> {
    app: &'p App,
    package: &'p Package,
    outputs: &'p Outputs,
    sources: &'p Sources,
}

impl Project<'_> {
    fn at_app(&self, rule: &'static Rule, message: String, help: impl Into<String>) -> Problem {
        Problem::new(rule, Some(self.app.found().place.clone()), message, help)
    }

    /// Whether there is a DLL that has the tasks, and the configuration names it.
    fn dll(&self, tasks: &[&str], component: Option<&Setting<String>>) -> Option<Problem> {
        // Most often it is the one that is named, and nothing else needs to be read.
        let is_meant = |output: &&Output| component.is_some_and(|component| is_named(&output.dll(), &component.value));
        if self.outputs.any(|output| output.kind == Kind::Dll && is_meant(&output) && output.exports()) {
            return None;
        }
        let exporting: Vec<_> = self.outputs.may_be_loaded().filter(|output| output.exports()).collect();
        if !exporting.is_empty() {
            // What an archive or an example becomes is not known, unless cargo makes a DLL of the same library.
            let (dlls, others): (Vec<_>, Vec<_>) = exporting.into_iter().partition(|output| output.kind == Kind::Dll);
            let is_known = others.iter().all(|other| {
                other.kind == Kind::Archive
                    && dlls.iter().any(|dll| dll.package == other.package && dll.root == other.root)
            });
            let mut names: Vec<String> = dlls.iter().map(|output| output.dll()).collect();
            // One library may be both a `cdylib` and a `dylib`.
            names.dedup();
            let component = component.filter(|_| is_known)?;
            let mut linked = names_of_linked(self.package, TargetKind::Library).map(dll);
            if linked.any(|name| is_named(&name, &component.value))
                && self.outputs.of_kind(Kind::Dll).all(|output| !is_meant(&output))
            {
                return None;
            }
            return not_built(COMPONENT, component, &names, "DLL with tasks");
        }
        if self.outputs.of_kind(Kind::Dll).any(|output| self.outputs.links_an_export(output)) {
            return None;
        }
        let dlls = self.outputs.of_kind(Kind::Dll);
        let names: Vec<_> = dlls.map(|output| format!("`{}`", output.package)).collect();
        let of_tasks = listed(tasks);
        let verb = if tasks.len() == 1 { "needs" } else { "need" };
        let line = if tasks_are_forwarded(self.app) {
            "`bgtask::export_forwarder!(…);`"
        } else {
            "`bgtask::export_component!(…);`"
        };
        let (why, mut help) = match names.as_slice() {
            [] => (
                String::from("no crate of the project has the type `cdylib`"),
                format!("make a crate of that type, which depends on the app's library, with {line}"),
            ),
            names => (
                format!("no `cdylib` of the project exports tasks: not {}", names.join(" or ")),
                format!(
                    "write {line} in a crate of that type which depends on the app's library, if need be a new one"
                ),
            ),
        };
        if !self.app.found().is_in_library {
            help += "; for that, move the app from the program into `src/lib.rs`";
        }
        help.extend(["; where it is built elsewhere, `allow(\"", NO_DLL_EXPORTS.id, "\")` on the app says so"]);
        let problem = self.at_app(NO_DLL_EXPORTS, format!("{of_tasks} {verb} a DLL, and {why}"), help);
        Some(match component {
            Some(component) => problem.with_related(component.place.clone(), "nothing here makes it"),
            None => problem,
        })
    }

    fn com_server(&self, server: &Setting<String>) -> Option<Problem> {
        let programs: Vec<String> = self.outputs.of_kind(Kind::Program).map(Output::program).collect();
        let examples = self.outputs.of_kind(Kind::Example).map(Output::program);
        let linked = names_of_linked(self.package, TargetKind::Binary).map(program);
        let mut others = examples.chain(linked);
        let is_unknown = |output: &Output| output.in_the_end == MainProgram::Unknown;
        // Where there is no program, another tool makes it.
        let is_other = programs.is_empty()
            || self.outputs.of_kind(Kind::Program).any(is_unknown)
            || others.any(|name| is_named(&name, &server.value));
        if is_other {
            return None;
        }
        not_built(COM_SERVER, server, &programs, "program")
    }

    /// Whether a program of the app's calls what its tasks need.
    fn calls(
        &self,
        in_process: &[&str],
        in_server: &[&str],
        has_tasks: bool,
        server: Option<&Setting<String>>,
    ) -> Vec<Problem> {
        if !self.outputs.has_programs(&self.package.name) {
            return Vec::new();
        }
        let is_server = |output: &&Output| server.is_some_and(|server| is_named(&output.program(), &server.value));
        let named = || self.outputs.of_kind(Kind::Example).filter(is_server);
        let (name, path) = (self.app.written_name(), self.app.path_in_main(self.package));
        let calls = [
            (
                !in_server.is_empty(),
                SERVES,
                format!("nothing calls `{name}::serve_com`, which runs {}", listed(in_server)),
                format!(
                    "begin `main`, {RESULT}, with `#[cfg(windows)] if {path}::serve_com()? == \
                     {WINDOWS}::StartedFor::Tasks {{ return Ok(()); }}`: Windows starts the program for a task"
                ),
            ),
            (
                !in_process.is_empty(),
                INSTALLS,
                format!("nothing calls `{name}::install`, which runs {}", listed(in_process)),
                format!(
                    "begin `main`, {RESULT}, with `#[cfg(windows)] {path}::install()?;`: Windows tells the app of a task by \
                     an event"
                ),
            ),
            (
                has_tasks,
                REGISTERS,
                format!("nothing calls `{name}::register_all`, so no task is ever started"),
                format!(
                    "call it in `main`, {RESULT}: `#[cfg(windows)] \
                     bgtask::block_on({path}::register_all(&{WINDOWS}::WindowsHost::new()))?;`"
                ),
            ),
        ];
        let missing = calls.into_iter().filter(|(is_needed, names, ..)| *is_needed && !self.calls_one(names, named));
        missing.map(|(.., message, help)| self.at_app(NEVER_CALLED, message, help)).collect()
    }

    /// Whether one of the names may be called in the project, and not only in bgtask itself: in a file whose text was kept, or
    /// else in any. `examples` are programs of the app's as well.
    fn calls_one<'o, I: Iterator<Item = &'o Output>>(&self, names: &[&str], examples: impl Fn() -> I) -> bool {
        let (ours, linked): (Vec<_>, Vec<_>) =
            super::linked(self.package).into_iter().partition(|package| BGTASK.contains(&&*package.name));
        let ours: Vec<_> =
            ours.iter().flat_map(|package| &package.targets).filter_map(|target| target.root.parent()).collect();
        let is_theirs =
            |path: &Path| absolute(path).is_some_and(|path| !ours.iter().any(|folder| path.starts_with(folder)));
        let calls = |path: &Path, text: &[u8]| {
            let package = OnceCell::new();
            let is_stranger = |name: &str| {
                let package = package.get_or_init(|| package_of(path, &linked));
                package.is_some_and(|package| package.strangers.has(name) && !self.leads_to_app(package, name))
            };
            Calls { names, counts_texts: false, is_stranger: &is_stranger }.stand_in(text)
        };
        let is_code = |path: &Path| path.extension().is_some_and(|extension| extension == "rs");
        let read = self.sources.iter().map(|(_, file)| file).filter(|file| is_code(&file.path));
        let (kept, others): (Vec<_>, Vec<_>) = read.partition(|file| file.kept_text().is_some());
        let has = |file: &&SourceFile| calls(&file.path, file.text().as_bytes()) && is_theirs(&file.path);
        let has_again = |file: &&SourceFile| {
            file.whole_path.as_deref().is_some_and(|path| search::in_file(path, &calls)) && is_theirs(&file.path)
        };
        // Mostly it is where a program begins.
        let of_linked = || linked.iter().flat_map(|package| &package.targets).map(|target| &target.root);
        let begins_with_it = || of_linked().any(|root| search::in_file(root, &calls));
        if kept.iter().any(has) || begins_with_it() || others.iter().any(has_again) {
            return true;
        }
        // A build script may write code. For what follows, cargo may have to be asked.
        let writes =
            |_: &Path, text: &[u8]| Calls { names, counts_texts: true, is_stranger: &|_| false }.stand_in(text);
        let mut scripts = linked.iter().filter_map(|package| package.build_script.as_ref());
        let of_workspace = self.outputs.all().iter().filter(|output| output.kind != Kind::Example);
        let of_workspace = of_workspace.filter(|output| !BGTASK.contains(&&*output.package));
        let roots = of_linked().chain(of_workspace.map(|output| &output.root));
        let folders: BTreeSet<&Path> = roots.filter_map(|root| root.parent()).collect();
        scripts.any(|path| search::in_file(path, &writes))
            || examples().any(|example| example.has(&calls))
            || folders.iter().any(|folder| search::in_folder(folder, &calls))
    }

    /// Whether a crate that a package links by its path has the app, or links it in turn.
    fn leads_to_app(&self, package: &Package, name: &str) -> bool {
        let mut crates = package.dependencies.iter().filter(|linked| linked.name == name);
        crates.any(|linked| super::linked(&linked.package).iter().any(|one| one.name == self.app.found().package))
    }
}

fn absolute(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path).ok().map(|path| plain(&path))
}

/// The one of these packages that a file lies in.
fn package_of<'p>(path: &Path, packages: &[&'p Package]) -> Option<&'p Package> {
    let path = absolute(path)?;
    let root = path.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file())?;
    packages.iter().copied().find(|package| plain(&package.root) == root)
}

/// Whether all tasks that Windows loads a DLL for are forwarded: then the DLL is the forwarder alone.
fn tasks_are_forwarded(app: &App) -> bool {
    let tasks = app.tasks();
    !tasks.iter().any(|task| task.windows.is_some_and(|windows| windows.model == HostingModel::OutOfProcess))
}

/// Whether a path in the package ends in this name. Windows tells no case from the other.
fn is_named(name: &str, path: &str) -> bool {
    path.rsplit(['/', '\\']).next().is_some_and(|last| last.eq_ignore_ascii_case(name))
}

/// A setting that names none of what there is.
fn not_built(key: Key, setting: &Setting<String>, there: &[String], what: &str) -> Option<Problem> {
    // What a token becomes, the tool knows that fills it in.
    if setting.value.contains('$') || there.iter().any(|name| is_named(name, &setting.value)) {
        return None;
    }
    let names: Vec<_> = there.iter().map(|name| format!("`{name}`")).collect();
    let meant = closest(&setting.value, there.iter().map(String::as_str))
        .map_or_else(|| format!("the project builds {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    let message = format!("`{}` is `{}`, and the project builds no {what} of that name", key.name, setting.value);
    let help = format!(
        "{meant}{} where a packager gives it another name, `allow(\"{}\")` on the app says so",
        if meant.ends_with('?') { "" } else { ";" },
        NOT_BUILT_HERE.id
    );
    Some(Problem::new(NOT_BUILT_HERE, Some(setting.place.clone()), message, help))
}
