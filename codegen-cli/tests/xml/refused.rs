//! What is not well-formed, damaged or absurd.

use bgtask_codegen::xml::{Document, ErrorKind};

use crate::{ACCEPTS, SAMPLE, parse, refusal, with_item};

fn roxmltree(text: &str) -> Result<(), roxmltree::Error> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(text, options).map(|_| ())
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
    for _ in 0..15_000 {
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
