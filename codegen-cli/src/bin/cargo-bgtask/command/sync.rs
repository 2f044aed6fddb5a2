//! `sync`: brings files into line.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::bail;
use bgtask_codegen::allow::Allowed;
use bgtask_codegen::file::{FileError, FileErrorKind, Original};
use bgtask_codegen::plan::Request;
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;

use super::planning::{self, Plans};
use super::{Outcome, in_process};
use crate::document::{Change, Planned, Unusable};
use crate::examine::{Examined, examine};
use crate::options::{Display, Sync};
use crate::output::Output;
use crate::project::Project;
use crate::report::{self, Count, FileReport, FileStatus, Finished, Line, Stream, VERSION, shown};

/// A file, and what became of it.
struct Done {
    planned: Planned,
    original: Original,
    status: FileStatus,
}

impl Done {
    /// The file as it is to be.
    fn bytes(&self) -> &[u8] {
        self.planned.bytes(self.original.bytes())
    }
}

/// What was planned for all packages.
#[derive(Default)]
struct Gathered {
    files: Vec<Done>,
    problems: Vec<Problem>,
    unusable: Vec<Unusable>,
    notes: Vec<String>,
}

pub(super) fn run(sync: &Sync, display: &Display, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut sources = Sources::new();
    let project = Project::find(&sync.scope)?;
    output.warnings(&project.warnings);
    let packages = examine(project, sync.scope.app.as_deref(), &mut sources)?;
    let (gathered, written) = plan_and_write(&packages, sync, &mut sources)?;
    let Gathered { files, mut problems, unusable, notes } = gathered;
    report::in_order(&mut problems, &sources);
    let count = Count::of(&problems);
    let mut failures: Vec<_> = unusable.into_iter().map(anyhow::Error::new).collect();
    failures.extend(written.err().map(anyhow::Error::new));
    let outcome = Outcome::of(failures.is_empty(), count);
    let lines = lines(&files, Finished::new(outcome == Outcome::Success, count, failures.len()));
    report::write(&problems, &sources, &failures, &lines, display.message_format, Stream::Result, output);
    if display.message_format.is_for_people() {
        tell(&files, sync, display, output);
        if outcome != Outcome::Unusable && !display.quiet {
            for note in notes {
                output.result(note);
            }
        }
        if outcome == Outcome::Success && !display.quiet && is_up_to_date(&files) {
            let names: Vec<_> = files.iter().map(|done| shown(&done.planned.path)).collect();
            output.result(super::nothing_to_do(&packages, &names));
        }
        super::tell_files_read(&packages, display, output);
        output.summary(count, display);
    }
    Ok(outcome)
}

impl Gathered {
    /// Plans the files of a package.
    fn add(&mut self, package: &Examined, sync: &Sync, sources: &mut Sources) {
        let prune = sync.prune && !package.is_unsure();
        let request = Request { prune, usage_descriptions: sync.usage_descriptions };
        let Plans { files, problems, unusable } = planning::plan(package, request, sources);
        let mut own = package.problems.clone();
        own.extend(problems);
        own.extend(files.iter().flat_map(|(planned, _)| planned.findings.problems.clone()));
        let is_held_back = super::prevents_writing(&own);
        own.extend(files.iter().flat_map(|(planned, _)| planned.findings.leftovers.clone()));
        package.allow(&mut own, &mut Allowed::default(), sources);
        if super::are_tasks_settled(&package.problems, &own) {
            self.notes.extend(files.iter().flat_map(|(planned, _)| planned.findings.notes.clone()));
        }
        if sync.scope.strict || package.is_strict() {
            report::make_strict(&mut own);
        }
        self.problems.extend(own);
        self.unusable.extend(unusable);
        self.notes.extend(in_process::note(package));
        self.notes.extend((sync.prune && !prune).then(|| super::not_pruned(package)));
        let done = |(planned, original): (Planned, Original)| {
            let status = if planned.change.is_some() { FileStatus::OutOfStep } else { FileStatus::UpToDate };
            Done { planned, original, status }
        };
        let mut files: Vec<_> = files.into_iter().map(done).collect();
        // With errors it is not known whether a file that seems up to date is.
        if is_held_back {
            for done in &mut files {
                done.status = FileStatus::HeldBack;
            }
        }
        self.files.append(&mut files);
    }
}

/// Writes nothing of what would be written.
fn hold_back(files: &mut [Done]) {
    for done in files.iter_mut().filter(|done| done.status == FileStatus::OutOfStep) {
        done.status = FileStatus::HeldBack;
    }
}

/// What the JSON form says besides the problems.
fn lines(files: &[Done], finished: Finished) -> Vec<Line> {
    let mut lines = Vec::new();
    for done in files {
        lines.extend(done.planned.edits().iter().cloned().map(Line::Edit));
        let file = shown(&done.planned.path);
        lines.push(Line::File(FileReport { version: VERSION, file, status: done.status }));
    }
    lines.push(Line::Finished(finished));
    lines
}

/// A file that several packages keep is written once. Two that want different things of it can't both have their way.
fn check_twice(files: &mut Vec<Done>) -> anyhow::Result<()> {
    let mut known: HashMap<PathBuf, usize> = HashMap::new();
    let mut kept: Vec<Done> = Vec::new();
    for done in files.drain(..) {
        let path = &done.planned.path;
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        match known.get(&real) {
            None => {
                known.insert(real, kept.len());
                kept.push(done);
            }
            Some(other) if kept[*other].bytes() == done.bytes() => {}
            Some(_) => {
                bail!(
                    "several packages keep {} in step, each with other tasks: choose one with --package, or give each its own \
                     file",
                    path.display()
                );
            }
        }
    }
    *files = kept;
    Ok(())
}

/// How often files are planned anew that somebody changed while they were planned.
const TRIES: usize = 10;

/// Plans all files and writes what is to be written. Where another run, or an editor, changed a file in between, what that
/// wrote is planned anew, so that runs at the same time end as they would one after the other.
fn plan_and_write(
    packages: &[Examined],
    sync: &Sync,
    sources: &mut Sources,
) -> anyhow::Result<(Gathered, Result<(), FileError>)> {
    let mut before: Vec<Done> = Vec::new();
    for try_number in 1.. {
        let mut gathered = Gathered::default();
        for package in packages {
            gathered.add(package, sync, sources);
        }
        check_twice(&mut gathered.files)?;
        if !gathered.unusable.is_empty() {
            hold_back(&mut gathered.files);
        }
        let written = if sync.dry_run { Ok(()) } else { write(&mut gathered.files) };
        let is_changed = written.as_ref().is_err_and(|error| matches!(error.kind, FileErrorKind::Changed));
        if is_changed && try_number < TRIES {
            before.extend(gathered.files.into_iter().filter(|done| done.status == FileStatus::Written));
            continue;
        }
        // What an earlier try wrote is up to date by now, and was written all the same.
        for done in &mut gathered.files {
            let earlier = before.iter().position(|earlier| earlier.planned.path == done.planned.path);
            if let Some(earlier) = earlier.filter(|_| done.status == FileStatus::UpToDate) {
                *done = before.swap_remove(earlier);
            }
        }
        return Ok((gathered, written));
    }
    bail!("files change faster than they can be planned")
}

/// Writes what is to be written, one file after the other, each as a whole.
fn write(files: &mut [Done]) -> Result<(), FileError> {
    for done in files {
        match done.status {
            FileStatus::OutOfStep => {
                done.original.replace(done.bytes())?;
                done.status = FileStatus::Written;
            }
            // What a run left that was killed is cleared up.
            FileStatus::UpToDate => done.original.tidy(),
            FileStatus::Written | FileStatus::HeldBack => {}
        }
    }
    Ok(())
}

fn is_up_to_date(files: &[Done]) -> bool {
    files.iter().all(|done| done.status == FileStatus::UpToDate)
}

/// Says what was done.
fn tell(files: &[Done], sync: &Sync, display: &Display, output: &mut Output) {
    if sync.diff {
        for Done { planned, .. } in files {
            let Some(change) = &planned.change else { continue };
            output.text(change.diff(&planned.path));
            if display.verbose > 0 {
                for reason in change.reasons() {
                    output.result(format_args!("{}: {reason}", shown(&planned.path)));
                }
            }
        }
    }
    for done in files {
        let path = done.planned.path.display();
        let summary = || done.planned.change.as_ref().map(Change::summary).unwrap_or_default();
        match done.status {
            FileStatus::Written if !display.quiet => output.result(format_args!("updated {path}: {}", summary())),
            FileStatus::OutOfStep if sync.dry_run && !display.quiet => {
                output.result(format_args!("would update {path}: {}", summary()));
            }
            FileStatus::OutOfStep if !sync.dry_run => output.message(format_args!("{path} was not written")),
            FileStatus::HeldBack => output.message(format_args!("{path} was not written, as there are errors")),
            _ => {}
        }
    }
}
