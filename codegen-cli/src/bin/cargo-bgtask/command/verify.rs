//! `verify`: what a built binary says of the tasks in it, against the code and the files.

use std::path::Path;

use anyhow::ensure;
use bgtask_codegen::app::App;
use bgtask_codegen::file;
use bgtask_codegen::find::Cfg;
use bgtask_codegen::plan::{Findings, Request};
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::{Place, Sources};
use bgtask_codegen::witness::{self, Binary, BuiltApp, Format, Witness, WitnessError};
use bgtask_core::record::Record;
use bgtask_core::rules::binary::NOT_IN_THE_CODE;
use bgtask_core::rules::project::{AMBIGUOUS_APP, UNRESOLVED_TASK};

use super::{Outcome, planning};
use crate::document::Unusable;
use crate::examine::{Examined, examine};
use crate::options::{Display, Verify};
use crate::output::Output;
use crate::project::Project;

/// What a run has found.
#[derive(Default)]
struct Audit {
    problems: Vec<Problem>,
    /// Files that could not be used.
    unusable: Vec<Unusable>,
    /// What is in order, in a line each.
    in_order: Vec<String>,
    /// What is built in, in a line each.
    built: Vec<String>,
    /// What the project says of its own.
    warnings: Vec<String>,
}

pub(super) fn run(verify: &Verify, display: &Display, output: &mut Output) -> anyhow::Result<Outcome> {
    ensure!(verify.scope.target.len() < 2, "`verify` takes one --target: the one that the binary was built for");
    let (mut sources, mut audit) = (Sources::new(), Audit::default());
    for binary in &verify.binaries {
        audit.file(binary, verify, &mut sources)?;
    }
    let Audit { problems, unusable, in_order, built, warnings } = audit;
    output.warnings(&warnings);
    let (outcome, count) = super::conclude(problems, Vec::new(), unusable, &sources, display, output);
    if !display.message_format.is_for_people() {
        return Ok(outcome);
    }
    if display.verbose > 0 {
        for line in built {
            output.message(line);
        }
    }
    output.summary(count, display);
    if !display.quiet {
        for line in in_order {
            output.result(line);
        }
    }
    Ok(outcome)
}

/// An app of a binary.
struct Built<'a> {
    app: BuiltApp<'a>,
    /// The triple of what it was built for.
    target: String,
    /// Whether `--app` and `--target` leave it in.
    is_asked_for: bool,
}

impl<'a> Built<'a> {
    fn of(record: &'a Record<'a>, verify: &Verify) -> Result<Self, WitnessError> {
        let app = BuiltApp::of(record)?;
        let own = witness::triple(&record.target);
        let said = verify.scope.target.first();
        let is_called_so = verify.scope.app.as_ref().is_none_or(|name| is_called(&app.type_path(), name));
        let is_for_it = said.is_none_or(|said| own.is_err() || witness::is_for(&record.target, said));
        // What is not known here has to be said.
        let target = match said {
            Some(said) if is_for_it => said.clone(),
            _ => String::from(own?),
        };
        Ok(Self { app, target, is_asked_for: is_called_so && is_for_it })
    }
}

impl Audit {
    /// Reads a binary and compares what it says. What can't be read is noted, and the other files are looked at all the same.
    fn file(&mut self, path: &Path, verify: &Verify, sources: &mut Sources) -> anyhow::Result<()> {
        let bytes = match file::look(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.unusable.push(Unusable::of_binary(&error));
                return Ok(());
            }
        };
        let unusable = |error: &WitnessError| Unusable::new(path, None, error, error.help());
        let Witness { format, records } = match witness::read(&bytes) {
            Ok(witness) => witness,
            Err(error) => {
                self.unusable.push(unusable(&error));
                return Ok(());
            }
        };
        if records.is_empty() {
            self.unusable.push(Unusable::new(
                path,
                None,
                "no app left word in it of what is built in",
                silence(format),
            ));
        }
        let mut others = Vec::new();
        for record in &records {
            let built = match Built::of(record, verify) {
                Ok(built) => built,
                Err(error) => {
                    self.unusable.push(unusable(&error));
                    continue;
                }
            };
            if built.is_asked_for {
                let binary = Binary { shown: &path.display().to_string(), target: &built.target };
                self.app(&built.app, record, binary, records.len() == 1, verify, sources)?;
            } else {
                others.push(format!("`{}`, built for {}", built.app.type_path(), built.target));
            }
        }
        // To find nothing wrong with nothing would be no answer.
        if !others.is_empty() && others.len() == records.len() {
            let message = format!("what is asked for is not in it: it has {}", others.join(", and "));
            let help = "without --app and --target, all that is in it is looked at";
            self.unusable.push(Unusable::new(path, None, message, help));
        }
        Ok(())
    }

    /// Compares one app, as built for one target.
    fn app(
        &mut self,
        built: &BuiltApp<'_>,
        record: &Record<'_>,
        binary: Binary<'_>,
        alone: bool,
        verify: &Verify,
        sources: &mut Sources,
    ) -> anyhow::Result<()> {
        let cfg = Cfg::target(binary.target)?.with_debug_assertions(record.target.debug_assertions);
        let project = Project::find_for(&verify.scope, cfg)?;
        self.warnings.clone_from(&project.warnings);
        let path = built.type_path();
        let packages = examine(project, verify.scope.app.as_deref(), sources)?;
        self.tell(built, record, binary);
        let apps = || packages.iter().flat_map(|package| package.apps.iter().map(move |app| (package, app)));
        let of_path: Vec<_> = apps().filter(|(_, app)| app.found().type_path == path).collect();
        let Some((package, app)) = of_path.iter().find(|(package, _)| !package.is_guest).or(of_path.first()) else {
            self.problems.push(witness::not_in_the_code(built, binary));
            // The one app that there is should be in the one binary.
            let mut others = apps().filter(|(package, _)| !package.is_guest);
            if let (Some((_, app)), None, true) = (others.next(), others.next(), alone) {
                self.problems.push(witness::not_built_in(app, binary));
            }
            return Ok(());
        };
        let before = self.problems.len();
        self.code(package, app, built, binary, sources);
        let mut files = Vec::new();
        for (package, app) in of_path.iter().filter(|(package, _)| package.keeps_files) {
            files.extend(self.files(package, app, built, binary, sources));
        }
        if self.problems.len() == before {
            let places: Vec<String> = std::iter::once(String::from("in the code")).chain(files).collect();
            let tasks = record.tasks.len();
            let tasks = if tasks == 1 { String::from("1 task is") } else { format!("{tasks} tasks are") };
            let Binary { shown, target } = binary;
            self.in_order.push(format!("{shown} ({target}): `{path}`: {tasks} as {}", places.join(" and ")));
        }
        Ok(())
    }

    fn tell(&mut self, built: &BuiltApp<'_>, record: &Record<'_>, Binary { shown, target }: Binary<'_>) {
        let assertions = if record.target.debug_assertions { ", with debug assertions" } else { "" };
        self.built.push(format!("{shown}: `{}`, built for {target}{assertions}", built.type_path()));
        for task in built.tasks() {
            let spec = &task.spec;
            self.built.push(format!("  `{}` ({}::{}), {}", spec.name, spec.place.module, spec.type_name, spec.trigger));
        }
    }

    fn code(&mut self, package: &Examined, app: &App, built: &BuiltApp<'_>, binary: Binary<'_>, sources: &Sources) {
        let is_listed = |problem: &&Problem| problem.rule == UNRESOLVED_TASK;
        let listed = |name: &str| {
            let mut places = package.problems.iter().filter(is_listed).filter_map(|problem| problem.place.as_ref());
            places.find(|place| is_called(text(place, sources), name)).cloned()
        };
        let found = witness::compare(app, 0, built, binary, listed);
        let explained: Vec<_> =
            found.iter().filter(|problem| problem.rule == NOT_IN_THE_CODE).map(|problem| &problem.place).collect();
        // What is wrong with the code may be why it seems to differ. What a list names in vain and the binary has is told.
        let of_code = package.problems.iter().filter(|problem| {
            let is_explained = is_listed(problem) && explained.contains(&&problem.place);
            problem.is_error() && problem.rule != AMBIGUOUS_APP && !is_explained
        });
        self.problems.extend(of_code.cloned());
        self.problems.extend(found);
    }

    /// Compares with the files of the binary's platform, and returns which those are.
    fn files(
        &mut self,
        package: &Examined,
        app: &App,
        built: &BuiltApp<'_>,
        binary: Binary<'_>,
        sources: &mut Sources,
    ) -> Vec<String> {
        let plans = witness::with_built(built, Some(app), |declared| {
            planning::plan_declared(package, declared, Request::default(), sources)
        });
        self.problems.extend(plans.problems);
        self.unusable.extend(plans.unusable);
        let mut files = Vec::new();
        for (planned, _) in plans.files {
            files.push(format!("in {}", planned.path.display()));
            // What the rules say of declared tasks, `check` says.
            let Findings { problems, leftovers, out_of_step, .. } = planned.findings;
            self.problems.extend(problems.into_iter().filter(|problem| problem.place.is_none()));
            let found = leftovers.into_iter().chain(out_of_step);
            self.problems.extend(found.map(|problem| witness::of_binary(problem, binary)));
        }
        files
    }
}

/// Whether a path ends with this name or path.
fn is_called(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with("::"))
}

fn text<'s>(place: &Place, sources: &'s Sources) -> &'s str {
    sources.get(place.file).text().get(place.range.clone()).unwrap_or_default()
}

/// Why a binary may have no record, and what to do.
fn silence(format: Format) -> &'static str {
    match format {
        Format::Pe => {
            "link an app in: linkers for Windows keep what is said of it only where a program calls `register_all` of the \
             app, or `serve_com`, or a DLL has `export_component!` or `export_forwarder!`"
        }
        Format::Elf | Format::MachO => {
            "link an app in: is it the right file, and does it use the crate that has the `#[background_app]`? Tools that \
             take out whole sections may have taken this one, called `.bgtask` or `__bgtask`"
        }
        Format::Archive => {
            "put the crate that has the `#[background_app]` into it: what a library of rustc's depends on is in other files. \
             Bitcode, as `-C linker-plugin-lto` leaves it, says nothing"
        }
    }
}
