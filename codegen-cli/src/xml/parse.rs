//! From bytes to a [`Document`], or to the one thing that is wrong with them.
//!
//! quick-xml finds where each piece of markup begins and ends. It is lenient by design, so everything that makes
//! a document well-formed is checked here.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::document::Document;
use super::encoding::Encoding;
use super::error::{ErrorKind, XmlError};
use super::node::{NO_NAMESPACE, NodeData, NodeId, NodeKind, ROOM};
use super::position::{Locator, Position};
use super::prolog;
use super::scope::Scopes;
use super::tag::{RawAttribute, TagScanner};
use super::text::{self, Reference};

/// What a document may be, beyond being well-formed.
#[derive(Debug, Clone, Copy)]
pub struct Accepts {
    /// How deep elements may be nested; the root is one deep.
    pub depth: usize,
    /// Whether a DOCTYPE may stand in it. One that declares anything is never accepted, and none is ever fetched.
    pub doctype: bool,
}

impl<'a> Document<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// The first thing that is wrong with it, with its place.
    pub fn parse(bytes: &'a [u8], accepts: Accepts) -> Result<Self, XmlError> {
        let (encoding, text) = Encoding::decode(bytes)?;
        let locator = Locator::new();
        match read(&text, encoding, accepts) {
            Ok(Parsed { nodes, namespaces, root }) => {
                Ok(Self { text, encoding, nodes, namespaces, root, locator, habits: OnceCell::new() })
            }
            Err(Problem { kind, at }) => {
                let (line, column, units) = locator.locate(&text, at);
                let offset = encoding.file_offset(at, units);
                Err(XmlError::new(kind, Position { offset, line, column }))
            }
        }
    }
}

/// Something wrong, at an offset of the text.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
}

impl ErrorKind {
    pub(super) fn at(self, at: usize) -> Problem {
        Problem { kind: self, at }
    }
}

struct Parsed {
    nodes: Vec<NodeData>,
    namespaces: Vec<String>,
    root: NodeId,
}

fn read(text: &str, encoding: Encoding, accepts: Accepts) -> Result<Parsed, Problem> {
    if u32::try_from(text.len()).is_err() {
        return Err(ErrorKind::TooLarge.at(0));
    }
    if let Some((at, c)) = text::forbidden(text) {
        return Err(ErrorKind::ForbiddenCharacter(c.into()).at(at));
    }
    match text.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n')) {
        None => return Err(ErrorKind::Empty.at(0)),
        Some(at) if text.as_bytes().get(at) != Some(&b'<') => return Err(ErrorKind::NotXml.at(at)),
        Some(_) => {}
    }
    let mut builder = Builder::new(text, accepts);
    let mut reader = Reader::from_str(text);
    // The builder keeps the open elements anyway, and compares names where it knows their places.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut start = 0;
    loop {
        let event = reader.read_event();
        // The text is shorter than 4 GiB.
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let span = start..end;
        match event {
            Ok(Event::Start(_)) => builder.start_tag(span, false)?,
            Ok(Event::Empty(_)) => builder.start_tag(span, true)?,
            Ok(Event::End(_)) => builder.end_tag(&span)?,
            Ok(Event::Text(_)) => builder.text(span)?,
            Ok(Event::GeneralRef(_)) => builder.reference(span)?,
            Ok(Event::CData(_)) => builder.leaf(NodeKind::CData, &span)?,
            Ok(Event::Comment(_)) => builder.comment(&span)?,
            Ok(Event::PI(_)) => builder.instruction(&span)?,
            Ok(Event::Decl(_)) => builder.declaration(&span, encoding)?,
            Ok(Event::DocType(_)) => builder.doctype(&span)?,
            Ok(Event::Eof) => return builder.finish(),
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(start);
                return Err(translate(&error, text, start.max(at.min(text.len()))));
            }
        }
        if builder.nodes.len() + builder.attributes > MOST {
            return Err(ErrorKind::TooMany(MOST).at(start));
        }
        start = end;
    }
}

/// The most nodes and attributes. The largest manifests and property lists that are known have a few thousand.
const MOST: usize = 2_000_000;

// A tag may go beyond the limit before that is seen, by one node.
const _: () = assert!(MOST < ROOM);

fn translate(error: &quick_xml::Error, text: &str, at: usize) -> Problem {
    let kind = match error {
        quick_xml::Error::Syntax(syntax) => match syntax {
            SyntaxError::InvalidBangMarkup => ErrorKind::UnknownMarkup,
            SyntaxError::UnclosedPI => ErrorKind::Unclosed("a processing instruction"),
            SyntaxError::UnclosedXmlDecl => ErrorKind::Unclosed("the XML declaration"),
            SyntaxError::UnclosedComment => ErrorKind::Unclosed("a comment"),
            SyntaxError::UnclosedDoctype => ErrorKind::Unclosed("the DOCTYPE"),
            SyntaxError::UnclosedCData => ErrorKind::Unclosed("CDATA"),
            SyntaxError::UnclosedTag => ErrorKind::Unclosed("a tag"),
            SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
                ErrorKind::Unclosed("an attribute value")
            }
        },
        quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => ErrorKind::InvalidReference,
        quick_xml::Error::IllFormed(IllFormedError::MissingDoctypeName) => ErrorKind::MalformedDoctype,
        // What else quick-xml reports, it reports only when asked to.
        _ if text.as_bytes().get(at) == Some(&b'<') => ErrorKind::Unclosed("a tag"),
        _ => ErrorKind::NotXml,
    };
    kind.at(at)
}

/// Gathers nodes as they are met.
struct Builder<'t> {
    text: &'t str,
    accepts: Accepts,
    nodes: Vec<NodeData>,
    /// How many attributes there were.
    attributes: usize,
    /// The namespaces of the attributes of the tag that was read last.
    attribute_namespaces: Vec<u32>,
    scopes: Scopes<'t>,
    tags: TagScanner<'t>,
    open: Vec<Open<'t>>,
    root: NodeId,
    doctype_seen: bool,
    /// The text and references met since the last markup.
    running_text: Option<Range<usize>>,
}

/// An element that is open, with its name as written.
#[derive(Clone, Copy)]
struct Open<'t> {
    id: NodeId,
    name: &'t str,
}

/// An offset into the text, which is shorter than 4 GiB.
#[expect(clippy::cast_possible_truncation, reason = "checked once, at the start of reading")]
const fn short(offset: usize) -> u32 {
    offset as u32
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, accepts: Accepts) -> Self {
        Self {
            text,
            accepts,
            nodes: Vec::with_capacity(nodes_in(text)),
            attributes: 0,
            attribute_namespaces: Vec::new(),
            scopes: Scopes::new(),
            tags: TagScanner::new(),
            open: Vec::new(),
            root: NodeId::NONE,
            doctype_seen: false,
            running_text: None,
        }
    }

    fn slice(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    fn start_tag(&mut self, span: Range<usize>, self_closed: bool) -> Result<(), Problem> {
        self.flush_text();
        if self.open.is_empty() && self.root != NodeId::NONE {
            return Err(ErrorKind::SecondRoot.at(span.start));
        }
        if self.open.len() >= self.accepts.depth {
            return Err(ErrorKind::TooDeep(self.accepts.depth).at(span.start));
        }
        let name = self.tags.scan(self.text, &span, self_closed)?;
        let qualified = &self.text[name.clone()];
        let (prefix, _) =
            text::split_name(qualified).ok_or_else(|| ErrorKind::InvalidName(shortened(qualified)).at(name.start))?;
        self.scopes.enter();
        for attribute in self.tags.attributes() {
            self.scopes.declare(self.text, attribute)?;
        }
        let namespace = self.scopes.element(prefix).ok_or_else(|| undeclared(prefix, name.start))?;
        self.check_attributes()?;
        let range = short(span.start)..short(span.end);
        let id = self.push(|parent, index| NodeData::element(namespace, range, parent, index));
        if self.open.is_empty() {
            self.root = id;
        }
        if self_closed {
            self.scopes.leave();
        } else {
            self.open.push(Open { id, name: qualified });
        }
        Ok(())
    }

    fn check_attributes(&mut self) -> Result<(), Problem> {
        self.attribute_namespaces.clear();
        for attribute in self.tags.attributes() {
            let (prefix, _) = attribute.split(self.text)?;
            let namespace = match prefix {
                None => NO_NAMESPACE,
                Some(prefix) => {
                    self.scopes.prefixed(prefix).ok_or_else(|| undeclared(Some(prefix), attribute.name.start))?
                }
            };
            self.attribute_namespaces.push(namespace);
        }
        self.attributes += self.attribute_namespaces.len();
        let namespaces = &self.attribute_namespaces;
        self.tags.check_unique(self.text, |index| namespaces.get(index).copied().unwrap_or(NO_NAMESPACE))
    }

    fn end_tag(&mut self, span: &Range<usize>) -> Result<(), Problem> {
        self.flush_text();
        let source = self.slice(span);
        let open = self.open.pop();
        // Nearly always it is just that.
        let is_plain =
            |open: &Open<'_>| source.len() == open.name.len() + 3 && source.get(2..source.len() - 1) == Some(open.name);
        let id = match open.filter(is_plain) {
            Some(Open { id, .. }) => id,
            None => {
                let found = source
                    .strip_prefix("</")
                    .and_then(|rest| rest.strip_suffix('>'))
                    .unwrap_or_default()
                    .trim_end_matches([' ', '\t', '\r', '\n']);
                match open {
                    None => return Err(ErrorKind::UnmatchedEndTag(shortened(found)).at(span.start)),
                    Some(Open { id, name }) if name == found => id,
                    Some(Open { name: expected, .. }) => {
                        let (expected, found) = (shortened(expected), shortened(found));
                        return Err(ErrorKind::MismatchedEndTag { expected, found }.at(span.start));
                    }
                }
            }
        };
        let after = self.nodes.len();
        let node = &mut self.nodes[id.index()];
        node.end = short(span.end);
        node.set_after(after);
        self.scopes.leave();
        Ok(())
    }

    fn text(&mut self, span: Range<usize>) -> Result<(), Problem> {
        let source = self.slice(&span);
        if text::is_blank(source) && self.running_text.is_none() {
            return Ok(());
        }
        if self.open.is_empty() && !text::is_blank(source) {
            let blank = source.len() - source.trim_start_matches([' ', '\t', '\r', '\n']).len();
            return Err(ErrorKind::TextOutsideRoot.at(span.start + blank));
        }
        if memchr::memchr(b']', source.as_bytes()).is_some()
            && let Some(at) = source.find("]]>")
        {
            return Err(ErrorKind::CDataEndInText.at(span.start + at));
        }
        self.run_text(span);
        Ok(())
    }

    fn reference(&mut self, span: Range<usize>) -> Result<(), Problem> {
        if self.open.is_empty() {
            return Err(ErrorKind::TextOutsideRoot.at(span.start));
        }
        if let Some((at, wrong)) = text::wrong_reference(self.slice(&span)) {
            return Err(reference_problem(&wrong, span.start + at));
        }
        self.run_text(span);
        Ok(())
    }

    fn run_text(&mut self, span: Range<usize>) {
        match &mut self.running_text {
            Some(running) => running.end = span.end,
            none => *none = Some(span),
        }
    }

    /// Text ends where markup begins; only then is it known how far it goes.
    fn flush_text(&mut self) {
        let Some(span) = self.running_text.take() else {
            return;
        };
        let source = self.slice(&span);
        let spaces = [' ', '\t', '\r', '\n'];
        let start = span.end - source.trim_start_matches(spaces).len();
        let end = span.start + source.trim_end_matches(spaces).len();
        if start < end {
            self.push(|parent, index| NodeData::leaf(NodeKind::Text, short(start)..short(end), parent, index));
        }
    }

    fn leaf(&mut self, kind: NodeKind, span: &Range<usize>) -> Result<(), Problem> {
        self.flush_text();
        if self.open.is_empty() && kind == NodeKind::CData {
            return Err(ErrorKind::TextOutsideRoot.at(span.start));
        }
        self.push(|parent, index| NodeData::leaf(kind, short(span.start)..short(span.end), parent, index));
        Ok(())
    }

    fn comment(&mut self, span: &Range<usize>) -> Result<(), Problem> {
        // Between `<!--` and `>`: the first `--` must be the last.
        let content = self.text.get(span.start + 4..span.end - 1).unwrap_or_default();
        match content.find("--") {
            Some(at) if at + 2 == content.len() => self.leaf(NodeKind::Comment, span),
            Some(at) => Err(ErrorKind::DoubleHyphen.at(span.start + 4 + at)),
            None => Err(ErrorKind::Unclosed("a comment").at(span.start)),
        }
    }

    fn instruction(&mut self, span: &Range<usize>) -> Result<(), Problem> {
        prolog::check_instruction(self.slice(span)).map_err(|kind| kind.at(span.start))?;
        self.leaf(NodeKind::Instruction, span)
    }

    fn declaration(&mut self, span: &Range<usize>, encoding: Encoding) -> Result<(), Problem> {
        if span.start != 0 {
            return Err(ErrorKind::MisplacedDeclaration.at(span.start));
        }
        let declared = prolog::read_declaration(self.text, span)?;
        match declared {
            Some(name) => {
                encoding.check_declared(&self.text[name.clone()], self.text).map_err(|kind| kind.at(name.start))
            }
            None => Ok(()),
        }
    }

    fn doctype(&mut self, span: &Range<usize>) -> Result<(), Problem> {
        if !self.accepts.doctype {
            return Err(ErrorKind::ForbiddenDoctype.at(span.start));
        }
        if self.doctype_seen || self.root != NodeId::NONE {
            return Err(ErrorKind::MalformedDoctype.at(span.start));
        }
        self.doctype_seen = true;
        prolog::check_doctype(self.slice(span)).map_err(|(kind, at)| kind.at(span.start + at))
    }

    fn finish(mut self) -> Result<Parsed, Problem> {
        self.flush_text();
        if let Some(open) = self.open.last() {
            let start = self.nodes[open.id.index()].start as usize;
            return Err(ErrorKind::UnclosedElement(shortened(open.name)).at(start));
        }
        if self.root == NodeId::NONE {
            return Err(ErrorKind::NoRoot.at(self.text.len()));
        }
        Ok(Parsed { nodes: self.nodes, namespaces: self.scopes.into_namespaces(), root: self.root })
    }

    /// Adds a node to the open element, if there is one.
    fn push(&mut self, node: impl FnOnce(NodeId, usize) -> NodeData) -> NodeId {
        let index = self.nodes.len();
        let parent = self.open.last().map_or(NodeId::NONE, |open| open.id);
        self.nodes.push(node(parent, index));
        NodeId::from_index(index)
    }
}

/// Nearly how many nodes a document has: each but text begins with a `<` that no slash follows, and text ends before one.
fn nodes_in(text: &str) -> usize {
    let bytes = text.as_bytes();
    let count = memchr::memchr_iter(b'<', bytes).map(|at| {
        let is_end_tag = bytes.get(at + 1) == Some(&b'/');
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let ends_text = before.is_some_and(|&byte| byte != b'>' && !text::is_space(byte));
        usize::from(!is_end_tag) + usize::from(ends_text)
    });
    // No real file has more than this, and a hostile one is not to reserve more than a few times its size.
    count.sum::<usize>().min(text.len() / 8 + 8)
}

fn undeclared(prefix: Option<&str>, at: usize) -> Problem {
    ErrorKind::UndeclaredPrefix(shortened(prefix.unwrap_or_default())).at(at)
}

pub(super) fn reference_problem(wrong: &Reference<'_>, at: usize) -> Problem {
    match wrong {
        Reference::Undeclared(name) => ErrorKind::UndeclaredEntity(shortened(name)),
        Reference::Invalid | Reference::Character(_) => ErrorKind::InvalidReference,
    }
    .at(at)
}

/// A name for a message: a whole one, unless it is absurdly long.
pub(super) fn shortened(name: &str) -> String {
    const LONGEST: usize = 60;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl RawAttribute {
    /// Its prefix and local name.
    pub(super) fn split<'t>(&self, text: &'t str) -> Result<(Option<&'t str>, &'t str), Problem> {
        let qualified = &text[self.name.clone()];
        text::split_name(qualified).ok_or_else(|| ErrorKind::InvalidName(shortened(qualified)).at(self.name.start))
    }

    /// Its value, references resolved.
    pub(super) fn decoded<'t>(&self, text: &'t str) -> Cow<'t, str> {
        text::decode_attribute(&text[self.value.clone()])
    }
}
