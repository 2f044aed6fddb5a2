//! Whether something stands in the sources of a project.

use std::fs;
use std::path::Path;

/// The most folders and files that are looked through.
const MOST: usize = 10_000;

/// Says whether it stands in a file with this text.
pub(super) type Has<'h> = &'h dyn Fn(&Path, &[u8]) -> bool;

/// Whether it stands in the code of a target, given by its first file: in the folder of that file, or below.
/// What can't be read may have it.
pub(super) fn of_target(root: &Path, has: Has<'_>) -> bool {
    let Some(folder) = root.parent() else { return true };
    // Most often it is in the first file.
    in_file(root, has) || in_folder(folder, has)
}

/// Whether it stands in a file.
pub(super) fn in_file(path: &Path, has: Has<'_>) -> bool {
    fs::read(path).is_ok_and(|text| has(path, &text))
}

/// Whether it stands in a Rust file of a folder that belongs to no package below it.
pub(super) fn in_folder(folder: &Path, has: Has<'_>) -> bool {
    let mut looked_at = 0;
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = folder.read_dir() else { return true };
        for entry in entries {
            let Ok(entry) = entry else { return true };
            looked_at += 1;
            if looked_at > MOST {
                return true;
            }
            let path = entry.path();
            // Through symbolic links, as the compiler goes.
            if path.is_dir() {
                let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                let is_built = path.join("CACHEDIR.TAG").exists();
                if !is_hidden && !is_built && !path.join("Cargo.toml").exists() {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                match fs::read(&path) {
                    Ok(text) if !has(&path, &text) => {}
                    _ => return true,
                }
            }
        }
    }
    false
}
