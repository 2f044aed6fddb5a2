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
        let same = expected.lines().zip(text.lines()).take_while(|(expected, actual)| expected == actual).count();
        let near = |text: &str| text.lines().skip(same.saturating_sub(4)).take(12).collect::<Vec<_>>().join("\n");
        assert!(
            expected == text,
            "{} says otherwise, from its line {} on:\n{}\n-- what happened:\n{}",
            file.display(),
            same + 1,
            near(&expected),
            near(&text)
        );
    }
}
