//! A crate in a temporary folder, and what is found in it.

use std::fs;
use std::path::Path;

use bgtask_codegen::app::App;
use bgtask_codegen::find::cargo;
use bgtask_codegen::find::{Cfg, FeatureOptions, Found, Package, find};
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;
use bgtask_core::model::Platforms;
use tempfile::TempDir;

/// A crate, or several, on disk.
pub struct Fixture {
    folder: TempDir,
}

/// What was found, as lines that are easy to compare.
pub struct Outcome {
    pub found: Found,
    pub sources: Sources,
    root: std::path::PathBuf,
}

/// A task, as short as it can be.
pub fn task(name: &str) -> String {
    format!("#[background_task(trigger = \"time:15\")]\npub struct {name};\n")
}

/// A Cargo.toml of a package `demo` without anything.
pub const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

impl Fixture {
    /// Writes files into a new folder; a Cargo.toml of a package `demo` where none is given.
    pub fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let fixture = Self { folder: TempDir::new().expect("a temporary folder") };
        fixture.write("Cargo.toml", MANIFEST.as_bytes());
        for (path, text) in files {
            fixture.write(path, text.as_bytes());
        }
        fixture
    }

    /// Writes a file.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The package of this name.
    pub fn package(&self, name: &str, options: &FeatureOptions, with_examples: bool) -> Package {
        self.package_for(name, options, with_examples, &Cfg::platforms(Platforms::ALL))
    }

    fn package_for(&self, name: &str, options: &FeatureOptions, with_examples: bool, cfg: &Cfg) -> Package {
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(self.path().join("Cargo.toml"))
            .no_deps()
            .exec()
            .expect("cargo takes the fixture");
        let selected: Vec<_> = metadata.packages.iter().filter(|package| package.name == name).cloned().collect();
        let mut packages =
            cargo::packages(&metadata, &selected, options, with_examples, cfg, &mut cargo::Manifests::default())
                .expect("the packages");
        assert_eq!(packages.len(), 1, "{name}");
        packages.remove(0)
    }

    /// What is found in the package `demo`, with its default features, on Windows and Apple systems.
    pub fn find(&self) -> Outcome {
        self.find_for(&Cfg::platforms(Platforms::ALL), &FeatureOptions::default())
    }

    /// What is found in the package `demo`.
    pub fn find_for(&self, cfg: &Cfg, options: &FeatureOptions) -> Outcome {
        self.find_in(&self.package_for("demo", options, false, cfg), cfg)
    }

    /// What is found in a package.
    pub fn find_in(&self, package: &Package, cfg: &Cfg) -> Outcome {
        let mut sources = Sources::new();
        let found = find(package, cfg, &mut sources);
        Outcome { found, sources, root: self.path().to_path_buf() }
    }
}

impl Outcome {
    /// Asserts what was found and what was told.
    #[track_caller]
    pub fn expect(&self, tasks: &[&str], problems: &[&str]) {
        assert_eq!(self.tasks(), tasks);
        assert_eq!(self.problems(), problems);
    }

    /// Each task as `path file:line`.
    pub fn tasks(&self) -> Vec<String> {
        let line = |task: &bgtask_codegen::find::FoundTask| {
            format!("{} {}:{}", task.type_path, self.file(&task.file), task.line)
        };
        self.found.tasks.iter().map(line).collect()
    }

    /// Each problem of finding as `rule file:line:column message`.
    pub fn problems(&self) -> Vec<String> {
        self.lines(&self.found.problems)
    }

    /// Problems as `rule file:line:column message`.
    pub fn lines(&self, problems: &[Problem]) -> Vec<String> {
        problems.iter().map(|problem| self.line(problem)).collect()
    }

    fn line(&self, problem: &Problem) -> String {
        let place = match &problem.place {
            Some(place) => {
                let (line, column) = self.sources.line_column(place);
                format!("{}:{line}:{column}", self.file(self.sources.path(place.file)))
            }
            None => String::from("-"),
        };
        let root = self.root.display().to_string();
        format!("{} {place} {}", problem.rule.id, problem.message.replace(&format!("{root}/"), ""))
    }

    fn file(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }

    /// The app and what is wrong with its list.
    pub fn app(&self, which: Option<&str>) -> (Option<App>, Vec<String>) {
        let (app, problems) = App::resolve(&self.found, which);
        (app, self.lines(&problems))
    }

    /// The text at a place.
    pub fn text(&self, place: &bgtask_codegen::source::Place) -> &str {
        &self.sources.get(place.file).text()[place.range.clone()]
    }
}
