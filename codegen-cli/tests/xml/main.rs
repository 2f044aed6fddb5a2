//! The XML editor, from the outside: what it refuses, what it keeps, what new lines look like.

mod edits;
mod refused;

use bgtask_codegen::xml::{Accepts, Defaults, Document, Editor, Element, NewElement, Parent, Place, Reason, XmlError};

const ACCEPTS: Accepts = Accepts { depth: 64, doctype: true };

const DEFAULTS: Defaults = Defaults { indent: "  ", spaced_slash: true };

/// A document with something of everything.
const SAMPLE: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!DOCTYPE p [ ]>\r\n\
    <!-- ä --><p:list xmlns:p='urn:p'\r\n  xmlns=\"urn:d\">\r\n\t<item name=\"a &amp; b\"/>\u{1F600}<![CDATA[ <x> ]]>\r\n\
    \t<?go on?><p:empty ></p:empty\t>\r\n</p:list >\r\n<!-- end -->";

fn parse(text: &str) -> Document<'_> {
    Document::parse(text.as_bytes(), ACCEPTS).unwrap_or_else(|error| panic!("{error} at {} in {text}", error.position))
}

fn refusal(bytes: &[u8]) -> XmlError {
    match Document::parse(bytes, ACCEPTS) {
        Ok(_) => panic!("accepted: {}", String::from_utf8_lossy(bytes)),
        Err(error) => error,
    }
}

fn find<'d, 'a>(document: &'d Document<'a>, name: &str) -> Element<'d, 'a> {
    document.elements().find(|element| element.name() == name).unwrap_or_else(|| panic!("no {name}"))
}

fn reason() -> Reason {
    Reason::new("what", "why", &[])
}

/// What becomes of `text` if `<item name="new" />` is put into the first element called `parent`.
fn with_item(text: &str, parent: &str) -> String {
    edited(text, |document, editor| {
        let parent = Parent::Existing(find(document, parent).id());
        editor.insert(parent, Place::Last, NewElement::new("item").with("name", "new"), reason());
    })
}

fn edited(text: &str, plan: impl for<'d, 'a> FnOnce(&'d Document<'a>, &mut Editor<'d, 'a>)) -> String {
    let document = parse(text);
    let mut editor = Editor::new(&document, DEFAULTS);
    plan(&document, &mut editor);
    let result = document.apply(&editor.finish());
    let result = String::from_utf8(result).expect("UTF-8 stays UTF-8");
    parse(&result);
    result
}
