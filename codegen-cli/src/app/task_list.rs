//! Where an app without `tasks(…)` has its list from: whether a build script can have made it.

use std::fs;

use bgtask_core::catalog::names::METADATA_TABLE;
use bgtask_core::rules::annotation::MISSING_TASK_LIST;
use memchr::memmem;

use crate::find::{Found, Package};
use crate::problem::Problem;

/// What a build script would have in it that makes a list, by bgtask's builder or by itself, or in another file.
const MAKES_A_LIST: &[&str] = &[METADATA_TABLE, "mod ", "include"];

/// The package that has bgtask's builder.
const BUILDERS_PACKAGE: &str = "bgtask-codegen";

/// The apps of a package that have no list, and can't have one from a build script. `manifest` is its Cargo.toml. Where that
/// can't be told without running the build script, the compiler does.
pub fn without_a_list(found: &Found, package: &Package, manifest: &str) -> Vec<Problem> {
    let without = found.apps.iter().filter(|app| app.is_own && app.tasks.is_none());
    let has_script = match &package.build_script {
        None => false,
        Some(path) => {
            let Ok(text) = fs::read(path) else { return Vec::new() };
            if MAKES_A_LIST.iter().any(|words| memmem::find(&text, words.as_bytes()).is_some()) {
                return Vec::new();
            }
            // Whatever a build script depends on may do the work, if that has the builder.
            if manifest.contains("build-dependencies")
                && (manifest.contains(BUILDERS_PACKAGE) || may_link_builder(package))
            {
                return Vec::new();
            }
            true
        }
    };
    let (message, help) = if has_script {
        (
            "the app lists no tasks, and its package's build script does not find them",
            "write `tasks(…)`, or have build.rs run `bgtask_codegen::build::Builder::new().run()`",
        )
    } else {
        (
            "the app lists no tasks, and its package has no build script that finds them",
            "write `tasks(…)`, or add a build script with `bgtask_codegen::build::Builder::new().run()`, and \
             `bgtask-codegen` to its dependencies",
        )
    };
    let told =
        without.map(|app| Problem::new(MISSING_TASK_LIST, Some(app.place.clone()), message, help).told_by_compiler());
    told.collect()
}

/// Whether anything in the workspace may link the builder: its lock file says so, or can't be read.
fn may_link_builder(package: &Package) -> bool {
    let name = format!("name = \"{BUILDERS_PACKAGE}\"");
    fs::read(package.workspace_root.join("Cargo.lock"))
        .map_or(true, |text| memmem::find(&text, name.as_bytes()).is_some())
}
