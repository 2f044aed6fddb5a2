//! What is expected, with a mark at each call that says who else would have made it.
//!
//! A part begins with its title, `# …`. A call stands behind its mark and a space. What begins with `//` is for readers, and
//! is not compared.

use std::{fmt::Write as _, fs, path::PathBuf};

use crate::expected::difference;

/// The marks: Microsoft's samples in C# make the call as well; they leave it out; it is bookkeeping of bgtask's own, which
/// another app does otherwise.
const MARKS: [char; 3] = ['=', '+', '.'];

/// The mark of a call that nobody has looked at.
const UNMARKED: char = '?';

/// A text of which parts are gathered, to be compared with a file of `expected/` that has marks.
pub struct Marked {
    file: PathBuf,
    parts: Vec<(String, Vec<String>)>,
}

/// A line of the file, with the number that it has there.
struct Line<'a> {
    number: usize,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Title(&'a str),
    Comment(&'a str),
    Call(char, &'a str),
}

impl Marked {
    /// For the file of this name. With `BGTASK_ACCEPT=1` the file becomes what is gathered; marks and comments stay with
    /// their calls, and new calls are without.
    pub fn new(file: &str) -> Self {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("expected").join(file);
        Self { file, parts: Vec::new() }
    }

    /// A part: what was done, and the calls that came of it.
    pub fn part(&mut self, title: &str, calls: Vec<String>) {
        self.parts.push((title.to_owned(), calls));
    }

    /// Compares.
    ///
    /// # Panics
    ///
    /// When the file has other calls, or lacks a mark, or the reason for one.
    pub fn compare(self) {
        let expected = fs::read_to_string(&self.file).unwrap_or_default();
        if std::env::var_os("BGTASK_ACCEPT").is_some() {
            return fs::write(&self.file, self.accepted(&read(&expected))).expect("the folder is there");
        }
        let lines = read(&expected);
        let wanted: Vec<_> = lines.iter().filter_map(Line::compared).collect();
        let mut happened = Vec::new();
        for (title, calls) in &self.parts {
            happened.push(format!("# {title}"));
            happened.extend_from_slice(calls);
        }
        let happened: Vec<_> = happened.iter().map(String::as_str).collect();
        let problem = difference(&wanted, &happened).or_else(|| unmarked(&lines));
        assert!(problem.is_none(), "{}: {}", self.file.display(), problem.unwrap_or_default());
    }

    /// The new text of the file that has these lines.
    fn accepted(&self, lines: &[Line<'_>]) -> String {
        let head = lines.iter().map_while(|line| if let Kind::Comment(text) = line.kind { Some(text) } else { None });
        let mut text: String = head.flat_map(|comment| [comment, "\n"]).collect();
        for (title, calls) in &self.parts {
            writeln!(text, "{}# {title}", if text.is_empty() { "" } else { "\n" }).expect("a text grows");
            let of_part = |line: &&Line<'_>| !matches!(line.kind, Kind::Title(_));
            let at = lines.iter().position(|line| line.compared() == Some(&format!("# {title}")));
            let mut old: Vec<_> = at.map_or(Vec::new(), |at| lines[at + 1..].iter().take_while(of_part).collect());
            for call in calls {
                let same = old.iter().position(|line| line.compared() == Some(call));
                let Some(same) = same else {
                    writeln!(text, "{UNMARKED} {call}").expect("a text grows");
                    continue;
                };
                let before = old[..same].iter().rposition(|line| line.compared().is_some()).map_or(0, |last| last + 1);
                for line in &old[before..=same] {
                    match line.kind {
                        Kind::Call(mark, call) => writeln!(text, "{mark} {call}"),
                        Kind::Title(other) | Kind::Comment(other) => writeln!(text, "{other}"),
                    }
                    .expect("a text grows");
                }
                old.drain(..=same);
            }
            for line in old {
                if let Kind::Comment(comment) = line.kind {
                    writeln!(text, "{comment}").expect("a text grows");
                }
            }
        }
        text
    }
}

impl<'a> Line<'a> {
    /// What is compared of it.
    fn compared(&self) -> Option<&'a str> {
        match self.kind {
            Kind::Title(text) | Kind::Call(_, text) => Some(text),
            Kind::Comment(_) => None,
        }
    }
}

fn read(text: &str) -> Vec<Line<'_>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
    lines.map(|(at, line)| Line { number: at + 1, kind: kind(line) }).collect()
}

fn kind(line: &str) -> Kind<'_> {
    if line.starts_with("//") {
        return Kind::Comment(line);
    }
    if line.starts_with("# ") {
        return Kind::Title(line);
    }
    let mut call = line.chars();
    let mark = call.next().unwrap_or(UNMARKED);
    call.as_str().strip_prefix(' ').map_or(Kind::Call(UNMARKED, line), |call| Kind::Call(mark, call))
}

/// The first call that has no mark; or that the samples leave out, with no word on why that matters.
fn unmarked(lines: &[Line<'_>]) -> Option<String> {
    let mut reasoned = false;
    for line in lines {
        match line.kind {
            Kind::Comment(_) => reasoned = true,
            Kind::Call('+', call) if !reasoned => {
                return Some(format!("line {}: nothing says why {call} must not be left out", line.number));
            }
            Kind::Title(_) | Kind::Call('=', _) => reasoned = false,
            Kind::Call(mark, _) if MARKS.contains(&mark) => {}
            Kind::Call(_, call) => {
                return Some(format!("line {}: nothing says whether the samples do {call}", line.number));
            }
        }
    }
    None
}
