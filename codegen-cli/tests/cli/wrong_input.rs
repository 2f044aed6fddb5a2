//! Wrong input gets one clear error and exit status 2, and is left untouched.

use crate::feed::{APPLE, COMPONENT, INFO, MANIFEST, OUT_OF_PROCESS, PLIST, UWP, WINDOWS, for_apple, out_of_process};
use crate::project::{Project, Run};

/// Asserts that each command that would use the file refuses it with one error, and leaves it alone.
#[track_caller]
fn refused(project: &Project, path: &str, said: &str) {
    let before = std::fs::read(project.path(path)).ok();
    let command = if path == INFO { "plist" } else { "manifest" };
    let runs: [&[&str]; 4] =
        [&["sync"], &["check"], &[command, "--input", path], &[command, "--input", path, "--output", path]];
    for arguments in runs {
        let Run { out, err, .. } = project.run(arguments).ended(2);
        assert!(err.starts_with("error: can't ") && err.contains(path), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert_eq!(err.lines().filter(|line| line.starts_with("error")).count(), 1, "{arguments:?}: {err}");
        assert_eq!(out, "", "{arguments:?}");
        assert_eq!(std::fs::read(project.path(path)).ok(), before, "{arguments:?}");
    }
}

fn manifest(text: impl AsRef<[u8]>) -> Project {
    let project = out_of_process();
    project.write(MANIFEST, text);
    project
}

fn property_list(text: impl AsRef<[u8]>) -> Project {
    let project = for_apple();
    project.write(INFO, text);
    project
}

#[test]
fn no_manifest() {
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS).with_dll();
    refused(&project, MANIFEST, "No such file or directory");
    assert!(!project.path(MANIFEST).exists());
}

#[test]
fn not_xml() {
    refused(&manifest("{\"json\": true}"), MANIFEST, "not XML");
    refused(&manifest([0xFF, 0x00, 0x12, 0x80]), MANIFEST, "can't use");
    refused(&manifest(""), MANIFEST, "empty");
    refused(&manifest("<html><body>"), MANIFEST, "not closed");
}

#[test]
fn not_a_manifest() {
    refused(&manifest("<html/>"), MANIFEST, "not a package manifest");
    let old = UWP.replace("appx/manifest/foundation/windows10", "appx/2010/manifest");
    refused(&manifest(old), MANIFEST, "Windows 8");
}

#[test]
fn a_file_that_is_cut_off() {
    for length in [UWP.len() / 3, UWP.len() / 2, UWP.len() - 5] {
        refused(&manifest(&UWP[..length]), MANIFEST, "can't use packaging/Package.appxmanifest:");
    }
    refused(&property_list(&PLIST[..PLIST.len() - 20]), INFO, "can't use packaging/Info.plist:");
}

#[test]
fn a_directory() {
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS).with_dll();
    project.write(&format!("{MANIFEST}/file"), "");
    refused(&project, MANIFEST, "it is a directory");
    let to = out_of_process();
    let run = to.run(&["manifest", "--output", "src"]).ended(2);
    assert!(run.err.contains("error: can't write src: it is a directory"), "{}", run.err);
}

#[test]
fn two_applications() {
    let second = "    </Application>\n    <Application Id=\"Second\" Executable=\"b.exe\" EntryPoint=\"B.App\">\n\
        <uap:VisualElements DisplayName=\"B\" Description=\"B\" BackgroundColor=\"transparent\" \
        Square150x150Logo=\"a.png\" Square44x44Logo=\"b.png\" />\n    </Application>\n";
    let text = UWP.replace("    </Application>\n", second);
    let project = manifest(&text);
    refused(&project, MANIFEST, "2 Applications (App, Second)");
    refused(&project, MANIFEST, "in Cargo.toml, under [package.metadata.bgtask.windows]: application = \"App\"");
    let cargo = project.read("Cargo.toml");
    let choose = |id: &str| cargo.replace(COMPONENT, &format!("{COMPONENT}application = \"{id}\"\n"));
    project.write("Cargo.toml", choose("Scond"));
    refused(&project, MANIFEST, "no Application with the Id `Scond`");
    project.write("Cargo.toml", choose("Second"));
    project.run(&["sync"]).ended(0);
    let after = project.read(MANIFEST);
    assert!(after.find("Id=\"Second\"") < after.find("Feed.Tasks.Refresh"), "in the chosen one: {after}");
}

#[test]
fn no_application_for_tasks_that_need_no_entry() {
    let project = Project::new(WINDOWS, &OUT_OF_PROCESS.replace("out-of-process", "in-process"));
    project.write(MANIFEST, UWP);
    project.run(&["sync"]).ended(0);
    let configuration = project.read("Cargo.toml");
    project.write("Cargo.toml", format!("{configuration}application = \"Ap\"\n"));
    refused(&project, MANIFEST, "no Application with the Id `Ap`; it has App");
    let (before, rest) = UWP.split_once("  <Applications>\n").expect("it has one");
    let (_, after) = rest.split_once("</Applications>\n").expect("it has an end");
    project.write(MANIFEST, format!("{before}{after}"));
    project.write("Cargo.toml", configuration);
    refused(&project, MANIFEST, "no Application that could have background tasks");
}

#[test]
fn not_a_property_list() {
    refused(&property_list("<html/>"), INFO, "not a property list");
    refused(&property_list("{ CFBundleName = \"Feed\"; }"), INFO, "old-style property list");
    refused(&property_list("bplist00 and nothing else"), INFO, "binary property list");
    refused(&property_list("<plist version=\"1.0\"><array/></plist>"), INFO, "no dictionary");
    let wrong = PLIST.replace("<dict>", "<dict>\n\t<key>UIBackgroundModes</key>\n\t<string>audio</string>");
    refused(&property_list(wrong), INFO, "UIBackgroundModes");
}

#[test]
fn a_key_that_stands_there_twice_and_a_wrong_type_are_told_with_both_places() {
    let array = "\t<key>UIBackgroundModes</key>\n\t<array/>\n";
    let twice = PLIST.replace("<dict>\n", &format!("<dict>\n{array}{array}"));
    refused(&property_list(twice), INFO, "Info.plist:7:2: the key `UIBackgroundModes` stands here twice (and at 5:2)");
    let wrong = PLIST.replace("<dict>\n", "<dict>\n\t<key>UIBackgroundModes</key>\n\t<string>audio</string>\n");
    let said = "Info.plist:6:2: `UIBackgroundModes` is an array of strings and not `<string>` (and at 5:2)";
    refused(&property_list(wrong), INFO, said);
}

#[cfg(unix)]
#[test]
fn no_permission() {
    use std::os::unix::fs::PermissionsExt;
    let project = out_of_process();
    let mode = |mode| std::fs::set_permissions(project.path(MANIFEST), std::fs::Permissions::from_mode(mode));
    mode(0o444).expect("a mode");
    let run = project.run(&["sync"]).ended(2);
    assert!(run.err.contains("error: can't write packaging/Package.appxmanifest: it is read-only"), "{}", run.err);
    assert_eq!(project.read(MANIFEST), UWP);
    mode(0o000).expect("a mode");
    // Root may read everything.
    if std::fs::read(project.path(MANIFEST)).is_ok() {
        println!("this user reads files without permission, so that was not tried");
        return;
    }
    let run = project.run(&["sync"]).ended(2);
    assert!(run.err.contains("error: can't read packaging/Package.appxmanifest: "), "{}", run.err);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new(APPLE, crate::feed::FOR_APPLE);
    let name = OsStr::from_bytes(b"Info-\xFF.plist");
    let path = project.root().join(name);
    std::fs::write(&path, PLIST).expect("a file of that name");
    let mut command = crate::project::tool();
    command.current_dir(project.root()).arg("plist").arg("--input").arg(name).arg("--output").arg(name);
    let run = Run::of(&mut command).ended(0);
    assert_eq!(run.out, "wrote Info-\u{FFFD}.plist\n");
    assert!(std::fs::read_to_string(&path).expect("the file").contains("com.contoso.feed.refresh"));
}

#[test]
fn a_cargo_toml_that_is_wrong_is_cargos_to_refuse() {
    let project = Project::new("[package.metadata", "");
    let run = project.run(&["check"]).ended(2);
    assert!(run.err.starts_with("error: "), "{}", run.err);
}
