//! What a run leaves for the app: feature `serde`.

use std::{error::Error, fmt};

use bgtask_core::model::Guid;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    TaskInstance,
    host::{Host, HostError, Settings},
    lock::lock,
    records,
    registration::Registration,
};

impl TaskInstance {
    /// Leaves `value` for the app, in place of what an earlier run of the same name left. It is kept in the app's
    /// settings as JSON and outlives the process; [`Registration::result`] reads it.
    ///
    /// It is meant for a summary: Windows takes 8 KB in a setting. What is larger belongs in a file.
    ///
    /// # Errors
    ///
    /// When `value` can't be written as JSON, the settings refuse it, or the run has ended.
    pub fn leave<T: Serialize + ?Sized>(&self, value: &T) -> Result<(), ResultError> {
        let text = serde_json::to_string(value).map_err(|error| ResultError::Json(error.to_string()))?;
        if lock(&self.inner.phase).is_finished() {
            return Err(ResultError::Ended);
        }
        let settings = self.inner.host.settings();
        records::keep_result(settings, self.name(), self.instance_id(), &text).map_err(ResultError::Host)
    }
}

impl<H: Host> Registration<'_, H> {
    /// What the last run that left something left; `None` when none did.
    ///
    /// # Errors
    ///
    /// When the settings can't be read, or hold something else than a `T`.
    pub fn result<T: DeserializeOwned>(&self) -> Result<Option<T>, ResultError> {
        Ok(self.left()?.map(|left| left.value))
    }

    /// As [`Registration::result`], with the run that left it.
    ///
    /// # Errors
    ///
    /// When the settings can't be read, or hold something else than a `T`.
    pub fn left<T: DeserializeOwned>(&self) -> Result<Option<Left<T>>, ResultError> {
        read(&*self.settings(), self.name())
    }
}

/// What the last run of `name` that left something left: also for a registration that is gone, such as a one-shot one
/// that has run.
///
/// # Errors
///
/// When the settings can't be read, or hold something else than a `T`.
pub fn left<T: DeserializeOwned>(host: &impl Host, name: &str) -> Result<Option<Left<T>>, ResultError> {
    read(&*host.settings(), name)
}

fn read<T: DeserializeOwned>(settings: &dyn Settings, name: &str) -> Result<Option<Left<T>>, ResultError> {
    let Some((instance, text)) = records::result(settings, name).map_err(ResultError::Host)? else {
        return Ok(None);
    };
    let value = serde_json::from_str(&text).map_err(|error| ResultError::Json(error.to_string()))?;
    Ok(Some(Left { instance, value }))
}

/// What a run left for the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left<T> {
    /// The run.
    pub instance: Guid,
    /// What it left.
    pub value: T,
}

/// A result could not be left or read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResultError {
    /// The value can't be written as JSON, or what is kept can't be read as the type asked for.
    Json(String),
    /// The run has ended: what it does changes nothing any more.
    Ended,
    /// The settings refused.
    Host(HostError),
}

impl fmt::Display for ResultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "the result is not as expected: {error}"),
            Self::Ended => f.write_str("the run has ended and can leave nothing more"),
            Self::Host(error) => write!(f, "the result can't be kept or read: {error}"),
        }
    }
}

impl Error for ResultError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Host(error) => Some(error),
            _ => None,
        }
    }
}
