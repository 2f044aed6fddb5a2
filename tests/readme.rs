//! The README's code is compiled here, and the README is held to what is compiled.
#![allow(missing_docs)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    reason = "the README shows the shape of a task, not its work"
)]

use std::fs;
use std::path::Path;

// README: begin
use bgtask::prelude::*;

/// Refresh the feed while someone is at the device.
#[background_task(trigger = "time:15", condition = "UserPresent")]
#[derive(Default)]
pub struct RefreshFeed;

impl BackgroundTask for RefreshFeed {
    type Error = FeedError;

    async fn run(&self, task: &TaskInstance) -> Result<(), FeedError> {
        for (done, page) in pages().enumerate() {
            task.cancelled_or(fetch(page)).await??;
            task.set_progress(done as u32);
        }
        Ok(())
    }
}

#[background_app(tasks(RefreshFeed), model = "out-of-process", namespace = "Tasks")]
pub struct App;
// README: end

/// The app's start.
pub mod start {
    #[cfg(windows)]
    use super::App;

    // README: main
    fn main() -> Result<(), Box<dyn std::error::Error>> {
        #[cfg(windows)]
        {
            use bgtask::host::windows;
            App::install()?; // in an AppContainer (UWP). A desktop app has instead:
            // if App::serve_com()? == windows::StartedFor::Tasks { return Ok(()); }
            bgtask::block_on(App::register_all(&windows::WindowsHost::new()))?;
        }
        // … from here on as ever
        Ok(())
    }
    // README: end of main

    /// What is printed is a program's, and this is none.
    pub const MAIN: fn() -> Result<(), Box<dyn std::error::Error>> = main;

    #[cfg(windows)]
    fn of_a_desktop_app() -> Result<bool, Box<dyn std::error::Error>> {
        use bgtask::host::windows;
        Ok(App::serve_com()? == windows::StartedFor::Tasks)
    }

    /// What is left out above: the same app as a COM server.
    #[cfg(windows)]
    pub const OF_A_DESKTOP_APP: fn() -> Result<bool, Box<dyn std::error::Error>> = of_a_desktop_app;
}

#[derive(Debug)]
pub struct FeedError(String);

impl std::fmt::Display for FeedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Cancelled> for FeedError {
    fn from(cancelled: Cancelled) -> Self {
        Self(cancelled.to_string())
    }
}

fn pages() -> impl Iterator<Item = u32> {
    0..3
}

async fn fetch(page: u32) -> Result<(), FeedError> {
    if page < 3 { Ok(()) } else { Err(FeedError(format!("no page {page}"))) }
}

fn text_of(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(path).expect("a file of the repository").replace("\r\n", "\n")
}

/// What stands between two marks, without the white space around it.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(begin).unwrap_or_else(|| panic!("no {begin:?}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end:?}")).0.trim()
}

#[test]
fn the_annotation_compiles_as_printed() {
    let here = text_of("tests/readme.rs");
    let compiled = between(&here, "// README: begin\n", "// README: end");
    assert_eq!(between(&text_of("README.md"), "```rust\n", "```"), compiled);
}

#[test]
fn main_compiles_as_printed() {
    let here = text_of("tests/readme.rs");
    let compiled = between(&here, "// README: main\n", "// README: end of main");
    let lines: Vec<_> = compiled.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    let readme = text_of("README.md");
    let (_, in_your_app) = readme.split_once("## In your app").expect("it has the part");
    assert_eq!(between(in_your_app, "```rust\n", "```"), lines.join("\n"));
}

#[test]
fn the_dispatch_is_what_the_macro_leaves() {
    let readme = text_of("README.md");
    let shown = between(between(&readme, "<!-- dispatch", "<!-- /dispatch -->"), "```rust\n", "```");
    let snapshot = text_of("core/tests/expansion/app.rs");
    let function = between(&snapshot, "        fn dispatch(", "\n        }\n");
    // The README leaves out the paths' common beginning, as `use` would.
    // The README leaves out the paths, as `use` would, and what the formatter adds.
    let paths = ["__bgtask::", "::core::primitive::", "::core::result::"];
    let function = paths.iter().fold(format!("fn dispatch({function}"), |text, path| text.replace(path, ""));
    let words = |text: &str| text.replace(|each: char| each.is_whitespace() || "{},".contains(each), "");
    assert_eq!(words(shown), words(&function));
}

#[test]
fn the_example_runs_on_the_simulated_host() {
    use bgtask::host::simulated::{Simulation, What};

    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything can be registered");
    simulation.advance(std::time::Duration::from_secs(30 * 60));
    assert!(simulation.timeline().count("RefreshFeed", &What::Completed) > 0, "{}", simulation.timeline());
}
