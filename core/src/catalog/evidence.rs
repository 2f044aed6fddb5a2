//! How well a fact is known.

/// How well a fact is known. What is not tried on a real system, and only follows from a name, says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Nobody says; nothing was found.
    Unknown,
    /// Follows from a name, or is widely said, and was not confirmed: untested.
    Inferred,
    /// Read from a schema or from metadata.
    Schema,
    /// Stated by documentation.
    Documented,
    /// Seen in a vendor's sample.
    Sample,
}

impl Evidence {
    /// Whether the fact is more than a guess.
    pub const fn is_tested(self) -> bool {
        matches!(self, Self::Schema | Self::Documented | Self::Sample)
    }

    /// The word for it in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Inferred => "untested",
            Self::Schema => "schema",
            Self::Documented => "documented",
            Self::Sample => "sample",
        }
    }
}
