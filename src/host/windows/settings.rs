//! `ApplicationData.LocalSettings`, in a container of ours.
//!
//! Source: <https://learn.microsoft.com/windows/apps/design/app-settings/store-and-retrieve-app-data>

use windows::{
    Foundation::{Collections::IPropertySet, IPropertyValue, PropertyValue},
    Storage::{ApplicationData, ApplicationDataCreateDisposition},
    core::{HSTRING, Interface, Result, h},
};

use super::error::{if_any, refused};
use crate::host::{HostError, Settings};

/// The app's local settings. The container is opened for each call, as the app may clear its data at any time.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalSettings;

impl Settings for LocalSettings {
    fn get(&self, key: &str) -> std::result::Result<Option<String>, HostError> {
        get(&key.into()).map_err(refused("a read of ApplicationData.LocalSettings"))
    }

    fn set(&self, key: &str, value: &str) -> std::result::Result<(), HostError> {
        set(&key.into(), &value.into()).map_err(refused("a write to ApplicationData.LocalSettings"))
    }

    fn remove(&self, key: &str) -> std::result::Result<(), HostError> {
        remove(&key.into()).map_err(refused("a removal from ApplicationData.LocalSettings"))
    }

    fn keys(&self, prefix: &str) -> std::result::Result<Vec<String>, HostError> {
        keys(prefix).map_err(refused("a listing of ApplicationData.LocalSettings"))
    }
}

fn values() -> Result<IPropertySet> {
    let settings = ApplicationData::Current()?.LocalSettings()?;
    settings.CreateContainer(h!("bgtask"), ApplicationDataCreateDisposition::Always)?.Values()
}

fn get(key: &HSTRING) -> Result<Option<String>> {
    let values = values()?;
    if !values.HasKey(key)? {
        return Ok(None);
    }
    // Another process of the app's may have removed it since.
    let Some(value) = if_any(values.Lookup(key))? else {
        return Ok(None);
    };
    Ok(Some(value.cast::<IPropertyValue>()?.GetString()?.to_string_lossy()))
}

fn set(key: &HSTRING, value: &HSTRING) -> Result<()> {
    values()?.Insert(key, &PropertyValue::CreateString(value)?)?;
    Ok(())
}

fn remove(key: &HSTRING) -> Result<()> {
    let values = values()?;
    if values.HasKey(key)? { values.Remove(key) } else { Ok(()) }
}

fn keys(prefix: &str) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    let entries = values()?.First()?;
    while entries.HasCurrent()? {
        let key = entries.Current()?.Key()?.to_string_lossy();
        if key.starts_with(prefix) {
            keys.push(key);
        }
        entries.MoveNext()?;
    }
    Ok(keys)
}
