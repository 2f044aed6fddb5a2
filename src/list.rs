//! Where the list of an app without `tasks(…)` is found.

/// The list that the package's build script made; where none did, an error with this text. The variable is that of
/// `bgtask_core::catalog::names`.
///
/// rust-analyzer's `env!` knows no text: with one it takes neither. Of variables that are not set it tells only `OUT_DIR`, in
/// words of its own.
#[doc(hidden)]
#[macro_export]
#[cfg(not(rust_analyzer))]
macro_rules! __task_list {
    ($without:literal) => {
        ::core::env!("BGTASK_TASK_LIST", $without)
    };
}

#[doc(hidden)]
#[macro_export]
#[cfg(rust_analyzer)]
macro_rules! __task_list {
    ($without:literal) => {
        ::core::concat!(::core::env!("OUT_DIR"), "/bgtask-tasks.rs")
    };
}

#[cfg(test)]
mod tests {
    use bgtask_core::catalog::names::{TASK_LIST_FILE, TASK_LIST_VARIABLE};

    #[test]
    fn the_names_are_those_of_the_catalog() {
        let here = include_str!("list.rs");
        for name in [format!("env!({TASK_LIST_VARIABLE:?}, "), format!("\"/{TASK_LIST_FILE}\"")] {
            assert!(here.contains(&name), "{name}");
        }
    }
}
