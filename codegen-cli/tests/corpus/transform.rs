//! The same document in another dress.

/// A way to rewrite a document that changes nothing of what it says.
pub struct Transformation {
    /// What it is called in messages.
    pub name: &'static str,
    apply: fn(&str) -> Option<Vec<u8>>,
}

/// Every transformation.
pub const ALL: &[Transformation] = &[
    Transformation { name: "LF", apply: |text| Some(lf(text).into_bytes()) },
    Transformation { name: "CR LF", apply: |text| Some(lf(text).replace('\n', "\r\n").into_bytes()) },
    Transformation { name: "CR", apply: |text| Some(lf(text).replace('\n', "\r").into_bytes()) },
    Transformation { name: "mixed line ends", apply: |text| Some(mixed(text).into_bytes()) },
    Transformation { name: "byte order mark", apply: |text| Some(format!("\u{FEFF}{text}").into_bytes()) },
    Transformation { name: "final line end", apply: |text| Some(format!("{}\n", text.trim_end()).into_bytes()) },
    Transformation { name: "no final line end", apply: |text| Some(text.trim_end().as_bytes().to_vec()) },
    Transformation { name: "tabs", apply: |text| Some(tabs(text).into_bytes()) },
    Transformation { name: "one line", apply: |text| Some(one_line(text).into_bytes()) },
    Transformation { name: "no indentation", apply: |text| Some(unindented(text).into_bytes()) },
    Transformation { name: "inline end tags", apply: |text| Some(inline_ends(text).into_bytes()) },
    Transformation { name: "spaces in end tags", apply: |text| Some(spaced_ends(text).into_bytes()) },
    Transformation { name: "single quotes", apply: single_quotes },
    Transformation { name: "prefixed root", apply: prefixed_root },
    Transformation { name: "self-closed Extensions", apply: |text| with_extensions(text, "<Extensions />") },
    Transformation { name: "empty Extensions", apply: |text| with_extensions(text, "<Extensions></Extensions>") },
    Transformation {
        name: "Extensions of white space",
        apply: |text| with_extensions(text, "<Extensions>\n    </Extensions>"),
    },
    Transformation { name: "UTF-16LE", apply: |text| Some(utf16(text, "\u{FEFF}", u16::to_le_bytes)) },
    Transformation { name: "UTF-16BE", apply: |text| Some(utf16(text, "\u{FEFF}", u16::to_be_bytes)) },
    Transformation { name: "UTF-16LE unmarked", apply: |text| Some(utf16(text, "", u16::to_le_bytes)) },
    Transformation { name: "UTF-16BE unmarked", apply: |text| Some(utf16(text, "", u16::to_be_bytes)) },
];

impl Transformation {
    /// The document's bytes in this dress; nothing if it can't wear it.
    pub fn of(&self, text: &str) -> Option<Vec<u8>> {
        (self.apply)(text)
    }
}

fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn mixed(text: &str) -> String {
    let mut mixed = String::new();
    for (number, line) in lf(text).split_inclusive('\n').enumerate() {
        match line.strip_suffix('\n') {
            Some(line) if number % 3 == 0 => mixed.extend([line, "\r\n"]),
            _ => mixed.push_str(line),
        }
    }
    mixed
}

fn tabs(text: &str) -> String {
    let mut tabs = String::new();
    for line in lf(text).split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '\t']);
        let width: usize = line[..line.len() - rest.len()].chars().map(|c| if c == '\t' { 2 } else { 1 }).sum();
        tabs.push_str(&"\t".repeat(width / 2));
        tabs.push_str(rest);
    }
    tabs
}

/// Line ends between tags taken out; those within tags and comments stay.
fn one_line(text: &str) -> String {
    between_tags(&lf(text), |white_space| if white_space.contains('\n') { "" } else { white_space })
}

fn unindented(text: &str) -> String {
    between_tags(&lf(text), |white_space| {
        let line_ends = white_space.rfind('\n').map_or(0, |at| at + 1);
        if line_ends == 0 { white_space } else { &white_space[..line_ends] }
    })
}

fn between_tags(text: &str, change: impl for<'t> Fn(&'t str) -> &'t str) -> String {
    let mut changed = String::new();
    let mut rest = text;
    while let Some(end) = rest.find('>') {
        let (head, tail) = rest.split_at(end + 1);
        changed.push_str(head);
        let next = tail.trim_start_matches([' ', '\t', '\n']);
        let white_space = &tail[..tail.len() - next.len()];
        let keeps = !next.starts_with('<');
        changed.push_str(if keeps { white_space } else { change(white_space) });
        rest = next;
    }
    changed.push_str(rest);
    changed
}

/// End tags on the line of what they follow.
fn inline_ends(text: &str) -> String {
    let mut inlined = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        inlined.push_str(rest[..at].trim_end_matches([' ', '\t', '\r', '\n']));
        inlined.push_str("</");
        rest = &rest[at + 2..];
    }
    inlined + rest
}

fn spaced_ends(text: &str) -> String {
    let mut spaced = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        spaced.push_str(&rest[..end]);
        spaced.push_str("  ");
        rest = &rest[end..];
    }
    spaced + rest
}

fn single_quotes(text: &str) -> Option<Vec<u8>> {
    let safe = !text.contains(['\'', '>']) || !text.contains('\'');
    safe.then(|| text.replace('"', "'").into_bytes())
}

/// Elements of the default namespace given the prefix `f`.
fn prefixed_root(text: &str) -> Option<Vec<u8>> {
    if text.contains("xmlns:f=")
        || text.contains("<!--")
        || text.contains("<![")
        || text.matches(" xmlns=").count() != 1
    {
        return None;
    }
    let text = text.replacen("xmlns=", "xmlns:f=", 1);
    let mut prefixed = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        let start = at + if rest[at..].starts_with("</") { 2 } else { 1 };
        prefixed.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = rest.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
        if !name.contains(':') && !name.starts_with(['?', '!']) {
            prefixed.push_str("f:");
        }
    }
    Some((prefixed + rest).into_bytes())
}

/// Extensions with nothing in them, in every Application and in the package, where there are none.
fn with_extensions(text: &str, extensions: &str) -> Option<Vec<u8>> {
    if text.contains("<Extensions") || !text.contains("</Application>") || !text.contains("</Package>") {
        return None;
    }
    let text = text.replace("</Application>", &format!("  {extensions}\n    </Application>"));
    Some(text.replace("</Package>", &format!("  {extensions}\n</Package>")).into_bytes())
}

fn utf16(text: &str, mark: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mut text = text.to_owned();
    if let Some(end) = text.find("?>").filter(|_| text.starts_with("<?xml")) {
        let declaration = text[..end].replace("utf-8", "utf-16").replace("UTF-8", "UTF-16");
        text.replace_range(..end, &declaration);
    }
    mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}
