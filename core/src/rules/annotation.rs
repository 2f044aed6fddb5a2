//! Rules about the annotations themselves: what the grammar reads. Their checks are the grammar's own.

use super::rules;

rules! {
    MALFORMED_ATTRIBUTE = "BG0001" Error ALL
        "an attribute is a list of arguments",
        "Both attributes take arguments in brackets, separated by commas: `name = value`, a bare word for a switch, or a word \
         with a list in brackets.",
        "https://doc.rust-lang.org/reference/attributes.html#meta-item-attribute-syntax";
    UNKNOWN_ARGUMENT = "BG0002" Error ALL
        "an argument is one that the attribute knows",
        "The message lists the arguments that are known in this place.",
        "https://docs.rs/bgtask";
    DUPLICATE_ARGUMENT = "BG0003" Error ALL
        "an argument is given once",
        "Only `condition` may be repeated; all conditions must hold.",
        "https://docs.rs/bgtask";
    MISSING_TRIGGER = "BG0004" Error ALL
        "a task has a trigger",
        "A background task is started by one trigger, and Windows refuses a registration without: `trigger = \"time:15\"`. A \
         task that should start for two reasons has two `#[background_task]` attributes with different names.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder.settrigger";
    MALFORMED_VALUE = "BG0005" Error ALL
        "a value is a literal, a name of the catalog, or a path",
        "The tools read annotations from source without compiling it, so a value has to stand there in full: a constant, \
         `concat!` or `env!` would be seen by the compiler and by nothing else, and the manifest would differ from the code.",
        "https://docs.rs/bgtask";
    UNSUPPORTED_ITEM = "BG0006" Error ALL
        "a task is a struct, an enum or a function without generics; an app is a unit struct",
        "A task is made by the system, which knows no type arguments, and is registered under one name. So the item is a struct \
         or an enum, or a free function, and has no generics. Methods, traits, unions and modules are not tasks. The app is a \
         struct without fields.",
        "https://docs.rs/bgtask";
    UNSUPPORTED_SIGNATURE = "BG0007" Error ALL
        "a task function takes `&TaskInstance` or nothing and returns `()` or a `Result<(), E>`",
        "The function may be `async` or not. What it needs besides, it finds in the task instance: the trigger's details, the \
         app's state, the way to report progress and to notice cancellation.",
        "https://docs.rs/bgtask";
    UNKNOWN_VALUE = "BG0008" Error ALL
        "a value is one of those that the argument takes",
        "Some arguments take one word of a few, such as the hosting model or the platforms. The message lists them.",
        "https://docs.rs/bgtask";
}
