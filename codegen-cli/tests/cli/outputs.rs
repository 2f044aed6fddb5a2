//! Programs and DLLs: those that Cargo.toml names, and what tasks need of them.

use crate::feed::{COMPONENT, DESKTOP, MANIFEST, OUT_OF_PROCESS, SERVER, UWP, WINDOWS, out_of_process, windows};
use crate::project::Project;

const CLSID: &str = "clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"";

/// A `main` that does all that tasks of every model need.
const MAIN: &str = "fn main() {\n    if feed::App::serve_com() == StartedFor::Tasks { return }\n    \
                    feed::App::install();\n    block_on(feed::App::register_all(&WindowsHost::new()));\n}\n";

/// A desktop app with a program, one task in the model, and `more` in its configuration.
fn desktop(model: &str, more: &str) -> Project {
    let code = format!(
        "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\", windows({CLSID}))]\npub fn refresh() {{}}\n\
         #[background_app(tasks(refresh), model = \"{model}\")]\npub struct App;\n"
    );
    let project = windows(more, DESKTOP, &code);
    project.write("src/main.rs", MAIN);
    project
}

/// What `check` tells of programs and DLLs, a line each.
#[track_caller]
fn told(project: &Project) -> Vec<String> {
    let err = project.run(&["check", "--message-format", "short"]).err;
    let is_meant = |line: &&str| ["BG0812", "BG0813", "BG0814"].iter().any(|rule| line.contains(rule));
    err.lines().filter(is_meant).map(str::to_owned).collect()
}

fn replace(project: &Project, path: &str, from: &str, to: &str) {
    let text = project.read(path);
    assert!(text.contains(from), "{path}: {text}");
    project.write(path, text.replace(from, to));
}

#[test]
fn what_cargo_builds_is_named_in_any_folder_and_case() {
    let project = desktop("forwarded", &format!("{COMPONENT}{SERVER}"));
    assert_eq!(told(&project), [""; 0]);
    replace(&project, "Cargo.toml", "\"feed.exe\"", "\"bin\\\\Feed.EXE\"");
    replace(&project, "Cargo.toml", "\"feed_tasks.dll\"", "\"bin/Feed_Tasks.dll\"");
    assert_eq!(told(&project), [""; 0]);
    // As templates of Visual Studio and winapp name the program.
    replace(&project, "Cargo.toml", "\"bin\\\\Feed.EXE\"", "\"$targetnametoken$.exe\"");
    assert_eq!(told(&project), [""; 0]);
}

/// Tauri renames the program that cargo builds.
#[test]
fn the_name_that_tauri_gives_the_program_is_one() {
    let project = desktop("com", &SERVER.replace("feed.exe", "Feed Reader.exe"));
    let is_told = |said: bool, why: &str| {
        let expected = "`com-server` is `Feed Reader.exe`, and the project builds no program of that name";
        let lines = told(&project);
        assert_eq!(lines.iter().any(|line| line.contains(expected)), said, "{why}: {lines:?}");
    };
    is_told(true, "nobody renames it");
    // Since its second version only this name does, and not the product's.
    project.write("tauri.conf.json", "{ \"productName\": \"Feed Reader\", \"identifier\": \"com.contoso.feed\" }");
    is_told(true, "of the product");
    project.write("tauri.windows.conf.json", "{ \"mainBinaryName\": \"Feed Reader\" }");
    is_told(false, "on Windows");
    project.write("tauri.windows.conf.json", "{}");
    project.write("tauri.conf.json", "{ \"mainBinaryName\": \"Reader\" }");
    is_told(true, "to another name");
    let err = project.run(&["check"]).err;
    assert!(err.contains("the project builds `Reader.exe`;") || err.contains("did you mean `Reader.exe`?"), "{err}");
    project.write("tauri.conf.json", "{ \"package\": { \"productName\": \"Feed Reader\" } }");
    is_told(false, "of the product, in the first version");
    project.write("tauri.conf.json", "{ // JSON5\n}");
    is_told(false, "what can't be read may say it");
    std::fs::remove_file(project.path("tauri.conf.json")).expect("a file");
    project.write("Tauri.toml", "mainBinaryName = \"Feed Reader\"\n");
    is_told(false, "in TOML");
    project.write("src/bin/tool.rs", "fn main() {}\n");
    is_told(false, "of the program that is called as the package is, beside another");
    replace(&project, "Cargo.toml", "[package]\n", "[package]\ndefault-run = \"tool\"\n");
    is_told(false, "of the one that is started without a word");
    project.write("src/bin/other.rs", "fn main() {}\n");
    std::fs::remove_file(project.path("src/main.rs")).expect("a file");
    replace(&project, "Cargo.toml", "default-run = \"tool\"\n", "");
    is_told(true, "of none, where nothing says which");
    for program in ["tool", "other"] {
        std::fs::remove_file(project.path(&format!("src/bin/{program}.rs"))).expect("a file");
    }
    project.write("src/main.rs", MAIN);

    // And it is the name that is suggested.
    let cargo = project.read("Cargo.toml").replace("com-server = \"Feed Reader.exe\"\n", "");
    project.write("Cargo.toml", cargo);
    let err = project.run(&["check"]).ended(1).err;
    assert!(
        err.contains("add to Cargo.toml, under [package.metadata.bgtask.windows]: com-server = \"Feed Reader.exe\""),
        "{err}"
    );
    project.write("src/lib.rs", "");
    std::fs::remove_file(project.path(MANIFEST)).expect("a file");
    let set_up = project.run(&["init", "--platform", "windows", "--dry-run", "--diff"]).ended(0).out;
    for line in ["+com-server = \"Feed Reader.exe\"", "Executable=\"Feed Reader.exe\""] {
        assert!(set_up.contains(line), "{set_up}");
    }
}

#[test]
fn a_name_that_nothing_is_built_under_is_told_where_it_stands() {
    let project = desktop("forwarded", &format!("{COMPONENT}{SERVER}"));
    replace(&project, "Cargo.toml", "\"feed.exe\"", "\"fed.exe\"");
    replace(&project, "Cargo.toml", "\"feed_tasks.dll\"", "\"feed-tasks.dll\"");
    let [component, server] = told(&project).try_into().expect("two names");
    let expected = "Cargo.toml:8:13: warning[BG0812]: `component` is `feed-tasks.dll`, and the project builds no DLL with tasks of \
                    that name";
    assert_eq!(component, expected);
    assert_eq!(
        server,
        "Cargo.toml:9:14: warning[BG0812]: `com-server` is `fed.exe`, and the project builds no program of that name"
    );
    let human = project.run(&["check"]).err;
    for help in ["did you mean `feed_tasks.dll`?", "did you mean `feed.exe`?", "`allow(\"BG0812\")` on the app"] {
        assert!(human.contains(help), "{human}");
    }

    // A packager may rename them.
    replace(&project, "src/lib.rs", "model =", "allow(\"BG0812\"), model =");
    assert_eq!(told(&project), [""; 0]);
    // And then they have their own names again.
    project.run(&["sync"]).ended(0);
    replace(&project, "Cargo.toml", "\"fed.exe\"", "\"feed.exe\"");
    replace(&project, "Cargo.toml", "\"feed-tasks.dll\"", "\"feed_tasks.dll\"");
    project.write(MANIFEST, DESKTOP);
    project.run(&["sync"]).ended(0);
    let err = project.run(&["check", "--message-format", "short"]).err;
    assert!(err.contains("warning[BG0020]: BG0812 is allowed here, and would not be told"), "{err}");
}

#[test]
fn a_dll_that_exports_nothing_is_not_the_component() {
    let project = desktop("forwarded", &format!("{COMPONENT}{SERVER}"));
    // As Tauri has it: the app's library is a DLL too, for telephones.
    replace(
        &project,
        "Cargo.toml",
        "[package.metadata",
        "[lib]\nname = \"feed\"\ncrate-type = [\"lib\", \"cdylib\"]\n\n[package.metadata",
    );
    assert_eq!(told(&project), [""; 0]);
    replace(&project, "Cargo.toml", "\"feed_tasks.dll\"", "\"feed.dll\"");
    let [told] = told(&project).try_into().expect("one name");
    assert!(told.contains("`component` is `feed.dll`, and the project builds no DLL with tasks"), "{told}");
}

/// The archive of a library that is a DLL too, as Tauri makes them, is no other DLL.
#[test]
fn an_archive_beside_a_dll_leaves_no_doubt() {
    let project = desktop("forwarded", &format!("{COMPONENT}{SERVER}"));
    replace(&project, "dll/Cargo.toml", "[\"cdylib\"]", "[\"staticlib\", \"cdylib\", \"dylib\", \"rlib\"]");
    assert_eq!(told(&project), [""; 0]);
    replace(&project, "Cargo.toml", "\"feed_tasks.dll\"", "\"news.dll\"");
    let [told_of_dll] = told(&project).try_into().expect("one name");
    assert!(told_of_dll.contains("warning[BG0812]: `component` is `news.dll`"), "{told_of_dll}");
    let human = project.run(&["check"]).err;
    assert!(human.contains("the project builds `feed_tasks.dll`;"), "once: {human}");
    // What another linker makes of an archive alone is not known.
    replace(&project, "dll/Cargo.toml", "\"cdylib\", \"dylib\", ", "");
    assert_eq!(told(&project), [""; 0]);
}

#[test]
fn names_are_not_judged_where_another_tool_builds_the_program() {
    let project = desktop("com", SERVER);
    std::fs::remove_file(project.path("src/main.rs")).expect("a file");
    replace(&project, "Cargo.toml", "feed.exe", "host.exe");
    assert_eq!(told(&project), [""; 0]);
}

#[test]
fn tasks_of_a_dll_that_nobody_makes_are_told() {
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS);
    project.write(MANIFEST, UWP);
    let run = project.run(&["check"]).ended(1);
    let expected = "warning[BG0813]: tasks `Refresh` and `migrate` need a DLL, and no crate of the project has the type `cdylib`\n  \
                    --> src/lib.rs:12:1";
    assert!(run.err.contains(expected), "{}", run.err);
    for words in
        ["Cargo.toml:8:13", "nothing here makes it", "with `bgtask::export_component!(…);`", "`allow(\"BG0813\")`"]
    {
        assert!(run.err.contains(words), "{}", run.err);
    }
    replace(&project, "src/lib.rs", "model =", "allow(\"BG0813\"), model =");
    assert_eq!(told(&project), [""; 0]);

    // A crate of that type without the line.
    let project = out_of_process();
    assert_eq!(told(&project), [""; 0]);
    project.write("dll/src/lib.rs", "// bgtask::export_component!(feed::App);\n");
    let [line] = told(&project).try_into().expect("one problem");
    assert!(line.ends_with("and no `cdylib` of the project exports tasks: not `feed_tasks`"), "{line}");
    project.write("dll/src/exports.rs", "bgtask::export_component!(feed::App);\n");
    assert_eq!(told(&project), [""; 0], "in any file of it");

    // In a macro of another crate, which this one calls.
    std::fs::remove_file(project.path("dll/src/exports.rs")).expect("a file");
    project.write("dll/src/lib.rs", "glue::export!(feed::App);\n");
    project.write("glue/Cargo.toml", "[package]\nname = \"glue\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let exports = "#[macro_export]\nmacro_rules! export { ($app:ty) => { bgtask::export_component!($app); } }\n";
    project.write("glue/src/lib.rs", exports);
    replace(&project, "Cargo.toml", "members = [\"dll\"]", "members = [\"dll\", \"glue\"]");
    assert_eq!(told(&project).len(), 1, "the DLL does not link it");
    replace(&project, "dll/Cargo.toml", "[dependencies]\n", "[dependencies]\nglue = { path = \"../glue\" }\n");
    assert_eq!(told(&project), [""; 0]);
}

/// A DLL can't depend on a program.
#[test]
fn an_app_in_a_program_is_told_to_move() {
    let project = desktop("forwarded", &format!("{COMPONENT}{SERVER}"));
    std::fs::remove_dir_all(project.path("dll")).expect("a folder");
    replace(&project, "Cargo.toml", "\n[workspace]\nmembers = [\"dll\"]\n", "");
    let code = project.read("src/lib.rs");
    std::fs::remove_file(project.path("src/lib.rs")).expect("a file");
    project.write("src/main.rs", format!("{code}{MAIN}"));
    let run = project.run(&["check"]);
    assert!(
        run.err.contains("warning[BG0813]") && run.err.contains("move the app from the program into `src/lib.rs`"),
        "{}",
        run.err
    );
    assert!(run.err.contains("`bgtask::export_forwarder!(…);`"), "{}", run.err);
}

#[test]
fn a_main_that_forgets_a_call_is_told() {
    let (com, in_process) = (desktop("com", SERVER), desktop("in-process", ""));
    in_process.write(MANIFEST, UWP);
    for (project, call, said) in [
        (&com, "serve_com", "nothing calls `App::serve_com`, which runs task `refresh`"),
        (&com, "register_all", "nothing calls `App::register_all`, so no task is ever started"),
        (&in_process, "install", "nothing calls `App::install`, which runs task `refresh`"),
        (&in_process, "register_all", "nothing calls `App::register_all`, so no task is ever started"),
    ] {
        assert_eq!(told(project), [""; 0]);
        let lines = MAIN
            .lines()
            .map(|line| if line.contains(call) { format!("    // {}", line.trim()) } else { line.to_owned() });
        project.write("src/main.rs", lines.collect::<Vec<_>>().join("\n"));
        assert_eq!(told(project), [format!("src/lib.rs:4:1: warning[BG0814]: {said}")]);
        // Wherever it is done.
        project.write("src/start.rs", format!("fn start() {{ feed::App::{call}() }}"));
        assert_eq!(told(project), [""; 0]);
        std::fs::remove_file(project.path("src/start.rs")).expect("a file");
        project.write("src/main.rs", MAIN);
    }
    com.write("src/main.rs", "fn main() {}");
    assert_eq!(told(&com).len(), 2);
    replace(&com, "src/lib.rs", "model =", "allow(\"BG0814\"), model =");
    assert_eq!(told(&com), [""; 0]);
}

/// bgtask itself lies beside the app while it is not in a registry, and speaks of everything.
#[test]
fn what_bgtask_says_of_a_call_is_no_call() {
    let project = desktop("com", SERVER);
    project.write("Cargo.toml", project.read("Cargo.toml") + "\n[dependencies]\nbgtask = { path = \"bgtask\" }\n");
    project.write("bgtask/Cargo.toml", "[package]\nname = \"bgtask\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("bgtask/src/lib.rs", "mod host;\npub fn register_all() {}\n");
    project.write("bgtask/src/host.rs", "pub fn serve_com() {}\n#[cfg(test)]\n#[background_task]\nfn register() {}\n");
    assert_eq!(told(&project), [""; 0]);
    project.write("src/main.rs", "fn main() {}\n");
    assert_eq!(told(&project).len(), 2);
    let in_folder = project.run_in("src", &["check", "--message-format", "short"]).err;
    assert_eq!(in_folder.matches("lib.rs:4:1: warning[BG0814]").count(), 2, "{in_folder}");
    // Another crate's call is one.
    project.write("Cargo.toml", project.read("Cargo.toml") + "start = { path = \"start\" }\n");
    project.write("start/Cargo.toml", "[package]\nname = \"start\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("start/src/lib.rs", "pub fn start<A: BackgroundApp>() { A::serve_com(); A::register_all(); }\n");
    assert_eq!(told(&project), [""; 0]);
}

#[test]
fn a_call_behind_an_address_is_one() {
    let project = desktop("com", SERVER);
    let main = MAIN.replace("    block_on(", "    at(\"https://contoso.com\"); block_on(");
    project.write("src/main.rs", main.replace("    if ", "    let at = \"https://contoso.com\"; if "));
    assert_eq!(told(&project), [""; 0]);
}

/// What is told where `main` does what this says, and what there is besides.
#[track_caller]
fn told_of_main(project: &Project, code: &str) -> Vec<String> {
    project.write("src/main.rs", code);
    let lines = told(project);
    lines
        .iter()
        .filter_map(|line| Some(line.split_once("nothing calls `App::")?.1.split_once('`')?.0.to_owned()))
        .collect()
}

#[test]
fn what_only_looks_like_a_call_is_none() {
    let project = desktop("in-process", "");
    project.write(MANIFEST, UWP);
    for code in [
        "fn main() {\n    /* feed::App::install(); feed::App::register_all(&host) */\n}\n",
        "fn main() {\n    /*\n    feed::App::install();\n    /* feed::App::register_all(&host) */\n    */\n}\n",
        "fn main() { println!(\"call `App::install()` and `App::register_all()`\"); }\n",
        "#[doc = \"App::install(), App::register_all()\"]\nfn main() {}\n",
        "fn install() {}\nfn register_all() {}\nfn main() {}\n",
        "struct Options { install: bool, register: bool }\nfn main() { if options.install || options.register {} }\n",
    ] {
        assert_eq!(told_of_main(&project, code), ["install", "register_all"], "{code}");
    }
    // Of a crate that has nothing to do with bgtask.
    let report = "[package]\nname = \"color-eyre\"\nversion = \"0.6.0\"\nedition = \"2024\"\n";
    project.write("report/Cargo.toml", report);
    project.write("report/src/lib.rs", "pub fn install() {}\n");
    let cargo = project.read("Cargo.toml");
    project.write("Cargo.toml", format!("{cargo}\n[dependencies]\ncolor-eyre = {{ path = \"report\" }}\n"));
    let main = "fn main() { color_eyre::install(); feed::App::register_all(&host); }\n";
    assert_eq!(told_of_main(&project, main), ["install"]);
    let aliased = format!("use feed::App as color_eyre;\n{main}");
    assert_eq!(told_of_main(&project, &aliased), [""; 0], "the app may have any name");
    project.write("report/Cargo.toml", format!("{report}\n[dependencies]\nbgtask = {{ path = \"../bgtask\" }}\n"));
    project.write("bgtask/Cargo.toml", "[package]\nname = \"bgtask\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("bgtask/src/lib.rs", "");
    assert_eq!(told_of_main(&project, main), [""; 0], "a crate that knows bgtask may do it");
}

#[test]
fn a_call_is_found_however_it_is_written() {
    let project = desktop("in-process", "");
    project.write(MANIFEST, UWP);
    for code in [
        "fn main() {\n    feed::App::\n        install();\n    feed::App::r#register_all(&host);\n}\n",
        "fn main() { <feed::App as Start>::install(); start(feed::App::register_all); }\n",
        "use bgtask::{host::windows::install, register_all};\nfn main() { start(install::<App>, register_all) }\n",
        "macro_rules! go { ($a:ident, $f:ident) => { $a::$f() } }\nfn main() { go!(App, install); go!(App, register_all); }\n",
        "#[start(\"App::install\", \"App::register_all\")]\nfn main() {}\n",
        "fn main() { \"a text that never ends: App::install() App::register_all() }\n",
    ] {
        assert_eq!(told_of_main(&project, code), [""; 0], "{code}");
    }
    project.write("src/main.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/main.rs\"));\n");
    assert_eq!(told(&project).len(), 2);
    project.write("build.rs", "fn main() { write(\"fn main() { App::install(); App::register_all() }\") }\n");
    assert_eq!(told(&project), [""; 0], "a build script writes it as a text");
}

/// As the rule's text has it.
#[test]
fn of_tests_and_examples_only_what_stands_in_sources_of_the_project_counts() {
    let project = desktop("com", SERVER);
    project.write("src/main.rs", "fn main() {}\n");
    project.write("tests/tasks.rs", MAIN);
    project.write("benches/tasks.rs", MAIN);
    project.write("examples/tasks.rs", MAIN);
    assert_eq!(told(&project).len(), 2);
    project.write("src/main.rs", format!("fn main() {{}}\n#[cfg(test)]\nmod tests {{ {MAIN} }}\n"));
    assert_eq!(told(&project), [""; 0]);
}

/// A program may be an example, with a folder of its own or without.
#[test]
fn the_example_that_serves_the_tasks_calls_what_they_need() {
    let project = desktop("com", SERVER);
    replace(&project, "Cargo.toml", "feed.exe", "demo.exe");
    project.write("src/main.rs", "fn main() {}\n");
    project.write("examples/other.rs", MAIN);
    project.write("examples/demo.rs", "fn main() {}\n");
    assert_eq!(told(&project).len(), 2, "another example's calls are not its own");
    project.write("examples/demo.rs", MAIN);
    assert_eq!(told(&project), [""; 0]);
    std::fs::remove_file(project.path("examples/demo.rs")).expect("a file");
    project.write("examples/demo/main.rs", "mod start;\nfn main() { start::start() }\n");
    project.write("examples/demo/start.rs", MAIN);
    assert_eq!(told(&project), [""; 0]);
}

/// What the program would be told to call does nothing in such an app.
#[test]
fn no_call_is_asked_for_in_a_model_that_the_app_can_not_have() {
    for (model, manifest, more, rule) in [("in-process", DESKTOP, "", "BG0601"), ("com", UWP, SERVER, "BG0602")] {
        let project = desktop(model, more);
        project.write(MANIFEST, manifest);
        project.write("src/main.rs", "fn main() {}\n");
        let err = project.run(&["check", "--message-format", "short"]).ended(1).err;
        assert!(err.contains(rule) && !err.contains("BG0814"), "{err}");
    }
}

/// Each call can be copied as it stands.
#[test]
fn the_call_to_write_is_told_with_its_paths() {
    let project = desktop("com", SERVER);
    project.write("src/main.rs", "fn main() {}\n");
    let err = project.run(&["check"]).err;
    // Cargo's and Tauri's return nothing, and then neither `?` nor `Ok(())` compiles.
    assert_eq!(err.matches("`main`, which must return a `Result`").count(), 2, "{err}");
    for call in [
        "`#[cfg(windows)] if feed::App::serve_com()? == bgtask::host::windows::StartedFor::Tasks { return Ok(()); }`",
        "`#[cfg(windows)] bgtask::block_on(feed::App::register_all(&bgtask::host::windows::WindowsHost::new()))?;`",
    ] {
        assert!(err.contains(call), "{err}");
    }
    // The program may have another name for the library.
    project.write("core/Cargo.toml", "[package]\nname = \"feed-core\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("core/src/lib.rs", project.read("src/lib.rs"));
    std::fs::remove_file(project.path("src/lib.rs")).expect("a file");
    let cargo = project.read("Cargo.toml");
    for (line, name) in [("feed-core = { ", "feed_core"), ("logic = { package = \"feed-core\", ", "logic")] {
        project.write("Cargo.toml", format!("{cargo}\n[dependencies]\n{line}path = \"core\" }}\n"));
        let err = project.run(&["check"]).err;
        assert!(err.contains(&format!("if {name}::App::serve_com()? ==")), "{err}");
    }
}

#[test]
fn a_package_without_a_program_has_no_main() {
    let project = desktop("com", SERVER);
    std::fs::remove_file(project.path("src/main.rs")).expect("a file");
    assert_eq!(told(&project), [""; 0]);
}

#[test]
fn an_app_without_a_list_and_without_a_build_script_is_an_error() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub fn refresh() {}\n\
        #[background_app]\npub struct App;\n";
    let project = Project::new("", code);
    let check = |status| project.run(&["check", "--message-format", "short"]).ended(status).err;
    let said =
        "src/lib.rs:4:1: error[BG0009]: the app lists no tasks, and its package has no build script that finds them\n";
    assert!(check(1).starts_with(said), "{}", check(1));
    project.write("build.rs", "fn main() {\n    println!(\"cargo::rerun-if-changed=build.rs\");\n}\n");
    assert!(
        check(1).contains("error[BG0009]: the app lists no tasks, and its package's build script does not"),
        "{}",
        check(1)
    );
    project.write("build.rs", "fn main() {\n    bgtask_codegen::build::Builder::new().run();\n}\n");
    assert_eq!(check(0), "");
    // It may be another package's code that does the work.
    project.write("build.rs", "fn main() {\n    contoso_build::run();\n}\n");
    let cargo = project.read("Cargo.toml");
    project.write("Cargo.toml", format!("{cargo}\n[build-dependencies]\ncontoso_build = {{ path = \"contoso\" }}\n"));
    project.write("contoso/Cargo.toml", "[package]\nname = \"contoso_build\"\nversion = \"1.0.0\"\n");
    project.write("contoso/src/lib.rs", "pub fn run() {}");
    assert_eq!(check(0), "");
    // Where nothing links the builder, none does, as in any project of Tauri's.
    let lock = "version = 4\n\n[[package]]\nname = \"contoso_build\"\nversion = \"1.0.0\"\n\n\
                [[package]]\nname = \"feed\"\nversion = \"0.1.0\"\ndependencies = [\n \"contoso_build\",\n]\n";
    project.write("Cargo.lock", lock);
    assert!(
        check(1).contains("error[BG0009]: the app lists no tasks, and its package's build script does not"),
        "{}",
        check(1)
    );
    project.write("Cargo.lock", format!("{lock}\n[[package]]\nname = \"bgtask-codegen\"\nversion = \"0.1.0\"\n"));
    assert_eq!(check(0), "");
    project.write("Cargo.lock", lock);
    let cargo = project.read("Cargo.toml");
    project.write("Cargo.toml", format!("{cargo}# bgtask-codegen comes next\n"));
    assert_eq!(check(0), "");
}

/// Of an app that another package has, the modules of that package are not all known: what its list can name, it is told
/// where it is at home.
#[test]
fn a_dll_is_in_order_whose_app_has_its_list_from_a_build_script() {
    let code = OUT_OF_PROCESS.split("#[background_app").next().expect("the tasks");
    let app = "mod tasks;\npub use tasks::*;\nuse bgtask::prelude::*;\n\
        #[background_app(model = \"out-of-process\", namespace = \"Feed.Tasks\")]\npub struct App;\n";
    let project = windows(COMPONENT, UWP, app);
    project.write("src/tasks.rs", code);
    project.write("build.rs", "fn main() {\n    bgtask_codegen::build::Builder::new().run();\n}\n");
    project.run(&["sync", "--workspace"]).ended(0);
    assert_eq!(project.run(&["check", "--workspace"]).ended(0).err, "");
}
