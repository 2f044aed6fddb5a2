//! Files are read and replaced safely, or left alone.

#![expect(clippy::print_stdout, reason = "a test says what it could not try")]

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

#[test]
fn what_a_killed_run_left_is_in_nobodys_way() {
    let folder = folder();
    let path = folder.path().join("a.xml");
    let left = folder.path().join(".a.xml.bgtask-new");
    fs::write(&path, "old").expect("written");
    for (new, outcome) in [("new", Outcome::Written), ("new", Outcome::Unchanged)] {
        fs::write(&left, "half of i").expect("written");
        assert_eq!(file::read(&path).expect("readable").replace(new.as_bytes()).expect("writable"), outcome);
        assert_eq!(fs::read_to_string(&path).expect("readable"), new);
        assert_eq!(names(folder.path()), ["a.xml"]);
    }
    fs::write(&left, "half of i").expect("written");
    file::put(&folder.path().join("a.xml"), b"put").expect("writable");
    assert_eq!(names(folder.path()), ["a.xml"]);
}

// Wine, and Windows without its switch for long paths, take no such names.
#[cfg(unix)]
#[test]
fn a_name_as_long_as_names_can_be_is_written() {
    let folder = folder();
    for name in ["n".repeat(255), "é".repeat(127)] {
        let path = folder.path().join(&name);
        file::put(&path, b"one").expect("made");
        file::read(&path).expect("readable").replace(b"two").expect("writable");
        assert_eq!(fs::read(&path).expect("readable"), b"two");
    }
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn of_many_writers_none_undoes_what_another_wrote() {
    const WRITERS: usize = 6;
    const EACH: usize = 40;
    let folder = folder();
    let path = folder.path().join("count");
    fs::write(&path, "0").expect("written");
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                for _ in 0..EACH {
                    loop {
                        let original = file::read(&path).expect("there at all times");
                        let count: usize = std::str::from_utf8(original.bytes()).expect("text").parse().expect("whole");
                        match original.replace((count + 1).to_string().as_bytes()) {
                            Ok(_) => break,
                            Err(error) => assert!(matches!(error.kind, FileErrorKind::Changed), "{error}"),
                        }
                    }
                }
            });
        }
    });
    assert_eq!(fs::read_to_string(&path).expect("readable"), (WRITERS * EACH).to_string());
    assert_eq!(names(folder.path()), ["count"]);
}

#[cfg(unix)]
mod unix {
    use std::io::ErrorKind;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

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
    fn a_fifo_is_refused_and_not_waited_for() {
        let folder = folder();
        let fifo = folder.path().join("fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().expect("started").success());
        let error = file::read(&fifo).expect_err("a FIFO");
        assert!(matches!(error.kind, FileErrorKind::Special), "{error}");
        file::put(&fifo, b"x").expect_err("a FIFO");
        // Nor one that has the name of the temporary file.
        let path = folder.path().join("a.xml");
        fs::write(&path, "old").expect("written");
        fs::rename(&fifo, folder.path().join(".a.xml.bgtask-new")).expect("moved");
        let error = file::read(&path).expect("readable").replace(b"new").expect_err("in the way");
        assert!(matches!(error.kind, FileErrorKind::InTheWay { .. }), "{error}");
        assert_eq!(fs::read(&path).expect("readable"), b"old");
    }

    #[test]
    fn other_hard_links_keep_the_old_bytes() {
        let folder = folder();
        let (path, other) = (folder.path().join("a.xml"), folder.path().join("b.xml"));
        fs::write(&path, "old").expect("written");
        fs::hard_link(&path, &other).expect("linked");
        file::read(&path).expect("readable").replace(b"new").expect("writable");
        assert_eq!(fs::read(&path).expect("readable"), b"new");
        assert_eq!(fs::read(&other).expect("readable"), b"old");
    }

    #[test]
    fn nothing_is_written_through_a_link_that_has_the_name_of_the_temporary_file() {
        let folder = folder();
        let (path, theirs) = (folder.path().join("a.xml"), folder.path().join("theirs"));
        fs::write(&path, "old").expect("written");
        fs::write(&theirs, "theirs").expect("written");
        symlink(&theirs, folder.path().join(".a.xml.bgtask-new")).expect("linked");
        let error = file::read(&path).expect("readable").replace(b"new").expect_err("in the way");
        assert!(error.to_string().contains(".a.xml.bgtask-new is in the way"), "{error}");
        assert_eq!(fs::read(&theirs).expect("readable"), b"theirs");
        assert_eq!(fs::read(&path).expect("readable"), b"old");
    }

    /// Root may do everything: the test is run again as somebody else, where that is possible.
    fn is_done_as_ordinary_user(test: &str) -> bool {
        use std::os::unix::fs::MetadataExt;
        use std::os::unix::process::CommandExt;
        const NOBODY: u32 = 65_534;
        let folder = folder();
        let probe = folder.path().join("probe");
        fs::write(&probe, "").expect("written");
        if fs::metadata(&probe).expect("there").uid() != 0 {
            return false;
        }
        // What lies below a folder that only root may enter can't be started by anybody else.
        let program = folder.path().join("program");
        fs::copy(std::env::current_exe().expect("known"), &program).expect("copied");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("set");
        let mut command = Command::new(&program);
        command.args([test, "--exact"]).uid(NOBODY).gid(NOBODY).env("TMPDIR", folder.path()).current_dir("/");
        match command.output() {
            Ok(output) => {
                let told = String::from_utf8_lossy(&output.stdout);
                assert!(output.status.success() && told.contains("1 passed"), "{told}");
            }
            Err(error) => println!("skipped: not tried as an ordinary user: {error}"),
        }
        true
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        if is_done_as_ordinary_user("unix::a_folder_that_cannot_be_written_is_an_error") {
            return;
        }
        let folder = folder();
        let path = folder.path().join("a.xml");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("set");
        let result = file::read(&path).expect("readable").replace(b"new");
        let made = file::put(&folder.path().join("b.xml"), b"new");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
        for error in [result.expect_err("no permission"), made.expect_err("no permission")] {
            let is_denied =
                matches!(&error.kind, FileErrorKind::System(error) if error.kind() == ErrorKind::PermissionDenied);
            assert!(is_denied, "{error}");
        }
        assert_eq!(fs::read_to_string(&path).expect("readable"), "old");
        assert_eq!(names(folder.path()), ["a.xml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error_that_leaves_everything() {
        let folder = folder();
        let disk = folder.path().join("disk");
        fs::create_dir(&disk).expect("made");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"]).arg(&disk).output();
        if !mounted.as_ref().is_ok_and(|output| output.status.success()) {
            println!("skipped: no file system of 16 KB can be mounted here");
            return;
        }
        let path = disk.join("a.xml");
        let large = vec![b'x'; 20_000];
        let tried = std::panic::catch_unwind(|| {
            fs::write(&path, "old").expect("written");
            let error = file::read(&path).expect("readable").replace(&large).expect_err("full");
            assert!(matches!(&error.kind, FileErrorKind::System(error) if error.kind() == ErrorKind::StorageFull));
            assert_eq!(fs::read(&path).expect("readable"), b"old");
            file::put(&disk.join("b.xml"), &large).expect_err("full");
            assert_eq!(names(&disk), ["a.xml"]);
            // What fits is written.
            file::read(&path).expect("readable").replace(&large[..5_000]).expect("room");
        });
        assert!(Command::new("umount").arg(&disk).status().expect("started").success());
        tried.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    }
}
