//! `manifest` and `plist`: one file, made or added to.

use std::borrow::Cow;
use std::path::Path;

use anyhow::bail;
use bgtask_codegen::allow::Allowed;
use bgtask_codegen::file::{self, FileError, Original, Outcome as Written};
use bgtask_codegen::find::TargetKind;
use bgtask_codegen::plan::{Declared, Request, missing};
use bgtask_codegen::source::Sources;
use bgtask_codegen::{manifest, outputs, plist};

use super::{Elsewhere, Outcome, in_process};
use crate::document::{Planned, Unusable, minimal_manifest, minimal_plist, plan_manifest, plan_plist};
use crate::examine::{Examined, Task, examine, tasks};
use crate::options::{Display, OneFile};
use crate::output::Output;
use crate::project::Project;
use crate::report::{self, Count, FileReport, FileStatus, Finished, Line, Stream, VERSION, shown};

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Package.appxmanifest.
    Manifest,
    /// Info.plist.
    Plist {
        /// Whether usage descriptions are put in.
        usage_descriptions: bool,
    },
}

impl Kind {
    /// What the file is called where it has no name yet.
    fn name(self) -> &'static str {
        match self {
            Self::Manifest => "Package.appxmanifest",
            Self::Plist { .. } => "Info.plist",
        }
    }
}

pub(super) fn run(options: &OneFile, kind: Kind, display: &Display, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut sources = Sources::new();
    let project = Project::find(&options.scope)?;
    output.warnings(&project.warnings);
    let packages = examine(project, options.scope.app.as_deref(), &mut sources)?;
    let package = with_app(&packages, kind)?;
    let prune = options.prune && !package.is_unsure();
    let to_stdout = is_to_stdout(options);
    let input = options.input.as_deref().map(Input::read).transpose()?;

    let mut problems = package.problems.clone();
    let planned = package.with_declared(|declared| {
        if kind == Kind::Manifest {
            problems.extend(missing::for_windows(declared, &package.configuration, &package.built()));
        }
        plan(input.as_ref(), kind, package, declared, prune, &mut sources)
    });
    let planned = planned.transpose()?;
    problems.extend(planned.iter().flat_map(|(planned, _)| planned.findings.problems.clone()));
    let is_held_back = super::prevents_writing(&problems);
    problems.extend(planned.iter().flat_map(|(planned, _)| planned.findings.leftovers.clone()));
    package.allow(&mut problems, &mut Allowed::default(), &sources);
    if options.scope.strict || package.is_strict() {
        report::make_strict(&mut problems);
    }
    report::in_order(&mut problems, &sources);
    let count = Count::of(&problems);

    let bytes = planned.as_ref().map(|(planned, read)| planned.bytes(read)).filter(|_| !is_held_back);
    let written = match bytes {
        Some(bytes) if to_stdout => {
            output.file(bytes);
            Some(FileStatus::Written)
        }
        Some(bytes) if input.is_none() && is_in_the_way(&options.output, bytes) => {
            let file = shown(&options.output);
            bail!(
                "{file} is there already, and without --input a minimal file would replace it\n  \
                 help: `--input {file} --output {file}` adds to it"
            )
        }
        Some(bytes) => Some(match write(input.as_ref(), &options.output, bytes)? {
            Written::Written => FileStatus::Written,
            Written::Unchanged => FileStatus::UpToDate,
        }),
        None => None,
    };
    let outcome = if count.errors == 0 { Outcome::Success } else { Outcome::Failure };
    let mut lines = Vec::new();
    if let Some((planned, _)) = &planned {
        let file = shown(&options.output);
        lines.extend(planned.edits().iter().cloned().map(Line::Edit));
        let status = written.unwrap_or(FileStatus::HeldBack);
        lines.push(Line::File(FileReport { version: VERSION, file, status }));
    }
    lines.push(Line::Finished(Finished::new(outcome == Outcome::Success, count, 0)));
    report::write(&problems, &sources, &[], &lines, display.message_format, stream(options), output);
    if display.message_format.is_for_people() {
        if !display.quiet && written.is_some() {
            for note in planned.iter().flat_map(|(planned, _)| &planned.findings.notes) {
                output.message(note);
            }
        }
        tell(options, kind, package, written, to_stdout, display, output);
        if options.prune && !prune {
            output.message(super::not_pruned(package));
        }
        super::tell_files_read(&packages, display, output);
        output.summary(count, display);
    }
    Ok(outcome)
}

/// Whether the file goes to standard output.
fn is_to_stdout(options: &OneFile) -> bool {
    options.output == Path::new(STANDARD)
}

/// Where the report goes.
pub(super) fn stream(options: &OneFile) -> Stream {
    if is_to_stdout(options) { Stream::BesideResult } else { Stream::Result }
}

/// What is added to.
enum Input {
    File(Original),
    Standard(Vec<u8>),
}

/// Standard input or output, on a command line.
const STANDARD: &str = "-";

impl Input {
    fn read(path: &Path) -> anyhow::Result<Self> {
        if path == Path::new(STANDARD) {
            return Ok(Self::Standard(file::read_standard_input()?));
        }
        let unusable = |error: FileError| {
            let help = if error.is_missing() { "without --input a minimal file is made" } else { "" };
            Unusable::of_file(&error, help)
        };
        Ok(Self::File(file::read(path).map_err(unusable)?))
    }

    /// What messages call it.
    fn path(&self) -> &Path {
        match self {
            Self::File(original) => original.path(),
            Self::Standard(_) => Path::new("<stdin>"),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::File(original) => original.bytes(),
            Self::Standard(bytes) => bytes,
        }
    }
}

/// Writes the output. Where that is the input, it must be as it was read.
fn write(input: Option<&Input>, output: &Path, bytes: &[u8]) -> Result<Written, FileError> {
    match input {
        Some(Input::File(original)) if is_same(original.path(), output) => original.replace(bytes),
        _ => {
            file::make_folder_of(output)?;
            file::put(output, bytes)
        }
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Whether a file stands where a new one is to go: something of the user's, which is never replaced.
fn is_in_the_way(output: &Path, new: &[u8]) -> bool {
    file::read(output).is_ok_and(|there| !there.bytes().is_empty() && there.bytes() != new)
}

/// The package whose app the file is for.
fn with_app(packages: &[Examined], kind: Kind) -> anyhow::Result<&Examined> {
    let mut with_app: Vec<_> = packages.iter().filter(|package| package.app.is_some() && package.keeps_files).collect();
    let keeps_it = |package: &Examined| match kind {
        Kind::Manifest => package.kept().windows,
        Kind::Plist { .. } => package.kept().apple,
    };
    // The others may keep a file of the other kind.
    if with_app.iter().any(|package| keeps_it(package)) {
        with_app.retain(|package| keeps_it(package));
    }
    match (with_app.as_slice(), packages) {
        ([only], _) => Ok(only),
        // What is wrong with it is the reason.
        ([], [only]) if super::prevents_writing(&only.problems) => Ok(only),
        ([], _) => match Elsewhere::of(packages) {
            Some(Elsewhere { what, option }) => bail!("{what}\n  help: `{option}` looks there"),
            None => bail!("no #[background_app] was found, so there is nothing that a file could declare"),
        },
        (several, _) => {
            let names: Vec<_> = several.iter().map(|package| package.package.name.as_str()).collect();
            bail!("several packages have an app ({}): choose one with --package", names.join(", "))
        }
    }
}

/// What is to become of the input, or of a minimal file, and the bytes of that.
fn plan<'i>(
    input: Option<&'i Input>,
    kind: Kind,
    package: &Examined,
    declared: &Declared<'_>,
    prune: bool,
    sources: &mut Sources,
) -> anyhow::Result<(Planned, Cow<'i, [u8]>)> {
    let configuration = &package.configuration;
    let request = match kind {
        Kind::Manifest => Request { prune, ..Request::default() },
        Kind::Plist { usage_descriptions } => Request { prune, usage_descriptions },
    };
    let (path, bytes) = match input {
        Some(input) => (input.path(), Cow::Borrowed(input.bytes())),
        None => {
            let path = Path::new(kind.name());
            let made = match kind {
                Kind::Manifest => minimal_manifest(path, &about_package(package), declared, configuration)?,
                Kind::Plist { .. } => minimal_plist(path, &about_app(package), declared, request)?,
            };
            (path, Cow::Owned(made))
        }
    };
    // What comes in on standard input lies in no folder.
    let root = Some(package.package.root.as_path()).filter(|_| !matches!(input, Some(Input::Standard(_))));
    let planned = match kind {
        Kind::Manifest => plan_manifest(path, &bytes, declared, configuration, prune, sources)?,
        Kind::Plist { .. } => plan_plist(path, &bytes, declared, root, request, sources)?,
    };
    Ok((planned, bytes))
}

/// What a new manifest says about the app.
pub(super) fn about_package(package: &Examined) -> manifest::Minimal {
    let part = |number: u64| u16::try_from(number).unwrap_or(u16::MAX);
    let [major, minor, patch] = package.version.map(part);
    let server = package.configuration.windows.com_server.as_ref().map(|server| server.value.clone());
    let mut binaries = package.package.targets.iter().filter(|target| target.kind == TargetKind::Binary);
    let first = || binaries.next().map(|target| outputs::program(&target.name));
    let full_trust = |task: Task<'_>| task.0.windows.is_some_and(|windows| windows.model.is_for_full_trust());
    manifest::Minimal {
        display_name: Some(package.package.name.clone()),
        version: Some([major, minor, patch]),
        application: None,
        executable: server.or_else(|| package.outputs.program(&package.package.name)).or_else(first),
        full_trust: package.app.iter().flat_map(tasks).any(full_trust),
    }
}

/// What a new property list says about the app.
pub(super) fn about_app(package: &Examined) -> plist::Minimal {
    let [major, minor, patch] = package.version;
    plist::Minimal {
        bundle_identifier: package.app.as_ref().and_then(|app| app.spec().identifier_prefix).map(str::to_owned),
        name: Some(package.package.name.clone()),
        executable: None,
        version: Some(format!("{major}.{minor}.{patch}")),
    }
}

/// Says what was done, where standard output is free for it.
fn tell(
    options: &OneFile,
    kind: Kind,
    package: &Examined,
    written: Option<FileStatus>,
    to_stdout: bool,
    display: &Display,
    output: &mut Output,
) {
    if written.is_none() {
        output.message("nothing was written, as there are errors");
    }
    if display.quiet || written.is_none() {
        return;
    }
    if kind == Kind::Manifest
        && let Some(note) = in_process::note(package)
    {
        output.message(note);
    }
    let path = options.output.display();
    match written {
        Some(FileStatus::UpToDate) => output.result(format_args!("nothing to do: {path} matches the code")),
        Some(_) if !to_stdout => output.result(format_args!("wrote {path}")),
        _ => {}
    }
}
