//! `cargo bgtask` as a user runs it: what it prints, where, and how it ends.

mod allow;
mod attacks;
mod check;
#[cfg(feature = "failpoints")]
mod crash;
mod explain;
mod feed;
mod first_minutes;
mod formats;
mod help;
mod init;
mod list;
mod members;
mod models;
mod named_files;
mod one_file;
mod outputs;
mod project;
mod sarif;
mod selection;
mod sync;
mod together;
mod unconfigured;
mod wrong_input;
