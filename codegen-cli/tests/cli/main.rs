//! `cargo bgtask` as a user runs it: what it prints, where, and how it ends.

mod explain;
mod help;
mod project;
