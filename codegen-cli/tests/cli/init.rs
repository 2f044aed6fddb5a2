//! `init`: on a new package, and on projects that have files already. And `completions`.

use crate::feed::{DESKTOP, MANIFEST, PLIST, UWP};
use crate::project::{Project, run};

/// What is said at the end where the files have all that the tasks need.
const IN_STEP: &str =
    "next: `cargo bgtask check` says whether all is in order; `cargo bgtask sync` has no entry left to write\n";

/// What `cargo new` makes, and a folder that passes for bgtask's.
fn new_package() -> Project {
    let project = Project::empty();
    project
        .write("Cargo.toml", "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n");
    project.write("src/main.rs", "fn main() {\n    println!(\"Hello, world!\");\n}\n");
    project.write("bgtask/Cargo.toml", "[package]\nname = \"bgtask\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("bgtask/src/lib.rs", "");
    project
}

#[test]
fn a_new_package_is_set_up_and_what_is_suggested_passes() {
    let project = new_package();
    let set_up = project.run(&["init", "--path", "bgtask"]).ended(0);
    for line in
        ["created packaging/Package.appxmanifest", "created packaging/Info.plist", "updated Cargo.toml", "next: "]
    {
        assert!(set_up.out.contains(line), "{}", set_up.out);
    }
    assert_eq!(set_up.err, "");
    let cargo = project.read("Cargo.toml");
    for line in
        ["bgtask = { path = \"bgtask\" }", "manifest = \"packaging/Package.appxmanifest\"", "com-server = \"feed.exe\""]
    {
        assert!(cargo.contains(line), "{cargo}");
    }
    // As a new user does it.
    let code: Vec<_> = set_up.out.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    let code = code.join("\n");
    project.write("src/main.rs", code);
    let check = project.run(&["check"]).ended(1);
    assert_eq!(check.err.matches("error[").count(), 2, "{}", check.err);
    for rule in ["error[BG0603]", "error[BG0701]", "`cargo bgtask sync` does it"] {
        assert!(check.err.contains(rule), "{}", check.err);
    }
    project.run(&["sync"]).ended(0);
    assert!(project.read("packaging/Info.plist").contains("com.example.feed.refresh"));
    let check = project.run(&["check", "--strict"]).ended(0);
    let in_order = "nothing to do: packaging/Package.appxmanifest and packaging/Info.plist match the code\n";
    assert_eq!((check.err.as_str(), check.out.as_str()), ("", in_order));
    let again = project.run(&["init", "--path", "bgtask"]).ended(0);
    assert_eq!(again.out, format!("Cargo.toml has all it needs\n{IN_STEP}"));
}

#[test]
fn a_dry_run_writes_nothing_and_shows_what_it_would() {
    let project = new_package();
    let before = project.read("Cargo.toml");
    let run = project.run(&["init", "--path", "bgtask", "--dry-run", "--diff"]).ended(0);
    for words in [
        "--- /dev/null\n+++ b/packaging/Package.appxmanifest",
        "would create packaging/Info.plist",
        "would update Cargo.toml",
    ] {
        assert!(run.out.contains(words), "{}", run.out);
    }
    assert_eq!(project.read("Cargo.toml"), before);
    assert!(!project.path("packaging").exists());
    let lines =
        project.run(&["init", "--path", "bgtask", "--dry-run", "--message-format", "json"]).ended(0).json_lines();
    assert_eq!(lines.iter().filter(|line| line["status"] == "out-of-step").count(), 3);
}

#[test]
fn a_path_leads_to_bgtask() {
    let project = new_package();
    let before = project.read("Cargo.toml");
    project.write("other/Cargo.toml", "[package]\nname = \"other\"\nversion = \"0.1.0\"\n");
    project.write("all/Cargo.toml", "[workspace]\n");
    project.write("broken/Cargo.toml", "[package\n");
    for (path, said) in [
        ("nowhere", "error: there is no Cargo.toml in nowhere"),
        ("other", "error: other is the package `other`, not `bgtask`"),
        ("all", "error: all is no package: `--path` names the folder of the package `bgtask`"),
        ("broken", "error: can't use broken/Cargo.toml"),
    ] {
        let run = project.run(&["init", "--path", path]).ended(2);
        assert!(run.err.starts_with(said), "{}", run.err);
        assert_eq!(project.read("Cargo.toml"), before);
        assert!(!project.path("packaging").exists(), "nothing is made");
    }
}

#[test]
fn a_second_place_for_the_dependency_is_told() {
    let project = new_package();
    let first = project.run(&["init"]).ended(0);
    assert_eq!(first.err, "");
    let cargo = project.read("Cargo.toml");
    let version = env!("CARGO_PKG_VERSION");
    for (option, place) in [("--path", "bgtask"), ("--git", "https://example.com/bgtask")] {
        let run = project.run(&["init", option, place]).ended(0);
        let said = format!(
            "warning: {option} changes nothing: Cargo.toml has the dependency `bgtask = \"{version}\"`, which is yours to change\n"
        );
        assert_eq!(run.err, said);
        assert_eq!(project.read("Cargo.toml"), cargo);
    }
    assert_eq!(project.run(&["init"]).ended(0).err, "", "no place was asked for");
}

/// A task in the model, in the library beside the program of [`new_package`].
fn with_app(model: &str) -> Project {
    let project = new_package();
    let code = format!(
        "use bgtask::prelude::*;\n\
         #[background_task(trigger = \"time:15\", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"))]\npub fn refresh() {{}}\n\
         #[background_app(tasks(refresh), model = \"{model}\", namespace = \"Feed.Tasks\")]\npub struct App;\n"
    );
    project.write("src/lib.rs", code);
    project
}

/// Who wrote the annotations first, has nothing to add that could be known.
#[test]
fn an_app_that_is_there_gets_the_names_that_its_tasks_need() {
    let project = with_app("forwarded");
    project.write("appxmanifest.xml", DESKTOP.replace("feed.exe", "$targetnametoken$.exe"));
    project.write(
        "tasks/Cargo.toml",
        "[package]\nname = \"feed-tasks\"\nversion = \"0.1.0\"\n\n[lib]\ncrate-type = [\"cdylib\"]\n",
    );
    project.write("tasks/src/lib.rs", "bgtask::export_forwarder!(feed::App);\n");
    project.write(
        "Cargo.toml",
        project.read("Cargo.toml") + "\n[workspace]\nmembers = [\"tasks\"]\nexclude = [\"bgtask\"]\n",
    );
    let run = project.run(&["init", "--path", "bgtask"]).ended(0);
    let cargo = project.read("Cargo.toml");
    for line in ["manifest = \"appxmanifest.xml\"\n", "component = \"feed_tasks.dll\"\n", "com-server = \"feed.exe\"\n"]
    {
        assert!(cargo.contains(line), "{cargo}");
    }
    assert!(!cargo.contains("info-plist") && !project.path("packaging").exists(), "the app is for Windows: {cargo}");
    for words in [
        "guessed: com-server = \"feed.exe\", the program that cargo builds\n  if the package has another name for it, change it in Cargo.toml\n",
        "guessed: component = \"feed_tasks.dll\", the DLL that exports tasks\n",
        "\n`main` lacks what the tasks need (BG0814), such as\n\n    fn main()",
        "            if feed::App::serve_com()? == windows::StartedFor::Tasks {\n                return Ok(());\n            }\n",
        "            bgtask::block_on(feed::App::register_all(&windows::WindowsHost::new()))?;\n",
        "\nnext: `cargo bgtask sync --diff` writes the tasks' entries\n",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    assert!(!run.out.contains("install()"), "{}", run.out);
    let main: Vec<_> = run.out.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    project.write("src/main.rs", main.join("\n"));
    project.run(&["sync"]).ended(0);
    assert_eq!(project.run(&["check", "--strict"]).ended(0).err, "");
    let again = project.run(&["init", "--path", "bgtask"]).ended(0);
    assert_eq!(again.out, format!("Cargo.toml has all it needs\n{IN_STEP}"));
}

#[test]
fn what_is_not_known_is_said() {
    let project = with_app("out-of-process");
    project.write("src/bin/other.rs", "fn main() {}\n");
    project.write(MANIFEST, UWP);
    let run = project.run(&["init", "--path", "bgtask"]).ended(0);
    let said =
        "not known: component, the DLL of the tasks\n  make a crate of type `cdylib` with `bgtask::export_component!`";
    assert!(run.out.contains(said), "{}", run.out);
    assert!(!project.read("Cargo.toml").contains("component"));
    let project = with_app("com");
    project.write("src/bin/other.rs", "fn main() {}\n");
    project.write(MANIFEST, DESKTOP.replace("feed.exe", "$targetnametoken$.exe"));
    let run = project.run(&["init", "--path", "bgtask"]).ended(0);
    assert!(run.out.contains("not known: com-server, the program that serves the tasks\n  name it"), "{}", run.out);
}

#[test]
fn which_kind_of_app_was_guessed_is_said() {
    let several = UWP.replace("</Applications>", "<Application Id=\"Second\" /></Applications>");
    assert_ne!(several, UWP);
    for (manifest, said) in [
        (
            None,
            "guessed: packaging/Package.appxmanifest is for a desktop app in full trust, as a program of cargo's is\n  for an app in an AppContainer (UWP) change",
        ),
        (
            Some(DESKTOP),
            "packaging/Package.appxmanifest is of a desktop app in full trust: its tasks have the model `com` or",
        ),
        (
            Some(UWP),
            "packaging/Package.appxmanifest is of an app in an AppContainer (UWP): its tasks have the model `in-process`",
        ),
        (
            Some(several.as_str()),
            "guessed: the app is one in an AppContainer (UWP), as packaging/Package.appxmanifest does not say",
        ),
    ] {
        let project = new_package();
        if let Some(manifest) = manifest {
            project.write(MANIFEST, manifest);
        }
        let run = project.run(&["init", "--path", "bgtask"]).ended(0);
        assert!(run.out.contains(said), "{}", run.out);
    }
    let apple = new_package().run(&["init", "--path", "bgtask", "--platform", "apple"]).ended(0);
    assert!(!apple.out.contains("guessed") && !apple.out.contains("main()"), "{}", apple.out);
}

/// Tauri's package lies below the project of the front end, where winapp puts its manifest.
#[test]
fn a_manifest_above_the_package_is_found() {
    let project = new_package();
    let at = |project: &Project| {
        project.write("src-tauri/Cargo.toml", project.read("Cargo.toml"));
        project.write("src-tauri/src/main.rs", "fn main() {}\n");
        std::fs::remove_file(project.path("Cargo.toml")).expect("a file");
    };
    at(&project);
    project.write("appxmanifest.xml", DESKTOP);
    project.write("package.json", "{}");
    let manifest = ["--manifest-path", "src-tauri/Cargo.toml"];
    project.run(&[&["init", "--path", "bgtask", "--platform", "windows"], &manifest[..]].concat()).ended(0);
    let cargo = project.read("src-tauri/Cargo.toml");
    assert!(cargo.contains("manifest = \"../appxmanifest.xml\"\n"), "{cargo}");
    assert_eq!(project.read("appxmanifest.xml"), DESKTOP);
    assert!(!project.path("src-tauri/packaging").exists());
}

/// What is suggested, as a new user takes it over, is written by `sync` and in order then: whatever there was before.
#[test]
fn what_is_suggested_fits_the_project() {
    let container = UWP.replace("$targetnametoken$.exe", "feed.exe");
    let named = PLIST.replace("$(PRODUCT_BUNDLE_IDENTIFIER)", "com.contoso.news");
    assert_ne!(named, PLIST);
    for (files, platform, words) in [
        ([].as_slice(), "apple", "tasks(refresh), platforms(\"apple\"), identifier_prefix = \"com.example.feed\""),
        (&[("ios/Info.plist", named.as_str())], "apple", "identifier_prefix = \"com.contoso.news\""),
        // winapp: the program runs in full trust.
        (&[("appxmanifest.xml", DESKTOP)], "windows", "tasks(refresh), model = \"com\")"),
        // Visual Studio, for UWP.
        (&[(MANIFEST, container.as_str())], "windows", "tasks(refresh))]"),
    ] {
        let project = new_package();
        for (path, text) in files {
            project.write(path, text);
        }
        let set_up = project.run(&["init", "--path", "bgtask", "--platform", platform]).ended(0);
        assert!(set_up.out.contains(words), "{words}: {}", set_up.out);
        let code: Vec<_> = set_up.out.lines().filter_map(|line| line.strip_prefix("    ")).collect();
        let main = if platform == "windows" { "" } else { "fn main() {}\n" };
        project.write("src/main.rs", format!("{}\n{main}", code.join("\n")));
        project.run(&["sync"]).ended(0);
        let check = project.run(&["check", "--strict"]).ended(0);
        assert_eq!(check.err, "", "{words}");
    }
}

#[test]
fn where_the_dependency_comes_from_is_said() {
    let version = env!("CARGO_PKG_VERSION");
    for (arguments, said, written) in [
        (
            [].as_slice(),
            format!("depends on bgtask {version} of crates.io; `--path` and `--git` name another place\n"),
            format!("bgtask = \"{version}\"\n"),
        ),
        (
            &["--path", "bgtask"],
            String::from("depends on bgtask in bgtask\n"),
            String::from("bgtask = { path = \"bgtask\" }\n"),
        ),
        (
            &["--git", "https://example.com/bgtask"],
            String::from("depends on bgtask at https://example.com/bgtask\n"),
            String::from("bgtask = { git = \"https://example.com/bgtask\" }\n"),
        ),
    ] {
        let project = new_package();
        let dry = project.run(&[&["init", "--dry-run"], arguments].concat()).ended(0).out;
        assert!(dry.contains(&said.replace("depends", "would depend")), "{dry}");
        let out = project.run(&[&["init"], arguments].concat()).ended(0).out;
        assert!(out.contains(&said), "{out}");
        assert!(project.read("Cargo.toml").contains(&written), "{}", project.read("Cargo.toml"));
    }
    // Where it is called from does not matter to cargo.
    let project = new_package();
    let out = project.run_in("bgtask", &["init", "--path", ".", "--manifest-path", "../Cargo.toml"]).ended(0).out;
    assert!(out.contains("depends on bgtask in bgtask\n"), "{out}");
    assert!(project.read("Cargo.toml").contains("bgtask = { path = \"bgtask\" }\n"), "{}", project.read("Cargo.toml"));
    let both = new_package().run(&["init", "--path", "bgtask", "--git", "https://example.com/bgtask"]).ended(2);
    assert!(both.err.contains("cannot be used with"), "{}", both.err);
}

/// What is there is named in Cargo.toml, and stays byte for byte.
#[test]
fn files_that_are_there_are_found_and_left() {
    for (manifest, plist, others) in [
        // winapp and Visual Studio
        (MANIFEST, "packaging/Info.plist", [].as_slice()),
        ("appxmanifest.xml", "packaging/Info.plist", &["winapp.yaml"]),
        // Tauri: its own list is for macOS.
        ("packaging/Package.appxmanifest", "gen/apple/feed_iOS/Info.plist", &["tauri.conf.json", "Info.plist"]),
        // Xcode, with the lists of what it builds and fetches.
        (
            "packaging/Package.appxmanifest",
            "ios/Feed/Info.plist",
            &[
                "ios/Feed.xcodeproj/project.pbxproj",
                "ios/FeedTests/Info.plist",
                "ios/Pods/Other/Info.plist",
                "target/Info.plist",
            ],
        ),
    ] {
        let project = new_package();
        for (path, text) in [(manifest, DESKTOP), (plist, PLIST)] {
            project.write(path, text);
        }
        for path in others {
            project.write(path, PLIST);
        }
        project.run(&["init", "--path", "bgtask"]).ended(0);
        let cargo = project.read("Cargo.toml");
        assert!(cargo.contains(&format!("manifest = \"{manifest}\"\n")), "{cargo}");
        assert!(cargo.contains(&format!("info-plist = \"{plist}\"\n")), "{cargo}");
        assert!(cargo.contains("com-server = \"feed.exe\"\n"), "the program of the manifest: {cargo}");
        assert_eq!((project.read(manifest).as_str(), project.read(plist).as_str()), (DESKTOP, PLIST));
    }
}

/// A project for one system gets no file for another, until it is asked for.
#[test]
fn what_is_for_one_system_is_set_up_for_that_one() {
    for (path, text, said, other, key, later) in [
        ("appxmanifest.xml", DESKTOP, "for Windows alone", "packaging/Info.plist", "info-plist =", "apple"),
        ("ios/Feed/Info.plist", PLIST, "for Apple systems alone", MANIFEST, "manifest =", "windows"),
    ] {
        let project = new_package();
        project.write(path, text);
        for _ in 0..2 {
            let run = project.run(&["init", "--path", "bgtask"]).ended(0);
            assert!(run.out.contains(said) && run.out.contains(&format!("`--platform {later}` adds")), "{}", run.out);
            assert!(!project.path(other).exists() && !project.read("Cargo.toml").contains(key), "{path}");
        }
        let run = project.run(&["init", "--platform", later]).ended(0);
        assert!(!run.out.contains("alone"), "{}", run.out);
        let cargo = project.read("Cargo.toml");
        assert!(project.path(other).exists() && cargo.contains(key) && cargo.contains(path), "{cargo}");
        let both = project.run(&["init"]).ended(0);
        assert!(!both.out.contains("alone"), "{}", both.out);
    }
    // What Tauri keeps for macOS says nothing of iOS.
    let project = new_package();
    project.write("Info.plist", PLIST);
    project.run(&["init", "--path", "bgtask"]).ended(0);
    assert!(project.path(MANIFEST).exists());
}

#[test]
fn of_several_files_the_right_one_is_asked_for() {
    let project = new_package();
    project.write("a/Info.plist", PLIST);
    project.write("b/Info.plist", PLIST);
    let run = project.run(&["init", "--path", "bgtask"]).ended(2);
    assert!(run.err.contains("there are several: a/Info.plist, b/Info.plist"), "{}", run.err);
    project.run(&["init", "--path", "bgtask", "--info-plist", "b/Info.plist", "--platform", "apple"]).ended(0);
    let cargo = project.read("Cargo.toml");
    assert!(cargo.contains("info-plist = \"b/Info.plist\"") && !cargo.contains("manifest ="), "{cargo}");
}

/// A file that is there is what it is named for, or nothing is written.
#[test]
fn what_is_named_is_what_it_is_named_for() {
    let project = new_package();
    let before = project.read("Cargo.toml");
    project.write("ios/Reader.xcodeproj/project.pbxproj", "// !$*UTF8*$!\n{\n\tarchiveVersion = 1;\n}\n");
    project.write("page.appxmanifest", "<html/>");
    project.write("page.plist", "<html/>");
    let of_xcode = "this is of a project of Xcode, and not the app's property list\n  help: name the property list";
    let pbxproj = "ios/Reader.xcodeproj/project.pbxproj";
    for (option, path, said) in [
        ("--info-plist", "ios/Reader.xcodeproj", of_xcode),
        ("--info-plist", pbxproj, of_xcode),
        ("--info-plist", "src", "it is a directory\n  help: `--info-plist` names the app's property list, or"),
        ("--info-plist", "page.plist", "this is not a property list"),
        ("--appxmanifest", "Cargo.toml", "not XML"),
        ("--appxmanifest", "src", "it is a directory\n  help: `--appxmanifest` names the app's package manifest, or"),
        ("--appxmanifest", pbxproj, "not XML"),
        ("--appxmanifest", "page.appxmanifest", "this is not a package manifest"),
    ] {
        let run = project.run(&["init", "--path", "bgtask", option, path]).ended(2);
        assert!(run.err.starts_with(&format!("error: can't use {path}")) && run.err.contains(said), "{}", run.err);
        assert_eq!((run.out.as_str(), project.read("Cargo.toml")), ("", before.clone()), "{path}");
        assert!(!project.path("packaging").exists(), "nothing is made for {path}");
    }
    let both = project.run(&["init", "--dry-run", "--appxmanifest", "src", "--info-plist", "src"]).ended(2);
    assert_eq!(both.err.matches("error: ").count(), 2, "{}", both.err);
    // From the package's folder on, wherever it is called from; and what is not there is made.
    let run = project.run_in("src", &["init", "--path", "../bgtask", "--info-plist", "src"]).ended(2);
    assert!(run.err.starts_with("error: can't use "), "{}", run.err);
    project
        .run(&["init", "--path", "bgtask", "--appxmanifest", "w/a.appxmanifest", "--info-plist", "i/a.plist"])
        .ended(0);
    assert!(project.read("w/a.appxmanifest").contains("<Package") && project.read("i/a.plist").contains("<plist"));
}

/// As `cargo add` does it.
#[test]
fn what_the_workspace_has_is_inherited() {
    let project = new_package();
    let package = project.read("Cargo.toml");
    project.write("app/Cargo.toml", package.replace("\"feed\"", "\"app\""));
    project.write("app/src/main.rs", "fn main() {}\n");
    let shared = "[workspace.dependencies]\nbgtask = { path = \"bgtask\" }\n";
    let workspace = format!("[workspace]\nmembers = [\"app\"]\nresolver = \"3\"\n\n{shared}");
    project.write("Cargo.toml", &workspace);
    let run = project.run(&["init", "-p", "app"]).ended(0);
    assert!(run.out.contains("\ndepends on bgtask as the workspace has it\n"), "{}", run.out);
    let cargo = project.read("app/Cargo.toml");
    assert!(cargo.ends_with("[dependencies]\nbgtask.workspace = true\n"), "{cargo}");
    assert_eq!(project.read("Cargo.toml"), workspace);
    let again = project.run(&["init", "-p", "app"]).ended(0);
    assert_eq!((project.read("app/Cargo.toml"), again.err), (cargo, String::new()));
    project.run(&["check"]).ended(0);
    // What was asked for counts, and the package at the top may inherit as well.
    project.write("app/Cargo.toml", package.replace("\"feed\"", "\"app\""));
    project.run(&["init", "-p", "app", "--path", "bgtask"]).ended(0);
    let cargo = project.read("app/Cargo.toml");
    assert!(cargo.contains("bgtask = { path = \"../bgtask\" }\n"), "{cargo}");
    project.write("Cargo.toml", format!("{package}\n[workspace]\n{shared}"));
    project.run(&["init"]).ended(0);
    let cargo = project.read("Cargo.toml");
    assert!(cargo.contains("[dependencies]\nbgtask.workspace = true\n"), "{cargo}");
}

/// What is left for `sync` is what it would do.
#[test]
fn sync_is_next_where_it_has_something_to_do() {
    const SYNC: &str = "next: `cargo bgtask sync --diff` writes the tasks' entries\n";
    let project = with_app("com");
    let dry = project.run(&["init", "--path", "bgtask", "--dry-run"]).ended(0).out;
    let set_up = project.run(&["init", "--path", "bgtask"]).ended(0).out;
    assert!(dry.ends_with(SYNC) && set_up.ends_with(SYNC), "{dry}{set_up}");
    let configured = project.read("Cargo.toml");
    project.run(&["sync"]).ended(0);
    let said = || project.run(&["init", "--path", "bgtask"]).ended(0).out;
    assert!(said().ends_with(IN_STEP), "{}", said());
    // Files that have the entries may be named only now.
    let (bare, _) = configured.split_once("[package.metadata").expect("it is configured");
    project.write("Cargo.toml", format!("{bare}[dependencies]\nbgtask = {{ path = \"bgtask\" }}\n"));
    let (dry, out) = (project.run(&["init", "--dry-run"]).ended(0).out, said());
    assert!(dry.starts_with("would update Cargo.toml\n") && dry.ends_with(IN_STEP), "{dry}");
    assert!(out.starts_with("updated Cargo.toml\n") && out.ends_with(IN_STEP), "{out}");
    project.write(MANIFEST, "<Package");
    assert!(said().contains("`cargo bgtask check` says what is still missing"), "{}", said());
}

/// A library has no `main`, and what is in it is another name to the program beside it.
#[test]
fn what_is_suggested_fits_what_is_built() {
    let project = new_package();
    project.write("src/lib.rs", "pub fn run() {}\n");
    let manifest = project.read("Cargo.toml") + "\n[lib]\nname = \"feed_lib\"\n";
    project.write("Cargo.toml", manifest);
    let out = project.run(&["init", "--path", "bgtask", "--platform", "windows"]).ended(0).out;
    for words in [
        "next: annotate a task and the app in the library, such as\n",
        "    pub struct App;\n",
        "            if feed_lib::App::serve_com()? == windows::StartedFor::Tasks {\n",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    // As a new user does it.
    let code: Vec<_> = out.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    let code = code.join("\n");
    let (app, main) = code.split_at(code.find("fn main").expect("a main is suggested"));
    project.write("src/lib.rs", app);
    project.write("src/main.rs", main);
    project.run(&["sync"]).ended(0);
    assert_eq!(project.run(&["check", "--strict"]).ended(0).err, "");

    let library = new_package();
    std::fs::rename(library.path("src/main.rs"), library.path("src/lib.rs")).expect("a file");
    let out = library.run(&["init", "--path", "bgtask"]).ended(0).out;
    assert!(
        out.contains("next: annotate a task and the app, such as\n") && out.contains("    pub struct App;\n"),
        "{out}"
    );
    assert!(!out.contains("main"), "{out}");
}

#[test]
fn what_is_no_toml_is_left() {
    let project = new_package();
    project.write("Cargo.toml", "[package\n");
    project.run(&["init"]).ended(2);
    assert_eq!(project.read("Cargo.toml"), "[package\n");
}

#[test]
fn every_shell_gets_its_script() {
    for (shell, words) in [
        ("bash", "complete -F _cargo__bgtask"),
        ("zsh", "#compdef cargo-bgtask"),
        ("fish", "complete -c cargo-bgtask"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[cargo-bgtask]"),
    ] {
        let script = run(&["completions", shell]).ended(0).out;
        assert!(script.contains(words) && script.contains("verify"), "{shell}: {script}");
    }
    let wrong = run(&["completions", "cmd"]).ended(2);
    assert!(wrong.err.contains("bash, elvish, fish, powershell, zsh"), "{}", wrong.err);
}
