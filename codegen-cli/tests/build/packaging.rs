//! Manifests and property lists in a build.

use std::fs;

use crate::fixture::Fixture;

const MANIFEST: &str = include_str!("../cli/fixtures/uwp.appxmanifest");
const PLIST: &str = include_str!("../cli/fixtures/Info.plist");

const FILES: &str = "[package.metadata.bgtask.windows]\nmanifest = \"packaging/Package.appxmanifest\"\ncomponent = \"feed.dll\"\n\
    [package.metadata.bgtask.apple]\ninfo-plist = \"packaging/Info.plist\"\n";

const CODE: &str = "#[bgtask::background_app(model = \"out-of-process\", namespace = \"Feed\", identifier_prefix = \"com.contoso.feed\")]
pub struct App;

#[cfg(windows)]
#[bgtask::background_task(trigger = \"system:ServicingComplete\")]
pub fn migrate() {}

#[cfg(target_os = \"ios\")]
#[bgtask::background_task(trigger = \"time:15\", platforms(\"apple\"))]
pub fn refresh() {}
";

fn fixture(name: &str, wishes: &str) -> Fixture {
    let files = [("src/lib.rs", CODE), ("packaging/Package.appxmanifest", MANIFEST), ("packaging/Info.plist", PLIST)];
    Fixture::new(name, FILES, files).with_files(wishes)
}

#[test]
fn files_that_are_behind_are_warned_of_and_watched() {
    let fixture = fixture("behind", ".check()");
    let run = fixture.cargo(&["check"]).succeeded();
    let told = run.messages("warning");
    // On whatever system this build is for.
    let of = |file: &str| told.iter().filter(|line| line.contains(&format!("packaging/{file} lacks"))).count();
    assert_eq!((of("Package.appxmanifest"), of("Info.plist")), (1, 1), "{told:#?}");
    assert!(told.iter().any(|line| line.starts_with("src/lib.rs:5:")), "{told:#?}");
    assert_eq!(fixture.read("packaging/Package.appxmanifest"), MANIFEST);
    assert_eq!(fixture.read("packaging/Info.plist"), PLIST);

    assert!(!fixture.is_run());
    for file in ["packaging/Package.appxmanifest", "packaging/Info.plist"] {
        fixture.touch(file);
        assert!(fixture.is_run(), "{file} was touched");
    }
    fixture.builds_with(".check().strict()");
    assert!(!fixture.cargo(&["check"]).is_success);
}

#[test]
fn merged_files_are_written_beside_and_once() {
    let fixture = fixture("merged", ".manifest_to(\"AppxManifest.xml\").plist_to(\"merged/Info.plist\")");
    let out = fixture.out_dir(&[]);
    let (manifest, plist) = (out.join("AppxManifest.xml"), out.join("merged/Info.plist"));
    let read = |path| fs::read_to_string(path).expect("a merged file");
    assert!(read(&manifest).contains("EntryPoint=\"Feed.migrate\""));
    assert!(read(&plist).contains("com.contoso.feed.refresh"));
    assert_eq!(fixture.read("packaging/Package.appxmanifest"), MANIFEST);
    assert_eq!(fixture.read("packaging/Info.plist"), PLIST);

    let time = |path| fs::metadata(path).and_then(|metadata| metadata.modified()).expect("a time");
    let before = (time(&manifest), time(&plist));
    fixture.touch("Cargo.toml");
    assert!(fixture.is_run());
    assert_eq!((time(&manifest), time(&plist)), before);
}

#[test]
fn checked_in_files_are_edited_when_told() {
    let fixture = fixture("edited", ".check().sync()");
    let run = fixture.cargo(&["check"]).succeeded();
    assert_eq!(run.messages("warning"), [] as [&str; 0]);
    assert!(fixture.read("packaging/Package.appxmanifest").contains("EntryPoint=\"Feed.migrate\""));
    assert!(fixture.read("packaging/Info.plist").contains("com.contoso.feed.refresh"));
    fixture.builds_with(".check()");
    assert_eq!(fixture.cargo(&["check"]).succeeded().messages("warning"), [] as [&str; 0]);
}

#[test]
fn what_cannot_be_used_ends_the_build_with_its_place() {
    let fixture = fixture("unusable", ".check()");
    fixture.write("packaging/Package.appxmanifest", "<Package>\n<");
    fs::remove_file(fixture.path("packaging/Info.plist")).expect("a file");
    let run = fixture.cargo(&["check"]);
    assert!(!run.is_success);
    let told = run.messages("error");
    assert!(told.iter().any(|line| line.starts_with("packaging/Package.appxmanifest:2:")), "{told:#?}");
    assert!(told.contains(&String::from("  it is `info-plist` under [package.metadata.bgtask.apple] in Cargo.toml")));

    let manifest = fixture.read("Cargo.toml");
    fixture.write("Cargo.toml", &manifest.replace("component =", "componnet ="));
    let told = fixture.cargo(&["check"]).messages("error");
    assert!(told.iter().any(|line| line.starts_with("Cargo.toml:8:1: BG0807: ")), "{told:#?}");
    assert!(told.contains(&String::from("  help: did you mean `component`?")), "{told:#?}");
}

#[test]
fn tasks_of_path_dependencies_are_found_for_the_files() {
    let own = "[dependencies.feeds]\npackage = \"lists-feeds\"\npath = \"feeds\"\n";
    found_in_dependency("dependencies", "feeds", own, "unseen");
    let inherited = "[dependencies.feeds]\nworkspace = true\n\
        [workspace.dependencies.feeds]\npackage = \"lists-feeds\"\npath = \"feeds\"\n";
    found_in_dependency("inherited", "feeds", inherited, "unseen");
    let of_its_own_name = "[dependencies.lists-feeds]\npath = \"feeds\"\n";
    found_in_dependency("own_name", "lists-feeds", of_its_own_name, "feeds");
}

/// `key` is the name that the manifest has for it, and `library` what its library is called.
fn found_in_dependency(name: &str, key: &str, dependency: &str, library: &str) {
    let manifest = format!("{FILES}[features]\nwith-more = [\"{key}/more\"]\ndefault = [\"with-more\"]\n{dependency}");
    let code = "#[bgtask::background_app(tasks(::feeds::fetch, feeds::more, #[cfg(any())] feeds::other), model = \"out-of-process\", namespace = \"Feed\")]\npub struct App;\n";
    let task = "#[bgtask::background_task(trigger = \"system:ServicingComplete\")]\npub fn ";
    let code_of_library = format!(
        "{task}fetch() {{}}\n#[cfg(feature = \"more\")]\n{task}more() {{}}\n#[cfg(feature = \"other\")]\n{task}other() {{}}\n"
    );
    let root = env!("CARGO_MANIFEST_DIR");
    let feeds = format!(
        "[package]\nname = \"lists-feeds\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\nmore = []\nother = []\n\
         [lib]\nname = \"{library}\"\n\
         [dependencies]\nbgtask = {{ path = \"{root}/..\" }}\n"
    );
    let fixture = Fixture::new(
        name,
        &manifest,
        [
            ("src/lib.rs", code),
            ("feeds/Cargo.toml", &feeds),
            ("feeds/src/lib.rs", &code_of_library),
            ("packaging/Package.appxmanifest", MANIFEST),
        ],
    )
    .with_files(".manifest_to(\"AppxManifest.xml\")");
    let run = fixture.cargo(&["check"]).succeeded();
    // Whether another package enables a feature of a dependency can't be known here, and that is said.
    let told = run.messages("warning");
    assert!(told.iter().any(|line| line.starts_with("feeds/src/lib.rs:6:7: BG0805: ")), "{told:#?}");
    let merged = fs::read_to_string(fixture.out_dir(&[]).join("AppxManifest.xml")).expect("a merged file");
    for entry in ["Feed.fetch", "Feed.more"] {
        assert!(merged.contains(&format!("EntryPoint=\"{entry}\"")), "{merged}");
    }
    for read in ["feeds/src/lib.rs", "feeds/Cargo.toml"] {
        fixture.touch(read);
        assert!(fixture.is_run(), "{read}");
    }
}
