//! What is put in, changed and taken out.

use bgtask_codegen::xml::{Document, Editor, Element, NewElement, NodeId, Parent, Place, Reason};

use crate::{ACCEPTS, DEFAULTS, SAMPLE, edited, find, parse, reason, with_item};

/// Puts two items into the first `list`, then takes them out again.
fn there_and_back(text: &str) {
    let with = edited(text, |document, editor| {
        let list = Parent::Existing(find(document, "list").id());
        for _ in 0..2 {
            editor.insert(list, Place::Last, NewElement::new("item").with("name", "new"), reason());
        }
    });
    let back = edited(&with, |document, editor| {
        for element in document.elements().filter(|element| element.value("name").as_deref() == Some("new")) {
            editor.remove(element.id(), reason());
        }
    });
    assert_eq!(back, text, "by way of:\n{with}");
}

#[test]
fn documents_without_edits_keep_their_bytes() {
    for text in [SAMPLE, "<a/>", "\u{FEFF}<a>\r</a>\n"] {
        let document = parse(text);
        assert_eq!(document.apply(&[]), text.as_bytes());
        assert!(Editor::new(&document, DEFAULTS).finish().is_empty());
    }
}

#[test]
fn utf16_is_edited_like_utf8() {
    for (little, mark, declared) in (0..8).map(|bits| (bits & 1 == 0, bits & 2 == 0, bits & 4 == 0)) {
        let encode = |text: &str| -> Vec<u8> {
            let mark = if mark { "\u{FEFF}" } else { "" };
            let units = mark.encode_utf16().chain(text.encode_utf16());
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        let declaration = if declared { "<?xml version='1.0' encoding='utf-16'?>\r\n" } else { "" };
        let text = format!("{declaration}<list>\r\n\t<item name='\u{1F600}'/>\r\n</list>\r\n");
        let bytes = encode(&text);
        let document = Document::parse(&bytes, ACCEPTS).expect("well-formed");
        assert_eq!(document.apply(&[]), bytes);
        let mut editor = Editor::new(&document, DEFAULTS);
        let item = NewElement::new("item").with("name", "ä");
        editor.insert(Parent::Existing(document.root().id()), Place::Last, item, reason());
        let edits = editor.finish();
        let expected = text.replace("\r\n</list>", "\r\n\t<item name='ä'/>\r\n</list>");
        assert_eq!(document.apply(&edits), encode(&expected));
        let place = document.places(&edits)[0].after;
        let at = expected.find("<item name='ä'").expect("there");
        assert_eq!(place.offset, encode(&expected[..at]).len());
        assert_eq!(place.column, 2);
    }
}

#[test]
fn what_fills_an_element_comes_before_what_follows_it() {
    for empty in ["<inner/>", "<inner />", "<inner\n/>", "<inner></inner>"] {
        let result = edited(&format!("<list>{empty}</list>"), |document, editor| {
            let (list, inner) = (find(document, "list").id(), find(document, "inner").id());
            for name in ["a", "b"] {
                editor.insert(Parent::Existing(list), Place::Last, NewElement::new(name), reason());
                editor.insert(Parent::Existing(inner), Place::Last, NewElement::new("item"), reason());
            }
        });
        let names: Vec<_> = parse(&result).elements().map(|element| element.name().to_owned()).collect();
        assert_eq!(names, ["list", "inner", "item", "item", "a", "b"], "{result}");
        assert_eq!(find(&parse(&result), "inner").children().count(), 2, "{result}");
    }
}

#[test]
fn names_are_resolved_to_namespaces() {
    let text =
        "<f:a xmlns:f='urn:f' xmlns:g='urn:f'><g:b c='1' f:c='2'/><b xmlns='urn:h'><f:x xmlns:f='urn:i'/></b></f:a>";
    let document = parse(text);
    let root = document.root();
    assert!(root.is("urn:f", "a"));
    let b = root.child("urn:f", "b").expect("by its namespace");
    assert_eq!((b.prefix(), b.qualified_name()), (Some("g"), "g:b"));
    assert_eq!(b.value("c").as_deref(), Some("1"));
    assert_eq!(b.attribute_in("urn:f", "c").map(|attribute| attribute.value().into_owned()).as_deref(), Some("2"));
    let inner = root.child("urn:h", "b").expect("by the default namespace");
    assert!(inner.children().next().is_some_and(|x| x.is("urn:i", "x")));
}

#[test]
fn text_is_read_as_an_application_would() {
    let document = parse("<a> b &amp;\r\n<!-- no -->c <![CDATA[<d>]]> e</a>");
    assert_eq!(document.root().text(), " b &\nc <d> e");
    assert_eq!(parse("<a>  </a>").root().text(), "  ");
    assert_eq!(parse("<a/>").root().text(), "");
}

#[test]
fn new_lines_are_indented_and_ended_like_their_neighbours() {
    let cases = [
        ("<list>\n  <item name=\"a\" />\n</list>", "<list>\n  <item name=\"a\" />\n  <item name=\"new\" />\n</list>"),
        (
            "<list>\r\n\t<item name='a'/>\r\n</list>\n",
            "<list>\r\n\t<item name='a'/>\r\n\t<item name='new'/>\r\n</list>\n",
        ),
        (
            "<list>\r    <item name=\"a\"/>\r</list>",
            "<list>\r    <item name=\"a\"/>\r    <item name=\"new\"/>\r</list>",
        ),
        // Mixed line ends: that of the neighbouring line.
        (
            "<r>\n <list>\r\n  <item name=\"a\"/>\n </list>\r\n</r>",
            "<r>\n <list>\r\n  <item name=\"a\"/>\r\n  <item name=\"new\"/>\n </list>\r\n</r>",
        ),
        // An end tag on the line of the last child stays there.
        ("<list>\n  <item name=\"a\"/></list>", "<list>\n  <item name=\"a\"/>\n  <item name=\"new\"/></list>"),
        // Everything on one line.
        ("<list><item name=\"a\"/></list>", "<list><item name=\"a\"/><item name=\"new\"/></list>"),
        (
            "<list> <item name=\"a\"/> <item name=\"b\"/> </list>",
            "<list> <item name=\"a\"/> <item name=\"b\"/> <item name=\"new\"/> </list>",
        ),
        // A comment on the line of the last child is about that child.
        (
            "<list>\n  <item name=\"a\"/> <!-- a -->\n</list>",
            "<list>\n  <item name=\"a\"/> <!-- a -->\n  <item name=\"new\"/>\n</list>",
        ),
        // Comments in the list, and nothing else.
        (
            "<r>\n  <list>\n    <!-- none yet -->\n  </list>\n</r>",
            "<r>\n  <list>\n    <!-- none yet -->\n    <item name=\"new\" />\n  </list>\n</r>",
        ),
        // Blank lines between neighbours.
        (
            "<list>\n\n  <item name=\"a\"/>\n\n  <item name=\"b\"/>\n\n</list>",
            "<list>\n\n  <item name=\"a\"/>\n\n  <item name=\"b\"/>\n\n  <item name=\"new\"/>\n\n</list>",
        ),
        // White space at the end of a line stays at the end of that line.
        (
            "<list>\n  <item name=\"a\"/>\t \n</list> \n",
            "<list>\n  <item name=\"a\"/>\t \n  <item name=\"new\"/>\n</list> \n",
        ),
        ("<list> \n  <!-- none -->  \n</list>", "<list> \n  <!-- none -->  \n  <item name=\"new\" />\n</list>"),
        // A neighbour that stands out is not followed where two others agree.
        (
            "<list>\n\t<item name=\"a\"/>\n\t<item name=\"b\"/>\n  <item name=\"c\"/>\n</list>",
            "<list>\n\t<item name=\"a\"/>\n\t<item name=\"b\"/>\n  <item name=\"c\"/>\n\t<item name=\"new\"/>\n</list>",
        ),
        (
            "<list>\n\t<item name=\"a\"/>\n  <item name=\"b\"/>\n  <item name=\"c\"/>\n</list>",
            "<list>\n\t<item name=\"a\"/>\n  <item name=\"b\"/>\n  <item name=\"c\"/>\n  <item name=\"new\"/>\n</list>",
        ),
        // No indentation at all.
        (
            "<r>\n<list>\n<item name=\"a\"/>\n</list>\n</r>",
            "<r>\n<list>\n<item name=\"a\"/>\n<item name=\"new\"/>\n</list>\n</r>",
        ),
    ];
    for (before, after) in cases {
        assert_eq!(with_item(before, "list"), after);
        there_and_back(before);
    }
}

#[test]
fn empty_parents_are_opened() {
    let cases = [
        ("<r>\n\t<list/>\n\t<x/>\n</r>", "<r>\n\t<list>\n\t\t<item name=\"new\"/>\n\t</list>\n\t<x/>\n</r>"),
        ("<r>\n  <list />\n</r>", "<r>\n  <list>\n    <item name=\"new\" />\n  </list>\n</r>"),
        ("<r>\r\n  <list></list>\r\n</r>", "<r>\r\n  <list>\r\n    <item name=\"new\" />\r\n  </list>\r\n</r>"),
        ("<r>\n  <list>\n  </list>\n</r>", "<r>\n  <list>\n    <item name=\"new\" />\n  </list>\n</r>"),
        ("<r>\n  <list> </list>\n</r>", "<r>\n  <list>\n    <item name=\"new\" />\n  </list>\n</r>"),
        (
            "<r>\n  <list\n    a='b'\n  />\n</r>",
            "<r>\n  <list\n    a='b'\n  >\n    <item\n      name='new'\n    />\n  </list>\n</r>",
        ),
        ("<r><list/><x/></r>", "<r><list><item name=\"new\"/></list><x/></r>"),
        ("<list/>", "<list><item name=\"new\"/></list>"),
        ("<?xml version='1.0'?>\n<list/>", "<?xml version='1.0'?>\n<list>\n  <item name=\"new\"/>\n</list>"),
        (
            "<r>\n  <list><!-- none --></list>\n</r>",
            "<r>\n  <list><!-- none -->\n    <item name=\"new\" />\n  </list>\n</r>",
        ),
        // The step is that of the neighbours, not that of the parent.
        (
            "<r>\n    <x>\n      <y/>\n    </x>\n    <list/>\n</r>",
            "<r>\n    <x>\n      <y/>\n    </x>\n    <list>\n      <item name=\"new\"/>\n    </list>\n</r>",
        ),
    ];
    for (before, after) in cases {
        assert_eq!(with_item(before, "list"), after);
    }
}

#[test]
fn tags_are_laid_out_like_their_neighbours() {
    let add = |text: &str| {
        edited(text, |document, editor| {
            let parent = Parent::Existing(find(document, "list").id());
            let item = NewElement::new("item").with("a", "1").with("b", "'\"<");
            editor.insert(parent, Place::Last, item, reason());
        })
    };
    let cases = [
        // A sibling of another name, before one far away that has as many attributes.
        (
            "<r>\n  <far a=\"x\" b=\"y\" />\n  <list>\n    <other c=\"x\"\n           d=\"y\"\n           e=\"z\" />\n  </list>\n</r>",
            "\n    <item a=\"1\"\n          b=\"'&quot;&lt;\" />\n  </list>\n</r>",
        ),
        (
            "<list>\n  <item a=\"x\"\n        b=\"y\" />\n</list>",
            "\n  <item a=\"1\"\n        b=\"'&quot;&lt;\" />\n</list>",
        ),
        ("<list>\n  <item\n    a='x'\n    b='y'/>\n</list>", "\n  <item\n    a='1'\n    b='&apos;\"&lt;'/>\n</list>"),
        (
            "<list>\n\t<item\n\t\ta=\"x\"\n\t\tb=\"y\"\n\t/>\n</list>",
            "\n\t<item\n\t\ta=\"1\"\n\t\tb=\"'&quot;&lt;\"\n\t/>\n</list>",
        ),
        ("<list>\n  <item a = \"x\" b = \"y\" />\n</list>", "\n  <item a = \"1\" b = \"'&quot;&lt;\" />\n</list>"),
        // No sibling, but all elements with two attributes are laid out like this.
        (
            "<r>\n  <x c=\"1\"\n     d=\"2\" />\n  <list>\n  </list>\n</r>",
            "\n    <item a=\"1\"\n          b=\"'&quot;&lt;\" />\n  </list>\n</r>",
        ),
        // One broken tag among others does not make a custom.
        (
            "<r>\n  <x c=\"1\"\n     d=\"2\"/>\n  <y c=\"1\" d=\"2\"/>\n  <z c=\"1\" d=\"2\"/>\n  <list>\n  </list>\n</r>",
            "\n    <item a=\"1\" b=\"'&quot;&lt;\"/>\n  </list>\n</r>",
        ),
    ];
    for (before, end) in cases {
        let after = add(before);
        assert!(after.ends_with(end), "{after}");
    }
}

#[test]
fn nested_elements_take_the_indentation_of_nested_neighbours() {
    let text =
        "<r>\n    <list>\n      <group name=\"a\">\n        <item name=\"a\"/>\n      </group>\n    </list>\n</r>\n";
    let after = edited(text, |document, editor| {
        let list = Parent::Existing(find(document, "list").id());
        for name in ["b", "c"] {
            let group = editor.wrap(list, Place::Last, NewElement::new("group").with("name", name));
            editor.insert(Parent::New(group), Place::Last, NewElement::new("path").containing("x & y"), reason());
            let deep = editor.wrap(Parent::New(group), Place::Last, NewElement::new("deep"));
            editor.insert(Parent::New(deep), Place::Last, NewElement::new("item").with("name", name), reason());
        }
        editor.wrap(list, Place::Last, NewElement::new("never"));
    });
    let group = |name: &str| {
        let lines = [
            format!("      <group name=\"{name}\">\n"),
            "        <path>x &amp; y</path>\n        <deep>\n".to_owned(),
            format!("          <item name=\"{name}\"/>\n"),
            "        </deep>\n      </group>\n".to_owned(),
        ];
        lines.concat()
    };
    assert_eq!(after, text.replace("    </list>", &format!("{}{}    </list>", group("b"), group("c"))));
}

#[test]
fn a_wrapper_without_content_is_not_written() {
    let text = "<r>\n  <list/>\n</r>";
    let same = edited(text, |document, editor| {
        let list = editor.wrap(Parent::Existing(find(document, "list").id()), Place::Last, NewElement::new("a"));
        editor.wrap(Parent::New(list), Place::Last, NewElement::new("b"));
    });
    assert_eq!(same, text);
}

#[test]
fn elements_are_put_where_they_are_told() {
    let text = "<list>\n  <a/>\n  <b/> <!-- b -->\n  <c/>\n</list>";
    let after = edited(text, |document, editor| {
        let parent = Parent::Existing(document.root().id());
        let b = find(document, "b").id();
        editor.insert(parent, Place::After(b), NewElement::new("x"), reason());
        editor.insert(parent, Place::First, NewElement::new("first"), reason());
        editor.insert(parent, Place::After(b), NewElement::new("y"), reason());
        editor.insert(parent, Place::Last, NewElement::new("last"), reason());
    });
    assert_eq!(after, "<list>\n  <first/>\n  <a/>\n  <b/> <!-- b -->\n  <x/>\n  <y/>\n  <c/>\n  <last/>\n</list>");
    let inline = edited("<list><a/> <b/></list>", |document, editor| {
        let parent = Parent::Existing(document.root().id());
        editor.insert(parent, Place::First, NewElement::new("first"), reason());
        editor.insert(parent, Place::After(find(document, "a").id()), NewElement::new("x"), reason());
    });
    assert_eq!(inline, "<list><first/><a/> <x/> <b/></list>");
}

#[test]
fn attributes_are_changed_in_place_and_added_in_style() {
    let set = |text: &str, name: &str, value: &str| {
        edited(text, |document, editor| editor.set_attribute(document.root(), name, value, reason()))
    };
    assert_eq!(set("<a b = 'c' d=\"e\"/>", "b", "x'y"), "<a b = 'x&apos;y' d=\"e\"/>");
    assert_eq!(set("<a/>", "b", "c"), "<a b=\"c\"/>");
    assert_eq!(set("<a b='c' />", "d", "e"), "<a b='c' d='e' />");
    assert_eq!(set("<a b='c'\n   d='e'\n>\n</a>", "f", "g"), "<a b='c'\n   d='e'\n   f='g'\n>\n</a>");
    assert_eq!(
        set("<a\n  xmlns='u'\n  xmlns:b='v'\n\n  c='d'>\n</a>", "xmlns:x", "w"),
        "<a\n  xmlns='u'\n  xmlns:b='v'\n  xmlns:x='w'\n\n  c='d'>\n</a>"
    );
    assert_eq!(set("<a xmlns='u'\r\n   c='d'/>", "xmlns:x", "w"), "<a xmlns='u'\r\n   xmlns:x='w'\r\n   c='d'/>");
    // White space that ends a line stays there, and is not repeated.
    assert_eq!(
        set("<a xmlns='u' \n   xmlns:b='v' \t\n   c='d' \n/>", "xmlns:x", "w"),
        "<a xmlns='u' \n   xmlns:b='v' \t\n   xmlns:x='w'\n   c='d' \n/>"
    );
    assert_eq!(set("<p:a c='d' xmlns:p='u'/>", "xmlns:x", "w"), "<p:a c='d' xmlns:p='u' xmlns:x='w'/>");
}

#[test]
fn removal_takes_the_white_space_along() {
    let remove = |text: &str, names: &[&str]| {
        edited(text, |document, editor| {
            for element in document.elements().filter(|element| names.contains(&element.name())) {
                editor.remove(element.id(), reason());
            }
        })
    };
    let cases = [
        ("<r>\n  <a/>\n  <x/>\n</r>", "<r>\n  <a/>\n</r>"),
        ("<r>\n  <x>\n  </x>\n  <a/>\n</r>", "<r>\n  <a/>\n</r>"),
        ("<r>\n  <x/>\n  <x/>\n</r>", "<r>\n</r>"),
        ("<r><a/><x/><b/></r>", "<r><a/><b/></r>"),
        ("<r>\n  <x/> <a/>\n</r>", "<r>\n  <a/>\n</r>"),
        ("<r>\n  <a/> <x/>\n</r>", "<r>\n  <a/>\n</r>"),
        ("<r>\n  <a/>\n  <x/> <!-- x -->\n</r>", "<r>\n  <a/>\n  <!-- x -->\n</r>"),
        ("<r>\n  <a/>\n\n  <x/>\n\n  <b/>\n</r>", "<r>\n  <a/>\n\n  <b/>\n</r>"),
        ("<r>\n  <a/>\r\n\r\n  <x/>\n  <b/>\n</r>", "<r>\n  <a/>\r\n\n  <b/>\n</r>"),
        ("<r>\n  <a/>\n\n  <x/>\n</r>", "<r>\n  <a/>\n</r>"),
        ("<r>\n  <a/>\n  <!-- x -->\n  <x/>\n</r>", "<r>\n  <a/>\n  <!-- x -->\n</r>"),
    ];
    for (before, after) in cases {
        assert_eq!(remove(before, &["x"]), after, "{before}");
    }
}

#[test]
fn emptied_parents_go_where_that_is_wanted() {
    let remove = |text: &str, also: &[&str]| {
        edited(text, |document, editor| {
            for element in document.elements() {
                if element.name() == "x" {
                    editor.remove(element.id(), reason());
                } else if also.contains(&element.name()) {
                    editor.remove_if_empty(element.id());
                }
            }
        })
    };
    let group = "    <group>\n      <x/>\n      <x/>\n    </group>\n    <group><x/></group>\n";
    let text = format!("<r>\n  <a/>\n  <list>\n{group}  </list>\n  <b/>\n</r>");
    assert_eq!(remove(&text, &["list", "group"]), "<r>\n  <a/>\n  <b/>\n</r>");
    assert_eq!(remove(&text, &["group"]), "<r>\n  <a/>\n  <list>\n  </list>\n  <b/>\n</r>");
    let commented = "<r>\n  <list>\n    <x/>\n    <!-- why -->\n  </list>\n</r>";
    assert_eq!(remove(commented, &["list"]), "<r>\n  <list>\n    <!-- why -->\n  </list>\n</r>");
    let empty = "<r>\n  <list>\n  </list>\n</r>";
    assert_eq!(remove(empty, &["list"]), empty);
}

#[test]
fn replacing_all_children_keeps_the_parent() {
    let text = "<r>\n  <list>\n    <x name=\"1\"/>\n    <x name=\"2\"/>\n  </list>\n</r>";
    let after = edited(text, |document, editor| {
        let list = find(document, "list");
        editor.remove_if_empty(list.id());
        let xs: Vec<NodeId> = list.children().map(Element::id).collect();
        for x in xs {
            editor.remove(x, reason());
        }
        editor.insert(Parent::Existing(list.id()), Place::Last, NewElement::new("y").with("name", "3"), reason());
    });
    assert_eq!(after, "<r>\n  <list>\n    <y name=\"3\"/>\n  </list>\n</r>");
}

#[test]
fn every_edit_says_what_why_and_for_which_tasks() {
    let text = "<r>\n  <list/>\n  <x/>\n</r>";
    let document = parse(text);
    let mut editor = Editor::new(&document, DEFAULTS);
    let list = Parent::Existing(find(&document, "list").id());
    let group = editor.wrap(list, Place::Last, NewElement::new("group"));
    for name in ["a", "b"] {
        let reason = Reason::new(format!("add {name}"), "wanted", &[name.to_owned()]);
        editor.insert(Parent::New(group), Place::Last, NewElement::new(name), reason);
    }
    editor.remove(find(&document, "x").id(), Reason::new("remove x", "stale", &[]));
    let edits = editor.finish();
    let told: Vec<_> = edits.iter().map(|edit| (edit.what.as_str(), edit.why.as_str(), edit.tasks.concat())).collect();
    let expected = [("add a", "wanted", "a"), ("add b", "wanted", "b"), ("remove x", "stale", "")];
    assert_eq!(told, expected.map(|(what, why, tasks)| (what, why, tasks.to_owned())));
    let result = String::from_utf8(document.apply(&edits)).expect("UTF-8");
    assert_eq!(result, "<r>\n  <list>\n    <group>\n      <a/>\n      <b/>\n    </group>\n  </list>\n</r>");
    let places = document.places(&edits);
    assert_eq!((places[0].before.line, places[2].before.line), (2, 3));
    assert_eq!(places[1].after.line, 5);
}
