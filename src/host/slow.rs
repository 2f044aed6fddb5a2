//! Settings for tests of what happens at once.

use std::{collections::BTreeMap, sync::Mutex, thread, time::Duration};

use super::{HostError, Settings};
use crate::lock::lock;

/// Settings in memory, that take their time.
#[derive(Debug, Default)]
pub(crate) struct Slow(Mutex<BTreeMap<String, String>>);

impl Settings for Slow {
    fn get(&self, key: &str) -> Result<Option<String>, HostError> {
        Ok(lock(&self.0).get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), HostError> {
        thread::sleep(Duration::from_millis(20));
        lock(&self.0).insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), HostError> {
        lock(&self.0).remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, HostError> {
        Ok(lock(&self.0).keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}
