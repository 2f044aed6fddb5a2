//! Whether words stand in the sources of a project.

use std::fs;
use std::path::Path;

use memchr::{memchr_iter, memmem, memrchr};

/// The most folders and files that are looked through.
const MOST: usize = 10_000;

/// Whether one of the words stands in the code of a target, given by its first file: in the folder of that file, or below.
/// What can't be read may have it.
pub(super) fn of_target(root: &Path, words: &[&str]) -> bool {
    let Some(folder) = root.parent() else { return true };
    // Most often it is in the first file.
    in_file(root, words) || in_folder(folder, words)
}

/// Whether one of the words stands in a file.
pub(super) fn in_file(path: &Path, words: &[&str]) -> bool {
    fs::read(path).is_ok_and(|text| has(&text, words))
}

/// Whether one of the words stands in a Rust file of a folder that belongs to no package below it.
pub(super) fn in_folder(folder: &Path, words: &[&str]) -> bool {
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
                    Ok(text) if !has(&text, words) => {}
                    _ => return true,
                }
            }
        }
    }
    false
}

/// Whether one of the words stands in a text, and not in a comment behind `//`.
pub(super) fn has(text: &[u8], words: &[&str]) -> bool {
    words.iter().any(|word| memmem::find_iter(text, word.as_bytes()).any(|at| !is_in_comment(text, at)))
}

fn is_in_comment(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    let line = memrchr(b'\n', before).map_or(before, |end| &before[end + 1..]);
    // An address in a string has them too.
    memmem::find_iter(line, b"//").any(|slashes| memchr_iter(b'"', &line[..slashes]).count().is_multiple_of(2))
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_word_in_a_comment_is_none() {
        let words = &["serve_com", "::install"];
        for text in [
            "App::serve_com()",
            "//\n  if App::serve_com() {",
            "<App>::install()?; // serve_com",
            "at(\"https://contoso.com\"); App::install()",
        ] {
            assert!(has(text.as_bytes(), words), "{text}");
        }
        for text in [
            "",
            "serve",
            "/// `App::serve_com` is not called",
            "    // App::install();\nmain()",
            "\"a\"; // App::install()",
        ] {
            assert!(!has(text.as_bytes(), words), "{text}");
        }
    }
}
