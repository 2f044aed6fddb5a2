//! The program does what it is there for.

use std::process::Command;

#[test]
fn the_program_registers_its_tasks() {
    let output = Command::new(env!("CARGO_BIN_EXE_consumer-private-app")).output().expect("it can be started");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Refresh send count\n");
}
