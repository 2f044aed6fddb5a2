//! Files that lie: whatever they say, reading them ends, and takes no more memory than their length allows.

use bgtask_codegen::witness::{WitnessErrorKind, read};
use object::{Architecture, BinaryFormat};

use crate::holds::holds;
use crate::objects::{RECORD, archive, object, one_of_each, universal};

#[test]
fn a_file_may_be_cut_off_anywhere() {
    for (_, bytes) in one_of_each() {
        for end in 0..bytes.len() {
            holds(&bytes[..end]);
        }
    }
}

/// An archive that was not fetched to its end must not seem to be one without an app: it may end between two members, but not in
/// one, nor in its index.
#[test]
fn an_archive_that_is_cut_off_is_no_archive_without_an_app() {
    let inner = object(BinaryFormat::Elf, Architecture::X86_64, &RECORD);
    let index = [&3_u32.to_be_bytes(), [0; 2000].as_slice(), b"names\0"].concat();
    let whole = archive(&[("", &index), ("feed.o", &inner)]);
    assert_eq!(read(&whole).map(|witness| witness.records.len()), Ok(1));
    let members = [8, 8 + 60 + index.len()];
    for end in (16..whole.len()).filter(|end| !members.contains(end)) {
        let error = read(&whole[..end]).map(|witness| witness.records.len()).expect_err("it is cut off");
        assert!(matches!(error.kind, WitnessErrorKind::Damaged(_)), "{end}: {error}");
        assert!(error.help().starts_with("copy it or build it again"), "{}", error.help());
    }
}

#[test]
fn any_byte_may_be_another() {
    for (_, bytes) in one_of_each() {
        let mut changed = bytes.clone();
        for at in 0..bytes.len() {
            for byte in [0, 1, 0x7F, 0x80, 0xFF, bytes[at] ^ 1, bytes[at].wrapping_add(1)] {
                changed[at] = byte;
                holds(&changed);
            }
            changed[at] = bytes[at];
        }
    }
}

#[test]
fn any_four_bytes_may_be_a_large_number() {
    for (_, bytes) in one_of_each() {
        for at in 0..bytes.len().saturating_sub(4) {
            for number in [u32::MAX, u32::MAX - 7, 0x7FFF_FFFF, 0x8000_0000] {
                let mut changed = bytes.clone();
                changed[at..at + 4].copy_from_slice(&number.to_le_bytes());
                holds(&changed);
            }
        }
    }
}

/// Each architecture of a universal file may point to the same bytes: a small file that claims to be a large one.
#[test]
fn parts_that_overlap_are_refused() {
    let inner = object(BinaryFormat::MachO, Architecture::Aarch64, &RECORD);
    let count = 20;
    let mut head = [0xCAFE_BABE_u32, count].map(u32::to_be_bytes).concat();
    let start = u32::try_from(head.len()).expect("small") + count * 20;
    for _ in 0..count {
        let fields = [0x0100_000C, 0, start, u32::try_from(inner.len()).expect("small"), 0];
        head.extend(fields.iter().flat_map(|field: &u32| field.to_be_bytes()));
    }
    head.extend(&inner);
    let error = read(&head).expect_err("it would be twenty times as long as it is");
    assert!(error.to_string().ends_with("its parts overlap"), "{error}");
}

#[test]
fn more_apps_than_any_file_has_are_refused() {
    let many = RECORD.repeat(1001);
    let error = read(&object(BinaryFormat::Elf, Architecture::X86_64, &many)).map(|witness| witness.records.len());
    assert_eq!(error.expect_err("nobody has a thousand apps").kind, WitnessErrorKind::TooManyRecords);
}

#[test]
fn files_in_files_in_files_end() {
    let mut bytes = object(BinaryFormat::Elf, Architecture::X86_64, &RECORD);
    for _ in 0..100 {
        bytes = archive(&[("inner.a", &bytes)]);
    }
    assert_eq!(read(&bytes).expect("what is in an inner archive is not looked at").records, Vec::new());
    let mut bytes = object(BinaryFormat::MachO, Architecture::Aarch64, &RECORD);
    for _ in 0..100 {
        bytes = universal(&[&bytes]);
    }
    assert_eq!(read(&bytes).expect("nor in an inner universal file").records, Vec::new());
}
