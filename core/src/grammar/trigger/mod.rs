//! The value of `trigger`: `"KIND[:ARG][,FLAG…]"`, its Rust form, and `with(…)`.

mod forms;
mod meant;
mod takes;

pub(super) use forms::read;

use proc_macro2::Ident;
use syn::Path;

use super::Region;
use super::value::Word;
use crate::catalog::{EnumValue, TriggerKind};
use crate::model::{Argument, Trigger};
use crate::rules::Site;

/// The flag of a trigger that fires a single time.
const ONCE: &str = "once";

/// A trigger as it was read.
#[derive(Clone, Debug)]
pub struct OwnedTrigger {
    pub(crate) kind: TriggerKind,
    pub(crate) argument: OwnedArgument,
    pub(crate) once: bool,
    /// The function of `with(…)`.
    pub(crate) with: Option<Path>,
    /// The trigger's name and its argument's, where they were written as Rust: generated code uses the documented
    /// items of these names with the user's own spans, so that an editor leads from one to the other.
    pub(crate) kind_ident: Option<Ident>,
    pub(crate) value_ident: Option<Ident>,
    whole: Region,
    argument_region: Option<Region>,
    flag_region: Option<Region>,
}

/// What follows a trigger's name, as it was read.
#[derive(Clone, Debug)]
pub enum OwnedArgument {
    /// Nothing.
    None,
    /// A number.
    Number(u32),
    /// A text.
    Text(String),
    /// A value of an enum.
    Value(EnumValue),
}

impl OwnedTrigger {
    /// Stands in for a trigger that could not be read. No rule has anything to say of it.
    pub(crate) fn unknown(whole: Region) -> Self {
        Self {
            kind: TriggerKind::Time,
            argument: OwnedArgument::None,
            once: false,
            with: None,
            kind_ident: None,
            value_ident: None,
            whole,
            argument_region: None,
            flag_region: None,
        }
    }

    /// As the model has it.
    pub(crate) fn trigger(&self) -> Trigger<'_> {
        Trigger {
            kind: self.kind,
            argument: match &self.argument {
                OwnedArgument::None => Argument::None,
                OwnedArgument::Number(number) => Argument::Number(*number),
                OwnedArgument::Text(text) => Argument::Text(text),
                OwnedArgument::Value(value) => Argument::Value(*value),
            },
            once: self.once,
            with: self.with.is_some(),
        }
    }

    /// Where a part of it stands; all of it where that part was not written.
    pub(crate) fn region(&self, site: Site) -> Region {
        match site {
            Site::TriggerArgument => self.argument_region.unwrap_or(self.whole),
            Site::TriggerFlag => self.flag_region.unwrap_or(self.whole),
            _ => self.whole,
        }
    }
}

/// A part of a trigger: `15`, `TimeZoneChange`, `once`.
enum Part {
    /// A literal that is no text, as it was written, but for the separators in a number.
    Literal { text: String, region: Region },
    /// The text of a string literal, or a part of it.
    Text { text: String, region: Region },
    /// A word of Rust.
    Name(Word),
}

impl Part {
    fn region(&self) -> Region {
        match self {
            Self::Literal { region, .. } | Self::Text { region, .. } => *region,
            Self::Name(word) => word.region,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Literal { text, .. } | Self::Text { text, .. } => text,
            Self::Name(word) => &word.text,
        }
    }
}

/// A trigger taken apart, whatever form it had.
struct Parts {
    word: Word,
    whole: Region,
    argument: Option<Part>,
    once: Option<Region>,
}
