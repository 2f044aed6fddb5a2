//! What is said where Cargo.toml does not name the app's files: each way out is one.

use crate::feed::{DESKTOP, FOR_APPLE, MANIFEST, SERVER, WINDOWS};
use crate::project::Project;

/// A desktop app whose annotation has `more`.
fn code(more: &str) -> String {
    format!(
        "use bgtask::prelude::*;\n\
         #[background_task(trigger = \"time:15\", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"))]\n\
         pub fn refresh() {{}}\n#[background_app(tasks(refresh), model = \"com\"{more})]\npub struct App;\n"
    )
}

/// A desktop app with its manifest, and a stand-in for bgtask.
fn desktop(configuration: &str, more: &str) -> Project {
    let project = Project::new(configuration, &code(more));
    project.write(MANIFEST, DESKTOP);
    project.write("src/main.rs", "fn main() { feed::App::serve_com(); feed::App::register_all(&host); }\n");
    project.write("bgtask/Cargo.toml", "[package]\nname = \"bgtask\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("bgtask/src/lib.rs", "");
    project
}

fn init(project: &Project, arguments: &[&str]) {
    project.run(&[&["init", "--path", "bgtask"], arguments].concat()).ended(0);
}

/// The messages and helps of BG0808.
fn told(project: &Project) -> Vec<(String, String)> {
    let run = project.run(&["check", "--message-format", "json"]);
    let lines = run.json_lines();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let lacking = lines.iter().filter(|line| line["rule"] == "BG0808");
    lacking.map(|line| (text(&line["message"]), text(&line["help"]))).collect()
}

#[test]
fn one_command_names_all_where_nothing_is_named() {
    let project = desktop("", "");
    let said = told(&project);
    let [(_, server), (manifest_lacks, manifest)] = said.as_slice() else { panic!("{said:?}") };
    let by_hand =
        "`cargo bgtask init` sets this up; by hand, add to Cargo.toml, under [package.metadata.bgtask.windows]: ";
    assert_eq!(*server, format!("{by_hand}com-server = \"feed.exe\""));
    assert_eq!(manifest_lacks, "task `refresh` needs `manifest` in the configuration");
    assert_eq!(*manifest, format!("{by_hand}manifest = \"{MANIFEST}\""));
    // Which of two is the app's is not known.
    project.write("other/Package.appxmanifest", DESKTOP);
    let said = told(&project);
    assert!(
        said.iter().any(|(_, help)| help.contains("manifest = \"…\", the package manifest, as a path")),
        "{said:?}"
    );
    std::fs::remove_file(project.path("other/Package.appxmanifest")).expect("a file");
    init(&project, &[]);
    assert_eq!(told(&project), []);
}

#[test]
fn a_prefix_of_identifiers_is_told_as_the_reason_with_the_ways_out() {
    let prefix = ", identifier_prefix = \"com.contoso.feed\"";
    let configuration = format!("{WINDOWS}{SERVER}");
    let project = desktop(&configuration, prefix);
    let said = told(&project);
    let [(message, help)] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(message, "task `refresh` needs `info-plist` in the configuration, as `App` has an `identifier_prefix`");
    assert_eq!(
        help,
        "`cargo bgtask init --platform apple` sets this up; by hand, add to Cargo.toml, under \
         [package.metadata.bgtask.apple]: info-plist = \"…\", the app's property list, as a path from the folder of \
         Cargo.toml; if the app is for Windows alone, take `identifier_prefix` out or write `platforms(\"windows\")`"
    );
    init(&project, &["--platform", "apple"]);
    assert_eq!(told(&project), []);
    for more in ["", &format!("{prefix}, platforms(\"windows\")")] {
        assert_eq!(told(&desktop(&configuration, more)), [], "{more}");
    }
    // An app that says what it is for does so for a reason.
    let said = told(&Project::new("", FOR_APPLE));
    assert!(matches!(said.as_slice(), [(message, help)] if !format!("{message}{help}").contains("prefix")), "{said:?}");
    let modes = told(&desktop(&configuration, &format!("{prefix}, modes(\"audio\")")));
    assert!(matches!(modes.as_slice(), [(message, _)] if !message.contains("prefix")), "modes need it too: {modes:?}");
}

#[test]
fn the_command_for_the_other_platform_is_told_where_one_is_set_up() {
    let project = desktop("", ", identifier_prefix = \"com.contoso.feed\"");
    init(&project, &["--platform", "apple"]);
    let said = told(&project);
    assert_eq!(said.len(), 2, "{said:?}");
    for (message, help) in &said {
        assert!(help.starts_with("`cargo bgtask init --platform windows` sets this up; "), "{message}: {help}");
    }
    init(&project, &["--platform", "windows"]);
    assert_eq!(told(&project), []);
}
