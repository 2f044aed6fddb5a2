//! Writing a document: white space, quotes, line ends, comments and encoding, by habit or without any.

use std::fmt::Write as _;

use super::choices::Choices;
use super::tree::{Element, Node};

/// What a document does most often.
struct Habits {
    line_end: &'static str,
    indent: &'static str,
    quote: char,
    /// What stands between a name or attribute and the next attribute; nothing for a new line.
    attribute_gap: Option<&'static str>,
    before_slash: &'static str,
    closes_itself: bool,
    /// The gap between nodes, if they are not on lines of their own.
    inline: Option<&'static str>,
    /// One choice in so many is no habit.
    slip: usize,
}

const GAPS: [&str; 12] =
    ["", " ", "\n", "\n  ", "\n\t", "\n\n\n    ", "\r\n\t", "\r", "  \n", "\t\r\n   \r\n ", "\n\n", "   "];
const SPACES: [&str; 6] = [" ", "  ", "\n      ", "\r\n\t", "\t", "\n\n "];
const COMMENTS: [&str; 5] =
    ["<!-- c -->", "<!-- a\n     long one -->", "<?go on?>", "<!---->", "<!-- <Task/> &x; ä -->"];

/// A document being written.
pub struct Writer<'c, 'b> {
    choices: &'c mut Choices<'b>,
    habits: Habits,
    text: String,
}

/// A document as a file in some encoding.
pub fn write(choices: &mut Choices<'_>, root: &Element, doctype: Option<&str>) -> Vec<u8> {
    let habits = Habits {
        line_end: choices.choose(&["\n", "\r\n", "\n", "\r"]),
        indent: choices.choose(&["  ", "\t", "    ", ""]),
        quote: choices.choose(&['"', '"', '\'']),
        attribute_gap: choices.choose(&[Some(" "), Some(" "), None, Some("  ")]),
        before_slash: choices.choose(&["", " ", "\n"]),
        closes_itself: choices.below(4) > 0,
        inline: choices.choose(&[None, None, None, None, Some(""), Some(" ")]),
        slip: choices.choose(&[255, 40, 12, 3]),
    };
    let encoding = choices.choose(&["UTF-8", "UTF-8", "UTF-8", "utf-16", "UTF-16LE", "UTF-16BE"]);
    let mark = choices.one_in(2);
    let mut writer = Writer { choices, habits, text: String::new() };
    writer.prolog(encoding, doctype);
    writer.element(root, 0);
    let end = writer.choices.choose(&["\n", "", "\r\n", "\n\n", "\n<!-- end -->\n"]);
    writer.text.push_str(end);
    encode(&writer.text, encoding, mark)
}

fn encode(text: &str, encoding: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{FEFF}" } else { "" };
    let units = mark.encode_utf16().chain(text.encode_utf16());
    match encoding {
        "utf-16" | "UTF-16LE" => units.flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => units.flat_map(u16::to_be_bytes).collect(),
        _ => [mark.as_bytes(), text.as_bytes()].concat(),
    }
}

impl Writer<'_, '_> {
    fn prolog(&mut self, encoding: &str, doctype: Option<&str>) {
        if self.choices.below(4) > 0 {
            let quote = self.quote();
            let standalone = self.choices.choose(&["", "", " standalone=\"yes\""]);
            let _ =
                write!(self.text, "<?xml version={quote}1.0{quote} encoding={quote}{encoding}{quote}{standalone}?>");
            self.line(0);
        }
        if let Some(doctype) = doctype {
            self.text.push_str(doctype);
            self.line(0);
        }
    }

    fn slips(&mut self) -> bool {
        self.choices.one_in(self.habits.slip)
    }

    fn line(&mut self, level: usize) {
        self.text.push_str(self.habits.line_end);
        for _ in 0..level {
            self.text.push_str(self.habits.indent);
        }
    }

    /// What stands before a node, or before an end tag.
    fn gap(&mut self, level: usize) {
        if self.slips() {
            let gap = self.choices.choose(&GAPS);
            self.text.push_str(gap);
        } else if let Some(gap) = self.habits.inline {
            self.text.push_str(gap);
        } else {
            self.line(level);
        }
    }

    fn element(&mut self, element: &Element, level: usize) {
        self.text.push('<');
        self.text.push_str(&element.name);
        for (name, value) in &element.attributes {
            self.attribute(name, value, level);
        }
        if element.nodes.is_empty() && (self.habits.closes_itself != self.slips()) {
            let gap = if self.slips() { self.choices.choose(&SPACES) } else { self.habits.before_slash };
            self.text.push_str(gap);
            self.text.push_str("/>");
            return;
        }
        if self.slips() {
            self.text.push_str(SPACES[0]);
        }
        self.text.push('>');
        let holds_text = element.nodes.iter().any(|node| matches!(node, Node::Text(_)));
        for node in &element.nodes {
            if !holds_text {
                self.gap(level + 1);
                if self.slips() {
                    let comment = self.choices.choose(&COMMENTS);
                    self.text.push_str(comment);
                    self.gap(level + 1);
                }
            }
            match node {
                Node::Element(child) => self.element(child, level + 1),
                Node::Text(text) => self.text.push_str(text),
                Node::Comment(comment) => self.text.push_str(comment),
            }
        }
        if !element.nodes.is_empty() && !holds_text || self.slips() {
            self.gap(level);
        }
        self.text.push_str("</");
        self.text.push_str(&element.name);
        if self.slips() {
            let space = self.choices.choose(&SPACES);
            self.text.push_str(space);
        }
        self.text.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str, level: usize) {
        if self.slips() {
            let space = self.choices.choose(&SPACES);
            self.text.push_str(space);
        } else if let Some(gap) = self.habits.attribute_gap {
            self.text.push_str(gap);
        } else {
            self.line(level + 2);
        }
        let quote = self.quote();
        let equals = if self.slips() { " = " } else { "=" };
        self.text.push_str(name);
        self.text.push_str(equals);
        self.text.push(quote);
        for c in value.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '"' if quote == '"' => self.text.push_str("&quot;"),
                '\'' if quote == '\'' => self.text.push_str("&apos;"),
                c if self.slips() => {
                    let _ = write!(self.text, "&#{};", u32::from(c));
                }
                c => self.text.push(c),
            }
        }
        self.text.push(quote);
    }

    fn quote(&mut self) -> char {
        match (self.habits.quote, self.slips()) {
            ('"', true) => '\'',
            (_, true) => '"',
            (quote, false) => quote,
        }
    }
}
