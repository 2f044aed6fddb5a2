//! How many instructions a program takes: what other programs on the machine don't change. The benches include this file by
//! its path: at the top of this folder cargo would take it for a bench itself.

use std::path::Path;
use std::process::Command;

/// The instructions of a program, as valgrind counts them. Where it counts none, the bench ends here.
pub fn counted(program: &Path, arguments: &[&str]) -> u64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    let output = command.arg(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| {
        eprintln!("valgrind could not be started: {error}");
        std::process::exit(3);
    });
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().find(|line| line.contains("I ") && line.contains("refs:"));
    let digits = line.and_then(|line| line.rsplit("refs:").next()).map(|number| number.trim().replace(',', ""));
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| {
        eprintln!("valgrind told no count:\n{told}");
        std::process::exit(3);
    })
}
