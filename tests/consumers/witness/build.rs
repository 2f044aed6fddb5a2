//! Writes a task that no source file has, and leaves a `cfg` for the compiler to find unset.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(has_radio)");
    let directory = env::var_os("OUT_DIR").expect("cargo runs build scripts");
    let task = "#[bgtask::background_task(trigger = \"system:UserAway\")]\npub fn generated() {}\n";
    fs::write(PathBuf::from(directory).join("more_tasks.rs"), task).expect("OUT_DIR can be written");
}
