//! The XML declaration, processing instructions and the DOCTYPE.

use std::ops::Range;

use super::error::ErrorKind;
use super::parse::{Problem, shortened};
use super::tag::TagScanner;
use super::text::{is_name, is_space};

/// Checks `<?xml … ?>`, and returns where the encoding's name stands if one is declared
/// (<https://www.w3.org/TR/xml/#NT-XMLDecl>).
pub(super) fn read_declaration(text: &str, span: &Range<usize>) -> Result<Option<Range<usize>>, Problem> {
    // `<` + `?xml … ` + `?>`: with the question marks taken off, it reads like a tag.
    let mut tags = TagScanner::new();
    tags.scan(text, &(span.start + 1..span.end), true)?;
    let mut encoding = None;
    let mut last = 0;
    for attribute in tags.attributes() {
        let value = &text[attribute.value.clone()];
        let rank = match &text[attribute.name.clone()] {
            "version" => {
                if value != "1.0" {
                    return Err(ErrorKind::UnsupportedVersion(shortened(value)).at(attribute.value.start));
                }
                1
            }
            "encoding" => {
                encoding = Some(attribute.value.clone());
                2
            }
            "standalone" if matches!(value, "yes" | "no") => 3,
            "standalone" => {
                return Err(ErrorKind::MalformedDeclaration("standalone is yes or no").at(attribute.value.start));
            }
            _ => return Err(ErrorKind::MalformedDeclaration("unknown attribute").at(attribute.name.start)),
        };
        if rank <= last {
            let kind = ErrorKind::MalformedDeclaration("version, encoding and standalone stand in this order");
            return Err(kind.at(attribute.name.start));
        }
        if last == 0 && rank > 1 {
            break;
        }
        last = rank;
    }
    if last == 0 {
        return Err(ErrorKind::MalformedDeclaration("the version is missing").at(span.start));
    }
    Ok(encoding)
}

/// Checks `<?target … ?>`.
pub(super) fn check_instruction(source: &str) -> Result<(), ErrorKind> {
    let content = source.strip_prefix("<?").and_then(|rest| rest.strip_suffix("?>")).unwrap_or_default();
    let target = content.split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
    if target.eq_ignore_ascii_case("xml") {
        return Err(ErrorKind::MisplacedDeclaration);
    }
    if is_name(target) { Ok(()) } else { Err(ErrorKind::MalformedInstruction) }
}

/// Checks `<!DOCTYPE … >`: its form, and that it declares nothing (<https://www.w3.org/TR/xml/#NT-doctypedecl>).
pub(super) fn check_doctype(source: &str) -> Result<(), (ErrorKind, usize)> {
    let mut scanner = Doctype { source, at: 0 };
    scanner.read().map_err(|kind| (kind, scanner.at.min(source.len())))
}

struct Doctype<'t> {
    source: &'t str,
    at: usize,
}

impl Doctype<'_> {
    fn read(&mut self) -> Result<(), ErrorKind> {
        self.expect("<!DOCTYPE")?;
        self.space()?;
        let name = self.word();
        if !is_name(name) {
            return Err(ErrorKind::MalformedDoctype);
        }
        if self.spaces() > 0 {
            let identifiers = match self.word() {
                "SYSTEM" => 1,
                "PUBLIC" => 2,
                "" => 0,
                _ => return Err(ErrorKind::MalformedDoctype),
            };
            for _ in 0..identifiers {
                self.space()?;
                self.literal()?;
            }
            self.spaces();
        }
        if self.rest().starts_with('[') {
            self.at += 1;
            self.subset()?;
            self.spaces();
        }
        if self.rest() == ">" { Ok(()) } else { Err(ErrorKind::MalformedDoctype) }
    }

    /// What stands in square brackets: nothing but white space, comments and processing instructions.
    fn subset(&mut self) -> Result<(), ErrorKind> {
        loop {
            self.spaces();
            let rest = self.rest();
            let (begin, end) = if rest.starts_with("<!--") {
                ("<!--", "-->")
            } else if rest.starts_with("<?") {
                ("<?", "?>")
            } else if rest.starts_with(']') {
                self.at += 1;
                return Ok(());
            } else {
                return Err(ErrorKind::InternalSubset);
            };
            let inside = rest.get(begin.len()..).unwrap_or_default();
            let Some(length) = inside.find(end) else {
                return Err(ErrorKind::MalformedDoctype);
            };
            self.at += begin.len() + length + end.len();
        }
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn expect(&mut self, literal: &str) -> Result<(), ErrorKind> {
        if !self.rest().starts_with(literal) {
            return Err(ErrorKind::MalformedDoctype);
        }
        self.at += literal.len();
        Ok(())
    }

    fn spaces(&mut self) -> usize {
        let length = self.rest().bytes().take_while(|&byte| is_space(byte)).count();
        self.at += length;
        length
    }

    fn space(&mut self) -> Result<(), ErrorKind> {
        if self.spaces() == 0 { Err(ErrorKind::MalformedDoctype) } else { Ok(()) }
    }

    fn word(&mut self) -> &str {
        let start = self.at;
        let length = self.rest().find([' ', '\t', '\r', '\n', '[', '>', '"', '\'']).unwrap_or(self.rest().len());
        self.at += length;
        self.source.get(start..self.at).unwrap_or_default()
    }

    fn literal(&mut self) -> Result<(), ErrorKind> {
        let quote =
            self.rest().chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(ErrorKind::MalformedDoctype)?;
        let content = self.rest().get(1..).unwrap_or_default();
        let length = content.find(quote).ok_or(ErrorKind::MalformedDoctype)?;
        self.at += length + 2;
        Ok(())
    }
}
