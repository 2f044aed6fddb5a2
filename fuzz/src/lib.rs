//! Fuzz targets of both merges. What they check, and how files are made from bytes, is in the tests of bgtask-codegen:
//! its property test runs the same on every `cargo test`.

pub use libfuzzer_sys::fuzz_target;

#[path = "../../codegen-cli/tests/invariants/merge/mod.rs"]
mod merge;

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
