//! The event `Canceled`.
//!
//! `windows_core::Event` needs `RoGetAgileReference` for a handler of another process, which Wine 8 does not have.

use std::sync::Mutex;

use windows::{
    ApplicationModel::Background::{BackgroundTaskCanceledEventHandler, BackgroundTaskCancellationReason},
    Win32::System::Com::{
        CLSCTX_INPROC_SERVER, CoCreateInstance, CoIncrementMTAUsage, IAgileObject, IGlobalInterfaceTable,
    },
    core::{GUID, IUnknown, Interface, Result},
};

use crate::log::lock;

/// `CLSID_StdGlobalInterfaceTable`, of objidl.h.
const GLOBAL_INTERFACE_TABLE: GUID = GUID::from_u128(0x0000_0323_0000_0000_c000_0000_0000_0046);

#[derive(Default)]
pub(crate) struct Handlers(Mutex<Added>);

#[derive(Default)]
struct Added {
    handlers: Vec<(i64, Handler)>,
    last_token: i64,
}

enum Handler {
    /// It may be called on any thread.
    Agile(BackgroundTaskCanceledEventHandler),
    /// Its cookie in the Global Interface Table.
    Tabled(u32),
}

// SAFETY: an object in `Agile` has `IAgileObject`, by which it says that it may be called and released on every thread;
// a cookie is a number.
unsafe impl Send for Handler {}

impl Handlers {
    pub(crate) fn add(&self, handler: &BackgroundTaskCanceledEventHandler) -> Result<i64> {
        let handler = if handler.cast::<IAgileObject>().is_ok() {
            Handler::Agile(handler.clone())
        } else {
            let unknown: IUnknown = handler.cast()?;
            // SAFETY: the object has the interface that it is tabled by: it is one.
            Handler::Tabled(unsafe {
                table()?.RegisterInterfaceInGlobal(&unknown, &BackgroundTaskCanceledEventHandler::IID)?
            })
        };
        let mut added = lock(&self.0);
        added.last_token += 1;
        let token = added.last_token;
        added.handlers.push((token, handler));
        Ok(token)
    }

    pub(crate) fn remove(&self, token: i64) {
        let removed = {
            let mut added = lock(&self.0);
            let at = added.handlers.iter().position(|(of, _)| *of == token);
            at.map(|at| added.handlers.swap_remove(at))
        };
        drop(removed);
    }

    pub(crate) fn len(&self) -> u32 {
        lock(&self.0).handlers.len().try_into().expect("nobody adds so many")
    }

    /// Tells every handler. What it answers is nobody's concern: one whose process has ended can't.
    pub(crate) fn call(&self, reason: BackgroundTaskCancellationReason) {
        let handlers: Vec<_> =
            lock(&self.0).handlers.iter().filter_map(|(_, handler)| handler.resolve().ok()).collect();
        for handler in handlers {
            let _ = handler.Invoke(None, reason);
        }
    }
}

impl Handler {
    fn resolve(&self) -> Result<BackgroundTaskCanceledEventHandler> {
        match self {
            Self::Agile(handler) => Ok(handler.clone()),
            Self::Tabled(cookie) => {
                let mut object = None;
                // SAFETY: the pointer is for one interface pointer of the type whose identifier is given.
                unsafe {
                    table()?.GetInterfaceFromGlobal(
                        *cookie,
                        &BackgroundTaskCanceledEventHandler::IID,
                        (&raw mut object).cast(),
                    )?;
                }
                object.ok_or_else(windows::core::Error::empty)
            }
        }
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        if let Self::Tabled(cookie) = self {
            // SAFETY: the cookie is this handler's own, and is given back once.
            let _ = table().and_then(|table| unsafe { table.RevokeInterfaceFromGlobal(*cookie) });
        }
    }
}

fn table() -> Result<IGlobalInterfaceTable> {
    static KEEP_MULTITHREADED: std::sync::Once = std::sync::Once::new();
    // SAFETY: the call takes no pointer of ours. The threads that cancel say nothing to COM themselves.
    KEEP_MULTITHREADED.call_once(|| drop(unsafe { CoIncrementMTAUsage() }));
    // SAFETY: the class is COM's own, and has the interface.
    unsafe { CoCreateInstance(&GLOBAL_INTERFACE_TABLE, None, CLSCTX_INPROC_SERVER) }
}
