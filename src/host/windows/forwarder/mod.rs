//! The forwarder: a component with one fixed entry point, by which a packaged desktop app gets every trigger that Windows
//! lets it register with an entry point. Loaded by `backgroundTaskHost.exe`, it hands each activation on to the app's COM
//! server.
//!
//! ```text
//! Windows ── Run(instance) ──▶ forwarder, in backgroundTaskHost.exe ── Run(forwarded instance) ──▶ the app's COM server
//!         ◀── deferral, progress ──                                 ◀── deferral, progress ──
//!         ── Canceled ──▶                                           ── Canceled ──▶
//! ```
//!
//! Which COM class a task has is compiled in. The Windows App SDK's `UniversalBGTask` does the same work and looks the class
//! up in the app's settings, which may have been cleared: <https://github.com/microsoft/WindowsAppSDK/pull/6507>.
//!
//! - The deferral is taken before all else and completed once: when the server's `Run` has returned and every deferral that
//!   was taken there is completed, when the server is gone, or when the time of a cancelled task is over.
//! - A server that fails or can't be started is the answer of `Run`, and so of `CheckResult`, as often as
//!   [`tell_failures`](super::tell_failures) says: a component that always fails would be activated for ever.
//! - How such a run ended is kept for the app's [`Completion`](crate::Completion), as the server does of those that it runs.
//! - A registration that nothing is there for any more, because the app has no task of that name or no such class is
//!   registered, is removed: it would fail at every activation. A class that is missing is looked for a second time before
//!   that, as it may be away for a moment while the package is serviced.

#![allow(unsafe_code, reason = "what `implement` writes is unsafe")]

mod deferrals;
mod failed;
mod forwarding;
mod instance;
mod server;

use bgtask_core::{
    catalog::{HostingModel, names},
    model::{Guid, ResolvedTask},
};
use windows::{
    ApplicationModel::Background::{IBackgroundTask, IBackgroundTask_Impl, IBackgroundTaskInstance},
    core::{IInspectable, Interface, Ref, Result, implement},
};

use super::{
    callback::answered,
    component::{ClassName, FactorySlot, Hresult, Make, hand_out},
    life::Life,
};
use crate::{BackgroundApp, app::keep_record};

/// `DllGetActivationFactory` of the forwarder of `A`.
pub fn get_activation_factory<A: BackgroundApp>(
    class: &ClassName<'_>,
    factory: FactorySlot<'_>,
    prepare: &[fn()],
) -> Hresult {
    hand_out(class, factory, prepare, |class| {
        keep_record::<A>();
        is_class(class).then_some(make::<A> as Make)
    })
}

/// Whether `class` is the forwarder's.
pub(super) fn is_class(class: &str) -> bool {
    class == names::FORWARDER_ENTRY_POINT
}

/// A new object that forwards activations of `A`.
pub(super) fn make<A: BackgroundApp>() -> Result<IInspectable> {
    IBackgroundTask::from(Forwarder { tasks: A::TASKS, _life: Life::new() }).cast()
}

/// Forwards the activations of an app's tasks.
#[implement(IBackgroundTask)]
struct Forwarder {
    tasks: &'static [ResolvedTask<'static>],
    _life: Life,
}

impl IBackgroundTask_Impl for Forwarder_Impl {
    fn Run(&self, instance: Ref<'_, IBackgroundTaskInstance>) -> Result<()> {
        answered(|| forwarding::run(instance.ok()?, |name| class_of(self.tasks, name)))
    }
}

/// The COM class of the forwarded task `name`.
fn class_of(tasks: &[ResolvedTask<'_>], name: &str) -> Option<Guid> {
    let mut forwarded = tasks.iter().filter_map(|task| {
        task.windows.filter(|windows| windows.model == HostingModel::Forwarded).map(|windows| (task.spec.name, windows))
    });
    forwarded.find(|(known, _)| *known == name).and_then(|(_, windows)| windows.clsid)
}
