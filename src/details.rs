//! What an activation carries besides its name.

use std::{any::Any, collections::BTreeMap, fmt, sync::Arc};

/// Why a task was activated, in detail. Time and system triggers carry nothing.
///
/// What bgtask has no type for is reachable as the host's own object by [`TriggerDetails::raw`].
#[derive(Clone, Default)]
pub struct TriggerDetails {
    payload: Payload,
    raw: Option<Arc<dyn Any + Send + Sync>>,
}

/// The details that bgtask has a type for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload {
    /// Nothing, as for most triggers.
    #[default]
    None,
    /// The content of a raw push notification (`push-notification`).
    Push(Arc<[u8]>),
    /// The arguments with which the app requested the run (`application`, `media-processing`).
    Arguments(Arguments),
}

/// Named texts that travel with a request to run: the string values of a Windows `ValueSet`.
pub type Arguments = BTreeMap<String, String>;

impl TriggerDetails {
    /// No details.
    pub const NONE: Self = Self { payload: Payload::None, raw: None };

    /// The content of a raw push notification.
    pub fn push(content: impl Into<Arc<[u8]>>) -> Self {
        Payload::Push(content.into()).into()
    }

    /// These details, with the host's own object for them.
    pub fn with_raw(self, raw: Arc<dyn Any + Send + Sync>) -> Self {
        Self { raw: Some(raw), ..self }
    }

    /// The details that bgtask has a type for.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// The content of a push notification, if that is what activated the task.
    pub fn push_content(&self) -> Option<&[u8]> {
        match &self.payload {
            Payload::Push(content) => Some(content),
            _ => None,
        }
    }

    /// The arguments of a requested run, if that is what activated the task.
    pub fn arguments(&self) -> Option<&Arguments> {
        match &self.payload {
            Payload::Arguments(arguments) => Some(arguments),
            _ => None,
        }
    }

    /// The host's own object, if it is a `T`.
    pub fn raw<T: 'static>(&self) -> Option<&T> {
        self.raw.as_deref()?.downcast_ref()
    }

    /// Whether there is nothing.
    pub fn is_none(&self) -> bool {
        self.payload == Payload::None && self.raw.is_none()
    }
}

impl From<Payload> for TriggerDetails {
    fn from(payload: Payload) -> Self {
        Self { payload, raw: None }
    }
}

impl From<Arguments> for TriggerDetails {
    fn from(arguments: Arguments) -> Self {
        Payload::Arguments(arguments).into()
    }
}

impl fmt::Debug for TriggerDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TriggerDetails").field("payload", &self.payload).field("raw", &self.raw.is_some()).finish()
    }
}
