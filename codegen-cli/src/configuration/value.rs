//! What a value of the configuration may look like.
//!
//! Source of what a manifest takes: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/schema-root>

use bgtask_core::catalog::limits;

/// What is wrong with a path of a file in the project. The words follow "it".
pub(super) fn file(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        return Some("is empty");
    }
    text.contains('\0').then_some("has a NUL character")
}

/// What is wrong with the Id of an Application: parts of letters and digits that begin with a letter, with dots between.
pub(super) fn application(text: &str) -> Option<&'static str> {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    if text.is_empty() {
        return Some("is empty");
    }
    (!text.split('.').all(is_part)).then_some("is no Id: parts of letters and digits, with dots between them")
}

/// What is wrong with the path of a component in the package.
pub(super) fn component(text: &str) -> Option<&'static str> {
    in_package(text).or((!ends_in(text, ".dll")).then_some("does not end in .dll"))
}

/// What is wrong with the path of an executable in the package.
pub(super) fn executable(text: &str) -> Option<&'static str> {
    in_package(text).or((!ends_in(text, ".exe")).then_some("does not end in .exe"))
}

/// Whether a path has this extension, in any case, behind a name.
fn ends_in(path: &str, extension: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.len() > extension.len()
        && name.as_bytes()[name.len() - extension.len()..].eq_ignore_ascii_case(extension.as_bytes())
}

fn in_package(text: &str) -> Option<&'static str> {
    let is_forbidden = |letter: char| limits::CLASS_ID_FORBIDDEN.contains(letter) || letter.is_control();
    if text.is_empty() {
        Some("is empty")
    } else if text.trim() != text {
        Some("begins or ends with white space")
    } else if text.starts_with(['/', '\\']) || text.as_bytes().get(1) == Some(&b':') {
        Some("is not relative: it starts from the package's root")
    } else if text.chars().any(is_forbidden) {
        Some("has one of the characters < > \" : % | ? *")
    } else if text.contains('/') && text.contains('\\') {
        Some("has both / and \\")
    } else if text.split(['/', '\\']).any(|part| part.is_empty() || part.ends_with('.')) {
        Some("has a part that is empty or ends in a dot")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{application, component, executable};

    #[test]
    fn paths_in_a_package_are_those_that_a_manifest_takes() {
        for good in ["feed_tasks.dll", "tasks\\feed.dll", "tasks/feed.dll", "a b.dll", "Feed.DLL"] {
            assert_eq!(component(good), None, "{good}");
        }
        for bad in [
            "",
            " a.dll",
            "C:\\a.dll",
            "/a.dll",
            "a/b\\c.dll",
            "a//b.dll",
            "../a.dll",
            "a?.dll",
            "a\n.dll",
            "bin\\feed.exe",
            "feed",
            "bin\\.dll",
        ] {
            assert!(component(bad).is_some(), "{bad:?}");
        }
        assert_eq!(executable("bin\\Feed.EXE"), None);
        for bad in ["feed", ".exe", "bin/.exe", "feed.dll"] {
            assert!(executable(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn an_application_id_has_parts() {
        for good in ["App", "Contoso.Feed", "a1.b2"] {
            assert_eq!(application(good), None, "{good}");
        }
        for bad in ["", "1a", "a.", "a-b", "a_b", "é"] {
            assert!(application(bad).is_some(), "{bad}");
        }
    }
}
