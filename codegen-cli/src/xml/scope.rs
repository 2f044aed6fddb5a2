//! Which namespace a prefix means at a place.

use std::ops::Range;

use super::error::ErrorKind;
use super::node::{NAMESPACES, NO_NAMESPACE};
use super::parse::{Problem, shortened};
use super::tag::RawAttribute;

/// Declarations in force at once, and different namespaces in one document. Real manifests have fewer than 25; the
/// limit keeps looking up a prefix cheap whatever the document says.
const LIMIT: usize = NAMESPACES;

/// The namespace of the prefix `xml`, which is declared everywhere.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`, which nothing may be bound to.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

#[derive(Debug)]
struct Declaration<'t> {
    prefix: &'t str,
    namespace: u32,
}

/// The declarations in force while a document is read.
#[derive(Debug)]
pub(super) struct Scopes<'t> {
    declarations: Vec<Declaration<'t>>,
    /// How many declarations were in force before each open element.
    marks: Vec<usize>,
    /// The default namespace of each open element.
    defaults: Vec<u32>,
    namespaces: Vec<String>,
}

impl<'t> Scopes<'t> {
    pub(super) fn new() -> Self {
        Self {
            declarations: vec![Declaration { prefix: "xml", namespace: 0 }],
            marks: Vec::new(),
            defaults: Vec::new(),
            namespaces: vec![XML.to_owned()],
        }
    }

    pub(super) fn enter(&mut self) {
        self.marks.push(self.declarations.len());
        self.defaults.push(self.defaults.last().copied().unwrap_or(NO_NAMESPACE));
    }

    pub(super) fn leave(&mut self) {
        if let Some(mark) = self.marks.pop() {
            self.declarations.truncate(mark);
        }
        self.defaults.pop();
    }

    /// Takes note of an attribute, if it declares a namespace.
    pub(super) fn declare(&mut self, text: &'t str, attribute: &RawAttribute) -> Result<(), Problem> {
        let name = &text[attribute.name.clone()];
        let Some(rest) = name.strip_prefix("xmlns") else {
            return Ok(());
        };
        let prefix = match rest.strip_prefix(':') {
            Some(prefix) => prefix,
            None if rest.is_empty() => "",
            None => return Ok(()),
        };
        let Range { start: at, .. } = attribute.name;
        let uri = attribute.decoded(text);
        let invalid = match prefix {
            "" => uri == XML || uri == XMLNS,
            "xmlns" => true,
            "xml" => uri != XML,
            _ => uri.is_empty() || uri == XML || uri == XMLNS,
        };
        if invalid || super::text::split_name(name).is_none() {
            return Err(ErrorKind::InvalidNamespaceDeclaration(shortened(name)).at(at));
        }
        let namespace = if uri.is_empty() {
            NO_NAMESPACE
        } else {
            self.intern(&uri).ok_or_else(|| ErrorKind::TooManyNamespaces(LIMIT).at(at))?
        };
        if prefix.is_empty() {
            if let Some(default) = self.defaults.last_mut() {
                *default = namespace;
            }
            return Ok(());
        }
        if self.declarations.len() >= LIMIT {
            return Err(ErrorKind::TooManyNamespaces(LIMIT).at(at));
        }
        self.declarations.push(Declaration { prefix, namespace });
        Ok(())
    }

    /// The namespace of an element's name; nothing if its prefix is not declared.
    pub(super) fn element(&self, prefix: Option<&str>) -> Option<u32> {
        match prefix {
            None => Some(self.defaults.last().copied().unwrap_or(NO_NAMESPACE)),
            Some(prefix) => self.prefixed(prefix).filter(|_| prefix != "xmlns"),
        }
    }

    /// The namespace that a prefix means; nothing if it is not declared.
    pub(super) fn prefixed(&self, prefix: &str) -> Option<u32> {
        if prefix == "xmlns" {
            return Some(NO_NAMESPACE);
        }
        self.declarations
            .iter()
            .rev()
            .find(|declaration| declaration.prefix == prefix)
            .map(|declaration| declaration.namespace)
    }

    pub(super) fn into_namespaces(self) -> Vec<String> {
        self.namespaces
    }

    fn intern(&mut self, uri: &str) -> Option<u32> {
        let known = self.namespaces.iter().position(|namespace| namespace == uri);
        if known.is_none() {
            if self.namespaces.len() >= LIMIT {
                return None;
            }
            self.namespaces.push(uri.to_owned());
        }
        u32::try_from(known.unwrap_or(self.namespaces.len() - 1)).ok()
    }
}
