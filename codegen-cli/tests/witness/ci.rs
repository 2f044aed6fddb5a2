//! The lines that docs/ci.md gives for a build server, a hook and an alias, run as they stand there, on a project that is in
//! order and on one that is not.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use object::{Architecture, BinaryFormat};
use tempfile::TempDir;

use crate::objects::{FOR_IOS, RECORD, archive, dll, object};

const CARGO: &str = "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n
[package.metadata.bgtask.windows]\nmanifest = \"Package.appxmanifest\"\ncomponent = \"feed_tasks.dll\"\n
[package.metadata.bgtask.apple]\ninfo-plist = \"Info.plist\"\n\n[workspace]\nmembers = [\"dll\"]\nresolver = \"3\"\n";

const CODE: &str = "use bgtask::prelude::*;
#[background_task(trigger = \"time:15\", condition = \"UserPresent\", allow(\"BG0526\"))]
pub struct Refresh;
#[background_app(
    tasks(Refresh),
    model = \"out-of-process\",
    namespace = \"Feed.Tasks\",
    identifier_prefix = \"com.contoso.feed\"
)]
pub struct App;
";

const MAIN: &str = "fn main() { feed::App::register_all(&host); }\n";

const DLL: &str = "[package]\nname = \"feed_tasks\"\nversion = \"0.1.0\"\nedition = \"2024\"\n
[lib]\ncrate-type = [\"cdylib\"]\n\n[dependencies]\nfeed = { path = \"..\" }\n";

fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}

/// A project that is in order under `--strict`.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [
        ("Cargo.toml", CARGO),
        ("src/lib.rs", CODE),
        ("src/main.rs", MAIN),
        ("dll/Cargo.toml", DLL),
        ("dll/src/lib.rs", "bgtask::export_component!(feed::App);\n"),
        ("Package.appxmanifest", include_str!("../cli/fixtures/uwp.appxmanifest")),
        ("Info.plist", include_str!("../cli/fixtures/Info.plist")),
    ] {
        write(folder.path(), path, text);
    }
    succeeded(&run(folder.path(), "cargo bgtask sync"), "sync");
    folder
}

/// The same with another trigger in the code than in the files and in what was built.
fn break_it(folder: &Path) {
    write(folder, "src/lib.rs", CODE.replace("time:15", "system:TimeZoneChange"));
}

/// The command with the tool among the programs that are found, as installing puts it there, and without what cargo tells tests.
fn with_tool(mut command: Command, folder: &Path) -> Command {
    let tool = Path::new(env!("CARGO_BIN_EXE_cargo-bgtask")).parent().expect("it is in a folder");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(tool.to_path_buf()).chain(std::env::split_paths(&others));
    command.env("PATH", std::env::join_paths(path).expect("folders")).current_dir(folder);
    command.env_remove("CARGO_BUILD_TARGET").env_remove("CARGO_MANIFEST_DIR");
    command
}

/// Runs a line, which may end in `> FILE`.
fn run(folder: &Path, line: &str) -> Output {
    let (command, file) = line.split_once(" > ").map_or((line, None), |(command, file)| (command, Some(file)));
    let mut words = command.split_whitespace();
    let program = words.next().expect("a program");
    let output = with_tool(Command::new(program), folder).args(words).output().expect("it can be started");
    if let Some(file) = file {
        write(folder, file, &output.stdout);
    }
    output
}

#[track_caller]
fn succeeded(output: &Output, line: &str) {
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A line that finds fault ends with status 1: a 2 would say that the line itself is wrong.
#[track_caller]
fn found_fault(output: &Output, line: &str) {
    assert_eq!(output.status.code(), Some(1), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ci.md")).expect("the page")
}

/// The fenced blocks of a language under a heading.
fn blocks(page: &str, heading: &str, language: &str) -> Vec<String> {
    let section = page.split("\n## ").find(|section| section.starts_with(heading));
    let section = section.unwrap_or_else(|| panic!("docs/ci.md has no part about {heading}"));
    let mut parts = section.split("\n```");
    parts.next();
    let mut blocks = Vec::new();
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let block = block.strip_prefix(language).and_then(|block| block.strip_prefix('\n'));
        blocks.extend(block.map(String::from));
    }
    assert!(!blocks.is_empty(), "no {language} under {heading}");
    blocks
}

/// The values of a key in YAML that is written in lines.
fn values<'y>(yaml: &'y str, key: &str) -> Vec<&'y str> {
    let value = |line: &'y str| line.trim_start().trim_start_matches("- ").strip_prefix(key)?.strip_prefix(": ");
    yaml.lines().filter_map(value).collect()
}

#[test]
fn the_jobs_check_and_verify() {
    let page = page();
    let project = project();
    let jobs = blocks(&page, "GitHub Actions", "yaml");
    let mut of_tool = Vec::new();
    for job in &jobs {
        for line in values(job, "run") {
            if line.starts_with("cargo bgtask ") {
                of_tool.push(line);
            } else if let Some(rest) = line.strip_prefix("cargo install ") {
                assert_eq!(rest, concat!(env!("CARGO_PKG_NAME"), " --locked"));
            } else {
                // What compiles makes the binaries, which are made here by hand.
                let compiles = ["cargo build ", "cargo rustc ", "rustup target add "];
                assert!(compiles.iter().any(|command| line.starts_with(command)), "nothing is known of `{line}`");
            }
        }
    }
    let words = of_tool.iter().filter_map(|line| line.strip_prefix("cargo bgtask verify "));
    let binaries: Vec<_> = words.flat_map(str::split_whitespace).filter(|word| !word.starts_with('-')).collect();
    assert!(of_tool.len() >= 4 && binaries.len() >= 3, "{of_tool:#?}");
    for binary in binaries {
        let bytes = match Path::new(binary).extension().and_then(|extension| extension.to_str()) {
            Some("exe" | "dll") => dll(true, &RECORD),
            Some("a") => archive(&[("feed.o", &object(BinaryFormat::MachO, Architecture::Aarch64, &FOR_IOS))]),
            _ => panic!("what is {binary}?"),
        };
        write(project.path(), binary, bytes);
    }
    for line in &of_tool {
        succeeded(&run(project.path(), line), line);
    }
    for file in values(&jobs[0], "sarif_file") {
        let log = fs::read_to_string(project.path().join(file)).expect("a line before has written it");
        let log: serde_json::Value = serde_json::from_str(&log).expect("one log");
        assert_eq!(log["version"], "2.1.0");
    }
    break_it(project.path());
    for line in &of_tool {
        found_fault(&run(project.path(), line), line);
    }
}

#[test]
#[cfg(unix)]
fn the_hook_refuses_what_is_out_of_step() {
    use std::os::unix::fs::PermissionsExt;

    let project = project();
    let [script] = blocks(&page(), "A hook of git's", "sh").try_into().expect("one script");
    let hook = ".git/hooks/pre-commit";
    write(project.path(), hook, script);
    let path = project.path().join(hook);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be made executable");
    let run = || with_tool(Command::new(&path), project.path()).output().expect("it can be started");
    let output = run();
    succeeded(&output, hook);
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "it is quiet: {output:?}");
    break_it(project.path());
    found_fault(&run(), hook);
}

#[test]
fn the_entry_for_pre_commit_is_run_for_the_files_that_matter() {
    let project = project();
    let [yaml] = blocks(&page(), "pre-commit", "yaml").try_into().expect("one file");
    let [entry] = values(&yaml, "entry").try_into().expect("one hook");
    succeeded(&run(project.path(), entry), entry);
    let [files] = values(&yaml, "files").try_into().expect("one pattern");
    let ends = files.strip_prefix("'(").and_then(|files| files.strip_suffix(")$'")).expect("a list of ends");
    let ends: Vec<_> = ends.split('|').map(|end| end.replace("\\.", ".")).collect();
    let code = ["src/lib.rs", "Cargo.toml", "dll/Cargo.toml"];
    let of_apps = ["Package.appxmanifest", "appxmanifest.xml", "AppxManifest.xml", "ios/Info.plist", "Feed-Info.plist"];
    for path in code.into_iter().chain(of_apps).chain(["src-tauri/tauri.conf.json"]) {
        assert!(ends.iter().any(|end| path.ends_with(end)), "{path} is not among {files}");
    }
    break_it(project.path());
    found_fault(&run(project.path(), entry), entry);
}

#[test]
fn the_alias_checks_and_takes_what_check_takes() {
    let page = page();
    let project = project();
    let [config] = blocks(&page, "A cargo alias", "toml").try_into().expect("one file");
    write(project.path(), ".cargo/config.toml", config);
    let section = page.split("\n## A cargo alias").nth(1).expect("its part");
    let lines: Vec<_> = section.split('`').filter(|code| code.starts_with("cargo tasks")).collect();
    assert!(lines.len() >= 2, "{lines:?}");
    for line in &lines {
        succeeded(&run(project.path(), line), line);
    }
    break_it(project.path());
    for line in lines {
        found_fault(&run(project.path(), line), line);
    }
}
