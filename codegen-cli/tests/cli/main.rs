//! `cargo bgtask` as a user runs it: what it prints, where, and how it ends.

mod check;
mod explain;
mod feed;
mod formats;
mod help;
mod init;
mod list;
mod one_file;
mod project;
mod sarif;
mod selection;
mod sync;
mod wrong_input;
