//! Where the list of an app without `tasks(…)` is found.

/// The folder that the package's build script writes to; of a package without one, an error with this text.
///
/// rust-analyzer's `env!` knows no text: with one it takes neither. It tells in words of its own that a build script has not
/// run.
#[doc(hidden)]
#[macro_export]
#[cfg(not(rust_analyzer))]
macro_rules! __out_dir {
    ($without:literal) => {
        ::core::env!("OUT_DIR", $without)
    };
}

#[doc(hidden)]
#[macro_export]
#[cfg(rust_analyzer)]
macro_rules! __out_dir {
    ($without:literal) => {
        ::core::env!("OUT_DIR")
    };
}
