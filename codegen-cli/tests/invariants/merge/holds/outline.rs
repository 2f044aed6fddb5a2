//! A document as a list, in order, of what stands in it, as each of two parsers sees it.

use std::ops::Range;

use bgtask_codegen::xml::{Document, Element, NodeKind};

type Name = (Option<String>, String);

/// One thing in a document. White space in text does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Start { name: Name, attributes: Vec<(Name, String)> },
    End,
    Text(String),
    Comment,
    Instruction(String),
}

/// As roxmltree sees it, without what begins in `left_out`, which is in order.
pub fn other(document: &roxmltree::Document<'_>, left_out: &[Range<usize>]) -> Vec<Item> {
    let mut items = Vec::new();
    walk_other(document.root_element(), left_out, &mut items);
    items
}

fn walk_other(node: roxmltree::Node<'_, '_>, left_out: &[Range<usize>], items: &mut Vec<Item>) {
    let start = node.range().start;
    let next = left_out.partition_point(|range| range.end <= start);
    let is_out = left_out.get(next).is_some_and(|range| range.contains(&start));
    // Text reaches over what was put in: white space around it does not count, but the rest does.
    if is_out && (!node.is_text() || node.text().unwrap_or_default().trim().is_empty()) {
        return;
    }
    match node.node_type() {
        roxmltree::NodeType::Element => {
            let attributes = node.attributes().map(|attribute| {
                let name = (attribute.namespace().map(str::to_owned), attribute.name().to_owned());
                (name, attribute.value().to_owned())
            });
            // With `xmlns=""` it gives an empty namespace for none.
            let namespace = node.tag_name().namespace().filter(|uri| !uri.is_empty());
            let name = (namespace.map(str::to_owned), node.tag_name().name().to_owned());
            items.push(Item::Start { name, attributes: attributes.collect() });
            for child in node.children() {
                walk_other(child, left_out, items);
            }
            items.push(Item::End);
        }
        roxmltree::NodeType::Text => push_text(items, node.text().unwrap_or_default()),
        roxmltree::NodeType::Comment => items.push(Item::Comment),
        roxmltree::NodeType::PI => {
            items.push(Item::Instruction(node.pi().map(|pi| pi.target.to_owned()).unwrap_or_default()));
        }
        roxmltree::NodeType::Root => {}
    }
}

/// Text comes in pieces where something is put in or left out between: white space tells nothing here.
fn push_text(items: &mut Vec<Item>, text: &str) {
    let text: String = text.split_whitespace().collect();
    match items.last_mut() {
        _ if text.is_empty() => {}
        Some(Item::Text(before)) => before.push_str(&text),
        _ => items.push(Item::Text(text)),
    }
}

/// As bgtask sees it.
pub fn ours(document: &Document<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    walk_ours(document.root(), &mut items);
    items
}

fn walk_ours(element: Element<'_, '_>, items: &mut Vec<Item>) {
    let attributes = element.attributes().filter(|attribute| attribute.declared_prefix().is_none());
    let attributes = attributes.map(|attribute| {
        ((attribute.namespace().map(str::to_owned), attribute.name().to_owned()), attribute.value().into_owned())
    });
    let name = (element.namespace().map(str::to_owned), element.name().to_owned());
    items.push(Item::Start { name, attributes: attributes.collect() });
    let mut texts = 0;
    for node in element.nodes() {
        match node.kind() {
            NodeKind::Element => items.extend(node.as_element().into_iter().flat_map(|child| {
                let mut inner = Vec::new();
                walk_ours(child, &mut inner);
                inner
            })),
            NodeKind::Text | NodeKind::CData => texts += 1,
            NodeKind::Comment => items.push(Item::Comment),
            NodeKind::Instruction => {
                let target = node.source().trim_start_matches("<?").trim_end_matches("?>");
                items.push(Item::Instruction(
                    target.split([' ', '\t', '\r', '\n']).next().unwrap_or_default().to_owned(),
                ));
            }
        }
    }
    // Its interface gives the text of an element as a whole.
    if texts > 0 {
        push_text(items, &element.text());
    }
    items.push(Item::End);
}

/// The same with the text of each element as a whole at its end, comments and instructions where they were.
pub fn with_texts_last(items: Vec<Item>) -> Vec<Item> {
    let mut result = Vec::with_capacity(items.len());
    let mut texts: Vec<String> = Vec::new();
    for item in items {
        match item {
            Item::Start { .. } => {
                texts.push(String::new());
                result.push(item);
            }
            Item::End => {
                let text = texts.pop().unwrap_or_default();
                if !text.is_empty() {
                    result.push(Item::Text(text));
                }
                result.push(Item::End);
            }
            Item::Text(text) => {
                if let Some(all) = texts.last_mut() {
                    all.push_str(&text);
                }
            }
            other => result.push(other),
        }
    }
    result
}
