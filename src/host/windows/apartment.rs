//! The process's COM apartment.

#![allow(unsafe_code, reason = "COM is told of the process's needs by a raw call")]

use std::sync::Once;

use windows::Win32::System::Com::CoIncrementMTAUsage;

/// Sees to it that threads which say nothing to COM, as the workers of tasks, are in the process's multi-threaded
/// apartment, from which an activation's instance is reached.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coincrementmtausage>
pub(super) fn keep_multithreaded() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the call takes no pointer but the one for its result, which the binding passes, and may be made on any
        // thread, initialised for COM or not. The cookie is let go: the apartment is wanted for as long as the process
        // lives.
        let kept = unsafe { CoIncrementMTAUsage() };
        if let Err(error) = kept {
            super::error::tell_debugger(&format!("the process has no multi-threaded apartment: {error}"));
        }
    });
}
