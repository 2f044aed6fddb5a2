//! Lives a day of the feed reader on the simulated host, and shows it as it happens.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use bgtask::host::simulated::{Entry, What};
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

    let held = Mutex::new(BTreeSet::new());
    day::live(folder.path(), move |entry| {
        if is_news(entry, &mut held.lock().unwrap_or_else(PoisonError::into_inner)) {
            println!("{entry}");
        }
    })?;

    println!("\nThe library in the morning:");
    for entry in Library::new(folder.path()).index()?.articles.values() {
        println!("{:12}  {}", entry.feed, entry.article.title);
    }
    Ok(())
}

/// A trigger that fires again while the run it asks for is held changes nothing.
fn is_news(entry: &Entry, held: &mut BTreeSet<String>) -> bool {
    let Some(task) = &entry.task else { return true };
    match entry.what {
        What::Triggered => !held.contains(task),
        What::Held(_) => held.insert(task.clone()),
        What::Started | What::Unregistered => {
            held.remove(task);
            true
        }
        _ => true,
    }
}
