//! Reading records back. Bytes may say anything: what they say wrong is an error.

use super::{FIRST, MAGIC, RecordedTarget, SECOND, VERSION};
use crate::model::Guid;

/// What a binary says of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// What the binary was compiled for.
    pub target: RecordedTarget<'a>,
    /// The path of the module that the app's type is in, from the crate's name on.
    pub module: &'a str,
    /// The name of the app's type.
    pub type_name: &'a str,
    /// What stands before the shared Apple identifiers.
    pub identifier_prefix: Option<&'a str>,
    /// The app's own `UIBackgroundModes`.
    pub modes: Vec<&'a str>,
    /// Its tasks, one for each registration, in the order of its list.
    pub tasks: Vec<RecordedTask<'a>>,
}

/// One registration of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedTask<'a> {
    /// The path of the module that the type or function is in, from the crate's name on.
    pub module: &'a str,
    /// The name of the type or function.
    pub type_name: &'a str,
    /// The registration's name.
    pub name: &'a str,
    /// What starts it.
    pub trigger: RecordedTrigger<'a>,
    /// What must hold as well, as Windows names it.
    pub conditions: Vec<&'a str>,
    /// Stop the task when a condition ceases to hold.
    pub cancel_on_condition_loss: bool,
    /// Keep the network up while the task runs in connected standby.
    pub network_requested: bool,
    /// The registration group.
    pub group: Option<&'a str>,
    /// What it is on Windows; `None` when it is not meant to run there.
    pub windows: Option<RecordedWindows<'a>>,
    /// What it is on Apple systems; `None` when it is not meant to run there.
    pub apple: Option<RecordedApple<'a>>,
}

/// What starts a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedTrigger<'a> {
    /// The trigger's name in annotations.
    pub name: &'a str,
    /// Its argument.
    pub argument: RecordedArgument<'a>,
    /// Fires once and is then gone.
    pub once: bool,
    /// A function of the app's builds the trigger object.
    pub with: bool,
}

/// What follows a trigger's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordedArgument<'a> {
    /// Nothing.
    None,
    /// A number, minutes for all triggers that take one.
    Number(u32),
    /// An identifier or other text.
    Text(&'a str),
    /// A value of an enum of Windows', by its name.
    Value(&'a str),
}

/// A task on Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedWindows<'a> {
    /// The hosting model's name in annotations.
    pub model: &'a str,
    /// The runtime class that the system activates.
    pub entry_point: Option<&'a str>,
    /// The COM class.
    pub clsid: Option<Guid>,
}

/// A task on Apple systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedApple<'a> {
    /// The kind of request, as annotations name it.
    pub kind: &'a str,
    /// The identifier of the request.
    pub identifier: Option<&'a str>,
    /// Runs only on external power.
    pub external_power: bool,
    /// Runs only with a network.
    pub network: bool,
    /// The `UIBackgroundModes` that it needs.
    pub modes: Vec<&'a str>,
}

/// Why bytes are not records. Places are counted in bytes from the beginning of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordError {
    /// Where a record should begin, there is something else.
    NotARecord {
        /// The place.
        at: usize,
    },
    /// The record was written by a version of bgtask that this one knows nothing of.
    UnknownVersion {
        /// Where the record begins.
        at: usize,
        /// The version.
        version: u8,
    },
    /// The record is damaged, or cut off.
    Damaged {
        /// Where what can't be read begins.
        at: usize,
    },
}

impl core::fmt::Display for RecordError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NotARecord { at } => write!(f, "at byte {at} there is no record of bgtask's"),
            Self::UnknownVersion { at, version } => {
                write!(f, "the record at byte {at} is of version {version}, and this bgtask reads version {VERSION}")
            }
            Self::Damaged { at } => write!(f, "the record is damaged at byte {at}"),
        }
    }
}

impl core::error::Error for RecordError {}

/// Reads the records of a section.
///
/// # Errors
///
/// When there is something else in it, or a record can't be read.
pub fn read(section: &[u8]) -> Result<Vec<Record<'_>>, RecordError> {
    let mut records = Vec::new();
    let mut reader = Reader { bytes: section, at: 0 };
    loop {
        reader.skip_zeros();
        if reader.bytes.is_empty() {
            return Ok(records);
        }
        records.push(record(&mut reader)?);
    }
}

fn record<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, RecordError> {
    let at = reader.at;
    if !reader.bytes.starts_with(MAGIC) {
        return Err(RecordError::NotARecord { at });
    }
    reader.take(MAGIC.len())?;
    let version = reader.byte()?;
    if version != VERSION {
        return Err(RecordError::UnknownVersion { at, version });
    }
    let length = reader.number()?;
    let at = reader.at;
    let bytes = reader.take(usize::try_from(length).map_err(|_| RecordError::Damaged { at })?)?;
    let mut inner = Reader { bytes, at };
    Ok(Record {
        target: target(&mut inner)?,
        module: inner.text()?,
        type_name: inner.text()?,
        identifier_prefix: inner.optional(Reader::text)?,
        modes: inner.list(Reader::text)?,
        tasks: inner.list(task)?,
    })
}

fn target<'a>(reader: &mut Reader<'a>) -> Result<RecordedTarget<'a>, RecordError> {
    let (system, architecture, environment) = (reader.text()?, reader.text()?, reader.text()?);
    let (debug_assertions, _) = reader.flags()?;
    Ok(RecordedTarget { system, architecture, environment, debug_assertions })
}

fn task<'a>(reader: &mut Reader<'a>) -> Result<RecordedTask<'a>, RecordError> {
    let (module, type_name, name) = (reader.text()?, reader.text()?, reader.text()?);
    let (trigger, conditions) = (trigger(reader)?, reader.list(Reader::text)?);
    let (cancel_on_condition_loss, network_requested) = reader.flags()?;
    Ok(RecordedTask {
        module,
        type_name,
        name,
        trigger,
        conditions,
        cancel_on_condition_loss,
        network_requested,
        group: reader.optional(Reader::text)?,
        windows: reader.optional(windows)?,
        apple: reader.optional(apple)?,
    })
}

fn trigger<'a>(reader: &mut Reader<'a>) -> Result<RecordedTrigger<'a>, RecordError> {
    let name = reader.text()?;
    let at = reader.at;
    let argument = match reader.byte()? {
        0 => RecordedArgument::None,
        1 => RecordedArgument::Number(reader.number()?),
        2 => RecordedArgument::Text(reader.text()?),
        3 => RecordedArgument::Value(reader.text()?),
        _ => return Err(RecordError::Damaged { at }),
    };
    let (once, with) = reader.flags()?;
    Ok(RecordedTrigger { name, argument, once, with })
}

fn windows<'a>(reader: &mut Reader<'a>) -> Result<RecordedWindows<'a>, RecordError> {
    Ok(RecordedWindows {
        model: reader.text()?,
        entry_point: reader.optional(Reader::text)?,
        clsid: reader.optional(|reader| Ok(Guid::from_u128(u128::from_be_bytes(reader.array()?))))?,
    })
}

fn apple<'a>(reader: &mut Reader<'a>) -> Result<RecordedApple<'a>, RecordError> {
    let (kind, identifier) = (reader.text()?, reader.optional(Reader::text)?);
    let (external_power, network) = reader.flags()?;
    Ok(RecordedApple { kind, identifier, external_power, network, modes: reader.list(Reader::text)? })
}

/// The bytes that are left, and where they begin.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn skip_zeros(&mut self) {
        while let [0, rest @ ..] = self.bytes {
            self.bytes = rest;
            self.at += 1;
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], RecordError> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(RecordError::Damaged { at: self.at })?;
        self.bytes = rest;
        self.at += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], RecordError> {
        let at = self.at;
        self.take(N)?.try_into().map_err(|_| RecordError::Damaged { at })
    }

    fn byte(&mut self) -> Result<u8, RecordError> {
        self.array().map(|[byte]| byte)
    }

    fn number(&mut self) -> Result<u32, RecordError> {
        self.array().map(u32::from_le_bytes)
    }

    fn count(&mut self) -> Result<usize, RecordError> {
        self.array().map(u16::from_le_bytes).map(usize::from)
    }

    fn text(&mut self) -> Result<&'a str, RecordError> {
        let length = self.count()?;
        let at = self.at;
        core::str::from_utf8(self.take(length)?).map_err(|_| RecordError::Damaged { at })
    }

    /// Two bits.
    fn flags(&mut self) -> Result<(bool, bool), RecordError> {
        let at = self.at;
        match self.byte()? {
            flags if flags & !(FIRST | SECOND) == 0 => Ok((flags & FIRST != 0, flags & SECOND != 0)),
            _ => Err(RecordError::Damaged { at }),
        }
    }

    fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, RecordError>,
    ) -> Result<Option<T>, RecordError> {
        let at = self.at;
        match self.byte()? {
            0 => Ok(None),
            1 => read(self).map(Some),
            _ => Err(RecordError::Damaged { at }),
        }
    }

    /// A list's length is a claim: room is made as its members turn up.
    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Result<T, RecordError>) -> Result<Vec<T>, RecordError> {
        let mut list = Vec::new();
        for _ in 0..self.count()? {
            list.push(read(self)?);
        }
        Ok(list)
    }
}
