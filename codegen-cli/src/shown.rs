//! Paths as messages show them: short, and such as a person in the current folder would write them.

use std::path::{Component, Path, PathBuf};

/// A path from the current folder on; to what lies beside that with `..`, where this is no longer than the whole path.
pub fn from_here(path: &Path, current: Option<&Path>) -> PathBuf {
    let Some(current) = current else { return path.to_path_buf() };
    if let Ok(below) = path.strip_prefix(current) {
        return below.to_path_buf();
    }
    let is_common = |(one, other): &(Component<'_>, Component<'_>)| one == other;
    let common = current.components().zip(path.components()).take_while(is_common).count();
    // The root and a drive say nothing of where a folder is.
    let is_named = path.components().take(common).any(|part| matches!(part, Component::Normal(_)));
    let up = current.components().skip(common).map(|_| Component::ParentDir);
    let from_here: PathBuf = up.chain(path.components().skip(common)).collect();
    if is_named && from_here.as_os_str().len() <= path.as_os_str().len() { from_here } else { path.to_path_buf() }
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
