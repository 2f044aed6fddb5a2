//! A place for a few texts that outlives the process.

use super::HostError;

/// Texts by name, kept by the system for the app: `ApplicationData.LocalSettings` on Windows, `NSUserDefaults` on Apple
/// systems. They outlive the app's process and its updates, and tasks in other processes of the app see them.
///
/// Windows takes names of up to 255 characters and values of up to 8 KB:
/// <https://learn.microsoft.com/windows/apps/design/app-settings/store-and-retrieve-app-data>
pub trait Settings: Send + Sync {
    /// The text under `key`.
    ///
    /// # Errors
    ///
    /// When the settings can't be read.
    fn get(&self, key: &str) -> Result<Option<String>, HostError>;

    /// Puts `value` under `key`, in place of what was there.
    ///
    /// # Errors
    ///
    /// When the settings can't be written, or the value is too long for the system.
    fn set(&self, key: &str, value: &str) -> Result<(), HostError>;

    /// Removes what is under `key`, if there is anything.
    ///
    /// # Errors
    ///
    /// When the settings can't be written.
    fn remove(&self, key: &str) -> Result<(), HostError>;

    /// Every name that begins with `prefix`.
    ///
    /// # Errors
    ///
    /// When the settings can't be read.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, HostError>;
}
