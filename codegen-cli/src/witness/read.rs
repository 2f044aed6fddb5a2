//! Records out of programs, libraries and object files.

use bgtask_core::record::{self, MACH_O_SECTION, Record, SECTION};
use object::archive;
use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{BinaryFormat, FileKind, Object, ObjectSection};

use super::error::{WitnessError, WitnessErrorKind};

/// What a file says of the apps in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness<'a> {
    /// What the file is.
    pub format: Format,
    /// The records, in the order in which they stand. A universal file has one of each app for each architecture.
    pub records: Vec<Record<'a>>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A program, library or object file for Linux and its like.
    Elf,
    /// A program, library or object file for Windows.
    Pe,
    /// A program, library or object file for Apple systems, of one or several architectures.
    MachO,
    /// Object files put together: a static library, or a library for rustc.
    Archive,
}

/// The most records that are read. An app is one record for each architecture.
const MOST_RECORDS: usize = 1000;

/// Reads the records of a file of any system.
///
/// Bytes may say anything: what they say wrong is an error, and no more memory is taken than a fixed multiple of their
/// length.
///
/// # Errors
///
/// When the bytes are no program, library or object file, or one that is damaged, or a record in it can't be read. That there
/// is no record is no error.
pub fn read(bytes: &[u8]) -> Result<Witness<'_>, WitnessError> {
    let mut reader = Reader { records: Vec::new(), left: bytes.len() };
    let format = reader.file(bytes, true)?.ok_or(WitnessError::of_whole(WitnessErrorKind::NotABinary))?;
    Ok(Witness { format, records: reader.records })
}

struct Reader<'a> {
    records: Vec<Record<'a>>,
    /// How many bytes of sections are yet to come at most: sections of a file do not overlap.
    left: usize,
}

impl<'a> Reader<'a> {
    /// Reads what may be an object file, several of them put together, or, at the outermost, several of those for several
    /// architectures. What is none of them has no format.
    fn file(&mut self, bytes: &'a [u8], may_hold_others: bool) -> Result<Option<Format>, WitnessError> {
        let Ok(kind) = FileKind::parse(bytes) else { return Ok(None) };
        match kind {
            FileKind::Archive if may_hold_others => self.archive(bytes).map(|()| Some(Format::Archive)),
            FileKind::MachOFat32 if may_hold_others => {
                let fat = MachOFatFile32::parse(bytes).map_err(|error| damaged(&error))?;
                self.universal(bytes, fat.arches()).map(|()| Some(Format::MachO))
            }
            FileKind::MachOFat64 if may_hold_others => {
                let fat = MachOFatFile64::parse(bytes).map_err(|error| damaged(&error))?;
                self.universal(bytes, fat.arches()).map(|()| Some(Format::MachO))
            }
            FileKind::Coff
            | FileKind::CoffBig
            | FileKind::Elf32
            | FileKind::Elf64
            | FileKind::MachO32
            | FileKind::MachO64
            | FileKind::Pe32
            | FileKind::Pe64 => self.object(bytes).map(Some),
            _ => Ok(None),
        }
    }

    fn universal<F: FatArch>(&mut self, bytes: &'a [u8], architectures: &[F]) -> Result<(), WitnessError> {
        let mut left = bytes.len();
        for (at, architecture) in architectures.iter().enumerate() {
            let name = || format!("architecture {} of {}", at + 1, architectures.len());
            let inner = architecture.data(bytes).map_err(|error| damaged(&error).within(name))?;
            left = left.checked_sub(inner.len()).ok_or_else(|| overlapping().within(name))?;
            match FileKind::parse(inner) {
                Ok(FileKind::Archive) => self.archive(inner).map_err(|error| error.within(name))?,
                _ => {
                    self.file(inner, false).map_err(|error| error.within(name))?;
                }
            }
        }
        Ok(())
    }

    /// Members that are no object files, such as what rustc says of a crate, have nothing to say here.
    fn archive(&mut self, bytes: &'a [u8]) -> Result<(), WitnessError> {
        let archive = ArchiveFile::parse(bytes).map_err(|error| damaged(&error))?;
        if archive.is_thin() {
            return Err(WitnessError::of_whole(WitnessErrorKind::ThinArchive));
        }
        if is_cut_off(bytes) {
            return Err(WitnessError::of_whole(WitnessErrorKind::Damaged(String::from("its end is missing"))));
        }
        let mut left = bytes.len();
        for member in archive.members() {
            let member = member.map_err(|error| damaged(&error))?;
            let name = || String::from_utf8_lossy(member.name()).into_owned();
            let inner = member.data(bytes).map_err(|error| damaged(&error).within(name))?;
            left = left.checked_sub(inner.len()).ok_or_else(|| overlapping().within(name))?;
            self.file(inner, false).map_err(|error| error.within(name))?;
        }
        Ok(())
    }

    fn object(&mut self, bytes: &'a [u8]) -> Result<Format, WitnessError> {
        let object = object::File::parse(bytes).map_err(|error| damaged(&error))?;
        let (format, wanted) = match object.format() {
            BinaryFormat::MachO => (Format::MachO, MACH_O_SECTION.1),
            BinaryFormat::Elf => (Format::Elf, SECTION),
            _ => (Format::Pe, SECTION),
        };
        for section in object.sections() {
            if section.name_bytes().map_err(|error| damaged(&error))? != wanted.as_bytes() {
                continue;
            }
            let data = section.data().map_err(|error| damaged(&error))?;
            self.left = self.left.checked_sub(data.len()).ok_or_else(overlapping)?;
            let records =
                record::read(data).map_err(|error| WitnessError::of_whole(WitnessErrorKind::Record(error)))?;
            if self.records.len() + records.len() > MOST_RECORDS {
                return Err(WitnessError::of_whole(WitnessErrorKind::TooManyRecords));
            }
            self.records.extend(records);
        }
        Ok(format)
    }
}

/// Whether an archive ends within a member. Of its index `object` does not say so, and all that comes after it would seem not to
/// have been there.
///
/// Format: <https://man.freebsd.org/cgi/man.cgi?query=ar&sektion=5>
fn is_cut_off(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&archive::MAGIC) else { return false };
    while !rest.is_empty() {
        let Some((header, data)) = rest.split_at_checked(size_of::<archive::Header>()) else { return true };
        let digits = header.get(48..58).and_then(|digits| str::from_utf8(digits).ok());
        let Some(length) = digits.and_then(|digits| digits.trim_end().parse::<usize>().ok()) else { return true };
        let Some(next) = data.get(length..) else { return true };
        // Members begin at even places.
        rest = next.get(length % 2..).unwrap_or_default();
    }
    false
}

fn damaged(error: &object::Error) -> WitnessError {
    WitnessError::of_whole(WitnessErrorKind::Damaged(error.to_string()))
}

fn overlapping() -> WitnessError {
    WitnessError::of_whole(WitnessErrorKind::Damaged(String::from("its parts overlap")))
}
