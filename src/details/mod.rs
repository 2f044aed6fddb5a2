//! What an activation carries besides its name.

mod payload;

pub use payload::{
    Arguments, DeviceRequest, GeofenceReport, NetworkChange, Payload, Position, ToastAction, ToastHistoryChange, Visit,
};

use std::{any::Any, fmt, sync::Arc};

/// Why a task was activated, in detail. Time triggers and most system triggers carry nothing.
///
/// A test or a simulation makes them of what they carry:
///
/// ```
/// use bgtask::{
///     TriggerDetails,
///     details::{Arguments, ToastAction},
/// };
///
/// let details = TriggerDetails::from(ToastAction {
///     argument: "action=reply".into(),
///     inputs: Arguments::from([("message".into(), "on my way".into())]),
/// });
/// assert_eq!(details.toast_action().map(|toast| toast.argument.as_str()), Some("action=reply"));
/// assert_eq!(details.push_content(), None);
/// ```
///
/// What bgtask has no type for is reachable as the host's own object: on Windows by `host::windows::details_as`.
#[derive(Clone, Default)]
pub struct TriggerDetails {
    payload: Payload,
    raw: Option<Arc<dyn Any + Send + Sync>>,
}

impl TriggerDetails {
    /// No details.
    pub const NONE: Self = Self { payload: Payload::None, raw: None };

    /// The content of a raw push notification.
    pub fn push(content: impl Into<Arc<[u8]>>) -> Self {
        Payload::Push(content.into()).into()
    }

    /// What happened to geofences.
    pub fn geofences(reports: impl Into<Arc<[GeofenceReport]>>) -> Self {
        Payload::Geofences(reports.into()).into()
    }

    /// These details, with the host's own object for them.
    pub fn with_raw(self, raw: Arc<dyn Any + Send + Sync>) -> Self {
        Self { raw: Some(raw), ..self }
    }

    /// The details that bgtask has a type for.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// The host's own object, if it is a `T`.
    pub fn raw<T: 'static>(&self) -> Option<&T> {
        self.raw.as_deref()?.downcast_ref()
    }

    /// Whether what waits to run with these details needs not run once more with `later`: because that carries nothing, or
    /// what it tells was added here.
    pub(crate) fn takes_in(&mut self, later: &Self) -> bool {
        if let (Payload::Network(change), Payload::Network(later)) = (&mut self.payload, &later.payload) {
            *change = change.and(*later);
            return true;
        }
        later.is_none()
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

impl fmt::Debug for TriggerDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TriggerDetails").field("payload", &self.payload).field("raw", &self.raw.is_some()).finish()
    }
}
