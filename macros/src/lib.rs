//! The attribute macros of bgtask. What they do is in `bgtask-core`: this crate hands tokens over and back.

use proc_macro::TokenStream;

/// Declares a background task: one registration, made from one line.
///
/// It goes on a struct, an enum, a `fn` or an `async fn`. A type also implements `BackgroundTask`; a function takes
/// `&TaskInstance` or nothing, and returns `()` or a `Result<(), E>`.
///
/// ```
/// use bgtask::prelude::*;
///
/// #[background_task(trigger = "time:15", condition = "UserPresent")]
/// #[derive(Default)]
/// pub struct RefreshFeed;
///
/// impl BackgroundTask for RefreshFeed {
///     type Error = std::io::Error;
///
///     async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
///         task.set_progress(100);
///         Ok(())
///     }
/// }
///
/// #[background_task(trigger = "system:TimeZoneChange")]
/// async fn reschedule() {}
/// ```
///
/// | argument | meaning | default |
/// | --- | --- | --- |
/// | `trigger = "KIND[:ARG][,once]"` | what starts it; also as Rust: `time(15, once)`, `system(TimeZoneChange)` | |
/// | `trigger = with("KIND", path)` | a trigger that a function of yours builds at run time | |
/// | `condition = "NAME"` | what must hold as well; repeatable, also `conditions("A", "B")`, also as Rust | none |
/// | `name = "…"` | the registration's name | the item's name |
/// | `cancel_on_condition_loss` | stop when a condition ceases to hold | off |
/// | `network_requested` | keep the network up while it runs | off |
/// | `group = "…"` | the registration group | none |
/// | `windows(model = "…", entry_point = "…", clsid = "…")` | how Windows activates it | the app's |
/// | `windows(run_in_standby)` | run in modern standby too, where Windows 11 can have it so | off |
/// | `apple(kind = "…", identifier = "…", external_power, network)` | what it is on Apple systems | from trigger and conditions |
/// | `platforms("windows", "apple")` | where it is meant to run | all that the app is made for |
/// | `allow("BG0526")` | warnings that are accepted, by their numbers | none |
/// | `create = path` | the function that makes the value | `Default` |
/// | `crate = path` | where bgtask is re-exported | `::bgtask` |
///
/// A type may carry several, with different names: Windows has one trigger per registration.
///
/// Values are literals, names of the catalog or paths, as the tools read them from source: no constants, no `concat!`.
#[proc_macro_attribute]
pub fn background_task(arguments: TokenStream, item: TokenStream) -> TokenStream {
    bgtask_core::expand::task(arguments.into(), &item.into()).into()
}

/// Declares an app: the list of its tasks, and the defaults for them.
///
/// It goes on a struct without fields and gives it `TASKS`, `register_all` and `on_background_activated`.
///
/// ```
/// use bgtask::prelude::*;
///
/// #[background_task(trigger = "system:TimeZoneChange")]
/// async fn reschedule() {}
///
/// #[background_app(tasks(reschedule), model = "out-of-process", namespace = "Tasks")]
/// pub struct App;
///
/// let [task] = App::TASKS else { unreachable!() };
/// assert_eq!(task.windows.unwrap().entry_point, Some("Tasks.reschedule"));
/// ```
///
/// | argument | meaning | default |
/// | --- | --- | --- |
/// | `tasks(path, #[cfg(…)] path)` | the tasks | the list that the build script found |
/// | `model = "in-process"` | how Windows activates them: `in-process`, `out-of-process`, `com`, `forwarded` | `in-process` |
/// | `namespace = "…"` | what stands before a type's name in an entry point | none |
/// | `identifier_prefix = "com.contoso.feed"` | makes the app one for Apple systems too | none |
/// | `modes("audio")` | background modes of the app itself | none |
/// | `exits_on_suspend = true` | writes UIApplicationExitsOnSuspend | not written |
/// | `platforms("windows", "apple")` | what the app is made for | windows, and apple with `identifier_prefix` |
/// | `state = Type` | shared state that tasks see | `()` |
/// | `block_on = path` | `fn<F: Future>(F) -> F::Output`, for an app with an async runtime of its own | bgtask's |
/// | `strict` | warnings are errors | off |
/// | `allow("BG0526")` | warnings that are accepted, of the app, its tasks and its files | none |
/// | `crate = path` | where bgtask is re-exported | `::bgtask` |
#[proc_macro_attribute]
pub fn background_app(arguments: TokenStream, item: TokenStream) -> TokenStream {
    bgtask_core::expand::app(&arguments.into(), &item.into()).into()
}

/// The second half of `#[background_app]` without `tasks`: what the build script's list calls.
#[doc(hidden)]
#[proc_macro]
pub fn background_app_with_list(input: TokenStream) -> TokenStream {
    bgtask_core::expand::app_with_list(input.into()).into()
}
