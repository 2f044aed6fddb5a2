//! What a document has in it, before it is laid out.

/// A node of a document that is made up.
pub enum Node {
    Element(Element),
    /// Text as it is written, references and CDATA included.
    Text(String),
    Comment(&'static str),
}

/// An element of a document that is made up.
pub struct Element {
    pub name: String,
    /// Names and values; values are escaped when they are written.
    pub attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

impl Element {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), nodes: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, attribute: &str, value: impl Into<String>) -> Self {
        self.attributes.push((attribute.to_owned(), value.into()));
        self
    }

    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.nodes.push(Node::Text(text.into()));
        self
    }

    pub fn push(&mut self, element: Self) {
        self.nodes.push(Node::Element(element));
    }
}
