//! Which manifests and property lists a project has, of whatever kind it is.

use std::path::{Path, PathBuf};

/// How deep files are looked for. Xcode's and Tauri's lie two or three folders below the package.
const DEEPEST: usize = 4;

/// Folders of what is built, fetched, or of someone else.
const NOT_OURS: &[&str] = &["target", "node_modules", "Pods", "DerivedData", "build", "dist", "vendor"];

/// The folder of a project of Xcode.
const PROJECT: &str = "xcodeproj";

/// The folder of several such projects that belong together.
const WORKSPACE: &str = "xcworkspace";

/// What of a project is there already, as paths from the package's folder on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The package manifests, the least deep first.
    pub manifests: Vec<PathBuf>,
    /// The property lists of apps for Apple systems, the least deep first.
    pub plists: Vec<PathBuf>,
    /// The projects of Xcode, the least deep first.
    pub projects: Vec<PathBuf>,
}

/// Looks for manifests and property lists below a folder. What can't be read is not there.
pub fn look(root: &Path) -> Shape {
    let mut shape = Shape::default();
    let mut folders = vec![(root.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let mut entries: Vec<_> = folder.read_dir().into_iter().flatten().flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
            let name = entry.file_name().to_string_lossy().into_owned();
            if kind.is_dir() {
                if has_extension(&path, PROJECT) {
                    shape.projects.extend(path.strip_prefix(root).ok().map(Path::to_path_buf));
                } else if depth < DEEPEST && is_ours(&path, &name) {
                    folders.push((path, depth + 1));
                }
            } else if let Ok(path) = path.strip_prefix(root) {
                if is_manifest(&name) {
                    shape.manifests.push(path.to_path_buf());
                } else if is_plist(path, &name) {
                    shape.plists.push(path.to_path_buf());
                }
            }
        }
    }
    for found in [&mut shape.manifests, &mut shape.plists, &mut shape.projects] {
        found.sort_by_key(|path| (path.components().count(), path.clone()));
    }
    if shape.manifests.is_empty() {
        shape.manifests = above(root);
    }
    shape
}

/// The manifests in the folder above, where that is a project of other tools of which the package is a part, as Tauri's
/// `src-tauri` is: there `winapp init` puts one.
fn above(root: &Path) -> Vec<PathBuf> {
    let Some(folder) = root.parent().filter(|folder| is_of_other_tools(folder)) else { return Vec::new() };
    let mut found: Vec<_> = folder.read_dir().into_iter().flatten().flatten().collect();
    found.retain(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let names = found.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut manifests: Vec<_> = names.filter(|name| is_manifest(name)).map(|name| Path::new("..").join(name)).collect();
    manifests.sort();
    manifests
}

/// Whether a project of Xcode lies right in a folder, alone or with others.
pub fn has_xcode_project(folder: &Path) -> bool {
    let mut entries = folder.read_dir().into_iter().flatten().flatten();
    entries.any(|entry| is_of_xcode(Path::new(&entry.file_name())) && entry.file_type().is_ok_and(|kind| kind.is_dir()))
}

/// Whether a path leads to a project of Xcode, or to what Xcode keeps in one.
pub fn is_of_xcode(path: &Path) -> bool {
    path.ancestors().any(|path| has_extension(path, PROJECT) || has_extension(path, WORKSPACE))
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension == wanted)
}

/// Source: <https://learn.microsoft.com/windows/apps/dev-tools/winapp-cli/usage>
fn is_of_other_tools(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).exists();
    (has("package.json") || has("winapp.yaml")) && !has("Cargo.toml")
}

fn is_ours(path: &Path, name: &str) -> bool {
    let is_bundle = ["app", "framework", "xcframework", "xcassets"].iter().any(|kind| has_extension(path, kind));
    // Another package's files are its own.
    !name.starts_with('.') && !NOT_OURS.contains(&name) && !is_bundle && !path.join("Cargo.toml").exists()
}

/// `Package.appxmanifest` is Visual Studio's name, `appxmanifest.xml` that of the tools around `winapp` and of packages.
fn is_manifest(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "appxmanifest.xml" || Path::new(&name).extension().is_some_and(|extension| extension == "appxmanifest")
}

/// `Info.plist`, or `Feed-Info.plist` of older projects of Xcode; not those of tests and of macOS, which has no
/// BackgroundTasks.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks>
fn is_plist(path: &Path, name: &str) -> bool {
    let is_of = |word: &str| path.iter().any(|part| part.to_string_lossy().to_ascii_lowercase().contains(word));
    (name == "Info.plist" || name.ends_with("-Info.plist")) && !is_of("tests") && !is_of("macos")
}
