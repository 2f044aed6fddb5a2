//! Lives a day of the feed reader on the simulated host, and shows it as it happens.

use std::error::Error;
use std::fs;
use std::path::Path;

use bgtask::host::simulated::What;
use bgtask::registration::Registrar;
use feed_reader::library::Library;
use feed_reader::tasks::{RefreshFeeds, Refreshed};
use feed_reader::{App, day};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let feeds = folder.path().join("feeds");
    fs::create_dir(&feeds)?;
    for feed in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("feeds"))? {
        let feed = feed?;
        fs::copy(feed.path(), feeds.join(feed.file_name()))?;
    }

    let day = day::live(folder.path(), |entry| {
        // A trigger that fires again while the run it asks for is held changes nothing.
        if entry.what != What::TriggeredAgain {
            println!("{entry}");
        }
    })?;

    if let Some(refresh) = Registrar::<App, _>::new(&day).get_task::<RefreshFeeds>()?
        && let Some(left) = refresh.result::<Refreshed>()?
    {
        println!("\nThe last refresh read {} feeds and found {} new articles.", left.feeds, left.new_articles);
    }
    println!("\nThe library in the morning:");
    for entry in Library::new(folder.path()).index()?.articles.values() {
        println!("{:12}  {}", entry.feed, entry.article.title);
    }
    Ok(())
}
