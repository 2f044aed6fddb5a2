//! Records are found in every kind of file.

use bgtask_codegen::witness::{BuiltApp, Format, WitnessErrorKind, read};
use bgtask_core::record::RecordError;
use object::{Architecture, BinaryFormat};

use crate::objects::{RECORD, archive, object, one_of_each, universal};

#[test]
fn every_kind_of_file_is_read() {
    for (kind, bytes) in one_of_each() {
        let witness = read(&bytes).unwrap_or_else(|error| panic!("{kind}: {error}"));
        let expected = match kind {
            "ELF" | "32-bit ELF" => (Format::Elf, 1),
            "COFF" | "PE" | "32-bit PE" => (Format::Pe, 1),
            "Mach-O" | "universal archive" => (Format::MachO, 1),
            "universal" => (Format::MachO, 2),
            _ => (Format::Archive, 1),
        };
        assert_eq!((witness.format, witness.records.len()), expected, "{kind}");
        for record in &witness.records {
            let built = BuiltApp::of(record).expect("every word is known");
            assert_eq!(built.type_path(), "feed::App");
            let tasks = built.tasks();
            assert_eq!(tasks.len(), 1);
            assert_eq!(tasks[0].spec.trigger.to_string(), "time:15");
            assert_eq!(tasks[0].windows.and_then(|windows| windows.entry_point), Some("Feed.Tasks.Refresh"));
            assert_eq!(tasks[0].apple.map(|apple| apple.modes), Some(["fetch"].as_slice()));
        }
    }
}

#[test]
fn several_apps_may_be_in_one_file() {
    let twice = [RECORD.as_slice(), &[0; 9], &RECORD].concat();
    let one = object(BinaryFormat::Coff, Architecture::X86_64, &twice);
    assert_eq!(read(&one).expect("it is in order").records.len(), 2);
    let library = archive(&[("a.o", &one), ("b.o", &object(BinaryFormat::Coff, Architecture::X86_64, &RECORD))]);
    assert_eq!(read(&library).expect("it is in order").records.len(), 3);
}

#[test]
fn a_file_without_a_record_is_no_error() {
    for bytes in [
        object(BinaryFormat::Elf, Architecture::X86_64, &[0; 40]),
        archive(&[("a.txt", b"text")]),
        universal(&[b"0123456789"]),
    ] {
        assert_eq!(read(&bytes).expect("it is in order").records, Vec::new());
    }
}

#[test]
fn what_can_not_be_read_is_told_with_its_place() {
    let error = |bytes: &[u8]| read(bytes).expect_err("it can't be read");
    for bytes in [b"".as_slice(), b"#!/bin/sh\n", b"{\"a\": 1}", &[0; 4096]] {
        assert_eq!(error(bytes).kind, WitnessErrorKind::NotABinary);
    }
    let thin = b"!<thin>\nfeed.o/         0           0     0     644     9         `\n";
    assert_eq!(error(thin).kind, WitnessErrorKind::ThinArchive);
    let mut later = RECORD;
    later[7] = 9;
    let later = object(BinaryFormat::Elf, Architecture::X86_64, &later);
    let found = error(&later);
    assert_eq!(found.kind, WitnessErrorKind::Record(RecordError::UnknownVersion { at: 0, version: 9 }));
    assert!(found.help().contains("another version of bgtask"), "{}", found.help());
    let inside = error(&archive(&[("a\u{1b}[2J.o", &later)])).to_string();
    assert!(inside.starts_with("in `a\\u{1b}[2J.o`: what it says of its tasks can't be read"), "{inside}");
    let cut = object(BinaryFormat::MachO, Architecture::Aarch64, &RECORD[..RECORD.len() - 1]);
    assert!(matches!(error(&cut).kind, WitnessErrorKind::Record(RecordError::Damaged { .. })));
}

#[test]
fn a_word_of_a_later_version_is_told() {
    let at = RECORD.windows(11).position(|window| window == b"UserPresent").expect("its condition");
    let mut changed = RECORD;
    changed[at..at + 11].copy_from_slice(b"UserDancing");
    let file = object(BinaryFormat::Elf, Architecture::X86_64, &changed);
    let witness = read(&file).expect("it is a record");
    let error = BuiltApp::of(&witness.records[0]).expect_err("nobody knows that condition");
    assert_eq!(error.to_string(), "it names a condition that this version does not know: `UserDancing`");
}
