//! Looks through a binary property list before it is read: how deep it is, how large it gets when what is shared is
//! written out, and which keys its dictionary has.
//!
//! The plist crate reads any depth, and overflows the stack when such a value is dropped; and a few hundred bytes of
//! arrays that share their items can stand for more values than fit in memory. The format is described in Apple's
//! <https://opensource.apple.com/source/CF/CF-550/CFBinaryPList.c>.

use std::ops::Range;

/// Why a binary property list is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("it is cut off or damaged")]
    Damaged,
    #[error("values are nested more than {DEPTH} deep")]
    TooDeep,
    #[error("a value is part of itself")]
    Circular,
    #[error("it stands for more than {} MiB of values", WEIGHT >> 20)]
    TooLarge,
}

/// As for XML.
const DEPTH: usize = super::DEPTH;
/// The most bytes that all values may have together, a value counting at least as much as [`OBJECT`].
const WEIGHT: u64 = 256 << 20;
/// What a value takes in memory beside its text.
const OBJECT: u64 = 64;

/// Checks a file, and returns the keys of its dictionary in order; none if it is something else.
pub(super) fn check(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let file = File::open(bytes).ok_or(Refusal::Damaged)?;
    file.weigh()?;
    let keys = match file.object(file.root).ok_or(Refusal::Damaged)? {
        Object::Dictionary { references, count } => {
            let keys = (0..count).filter_map(|index| file.reference(references.start, index));
            keys.filter_map(|key| file.text(key)).collect()
        }
        _ => Vec::new(),
    };
    Ok(keys)
}

/// A file whose trailer makes sense.
struct File<'b> {
    bytes: &'b [u8],
    offset_size: usize,
    reference_size: usize,
    objects: usize,
    root: usize,
    table: usize,
    /// Where the trailer begins.
    end: usize,
}

enum Object {
    /// A value without others in it, of this many bytes.
    Plain(Range<usize>),
    Text {
        content: Range<usize>,
        utf16: bool,
    },
    Array {
        references: Range<usize>,
        count: usize,
    },
    /// As many references to keys as to values, keys first.
    Dictionary {
        references: Range<usize>,
        count: usize,
    },
}

const TRAILER: usize = 32;

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let end = bytes.len().checked_sub(TRAILER)?;
        let trailer = bytes.get(end..)?;
        let sizes = [*trailer.get(6)?, *trailer.get(7)?].map(usize::from);
        let number = |at: usize| usize::try_from(big_endian(trailer.get(at..at + 8)?)).ok();
        let file = Self {
            bytes,
            offset_size: sizes[0],
            reference_size: sizes[1],
            objects: number(8)?,
            root: number(16)?,
            table: number(24)?,
            end,
        };
        let table_end = file.objects.checked_mul(file.offset_size)?.checked_add(file.table)?;
        let sizes_fit = sizes.iter().all(|size| (1..=8).contains(size));
        (sizes_fit && table_end <= end && file.root < file.objects).then_some(file)
    }

    fn number(&self, at: usize, size: usize) -> Option<usize> {
        usize::try_from(big_endian(self.bytes.get(at..at.checked_add(size)?)?)).ok()
    }

    fn reference(&self, list: usize, index: usize) -> Option<usize> {
        let at = index.checked_mul(self.reference_size)?.checked_add(list)?;
        self.number(at, self.reference_size).filter(|object| *object < self.objects)
    }

    fn object(&self, index: usize) -> Option<Object> {
        let at = index.checked_mul(self.offset_size)?.checked_add(self.table)?;
        let at = self.number(at, self.offset_size).filter(|at| *at < self.end)?;
        let marker = *self.bytes.get(at)?;
        let (kind, low) = (marker >> 4, usize::from(marker & 0xF));
        let (count, content) = match (kind, low) {
            (0x0, _) => (0, at + 1),
            (0x1 | 0x2, power) => (1_usize.checked_shl(u32::try_from(power).ok()?)?, at + 1),
            (0x3, _) => (8, at + 1),
            (0x8, less_one) => (less_one + 1, at + 1),
            // A count that does not fit into the marker is an integer object after it.
            (_, 0xF) => {
                let size = 1_usize.checked_shl(u32::from(*self.bytes.get(at + 1)? & 0x3))?;
                (self.number(at + 2, size)?, at + 2 + size)
            }
            (_, count) => (count, at + 1),
        };
        let span = |unit: usize| {
            let end = count.checked_mul(unit)?.checked_add(content)?;
            (end <= self.end).then_some(content..end)
        };
        Some(match kind {
            0x5 => Object::Text { content: span(1)?, utf16: false },
            0x6 => Object::Text { content: span(2)?, utf16: true },
            0xA | 0xC => Object::Array { references: span(self.reference_size)?, count },
            0xD => Object::Dictionary { references: span(self.reference_size.checked_mul(2)?)?, count },
            _ => Object::Plain(span(1)?),
        })
    }

    /// Checks how deep and how large the value at the root is.
    fn weigh(&self) -> Result<(), Refusal> {
        if self.objects as u64 > WEIGHT / OBJECT {
            return Err(Refusal::TooLarge);
        }
        let mut measures: Vec<Measure> = vec![Measure::Unknown; self.objects];
        let mut stack = vec![self.visit(self.root)?];
        while let Some(visit) = stack.last_mut() {
            if let Some(child) = visit.next {
                visit.next = None;
                match measures[child] {
                    Measure::Open => return Err(Refusal::Circular),
                    Measure::Known { depth, weight } => visit.add(depth, weight)?,
                    Measure::Unknown => {
                        measures[child] = Measure::Open;
                        // Depth is counted from below; going down this far is too deep in any case.
                        if stack.len() >= DEPTH {
                            return Err(Refusal::TooDeep);
                        }
                        let child = self.visit(child)?;
                        stack.push(child);
                    }
                }
                continue;
            }
            if visit.at < visit.count {
                let child = self.reference(visit.references, visit.at).ok_or(Refusal::Damaged)?;
                visit.at += 1;
                visit.next = Some(child);
                continue;
            }
            let (object, depth, weight) = (visit.object, visit.depth + 1, visit.weight);
            if depth > DEPTH {
                return Err(Refusal::TooDeep);
            }
            measures[object] = Measure::Known { depth, weight };
            stack.pop();
            if let Some(parent) = stack.last_mut() {
                parent.add(depth, weight)?;
            }
        }
        Ok(())
    }

    fn visit(&self, object: usize) -> Result<Visit, Refusal> {
        let (references, count, bytes) = match self.object(object).ok_or(Refusal::Damaged)? {
            Object::Plain(content) | Object::Text { content, .. } => (0, 0, content.len()),
            Object::Array { references, count } => (references.start, count, 0),
            Object::Dictionary { references, count } => (references.start, count * 2, 0),
        };
        let weight = OBJECT + bytes as u64;
        Ok(Visit { object, references, count, at: 0, next: None, depth: 0, weight })
    }

    fn text(&self, object: usize) -> Option<String> {
        match self.object(object)? {
            Object::Text { content, utf16: false } => String::from_utf8(self.bytes.get(content)?.to_vec()).ok(),
            Object::Text { content, utf16: true } => {
                let (pairs, _) = self.bytes.get(content)?.as_chunks::<2>();
                let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
                String::from_utf16(&units).ok()
            }
            _ => None,
        }
    }
}

#[derive(Clone, Copy)]
enum Measure {
    Unknown,
    /// What it is part of is being measured.
    Open,
    Known {
        depth: usize,
        weight: u64,
    },
}

/// A value that is being measured.
struct Visit {
    object: usize,
    references: usize,
    count: usize,
    at: usize,
    next: Option<usize>,
    /// The depth and the weight of what is in it, as far as that is known.
    depth: usize,
    weight: u64,
}

impl Visit {
    fn add(&mut self, depth: usize, weight: u64) -> Result<(), Refusal> {
        self.depth = self.depth.max(depth);
        self.weight = self.weight.saturating_add(weight);
        if self.weight > WEIGHT { Err(Refusal::TooLarge) } else { Ok(()) }
    }
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
