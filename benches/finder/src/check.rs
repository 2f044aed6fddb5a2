//! What a `check` that finds nothing to do costs, beside the least that cargo can be asked.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::instructions::counted;
use crate::{ROUNDS, median};

/// Compares `program`, a `cargo-bgtask`, with `cargo locate-project`, both in an example.
pub fn measure(program: &str) {
    let program = std::path::absolute(program).expect("a path");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/feed_reader");
    std::env::set_current_dir(example).expect("the example is there");
    // The program itself, without the one that chooses among toolchains.
    let cargo = Command::new("rustup").args(["which", "cargo"]).output().ok().filter(|output| output.status.success());
    let cargo = cargo.and_then(|output| String::from_utf8(output.stdout).ok());
    let cargo = cargo.map_or_else(|| String::from("cargo"), |path| path.trim().to_owned());
    let (check, locate) = (["bgtask", "check"], ["locate-project"]);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS * 4 {
        let own = time(&program, &check);
        ratios.push(own / time(Path::new(&cargo), &locate));
    }
    println!("check takes {:.2} times as long as cargo locate-project", median(ratios));
    let instructions = counted(&program, &check) as f64 / counted(Path::new(&cargo), &locate) as f64;
    println!("and {instructions:.2} times as many instructions");
}

fn time(program: &Path, arguments: &[&str]) -> f64 {
    let begin = Instant::now();
    let mut command = Command::new(program);
    // No cargo can be asked: what is measured is all there is.
    command.args(arguments).env("CARGO", "no-cargo-here").stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().expect("it can be started");
    assert!(status.success(), "{}: {status}", program.display());
    begin.elapsed().as_secs_f64()
}
