//! Files are read and replaced safely, or left alone.

use std::fs;
use std::path::Path;

use bgtask_codegen::file::{self, FileErrorKind, Outcome};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("readable");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_only_if_it_changes() {
    let folder = folder();
    let path = folder.path().join("a.xml");
    fs::write(&path, "old").expect("written");
    let time = fs::metadata(&path).expect("there").modified().expect("known");
    let original = file::read(&path).expect("readable");
    assert_eq!(original.bytes(), b"old");
    assert_eq!(original.replace(b"old").expect("same"), Outcome::Unchanged);
    assert_eq!(fs::metadata(&path).expect("there").modified().expect("known"), time);
    assert_eq!(original.replace(b"new").expect("writable"), Outcome::Written);
    assert_eq!(fs::read(&path).expect("readable"), b"new");
    assert_eq!(names(folder.path()), ["a.xml"]);
}

#[test]
fn a_file_changed_meanwhile_is_left_alone() {
    let folder = folder();
    let path = folder.path().join("a.xml");
    fs::write(&path, "old").expect("written");
    let original = file::read(&path).expect("readable");
    fs::write(&path, "theirs").expect("written");
    let error = original.replace(b"ours").expect_err("changed");
    assert!(matches!(error.kind, FileErrorKind::Changed), "{error}");
    assert_eq!(fs::read(&path).expect("readable"), b"theirs");
    fs::remove_file(&path).expect("removed");
    original.replace(b"ours").expect_err("gone");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_new_file_is_made_and_an_old_one_replaced() {
    let folder = folder();
    let path = folder.path().join("a.xml");
    assert_eq!(file::put(&path, b"one").expect("made"), Outcome::Written);
    assert_eq!(file::put(&path, b"one").expect("same"), Outcome::Unchanged);
    assert_eq!(file::put(&path, b"two").expect("replaced"), Outcome::Written);
    assert_eq!(fs::read(&path).expect("readable"), b"two");
    file::put(&folder.path().join("no/a.xml"), b"one").expect_err("no such folder");
}

#[test]
fn what_is_no_ordinary_file_is_refused() {
    let folder = folder();
    let error = file::read(folder.path()).expect_err("a folder");
    assert!(matches!(error.kind, FileErrorKind::Directory), "{error}");
    let error = file::put(folder.path(), b"x").expect_err("a folder");
    assert!(matches!(error.kind, FileErrorKind::Directory), "{error}");
    let missing = folder.path().join("missing.xml");
    let error = file::read(&missing).expect_err("missing");
    assert!(error.to_string().starts_with(&format!("can't read {}: ", missing.display())), "{error}");
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let folder = folder();
    let path = folder.path().join("a.xml");
    let large = fs::File::create(&path).expect("made");
    large.set_len(file::MAXIMUM_SIZE + 1).expect("sparse");
    let error = file::read(&path).expect_err("too large");
    assert!(matches!(error.kind, FileErrorKind::TooLarge), "{error}");
}

#[test]
fn a_read_only_file_is_left_alone() {
    let folder = folder();
    let path = folder.path().join("a.xml");
    fs::write(&path, "old").expect("written");
    let original = file::read(&path).expect("readable");
    let mut permissions = fs::metadata(&path).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("set");
    let error = original.replace(b"new").expect_err("read-only");
    assert!(matches!(error.kind, FileErrorKind::ReadOnly), "{error}");
    assert_eq!(fs::read(&path).expect("readable"), b"old");
    assert_eq!(names(folder.path()), ["a.xml"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let folder = folder();
        let path = folder.path().join("a.xml");
        fs::write(&path, "old").expect("written");
        for mode in [0o600, 0o640, 0o755] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            let new = format!("{mode:o}");
            file::read(&path).expect("readable").replace(new.as_bytes()).expect("writable");
            assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, mode);
        }
    }

    #[test]
    fn links_are_followed_and_stay() {
        let folder = folder();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).expect("made");
        fs::write(inner.join("real.xml"), "old").expect("written");
        symlink("real.xml", inner.join("relative.xml")).expect("linked");
        symlink(inner.join("relative.xml"), folder.path().join("chain.xml")).expect("linked");
        symlink("inner", folder.path().join("folder")).expect("linked");
        for (path, new) in [("chain.xml", "1"), ("inner/relative.xml", "2"), ("folder/relative.xml", "3")] {
            let path = folder.path().join(path);
            file::read(&path).expect("readable").replace(new.as_bytes()).expect("writable");
            assert_eq!(fs::read_to_string(inner.join("real.xml")).expect("readable"), new);
            assert!(fs::symlink_metadata(inner.join("relative.xml")).expect("there").is_symlink());
        }
        assert_eq!(names(folder.path()), ["chain.xml", "folder", "inner"]);
        assert_eq!(names(&inner), ["real.xml", "relative.xml"]);
    }

    #[test]
    fn a_link_to_nothing_is_where_the_file_is_made() {
        let folder = folder();
        fs::create_dir(folder.path().join("inner")).expect("made");
        symlink("inner/real.xml", folder.path().join("link.xml")).expect("linked");
        file::put(&folder.path().join("link.xml"), b"new").expect("made");
        assert_eq!(fs::read(folder.path().join("inner/real.xml")).expect("readable"), b"new");
        assert!(fs::symlink_metadata(folder.path().join("link.xml")).expect("there").is_symlink());
        symlink("loop.xml", folder.path().join("loop.xml")).expect("linked");
        file::put(&folder.path().join("loop.xml"), b"new").expect_err("a loop");
    }

    #[test]
    fn devices_and_sockets_are_refused() {
        for path in ["/dev/null", "/dev/zero"] {
            let error = file::read(Path::new(path)).expect_err("a device");
            assert!(matches!(error.kind, FileErrorKind::Special), "{error}");
            file::put(Path::new(path), b"x").expect_err("a device");
        }
        let folder = folder();
        let socket = folder.path().join("socket");
        let _listener = UnixListener::bind(&socket).expect("bound");
        let error = file::read(&socket).expect_err("a socket");
        assert!(matches!(error.kind, FileErrorKind::Special), "{error}");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let folder = folder();
        let path = folder.path().join("a.xml");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("set");
        let result = file::read(&path).expect("readable").replace(b"new");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
        // Root may write everywhere.
        let expected = if result.is_ok() { "new" } else { "old" };
        assert_eq!(fs::read_to_string(&path).expect("readable"), expected);
        assert_eq!(names(folder.path()), ["a.xml"]);
    }
}
