//! The file that a path leads to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// As many as Linux follows.
const MOST_LINKS: usize = 40;

/// The file behind any symbolic links, whether it exists yet or not; its folder must.
pub(super) fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Ok(real) => return Ok(real),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Err(error) => {
                let name = path.file_name().ok_or(error)?;
                let folder = match path.parent() {
                    Some(folder) if !folder.as_os_str().is_empty() => folder,
                    _ => Path::new("."),
                };
                let place = fs::canonicalize(folder)?.join(name);
                match fs::read_link(&place) {
                    // A relative link starts from the folder that it lies in.
                    Ok(link) => path = place.parent().unwrap_or(Path::new("")).join(link),
                    Err(_) => return Ok(place),
                }
            }
        }
    }
    Err(io::Error::other("too many symbolic links"))
}
