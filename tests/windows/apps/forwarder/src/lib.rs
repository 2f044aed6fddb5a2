//! The DLL that backgroundTaskHost.exe loads for the forwarded tasks of the app.

bgtask::export_forwarder!(hosted::App);
