//! What a property list is to declare.

use bgtask_core::catalog::plist_key::PlistKey;

/// What a property list is to declare, and what of it is ours.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Values of `UIBackgroundModes`.
    pub background_modes: Vec<WantedItem>,
    /// Values of `BGTaskSchedulerPermittedIdentifiers`.
    pub permitted_identifiers: Vec<WantedItem>,
    /// The value of `UIApplicationExitsOnSuspend`; `None` leaves the key alone.
    pub exits_on_suspend: Option<bool>,
    /// Usage descriptions: each is put in where its key is not there, and left alone where it is.
    pub usage_descriptions: Vec<WantedText>,
    /// Identifiers that begin with this and a dot are ours, and stale if no task has them any more.
    pub identifier_prefix: Option<String>,
    /// Whether to take out what is stale.
    pub prune: bool,
}

/// A string under a key of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedText {
    /// The key.
    pub key: &'static PlistKey,
    /// The string.
    pub text: String,
    /// Why it is needed: "the mode `location` needs it".
    pub why: String,
    /// The names of the tasks that need it.
    pub tasks: Vec<String>,
}

/// A string in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WantedItem {
    /// The string.
    pub value: String,
    /// Why it is needed: "refresh requests need it".
    pub why: String,
    /// The names of the tasks that need it.
    pub tasks: Vec<String>,
}
