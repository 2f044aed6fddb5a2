//! A package outside of any workspace, and cargo in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A package whose build script has a builder.
pub struct Fixture {
    /// Its name, which no other test's has: what cargo builds of packages of one name takes turns in one place.
    name: String,
    folder: PathBuf,
}

/// How a run of cargo ended.
pub struct Run {
    name: String,
    pub is_success: bool,
    pub out: String,
    pub err: String,
}

/// A task, as short as it can be.
pub fn task(name: &str) -> String {
    format!("#[bgtask::background_task(trigger = \"time:15\")]\npub fn {name}() {{}}\n")
}

/// An app without a list.
pub const APP: &str = "#[bgtask::background_app]\npub struct App;\n";

const BUILDER: &str = "fn main() {\n    bgtask_codegen::build::Builder::new().run();\n}\n";

impl Fixture {
    /// Makes the package, with these files and what else its Cargo.toml says: keys of the package, and after `---` tables.
    pub fn new<'f>(name: &str, manifest: &str, files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an old folder of the tests can be removed");
        }
        let fixture = Self { name: String::from(name), folder };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let (package, rest) = manifest.split_once("---").unwrap_or(("", manifest));
        fixture.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n{package}\n{rest}\n[workspace]\n\
                 [dependencies]\nbgtask = {{ path = \"{}\" }}\n\
                 [build-dependencies]\nbgtask-codegen = {{ path = \"{}/codegen-cli\", default-features = false }}\n",
                root.display(),
                root.display()
            ),
        );
        fs::copy(root.join("Cargo.lock"), fixture.path("Cargo.lock")).expect("the workspace's lock file");
        fixture.write("build.rs", BUILDER);
        for (path, text) in files {
            fixture.write(path, text);
        }
        fixture
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The same, with a builder of files that is told this.
    pub fn with_files(self, wishes: &str) -> Self {
        let manifest = fs::read_to_string(self.path("Cargo.toml")).expect("a file");
        let plain = "default-features = false }";
        let packaging = "default-features = false, features = [\"packaging\"] }";
        self.write("Cargo.toml", &manifest.replace(plain, packaging));
        self.builds_with(wishes);
        self
    }

    /// Has the builder told this.
    pub fn builds_with(&self, wishes: &str) {
        let call = format!("bgtask_codegen::build::Builder::new(){wishes}.run();");
        self.write("build.rs", &format!("fn main() {{\n    {call}\n}}\n"));
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file of text")
    }

    /// Writes a file, also where it has this text already.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Writes a file anew as it is.
    pub fn touch(&self, path: &str) {
        let bytes = fs::read(self.path(path)).expect("a file");
        fs::write(self.path(path), bytes).expect("a file");
    }

    /// Runs cargo, never with the network. What it builds is shared by all tests.
    pub fn cargo(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).arg("--offline").current_dir(&self.folder).stdin(Stdio::null());
        command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("build/target"));
        command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_QUIET", "false").env("CARGO_TERM_VERBOSE", "false");
        command.env_remove("CARGO_BUILD_TARGET").env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        let output = command.output().expect("cargo can be started");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Run {
            name: self.name.clone(),
            is_success: output.status.success(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Checks the package, and says whether the build script was run for it.
    #[track_caller]
    pub fn is_run(&self) -> bool {
        self.cargo(&["check", "-v"]).succeeded().err.lines().any(|line| line.contains("build-script-build`"))
    }

    /// Where the build script left its files, as an editor learns it from `cargo check`.
    #[track_caller]
    pub fn out_dir(&self, arguments: &[&str]) -> PathBuf {
        let check = [&["check", "--all-targets", "--message-format=json"], arguments].concat();
        let run = self.cargo(&check).succeeded();
        let messages = run.out.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let executed = messages.filter(|message| message["reason"] == "build-script-executed");
        let own = executed.filter(|message| {
            message["package_id"].as_str().is_some_and(|id| id.contains(&format!("/{}#", self.name)))
        });
        let out_dirs: Vec<_> = own.map(|message| message["out_dir"].as_str().map(PathBuf::from)).collect();
        assert_eq!(out_dirs.len(), 1, "{}", run.err);
        out_dirs[0].clone().expect("a path")
    }

    /// The list that the build script makes for a target, as cargo runs it for that one. The code is not compiled for it.
    #[track_caller]
    pub fn list_for(&self, target: &str) -> Vec<String> {
        let run = self.cargo(&["check", "--message-format=json"]).succeeded();
        let messages = run.out.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let id = format!("/{}#", self.name);
        let mut own = messages.filter(|message| message["package_id"].as_str().is_some_and(|of| of.contains(&id)));
        let script = own.find(|message| message["target"]["kind"][0] == "custom-build");
        let script = script.and_then(|message| Some(PathBuf::from(message["filenames"][0].as_str()?)));
        let out_dir = self.path("made-for").join(target);
        fs::create_dir_all(&out_dir).expect("a folder");
        let mut command = Command::new(script.expect("cargo says where it is"));
        command.current_dir(&self.folder).env_clear();
        command.env("CARGO_MANIFEST_DIR", &self.folder).env("CARGO_PKG_NAME", &self.name);
        command.env("TARGET", target).env("OUT_DIR", &out_dir);
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let said = Command::new(rustc).args(["--print", "cfg", "--target", target]).output().expect("rustc runs");
        // Cargo makes a list of what has several values.
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in String::from_utf8(said.stdout).expect("text").lines() {
            let (name, value) = line.split_once('=').unwrap_or((line, ""));
            let values = values.entry(format!("CARGO_CFG_{}", name.to_uppercase())).or_default();
            values.push(value.trim_matches('"').to_owned());
        }
        command.envs(values.into_iter().map(|(name, values)| (name, values.join(","))));
        let made = command.output().expect("the build script runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        list_in(&out_dir)
    }

    /// The list that the build script made, after the code is checked with it: its apps, each with its entries.
    #[track_caller]
    pub fn list(&self, arguments: &[&str]) -> Vec<String> {
        list_in(&self.out_dir(arguments))
    }
}

fn list_in(out_dir: &Path) -> Vec<String> {
    let text = fs::read_to_string(out_dir.join("bgtask-tasks.rs")).expect("a list");
    let lines = text.lines().skip(2).map(str::trim).filter(|line| *line != "}");
    lines.map(String::from).collect()
}

impl Run {
    /// Asserts that all went well.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert!(self.is_success, "{}", self.err);
        self
    }

    /// What the build script says, of one kind.
    pub fn messages(&self, kind: &str) -> Vec<String> {
        let prefix = format!("{kind}: {}@0.1.0: ", self.name);
        self.err.lines().filter_map(|line| line.strip_prefix(&prefix)).map(String::from).collect()
    }
}
