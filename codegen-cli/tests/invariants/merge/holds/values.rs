//! What an XML property list says, read by a reader of its own from what another parser finds.

use roxmltree::Node;

/// A value; keys may stand in a dictionary twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Flag(bool),
    Array(Vec<Value>),
    Dictionary(Vec<(String, Value)>),
    /// Anything else: the element's name and text.
    Other(String, String),
}

/// The dictionary at the root.
pub fn dictionary(document: &roxmltree::Document<'_>) -> Option<Vec<(String, Value)>> {
    let root = document.root_element();
    let value = match root.tag_name().name() {
        "plist" => root.first_element_child()?,
        _ => root,
    };
    match of(value) {
        Value::Dictionary(entries) => Some(entries),
        _ => None,
    }
}

/// All text in an element.
fn text(node: Node<'_, '_>) -> String {
    same_line_ends(&node.children().filter(Node::is_text).filter_map(|child| child.text()).collect::<String>())
}

/// Lines ended by LF: after a reference, roxmltree leaves a CR that stands in the file.
pub fn same_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn of(node: Node<'_, '_>) -> Value {
    let elements = || node.children().filter(Node::is_element);
    match node.tag_name().name() {
        "string" => Value::Text(text(node)),
        "true" => Value::Flag(true),
        "false" => Value::Flag(false),
        "array" => Value::Array(elements().map(of).collect()),
        "dict" => {
            let all: Vec<_> = elements().collect();
            Value::Dictionary(all.chunks(2).filter_map(|pair| Some((text(pair[0]), of(*pair.get(1)?)))).collect())
        }
        other => Value::Other(other.to_owned(), text(node)),
    }
}
