//! The exports of the DLLs that Windows loads tasks from.
//!
//! They stand in the DLL's own crate and nowhere else: a program that links them would export them, too.

use bgtask_core::{catalog::HostingModel, model::Text};

use crate::BackgroundApp;

/// Makes a DLL the component of an app's out-of-process tasks: `bgtask::export_component!(App);`, in the `lib.rs` of a
/// crate with `crate-type = ["cdylib"]`.
///
/// Windows loads the DLL into `backgroundTaskHost.exe` and asks for the entry points that the manifest names, which are
/// those of the app's tasks. If the app has `forwarded` tasks as well, the DLL has the forwarder's entry point too.
/// Elsewhere than on Windows nothing is exported.
///
/// ```
/// # use bgtask::prelude::*;
/// #[background_task(trigger = "time:15")]
/// fn refresh() {}
///
/// #[background_app(tasks(refresh), model = "out-of-process", namespace = "Tasks")]
/// pub struct App;
///
/// bgtask::export_component!(App);
/// ```
///
/// The DLL has no `main`. What its tasks need before the first of them runs, such as their shared state, is prepared by a
/// function that is called once:
///
/// ```
/// # use bgtask::prelude::*;
/// # #[background_task(trigger = "time:15")]
/// # fn refresh() {}
/// # #[background_app(tasks(refresh), model = "out-of-process", namespace = "Tasks", state = String)]
/// # pub struct App;
/// fn prepare() {
///     bgtask::provide_state::<App>("what all tasks see".to_owned());
/// }
///
/// bgtask::export_component!(App, start = prepare);
/// ```
///
/// An app that has no such task is an error:
///
/// ```compile_fail
/// # use bgtask::prelude::*;
/// # #[background_task(trigger = "time:15")]
/// # fn refresh() {}
/// #[background_app(tasks(refresh), model = "in-process")]
/// pub struct App;
///
/// bgtask::export_component!(App);
/// ```
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-background-task>
#[macro_export]
macro_rules! export_component {
    ($app:ty $(, start = $start:path)? $(,)?) => {
        const _: () = $crate::__private::check_component::<$app>();
        // Elsewhere than on Windows, too: there it would be a function that nobody uses.
        $(const _: fn() = $start;)?
        $crate::__export_factory!(component::get_activation_factory::<$app>, [$($start)?]);
    };
}

/// Makes a DLL the forwarder of an app's `forwarded` tasks: `bgtask::export_forwarder!(App);`, in the `lib.rs` of a crate
/// with `crate-type = ["cdylib"]`.
///
/// Windows loads the DLL into `backgroundTaskHost.exe` for the entry point that all forwarded tasks share, and the DLL hands
/// each activation on to the app's COM server, which `App::serve_com` is. Which COM class a task has is compiled in.
/// Elsewhere than on Windows nothing is exported.
///
/// ```
/// # use bgtask::prelude::*;
/// #[background_task(trigger = "system:TimeZoneChange", windows(clsid = "6ee27a6f-3b30-4a0b-9c4f-1b7a39a1f0e4"))]
/// fn reschedule() {}
///
/// #[background_app(tasks(reschedule), model = "forwarded")]
/// pub struct App;
///
/// bgtask::export_forwarder!(App);
/// ```
///
/// An app that has no such task is an error.
///
/// Source, of the way in which Windows' own kit for desktop apps does it:
/// <https://github.com/microsoft/WindowsAppSDK/tree/main/specs/BackgroundTask>
#[macro_export]
macro_rules! export_forwarder {
    ($app:ty $(,)?) => {
        const _: () = $crate::__private::check_forwarder::<$app>();
        $crate::__export_factory!(forwarder::get_activation_factory::<$app>, []);
    };
}

/// The two functions that a DLL with runtime classes exports.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_factory {
    ($module:ident::$function:ident::<$app:ty>, [$($start:path)?]) => {
        // Two of one name are an error on every system; of the functions there are two on Windows alone, and the linker or the
        // compiler tells them by names that nobody wrote.
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        enum a_dll_exports_once_and_export_component_has_the_forwarder_too {}

        #[cfg(windows)]
        const _: () = {
            #[unsafe(no_mangle)]
            extern "system" fn DllGetActivationFactory(
                class: $crate::__private::ClassName<'_>,
                factory: $crate::__private::FactorySlot<'_>,
            ) -> $crate::__private::Hresult {
                $crate::__private::$module::$function::<$app>(&class, factory, &[$($start)?])
            }

            #[unsafe(no_mangle)]
            extern "system" fn DllCanUnloadNow() -> $crate::__private::Hresult {
                $crate::__private::component::can_unload_now()
            }
        };
    };
}

/// That an app has something for a component to run.
///
/// # Panics
///
/// When it has not: in const evaluation, as an error of the compiler's.
#[track_caller]
pub const fn check_component<A: BackgroundApp>() {
    let help = if has::<A>(HostingModel::Forwarded) {
        "its forwarded tasks are exported by `bgtask::export_forwarder!(…)`: write that instead"
    } else {
        NEEDS_NO_DLL
    };
    check_exports::<A>(HostingModel::OutOfProcess, "a component", help);
}

/// That an app has something to forward.
///
/// # Panics
///
/// When it has not: in const evaluation, as an error of the compiler's.
#[track_caller]
pub const fn check_forwarder<A: BackgroundApp>() {
    let help = if has::<A>(HostingModel::OutOfProcess) {
        "its out-of-process tasks are exported by `bgtask::export_component!(…)`: write that instead"
    } else {
        NEEDS_NO_DLL
    };
    check_exports::<A>(HostingModel::Forwarded, "a forwarder", help);
}

/// Of apps whose tasks Windows finds otherwise.
const NEEDS_NO_DLL: &str = "`in-process` and `com` tasks need no DLL: leave this out; or give the tasks another model, \
                            `export_component!` for `out-of-process` and `export_forwarder!` for `forwarded`";

#[track_caller]
const fn check_exports<A: BackgroundApp>(model: HostingModel, exported: &str, help: &str) {
    if has::<A>(model) {
        return;
    }
    let text = Text::<512>::new("app `")
        .with_at_most(A::SPEC.type_name, 80)
        .with("` has no task of the model `")
        .with(model.name())
        .with("`, and so nothing that ")
        .with(exported)
        .with(" exports\n\nhelp: ")
        .with(help);
    panic!("{}", text.as_str());
}

/// Whether the app has a task of `model`.
pub(crate) const fn has<A: BackgroundApp>(model: HostingModel) -> bool {
    let mut at = 0;
    while at < A::TASKS.len() {
        if let Some(windows) = &A::TASKS[at].windows
            && windows.model as u8 == model as u8
        {
            return true;
        }
        at += 1;
    }
    false
}
