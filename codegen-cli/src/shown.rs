//! Paths as messages show them: short, and such as a person in the current folder would write them.

use std::path::{Component, Path, PathBuf};

/// A path from the current folder on; to what lies beside that with `..`, where this is no longer than the whole path.
pub fn from_here(path: &Path, current: Option<&Path>) -> PathBuf {
    let Some(current) = current else { return path.to_path_buf() };
    if let Ok(below) = path.strip_prefix(current) {
        return below.to_path_buf();
    }
    // The root and a drive say nothing of where a folder is.
    let is_named = path.components().take(shared(path, current)).any(|part| matches!(part, Component::Normal(_)));
    let from_here = relative(path, current);
    if is_named && from_here.as_os_str().len() <= path.as_os_str().len() { from_here } else { path.to_path_buf() }
}

/// A whole path from a folder on, with `..` as far as needed.
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = shared(path, folder);
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// How many parts two paths have alike at their beginning.
fn shared(path: &Path, folder: &Path) -> usize {
    path.components().zip(folder.components()).take_while(|(one, other)| one == other).count()
}

/// A whole path without `.` and `..`.
#[cfg(feature = "cli")]
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = plain.pop(),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(all(test, unix, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_is_shown_from_here() {
        let current = Path::new("/users/me/feed/app");
        for (path, shown) in [
            ("/users/me/feed/app/src/main.rs", "src/main.rs"),
            ("/users/me/feed/Cargo.toml", "../Cargo.toml"),
            ("/users/me/feed/tasks/src/lib.rs", "../tasks/src/lib.rs"),
            ("/users/me/x.rs", "../../x.rs"),
            ("/users/x.rs", "/users/x.rs"),
            ("/var/x.rs", "/var/x.rs"),
            ("src/main.rs", "src/main.rs"),
        ] {
            let path = Path::new(path);
            let found = from_here(path, Some(current));
            assert_eq!(found, Path::new(shown));
            assert_eq!(plain(&current.join(found)), current.join(path), "it is the same file");
        }
        assert_eq!(from_here(current, None), current);
    }
}
