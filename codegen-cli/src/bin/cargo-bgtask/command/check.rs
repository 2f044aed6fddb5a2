//! `check`: whether all is in order.

use bgtask_codegen::allow::Allowed;
use bgtask_codegen::plan::{Findings, Request};
use bgtask_codegen::source::Sources;

use super::planning::{self, Plans};
use super::{Outcome, in_process};
use crate::examine::{Examined, examine};
use crate::options::{Check, Display};
use crate::output::Output;
use crate::project::Project;
use crate::report::{self, FileReport, FileStatus, Line, VERSION, shown};

pub(super) fn run(check: &Check, display: &Display, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut sources = Sources::new();
    let project = Project::find(&check.scope)?;
    output.warnings(&project.warnings);
    let packages = examine(project, check.scope.app.as_deref(), &mut sources)?;
    let (mut problems, mut lines, mut unusable) = (Vec::new(), Vec::new(), Vec::new());
    let (mut files, mut notes, mut in_process_tasks) = (Vec::new(), Vec::new(), Vec::new());
    let mut allowed = Allowed::default();
    for package in &packages {
        let plans = planning::plan(package, Request::default(), &mut sources);
        let Plans { files: planned, problems: of_configuration, unusable: of_files } = plans;
        let mut own = package.problems.clone();
        own.extend(of_configuration);
        own.extend(package.check_outputs(&sources)?);
        let mut to_know = Vec::new();
        for (planned, _) in planned {
            let status = if planned.change.is_some() { FileStatus::OutOfStep } else { FileStatus::UpToDate };
            let file = shown(&planned.path);
            lines.extend(planned.edits().iter().cloned().map(Line::Edit));
            lines.push(Line::File(FileReport { version: VERSION, file: file.clone(), status }));
            files.push(file);
            let Findings { problems, leftovers, out_of_step, notes: of_file } = planned.findings;
            to_know.extend(of_file);
            own.extend(problems.into_iter().chain(leftovers).chain(out_of_step));
        }
        package.allow(&mut own, &mut allowed, &sources);
        if super::are_tasks_settled(&package.problems, &own) {
            notes.extend(to_know);
        }
        if check.scope.strict || package.is_strict() {
            report::make_strict(&mut own);
        }
        in_process_tasks.extend(in_process::note(package));
        problems.extend(own);
        unusable.extend(of_files);
    }
    // With a mistake somewhere it is not known what would be told without.
    if unusable.is_empty() && !super::prevents_writing(&problems) {
        let mut unused = allowed.unused();
        if check.scope.strict || packages.iter().any(Examined::is_strict) {
            report::make_strict(&mut unused);
        }
        problems.extend(unused);
    }
    let (outcome, count) = super::conclude(problems, lines, unusable, &sources, display, output);
    if !display.message_format.is_for_people() {
        return Ok(outcome);
    }
    if !display.quiet {
        for note in notes {
            output.message(note);
        }
    }
    if display.verbose > 0 {
        for note in in_process_tasks {
            output.message(note);
        }
    }
    super::tell_files_read(&packages, display, output);
    output.summary(count, display);
    if outcome == Outcome::Success && !display.quiet {
        let said = super::nothing_to_do(&packages, &files);
        // Warnings are something to do.
        let without = said.strip_prefix(super::NOTHING_TO_DO).filter(|_| count.warnings > 0);
        output.result(without.unwrap_or(&said));
    }
    Ok(outcome)
}
