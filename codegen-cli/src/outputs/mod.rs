//! What cargo makes of a project: its programs and its DLLs. The configuration names some of them, and tasks need something of
//! them that no annotation can do: a call at the start of the program, an export of a DLL.
//!
//! What is told here is told of names and words in files, without compiling them: as warnings, and where something is not
//! known, not at all.

mod needs;
mod search;
pub mod tauri;

use std::path::PathBuf;
use std::sync::OnceLock;

use cargo_metadata::{Metadata, Target, TargetKind};

use crate::find::cargo::{CargoError, Extent, Manifests, Question};
use crate::find::{self, Package};
use tauri::MainProgram;

pub use needs::check;

/// What cargo makes of the packages of a workspace. Of those that nobody asked about the manifests are read when they matter.
#[derive(Debug)]
pub struct Outputs {
    /// Those of the packages that were read.
    near: Vec<Output>,
    question: Question,
    all: OnceLock<Result<Vec<Output>, CargoError>>,
}

/// A program or a library that a package makes.
#[derive(Clone, Debug)]
struct Output {
    /// Its name, without `.exe` or `.dll`.
    name: String,
    /// How it is called in the end, where it is a program.
    in_the_end: MainProgram,
    kind: Kind,
    /// The package.
    package: String,
    /// What that package links.
    links: Vec<String>,
    /// The file that its code begins in.
    root: PathBuf,
}

/// What an output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Program,
    Dll,
    /// An archive for a linker that is not cargo's, which may make a program or a DLL of it.
    Archive,
    /// A library that Rust crates link.
    Library,
    /// It may be a program or a DLL: its crate type is not known.
    Example,
}

impl Outputs {
    /// Those of a workspace, of which this much was read for this question.
    pub fn of(metadata: &Metadata, extent: Extent, question: Question) -> Self {
        let near = outputs(metadata);
        let all = if extent == Extent::Workspace { OnceLock::from(Ok(near.clone())) } else { OnceLock::new() };
        Self { near, question, all }
    }

    /// Why not all of the workspace could be read, where that was tried.
    pub fn failure(&self) -> Option<&CargoError> {
        self.all.get()?.as_ref().err()
    }

    /// All of the workspace's, as far as cargo takes it.
    fn all(&self) -> &[Output] {
        let read = || Ok(outputs(&self.question.ask(Extent::Workspace, &mut Manifests::default())?.0));
        self.all.get_or_init(read).as_ref().map_or(&[], Vec::as_slice)
    }

    /// Whether any is so: those that were read are looked at first, then those that lie below, then all.
    fn any(&self, is_so: impl Fn(&Output) -> bool) -> bool {
        let below = || {
            let asked = self.question.ask(Extent::Folder, &mut Manifests::default());
            asked.is_ok_and(|(metadata, _)| outputs(&metadata).iter().any(&is_so))
        };
        self.near.iter().any(&is_so) || self.all.get().is_none() && below() || self.all().iter().any(&is_so)
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Output> {
        self.all().iter().filter(move |output| output.kind == kind)
    }

    /// The programs of a package that was read.
    fn own_programs<'o>(&'o self, package: &'o str) -> impl Iterator<Item = &'o Output> {
        self.near.iter().filter(move |output| output.kind == Kind::Program && output.package == package)
    }

    /// Whether a package has programs, or packages that link it have.
    fn has_programs(&self, package: &str) -> bool {
        self.own_programs(package).next().is_some() || self.programs_of(package).next().is_some()
    }

    /// The programs that a package has, or the packages that link it.
    fn programs_of<'o>(&'o self, package: &'o str) -> impl Iterator<Item = &'o Output> {
        let programs = self.of_kind(Kind::Program);
        programs.filter(move |output| output.package == package || output.links.iter().any(|link| link == package))
    }

    /// What may become a DLL that Windows loads.
    fn may_be_loaded(&self) -> impl Iterator<Item = &Output> {
        self.all().iter().filter(|output| matches!(output.kind, Kind::Dll | Kind::Archive | Kind::Example))
    }

    /// Whether a DLL's package links a library of the workspace that has what makes a DLL of tasks: in a macro, it may be.
    fn links_an_export(&self, dll: &Output) -> bool {
        let is_linked =
            |output: &&Output| !find::BGTASK.contains(&&*output.package) && dll.links.contains(&output.package);
        self.of_kind(Kind::Library).filter(is_linked).any(Output::exports)
    }

    /// The program that serves the COM classes of a package's app, if there is no doubt which.
    pub fn program(&self, package: &str) -> Option<String> {
        let own: Vec<_> = self.own_programs(package).collect();
        match own.as_slice() {
            [] => match self.programs_of(package).collect::<Vec<_>>().as_slice() {
                [only] => Some(only.program()),
                _ => None,
            },
            [only] => Some(only.program()),
            _ => None,
        }
    }

    /// The DLL that exports what Windows loads for tasks, if there is no doubt which.
    pub fn component(&self) -> Option<String> {
        let exporting: Vec<_> = self.of_kind(Kind::Dll).filter(|output| output.exports()).collect();
        match exporting.as_slice() {
            [only] => Some(only.dll()),
            _ => None,
        }
    }
}

impl Output {
    fn program(&self) -> String {
        match &self.in_the_end {
            MainProgram::Named(name) => program(name),
            MainProgram::Cargos | MainProgram::Unknown => program(&self.name),
        }
    }

    fn dll(&self) -> String {
        dll(&self.name)
    }

    /// Whether it has what makes a DLL of tasks of a crate.
    fn exports(&self) -> bool {
        self.has(&needs::exports)
    }

    /// Whether something stands in its code. An example without a folder of its own is looked through in its file alone,
    /// as others lie beside it.
    fn has(&self, has: search::Has<'_>) -> bool {
        let has_folder = self.root.file_name().is_some_and(|name| name == "main.rs");
        match self.kind {
            Kind::Example if !has_folder => search::in_file(&self.root, has),
            _ => search::of_target(&self.root, has),
        }
    }
}

/// What is made of the packages that were read.
fn outputs(metadata: &Metadata) -> Vec<Output> {
    let mut outputs = Vec::new();
    for package in metadata.workspace_packages() {
        let links: Vec<_> = package.dependencies.iter().map(|dependency| dependency.name.clone()).collect();
        let main = main_of(package).and_then(|name| {
            let folder = package.manifest_path.parent()?;
            Some((name, tauri::main_program(folder.as_std_path())))
        });
        for target in &package.targets {
            outputs.extend(kinds(target).into_iter().map(|kind| Output {
                name: target.name.clone(),
                in_the_end: match &main {
                    Some((name, main)) if kind == Kind::Program && *name == target.name => main.clone(),
                    _ => MainProgram::Cargos,
                },
                kind,
                package: package.name.to_string(),
                links: links.clone(),
                root: target.src_path.clone().into_std_path_buf(),
            }));
        }
    }
    outputs
}

/// The target of the program that a package is for, where that is clear: its only one, the one that `cargo run` starts, or the
/// one that is called as the package is.
fn main_of(package: &cargo_metadata::Package) -> Option<&str> {
    let programs: Vec<_> = package.targets.iter().filter(|target| target.is_bin()).collect();
    if let [only] = programs.as_slice() {
        return Some(&only.name);
    }
    let name = package.default_run.as_deref().unwrap_or(&package.name);
    programs.iter().map(|program| program.name.as_str()).find(|program| *program == name)
}

/// The file that cargo makes of a program's target for Windows.
///
/// Source: <https://doc.rust-lang.org/cargo/reference/cargo-targets.html>
pub fn program(target: &str) -> String {
    format!("{target}.exe")
}

/// The file that cargo makes of a `cdylib` for Windows.
fn dll(library: &str) -> String {
    format!("{}.dll", library.replace('-', "_"))
}

/// What a target makes; a library of several kinds makes several things.
fn kinds(target: &Target) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for kind in &target.kind {
        kinds.extend(match kind {
            TargetKind::Bin => Some(Kind::Program),
            TargetKind::CDyLib | TargetKind::DyLib => Some(Kind::Dll),
            TargetKind::StaticLib => Some(Kind::Archive),
            TargetKind::Lib | TargetKind::RLib => Some(Kind::Library),
            TargetKind::Example => Some(Kind::Example),
            _ => None,
        });
    }
    kinds
}

/// What a package links by its path, each with what it links: outside of the workspace too.
pub fn linked(package: &Package) -> Vec<&Package> {
    let mut packages: Vec<&Package> = Vec::new();
    let mut open: Vec<&Package> = vec![package];
    while let Some(package) = open.pop() {
        if !packages.iter().any(|known| known.manifest_path == package.manifest_path) {
            packages.push(package);
            open.extend(package.dependencies.iter().map(|dependency| &*dependency.package));
        }
    }
    packages
}

/// The names, without their extensions, of what a package and what it links by its path may make besides.
fn names_of_linked(package: &Package, kind: find::TargetKind) -> impl Iterator<Item = &str> {
    let targets = linked(package).into_iter().flat_map(|package| &package.targets);
    targets.filter(move |target| target.kind == kind && target.is_final).map(|target| target.name.as_str())
}
