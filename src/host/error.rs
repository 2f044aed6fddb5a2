//! What a system answers when it refuses.

use std::{borrow::Cow, error::Error, fmt};

/// A refusal of the system's: what was asked, and the system's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError {
    kind: HostErrorKind,
    code: Option<i32>,
    text: Cow<'static, str>,
}

/// What kind of refusal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostErrorKind {
    /// The process has no package identity, without which there is no background work on Windows.
    NoIdentity,
    /// The registration asked for does not exist.
    NotRegistered,
    /// The app asked for something at a time or from a place where the system does not allow it.
    NotAllowed,
    /// Anything else.
    Other,
}

impl HostError {
    /// A refusal without a code.
    pub fn new(kind: HostErrorKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code: None, text: text.into() }
    }

    /// This refusal, with the system's code: an HRESULT on Windows.
    pub fn with_code(self, code: i32) -> Self {
        Self { code: Some(code), ..self }
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> HostErrorKind {
        self.kind
    }

    /// The system's code: an HRESULT on Windows.
    pub fn code(&self) -> Option<i32> {
        self.code
    }

    /// The text, without the code.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.code {
            Some(code) => write!(f, " (0x{code:08X})"),
            None => Ok(()),
        }
    }
}

impl Error for HostError {}
