//! What a system answers when it refuses.

use std::{borrow::Cow, error::Error, fmt};

use bgtask_core::catalog::error_code::{self, Code, ErrorCode};

/// A refusal of the system's: what was asked, and the system's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError {
    kind: HostErrorKind,
    code: Option<Code>,
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
    /// The system has no such thing: it is too old, or not what the host is made for.
    NotAvailable,
    /// Anything else.
    Other,
}

impl HostError {
    /// A refusal without a code.
    pub fn new(kind: HostErrorKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code: None, text: text.into() }
    }

    /// This refusal, with the system's code.
    pub fn with_code(self, code: Code) -> Self {
        Self { code: Some(code), ..self }
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> HostErrorKind {
        self.kind
    }

    /// The system's code.
    pub fn code(&self) -> Option<Code> {
        self.code
    }

    /// The system's code, if it is an HRESULT.
    pub fn hresult(&self) -> Option<i32> {
        match self.code {
            Some(Code::Hresult(code)) => Some(code.cast_signed()),
            _ => None,
        }
    }

    /// What is known of the system's code: what causes it and what helps.
    pub fn explanation(&self) -> Option<&'static ErrorCode> {
        match self.code? {
            Code::Hresult(code) => error_code::of_hresult(code),
            Code::BgTaskScheduler(code) => error_code::of_bg_task_scheduler(code.into()),
            Code::Named(name) => error_code::find(name),
        }
    }

    /// The text, without the code.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for HostError {
    /// The text, the code and what the code means. Causes and cures are for [`HostError::explanation`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match (self.code, self.explanation()) {
            (Some(code), Some(known)) => write!(f, " ({code}: {})", known.meaning.trim_end_matches('.')),
            (Some(code), None) => write!(f, " ({code})"),
            (None, _) => Ok(()),
        }
    }
}

impl Error for HostError {}
