//! Rules about what was built: what a binary says of the app in it, against the code and the files beside it.

use super::{OWN_PAGES, rules};

rules! {
    NOT_BUILT_IN = "BG0901" Error ALL
        "what the code declares is built in",
        "The code declares an app or a task for the system that the binary was built for, and the binary does not have it. \
         Either the binary is older than the code, or it was built with other features or another profile than the ones that \
         the code was looked at with, or a `cfg` decides otherwise than it seems from outside. The manifest or the property \
         list, made from the code, then declares what nothing in the package can run. Build again, and say what the build was \
         told:\n\n    \
             cargo build --release --features sensors\n    \
             cargo bgtask verify --features sensors target/release/feed.exe",
        OWN_PAGES;
    NOT_IN_THE_CODE = "BG0902" Error ALL
        "what is built in is declared in the code",
        "The binary has an app or a task that was not found in the code: the binary is older than the code, or another macro, a \
         build script or `include!` wrote the task. The tools read source and do not see what is written while it compiles. The \
         app registers such a task all the same, and manifest and property list, which are made from the code, lack it. Write \
         the item with its #[background_task] where it can be seen; the macro may write what is in it:\n\n    \
             task!(Refresh, \"time:15\");                // not seen\n\n    \
             #[background_task(trigger = \"time:15\")]   // seen\n    \
             struct Refresh;\n    \
             run!(Refresh);",
        OWN_PAGES;
    BUILT_OTHERWISE = "BG0903" Error ALL
        "a task is built in as the code declares it",
        "The binary has the app or the task, and something about it is another than in the code: what starts it, under which \
         conditions, how Windows activates it, a name, an identifier. The binary registers what was built into it. Most often \
         it is older than the code, or a `cfg_attr` decides otherwise than it seems from outside. Build again, with the same \
         features that `verify` is told:\n\n    \
             cargo build --release\n    \
             cargo bgtask verify target/release/feed.exe",
        OWN_PAGES;
    BUILT_IN_NOT_IN_FILE = "BG0904" Error ALL
        "manifest and property list declare what is built in",
        "The binary registers a task for which the package manifest or the property list lacks something: an entry point with \
         its class, a COM class, a capability, an identifier, a background mode. Where the code declares the task the same way, \
         `sync` writes what is missing; what the tools can't see in the code has to be written by hand.\n\n    \
             cargo bgtask sync --diff",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    IN_FILE_NOT_BUILT_IN = "BG0905" Warning ALL
        "the files declare no task of ours that is not built in",
        "An entry point of the app's own component, or an identifier under the app's prefix, stands in the file, and no task of \
         the binary has it: the task was removed or renamed, or is not compiled into this build. Windows then starts a host \
         that finds no class, for each registration that an earlier version left behind. If the code has no such task either, \
         this takes it out:\n\n    \
             cargo bgtask sync --prune",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
}
