//! `feed_tasks.dll`: Windows loads it into `backgroundTaskHost.exe` for the feed reader's out-of-process tasks, and the app
//! does not run for them. The tasks themselves are the library's, as in the app.

bgtask::export_component!(feed_reader::App, start = feed_reader::provide_library);
