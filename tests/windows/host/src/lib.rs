//! How a test has the double of `backgroundTaskHost.exe` run tasks: a program that is told what to do in JSON, a line
//! each.

mod client;
pub mod protocol;

pub use client::Host;
