//! The events that an app subscribes to, and what they are raised with.

use std::{collections::BTreeMap, sync::Mutex};

use windows::{
    ApplicationModel::{
        Activation::BackgroundActivatedEventArgs,
        Background::{
            BackgroundTaskCompletedEventArgs, BackgroundTaskCompletedEventHandler, BackgroundTaskProgressEventArgs,
            BackgroundTaskProgressEventHandler, BackgroundTaskRegistrationGroup, IBackgroundTaskInstance,
        },
        EnteredBackgroundEventArgs, LeavingBackgroundEventArgs,
    },
    Foundation::{Deferral, EventHandler, TypedEventHandler},
    Win32::{
        Foundation::{E_INVALIDARG, E_NOTIMPL},
        System::Com::IAgileObject,
    },
};
use windows_core::{GUID, HRESULT, Interface, Ref, Result, implement};

use crate::{
    bindings::{
        IBackgroundActivatedEventArgs, IBackgroundActivatedEventArgs_Impl, IBackgroundTaskCompletedEventArgs,
        IBackgroundTaskCompletedEventArgs_Impl, IBackgroundTaskProgressEventArgs,
        IBackgroundTaskProgressEventArgs_Impl, IEnteredBackgroundEventArgs, IEnteredBackgroundEventArgs_Impl,
        ILeavingBackgroundEventArgs, ILeavingBackgroundEventArgs_Impl,
    },
    live::Alive,
    lock,
};

/// Those who listen to an event of something that `K` tells apart.
pub struct Handlers<K, H>(Mutex<Added<K, H>>);

struct Added<K, H> {
    handlers: Vec<(i64, K, H)>,
    last_token: i64,
}

// SAFETY: `add` takes only handlers that are agile: they may be called and released on every thread.
unsafe impl<K: Send, H> Send for Added<K, H> {}

impl<K: PartialEq, H: Interface> Handlers<K, H> {
    const fn new() -> Self {
        Self(Mutex::new(Added { handlers: Vec::new(), last_token: 0 }))
    }

    pub fn add(&self, of: K, handler: Ref<'_, H>) -> Result<i64>
    where
        H: windows_core::Type<H, Default = Option<H>>,
    {
        let handler = handler.ok()?.clone();
        if handler.cast::<IAgileObject>().is_err() {
            return Err(E_INVALIDARG.into());
        }
        let mut added = lock(&self.0);
        added.last_token += 1;
        let token = added.last_token;
        added.handlers.push((token, of, handler));
        Ok(token)
    }

    pub fn remove(&self, token: i64) {
        let removed = {
            let mut added = lock(&self.0);
            let at = added.handlers.iter().position(|(known, ..)| *known == token);
            at.map(|at| added.handlers.remove(at))
        };
        drop(removed);
    }

    pub fn remove_all(&self, of: impl Fn(&K) -> bool) {
        let removed: Vec<_> = lock(&self.0).handlers.extract_if(.., |(_, known, _)| of(known)).collect();
        drop(removed);
    }

    /// Calls each handler, in the order in which they were added; how many there were.
    pub fn raise(&self, of: impl Fn(&K) -> bool, raise: impl Fn(&H) -> Result<()>) -> usize {
        let handlers: Vec<_> = lock(&self.0)
            .handlers
            .iter()
            .filter(|(_, known, _)| of(known))
            .map(|(.., handler)| handler.clone())
            .collect();
        for handler in &handlers {
            // What a handler answers is its own concern.
            let _ = raise(handler);
        }
        handlers.len()
    }

    /// Whether anybody listens.
    pub fn any(&self, of: impl Fn(&K) -> bool) -> bool {
        lock(&self.0).handlers.iter().any(|(_, known, _)| of(known))
    }

    fn len(&self) -> usize {
        lock(&self.0).handlers.len()
    }
}

pub static ACTIVATED: Handlers<(), EventHandler<BackgroundActivatedEventArgs>> = Handlers::new();
pub static ENTERED: Handlers<(), EventHandler<EnteredBackgroundEventArgs>> = Handlers::new();
pub static LEAVING: Handlers<(), EventHandler<LeavingBackgroundEventArgs>> = Handlers::new();
/// By the group's id and the object.
pub static GROUP_ACTIVATED: Handlers<
    (String, u64),
    TypedEventHandler<BackgroundTaskRegistrationGroup, BackgroundActivatedEventArgs>,
> = Handlers::new();
/// By the registration's id.
pub static COMPLETED: Handlers<u128, BackgroundTaskCompletedEventHandler> = Handlers::new();
/// By the registration's id.
pub static PROGRESS: Handlers<u128, BackgroundTaskProgressEventHandler> = Handlers::new();

/// How many listen, by event.
pub fn listeners() -> BTreeMap<String, usize> {
    [
        ("CoreApplication.BackgroundActivated", ACTIVATED.len()),
        ("CoreApplication.EnteredBackground", ENTERED.len()),
        ("CoreApplication.LeavingBackground", LEAVING.len()),
        ("BackgroundTaskRegistrationGroup.BackgroundActivated", GROUP_ACTIVATED.len()),
        ("BackgroundTaskRegistration.Completed", COMPLETED.len()),
        ("BackgroundTaskRegistration.Progress", PROGRESS.len()),
    ]
    .into_iter()
    .filter(|(_, count)| *count != 0)
    .map(|(event, count)| (event.to_owned(), count))
    .collect()
}

#[implement(IBackgroundActivatedEventArgs)]
struct Activated {
    instance: IBackgroundTaskInstance,
    _alive: Alive,
}

impl IBackgroundActivatedEventArgs_Impl for Activated_Impl {
    fn TaskInstance(&self) -> Result<IBackgroundTaskInstance> {
        Ok(self.instance.clone())
    }
}

pub fn activated(instance: IBackgroundTaskInstance) -> Result<BackgroundActivatedEventArgs> {
    let args = Activated { instance, _alive: Alive::new("BackgroundActivatedEventArgs") };
    IBackgroundActivatedEventArgs::from(args).cast()
}

#[implement(IBackgroundTaskCompletedEventArgs)]
struct Completed {
    instance: GUID,
    result: HRESULT,
    _alive: Alive,
}

impl IBackgroundTaskCompletedEventArgs_Impl for Completed_Impl {
    fn InstanceId(&self) -> Result<GUID> {
        Ok(self.instance)
    }

    fn CheckResult(&self) -> Result<()> {
        self.result.ok()
    }
}

pub fn completed(instance: GUID, result: HRESULT) -> Result<BackgroundTaskCompletedEventArgs> {
    let args = Completed { instance, result, _alive: Alive::new("BackgroundTaskCompletedEventArgs") };
    IBackgroundTaskCompletedEventArgs::from(args).cast()
}

#[implement(IBackgroundTaskProgressEventArgs)]
struct Progress {
    instance: GUID,
    progress: u32,
    _alive: Alive,
}

impl IBackgroundTaskProgressEventArgs_Impl for Progress_Impl {
    fn InstanceId(&self) -> Result<GUID> {
        Ok(self.instance)
    }

    fn Progress(&self) -> Result<u32> {
        Ok(self.progress)
    }
}

pub fn progress(instance: GUID, progress: u32) -> Result<BackgroundTaskProgressEventArgs> {
    let args = Progress { instance, progress, _alive: Alive::new("BackgroundTaskProgressEventArgs") };
    IBackgroundTaskProgressEventArgs::from(args).cast()
}

/// The arguments of both events of the app's own way.
#[implement(IEnteredBackgroundEventArgs, ILeavingBackgroundEventArgs)]
struct OnItsWay {
    _alive: Alive,
}

impl IEnteredBackgroundEventArgs_Impl for OnItsWay_Impl {
    fn GetDeferral(&self) -> Result<Deferral> {
        Err(E_NOTIMPL.into())
    }
}

impl ILeavingBackgroundEventArgs_Impl for OnItsWay_Impl {
    fn GetDeferral(&self) -> Result<Deferral> {
        Err(E_NOTIMPL.into())
    }
}

pub fn entered() -> Result<EnteredBackgroundEventArgs> {
    let args = OnItsWay { _alive: Alive::new("EnteredBackgroundEventArgs") };
    IEnteredBackgroundEventArgs::from(args).cast()
}

pub fn leaving() -> Result<LeavingBackgroundEventArgs> {
    let args = OnItsWay { _alive: Alive::new("LeavingBackgroundEventArgs") };
    ILeavingBackgroundEventArgs::from(args).cast()
}
