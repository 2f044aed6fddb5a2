//! `notes_forwarder.dll`: Windows loads it into `backgroundTaskHost.exe` for every forwarded task, and it hands the
//! activation on to the notebook's COM server, which is the app's own program. No task runs in it.

bgtask::export_forwarder!(desktop_notes::App);
