//! The app's settings on the simulated device.

use std::sync::Arc;

use bgtask_core::model::Platform;

use super::driver::Shared;
use crate::{
    host::{HostError, HostErrorKind, Settings},
    lock::lock,
};

#[derive(Clone)]
pub(super) struct SimulatedSettings(Arc<Shared>);

impl SimulatedSettings {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self(shared)
    }
}

/// The most bytes of a setting on Windows, in UTF-16.
///
/// Source: <https://learn.microsoft.com/windows/apps/design/app-settings/store-and-retrieve-app-data>
const WINDOWS_VALUE: usize = 8 * 1024;

/// The most UTF-16 units of a setting's name on Windows, by the same page.
const WINDOWS_NAME: usize = 255;

impl Settings for SimulatedSettings {
    fn get(&self, key: &str) -> Result<Option<String>, HostError> {
        Ok(lock(&self.0.device).settings.get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), HostError> {
        let mut device = lock(&self.0.device);
        if device.platform == Platform::Windows {
            if value.encode_utf16().count() * 2 > WINDOWS_VALUE {
                return Err(refused(format!("a setting takes 8 KB, and the value of `{key}` is longer")));
            }
            if key.encode_utf16().count() > WINDOWS_NAME {
                return Err(refused(format!("a setting's name has at most 255 characters: `{key}`")));
            }
        }
        device.settings.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), HostError> {
        lock(&self.0.device).settings.remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, HostError> {
        Ok(lock(&self.0.device).settings.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

fn refused(text: String) -> HostError {
    HostError::new(HostErrorKind::Other, text)
}
