//! Where an app without `tasks(…)` has its list from: whether a build script can have made it.

use std::fs;

use bgtask_core::catalog::names::METADATA_TABLE;
use bgtask_core::rules::annotation::MISSING_TASK_LIST;
use memchr::memmem;

use crate::find::{Found, Package};
use crate::problem::Problem;

/// What a build script would have in it that makes a list, by bgtask's builder or by itself, or in another file.
const MAKES_A_LIST: &[&str] = &[METADATA_TABLE, "mod ", "include"];

/// The apps of a package that have no list, and can't have one from a build script. `manifest` is its Cargo.toml. Where that
/// can't be told without running the build script, the compiler does.
pub fn without_a_list(found: &Found, package: &Package, manifest: &str) -> Vec<Problem> {
    let without = found.apps.iter().filter(|app| app.is_own && app.tasks.is_none());
    let has_script = match &package.build_script {
        None => false,
        // Whatever a build script depends on may do the work.
        Some(_) if manifest.contains("build-dependencies") => return Vec::new(),
        Some(path) => {
            let Ok(text) = fs::read(path) else { return Vec::new() };
            if MAKES_A_LIST.iter().any(|words| memmem::find(&text, words.as_bytes()).is_some()) {
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
