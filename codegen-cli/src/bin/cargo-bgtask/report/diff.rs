//! What changes in a file, as a unified diff.

use std::path::{Path, PathBuf};

use annotate_snippets::renderer::{DEFAULT_ADDITION_STYLE, DEFAULT_CONTEXT_STYLE, DEFAULT_REMOVAL_STYLE};
use bgtask_codegen::shown::plain;
use similar::TextDiff;

/// The unified diff of two texts of a file, with styles, as `patch -p1` takes it without them. Empty when nothing changes. A
/// file that is new has no old text.
pub fn unified(path: &Path, old: Option<&str>, new: &str) -> String {
    let path = std::env::current_dir().map_or_else(|_| path.to_path_buf(), |current| to_apply(path, &current));
    let mut shown = super::diagnostic::shown(&path);
    if cfg!(windows) {
        // `patch` and `git apply` know no other separator.
        shown = shown.replace('\\', "/");
    }
    let (mut from, to) =
        if path.is_absolute() { (shown.clone(), shown) } else { (format!("a/{shown}"), format!("b/{shown}")) };
    if old.is_none() {
        // What is new comes from nowhere.
        from = String::from("/dev/null");
    }
    let old = old.unwrap_or_default();
    let diff = TextDiff::from_lines(old, new);
    let plain = diff.unified_diff().context_radius(3).header(&from, &to).missing_newline_hint(true).to_string();
    plain.split_inclusive('\n').map(styled).collect()
}

/// A file that does not lie below the current folder, from the folder on that has both: no tool applies a diff to absolute paths,
/// or to such with `..`. Git, too, names files from the top when it is asked in a folder of a project.
fn to_apply(path: &Path, current: &Path) -> PathBuf {
    let plain = plain(&current.join(path));
    let above = current.ancestors().find(|folder| plain.starts_with(folder));
    // Of what has only the root of the file system in common, nothing shorter says where it is.
    let above = above.filter(|folder| folder.parent().is_some());
    above.and_then(|folder| plain.strip_prefix(folder).ok()).map_or_else(|| path.to_path_buf(), Path::to_path_buf)
}

/// A line with its style, which ends before the line does.
fn styled(line: &str) -> String {
    let text = line.trim_end_matches(['\r', '\n']);
    let style = match text.as_bytes().first() {
        _ if text.starts_with("+++") || text.starts_with("---") => annotate_snippets::renderer::DEFAULT_EMPHASIS_STYLE,
        Some(b'+') => DEFAULT_ADDITION_STYLE,
        Some(b'-') => DEFAULT_REMOVAL_STYLE,
        Some(b'@') => DEFAULT_CONTEXT_STYLE,
        _ => return line.to_owned(),
    };
    format!("{style}{text}{style:#}{}", &line[text.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_has_file_names_and_exactly_the_lines() {
        let old = "<a>\r\n  <b/>\r\n</a>";
        let new = "<a>\r\n  <b/>\r\n  <c/>\r\n</a>";
        let diff = unified(Path::new("p/A.xml"), Some(old), new);
        let plain = anstream::adapter::strip_str(&diff).to_string();
        let expected = "--- a/p/A.xml\n+++ b/p/A.xml\n@@ -1,3 +1,4 @@\n <a>\r\n   <b/>\r\n+  <c/>\r\n </a>\n\
                        \\ No newline at end of file\n";
        assert_eq!(plain, expected);
        assert_eq!(unified(Path::new("A.xml"), Some(old), old), "");
        let new = anstream::adapter::strip_str(&unified(Path::new("A.xml"), None, "<a/>\n")).to_string();
        assert_eq!(new, "--- /dev/null\n+++ b/A.xml\n@@ -0,0 +1 @@\n+<a/>\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_elsewhere_is_named_from_the_common_folder_on() {
        let of = |path: &str| to_apply(Path::new(path), Path::new("/feed/app/src/tasks"));
        for (path, named) in [
            ("p/A.xml", "p/A.xml"),
            ("/feed/app/src/tasks/A.xml", "A.xml"),
            ("/feed/app/p/A.xml", "p/A.xml"),
            ("../../p/A.xml", "p/A.xml"),
            ("/feed/other/A.xml", "other/A.xml"),
            ("/var/A.xml", "/var/A.xml"),
        ] {
            assert_eq!(of(path), Path::new(named), "{path}");
        }
    }
}
