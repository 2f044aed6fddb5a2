//! Projects that the tests of files share: a feed reader for an AppContainer, for the desktop, and for Apple systems.

use crate::project::Project;

pub const UWP: &str = include_str!("fixtures/uwp.appxmanifest");
pub const DESKTOP: &str = include_str!("fixtures/desktop.appxmanifest");
pub const PLIST: &str = include_str!("fixtures/Info.plist");

pub const WINDOWS: &str = "[package.metadata.bgtask.windows]\nmanifest = \"packaging/Package.appxmanifest\"\n";
pub const COMPONENT: &str = "component = \"feed_tasks.dll\"\n";
pub const SERVER: &str = "com-server = \"feed.exe\"\n";
pub const APPLE: &str = "[package.metadata.bgtask.apple]\ninfo-plist = \"packaging/Info.plist\"\n";

pub const MANIFEST: &str = "packaging/Package.appxmanifest";
pub const INFO: &str = "packaging/Info.plist";

/// One task of each of two kinds in a component, one in the app's process.
pub const OUT_OF_PROCESS: &str = "use bgtask::prelude::*;

#[background_task(trigger = \"time:15\", condition = \"UserPresent\")]
pub struct Refresh;

#[background_task(trigger = \"system:ServicingComplete\")]
pub fn migrate() {}

#[background_task(trigger = \"system:TimeZoneChange\", windows(model = \"in-process\"))]
pub fn reschedule() {}

#[background_app(tasks(Refresh, migrate, reschedule), model = \"out-of-process\", namespace = \"Feed.Tasks\")]
pub struct App;
";

/// A refresh and a processing task, and an app that plays sound.
pub const FOR_APPLE: &str = "use bgtask::prelude::*;

#[background_task(trigger = \"time:15\")]
pub struct Refresh;

#[background_task(trigger = \"maintenance:480\")]
pub struct Tidy;

#[background_app(tasks(Refresh, Tidy), platforms(\"apple\"), identifier_prefix = \"com.contoso.feed\", modes(\"audio\"))]
pub struct App;
";

/// A project for Windows, with its manifest, and with the DLL if it has a component.
pub fn windows(more: &str, manifest: &str, code: &str) -> Project {
    let project = Project::new(&format!("{WINDOWS}{more}"), code);
    let project = if more.contains(COMPONENT) { project.with_dll() } else { project };
    project.write(MANIFEST, manifest);
    project
}

/// The feed reader with a component.
pub fn out_of_process() -> Project {
    windows(COMPONENT, UWP, OUT_OF_PROCESS)
}

/// The feed reader for Apple systems.
pub fn for_apple() -> Project {
    let project = Project::new(APPLE, FOR_APPLE);
    project.write(INFO, PLIST);
    project
}
