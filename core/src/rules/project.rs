//! Rules about the project as a whole: what is found, configured and built.

use super::{OWN_PAGES, rules};

rules! {
    TASK_IN_NO_APP = "BG0801" Warning ALL
        "a task is in an app's list",
        "A type or function with #[background_task] that no #[background_app] lists is compiled, and never registered: the \
         system does not know of it, and it stands in no manifest. Put it into the list, or leave the list to the build script, \
         which takes every task that it finds:\n\n    \
             #[background_app(tasks(Refresh))]            // Tidy was forgotten\n    \
             #[background_app(tasks(Refresh, Tidy))]\n    \
             #[background_app]                            // with the list that build.rs makes\n\n\
         A task that is meant for another app, in a library that several share, is no mistake.",
        OWN_PAGES;
    PANIC_ABORT = "BG0802" Warning ALL
        "panics unwind",
        "With `panic = \"abort\"` in the profile a panic in a task ends the process on the spot. Nobody completes the task's \
         deferral or hears of its failure, and an app whose tasks run in its own process goes down with it, in front of the \
         user. With unwinding, the default, the panic stays in the task: its deferral is completed, the run counts as failed, \
         and the app goes on.\n\n    \
             [profile.release]\n    \
             panic = \"abort\"      # leave it out",
        "https://doc.rust-lang.org/cargo/reference/profiles.html#panic";
    UNRESOLVED_TASK = "BG0803" Error ALL
        "an app lists tasks that exist",
        "The app's list names something for which no #[background_task] was found. Most often a name was changed in one place \
         and not in the other, or the type or function that is listed has no annotation yet:\n\n    \
             fn tidy() {}                                 // listed, and no task\n\n    \
             #[background_task(trigger = \"maintenance:60\")]\n    \
             fn tidy() {}\n\n\
         Or it stands under a `cfg`, and the entry does not:\n\n    \
             #[cfg(windows)]\n    \
             #[background_task(trigger = \"time:15\")]\n    \
             fn refresh() {}\n\n    \
             #[background_app(tasks(refresh))]                  // not there for Apple systems\n    \
             #[background_app(tasks(#[cfg(windows)] refresh))]\n\n\
         The compiler says of a function without an annotation that it is not a type (E0573). The tools read source: they follow modules, `use` \
         and path dependencies, and do not see what other macros write, or what is generated into OUT_DIR. The manifest would \
         lack such a task.",
        OWN_PAGES;
    AMBIGUOUS_TASK = "BG0804" Error ALL
        "an app's list names each task unmistakably",
        "Several tasks fit the path in the list equally well, and which one the compiler takes depends on imports that can't be \
         followed from outside. The entry point and the identifiers in the files depend on the answer, so it is not guessed. \
         Write more of the path:\n\n    \
             tasks(Sync)                     // mail::Sync or feed::Sync?\n    \
             tasks(mail::Sync, feed::Sync)",
        OWN_PAGES;
    NOT_JUDGED = "BG0805" Warning ALL
        "what decides whether a task is compiled can be judged from outside",
        "The tools evaluate `cfg` for the platform whose file they make, from the target's own values and the chosen features. \
         A `cfg` that a build script sets, or a task that another macro writes, can't be judged without compiling. The tool says \
         so rather than guess. A feature of the package is a condition that can be judged:\n\n    \
             #[cfg(has_sensors)]              // who knows?\n    \
             #[cfg(feature = \"sensors\")]\n\n\
         What `cfg_if!` and `cfg_select!` choose among is seen, and so is what a `macro_rules!` is given that has one arm, is \
         defined before in the text, and does nothing but put attributes before each item:\n\n    \
             macro_rules! if_sensors { ($($item:item)*) => { $( #[cfg(feature = \"sensors\")] $item )* } }\n    \
             if_sensors! { mod sensors; }",
        "https://doc.rust-lang.org/reference/conditional-compilation.html";
    UNREADABLE_SOURCE = "BG0806" Error ALL
        "source files can be read",
        "A file that belongs to the crate is missing, can't be read, is not Rust, or is nested so deep that no parser should try. \
         A task in it would be missing in the manifest, or look stale there. What was found elsewhere is still reported. `cargo check` tells more about a file that is not Rust.",
        "https://doc.rust-lang.org/reference/items/modules.html";
    UNKNOWN_CONFIGURATION = "BG0807" Error ALL
        "the configuration in Cargo.toml has only known keys",
        "What bgtask reads stands under [package.metadata.bgtask.windows] and [package.metadata.bgtask.apple]. Cargo itself \
         ignores that table, so a misspelt key would be ignored without a word, and a file would not be kept in step. The \
         message has the nearest key, or all of them.\n\n    \
             [package.metadata.bgtask.windows]\n    \
             manifst = \"packaging/Package.appxmanifest\"\n    \
             manifest = \"packaging/Package.appxmanifest\"",
        "https://doc.rust-lang.org/cargo/reference/manifest.html#the-metadata-table";
    MISSING_CONFIGURATION = "BG0808" Error ALL
        "the configuration says what the tasks need",
        "A task that must stand in a manifest or a property list needs the file's path; an out-of-process task the name of its \
         component, which is the DLL that Windows loads; a com or forwarded task the executable that serves it. These are facts \
         about files and not about code, so they stand in Cargo.toml:\n\n    \
             [package.metadata.bgtask.windows]\n    \
             manifest = \"packaging/Package.appxmanifest\"\n    \
             component = \"feed_tasks.dll\"\n    \
             com-server = \"feed.exe\"\n\n    \
             [package.metadata.bgtask.apple]\n    \
             info-plist = \"packaging/Info.plist\"",
        "https://doc.rust-lang.org/cargo/reference/manifest.html#the-metadata-table";
    AMBIGUOUS_APP = "BG0809" Error ALL
        "a package has one app, or one is chosen",
        "Several types carry #[background_app]. A manifest belongs to one app, and the tasks of another would look stale in it, \
         so the tools do not choose by themselves.\n\n    \
             cargo bgtask sync --app Reader\n\n\
         Apps that are packaged apart are best kept in packages of their own, each with its configuration in Cargo.toml.",
        OWN_PAGES;
    UNREACHABLE_TASK = "BG0810" Error ALL
        "a list that a build script makes can name its tasks",
        "An app without `tasks(…)` takes every task of its package. The list is compiled where the app stands, so each task must \
         be visible from there, as for any other path: `pub(crate)` in a module of the same crate, and `pub` all the way in \
         the package's library, where the app is in an executable. What `pub use` brings in elsewhere is found. A task that \
         were left out would never be registered.\n\n    \
             mod night {\n    \
                 #[background_task(trigger = \"time:60\")]\n    \
                 fn tidy() {}                // only `night` can name it\n    \
                 pub(crate) fn tidy() {}\n    \
             }",
        "https://doc.rust-lang.org/reference/visibility-and-privacy.html";
    APPS_OF_ONE_NAME = "BG0811" Error ALL
        "apps whose lists a build script makes have names of their own",
        "A build script makes one file for all crates of its package, in which an app is known by the name of its type. Of two \
         apps of one name, in two modules or in two executables, each would get the other's tasks. Give one another name, or \
         name its tasks with `tasks(…)`.",
        OWN_PAGES;
    NOT_BUILT_HERE = "BG0812" Warning WINDOWS
        "`component` and `com-server` name what the project builds",
        "Windows loads the one and starts the other, by these names in the package. After a rename, or with a slip of the \
         pen, a package is made that has no such file, and a task ends before it begins: with 0x80040154, class not registered, \
         or with 0x8007007E, module not found. Cargo names a program after its target, and a DLL after its library, with `_` \
         for `-`:\n\n    \
             [package.metadata.bgtask.windows]\n    \
             component = \"feed-tasks.dll\"   # of the library feed-tasks cargo makes another\n    \
             component = \"feed_tasks.dll\"\n\n\
         The name that Tauri gives the program by `mainBinaryName`, and its first version by `productName`, is known. Any other \
         tool that makes the package may put a file in under another name. Then `allow(\"BG0812\")` on the app says so.",
        "https://doc.rust-lang.org/cargo/reference/cargo-targets.html";
    NO_DLL_EXPORTS = "BG0813" Warning WINDOWS
        "a DLL of the project exports what Windows loads for a task",
        "Windows activates an out-of-process task, and the forwarder of a forwarded one, from a DLL: a crate of type `cdylib` \
         that has one line for it, below. No crate of that type in the project has it, so there is nothing that the package could \
         bring. The DLL depends on the app, which therefore is in a library, `src/lib.rs`, and not in a program:\n\n    \
             bgtask::export_component!(feed::App);      // of out-of-process tasks\n    \
             bgtask::export_forwarder!(notes::App);     // where all are forwarded\n\n\
         The crate is looked for among the members of the app's workspace, with the members that it links, whose macro may write \
         the line. One that is built elsewhere is no mistake: \
         `allow(\"BG0813\")` on the app says so.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-background-task";
    NEVER_CALLED = "BG0814" Warning WINDOWS
        "a program calls what its tasks need",
        "The annotations make the functions, and the program has to call them: at the start of `main` one that takes on what \
         Windows starts the program for, and one that registers the tasks. Without the first a task is started and nothing \
         happens; without the second nothing is ever started. They are there where the app is compiled for Windows, so \
         `#[cfg(windows)]` belongs before them in an app for other systems too. `main` must return a `Result` for them.\n\n    \
             use bgtask::host::windows::{StartedFor, WindowsHost};\n    \
             App::install()?;                                                  // in-process tasks\n    \
             if App::serve_com()? == StartedFor::Tasks { return Ok(()); }      // com and forwarded tasks\n    \
             bgtask::block_on(App::register_all(&WindowsHost::new()))?;        // all tasks\n\n\
         The names are looked for in the sources of the whole project, in modules for tests as well, but not in the folders of \
         tests, benchmarks and examples, unless `com-server` names the example. They are found wherever they may be called: not in \
         comments and texts, not where something else is defined under the name, and not behind the name of a crate that has \
         nothing to do with bgtask. A call that is made elsewhere, such as in a crate from a registry, is not seen: \
         `allow(\"BG0814\")` on the app says that there is one.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks";
}
