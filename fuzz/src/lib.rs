//! Fuzz targets of both merges and of reading binaries. What they check, and how files are made from bytes, is in the tests of
//! bgtask-codegen, which run the same on every `cargo test`.

pub use libfuzzer_sys::fuzz_target;

#[path = "../../codegen-cli/tests/invariants/merge/mod.rs"]
mod merge;

#[path = "../../benches/merge/src/allocations.rs"]
pub mod allocations;

/// Binaries of every kind.
#[path = "../../codegen-cli/tests/witness/objects.rs"]
pub mod objects;
/// What holds of every binary.
#[path = "../../codegen-cli/tests/witness/holds.rs"]
pub mod witness;

/// The check of this name.
///
/// # Panics
/// If there is none.
pub fn check(name: &str) -> fn(&[u8]) {
    let check = merge::CHECKS.iter().find(|check| check.name == name);
    check.unwrap_or_else(|| panic!("no check is called {name}")).run
}

/// A target that runs the check of this name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::fuzz_target!(|bytes: &[u8]| {
            static CHECK: std::sync::OnceLock<fn(&[u8])> = std::sync::OnceLock::new();
            CHECK.get_or_init(|| $crate::check($name))(bytes);
        });
    };
}
