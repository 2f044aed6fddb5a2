//! Lives a day of the feed reader on the simulated host, and shows it as it happens.

use std::error::Error;
use std::fs;
use std::path::Path;

use bgtask::host::simulated::What;
use feed_reader::day;
use feed_reader::library::Library;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let feeds = folder.path().join("feeds");
    fs::create_dir(&feeds)?;
    for feed in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("feeds"))? {
        let feed = feed?;
        fs::copy(feed.path(), feeds.join(feed.file_name()))?;
    }

    day::live(folder.path(), |entry| {
        if entry.what != What::TriggeredAgain {
            println!("{entry}");
        }
    })?;

    println!("\nThe library in the morning:");
    for entry in Library::new(folder.path()).index()?.articles.values() {
        println!("{:12}  {}", entry.feed, entry.article.title);
    }
    Ok(())
}
