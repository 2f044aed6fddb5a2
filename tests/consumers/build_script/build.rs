//! Writes the list of tasks by hand, in the form that `#[background_app]` without `tasks` takes it.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let directory = env::var_os("OUT_DIR").expect("cargo runs build scripts");
    let list = "__bgtask_task_lists! {
        App {
            crate::Refresh,
            crate::night::tidy,
            #[cfg(any())]
            crate::not::there,
            #[cfg(all())]
            crate::night::deep::index,
        }
        Widgets { crate::night::tidy }
        Empty {}
    }
    ";
    fs::write(PathBuf::from(directory).join("bgtask-tasks.rs"), list).expect("OUT_DIR can be written");
}
