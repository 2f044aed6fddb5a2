//! The feed reader. On Windows it is an app in an AppContainer; elsewhere it lives a day on the simulated host, and shows it
//! as it happens.

#[cfg(windows)]
mod window;

use std::error::Error;

use feed_reader::App;

#[cfg(windows)]
fn main() -> Result<(), Box<dyn Error>> {
    // First of all, as Windows may have started the process for an in-process task alone.
    feed_reader::provide_library();
    App::install()?;
    // At every start: keeps what is registered, registers what is missing, replaces what was changed.
    if let Err(error) = bgtask::block_on(App::register_all(&bgtask::host::windows::WindowsHost::new())) {
        eprintln!("no work in the background: {error}");
    }
    Ok(window::run()?)
}

#[cfg(not(windows))]
fn main() -> Result<(), Box<dyn Error>> {
    use std::fs;
    use std::path::Path;

    use bgtask::host::simulated::What;
    use bgtask::registration::Registrar;
    use feed_reader::day;
    use feed_reader::library::Library;
    use feed_reader::tasks::{RefreshFeeds, Refreshed};

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
