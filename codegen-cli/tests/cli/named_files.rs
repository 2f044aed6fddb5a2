//! What is said of a file that Cargo.toml names where another one is meant: to make a second one would leave the real one behind.

use crate::feed::{INFO, MANIFEST, OUT_OF_PROCESS, PLIST, UWP, WINDOWS, for_apple, out_of_process};
use crate::project::Project;

const PACKAGE: &str = "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// What helps once the path is written so, in the quotes that go with it.
#[track_caller]
fn help(project: &Project, from: &str, to: &str) -> String {
    let before = project.read("Cargo.toml");
    let after = before.replace(&format!("{from:?}"), to);
    assert_ne!(before, after);
    project.write("Cargo.toml", after);
    let check = project.run(&["check"]).ended(2).err;
    let sync = project.run(&["sync"]).ended(2).err;
    project.write("Cargo.toml", before);
    let help = |err: &str| err.split_once("\n  help: ").map(|(_, help)| help.lines().next().unwrap_or("").to_owned());
    let said = help(&check).unwrap_or_else(|| panic!("no help: {check}"));
    assert_eq!(help(&sync).as_deref(), Some(said.as_str()), "{sync}");
    said
}

fn manifest(path: &str) -> String {
    format!("in Cargo.toml, under [package.metadata.bgtask.windows]: manifest = \"{path}\"")
}

fn list(path: &str) -> String {
    format!("in Cargo.toml, under [package.metadata.bgtask.apple]: info-plist = \"{path}\"")
}

#[test]
fn a_file_of_another_name_is_offered_before_a_new_one() {
    let project = out_of_process();
    let meant = format!("did you mean {MANIFEST}? {}", manifest(MANIFEST));
    for wrong in ["packaging/Pakage.appxmanifest", "packging/Package.appxmanifest", "packaging/AppxManifest.xml"] {
        assert_eq!(help(&project, MANIFEST, &format!("{wrong:?}")), meant, "{wrong}");
    }
    let above = help(&project, MANIFEST, "\"../elsewhere/Package.appxmanifest\"");
    assert!(above.ends_with("`cargo bgtask manifest --output ../elsewhere/Package.appxmanifest` makes a minimal one"));
    // Beside the package there may be other projects.
    let inner = Project::empty();
    inner.write(
        "app/Cargo.toml",
        format!("{PACKAGE}[package.metadata.bgtask.windows]\nmanifest = \"../P.appxmanifest\"\n"),
    );
    inner.write("app/src/lib.rs", OUT_OF_PROCESS);
    inner.write("other/Package.appxmanifest", UWP);
    let check = || inner.run_in("app", &["check"]).ended(2).err;
    assert!(check().contains("--output ../P.appxmanifest` makes a minimal one"), "{}", check());
    inner.write("Package.appxmanifest", UWP);
    let beside = format!("did you mean ../Package.appxmanifest? {}", manifest("../Package.appxmanifest"));
    assert!(check().contains(&beside), "{}", check());
    std::fs::remove_file(project.path(MANIFEST)).expect("a file");
    project.write("packaging/AppxManifest.xml", UWP);
    let renamed = help(&project, MANIFEST, &format!("{MANIFEST:?} "));
    assert_eq!(renamed, format!("did you mean packaging/AppxManifest.xml? {}", manifest("packaging/AppxManifest.xml")));
    project.write("packaging/Debug.appxmanifest", UWP);
    let several = "did you mean packaging/AppxManifest.xml or packaging/Debug.appxmanifest? it is `manifest` under \
                   [package.metadata.bgtask.windows] in Cargo.toml";
    assert_eq!(help(&project, MANIFEST, "\"packaging/Windows\""), several);
    // Where none is, one is to be made.
    let nothing = Project::new(WINDOWS, OUT_OF_PROCESS);
    assert_eq!(
        help(&nothing, MANIFEST, &format!("{MANIFEST:?} ")),
        format!(
            "it is `manifest` under [package.metadata.bgtask.windows] in Cargo.toml; `cargo bgtask manifest --output {MANIFEST}` \
             makes a minimal one"
        )
    );
}

#[test]
fn a_property_list_of_another_name_is_offered_if_it_is_one_of_an_app() {
    let project = for_apple();
    assert_eq!(help(&project, INFO, "\"packaging/Inf.plist\""), format!("did you mean {INFO}? {}", list(INFO)));
    std::fs::rename(project.path(INFO), project.path("packaging/Feed.plist")).expect("a file");
    project.write("packaging/Options.plist", "<plist version=\"1.0\"><dict><key>method</key><string/></dict></plist>");
    let renamed = format!("did you mean packaging/Feed.plist? {}", list("packaging/Feed.plist"));
    assert_eq!(help(&project, INFO, &format!("{INFO:?} ")), renamed);
    std::fs::remove_file(project.path("packaging/Feed.plist")).expect("a file");
    let none = help(&project, INFO, &format!("{INFO:?} "));
    assert!(none.ends_with("`cargo bgtask plist --output packaging/Info.plist` makes a minimal one"), "{none}");
}

#[cfg(not(windows))]
#[test]
fn a_path_as_windows_has_it_is_told_where_it_is_none() {
    for (project, path, expected) in [(out_of_process(), MANIFEST, manifest(MANIFEST)), (for_apple(), INFO, list(INFO))]
    {
        let said = help(&project, path, &format!("'{}'", path.replace('/', "\\")));
        assert_eq!(said, format!("write `/`, which works on every system: {expected}"));
    }
}

#[test]
fn a_folder_and_another_kind_of_file_are_told_with_the_key() {
    let (windows, apple) = (out_of_process(), for_apple());
    for wrong in ["\"packaging\"", "\"Cargo.toml\""] {
        assert_eq!(help(&windows, MANIFEST, wrong), format!("did you mean {MANIFEST}? {}", manifest(MANIFEST)));
        assert_eq!(help(&apple, INFO, wrong), format!("did you mean {INFO}? {}", list(INFO)));
    }
    let key =
        "it is `manifest` under [package.metadata.bgtask.windows] in Cargo.toml, which is to name a package manifest";
    assert_eq!(help(&windows, MANIFEST, "\"src\""), key);
    let key =
        "it is `info-plist` under [package.metadata.bgtask.apple] in Cargo.toml, which is to name a property list";
    apple.write("notes/news.md", "# News\n");
    assert_eq!(help(&apple, INFO, "\"notes/news.md\""), key);
    windows.write("packaging/Info.plist", PLIST);
    let said = help(&windows, MANIFEST, &format!("{INFO:?}"));
    assert_eq!(said, format!("did you mean {MANIFEST}? {}", manifest(MANIFEST)), "a file of the other kind");
    // What is one and has a mistake is the one that is meant.
    windows.write(MANIFEST, &UWP[..UWP.len() / 2]);
    assert!(!windows.run(&["check"]).ended(2).err.contains("help"));
}
