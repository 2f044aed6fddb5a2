//! Files that are cut off after any byte: refused, with a place in what is there, and never misread.

use bgtask_codegen::manifest::{Manifest, Minimal, Wanted};
use bgtask_codegen::plist::PropertyList;
use bgtask_codegen::xml::Position;

const MANIFESTS: [&str; 2] =
    [include_str!("cli/fixtures/uwp.appxmanifest"), include_str!("cli/fixtures/desktop.appxmanifest")];
const LIST: &str = include_str!("cli/fixtures/Info.plist");

/// The file in each encoding.
fn dressed(text: &str) -> Vec<Vec<u8>> {
    let utf16 = text.replacen("utf-8", "utf-16", 1).replacen("UTF-8", "UTF-16", 1);
    vec![
        text.into(),
        format!("\u{FEFF}{text}").into(),
        text.replace('\n', "\r\n").into(),
        utf16.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        format!("\u{FEFF}{utf16}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ]
}

/// Where the last tag ends: only white space may be missing from a file that is taken.
fn end_of_last_tag(bytes: &[u8]) -> usize {
    let end = bytes.iter().rposition(|byte| *byte == b'>').expect("a tag") + 1;
    // In UTF-16 with the little end first, the character has a second byte.
    if bytes.get(1) == Some(&0) { end + 1 } else { end }
}

fn check(bytes: &[u8], read: impl Fn(&[u8]) -> Result<(), Option<Position>>) {
    let end = end_of_last_tag(bytes);
    for length in 0..bytes.len() {
        match read(&bytes[..length]) {
            Ok(()) => assert!(length >= end, "{length} of {}", bytes.len()),
            Err(position) => {
                let position = position.expect("a place");
                assert!(
                    position.offset <= length && position.line >= 1 && position.column >= 1,
                    "{length}: {position:?}"
                );
            }
        }
    }
}

#[test]
fn manifests() {
    let minimal = bgtask_codegen::manifest::minimal(&Minimal::default(), &Wanted::default()).expect("made");
    let minimal = String::from_utf8(minimal).expect("UTF-8");
    for text in MANIFESTS.into_iter().chain([minimal.as_str()]) {
        for bytes in dressed(text) {
            check(&bytes, |bytes| Manifest::read(bytes).map(|_| ()).map_err(|error| Some(error.position)));
        }
    }
}

#[test]
fn property_lists() {
    for bytes in dressed(LIST) {
        check(&bytes, |bytes| PropertyList::read(bytes).map(|_| ()).map_err(|error| error.position));
    }
    let mut binary = Vec::new();
    let value = plist::Value::from_reader(std::io::Cursor::new(LIST)).expect("a property list");
    value.to_writer_binary(&mut binary).expect("written");
    for length in 0..binary.len() {
        assert!(PropertyList::read(&binary[..length]).is_err(), "{length}");
    }
}
