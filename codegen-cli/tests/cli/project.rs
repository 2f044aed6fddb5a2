//! A project in a folder of its own, and runs of the tool in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The environment decides about color, and cargo hands its own settings on: neither must leak into a test.
const LEAKING: &[&str] = &[
    "CARGO_TERM_COLOR",
    "CARGO_TERM_QUIET",
    "CARGO_TERM_VERBOSE",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "CARGO_BUILD_TARGET",
    "CARGO_MANIFEST_DIR",
];

/// A folder that is gone when the test is over.
pub struct Project {
    folder: tempfile::TempDir,
}

/// How a run ended.
pub struct Run {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The tool, without a project.
pub fn tool() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-bgtask"));
    command.arg("bgtask").stdin(Stdio::null());
    for variable in LEAKING {
        command.env_remove(variable);
    }
    command
}

/// Runs the tool outside of any project.
pub fn run(arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Run::of(tool().args(arguments).current_dir(folder.path()))
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().expect("the tool can be started");
        let text = |bytes| String::from_utf8(bytes).expect("the tool writes UTF-8");
        Self { status: status.code(), out: text(stdout), err: text(stderr) }
    }

    /// Asserts how the run ended, and shows what it said if not so.
    #[track_caller]
    pub fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "standard output:\n{}\nstandard error:\n{}", self.out, self.err);
        self
    }

    /// The lines of standard output that begin with `{`, as JSON.
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a JSON object per line")).collect()
    }
}

impl Project {
    /// A folder without anything.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A package of one library, with what else its Cargo.toml says.
    pub fn new(configuration: &str, code: &str) -> Self {
        let project = Self::empty();
        let package = "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
        project.write("Cargo.toml", format!("{package}\n{configuration}"));
        project.write("src/lib.rs", code);
        project
    }

    /// The same with the crate that makes `feed_tasks.dll`, in the folder `dll`.
    pub fn with_dll(self) -> Self {
        self.write("Cargo.toml", self.read("Cargo.toml") + "\n[workspace]\nmembers = [\"dll\"]\n");
        let package = "[package]\nname = \"feed_tasks\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
        let links = "[dependencies]\nfeed = { path = \"..\" }\n";
        self.write("dll/Cargo.toml", format!("{package}\n[lib]\ncrate-type = [\"cdylib\"]\n\n{links}"));
        self.write("dll/src/lib.rs", "bgtask::export_component!(feed::App);\n");
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder");
        }
        std::fs::write(path, text).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("a file of text")
    }

    /// What lies in a folder, by name.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in Unicode"))
            .collect();
        names.sort();
        names
    }

    /// Runs the tool in the project, with something on its standard input.
    pub fn fed(&self, arguments: &[&str], input: &[u8]) -> Run {
        let file = self.folder.path().join("standard-input");
        std::fs::write(&file, input).expect("a file");
        let input = std::fs::File::open(&file).expect("the file");
        Run::of(tool().args(arguments).current_dir(self.root()).stdin(input))
    }

    /// Runs the tool in a folder of the project.
    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        Run::of(tool().args(arguments).current_dir(self.path(folder)))
    }

    /// Runs the tool in the project.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(tool().args(arguments).current_dir(self.root()))
    }
}
