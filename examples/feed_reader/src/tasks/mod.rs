//! The background tasks.

mod clock;
mod nightly;
mod push;
mod refresh;
mod servicing;

pub use clock::FollowClock;
pub use nightly::tidy;
pub use push::TakeIn;
pub use refresh::{RefreshFeeds, Refreshed};
pub use servicing::RebuildIndex;

use crate::feed::FeedError;
use crate::library::LibraryError;

/// Why a task failed.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The library could not be read or written.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// A feed is not one.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// The run was cancelled before its work was done.
    #[error(transparent)]
    Cancelled(#[from] bgtask::Cancelled),
    /// The app gave the tasks no library.
    #[error(transparent)]
    NoLibrary(#[from] bgtask::NoState),
    /// What the task leaves for the app could not be kept.
    #[error(transparent)]
    Result(#[from] bgtask::result::ResultError),
    /// A push notification came without an article.
    #[error("the notification carries no article")]
    NothingPushed,
}
