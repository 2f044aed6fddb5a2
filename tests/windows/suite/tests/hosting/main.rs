//! The hosting models in which tasks run outside the app's own process: the DLL of a component, the app as a COM server,
//! and the forwarder that hands on to it. The app is `tests/windows/apps/hosted`, its package what `tests/windows/run`
//! puts together, with the manifest that `cargo bgtask` writes.
#![cfg(windows)]

mod both_in_one;
mod com;
mod failures;
mod forwarded;
mod many;
mod many_across_processes;
mod orphans;
mod out_of_process;
mod package;
