//! Rules about the project as a whole: what is found, configured and built.

use super::rules;

rules! {
    TASK_IN_NO_APP = "BG0801" Warning ALL
        "a task is in an app's list",
        "A type with #[background_task] that no #[background_app] lists is compiled and never registered. Put it into the \
         list, or let the build script make the list.",
        "https://docs.rs/bgtask";
    PANIC_ABORT = "BG0802" Warning ALL
        "panics unwind",
        "With `panic = \"abort\"` in the profile, a panic in a task ends the process: its deferral is not completed, and an app \
         whose tasks run in its own process goes down with it. With unwinding the task fails and the app goes on.",
        "https://doc.rust-lang.org/cargo/reference/profiles.html#panic";
    UNRESOLVED_TASK = "BG0803" Error ALL
        "an app lists tasks that exist",
        "The list names a type for which no #[background_task] was found, by the last part of its path. Tasks that are made by \
         other macros or generated into OUT_DIR are not seen.",
        "https://docs.rs/bgtask";
    AMBIGUOUS_TASK = "BG0804" Error ALL
        "an app's list names each task unmistakably",
        "Several tasks fit the path in the list equally well. Write more of the path.",
        "https://docs.rs/bgtask";
    NOT_JUDGED = "BG0805" Warning ALL
        "what decides whether a task is compiled can be judged from outside",
        "A `cfg` that a build script sets, or a task written by another macro, can't be judged without compiling. The tool says \
         so rather than guess.",
        "https://doc.rust-lang.org/reference/conditional-compilation.html";
    UNREADABLE_SOURCE = "BG0806" Error ALL
        "source files can be read",
        "A file of the crate is missing, can't be read, or is not Rust. What else was found is still reported.",
        "https://doc.rust-lang.org/reference/items/modules.html";
    UNKNOWN_CONFIGURATION = "BG0807" Error ALL
        "the configuration in Cargo.toml has only known keys",
        "What bgtask reads stands under [package.metadata.bgtask.windows] and [package.metadata.bgtask.apple]. A key that is not \
         known would be ignored, so it is an error.",
        "https://doc.rust-lang.org/cargo/reference/manifest.html#the-metadata-table";
    MISSING_CONFIGURATION = "BG0808" Error ALL
        "the configuration says what the tasks need",
        "A task that must stand in a manifest or a property list needs the file's path, and an out-of-process task the name of \
         its component, a com or forwarded task the executable that serves it.",
        "https://doc.rust-lang.org/cargo/reference/manifest.html#the-metadata-table";
    AMBIGUOUS_APP = "BG0809" Error ALL
        "a package has one app, or one is chosen",
        "Several types carry #[background_app], and a manifest belongs to one of them. Say which with --app.",
        "https://docs.rs/bgtask";
}
