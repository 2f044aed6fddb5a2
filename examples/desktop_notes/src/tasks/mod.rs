//! The background tasks.
//!
//! A `clsid` is made once, with `uuidgen`, and kept: registrations on users' machines name it.

mod copy;
mod send;
mod shared;
mod sync;
mod upgrade;

pub use copy::keep_copy;
pub use send::SendWaiting;
pub use shared::TakeInShared;
pub use sync::{SyncNotes, Synced};
pub use upgrade::UpgradeNotebook;

use crate::notebook::NotebookError;

/// Why a task failed.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The notebook could not be read or written.
    #[error(transparent)]
    Notebook(#[from] NotebookError),
    /// The run was cancelled before its work was done.
    #[error(transparent)]
    Cancelled(#[from] bgtask::Cancelled),
    /// The app gave the tasks no notebook.
    #[error(transparent)]
    NoNotebook(#[from] bgtask::NoState),
    /// What the task leaves for the app could not be kept.
    #[error(transparent)]
    Result(#[from] bgtask::result::ResultError),
    /// A push notification came without a note.
    #[error("the notification carries no note")]
    NothingShared,
}
