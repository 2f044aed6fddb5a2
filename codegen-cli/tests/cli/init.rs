//! `init`: on a new package, and on projects that have files already. And `completions`.

use crate::feed::{DESKTOP, MANIFEST, PLIST, UWP};
use crate::project::{Project, run};

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
    project.write("src/main.rs", format!("{code}\nfn main() {{}}\n"));
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
    assert!(again.out.starts_with("Cargo.toml has all it needs\nnext: `cargo bgtask sync"), "{}", again.out);
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
    let run = project.run(&["init", "--path", "nowhere"]).ended(2);
    assert!(run.err.contains("there is no Cargo.toml in nowhere"), "{}", run.err);
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
        project.write("src/main.rs", format!("{}\nfn main() {{}}\n", code.join("\n")));
        project.run(&["sync"]).ended(0);
        let check = project.run(&["check", "--strict"]).ended(0);
        assert_eq!(check.err, "", "{words}");
    }
}

#[test]
fn where_the_dependency_comes_from_is_said() {
    let version = env!("CARGO_PKG_VERSION");
    for (arguments, said, written) in [
        ([].as_slice(), format!("depends on bgtask {version} of crates.io\n"), format!("bgtask = \"{version}\"\n")),
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
