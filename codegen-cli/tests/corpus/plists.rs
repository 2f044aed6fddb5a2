//! Property lists.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use bgtask_codegen::plist::{PlistErrorKind, PropertyList, Wanted, WantedItem};
use plist::Value;

use crate::checks::{assert_same, check_elements_stay, check_insertions};
use crate::other_parser::{independent, is_beyond_it, text_of};
use crate::transform;
use crate::{Counts, files};

const EXTENSIONS: &[&str] = &["plist", "bin", "bplist", "strings"];
const PREFIX: &str = "dev.bgtask.corpus";

fn item(value: &str) -> WantedItem {
    WantedItem { value: value.into(), why: "requests need it".into(), tasks: vec!["Task".into()] }
}

/// Three identifiers, and with them two modes or none.
fn wanted(with_modes: bool) -> Wanted {
    let identifiers = ["refresh", "processing", "processing.power"];
    Wanted {
        background_modes: if with_modes { vec![item("fetch"), item("processing")] } else { Vec::new() },
        permitted_identifiers: identifiers.map(|name| item(&format!("{PREFIX}.{name}"))).to_vec(),
        identifier_prefix: Some(PREFIX.into()),
        ..Wanted::default()
    }
}

fn pruning() -> Wanted {
    Wanted { identifier_prefix: Some(PREFIX.into()), prune: true, ..Wanted::default() }
}

#[test]
fn property_lists_are_edited_or_refused() {
    let files = files(EXTENSIONS);
    if files.is_empty() {
        return;
    }
    let mut counts = Counts::default();
    for path in &files {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        check_file(path, &bytes, &mut counts);
    }
    counts.print("property lists", files.len());
}

#[test]
fn property_lists_are_edited_in_any_dress() {
    let mut counts = Counts::default();
    let mut dressed = 0;
    for path in files(EXTENSIONS) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let Some(text) = text_of(&bytes).filter(|text| text.trim_start().starts_with('<')) else { continue };
        for transformation in transform::ALL {
            let Some(bytes) = transformation.of(&text) else { continue };
            let name = format!("{} ({})", path.display(), transformation.name);
            dressed += 1;
            check_file(Path::new(&name), &bytes, &mut counts);
        }
    }
    counts.print("property lists in other dresses", dressed);
}

#[test]
fn property_lists_cut_off_anywhere_are_refused() {
    for path in files(EXTENSIONS) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let end = match bytes.iter().rposition(|byte| *byte == b'>') {
            _ if bytes.starts_with(b"bplist") => bytes.len(),
            Some(end) => end,
            None => 0,
        };
        let step = (bytes.len() / 100).max(1);
        for length in (0..bytes.len()).step_by(step) {
            let result = PropertyList::read(&bytes[..length]);
            let accepted = length > end && PropertyList::read(&bytes).is_ok();
            assert!(result.is_err() || accepted, "{}: {length}", path.display());
        }
    }
}

/// What a file must be, judged by another parser.
#[derive(Debug)]
enum Class {
    NotWellFormed,
    OldStyle,
    NotADictionary,
    OddDictionary,
    Xml,
    Binary(Value),
    BrokenBinary,
}

fn classify(bytes: &[u8], accepted: bool) -> Class {
    if bytes.starts_with(b"bplist") {
        // Only what was found to be harmless is given to a parser that takes anything.
        let value = if accepted { Value::from_reader(Cursor::new(bytes)).ok() } else { None };
        return value.map_or(Class::BrokenBinary, Class::Binary);
    }
    let Some(text) = text_of(bytes) else { return Class::NotWellFormed };
    if !text.trim_start().starts_with('<') {
        return Class::OldStyle;
    }
    let Ok(document) = independent(&text) else { return Class::NotWellFormed };
    let root = document.root_element();
    let values: Vec<_> = match root.tag_name().name() {
        "plist" => root.children().filter(roxmltree::Node::is_element).collect(),
        _ => vec![root],
    };
    let [value] = values.as_slice() else { return Class::NotADictionary };
    if value.tag_name().name() != "dict" {
        return Class::NotADictionary;
    }
    let names: Vec<_> =
        value.children().filter(roxmltree::Node::is_element).map(|node| node.tag_name().name()).collect();
    let pairs = names.chunks(2).all(|pair| matches!(pair, [key, value] if *key == "key" && *value != "key"));
    if pairs { Class::Xml } else { Class::OddDictionary }
}

fn check_file(path: &Path, bytes: &[u8], counts: &mut Counts) {
    let read = PropertyList::read(bytes);
    if let Err(PlistErrorKind::Xml(kind)) = read.as_ref().map_err(|error| &error.kind)
        && is_beyond_it(kind)
    {
        counts.add(format_args!("refused: {kind}"));
        return;
    }
    let class = classify(bytes, read.is_ok());
    let about = path.display().to_string();
    match (class, read.map_err(|error| error.kind)) {
        (Class::NotWellFormed, Err(PlistErrorKind::Xml(_))) => counts.add("refused: not well-formed"),
        (Class::OldStyle, Err(PlistErrorKind::OldStyle | PlistErrorKind::Xml(_))) => counts.add("refused: old style"),
        (Class::NotADictionary, Err(PlistErrorKind::NotADictionary(_) | PlistErrorKind::NotAPropertyList(_))) => {
            counts.add("refused: no dictionary");
        }
        (Class::OddDictionary, Err(PlistErrorKind::ValueWithoutKey(_) | PlistErrorKind::KeyWithoutValue(_))) => {
            counts.add("refused: keys and values don't match");
        }
        (Class::BrokenBinary, Err(PlistErrorKind::Binary(_) | PlistErrorKind::NotADictionary(_))) => {
            counts.add("refused: binary");
        }
        (Class::Xml, Ok(list)) => check_xml(&about, bytes, &list, counts),
        (Class::Binary(value), Ok(list)) => {
            check_binary(&about, &value, &list);
            counts.add("edited: binary, values and order kept");
        }
        (class, result) => panic!("{about}: {class:?} {:?}", result.map(|_| ())),
    }
}

fn edit(about: &str, bytes: &[u8], wanted: &Wanted) -> Vec<u8> {
    let list = PropertyList::read(bytes).unwrap_or_else(|error| panic!("{about}: {error}"));
    let plan = list.plan(wanted).unwrap_or_else(|errors| panic!("{about}: {errors:?}"));
    list.apply(&plan)
}

fn check_xml(about: &str, bytes: &[u8], list: &PropertyList<'_>, counts: &mut Counts) {
    let before = list.facts();
    if let Err(errors) = list.plan(&wanted(true)) {
        let told = errors.iter().all(|error| error.position.is_some());
        assert!(told, "{about}: {errors:?}");
        counts.add("refused: contradictory");
        return;
    }
    let document = list.document().expect("XML");
    let plan = list.plan(&wanted(true)).expect("just planned");
    assert!(plan.stale.is_empty(), "{about}: {:?}", plan.stale);
    check_insertions(about, document, &plan.edits);
    let edited = list.apply(&plan);
    let text = text_of(&edited).unwrap_or_else(|| panic!("{about}: no text"));
    let after = independent(&text).unwrap_or_else(|error| panic!("{about}: {error}\n{text}"));
    check_elements_stay(about, bytes, &after);
    check_values(about, bytes, &edited);

    let again = PropertyList::read(&edited).unwrap_or_else(|error| panic!("{about}: {error}"));
    let second = again.plan(&wanted(true)).unwrap_or_else(|errors| panic!("{about}: {errors:?}"));
    assert!(second.edits.is_empty(), "{about}: {:?}", second.edits);
    let facts = again.facts();
    for wanted in wanted(true).permitted_identifiers {
        let there = facts.permitted_identifiers.iter().filter(|item| item.text == wanted.value).count();
        assert_eq!(there, 1, "{about}: {}", wanted.value);
    }
    counts.add("edited: XML");

    // What can be proved ours is taken out again: the identifiers, not the modes.
    let empty_before = before.has_key("BGTaskSchedulerPermittedIdentifiers") && before.permitted_identifiers.is_empty();
    let was_empty = before.keys.is_empty();
    if empty_before || was_empty {
        return;
    }
    assert_same(about, bytes, &edit(about, &edit(about, bytes, &wanted(false)), &pruning()));
    let only_modes = Wanted { permitted_identifiers: Vec::new(), ..wanted(true) };
    assert_same(about, &edit(about, bytes, &only_modes), &edit(about, &edited, &pruning()));
    counts.add("added, pruned, the same bytes: XML");
}

const CDATA: &[u8] = b"<![CDATA[";

/// Another reader finds what it found before, and what was wanted.
fn check_values(about: &str, before: &[u8], after: &[u8]) {
    // It reads CDATA as nothing.
    if before.windows(CDATA.len()).any(|bytes| bytes == CDATA) {
        return;
    }
    let parse = |bytes: &[u8]| Value::from_reader_xml(Cursor::new(bytes)).ok();
    let Some(Value::Dictionary(before)) = parse(before) else { return };
    let Some(Value::Dictionary(after)) = parse(after) else { panic!("{about}: no dictionary any more") };
    check_dictionary(about, &before, &after);
    let rest = |dictionary: &plist::Dictionary, other: &plist::Dictionary| -> Vec<String> {
        dictionary.keys().filter(|key| other.contains_key(key)).cloned().collect()
    };
    assert_eq!(rest(&after, &before), rest(&before, &after), "{about}: order");
}

fn check_dictionary(about: &str, before: &plist::Dictionary, after: &plist::Dictionary) {
    for (key, value) in before {
        let new = after.get(key).unwrap_or_else(|| panic!("{about}: {key} is gone"));
        match (value, new) {
            (Value::Array(old), Value::Array(new)) if key == "UIBackgroundModes" || key.starts_with("BGTask") => {
                assert_eq!(new.get(..old.len()), Some(old.as_slice()), "{about}: {key}");
            }
            _ => assert_eq!(value, new, "{about}: {key}"),
        }
    }
    let strings = |key: &str| -> Vec<&str> {
        let array = after.get(key).and_then(Value::as_array).unwrap_or_else(|| panic!("{about}: {key}"));
        array.iter().filter_map(Value::as_string).collect()
    };
    let wanted = wanted(true);
    for (key, items) in [
        ("UIBackgroundModes", &wanted.background_modes),
        ("BGTaskSchedulerPermittedIdentifiers", &wanted.permitted_identifiers),
    ] {
        let there = strings(key);
        assert!(items.iter().all(|item| there.contains(&item.value.as_str())), "{about}: {there:?}");
    }
}

fn check_binary(about: &str, value: &Value, list: &PropertyList<'_>) {
    let plan = list.plan(&wanted(true)).unwrap_or_else(|errors| panic!("{about}: {errors:?}"));
    let edited = list.apply(&plan);
    let read = |bytes: &[u8]| match Value::from_reader(Cursor::new(bytes)) {
        Ok(Value::Dictionary(dictionary)) => dictionary,
        other => panic!("{about}: {other:?}"),
    };
    let before = value.as_dictionary().unwrap_or_else(|| panic!("{about}: no dictionary"));
    let after = read(&edited);
    check_dictionary(about, before, &after);
    let keys: Vec<_> = after.keys().take(before.len()).collect();
    assert_eq!(keys, before.keys().collect::<Vec<_>>(), "{about}: order");
    let again = PropertyList::read(&edited).unwrap_or_else(|error| panic!("{about}: {error}"));
    let second = again.plan(&wanted(true)).unwrap_or_else(|errors| panic!("{about}: {errors:?}"));
    assert!(second.edits.is_empty(), "{about}: {:?}", second.edits);
    assert_eq!(again.apply(&second), edited, "{about}");
    let pruned = again.apply(&again.plan(&pruning()).unwrap_or_else(|errors| panic!("{about}: {errors:?}")));
    assert_eq!(
        read(&pruned).keys().count(),
        before.len() + usize::from(!before.contains_key("UIBackgroundModes")),
        "{about}"
    );
}
