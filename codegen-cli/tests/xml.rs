//! The XML editor, from the outside: what it refuses, what it keeps, what new lines look like.

use bgtask_codegen::xml::{
    Accepts, Defaults, Document, Editor, Element, ErrorKind, NewElement, NodeId, Parent, Place, Reason, XmlError,
};

const ACCEPTS: Accepts = Accepts { depth: 64, doctype: true };

const DEFAULTS: Defaults = Defaults { indent: "  ", spaced_slash: true };

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

fn roxmltree(text: &str) -> Result<(), roxmltree::Error> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(text, options).map(|_| ())
}

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

fn mismatched(expected: &str, found: &str) -> ErrorKind {
    ErrorKind::MismatchedEndTag { expected: expected.into(), found: found.into() }
}

#[test]
fn what_is_not_well_formed_is_refused_at_its_place() {
    let contradicting = ErrorKind::ContradictingEncoding { declared: "utf-16".into(), actual: "UTF-8" };
    let cases: &[(&str, ErrorKind, (usize, usize))] = &[
        ("", ErrorKind::Empty, (1, 1)),
        (" \r\n", ErrorKind::Empty, (1, 1)),
        ("{ a = 1; }", ErrorKind::NotXml, (1, 1)),
        ("<a>\n<b>\n</a>", mismatched("b", "a"), (3, 1)),
        ("<a>\r\n<b/>", ErrorKind::UnclosedElement("a".into()), (1, 1)),
        ("<a/></b>", ErrorKind::UnmatchedEndTag("b".into()), (1, 5)),
        ("<a/><b/>", ErrorKind::SecondRoot, (1, 5)),
        ("<a/>\n x", ErrorKind::TextOutsideRoot, (2, 2)),
        ("<!-- c -->&amp;<a/>", ErrorKind::TextOutsideRoot, (1, 11)),
        ("<!-- c --><![CDATA[x]]><a/>", ErrorKind::TextOutsideRoot, (1, 11)),
        ("<!-- only -->", ErrorKind::NoRoot, (1, 14)),
        ("<a b='1' b='2'/>", ErrorKind::DuplicateAttribute("b".into()), (1, 10)),
        ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", ErrorKind::DuplicateAttribute("q:b".into()), (1, 36)),
        ("<a><p:b/></a>", ErrorKind::UndeclaredPrefix("p".into()), (1, 5)),
        ("<a><b xmlns:p='u'/><p:b/></a>", ErrorKind::UndeclaredPrefix("p".into()), (1, 21)),
        ("<a p:b='1'/>", ErrorKind::UndeclaredPrefix("p".into()), (1, 4)),
        ("<a xmlns:p=''/>", ErrorKind::InvalidNamespaceDeclaration("xmlns:p".into()), (1, 4)),
        ("<a xmlns:xmlns='u'/>", ErrorKind::InvalidNamespaceDeclaration("xmlns:xmlns".into()), (1, 4)),
        ("<a><!-- b", ErrorKind::Unclosed("a comment"), (1, 4)),
        ("<a><![CDATA[ b ", ErrorKind::Unclosed("CDATA"), (1, 4)),
        ("<a><?b ", ErrorKind::Unclosed("a processing instruction"), (1, 4)),
        ("<a>\n<b c='", ErrorKind::Unclosed("an attribute value"), (2, 1)),
        ("<a>\n<b c", ErrorKind::Unclosed("a tag"), (2, 1)),
        ("<a>\n<b <c/></a>", ErrorKind::Unclosed("a tag"), (2, 4)),
        ("<a><!-- a -- b --></a>", ErrorKind::DoubleHyphen, (1, 11)),
        ("<a><!-- a ---></a>", ErrorKind::DoubleHyphen, (1, 11)),
        ("<a>&b;</a>", ErrorKind::UndeclaredEntity("b".into()), (1, 4)),
        ("<a b='&c;'/>", ErrorKind::UndeclaredEntity("c".into()), (1, 7)),
        ("<a>&#0;</a>", ErrorKind::InvalidReference, (1, 4)),
        ("<a>a & b</a>", ErrorKind::InvalidReference, (1, 6)),
        ("<a>&amp</a>", ErrorKind::InvalidReference, (1, 4)),
        ("<a>]]></a>", ErrorKind::CDataEndInText, (1, 4)),
        ("<a>\u{1}</a>", ErrorKind::ForbiddenCharacter(1), (1, 4)),
        ("<a>\n\0</a>", ErrorKind::ForbiddenCharacter(0), (2, 1)),
        ("<a b='<'/>", ErrorKind::MalformedTag("`<` in an attribute value: write `&lt;`"), (1, 7)),
        ("<a b/>", ErrorKind::MalformedTag("an attribute has no value"), (1, 4)),
        ("<a b=c/>", ErrorKind::MalformedTag("an attribute value has no quotes"), (1, 6)),
        ("<a b='1'c='2'/>", ErrorKind::MalformedTag("white space is missing before this attribute"), (1, 9)),
        ("<a ='1'/>", ErrorKind::MalformedTag("an attribute name is missing"), (1, 4)),
        ("<1a/>", ErrorKind::InvalidName("1a".into()), (1, 2)),
        ("<a:b:c xmlns:a='u'/>", ErrorKind::InvalidName("a:b:c".into()), (1, 2)),
        ("<a></a b>", mismatched("a", "a b"), (1, 4)),
        ("<a></ a>", mismatched("a", " a"), (1, 4)),
        ("<a><!b></a>", ErrorKind::UnknownMarkup, (1, 4)),
        ("<a><?xml version='1.0'?></a>", ErrorKind::MisplacedDeclaration, (1, 4)),
        ("\n<?xml version='1.0'?><a/>", ErrorKind::MisplacedDeclaration, (2, 1)),
        ("<!-- c -->\n<?xml version='1.0'?><a/>", ErrorKind::MisplacedDeclaration, (2, 1)),
        ("<a><?XML x?></a>", ErrorKind::MisplacedDeclaration, (1, 4)),
        ("<a><??></a>", ErrorKind::MalformedInstruction, (1, 4)),
        ("<?xml version='1.1'?><a/>", ErrorKind::UnsupportedVersion("1.1".into()), (1, 16)),
        ("<?xml encoding='utf-8'?><a/>", ErrorKind::MalformedDeclaration("the version is missing"), (1, 1)),
        ("<?xml version='1.0' encoding='utf-16'?><a/>", contradicting, (1, 31)),
        (
            "<?xml version='1.0' encoding='windows-1252'?><a/>",
            ErrorKind::UnsupportedEncoding("windows-1252".into()),
            (1, 31),
        ),
        ("<a><!DOCTYPE a></a>", ErrorKind::MalformedDoctype, (1, 4)),
        ("<!DOCTYPE a><!DOCTYPE a><a/>", ErrorKind::MalformedDoctype, (1, 13)),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", ErrorKind::InternalSubset, (1, 14)),
        ("<!DOCTYPE a [ %b; ]><a/>", ErrorKind::InternalSubset, (1, 15)),
        ("<!DOCTYPE>\n<a/>", ErrorKind::MalformedDoctype, (1, 10)),
        ("<!doctype a><a/>", ErrorKind::MalformedDoctype, (1, 1)),
    ];
    for (text, kind, (line, column)) in cases {
        let error = refusal(text.as_bytes());
        assert_eq!(&error.kind, kind, "{text}");
        assert_eq!((error.position.line, error.position.column), (*line, *column), "{text}");
    }
}

#[test]
fn what_is_well_formed_is_accepted() {
    for text in [
        "<a/>",
        "\n <a\n/>\n",
        "<?xml version='1.0'?><?b?><!-- c --><a></a \n><!-- --><?d e?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n<a/>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a PUBLIC \"-//x//y\" 'http://[x]>' [ <!-- <!ENTITY --> <?x y?> ] ><a/>",
        "<!DOCTYPE a SYSTEM \"b\" []><a/>",
        "<a xmlns='u'><b xmlns=''/><c xmlns:d='v' d:e='1' e='2'/></a>",
        "<a b = \"'&lt;&#10;>\" c='\"'>&amp;]]&gt;<![CDATA[<&]]]]><![CDATA[>]]></a>",
        "<ä_1.-·>\u{85}\u{FEFF}</ä_1.-·>",
        "<a xml:space='preserve'/>",
        "<a><!----><!-- - --></a>",
    ] {
        parse(text);
        roxmltree(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
    assert!(parse("\u{FEFF}<a/>").encoding().byte_order_mark);
    assert_eq!(refusal("\u{FEFF}\u{FEFF}<a/>".as_bytes()).kind, ErrorKind::NotXml);
    parse("<?xml version='1.0' encoding='US-ASCII'?><a/>");
    refusal("<?xml version='1.0' encoding='US-ASCII'?><ä/>".as_bytes());
}

const SAMPLE: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!DOCTYPE p [ ]>\r\n\
    <!-- ä --><p:list xmlns:p='urn:p'\r\n  xmlns=\"urn:d\">\r\n\t<item name=\"a &amp; b\"/>\u{1F600}<![CDATA[ <x> ]]>\r\n\
    \t<?go on?><p:empty ></p:empty\t>\r\n</p:list >\r\n<!-- end -->";

#[test]
fn every_truncation_is_refused_and_none_panics() {
    let root_end = SAMPLE.find("</p:list >").expect("there") + "</p:list >".len();
    for length in 0..SAMPLE.len() {
        let cut = &SAMPLE.as_bytes()[..length];
        let result = Document::parse(cut, ACCEPTS).map(|_| ());
        let theirs = std::str::from_utf8(cut).is_ok_and(|text| roxmltree(text).is_ok());
        assert_eq!(result.is_ok(), theirs, "{length}: {result:?}");
        if length < root_end {
            let error = result.expect_err("cut off");
            assert!(error.position.offset <= length, "{length}: {error:?}");
        }
    }
}

/// A small generator of numbers, so that the same texts are tried every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

/// What the oracle does not look at: the names of processing instructions, and colons that begin names.
fn is_overlooked(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::MalformedInstruction => true,
        ErrorKind::InvalidName(name) | ErrorKind::MismatchedEndTag { found: name, .. } => name.starts_with(':'),
        _ => false,
    }
}

#[test]
fn damaged_documents_are_judged_as_an_independent_parser_judges_them() {
    let pieces: Vec<&str> =
        "< > / = ' \" & ; ! ? - ] [ a p: xmlns:q='u' <!-- --> <![CDATA[ ]]> <? ?> &amp; &#x41; </ /> <a> </a> :"
            .split(' ')
            .chain([" ", "\n", "\t", "\u{1}"])
            .collect();
    let mut numbers = Numbers(1);
    for _ in 0..30_000 {
        let mut text = SAMPLE.to_owned();
        for _ in 0..=numbers.below(2) {
            // The oracle does not look at the encoding that the first line declares.
            let declaration = text.find('\n').unwrap_or(0);
            let mut at = declaration + numbers.below(text.len() - declaration);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            if numbers.below(2) == 0 {
                text.insert_str(at, pieces[numbers.below(pieces.len())]);
            } else {
                text.remove(at);
            }
        }
        let ours = Document::parse(text.as_bytes(), ACCEPTS).map(|_| ());
        let theirs = roxmltree(&text);
        if ours.as_ref().is_err_and(|error| is_overlooked(&error.kind)) {
            continue;
        }
        assert_eq!(ours.is_ok(), theirs.is_ok(), "ours {ours:?}, theirs {theirs:?}: {text}");
    }
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
fn attacks_are_refused_without_ado() {
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(refusal(deep.as_bytes()).kind, ErrorKind::TooDeep(64));
    let namespaces: Vec<_> = (0..100_000).map(|n| format!(" xmlns:n{n}='u{n}'")).collect();
    let namespaces = namespaces.concat();
    assert_eq!(refusal(format!("<a{namespaces}/>").as_bytes()).kind, ErrorKind::TooManyNamespaces(256));
    let attributes: Vec<_> = (0..200_000).map(|n| format!(" a{n}=''")).collect();
    let attributes = attributes.concat();
    parse(&format!("<a{attributes}/>"));
    let twice = format!("<a{attributes} a77=''/>");
    assert_eq!(refusal(twice.as_bytes()).kind, ErrorKind::DuplicateAttribute("a77".into()));
    let long = format!("<a b='{}'/>", "x".repeat(16 << 20));
    assert_eq!(parse(&long).root().value("b").map(|value| value.len()), Some(16 << 20));
    let name = "n".repeat(1 << 20);
    assert!(refusal(format!("<{name}>").as_bytes()).to_string().len() < 200);
    // One line as long as the document, with something to imitate everywhere.
    let flat = format!("<list>{}</list>", "<item name='x'/>".repeat(200_000));
    assert!(with_item(&flat, "list").ends_with("<item name='x'/><item name='new'/></list>"));
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
