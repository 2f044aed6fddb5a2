//! A feed reader whose work goes on while nobody looks at it.
//!
//! The reader keeps feeds and an index of their articles in a folder. Its background tasks refresh the index, tidy it at
//! night, follow the clock to another time zone, rebuild what an update of the app changed, and take in articles that a
//! server pushes. Each is declared by one line in [`tasks`]; the app itself, below, by another.

pub mod day;
pub mod feed;
pub mod library;
#[cfg(windows)]
mod package;
pub mod tasks;

use bgtask::prelude::*;

use library::Library;
use tasks::{FollowClock, RebuildIndex, RefreshFeeds, TakeIn, tidy};

/// The app: what runs in the background, and how.
///
/// Most tasks live in a component, `feed_tasks.dll`, so that Windows need not start the app for them. It plays articles
/// aloud, and goes on when another app is in front.
#[background_app(
    tasks(RefreshFeeds, tidy, FollowClock, RebuildIndex, TakeIn),
    model = "out-of-process",
    namespace = "FeedReader.Tasks",
    identifier_prefix = "com.contoso.feedreader",
    modes("audio"),
    state = Library
)]
pub struct App;

/// Gives the tasks of this process the library, which is in the package's own folder: the app does so at its start, and the
/// component before the first of its tasks runs. Where there is no package, the tasks fail for want of a library.
pub fn provide_library() {
    #[cfg(windows)]
    if let Ok(folder) = package::folder() {
        bgtask::provide_state::<App>(Library::new(folder));
    }
}
