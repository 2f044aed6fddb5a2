//! Doubles of what Windows hands over when it activates a task in the app's process.

#![expect(non_snake_case, reason = "Windows names the methods")]
#![expect(
    clippy::inline_always,
    clippy::ref_as_ptr,
    clippy::transmute_ptr_to_ptr,
    reason = "the macros of windows-core write so"
)]

use std::sync::{
    Arc, Condvar, Mutex, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCanceledEventHandler, BackgroundTaskCancellationReason, BackgroundTaskCompletedEventHandler,
        BackgroundTaskDeferral, BackgroundTaskProgressEventHandler, BackgroundTaskRegistration,
        BackgroundTaskThrottleCounter, IBackgroundTaskInstance, IBackgroundTaskInstance_Impl, IBackgroundTaskInstance2,
        IBackgroundTaskInstance2_Impl, IBackgroundTaskRegistration, IBackgroundTaskRegistration_Impl,
    },
    Win32::Foundation::E_NOTIMPL,
    core::{
        Error, Event, GUID, HRESULT, HSTRING, IInspectable, IUnknown, IUnknown_Vtbl, Interface, OutRef, Ref, Result,
        implement, interface,
    },
};

pub const REGISTRATION: GUID = GUID::from_u128(0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10);
pub const INSTANCE: GUID = GUID::from_u128(0x1112_1314_1516_1718_191A_1B1C_1D1E_1F20);

/// What the task's side did to an activation.
#[derive(Default)]
pub struct Log {
    deferrals: AtomicU32,
    completed: Mutex<u32>,
    completion: Condvar,
    progress: AtomicU32,
    canceled: Event<BackgroundTaskCanceledEventHandler>,
    handlers: AtomicU32,
    /// Whether the deferral was taken when the name was asked for.
    pub deferral_came_first: AtomicU32,
}

impl Log {
    /// The deferrals that were taken, and how often one was completed.
    pub fn deferrals(&self) -> (u32, u32) {
        let completed = *self.completed.lock().unwrap_or_else(PoisonError::into_inner);
        (self.deferrals.load(Ordering::SeqCst), completed)
    }

    pub fn progress(&self) -> u32 {
        self.progress.load(Ordering::SeqCst)
    }

    /// Waits until the deferral is completed.
    pub fn wait(&self) {
        let completed = self.completed.lock().unwrap_or_else(PoisonError::into_inner);
        drop(
            self.completion.wait_while(completed, |completed| *completed == 0).unwrap_or_else(PoisonError::into_inner),
        );
    }

    /// How many handlers wait for a cancellation.
    pub fn handlers(&self) -> u32 {
        self.handlers.load(Ordering::SeqCst)
    }

    /// Cancels the run, as Windows does: on another thread.
    pub fn cancel(self: &Arc<Self>, reason: BackgroundTaskCancellationReason) {
        let log = Arc::clone(self);
        let canceling = std::thread::spawn(move || log.canceled.call(|handler| handler.Invoke(None, reason)));
        canceling.join().expect("a handler does not panic");
    }
}

/// An activation of the registration `name`, with these details.
pub fn activation(name: &'static str, details: Option<IInspectable>) -> (IBackgroundTaskInstance, Arc<Log>) {
    let log = Arc::new(Log::default());
    (Instance { name, details, log: Arc::clone(&log) }.into(), log)
}

#[implement(IBackgroundTaskInstance, IBackgroundTaskInstance2)]
struct Instance {
    name: &'static str,
    details: Option<IInspectable>,
    log: Arc<Log>,
}

impl IBackgroundTaskInstance_Impl for Instance_Impl {
    fn InstanceId(&self) -> Result<GUID> {
        Ok(INSTANCE)
    }

    fn Task(&self) -> Result<BackgroundTaskRegistration> {
        self.log.deferral_came_first.store(self.log.deferrals().0, Ordering::SeqCst);
        IBackgroundTaskRegistration::from(Registration { name: self.name }).cast()
    }

    fn Progress(&self) -> Result<u32> {
        Ok(self.log.progress())
    }

    fn SetProgress(&self, value: u32) -> Result<()> {
        self.log.progress.store(value, Ordering::SeqCst);
        Ok(())
    }

    fn TriggerDetails(&self) -> Result<IInspectable> {
        // An error without a code is how null is handed over.
        self.details.clone().ok_or_else(Error::empty)
    }

    fn Canceled(&self, handler: Ref<'_, BackgroundTaskCanceledEventHandler>) -> Result<i64> {
        self.log.handlers.fetch_add(1, Ordering::SeqCst);
        self.log.canceled.add(handler.ok()?)
    }

    fn RemoveCanceled(&self, token: i64) -> Result<()> {
        self.log.canceled.remove(token);
        Ok(())
    }

    fn SuspendedCount(&self) -> Result<u32> {
        Ok(3)
    }

    fn GetDeferral(&self) -> Result<BackgroundTaskDeferral> {
        self.log.deferrals.fetch_add(1, Ordering::SeqCst);
        IDeferral::from(Deferral(Arc::clone(&self.log))).cast()
    }
}

impl IBackgroundTaskInstance2_Impl for Instance_Impl {
    fn GetThrottleCount(&self, counter: BackgroundTaskThrottleCounter) -> Result<u32> {
        match counter {
            BackgroundTaskThrottleCounter::Cpu => Ok(5),
            BackgroundTaskThrottleCounter::Network => Ok(7),
            _ => Ok(12),
        }
    }
}

#[implement(IBackgroundTaskRegistration)]
struct Registration {
    name: &'static str,
}

impl IBackgroundTaskRegistration_Impl for Registration_Impl {
    fn TaskId(&self) -> Result<GUID> {
        Ok(REGISTRATION)
    }

    fn Name(&self) -> Result<HSTRING> {
        Ok(self.name.into())
    }

    fn Progress(&self, _: Ref<'_, BackgroundTaskProgressEventHandler>) -> Result<i64> {
        Ok(1)
    }

    fn RemoveProgress(&self, _: i64) -> Result<()> {
        Ok(())
    }

    fn Completed(&self, _: Ref<'_, BackgroundTaskCompletedEventHandler>) -> Result<i64> {
        Ok(1)
    }

    fn RemoveCompleted(&self, _: i64) -> Result<()> {
        Ok(())
    }

    fn Unregister(&self, _: bool) -> Result<()> {
        Ok(())
    }
}

/// `IBackgroundTaskDeferral`, which the `windows` crate can call and not implement. What it has of `IInspectable` is
/// called by nobody.
#[interface("93cc156d-af27-4dd3-846e-24ee40cadd25")]
unsafe trait IDeferral: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
    unsafe fn Complete(&self) -> HRESULT;
}

#[implement(IDeferral)]
struct Deferral(Arc<Log>);

impl IDeferral_Impl for Deferral_Impl {
    unsafe fn GetIids(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn Complete(&self) -> HRESULT {
        *self.0.completed.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.completion.notify_all();
        HRESULT(0)
    }
}

/// `IRawNotification`, likewise.
#[interface("1a227281-3b79-42ac-9963-22ab00d4f0b7")]
unsafe trait IRaw: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
    unsafe fn Content(&self, content: OutRef<'_, HSTRING>) -> HRESULT;
}

#[implement(IRaw)]
struct Notification(&'static str);

impl IRaw_Impl for Notification_Impl {
    unsafe fn GetIids(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn Content(&self, content: OutRef<'_, HSTRING>) -> HRESULT {
        content.write(self.0.into()).into()
    }
}

/// A raw push notification.
pub fn notification(content: &'static str) -> IInspectable {
    IRaw::from(Notification(content)).cast().expect("every object has it")
}

/// `IAppServiceTriggerDetails`, likewise.
#[interface("88a2dcac-ad28-41b8-80bb-bdf1b2169e19")]
unsafe trait IAppService: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
}

#[implement(IAppService)]
struct AppService;

impl IAppService_Impl for AppService_Impl {
    unsafe fn GetIids(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self) -> HRESULT {
        E_NOTIMPL
    }
}

/// The details of an app service's activation.
pub fn app_service() -> IInspectable {
    IAppService::from(AppService).cast().expect("every object has it")
}
