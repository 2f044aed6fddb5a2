//! A page of Markdown: lines of at most 120 columns, so that changes are read line by line.

/// How wide a line of text is at most. Tables are as wide as they are.
const WIDTH: usize = 120;

/// A page that is being written.
pub struct Page {
    text: String,
    /// Whether the last block was an item of a list, to which another is joined without an empty line.
    in_list: bool,
}

impl Page {
    /// A page with a title, and the remark that nobody should edit it.
    pub fn new(title: &str) -> Self {
        let remark = "<!-- Made from bgtask-core's tables by core/tests/docs.rs: BGTASK_ACCEPT=1 cargo test -p bgtask-core \
                      --test docs -->";
        let mut page = Self { text: format!("{remark}\n"), in_list: false };
        page.block(&format!("# {title}"));
        page
    }

    /// A heading of the second level.
    pub fn section(&mut self, title: &str) {
        self.block(&format!("## {title}"));
    }

    /// A heading of the third level.
    pub fn entry(&mut self, title: &str) {
        self.block(&format!("### {title}"));
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        self.block(&wrapped(text, "", ""));
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        if !self.in_list {
            self.text.push('\n');
        }
        self.text.push_str(&wrapped(text, "- ", "  "));
        self.text.push('\n');
        self.in_list = true;
    }

    /// A line of code or several, as they are.
    pub fn code(&mut self, language: &str, code: &str) {
        self.block(&format!("```{language}\n{code}\n```"));
    }

    /// A table.
    pub fn table<const COLUMNS: usize>(
        &mut self,
        head: [&str; COLUMNS],
        rows: impl IntoIterator<Item = [String; COLUMNS]>,
    ) {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let mut lines = vec![row(&head.map(String::from)), row(&[const { "---" }; COLUMNS].map(String::from))];
        lines.extend(rows.into_iter().map(|cells| row(&cells.map(|cell| cell.replace('|', "\\|")))));
        self.block(&lines.join("\n"));
    }

    /// The page as it is in its file.
    pub fn into_text(self) -> String {
        self.text
    }

    fn block(&mut self, block: &str) {
        self.text.push('\n');
        self.text.push_str(block);
        self.text.push('\n');
        self.in_list = false;
    }
}

/// `text` in lines, the first of which begins with `mark` and the others with `indent`.
fn wrapped(text: &str, mark: &str, indent: &str) -> String {
    let mut lines = vec![mark.to_owned()];
    let mut empty = true;
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is one from the start");
        let width = line.chars().count() + 1 + word.chars().count();
        if empty {
            line.push_str(word);
        } else if width <= WIDTH || begins_a_block(word) {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{indent}{word}"));
        }
        empty = false;
    }
    lines.join("\n")
}

/// Whether Markdown would take a line that begins with `word` for something else than text.
fn begins_a_block(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    matches!(word, "-" | "+" | "*" | "|")
        || word.starts_with(['#', '>'])
        || number != word && number.parse::<u32>().is_ok()
}

#[test]
fn lines_are_short_and_stay_text() {
    let long = "word ".repeat(60);
    let text = wrapped(&format!("{long}- 1. end"), "- ", "  ");
    assert!(text.lines().all(|line| line.chars().count() <= WIDTH + 5), "{text}");
    assert_eq!(text.lines().filter(|line| line.trim_start().starts_with("- ")).count(), 1, "{text}");
    assert!(text.lines().skip(1).all(|line| line.starts_with("  word")), "{text}");
}
