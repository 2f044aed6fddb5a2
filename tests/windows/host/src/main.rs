//! A double of what starts an app's tasks on Windows: `backgroundTaskHost.exe`, which loads the DLL of an entry point, and
//! the part of COM that starts the program of a class. It is told what to do on its standard input, and answers on its
//! standard output, a line of JSON each.
#![cfg_attr(not(windows), allow(dead_code, unused_crate_dependencies))]

#[cfg(windows)]
mod burst;
#[cfg(windows)]
mod control;
#[cfg(windows)]
mod handles;
#[cfg(windows)]
mod module;
mod package;
#[cfg(windows)]
mod registry;
#[cfg(windows)]
mod runs;

#[cfg(windows)]
fn main() {
    control::serve();
}

#[cfg(not(windows))]
fn main() {
    eprintln!("this program is of Windows");
}
