//! `cargo bgtask` as a user runs it: what it prints, where, and how it ends.

mod attacks;
mod check;
#[cfg(feature = "failpoints")]
mod crash;
mod explain;
mod feed;
mod formats;
mod help;
mod list;
mod one_file;
mod project;
mod selection;
mod sync;
mod together;
mod wrong_input;
