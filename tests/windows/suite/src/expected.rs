//! What is expected, in files that a person can read.

use std::{fmt::Write as _, path::PathBuf};

/// A text of which parts are gathered, to be compared with a file of `expected/`.
pub struct Expected {
    file: PathBuf,
    text: String,
}

impl Expected {
    /// For the file of this name. With `BGTASK_ACCEPT=1` the file becomes what is gathered.
    pub fn new(file: &str) -> Self {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("expected").join(file);
        Self { file, text: String::new() }
    }

    /// A part: what was done, and the calls that came of it.
    pub fn part(&mut self, title: &str, calls: &[String]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        writeln!(self.text, "# {title}").expect("a text grows");
        for call in calls {
            writeln!(self.text, "{call}").expect("a text grows");
        }
    }

    /// Compares.
    ///
    /// # Panics
    ///
    /// When the file has another text.
    pub fn compare(self) {
        let Self { file, text } = self;
        if std::env::var_os("BGTASK_ACCEPT").is_some() {
            return std::fs::write(&file, text).expect("the folder is there");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        let difference = difference(&expected.lines().collect::<Vec<_>>(), &text.lines().collect::<Vec<_>>());
        assert!(expected == text, "{}: {}", file.display(), difference.unwrap_or_default());
    }
}

/// Where two texts are not the same, by their lines.
pub(crate) fn difference(expected: &[&str], actual: &[&str]) -> Option<String> {
    let same = expected.iter().zip(actual).take_while(|(expected, actual)| expected == actual).count();
    let near = |lines: &[&str]| {
        let near: Vec<_> = lines.iter().skip(same.saturating_sub(4)).take(12).copied().collect();
        near.join("\n")
    };
    (expected != actual).then(|| {
        format!("otherwise from its line {} on:\n{}\n-- what happened:\n{}", same + 1, near(expected), near(actual))
    })
}
