//! What keeps a component's module loaded, and a COM server's process running: the objects that were handed out, and the
//! runs that have not ended.

#![allow(unsafe_code, reason = "the process's references and its module are counted by raw calls")]

use std::{
    sync::{Condvar, Mutex, Once, PoisonError},
    time::Duration,
};

use windows::{
    Win32::System::{
        Com::{CoAddRefServerProcess, CoReleaseServerProcess, CoSuspendClassObjects},
        LibraryLoader::{GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW},
    },
    core::PCWSTR,
};

use crate::lock::lock;

/// One thing that lives: while one does, the module stays and a server serves.
#[derive(Debug)]
pub(super) struct Life {
    /// Whether COM counts it for the process.
    of_server: bool,
}

#[derive(Debug)]
struct Lives {
    alive: usize,
    /// Whether the process is a COM server.
    serving: bool,
    /// Whether anything ever lived while it was.
    served: bool,
    /// Whether COM let the last of them go, and hands out no class any more.
    over: bool,
}

static LIVES: Mutex<Lives> = Mutex::new(Lives { alive: 0, serving: false, served: false, over: false });
static CHANGED: Condvar = Condvar::new();

impl Life {
    pub(super) fn new() -> Self {
        let mut lives = lock(&LIVES);
        lives.alive += 1;
        let of_server = lives.serving;
        if of_server {
            lives.served = true;
            // SAFETY: the call takes nothing. Each is followed by one release, when this life ends.
            unsafe { CoAddRefServerProcess() };
        }
        Self { of_server }
    }

    /// Whether it keeps a server's process, and not only a module.
    pub(super) fn is_of_server(&self) -> bool {
        self.of_server
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        let mut lives = lock(&LIVES);
        lives.alive -= 1;
        // SAFETY: the call takes nothing, and gives back the reference that this life took.
        if self.of_server && unsafe { CoReleaseServerProcess() } == 0 {
            // COM has suspended the process's classes in the same step: the next activation starts a new process.
            // <https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coreleaseserverprocess>
            lives.over = true;
        }
        drop(lives);
        CHANGED.notify_all();
    }
}

/// Whether nothing lives that needs this module.
pub(super) fn nothing_lives() -> bool {
    lock(&LIVES).alive == 0
}

/// From now on lives are the process's.
pub(super) fn begin_serving() {
    let mut lives = lock(&LIVES);
    (lives.serving, lives.served, lives.over) = (true, false, false);
}

/// Waits until the last life of this server has ended. When none has begun within `first`, that is the end, too.
pub(super) fn wait_for_the_last(first: Duration) {
    let lives = lock(&LIVES);
    let (lives, _) =
        CHANGED.wait_timeout_while(lives, first, |lives| !lives.served).unwrap_or_else(PoisonError::into_inner);
    if !lives.served {
        drop(lives);
        // SAFETY: the call takes nothing.
        if let Err(error) = unsafe { CoSuspendClassObjects() } {
            super::error::tell_debugger(&format!("the COM server's classes can't be suspended: {error}"));
        }
        return wait_until_nothing_lives();
    }
    drop(CHANGED.wait_while(lives, |lives| !lives.over).unwrap_or_else(PoisonError::into_inner));
}

/// Waits for what was handed out while the classes were being taken back.
pub(super) fn wait_until_nothing_lives() {
    drop(CHANGED.wait_while(lock(&LIVES), |lives| lives.alive != 0).unwrap_or_else(PoisonError::into_inner));
}

/// Keeps the module that this code is in loaded for as long as the process lives. The threads of runs are Rust's, and end
/// in code of the module after the last object is gone: no count can tell when.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/libloaderapi/nf-libloaderapi-getmodulehandleexw>
pub(super) fn keep_module() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let mut module = windows::Win32::Foundation::HMODULE::default();
        let flags = GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
        let address = PCWSTR((&raw const LIVES).cast());
        // SAFETY: with this flag the name is an address in a module, here that of a static of ours, and is not read.
        if let Err(error) = unsafe { GetModuleHandleExW(flags, address, &raw mut module) } {
            super::error::tell_debugger(&format!("the module of the tasks is not kept: {error}"));
        }
    });
}
