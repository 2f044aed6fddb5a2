//! What holds of every merge, tried on files that are made up: the same checks that the fuzz targets in `fuzz/` run for
//! longer, here for a second or two with the same files every time.

mod merge;

use merge::{CHECKS, Check};

/// How many files each check tries.
const FILES: u64 = 250;

/// A small generator of bytes (xorshift), so that the same files are tried every time.
struct Bytes(u64);

impl Bytes {
    fn next(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.to_le_bytes()[7]
    }

    fn list(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next()).collect()
    }
}

fn try_files(check: &str) {
    let Check { run, .. } = CHECKS.iter().find(|known| known.name == check).expect("a check of this name");
    for number in 1..=FILES {
        let mut bytes = Bytes(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let length = 40 + usize::try_from(number % 600).unwrap_or(0);
        run(&bytes.list(length));
    }
}

#[test]
fn manifests_made_from_a_grammar() {
    try_files("manifest_grammar");
}

#[test]
fn property_lists_made_from_a_grammar() {
    try_files("property_list_grammar");
}

#[test]
fn small_files_taken_as_they_are() {
    let files: [&[u8]; 6] = [
        include_bytes!("../../../fuzz/seeds/manifest/crlf.xml"),
        include_bytes!("../../../fuzz/seeds/manifest/empty_extensions.xml"),
        include_bytes!("../../../fuzz/seeds/manifest/ours.xml"),
        include_bytes!("../../../fuzz/seeds/property_list/comments.plist"),
        include_bytes!("../../../fuzz/seeds/property_list/one_line.plist"),
        include_bytes!("../../../fuzz/seeds/property_list/xcode.plist"),
    ];
    for check in CHECKS.iter().filter(|check| check.name.ends_with("_bytes")) {
        for (index, file) in files.iter().enumerate() {
            (check.run)(file);
            // One byte is another one, here and there.
            let mut bytes = Bytes(u64::try_from(index).unwrap_or(0) + 1);
            for at in (index..file.len()).step_by(5) {
                let mut damaged = file.to_vec();
                damaged[at] = match bytes.next() {
                    byte @ 0..128 => b"<>&;/=\"' \t\r\n![]-?:x"[usize::from(byte) % 19],
                    byte => byte,
                };
                (check.run)(&damaged);
            }
        }
    }
}

#[test]
fn elements_of_the_prefix_that_is_always_bound() {
    let manifest = include_str!("../../../fuzz/seeds/manifest/empty_extensions.xml").replacen(
        "</f:Package>",
        "  <xml:Notes xml:lang=\"en\" />\n</f:Package>",
        1,
    );
    assert!(manifest.contains("<xml:Notes"), "{manifest}");
    for check in CHECKS.iter().filter(|check| check.name.ends_with("_bytes")) {
        (check.run)(manifest.as_bytes());
    }
}

#[test]
fn instructions_of_the_reserved_name() {
    let file = b"<plist version='1.0'><dict><key>A<?xml\n\t<a\ny??>b</key><array/></dict></plist>";
    for check in CHECKS.iter().filter(|check| check.name.ends_with("_bytes")) {
        (check.run)(file);
    }
}
