//! `completions`: a script that completes command lines.

use clap::CommandFactory;

use super::Outcome;
use crate::options::{Completions, Options};
use crate::output::Output;

pub(super) fn run(completions: &Completions, output: &mut Output) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Options::command(), "cargo-bgtask", &mut script);
    output.file(&script);
    Outcome::Success
}
