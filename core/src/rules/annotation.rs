//! Rules about the annotations themselves: what the grammar reads. Their checks are the grammar's own.

use super::{OWN_PAGES, rules};

rules! {
    MALFORMED_ATTRIBUTE = "BG0001" Error ALL
        "an attribute is a list of arguments",
        "Both attributes take arguments in brackets, with commas between: `name = value`, a bare word for a switch, or a word \
         with a list in brackets. What can't be read as one of these is reported at the first word that does not fit, and \
         the arguments around it are still read.\n\n\
         A trigger's short form is not Rust, so it stands in quotes; its Rust form does without:\n\n    \
             trigger = system:TimeZoneChange      // neither\n    \
             trigger = \"system:TimeZoneChange\"    // as text\n    \
             trigger = system(TimeZoneChange)     // as Rust\n\n\
         What is nested hundreds of levels deep is not read at all: a parser calls itself for each level, and the compiler \
         would crash.",
        "https://doc.rust-lang.org/reference/attributes.html#meta-item-attribute-syntax";
    UNKNOWN_ARGUMENT = "BG0002" Error ALL
        "an argument is one that the attribute knows",
        "An argument that nobody reads would be ignored without a word: a misspelt `conditon` would leave a task that waits \
         for nothing, and a misspelt `clsid` one that is never activated. So an unknown name is an error. The message has the \
         nearest name that is known in this place, or all of them.\n\n\
         What is for one system alone stands in that system's brackets:\n\n    \
             #[background_task(trigger = \"time:15\", entry_point = \"Tasks.Refresh\")]            // not here\n    \
             #[background_task(trigger = \"time:15\", windows(entry_point = \"Tasks.Refresh\"))]",
        OWN_PAGES;
    DUPLICATE_ARGUMENT = "BG0003" Error ALL
        "a thing is said once",
        "Of two values for one argument only one could count, and a reader could not tell which. It is most often left over \
         from copying. Only `condition` may be repeated: all conditions must hold, so each one adds something. The same goes \
         for what stands in a list: a task, a background mode or the flag `once` that is named twice is a slip for another \
         one.\n\n\
         A task that should start for two reasons has two attributes, each with its own trigger and name:\n\n    \
             #[background_task(trigger = \"time:60\")]\n    \
             #[background_task(trigger = \"system:InternetAvailable\", name = \"RefreshWhenOnline\")]",
        OWN_PAGES;
    MISSING_TRIGGER = "BG0004" Error ALL
        "a task has a trigger",
        "A background task is started by one trigger, and Windows refuses a registration without one. Conditions do not start \
         a task: they hold it back until they are true.\n\n    \
             #[background_task(condition = \"UserPresent\")]                          // never starts\n    \
             #[background_task(trigger = \"time:15\", condition = \"UserPresent\")]\n    \
             #[background_task(trigger = \"system:UserPresent\")]\n\n\
         A task that the app itself starts has `trigger = \"application\"`.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder.settrigger";
    MALFORMED_VALUE = "BG0005" Error ALL
        "a value is a literal, a name of the catalog, or a path",
        "The tools read annotations from source, without compiling it, so a value has to stand there in full. A constant, \
         `concat!` or `env!` would be seen by the compiler and by nothing else, and the manifest would say another thing than \
         the code: the registration then fails on the user's machine, with a class that is not registered.\n\n    \
             #[background_task(trigger = \"time:15\", name = REFRESH)]      // only the compiler knows it\n    \
             #[background_task(trigger = \"time:15\", name = \"Refresh\")]\n\n\
         Where the name is needed elsewhere in the code, take it from the spec: `App::TASKS` has it. Attributes such as \
         `#[cfg(…)]` go on the item or on an entry of `tasks(…)`, not on a value.",
        OWN_PAGES;
    UNSUPPORTED_ITEM = "BG0006" Error ALL
        "a task is a struct, an enum or a function without generics; an app is a unit struct",
        "The system makes a task by itself, perhaps in a process that was started for nothing else: it knows no type \
         arguments, has no value to call a method on, and finds the task by one name. So the item is a struct or an enum, or a \
         free function, and has no generics. Methods, traits, unions, modules and macros are not tasks. The app is a struct \
         without fields, because nobody makes a value of it.\n\n    \
             #[background_task(trigger = \"time:15\")]\n    \
             struct Sync<T>(T);                    // which T?\n\n    \
             #[background_task(trigger = \"time:15\")]\n    \
             #[derive(Default)]\n    \
             struct SyncMail;                      // one type for each\n\n\
         What tasks need at run time stands in the app's state, `#[background_app(state = Library)]`, or in static items.",
        OWN_PAGES;
    UNSUPPORTED_SIGNATURE = "BG0007" Error ALL
        "a task function takes `&TaskInstance` or nothing and returns `()` or a `Result<(), E>`",
        "The system calls the function and has only the instance of the run to hand over, lent for as long as the run lasts. \
         What the function needs besides, it finds there: the trigger's details, the app's state, the way to report progress \
         and to notice cancellation. An error that it returns becomes the result of the run, which the app sees in the \
         registration's completed event.\n\n    \
             async fn refresh(feeds: Vec<Feed>) -> usize                           // nobody gives feeds\n    \
             async fn refresh(task: &TaskInstance) -> Result<(), FeedError>\n\n\
         It may be `async` or not, and neither `unsafe` nor `extern`.",
        OWN_PAGES;
    UNKNOWN_VALUE = "BG0008" Error ALL
        "a value is one of those that the argument takes",
        "Some arguments take one word of a few: the hosting model `in-process`, `out-of-process`, `com` or `forwarded`; the \
         kind of request `refresh`, `processing`, `continued` or `none`; the platforms `windows` and `apple`. Another word \
         would have to be guessed at, and a task that is guessed to be in-process does not run in a desktop app. The message \
         has the nearest word, or all of them.\n\n\
         As text a word has hyphens, as Rust underscores:\n\n    \
             windows(model = \"outofprocess\")\n    \
             windows(model = \"out-of-process\")\n    \
             windows(model = out_of_process)",
        OWN_PAGES;
    MISSING_TASK_LIST = "BG0009" Error ALL
        "an app lists its tasks, or a build script finds them",
        "`#[background_app(tasks(…))]` names the tasks. Without `tasks` the app takes the list that a build script left in \
         OUT_DIR: bgtask_codegen finds the tasks in the sources and writes it. A package without a build script has no \
         OUT_DIR, a list that build.rs makes no longer is not taken, and one that was made before the app was renamed does not \
         name it. An app without a list would register \
         nothing, without a word. Name the tasks, or let a build script find them:\n\n    \
             #[background_app]                        // with the list of a build script\n    \
             #[background_app(tasks(Refresh, Tidy))]\n\n\
         The build script is one line, `bgtask_codegen::build::Builder::new().run();` in the `main` of build.rs, and \
         bgtask-codegen stands among the [build-dependencies], with default-features = false.",
        "https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script";
    UNKNOWN_ALLOW = "BG0010" Error ALL
        "what is allowed is a warning",
        "`allow(…)` takes the numbers of warnings, as the tools print them: who knows what a warning tells, and means it so, says \
         so where it is told. On a task it holds for that registration, on an app for all of it, its files too. A number that no \
         rule has would silence nothing, without a word. An error can't be allowed: what it tells is refused or ignored by the \
         system, whatever one thinks of it.\n\n    \
             #[background_task(trigger = \"time:15\", allow(\"BG0101\"))]      // an error\n    \
             #[background_task(trigger = \"time:15\", condition = \"SessionConnected\", allow(\"BG0526\"))]\n    \
             #[background_app(tasks(Refresh), identifier_prefix = \"com.contoso.feed\", allow(\"BG0526\"))]\n\n\
         `cargo bgtask explain BG0526` tells whether a number is a warning's.",
        OWN_PAGES;
    UNUSED_ALLOW = "BG0020" Warning ALL
        "what is allowed would be told otherwise",
        "The warning that is allowed here is not given any more: the annotation has changed, or the file that it was about. An \
         `allow` that stays behind would hide the warning when it comes back for another reason. Take it out. `cargo bgtask \
         check` tells it, when there are no errors and it has looked at everything that the warning could be about.\n\n    \
             #[background_task(trigger = \"time:15\", allow(\"BG0526\"))]      // no condition is left\n    \
             #[background_task(trigger = \"time:15\")]",
        OWN_PAGES;
}
