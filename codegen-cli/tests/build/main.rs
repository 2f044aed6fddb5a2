//! The build script's builder, run by cargo on packages of their own.

mod crates;
mod fixture;
mod lists;
mod messages;
mod packaging;
mod reruns;
