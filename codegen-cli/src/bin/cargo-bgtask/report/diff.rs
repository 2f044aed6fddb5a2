//! What changes in a file, as a unified diff.

use std::path::Path;

use annotate_snippets::renderer::{DEFAULT_ADDITION_STYLE, DEFAULT_CONTEXT_STYLE, DEFAULT_REMOVAL_STYLE};
use similar::TextDiff;

/// The unified diff of two texts of a file, with styles, as `patch -p1` takes it without them. Empty when nothing changes.
pub fn unified(path: &Path, old: &str, new: &str) -> String {
    let mut shown = super::diagnostic::shown(path);
    if cfg!(windows) {
        // `patch` and `git apply` know no other separator.
        shown = shown.replace('\\', "/");
    }
    let (from, to) =
        if path.is_absolute() { (shown.clone(), shown) } else { (format!("a/{shown}"), format!("b/{shown}")) };
    let diff = TextDiff::from_lines(old, new);
    let plain = diff.unified_diff().context_radius(3).header(&from, &to).missing_newline_hint(true).to_string();
    plain.split_inclusive('\n').map(styled).collect()
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
        let diff = unified(Path::new("p/A.xml"), old, new);
        let plain = anstream::adapter::strip_str(&diff).to_string();
        let expected = "--- a/p/A.xml\n+++ b/p/A.xml\n@@ -1,3 +1,4 @@\n <a>\r\n   <b/>\r\n+  <c/>\r\n </a>\n\
                        \\ No newline at end of file\n";
        assert_eq!(plain, expected);
        assert_eq!(unified(Path::new("A.xml"), old, old), "");
    }
}
