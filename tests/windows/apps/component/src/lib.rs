//! The DLL that backgroundTaskHost.exe loads for the out-of-process tasks of the app.

bgtask::export_component!(hosted::App, start = hosted::prepare);
